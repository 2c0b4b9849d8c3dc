//! No claim, denial, plan, prediction or supposition is printed, exported or counted as a
//! fact: every output on the examples, and on the seed documents where they lie beside the
//! repository, says of each such event what it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use common::Folder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Short ids on the screen: letter, hyphen, eight digits.
const SHORT: usize = 10;

/// The folders that are read: ours, and the seeds if they are there.
fn corpora() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var("CHANCERY_SHARED")
        .map_or_else(|_| root.join("../shared"), PathBuf::from);
    let mut folders =
        vec![root.join("examples/caspian"), root.join("examples/elsewhere")];
    folders.extend(Some(shared.join("seeds")).filter(|seeds| seeds.is_dir()));
    folders
}

/// The status of each event mention, as exported.
fn statuses(folder: &Folder) -> BTreeMap<String, String> {
    let lines = folder.ok(&["export", "mentions", "set.db"]);
    let told = |line: &str| {
        let event: Value = serde_json::from_str(line).expect("a line is JSON");
        let words = |key: &str| event[key].as_str().expect("a string").to_owned();
        let chain = event["attribution"].as_array().expect("a chain").clone();
        if words("status") == "asserted" {
            return (words("id"), words("status"));
        }
        // Whoever is not the publisher has words or a cue of their own.
        let named = chain.iter().skip(1).all(|voice| !voice["cue"].is_null());
        assert!(named, "{} has a voice without a cue", words("id"));
        (words("id"), words("status"))
    };
    lines.lines().map(told).collect()
}

fn built(documents: &Path) -> (Folder, String) {
    let folder = Folder::new();
    let screen = folder.ok(&[
        "build",
        documents.to_str().expect("a path in UTF-8"),
        "--into",
        "set.db",
    ]);
    (folder, screen)
}

/// How many events of each status a line of words like `3 asserted, 1 claimed` counts.
fn counted(words: &str) -> BTreeMap<String, usize> {
    let parts = words.split([',', ';']).filter_map(|part| {
        let (number, status) = part.trim().split_once(' ')?;
        Some((status.trim().to_owned(), number.parse().ok()?))
    });
    parts.collect()
}

fn tally<'a>(statuses: impl Iterator<Item = &'a String>) -> BTreeMap<String, usize> {
    let mut tally = BTreeMap::new();
    for status in statuses {
        *tally.entry(status.clone()).or_default() += 1;
    }
    tally
}

#[test]
fn nothing_that_is_not_asserted_stands_as_a_fact() {
    for documents in corpora() {
        let (folder, screen) = built(&documents);
        let known = statuses(&folder);
        let at = documents.display();
        assert!(
            known.values().any(|status| status != "asserted"),
            "{at}: all is asserted"
        );

        // The screen after a build counts each status by itself.
        let line = screen.lines().skip_while(|line| !line.starts_with("status"));
        let mut words: Vec<&str> = line.take(1).collect();
        let rest = screen.lines().skip_while(|line| !line.starts_with("status")).skip(1);
        words.extend(rest.take_while(|line| line.starts_with(' ')));
        let told = words.join(" ");
        let told = told.trim_start_matches("status").trim();
        let folded = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(counted(&folded), tally(known.values()), "{at}: {told}");

        listed(&folder, &known);
        shown(&folder, &known);
    }
}

/// The rows of a list, as JSON.
fn rows(folder: &Folder, list: &str) -> Vec<Value> {
    let table = folder.ok(&[list, "set.db", "--format", "json"]);
    let table: Value = serde_json::from_str(&table).expect("a table is JSON");
    table["rows"].as_array().expect("rows").clone()
}

/// Lists on the screen and in files.
fn listed(folder: &Folder, known: &BTreeMap<String, String>) {
    let screen = folder.ok(&["events", "set.db"]);
    let lines: Vec<&str> = screen.lines().collect();
    for (id, status) in known.iter().filter(|(_, status)| *status != "asserted") {
        let short = &id[..SHORT];
        let first = lines.iter().position(|line| line.starts_with(short));
        let first = first.unwrap_or_else(|| panic!("{id} is not listed"));
        let block = lines[first + 1..].iter().take_while(|line| line.starts_with(' '));
        let says = |line: &&str| line.trim_start().starts_with(status.as_str());
        assert!(
            block.copied().any(|line| says(&line)),
            "{id} is listed without {status}"
        );
    }
    let rows = rows(folder, "events");
    assert_eq!(rows.len(), known.len());
    for row in &rows {
        assert_eq!(row["status"].as_str(), Some(&known[row["id"].as_str().unwrap()][..]));
    }
    let table = folder.ok(&["events", "set.db", "--format", "csv"]);
    for (id, status) in known {
        let line = table.lines().find(|line| line.starts_with(id.as_str())).unwrap();
        assert!(line.contains(&format!(",{status},")), "{line}");
    }

    let asserted =
        folder.ok(&["events", "set.db", "--status", "asserted", "--format", "csv"]);
    for (id, _) in known.iter().filter(|(_, status)| *status != "asserted") {
        assert!(!asserted.contains(id.as_str()), "{id} is listed as asserted");
    }
    let forecasts = folder.ok(&["forecasts", "set.db"]);
    let heads =
        forecasts.lines().filter(|line| !line.starts_with(' ') && line.contains(':'));
    assert!(heads.into_iter().all(|line| line.contains("predicted: ")), "{forecasts}");
}

/// Incidents count each status by itself, and what one event rests on names its status.
fn shown(folder: &Folder, known: &BTreeMap<String, String>) {
    let exported = folder.ok(&["export", "incidents", "set.db"]);
    let mut of: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for line in exported.lines() {
        let incident: Value = serde_json::from_str(line).unwrap();
        let members = incident["mentions"].as_array().unwrap().iter();
        let members = members.map(|mention| &known[mention["id"].as_str().unwrap()]);
        of.insert(incident["incident"].as_str().unwrap().to_owned(), members.collect());
    }
    for row in rows(folder, "incidents") {
        let id = row["id"].as_str().unwrap();
        let told = row["statuses"].as_array().unwrap().iter();
        let told: Vec<&str> = told.map(|one| one.as_str().unwrap()).collect();
        assert_eq!(counted(&told.join(", ")), tally(of[id].iter().copied()), "{id}");
    }
    for (id, members) in &of {
        let doubtful = tally(members.iter().copied());
        let doubtful = doubtful.keys().filter(|status| *status != "asserted");
        let statuses: Vec<&String> = doubtful.collect();
        if statuses.is_empty() {
            continue;
        }
        let page = folder.ok(&["show", id, "set.db"]);
        for status in statuses {
            assert!(page.contains(status.as_str()), "{id} is shown without {status}");
        }
    }
    let doubtful = known.iter().filter(|(_, status)| *status != "asserted");
    for (id, status) in doubtful.take(12) {
        let why = folder.ok(&["why", id, "set.db"]);
        let head = why.lines().next().unwrap();
        assert!(head.contains(status.as_str()), "why {id} begins with {head}");
        assert!(why.contains("status"), "why {id} does not tell its status");
    }
}
