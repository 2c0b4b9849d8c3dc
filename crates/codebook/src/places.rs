//! Places by name: states, towns of a gazetteer, and the regions, areas, lines and sites of a
//! table.

#[cfg(test)]
mod tests;
mod towns;

use crate::actors::Actors;
use crate::sheet::Sheet;
use crate::{Files, NameForm, toml_file};
use chancery_model::{ActorId, Coordinates, Diagnostic};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use towns::{TownKind, Towns};

/// What a name can stand for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlaceKind {
    /// A state or what acts as one.
    State,
    /// A province, a federal state.
    Region,
    /// The same, known by name to the gazetteer alone.
    Province,
    /// Land of another kind: an island, a disputed land, a part of the world.
    Area,
    /// A sea, a strait, a lake.
    Water,
    /// A river, a corridor, a line of contact.
    Line,
    /// A base, a bridge, a building.
    Site,
    /// A town.
    Town,
    /// A county or district of the gazetteer.
    County,
}

/// One place that a name can stand for.
#[derive(Clone, Debug)]
pub struct PlaceEntry {
    /// What it is.
    pub kind: PlaceKind,
    /// The states it lies in or on whose border it lies.
    pub states: Vec<ActorId>,
    /// Number of the region that holds it or that it is.
    pub region: Option<u16>,
    /// A point that stands for it; none for lines and seas.
    pub middle: Option<Coordinates>,
    /// How well known it is: the logarithm to base 2 of the thousands of people in a town, in
    /// eighths; less for counties and provinces of as many.
    pub size: u16,
}

/// The places of the codebook.
#[derive(Debug, Default)]
pub struct Places {
    features: BTreeMap<Box<str>, Vec<Feature>>,
    states: BTreeMap<Box<str>, Vec<ActorId>>,
    seats: BTreeMap<Box<str>, Vec<ActorId>>,
    middles: BTreeMap<ActorId, Coordinates>,
    codes: BTreeMap<Box<str>, ActorId>,
    words: PlaceWords,
    towns: OnceLock<Towns>,
    /// Names of the regions of the table, by number.
    regions: OnceLock<BTreeMap<u16, Box<str>>>,
}

/// Words beside the names of places.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceWords {
    /// Words before a name for a part of the place: *northern*, *downtown*.
    pub parts: Vec<Box<str>>,
    /// Words behind a name for what the place is: *province*, *city*.
    pub kinds: Vec<Box<str>>,
    /// Words for lines between or along places: *border*, *frontier*.
    pub lines: Vec<Box<str>>,
    /// Words for buildings that stand in one state and belong to another: *embassy*.
    pub missions: Vec<Box<str>>,
    #[serde(rename = "credit")]
    _credit: String,
}

#[derive(Clone, Debug)]
struct Feature {
    name: Box<str>,
    kind: PlaceKind,
    states: Vec<ActorId>,
    point: Option<Coordinates>,
    /// A town by which its region is known.
    seat: Option<Box<str>>,
}

/// States, seats of power in regions and areas count as this large.
const STATE: u16 = 28 * 8;
const FEATURE: u16 = 24 * 8;
const CAPITAL: u16 = 3 * 8;
/// A town is likelier meant by its own name than by another; a county or a province of as many
/// people is named more seldom than a town.
const OWN: u16 = 4;
const OTHER: u16 = 8;
const COUNTY: u16 = 3 * 8;
const PROVINCE: u16 = 3 * 8;

impl Places {
    pub(crate) fn load(
        files: &Files,
        actors: &Actors,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut places = Self::default();
        // What is wrong with the tables of actors and names is told where they are read first.
        let told = &mut Vec::new();
        let sheet = Sheet::read(files, "actors/states.csv", &["id", "iso2"], told);
        for row in sheet.rows() {
            if let Some(code) = row.optional("iso2") {
                let id = ActorId::new(row.get("id"));
                places.codes.entry(code.into()).or_insert(id);
            }
        }
        let columns = ["name", "actor", "form"];
        let sheet = Sheet::read(files, "en/names/states.csv", &columns, told);
        for row in sheet.rows() {
            let into = match NameForm::parse(row.get("form")) {
                Some(NameForm::Name | NameForm::Variant | NameForm::Acronym) => {
                    &mut places.states
                }
                Some(NameForm::Capital | NameForm::Seat) => &mut places.seats,
                _ => continue,
            };
            let actor = ActorId::new(row.get("actor"));
            into.entry(key(row.get("name")).into()).or_default().push(actor);
        }
        let columns = ["state", "lat", "lon", "credit"];
        let sheet = Sheet::read(files, "places/states.csv", &columns, findings);
        for row in sheet.rows() {
            let point = Coordinates::parse(row.get("lat"), row.get("lon"));
            match (actors.states.keys().find(|id| id.as_str() == row.get("state")), point)
            {
                (Some(id), Some(point)) => {
                    places.middles.insert(id.clone(), point);
                }
                _ => findings.push(Diagnostic::error(
                    "bad-place",
                    row.place(),
                    "a state of the codebook and its degrees are needed",
                )),
            }
        }
        let columns = ["name", "kind", "states", "lat", "lon", "seat", "credit", "note"];
        let sheet = Sheet::read(files, "places/features.csv", &columns, findings);
        for row in sheet.rows() {
            let kind = match row.get("kind") {
                "region" => PlaceKind::Region,
                "area" => PlaceKind::Area,
                "water" => PlaceKind::Water,
                "line" => PlaceKind::Line,
                "site" => PlaceKind::Site,
                _ => {
                    let message = format!("no kind of place `{}`", row.get("kind"));
                    findings.push(Diagnostic::error(
                        "unknown-kind",
                        row.place(),
                        message,
                    ));
                    continue;
                }
            };
            let states = row.get("states").split('+').filter(|id| !id.is_empty());
            let states: Vec<ActorId> = states.map(ActorId::new).collect();
            if let Some(id) = states.iter().find(|id| !actors.states.contains_key(*id)) {
                let message = format!("no state `{}`", id.as_str());
                findings.push(Diagnostic::error("unknown-state", row.place(), message));
                continue;
            }
            let feature = Feature {
                name: row.get("name").into(),
                kind,
                states,
                point: Coordinates::parse(row.get("lat"), row.get("lon")),
                seat: row.optional("seat").map(|seat| key(seat).into()),
            };
            let by_name = places.features.entry(key(row.get("name")).into()).or_default();
            by_name.push(feature);
        }
        if let Some(words) = toml_file(files, "en/places.toml", findings) {
            places.words = words;
        }
        places
    }

    /// Words beside names of places.
    pub fn words(&self) -> &PlaceWords {
        &self.words
    }

    /// The point that stands for a state.
    pub fn middle_of(&self, state: &ActorId) -> Option<Coordinates> {
        self.middles.get(state).copied()
    }

    /// The name of a region, if the table has it.
    pub fn region_name(&self, region: u16) -> Option<&str> {
        let names = self.regions.get_or_init(|| {
            let mut names = BTreeMap::new();
            let regions = self.features.values().flatten();
            for feature in regions.filter(|feature| feature.kind == PlaceKind::Region) {
                if let Some(region) = self.region_of(feature)
                    && !feature.name.ends_with('.')
                {
                    names.entry(region).or_insert_with(|| feature.name.clone());
                }
            }
            names
        });
        names.get(&region).map(AsRef::as_ref)
    }

    /// The middle of the towns of a region.
    pub fn middle_of_region(&self, region: u16) -> Option<Coordinates> {
        self.towns().middle(region)
    }

    /// All places of this name, whatever its capitals.
    pub fn named(&self, name: &str) -> Vec<PlaceEntry> {
        let key = key(name);
        let mut found = Vec::new();
        for id in self.states.get(&*key).into_iter().flatten() {
            found.push(PlaceEntry {
                kind: PlaceKind::State,
                states: vec![id.clone()],
                region: None,
                middle: self.middle_of(id),
                size: STATE,
            });
        }
        for feature in self.features.get(&*key).into_iter().flatten() {
            let region = self.region_of(feature);
            let is_extended = matches!(feature.kind, PlaceKind::Line | PlaceKind::Water);
            let middle = feature
                .point
                .or_else(|| self.towns().middle(region?))
                .filter(|_| !is_extended);
            found.push(PlaceEntry {
                kind: feature.kind,
                states: feature.states.clone(),
                region,
                middle,
                size: FEATURE,
            });
        }
        let seats = self.seats.get(&*key);
        for town in self.towns().named(&key) {
            let state = self.codes.get(town.state).cloned();
            let is_known = |entry: &PlaceEntry| {
                entry.kind == PlaceKind::Region && entry.region == Some(town.region)
            };
            if town.kind == TownKind::Region && found.iter().any(is_known) {
                continue;
            }
            let is_seat = state.as_ref().is_some_and(|state| {
                seats.is_some_and(|seats| seats.contains(state)) && town.size > 6 * 8
            });
            let capital = if is_seat { CAPITAL } else { 0 };
            let town_size = town.size + capital;
            let (kind, size) = match town.kind {
                TownKind::Own => (PlaceKind::Town, town_size + OWN),
                TownKind::Other => (PlaceKind::Town, town_size.saturating_sub(OTHER)),
                TownKind::County => (PlaceKind::County, town.size.saturating_sub(COUNTY)),
                TownKind::Region => {
                    (PlaceKind::Province, town.size.saturating_sub(PROVINCE))
                }
            };
            found.push(PlaceEntry {
                kind,
                states: state.into_iter().collect(),
                region: Some(town.region),
                middle: Some(town.point),
                size,
            });
        }
        found
    }

    fn towns(&self) -> &Towns {
        self.towns.get_or_init(Towns::embedded)
    }

    /// The region that holds a feature's seat: of towns of that name the one nearest to the
    /// feature's point, or the largest where it has none.
    fn region_of(&self, feature: &Feature) -> Option<u16> {
        let seat = feature.seat.as_deref()?;
        let state = feature.states.first()?;
        let mine = self.towns().named(seat).filter(|town| {
            matches!(town.kind, TownKind::Own | TownKind::Other)
                && self.codes.get(town.state) == Some(state)
        });
        match feature.point {
            Some(point) => {
                let far = |town: &towns::Town<'_>| point.kilometres(town.point);
                mine.min_by(|a, b| far(a).total_cmp(&far(b))).map(|town| town.region)
            }
            None => mine.max_by_key(|town| town.size).map(|town| town.region),
        }
    }
}

/// The form in which names are compared.
pub(crate) fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.trim().chars() {
        match c {
            '’' | '‘' | 'ʻ' => out.push('\''),
            c if c.is_whitespace() || c == '-' || c == '–' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}
