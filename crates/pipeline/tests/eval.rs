//! Measures the tool on hand-coded texts where they are at hand, and prints the figures:
//! `cargo eval`. The gold and its scorers live outside the repository; without them the test
//! says so and measures nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)]

mod common;

use chancery_dataset::{Dataset, Query, export};
use chancery_pipeline::{Build, InputFile};
use common::DESK;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of gold and scorers, beside the repository.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    folder.join("eval").is_dir().then_some(folder)
}

/// The readable files directly in a folder.
fn files(folder: &Path) -> Vec<InputFile> {
    let mut files: Vec<InputFile> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|location| InputFile {
            path: location.file_name().unwrap().to_string_lossy().into_owned(),
            location,
        })
        .collect();
    files.sort();
    files
}

#[test]
fn mentions_and_incidents_of_the_gold_documents() {
    let Some(shared) = shared() else {
        println!("skipped: no gold beside the repository");
        return;
    };
    let scratch =
        std::env::temp_dir().join(format!("chancery-eval-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).unwrap();
    let mut dataset = Dataset::create(&scratch.join("gold.db")).unwrap();
    let build = Build {
        desk: &DESK,
        files: files(&shared.join("seeds")),
        beside: std::collections::BTreeSet::new(),
        load: &|file| std::fs::read(&file.location),
        progress: &|_| {},
        now: "",
    };
    build.into(&mut dataset).unwrap();
    let write = |name: &str, query: &Query| {
        let path = scratch.join(name);
        let mut out = std::fs::File::create(&path).unwrap();
        match name {
            "mentions.jsonl" => export::mentions(&dataset, query, &mut out).unwrap(),
            _ => export::incidents(&dataset, query, &mut out).unwrap(),
        };
        path
    };
    let mentions = write("mentions.jsonl", &Query::default());
    let incidents = write("incidents.jsonl", &Query::default());
    let errors = std::env::var("CHANCERY_ERRORS").unwrap_or_else(|_| "0".into());
    for (scorer, predicted, more) in [
        ("score_mentions.py", &mentions, vec!["--errors", &errors]),
        ("score_incidents.py", &incidents, vec![]),
    ] {
        let output = Command::new("python3")
            .arg(shared.join("eval").join(scorer))
            .arg(shared.join("gold/seeds"))
            .arg(predicted)
            .args(more)
            .output()
            .expect("the scorers need python3");
        println!("{scorer}\n{}", String::from_utf8_lossy(&output.stdout));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    if std::env::var("CHANCERY_KEEP").is_err() {
        std::fs::remove_dir_all(&scratch).unwrap();
    }
}
