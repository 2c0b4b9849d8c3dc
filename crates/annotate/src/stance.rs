//! How far each voice commits to each predicate: the algebra of FactBank (Saurí and
//! Pustejovsky 2009) over attributions and operators.
//!
//! From the root down to the predicate, each operator weakens or turns what the voices outside
//! of it say, and each attribution adds a voice. Certainty is the least on the way; polarity
//! is the product.

mod ahead;
mod inversion;
mod narrated;
mod operators;

use crate::attribution::TOPIC;
use crate::tree::Tree;
use chancery_codebook::Codebook;
use chancery_model::{
    Attribution, Certainty, Factuality, Operator, OperatorKind, Polarity, Predicate,
    Quotation, Span, Stance,
};
use std::collections::BTreeMap;

/// The stances on all predicates, in their order.
pub(crate) fn stances(
    tree: &Tree<'_>,
    predicates: &[Predicate],
    attributions: &[Attribution],
    quotations: &[Quotation],
    codebook: &Codebook,
) -> Vec<Stance> {
    let walk = Walk { tree, quotations, codebook };
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
    quotations: &'a [Quotation],
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
                let vouches = attribution.class.as_ref() != TOPIC;
                let inside =
                    vouches && attribution.content.iter().any(|piece| piece.contains(at));
                inside && !attribution.cue.iter().any(|cue| cue.contains(at))
            })
            .collect();
        if let Some(aside) = self.narrated(predicate.head).filter(|_| !chain.is_empty()) {
            chain.retain(|&index| aside.is_told_by(&attributions[index as usize]));
        }
        let size = |index: &u32| {
            let content = &attributions[*index as usize].content;
            std::cmp::Reverse(content.iter().map(|piece| piece.len()).sum::<u32>())
        };
        chain.sort_by_key(|index| (size(index), *index));
        let mut operators = self.operators(predicate);
        // *accused it of blocking a deal that would end the war*: only what is said or thought
        // in clauses shifts its tense.
        let is_told = chain.iter().any(|&index| {
            let class = attributions[index as usize].class.as_ref();
            self.codebook.rules.is_in_class("sayable", class)
        });
        if is_told {
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
