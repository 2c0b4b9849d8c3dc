//! Events told by words that only point back to one told before: *denied responsibility for
//! these incidents*, *more are likely to follow*.

mod denied;
mod further;

use crate::{Draft, event, event_id_at};
use chancery_codebook::Codebook;
use chancery_model::{
    Annotated, Basis, Claim, Coded, Event, Predicate, PredicateKind, Span,
};

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
    /// In the order of the text.
    drafts: &'a [Draft<'a>],
}

impl<'a> Again<'a> {
    /// The drafts that end before a byte, the nearest first, at most so many sentences before
    /// one.
    fn before(
        &self,
        byte: u32,
        sentence: u32,
        sentences: u32,
    ) -> impl Iterator<Item = &'a Draft<'a>> + use<'a> {
        let is_far = |draft: &Draft<'_>| draft.predicate.sentence + sentences < sentence;
        let from = self.drafts.partition_point(is_far);
        let near = self.drafts[from..].iter().rev();
        near.filter(move |draft| draft.predicate.trigger.end() <= byte)
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
