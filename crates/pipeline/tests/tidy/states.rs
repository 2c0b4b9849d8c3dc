//! Knowledge is data: no state is named in Rust.

use std::collections::BTreeSet;

use super::rust;
use super::workspace::{Text, column, demand, has_word, line_of, sources, text_of};

/// String literals that look like the code or name of a state and are something else.
const NOT_A_STATE: &[(&str, &str)] =
    &[("AND", "a word of SQL"), ("PER", "the label of person names in CoNLL data")];

#[test]
fn no_state_is_named_in_code() {
    let codes = column(&text_of("data/actors/states.csv"), "id");
    let names = column(&text_of("data/en/names/states.csv"), "name");
    assert!(
        codes.len() > 190 && names.len() > 190,
        "the tables of states are not complete"
    );
    let sources = sources();
    let hidden = test_modules(&sources);
    let offences: Vec<String> = sources
        .iter()
        .filter(|text| !hidden.contains(&text.path))
        .flat_map(|text| states_named(text, &codes, &names))
        .collect();
    demand("knowledge is data: no state is named in Rust", &offences);
}

#[test]
fn a_state_in_a_string_is_found_and_in_a_test_is_not() {
    let rust = "/// Norway.\nconst A: &str = \"NOR\";\nconst B: &str = \"of Norway\";\n\
                #[cfg(test)]\nmod tests { const C: &str = \"NOR\"; }\n";
    let text = Text { path: "a.rs".into(), text: rust.into() };
    let offences = states_named(&text, &["NOR".into()], &["Norway".into()]);
    assert_eq!(offences, ["a.rs:2: \"NOR\"", "a.rs:3: \"of Norway\""]);
}

/// Files that are modules of tests: `#[cfg(test)] mod name;`, or below such a module.
fn test_modules(sources: &[Text]) -> BTreeSet<String> {
    let mut hidden = BTreeSet::new();
    for Text { path, text } in sources {
        let (folder, file) = path.rsplit_once('/').expect("a source lies in a folder");
        let stem = file.trim_end_matches(".rs");
        for name in rust::test_only(&rust::parts(text).code).1 {
            hidden.insert(format!("{folder}/{name}.rs"));
            hidden.insert(format!("{folder}/{stem}/{name}.rs"));
        }
    }
    hidden
}

fn states_named(
    Text { path, text }: &Text,
    codes: &[String],
    names: &[String],
) -> Vec<String> {
    let parts = rust::parts(text);
    let (tests, _) = rust::test_only(&parts.code);
    let names_state = |string: &str| {
        let listed = NOT_A_STATE.iter().any(|(word, _)| *word == string);
        if listed || !string.contains(char::is_uppercase) {
            return false;
        }
        let named = |name: &&String| {
            let proper = name.len() > 3 && name.starts_with(char::is_uppercase);
            proper && has_word(string, name)
        };
        codes.iter().any(|code| code == string) || names.iter().any(|name| named(&name))
    };
    parts
        .strings
        .iter()
        .filter(|(at, string)| {
            !tests.iter().any(|range| range.contains(at)) && names_state(string)
        })
        .map(|(at, string)| format!("{path}:{}: {string:?}", line_of(text, *at)))
        .collect()
}
