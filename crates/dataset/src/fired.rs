//! The rules of a codebook, and where each fired.

use crate::contents::action;
use crate::{Cell, Contents, Query, Table};
use chancery_codebook::{Codebook, Rule};
use chancery_model::{Event, RuleId};
use std::collections::{BTreeMap, BTreeSet};

/// `TYPE/mode` as a rule codes it.
pub fn codes(rule: &Rule) -> String {
    match &rule.mode {
        Some(mode) => format!("{}/{mode}", rule.event_type),
        None => rule.event_type.to_string(),
    }
}

/// What an event can be coded as: `TYPE/mode CAMEO` of every rule, each once, by the alphabet.
pub fn all_codes(codebook: &Codebook) -> BTreeSet<String> {
    let rules = codebook.rules.rules.iter();
    rules.map(|rule| format!("{} {}", codes(rule), rule.cameo)).collect()
}

/// What an event is coded as, in the same form.
pub fn code_of(event: &Event) -> String {
    format!("{} {}", action(event), event.cameo.value)
}

impl Contents {
    /// The rules, those that fired most often first.
    pub fn list_rules(&self, codebook: &Codebook) -> Table {
        let mut fired: BTreeMap<&RuleId, usize> = BTreeMap::new();
        for event in self.events.values() {
            *fired.entry(&event.rule).or_default() += 1;
        }
        let mut rules: Vec<&Rule> = codebook.rules.rules.iter().collect();
        let times = |rule: &Rule| fired.get(&rule.id).copied().unwrap_or(0);
        rules.sort_by(|a, b| times(b).cmp(&times(a)).then_with(|| a.id.cmp(&b.id)));
        let mut table = Table::new(
            "rules",
            &[
                ("id", "rule"),
                ("codes", "codes"),
                ("cameo", "CAMEO"),
                ("verbs", "verbs"),
                ("nouns", "nouns"),
                ("examples", "examples"),
                ("refusals", "refusals"),
                ("fired", "fired"),
                ("place", "line"),
            ],
        );
        for rule in rules {
            table.push(vec![
                Cell::text(rule.id.as_str()),
                Cell::text(codes(rule)),
                Cell::text(rule.cameo.as_str()),
                Cell::list(rule.verbs.clone()),
                Cell::list(rule.nouns.clone()),
                Cell::count(rule.examples.len()),
                Cell::count(rule.refuses.len()),
                Cell::count(times(rule)),
                Cell::text(rule.place.to_string()),
            ]);
        }
        table
    }

    /// The events that a rule coded.
    pub fn fired(&self, rule: &str) -> Table {
        let mut table = self
            .list_events_where(&Query::default(), |event| event.rule.as_str() == rule);
        table.title = format!("where {rule} fired");
        table
    }
}
