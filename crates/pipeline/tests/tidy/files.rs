//! Files say what they hold, stay short, and name no machine.

use super::workspace::{Text, demand, line_of, rust_files, texts};

/// Rust files that may be longer than `LONGEST` lines, and why.
const LONG: &[(&str, &str)] = &[(
    "crates/codebook/src/ontology.rs",
    "every table of the ontology is read and checked in one place",
)];
const LONGEST: usize = 500;

#[test]
fn long_files_have_a_reason() {
    let mut offences = Vec::new();
    let files = rust_files();
    for Text { path, text } in &files {
        let lines = text.lines().count();
        let listed = LONG.iter().any(|(long, _)| long == path);
        if lines > LONGEST && !listed {
            offences.push(format!(
                "{path}:{lines}: split it, or list it in tidy.rs with a reason"
            ));
        }
        if lines <= LONGEST && listed {
            offences.push(format!("{path}:{lines}: is short now: take it off the list"));
        }
    }
    for (path, reason) in LONG {
        if reason.is_empty() || !files.iter().any(|text| text.path == *path) {
            offences.push(format!("{path}: is listed without a reason, or is gone"));
        }
    }
    demand("a file above 500 lines has a reason", &offences);
}

#[test]
fn every_rust_file_says_what_it_holds() {
    let offences: Vec<String> = rust_files()
        .iter()
        .filter(|text| !opens_with_a_sentence(&text.text))
        .map(|text| format!("{}:1: begin with `//!` and a sentence", text.path))
        .collect();
    demand("a file's first sentence says what it holds", &offences);
}

#[test]
fn a_word_is_no_sentence() {
    assert!(opens_with_a_sentence(
        "//! Half-open spans of\n//! bytes. More.\n\nfn f() {}\n"
    ));
    assert!(!opens_with_a_sentence("//! placeholder\nfn main() {}\n"));
    assert!(!opens_with_a_sentence("use std::fs;\n"));
}

fn opens_with_a_sentence(text: &str) -> bool {
    let opening: Vec<&str> =
        text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let paragraph =
        opening.split(|line| line.is_empty()).next().unwrap_or_default().join(" ");
    paragraph.contains(['.', ':', '?']) && paragraph.split(' ').count() > 2
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    let machines = [["/wo", "rk/"], ["/tmp", "/w"], ["/ro", "ot/"], ["/ho", "me/"]];
    let mut offences = Vec::new();
    for Text { path, text } in texts() {
        for place in machines.map(|parts| parts.concat()) {
            let lines = text.match_indices(&place).map(|(at, _)| line_of(&text, at));
            offences.extend(lines.map(|line| format!("{path}:{line}: {place}")));
        }
    }
    demand("files name no folder of a machine", &offences);
}
