//! In which respects texts tell occurrences: every case of `tests/details` is read as its page
//! says.
//!
//! A block of lines that begin with `> ` is a text. The list below it tells its details:
//!
//! ```text
//! - respect: words | publisher > who says so [not]
//! ```
//!
//! Labels that are the bare word of an event are left out. `- …` lets more follow.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use chancery_model::{Annotated, Detail, DetailKind, Event, Polarity, Remark, Speaker};
use common::{DESK, coded};
use std::path::Path;

/// A detail as a page writes it.
fn line(annotated: &Annotated, detail: &Detail) -> String {
    let words = detail.words.text(&annotated.document.text).unwrap();
    let words: Vec<&str> = words.split_whitespace().collect();
    let voices = detail.voices.iter().map(|voice| match &voice.speaker {
        Speaker::Publisher => "publisher".to_owned(),
        Speaker::Actor(actor) => actor.id.to_string(),
        Speaker::Unresolved(words) => words.to_string(),
        Speaker::Unnamed => "somebody".to_owned(),
    });
    let voices: Vec<String> = voices.collect();
    let last = detail.voices.last().map(|voice| voice.factuality.polarity);
    let not = if last == Some(Polarity::Negative) { " not" } else { "" };
    let kind = detail.kind.word();
    format!("{kind}: {} | {}{not}", words.join(" "), voices.join(" > "))
}

fn read(text: &str) -> Vec<String> {
    let (annotated, events) = coded(text);
    let is_plain = |detail: &Detail| {
        let bare = |event: &Event| detail.words == event.trigger;
        let one_word = detail.words.text(text).is_some_and(|words| !words.contains(' '));
        detail.kind == DetailKind::Label && (one_word || events.iter().any(bare))
    };
    DESK.remarks(&annotated, &events)
        .iter()
        .filter_map(|remark| match remark {
            Remark::Detail(detail) if !is_plain(detail) => Some(line(&annotated, detail)),
            _ => None,
        })
        .collect()
}

#[test]
fn every_case_is_read_as_its_page_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/details");
    let mut pages: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let (mut failures, mut cases) = (Vec::new(), 0);
    for page in pages {
        let text = std::fs::read_to_string(&page).unwrap();
        let mut quoted = String::new();
        let mut wanted: Vec<String> = Vec::new();
        for line in text.lines().chain([""]) {
            if let Some(more) = line.strip_prefix('>') {
                quoted.push_str(more.trim());
                quoted.push(' ');
            } else if let Some(item) = line.strip_prefix("- ") {
                wanted.push(item.to_owned());
            } else if !wanted.is_empty() {
                cases += 1;
                let found = read(quoted.trim());
                let is_open = wanted.iter().any(|item| item == "…");
                wanted.retain(|item| item != "…" && item != "nothing");
                let holds = wanted.iter().all(|item| found.contains(item))
                    && (is_open || wanted.len() == found.len());
                if !holds {
                    failures.push(format!(
                        "{}\nwanted\n  {}\nfound\n  {}",
                        quoted.trim(),
                        wanted.join("\n  "),
                        found.join("\n  ")
                    ));
                }
                quoted.clear();
                wanted.clear();
            }
        }
    }
    assert!(cases >= 5, "only {cases} cases were found");
    let failed = failures.len();
    assert!(
        failures.is_empty(),
        "{failed} of {cases} fail:\n\n{}",
        failures.join("\n\n")
    );
}

#[test]
fn a_text_without_events_has_no_details() {
    assert_eq!(read("The weather was fine. Nobody was hurt."), Vec::<String>::new());
}

#[test]
fn a_word_for_harm_means_the_deed_that_did_harm_however_long_ago() {
    let told = |word: &str| {
        let between = "Trade went on as before. ".repeat(100);
        let text = format!(
            "Botswanan gunmen attacked the Fijian embassy. Fiji expelled two Botswanan \
             diplomats. {between}Many remember the foul {word}."
        );
        let (annotated, events) = coded(&text);
        let remarks = DESK.remarks(&annotated, &events);
        let label = remarks.into_iter().find_map(|remark| match remark {
            Remark::Detail(detail) if detail.words.text(&text)?.contains(word) => {
                Some(detail.event)
            }
            _ => None,
        });
        let event = events.into_iter().find(|event| Some(event.id) == label);
        event.map(|event| event.event_type.value.to_string())
    };
    assert_eq!(told("crime").as_deref(), Some("ASSAULT"));
    assert_eq!(told("deed").as_deref(), Some("SANCTION"));
    assert_eq!(told("weather"), None);
}
