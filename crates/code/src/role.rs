//! Who fills the roles of a predicate: those its words denote, those who own what they denote,
//! those the codebook does not know.

use crate::matching::fillers;
use crate::stranger::{self, stranger, whereabouts};
use chancery_codebook::{Codebook, RoleName, holds};
use chancery_model::{
    Actor, ActorId, ActorKind, Annotated, Argument, Basis, Coded, Mention, MentionForm,
    Predicate, Role, SectorId,
};

/// The word that joins a phrase stands at most this many words before its head.
const NEAR: u32 = 8;

/// The actors found in one role.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) actors: Vec<Coded<Actor>>,
    pub(crate) by_owner: bool,
    pub(crate) by_pronoun: bool,
    pub(crate) by_place: bool,
    /// Set if a pronoun fills the role and nobody knows for whom it stands.
    pub(crate) by_unknown: bool,
}

/// The actors of the first role that yields any: those its words denote, else those that own
/// what its words denote, else those that the codebook does not know.
pub(crate) fn in_roles(
    roles: &[RoleName],
    reaches_into_clauses: bool,
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Found {
    let mentions = &annotated.mentions.items;
    let mut by_owner = Found::default();
    for role in roles {
        let mut found = Found::default();
        if role.0.as_ref() == "place" {
            found.actors.extend(host(predicate, codebook));
            found.by_place = !found.actors.is_empty();
        }
        for argument in fillers(predicate, role) {
            // *opposed a plan to cross Chad*: who is spoken of in a clause is not addressed.
            if !reaches_into_clauses && is_aside(argument, annotated) {
                continue;
            }
            found.take(&argument.mentions, mentions);
            // *the authorities in Norway* are those of Norway.
            if let [Coded { value: only, .. }] = &mut found.actors[..]
                && only.country.is_none()
                && only.kind != ActorKind::Organisation
                && !is_mission(only, codebook)
                && !is_of_a_body(only, codebook)
            {
                only.country = whereabouts(argument, predicate, annotated, codebook);
            }
        }
        // *criticised Haugen for leaving Chile*: a name that leads to nobody is somebody all the
        // same.
        if found.actors.is_empty() {
            let unknown = fillers(predicate, role).find(|one| {
                one.mentions.is_empty()
                    && one.owners.is_empty()
                    && stranger::is_named(one, annotated)
            });
            let unknown =
                unknown.and_then(|one| stranger(one, predicate, annotated, codebook));
            found.actors.extend(unknown);
        }
        if !found.actors.is_empty() {
            found.join_strangers(role, predicate, annotated, codebook);
            return found;
        }
        // *the rebels freed her*: somebody, if nobody knows who.
        if let Some(person) =
            fillers(predicate, role).find_map(|one| someone(one, annotated, codebook))
        {
            let (actors, by_pronoun) = (vec![person], true);
            return Found { actors, by_pronoun, by_unknown: true, ..Found::default() };
        }
        // *will not defend them from a Chilean attack*: whoever they are, not Chile.
        if fillers(predicate, role).any(|argument| is_open(argument, annotated, codebook))
        {
            return Found { by_unknown: true, ..Found::default() };
        }
        if by_owner.actors.is_empty() {
            for argument in fillers(predicate, role) {
                by_owner.take(&argument.owners, mentions);
            }
            by_owner.by_owner = !by_owner.actors.is_empty();
        }
        // *rejected Chile's claim to a port in Peru*: whose it is comes before what it is about.
        let is_told = by_owner.actors.iter().all(|owner| {
            !matches!(owner.value.kind, ActorKind::Private | ActorKind::Group)
        });
        if role.0.as_ref() == "patient"
            && by_owner.by_owner
            && !by_owner.by_pronoun
            && is_told
        {
            return by_owner;
        }
    }
    if by_owner.actors.is_empty() {
        let arguments = || roles.iter().flat_map(|role| fillers(predicate, role));
        let unknown =
            arguments().find_map(|words| stranger(words, predicate, annotated, codebook));
        by_owner.actors.extend(unknown);
    }
    by_owner
}

/// Whether an argument is a clause that a preposition or *to* brings, and neither a complement
/// nor told of somebody: *approval for Chad to leave*.
fn is_aside(argument: &Argument, annotated: &Annotated) -> bool {
    let tokens = &annotated.tokens.items;
    let head = &tokens[argument.head as usize];
    let from = tokens.partition_point(|one| one.span.start() < argument.span.start());
    let has_subject = || {
        annotated.syntax.items[from..argument.head as usize].iter().any(|arc| {
            arc.head == Some(argument.head) && arc.relation.as_ref() == "nsubj"
        })
    };
    matches!(argument.role, Role::With(_))
        && head.upos.as_ref() == "VERB"
        && !has_subject()
}

/// Whether an argument is a pronoun for people of which nobody knows for whom it stands.
fn is_open(argument: &Argument, annotated: &Annotated, codebook: &Codebook) -> bool {
    let head = annotated.tokens.items[argument.head as usize].span;
    let Some(word) = head.text(&annotated.document.text) else { return false };
    let pronouns = &codebook.grammar.pronouns;
    argument.mentions.is_empty()
        && [&pronouns.group, &pronouns.person]
            .iter()
            .any(|words| holds(words, &word.to_lowercase()))
}

/// The person of whom a pronoun speaks, where nobody knows who it is.
fn someone(
    argument: &Argument,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<Coded<Actor>> {
    let head = annotated.tokens.items[argument.head as usize].span;
    let word = head.text(&annotated.document.text)?;
    let is_person = argument.mentions.is_empty()
        && holds(&codebook.grammar.pronouns.person, &word.to_lowercase());
    is_person.then(|| Coded::new(stranger::person(), Basis::Text(argument.span)))
}

/// Whether an actor is an embassy or the like, which stands in another state than its own.
pub(crate) fn is_mission(actor: &Actor, codebook: &Codebook) -> bool {
    let what = actor.id.as_str().rsplit_once('/');
    what.is_some_and(|(_, what)| codebook.rules.is_in_class("mission", what))
}

/// Whether an actor holds an office of an organisation or belongs to it.
pub(crate) fn is_of_a_body(actor: &Actor, codebook: &Codebook) -> bool {
    let body = actor.id.as_str().split_once('/').map(|(body, _)| ActorId::new(body));
    body.is_some_and(|body| codebook.actors.organisations.contains_key(&body))
}

/// Whom the words of an object name: *money for schools in Norway*, *a request by Norway*.
pub(crate) fn inside(
    predicate: &Predicate,
    annotated: &Annotated,
    source: &Found,
    is_deed: bool,
) -> Found {
    let mentions = &annotated.mentions.items;
    let mut found = Found { by_owner: true, ..Found::default() };
    // *Chile's ties with Norway bloom*: what acts is nobody itself. A clause has parties of its
    // own.
    let objects = predicate.arguments.iter().filter(|argument| match argument.role {
        Role::Agent => argument.mentions.is_empty(),
        Role::Complement => false,
        // Words are about many who are not their addressees: *praised a letter to Chile*.
        _ => is_deed,
    });
    for argument in objects {
        let from = mentions.partition_point(|m| m.span.start() < argument.span.start());
        let last = mentions[from..]
            .iter()
            .take_while(|mention| mention.span.end() <= argument.span.end())
            .filter(|mention| {
                matches!(
                    mention.form,
                    MentionForm::Name | MentionForm::Seat | MentionForm::Office
                ) && mention.actor.country.is_some()
            })
            // Where it takes place is told apart, and so is who owns it.
            .filter(|mention| {
                let owns =
                    argument.owners.iter().any(|&o| mentions[o as usize] == **mention);
                !owns
                    && predicate
                        .place
                        .as_ref()
                        .is_none_or(|place| place.span != mention.span)
            })
            .filter(|mention| {
                source.actors.iter().all(|s| s.value.country != mention.actor.country)
            })
            .last();
        if let Some(mention) = last {
            found.actors.push(Coded::new(mention.actor.clone(), mention.basis.clone()));
            return found;
        }
    }
    Found::default()
}

/// The state in which a predicate takes place.
fn host(predicate: &Predicate, codebook: &Codebook) -> Option<Coded<Actor>> {
    let place = predicate.place.as_ref()?;
    let id = place.country.as_ref()?;
    Some(Coded::new(state(id, codebook), Basis::Text(place.span)))
}

pub(crate) fn state(id: &ActorId, codebook: &Codebook) -> Actor {
    Actor {
        kind: ActorKind::State,
        country: Some(id.clone()),
        sector: None,
        label: codebook.names.label(id),
        id: id.clone(),
    }
}

/// *Judge Ama Mensah*: what the title before the name of an unknown person says of them.
fn title(index: u32, mentions: &[Mention]) -> Option<SectorId> {
    let mention = &mentions[index as usize];
    let before = &mentions[index.checked_sub(1)? as usize];
    let is_title = matches!(before.form, MentionForm::Role | MentionForm::Office)
        && before.actor.kind == ActorKind::Private
        && mention.span.start().checked_sub(before.span.end()) == Some(1);
    before.actor.sector.clone().filter(|_| is_title && mention.form == MentionForm::Name)
}

impl Found {
    /// *Chile and the miners' union*: whoever stands in the same role beside those who are known
    /// takes part as they do.
    fn join_strangers(
        &mut self,
        role: &RoleName,
        predicate: &Predicate,
        annotated: &Annotated,
        codebook: &Codebook,
    ) {
        let joined_to = |argument: &Argument| {
            let arc = &annotated.syntax.items[argument.head as usize];
            arc.head.filter(|_| arc.relation.as_ref() == "conj")
        };
        let has_joined = |argument: &Argument| {
            fillers(predicate, role).any(|one| joined_to(one) == Some(argument.head))
        };
        // *its envoy to Chile, Doe,*: what a comma alone joins may be the same one.
        let arcs = &annotated.syntax.items;
        let brings_and = |argument: &Argument| {
            let from = argument.head.saturating_sub(NEAR) as usize;
            arcs[from..argument.head as usize].iter().any(|arc| {
                arc.head == Some(argument.head) && arc.relation.as_ref() == "cc"
            })
        };
        if !fillers(predicate, role).any(brings_and) {
            return;
        }
        for argument in fillers(predicate, role) {
            let is_beside = joined_to(argument).is_some() || has_joined(argument);
            if !argument.mentions.is_empty() || !is_beside {
                continue;
            }
            let is_somebody = stranger::is_named(argument, annotated)
                || stranger::office_kind(argument, annotated, codebook).is_some();
            if is_somebody && argument.owners.is_empty() {
                let found = stranger(argument, predicate, annotated, codebook);
                let is_new = |one: &Coded<Actor>| {
                    !self.actors.iter().any(|known| known.value.id == one.value.id)
                };
                self.actors.extend(found.filter(is_new));
            }
        }
    }

    fn take(&mut self, indices: &[u32], mentions: &[Mention]) {
        for &index in indices {
            let mention = &mentions[index as usize];
            if self.actors.iter().any(|known| known.value.id == mention.actor.id) {
                continue;
            }
            self.by_pronoun |=
                matches!(mention.form, MentionForm::Pronoun | MentionForm::Description);
            let mut actor = mention.actor.clone();
            if actor.kind == ActorKind::Private && actor.sector.is_none() {
                actor.sector = title(index, mentions);
            }
            self.actors.push(Coded::new(actor, mention.basis.clone()));
        }
    }
}
