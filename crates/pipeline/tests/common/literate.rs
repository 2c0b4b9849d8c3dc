//! Literate cases: a Markdown page of prose, quoted text, and the events the text must yield.
//!
//! A block of lines that begin with `> ` is the text of one case. The list below it tells its
//! events, one a line, in the notation of the rules:
//!
//! ```text
//! - TYPE/mode A+B -> C | status | publisher > who speaks @ 2031-03-06 # killed 1, injured 2-3
//! ```
//!
//! Status, voices, date and numbers are compared where the line gives them; without a status
//! the event is asserted. No list, or `- nothing`, means no event at all. The list is complete
//! unless one line of it is `- …`. In the pages of gaps, a line that begins with `today:`
//! tells what is coded instead. `Published 2031-03-06.` at the start of a line of prose dates
//! the cases below it.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods
)]

use super::DESK;
use chancery_ingest::{Given, Input};
use chancery_model::{Annotated, Coded, Count, Event, Speaker};
use chancery_pipeline::notation;
use std::fmt;
use std::path::{Path, PathBuf};

/// One quoted text with what it must yield.
#[derive(Debug)]
pub struct Case {
    pub file: String,
    pub line: usize,
    pub published: Option<String>,
    pub text: String,
    pub wanted: Vec<Line>,
    /// What is coded today instead; only in pages of gaps.
    pub today: Vec<Line>,
    pub has_today: bool,
    /// Whether more may be found than is wanted.
    pub is_open: bool,
}

/// One event as a page gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub event: String,
    pub status: String,
    pub voices: Option<Vec<String>>,
    pub date: Option<String>,
    pub counts: Option<Vec<String>>,
}

/// One event as it was coded.
#[derive(Debug)]
pub struct Found {
    pub event: String,
    pub status: String,
    /// For each voice the words that may stand for it, the ones to print first.
    pub voices: Vec<Vec<String>>,
    pub date: Option<String>,
    pub counts: Vec<String>,
    pub rule: String,
}

impl Line {
    /// Reads a line without its bullet.
    pub fn parse(line: &str) -> Self {
        let (line, counts) = match line.split_once(" # ") {
            Some((line, counts)) => {
                (line, Some(counts.split(',').map(trimmed).collect()))
            }
            None => (line, None),
        };
        let (line, date) = match line.split_once(" @ ") {
            Some((line, date)) => (line, Some(trimmed(date))),
            None => (line, None),
        };
        let mut parts = line.split('|').map(trimmed);
        let event = parts.next().unwrap_or_default();
        let (mut status, mut voices) = ("asserted".to_owned(), None);
        for part in parts {
            if part.starts_with("publisher") {
                voices = Some(
                    part.split('>').map(|voice| trimmed(voice).to_lowercase()).collect(),
                );
            } else {
                status = part;
            }
        }
        Self { event, status, voices, date, counts }
    }

    fn fits(&self, found: &Found) -> bool {
        let fits_voices = |wanted: &Vec<String>| {
            wanted.len() == found.voices.len()
                && wanted
                    .iter()
                    .zip(&found.voices)
                    .all(|(word, names)| names.contains(word))
        };
        self.event == found.event
            && self.status == found.status
            && self.voices.as_ref().is_none_or(fits_voices)
            && self
                .date
                .as_ref()
                .is_none_or(|date| date == found.date.as_deref().unwrap_or("none"))
            && self.counts.as_ref().is_none_or(|counts| *counts == found.counts)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.event)?;
        if self.status != "asserted" {
            write!(f, " | {}", self.status)?;
        }
        if let Some(voices) = &self.voices {
            write!(f, " | {}", voices.join(" > "))?;
        }
        if let Some(date) = &self.date {
            write!(f, " @ {date}")?;
        }
        if let Some(counts) = &self.counts {
            write!(f, " # {}", counts.join(", "))?;
        }
        Ok(())
    }
}

impl Found {
    fn of(event: &Event, text: &str) -> Self {
        let notation = notation(event);
        let plain = notation.split(" | ").next().unwrap_or_default().to_owned();
        let mut voices: Vec<Vec<String>> = Vec::new();
        for voice in &event.claim.voices {
            let mut names = match &voice.speaker {
                Speaker::Publisher => vec!["publisher".to_owned()],
                Speaker::Actor(actor) => vec![actor.label.to_lowercase()],
                Speaker::Unresolved(words) => vec![words.to_lowercase()],
                Speaker::Unnamed => vec!["unnamed".to_owned()],
            };
            if let Some(words) = voice.words.and_then(|span| span.text(text)) {
                let words = words.to_lowercase();
                let bare = ["the ", "a ", "an ", "its ", "their "]
                    .iter()
                    .find_map(|article| words.strip_prefix(article))
                    .unwrap_or(&words);
                names.insert(0, bare.to_owned());
                names.push(words.clone());
            }
            voices.push(names);
        }
        Self {
            event: plain,
            status: event.claim.status.value.word().to_owned(),
            voices,
            date: event.date.as_ref().map(|date| date.value.edtf().to_owned()),
            counts: event.counts.iter().map(count).collect(),
            rule: event.rule.to_string(),
        }
    }

    /// The event as far as a line of a page tells it.
    fn as_line(&self, like: &[Line]) -> Line {
        let voices = self.voices.iter().map(|names| names[0].clone()).collect();
        Line {
            event: self.event.clone(),
            status: self.status.clone(),
            voices: like.iter().any(|line| line.voices.is_some()).then_some(voices),
            date: like
                .iter()
                .any(|line| line.date.is_some())
                .then(|| self.date.clone().unwrap_or_else(|| "none".into())),
            counts: like
                .iter()
                .any(|line| line.counts.is_some())
                .then(|| self.counts.clone())
                .filter(|counts| !counts.is_empty()),
        }
    }
}

impl Case {
    /// Codes the text.
    pub fn code(&self) -> Vec<Found> {
        let given = self
            .published
            .as_ref()
            .map(|day| Given { published: Some(day.clone()), ..Given::default() });
        let input = Input { path: "case.txt", bytes: self.text.as_bytes() };
        let (documents, _) = DESK.read(input, given.as_ref());
        let mut found = Vec::new();
        for document in documents {
            let annotated: Annotated = DESK.annotate(document);
            let text = &annotated.document.text;
            found
                .extend(DESK.code(&annotated).iter().map(|event| Found::of(event, text)));
        }
        found
    }

    /// Whether these lines are what was found, and nothing else unless the case is open.
    pub fn holds(&self, lines: &[Line], found: &[Found]) -> bool {
        let mut left: Vec<&Found> = found.iter().collect();
        let all =
            lines.iter().all(|line| match left.iter().position(|one| line.fits(one)) {
                Some(at) => {
                    left.remove(at);
                    true
                }
                None => false,
            });
        all && (self.is_open || left.is_empty())
    }

    /// What was wanted and what was found, for whoever reads a failed test.
    pub fn tell(&self, wanted: &[Line], found: &[Found]) -> String {
        let mut lines = vec![format!("{}:{}: {}", self.file, self.line, self.text)];
        lines.extend(wanted.iter().map(|line| format!("  wanted - {line}")));
        if wanted.is_empty() {
            lines.push("  wanted - nothing".into());
        }
        lines.extend(
            found.iter().map(|one| {
                format!("  found  - {} (by {})", one.as_line(wanted), one.rule)
            }),
        );
        if found.is_empty() {
            lines.push("  found  - nothing".into());
        }
        lines.join("\n")
    }
}

/// The cases of every page of a folder below `tests` of the repository.
pub fn cases(folder: &str) -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(folder);
    let mut pages: Vec<PathBuf> =
        std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    let of = |page: &PathBuf| {
        let name = page.file_name().unwrap().to_string_lossy();
        parse(&format!("tests/{folder}/{name}"), &std::fs::read_to_string(page).unwrap())
    };
    pages.iter().flat_map(of).collect()
}

/// The cases of one page.
///
/// # Panics
/// If a list stands below no text, or a line of it says neither an event nor `nothing`.
pub fn parse(file: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let (mut published, mut was_text, mut is_below) = (None, false, false);
    for (line, words) in (1..).zip(page.lines()) {
        if let Some(text) = words.strip_prefix('>') {
            let text = text.trim();
            match cases.last_mut() {
                Some(case) if was_text => {
                    case.text.push(if text.is_empty() { '\n' } else { ' ' });
                    case.text.push_str(text);
                }
                _ => cases.push(Case {
                    file: file.into(),
                    line,
                    published: published.clone(),
                    text: text.into(),
                    wanted: Vec::new(),
                    today: Vec::new(),
                    has_today: false,
                    is_open: false,
                }),
            }
            (was_text, is_below) = (true, true);
            continue;
        }
        was_text = false;
        if let Some(item) = words.strip_prefix("- ").map(str::trim) {
            assert!(is_below, "{file}:{line}: a list stands below no text");
            let case = cases.last_mut().unwrap();
            let (is_today, item) = match item.strip_prefix("today:") {
                Some(item) => (true, item.trim()),
                None => (false, item),
            };
            case.has_today |= is_today;
            match item {
                "…" => case.is_open = true,
                "nothing" => {}
                _ => {
                    assert!(item.contains(" -> "), "{file}:{line}: no event: {item}");
                    let list = if is_today { &mut case.today } else { &mut case.wanted };
                    list.push(Line::parse(item));
                }
            }
        } else if let Some(day) = words.strip_prefix("Published ") {
            published = Some(day.trim_end_matches('.').to_owned());
            is_below = false;
        } else if !words.trim().is_empty() {
            is_below = false;
        }
    }
    cases
}

fn count(count: &Coded<Count>) -> String {
    let count = &count.value;
    let number = match (count.low, count.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (low, high) => {
            let end =
                |end: Option<u32>| end.map_or_else(String::new, |end| end.to_string());
            format!("{}-{}", end(low), end(high))
        }
    };
    format!("{} {number}", count.what.word())
}

fn trimmed(text: &str) -> String {
    text.trim().to_owned()
}
