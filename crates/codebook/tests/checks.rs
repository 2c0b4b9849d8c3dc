//! The built-in codebook is sound, and each check finds the damage it is there for: every
//! test damages a copy in one place and reads the finding with its file and line.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use chancery_codebook::{Codebook, Files};
use chancery_model::{Diagnostic, Severity};

/// What is wrong with the built-in codebook once `change` is made to one of its files.
fn damaged(path: &str, change: impl Fn(&str) -> String) -> Vec<Diagnostic> {
    let mut files = Files::embedded();
    let before = files.get(path).unwrap_or_default().to_owned();
    let after = change(&before);
    assert_ne!(before, after, "the damage to {path} is done");
    files.insert(path, &after);
    Codebook::load(&files).expect_err("a damaged codebook is refused")
}

/// The built-in codebook with lines added to one of its files, in their place in byte order.
fn with_rows(path: &str, rows: &[&str]) -> Vec<Diagnostic> {
    damaged(path, |text| insert_rows(text, rows))
}

fn insert_rows(text: &str, rows: &[&str]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let first = |line: &str| line.split(',').next().unwrap_or_default().to_owned();
    for row in rows {
        let at = lines[1..].iter().position(|line| first(line) > first(row));
        lines.insert(at.map_or(lines.len(), |at| at + 1), row);
    }
    lines.join("\n") + "\n"
}

/// The line, from one, of the last line that begins so.
fn line_of(path: &str, text: &str, start: &str) -> u32 {
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().rposition(|line| line.starts_with(start));
    let at = at.unwrap_or_else(|| panic!("{path} has a line that begins with {start}"));
    u32::try_from(at + 1).unwrap()
}

/// Whether one finding has this code and place and speaks of this.
#[track_caller]
fn assert_found(findings: &[Diagnostic], code: &str, path: &str, line: u32, word: &str) {
    let fits = |finding: &&Diagnostic| {
        finding.code.as_ref() == code
            && finding.place.file.as_ref() == path
            && finding.place.line == line
            && finding.message.contains(word)
    };
    let told: Vec<String> = findings.iter().take(9).map(ToString::to_string).collect();
    assert!(
        findings.iter().any(|finding| fits(&finding)),
        "no {code} about {word} at {path}:{line} among\n{}",
        told.join("\n")
    );
}

/// Adds rows and looks for a finding at the last of them.
#[track_caller]
fn assert_rows_refused(path: &str, rows: &[&str], code: &str, word: &str) {
    let findings = with_rows(path, rows);
    let text = insert_rows(Files::embedded().get(path).unwrap(), rows);
    let line = line_of(path, &text, rows.last().unwrap());
    assert_found(&findings, code, path, line, word);
    assert_eq!(findings.len(), 1, "nothing else is wrong: {findings:#?}");
}

const RULES: &str = "en/rules/zzz.toml";

/// A rule file laid beside the built-in ones.
fn with_rule(rule: &str) -> Vec<Diagnostic> {
    damaged(RULES, |_| rule.to_owned())
}

const SOUND_RULE: &str = r#"# A rule of no use.

[[rule]]
name = "try"
verbs = ["zzz"]
source_actor = ["agent"]
target_actor = ["patient"]
codes = "ACCUSE/allege"
cameo = "112"
examples = [
  { text = "Norway zzzs Iceland.", event = "ACCUSE/allege NOR -> ISL" },
  { text = "Iceland was zzzed by Norway.", event = "ACCUSE/allege NOR -> ISL" },
]
refuses = ["Bees zzz."]
credit = "original"
"#;

#[test]
fn nothing_is_wrong_with_the_built_in_codebook() {
    let (_, findings) = Codebook::examine(&Files::embedded());
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{} findings:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn a_sound_rule_may_be_added() {
    let mut files = Files::embedded();
    files.insert(RULES, SOUND_RULE);
    assert!(Codebook::load(&files).is_ok());
}

#[test]
fn an_id_stands_once() {
    assert_rows_refused(
        "actors/states.csv",
        &["NOR,,,,,partial,,,,original,"],
        "repeated-id",
        "NOR",
    );
    assert_rows_refused(
        "actors/offices.csv",
        &["president,organ,GOV,,original,"],
        "repeated-id",
        "president",
    );
    assert_rows_refused(
        "ontology/sectors.csv",
        &["MIL,Again,A second one.,primary,,original,"],
        "repeated-id",
        "MIL",
    );
    assert_rows_refused(
        "ontology/scales/plover.csv",
        &["AID,1.0,original,again"],
        "repeated-id",
        "AID",
    );
    let twice = format!(
        "{SOUND_RULE}\n{}",
        SOUND_RULE.lines().skip(2).collect::<Vec<_>>().join("\n")
    );
    assert_found(&with_rule(&twice), "repeated-id", RULES, 17, "zzz/try");
    let path = "ontology/types.toml";
    let kind = "\n[[type]]\nid = \"AID\"\nname = \"Aid\"\ndefinition = \"Again.\"\n\
                quad = \"material-cooperation\"\nneeds_target = true\ncredit = \"original\"\n";
    let line =
        u32::try_from(Files::embedded().get(path).unwrap().lines().count()).unwrap() + 2;
    let findings = damaged(path, |text| format!("{text}{kind}"));
    assert_found(&findings, "repeated-id", path, line, "AID");
}

#[test]
fn what_is_referred_to_exists() {
    for (path, row, word) in [
        ("actors/states.csv", "ZZZ,,,,,territory,QQQ,,,original,", "QQQ"),
        ("actors/organisations.csv", "zzz,organ,MIL,QQQ,,,original,", "QQQ"),
        ("actors/organisations.csv", "zzz,organ,QQQ,NOR,,,original,", "QQQ"),
        ("actors/terms.csv", "zzz,qqq,NOR,2031-01-01,,original,", "qqq"),
        ("actors/terms.csv", "zzz,president,QQQ,2031-01-01,,original,", "QQQ"),
        ("en/names/states.csv", "Zzz,QQQ,name,,,,original,", "QQQ"),
        ("en/offices.csv", "zzz,qqq,original,", "qqq"),
        ("en/roles.csv", "zzz,zzzs,QQQ,person,original,", "QQQ"),
        ("ontology/cameo.csv", "99,QQQ,Zzz,Zzz.,original,", "QQQ"),
        ("ontology/crosswalk.csv", "999,AID,,,original,", "999"),
        ("ontology/scales/plover.csv", "ZZZ,1.0,original,", "ZZZ"),
    ] {
        assert_rows_refused(path, &[row], "unknown-reference", word);
    }
    for (from, to, word) in [
        ("ACCUSE/allege\"\ncameo", "ACCUSE/qqq\"\ncameo", "ACCUSE/qqq"),
        ("\"112\"", "\"qqq\"", "qqq"),
        ("refuses", "contexts = [\"qqq\"]\nrefuses", "qqq"),
        ("refuses", "with = { patient = [\"@qqq\"] }\nrefuses", "qqq"),
    ] {
        let findings = with_rule(&SOUND_RULE.replacen(from, to, 1));
        assert_found(&findings, "unknown-reference", RULES, 3, word);
    }
}

#[test]
fn rows_are_sorted() {
    let path = "actors/offices.csv";
    let row = "zzz,organ,GOV,,original,";
    let findings = damaged(path, |text| text.replacen('\n', &format!("\n{row}\n"), 1));
    assert_found(&findings, "unsorted", path, 3, "zzz");
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_type_says_what_it_is() {
    let path = "ontology/types.toml";
    let text = Files::embedded();
    let text = text.get(path).unwrap();
    let line = line_of(path, text, "id = \"AID\"");
    let without = |start: &'static str| {
        move |text: &str| {
            let (before, after) = text.split_once("id = \"AID\"").unwrap();
            let mut lines: Vec<&str> = after.lines().collect();
            let at = lines.iter().position(|line| line.starts_with(start)).unwrap();
            lines.remove(at);
            format!("{before}id = \"AID\"{}\n", lines.join("\n"))
        }
    };
    let findings = damaged(path, |text| {
        without("definition")(text).replacen(
            "id = \"AID\"",
            "id = \"AID\"\ndefinition = \"\"",
            1,
        )
    });
    assert_found(&findings, "incomplete-type", path, line - 1, "AID");
    for column in ["definition", "quad", "needs_target"] {
        let findings = damaged(path, without(column));
        let finding = findings.iter().find(|finding| finding.code.as_ref() == "bad-toml");
        let finding =
            finding.unwrap_or_else(|| panic!("a type without {column} is refused"));
        assert!(finding.message.contains(column), "{finding}");
        assert_eq!((finding.place.file.as_ref(), finding.place.line), (path, line - 1));
    }
    assert_found(
        &damaged(path, without("credit")),
        "incomplete-type",
        path,
        line - 1,
        "AID",
    );
}

/// The draft manual of PLOVER prints ACCUSE as +3 where its modes lie between -3.5 and -2.
#[test]
fn a_type_scores_within_the_range_of_its_modes() {
    let path = "ontology/scales/plover.csv";
    let line = line_of(path, Files::embedded().get(path).unwrap(), "ACCUSE,");
    let findings =
        damaged(path, |text| text.replacen("\nACCUSE,-3.0", "\nACCUSE,3.0", 1));
    assert_found(&findings, "score-out-of-range", path, line, "ACCUSE");
    assert_eq!(findings.len(), 1);
}

#[test]
fn terms_of_one_office_do_not_overlap() {
    let path = "actors/terms.csv";
    let rows = |note: &str| {
        [("zzz-a", "2031-01-01", "2033-01-01"), ("zzz-b", "2032-12-31", "")].map(
            |(person, from, until)| {
                format!("{person},monarch,BRA,{from},{until},original,{note}")
            },
        )
    };
    let refused = rows("");
    let refused: Vec<&str> = refused.iter().map(String::as_str).collect();
    assert_rows_refused(path, &refused, "overlapping-terms", "zzz-a");
    let doubtful = rows("until: day uncertain");
    let doubtful: Vec<&str> = doubtful.iter().map(String::as_str).collect();
    assert_rows_refused(path, &doubtful, "overlapping-terms", "zzz-b");
    let sound: Vec<[String; 2]> = vec![
        rows("regent; co-holder"),
        rows("").map(|row| row.replace("monarch", "ambassador")),
        rows("").map(|row| row.replace("2032-12-31", "2033-01-01")),
        [rows("north")[0].clone(), rows("south")[1].clone()],
    ];
    for rows in sound {
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let mut files = Files::embedded();
        let text = insert_rows(files.get(path).unwrap(), &rows);
        files.insert(path, &text);
        let findings = Codebook::examine(&files).1;
        assert!(findings.is_empty(), "{rows:?}: {findings:#?}");
    }
}

#[test]
fn a_year_has_four_digits() {
    for (from, until) in
        [("31-01-01", ""), ("2031-01-01", "33-01-01"), ("01/02/2031", "")]
    {
        let row = format!("zzz,president,NOR,{from},{until},original,");
        assert_rows_refused("actors/terms.csv", &[&row], "not-a-day", "is not a day");
    }
}

#[test]
fn a_period_does_not_end_before_it_begins() {
    let row = "zzz,president,NOR,2033-01-01,2031-01-01,original,";
    assert_rows_refused("actors/terms.csv", &[row], "empty-period", "until");
}

#[test]
fn a_rule_has_two_examples_and_a_refusal() {
    let second = "  { text = \"Iceland was zzzed by Norway.\", event = \"ACCUSE/allege NOR -> ISL\" },\n";
    let findings = with_rule(&SOUND_RULE.replace(second, ""));
    assert_found(&findings, "rule-without-examples", RULES, 3, "zzz/try");
    assert_eq!(findings.len(), 1);
    let findings = with_rule(&SOUND_RULE.replace("\"Bees zzz.\"", ""));
    assert_found(&findings, "rule-without-refusal", RULES, 3, "zzz/try");
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_name_of_two_actors_is_marked() {
    let path = "en/names/states.csv";
    let unmarked = [
        "Zzz,NOR,name,2031-01-01,,,original,",
        "Zzz,ISL,name,,,told by the context,original,",
    ];
    assert_rows_refused(path, &unmarked, "ambiguous-name", "Zzz");
    let mut files = Files::embedded();
    let sound = [
        "Zzz,NOR,name,2031-01-01,,told by the context,original,",
        "Zzz,ISL,name,,,told by the context,original,",
        "Zzzz,NOR,name,,2031-01-01,,original,",
        "Zzzz,ISL,name,2031-01-01,,,original,",
    ];
    let text = insert_rows(files.get(path).unwrap(), &sound);
    files.insert(path, &text);
    let findings = Codebook::examine(&files).1;
    assert!(findings.is_empty(), "marked, or in other periods: {findings:#?}");
}

#[test]
fn every_row_and_rule_has_a_credit() {
    assert_rows_refused(
        "actors/offices.csv",
        &["zzz,organ,GOV,,,"],
        "no-credit",
        "credit",
    );
    assert_rows_refused(
        "en/names/states.csv",
        &["Zzz,NOR,name,,,,,"],
        "no-credit",
        "credit",
    );
    let findings = with_rule(&SOUND_RULE.replace("credit = \"original\"\n", ""));
    assert_found(&findings, "no-credit", RULES, 3, "zzz/try");
    let path = "en/classes.toml";
    let lines = Files::embedded().get(path).unwrap().lines().count();
    let line = u32::try_from(lines).unwrap() + 2;
    let class = "\n[[class]]\nname = \"zzz\"\nwords = [\"zzz\"]\ncredit = \"\"\n";
    assert_found(
        &damaged(path, |text| format!("{text}{class}")),
        "no-credit",
        path,
        line,
        "zzz",
    );
}

#[test]
fn a_broken_table_is_told_by_line() {
    assert_rows_refused("actors/offices.csv", &["zzz,organ"], "ragged-row", "2 cells");
    let path = "actors/offices.csv";
    let findings = damaged(path, |text| text.replacen(",credit", ",thanks", 1));
    assert_found(&findings, "missing-column", path, 1, "credit");
    let findings = with_rule("[[rule]]\nname = \"try\"\nverb = [\"zzz\"]\n");
    assert_found(&findings, "bad-toml", RULES, 3, "verb");
}

#[test]
fn everything_is_told_at_once_in_order() {
    let mut files = Files::embedded();
    let damage = [
        ("actors/offices.csv", "zzz,organ,QQQ,,original,"),
        ("actors/terms.csv", "zzz,president,QQQ,31-01-01,,,"),
        ("en/names/states.csv", "Zzz,QQQ,name,,,,original,"),
    ];
    for (path, row) in damage {
        let text = insert_rows(files.get(path).unwrap(), &[row]);
        files.insert(path, &text);
    }
    files.insert(RULES, &SOUND_RULE.replace("\"Bees zzz.\"", ""));
    let findings = Codebook::load(&files).expect_err("damaged");
    let told: Vec<(&str, &str)> =
        findings.iter().map(|one| (one.place.file.as_ref(), one.code.as_ref())).collect();
    let expected = [
        ("actors/offices.csv", "unknown-reference"),
        ("actors/terms.csv", "no-credit"),
        ("actors/terms.csv", "not-a-day"),
        ("actors/terms.csv", "unknown-reference"),
        ("en/names/states.csv", "unknown-reference"),
        (RULES, "rule-without-refusal"),
    ];
    assert_eq!(told, expected);
    assert!(
        findings.iter().all(|one| one.place.line > 0 && one.severity == Severity::Error)
    );
}
