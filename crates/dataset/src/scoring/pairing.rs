//! Which coded event stands for which mention of the gold: one to one, the likeliest first.
//!
//! A gold and a coded mention of one document can belong together if their triggers overlap, or
//! if the coded trigger lies in the gold sentence and the types agree. Among these, overlap
//! weighs most, then the type, then each side's actors, then whether the gold counts.

use super::coded::CodedMention;
use super::gold::GoldMention;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Indices of mentions of the gold with the coded ones that stand for them.
pub(super) fn pairs(gold: &[GoldMention], coded: &[CodedMention]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (at, mention) in gold.iter().enumerate() {
        for (index, event) in coded.iter().enumerate() {
            if mention.document == event.document {
                let weight = weight(mention, event);
                candidates.extend((weight > 0).then_some((Reverse(weight), at, index)));
            }
        }
    }
    candidates.sort_unstable();
    let (mut used, mut taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, at, index) in candidates {
        if !used.contains(&at) && !taken.contains(&index) {
            used.insert(at);
            taken.insert(index);
            pairs.push((at, index));
        }
    }
    pairs
}

fn weight(gold: &GoldMention, coded: &CodedMention) -> u32 {
    let (Some((start, end)), Some(quote)) = (coded.trigger, gold.quote_bytes) else {
        return 0;
    };
    let overlaps = gold
        .trigger_bytes
        .is_some_and(|(gold_start, gold_end)| start < gold_end && end > gold_start);
    let is_inside = start >= quote.0 && end <= quote.1;
    let is_typed = gold.event_type == coded.event_type;
    let may_match = overlaps || (is_inside && is_typed);
    if !may_match {
        return 0;
    }
    16 * u32::from(overlaps)
        + 8 * u32::from(is_typed)
        + 2 * u32::from(agree(&gold.source_actors, &coded.source_actors))
        + 2 * u32::from(agree(&gold.target_actors, &coded.target_actors))
        + u32::from(gold.is_core)
}

/// Whether two sides share a state, or neither has one.
pub(super) fn agree(gold: &BTreeSet<Box<str>>, coded: &BTreeSet<Box<str>>) -> bool {
    (gold.is_empty() && coded.is_empty()) || !gold.is_disjoint(coded)
}
