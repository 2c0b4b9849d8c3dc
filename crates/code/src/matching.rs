//! Which rule a predicate meets.

use crate::stranger;
use chancery_codebook::{Codebook, Constraint, Filler, RoleName, Rule};
use chancery_model::{
    ActorKind, Annotated, Argument, OperatorKind, Predicate, PredicateKind, Role,
};

/// The most specific rule that a predicate meets; of several the first in the codebook.
pub(crate) fn best_rule<'a>(
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &'a Codebook,
) -> Option<&'a Rule> {
    let rules = &codebook.rules;
    let by_trigger = match predicate.kind {
        PredicateKind::Verb => &rules.by_verb,
        PredicateKind::Noun => &rules.by_noun,
    };
    let candidates = by_trigger.get(&predicate.lemma)?;
    let met = candidates.iter().map(|&index| &rules.rules[index]).filter(|rule| {
        let holds =
            |constraint: &Constraint| meets(constraint, predicate, annotated, codebook);
        let is_told = !rule.carried || predicate.light_verb.is_some();
        is_told && rule.with.iter().all(holds) && !rule.without.iter().any(holds)
    });
    met.enumerate()
        .max_by_key(|(order, rule)| (specificity(rule), std::cmp::Reverse(*order)))
        .map(|(_, rule)| rule)
}

/// The first constraint of a rule that a predicate does not meet, in words.
pub(crate) fn unmet(
    rule: &Rule,
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<String> {
    let holds =
        |constraint: &&Constraint| meets(constraint, predicate, annotated, codebook);
    let wants = rule.with.iter().find(|constraint| !holds(constraint));
    let refuses = || rule.without.iter().find(|constraint| holds(constraint));
    let (what, constraint) = match wants {
        Some(constraint) => ("wants", constraint),
        None => ("refuses", refuses()?),
    };
    let roles: Vec<&str> = constraint.roles.iter().map(|role| &*role.0).collect();
    let fillers: Vec<String> = constraint.any.iter().map(Filler::to_string).collect();
    Some(format!("{what} {}: {}", roles.join("|"), fillers.join(" ")))
}

/// The arguments that fill a role.
pub(crate) fn fillers<'a>(
    predicate: &'a Predicate,
    role: &'a RoleName,
) -> impl Iterator<Item = &'a Argument> {
    predicate.arguments.iter().filter(move |argument| has_role(&argument.role, &role.0))
}

fn has_role(role: &Role, name: &str) -> bool {
    match role {
        Role::Agent | Role::Qualifier => name == "agent",
        Role::Patient => name == "patient",
        Role::Recipient => name == "recipient",
        Role::Complement => name == "complement",
        Role::Modifier => name == "modifier",
        Role::With(preposition) => preposition.as_ref() == name,
    }
}

fn meets(
    constraint: &Constraint,
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &Codebook,
) -> bool {
    constraint.roles.iter().any(|role| {
        fillers(predicate, role).any(|argument| {
            constraint
                .any
                .iter()
                .any(|filler| fits(filler, argument, annotated, codebook))
        })
    })
}

fn fits(
    filler: &Filler,
    argument: &Argument,
    annotated: &Annotated,
    codebook: &Codebook,
) -> bool {
    let rules = &codebook.rules;
    let mentions = &annotated.mentions.items;
    let kinds =
        || argument.mentions.iter().map(|&index| mentions[index as usize].actor.kind);
    match filler {
        Filler::Present => true,
        Filler::Word(word) => argument.lemmas.contains(word),
        Filler::Class(class) => {
            argument.lemmas.iter().any(|lemma| rules.is_in_class(class, lemma))
        }
        Filler::Actor => {
            // *Haugen's office* is Haugen: what stands for its owner acts for them.
            let stands_in = || {
                let head = argument.lemmas.first();
                head.is_some_and(|lemma| rules.is_in_class("stand-in", lemma))
            };
            !argument.mentions.is_empty()
                || (!argument.owners.is_empty() && stands_in())
                || stranger::is_named(argument, annotated)
                || stranger::office_kind(argument, annotated, codebook).is_some()
        }
        Filler::State => {
            kinds().any(|kind| matches!(kind, ActorKind::State | ActorKind::Organ))
                || stranger::office_kind(argument, annotated, codebook)
                    == Some(ActorKind::Organ)
        }
        Filler::Official => {
            kinds().any(|kind| !matches!(kind, ActorKind::Private | ActorKind::Group))
                || stranger::office_kind(argument, annotated, codebook).is_some()
        }
        Filler::PublicFigure => kinds().any(|kind| kind == ActorKind::Person),
        Filler::Negated => is_negated(argument, annotated),
        Filler::Told => has_subject(argument, annotated),
        Filler::People => {
            kinds().any(|kind| {
                matches!(kind, ActorKind::Person | ActorKind::Private | ActorKind::Group)
            }) || stranger::is_person(argument, annotated)
                || stranger::office_kind(argument, annotated, codebook)
                    == Some(ActorKind::Person)
        }
    }
}

/// Whether an argument is a clause that is denied: *pledged not to sign*.
fn is_negated(argument: &Argument, annotated: &Annotated) -> bool {
    let mut told = annotated.predicates.items.iter().zip(&annotated.stances.items);
    told.any(|(predicate, stance)| {
        predicate.head == argument.head
            && stance.operators.iter().any(|one| {
                one.kind == OperatorKind::Negation && argument.span.contains(one.span)
            })
    })
}

/// Whether an argument is a clause that has a subject of its own: *agreed that the plan is bad*.
fn has_subject(argument: &Argument, annotated: &Annotated) -> bool {
    let tokens = &annotated.tokens.items;
    let from = tokens.partition_point(|one| one.span.start() < argument.span.start());
    let head = argument.head as usize;
    annotated.syntax.items[from.min(head)..head]
        .iter()
        .any(|arc| arc.head == Some(argument.head) && arc.relation.starts_with("nsubj"))
}

/// How much a rule asks for: words more than kinds, kinds more than presence.
fn specificity(rule: &Rule) -> u32 {
    let weight = |constraint: &Constraint| {
        let of = |filler: &Filler| match filler {
            Filler::Word(_) | Filler::Class(_) | Filler::Negated | Filler::Told => 4,
            Filler::Actor
            | Filler::State
            | Filler::People
            | Filler::Official
            | Filler::PublicFigure => 2,
            Filler::Present => 1,
        };
        constraint.any.iter().map(of).min().unwrap_or(0)
    };
    rule.with.iter().map(weight).sum()
}
