//! Names that mean something: no bare source or target, no empty words.

use super::rust;
use super::workspace::{Text, demand, has_word, line_of, records, sources, texts};

/// Endings of type names that say nothing.
const EMPTY_NAMES: &[&str] = &["Manager", "Helper", "Util", "Utils", "Data", "Info"];

#[test]
fn type_names_say_something() {
    let mut offences = Vec::new();
    for Text { path, text } in sources() {
        for (at, name) in rust::types(&rust::parts(&text).code) {
            if EMPTY_NAMES.iter().any(|ending| name.ends_with(ending)) {
                offences.push(format!("{path}:{}: {name}", line_of(&text, at)));
            }
        }
    }
    demand("no type is a Manager, Helper, Util, Data or Info", &offences);
}

#[test]
fn no_field_or_column_is_a_bare_source_or_target() {
    let offences: Vec<String> = texts().iter().flat_map(bare_names).collect();
    demand("say `source_actor`, `target_actor`, `publisher` or `speaker`", &offences);
}

#[test]
fn bare_names_are_found() {
    let found = |path: &str, text: &str| {
        bare_names(&Text { path: path.into(), text: text.into() })
    };
    let rust = "struct A { pub source: u8, target_actor: u8 }\nfn f(source: u8) { a::target::b() }";
    assert_eq!(found("a/src/a.rs", rust), ["a/src/a.rs:1: a field called `source`"]);
    let sql = "const T: &str = \"CREATE TABLE e (\n  target TEXT, source_actor TEXT)\";";
    assert_eq!(found("a/src/a.rs", sql), ["a/src/a.rs:1: a column called `target`"]);
    assert_eq!(
        found("data/a.csv", "id,source\n1,2\n"),
        ["data/a.csv:1: a column called `source`"]
    );
    assert_eq!(
        found("data/a.toml", "x = 1\ntarget = 2\n"),
        ["data/a.toml:2: a key called `target`"]
    );
}

fn bare_names(text: &Text) -> Vec<String> {
    let of = |name| {
        let uses = uses_of(name, text).into_iter();
        uses.map(move |(line, what)| {
            format!("{}:{line}: a {what} called `{name}`", text.path)
        })
    };
    ["source", "target"].into_iter().flat_map(of).collect()
}

/// The lines on which a field, column or key is called `name`, and which of these it is.
fn uses_of(name: &str, Text { path, text }: &Text) -> Vec<(usize, &'static str)> {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => {
            let rust::Parts { code, strings } = rust::parts(text);
            let fields = rust::fields_called(&code, name).into_iter();
            let shipped = |_: &&(usize, String)| path.contains("/src/");
            let tables = strings.iter().filter(shipped).filter(|(_, string)| {
                string.contains("CREATE TABLE") && has_word(string, name)
            });
            let columns = tables.map(|(at, _)| (line_of(text, *at), "column"));
            fields.map(|at| (line_of(text, at), "field")).chain(columns).collect()
        }
        Some("sql") if has_word(text, name) => vec![(1, "column")],
        Some("csv") => {
            let header = records(text.lines().next().unwrap_or_default());
            header
                .iter()
                .flatten()
                .filter(|field| *field == name)
                .map(|_| (1, "column"))
                .collect()
        }
        Some("toml") if path.starts_with("data/") => {
            let key =
                |line: &str| line.split('=').next().is_some_and(|key| key.trim() == name);
            let keys = text.lines().enumerate().filter(|(_, line)| key(line));
            keys.map(|(index, _)| (index + 1, "key")).collect()
        }
        _ => Vec::new(),
    }
}
