//! Measures the tool on hand-coded texts where they are at hand, and prints the figures:
//! `cargo eval`. The gold and its scorers live outside the repository; without them the test
//! says so and measures nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]
#![allow(clippy::disallowed_methods)]

mod common;

use chancery_dataset::scoring::{Gold, GoldFile, Scores, rounded, score};
use chancery_dataset::{Dataset, Query, WarningKind, export, independent, warnings};
use chancery_model::{CountWhat, Event, EventId, Precision};
use chancery_pipeline::{Build, InputFile};
use common::DESK;
use std::collections::BTreeSet;
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

/// Two documents of one author and publisher count once.
fn assert_one_author_is_one_voice(dataset: &Dataset) {
    let documents = dataset.documents().unwrap();
    let groups = independent(&documents);
    assert_eq!((documents.len(), groups.len()), (5, 4));
    let shared: Vec<_> =
        groups.iter().filter(|group| group.documents.len() > 1).collect();
    let [group] = shared.as_slice() else { panic!("{groups:?}") };
    let paths: Vec<&str> = documents
        .iter()
        .filter(|document| group.documents.contains(&document.id))
        .map(|document| &document.path[..3])
        .collect();
    assert_eq!(paths, ["001", "004"]);
}

/// The person to whom two documents give two offices is told of, with the words of both.
fn assert_office_conflict(dataset: &Dataset) {
    let all = warnings(dataset).unwrap();
    let conflicts: Vec<_> =
        all.iter().filter(|one| one.kind == WarningKind::OfficeConflict).collect();
    let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
    let paths: Vec<&str> =
        conflict.sides.iter().filter_map(|side| side.path.as_deref()).collect();
    assert!(paths.iter().any(|path| path.starts_with("001")), "{paths:?}");
    assert!(paths.iter().any(|path| path.starts_with("004")), "{paths:?}");
    let from_texts = conflict.sides.iter().filter(|side| side.path.is_some());
    assert!(from_texts.into_iter().all(|side| side.words.is_some()));
}

/// Drills of two years, attacks in two towns and arrests of other numbers are never one.
fn assert_alike_stay_apart(dataset: &Dataset) {
    let events = dataset.events(&Query::default()).unwrap();
    let of = |id: &EventId| events.iter().find(|event| event.id == *id).unwrap();
    for incident in dataset.incidents(&Query::default()).unwrap() {
        let members: Vec<&Event> = incident.events().map(|id| of(&id)).collect();
        let years: BTreeSet<i16> = members
            .iter()
            .filter(|event| event.event_type.value.as_str() == "MOBILIZE")
            .filter_map(|event| {
                let date = &event.date.as_ref()?.value;
                let year = date.earliest()?.year();
                (date.latest()?.year() == year).then_some(year)
            })
            .collect();
        assert!(years.len() <= 1, "{}: {years:?}", incident.id);
        let hosts: BTreeSet<_> = members
            .iter()
            .filter(|event| event.event_type.value.as_str() == "ASSAULT")
            .filter_map(|event| event.place.as_ref())
            .filter(|place| place.value.precision == Precision::City)
            .filter_map(|place| place.value.country.clone())
            .collect();
        assert!(hosts.len() <= 1, "{}: {hosts:?}", incident.id);
        let arrested: BTreeSet<_> = members
            .iter()
            .flat_map(|event| &event.counts)
            .filter(|count| count.value.what == CountWhat::Arrested)
            .map(|count| (count.value.low, count.value.high))
            .collect();
        assert!(arrested.len() <= 1, "{}: {arrested:?}", incident.id);
    }
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
    assert_alike_stay_apart(&dataset);
    assert_one_author_is_one_voice(&dataset);
    assert_office_conflict(&dataset);
    if std::env::var("CHANCERY_KEEP").is_err() {
        std::fs::remove_dir_all(&scratch).unwrap();
    }
}
