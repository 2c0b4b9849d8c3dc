//! Words that the reader hung on a clause to which their form or place says they do not belong:
//! *named a judge as envoy*, with an envoy who acts; *holding two accused of theft and seeking
//! three*, with accused who seek.

mod clause;
mod relative;

use crate::said::is_tree;
use chancery_codebook::Codebook;
use chancery_model::{Arc, Sentence, Token};

/// What opens or joins a phrase or clause stands at most this many words before its head.
const NEAR: u32 = 40;

/// Words with the arcs that they should have.
type Moves = Vec<(u32, Arc)>;

/// Hangs such words where they belong; a sentence stays a tree or stays as it was.
pub(crate) fn reattach(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    codebook: &Codebook,
    arcs: &mut [Arc],
) {
    for sentence in sentences {
        for word in sentence.first..sentence.last {
            let moves = capacity(word, sentence, tokens, codebook, arcs)
                .or_else(|| like_participle(word, tokens, arcs))
                .or_else(|| beside_name(word, sentence, tokens, arcs))
                .or_else(|| clause::own_subject(word, sentence, tokens, codebook, arcs))
                .or_else(|| {
                    clause::of_the_last(word, sentence, (text, tokens), codebook, arcs)
                })
                .or_else(|| clause::of_a_plan(word, sentence, tokens, codebook, arcs))
                .or_else(|| clause::who_did_it(word, tokens, codebook, arcs))
                .or_else(|| relative::harm(word, sentence, tokens, codebook, arcs));
            for (moved, arc) in moves.unwrap_or_default() {
                let before = std::mem::replace(&mut arcs[moved as usize], arc);
                if !is_tree(sentence, arcs) {
                    arcs[moved as usize] = before;
                    break;
                }
            }
        }
    }
}

/// *the decision to appoint a judge as envoy shows*: a second subject that *as* brings is what the
/// verb of appointing before it makes of somebody.
fn capacity(
    marker: u32,
    sentence: &Sentence,
    tokens: &[Token],
    codebook: &Codebook,
    arcs: &[Arc],
) -> Option<Moves> {
    let is_in = |class: &str, word: u32| {
        let lemma = tokens[word as usize].lemma.to_lowercase();
        codebook.rules.is_in_class(class, &lemma)
    };
    let arc = &arcs[marker as usize];
    let clause = arc.head.filter(|_| arc.relation.as_ref() == "mark")?;
    if clause < marker || !is_in("labelling-by", marker) {
        return None;
    }
    let subject = |word: &u32| {
        let arc = &arcs[*word as usize];
        arc.head == Some(clause) && arc.relation.starts_with("nsubj")
    };
    (sentence.first..marker).find(subject)?;
    let second = (marker + 1..clause).find(subject)?;
    let is_verb = |word: &u32| tokens[*word as usize].upos.as_ref() == "VERB";
    if (marker + 1..second).any(|word| is_verb(&word)) {
        return None;
    }
    let verb = (sentence.first..marker).rev().find(is_verb)?;
    let obl = Arc { head: Some(verb), relation: "obl".into() };
    let case = Arc { head: Some(second), relation: "case".into() };
    is_in("appointing", verb).then(|| vec![(second, obl), (marker, case)])
}

/// *detaining two men accused of the raid and arresting nine*: a participle of the present goes
/// with the one before it, not with the participle that describes whom that one governs.
fn like_participle(word: u32, tokens: &[Token], arcs: &[Arc]) -> Option<Moves> {
    let form = |word: u32| tokens[word as usize].xpos.as_ref();
    let arc = &arcs[word as usize];
    let joined = arc.head.filter(|_| arc.relation.as_ref() == "conj")?;
    let is_other = form(word) == "VBG" && matches!(form(joined), "JJ" | "VBN");
    let described = &arcs[joined as usize];
    let is_description = is_other && described.relation.starts_with("acl");
    let noun = described.head.filter(|_| is_description)?;
    let verb = arcs[noun as usize].head?;
    let governs = form(verb) == "VBG" && verb < noun && noun < joined;
    governs.then(|| vec![(word, Arc { head: Some(verb), relation: "conj".into() })])
}

/// *met minister Haugen and two officials*: whoever is joined to the name of one who is called
/// by an office is joined to the office.
fn beside_name(
    word: u32,
    sentence: &Sentence,
    tokens: &[Token],
    arcs: &[Arc],
) -> Option<Moves> {
    let relation = |word: u32| arcs[word as usize].relation.as_ref();
    let part = |word: u32| tokens[word as usize].upos.as_ref();
    let name = arcs[word as usize].head.filter(|_| relation(word) == "conj")?;
    let brings_and =
        |at: u32| relation(at) == "cc" && arcs[at as usize].head == Some(word);
    let from = word.saturating_sub(NEAR).max(sentence.first);
    let and = (from..word).find(|&at| brings_and(at))?;
    let is_plain = |from: u32, until: u32| (from..until).all(|at| part(at) != "PUNCT");
    // What holds a name together is not what is joined to it.
    let name = match relation(name) {
        "flat" => arcs[name as usize].head?,
        _ => name,
    };
    let office = arcs[name as usize].head.filter(|_| relation(name) == "appos");
    let called = office.filter(|&office| {
        tokens[office as usize].xpos.as_ref() == "NN"
            || (part(office) == "PROPN" && tokens[office as usize].xpos.as_ref() == "NNP")
    });
    let called = called.filter(|&office| {
        office < name && part(name) == "PROPN" && is_plain(office, and)
    });
    let head = called.unwrap_or(name);
    (arcs[word as usize].head != Some(head) && is_plain(name, and))
        .then(|| vec![(word, Arc { head: Some(head), relation: "conj".into() })])
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_codebook::Files;
    use chancery_model::Span;

    fn read(words: &[(&str, &str, &str, Option<u32>, &str)]) -> (Vec<Token>, Vec<Arc>) {
        let token = |(at, word): (usize, &(&str, &str, &str, Option<u32>, &str))| {
            let at = u32::try_from(at).unwrap();
            let span = Span::new(at, at + 1);
            Token { span, lemma: word.0.into(), upos: word.1.into(), xpos: word.2.into() }
        };
        let arc = |word: &(&str, &str, &str, Option<u32>, &str)| Arc {
            head: word.3,
            relation: word.4.into(),
        };
        (words.iter().enumerate().map(token).collect(), words.iter().map(arc).collect())
    }

    fn mended(words: &[(&str, &str, &str, Option<u32>, &str)]) -> Vec<Arc> {
        let (tokens, mut arcs) = read(words);
        let last = u32::try_from(tokens.len()).unwrap();
        let sentence = Sentence { first: 0, last, span: Span::new(0, last) };
        let codebook = Codebook::load(&Files::embedded()).unwrap();
        reattach("", &tokens, &[sentence], &codebook, &mut arcs);
        arcs
    }

    #[test]
    fn who_is_appointed_as_something_is_not_a_second_subject() {
        let arcs = mended(&[
            ("plan", "NOUN", "NN", Some(6), "nsubj"),
            ("to", "PART", "TO", Some(2), "mark"),
            ("appoint", "VERB", "VB", Some(0), "acl"),
            ("judge", "NOUN", "NN", Some(2), "obj"),
            ("as", "SCONJ", "IN", Some(6), "mark"),
            ("envoy", "NOUN", "NN", Some(6), "nsubj"),
            ("fail", "VERB", "VBD", None, "root"),
        ]);
        assert_eq!(arcs[5], Arc { head: Some(2), relation: "obl".into() });
        assert_eq!(arcs[4], Arc { head: Some(5), relation: "case".into() });
    }

    #[test]
    fn a_clause_of_its_own_keeps_its_subject() {
        let words = [
            ("talk", "NOUN", "NNS", Some(4), "nsubj"),
            ("end", "VERB", "VBN", Some(0), "acl"),
            ("as", "SCONJ", "IN", Some(4), "mark"),
            ("price", "NOUN", "NNS", Some(4), "nsubj"),
            ("rise", "VERB", "VBD", None, "root"),
        ];
        assert_eq!(mended(&words), read(&words).1);
    }

    #[test]
    fn who_stands_beside_a_name_stands_beside_its_office() {
        let words = |comma: &'static str| {
            [
                ("meet", "VERB", "VBD", None, "root"),
                ("minister", "NOUN", "NN", Some(0), "obj"),
                (
                    comma,
                    if comma == "," { "PUNCT" } else { "ADV" },
                    "X",
                    Some(3),
                    "punct",
                ),
                ("Haugen", "PROPN", "NNP", Some(1), "appos"),
                ("and", "CCONJ", "CC", Some(5), "cc"),
                ("official", "NOUN", "NNS", Some(3), "conj"),
            ]
        };
        assert_eq!(mended(&words("then"))[5].head, Some(1));
        // *its envoy, Haugen and Lund*: what a comma parts may be a list.
        assert_eq!(mended(&words(","))[5].head, Some(3));
    }

    #[test]
    fn a_clause_has_the_subject_before_its_verb() {
        let words = |form: &'static str| {
            [
                ("cancel", "VERB", "VBD", None, "root"),
                ("flight", "NOUN", "NNS", Some(0), "obj"),
                ("after", "ADP", "IN", Some(3), "case"),
                ("striker", "NOUN", "NNS", Some(4), "obl"),
                ("occupy", "VERB", form, Some(0), "advcl"),
            ]
        };
        let arcs = mended(&words("VBD"));
        assert_eq!(arcs[3], Arc { head: Some(4), relation: "nsubj".into() });
        assert_eq!(arcs[2], Arc { head: Some(4), relation: "mark".into() });
        assert_eq!(mended(&words("VBG")), read(&words("VBG")).1);
    }

    #[test]
    fn a_clause_about_one_describes_the_last() {
        let words = |form: &'static str| {
            [
                ("meet", "VERB", "VBD", None, "root"),
                ("Haugen", "PROPN", "NNP", Some(0), "obj"),
                ("and", "CCONJ", "CC", Some(3), "cc"),
                ("Lund", "PROPN", "NNP", Some(1), "conj"),
                ("who", "PRON", "WP", Some(5), "nsubj"),
                ("lead", "VERB", form, Some(1), "acl:relcl"),
            ]
        };
        assert_eq!(mended(&words("VBZ"))[5].head, Some(3));
        assert_eq!(mended(&words("VBP"))[5].head, Some(1));
    }

    #[test]
    fn a_name_behind_an_act_did_it() {
        let arcs = mended(&[
            ("criticise", "VERB", "VBD", None, "root"),
            ("deal", "NOUN", "NN", Some(0), "obj"),
            ("Chile", "PROPN", "NNP", Some(1), "appos"),
            ("strike", "VERB", "VBN", Some(1), "acl"),
        ]);
        assert_eq!(arcs[2], Arc { head: Some(3), relation: "nsubj".into() });
        assert_eq!(arcs[3], Arc { head: Some(1), relation: "acl:relcl".into() });
    }

    #[test]
    fn an_infinitive_describes_the_plan_before_it() {
        let arcs = mended(&[
            ("refer", "VERB", "VBD", None, "root"),
            ("Chile", "PROPN", "NNP", Some(2), "nmod:poss"),
            ("decision", "NOUN", "NN", Some(0), "obl"),
            ("Friday", "PROPN", "NNP", Some(0), "obl"),
            ("to", "PART", "TO", Some(5), "mark"),
            ("fire", "VERB", "VB", Some(0), "advcl"),
        ]);
        assert_eq!(arcs[5], Arc { head: Some(2), relation: "acl".into() });
    }

    #[test]
    fn a_participle_goes_with_its_like() {
        let arcs = mended(&[
            ("hold", "VERB", "VBG", None, "root"),
            ("man", "NOUN", "NNS", Some(0), "obj"),
            ("accuse", "VERB", "VBN", Some(1), "acl"),
            ("and", "CCONJ", "CC", Some(4), "cc"),
            ("arrest", "VERB", "VBG", Some(2), "conj"),
        ]);
        assert_eq!(arcs[4].head, Some(0));
    }
}
