//! Which of two events a sentence says came first: *expelled them after the raid*.

use chancery_codebook::Codebook;
use chancery_model::{Annotated, Event, OrderSaid};
use std::collections::BTreeMap;

/// Arcs that are climbed from one event to the other.
const CLIMB: usize = 4;

pub(super) fn orders(
    annotated: &Annotated,
    events: &[Event],
    codebook: &Codebook,
) -> Vec<OrderSaid> {
    let triggers: BTreeMap<_, &Event> =
        events.iter().map(|event| (event.trigger, event)).collect();
    let by_head: BTreeMap<u32, &Event> = annotated
        .predicates
        .items
        .iter()
        .filter_map(|predicate| {
            Some((predicate.head, *triggers.get(&predicate.trigger)?))
        })
        .collect();
    let arcs = &annotated.syntax.items;
    let tokens = &annotated.tokens.items;
    let is_in = |class: &str, at: usize| {
        codebook.rules.is_in_class(class, &tokens[at].lemma.to_lowercase())
    };
    let mut said = Vec::new();
    for (at, arc) in arcs.iter().enumerate() {
        let is_marker = matches!(arc.relation.split(':').next(), Some("case" | "mark"));
        let (Some(lower), true) = (arc.head, is_marker) else { continue };
        let (after, before) = (is_in("afterwards", at), is_in("beforehand", at));
        let Some(event) = by_head.get(&lower).filter(|_| after != before) else {
            continue;
        };
        let mut upper = arcs[lower as usize].head;
        let mut steps = 0;
        while let Some(head) = upper {
            if let Some(other) = by_head.get(&head) {
                let (earlier, later) =
                    if after { (event, other) } else { (other, event) };
                said.push(OrderSaid {
                    earlier: earlier.id,
                    later: later.id,
                    words: tokens[at].span,
                    sentence: other.sentence,
                });
                break;
            }
            steps += 1;
            upper = arcs[head as usize].head.filter(|_| steps < CLIMB);
        }
    }
    said
}
