//! Every command on a small folder of documents: what it prints, and the code it ends with.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{Folder, REPORT};
use serde_json::Value;

const OTHER: &str = "Norway expelled three Icelandic diplomats in Oslo on 3 March 2021, a spokesman said.\n\n\
    The two governments may hold talks in April 2021.\n";
const MANIFEST: &str = "path,url,publisher,author,published,language\n\
    a.txt,https://a.example/1,Northern Post,,2021-03-05,en\n\
    b.txt,https://b.example/1,Southern Star,,2021-03-06,en\n";

fn built() -> Folder {
    let folder = Folder::new();
    folder
        .put("in/a.txt", REPORT)
        .put("in/b.txt", OTHER)
        .put("in/manifest.csv", MANIFEST);
    folder.ok(&["build", "in"]);
    folder
}

/// The first id of this kind in a text.
fn id(text: &str, kind: char) -> String {
    let start = text.match_indices(&format!("{kind}-")).map(|(at, _)| at).find(|at| {
        text[at + 2..].bytes().take(8).filter(u8::is_ascii_hexdigit).count() == 8
    });
    let start = start.unwrap_or_else(|| panic!("no id of kind {kind} in:\n{text}"));
    text[start..start + 10].to_owned()
}

fn demand_plain(text: &str) {
    assert!(!text.contains('\u{1b}'), "an escape sequence in what is piped:\n{text}");
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "wider than 80 columns: {line}");
        assert_eq!(line, line.trim_end(), "a line ends in spaces");
    }
}

#[test]
fn a_build_ends_with_one_screen() {
    let folder = built();
    let screen = folder.ok(&["build", "in"]);
    demand_plain(&screen);
    assert!(screen.lines().count() <= 24, "{screen}");
    for words in [
        "2 documents, 2 independent publishers",
        "published 2021-03-05 .. 2021-03-06",
        "next:",
    ] {
        assert!(screen.contains(words), "`{words}` is not in:\n{screen}");
    }
    folder.ok(&["show", &id(&screen, 'I')]);
    folder.ok(&["why", &id(&screen, 'E')]);
    assert_eq!(folder.ok(&["build", "in", "--quiet"]), "");
}

#[test]
fn order_of_paths_and_number_of_threads_change_nothing() {
    let folder = built();
    let digest = |arguments: &[&str]| -> Value {
        let report: Value = serde_json::from_str(&folder.ok(arguments)).unwrap();
        report["summary"]["digest"].clone()
    };
    let one = digest(&["build", "in/a.txt", "in/b.txt", "--into", "1.db", "--json"]);
    let arguments =
        ["build", "in/b.txt", "in/a.txt", "--into", "2.db", "--threads", "1", "--json"];
    assert_eq!(one, digest(&arguments));
    assert_eq!(
        one,
        digest(&["build", "in", "--into", "3.db", "--threads", "2", "--json"])
    );
}

#[test]
fn an_event_is_listed_with_its_status_and_who_says_so() {
    let folder = built();
    let events = folder.ok(&["events"]);
    demand_plain(&events);
    assert!(events.contains("asserted    by Northern Post"), "{events}");
    assert!(events.contains("denied"), "{events}");
    let denied = folder.ok(&["events", "--status", "denied", "--format", "csv"]);
    assert!(
        denied.lines().count() > 1 && denied.contains("Northern Post > "),
        "{denied}"
    );
    let none = folder.ok(&["events", "--after", "2030"]);
    assert_eq!(none, "no events match\n");
    let one: Value =
        serde_json::from_str(&folder.ok(&["events", "--limit", "1", "--json"])).unwrap();
    assert_eq!(one["rows"].as_array().unwrap().len(), 1);
    assert_eq!(folder.run(&["events", "--status", "true"]).code, 2);
    assert_eq!(folder.run(&["events", "--after", "soon"]).code, 2);
    let of_b = folder.ok(&["events", "--document", "b.txt", "--format", "csv"]);
    assert!(of_b.contains(",b.txt,") && !of_b.contains(",a.txt,"), "{of_b}");
}

#[test]
fn an_incident_is_shown_with_every_account() {
    let folder = built();
    let incident = id(&folder.ok(&["incidents", "--document", "b.txt"]), 'I');
    let shown = folder.ok(&["show", &incident, "--links"]);
    demand_plain(&shown);
    for words in ["Northern Post", "Southern Star", "does not say", "contradicted"] {
        assert!(shown.contains(words), "`{words}` is not in:\n{shown}");
    }
    let json: Value =
        serde_json::from_str(&folder.ok(&["show", &incident, "--json"])).unwrap();
    assert!(json["accounts"]["rows"].as_array().is_some_and(|rows| !rows.is_empty()));
    let unknown = folder.run(&["show", "I-00000000"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("hint: `chancery events`"), "{}", unknown.err);
}

#[test]
fn an_event_tells_where_it_comes_from() {
    let folder = built();
    for row in folder.ok(&["events", "--format", "csv"]).lines().skip(1) {
        let told = folder.ok(&["why", &row[..10]]);
        demand_plain(&told);
        for words in
            ["trigger: ", "en/rules/", "according to", "steps to the status", "bytes"]
        {
            assert!(told.contains(words), "`{words}` is not in:\n{told}");
        }
        let json: Value =
            serde_json::from_str(&folder.ok(&["why", &row[..10], "--json"])).unwrap();
        let bytes = &json["bytes"];
        let raw = std::fs::read(
            folder.path().join("in").join(json["document"].as_str().unwrap()),
        );
        let at = |end: &str| usize::try_from(bytes[end].as_u64().unwrap()).unwrap();
        assert_eq!(
            std::str::from_utf8(&raw.unwrap()[at("start")..at("end")]).unwrap(),
            json["sentence"].as_str().unwrap()
        );
    }
}

#[test]
fn a_damaged_basis_ends_with_code_three() {
    let folder = built();
    let event = id(&folder.ok(&["events"]), 'E');
    let connection =
        rusqlite::Connection::open(folder.path().join("chancery.db")).unwrap();
    connection
        .execute_batch(
            "DROP TRIGGER coded_event_is_never_changed;
             UPDATE coded_event SET record = json_set(record, '$.trigger.end', 99999)",
        )
        .unwrap();
    drop(connection);
    let why = folder.run(&["why", &event]);
    assert_eq!(why.code, 3, "{}", why.err);
    assert!(why.err.contains("error[provenance]"), "{}", why.err);
    assert_eq!(folder.run(&["export", "mentions"]).code, 3);
}

#[test]
fn exports_are_json_lines() {
    let folder = built();
    let mentions = folder.ok(&["export", "mentions"]);
    assert!(mentions.lines().count() >= 3, "{mentions}");
    for line in mentions.lines().chain(folder.ok(&["export", "incidents"]).lines()) {
        let record: Value = serde_json::from_str(line).unwrap();
        assert!(
            record["trigger"]["start"].is_u64() || record["mentions"].is_array(),
            "{line}"
        );
    }
}

#[test]
fn annotations_point_into_the_text() {
    let folder = Folder::new();
    let record = "{\"id\": \"x\", \"text\": \"Norway’s minister said on Friday that Iceland had \
                  attacked Bergen.\", \"published\": \"2021-03-05\"}\n";
    folder.put("docs.jsonl", record);
    let text = "Norway’s minister said on Friday that Iceland had attacked Bergen.";
    let line = folder.ok(&["annotate", "docs.jsonl", "--format", "jsonl"]);
    let found: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(found["doc"], "x");
    let words = |item: &Value| {
        let at = |end: &str| usize::try_from(item[end].as_u64().unwrap()).unwrap();
        text.get(at("start")..at("end")).unwrap().to_owned()
    };
    let all = |key: &str| -> Vec<String> {
        found[key].as_array().unwrap().iter().map(words).collect()
    };
    assert_eq!(all("sentences"), [text]);
    assert_eq!(all("times"), ["Friday"]);
    assert_eq!(found["times"][0]["edtf"], "2021-03-05");
    let tokens = found["tokens"].as_array().unwrap();
    assert_eq!(tokens.iter().filter(|token| token["head"] == -1).count(), 1);
    assert_eq!(words(&found["attributions"][0]["cue"][0]), "said");
    let events = found["events"].as_array().unwrap();
    assert!(
        events.iter().any(|event| words(&event["trigger"]) == "attacked"),
        "{events:?}"
    );
}

#[test]
fn the_program_describes_itself() {
    let folder = Folder::new();
    assert!(folder.ok(&["man"]).contains(".TH"));
    assert!(folder.ok(&["completions", "bash"]).contains("chancery"));
    let help = folder.ok(&["--help"]);
    assert!(help.contains("Exit codes:"), "{help}");
    assert_eq!(folder.run(&["nonsense"]).code, 2);
}

#[test]
fn a_codebook_folder_is_checked() {
    let folder = Folder::new();
    folder.put("mine/en/rules/own.toml", "[[rule]]\nname = \"x\"\n");
    let checked = folder.run(&["codebook", "check", "--codebook", "mine"]);
    assert_eq!(checked.code, 2, "{}", checked.out);
    assert!(checked.out.contains("--> en/rules/own.toml:"), "{}", checked.out);
    let built =
        folder.put("a.txt", REPORT).run(&["build", "a.txt", "--codebook", "mine"]);
    assert_eq!(built.code, 2);
    assert!(built.err.contains("codebook check"), "{}", built.err);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    use std::process::{Command, Stdio};
    let folder = built();
    let program = env!("CARGO_BIN_EXE_chancery");
    let mut child = Command::new(program)
        .args(["export", "mentions"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn passages_are_searched_by_words_and_events() {
    let folder = built();
    let found = folder.ok(&["search", "\"icelandic diplomats\" actor:NOR"]);
    demand_plain(&found);
    for words in ["Southern Star [b.txt, byte 0]", "E-", "Norway -> ", "2 passages"] {
        assert!(found.contains(words), "`{words}` is not in:\n{found}");
    }
    let table: Value =
        serde_json::from_str(&folder.ok(&["search", "talks -diplomats", "--json"]))
            .unwrap();
    assert_eq!(table["rows"].as_array().unwrap().len(), 1);
    assert!(folder.ok(&["search", "zeppelin"]).contains("no passages match"));
    for (asked, words) in [
        ("planet:mars", "there is no field `planet`"),
        ("\"open", "a quotation mark has no partner"),
        ("talks AND", "cannot be understood"),
    ] {
        let outcome = folder.run(&["search", asked]);
        let told = outcome.err;
        assert_eq!(outcome.code, 2);
        assert!(told.contains(words) && told.contains("hint"), "{told}");
    }
}

#[test]
fn a_dataset_is_verified_by_coding_it_again() {
    let folder = built();
    let told = folder.ok(&["verify"]);
    assert!(told.contains("all is coded again as it is stored"), "{told}");
    // A codebook without the rules by which the expulsions were coded.
    folder.put("book/en/rules/sanction.toml", "");
    let outcome = folder.run(&["verify", "--codebook", "book"]);
    assert_eq!(outcome.code, 3, "{}", outcome.err);
    demand_plain(&outcome.out);
    assert!(outcome.out.contains("is stored but not found again"), "{}", outcome.out);
    let json: Value = serde_json::from_str(
        &folder.run(&["verify", "--codebook", "book", "--json"]).out,
    )
    .unwrap();
    assert!(!json["differences"].as_array().unwrap().is_empty());
}

#[test]
fn an_office_conflict_is_told_wherever_it_bears_on() {
    let folder = Folder::new();
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let record = |day: &str, text: &str| {
        format!("{{\"id\":\"{day}\",\"published\":\"{day}\",\"text\":\"{text}\"}}\n")
    };
    let one = "Fiji's Health Minister Mere Tuilagi visited Botswana on 3 March 2031.";
    let other = "Fiji's Energy Minister Mere Tuilagi met the president of Botswana.";
    let both = record("2031-03-04", one) + &record("2031-03-06", other);
    let screen = flat(&folder.put("in/two.jsonl", both).ok(&["build", "in"]));
    assert!(screen.contains("1 office-conflict"), "{screen}");
    assert!(screen.contains("Energy Minister Mere Tuilagi"), "{screen}");
    let findings = flat(&folder.ok(&["findings"]));
    assert!(findings.contains("warning[office-conflict]: Mere Tuilagi"), "{findings}");
    let why = flat(&folder.ok(&["why", &id(&folder.ok(&["events"]), 'E')]));
    assert!(why.contains("health minister of FJI"), "{why}");
    let show = flat(&folder.ok(&["show", &id(&folder.ok(&["incidents"]), 'I')]));
    assert!(show.contains("energy minister of FJI"), "{show}");
    let lines = folder.ok(&["export", "warnings"]);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    let (start, end) = (&first["start"], &first["end"]);
    let text = [one, other]
        .into_iter()
        .find(|text| text.contains(first["words"].as_str().unwrap()))
        .unwrap();
    let place = |at: &Value| usize::try_from(at.as_u64().unwrap()).unwrap();
    assert_eq!(&text[place(start)..place(end)], first["words"]);
    let markdown = folder.ok(&["dossier", "--format", "markdown"]);
    assert!(markdown.contains("cannot both be"), "{markdown}");
}
