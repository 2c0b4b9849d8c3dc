//! Exports read back as what they were, with offsets in the raw file.

#![allow(clippy::unwrap_used)]

mod common;

use chancery_codebook::{Codebook, Files};
use chancery_dataset::{Query, export};
use chancery_model::{OriginMap, OriginRun};
use common::{built, clash, incident};
use serde_json::Value;

fn lines(bytes: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn mentions_tell_who_did_what_to_whom_according_to_whom() {
    let [first, second] = clash();
    let one = incident(&[&first, &second]);
    let dataset = built("mentions", &[&second, &first], std::slice::from_ref(&one));
    let mut out = Vec::new();
    assert_eq!(export::mentions(&dataset, &Query::default(), &mut out).unwrap(), 3);
    let lines = lines(&out);
    let [attacked, assault, raided] = &lines[..] else { panic!("three lines") };
    assert_eq!(attacked["doc"], "north.txt");
    let text = &first.annotated.document.text;
    let cut = |span: &Value| {
        let offset = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
        &text[offset("start")..offset("end")]
    };
    assert_eq!(cut(&attacked["trigger"]), "attacked");
    assert_eq!(cut(&attacked["sentence"]), attacked["quote"]);
    assert_eq!(attacked["type"], "ASSAULT");
    assert_eq!(attacked["cameo"], "190");
    assert_eq!(attacked["source_actors"][0]["country"], "NOR");
    assert_eq!(attacked["target_actors"][0]["id"], "ISL");
    assert_eq!(cut(&attacked["source_actors"][0]), "attacked", "the words it rests on");
    assert_eq!(attacked["status"], "asserted");
    assert_eq!(attacked["speaker"], Value::Null);
    assert_eq!(attacked["date"], "2031-03-05");
    assert_eq!(attacked["date_basis"], "explicit");
    assert_eq!(attacked["place"]["words"], "Vik");
    assert_eq!(attacked["counts"][0]["low"], 2);
    assert_eq!(attacked["incident"], one.id.to_string());
    assert_eq!(assault["status"], "denied");
    assert_eq!(assault["speaker"]["country"], "NOR");
    assert_eq!(assault["attribution"][0]["kind"], "publisher");
    assert_eq!(assault["attribution"][1]["cue"], "denied");
    assert_eq!(cut(&assault["attribution"][1]["cue_span"]), "denied");
    assert_eq!(assault["attribution"][1]["factuality"], "CT+");
    assert_eq!(assault["date"], Value::Null);
    assert_eq!(raided["doc"], "south.txt");
    assert_eq!(raided["mode"], Value::Null);
}

#[test]
fn offsets_are_those_of_the_raw_file() {
    let [mut first, _] = clash();
    let trigger = first.events[0].trigger;
    let len = u32::try_from(first.annotated.document.text.len()).unwrap();
    let before =
        OriginRun { text_start: 0, text_len: trigger.start(), raw_start: 3, raw_len: 90 };
    let rest = OriginRun {
        text_start: trigger.start(),
        text_len: len - trigger.start(),
        raw_start: 1000,
        raw_len: len - trigger.start(),
    };
    first.annotated.document.origin = OriginMap::new(vec![before, rest]);
    let one = incident(&[&first]);
    let dataset = built("offsets", &[&first], std::slice::from_ref(&one));
    let mut out = Vec::new();
    export::mentions(&dataset, &Query::default(), &mut out).unwrap();
    let mention = &lines(&out)[0];
    assert_eq!(mention["trigger"]["start"], 1000);
    assert_eq!(mention["trigger"]["end"], 1000 + trigger.len());
    let mut out = Vec::new();
    assert_eq!(export::incidents(&dataset, &Query::default(), &mut out).unwrap(), 1);
    let incident = &lines(&out)[0];
    assert_eq!(incident["incident"], one.id.to_string());
    assert_eq!(incident["mentions"][0]["doc"], "north.txt");
    assert_eq!(incident["mentions"][0]["start"], 1000);
    assert_eq!(incident["mentions"].as_array().unwrap().len(), 2);
    assert_eq!(incident["links"][0]["shared"][0], "day");
}

#[test]
fn an_export_can_be_narrowed() {
    let [first, second] = clash();
    let all = [incident(&[&first]), incident(&[&second])];
    let dataset = built("narrowed", &[&first, &second], &all);
    let query = Query { document: Some(second.id()), ..Query::default() };
    let mut out = Vec::new();
    assert_eq!(export::mentions(&dataset, &query, &mut out).unwrap(), 1);
    assert_eq!(export::incidents(&dataset, &query, &mut out).unwrap(), 1);
}

#[test]
fn dyads_hold_one_actor_on_each_side_and_reduce_what_is_announced() {
    let codebook = Codebook::load(&Files::embedded()).unwrap();
    let [mut first, _] = clash();
    first.events.truncate(1);
    let event = &mut first.events[0];
    event.claim.status.value = chancery_model::Status::Planned;
    let mut second = event.source_actors[0].clone();
    second.value.id = chancery_model::ActorId::new("SWE");
    event.source_actors.push(second);
    let dataset = built("dyads", &[&first], std::slice::from_ref(&incident(&[&first])));
    let mut out = Vec::new();
    assert_eq!(
        export::dyads(&dataset, &Query::default(), &codebook, &mut out).unwrap(),
        2
    );
    let lines = lines(&out);
    let sources: Vec<&str> = lines
        .iter()
        .map(|line| line["source_actors"][0]["id"].as_str().unwrap())
        .collect();
    assert_eq!(sources, ["NOR", "SWE"]);
    for line in &lines {
        assert_eq!(line["coded_type"], "ASSAULT");
        assert_eq!(line["type"], "THREATEN", "an announced attack is a threat");
        assert_eq!(line["quad"], 3);
        assert_eq!(line["target_actors"].as_array().unwrap().len(), 1);
    }
}
