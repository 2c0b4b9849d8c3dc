//! Relative clauses that the reader hung on the nearest noun.

use super::{Moves, NEAR};
use chancery_codebook::{Codebook, holds};
use chancery_model::{Arc, Sentence, Token};

/// *an attack on a ship that killed nine*: what *that* stands for when people come to harm is the
/// deed, not whom it hit.
pub(super) fn harm(
    verb: u32,
    sentence: &Sentence,
    tokens: &[Token],
    codebook: &Codebook,
    arcs: &[Arc],
) -> Option<Moves> {
    let arc = &arcs[verb as usize];
    let hit = arc.head.filter(|_| arc.relation.as_ref() == "acl:relcl")?;
    let lemma = |word: u32| tokens[word as usize].lemma.to_lowercase();
    let is_child = |word: &u32, head: u32, relation: &str| {
        let arc = &arcs[*word as usize];
        arc.head == Some(head) && arc.relation.as_ref() == relation
    };
    let until = (verb + NEAR).min(sentence.last);
    let that = (hit + 1..verb).find(|word| is_child(word, verb, "nsubj"))?;
    let harms = codebook.rules.is_in_class("harm", &lemma(verb))
        && tokens[that as usize].xpos.as_ref() == "WDT"
        && (verb + 1..until).any(|word| is_child(&word, verb, "obj"));
    let tie = &arcs[hit as usize];
    let deed = tie
        .head
        .filter(|&deed| harms && deed < hit && tie.relation.as_ref() == "nmod")?;
    let mut cases = (deed + 1..hit).filter(|word| is_child(word, hit, "case"));
    let grammar = &codebook.grammar;
    let ties = [&grammar.opposing, &grammar.patient, &grammar.inside];
    let is_against = cases.any(|word| ties.iter().any(|list| holds(list, &lemma(word))));
    let is_deed = tokens[deed as usize].upos.as_ref() == "NOUN"
        && codebook.rules.by_noun.contains_key(lemma(deed).as_str());
    let moved = Arc { head: Some(deed), relation: arc.relation.clone() };
    (is_against && is_deed).then(|| vec![(verb, moved)])
}
