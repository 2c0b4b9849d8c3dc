//! What tables know of a name, against the kind that the trained reader gives it.

use crate::tree::Tree;
use chancery_codebook::{Codebook, PlaceKind};
use chancery_model::{Name, NameKind};

/// How large a town of several words must be, in eighths of the logarithm to base 2 of its
/// thousands, for no body to be meant: two hundred thousand.
const LARGE: u16 = 61;
/// Letters of an acronym.
const ACRONYM: std::ops::RangeInclusive<usize> = 3..=6;

/// The name with the kind that the tables give it, where the reader has another.
pub(super) fn known(tree: &Tree<'_>, codebook: &Codebook, name: Name) -> Name {
    let form = name.span.text(tree.text).unwrap_or_default();
    let tokens = tree.tokens_in(name.span);
    let is_lone = tokens.len() == 1;
    let is_given = is_lone && codebook.referring.given(form).is_some();
    let kind = match name.kind {
        NameKind::Person
            if is_lone && is_acronym(form) && !is_loud(tree, tokens.start) =>
        {
            NameKind::Organisation
        }
        NameKind::Organisation if !is_lone && is_area(codebook, form) => NameKind::Place,
        NameKind::Place if is_given && codebook.places.named(form).is_empty() => {
            NameKind::Person
        }
        kind => kind,
    };
    Name { kind, ..name }
}

/// *NASA*
fn is_acronym(form: &str) -> bool {
    ACRONYM.contains(&form.len()) && form.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the words beside a token are in capitals as well: a headline, a shout.
fn is_loud(tree: &Tree<'_>, token: u32) -> bool {
    let sentence = tree.sentence_span(tree.sentence(token));
    let near = sentence.first.max(token.saturating_sub(2))..sentence.last.min(token + 3);
    near.filter(|&at| at != token).any(|at| is_acronym(tree.form(at)))
}

/// *West Bank*: a place of the tables that is no town, or a large one.
pub(super) fn is_area(codebook: &Codebook, form: &str) -> bool {
    let places = codebook.places.named(form);
    places.iter().any(|place| place.kind != PlaceKind::Town || place.size >= LARGE)
}
