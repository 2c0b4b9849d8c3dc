//! How many were killed, injured, arrested, expelled, no sharper than the words.

use crate::matching::fillers;
use chancery_codebook::{Codebook, Rule};
use chancery_model::{Annotated, Argument, Basis, Coded, Count, CountWhat, Predicate};

/// The counts that a rule asks for.
pub(crate) fn counts(
    annotated: &Annotated,
    codebook: &Codebook,
    rule: &Rule,
    predicate: &Predicate,
) -> Vec<Coded<Count>> {
    let mut found = Vec::new();
    for (what, role) in &rule.counts {
        for argument in fillers(predicate, role) {
            // *killed one and wounded others*, where the tree joins the others to the one.
            let is_hurt =
                *what == CountWhat::Killed && is_hurt(annotated, codebook, argument);
            let what = if is_hurt { CountWhat::Injured } else { *what };
            found.extend(count(annotated, what, argument));
        }
    }
    found
}

/// Whether the words before a noun say that those whom it names were injured.
fn is_hurt(annotated: &Annotated, codebook: &Codebook, argument: &Argument) -> bool {
    let tokens = &annotated.tokens.items;
    let from = tokens.partition_point(|one| one.span.start() < argument.span.start());
    let before = tokens.get(from..argument.head as usize).unwrap_or_default();
    before
        .iter()
        .any(|token| codebook.rules.is_in_class("injuring", &token.lemma.to_lowercase()))
}

fn count(
    annotated: &Annotated,
    what: CountWhat,
    argument: &Argument,
) -> Option<Coded<Count>> {
    let text = &annotated.document.text;
    if let Some(quantity) = argument.quantity {
        let words = quantity.span.text(text)?.into();
        let value = Count { what, low: quantity.low, high: quantity.high, words };
        return Some(Coded::new(value, Basis::Text(quantity.span)));
    }
    let words = argument.span.text(text)?.into();
    let (low, high) = match annotated.tokens.items[argument.head as usize].xpos.as_ref() {
        "NN" | "NNP" => (Some(1), Some(1)),
        "NNS" | "NNPS" => (Some(2), None),
        _ => return None,
    };
    Some(Coded::new(Count { what, low, high, words }, Basis::Text(argument.span)))
}
