//! Scores of a small dataset against gold, worked out by hand, and what is said of bad gold.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use chancery_codebook::{Codebook, Files};
use chancery_dataset::scoring::{Dimension, Gold, GoldFile, Rate, Scores, score};
use chancery_model::{Diagnostic, Severity};
use common::{built, clash, incident};

const ACTORS: &str = r#"{"id": "NOR", "country": "NOR"}
{"id": "ISL", "country": "ISL"}
{"id": "nor:army", "country": null, "affiliation": "NOR"}
"#;

/// One right, one with the wrong status, one not coded, one of another type, one borderline.
const GOLD: &str = r#"{"id": "g1", "doc": "north.txt", "quote": "Norway attacked Iceland on 5 March 2031", "trigger": "attacked", "plover": "ASSAULT", "plover_mode": null, "cameo": "190", "source_actor": ["NOR"], "target_actor": ["ISL"], "status_type": "asserted", "date_edtf": "2031-03-05", "attributed_to": null, "incident": "clash"}
{"id": "g2", "doc": "north.txt", "quote": "NOR/ministry denied the assault", "trigger": "assault", "plover": "ASSAULT", "cameo": "180", "source_actor": ["NOR"], "target_actor": ["ISL"], "status_type": "claimed", "date_edtf": null, "attributed_to": "NOR"}

{"id": "g3", "doc": "north.txt", "quote": "killing two", "plover": "COERCE", "plover_mode": "arrest", "source_actor": ["NOR"], "target_actor": [], "status_type": "asserted"}
{"id": "g4", "doc": "south.txt", "quote": "Norwegian troops raided Iceland", "trigger": "raided", "plover": "MOBILIZE", "source_actor": ["nor:army"], "target_actor": "NOR", "incident": "clash"}
"#;

fn codebook() -> Codebook {
    Codebook::load(&Files::embedded()).unwrap()
}

fn read(text: &str, actors: Option<&str>) -> Result<Gold, Vec<Diagnostic>> {
    let mentions = GoldFile { name: "gold.jsonl", text };
    let actors = actors.map(|text| GoldFile { name: "actors.jsonl", text });
    Gold::read(mentions, actors, &codebook()).map(|(gold, _)| gold)
}

fn scored(name: &str, text: &str) -> (Option<Scores>, Vec<Diagnostic>) {
    let [first, second] = clash();
    let one = incident(&[&first, &second]);
    let dataset = built(name, &[&first, &second], std::slice::from_ref(&one));
    score(&mut read(text, Some(ACTORS)).unwrap(), &dataset).unwrap()
}

#[test]
fn figures_are_those_worked_out_by_hand() {
    let (scores, findings) = scored("scores", GOLD);
    assert_eq!(findings, []);
    let scores = scores.unwrap();
    let rate = |right| Rate { gold: 4, coded: 3, right };
    assert_eq!(scores.found, rate(3), "g3 is told by no event");
    assert_eq!(scores.typed, rate(2), "g4 is of another type");
    assert_eq!(scores.coded, rate(2));
    assert!((scores.typed.f1() - 4.0 / 7.0).abs() < 1e-9);
    assert_eq!((scores.status.right, scores.status.of), (1, 2));
    assert_eq!((scores.date.right, scores.date.of), (2, 2), "none where there is none");
    assert_eq!((scores.speaker.right, scores.speaker.of), (2, 2));
    assert_eq!((scores.mode.right, scores.mode.of), (1, 1), "g2 is not judged");
    assert_eq!((scores.cameo.right, scores.cameo.of), (1, 2));
    assert_eq!(scores.by_type["ASSAULT"], Rate { gold: 2, coded: 3, right: 2 });
    assert_eq!(scores.by_mode["COERCE/arrest"], Rate { gold: 1, coded: 0, right: 0 });
    assert_eq!(scores.by_source_actor["NOR"], Rate { gold: 3, coded: 3, right: 3 });
    assert_eq!(scores.by_target_actor["ISL"], Rate { gold: 2, coded: 3, right: 2 });
    let incidents = scores.incidents.unwrap();
    assert_eq!((incidents.mentions, incidents.found), (2, 2));
    assert!((incidents.f1 - 1.0).abs() < 1e-9);
}

#[test]
fn every_cell_has_its_sentences() {
    let (scores, _) = scored("cells", GOLD);
    let scores = scores.unwrap();
    let by_type = scores.confusion(Dimension::Type);
    let times: usize = by_type.iter().map(|cell| cell.times).sum();
    assert_eq!(times, scores.judged.len());
    let missed: Vec<_> =
        scores.behind(Dimension::Type, Some("COERCE"), Some("nothing")).collect();
    assert_eq!(missed.len(), 1);
    assert_eq!((&*missed[0].sentence, missed[0].line), ("killing two", Some(4)));
    let wrong = scores.behind(Dimension::Status, Some("claimed"), Some("denied"));
    assert_eq!(wrong.map(|one| one.gold.as_deref()).collect::<Vec<_>>(), [Some("g2")]);
}

#[test]
fn what_is_borderline_neither_costs_nor_earns() {
    let borderline = GOLD.replace(
        r#""plover": "MOBILIZE""#,
        r#""tier": "borderline", "plover": "MOBILIZE""#,
    );
    let (scores, _) = scored("borderline", &borderline);
    let scores = scores.unwrap();
    assert_eq!(scores.found, Rate { gold: 3, coded: 2, right: 2 });
}

#[test]
fn an_event_that_the_gold_lacks_is_told_as_such() {
    let first = GOLD.lines().next().unwrap();
    let (scores, _) = scored("spare", first);
    let scores = scores.unwrap();
    let spare = scores.behind(Dimension::Type, Some("nothing"), None);
    assert_eq!(spare.map(|one| one.gold.clone()).collect::<Vec<_>>(), [None]);
}

#[test]
fn gold_without_actors_names_states_of_the_codebook() {
    let gold = read(r#"{"doc": "a.txt", "quote": "b", "plover": "AID", "source_actor": [{"id": "x", "country": "PER"}], "target_actor": "NOR/army"}"#, None).unwrap();
    let mention = &gold.mentions[0];
    assert_eq!(mention.source_actors.iter().map(|s| &**s).collect::<Vec<_>>(), ["PER"]);
    assert_eq!(mention.target_actors.iter().map(|s| &**s).collect::<Vec<_>>(), ["NOR"]);
    assert!(mention.status.is_none() && mention.date.is_none());
}

#[test]
fn bad_gold_is_refused_with_its_lines() {
    let text = r#"{"doc": "a.txt", "quote": "b", "plover": "ASSALT"}
{"doc": "a.txt", "quote": "b", "plover": "AID", "status_type": "said"}
not json
{"doc": "a.txt", "plover": "AID"}
{"doc": "a.txt", "quote": "b", "plover": "AID", "date_edtf": "last week"}
{"doc": "a.txt", "quote": "b", "plover": "AID", "quote_byte_start": 9, "quote_byte_end": 9}
{"id": "x", "doc": "a.txt", "quote": "b", "plover": "AID"}
{"id": "x", "doc": "a.txt", "quote": "b", "plover": "AID"}
"#;
    let findings = read(text, None).unwrap_err();
    let told: Vec<(u32, &str)> =
        findings.iter().map(|f| (f.place.line, &*f.code)).collect();
    assert_eq!(
        told,
        [
            (1, "unknown-reference"),
            (2, "unknown-reference"),
            (3, "bad-json"),
            (4, "missing-field"),
            (5, "not-a-date"),
            (6, "bad-offset"),
            (8, "repeated-id"),
        ]
    );
    assert!(findings[2].to_string().contains("gold.jsonl:3:"), "{}", findings[2]);
}

#[test]
fn words_that_are_not_where_the_gold_says_are_refused() {
    let gone = GOLD.replace("killing two", "killing ten");
    let (scores, findings) = scored("gone", &gone);
    assert!(scores.is_none());
    assert_eq!((findings[0].place.line, &*findings[0].code), (4, "not-in-document"));
    let moved = GOLD.replacen(
        r#""trigger": "attacked""#,
        r#""trigger": "attacked", "trigger_byte_start": 6, "trigger_byte_end": 14"#,
        1,
    );
    let (scores, findings) = scored("moved", &moved);
    assert!(scores.is_none());
    assert_eq!((findings[0].place.line, &*findings[0].code), (1, "offset-mismatch"));
}

#[test]
fn a_document_that_is_not_there_counts_as_not_found() {
    let (scores, findings) = scored("absent", &GOLD.replace("south.txt", "west.txt"));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Warning);
    let scores = scores.unwrap();
    assert_eq!(scores.found, Rate { gold: 4, coded: 2, right: 2 });
}
