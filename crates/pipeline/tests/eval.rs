//! Measures the tool on hand-coded texts where they are at hand, and prints the figures:
//! `cargo eval`. The gold and its scorers live outside the repository; without them the test
//! says so and measures nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)]

mod common;

use chancery_dataset::scoring::{Gold, GoldFile, Scores, rounded, score};
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

/// A dataset of these documents, its exports, and the folder that holds them.
fn built(name: &str, documents: &Path) -> (Dataset, [PathBuf; 2], PathBuf) {
    let scratch =
        std::env::temp_dir().join(format!("chancery-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).unwrap();
    let mut dataset = Dataset::create(&scratch.join("gold.db")).unwrap();
    let build = Build {
        desk: &DESK,
        files: files(documents),
        beside: std::collections::BTreeSet::new(),
        load: &|file| std::fs::read(&file.location),
        progress: &|_| {},
        now: "",
    };
    build.into(&mut dataset).unwrap();
    let paths = ["mentions.jsonl", "incidents.jsonl"].map(|name| scratch.join(name));
    let all = Query::default();
    let mut out = std::fs::File::create(&paths[0]).unwrap();
    export::mentions(&dataset, &all, &mut out).unwrap();
    let mut out = std::fs::File::create(&paths[1]).unwrap();
    export::incidents(&dataset, &all, &mut out).unwrap();
    (dataset, paths, scratch)
}

/// What a scorer prints of gold and an export.
fn scorer(
    shared: &Path,
    name: &str,
    gold: &Path,
    predicted: &Path,
    more: &[&str],
) -> String {
    let output = Command::new("python3")
        .arg(shared.join("eval").join(name))
        .arg(gold)
        .arg(predicted)
        .args(more)
        .output()
        .expect("the scorers need python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The figures of `chancery eval`.
fn scores(dataset: &Dataset, folder: &Path) -> Scores {
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let (mentions, actors) = (text("mentions.jsonl"), text("actors.jsonl"));
    let file = GoldFile { name: "mentions.jsonl", text: &mentions };
    let actors = GoldFile { name: "actors.jsonl", text: &actors };
    let (mut gold, _) = Gold::read(file, Some(actors), DESK.codebook()).unwrap();
    score(&mut gold, dataset).unwrap().0.expect("the gold is sound")
}

/// `chancery eval` prints what the scorers print, figure by figure.
fn assert_same_figures(scores: &Scores, mentions: &str, incidents: &str) {
    let told: serde_json::Value = serde_json::from_str(mentions).unwrap();
    let rates =
        [("found", scores.found), ("typed", scores.typed), ("coded", scores.coded)];
    for (name, rate) in rates {
        assert_eq!(told["gold"], rate.gold, "{name}");
        assert_eq!(told["predicted"], rate.coded, "{name}");
        let figures = [("P", rate.precision()), ("R", rate.recall()), ("F1", rate.f1())];
        for (letter, figure) in figures {
            same(&told[name][letter], figure, &format!("{name} {letter}"));
        }
    }
    for (name, accuracy) in [
        ("status", scores.status),
        ("date", scores.date),
        ("date_compatible", scores.date_compatible),
        ("speaker", scores.speaker),
    ] {
        same(&told[name], accuracy.share(), name);
    }
    let doubtful = scores.status_not_asserted;
    assert_eq!(
        told["status_not_asserted"],
        serde_json::json!([doubtful.right, doubtful.of])
    );
    let told: serde_json::Value = serde_json::from_str(incidents).unwrap();
    let of = scores.incidents.expect("the gold has incidents");
    assert_eq!(told["mentions"], of.mentions);
    for (name, figure) in [
        ("b3_p", of.precision),
        ("b3_r", of.recall),
        ("b3", of.f1),
        ("b3_found", of.f1_of_found),
    ] {
        same(&told[name], figure, name);
    }
}

fn same(told: &serde_json::Value, figure: f64, name: &str) {
    let told = told.as_f64().expect("a figure");
    assert!((told - rounded(figure)).abs() < 0.0015, "{name}: {told} and {figure}");
}

#[test]
fn our_own_gold_is_scored_as_the_scorers_do() {
    let Some(shared) = shared() else {
        println!("skipped: no scorers beside the repository");
        return;
    };
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/gold");
    let (dataset, [mentions, incidents], scratch) = built("own", &gold.join("documents"));
    let of_mentions = scorer(&shared, "score_mentions.py", &gold, &mentions, &["--json"]);
    let of_incidents = scorer(&shared, "score_incidents.py", &gold, &incidents, &[]);
    assert_same_figures(&scores(&dataset, &gold), &of_mentions, &of_incidents);
    std::fs::remove_dir_all(&scratch).unwrap();
}

#[test]
fn mentions_and_incidents_of_the_gold_documents() {
    let Some(shared) = shared() else {
        println!("skipped: no gold beside the repository");
        return;
    };
    let gold = shared.join("gold/seeds");
    let (dataset, [mentions, incidents], scratch) = built("eval", &shared.join("seeds"));
    let errors = std::env::var("CHANCERY_ERRORS").unwrap_or_else(|_| "0".into());
    let more = ["--errors", &errors];
    println!("{}", scorer(&shared, "score_mentions.py", &gold, &mentions, &more));
    let of_mentions = scorer(&shared, "score_mentions.py", &gold, &mentions, &["--json"]);
    let of_incidents = scorer(&shared, "score_incidents.py", &gold, &incidents, &[]);
    println!("{of_incidents}");
    assert_same_figures(&scores(&dataset, &gold), &of_mentions, &of_incidents);
    if std::env::var("CHANCERY_KEEP").is_err() {
        std::fs::remove_dir_all(&scratch).unwrap();
    }
}
