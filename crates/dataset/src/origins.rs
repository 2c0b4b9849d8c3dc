//! How many independent voices stand behind an incident and behind each value, and whose are
//! missing.

use crate::accounts::Asserter;
use crate::agreement::key;
use crate::attribute::Value;
use crate::contents::speaker;
use crate::publishers::Independent;
use chancery_model::{ActorId, Document, Event, EventId, Span, Speaker};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One voice behind accounts of an incident, however many documents carry it: a speaker quoted by
/// several publishers, or documents that are not independent of each other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Origin {
    /// The speaker, or who published.
    pub label: String,
    /// The state for which it speaks; `None` for publishers and for whoever belongs to none.
    pub party: Option<ActorId>,
    /// Its columns of the matrix, from zero.
    pub asserters: Vec<usize>,
}

/// A value of an attribute and who stands behind it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Backing {
    /// The value, as the first who gives it has it.
    pub value: Box<str>,
    /// Who gives it: columns of the matrix, from zero.
    pub asserters: Vec<usize>,
    /// The events that give it, in the order of the columns.
    pub events: Vec<EventId>,
    /// Where each stands: the event, and the sentence that gives the value.
    pub told: Vec<(EventId, Span)>,
    /// How many independent voices those are.
    pub origins: usize,
    /// The one party with which every chain of voices behind it ends, if there is one.
    pub one_sided: Option<ActorId>,
}

/// The independent voices among the asserters, in the order of their first columns.
pub(crate) fn origins(
    asserters: &[Asserter],
    publishers: &[Independent],
    documents: &[&Document],
) -> Vec<Origin> {
    let mut origins: BTreeMap<(u8, String), Origin> = BTreeMap::new();
    for (column, asserter) in asserters.iter().enumerate() {
        let group = publishers
            .iter()
            .position(|group| group.documents.contains(&asserter.document))
            .unwrap_or(usize::MAX);
        let document = documents.iter().find(|one| one.id == asserter.document);
        let named = document.map(|document| speaker(document, &asserter.speaker));
        let published = || {
            let label = publishers.get(group).map(|group| group.label.clone());
            ((0, format!("{group:09}")), label, None)
        };
        let (key, label, party) = match &asserter.speaker {
            Speaker::Publisher | Speaker::Unnamed => published(),
            Speaker::Actor(actor) => {
                ((1, actor.id.to_string()), named, actor.country.clone())
            }
            Speaker::Unresolved(words) => ((2, words.to_lowercase()), named, None),
        };
        let label = label.unwrap_or_default();
        let origin = Origin { label, party, asserters: Vec::new() };
        origins.entry(key).or_insert(origin).asserters.push(column);
    }
    let mut origins: Vec<Origin> = origins.into_values().collect();
    origins.sort_by_key(|origin| origin.asserters[0]);
    origins
}

/// The values of one attribute, each once, with those behind them; `cells` has one for each
/// asserter.
pub(crate) fn backings(cells: &[Vec<Value>], origins: &[Origin]) -> Vec<Backing> {
    let mut found: Vec<(String, Backing)> = Vec::new();
    for (column, cell) in cells.iter().enumerate() {
        for (shown, said) in cell {
            let key = key(said);
            let place = found.iter().position(|(known, _)| *known == key);
            let place = place.unwrap_or_else(|| {
                let value = shown.value.clone();
                let backing = Backing {
                    value,
                    asserters: Vec::new(),
                    events: Vec::new(),
                    told: Vec::new(),
                    origins: 0,
                    one_sided: None,
                };
                found.push((key, backing));
                found.len() - 1
            });
            let backing = &mut found[place].1;
            if backing.asserters.last() != Some(&column) {
                backing.asserters.push(column);
            }
            if !backing.events.contains(&shown.event) {
                backing.events.push(shown.event);
            }
            if !backing.told.contains(&(shown.event, shown.sentence)) {
                backing.told.push((shown.event, shown.sentence));
            }
        }
    }
    let weigh = |(_, mut backing): (String, Backing)| {
        let behind: Vec<&Origin> = origins
            .iter()
            .filter(|one| one.asserters.iter().any(|c| backing.asserters.contains(c)))
            .collect();
        backing.origins = behind.len();
        let parties: BTreeSet<Option<&ActorId>> =
            behind.iter().map(|origin| origin.party.as_ref()).collect();
        backing.one_sided = match parties.first() {
            Some(Some(party)) if parties.len() == 1 => Some((*party).clone()),
            _ => None,
        };
        backing
    };
    found.into_iter().map(weigh).collect()
}

/// The states that act or are acted upon, none of whose voices is heard in any of the events.
pub(crate) fn absent<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<ActorId> {
    let (mut parties, mut heard) = (BTreeSet::new(), BTreeSet::new());
    for event in events {
        let actors = event.source_actors.iter().chain(&event.target_actors);
        parties.extend(actors.filter_map(|actor| actor.value.country.clone()));
        heard.extend(event.claim.voices.iter().filter_map(
            |voice| match &voice.speaker {
                Speaker::Actor(actor) => actor.country.clone(),
                _ => None,
            },
        ));
    }
    parties.difference(&heard).cloned().collect()
}
