//! Why a predicate gave no event, for whoever writes rules.

use crate::{
    drafts, event, in_coded_zone, is_told_ahead, is_told_by_another, matching, means,
    participant,
};
use chancery_codebook::Codebook;
use chancery_model::{Annotated, PredicateKind, RuleId};

/// What stood in the way of an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// No rule has its word.
    NoRule,
    /// The first constraint of a rule with its word that it does not meet, as
    /// `role: fillers`.
    Constraint(RuleId, String),
    /// A rule is met, but nobody of public standing takes part, or too few do.
    Nobody(RuleId),
    /// A rule is met, but the words only point back, or are no clause of their own.
    PointsBack(RuleId),
    /// A rule is met, but another event tells it.
    ToldByAnother(RuleId),
    /// A rule is met, but nothing is claimed.
    NotClaimed(RuleId),
}

/// For each predicate without an event, its index and what stood in the way, one line for each
/// rule with its word.
pub fn obstacles(annotated: &Annotated, codebook: &Codebook) -> Vec<(usize, Obstacle)> {
    let all = drafts(annotated, codebook);
    let mut found = Vec::new();
    for (index, predicate) in annotated.predicates.items.iter().enumerate() {
        if !in_coded_zone(annotated, predicate) {
            continue;
        }
        let Some(rule) = matching::best_rule(predicate, annotated, codebook) else {
            let by_trigger = match predicate.kind {
                PredicateKind::Verb => &codebook.rules.by_verb,
                PredicateKind::Noun => &codebook.rules.by_noun,
            };
            let Some(candidates) = by_trigger.get(&predicate.lemma) else {
                found.push((index, Obstacle::NoRule));
                continue;
            };
            for &candidate in candidates {
                let rule = &codebook.rules.rules[candidate];
                if let Some(unmet) = matching::unmet(rule, predicate, annotated, codebook)
                {
                    found.push((index, Obstacle::Constraint(rule.id.clone(), unmet)));
                }
            }
            continue;
        };
        let Some(draft) = all.iter().find(|draft| draft.predicate.head == predicate.head)
        else {
            let participants =
                participant::participants(rule, predicate, annotated, codebook);
            let id = rule.id.clone();
            found.push((
                index,
                if participants.tell_something(rule, predicate, annotated, codebook) {
                    Obstacle::PointsBack(id)
                } else {
                    Obstacle::Nobody(id)
                },
            ));
            continue;
        };
        if is_told_by_another(draft, &all)
            || is_told_ahead(draft, &all, codebook)
            || means::is_told_by_effect(draft, &all)
        {
            found.push((index, Obstacle::ToldByAnother(rule.id.clone())));
        } else if event(annotated, codebook, draft).is_none() {
            found.push((index, Obstacle::NotClaimed(rule.id.clone())));
        }
    }
    found
}
