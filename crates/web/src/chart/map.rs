//! Places on a map: towns and sites as points, states as areas; a region is shown as part of its
//! state, and what lies in no one state is not drawn.

use crate::address;
use crate::layout::{number, plain};
use chancery_dataset::Table;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Outlines of states, in tenths of a degree: `tools/outlines.mjs` makes them.
const OUTLINES: &str = include_str!("../assets/outlines.csv");

/// Incidents told to lie at one point.
struct Point {
    words: String,
    is_site: bool,
    incidents: Vec<String>,
}

/// Incidents told of a state as a whole, or of a part of it.
#[derive(Default)]
struct Area {
    whole: BTreeSet<String>,
    within: BTreeSet<String>,
    parts: BTreeSet<String>,
}

impl Area {
    fn add(&mut self, drawn: &str, incident: String, words: String) {
        if drawn == "state" {
            self.whole.insert(incident);
        } else {
            self.within.insert(incident);
            self.parts.insert(words);
        }
    }

    /// What is told of it, in words.
    fn told(&self, state: &str) -> String {
        let mut told = Vec::new();
        if !self.whole.is_empty() {
            told.push(format!("as a whole: {}", number(self.whole.len(), "incident")));
        }
        if !self.within.is_empty() {
            let parts: Vec<&str> =
                self.parts.iter().take(NAMED).map(String::as_str).collect();
            let more = if self.parts.len() > NAMED { " and others" } else { "" };
            let count = number(self.within.len(), "incident");
            told.push(format!("somewhere within ({}{more}): {count}", parts.join(", ")));
        }
        plain(&format!("{state} {}", told.join("; ")))
    }
}

/// Parts of a state that are named, at most.
const NAMED: usize = 5;

/// The map of a table of places.
pub(crate) fn draw(table: &Table) -> Markup {
    let mut points: BTreeMap<(i32, i32), Point> = BTreeMap::new();
    let mut areas: BTreeMap<String, Area> = BTreeMap::new();
    for row in &table.rows {
        let text = |at: usize| row[at].to_string();
        let degrees = |at: usize| text(at).parse::<f64>().ok();
        if let (Some(lat), Some(lon)) = (degrees(7), degrees(8)) {
            let point =
                points.entry((tenths(lon), tenths(-lat))).or_insert_with(|| Point {
                    words: text(3),
                    is_site: text(4) == "site",
                    incidents: Vec::new(),
                });
            // The shortest words for a place are its name.
            if text(3).len() < point.words.len() {
                point.words = text(3);
            }
            if !point.incidents.contains(&text(0)) {
                point.incidents.push(text(0));
            }
        } else if matches!(&*text(10), "state" | "within its state") {
            areas.entry(text(5)).or_default().add(&text(10), text(0), text(3));
        }
    }
    let outlines: Vec<(&str, &str)> = OUTLINES
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut parts = line.split(',');
            Some((parts.next()?, parts.next()?))
        })
        .collect();
    let [left, top, wide, high] = frame(&points, &areas, &outlines);
    let size = wide.max(high * 1.6) / 100.0;
    html! {
        figure.map {
            div.scroll role="region" tabindex="0" aria-label="Map" {
                svg.chart viewBox={ (left) " " (top) " " (wide) " " (high) } role="group"
                    aria-label="Where incidents are told to have taken place" {
                    defs {
                        pattern id="area" width=(size) height=(size) patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                            line.hatch.side-a x1="0" y1="0" x2="0" y2=(size) stroke-width=(size * 0.35) {}
                        }
                        pattern id="within" width=(size * 1.6) height=(size * 1.6) patternUnits="userSpaceOnUse" {
                            circle.grain.side-a cx=(size * 0.8) cy=(size * 0.8) r=(size * 0.22) {}
                        }
                    }
                    rect.sea x=(left) y=(top) width=(wide) height=(high) {}
                    @for (state, path) in &outlines {
                        path.land d=(path) {}
                        @if let Some(area) = areas.get(*state) {
                            @let told = area.told(state);
                            a href=(address::with("/incidents", &[("actor", state)])) aria-label=(told) {
                                title { (told) }
                                @if !area.whole.is_empty() { path.area d=(path) fill="url(#area)" {} }
                                @if !area.within.is_empty() { path.area.within d=(path) fill="url(#within)" {} }
                            }
                        }
                    }
                    @for ((x, y), point) in &points {
                        (mark(f64::from(*x), f64::from(*y), point, size))
                    }
                }
            }
            figcaption {
                "Circle: a town. Diamond: a site. Hatched: told of a state as a whole. Dotted: told of a region \
                 or place somewhere within the state, whose own extent no table here knows. Outlines: Natural \
                 Earth (public domain), coarse, and no word on where borders should lie."
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "degrees are few")]
fn tenths(degrees: f64) -> i32 {
    (degrees * 10.0).round() as i32
}

#[expect(clippy::cast_precision_loss, reason = "incidents are few")]
fn mark(x: f64, y: f64, point: &Point, size: f64) -> Markup {
    let radius = size * (0.45 + 0.3 * (point.incidents.len() as f64).sqrt());
    let told =
        plain(&format!("{}: {}", point.words, number(point.incidents.len(), "incident")));
    let link = match point.incidents.as_slice() {
        [one] => format!("/incidents/{one}"),
        _ => address::with(
            "/search",
            &[("q", &format!("\"{}\"", point.words.replace('"', " ")))],
        ),
    };
    html! {
        a.place href=(link) aria-label=(told) {
            title { (told) }
            @if point.is_site {
                path.point d={ "M" (x) " " (y - radius) "L" (x + radius) " " (y) "L" (x) " " (y + radius) "L" (x - radius) " " (y) "z" } {}
            } @else {
                circle.point cx=(x) cy=(y) r=(radius) {}
            }
            text.spot x=(x + radius + size * 0.4) y=(y + size * 0.45) font-size=(size * 1.35) { (plain(&point.words)) }
        }
    }
}

/// What the map shows: all that is drawn, with room around it.
fn frame(
    points: &BTreeMap<(i32, i32), Point>,
    areas: &BTreeMap<String, Area>,
    outlines: &[(&str, &str)],
) -> [f64; 4] {
    let mut all: Vec<(i32, i32)> = points.keys().copied().collect();
    if all.len() < 2 {
        let shaded = outlines.iter().filter(|(state, _)| areas.contains_key(*state));
        all.extend(shaded.flat_map(|(_, path)| corners(path)));
    }
    let Some(first) = all.first() else { return [-1800.0, -850.0, 3600.0, 1450.0] };
    let mut bounds = [first.0, first.1, first.0, first.1];
    for (x, y) in &all {
        bounds =
            [bounds[0].min(*x), bounds[1].min(*y), bounds[2].max(*x), bounds[3].max(*y)];
    }
    let [x0, y0, x1, y1] = bounds.map(f64::from);
    let wide = (x1 - x0).max(80.0) * 1.4;
    let high = (y1 - y0).max(50.0) * 1.25;
    let (wide, high) =
        (wide.max(high * 1.7).min(3600.0), high.max(wide / 2.4).min(1700.0));
    let (x, y) = (f64::midpoint(x0, x1), f64::midpoint(y0, y1));
    [x - wide / 2.0, y - high / 2.0, wide, high]
}

/// The points of a path.
fn corners(path: &str) -> Vec<(i32, i32)> {
    let mut found = Vec::new();
    for ring in path.split('M').filter(|ring| !ring.is_empty()) {
        let numbers: Vec<i32> = ring
            .split(|c: char| !(c.is_ascii_digit() || c == '-'))
            .filter_map(|number| number.parse().ok())
            .collect();
        let (mut x, mut y) = (0, 0);
        for step in numbers.chunks_exact(2) {
            x += step[0];
            y += step[1];
            found.push((x, y));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlines_are_whole() {
        let lines: Vec<&str> = OUTLINES.lines().collect();
        assert_eq!(lines[0], "state,path,credit");
        assert!(
            lines.len() > 170
                && lines[1..].iter().all(|line| line.matches(',').count() == 2)
        );
        assert_eq!(corners("M10 -5l3 0 0 4z"), [(10, -5), (13, -5), (13, -1)]);
    }
}
