//! Clauses whose subject the reader took for something else.

use super::{Moves, NEAR};
use chancery_codebook::Codebook;
use chancery_model::{Arc, Sentence, Token};

/// *cancelled flights after strikers occupied the hall*: a verb with a tense has a subject; where
/// none is read, it is the phrase before the verb that the word opening the clause seemed to bring.
pub(super) fn own_subject(
    verb: u32,
    sentence: &Sentence,
    tokens: &[Token],
    codebook: &Codebook,
    arcs: &[Arc],
) -> Option<Moves> {
    let token = |word: u32| &tokens[word as usize];
    let relation = |word: u32| arcs[word as usize].relation.as_ref();
    let hangs = |word: u32, head: u32| arcs[word as usize].head == Some(head);
    if token(verb).upos.as_ref() != "VERB" || relation(verb) != "advcl" {
        return None;
    }
    let from = verb.saturating_sub(NEAR).max(sentence.first);
    let until = (verb + NEAR).min(sentence.last);
    let below = || (from..until).filter(|&word| hangs(word, verb));
    let first = below().find(|&word| relation(word).starts_with("aux")).unwrap_or(verb);
    let has_tense = matches!(token(first).xpos.as_ref(), "VBD" | "VBZ" | "VBP" | "MD");
    let is_opened = below().any(|word| {
        matches!(relation(word), "mark" | "expl")
            || relation(word).starts_with("nsubj")
            || relation(word).starts_with("csubj")
    });
    if !has_tense || is_opened {
        return None;
    }
    let subject =
        below().take_while(|&word| word < first).filter(|&word| relation(word) == "obl");
    let subject = subject.last()?;
    let opens = |word: &u32| {
        let lemma = token(*word).lemma.to_lowercase();
        hangs(*word, subject)
            && relation(*word) == "case"
            && codebook.rules.is_in_class("opening-clause", &lemma)
    };
    let opener = (from..subject).find(opens)?;
    // *since March 2017 garnered*: a date does nothing.
    let is_dated = token(subject).upos.as_ref() == "NUM"
        || (token(subject).upos.as_ref() == "PROPN"
            && (subject..first).any(|word| token(word).upos.as_ref() == "NUM"));
    let is_beside = (subject + 1..first).all(|word| {
        token(word).upos.as_ref() != "PUNCT"
            || !token(word).lemma.contains([',', ';', ':'])
    });
    (!is_dated && is_beside).then(|| {
        vec![
            (subject, Arc { head: Some(verb), relation: "nsubj".into() }),
            (opener, Arc { head: Some(verb), relation: "mark".into() }),
        ]
    })
}
