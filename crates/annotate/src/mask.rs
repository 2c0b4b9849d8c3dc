//! What the reader of syntax sees in place of the names of states.
//!
//! A trained reader has seen some states more often than others and reads sentences about
//! them better. Every name of a state is therefore replaced, for reading only, by a word that
//! depends on its place in the sentence alone, so that a sentence has the same tree whichever
//! states it names.

use chancery_codebook::{Codebook, NameForm, pieces};
use chancery_model::Span;

/// What the reader of syntax sees of a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Seen<'a> {
    /// The token itself.
    Itself,
    /// One of these words, by its place among the names of its sentence.
    As(&'a [Box<str>]),
    /// Nothing: it is a part of the name that ends in the token of this index.
    PartOf(usize),
}

/// What is seen of each token of a text. A name of several words is seen as one word.
pub(crate) fn masks<'a>(
    text: &str,
    tokens: &[Span],
    codebook: &'a Codebook,
) -> Vec<Seen<'a>> {
    let mut masks = vec![Seen::Itself; tokens.len()];
    let pieces = pieces(text);
    for found in codebook.names.states.find(text, &pieces, false) {
        let span = pieces[found.first].span.cover(pieces[found.last - 1].span);
        let first = tokens.binary_search_by_key(&span.start(), |token| token.start());
        let last = tokens.binary_search_by_key(&span.end(), |token| token.end());
        let (Ok(first), Ok(last)) = (first, last) else { continue };
        if let Some(word) = mask(found.values, codebook) {
            masks[first..last].fill(Seen::PartOf(last));
            masks[last] = Seen::As(word);
        }
    }
    masks
}

fn mask<'a>(forms: &[NameForm], codebook: &'a Codebook) -> Option<&'a [Box<str>]> {
    let masks = &codebook.grammar.masks;
    let has = |form: NameForm| forms.contains(&form);
    if has(NameForm::Adjective) && !has(NameForm::Acronym) {
        Some(&masks.adjective)
    } else if has(NameForm::Name) {
        Some(&masks.name)
    } else if has(NameForm::Capital) || has(NameForm::Seat) {
        Some(&masks.capital)
    } else if has(NameForm::DemonymPlural) {
        Some(&masks.people)
    } else if has(NameForm::Demonym) {
        Some(&masks.adjective)
    } else {
        None
    }
}
