//! Clauses whose subject the reader took for something else.

use super::{Moves, NEAR};
use chancery_codebook::{Codebook, Part};
use chancery_model::{Arc, Sentence, Token};

/// At most this many words part an infinitive from the noun that it describes, its *to* included.
const PARTED: u32 = 4;

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
    let before = below().take_while(|&word| word < first);
    let Some(subject) = before.filter(|&word| relation(word) == "obl").last() else {
        let subject = joined_subject(first, from, tokens, arcs)?;
        return Some(vec![(subject, Arc { head: Some(verb), relation: "nsubj".into() })]);
    };
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

/// *after Chad left the pact and Fiji reportedly fired missiles*: the phrase directly before a
/// verb that has no subject, joined to one in the clause before it.
fn joined_subject(first: u32, from: u32, tokens: &[Token], arcs: &[Arc]) -> Option<u32> {
    let part = |word: u32| tokens[word as usize].upos.as_ref();
    let before = (from..first).rev().find(|&word| part(word) != "ADV")?;
    let mut phrase = before;
    while arcs[phrase as usize].relation.as_ref() != "conj" {
        let above = arcs[phrase as usize].head;
        phrase = above.filter(|&head| head >= from && head < first)?;
    }
    let brings_and = |word: u32| {
        let arc = &arcs[word as usize];
        arc.relation.as_ref() == "cc" && arc.head == Some(phrase)
    };
    let is_named = matches!(part(phrase), "PROPN" | "NOUN");
    (is_named && (from..phrase).any(brings_and)).then_some(phrase)
}

/// *met Haugen and Lund, who was briefed*: a clause that speaks of one person describes the last
/// of several.
pub(super) fn of_the_last(
    verb: u32,
    sentence: &Sentence,
    (text, tokens): (&str, &[Token]),
    codebook: &Codebook,
    arcs: &[Arc],
) -> Option<Moves> {
    let relation = |word: u32| arcs[word as usize].relation.as_ref();
    let form = |word: u32| tokens[word as usize].xpos.as_ref();
    let hangs = |word: u32, head: u32| arcs[word as usize].head == Some(head);
    let described = arcs[verb as usize].head.filter(|_| relation(verb) == "acl:relcl")?;
    let mut near = described + 1..verb;
    let is_joined = |word: &u32| hangs(*word, described) && relation(*word) == "conj";
    let last = near.rfind(is_joined)?;
    let subject = (last..verb).find(|&word| {
        hangs(word, verb)
            && relation(word).starts_with("nsubj")
            && matches!(form(word), "WP" | "WDT")
    })?;
    let is_one = |word: u32| {
        let word = &tokens[word as usize];
        let is_past = || {
            let word = word.span.text(text).unwrap_or_default().to_lowercase();
            codebook.rules.is_in_class("past-of-one", &word)
        };
        word.xpos.as_ref() == "VBZ" || (word.xpos.as_ref() == "VBD" && is_past())
    };
    let until = (verb + 1).min(sentence.last);
    let of_clause = |word: &u32| *word == verb || hangs(*word, verb);
    let moved = Arc { head: Some(last), relation: "acl:relcl".into() };
    (subject..until).filter(of_clause).any(is_one).then(|| vec![(verb, moved)])
}

/// *spoke of Chile's decision on Friday to fire*: an infinitive that a few words part from the
/// noun for what somebody has in mind describes that noun.
pub(super) fn of_a_plan(
    verb: u32,
    sentence: &Sentence,
    tokens: &[Token],
    codebook: &Codebook,
    arcs: &[Arc],
) -> Option<Moves> {
    let token = |word: u32| &tokens[word as usize];
    let relation = |word: u32| arcs[word as usize].relation.as_ref();
    let hangs = |word: u32, head: u32| arcs[word as usize].head == Some(head);
    let governor = arcs[verb as usize].head.filter(|_| relation(verb) == "advcl")?;
    let from = verb.saturating_sub(NEAR).max(sentence.first);
    let is_to = |word: &u32| hangs(*word, verb) && token(*word).xpos.as_ref() == "TO";
    let to = (from..verb).find(is_to)?;
    let has_owner = |noun: u32| {
        (from..noun).any(|one| hangs(one, noun) && relation(one) == "nmod:poss")
    };
    let is_plan = |word: &u32| {
        let lemma = token(*word).lemma.to_lowercase();
        hangs(*word, governor)
            && matches!(relation(*word), "obl" | "obj")
            && codebook.words.operator(&lemma, Part::Noun).is_some()
            && has_owner(*word)
    };
    let plan = (governor.max(from) + 1..to).filter(is_plan).last()?;
    let is_plain =
        |word: u32| !matches!(token(word).upos.as_ref(), "VERB" | "PUNCT" | "AUX");
    let moved = Arc { head: Some(plan), relation: "acl".into() };
    (to - plan <= PARTED && (plan + 1..to).all(is_plain)).then(|| vec![(verb, moved)])
}

/// *the deal Chile struck with Peru*: a name between the noun for an act and a participle is no
/// other name of the act but who did it.
pub(super) fn who_did_it(
    verb: u32,
    tokens: &[Token],
    codebook: &Codebook,
    arcs: &[Arc],
) -> Option<Moves> {
    let noun =
        arcs[verb as usize].head.filter(|_| &*arcs[verb as usize].relation == "acl")?;
    let form = tokens[verb as usize].xpos.as_ref();
    let name = verb.checked_sub(1).filter(|_| matches!(form, "VBN" | "VBD"))?;
    let arc = &arcs[name as usize];
    let is_second_name = arc.head == Some(noun) && arc.relation.as_ref() == "appos";
    let lemma = tokens[noun as usize].lemma.to_lowercase();
    let is_act = codebook.rules.by_noun.contains_key(lemma.as_str())
        || codebook.rules.is_in_class("agreement", &lemma);
    let is_one = tokens[name as usize].upos.as_ref() == "PROPN" && name == noun + 1;
    (is_second_name && is_act && is_one).then(|| {
        vec![
            (verb, Arc { head: Some(noun), relation: "acl:relcl".into() }),
            (name, Arc { head: Some(verb), relation: "nsubj".into() }),
        ]
    })
}
