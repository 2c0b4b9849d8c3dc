//! Further deeds of the kind that a noun before tells.

use super::{Again, STEPS};
use crate::claim;
use chancery_model::{Event, Predicate, PredicateKind, Role, Stance};

/// The noun stands at most so many sentences before.
const NOUN: u32 = 1;

/// Who did it was told at most so many sentences before.
const TOLD: u32 = 12;

impl<'a> Again<'a> {
    /// *More are likely to follow*: others like those that a noun before tells.
    pub(super) fn followed(
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
        let start = self.span(more).start();
        let all = &self.annotated.predicates.items;
        let from = all.partition_point(|one| one.sentence + NOUN < predicate.sentence);
        let until = all.partition_point(|one| one.sentence <= predicate.sentence);
        let noun = all[from..until].iter().rev().find(|one| {
            one.kind == PredicateKind::Noun
                && one.trigger.end() <= start
                && rules.by_noun.contains_key(&one.lemma)
        })?;
        let draft = self.before(start, predicate.sentence, TOLD).find(|draft| {
            draft.predicate.lemma == noun.lemma
                && draft.predicate.kind == PredicateKind::Noun
        })?;
        let claim = claim::claim(
            self.annotated,
            predicate,
            stance,
            &draft.participants,
            false,
            self.codebook,
        )?;
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
}
