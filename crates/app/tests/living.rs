//! A dataset that lives: killed builds, two processes, more documents, decisions, differences.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{Folder, REPORT};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const OTHER: &str = "Norway expelled three Icelandic diplomats in Oslo on 3 March 2021, a spokesman said.\n\n\
    The two governments may hold talks in April 2021.\n";

/// A folder with so many documents of two reports.
fn folder(documents: usize) -> Folder {
    let folder = Folder::new();
    for number in 0..documents {
        let text = if number % 2 == 0 { REPORT } else { OTHER };
        let day = format!(
            "\n\nPeru accused Chile of an attack on {} May 2021.\n",
            number % 28 + 1
        );
        folder.put(&format!("in/{number:03}.txt"), format!("{text}{day}"));
    }
    folder
}

/// Everything that a dataset says, as other programs read it.
fn said(folder: &Folder, dataset: &str) -> String {
    folder.ok(&["export", "mentions", dataset])
        + &folder.ok(&["export", "incidents", dataset])
}

fn begin(folder: &Folder, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .current_dir(folder.path())
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_build_killed_at_fifty_moments_leaves_a_file_that_the_next_one_finishes() {
    let folder = folder(40);
    let clock = Instant::now();
    folder.ok(&["build", "in", "--into", "whole.db", "--quiet"]);
    let whole = clock.elapsed();
    let expected = said(&folder, "whole.db");
    // Moments spread over the whole build as the golden ratio spreads them.
    for kill in 0..50_u32 {
        let part = f64::from(kill) * 0.618_034 % 1.0;
        let name = format!("killed-{}.db", kill / 10);
        let mut child = begin(&folder, &["build", "in", "--into", &name, "--quiet"]);
        std::thread::sleep(whole.mul_f64(part).max(Duration::from_millis(1)));
        child.kill().unwrap();
        child.wait().unwrap();
        if kill % 10 == 9 {
            folder.ok(&["build", "in", "--into", &name, "--quiet"]);
            assert_eq!(said(&folder, &name), expected, "killed at {part} of a build");
            assert_eq!(folder.run(&["diff", "whole.db", &name]).code, 0);
        }
    }
}

#[test]
fn two_builds_into_one_file_at_once_leave_both_whole() {
    let folder = folder(20);
    folder.put("more/x.txt", "Peru expelled two envoys of Chile on 4 May 2021.\n");
    folder.ok(&["build", "in", "--into", "whole.db", "--quiet"]);
    let mut children = [
        begin(&folder, &["build", "in", "--into", "both.db", "--quiet"]),
        begin(&folder, &["build", "in", "more", "--into", "both.db", "--quiet"]),
        begin(&folder, &["build", "in", "--into", "both.db", "--quiet"]),
    ];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    folder.ok(&["build", "in", "--into", "both.db", "--quiet"]);
    assert_eq!(said(&folder, "both.db"), said(&folder, "whole.db"));
}

#[test]
fn documents_added_later_make_the_same_dataset() {
    let folder = folder(6);
    folder.ok(&["build", "in", "--into", "grown.db", "--quiet"]);
    folder.put("in/x.txt", "Peru expelled two envoys of Chile on 4 May 2021.\n");
    let told = folder.ok(&["build", "in", "--into", "grown.db", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["coded"], &told["reused"]), (&1.into(), &6.into()));
    folder.ok(&["build", "in", "--into", "full.db", "--quiet"]);
    assert_eq!(said(&folder, "grown.db"), said(&folder, "full.db"));
}

#[test]
fn what_changed_between_two_datasets_is_told() {
    let folder = folder(2);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    folder.put("in/x.txt", "Peru expelled two envoys of Chile on 4 May 2021.\n");
    folder.ok(&["build", "in", "--into", "b.db", "--quiet"]);
    let same = folder.run(&["diff", "a.db", "a.db"]);
    assert_eq!((same.code, same.out.trim()), (0, "both say the same"));
    let changed = folder.run(&["diff", "a.db", "b.db"]);
    assert_eq!(changed.code, 1, "{}", changed.err);
    for words in
        ["document added  x.txt", "added SANCTION/expel \"expelled\"", "incident added"]
    {
        assert!(changed.out.contains(words), "`{words}` is not in:\n{}", changed.out);
    }
    let json = folder.run(&["diff", "b.db", "a.db", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["documents"][0]["kind"], "gone");
    assert_eq!(folder.run(&["diff", "a.db", "none.db"]).code, 2);
}

#[test]
fn what_is_said_beside_events_is_compared_too() {
    let attack = |guards: &str, motive: &str| {
        format!(
            "Gunmen attacked the embassy of Iceland in Oslo on 3 March 2031 because of {motive}. \
             The attack killed {guards} guards.\n"
        )
    };
    let folder = Folder::new();
    folder.put("in/a.txt", attack("two", "a quarrel over fish"));
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    folder.put("other/a.txt", attack("six", "a quarrel over fish"));
    folder.ok(&["build", "other", "--into", "b.db", "--quiet"]);
    let changed = folder.run(&["diff", "a.db", "b.db", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&changed.out).unwrap();
    let remarks = json["remarks"].as_array().unwrap();
    assert_eq!(changed.code, 1);
    assert!(remarks.iter().any(|one| one["what"] == "killed"), "{}", changed.out);
    let told = folder.run(&["diff", "a.db", "b.db"]).out;
    assert!(told.contains("killed gone") && told.contains("killed added"), "{told}");
    let verified = folder.ok(&["verify", "a.db", "--json"]);
    let verified: serde_json::Value = serde_json::from_str(&verified).unwrap();
    assert!(verified["remarks"].as_u64() > Some(0), "{verified}");
    // A remark and a quotation that nobody wrote are found.
    let forge = rusqlite::Connection::open(folder.path().join("a.db")).unwrap();
    forge
        .execute_batch(
            "DROP TRIGGER remark_is_never_changed; DROP TRIGGER kept_is_never_changed; \
             UPDATE remark SET record = replace(record, '\"low\":2', '\"low\":9'); \
             UPDATE kept SET quoted = '[{\"country\":null,\"words\":9}]';",
        )
        .unwrap();
    drop(forge);
    let forged = folder.run(&["verify", "a.db"]);
    assert_eq!(forged.code, 3, "{}", forged.out);
    for words in ["killed ", "kept is found with other values"] {
        assert!(forged.out.contains(words), "`{words}` is not in:\n{}", forged.out);
    }
}

#[test]
fn an_event_is_given_another_code_and_date_and_they_are_taken_back() {
    let folder = folder(2);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    let before = said(&folder, "a.db");
    let [one, _] = two_events(&folder);
    let judge = |more: &[&str]| {
        let mut all = vec!["judge", more[0], &one, "a.db", "--because", "read again"];
        all.extend(&more[1..]);
        folder.run(&all)
    };
    for bad in [
        ["code", "--value", "NOTHING/such 99"].as_slice(),
        &["code"],
        &["date", "--value", "soon"],
        &["accept", "--value", "2031"],
    ] {
        assert_eq!(judge(bad).code, 2, "{bad:?}");
    }
    let rules = folder.ok(&["table", "codebook", "a.db", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_str(&rules).unwrap();
    let rule = &rules["rows"][0];
    let code = format!(
        "{} {}",
        rule["codes"].as_str().unwrap(),
        rule["cameo"].as_str().unwrap()
    );
    assert_eq!(judge(&["code", "--value", &code]).code, 0);
    assert_eq!(judge(&["date", "--value", "2031-05"]).code, 0);
    assert_eq!(judge(&["later"]).code, 0);
    assert_eq!(said(&folder, "a.db"), before, "nothing changes until the next build");
    folder.ok(&["verify", "a.db"]);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    let events = folder.ok(&["events", "a.db", "--format", "json"]);
    let events: serde_json::Value = serde_json::from_str(&events).unwrap();
    let event =
        events["rows"].as_array().unwrap().iter().find(|row| row["id"] == *one).unwrap();
    assert_eq!((&event["action"], &event["date"]), (&rule["codes"], &"2031-05".into()));
    let why = folder.ok(&["why", &one, "a.db"]);
    assert!(why.contains("an analyst's decision"), "{why}");
    folder.ok(&["verify", "a.db"]);
    let view = rusqlite::Connection::open(folder.path().join("a.db")).unwrap();
    let row =
        |sql: &str| view.query_row(sql, [&one], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(row("SELECT date_earliest FROM event WHERE id = ?1"), "2031-05-01");
    assert_eq!(row("SELECT date_basis FROM event WHERE id = ?1"), "decision");
    assert_eq!(judge(&["withdraw"]).code, 0);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    assert_eq!(said(&folder, "a.db"), before);
}

/// The first two event ids of a dataset.
fn two_events(folder: &Folder) -> [String; 2] {
    let lines = folder.ok(&["export", "mentions", "a.db"]);
    let mut ids = lines.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["id"].as_str().unwrap().to_owned()
    });
    [ids.next().unwrap(), ids.next().unwrap()]
}

#[test]
fn a_decision_is_replayed_by_the_next_build_and_can_be_withdrawn() {
    let folder = folder(2);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    let before = said(&folder, "a.db");
    let [one, other] = two_events(&folder);
    folder.ok(&["decide", "merge", &one, &other, "a.db", "--because", "both were read"]);
    assert_eq!(said(&folder, "a.db"), before, "nothing changes until the next build");
    folder.ok(&["verify", "a.db"]);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    let merged = folder.ok(&["export", "incidents", "a.db"]);
    let holds_both = |line: &&str| line.contains(&one) && line.contains(&other);
    let line = merged.lines().find(holds_both).expect("one incident with both events");
    assert!(line.contains("decided"), "{line}");
    folder.ok(&["verify", "a.db"]);
    assert!(folder.ok(&["decisions", "a.db"]).contains("both were read"));
    folder.ok(&["decide", "withdraw", &one, &other, "a.db", "--because", "an error"]);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    assert_eq!(said(&folder, "a.db"), before);
}

#[test]
fn every_statement_of_a_dossier_has_its_asserter_and_its_sentence() {
    let folder = folder(2);
    folder.ok(&["build", "in", "--into", "a.db", "--quiet"]);
    let page = folder.ok(&["dossier", "a.db", "--format", "markdown"]);
    let statements: Vec<&str> =
        page.lines().filter(|line| line.starts_with("  - ")).collect();
    assert!(statements.len() > 10, "{page}");
    for line in statements {
        let note = line.rsplit_once("[^").map(|(_, note)| note.trim_end_matches(']'));
        let note = note.unwrap_or_else(|| panic!("no note: {line}"));
        assert!(line.contains("according to "), "{line}");
        assert!(page.contains(&format!("\n[^{note}]: \"")), "{line}");
    }
    let html = folder.ok(&["dossier", "a.db", "--dyad", "NOR", "ISL"]);
    assert!(html.contains("<title>NOR and ISL</title>") && !html.contains("<script"));
    assert!(!html.contains("Peru"), "{html}");
}
