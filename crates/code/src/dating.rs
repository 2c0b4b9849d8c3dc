//! When each event took place, no sharper than what the document tells.
//!
//! By the first of these that gives a date:
//!
//! 1. *explicit, publication year, relative*: words of its own clause;
//! 2. *coreference*: another mention of the same occurrence, which has such words;
//! 3. *context*: a date told just before, if the event is told in the past tense. A month or
//!    year told in the sentence before is taken as it is, a day only if the same parties act.
//!    Of what is reported of somebody's speech the year alone is taken. All else lies between
//!    the months of the earliest date of the paragraph and of publication;
//! 4. *publication*: what is told as done lies before the day of publication.
//!
//! What lies ahead, is supposed, or is told of no certain time has the date of its own words or
//! none.

mod told;

use chancery_codebook::{Codebook, TimeClass, time_key};
use chancery_model::{
    Annotated, Basis, Coded, DateBasis, DateSpan, Event, MetadataField, Predicate,
    PredicateKind, Role, Speaker, Status, Tense, Timex,
};
use told::{Told, paragraphs, sentence_of};

/// An event with the predicate it was coded from.
pub(crate) type Coding<'a> = (Event, &'a Predicate);

/// Dates the events of a document, which stand in the order of the text.
pub(crate) fn date(
    events: &mut [Coding<'_>],
    annotated: &Annotated,
    codebook: &Codebook,
) {
    let page = Page {
        annotated,
        codebook,
        paragraphs: paragraphs(annotated),
        told: told::told(annotated),
    };
    let mut borrowed: Vec<Option<Told>> = vec![None; events.len()];
    for ((event, predicate), borrowed) in events.iter_mut().zip(&mut borrowed) {
        let (own, others) = page.own(predicate);
        if let Some((date, time)) = own {
            event.date = Some(Coded::new(date, Basis::Text(time.span)));
            event.date_basis = time.basis;
        }
        *borrowed = others;
    }
    let announced: Vec<Option<Coded<DateSpan>>> =
        events.iter().map(|(event, _)| page.announced(event, events)).collect();
    lend(events, announced, DateBasis::Context);
    let dated: Vec<&Event> = events
        .iter()
        .map(|(event, _)| event)
        .filter(|event| event.date.is_some() && is_actual(event))
        .collect();
    let by_coreference: Vec<Option<Coded<DateSpan>>> =
        events.iter().map(|coding| coreferent(coding, &dated)).collect();
    lend(events, by_coreference, DateBasis::Coreference);
    for (index, borrowed) in borrowed.iter().enumerate() {
        if events[index].0.date.is_none() && is_actual(&events[index].0) {
            let found = page.context(&events[index], borrowed.as_ref(), events);
            if let Some((date, basis)) = found {
                events[index].0.date = Some(date);
                events[index].0.date_basis = basis;
            }
        }
    }
}

/// Gives dates to those events that have none.
fn lend(
    events: &mut [Coding<'_>],
    dates: Vec<Option<Coded<DateSpan>>>,
    basis: DateBasis,
) {
    for ((event, _), date) in events.iter_mut().zip(dates) {
        if event.date.is_none() && date.is_some() && is_actual(event) {
            (event.date, event.date_basis) = (date, basis);
        }
    }
}

/// Whether somebody says that it happened, or that it did not.
fn is_actual(event: &Event) -> bool {
    matches!(
        event.claim.status.value,
        Status::Asserted | Status::Claimed | Status::Denied
    )
}

/// Some day among more than these says nothing that the day of publication does not.
const LONGEST: u64 = 400;

/// A document as it is read for dates.
struct Page<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    /// Index of the paragraph of each sentence.
    paragraphs: Vec<u32>,
    told: Vec<Told>,
}

impl<'a> Page<'a> {
    /// The date that words of the clause itself give; and one that only dates something which
    /// its words speak of: *detained six men involved in the May attack*.
    fn own(
        &self,
        predicate: &Predicate,
    ) -> (Option<(DateSpan, &'a Timex)>, Option<Told>) {
        let mut others = None;
        for &index in &predicate.times {
            let time = &self.annotated.times.items[index as usize];
            let Some(date) = &time.date else { continue };
            if self.dates_another(predicate, index, time) {
                let sentence = predicate.sentence;
                others = others.or_else(|| told::of(time, sentence));
                continue;
            }
            let plain = || time.value.parse::<DateSpan>().ok();
            let date = match self.is_clause_of(predicate, time).then(plain).flatten() {
                Some(plain) => plain,
                None => date.clone(),
            };
            return (Some((date, time)), others);
        }
        (None, others)
    }

    /// Whether an expression dates a noun that this predicate only speaks of, or stands inside
    /// a phrase of another predicate: *said in its report for 2021*.
    fn dates_another(&self, predicate: &Predicate, index: u32, time: &Timex) -> bool {
        let inside = |other: &Predicate| {
            other.arguments.iter().any(|argument| {
                argument.span.contains(time.span)
                    && self.words(argument.span.start(), time.span.start()) >= 3
                    && !argument.span.contains(predicate.trigger)
            })
        };
        let spoken_of = predicate.arguments.iter().any(|argument| {
            argument.role != Role::Agent
                && argument.span.contains(time.span)
                && self.annotated.predicates.items.iter().any(|other| {
                    other.kind == PredicateKind::Noun
                        && other.head != predicate.head
                        && Some(other.head) != predicate.light_verb
                        && other.times.first() == Some(&index)
                        && argument.span.contains(other.trigger)
                })
        });
        let is_own =
            predicate.arguments.iter().any(|argument| argument.span.contains(time.span));
        spoken_of
            || !is_own
                && self.in_sentence(predicate.sentence).any(|other| {
                    other.head != predicate.head
                        && other.light_verb != Some(predicate.head)
                        && inside(other)
                })
    }

    fn in_sentence(&self, sentence: u32) -> impl Iterator<Item = &'a Predicate> {
        let all = &self.annotated.predicates.items;
        let from = all.partition_point(|predicate| predicate.sentence < sentence);
        all[from..].iter().take_while(move |predicate| predicate.sentence == sentence)
    }

    /// How many words begin between two bytes.
    fn words(&self, from: u32, to: u32) -> usize {
        let text = self.annotated.document.text.get(from as usize..to as usize);
        text.map_or(0, |text| text.split_whitespace().count())
    }

    /// Whether a predicate stands in a clause that says what happened then: *since May 2021,
    /// when talks began*. Then an expression's own date counts, not what opens from it.
    fn is_clause_of(&self, predicate: &Predicate, time: &Timex) -> bool {
        let text = &self.annotated.document.text;
        if predicate.trigger.start() < time.span.end() {
            return false;
        }
        let rest = text.get(time.span.end() as usize..).unwrap_or_default();
        let word: String = rest
            .trim_start_matches([',', ' '])
            .chars()
            .take_while(|c| c.is_alphabetic())
            .collect();
        let word = time_key(&word);
        let mut known = self.codebook.times.beginning_with(&word);
        known.any(|word| word.class == TimeClass::Relative)
    }

    /// A date that the sentences before give, or the day of publication.
    fn context(
        &self,
        (event, predicate): &Coding<'_>,
        borrowed: Option<&Told>,
        events: &[Coding<'_>],
    ) -> Option<(Coded<DateSpan>, DateBasis)> {
        if !matches!(predicate.tense, Tense::Past | Tense::Perfect) {
            return None;
        }
        let is_noun = predicate.kind == PredicateKind::Noun;
        let as_context = |date: DateSpan, told: &Told| {
            Some((Coded::new(date, Basis::Text(told.span)), DateBasis::Context))
        };
        let is_done = predicate.tense == Tense::Past;
        // *They say that it has helped*: for how long nobody knows.
        if !is_done && event.claim.voices.len() > 1 {
            return None;
        }
        let back = borrowed.cloned().or_else(|| self.pointed_back(predicate));
        let paragraph = self.paragraphs.get(predicate.sentence as usize);
        let here: Vec<&Told> = self
            .told
            .iter()
            .filter(|told| {
                told.sentence < predicate.sentence
                    && self.paragraphs.get(told.sentence as usize) == paragraph
            })
            .collect();
        let before = here.last().filter(|told| told.sentence + 1 == predicate.sentence);
        let is_reported = event.claim.voices.len() > 1;
        if is_done && is_reported {
            let told = before.copied().or(back.as_ref())?;
            return as_context(told.year()?, told);
        }
        let answers = self.answers(predicate);
        if let Some(told) = before.filter(|_| is_done && !answers && back.is_none()) {
            let same = || told.is_day() && self.same_parties(event, told, events);
            if !told.is_day() || same() {
                return as_context(told.date.clone(), told);
            }
        }
        // What a noun tells may be old news.
        if is_noun && predicate.light_verb.is_none() && back.is_none() {
            return None;
        }
        let start = back.as_ref().filter(|_| is_done);
        let start = start.or_else(|| here.first().copied().filter(|_| is_done));
        let published = self.annotated.document.metadata.published.as_ref();
        let end = published.and_then(|published| published.value.latest());
        match (start, end) {
            (Some(told), end) => {
                let date = told.until(end)?;
                let is_vague = date.width().is_some_and(|days| days > LONGEST);
                if is_vague { None } else { as_context(date, told) }
            }
            (None, Some(end)) => {
                let date = format!("[..{end}]").parse().ok()?;
                let basis = Basis::Metadata(MetadataField::Published);
                Some((Coded::new(date, basis), DateBasis::Publication))
            }
            (None, None) => None,
        }
    }

    /// The date of a statement in the same sentence by which somebody makes known what the own
    /// side does: *announced on Friday that five envoys were expelled*.
    fn announced(&self, event: &Event, events: &[Coding<'_>]) -> Option<Coded<DateSpan>> {
        let Some(Speaker::Actor(speaker)) =
            event.claim.voices.last().map(|voice| &voice.speaker)
        else {
            return None;
        };
        let is_own = event.source_actors.iter().any(|actor| {
            actor.value.country.is_some() && actor.value.country == speaker.country
        });
        // A trigger lies in its sentence, and sentences lie apart.
        let start = event.sentence.start();
        let from = events.partition_point(|(other, _)| other.sentence.start() < start);
        let mut near = events[from..]
            .iter()
            .take_while(|(other, _)| other.sentence.start() == start);
        let stated = near.find(|(other, _)| {
            other.sentence == event.sentence
                && other.claim.voices.len() < event.claim.voices.len()
                && other.trigger.start() < event.trigger.start()
                && matches!(
                    other.date_basis,
                    DateBasis::Explicit
                        | DateBasis::PublicationYear
                        | DateBasis::Relative
                )
        })?;
        if is_own { stated.0.date.clone() } else { None }
    }

    /// The date of an occurrence that the sentence points back to: *in response to the attack*.
    fn pointed_back(&self, predicate: &Predicate) -> Option<Told> {
        let all = &self.annotated.predicates.items;
        let pointing = self.in_sentence(predicate.sentence).filter(|other| {
            other.kind == PredicateKind::Noun
                && other.head != predicate.head
                && (other.is_definite
                    || other.trigger.start() < predicate.trigger.start())
                && other.times.is_empty()
        });
        pointing
            .filter_map(|pointing| {
                let until =
                    all.partition_point(|other| other.sentence < predicate.sentence);
                let dated = all[..until].iter().rev().find(|other| {
                    other.lemma == pointing.lemma && self.own(other).0.is_some()
                })?;
                let (_, time) = self.own(dated).0?;
                told::of(time, dated.sentence)
            })
            .next()
    }

    /// Whether the sentence says, before the predicate or by it, that something answers to
    /// what was told before.
    fn answers(&self, predicate: &Predicate) -> bool {
        let sentence = self.annotated.sentences.items[predicate.sentence as usize];
        let tokens = &self.annotated.tokens.items;
        let range = sentence.first as usize..sentence.last as usize;
        tokens[range]
            .iter()
            .take_while(|token| token.span.start() < predicate.trigger.end())
            .any(|token| {
                self.codebook.rules.is_in_class("answering", &token.lemma.to_lowercase())
            })
    }

    /// Whether the parties of an event are those of one dated by this expression.
    fn same_parties(&self, event: &Event, told: &Told, events: &[Coding<'_>]) -> bool {
        let dated = events.iter().find(|(other, _)| {
            other.date.as_ref().and_then(|date| date.basis.span()) == Some(told.span)
        });
        let Some((other, _)) = dated else { return false };
        let (mine, theirs) = (countries(event), countries(other));
        mine.len() > 1
            && mine == theirs
            && sentence_of(self.annotated, other.trigger) == Some(told.sentence)
    }
}

/// The states on either side, in order, each once.
fn countries(event: &Event) -> Vec<&str> {
    let actors = event.source_actors.iter().chain(&event.target_actors);
    let mut all: Vec<&str> = actors
        .filter_map(|actor| actor.value.country.as_ref())
        .map(|id| id.as_str())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The date of another mention of the same occurrence, if all that have one agree.
fn coreferent(
    (event, predicate): &Coding<'_>,
    dated: &[&Event],
) -> Option<Coded<DateSpan>> {
    if event.date.is_some() || !is_actual(event) || predicate.tense == Tense::Modal {
        return None;
    }
    let mut same = dated
        .iter()
        .filter(|other| other.id != event.id && is_same(event, predicate, other));
    let date = same.next()?.date.clone()?;
    let agree = same
        .all(|other| other.date.as_ref().is_some_and(|other| other.value == date.value));
    agree.then_some(date)
}

/// Whether two mentions tell one occurrence: one type and mode, one word for it or a noun that
/// points back, and the same parties as far as they are told.
fn is_same(event: &Event, predicate: &Predicate, other: &Event) -> bool {
    let mode = |event: &Event| event.mode.as_ref().map(|mode| mode.value.clone());
    let one_code = event.event_type.value == other.event_type.value;
    let one_mode = mode(event) == mode(other);
    let sides = |event: &Event, is_source: bool| -> Vec<String> {
        let actors = if is_source { &event.source_actors } else { &event.target_actors };
        let mut ids: Vec<String> = actors
            .iter()
            .filter_map(|actor| actor.value.country.as_ref())
            .map(|id| id.as_str().to_owned())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let (source, other_source) = (sides(event, true), sides(other, true));
    let (target, other_target) = (sides(event, false), sides(other, false));
    let fits =
        |one: &[String], two: &[String]| one.is_empty() || two.is_empty() || one == two;
    let one_word = event.lemma == other.lemma;
    let told_whole = !source.is_empty() && source == other_source;
    // *Attacks*, *an attack* may be another one.
    let points = predicate.kind == PredicateKind::Verb || predicate.is_definite;
    // *in Oslo* is not *in Lima*.
    let country = |event: &Event| {
        event.place.as_ref().and_then(|place| place.value.country.clone())
    };
    let is_elsewhere = matches!(
        (country(event), country(other)),
        (Some(one), Some(other)) if one != other
    );
    one_code
        && points
        && !is_elsewhere
        && !target.is_empty()
        && target == other_target
        && fits(&source, &other_source)
        && if one_word {
            one_mode || !told_whole
        } else {
            one_mode && told_whole && predicate.is_definite
        }
}
