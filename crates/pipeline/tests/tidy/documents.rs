//! Documents tell the truth about paths, and aliases about tests.

use std::collections::BTreeSet;

use super::workspace::{demand, root, text_of, texts};

/// Documents that describe the house, so that every path in them must exist.
const DOCUMENTS: &[&str] =
    &["ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "examples/README.md"];

#[test]
fn paths_named_in_documents_exist() {
    let exists = |path: &str| root().join(path).exists();
    let offences: Vec<String> = DOCUMENTS
        .iter()
        .flat_map(|document| missing_paths(document, &text_of(document), &exists))
        .collect();
    demand("a document names only paths that exist", &offences);
}

#[test]
fn a_missing_path_is_found() {
    let text =
        "See `crates/model/src/{span,spun}.rs`, [notes](docs/no.md),\n`ACCUSE/allege`.";
    let exists = |path: &str| ["crates", "crates/model/src/span.rs"].contains(&path);
    assert_eq!(
        missing_paths("X.md", text, &exists),
        ["X.md:1: `crates/model/src/spun.rs`", "X.md:1: `docs/no.md`"]
    );
}

fn missing_paths(name: &str, text: &str, exists: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut offences = Vec::new();
    let mut fenced = false;
    for (index, line) in text.lines().enumerate() {
        fenced ^= line.starts_with("```");
        if fenced {
            continue;
        }
        let quoted = line.split('`').skip(1).step_by(2);
        let linked =
            line.split("](").skip(1).filter_map(|link| link.split([')', '#']).next());
        for path in quoted.chain(linked).flat_map(expand_braces) {
            if is_own_path(&path, exists) && !exists(before_placeholder(&path)) {
                offences.push(format!("{name}:{}: `{path}`", index + 1));
            }
        }
    }
    offences
}

/// `a/{b,c}.rs` as `a/b.rs` and `a/c.rs`.
fn expand_braces(path: &str) -> Vec<String> {
    let braces = path.split_once('{').and_then(|(before, rest)| {
        rest.split_once('}').map(|(inside, after)| (before, inside, after))
    });
    let Some((before, inside, after)) = braces else { return vec![path.to_owned()] };
    inside
        .split(',')
        .flat_map(|choice| expand_braces(&format!("{before}{}{after}", choice.trim())))
        .collect()
}

/// Whether a quoted text is a path of this workspace: it has a slash, and a known ending or
/// a first part that lies in the root. `ACCUSE/allege` has neither.
fn is_own_path(path: &str, exists: &dyn Fn(&str) -> bool) -> bool {
    const ENDINGS: &[&str] = &[
        "csv", "html", "json", "jsonl", "md", "py", "rs", "sh", "sql", "toml", "txt",
        "yml",
    ];
    const ELSEWHERE: &[&str] = &["-", ".", "/", "target/"];
    const HERE: &[&str] = &[".cargo/", ".ci/"];
    let starts = |starts: &[&str]| starts.iter().any(|start| path.starts_with(start));
    let foreign = starts(ELSEWHERE) && !starts(HERE);
    if foreign || !path.contains('/') || path.contains([' ', ':', '\\', '$', '"']) {
        return false;
    }
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    let first = path.split('/').next().unwrap_or_default();
    ending.is_some_and(|ending| ENDINGS.contains(&ending))
        || path.ends_with('/')
        || exists(first)
}

/// `data/en/rules/*.toml` up to `data/en/rules`; likewise `<name>` and `NAME`.
fn before_placeholder(path: &str) -> &str {
    let at = ["*", "<", "NAME"].iter().filter_map(|mark| path.find(mark)).min();
    let before = at
        .map_or(path, |at| path[..at].rsplit_once('/').map_or("", |(before, _)| before));
    before.trim_end_matches('/')
}

#[test]
fn aliases_name_tests_that_exist() {
    let config = text_of(".cargo/config.toml");
    let files: BTreeSet<String> = texts().into_iter().map(|text| text.path).collect();
    let mut offences = Vec::new();
    for (index, line) in config.lines().enumerate() {
        for (flag, folder) in [("--test ", "tests"), ("--bench ", "benches")] {
            let Some((_, rest)) = line.split_once(flag) else { continue };
            let name = rest.split([' ', '"']).next().unwrap_or_default();
            let file = format!("crates/pipeline/{folder}/{name}.rs");
            if !files.contains(&file) {
                offences.push(format!(".cargo/config.toml:{}: no {file}", index + 1));
            }
        }
    }
    demand("an alias runs something", &offences);
}
