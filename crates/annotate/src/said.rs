//! Who speaks and what is said, where the reader has mixed up the two: *stating, “Jane Smith has
//! left.”* read with *Jane Smith* as who states, *two were hurt, the mayor said* with a mayor hurt.

use chancery_codebook::{Codebook, Part};
use chancery_model::{Arc, Quotation, Sentence, Token};
use std::collections::BTreeSet;
use std::ops::Range;

/// Ties what stands in a quotation to the verb of saying right before it, where the reader took
/// the subject of the quoted clause for the subject of that verb.
pub(crate) fn keep_apart(
    quotations: &[Quotation],
    tokens: &[Token],
    sentences: &[Sentence],
    codebook: &Codebook,
    arcs: &mut [Arc],
) {
    for quotation in quotations.iter().filter(|quotation| !quotation.is_scare) {
        let at = |byte: u32| {
            u32::try_from(tokens.partition_point(|token| token.span.start() < byte))
                .unwrap_or(u32::MAX)
        };
        let inside = at(quotation.span.start())..at(quotation.span.end());
        let within =
            sentences.get(sentences.partition_point(|one| one.last <= inside.start));
        let Some(sentence) =
            within.filter(|one| one.first <= inside.start && inside.end <= one.last)
        else {
            continue;
        };
        if let Some(verb) = said_by(inside.start, sentence.first, tokens, codebook) {
            let whole = sentence.first as usize..sentence.last as usize;
            let before = arcs[whole.clone()].to_vec();
            mend(verb, inside, sentence.first..sentence.last, tokens, arcs);
            if !is_tree(sentence, arcs) {
                arcs[whole].clone_from_slice(&before);
            }
        }
    }
}

/// The verb of saying right before a quotation.
fn said_by(
    opening: u32,
    first: u32,
    tokens: &[Token],
    codebook: &Codebook,
) -> Option<u32> {
    let verb = (first..opening)
        .rev()
        .find(|&word| tokens[word as usize].upos.as_ref() != "PUNCT")?;
    says(&tokens[verb as usize], codebook).then_some(verb)
}

/// Whether a word is a verb of saying.
fn says(token: &Token, codebook: &Codebook) -> bool {
    let cue = codebook.words.cue(&token.lemma.to_lowercase(), Part::Verb);
    token.upos.as_ref() == "VERB"
        && cue
            .is_some_and(|cue| codebook.rules.is_in_class("sayable", cue.class.as_ref()))
}

fn mend(
    verb: u32,
    inside: Range<u32>,
    sentence: Range<u32>,
    tokens: &[Token],
    arcs: &mut [Arc],
) {
    let head = |arcs: &[Arc], word: u32| arcs[word as usize].head;
    let is = |word: u32, upos: &str| tokens[word as usize].upos.as_ref() == upos;
    let torn = inside.clone().find(|&word| {
        head(arcs, word) == Some(verb) && arcs[word as usize].relation.as_ref() == "nsubj"
    });
    let top = inside.clone().find(|&word| {
        is(word, "VERB") && head(arcs, word).is_none_or(|above| !inside.contains(&above))
    });
    let (Some(torn), Some(top)) = (torn, top) else { return };
    // The way up from the verb of saying to the quoted clause, if it hangs below it.
    let mut below = verb;
    let mut steps = sentence.clone();
    while let Some(above) = head(arcs, below).filter(|&above| above != top) {
        if steps.next().is_none() {
            return;
        }
        below = above;
    }
    if head(arcs, below) == Some(top) {
        let (above, relation) = (head(arcs, top), arcs[top as usize].relation.clone());
        let outside = sentence.filter(|word| !inside.contains(word));
        for word in outside.filter(|&word| word != below) {
            if head(arcs, word) == Some(top) {
                arcs[word as usize].head = Some(below);
            }
        }
        arcs[below as usize].head = above;
        arcs[below as usize].relation = relation;
    }
    let is_passive = inside.clone().any(|word| {
        head(arcs, word) == Some(top)
            && arcs[word as usize].relation.as_ref() == "aux:pass"
    });
    arcs[top as usize] = Arc { head: Some(verb), relation: "ccomp".into() };
    let subject = if is_passive { "nsubj:pass" } else { "nsubj" };
    arcs[torn as usize] = Arc { head: Some(top), relation: subject.into() };
}

/// Tokens from who speaks to the verb of saying: names, titles, appositions.
const BETWEEN: u32 = 25;
/// Arcs from a word to the head of its phrase.
const DEPTH: usize = 4;

/// *Two were hurt, the mayor, Jane Smith, said*: where the reader took who speaks for a second
/// subject of what is said, gives it to the verb of saying. A clause with a subject before its
/// verb has none behind it.
pub(crate) fn keep_speakers(
    tokens: &[Token],
    sentences: &[Sentence],
    codebook: &Codebook,
    arcs: &mut [Arc],
) {
    let is_subject = |arc: &Arc| arc.relation.starts_with("nsubj");
    for sentence in sentences {
        let mut whole = BTreeSet::new();
        for word in sentence.first..sentence.last {
            let arc = &arcs[word as usize];
            let Some(verb) = arc.head.filter(|_| is_subject(arc)) else { continue };
            if word < verb {
                whole.insert(verb);
            } else if whole.contains(&verb)
                && let Some(says) = saying_after(word, sentence, tokens, codebook)
                && is_set_off(word, sentence.first, tokens, arcs)
                && !hangs_below(says, word, sentence, arcs)
            {
                let own = (word + 1..says).find(|&one| {
                    is_subject(&arcs[one as usize])
                        && arcs[one as usize].head == Some(says)
                });
                if let Some(own) = own {
                    arcs[own as usize] =
                        Arc { head: Some(word), relation: "appos".into() };
                }
                arcs[word as usize] = Arc { head: Some(says), relation: "nsubj".into() };
                if arcs[says as usize].relation.as_ref() == "conj" {
                    arcs[says as usize].relation = "parataxis".into();
                }
            }
        }
    }
}

/// The first verb behind a word, if it is one of saying and near.
fn saying_after(
    word: u32,
    sentence: &Sentence,
    tokens: &[Token],
    codebook: &Codebook,
) -> Option<u32> {
    let mut near = word + 1..sentence.last.min(word + BETWEEN);
    let verb = near.find(|&one| tokens[one as usize].upos.as_ref() == "VERB")?;
    says(&tokens[verb as usize], codebook).then_some(verb)
}

/// Whether every word of a sentence leads up to a root.
pub(crate) fn is_tree(sentence: &Sentence, arcs: &[Arc]) -> bool {
    let (first, size) = (sentence.first, (sentence.last - sentence.first) as usize);
    // Words known to lead to a root, and the round of the climb that met a word last.
    let (mut leads, mut met) = (vec![false; size], vec![0; size]);
    (first..sentence.last).all(|word| {
        let round = word - first + 1;
        let (mut way, mut at) = (Vec::new(), Some(word));
        while let Some(here) = at {
            let place = (here - first) as usize;
            if leads[place] {
                break;
            }
            if met[place] == round {
                return false;
            }
            met[place] = round;
            way.push(place);
            at = arcs[here as usize].head;
        }
        way.into_iter().for_each(|place| leads[place] = true);
        true
    })
}

/// *The mayor, who said*: whether a word hangs below another, which cannot hang below it then.
fn hangs_below(one: u32, other: u32, sentence: &Sentence, arcs: &[Arc]) -> bool {
    let mut above = arcs[one as usize].head;
    let mut steps = sentence.first..sentence.last;
    while let Some(at) = above.filter(|_| steps.next().is_some()) {
        if at == other {
            return true;
        }
        above = arcs[at as usize].head;
    }
    false
}

/// Whether a comma stands right before the phrase of a word.
fn is_set_off(word: u32, first: u32, tokens: &[Token], arcs: &[Arc]) -> bool {
    let depends = |one: u32| {
        let mut above = Some(one);
        (0..DEPTH).any(|_| {
            above = above.and_then(|at| arcs[at as usize].head);
            above == Some(word)
        })
    };
    for left in (first..word).rev() {
        if tokens[left as usize].lemma.as_ref() == "," {
            return true;
        }
        if !depends(left) {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(upos: &str) -> Token {
        Token {
            span: chancery_model::Span::new(0, 1),
            lemma: "x".into(),
            upos: upos.into(),
            xpos: "X".into(),
        }
    }

    fn arc(head: Option<u32>, relation: &str) -> Arc {
        Arc { head, relation: relation.into() }
    }

    #[test]
    fn the_quoted_clause_gets_its_subject_back() {
        // note stating , “ Smith was shot ”
        let upos = ["NOUN", "VERB", "PUNCT", "PUNCT", "PROPN", "AUX", "VERB", "PUNCT"];
        let tokens: Vec<Token> = upos.iter().map(|upos| token(upos)).collect();
        let mut arcs = vec![
            arc(Some(6), "obl"),
            arc(Some(0), "acl"),
            arc(Some(4), "punct"),
            arc(Some(4), "punct"),
            arc(Some(1), "nsubj"),
            arc(Some(6), "aux:pass"),
            arc(None, "root"),
            arc(Some(6), "punct"),
        ];
        mend(1, 3..8, 0..8, &tokens, &mut arcs);
        assert_eq!(arcs[0], arc(None, "root"));
        assert_eq!(arcs[6], arc(Some(1), "ccomp"));
        assert_eq!(arcs[4], arc(Some(6), "nsubj:pass"));
    }

    #[test]
    fn a_verb_in_the_words_for_somebody_is_not_theirs_to_hang_on() {
        // the mayor , who said it
        let arcs = [arc(None, "root"), arc(Some(2), "nsubj"), arc(Some(0), "acl:relcl")];
        let span = chancery_model::Span::new(0, 3);
        let sentence = Sentence { first: 0, last: 3, span };
        assert!(hangs_below(2, 0, &sentence, &arcs));
        assert!(!hangs_below(0, 2, &sentence, &arcs));
    }

    #[test]
    fn a_ring_is_no_tree() {
        let span = chancery_model::Span::new(0, 3);
        let sentence = Sentence { first: 0, last: 3, span };
        let tree = [arc(None, "root"), arc(Some(2), "nsubj"), arc(Some(0), "acl:relcl")];
        assert!(is_tree(&sentence, &tree));
        let ring = [arc(Some(2), "nsubj"), arc(Some(2), "nsubj"), arc(Some(0), "acl")];
        assert!(!is_tree(&sentence, &ring));
    }

    #[test]
    fn a_clause_that_is_whole_stays() {
        // she said “ Smith left ”
        let upos = ["PRON", "VERB", "PUNCT", "PROPN", "VERB", "PUNCT"];
        let tokens: Vec<Token> = upos.iter().map(|upos| token(upos)).collect();
        let whole = vec![
            arc(Some(1), "nsubj"),
            arc(None, "root"),
            arc(Some(4), "punct"),
            arc(Some(4), "nsubj"),
            arc(Some(1), "ccomp"),
            arc(Some(4), "punct"),
        ];
        let mut arcs = whole.clone();
        mend(1, 2..6, 0..6, &tokens, &mut arcs);
        assert_eq!(arcs, whole);
    }
}
