//! Whom words that point back lead to: every case of `tests/reference` is read as its page
//! says, and every case of `tests/reference/gaps.md` still as wrongly as it says.
//!
//! A block of lines that begin with `> ` is a text. The list below it tells what became of each
//! word that points to somebody, in the order of the text:
//!
//! ```text
//! - words -> ACTOR+ACTOR | ground
//! - words -> ? | doubt
//! ```
//!
//! Actors are ids; the ground or doubt is compared where the line gives it. No list means that
//! nothing points. `- …` at the end lets more follow. In gaps, `today:` before a line tells
//! what is read instead.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use chancery_model::{Annotated, Lead, Reference};
use common::coded;
use serde_json::json;
use std::path::Path;

/// A text and what its words lead to.
#[derive(Default)]
struct Case {
    file: String,
    line: usize,
    text: String,
    wanted: Vec<String>,
    today: Vec<String>,
    is_open: bool,
}

impl Case {
    fn holds(&self, lines: &[String], found: &[String]) -> bool {
        let enough = if self.is_open {
            found.len() >= lines.len()
        } else {
            found.len() == lines.len()
        };
        enough && lines.iter().zip(found).all(|(line, found)| fits(line, found))
    }

    fn tell(&self, lines: &[String], found: &[String]) -> String {
        let mut told = format!("{}:{}: {}\n", self.file, self.line, self.text);
        for index in 0..lines.len().max(found.len()) {
            let wanted = lines.get(index).map_or("nothing", String::as_str);
            let found = found.get(index).map_or("nothing", String::as_str);
            let mark = if fits(wanted, found) { ' ' } else { '!' };
            told.push_str(&format!("  {mark} wanted {wanted:44} found {found}\n"));
        }
        told
    }
}

/// Whether a line agrees with what was found; the ground may be left out.
fn fits(line: &str, found: &str) -> bool {
    line == found || found.split_once(" | ").is_some_and(|(lead, _)| lead == line)
}

fn parse(file: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut in_text = false;
    for (index, line) in page.lines().enumerate() {
        if let Some(text) = line.strip_prefix('>') {
            if !in_text {
                let (file, line) = (file.to_owned(), index + 1);
                cases.push(Case { file, line, ..Case::default() });
            }
            let case = cases.last_mut().unwrap();
            if in_text {
                case.text.push('\n');
            }
            case.text.push_str(text.strip_prefix(' ').unwrap_or(text));
            in_text = true;
            continue;
        }
        in_text = false;
        let Some(item) = line.strip_prefix("- ") else { continue };
        let case = cases.last_mut().expect("a list follows a text");
        match item.strip_prefix("today: ") {
            _ if item == "…" => case.is_open = true,
            Some(today) => case.today.push(today.to_owned()),
            None => case.wanted.push(item.to_owned()),
        }
    }
    cases
}

fn pages() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reference");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        cases.extend(parse(&name, &std::fs::read_to_string(&path).unwrap()));
    }
    cases
}

/// What became of each word that points, one a line.
fn read(text: &str) -> Vec<String> {
    let (annotated, _) = coded(text);
    annotated.references.items.iter().map(|one| line(&annotated, one)).collect()
}

fn line(annotated: &Annotated, reference: &Reference) -> String {
    let words = reference.span.text(&annotated.document.text).unwrap();
    match &reference.lead {
        Lead::Open(doubt) => format!("{words} -> ? | {}", label(&json!(doubt))),
        Lead::Found { ground, antecedents } => {
            assert!(!antecedents.is_empty(), "{words} leads somewhere without words");
            let mentions = annotated.mentions.items.iter();
            let mut actors: Vec<&str> = mentions
                .filter(|mention| mention.head == reference.head)
                .map(|mention| mention.actor.id.as_str())
                .collect();
            actors.dedup();
            format!("{words} -> {} | {}", actors.join("+"), label(&json!(ground)))
        }
    }
}

fn label(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn every_word_leads_where_its_page_says() {
    let cases: Vec<Case> =
        pages().into_iter().filter(|case| case.file != "gaps.md").collect();
    assert!(cases.len() >= 120, "only {} cases were found", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        assert!(case.today.is_empty(), "{}:{}: a gap stands here", case.file, case.line);
        let found = read(&case.text);
        if !case.holds(&case.wanted, &found) {
            failures.push(case.tell(&case.wanted, &found));
        }
    }
    let (failed, all) = (failures.len(), cases.len());
    assert!(failures.is_empty(), "{failed} of {all} fail:\n\n{}", failures.join("\n"));
}

#[test]
fn every_gap_is_still_one() {
    let mut failures = Vec::new();
    for case in pages().iter().filter(|case| case.file == "gaps.md") {
        let found = read(&case.text);
        if case.holds(&case.wanted, &found) {
            failures.push(format!("mended: {}", case.tell(&case.wanted, &found)));
        } else if !case.holds(&case.today, &found) {
            failures.push(format!("changed: {}", case.tell(&case.today, &found)));
        }
    }
    assert!(
        failures.is_empty(),
        "{} gaps moved:\n\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn a_wrong_line_is_noticed() {
    let page = "> Chile recalled its envoy.\n\n- its -> CHL | only\n";
    let case = &parse("page.md", page)[0];
    let found = |line: &str| vec![line.to_owned()];
    assert!(case.holds(&case.wanted, &found("its -> CHL | only")));
    for wrong in ["its -> PER | only", "its -> CHL | pair", "its -> ? | rivals"] {
        assert!(!case.holds(&case.wanted, &found(wrong)), "{wrong}");
    }
    assert!(!case.holds(&case.wanted, &[]));
    assert!(fits("its -> CHL", "its -> CHL | only"));
}
