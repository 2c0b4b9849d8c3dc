//! The glossary and the code use the same names.

use super::rust;
use super::workspace::{Text, demand, has_word, line_of, sources, text_of, texts};

#[test]
fn terms_of_the_glossary_are_names_in_code() {
    let code: String =
        sources().iter().map(|text| rust::parts(&text.text).code).collect();
    let names: Vec<String> = texts()
        .iter()
        .filter_map(|text| Some(text.path.rsplit_once('/')?.1.into()))
        .collect();
    let terms = glossary_terms(&text_of("ARCHITECTURE.md"));
    assert!(
        !terms.is_empty(),
        "ARCHITECTURE.md has no glossary with names in its last column"
    );
    let missing =
        |term: &&(usize, String)| !has_word(&code, &term.1) && !names.contains(&term.1);
    let offences: Vec<String> = terms
        .iter()
        .filter(missing)
        .map(|(line, term)| format!("ARCHITECTURE.md:{line}: nothing is called `{term}`"))
        .collect();
    demand("a name in the glossary's last column is a name in the code", &offences);
}

#[test]
fn glossary_terms_are_read_from_the_last_column() {
    let text = "## 11. Glossary\n\n| Term | In code |\n|---|---|\n| layer | `Layer<T>` |\n\
                | score | `Scale::of`, `eval/gold`, `sectors.csv` |\n\n## 12. Laws\n| x | `No` |\n";
    let terms: Vec<String> =
        glossary_terms(text).into_iter().map(|(_, term)| term).collect();
    assert_eq!(terms, ["Layer", "Scale", "of", "sectors.csv"]);
}

/// The names in the last column of the glossary, with their lines; paths are left to the
/// check of paths.
fn glossary_terms(text: &str) -> Vec<(usize, String)> {
    let mut inside = false;
    let mut terms = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            inside = line.contains("lossary");
        }
        let row = line.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|'));
        let Some(row) = row.filter(|_| inside) else { continue };
        let last = row.rsplit('|').next().unwrap_or_default();
        for quoted in
            last.split('`').skip(1).step_by(2).filter(|name| !name.contains('/'))
        {
            let name = quoted.split(['<', '(']).next().unwrap_or_default();
            terms.extend(name.split("::").map(|part| (index + 1, part.to_owned())));
        }
    }
    terms
}

#[test]
fn public_nouns_are_explained() {
    let architecture = text_of("ARCHITECTURE.md");
    let mut offences = Vec::new();
    for Text { path, text } in sources() {
        let code = rust::parts(&text).code;
        for (at, name) in rust::types(&code) {
            let noun =
                path.starts_with("crates/model/src/") && rust::is_public(&code, at);
            if noun && !has_word(&architecture, name) {
                offences.push(format!("{path}:{}: {name}", line_of(&text, at)));
            }
        }
    }
    demand("ARCHITECTURE.md names every public type of the model", &offences);
}
