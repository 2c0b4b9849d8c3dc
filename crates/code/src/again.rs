//! Events told by words that only point back to one told before: *denied responsibility for
//! these incidents*, *more are likely to follow*.

use crate::{Draft, claim, event, event_id_at};
use chancery_codebook::{Codebook, Part, holds};
use chancery_model::{
    Actor, Annotated, Attribution, Basis, Claim, Coded, Event, Factuality, Polarity,
    Predicate, PredicateKind, Role, Span, Speaker, Stance, Status, Voice,
};

/// What is pointed back to was told at most this many sentences before.
const SENTENCES: u32 = 3;

/// From a word to what brings it there are at most this many steps.
const STEPS: usize = 6;

/// The events told so, each with the predicate that has its time.
pub(crate) fn events<'a>(
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    drafts: &'a [Draft<'a>],
) -> Vec<(Event, &'a Predicate)> {
    let again = Again { annotated, codebook, drafts };
    let mut found = Vec::new();
    let predicates = annotated.predicates.items.iter().zip(&annotated.stances.items);
    for (predicate, stance) in predicates {
        let is_verb = predicate.kind == PredicateKind::Verb;
        if is_verb && crate::in_coded_zone(annotated, predicate) {
            found.extend(again.denied(predicate, stance));
            found.extend(again.followed(predicate, stance));
        }
    }
    found
}

struct Again<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    drafts: &'a [Draft<'a>],
}

impl<'a> Again<'a> {
    /// *The ministry denied responsibility for these incidents*: what was told of those who
    /// deny it.
    fn denied(
        &self,
        predicate: &'a Predicate,
        stance: &Stance,
    ) -> Vec<(Event, &'a Predicate)> {
        let cue = self.codebook.words.cue(&predicate.lemma, Part::Verb);
        let Some(cue) = cue.filter(|cue| cue.class.as_ref() == "deny") else {
            return Vec::new();
        };
        let at = self.span(predicate.head);
        let mut attributions = self.annotated.attributions.items.iter();
        let Some(said) = attributions.find(|one| one.cue.contains(&at)) else {
            return Vec::new();
        };
        let Speaker::Actor(denier) = &said.voice else { return Vec::new() };
        let voices = claim::voices(self.annotated, stance);
        let plain = stance.operators.is_empty()
            && voices.iter().all(|one| one.factuality.polarity == Polarity::Positive);
        let Some(noun) = self.pointing(said, at).filter(|_| plain) else {
            return Vec::new();
        };
        let claim = self.denial(voices, said, cue.inner);
        let mut found: Vec<(Event, &'a Predicate)> = Vec::new();
        for draft in self.meant(predicate, denier, noun) {
            let Some(event) = self.copy(draft, self.phrase(noun), claim.clone()) else {
                continue;
            };
            let is_new = |(known, _): &(Event, _)| {
                known.event_type.value != event.event_type.value
            };
            if found.iter().all(is_new) {
                found.push((event, draft.predicate));
            }
        }
        found
    }

    /// The deeds of an actor that a noun may stand for, the nearest first: all of them for a
    /// plural, else one.
    fn meant(&self, denial: &Predicate, denier: &Actor, noun: u32) -> Vec<&'a Draft<'a>> {
        let token = &self.annotated.tokens.items[noun as usize];
        let lemma = token.lemma.to_lowercase();
        let own = self.codebook.rules.by_noun.get(lemma.as_str());
        let fits = |draft: &&Draft<'_>| {
            let kind = self.codebook.ontology.event_type(draft.rule.event_type.as_str());
            let alike = own.is_none_or(|rules| {
                rules.iter().any(|&rule| {
                    let rule = &self.codebook.rules.rules[rule];
                    rule.event_type == draft.rule.event_type
                })
            });
            let sources = &draft.participants.source_actors;
            alike
                && kind.is_some_and(|kind| !kind.quad.is_verbal())
                && draft.demand.is_none()
                && draft.predicate.trigger.end() <= denial.trigger.start()
                && draft.predicate.sentence + SENTENCES >= denial.sentence
                && sources.iter().any(|actor| is_of(&actor.value, denier))
        };
        let most = if token.xpos.ends_with('S') { usize::MAX } else { 1 };
        self.drafts.iter().rev().filter(fits).take(most).collect()
    }

    /// The noun or pronoun for what is denied, if it points back: what the verb governs, or
    /// what its speaker denies to answer for.
    fn pointing(&self, said: &Attribution, verb: Span) -> Option<u32> {
        let tells = |span: &Span| {
            let mut triggers = self.drafts.iter().map(|draft| draft.predicate.trigger);
            triggers.any(|trigger| span.contains(trigger))
        };
        if said.content.iter().any(tells) {
            return None;
        }
        let within =
            |word: u32| said.content.iter().any(|piece| piece.contains(self.span(word)));
        let all = &self.annotated.tokens.items;
        let first = said.content.first()?.start();
        let from = all.partition_point(|token| token.span.start() < first);
        (u32::try_from(from).ok()?..)
            .take_while(|&word| (word as usize) < all.len() && within(word))
            .find(|&word| self.points_back(word) && self.is_denied(word, verb))
    }

    fn points_back(&self, word: u32) -> bool {
        let token = &self.annotated.tokens.items[word as usize];
        let lemma = token.lemma.to_lowercase();
        let rules = &self.codebook.rules;
        if token.upos.as_ref() != "NOUN" {
            return false;
        }
        let known = rules.is_in_class("pointing-back", &lemma)
            || rules.by_noun.contains_key(lemma.as_str());
        let before = (word.saturating_sub(3)..word).rev();
        let mut determiners = before.filter(|&one| self.head(one) == Some(word));
        known
            && determiners.any(|one| {
                let token = &self.annotated.tokens.items[one as usize];
                let form = self.form(one);
                token.xpos.as_ref() != "PRP$"
                    && holds(&self.codebook.grammar.pointing, &form)
            })
    }

    /// Whether a word is all that a verb denies: its object, or what answers for it brings.
    fn is_denied(&self, word: u32, verb: Span) -> bool {
        let Some(above) = self.head(word) else { return false };
        if self.span(above) == verb && self.relation(word).starts_with("obj") {
            return true;
        }
        let rules = &self.codebook.rules;
        let brings = self.children(word).find(|&one| self.relation(one) == "case");
        let answers = brings.is_some_and(|preposition| {
            let mut words: Vec<u32> = vec![above];
            words.extend(self.children(above).filter(|&one| self.relation(one) == "obj"));
            words.into_iter().any(|one| {
                let lemma = &self.annotated.tokens.items[one as usize].lemma;
                let whole = format!("{} {}", lemma, self.form(preposition));
                rules.is_in_class("responsible", &whole)
            })
        });
        // Up to the verb through nothing but what somebody answers by.
        let mut at = above;
        answers
            && (0..STEPS).any(|_| {
                let reached = self.span(at) == verb;
                at = self.head(at).unwrap_or(at);
                reached
            })
    }

    fn denial(
        &self,
        mut voices: Vec<Voice>,
        said: &Attribution,
        inner: Factuality,
    ) -> Claim {
        for voice in &mut voices {
            voice.factuality = Factuality::UNKNOWN;
        }
        let cue = said.cue.first().copied();
        voices.push(Voice {
            speaker: said.voice.clone(),
            words: said.speaker.first().copied(),
            cue,
            factuality: inner,
        });
        let at = cue.unwrap_or_else(|| self.span(0));
        let basis = Basis::Entry(at, said.entry.clone());
        Claim { voices, status: Coded::new(Status::Denied, basis) }
    }

    /// *More are likely to follow*: others like those that a noun before tells.
    fn followed(
        &self,
        predicate: &'a Predicate,
        stance: &Stance,
    ) -> Option<(Event, &'a Predicate)> {
        let rules = &self.codebook.rules;
        let has_agent = predicate.arguments.iter().any(|one| {
            matches!(one.role, Role::Agent | Role::Patient) && !one.mentions.is_empty()
        });
        // *take place*
        let mut objects =
            self.children(predicate.head).filter(|&one| self.relation(one) == "obj");
        let occurs = rules.is_in_class("occur", &predicate.lemma)
            || objects.any(|object| {
                let whole = format!("{} {}", predicate.lemma, self.form(object));
                rules.is_in_class("occur", &whole)
            });
        if has_agent || !occurs {
            return None;
        }
        let more = self.further(predicate.head)?;
        let nouns = self.annotated.predicates.items.iter().rev().filter(|one| {
            one.kind == PredicateKind::Noun
                && one.trigger.end() <= self.span(more).start()
                && one.sentence + 1 >= predicate.sentence
        });
        let noun =
            nouns.into_iter().find(|one| rules.by_noun.contains_key(&one.lemma))?;
        let draft = self.drafts.iter().rev().find(|draft| {
            draft.predicate.trigger.end() <= self.span(more).start()
                && draft.predicate.lemma == noun.lemma
                && draft.predicate.kind == PredicateKind::Noun
        })?;
        let claim =
            claim::claim(self.annotated, predicate, stance, &draft.participants, false)?;
        let mut event = self.copy(draft, self.span(more), claim)?;
        event.place = None;
        event.points_back = false;
        Some((event, predicate))
    }

    /// The word for further ones that is the subject of a verb: nothing but auxiliaries,
    /// adverbs and adjectives stand between.
    fn further(&self, verb: u32) -> Option<u32> {
        let is_further = |word: u32| {
            self.codebook.rules.is_in_class("further", &self.form(word))
                && !self.annotated.tokens.items[word as usize].upos.starts_with("DET")
        };
        let between = |&word: &u32| {
            let upos = self.annotated.tokens.items[word as usize].upos.as_ref();
            !is_further(word) && matches!(upos, "AUX" | "ADV" | "ADJ" | "PART" | "VERB")
        };
        let before = verb.checked_sub(1)?;
        let steps = u32::try_from(STEPS).unwrap_or(0);
        let passed = (verb.saturating_sub(steps)..verb).rev().take_while(between).count();
        // The copula or auxiliary makes it a subject.
        let word = before.checked_sub(u32::try_from(passed).ok()?)?;
        let next = &self.annotated.tokens.items[word as usize + 1];
        let is_subject = next.upos.as_ref() == "AUX" || word + 1 == verb;
        (is_further(word) && is_subject).then_some(word)
    }

    /// The event of a draft as told again by other words.
    fn copy(&self, draft: &Draft<'_>, trigger: Span, claim: Claim) -> Option<Event> {
        let mut told = event(self.annotated, self.codebook, draft)?;
        let sentences = &self.annotated.sentences.items;
        let at = sentences.partition_point(|one| one.span.end() <= trigger.start());
        let basis = || Basis::Rule(trigger, draft.rule.id.clone());
        told.id = event_id_at(self.annotated, trigger, draft.rule);
        told.sentence = sentences.get(at)?.span;
        told.trigger = trigger;
        told.event_type = Coded::new(draft.rule.event_type.clone(), basis());
        told.counts = Vec::new();
        told.points_back = true;
        told.claim = claim;
        Some(told)
    }

    /// A noun with what stands before it.
    fn phrase(&self, noun: u32) -> Span {
        let first = (noun.saturating_sub(3)..noun)
            .find(|&one| self.head(one) == Some(noun) && self.relation(one) != "case");
        self.span(first.unwrap_or(noun)).cover(self.span(noun))
    }

    fn children(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        let near = word.saturating_sub(8)..word + 8;
        near.filter(move |&one| self.head(one) == Some(word))
    }

    fn head(&self, word: u32) -> Option<u32> {
        self.annotated.syntax.items.get(word as usize)?.head
    }

    fn relation(&self, word: u32) -> &str {
        &self.annotated.syntax.items[word as usize].relation
    }

    fn span(&self, word: u32) -> Span {
        self.annotated.tokens.items[word as usize].span
    }

    fn form(&self, word: u32) -> String {
        let text = self.span(word).text(&self.annotated.document.text);
        text.unwrap_or_default().to_lowercase()
    }
}

/// Whether an actor is another, or of the same state.
fn is_of(one: &Actor, other: &Actor) -> bool {
    one.id == other.id || (one.country.is_some() && one.country == other.country)
}
