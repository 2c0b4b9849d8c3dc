//! Whom the words do not name and a rule lets assume.

use chancery_model::{ActorId, ActorKind, Annotated, Mention, MentionForm, Predicate};

/// The one other state that the sentence speaks of, else the one before it. Of several nobody
/// knows which is meant.
pub(crate) fn other_party<'a>(
    acting: &[ActorId],
    predicate: &Predicate,
    annotated: &'a Annotated,
) -> Option<&'a Mention> {
    let sentences = &annotated.sentences.items;
    let here = predicate.sentence as usize;
    let others = |index: usize| {
        let span = sentences[index].span;
        let mentions = &annotated.mentions.items;
        let before = |at: u32| mentions.partition_point(|m| m.span.start() < at);
        mentions[before(span.start())..before(span.end())]
            .iter()
            .filter(move |mention| span.contains(mention.span))
            .filter(|mention| mention.actor.kind == ActorKind::State)
            // *the Chilean agency* brings Chile in as little as the agency is Chile.
            .filter(|mention| mention.form != MentionForm::Adjective)
            .filter(|mention| {
                mention.actor.country.as_ref().is_none_or(|state| !acting.contains(state))
            })
            .collect::<Vec<&Mention>>()
    };
    let mut found = others(here);
    if found.is_empty() {
        found = others(here.checked_sub(1)?);
    }
    let (first, rest) = found.split_first()?;
    rest.iter().all(|other| other.actor.country == first.actor.country).then_some(*first)
}
