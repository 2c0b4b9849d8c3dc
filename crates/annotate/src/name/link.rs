//! Names of several parts: *Gulf of Mexico*, *Harbour Works, Inc.*, *al-Rahman*.

use crate::tree::Tree;
use chancery_codebook::{Codebook, holds};
use chancery_model::{Name, NameKind};

/// Joins names that are parts of one. Names stand in order and do not overlap.
pub(super) fn linked(
    tree: &Tree<'_>,
    codebook: &Codebook,
    names: Vec<Name>,
) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match out.last_mut() {
            Some(last) if is_one(tree, codebook, last, &name) => {
                last.span = last.span.cover(name.span);
            }
            _ => out.push(name),
        }
    }
    out
}

/// Whether a second name is a part of the first, whose kind both then have.
fn is_one(tree: &Tree<'_>, codebook: &Codebook, one: &Name, two: &Name) -> bool {
    let between = &tree.text[one.span.range().end..two.span.range().start];
    let kinds = (one.kind, two.kind);
    // *Gulf of* and *Mexico*.
    let ends_open = one.span.text(tree.text).is_some_and(|words| words.ends_with(" of"));
    if ends_open && matches!(between, " " | " the ") {
        return true;
    }
    match between {
        "-" => kinds == (NameKind::Person, NameKind::Person),
        ", " => {
            let word = two.span.text(tree.text).unwrap_or_default();
            let word = word.trim_end_matches('.').to_lowercase();
            one.kind == NameKind::Organisation
                && holds(&codebook.referring.body_words, &word)
        }
        " of " | " of the " => {
            let heads = (tree.head_of(one.span), tree.head_of(two.span));
            let hangs =
                matches!(heads, (Some(one), Some(two)) if tree.head(two) == Some(one));
            hangs && kinds.0 != NameKind::Person && kinds.1 != NameKind::Person
        }
        _ => false,
    }
}
