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

mod coreference;
mod told;

use std::collections::BTreeMap;

use chancery_codebook::{Codebook, TimeClass, time_key};
use chancery_model::{
    Annotated, Basis, Coded, DateBasis, DateSpan, Event, MetadataField, Predicate,
    PredicateKind, Role, Speaker, Status, Tense, Timex,
};
use told::{Told, paragraphs};

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
        dated: BTreeMap::new(),
    };
    let page = Page { dated: page.dated(), ..page };
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
    same_words(events, codebook);
    let pointed_to: Vec<Option<Coded<DateSpan>>> =
        (0..events.len()).map(|index| coreference::pointed_to(index, events)).collect();
    lend(events, pointed_to, DateBasis::Coreference);
    // What points back may be the mention that others share their words with.
    same_words(events, codebook);
    let of_doers: Vec<Option<Coded<DateSpan>>> =
        (0..events.len()).map(|index| coreference::of_one_doer(index, events)).collect();
    lend(events, of_doers, DateBasis::Coreference);
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

/// Lends the dates of mentions that tell the same occurrence in like words.
fn same_words(events: &mut [Coding<'_>], codebook: &Codebook) {
    let dated = coreference::Dated::of(events, codebook);
    let by_words: Vec<Option<Coded<DateSpan>>> =
        events.iter().map(|coding| dated.date_of(coding)).collect();
    lend(events, by_words, DateBasis::Coreference);
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
/// Trees are not followed further up than this.
const DEEPEST: usize = 64;

/// Whether a noun tells of one or of several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    One,
    Several,
}

/// A document as it is read for dates.
struct Page<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    /// Index of the paragraph of each sentence.
    paragraphs: Vec<u32>,
    told: Vec<Told>,
    /// Of each lemma, the times that predicates of its own clause have, in the text's order, and
    /// the number of those that are nouns.
    dated: BTreeMap<&'a str, Vec<(Told, Option<Number>)>>,
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
                && self.in_sentence(predicate.sentence).any(|other| {
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
            || self.dates_cause(predicate, index)
            || !is_own
                && self.in_sentence(predicate.sentence).any(|other| {
                    other.head != predicate.head
                        && other.light_verb != Some(predicate.head)
                        && inside(other)
                })
    }

    /// *The May attack led to six arrests*: whether an expression stands in the phrase of an
    /// event noun of which this predicate, in a clause of its own, does not speak.
    fn dates_cause(&self, predicate: &Predicate, index: u32) -> bool {
        let time = &self.annotated.times.items[index as usize];
        let tokens = &self.annotated.tokens.items;
        let at = tokens.partition_point(|token| token.span.start() < time.span.start());
        let Ok(at) = u32::try_from(at) else { return false };
        self.in_sentence(predicate.sentence).any(|other| {
            other.kind == PredicateKind::Noun
                && other.light_verb.is_none()
                && other.head != predicate.head
                && other.times.first() == Some(&index)
                && time.span.end() <= other.trigger.start()
                && self.words(time.span.end(), other.trigger.start()) <= 2
                && !predicate
                    .arguments
                    .iter()
                    .any(|argument| argument.span.contains(other.trigger))
                && self.governs(other.head, at)
                && !self.governs(predicate.head, other.head)
        })
    }

    /// Whether a token stands above another in the tree.
    fn governs(&self, above: u32, mut token: u32) -> bool {
        let arcs = &self.annotated.syntax.items;
        for _ in 0..DEEPEST {
            match arcs.get(token as usize).and_then(|arc| arc.head) {
                Some(head) if head == above => return true,
                Some(head) => token = head,
                None => return false,
            }
        }
        false
    }

    /// *Weapons supplied by Norway*, *accused of being armed*: a participle without tense says
    /// nothing of the time.
    fn is_reduced(&self, predicate: &Predicate) -> bool {
        let tokens = &self.annotated.tokens.items;
        let arcs = &self.annotated.syntax.items;
        let head = predicate.head as usize;
        let sentence = self.annotated.sentences.items[predicate.sentence as usize];
        let mut auxiliaries = (sentence.first as usize..head)
            .filter(|&at| arcs[at].head == Some(predicate.head))
            .filter(|&at| arcs[at].relation.starts_with("aux"));
        let first = auxiliaries.next().map(|at| &*tokens[at].xpos);
        &*tokens[head].xpos == "VBN"
            && (first == Some("VBG") || first.is_none() && &*arcs[head].relation == "acl")
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
        if !matches!(predicate.tense, Tense::Past | Tense::Perfect)
            || self.is_reduced(predicate)
        {
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
        let until = self.told.partition_point(|told| told.sentence < predicate.sentence);
        let from = self.told[..until].partition_point(|told| {
            self.paragraphs.get(told.sentence as usize) < paragraph
        });
        let here = &self.told[from..until];
        let before = here.last().filter(|told| told.sentence + 1 == predicate.sentence);
        let is_reported = event.claim.voices.len() > 1;
        if is_done && is_reported {
            return match (before, back.as_ref()) {
                (Some(told), _) => as_context(told.year()?, told),
                (None, Some(told)) => as_context(self.since(told)?, told),
                (None, None) => None,
            };
        }
        let answers = self.answers(predicate);
        if let Some(told) = before.filter(|_| is_done && !answers && back.is_none()) {
            let same = || told.is_day() && self.same_parties(event, told, events);
            if !told.is_day() || same() {
                return as_context(told.date.clone(), told);
            }
        }
        if is_done
            && !is_noun
            && self.says(predicate, "adding")
            && let Some(told) = here.last().filter(|told| !told.is_day())
            && self.has_same_source(event, told, events)
        {
            return as_context(told.about()?, told);
        }
        // What a noun tells may be old news.
        if is_noun && predicate.light_verb.is_none() && back.is_none() {
            return None;
        }
        let start = back.as_ref().filter(|_| is_done);
        let start = start.or_else(|| here.first().filter(|_| is_done));
        let published = self.annotated.document.metadata.published.as_ref();
        let end = published.and_then(|published| published.value.latest());
        match (start, end) {
            (Some(told), _) => as_context(self.since(told)?, told),
            (None, Some(end)) => {
                let date = format!("[..{end}]").parse().ok()?;
                let basis = Basis::Metadata(MetadataField::Published);
                Some((Coded::new(date, basis), DateBasis::Publication))
            }
            (None, None) => None,
        }
    }

    /// Some time from a date told to the day of publication, if that says anything.
    fn since(&self, told: &Told) -> Option<DateSpan> {
        let published = self.annotated.document.metadata.published.as_ref();
        let date =
            told.until(published.and_then(|published| published.value.latest()))?;
        Some(date).filter(|date| date.width().is_none_or(|days| days <= LONGEST))
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
        let pointing = self.in_sentence(predicate.sentence).filter(|other| {
            other.kind == PredicateKind::Noun
                && other.head != predicate.head
                && (other.is_definite
                    || other.trigger.start() < predicate.trigger.start())
                && other.times.is_empty()
        });
        let mut dated = pointing.filter_map(|pointing| {
            let told = self.dated.get(&*pointing.lemma)?;
            let until =
                told.partition_point(|(told, _)| told.sentence < predicate.sentence);
            // *The protests* are not the one protest told before.
            let number = self.number(pointing);
            let fits = |other: Option<Number>| other.is_none() || other == number;
            let (last, _) = told[..until].iter().rfind(|(_, other)| fits(*other))?;
            Some(last)
        });
        dated.next().cloned()
    }

    /// The number of a noun; `None` for a verb.
    fn number(&self, predicate: &Predicate) -> Option<Number> {
        let tag = &self.annotated.tokens.items[predicate.head as usize].xpos;
        let number = if tag.ends_with('S') { Number::Several } else { Number::One };
        (predicate.kind == PredicateKind::Noun).then_some(number)
    }

    /// What `dated` holds.
    fn dated(&self) -> BTreeMap<&'a str, Vec<(Told, Option<Number>)>> {
        let mut dated: BTreeMap<&str, Vec<(Told, Option<Number>)>> = BTreeMap::new();
        for predicate in &self.annotated.predicates.items {
            let own = self.own(predicate).0;
            if let Some(told) =
                own.and_then(|(_, time)| told::of(time, predicate.sentence))
            {
                let number = self.number(predicate);
                dated.entry(&*predicate.lemma).or_default().push((told, number));
            }
        }
        dated
    }

    /// Whether the sentence says, before the predicate or by it, that something answers to
    /// what was told before.
    fn answers(&self, predicate: &Predicate) -> bool {
        self.says(predicate, "answering")
    }

    /// Whether a word of a class stands in the sentence before the predicate, or is it.
    fn says(&self, predicate: &Predicate, class: &str) -> bool {
        let sentence = self.annotated.sentences.items[predicate.sentence as usize];
        let tokens = &self.annotated.tokens.items;
        let range = sentence.first as usize..sentence.last as usize;
        tokens[range]
            .iter()
            .take_while(|token| token.span.start() < predicate.trigger.end())
            .any(|token| {
                self.codebook.rules.is_in_class(class, &token.lemma.to_lowercase())
            })
    }

    /// Whether what this expression dates is done by the same state.
    fn has_same_source(&self, event: &Event, told: &Told, events: &[Coding<'_>]) -> bool {
        let state = |event: &Event| {
            event.source_actors.first().and_then(|actor| actor.value.country.clone())
        };
        state(event).is_some()
            && self
                .dated_by(told, events)
                .is_some_and(|other| state(other) == state(event))
    }

    /// The event that an expression dates, in the sentence in which it stands.
    fn dated_by<'e>(&self, told: &Told, events: &'e [Coding<'_>]) -> Option<&'e Event> {
        let sentence = self.annotated.sentences.items[told.sentence as usize];
        // Events stand in the order of the text.
        let from = events
            .partition_point(|(other, _)| other.trigger.start() < sentence.span.start());
        let mut near = events[from..]
            .iter()
            .take_while(|(other, _)| other.trigger.start() < sentence.span.end());
        let dated = near.find(|(other, _)| {
            other.date.as_ref().and_then(|date| date.basis.span()) == Some(told.span)
        });
        dated.map(|(other, _)| other)
    }

    /// Whether the parties of an event are those of one dated by this expression.
    fn same_parties(&self, event: &Event, told: &Told, events: &[Coding<'_>]) -> bool {
        let Some(other) = self.dated_by(told, events) else { return false };
        let (mine, theirs) = (countries(event), countries(other));
        mine.len() > 1 && mine == theirs
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
