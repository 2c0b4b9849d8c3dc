//! Which of the places of one name is meant.

use chancery_codebook::{PlaceEntry, PlaceKind};
use chancery_model::{ActorId, Span};
use std::collections::BTreeMap;

/// A name with the places that bear it.
pub(super) struct Named {
    pub(super) span: Span,
    /// The name in lower case.
    pub(super) key: String,
    pub(super) entries: Vec<PlaceEntry>,
    /// Whether only a part of the place is named.
    pub(super) is_part: bool,
}

/// What speaks for a place, and how much: its size, in eighths; that its region or state is
/// spoken of; that other places of the text lie near; that the text says where it lies.
const SIZE: f64 = 0.5 / 8.0;
const REGION: f64 = 5.0;
const STATE: f64 = 4.0;
const NEAR: f64 = 7.0;
const SAID: f64 = 30.0;
/// A county says of a town before it, *Northtown, West County*, that it lies within so many
/// kilometres of the county's middle.
const COUNTY: f64 = 40.0;
/// Nearness falls to a third over so many kilometres.
const REACH: f64 = 80.0;
/// Of each name so many places are compared with those of other names.
const COMPARED: usize = 12;
/// A name is compared with so many other names, so that time grows with the text alone.
const OTHERS: usize = 256;

/// Weights of regions and states.
#[derive(Default)]
struct Weights {
    regions: BTreeMap<u16, f64>,
    states: BTreeMap<ActorId, f64>,
}

impl Weights {
    fn add(&mut self, entry: &PlaceEntry, region: f64, state: f64) {
        if let Some(number) = entry.region {
            *self.regions.entry(number).or_default() += region;
        }
        if let [only] = entry.states.as_slice() {
            *self.states.entry(only.clone()).or_default() += state;
        }
    }

    fn of(&self, entry: &PlaceEntry) -> f64 {
        let region = entry.region.filter(|_| entry.kind != PlaceKind::Region);
        let region = region.and_then(|number| self.regions.get(&number)).copied();
        let state = match entry.states.as_slice() {
            [only] => self.states.get(only).copied(),
            _ => None,
        };
        REGION * region.unwrap_or(0.0).min(1.5) + STATE * state.unwrap_or(0.0).min(1.0)
    }
}

/// The place meant by each name; one name has one meaning in one text.
pub(super) fn choose(text: &str, named: &[Named]) -> Vec<Option<PlaceEntry>> {
    let mut distinct: BTreeMap<&str, &Named> = BTreeMap::new();
    for one in named {
        distinct.entry(&one.key).or_insert(one);
    }
    let said = said(text, named);
    let weights = weights(&distinct, &said);
    let largest: BTreeMap<&str, Vec<&PlaceEntry>> = distinct
        .iter()
        .map(|(&key, one)| {
            let mut entries: Vec<&PlaceEntry> =
                one.entries.iter().filter(|e| has_point(e.kind)).collect();
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.size));
            entries.truncate(COMPARED);
            (key, entries)
        })
        .collect();
    let best: BTreeMap<&str, Option<&PlaceEntry>> = distinct
        .iter()
        .map(|(&key, one)| {
            let score = |index: usize, entry: &PlaceEntry| {
                let is_said = said.get(key).is_some_and(|said| said.contains(&index));
                SIZE * f64::from(entry.size)
                    + weights.of(entry)
                    + NEAR * near(key, entry, &largest).min(3.0)
                    + if is_said { SAID } else { 0.0 }
            };
            let scored = one.entries.iter().enumerate().map(|(i, e)| (score(i, e), e));
            let best =
                scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
            (key, best.map(|(_, entry)| entry))
        })
        .collect();
    named.iter().map(|one| best.get(&*one.key).copied().flatten().cloned()).collect()
}

/// Whether places of this kind are small enough to lie near others.
fn has_point(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::Town | PlaceKind::Site | PlaceKind::County | PlaceKind::Province
    )
}

/// For each name, the indices of its places that lie where the text says they do: *Paris,
/// Texas*.
fn said<'a>(text: &str, named: &'a [Named]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut said: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for pair in named.windows(2) {
        let [one, two] = pair else { continue };
        let gap = text.get(one.span.end() as usize..two.span.start() as usize);
        if gap.is_none_or(|gap| gap.trim() != ",") {
            continue;
        }
        let is_region =
            |kind: PlaceKind| matches!(kind, PlaceKind::Region | PlaceKind::Province);
        let lies_in = |entry: &PlaceEntry, wide: &PlaceEntry| match wide.kind {
            PlaceKind::State => {
                entry.kind != PlaceKind::State
                    && wide.states.iter().any(|state| entry.states.contains(state))
            }
            kind if is_region(kind) => {
                !is_region(entry.kind)
                    && entry.region == wide.region
                    && entry.region.is_some()
            }
            _ => false,
        };
        let is_beside = |entry: &PlaceEntry, wide: &PlaceEntry| {
            let apart = entry.middle.zip(wide.middle).map(|(a, b)| a.kilometres(b));
            (entry.kind, wide.kind) == (PlaceKind::Town, PlaceKind::County)
                && apart.is_some_and(|apart| apart < COUNTY)
        };
        let found = |lies: &dyn Fn(&PlaceEntry, &PlaceEntry) -> bool| -> Vec<usize> {
            let entries = one.entries.iter().enumerate();
            let within = entries
                .filter(|(_, entry)| two.entries.iter().any(|wide| lies(entry, wide)));
            within.map(|(index, _)| index).collect()
        };
        let within = found(&lies_in);
        let found = if within.is_empty() { found(&is_beside) } else { within };
        said.entry(&one.key).or_default().extend(found);
    }
    said
}

/// What names of one meaning tell about where the text is set.
fn weights(
    distinct: &BTreeMap<&str, &Named>,
    said: &BTreeMap<&str, Vec<usize>>,
) -> Weights {
    let mut weights = Weights::default();
    for (key, one) in distinct {
        let of = |kind: PlaceKind| one.entries.iter().filter(move |e| e.kind == kind);
        let wide = of(PlaceKind::Region).count() + of(PlaceKind::State).count();
        let all = f64::from(u16::try_from(one.entries.len()).unwrap_or(u16::MAX));
        if wide == 1
            && let Some(region) = of(PlaceKind::Region).next()
        {
            weights.add(region, 1.0, 1.0);
        } else if wide > 0
            && let Some(state) = of(PlaceKind::State).next()
        {
            // *England* may be a region or stand for its state, *Georgia* is one or the other.
            if of(PlaceKind::Region).all(|region| region.states == state.states) {
                weights.add(state, 0.0, 1.0);
            }
        } else if one
            .entries
            .iter()
            .all(|entry| matches!(entry.kind, PlaceKind::County | PlaceKind::Province))
        {
            let first = one.entries.first().map(|entry| &entry.states);
            let is_one_state = one.entries.iter().all(|e| Some(&e.states) == first);
            for entry in &one.entries {
                let state = if is_one_state { 0.5 / all } else { 0.0 };
                weights.add(entry, 1.0 / all, state);
            }
        } else if let [only] = one.entries.as_slice()
            && only.kind == PlaceKind::Town
        {
            weights.add(only, 0.5, 0.5);
        }
        let indices = said.get(key).map_or(&[][..], Vec::as_slice);
        let each = f64::from(u16::try_from(indices.len().max(1)).unwrap_or(u16::MAX));
        for &index in indices {
            weights.add(&one.entries[index], 2.0 / each, 1.0 / each);
        }
    }
    weights
}

/// How many other names have a place near this one.
fn near(
    key: &str,
    entry: &PlaceEntry,
    largest: &BTreeMap<&str, Vec<&PlaceEntry>>,
) -> f64 {
    let Some(here) = entry.middle else { return 0.0 };
    let others = largest.iter().filter(|(other, _)| **other != key).take(OTHERS);
    others
        .map(|(_, entries)| {
            let near = |other: &&PlaceEntry| {
                other
                    .middle
                    .map_or(0.0, |there| libm::exp(-here.kilometres(there) / REACH))
            };
            entries.iter().map(near).fold(0.0, f64::max)
        })
        .sum()
}
