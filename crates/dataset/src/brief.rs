//! Incidents in one line each: what most accounts have in common, and how far they part.

use crate::accounts::{AccountMatrix, innermost};
use crate::agreement::Agreement;
use crate::attribute::Attribute;
use crate::contents::{action, labels};
use chancery_model::{
    Actor, ActorId, Coded, DateSpan, Document, Event, Incident, IncidentId, Speaker,
    Status,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An incident in one line: what most of its accounts have in common, and how far they part.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct IncidentBrief {
    /// The incident.
    pub id: IncidentId,
    /// `TYPE/mode`, as most events have it.
    pub action: String,
    /// The sharpest date given, by those who say that it happened if any do.
    pub date: Option<DateSpan>,
    /// Who acts, as most events have it.
    pub source_actors: Vec<Box<str>>,
    /// Who is acted upon, as most events have it.
    pub target_actors: Vec<Box<str>>,
    /// Where, as most events have it.
    pub place: Option<Box<str>>,
    /// Number of events.
    pub events: usize,
    /// Number of documents.
    pub documents: usize,
    /// Number of independent publishers.
    pub publishers: usize,
    /// Number of independent voices: publishers, and those whom they quote.
    pub origins: usize,
    /// Number of events of each status that occurs.
    pub statuses: BTreeMap<Status, usize>,
    /// What the accounts contradict each other on.
    pub contradicted: Vec<Attribute>,
    /// What they give in other words, neither alike nor in contradiction.
    pub differing: Vec<Attribute>,
    /// What some give more sharply than others.
    pub spread: Vec<Attribute>,
    /// The one state whose voices alone vouch for it; `None` if a publisher does so itself,
    /// or voices of several states or of none.
    pub one_sided: Option<ActorId>,
}

impl IncidentBrief {
    /// The most contested first.
    pub(crate) fn order(&self) -> impl Ord + use<> {
        let contested =
            Reverse((self.contradicted.len(), self.differing.len(), self.spread.len()));
        (contested, Reverse(self.publishers), Reverse(self.events), self.id)
    }
}

/// An incident in one line.
pub(crate) fn brief_of(
    incident: &Incident,
    members: &[(&Document, &Event)],
    matrix: &AccountMatrix,
) -> IncidentBrief {
    let events: Vec<&Event> = members.iter().map(|(_, event)| *event).collect();
    let actors = |side: fn(&Event) -> &Vec<Coded<Actor>>| {
        let named =
            events.iter().map(|event| labels(side(event))).filter(|l| !l.is_empty());
        commonest(named).unwrap_or_default()
    };
    IncidentBrief {
        id: incident.id,
        action: commonest(events.iter().map(|event| action(event))).unwrap_or_default(),
        date: sharpest_date(&events),
        source_actors: actors(|event| &event.source_actors),
        target_actors: actors(|event| &event.target_actors),
        place: commonest(
            events.iter().filter_map(|e| Some(e.place.as_ref()?.value.words.clone())),
        ),
        events: events.len(),
        documents: incident.accounts.len(),
        publishers: matrix.publishers.len(),
        origins: matrix.origins.len(),
        statuses: statuses(events.iter().copied()),
        contradicted: matrix.attributes(Agreement::Contradicted),
        differing: matrix.attributes(Agreement::Differing),
        spread: matrix.attributes(Agreement::Spread),
        one_sided: one_side(&events),
    }
}

/// How many events have each status.
pub(crate) fn statuses<'a>(
    events: impl Iterator<Item = &'a Event>,
) -> BTreeMap<Status, usize> {
    let mut statuses = BTreeMap::new();
    for event in events {
        *statuses.entry(event.claim.status.value).or_default() += 1;
    }
    statuses
}

/// The value that occurs most often; of several, the first to occur.
fn commonest<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: BTreeMap<T, (usize, Reverse<usize>)> = BTreeMap::new();
    for (place, value) in values.enumerate() {
        counted.entry(value).or_insert((0, Reverse(place))).0 += 1;
    }
    counted.into_iter().max_by_key(|(_, rank)| *rank).map(|(value, _)| value)
}

fn sharpest_date(events: &[&Event]) -> Option<DateSpan> {
    let happened = |event: &&&Event| {
        matches!(event.claim.status.value, Status::Asserted | Status::Claimed)
    };
    let dates = |of: Vec<&&Event>| -> Option<DateSpan> {
        let dates: Vec<DateSpan> = of
            .iter()
            .filter_map(|event| Some(event.date.as_ref()?.value.clone()))
            .collect();
        let width = |date: &DateSpan| date.width().unwrap_or(u64::MAX);
        let least = dates.iter().map(width).min()?;
        commonest(dates.into_iter().filter(|date| width(date) == least))
    };
    dates(events.iter().filter(happened).collect())
        .or_else(|| dates(events.iter().collect()))
}

fn one_side(events: &[&Event]) -> Option<ActorId> {
    let mut sides = events.iter().map(|event| match innermost(event) {
        Speaker::Actor(actor) => actor.country.clone(),
        _ => None,
    });
    let first = sides.next()??;
    sides.all(|side| side.as_ref() == Some(&first)).then_some(first)
}
