//! `docs/cli.md` is what the program prints about itself. `UPDATE_DOCS=1` writes it anew.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::Folder;
use std::path::Path;

#[test]
fn the_reference_is_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let reference = reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &reference).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == reference,
        "docs/cli.md is out of date; `UPDATE_DOCS=1 cargo test -p chancery --test reference` \
         writes it anew"
    );
}

fn reference() -> String {
    let mut reference = String::from(
        "# Command line reference\n\n\
         Made from the program's own help by `crates/app/tests/reference.rs`; do not edit by \
         hand.\n",
    );
    add(&mut reference, &mut Vec::new());
    reference
}

/// The help of a command, and of those below it.
fn add(reference: &mut String, command: &mut Vec<String>) {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = Folder::new().ok(&arguments);
    let name = [&["chancery".to_owned()], command.as_slice()].concat().join(" ");
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    reference.push_str(&format!(
        "\n## `{name}`\n\n```text\n{}\n```\n",
        lines.join("\n").trim()
    ));
    for below in commands(&help) {
        command.push(below);
        add(reference, command);
        command.pop();
    }
}

/// The commands that a help lists.
fn commands(help: &str) -> Vec<String> {
    let after = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = after.take_while(|line| !line.is_empty());
    let named = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next()).map(Into::into).collect()
}
