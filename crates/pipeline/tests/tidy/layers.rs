//! Who may use whom: the layer table, against every manifest.

use std::collections::BTreeMap;

use super::workspace::{Text, demand, texts};

/// Which crate may use which, by folder: nouns, stages, faces, and the trainer.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("codebook", &["model"]),
    ("ingest", &["model", "codebook"]),
    ("annotate", &["model", "codebook"]),
    ("code", &["model", "codebook"]),
    ("resolve", &["model", "codebook"]),
    ("dataset", &["model", "codebook"]),
    (
        "pipeline",
        &["model", "codebook", "ingest", "annotate", "code", "resolve", "dataset"],
    ),
    ("web", &["model", "codebook", "dataset"]),
    ("app", &["pipeline", "web", "model", "codebook", "dataset"]),
    ("train", &["annotate", "model", "codebook"]),
];

#[test]
fn crates_use_only_what_their_layer_may() {
    let manifests: Vec<Text> = texts()
        .into_iter()
        .filter(|text| folder_of_crate(&text.path).is_some())
        .collect();
    assert!(manifests.len() >= LAYERS.len(), "a crate of the layer table is missing");
    demand(
        "dependencies go down the layer table of tidy.rs",
        &layer_offences(&manifests),
    );
}

#[test]
fn a_stage_that_uses_a_stage_is_refused() {
    let manifest = "[package]\nname = \"chancery-code\"\n[dependencies]\nchancery-resolve.workspace = true\n";
    let text = Text { path: "crates/code/Cargo.toml".into(), text: manifest.into() };
    assert_eq!(
        layer_offences(&[text]),
        ["crates/code/Cargo.toml:4: code may not use resolve"]
    );
}

fn folder_of_crate(path: &str) -> Option<&str> {
    let folder = path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
    (!folder.contains('/')).then_some(folder)
}

fn layer_offences(manifests: &[Text]) -> Vec<String> {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut offences = Vec::new();
    for Text { path, text } in manifests {
        let folder = folder_of_crate(path).expect("only manifests of crates are given");
        let Some(may) = layers.get(folder) else {
            offences.push(format!("{path}:1: {folder} has no row in the layer table"));
            continue;
        };
        let mut section = "";
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('[') {
                section = line.trim_matches(['[', ']']);
            }
            let used = line.strip_prefix("chancery-").or(section
                .rsplit_once("dependencies.chancery-")
                .filter(|_| line.starts_with('['))
                .map(|(_, name)| name));
            let Some(used) = used.filter(|_| section.contains("dependencies")) else {
                continue;
            };
            let used = used.split(['.', ' ', '=']).next().unwrap_or_default();
            if !may.contains(&used) {
                offences
                    .push(format!("{path}:{}: {folder} may not use {used}", index + 1));
            }
        }
    }
    offences
}
