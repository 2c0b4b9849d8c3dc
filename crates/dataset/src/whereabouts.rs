//! Where incidents took place, no sharper than the words tell it.

use crate::{Cell, Contents, Query, Table};
use chancery_model::{ActorId, EventPlace, Precision};

/// The word for how exactly a place is told.
pub fn precision_word(precision: Precision) -> &'static str {
    match precision {
        Precision::Point => "site",
        Precision::City => "town",
        Precision::Region => "region",
        Precision::Border => "border or line",
        Precision::Country => "state",
        Precision::Unknown => "not known",
    }
}

/// As what a place can be drawn without being made sharper than it is told.
fn drawn(place: &EventPlace) -> &'static str {
    match (place.point, place.precision, &place.country) {
        (Some(_), _, _) => "point",
        (None, Precision::Country, Some(_)) => "state",
        (None, Precision::Region | Precision::City | Precision::Point, Some(_)) => {
            "within its state"
        }
        _ => "area, not drawn",
    }
}

impl Contents {
    /// The incidents with every place that an account gives for them, the most contested
    /// first. Only a town or a site has degrees; what is wider is an area, not a point, and is
    /// drawn as its state or not at all.
    pub fn list_places(&self, query: &Query) -> Table {
        let mut table = Table::new(
            "places",
            &[
                ("incident", "incident"),
                ("date", "date"),
                ("action", "action"),
                ("place", "place"),
                ("precision", "told as"),
                ("state", "state"),
                ("region", "region"),
                ("latitude", "latitude"),
                ("longitude", "longitude"),
                ("accounts", "mentions"),
                ("drawn", "drawn as"),
            ],
        );
        for brief in self.briefs_of(query) {
            let members =
                self.incident(brief.id).map(|one| self.members(one)).unwrap_or_default();
            let mut places: Vec<(&EventPlace, usize)> = Vec::new();
            for (_, event) in &members {
                let Some(place) = event.place.as_ref().map(|place| &place.value) else {
                    continue;
                };
                let known = places.iter_mut().find(|(one, _)| same(one, place));
                match known {
                    Some((_, times)) => *times += 1,
                    None => places.push((place, 1)),
                }
            }
            for (place, times) in places {
                let degrees = |of: fn((f64, f64)) -> f64| {
                    Cell::maybe(place.point.map(|p| format!("{:.3}", of(p.degrees()))))
                };
                table.push(vec![
                    Cell::id(brief.id),
                    Cell::maybe(brief.date.as_ref().map(|date| date.edtf())),
                    Cell::text(brief.action.as_str()),
                    Cell::text(&*place.words),
                    Cell::text(precision_word(place.precision)),
                    Cell::maybe(place.country.as_ref().map(ActorId::as_str)),
                    Cell::maybe(place.region.clone()),
                    degrees(|(lat, _)| lat),
                    degrees(|(_, lon)| lon),
                    Cell::count(times),
                    Cell::text(drawn(place)),
                ]);
            }
        }
        table
    }
}

fn same(one: &EventPlace, other: &EventPlace) -> bool {
    (one.point.is_some() && one.point == other.point)
        || one.words.eq_ignore_ascii_case(&other.words)
}
