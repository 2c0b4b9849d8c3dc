//! Whom the words do not name and a rule lets assume.

use chancery_model::{ActorId, ActorKind, Annotated, Mention, MentionForm, Predicate};

/// Of all who are named in a document and belong to another state than who acts, the least part,
/// in hundredths, that belongs to the other party: a text about many states leaves open which of
/// them is meant.
const CHIEF: usize = 40;

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
    let is_one = rest.iter().all(|other| other.actor.country == first.actor.country);
    (is_one && is_chief(first, acting, annotated)).then_some(*first)
}

/// Whether a document speaks of this state more than of the others that do not act.
fn is_chief(other: &Mention, acting: &[ActorId], annotated: &Annotated) -> bool {
    let states = annotated.mentions.items.iter().map(|one| one.actor.country.as_ref());
    let (mut own, mut all) = (0, 0);
    for state in states.flatten().filter(|state| !acting.contains(state)) {
        all += 1;
        own += usize::from(other.actor.country.as_ref() == Some(state));
    }
    own * 100 >= all * CHIEF
}
