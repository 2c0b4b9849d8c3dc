//! The tense in which each predicate is told: that of its verb, or of the nearest verb above.

use crate::tree::Tree;
use chancery_model::{Predicate, Tense};

/// Fills in the tense of each predicate.
pub(crate) fn tell(tree: &Tree<'_>, predicates: &mut [Predicate]) {
    for predicate in predicates {
        let verb = predicate.light_verb.unwrap_or(predicate.head);
        let told = tree.path(verb).find_map(|token| own(tree, token));
        predicate.tense = told.unwrap_or(Tense::Unknown);
    }
}

/// The tense that a token and its auxiliaries tell; `None` if it is not finite.
fn own(tree: &Tree<'_>, token: u32) -> Option<Tense> {
    let helpers: Vec<u32> = tree
        .children(token)
        .iter()
        .copied()
        .filter(|&child| matches!(tree.base(child), "aux" | "cop"))
        .collect();
    let is_perfect = helpers.iter().any(|&helper| tree.xpos(helper) == "VBN")
        || tree.xpos(token) == "VBN"
            && helpers.iter().any(|&helper| tree.relation(helper) == "aux");
    let finite = helpers.first().map_or(token, |&first| first);
    Some(match tree.xpos(finite) {
        "MD" => Tense::Modal,
        "VBD" => Tense::Past,
        "VBZ" | "VBP" if is_perfect => Tense::Perfect,
        "VBZ" | "VBP" => Tense::Present,
        _ => return None,
    })
}
