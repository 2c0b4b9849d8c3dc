//! Those whom the words name or describe and the codebook does not know: *the miners of
//! Ancud*, an unknown company, a base that is attacked.
//!
//! They act and are acted upon like anybody; what is known of them is their kind, and the
//! state if the words tell where they are. Private persons keep their names to themselves:
//! the label says only that it is a person.

use chancery_codebook::{Codebook, Office, OfficeEntry, RoleKind, holds};
use chancery_model::{
    Actor, ActorId, ActorKind, Annotated, Argument, Basis, Coded, Mention, MentionForm,
    Name, NameKind, Precision, Predicate, Role, SectorId, Span,
};

/// Whether the head of an argument lies in the name of a person or an organisation.
pub(crate) fn is_named(argument: &Argument, annotated: &Annotated) -> bool {
    named(argument, annotated).is_some_and(|name| {
        matches!(name.kind, NameKind::Person | NameKind::Organisation)
    })
}

/// Whether the head of an argument lies in the name of a person.
pub(crate) fn is_person(argument: &Argument, annotated: &Annotated) -> bool {
    named(argument, annotated).is_some_and(|name| name.kind == NameKind::Person)
}

/// What an argument is that denotes a police, court or office of a state the words do not tell:
/// an organ, or the person who holds it.
pub(crate) fn office_kind(
    argument: &Argument,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<ActorKind> {
    // *Its government* has an owner; whoever that is, the words point at them.
    office(argument, annotated, codebook).map(|office| located(office.known))
}

/// The actor that an argument denotes by a name, or by a noun for a building or a thing, which
/// the codebook cannot lead to anybody.
pub(crate) fn stranger(
    argument: &Argument,
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<Coded<Actor>> {
    let text = &annotated.document.text;
    let tokens = &annotated.tokens.items;
    // *the embassy in Lima* is anybody's but Peru's.
    let is_mission = argument
        .lemmas
        .first()
        .is_some_and(|lemma| codebook.rules.is_in_class("mission", lemma));
    let country =
        whereabouts(argument, predicate, annotated, codebook).filter(|_| !is_mission);
    let actor = |kind: ActorKind, slug: &str, label: &str| Actor {
        id: ActorId::new(format!("unnamed/{}", slug.replace(' ', "-"))),
        kind,
        country: country.clone(),
        sector: None,
        label: label.into(),
    };
    if let Some(name) = named(argument, annotated) {
        let words = name.span.text(text)?;
        let found = match name.kind {
            NameKind::Person => actor(ActorKind::Private, "person", "person"),
            NameKind::Organisation => Actor {
                sector: head_sector(argument, codebook),
                ..actor(ActorKind::Group, "organisation", words)
            },
            NameKind::Place => actor(ActorKind::Group, "place", words),
            NameKind::Event => return None,
        };
        return Some(Coded::new(found, Basis::Text(argument.span)));
    }
    if let Some(office) = office(argument, annotated, codebook) {
        return Some(office.located(country));
    }
    let lemma = argument.lemmas.first()?;
    let entry = codebook.names.roles.get(lemma).first()?;
    // *The authority to pardon* is nobody.
    let is_one = tokens[argument.head as usize].xpos.as_ref() == "NN";
    if is_one && holds(&codebook.referring.powers, lemma) {
        return None;
    }
    // *A bomb killed two*: an instrument is acted upon, and acts for whoever is not told.
    let is_instrument = entry.kind == RoleKind::Instrument;
    if is_instrument && argument.role == Role::Agent {
        return None;
    }
    let found = actor(ActorKind::Group, &entry.noun, &entry.noun);
    Some(Coded::new(found, Basis::Entry(argument.span, entry.entry.clone())))
}

/// Somebody private, who keeps their name to themselves.
pub(crate) fn person() -> Actor {
    Actor {
        id: ActorId::new("unnamed/person"),
        kind: ActorKind::Private,
        country: None,
        sector: None,
        label: "person".into(),
    }
}

/// *the Ancud High Court*: what the noun that heads the name of an unknown body says it is.
fn head_sector(argument: &Argument, codebook: &Codebook) -> Option<SectorId> {
    let head = argument.lemmas.first()?;
    let names = &codebook.names;
    let role = names.roles.get(head).first();
    let is_body = |kind| matches!(kind, RoleKind::Person | RoleKind::Group);
    if role.is_some_and(|role| !is_body(role.kind)) {
        return None;
    }
    role.and_then(|role| role.sector.clone()).or_else(|| {
        let office = names.offices.get(head).first()?;
        codebook.actors.offices.get(&office.office)?.sector.clone()
    })
}

/// A police, court or government of which the words do not tell the state by its name.
struct UnknownOffice<'a> {
    span: Span,
    words: String,
    office: &'a str,
    known: &'a Office,
    entry: &'a OfficeEntry,
}

impl UnknownOffice<'_> {
    fn located(self, country: Option<ActorId>) -> Coded<Actor> {
        let state = country.as_ref().map_or("unnamed", ActorId::as_str);
        let kind =
            if self.known.is_person { ActorKind::Private } else { ActorKind::Group };
        let actor = Actor {
            id: ActorId::new(format!("{state}/{}", self.office)),
            kind: if country.is_some() { located(self.known) } else { kind },
            country,
            sector: self.known.sector.clone(),
            label: self.words.into(),
        };
        Coded::new(actor, Basis::Entry(self.span, self.entry.entry.clone()))
    }
}

fn located(office: &Office) -> ActorKind {
    if office.is_person { ActorKind::Person } else { ActorKind::Organ }
}

/// The longest phrase for an office or organ that ends with the head of an argument.
fn office<'a>(
    argument: &Argument,
    annotated: &Annotated,
    codebook: &'a Codebook,
) -> Option<UnknownOffice<'a>> {
    let tokens = &annotated.tokens.items;
    let head = tokens.get(argument.head as usize)?.span;
    let from = tokens.partition_point(|token| token.span.start() < argument.span.start());
    let starts = tokens.get(from..=argument.head as usize)?;
    starts.iter().find_map(|first| {
        let span = first.span.cover(head);
        let words = span.text(&annotated.document.text)?.to_lowercase();
        let entry = codebook.names.offices.get(&words).first()?;
        let known = codebook.actors.offices.get(&entry.office)?;
        Some(UnknownOffice { span, words, office: &entry.office, known, entry })
    })
}

/// The name in which the head of an argument lies.
fn named<'a>(argument: &Argument, annotated: &'a Annotated) -> Option<&'a Name> {
    let head = annotated.tokens.items[argument.head as usize].span;
    within(annotated, argument.span).find(|name| name.span.contains(head))
}

/// The names inside a stretch of text.
fn within(annotated: &Annotated, span: Span) -> impl Iterator<Item = &Name> {
    let names = &annotated.names.items;
    let from = names.partition_point(|name| name.span.start() < span.start());
    names[from..]
        .iter()
        .take_while(move |name| name.span.start() < span.end())
        .filter(move |name| span.contains(name.span))
}

/// The state that the words of an argument name as the place where it is, unless that state
/// acts itself: *the annexation of the island by Fiji*.
pub(crate) fn whereabouts(
    argument: &Argument,
    predicate: &Predicate,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<ActorId> {
    // *Chile's allies* are of any state but Chile, and *a Chile expert* is of any.
    let head = argument.lemmas.first();
    if head.is_some_and(|lemma| {
        codebook.rules.is_in_class("beside", lemma)
            || holds(&codebook.referring.topical, lemma)
    }) {
        return None;
    }
    let mentions = &annotated.mentions.items;
    let from = mentions.partition_point(|m| m.span.start() < argument.span.start());
    let until = mentions.partition_point(|m| m.span.start() < argument.span.end());
    let takes_part = |index: usize| {
        predicate
            .arguments
            .iter()
            .filter(|other| other.role == Role::Agent)
            .flat_map(|other| &other.mentions)
            .any(|&mention| mention as usize == index)
    };
    let named = (from..until).find(|&index| {
        let mention = &mentions[index];
        argument.span.contains(mention.span)
            && mention.actor.kind == ActorKind::State
            && matches!(mention.form, MentionForm::Name | MentionForm::Seat)
            && !takes_part(index)
            && !is_in_attribute(mention, annotated)
    });
    match named {
        Some(named) => mentions[named].actor.country.clone(),
        None => town(argument, annotated, codebook),
    }
}

/// *Chile-backed rebels* are not in Chile: whether a mention belongs to a participle that stands
/// before a noun.
fn is_in_attribute(mention: &Mention, annotated: &Annotated) -> bool {
    let arc = |token: u32| &annotated.syntax.items[token as usize];
    let above = arc(mention.head).head;
    above.is_some_and(|verb| {
        arc(verb).relation.as_ref() == "amod"
            && annotated.tokens.items[verb as usize].upos.as_ref() == "VERB"
    })
}

/// The one state in which a town or region lies that the words of an argument name: *the
/// police in Cusco*. A name alone may be that of anybody, unless it tells where something is.
fn town(
    argument: &Argument,
    annotated: &Annotated,
    codebook: &Codebook,
) -> Option<ActorId> {
    let places = &annotated.places.items;
    let from = places.partition_point(|place| place.span.start() < argument.span.start());
    let head = annotated.tokens.items.get(argument.head as usize)?.span;
    let is_inside = matches!(
        &argument.role,
        Role::With(word) if holds(&codebook.grammar.inside, word)
    );
    let mut inside = places[from..]
        .iter()
        .take_while(|place| place.span.end() <= argument.span.end())
        .filter(|place| matches!(place.precision, Precision::City | Precision::Region))
        .filter(|place| is_inside || !place.span.contains(head));
    let place = inside.next()?;
    match &place.states[..] {
        [state] => Some(state.clone()),
        _ => None,
    }
}
