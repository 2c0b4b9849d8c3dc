//! Statements that cannot both be right: every case of `tests/warnings` yields the warnings that
//! its page says.
//!
//! Each block of lines that begin with `> ` is a document, dated and published as the nearest
//! line above it that begins with `Published` says. A list ends the case:
//!
//! ```text
//! - kind | words of the message or of a side | further words
//! - nothing
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use chancery_codebook::{Codebook, Files};
use chancery_dataset::{Contents, Dataset, Warning, warnings};
use chancery_model::Event;
use chancery_pipeline::{Build, Desk, InputFile};
use common::runs::Scratch;
use std::path::Path;
use std::sync::LazyLock;

/// Who held which office when, beside the table: persons whom nobody knows.
const TERMS: &str = "\
naledi-moeti,defence-minister,BWA,2028-01-01,,original,
oduetse-pule,foreign-minister,BWA,2020-01-01,2028-01-01,original,
tebo-kgasa,foreign-minister,BWA,2028-01-01,,original,
";
const NAMES: &str = "\
Naledi Moeti,naledi-moeti,name,,,,original,
Oduetse Pule,oduetse-pule,name,,,,original,
Tebo Kgasa,tebo-kgasa,name,,,,original,
";

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let mut files = Files::embedded();
    for (path, rows) in [("actors/terms.csv", TERMS), ("en/names/persons.csv", NAMES)] {
        let text = files.get(path).unwrap();
        let (header, known) = text.split_once('\n').unwrap();
        let mut all: Vec<&str> = known.lines().chain(rows.lines()).collect();
        all.sort_by_key(|row| {
            row.split(',').next().unwrap_or_default().trim_matches('"')
        });
        files.insert(path, &format!("{header}\n{}\n", all.join("\n")));
    }
    Desk::new(Codebook::load(&files).expect("the table with more rows is sound"))
});

/// Documents with what they yield.
#[derive(Default)]
struct Case {
    file: String,
    line: usize,
    /// One line of JSON a document.
    documents: Vec<String>,
    wanted: Vec<String>,
}

fn parse(file: &str, page: &str) -> Vec<Case> {
    let (mut cases, mut case) = (Vec::new(), Case::default());
    let (mut published, mut publisher) = (String::new(), String::new());
    let mut text = String::new();
    for (index, line) in page.lines().chain([""]).enumerate() {
        if let Some(more) = line.strip_prefix('>') {
            text.push_str(more.trim());
            text.push(' ');
            continue;
        }
        if !text.is_empty() {
            if case.documents.is_empty() {
                (case.file, case.line) = (file.to_owned(), index);
            }
            let number = case.documents.len() + 1;
            case.documents.push(
                serde_json::json!({
                    "id": format!("{number}"), "text": text.trim(),
                    "published": published, "publisher": publisher,
                })
                .to_string(),
            );
            text.clear();
        }
        if let Some(head) = line.strip_prefix("Published ") {
            let (day, by) = head.trim_end_matches('.').split_once(" by ").unwrap();
            (published, publisher) = (day.to_owned(), by.to_owned());
        }
        if let Some(item) = line.strip_prefix("- ") {
            case.wanted.push(item.to_owned());
        } else if !case.wanted.is_empty() {
            cases.push(std::mem::take(&mut case));
        }
    }
    assert!(case.documents.is_empty(), "{file}: the last case has no list");
    cases
}

fn found(case: &Case, number: usize) -> Vec<Warning> {
    let scratch = Scratch::new(&format!("warnings-{number}-{}", case.line));
    warnings(&built(&scratch, &case.documents)).unwrap()
}

fn built(scratch: &Scratch, documents: &[String]) -> Dataset {
    let mut dataset = Dataset::create(&scratch.file("w.db")).unwrap();
    let bytes = documents.join("\n");
    let build = Build {
        desk: &DESK,
        files: vec![InputFile { path: "w.jsonl".into(), location: "w.jsonl".into() }],
        beside: std::collections::BTreeSet::new(),
        load: &|_| Ok(bytes.clone().into_bytes()),
        progress: &|_| {},
        now: "",
    };
    let built = build.into(&mut dataset).unwrap();
    assert_eq!(built.coded, documents.len(), "{:?}", built.findings);
    dataset
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/warnings");
    let read = |page: &str| {
        let text = std::fs::read_to_string(folder.join(page)).unwrap();
        parse(page, &text)
    };
    ["offices.md", "dates.md", "replaced.md"].into_iter().flat_map(read).collect()
}

/// Whether a line tells a warning: its kind, and words of its message or of its sides.
fn tells(line: &str, warning: &Warning) -> bool {
    let mut parts = line.split('|').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let (sides, about): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| warning.sides.iter().any(|side| side.says == *part));
    kind == warning.kind.code()
        && about.iter().all(|words| warning.message.contains(words))
        && sides.len() >= 1.min(warning.sides.len())
        && warning.sides.iter().all(|side| sides.contains(&side.says.as_str()))
}

#[test]
fn every_case_yields_the_warnings_of_its_page() {
    let mut failures = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 18, "only {} cases were found", cases.len());
    for (number, case) in cases.iter().enumerate() {
        let found = found(case, number);
        let wanted: Vec<&String> =
            case.wanted.iter().filter(|line| *line != "nothing").collect();
        let holds = wanted.len() == found.len()
            && wanted.iter().all(|line| found.iter().any(|one| tells(line, one)));
        if !holds {
            let sides = found.iter().map(|one| {
                let lines: Vec<String> = one.sides.iter().map(|s| s.line()).collect();
                format!("  {} {}: {}", one.kind.code(), one.message, lines.join(" | "))
            });
            let sides: Vec<String> = sides.collect();
            failures.push(format!("{}:{}\n{}", case.file, case.line, sides.join("\n")));
        }
    }
    let (failed, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{failed} of {all} fail:\n{}", failures.join("\n"));
}

#[test]
fn what_bears_on_an_incident_is_told_without_reading_the_rest() {
    let mut documents: Vec<String> =
        cases().into_iter().flat_map(|case| case.documents).collect();
    documents.sort();
    documents.dedup();
    let scratch = Scratch::new("warnings-around");
    let dataset = built(&scratch, &documents);
    let whole = Contents::of(&dataset).unwrap();
    let mut told = 0;
    for incident in whole.incidents() {
        let events: Vec<&Event> =
            whole.members(incident).into_iter().map(|(_, event)| event).collect();
        let around = Contents::around(&dataset, incident).unwrap();
        let of_all = whole.warnings_on(Some(incident.id), &events);
        assert_eq!(around.warnings_on(Some(incident.id), &events), of_all);
        assert_eq!(around.accounts(incident), whole.accounts(incident));
        for event in events {
            let near = Contents::around_event(&dataset, event, Some(incident)).unwrap();
            let of_all = whole.warnings_on(Some(incident.id), &[event]);
            assert_eq!(near.warnings_on(Some(incident.id), &[event]), of_all);
        }
        told += of_all.len();
    }
    assert!(told > 10, "only {told} warnings bear on an incident");
}

#[test]
fn both_sides_have_their_words() {
    let page = "Published 2031-03-06 by Northern Post.\n\n> Fiji expelled two Botswanan \
                diplomats on 9 March 2031.\n\n- date-after-publication\n";
    let cases = parse("page.md", page);
    let found = found(&cases[0], 900);
    let [warning] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(warning.sides[0].words.as_deref(), Some("9 March 2031"));
    assert!(!tells("date-order | published 2031-03-06", warning));
    assert!(!tells("date-after-publication | published 2031-03-07", warning));
}
