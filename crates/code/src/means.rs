//! Deeds that do something themselves: *the raid that killed two*, *the strikes by Chile
//! continued to pound the port*. A verb and the noun that acts in it tell one event.

use crate::{Draft, matching};
use chancery_codebook::{Codebook, Rule};
use chancery_model::{Annotated, Predicate, PredicateKind, Role};

/// The noun of the same type that does what a verb tells, with the rule that it meets.
pub(crate) fn deed_behind<'a>(
    rule: &Rule,
    verb: &Predicate,
    annotated: &'a Annotated,
    codebook: &'a Codebook,
) -> Option<(&'a Rule, &'a Predicate)> {
    let all = &annotated.predicates.items;
    let from = all.partition_point(|one| one.sentence < verb.sentence);
    let near = all[from..].iter().take_while(|one| one.sentence == verb.sentence);
    let mut deeds = near.filter(|deed| does(deed, verb));
    deeds.find_map(|deed| {
        let by = matching::best_rule(deed, annotated, codebook)?;
        (by.event_type == rule.event_type).then_some((by, deed))
    })
}

/// Whether a noun does what a verb tells.
fn does(deed: &Predicate, verb: &Predicate) -> bool {
    let acts =
        |one: &chancery_model::Argument| one.role == Role::Agent && one.head == deed.head;
    deed.kind == PredicateKind::Noun
        && verb.kind == PredicateKind::Verb
        && verb.arguments.iter().any(acts)
}

/// Whether a noun does what a verb tells that has the same type and says upon whom.
pub(crate) fn is_told_by_effect(draft: &Draft<'_>, drafts: &[Draft<'_>]) -> bool {
    let sentence = draft.predicate.sentence;
    let from = drafts.partition_point(|other| other.predicate.sentence < sentence);
    let mut near =
        drafts[from..].iter().take_while(|other| other.predicate.sentence == sentence);
    near.any(|other| {
        does(draft.predicate, other.predicate)
            && other.rule.event_type == draft.rule.event_type
            && other.participants.has_targets()
            && !draft.participants.has_targets()
    })
}
