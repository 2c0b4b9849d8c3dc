//! Who does what to whom: every clause stated in `tests/clauses` is read as its page says, and
//! every case of `tests/gaps/clauses` is still misread. `tests/clauses/README.md` tells how a
//! page reads.
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used)]

mod common;

#[path = "clauses/found.rs"]
mod found;
#[path = "clauses/page.rs"]
mod page;

use found::{Answer, misses};
use page::{Case, Line, pages, parse};
use std::collections::{BTreeMap, BTreeSet};

/// The constructions of the table that the pages number.
const CONSTRUCTIONS: u32 = 26;

#[test]
fn every_stated_clause_is_read_as_written() {
    let cases = pages("clauses");
    let failures: Vec<String> = cases.iter().filter_map(failure).collect();
    let (failed, all) = (failures.len(), cases.len());
    assert!(
        failures.is_empty(),
        "{failed} of {all} fail:\n\n{}\n",
        failures.join("\n\n")
    );
}

#[test]
fn every_gap_is_still_one_and_tells_its_cause() {
    let mut moved = Vec::new();
    for case in pages("gaps/clauses") {
        let at = format!("{}:{}", case.file, case.line);
        assert!(case.cause.is_some(), "{at}: no line begins with `Cause:`");
        if failure(&case).is_none() {
            moved.push(format!("{at}: {}", case.text));
        }
    }
    assert!(
        moved.is_empty(),
        "{} mended: move them to tests/clauses\n{}\n",
        moved.len(),
        moved.join("\n")
    );
}

#[test]
fn the_suite_is_as_wide_as_it_says() {
    let cases = pages("clauses");
    let clauses: usize = cases
        .iter()
        .map(|case| case.lines.iter().filter(|line| !line.is_refused).count())
        .sum();
    assert!(clauses >= 300, "only {clauses} clauses are stated");

    let mut domains: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    for case in &cases {
        let at = format!("{}:{}", case.file, case.line);
        assert!(!case.domain.is_empty(), "{at}: stands under no domain");
        assert!(case.construction > 0, "{at}: stands under no numbered construction");
        domains.entry(case.construction).or_default().insert(&case.domain);
    }
    let all: BTreeSet<&str> = domains.values().flatten().copied().collect();
    assert!(all.len() >= 4, "only these domains: {all:?}");
    for number in 1..=CONSTRUCTIONS {
        let of = domains.get(&number).map_or(0, BTreeSet::len);
        assert!(of >= 2, "construction {number} has cases of {of} domains");
    }

    let mut known = BTreeMap::new();
    for case in cases.iter().chain(&pages("gaps/clauses")) {
        if let Some(other) = known.insert(case.text.clone(), case.line) {
            panic!("{}:{}: the same text stands at line {other}", case.file, case.line);
        }
    }
}

#[test]
fn a_wrong_line_is_noticed() {
    let page = "## 1. Voice\n\n### war\n\n> Norway may not arm two Icelandic rebels.\n\n";
    for (line, holds) in [
        ("- arm [possible, not]: agent Norway; patient rebels", true),
        ("- arm [not, possible]: agent Norway; patient two Icelandic rebels #2", true),
        ("- arm [not, …]: …; agent Norway", true),
        ("- arm: agent Norway; patient rebels", false),
        ("- arm [possible, not]: patient rebels", false),
        ("- arm [possible, not]: agent Norway; patient Icelandic", false),
        ("- arm [possible, not]: agent Norway; patient rebels #3", false),
        ("- arm [possible, not]: agent Norway; patient rebels; with tanks", false),
        ("- arm [possible, not, said by Peru]: agent Norway; patient rebels", false),
        ("- disarm: …", false),
        ("- no disarm", true),
        ("- no arm: agent rebels", true),
        ("- no arm: agent Norway", false),
        ("- nothing is coded", true),
    ] {
        let cases = parse("page.md", &format!("{page}{line}\n"));
        assert_eq!(cases.len(), 1);
        assert_eq!(failure(&cases[0]).is_none(), holds, "{line}");
    }
}

/// What is wrong about a case, for whoever reads a failed test.
fn failure(case: &Case) -> Option<String> {
    let answer = Answer::to(&case.text);
    let wrong = misses(case, &answer);
    if wrong.is_empty() {
        return None;
    }
    let mut told = vec![format!("{}:{}: {}", case.file, case.line, case.text)];
    told.extend(wrong.iter().map(|line| format!("  wanted - {line}")));
    let named: BTreeSet<&str> =
        wrong.iter().map(|line: &&Line| line.lemma.as_str()).collect();
    let is_named = |clause: &found::Clause| {
        named.contains(clause.lemma.as_str()) || named.contains(clause.form.as_str())
    };
    let every = !answer.clauses.iter().any(is_named);
    for clause in answer.clauses.iter().filter(|clause| every || is_named(clause)) {
        told.push(format!("  found  - {clause}"));
    }
    told.extend(answer.events.iter().map(|event| format!("  coded  - {event}")));
    Some(told.join("\n"))
}
