//! Which parts of a page are recognised: every case of `tests/zones` is divided as its page
//! says, and every case of `tests/zones/gaps.md` still as wrongly as it says.
//!
//! A fenced block is a text; its label (`text`, `html`, `markdown`) tells its format. The list
//! below it tells the zones in order, as `- kind: words`; `…` stands for any words. In gaps,
//! `today:` before a line tells what is found instead.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use chancery_ingest::Input;
use common::DESK;
use std::path::Path;

/// A text and the zones it must have.
#[derive(Default)]
struct Case {
    file: String,
    line: usize,
    format: String,
    text: String,
    wanted: Vec<String>,
    today: Vec<String>,
}

impl Case {
    fn holds(lines: &[String], found: &[String]) -> bool {
        lines.len() == found.len() && lines.iter().zip(found).all(|(a, b)| fits(a, b))
    }

    fn tell(&self, lines: &[String], found: &[String]) -> String {
        let mut told = format!("{}:{}\n", self.file, self.line);
        for index in 0..lines.len().max(found.len()) {
            let wanted = lines.get(index).map_or("nothing", String::as_str);
            let found = found.get(index).map_or("nothing", String::as_str);
            let mark = if fits(wanted, found) { ' ' } else { '!' };
            told.push_str(&format!("  {mark} wanted {wanted}\n    found  {found}\n"));
        }
        told
    }
}

/// Whether a line agrees with a zone; `…` stands for any words.
fn fits(line: &str, found: &str) -> bool {
    match line.split_once('…') {
        Some((start, end)) => {
            found.len() >= start.len() + end.len()
                && found.starts_with(start)
                && found.ends_with(end)
        }
        None => line == found,
    }
}

fn parse(file: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut inside = false;
    for (index, line) in page.lines().enumerate() {
        if let Some(label) = line.strip_prefix("```") {
            inside = !inside;
            if inside {
                let (file, format) = (file.to_owned(), label.to_owned());
                cases.push(Case { file, line: index + 1, format, ..Case::default() });
            }
            continue;
        }
        if inside {
            let case = cases.last_mut().unwrap();
            case.text.push_str(line);
            case.text.push('\n');
        } else if let Some(item) = line.strip_prefix("- ") {
            let case = cases.last_mut().expect("a list follows a text");
            match item.strip_prefix("today: ") {
                Some(today) => case.today.push(today.to_owned()),
                None => case.wanted.push(item.to_owned()),
            }
        }
    }
    assert!(!inside, "{file}: a fence is not closed");
    cases
}

fn pages() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/zones");
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

/// The zones of a text, one a line, line breaks as spaces.
fn read(case: &Case) -> Vec<String> {
    let ending = match case.format.as_str() {
        "html" => "html",
        "markdown" => "md",
        _ => "txt",
    };
    let path = format!("case.{ending}");
    let (documents, _) =
        DESK.read(Input { path: &path, bytes: case.text.as_bytes() }, None);
    let document = documents.first().expect("a text is a document");
    let line = |zone: &chancery_model::Zone| {
        let kind = serde_json::to_value(zone.kind).unwrap();
        let words = zone.span.text(&document.text).unwrap();
        let words: Vec<&str> = words.split_whitespace().collect();
        format!("{}: {}", kind.as_str().unwrap(), words.join(" "))
    };
    document.zones.items.iter().map(line).collect()
}

#[test]
fn every_page_is_divided_as_it_says() {
    let cases: Vec<Case> =
        pages().into_iter().filter(|case| case.file != "gaps.md").collect();
    assert!(cases.len() >= 40, "only {} cases were found", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        assert!(case.today.is_empty(), "{}:{}: a gap stands here", case.file, case.line);
        let found = read(case);
        if !Case::holds(&case.wanted, &found) {
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
        let found = read(case);
        if Case::holds(&case.wanted, &found) {
            failures.push(format!("mended: {}", case.tell(&case.wanted, &found)));
        } else if !Case::holds(&case.today, &found) {
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
fn a_wrong_zone_is_noticed() {
    let page = "```text\nOne line.\n```\n\n- body: One line.\n";
    let cases = parse("page.md", page);
    assert_eq!(read(&cases[0]), ["body: One line."]);
    for wrong in ["title: One line.", "body: Two lines.", "body: One line. …"] {
        assert!(!fits(wrong, "body: One line."), "{wrong}");
    }
    assert!(fits("body: One…", "body: One line."));
}
