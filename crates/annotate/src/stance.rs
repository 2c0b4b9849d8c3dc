//! How far each voice commits to each predicate: the algebra of FactBank (Saurí and
//! Pustejovsky 2009) over attributions and operators.
//!
//! From the root down to the predicate, each operator weakens or turns what the voices outside
//! of it say, and each attribution adds a voice. Certainty is the least on the way; polarity
//! is the product.

use crate::tree::Tree;
use chancery_codebook::{Codebook, OperatorEntry, Part, holds};
use chancery_model::{
    Attribution, Certainty, Factuality, Operator, OperatorKind, Polarity, Predicate,
    PredicateKind, Span, Stance,
};
use std::collections::BTreeMap;

/// The stances on all predicates, in their order.
pub(crate) fn stances(
    tree: &Tree<'_>,
    predicates: &[Predicate],
    attributions: &[Attribution],
    codebook: &Codebook,
) -> Vec<Stance> {
    let walk = Walk { tree, codebook };
    let told_in = by_sentence(tree, attributions);
    let none = Vec::new();
    predicates
        .iter()
        .map(|predicate| {
            let near = told_in.get(&predicate.sentence).unwrap_or(&none);
            walk.stance(predicate, attributions, near)
        })
        .collect()
}

/// The attributions whose content reaches into each sentence, ascending.
fn by_sentence(tree: &Tree<'_>, attributions: &[Attribution]) -> BTreeMap<u32, Vec<u32>> {
    let mut found: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (index, attribution) in (0u32..).zip(attributions) {
        for piece in &attribution.content {
            let tokens = tree.tokens_in(*piece);
            let sentences = tokens.clone().next().zip(tokens.last());
            let Some((first, last)) = sentences else { continue };
            for sentence in tree.sentence(first)..=tree.sentence(last) {
                let told = found.entry(sentence).or_default();
                if told.last() != Some(&index) {
                    told.push(index);
                }
            }
        }
    }
    found
}

struct Walk<'a> {
    tree: &'a Tree<'a>,
    codebook: &'a Codebook,
}

impl Walk<'_> {
    fn stance(
        &self,
        predicate: &Predicate,
        attributions: &[Attribution],
        near: &[u32],
    ) -> Stance {
        let at = self.tree.span(predicate.head);
        let mut chain: Vec<u32> = near
            .iter()
            .copied()
            .filter(|&index| {
                let attribution = &attributions[index as usize];
                let inside = attribution.content.iter().any(|piece| piece.contains(at));
                inside && !attribution.cue.iter().any(|cue| cue.contains(at))
            })
            .collect();
        let size = |index: &u32| {
            let content = &attributions[*index as usize].content;
            std::cmp::Reverse(content.iter().map(|piece| piece.len()).sum::<u32>())
        };
        chain.sort_by_key(|index| (size(index), *index));
        let mut operators = self.operators(predicate);
        if !chain.is_empty() {
            self.shift_tense(&mut operators);
        }
        let voices = weigh(&chain, &operators, attributions);
        Stance { attributions: chain, voices, operators }
    }

    /// In reported speech the auxiliary of supposition is the past of the future: *said it
    /// would leave*.
    fn shift_tense(&self, operators: &mut [Operator]) {
        for operator in operators.iter_mut() {
            let is_auxiliary = self
                .tree
                .tokens_in(operator.span)
                .any(|token| matches!(self.tree.base(token), "aux"));
            if is_auxiliary && operator.kind == OperatorKind::Hypothetical {
                operator.kind = OperatorKind::Future;
            }
        }
    }

    /// The operators between the root and a predicate, outermost first.
    fn operators(&self, predicate: &Predicate) -> Vec<Operator> {
        let mut found = Vec::new();
        let start = predicate.light_verb.unwrap_or(predicate.head);
        if start != predicate.head {
            self.beside(predicate.head, &mut found);
        }
        let mut below = start;
        for (steps, at) in self.tree.path(start).enumerate() {
            if steps > 0 {
                if !self.reaches(below, predicate) {
                    break;
                }
                let before = found.len();
                self.governing(at, below, &mut found);
                // *did not discuss the attack*: what is said of a verb reaches its nouns only
                // through an operator (*did not plan an attack*, *refused to host the talks*).
                let is_noun =
                    matches!(self.tree.base(below), "obj" | "nsubj" | "nmod" | "obl");
                let goes_on = self
                    .tree
                    .children_with(at, "mark")
                    .any(|mark| self.tree.xpos(mark) == "TO");
                if is_noun && found.len() == before && !goes_on {
                    break;
                }
            }
            self.beside(at, &mut found);
            below = at;
        }
        found.sort_by_key(|operator| operator.span);
        found.dedup_by_key(|operator| operator.span);
        found
    }

    /// Whether what governs a token bears on it.
    fn reaches(&self, token: u32, predicate: &Predicate) -> bool {
        let tree = self.tree;
        match tree.base(token) {
            "ccomp" | "xcomp" | "csubj" => true,
            "acl" => tree.relation(token) != "acl:relcl",
            // *warned against opening*: the preposition brings what is warned of.
            "advcl" => tree.child(token, "mark").is_some_and(|mark| {
                holds(&self.codebook.grammar.accusing, tree.lemma(mark))
                    || tree.xpos(mark) == "TO"
            }),
            // *will close and expel*: a verb without subject of its own shares the auxiliary.
            "conj" => {
                tree.upos(token) == "VERB"
                    && !tree.has_child(token, "nsubj")
                    && !tree.has_child(token, "aux")
            }
            "obj" | "nsubj" | "nmod" | "obl" => predicate.kind == PredicateKind::Noun,
            _ => false,
        }
    }

    /// Operators that depend on a token: negation, auxiliaries, adverbs, marks.
    fn beside(&self, token: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        for &child in tree.children(token) {
            let part = match tree.base(child) {
                "aux" => Part::Auxiliary,
                "advmod" | "amod" => {
                    if tree.upos(child) == "ADJ" {
                        Part::Adjective
                    } else {
                        Part::Adverb
                    }
                }
                "mark" => Part::Mark,
                "det" => Part::Determiner,
                "cc" => Part::Adverb,
                "case" => Part::Preposition,
                _ => continue,
            };
            let whole = tree.preposition(token).filter(|_| part == Part::Preposition);
            let by_phrase =
                whole.and_then(|words| self.codebook.words.operator(&words, part));
            if let Some(operator) = by_phrase.or_else(|| self.operator(child, part)) {
                found.push(self.made(child, operator));
            }
        }
        self.no_one(token, found);
        self.destined(token, found);
    }

    /// *No sailor was arrested*: the determiner of a subject or object negates its clause.
    fn no_one(&self, token: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let places = tree.children(token).iter().copied().filter(|&child| {
            matches!(tree.base(child), "nsubj" | "obj") && tree.upos(token) == "VERB"
        });
        for determiner in places.flat_map(|child| tree.children_with(child, "det")) {
            if let Some(operator) = self.operator(determiner, Part::Determiner) {
                found.push(self.made(determiner, operator));
            }
        }
    }

    /// *were to be held*: a form of *be* before *to* says what was planned.
    fn destined(&self, token: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let infinitive =
            tree.children_with(token, "mark").find(|&mark| tree.xpos(mark) == "TO");
        let Some(to) = infinitive else { return };
        let auxiliary = tree.children_with(token, "aux").find(|&aux| aux + 1 == to);
        let Some(auxiliary) = auxiliary else { return };
        let words =
            format!("{} {}", tree.lemma(auxiliary), tree.lemma(to)).to_lowercase();
        if let Some(operator) = self.codebook.words.operator(&words, Part::Auxiliary) {
            found.push(self.made(auxiliary, operator));
        }
    }

    /// Operators that govern a token: *plan to*, *failed to*, *unlikely that*, *a threat to*.
    fn governing(&self, at: u32, below: u32, found: &mut Vec<Operator>) {
        let tree = self.tree;
        let part = match tree.upos(at) {
            "VERB" => Part::Verb,
            "NOUN" | "PROPN" => Part::Noun,
            "ADJ" => Part::Adjective,
            _ => return,
        };
        let governs = matches!(
            tree.base(below),
            "ccomp" | "xcomp" | "csubj" | "acl" | "advcl" | "obj"
        ) || tree.relation(below) == "nsubj:pass"
            || (part == Part::Adjective && tree.base(below) == "nsubj")
            || (part == Part::Noun && tree.base(below) == "nmod");
        // *called for talks*, *called on Chile to leave*
        let brought = tree.preposition(below).or_else(|| {
            tree.children_with(at, "obl").find_map(|obl| tree.preposition(obl))
        });
        if let Some(preposition) = brought.filter(|_| part == Part::Verb) {
            let whole = format!("{} {preposition}", tree.lemma(at).to_lowercase());
            if let Some(operator) = self.codebook.words.operator(&whole, part) {
                found.push(self.made(at, operator));
                return;
            }
        }
        if !governs {
            return;
        }
        if let Some(operator) = self.operator(at, part) {
            found.push(self.made(at, operator));
        }
    }

    fn operator(&self, token: u32, part: Part) -> Option<&OperatorEntry> {
        let lemma = self.tree.lemma(token).to_lowercase();
        let words = &self.codebook.words;
        if let Some(particle) = self.tree.child(token, "compound:prt") {
            let whole = format!("{lemma} {}", self.tree.lemma(particle).to_lowercase());
            if let Some(operator) = words.operator(&whole, part) {
                return Some(operator);
            }
        }
        let form = self.tree.form(token).to_lowercase();
        words.operator(&lemma, part).or_else(|| words.operator(&form, part))
    }

    fn made(&self, token: u32, operator: &OperatorEntry) -> Operator {
        Operator {
            span: self.tree.span(token),
            kind: operator.kind,
            entry: operator.entry.clone(),
        }
    }
}

/// How far the publisher and each voice of the chain commit.
fn weigh(
    chain: &[u32],
    operators: &[Operator],
    attributions: &[Attribution],
) -> Vec<Factuality> {
    let mut voices = vec![Factuality::CERTAIN];
    let mut pending: Vec<&Operator> = operators.iter().collect();
    for &index in chain {
        let attribution = &attributions[index as usize];
        let inside =
            |span: Span| attribution.content.iter().any(|piece| piece.contains(span));
        // What stands outside the content bears on the report, not on what is reported. The
        // cue's own part in it is told by its class.
        pending.retain(|operator| inside(operator.span));
        for voice in &mut voices {
            *voice = combine(*voice, attribution.outer);
        }
        voices.push(attribution.inner);
    }
    for operator in pending {
        for voice in &mut voices {
            *voice = apply(*voice, operator.kind);
        }
    }
    voices
}

/// The least certainty and the product of polarities.
fn combine(voice: Factuality, by: Factuality) -> Factuality {
    let certainty = voice.certainty.min(by.certainty);
    let polarity = match (voice.polarity, by.polarity) {
        (Polarity::Unknown, _) | (_, Polarity::Unknown) => Polarity::Unknown,
        (a, b) if a == b => Polarity::Positive,
        _ => Polarity::Negative,
    };
    Factuality { certainty, polarity }
}

fn apply(voice: Factuality, kind: OperatorKind) -> Factuality {
    let weaken =
        |certainty| Factuality { certainty: voice.certainty.min(certainty), ..voice };
    match kind {
        OperatorKind::Negation | OperatorKind::Failed => Factuality {
            polarity: match voice.polarity {
                Polarity::Positive => Polarity::Negative,
                Polarity::Negative => Polarity::Positive,
                Polarity::Unknown => Polarity::Unknown,
            },
            ..voice
        },
        OperatorKind::Probable => weaken(Certainty::Probable),
        OperatorKind::Improbable => {
            combine(weaken(Certainty::Probable), negative(Certainty::Probable))
        }
        OperatorKind::Possible => weaken(Certainty::Possible),
        OperatorKind::Hypothetical
        | OperatorKind::Intended
        | OperatorKind::Demanded
        | OperatorKind::Threatened
        | OperatorKind::Hearsay => Factuality::UNKNOWN,
        OperatorKind::Future | OperatorKind::Factive | OperatorKind::Phase => voice,
    }
}

fn negative(certainty: Certainty) -> Factuality {
    Factuality { certainty, polarity: Polarity::Negative }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_negations_cancel_out() {
        let once = apply(Factuality::CERTAIN, OperatorKind::Negation);
        assert_eq!(once.notation(), "CT-");
        assert_eq!(apply(once, OperatorKind::Failed), Factuality::CERTAIN);
    }

    #[test]
    fn an_uncommitted_voice_stays_so() {
        let voice = combine(Factuality::CERTAIN, Factuality::UNKNOWN);
        assert_eq!(apply(voice, OperatorKind::Negation).notation(), "Uu");
    }
}
