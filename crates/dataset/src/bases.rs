//! Where publishers are based, and which party none of them is known to be based in.

use crate::{Contents, Independent};
use chancery_codebook::Codebook;
use chancery_model::{ActorId, Event};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Where independent publishers are based, as far as the codebook knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Bases {
    /// Publishers by the state in which they are based.
    pub based: BTreeMap<ActorId, usize>,
    /// Number of publishers of which that is not known.
    pub unknown: usize,
    /// Of the two states that most events tell of, those in which none is known to be based.
    pub absent: Vec<ActorId>,
}

/// Where these publishers are based.
pub fn bases<'a>(
    publishers: &[Independent],
    codebook: &Codebook,
    events: impl Iterator<Item = &'a Event>,
) -> Bases {
    let base = |label: &str| {
        let mut names = codebook.names.actors.get(label).iter();
        names.find_map(|name| {
            codebook.actors.organisations.get(&name.actor)?.country.clone()
        })
    };
    let mut based: BTreeMap<ActorId, usize> = BTreeMap::new();
    for publisher in publishers {
        if let Some(state) = publisher.label.split(" / ").find_map(base) {
            *based.entry(state).or_default() += 1;
        }
    }
    let unknown = publishers.len() - based.values().sum::<usize>();
    let absent = parties(events).into_iter().filter(|party| !based.contains_key(party));
    let absent = absent.collect();
    Bases { based, unknown, absent }
}

impl Contents {
    /// The two states of which most events tell, by code.
    pub fn main_parties(&self) -> Vec<ActorId> {
        let mut parties = parties(self.events.values());
        parties.sort();
        parties
    }
}

/// The two states of which most events tell.
fn parties<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<ActorId> {
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
