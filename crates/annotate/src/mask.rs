//! What the reader of syntax sees in place of the names of states.
//!
//! A trained reader has seen some states more often than others and reads sentences about
//! them better. Every name of a state that is one word is therefore replaced, for reading
//! only, by the same word, so that a sentence has the same tree whichever state it names.

use chancery_codebook::{Codebook, NameForm, pieces};
use chancery_model::Span;

/// The word seen in place of each token; `None` where the token itself is seen.
pub(crate) fn masks<'a>(
    text: &str,
    tokens: &[Span],
    codebook: &'a Codebook,
) -> Vec<Option<&'a str>> {
    let mut masks = vec![None; tokens.len()];
    let pieces = pieces(text);
    for found in codebook.names.actors.find(text, &pieces, false) {
        let span = pieces[found.first].span.cover(pieces[found.last - 1].span);
        let Ok(index) = tokens.binary_search_by_key(&span.start(), |token| token.start()) else {
            continue;
        };
        if tokens[index] != span {
            continue;
        }
        let of_state = found.values.iter().filter(|name| {
            codebook.actors.states.contains_key(&name.actor)
        });
        let forms: Vec<NameForm> = of_state.map(|name| name.form).collect();
        masks[index] = mask(&forms, codebook);
    }
    masks
}

fn mask<'a>(forms: &[NameForm], codebook: &'a Codebook) -> Option<&'a str> {
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
