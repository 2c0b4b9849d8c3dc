//! What an analyst does beside reading: score the tool on gold, ask what the codebook covers,
//! read dictionaries of others, and hand events to other programs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use common::{Folder, REPORT};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(folder)
}

fn path(folder: &str, file: &str) -> String {
    fixtures(folder).join(file).canonicalize().unwrap().display().to_string()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn documents_are_scored_against_gold() {
    let folder = Folder::new();
    let (gold, report) = (path("gold", ""), path("gold", "documents/report.txt"));
    let scores = json(&folder.ok(&["eval", &gold, &report, "--json"]));
    let typed = &scores["typed"];
    assert_eq!((&typed["gold"], &typed["right"]), (&4.into(), &4.into()), "{scores:#}");
    assert_eq!(scores["status"]["share"], 1.0, "{scores:#}");
    assert!(folder.path().read_dir().unwrap().next().is_none(), "nothing is left behind");

    let page = folder.ok(&["eval", &gold, &report]);
    assert!(
        page.contains("SANCTION/expel") && page.contains("the same in both"),
        "{page}"
    );
    let cell = ["--by", "status", "--cell", "denied:denied"];
    let page = folder.ok(&[&["eval", &gold, &report][..], &cell].concat());
    assert!(page.contains("a3 (line 3)") && page.contains("Norway denied"), "{page}");
    let sheet = folder.ok(&["eval", &gold, &report, "--format", "csv"]);
    assert!(sheet.starts_with("gold,line,event,document,sentence,gold_type,coded_type"));
    assert!(sheet.lines().count() >= 5, "{sheet}");
}

#[test]
fn a_dataset_is_scored_as_its_documents_are() {
    let folder = Folder::new();
    let (gold, report) = (path("gold", ""), path("gold", "documents/report.txt"));
    folder.ok(&["build", &report, "--into", "set.db", "--quiet"]);
    let of_dataset = folder.ok(&["eval", &gold, "set.db", "--format", "csv"]);
    assert_eq!(of_dataset, folder.ok(&["eval", &gold, &report, "--format", "csv"]));
}

#[test]
fn bad_gold_is_refused_with_file_and_line() {
    let folder = Folder::new();
    folder.put("a.txt", REPORT).put(
        "gold.jsonl",
        "{\"doc\": \"a.txt\", \"quote\": \"Norway\", \"plover\": \"AID\"}\n{\"doc\": 1\n",
    );
    let outcome = folder.run(&["eval", "gold.jsonl", "a.txt"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("error[bad-json]"), "{}", outcome.err);
    assert!(outcome.err.contains("--> gold.jsonl:2:"), "{}", outcome.err);
    let outcome = folder.run(&["eval", "no.jsonl", "a.txt"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.err.contains("no.jsonl"), "{}", outcome.err);
    folder.put(
        "gold.jsonl",
        "{\"doc\": \"a.txt\", \"quote\": \"Norway\", \"plover\": \"AID\"}\n",
    );
    let outcome = folder.run(&["eval", "gold.jsonl", "a.txt"]);
    assert!(outcome.err.contains("ambiguous-quote"), "{}", outcome.err);
    let outcome = folder.run(&["eval", &path("gold", ""), "a.txt", "--cell", "AID"]);
    assert_eq!(outcome.code, 2, "a cell has two sides");
}

#[test]
fn coverage_ends_honestly() {
    let folder = Folder::new();
    let outcome = folder.run(&["codebook", "coverage", "--json"]);
    let told = json(&outcome.out);
    let codes = told["codes"].as_array().unwrap();
    let of = |kind: &str| codes.iter().filter(|code| code["kind"] == kind).count();
    assert_eq!((of("type"), of("context")), (16, 37));
    assert!(of("mode") > 50 && of("cameo") > 150);
    let missing =
        codes.iter().filter(|code| code["has_home"] == true && code["examples"] == 0);
    let missing = missing.count();
    assert_eq!(told["missing"], missing);
    assert_eq!(outcome.code, if missing > 0 { 2 } else { 0 });

    // A context without a rule is told, and the exit code says so.
    let contexts =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/ontology/contexts.toml");
    let more = std::fs::read_to_string(contexts).unwrap()
        + "\n[[context]]\nid = \"chess\"\ndefinition = \"Chess.\"\ncredit = \"original\"\n";
    folder.put("over/ontology/contexts.toml", more);
    let outcome = folder.run(&["codebook", "coverage", "--codebook", "over"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.out.contains("chess"), "{}", outcome.out);
}

/// The findings of an import, as line and code.
fn unread(told: &Value) -> Vec<(u64, String)> {
    let findings = told["unread"].as_array().unwrap().iter();
    let pair = |finding: &Value| {
        let line = finding["place"]["line"].as_u64().unwrap();
        (line, finding["code"].as_str().unwrap().to_owned())
    };
    findings.map(pair).collect()
}

fn import(folder: &Folder, kind: &str, file: &str) -> Value {
    let file = path("dictionaries", file);
    json(&folder.ok(&["codebook", "import", kind, &file, "--into", "over", "--json"]))
}

fn has(told: &[(u64, String)], line: u64, code: &str) -> bool {
    told.iter().any(|(at, what)| *at == line && what == code)
}

#[test]
fn dictionaries_are_read_with_a_report_of_what_is_left_out() {
    let folder = Folder::new();
    let told = unread(&import(&folder, "actors", "people.txt"));
    for (line, code) in [
        (4, "overlapping-days"),
        (10, "known-name"),
        (11, "unknown-code"),
        (12, "no-code"),
        (13, "part-of-code"),
    ] {
        assert!(has(&told, line, code), "{line} {code}: {told:?}");
    }
    let told = unread(&import(&folder, "agents", "kinds.txt"));
    for (line, code) in
        [(6, "known-noun"), (7, "unknown-code"), (8, "no-code"), (9, "unknown-set")]
    {
        assert!(has(&told, line, code), "{line} {code}: {told:?}");
    }
    let told = unread(&import(&folder, "verbs", "deeds.txt"));
    for (line, code) in [
        (11, "unread-pattern"),
        (12, "unread-pattern"),
        (13, "null-code"),
        (14, "one-sided-code"),
        (17, "no-home"),
        (18, "transformation"),
    ] {
        assert!(has(&told, line, code), "{line} {code}: {told:?}");
    }
    let checked = folder.run(&["codebook", "check", "--codebook", "over"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let names =
        std::fs::read_to_string(folder.path().join("over/en/names/imported-people.csv"));
    let names = names.unwrap();
    assert!(
        names.contains("Tilda Varnholt,tilda-varnholt-norgov,name,,2019-07-01"),
        "{names}"
    );
    assert!(names.contains("-noropp,name,2019-07-01,2021-01-16"), "{names}");
    assert!(names.contains("-norbus,name,2021-01-16,,"), "{names}");
    assert!(names.contains("League of the Lakes,"), "{names}");
}

#[test]
fn an_imported_name_and_verb_are_coded_and_why_tells_where_they_stand() {
    let folder = Folder::new();
    for (kind, file) in
        [("actors", "people.txt"), ("agents", "kinds.txt"), ("verbs", "deeds.txt")]
    {
        import(&folder, kind, file);
    }
    folder.put(
        "docs/a.txt",
        "The Fjord Guard Corps overblasted Iceland on 3 March 2021.\n",
    );
    folder.ok(&["build", "docs", "--into", "set.db", "--quiet", "--codebook", "over"]);
    let table = json(&folder.ok(&["events", "set.db", "--format", "json"]));
    let event = &table["rows"][0];
    let id =
        event["id"].as_str().unwrap_or_else(|| panic!("nothing is coded: {table:#}"));
    let mention =
        json(folder.ok(&["export", "mentions", "set.db"]).lines().next().unwrap());
    assert_eq!(mention["type"], "ASSAULT");
    assert_eq!(mention["cameo"], "190");
    assert_eq!(mention["source_actors"][0]["country"], "NOR");
    assert_eq!(mention["source_actors"][0]["sector"], "MIL");
    assert_eq!(mention["rule"], "imported/imported-deeds/overblast");
    let why = folder.ok(&["why", id, "set.db", "--codebook", "over"]);
    let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(why.contains("en/names/imported-people.csv:"), "{why}");
    assert!(why.contains("dictionary people.txt"), "{why}");
    assert!(why.contains("en/rules/imported/imported-deeds.toml:"), "{why}");
    // Without the overlay nobody knows the name or the verb.
    folder.ok(&["build", "docs", "--into", "plain.db", "--quiet"]);
    assert_eq!(folder.ok(&["export", "mentions", "plain.db"]), "");
}

#[test]
fn exports_are_read_by_another_program() {
    let folder = Folder::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/caspian")
        .canonicalize();
    let examples = examples.unwrap().display().to_string();
    folder.ok(&["build", &examples, "--into", "set.db", "--quiet"]);
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval/read_exports.py");
    let program = assert_cmd::cargo::cargo_bin("chancery");
    let run = Command::new("python3")
        .arg(reader)
        .arg(program)
        .arg(folder.path().join("set.db"))
        .output();
    let Ok(run) = run else {
        println!("skipped: no python3 here");
        return;
    };
    let told = String::from_utf8_lossy(&run.stdout);
    let failed = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{told}{failed}");
}

#[test]
fn what_is_left_out_of_an_export_is_counted() {
    let folder = Folder::new();
    folder.put("a.txt", REPORT);
    folder.ok(&["build", "a.txt", "--into", "set.db", "--quiet"]);
    let mentions = folder.ok(&["export", "mentions", "set.db"]);
    let statuses: Vec<Value> =
        mentions.lines().map(|line| json(line)["status"].clone()).collect();
    let asserted = statuses.iter().filter(|status| **status == "asserted").count();
    let (left, all) = (statuses.len() - asserted, statuses.len());
    assert!(left > 0 && asserted > 0, "{statuses:?}");
    let outcome = folder.run(&["export", "csv", "set.db"]);
    assert_eq!((outcome.code, outcome.out.lines().count()), (0, 1 + asserted));
    let told = format!("{left} of {all} events are left out");
    assert!(outcome.err.contains(&told), "{}", outcome.err);
    assert!(outcome.err.contains("1 denied"), "{}", outcome.err);
    let every = folder.run(&["export", "csv", "set.db", "--include", "all"]);
    assert_eq!((every.out.lines().count(), &*every.err), (1 + all, ""));
    let refused = folder.run(&["export", "gdelt-2", "set.db", "--include", "claimed"]);
    assert_eq!(refused.code, 2, "GDELT has no field for a claim");
}

#[test]
fn what_a_clause_names_stands_in_for_an_actor_that_is_not_told() {
    let folder = Folder::new();
    let text = "Norwegian workers went on strike for better pay at a mill of Peru.\n\n\
                Following talks in Lima, Kenya put its troops on alert to reassure Ghana, officials of Chile \
                said.\n\nIceland attacked Togo with missiles of Benin.\n\nThe Kenyan foreign \
                minister repeated Kenya's support for Uganda.\n";
    folder.put("docs/a.txt", text);
    folder.ok(&["build", "docs", "--into", "set.db", "--quiet"]);
    let lines = folder.ok(&["export", "dyads", "set.db"]);
    let lines: Vec<Value> = lines.lines().map(json).collect();
    let of = |kind: &str| lines.iter().find(|line| line["type"] == kind).unwrap();
    let named = |kind: &str| -> Vec<(Value, Value)> {
        let actors = of(kind)["target_actors"].as_array().unwrap();
        let one = |one: &Value| (one["country"].clone(), one["instead"].clone());
        actors.iter().map(one).filter(|(country, _)| country.is_string()).collect()
    };
    let told = |state: &str| (Value::from(state), Value::Null);
    let by_clause = |state: &str| (Value::from(state), Value::from("clause"));
    assert_eq!(named("PROTEST"), [told("NOR"), by_clause("PER")], "assumed, then named");
    let mobilize = named("MOBILIZE");
    assert!(mobilize.contains(&by_clause("GHA")), "{mobilize:?}");
    let other = [by_clause("CHL"), by_clause("PER")];
    assert!(other.iter().all(|one| !mobilize.contains(one)), "{mobilize:?}");
    assert_eq!(named("ASSAULT"), [told("TGO")], "who is told needs no stand-in");
    let sources = of("SUPPORT")["source_actors"].as_array().unwrap();
    let [state, minister] = &sources[..] else { panic!("{sources:?}") };
    assert!(
        state["instead"].is_null() && minister["instead"] == "speaker",
        "{sources:?}"
    );
}
