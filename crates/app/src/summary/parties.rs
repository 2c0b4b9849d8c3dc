//! Where publishers are based, and which party none of them is known to be based in.

use chancery_codebook::Codebook;
use chancery_dataset::Summary;
use chancery_model::{ActorId, Event};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Where publishers are based as far as the codebook knows, and which of the two states that
/// most events tell of has none of them; `None` if none is known.
pub(super) fn publishers(
    summary: &Summary,
    codebook: &Codebook,
    events: &[Event],
) -> Option<String> {
    let base = |label: &str| {
        let mut names = codebook.names.actors.get(label).iter();
        names.find_map(|name| {
            codebook.actors.organisations.get(&name.actor)?.country.clone()
        })
    };
    let mut based: BTreeMap<ActorId, usize> = BTreeMap::new();
    for publisher in &summary.publishers {
        if let Some(state) = publisher.label.split(" / ").find_map(base) {
            *based.entry(state).or_default() += 1;
        }
    }
    if based.is_empty() {
        return None;
    }
    let known: usize = based.values().sum();
    let unknown = summary.publishers.len() - known;
    let each = based.iter().map(|(state, n)| format!("{state} {n}"));
    let mut told = format!("based in {}", each.collect::<Vec<_>>().join(", "));
    if unknown > 0 {
        told.push_str(&format!("; not known for {unknown}"));
    }
    let absent = parties(events).into_iter().filter(|party| !based.contains_key(party));
    for party in absent {
        told.push_str(&format!("; none is known to be based in {party}"));
    }
    Some(told)
}

/// The two states of which most events tell.
fn parties(events: &[Event]) -> Vec<ActorId> {
    let mut counted: BTreeMap<ActorId, usize> = BTreeMap::new();
    for event in events {
        let actors = event.source_actors.iter().chain(&event.target_actors);
        let states: BTreeSet<_> =
            actors.filter_map(|a| a.value.country.clone()).collect();
        for state in states {
            *counted.entry(state).or_default() += 1;
        }
    }
    let mut counted: Vec<(ActorId, usize)> = counted.into_iter().collect();
    counted.sort_by_key(|(state, times)| (Reverse(*times), state.clone()));
    counted.into_iter().take(2).map(|(state, _)| state).collect()
}
