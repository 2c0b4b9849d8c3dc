//! One line for each pair of actors, in PLOVER's vocabulary: what dyadic analyses and the
//! scorer `score_plv.py` read.
//!
//! A type is reduced as `ontology/reductions.csv` says: a promised delivery is AGREE, an
//! announced attack THREATEN. The type as coded stands beside it.

use super::standins::{Named, OfTarget, is_common, named_in_clause, subjects_above};
use super::{Party, line};
use crate::{Dataset, Error, Query};
use chancery_codebook::{Codebook, QuadClass};
use chancery_model::{
    Actor, ActorKind, Annotated, Coded, Document, DocumentId, Event, Span, Speaker,
    Status,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Serialize)]
struct DyadLine<'a> {
    doc: &'a str,
    event: String,
    r#type: &'a str,
    mode: Option<&'a str>,
    coded_type: &'a str,
    published_type: &'a str,
    quad: Option<u8>,
    cameo: &'a str,
    source_actors: Vec<PlacedParty<'a>>,
    target_actors: Vec<PlacedParty<'a>>,
    status: Status,
    date: Option<&'a str>,
}

/// An actor with the words that name it: UTF-8 bytes of the document's text, half-open.
#[derive(Serialize)]
struct PlacedParty<'a> {
    #[serde(flatten)]
    party: Party<'a>,
    /// What stands for an actor that is not told, or by a common noun only: `object`, what is
    /// acted upon; `place`, where it took place; `clause`, what else the clause names;
    /// `speaker`, who says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'static str>,
    start: Option<u32>,
    end: Option<u32>,
}

/// Writes a line for each source actor and target actor of the events asked for, in the order
/// of documents and their text. Where parties act upon each other every ordered pair of them
/// is written. Where the words tell no target actor, or only a common noun (*a team*), what is
/// acted upon, the place and whatever else the clause names stand for one, each marked as such.
/// Offsets of actors count in the document's text.
///
/// Returns how many lines were written.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn dyads(
    dataset: &Dataset,
    query: &Query,
    codebook: &Codebook,
    out: &mut dyn Write,
) -> Result<usize, Error> {
    let mut by_document: BTreeMap<DocumentId, Vec<Event>> = BTreeMap::new();
    for event in dataset.events(query)? {
        by_document.entry(event.document).or_default().push(event);
    }
    let mut lines = 0;
    for document in dataset.documents()? {
        let mut events = by_document.remove(&document.id).unwrap_or_default();
        events
            .sort_by(|a, b| (a.trigger, &a.rule, a.id).cmp(&(b.trigger, &b.rule, b.id)));
        if events.is_empty() {
            continue;
        }
        let annotated = dataset.annotated(document.id)?;
        for event in &events {
            let near = events.iter().filter(|one| one.sentence == event.sentence);
            let near: Vec<&Event> = near.collect();
            for (source, target) in pairs(event, codebook) {
                let targets = targets(&annotated, &near, event, source, target, codebook);
                let sources = sources(&annotated, &near, event, source, target);
                let sides = [sources, targets];
                line(out, &dyad(&annotated.document, event, sides, codebook))?;
                lines += 1;
            }
        }
    }
    Ok(lines)
}

type Side<'a> = Option<&'a Coded<Actor>>;

/// Every ordered pair of one who acts and one acted upon; a side that is not told is empty.
pub(super) fn pairs<'a>(
    event: &'a Event,
    codebook: &Codebook,
) -> Vec<(Side<'a>, Side<'a>)> {
    let rules = &codebook.rules.rules;
    let is_mutual = rules.iter().any(|rule| rule.id == event.rule && rule.reciprocal);
    let (sources, targets) = (&event.source_actors, &event.target_actors);
    let told: Vec<(Side<'a>, Side<'a>)> = match (sources.is_empty(), targets.is_empty()) {
        (true, true) => vec![(None, None)],
        (true, false) => targets.iter().map(|target| (None, Some(target))).collect(),
        (false, true) if !is_mutual || sources.len() == 1 => {
            sources.iter().map(|source| (Some(source), None)).collect()
        }
        (false, _) => sources
            .iter()
            .flat_map(|source| {
                targets.iter().map(move |target| (Some(source), Some(target)))
            })
            .collect(),
    };
    let mut all = told;
    if is_mutual {
        let both: Vec<_> =
            all.iter().filter(|(a, b)| a.is_some() && b.is_some()).collect();
        let back: Vec<_> =
            both.into_iter().map(|&(source, target)| (target, source)).collect();
        all.extend(back);
        for (i, source) in sources.iter().enumerate() {
            let others = sources.iter().enumerate().filter(|(j, _)| *j != i);
            all.extend(others.map(|(_, other)| (Some(source), Some(other))));
        }
    }
    all
}

fn dyad<'a>(
    document: &'a Document,
    event: &'a Event,
    [source_actors, target_actors]: [Vec<PlacedParty<'a>>; 2],
    codebook: &'a Codebook,
) -> DyadLine<'a> {
    let coded = event.event_type.value.as_str();
    let (kind, mode) = reduced(event, codebook);
    DyadLine {
        doc: &document.path,
        event: event.id.to_string(),
        r#type: kind,
        mode,
        coded_type: coded,
        published_type: published(event, kind, codebook),
        quad: codebook.ontology.event_type(kind).map(|kind| kind.quad.number()),
        cameo: event.cameo.value.as_str(),
        source_actors,
        target_actors,
        status: event.claim.status.value,
        date: event.date.as_ref().map(|date| date.value.edtf()),
    }
}

/// The source actor, and what stands for one that is not told: whoever speaks, the subject of
/// the clause, and the actors and places that it names. Who speaks of the acts of their own
/// state stands beside it.
fn sources<'a>(
    annotated: &'a Annotated,
    near: &[&Event],
    event: &'a Event,
    source: Side<'a>,
    target: Side<'a>,
) -> Vec<PlacedParty<'a>> {
    let mut found: Vec<PlacedParty<'a>> =
        source.map(PlacedParty::of).into_iter().collect();
    let is_own = |actor: &Actor| match source {
        Some(source) => actor.country.is_some() && actor.country == source.value.country,
        None => true,
    };
    let sides = event.source_actors.iter().chain(&event.target_actors);
    let mut others: Vec<Span> = sides.filter_map(|actor| actor.basis.span()).collect();
    for voice in &event.claim.voices {
        if let (Speaker::Actor(actor), Some(span)) = (&voice.speaker, voice.words)
            && is_own(actor)
            && !others.iter().any(|other| other.overlaps(span))
        {
            found.push(PlacedParty {
                party: Party::of(actor),
                instead: Some("speaker"),
                start: Some(span.start()),
                end: Some(span.end()),
            });
            others.push(span);
        }
    }
    let mut named = subjects_above(event, annotated, &others);
    if source.is_none() && target.is_some() {
        others.extend(named.iter().map(|one| one.span));
        others.extend(told_near(near));
        let mut beside = named_in_clause(event, None, annotated, &others);
        let is_target = |one: &Named<'_>| {
            let actor = one.mention.map(|mention| &mention.actor.id);
            target.is_some_and(|target| Some(&target.value.id) == actor)
        };
        beside.retain(|one| {
            (one.mention.is_some() || one.state.is_some()) && !is_target(one)
        });
        named.extend(beside);
    }
    let is_own =
        |one: &Named<'_>| one.mention.map_or(source.is_none(), |it| is_own(&it.actor));
    let named = named.into_iter().filter(is_own);
    found.extend(named.map(|one| PlacedParty::named(one, annotated)));
    found
}

/// The words for target actors that events of a sentence tell.
fn told_near(near: &[&Event]) -> impl Iterator<Item = Span> {
    let told = near.iter().filter(|one| !is_assumed(one));
    told.flat_map(|one| &one.target_actors).filter_map(|actor| actor.basis.span())
}

/// The target actor, and what stands for one that the words leave open.
fn targets<'a>(
    annotated: &'a Annotated,
    near: &[&Event],
    event: &'a Event,
    source: Side<'a>,
    target: Side<'a>,
    codebook: &'a Codebook,
) -> Vec<PlacedParty<'a>> {
    let mut found: Vec<PlacedParty<'a>> =
        target.map(PlacedParty::of).into_iter().collect();
    found.extend(event.object.iter().map(PlacedParty::thing));
    let is_private = target.is_none_or(|target| {
        matches!(target.value.kind, ActorKind::Private | ActorKind::Group)
    });
    found.extend(PlacedParty::place(event, source).filter(|_| is_private));
    if !is_open(event, target, annotated) {
        return found;
    }
    let kind = codebook.ontology.event_type(event.event_type.value.as_str());
    let is_joint = kind.is_some_and(|kind| kind.quad.is_cooperation());
    let acting =
        event.source_actors.iter().filter(|one| !is_joint || source == Some(*one));
    let acting = acting.filter_map(|actor| actor.basis.span());
    let known = found.iter().filter_map(PlacedParty::span);
    let others: Vec<Span> = acting.chain(told_near(near)).chain(known).collect();
    let of_target = OfTarget { is_joint, codebook };
    let named = named_in_clause(event, Some(of_target), annotated, &others);
    let is_own = |one: &Named<'_>| {
        let actor = one.mention.map(|mention| &mention.actor.id);
        source.is_some_and(|source| Some(&source.value.id) == actor)
    };
    let named = named.into_iter().filter(|one| !is_own(one));
    found.extend(named.map(|one| PlacedParty::named(one, annotated)));
    found
}

/// Whether the words tell no target actor, or only such by common nouns.
fn is_open(event: &Event, target: Side<'_>, annotated: &Annotated) -> bool {
    let is_stranger = |target: &Coded<Actor>| {
        let Actor { kind, country, .. } = &target.value;
        let is_part =
            matches!(kind, ActorKind::Private | ActorKind::Group | ActorKind::Organ);
        (is_part && country.is_none())
            || target.basis.span().is_some_and(|span| is_common(span, annotated))
    };
    is_assumed(event) || event.target_actors.iter().chain(target).all(is_stranger)
}

fn is_assumed(event: &Event) -> bool {
    event.reservations.iter().any(|reason| &**reason == "target-actor-assumed")
}

/// The type by the mapping of 2021: of what is announced, else of the code.
fn published<'a>(event: &'a Event, reduced: &'a str, codebook: &'a Codebook) -> &'a str {
    let listed = |ours: &str| codebook.vocabularies.code("plover-2021", ours);
    let kind = event.event_type.value.as_str();
    let is_ahead = matches!(
        event.claim.status.value,
        Status::Planned | Status::Predicted | Status::Threatened
    );
    let ahead = listed(&format!("{kind}/future")).filter(|_| is_ahead);
    let by_code = || listed(event.cameo.value.as_str()).filter(|_| reduced == kind);
    ahead.or_else(by_code).unwrap_or(reduced)
}

/// The type and mode after PLOVER's reductions. What is only forecast is no threat: there the
/// type stands.
fn reduced<'a>(event: &'a Event, codebook: &'a Codebook) -> (&'a str, Option<&'a str>) {
    let ontology = &codebook.ontology;
    let kind = event.event_type.value.as_str();
    let as_coded = (kind, event.mode.as_ref().map(|mode| mode.value.as_str()));
    let status = event.claim.status.value;
    if !matches!(status, Status::Planned | Status::Predicted | Status::Threatened) {
        return as_coded;
    }
    let Some(rule) = ontology.reductions.iter().find(|rule| {
        rule.event_type.as_str() == kind && rule.modality.as_ref() == "future"
    }) else {
        return as_coded;
    };
    let becomes = rule.becomes.as_str();
    let is_conflict = ontology.event_type(becomes).is_some_and(|kind| {
        matches!(kind.quad, QuadClass::VerbalConflict | QuadClass::MaterialConflict)
    });
    if becomes == kind || (is_conflict && status == Status::Predicted) {
        return as_coded;
    }
    (becomes, rule.mode.as_ref().map(|mode| mode.as_str()))
}

impl<'a> PlacedParty<'a> {
    fn of(actor: &'a Coded<Actor>) -> Self {
        let span = actor.basis.span();
        Self {
            party: Party::of(&actor.value),
            instead: None,
            start: span.map(chancery_model::Span::start),
            end: span.map(chancery_model::Span::end),
        }
    }

    /// Words of the clause.
    fn named(named: Named<'a>, annotated: &'a Annotated) -> Self {
        let text = &annotated.document.text;
        let label = || named.span.text(text).unwrap_or_default();
        let words = || Party { country: named.state, label: label(), ..Party::nobody() };
        Self {
            party: named.mention.map_or_else(words, |one| Party::of(&one.actor)),
            instead: Some("clause"),
            start: Some(named.span.start()),
            end: Some(named.span.end()),
        }
    }

    fn span(&self) -> Option<Span> {
        Some(Span::new(self.start?, self.end?))
    }

    /// Where it took place, which tells more of people without a name.
    fn place(event: &'a Event, source: Side<'a>) -> Option<Self> {
        let is_host = |state: &chancery_model::ActorId| {
            source.is_some_and(|actor| actor.value.country.as_ref() == Some(state))
        };
        let place = event.place.as_ref()?;
        let state = place.value.country.as_ref().filter(|state| !is_host(state));
        let country = state.map(chancery_model::ActorId::as_str);
        let span = place.basis.span();
        Some(Self {
            party: Party { country, label: &place.value.words, ..Party::nobody() },
            instead: Some("place"),
            start: span.map(chancery_model::Span::start),
            end: span.map(chancery_model::Span::end),
        })
    }

    /// What is acted upon and is no actor.
    fn thing(object: &'a Coded<Box<str>>) -> Self {
        let span = object.basis.span();
        Self {
            party: Party { label: &object.value, ..Party::nobody() },
            instead: Some("object"),
            start: span.map(chancery_model::Span::start),
            end: span.map(chancery_model::Span::end),
        }
    }
}
