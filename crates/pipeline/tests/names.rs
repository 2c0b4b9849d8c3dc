//! Which names are found: every text of `tests/names` has the names that its page says, and
//! every one of `tests/names/gaps.md` still those that it says beside `today:`.
//!
//! A text is a line that begins with `>`; the list below it has its names in order, as
//! `- KIND words`. In gaps, `today:` before a line tells what is found instead.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use chancery_model::NameKind;
use common::coded;
use std::path::Path;

#[derive(Default)]
struct Case {
    place: String,
    text: String,
    wanted: Vec<String>,
    today: Vec<String>,
}

impl Case {
    fn found(&self) -> Vec<String> {
        let (annotated, _) = coded(&self.text);
        let kind = |kind| match kind {
            NameKind::Person => "PER",
            NameKind::Place => "LOC",
            NameKind::Organisation => "ORG",
            NameKind::Event => "EVENT",
        };
        let names = annotated.names.items.iter();
        names
            .map(|name| {
                let words = name.span.text(&annotated.document.text).unwrap();
                format!("{} {words}", kind(name.kind))
            })
            .collect()
    }
}

fn cases(file: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/names");
    let page = std::fs::read_to_string(folder.join(file)).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for (index, line) in page.lines().enumerate() {
        if let Some(text) = line.strip_prefix("> ") {
            let place = format!("tests/names/{file}:{}", index + 1);
            cases.push(Case { place, text: text.to_owned(), ..Case::default() });
        } else if let Some(item) = line.strip_prefix("- ") {
            let case = cases.last_mut().expect("a list follows a text");
            match item.strip_prefix("today: ") {
                Some(today) => case.today.push(today.to_owned()),
                None => case.wanted.push(item.to_owned()),
            }
        }
    }
    cases
}

#[test]
fn every_text_has_the_names_of_its_page() {
    let cases = cases("names.md");
    assert!(cases.len() >= 15, "only {} texts", cases.len());
    let failing: Vec<String> = cases
        .iter()
        .filter(|case| case.found() != case.wanted)
        .map(|case| {
            format!(
                "{}\n  wanted {:?}\n  found  {:?}",
                case.place,
                case.wanted,
                case.found()
            )
        })
        .collect();
    assert!(failing.is_empty(), "{} fail:\n{}", failing.len(), failing.join("\n"));
}

#[test]
fn every_gap_is_still_one() {
    let moved: Vec<String> = cases("gaps.md")
        .iter()
        .filter(|case| case.found() != case.today || case.today == case.wanted)
        .map(|case| format!("{}\n  found {:?}", case.place, case.found()))
        .collect();
    assert!(moved.is_empty(), "{} gaps moved:\n{}", moved.len(), moved.join("\n"));
}
