//! The table of features against what the gazetteer knows of regions and towns.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::towns::{Town, TownKind};
use super::*;
use crate::Codebook;

fn codebook() -> Codebook {
    Codebook::load(&Files::embedded()).expect("the embedded codebook loads")
}

/// Each feature with the region that its seat lies in.
fn all(places: &Places) -> impl Iterator<Item = (&Feature, Option<u16>)> {
    let features = places.features.values().flatten();
    features.map(|feature| (feature, places.region_of(feature)))
}

fn states_of(places: &Places, town: &Town<'_>) -> Option<ActorId> {
    places.codes.get(town.state).cloned()
}

/// What is wrong with a row, as far as the gazetteer can tell.
fn faults(places: &Places) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seats: BTreeMap<u16, &str> = BTreeMap::new();
    let towns: Vec<Town<'_>> =
        places.towns().all().filter(|town| town.kind == TownKind::Own).collect();
    for (feature, region) in all(places) {
        let mut fault = |what: &str| faults.push(format!("{}: {what}", feature.name));
        let is_long = matches!(feature.kind, PlaceKind::Line | PlaceKind::Water);
        match feature.kind {
            PlaceKind::Region if region.is_none() => fault("no such seat in its state"),
            PlaceKind::Line | PlaceKind::Water if feature.point.is_some() => {
                fault("nothing long has a point");
            }
            PlaceKind::Area | PlaceKind::Site if feature.point.is_none() => {
                fault("a point is missing");
            }
            _ => {}
        }
        if let Some(region) = region {
            let seat = feature.seat.as_deref().unwrap_or_default();
            if *seats.entry(region).or_insert(seat) != seat {
                fault("another seat stands for the same region");
            }
            let mut named = places.towns().named(&key(&feature.name)).filter(|town| {
                town.kind == TownKind::Region
                    && states_of(places, town).as_ref() == feature.states.first()
            });
            if named.any(|known| known.region != region) {
                fault("the gazetteer knows another region of this name");
            }
        }
        let is_checked = !is_long && !feature.states.is_empty();
        if let Some(point) = feature.point.filter(|_| is_checked) {
            let mut nearest: Option<(f64, &Town<'_>)> = None;
            for town in &towns {
                let state = || places.codes.get(town.state);
                if (town.point.lat - point.lat).abs() > 5_000
                    || !state().is_some_and(|id| feature.states.contains(id))
                {
                    continue;
                }
                let apart = point.kilometres(town.point);
                if nearest.as_ref().is_none_or(|(least, _)| apart < *least) {
                    nearest = Some((apart, town));
                }
            }
            let reach = match feature.kind {
                PlaceKind::Site => 130.0,
                PlaceKind::Area => 300.0,
                _ => 400.0,
            };
            match nearest {
                Some((apart, town)) if apart < reach => {
                    if region.is_some_and(|region| region != town.region) {
                        fault("its point lies in another region than its seat");
                    }
                }
                Some((apart, _)) => {
                    fault(&format!(
                        "the nearest town of its states is {apart:.0} km off"
                    ));
                }
                None => fault("no town of its states lies near its point"),
            }
        }
    }
    faults
}

#[test]
fn every_row_agrees_with_the_gazetteer() {
    let codebook = codebook();
    let faults = faults(&codebook.places);
    assert!(faults.is_empty(), "{} rows:\n{}", faults.len(), faults.join("\n"));
}
