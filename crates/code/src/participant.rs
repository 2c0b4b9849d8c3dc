//! Who takes part in an event, by the roles that its rule names.

use crate::matching::fillers;
use chancery_codebook::{Codebook, RoleName, Rule};
use chancery_model::{Actor, ActorKind, Coded, Mention, MentionForm, Predicate};

/// The actors of an event.
pub(crate) struct Participants {
    pub(crate) source_actors: Vec<Coded<Actor>>,
    pub(crate) target_actors: Vec<Coded<Actor>>,
    by_owner: bool,
    by_pronoun: bool,
}

/// The actors found in one role.
#[derive(Default)]
struct Found {
    actors: Vec<Coded<Actor>>,
    by_owner: bool,
    by_pronoun: bool,
}

/// Finds the actors that a rule asks for.
pub(crate) fn participants(
    rule: &Rule,
    predicate: &Predicate,
    mentions: &[Mention],
) -> Participants {
    let source = in_roles(&rule.source_actor, predicate, mentions);
    let mut target = in_roles(&rule.target_actor, predicate, mentions);
    target.actors.retain(|actor| !source.actors.iter().any(|s| s.value.id == actor.value.id));
    let mut source_actors = source.actors;
    // Where parties act upon each other and nobody is only acted upon, all of them act.
    if rule.reciprocal && source_actors.is_empty() {
        source_actors = std::mem::take(&mut target.actors);
    }
    Participants {
        source_actors,
        target_actors: target.actors,
        by_owner: source.by_owner || target.by_owner,
        by_pronoun: source.by_pronoun || target.by_pronoun,
    }
}

/// The actors of the first role that yields any: those its words denote, else those that own
/// what its words denote.
fn in_roles(roles: &[RoleName], predicate: &Predicate, mentions: &[Mention]) -> Found {
    let mut by_owner = Found::default();
    for role in roles {
        let mut found = Found::default();
        for argument in fillers(predicate, role) {
            found.take(&argument.mentions, mentions);
        }
        if !found.actors.is_empty() {
            return found;
        }
        if by_owner.actors.is_empty() {
            for argument in fillers(predicate, role) {
                by_owner.take(&argument.owners, mentions);
            }
            by_owner.by_owner = true;
        }
    }
    by_owner
}

impl Found {
    fn take(&mut self, indices: &[u32], mentions: &[Mention]) {
        for &index in indices {
            let mention = &mentions[index as usize];
            if self.actors.iter().any(|known| known.value.id == mention.actor.id) {
                continue;
            }
            self.by_pronoun |=
                matches!(mention.form, MentionForm::Pronoun | MentionForm::Description);
            self.actors.push(Coded::new(mention.actor.clone(), mention.basis.clone()));
        }
    }
}

impl Participants {
    /// Whether somebody of public standing takes part: a state or part of one, or an
    /// organisation.
    pub(crate) fn tell_something(&self) -> bool {
        self.source_actors.iter().chain(&self.target_actors).any(|actor| {
            actor.value.country.is_some() || actor.value.kind == ActorKind::Organisation
        })
    }

    /// Why the actors are uncertain.
    pub(crate) fn reservations(&self, codebook: &Codebook, rule: &Rule) -> Vec<Box<str>> {
        let mut reasons: Vec<Box<str>> = Vec::new();
        if self.by_owner {
            reasons.push("actor-by-owner".into());
        }
        if self.by_pronoun {
            reasons.push("actor-by-reference".into());
        }
        if self.source_actors.is_empty() {
            reasons.push("no-source-actor".into());
        }
        let kind = codebook.ontology.event_type(rule.event_type.as_str());
        if self.target_actors.is_empty() && kind.is_some_and(|kind| kind.needs_target) {
            reasons.push("no-target-actor".into());
        }
        reasons
    }
}
