//! What is written for other programs is read back here by their published lists of columns,
//! not by what we write: every cell of a kind is checked to be of that kind.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use chancery_codebook::{Codebook, Files};
use chancery_dataset::export::{self, Choice, GdeltVersion, Vocabulary, Written};
use chancery_dataset::{Dataset, Error};
use chancery_model::{ActorId, MetadataBasis, SectorId, Stated, Status};
use common::{built, clash, incident};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

static CODEBOOK: LazyLock<Codebook> =
    LazyLock::new(|| Codebook::load(&Files::embedded()).unwrap());

/// What a column holds; those in small letters may be empty.
fn is_of(kind: char, cell: &str) -> bool {
    let digits = |n: usize| cell.len() == n && cell.bytes().all(|b| b.is_ascii_digit());
    match kind {
        'I' => cell.parse::<u64>().is_ok(),
        'F' => cell.parse::<f64>().is_ok(),
        'D' => digits(8),
        'S' => digits(14),
        'C' => matches!(cell.len(), 2..=4) && cell.bytes().all(|b| b.is_ascii_digit()),
        'O' => cell == "-1" || cell.parse::<u64>().is_ok(),
        'Y' => cell.len() == 10 && cell.as_bytes()[4] == b'-',
        'T' => !cell.is_empty(),
        _ => cell.is_empty() || is_of(kind.to_ascii_uppercase(), cell),
    }
}

type Lines = Vec<BTreeMap<&'static str, String>>;

/// Reads lines of tabs by a list of columns, each with its kind behind a colon.
fn lines(text: &str, columns: &'static str, has_header: bool) -> Lines {
    let columns: Vec<(&str, char)> = columns
        .split_whitespace()
        .map(|column| {
            let (name, kind) = column.split_once(':').unwrap();
            (name, kind.chars().next().unwrap())
        })
        .collect();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .has_headers(has_header)
        .from_reader(text.as_bytes());
    if has_header {
        let names: Vec<String> =
            columns.iter().map(|(name, _)| name.replace('_', " ")).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
    }
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        assert_eq!(record.len(), columns.len(), "{record:?}");
        let cells = columns.iter().zip(record.iter());
        cells
            .map(|((name, kind), cell)| {
                assert!(is_of(*kind, cell), "{name} is no {kind}: `{cell}`");
                (*name, cell.to_owned())
            })
            .collect()
    });
    rows.collect()
}

/// Two asserted events told to the day by two papers, one to the month, one denied.
fn dataset(name: &str) -> Dataset {
    let [mut first, mut second] = clash();
    let stated = |value: &str| {
        Some(Stated { value: value.into(), basis: MetadataBasis::Manifest })
    };
    let army = &mut first.events[0].source_actors[0].value;
    army.sector = Some(SectorId::new("MIL"));
    army.label = "armed forces\tof Norway".into();
    let metadata = &mut first.annotated.document.metadata;
    metadata.url = stated("https://north.example/1");
    metadata.published = Some(Stated {
        value: "2031-03-06".parse().unwrap(),
        basis: MetadataBasis::Field,
    });
    let event = &mut second.events[0];
    event.target_actors[0].value.id = ActorId::new("un");
    event.target_actors[0].value.country = None;
    event.target_actors[0].value.sector = Some(SectorId::new("UNO"));
    second.tell("died", "ASSAULT", "NOR", "ISL");
    second.dated("March 2031", "2031-03-05");
    let one = incident(&[&first, &second]);
    built(name, &[&first, &second], std::slice::from_ref(&one))
}

type Format = fn(&Dataset, &Codebook, &Choice, &mut dyn Write) -> Result<Written, Error>;

fn written(name: &str, choice: &Choice, format: Format) -> (String, Written) {
    let mut out = Vec::new();
    let written = format(&dataset(name), &CODEBOOK, choice, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), written)
}

/// What every format that asks for a day leaves out of `dataset`.
fn assert_left_out(written: &Written) {
    assert_eq!(written.by_status, BTreeMap::from([(Status::Denied, 1)]));
    assert_eq!((written.without_day, written.events), (1, 2));
}

const GDELT: &str = "GLOBALEVENTID:I SQLDATE:D MonthYear:I Year:I FractionDate:F \
    Actor1Code:T Actor1Name:T Actor1CountryCode:t Actor1KnownGroupCode:t Actor1EthnicCode:t \
    Actor1Religion1Code:t Actor1Religion2Code:t Actor1Type1Code:t Actor1Type2Code:t \
    Actor1Type3Code:t Actor2Code:t Actor2Name:t Actor2CountryCode:t Actor2KnownGroupCode:t \
    Actor2EthnicCode:t Actor2Religion1Code:t Actor2Religion2Code:t Actor2Type1Code:t \
    Actor2Type2Code:t Actor2Type3Code:t IsRootEvent:I EventCode:C EventBaseCode:C \
    EventRootCode:C QuadClass:I GoldsteinScale:f NumMentions:I NumSources:I NumArticles:I \
    AvgTone:f Actor1Geo_Type:I Actor1Geo_FullName:t Actor1Geo_CountryCode:t \
    Actor1Geo_ADM1Code:t Actor1Geo_Lat:f Actor1Geo_Long:f Actor1Geo_FeatureID:t \
    Actor2Geo_Type:I Actor2Geo_FullName:t Actor2Geo_CountryCode:t Actor2Geo_ADM1Code:t \
    Actor2Geo_Lat:f Actor2Geo_Long:f Actor2Geo_FeatureID:t ActionGeo_Type:I \
    ActionGeo_FullName:t ActionGeo_CountryCode:t ActionGeo_ADM1Code:t ActionGeo_Lat:f \
    ActionGeo_Long:f ActionGeo_FeatureID:t DATEADDED:d SOURCEURL:T";

/// Version 2.0 has a second administrative code behind each first, and a time in the day added.
fn gdelt_two() -> &'static str {
    let columns =
        ["Actor1", "Actor2", "Action"].iter().fold(GDELT.to_owned(), |text, who| {
            let first = format!("{who}Geo_ADM1Code:t");
            text.replace(&first, &format!("{first} {who}Geo_ADM2Code:t"))
        });
    Box::leak(columns.replace("DATEADDED:d", "DATEADDED:s").into_boxed_str())
}

#[test]
fn gdelt_events_have_the_published_columns() {
    let (text, told) = written("gdelt-1", &Choice::default(), |d, c, choice, out| {
        export::gdelt_events(d, c, GdeltVersion::One, choice, out)
    });
    assert_left_out(&told);
    let rows = lines(&text, GDELT, false);
    assert_eq!(rows[0].len(), 58);
    let army = rows.iter().find(|row| row["Actor1Code"] == "NORMIL").unwrap();
    assert_eq!(
        army["Actor1Name"], "ARMED FORCES OF NORWAY",
        "a tab in a cell is a space"
    );
    assert_eq!(army["SQLDATE"], "20310305");
    assert_eq!(army["FractionDate"], "2031.2602");
    assert_eq!((&*army["Actor1Type1Code"], &*army["Actor2Code"]), ("MIL", "ISL"));
    assert_eq!((&*army["EventCode"], &*army["EventRootCode"]), ("190", "19"));
    assert_eq!((&*army["QuadClass"], &*army["GoldsteinScale"]), ("4", "-10.0"));
    assert_eq!((&*army["DATEADDED"], &*army["NumMentions"]), ("20310306", "2"));
    assert_eq!((&*army["NumSources"], &*army["NumArticles"]), ("2", "2"));
    assert_eq!(army["SOURCEURL"], "https://north.example/1");
    let (text, _) = written("gdelt-2", &Choice::default(), |d, c, choice, out| {
        export::gdelt_events(d, c, GdeltVersion::Two, choice, out)
    });
    let rows = lines(&text, gdelt_two(), false);
    assert_eq!(rows[0].len(), 61);
    assert!(rows.iter().any(|row| row["DATEADDED"] == "20310306000000"));
}

#[test]
fn gdelt_mentions_belong_to_events_and_point_into_the_text() {
    const COLUMNS: &str = "GLOBALEVENTID:I EventTimeDate:S MentionTimeDate:s MentionType:I \
        MentionSourceName:t MentionIdentifier:T SentenceID:I Actor1CharOffset:O \
        Actor2CharOffset:O ActionCharOffset:O InRawText:I Confidence:i MentionDocLen:I \
        MentionDocTone:f MentionDocTranslationInfo:t Extras:t";
    let choice = Choice { publication_day: true, ..Choice::default() };
    let (text, told) = written("gdelt-mentions", &choice, export::gdelt_mentions);
    assert_eq!(told.without_day, 1, "nobody knows when the second paper came out");
    let mentions = lines(&text, COLUMNS, false);
    assert_eq!(mentions[0].len(), 16);
    let (text, _) = written("gdelt-events", &choice, |d, c, choice, out| {
        export::gdelt_events(d, c, GdeltVersion::Two, choice, out)
    });
    let events = lines(&text, gdelt_two(), false);
    for event in &events {
        let own =
            mentions.iter().filter(|m| m["GLOBALEVENTID"] == event["GLOBALEVENTID"]);
        assert_eq!(own.count().to_string(), event["NumMentions"]);
    }
    let text = &clash()[0].annotated.document.text;
    let attacked = mentions.iter().find(|m| m["MentionType"] == "1").unwrap();
    let at: usize = attacked["ActionCharOffset"].parse().unwrap();
    assert!(text[at..].starts_with("attacked"));
    assert_eq!(attacked["MentionDocLen"], text.chars().count().to_string());
}

#[test]
fn phoenix_has_one_line_a_day_pair_and_code() {
    const COLUMNS: &str = "EventID:I Date:D Year:I Month:I Day:I SourceActorFull:T \
        SourceActorEntity:T SourceActorRole:t SourceActorAttribute:t TargetActorFull:t \
        TargetActorEntity:t TargetActorRole:t TargetActorAttribute:t EventCode:C \
        EventRootCode:C PentaClass:I GoldsteinScore:f Issues:t Lat:f Lon:f LocationName:t \
        StateName:t CountryCode:t SentenceID:T URLs:T NewsSources:t";
    let (text, told) = written("phoenix", &Choice::default(), export::phoenix);
    assert_left_out(&told);
    let rows = lines(&text, COLUMNS, true);
    assert_eq!((rows.len(), rows[0].len()), (2, 26));
    let army = rows.iter().find(|row| row["SourceActorFull"] == "NORMIL").unwrap();
    assert_eq!((&*army["SourceActorEntity"], &*army["SourceActorRole"]), ("NOR", "MIL"));
    assert_eq!((&*army["PentaClass"], &*army["Issues"]), ("4", "military,1"));
    assert_eq!((&*army["Month"], &*army["LocationName"]), ("3", "Vik"));
}

#[test]
fn petrarch_joins_what_is_told_twice() {
    const COLUMNS: &str = "Date:D Source:T Target:T EventCode:C Issues:t IDs:T URL:T \
        StorySource:t SourceText:t TargetText:t EventText:T";
    let [first, second] = clash();
    let mut twice = second;
    twice.last().date = first.events[0].date.clone();
    twice.last().source_actors = first.events[0].source_actors.clone();
    let dataset = built("petrarch", &[&first, &twice], &[]);
    let mut out = Vec::new();
    export::petrarch(&dataset, &CODEBOOK, &Choice::default(), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let rows = lines(&text, COLUMNS, false);
    assert_eq!(rows.len(), 1);
    assert_eq!((&*rows[0]["Source"], &*rows[0]["Target"]), ("NOR", "ISL"));
    assert_eq!(rows[0]["IDs"], "north.txt_1;south.txt_1");
    assert_eq!(rows[0]["EventText"], "attacked;raided");
}

#[test]
fn icews_names_actors_sectors_and_places() {
    const COLUMNS: &str = "Event_ID:I Event_Date:Y Source_Name:T Source_Sectors:t \
        Source_Country:t Event_Text:T CAMEO_Code:C Intensity:f Target_Name:t \
        Target_Sectors:t Target_Country:t Story_ID:I Sentence_Number:I Publisher:t City:t \
        District:t Province:t Country:t Latitude:f Longitude:f";
    let (text, told) = written("icews", &Choice::default(), export::icews);
    assert_left_out(&told);
    let rows = lines(&text, COLUMNS, true);
    let army = rows.iter().find(|row| !row["Source_Sectors"].is_empty()).unwrap();
    assert_eq!(
        (&*army["Source_Sectors"], &*army["Source_Country"]),
        ("Military", "Norway")
    );
    assert_eq!((&*army["CAMEO_Code"], &*army["Intensity"]), ("190", "-10.0"));
    assert_eq!(
        (&*army["Event_Date"], &*army["Publisher"]),
        ("2031-03-05", "Northern Post")
    );
    assert_eq!(army["Country"], "Iceland");
}

/// The record of the PLOVER manual, its required and optional fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PloverEvent {
    id: String,
    date: String,
    enddate: Option<String>,
    actor: Vec<PloverEntity>,
    recipient: Vec<PloverEntity>,
    event: Vec<String>,
    event_loc: Option<serde_json::Value>,
    event_text: Vec<String>,
    quad_code: Option<u8>,
    event_scale: Option<f64>,
    mode: Vec<String>,
    #[serde(rename = "context")]
    _context: Vec<String>,
    #[serde(rename = "link")]
    _link: Option<String>,
    size: Option<BTreeMap<String, u32>>,
    text: String,
    text_info: BTreeMap<String, usize>,
    #[serde(rename = "cite_info")]
    _cite_info: BTreeMap<String, Option<String>>,
    #[serde(rename = "coder")]
    _coder: String,
    comment: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PloverEntity {
    code: String,
    sector: String,
    #[serde(rename = "entity_text")]
    _entity_text: String,
    #[serde(rename = "identifier_id")]
    _identifier_id: String,
    #[serde(rename = "identifier_text")]
    _identifier_text: String,
}

fn plover(name: &str, choice: &Choice) -> (Vec<PloverEvent>, Written) {
    let (text, told) = written(name, choice, export::plover);
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), told)
}

#[test]
fn plover_records_have_the_fields_of_the_manual() {
    let (events, told) = plover("plover", &Choice::default());
    assert_eq!(
        (told.events, told.without_day),
        (3, 0),
        "a month has a first and last day"
    );
    let attacked = events.iter().find(|event| event.event_text == ["attacked"]).unwrap();
    assert!(attacked.id.starts_with("E-") && attacked.enddate.is_none());
    assert_eq!(
        (&*attacked.date, &attacked.event[..]),
        ("2031-03-05", &["ASSAULT".into()][..])
    );
    assert_eq!((&*attacked.actor[0].code, &*attacked.actor[0].sector), ("NOR", "MIL"));
    assert_eq!(
        (attacked.quad_code, attacked.size.as_ref().unwrap()["dead"]),
        (Some(4), 2)
    );
    assert!(attacked.event_scale.unwrap() < 0.0 && attacked.event_loc.is_some());
    assert_eq!(attacked.text_info["sequence"], 1);
    assert!(attacked.text.starts_with("Norway attacked"));
    let raided = events.iter().find(|event| event.event_text == ["raided"]).unwrap();
    assert_eq!(raided.enddate.as_deref(), Some("2031-03-31"));
    assert_eq!((&*raided.recipient[0].code, &*raided.recipient[0].sector), ("UNO", ""));
    assert!(events.iter().all(|event| event.comment.is_none() && event.mode.is_empty()));
}

#[test]
fn plover_says_of_what_is_no_fact_that_it_is_none() {
    let choice =
        Choice { include: Status::ALL.into_iter().collect(), publication_day: true };
    let (events, told) = plover("plover-all", &choice);
    assert_eq!(told.by_status, BTreeMap::new());
    let denied = events.iter().find(|event| event.event_text == ["assault"]).unwrap();
    assert_eq!(denied.mode, ["negation"]);
    assert_eq!(denied.date, "2031-03-06", "the day of publication, as asked for");
    assert_eq!(denied.comment.as_deref(), Some("denied, according to NOR ministry"));
}

#[test]
fn sheets_speak_either_vocabulary() {
    let dataset = dataset("sheet");
    let read = |vocabulary| {
        let choice = Choice::default();
        let (table, told) =
            export::sheet(&dataset, &CODEBOOK, vocabulary, &choice).unwrap();
        assert_eq!((told.lines, told.by_status[&Status::Denied]), (3, 1));
        let text = table.to_csv().unwrap();
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<BTreeMap<String, String>> =
            reader.deserialize().map(|row| row.unwrap()).collect();
        rows.into_iter().find(|row| row["trigger"] == "attacked").unwrap()
    };
    let row = read(Vocabulary::Plover);
    assert_eq!((&*row["event_type"], &*row["quad_class"]), ("ASSAULT", "4"));
    assert_eq!((&*row["source_countries"], &*row["source_sectors"]), ("NOR", "MIL"));
    assert_eq!((&*row["status"], &*row["killed"]), ("asserted", "2"));
    let row = read(Vocabulary::Cameo);
    assert_eq!((&*row["cameo"], &*row["cameo_root"]), ("190", "19"));
    assert_eq!((&*row["source_codes"], &*row["target_codes"]), ("NORMIL", "ISL"));
    assert_eq!(row["date"], "2031-03-05");
}
