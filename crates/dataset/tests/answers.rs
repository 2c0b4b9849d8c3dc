//! The questions: lists, accounts side by side, the summary.

#![allow(clippy::unwrap_used)]

mod common;

use chancery_dataset::{
    AccountMatrix, Agreement, Attribute, Cell, Query, Search, accounts, documents,
    events, findings, incidents, independent, search, summary,
};
use chancery_model::*;
use common::{Draft, actor, built, clash, draft, incident};

fn clash_matrix(name: &str) -> AccountMatrix {
    let [first, second] = clash();
    let one = incident(&[&first, &second]);
    let dataset = built(name, &[&first, &second], std::slice::from_ref(&one));
    accounts(&dataset, &one.id.short()).unwrap()
}

fn cells(matrix: &AccountMatrix, attribute: Attribute) -> Vec<String> {
    let row = matrix.rows.iter().find(|row| row.attribute == attribute).unwrap();
    let words = |cell: &Vec<chancery_dataset::AccountValue>| {
        let values = cell.iter().map(|value| match &value.words {
            Some(words) => format!("{} <{words}>", value.value),
            None => value.value.to_string(),
        });
        values.collect::<Vec<_>>().join(", ")
    };
    row.cells.iter().map(words).collect()
}

#[test]
fn each_publisher_and_each_voice_it_quotes_has_a_column() {
    let matrix = clash_matrix("columns");
    let labels: Vec<&str> =
        matrix.asserters.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["Northern Post", "Northern Post: NOR ministry", "Southern Star"]);
    assert_eq!(matrix.publishers.len(), 2);
}

#[test]
fn a_cell_has_the_value_with_its_words_and_is_empty_where_nothing_is_said() {
    let matrix = clash_matrix("cells");
    assert_eq!(
        cells(&matrix, Attribute::Date),
        ["2031-03-05 <5 March 2031>", "", "2031-03 <March 2031>"]
    );
    assert_eq!(
        cells(&matrix, Attribute::Killed),
        ["2 (two) <two>", "", "4 (four) <four>"]
    );
    assert_eq!(cells(&matrix, Attribute::Place), ["Vik <Vik>", "", ""]);
    assert_eq!(
        cells(&matrix, Attribute::Label),
        ["attacked <attacked>", "assault <assault>", "raided <raided>"]
    );
    assert!(matrix.rows.iter().all(|row| row.attribute != Attribute::Expelled));
}

#[test]
fn spread_difference_and_contradiction_are_told_apart() {
    let matrix = clash_matrix("degrees");
    let of = |agreement| matrix.attributes(agreement);
    assert_eq!(of(Agreement::Contradicted), [Attribute::Killed, Attribute::Status]);
    assert_eq!(of(Agreement::Differing), [Attribute::Label]);
    assert_eq!(of(Agreement::Spread), [Attribute::Date, Attribute::SourceActor]);
    assert_eq!(of(Agreement::Agreed), [Attribute::TargetActor]);
    assert_eq!(of(Agreement::Single), [Attribute::Place]);
}

#[test]
fn the_matrix_is_a_table_too() {
    let table = clash_matrix("matrix-table").to_table();
    let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
    assert_eq!(
        names,
        [
            "attribute",
            "agreement",
            "1 Northern Post",
            "2 Northern Post: NOR ministry",
            "3 Southern Star"
        ]
    );
    let killed = table.rows.iter().find(|row| row[0] == Cell::text("killed")).unwrap();
    assert_eq!(killed[1], Cell::text("contradicted"));
    assert_eq!(killed[3], Cell::Empty);
}

#[test]
fn one_speaker_is_one_column_however_it_is_called() {
    let mut text =
        draft("a.txt", None, "NOR/army said it raided and NOR/army said it shelled");
    text.tell("raided", "ASSAULT", "NOR", "ISL");
    text.said("NOR/army", "said", Status::Claimed);
    text.tell("shelled", "ASSAULT", "NOR", "ISL");
    text.said("NOR/army", "said", Status::Claimed);
    if let Speaker::Actor(speaker) = &mut text.last().claim.voices[1].speaker {
        speaker.label = "the army".into();
    }
    let one = incident(&[&text]);
    let dataset = built("one-speaker", &[&text], std::slice::from_ref(&one));
    let matrix = accounts(&dataset, &one.id.short()).unwrap();
    assert_eq!(matrix.asserters.len(), 1);
    assert_eq!(matrix.asserters[0].events.len(), 2);
    assert_eq!(matrix.publishers[0].label, "publisher not stated (a.txt)");
    assert!(!matrix.publishers[0].is_stated);
}

#[test]
fn one_speaker_quoted_by_two_publishers_is_one_voice() {
    let quoting = |path: &str, publisher: &str| {
        let text = format!("NOR/army said it raided , {publisher} has learned");
        let mut text = draft(path, Some(publisher), &text);
        text.tell("raided", "ASSAULT", "NOR", "ISL");
        text.said("NOR/army", "said", Status::Claimed);
        text
    };
    let (one, two) = (quoting("a.txt", "North"), quoting("b.txt", "South"));
    let both = incident(&[&one, &two]);
    let dataset = built("one-voice", &[&one, &two], std::slice::from_ref(&both));
    let matrix = accounts(&dataset, &both.id.short()).unwrap();
    assert_eq!((matrix.asserters.len(), matrix.publishers.len()), (2, 2));
    assert_eq!(matrix.origins.len(), 1, "{:?}", matrix.origins);
    let values = matrix.rows.iter().flat_map(|row| &row.values);
    assert!(values.into_iter().all(|value| value.origins == 1));
}

#[test]
fn publishers_are_independent_unless_publisher_author_or_text_tie_them() {
    let stated =
        |value: &str| Stated { value: value.into(), basis: MetadataBasis::Manifest };
    let by = |path: &str, publisher: Option<&str>, author: Option<&str>, text: &str| {
        let mut document = draft(path, publisher, text).annotated.document;
        document.metadata.author = author.map(stated);
        document
    };
    let all = [
        by("1", Some("North"), None, "a"),
        by("2", Some("north "), Some("A. Author"), "b"),
        by("3", Some("South"), Some("A. Author"), "c"),
        by("4", None, None, "d"),
        by("5", None, None, "e"),
        by("6", Some("East"), None, "d"),
    ];
    let groups = independent(&all);
    let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
    assert_eq!(labels, ["North / South", "East", "publisher not stated (5)"]);
    assert_eq!(groups[0].shared_authors, ["A. Author".into()]);
    assert!(groups[1].has_reprints && !groups[0].has_reprints);
    assert_eq!(groups[0].documents.len(), 3);
}

#[test]
fn events_are_listed_by_date_with_the_whole_chain_of_voices() {
    let [first, second] = clash();
    let dataset = built("event-list", &[&first, &second], &[]);
    let table = events(&dataset, &Query::default()).unwrap();
    let column =
        |name: &str| table.columns.iter().position(|c| &*c.name == name).unwrap();
    let cell = |row: usize, name: &str| table.rows[row][column(name)].to_string();
    assert_eq!(table.rows.len(), 3);
    assert_eq!(
        [cell(0, "date"), cell(1, "date"), cell(2, "date")],
        ["2031-03", "2031-03-05", ""]
    );
    assert_eq!(cell(2, "according_to"), "Northern Post > NOR ministry");
    assert_eq!(cell(2, "status"), "denied");
    assert_eq!(cell(0, "sentence"), *second.annotated.document.text);
    let limited =
        events(&dataset, &Query { limit: Some(1), ..Query::default() }).unwrap();
    assert_eq!(limited.rows, table.rows[..1]);
}

#[test]
fn a_query_asks_for_actors_types_statuses_documents_and_times() {
    let [first, second] = clash();
    let dataset =
        built("query", &[&first, &second], &[incident(&[&first]), incident(&[&second])]);
    let count = |query: Query| dataset.events(&query).unwrap().len();
    let none = Query::default;
    let text = |text: &str| Some(text.into());
    assert_eq!(count(Query { actor: text("nor"), ..none() }), 3);
    assert_eq!(count(Query { actor: text("NO"), ..none() }), 0);
    assert_eq!(count(Query { source_actor: text("NOR/army"), ..none() }), 1);
    assert_eq!(count(Query { source_actor: text("ISL"), ..none() }), 0);
    assert_eq!(count(Query { target_actor: text("ISL"), ..none() }), 3);
    assert_eq!(count(Query { event_type: text("assault"), ..none() }), 3);
    assert_eq!(count(Query { event_type: text("ASSAULT/aerial"), ..none() }), 0);
    assert_eq!(count(Query { status: Some(Status::Denied), ..none() }), 1);
    assert_eq!(count(Query { document: Some(second.id()), ..none() }), 1);
    let day = |text: &str| Some(text.parse().unwrap());
    assert_eq!(count(Query { after: day("2031-03-06"), ..none() }), 1);
    assert_eq!(count(Query { before: day("2031-03-04"), ..none() }), 1);
    assert_eq!(count(Query { after: day("2031"), before: day("2031"), ..none() }), 2);
    assert_eq!(count(Query { limit: Some(2), ..none() }), 2);
    let denied = Query { status: Some(Status::Denied), ..none() };
    assert_eq!(dataset.incidents(&denied).unwrap(), [incident(&[&first])]);
}

#[test]
fn incidents_are_listed_the_most_contested_first() {
    let [first, second] = clash();
    let mut calm =
        draft("calm.txt", Some("Weekly"), "Norway praised Iceland in May 2030");
    calm.tell("praised", "SUPPORT", "NOR", "ISL").mode =
        Some(Coded::new(ModeId::new("praise"), Basis::Text(Span::new(0, 1))));
    calm.dated("May 2030", "2030-05");
    let all = [incident(&[&calm]), incident(&[&first, &second])];
    let dataset = built("incident-list", &[&first, &second, &calm], &all);
    let table = incidents(&dataset, &Query::default()).unwrap();
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| row[1..].iter().map(Cell::to_string).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "2031-03-05|NOR|ASSAULT|ISL|Vik|3|2|2|2 asserted; 1 denied|killed; status|\
             what it is called|",
            "2030-05|NOR|SUPPORT/praise|ISL||1|1|1|1 asserted|||",
        ]
    );
}

#[test]
fn documents_and_findings_are_tables() {
    let [first, second] = clash();
    let dataset = built("other-lists", &[&second, &first], &[]);
    let table = documents(&dataset).unwrap();
    let paths: Vec<String> = table.rows.iter().map(|row| row[1].to_string()).collect();
    assert_eq!(paths, ["north.txt", "south.txt"]);
    assert_eq!(table.rows[0].last(), Some(&Cell::Number(2)));
    assert!(findings(&dataset).unwrap().rows.is_empty());
}

/// Quotes these words and says who speaks them.
fn quote(text: &mut Draft, words: &str, speaker: Option<&str>, is_scare: bool) {
    let span = text.span(words);
    let quotations = &mut text.annotated.quotations.items;
    *quotations = [&**quotations, &[Quotation { span, is_scare }]].concat().into();
    if let Some(speaker) = speaker {
        let factuality = Factuality::CERTAIN;
        let attribution = Attribution {
            speaker: vec![],
            voice: Speaker::Actor(actor(speaker)),
            cue: vec![],
            content: vec![span],
            class: "say".into(),
            entry: EntryId::new("en/cues.csv:2"),
            inner: factuality,
            outer: factuality,
        };
        let attributions = &mut text.annotated.attributions.items;
        *attributions = [&**attributions, &[attribution]].concat().into();
    }
}

#[test]
fn the_summary_counts_what_is_there() {
    let [mut first, second] = clash();
    quote(&mut first, "killing two . NOR/ministry", Some("NOR/ministry"), false);
    quote(&mut first, "assault", Some("ISL"), true);
    let mut third = draft(
        "x.txt",
        None,
        "ISL said Norway shelled \" us all \" in 2029 of \" late \"",
    );
    third.tell("shelled", "ASSAULT", "NOR", "ISL");
    third.dated("2029", "2029");
    third.said("ISL", "said", Status::Claimed);
    quote(&mut third, "\" us all \"", Some("ISL"), false);
    quote(&mut third, "\" late \"", None, true);
    third.annotated.document.zones.items[0].span =
        third.span(&third.annotated.document.text[..40]);
    let all = [incident(&[&first, &second]), incident(&[&third])];
    let dataset = built("summary", &[&first, &second, &third], &all);
    let summary = summary(&dataset).unwrap();
    assert_eq!((summary.documents, summary.events, summary.incidents), (3, 4, 2));
    assert_eq!((summary.publishers.len(), summary.without_publisher), (3, 1));
    assert_eq!(summary.undated.len(), 3);
    assert_eq!(summary.published, None);
    let happened = summary.happened.unwrap();
    assert_eq!((happened.first.edtf(), happened.last.edtf()), ("2029", "2031-03"));
    assert_eq!(
        summary.statuses.into_iter().collect::<Vec<_>>(),
        [(Status::Asserted, 2), (Status::Claimed, 1), (Status::Denied, 1)]
    );
    assert_eq!(summary.events_without_date, 1);
    assert_eq!(summary.with_several_publishers, 1);
    assert_eq!((summary.with_differing_values, summary.with_contradictions), (1, 1));
    assert_eq!(
        summary.one_sided.into_iter().collect::<Vec<_>>(),
        [(ActorId::new("ISL"), 1)]
    );
    assert_eq!(summary.most_contested.unwrap().id, all[0].id);
    let voices: Vec<_> = summary
        .voices
        .iter()
        .map(|share| {
            (share.country.as_ref().unwrap().as_str(), share.words, share.quotations)
        })
        .collect();
    assert_eq!(voices, [("ISL", 3, 2), ("NOR", 3, 1)]);
    assert!(!summary.is_interrupted);
    assert_eq!(summary.digest, dataset.digest().unwrap());
}

fn passages_of(dataset: &chancery_dataset::Dataset, expression: &str) -> Vec<String> {
    let asked = Search::parse(expression).unwrap();
    let table = search(dataset, &asked, None).unwrap();
    let at = |name: &str| table.columns.iter().position(|c| &*c.name == name).unwrap();
    let (passage, events) = (at("passage"), at("events"));
    let row = |row: &Vec<Cell>| format!("{} <{}>", row[passage], row[events]);
    table.rows.iter().map(row).collect()
}

#[test]
fn passages_are_found_by_words_and_by_the_events_told_in_them() {
    let mut first = draft(
        "a.txt",
        Some("Northern Post"),
        "The army of Vik attacked a bridge.\n\nRain fell in Ålesund.",
    );
    first.tell("attacked", "ASSAULT", "NOR/army", "SWE");
    let second = draft("b.txt", Some("Southern Star"), "A bridge was opened.");
    let dataset = built("passages", &[&first, &second], &[]);
    let told = "The army of Vik attacked a bridge. <ASSAULT: NOR army -> SWE (asserted)>";
    assert_eq!(passages_of(&dataset, "army bridge"), [told]);
    assert_eq!(passages_of(&dataset, "bridge actor:SWE"), [told]);
    assert_eq!(passages_of(&dataset, "by:NOR type:assault"), [told]);
    assert_eq!(passages_of(&dataset, "on:NOR"), Vec::<String>::new());
    assert_eq!(passages_of(&dataset, "alesund"), ["Rain fell in Ålesund. <>"]);
    assert_eq!(passages_of(&dataset, "bridge").len(), 2);
    assert_eq!(
        passages_of(&dataset, "bridge -army publisher:star"),
        ["A bridge was opened. <>"]
    );
    assert_eq!(passages_of(&dataset, "\"was opened\" OR rain").len(), 2);
    let broken = Search::parse("bridge AND").unwrap();
    assert!(matches!(
        search(&dataset, &broken, None),
        Err(chancery_dataset::Error::Search { .. })
    ));
}

#[test]
fn nearly_the_same_text_is_one_voice() {
    let words = |from: u32, until: u32| -> String {
        (from..until).map(|n| format!("word{}", n * n % 97)).collect::<Vec<_>>().join(" ")
    };
    let first = draft("a", Some("A"), &words(0, 90));
    let syndicated = draft("b", Some("B"), &format!("From our wires: {}", words(0, 80)));
    let own = draft("c", Some("C"), &words(1000, 1090).replace("word", "other"));
    let documents = [&first, &syndicated, &own].map(|draft| &draft.annotated.document);
    let groups = independent(documents);
    let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
    assert_eq!(labels, ["A / B", "C"]);
    assert!(groups[0].has_reprints && !groups[1].has_reprints);
}
