//! Who denies what is only pointed back to denies what was told of them.

use super::{Again, STEPS};
use crate::{Draft, claim};
use chancery_codebook::{Part, QuadClass, holds};
use chancery_model::{
    Actor, Attribution, Basis, Claim, Coded, Event, Factuality, Polarity, Predicate,
    Span, Speaker, Stance, Status, Voice,
};

/// What is pointed back to was told at most this many sentences before.
const SENTENCES: u32 = 3;

impl<'a> Again<'a> {
    /// *The ministry denied responsibility for these incidents*: what was told of those who
    /// deny it.
    pub(super) fn denied(
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

    /// The deeds against others of an actor that a noun may stand for, the nearest first: all of
    /// them for a plural, else one. Aid is nothing that is answered for.
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
                && kind.is_some_and(|kind| kind.quad == QuadClass::MaterialConflict)
                && draft.demand.is_none()
                && sources.iter().any(|actor| is_of(&actor.value, denier))
        };
        let most = if token.xpos.ends_with('S') { usize::MAX } else { 1 };
        let told = self.before(denial.trigger.start(), denial.sentence, SENTENCES);
        told.filter(fits).take(most).collect()
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

    /// A noun with what stands before it.
    fn phrase(&self, noun: u32) -> Span {
        let first = (noun.saturating_sub(3)..noun)
            .find(|&one| self.head(one) == Some(noun) && self.relation(one) != "case");
        self.span(first.unwrap_or(noun)).cover(self.span(noun))
    }
}

/// Whether an actor is another, or of the same state.
fn is_of(one: &Actor, other: &Actor) -> bool {
    one.id == other.id || (one.country.is_some() && one.country == other.country)
}
