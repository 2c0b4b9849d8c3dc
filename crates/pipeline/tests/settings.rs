//! When and where: every case of `tests/times` and `tests/places` is read as its page says.
//!
//! A quoted line is a text; the list below it tells what is found in it, in order: times as
//! `- words = TIMEX3 value = EDTF = basis`, places as `- words = states = precision = region`,
//! and of cities and sites their degrees, to which what is found must be near. `nothing` stands
//! for an empty list; `today:` before a line makes the case a known gap and tells what is found
//! instead. `Published` before the texts of a page tells the day of publication.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use chancery_ingest::{Given, Input};
use chancery_model::{Annotated, Coordinates, DateSpan, Precision};
use common::DESK;
use std::path::Path;

/// A text and what is found in it.
struct Case {
    place: String,
    published: Option<String>,
    text: String,
    wanted: Vec<String>,
    /// What is found today, if that is something else.
    today: Option<Vec<String>>,
}

impl Case {
    /// Whether the case is read as it says; if it is a gap, whether it still is that gap.
    fn holds(&self, is_read: impl Fn(&[String]) -> bool) -> bool {
        match &self.today {
            None => is_read(&self.wanted),
            Some(today) => is_read(today) && !is_read(&self.wanted),
        }
    }
}

fn parse(file: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut published = None;
    for (index, line) in page.lines().enumerate() {
        if let Some(day) = line.strip_prefix("Published ") {
            published = Some(day.trim_end_matches('.').to_owned());
        } else if let Some(text) = line.strip_prefix("> ") {
            cases.push(Case {
                place: format!("{file}:{}", index + 1),
                published: published.clone(),
                text: text.to_owned(),
                wanted: Vec::new(),
                today: None,
            });
        } else if let Some(found) = line.strip_prefix("- ") {
            let case =
                cases.last_mut().expect("a text stands before what is found in it");
            let (list, found) = match found.strip_prefix("today: ") {
                Some(today) => (case.today.get_or_insert_default(), today),
                None => (&mut case.wanted, found),
            };
            if found != "nothing" {
                list.push(found.to_owned());
            }
        }
    }
    cases
}

fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(folder);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        parse(&name, &std::fs::read_to_string(path).unwrap())
    };
    paths.iter().flat_map(read).collect()
}

fn annotate(case: &Case) -> Annotated {
    let given = Given { published: case.published.clone(), ..Given::default() };
    let input = Input { path: "test.txt", bytes: case.text.as_bytes() };
    let (documents, _) = DESK.read(input, Some(&given));
    DESK.annotate(documents.into_iter().next().expect("a text is a document"))
}

fn times(case: &Case) -> Vec<String> {
    let annotated = annotate(case);
    let tell = |time: &chancery_model::Timex| {
        let words = time.span.text(&annotated.document.text).unwrap();
        let date = time.date.as_ref().map_or("", DateSpan::edtf);
        let basis = serde_json::to_value(time.basis).unwrap();
        format!("{words} = {} = {date} = {}", time.value, basis.as_str().unwrap())
    };
    annotated.times.items.iter().map(tell).collect()
}

fn places(case: &Case) -> Vec<(String, Option<Coordinates>)> {
    let annotated = annotate(case);
    let tell = |place: &chancery_model::Toponym| {
        let words = place.span.text(&annotated.document.text).unwrap();
        let states: Vec<&str> = place.states.iter().map(|id| id.as_str()).collect();
        let precision = serde_json::to_value(place.precision).unwrap();
        let region = place.region.as_deref().unwrap_or("-");
        let precision = precision.as_str().unwrap();
        let line = format!("{words} = {} = {precision} = {region}", states.join("+"));
        let exact = matches!(place.precision, Precision::City | Precision::Point);
        (line, place.middle.filter(|_| exact))
    };
    annotated.places.items.iter().map(tell).collect()
}

/// Whether a line agrees with a place: the words, and degrees within thirty kilometres.
fn fits(wanted: &str, (line, point): &(String, Option<Coordinates>)) -> bool {
    let Some((words, degrees)) = wanted.split_once(" @ ") else {
        return wanted == line && point.is_none();
    };
    let (lat, lon) = degrees.split_once(", ").expect("latitude, longitude");
    let wanted_point = Coordinates::parse(lat, lon).expect("degrees");
    words == line && point.is_some_and(|point| point.kilometres(wanted_point) < 30.0)
}

#[test]
fn times_are_read_as_written() {
    let cases = cases("times");
    assert!(cases.len() >= 200, "only {} cases were found", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let found = times(case);
            let tell = || {
                format!(
                    "{} {}\n  wanted {:?}\n  found  {found:?}",
                    case.place, case.text, case.wanted
                )
            };
            (!case.holds(|wanted| found == wanted)).then(tell)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} fail:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn places_are_read_as_written() {
    let cases = cases("places");
    assert!(cases.len() >= 200, "only {} cases were found", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let found = places(case);
            let holds = case.holds(|wanted| {
                found.len() == wanted.len()
                    && wanted
                        .iter()
                        .zip(&found)
                        .all(|(wanted, found)| fits(wanted, found))
            });
            let tell = || {
                format!(
                    "{} {}\n  wanted {:?}\n  found  {found:?}",
                    case.place, case.text, case.wanted
                )
            };
            (!holds).then(tell)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} fail:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_wrong_line_is_noticed() {
    let point = Some(Coordinates { lat: 59_913, lon: 10_752 });
    let found = ("Oslo = NOR = city = -".to_owned(), point);
    assert!(fits("Oslo = NOR = city = - @ 59.9, 10.7", &found));
    for wrong in [
        "Oslo = NOR = city = -",
        "Oslo = SWE = city = - @ 59.9, 10.7",
        "Oslo = NOR = city = - @ 51.9, 10.7",
    ] {
        assert!(!fits(wrong, &found), "{wrong}");
    }
}
