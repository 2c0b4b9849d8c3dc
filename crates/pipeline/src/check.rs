//! Whether rules do what they say: every example is coded as written, every refusal refused.

use crate::Desk;
use chancery_codebook::Rule;
use chancery_ingest::Input;
use chancery_model::{Actor, Coded, Diagnostic, Event, Status};
use rayon::prelude::*;

/// Runs the examples and refusals of every rule; a finding at the rule's place for each that
/// fails. Nothing is found if all hold.
pub fn check(desk: &Desk) -> Vec<Diagnostic> {
    let rules = desk.codebook().rules.rules.par_iter();
    rules.flat_map_iter(|rule| check_rule(desk, rule)).collect()
}

fn check_rule(desk: &Desk, rule: &Rule) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for example in &rule.examples {
        let events = coded(desk, &example.text);
        let found: Vec<String> = events.iter().map(notation).collect();
        if !found.iter().any(|event| *event == *example.event) {
            let message = format!(
                "rule `{}` does not code its example `{}` as `{}`",
                rule.id, example.text, example.event
            );
            let each = found.iter().zip(&events);
            let found: Vec<String> =
                each.map(|(event, by)| format!("`{event}` by {}", by.rule)).collect();
            let hint = if found.is_empty() {
                "nothing is coded".to_owned()
            } else {
                format!("coded is {}", found.join(", "))
            };
            let place = rule.place.clone();
            findings
                .push(Diagnostic::error("example-not-coded", place, message).hint(hint));
        }
    }
    for sentence in &rule.refuses {
        let mut events = coded(desk, sentence).into_iter();
        if let Some(event) = events.find(|event| event.rule == rule.id) {
            let message =
                format!("rule `{}` codes what it refuses: `{sentence}`", rule.id);
            let finding = Diagnostic::error("refusal-coded", rule.place.clone(), message);
            findings.push(finding.hint(format!("coded is `{}`", notation(&event))));
        }
    }
    findings
}

fn coded(desk: &Desk, text: &str) -> Vec<Event> {
    let input = Input { path: "example.txt", bytes: text.as_bytes() };
    let (documents, _) = desk.read(input, None);
    documents
        .into_iter()
        .flat_map(|document| desk.code(&desk.annotate(document)))
        .collect()
}

/// An event as rules write it: `TYPE/mode A+B -> C`, with `| status` if it is not asserted.
pub fn notation(event: &Event) -> String {
    let mode = event.mode.as_ref().map(|m| format!("/{}", m.value)).unwrap_or_default();
    let status = match event.claim.status.value {
        Status::Asserted => String::new(),
        other => format!(" | {}", other.word()),
    };
    format!(
        "{}{mode} {} -> {}{status}",
        event.event_type.value,
        countries(&event.source_actors),
        countries(&event.target_actors)
    )
}

/// The states of these actors in order of their ids; `-` if there is none.
fn countries(actors: &[Coded<Actor>]) -> String {
    let mut countries: Vec<&str> = actors
        .iter()
        .filter_map(|a| a.value.country.as_ref())
        .map(|c| c.as_str())
        .collect();
    countries.sort_unstable();
    countries.dedup();
    if countries.is_empty() { "-".into() } else { countries.join("+") }
}
