//! The file: what is written can be read back, nothing is lost, nothing foreign is touched.

#![allow(clippy::unwrap_used)]

mod common;

use chancery_dataset::{Dataset, Error, Query, Search, search};
use chancery_model::{Diagnostic, Event, Place};
use common::{built, clash, draft, incident, place, run};
use rusqlite::Connection;
use std::time::Duration;

#[test]
fn what_was_added_is_read_back_whole() {
    let [first, second] = clash();
    let one = incident(&[&first, &second]);
    let dataset = built("whole", &[&second, &first], std::slice::from_ref(&one));
    assert_eq!(dataset.annotated(first.id()).unwrap(), first.annotated);
    assert_eq!(
        dataset.raw(second.id()).unwrap(),
        second.annotated.document.text.as_bytes()
    );
    let mut expected: Vec<Event> = [&first, &second].map(|d| d.events.clone()).concat();
    expected.sort_by_key(|event| (event.document, event.trigger));
    assert_eq!(dataset.events(&Query::default()).unwrap(), expected);
    assert_eq!(dataset.incidents(&Query::default()).unwrap(), std::slice::from_ref(&one));
    assert_eq!(dataset.incident(&one.id.short()).unwrap(), one);
    let event = &expected[0];
    assert_eq!(dataset.incident_of(event.id).unwrap(), Some(one));
    assert_eq!(&dataset.event(&event.id.short()).unwrap(), event);
    assert_eq!(&dataset.event(&event.id.to_string()).unwrap(), event);
    let paths: Vec<_> =
        dataset.documents().unwrap().into_iter().map(|d| d.path).collect();
    assert_eq!(paths, ["north.txt".into(), "south.txt".into()]);
}

#[test]
fn a_finished_file_stands_alone_and_can_be_read_only() {
    let [first, _] = clash();
    drop(built("alone", &[&first], &[incident(&[&first])]));
    let path = place("alone-copy");
    std::fs::copy(path.with_file_name("alone.db"), &path).unwrap();
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let dataset = Dataset::open_read_only(&path).unwrap();
    assert_eq!(dataset.events(&Query::default()).unwrap(), first.events);
    assert!(!path.with_file_name("alone.db-journal").exists());
    assert!(!path.with_file_name("alone.db-wal").exists());
}

#[test]
fn the_digest_ignores_order_time_and_place() {
    let [first, second] = clash();
    let (one, two) = (incident(&[&first]), incident(&[&second]));
    let a = built("digest-a", &[&first, &second], &[one.clone(), two.clone()]);
    let mut b = Dataset::create(&place("digest-b")).unwrap();
    for time in ["one time", "another time"] {
        let open = b.begin_run(&run("2"), time).unwrap();
        for draft in [&second, &first] {
            let raw = draft.annotated.document.text.as_bytes();
            b.append_document(&open, raw, &draft.annotated, &draft.events, &[]).unwrap();
        }
        b.finish_run(&open, &[two.clone(), one.clone()], &[], time).unwrap();
    }
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    let c = built("digest-c", &[&first, &second], std::slice::from_ref(&one));
    assert_ne!(a.digest().unwrap(), c.digest().unwrap());
    let mut changed = clash();
    changed[1].last().lemma = "other".into();
    let d = built("digest-d", &[&changed[0], &changed[1]], &[one, two]);
    assert_ne!(a.digest().unwrap(), d.digest().unwrap());
}

#[test]
fn a_document_is_coded_once_until_something_about_it_changes() {
    let [first, _] = clash();
    let mut dataset = built("reuse", &[&first], &[]);
    let open = dataset.begin_run(&run("1"), "later").unwrap();
    assert!(dataset.reuse_document(&open, &first.annotated.document).unwrap());
    assert_eq!(dataset.events_in(&open).unwrap(), first.events);
    // Another program codes anew.
    let other = dataset.begin_run(&run("2"), "later").unwrap();
    assert!(!dataset.reuse_document(&other, &first.annotated.document).unwrap());
    // So does a corrected manifest.
    let mut next = run("1");
    next.options = "other".into();
    let third = dataset.begin_run(&next, "later").unwrap();
    let mut corrected = first.annotated.document.clone();
    corrected.metadata.publisher = None;
    assert!(!dataset.reuse_document(&third, &corrected).unwrap());
    assert!(dataset.reuse_document(&third, &first.annotated.document).unwrap());
    let twice = dataset.append_document(
        &third,
        b"",
        &chancery_model::Annotated { document: corrected, ..first.annotated.clone() },
        &[],
        &[],
    );
    assert!(matches!(twice, Err(Error::Twice { .. })), "{twice:?}");
}

#[test]
fn an_interrupted_run_is_told_and_can_go_on() {
    let [first, second] = clash();
    let path = place("interrupted");
    let mut dataset = Dataset::create(&path).unwrap();
    let empty = dataset.events(&Query::default());
    assert!(
        matches!(empty, Err(Error::Unfinished { interrupted: false, .. })),
        "{empty:?}"
    );
    let open = dataset.begin_run(&run("1"), "then").unwrap();
    dataset.append_document(&open, b"raw", &first.annotated, &first.events, &[]).unwrap();
    drop(dataset);

    let mut dataset = Dataset::open_or_create(&path).unwrap();
    let partial = dataset.events(&Query::default());
    assert!(
        matches!(partial, Err(Error::Unfinished { interrupted: true, .. })),
        "{partial:?}"
    );
    assert_eq!(dataset.interrupted_run().unwrap(), Some(open.id()));
    let open = dataset.begin_run(&run("1"), "then").unwrap();
    assert!(dataset.reuse_document(&open, &first.annotated.document).unwrap());
    dataset
        .append_document(&open, b"raw", &second.annotated, &second.events, &[])
        .unwrap();
    dataset.finish_run(&open, &[], &[], "now").unwrap();
    assert_eq!(dataset.interrupted_run().unwrap(), None);
    assert_eq!(dataset.events(&Query::default()).unwrap().len(), 3);

    // A later run that stops half-way hides nothing.
    let third = draft("third.txt", None, "Nothing happened .");
    let open = dataset.begin_run(&run("2"), "then").unwrap();
    dataset.append_document(&open, b"raw", &third.annotated, &[], &[]).unwrap();
    assert_eq!(dataset.documents().unwrap().len(), 2);
    assert_eq!(dataset.interrupted_run().unwrap(), Some(open.id()));
}

#[test]
fn the_same_run_may_not_end_differently() {
    let [first, second] = clash();
    let mut dataset =
        built("differs", &[&first, &second], &[incident(&[&first, &second])]);
    let open = dataset.begin_run(&run("1"), "later").unwrap();
    let end = dataset.finish_run(&open, &[incident(&[&first])], &[], "later");
    assert!(matches!(end, Err(Error::Differs { .. })), "{end:?}");
}

#[test]
fn a_file_of_another_program_is_left_as_it_is() {
    let text = place("notes");
    std::fs::write(
        &text,
        "these are notes, not a dataset, and a good deal of them".repeat(9),
    )
    .unwrap();
    let other = place("other-program");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE run (id)").unwrap();
    let newer = place("newer");
    drop(Dataset::create(&newer).unwrap());
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for (path, is_newer) in [(text, false), (other, false), (newer, true)] {
        let before = std::fs::metadata(&path).unwrap().modified().unwrap();
        let bytes = chancery_bytes(&path);
        for opened in [
            Dataset::open(&path),
            Dataset::open_or_create(&path),
            Dataset::open_read_only(&path),
        ] {
            let error = opened.unwrap_err();
            match error {
                Error::NotADataset { .. } => assert!(!is_newer),
                Error::Newer { found: 99, .. } => assert!(is_newer),
                other => panic!("unexpected: {other}"),
            }
        }
        assert!(matches!(Dataset::create(&path), Err(Error::Exists { .. })));
        assert_eq!(chancery_bytes(&path), bytes);
        assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
    }
    assert!(matches!(Dataset::open(&place("nowhere")), Err(Error::Missing { .. })));
}

fn chancery_bytes(path: &std::path::Path) -> Vec<u8> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_second_writer_is_told_that_the_dataset_is_busy() {
    let [first, _] = clash();
    let mut dataset = built("busy", &[&first], &[]);
    let other = Connection::open(dataset.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    dataset.wait_at_most(Duration::from_millis(20)).unwrap();
    let refused = dataset.begin_run(&run("2"), "now").unwrap_err();
    assert!(matches!(refused, Error::Busy { .. }), "{refused}");
    assert!(refused.to_string().contains("busy"));
    other.execute_batch("ROLLBACK").unwrap();
    dataset.begin_run(&run("2"), "now").unwrap();
}

#[test]
fn a_process_that_dies_within_a_transaction_leaves_the_file_as_it_was() {
    let [first, _] = clash();
    let dataset = built("killed", &[&first], &[]);
    let digest = dataset.digest().unwrap();
    let path = dataset.path().to_owned();
    drop(dataset);
    // What a killed process leaves: changed pages and a journal that says how they were.
    let dying = Connection::open(&path).unwrap();
    dying
        .execute_batch("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
        .unwrap();
    for n in 0..200 {
        dying
            .execute("INSERT INTO raw VALUES (?1, zeroblob(4000))", [format!("D-{n}")])
            .unwrap();
    }
    let copy = place("killed-copy");
    let journal = |path: &std::path::Path| path.with_extension("db-journal");
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(journal(&path), journal(&copy)).unwrap();
    drop(dying);
    let dataset = Dataset::open_read_only(&copy).unwrap();
    assert_eq!(dataset.digest().unwrap(), digest);
    assert!(!journal(&copy).exists());
}

#[test]
fn rows_are_never_changed_or_removed() {
    let [first, _] = clash();
    let dataset = built("final", &[&first], &[incident(&[&first])]);
    let other = Connection::open(dataset.path()).unwrap();
    for sql in [
        "UPDATE coded_event SET record = '{}'",
        "DELETE FROM coded_event",
        "DELETE FROM raw",
        "UPDATE run SET options = 'x'",
        "DELETE FROM resolved_incident",
    ] {
        assert!(
            other.execute(sql, ()).unwrap_err().to_string().contains("never"),
            "{sql}"
        );
    }
}

#[test]
fn findings_keep_their_document_and_their_run() {
    let [first, _] = clash();
    let mut dataset = Dataset::create(&place("findings")).unwrap();
    let open = dataset.begin_run(&run("1"), "then").unwrap();
    let inner = Diagnostic::warning("undated", Place::file("north.txt"), "no date");
    let outer =
        Diagnostic::error("empty-file", Place::file("empty.txt"), "nothing in it");
    let found = std::slice::from_ref(&inner);
    dataset
        .append_document(&open, b"raw", &first.annotated, &first.events, found)
        .unwrap();
    dataset.finish_run(&open, &[], std::slice::from_ref(&outer), "now").unwrap();
    assert_eq!(dataset.findings().unwrap(), [outer, inner]);
    let mut sql = dataset_rows(&dataset, "SELECT code FROM finding ORDER BY code");
    assert_eq!(sql.remove(0), "empty-file");
    assert_eq!(sql, ["undated"]);
}

fn dataset_rows(dataset: &Dataset, sql: &str) -> Vec<String> {
    let connection = Connection::open(dataset.path()).unwrap();
    let mut statement = connection.prepare(sql).unwrap();
    statement.query_map((), |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn ids_may_be_shortened_as_long_as_they_are_one() {
    let [first, second] = clash();
    let dataset = built("ids", &[&first, &second], &[]);
    let all = dataset.events(&Query::default()).unwrap();
    assert!(matches!(dataset.event("xyz"), Err(Error::Unknown { .. })));
    assert!(matches!(dataset.event(""), Err(Error::Unknown { .. })));
    assert!(matches!(dataset.event("E-"), Err(Error::Unknown { .. })));
    let lower = all[0].id.short().to_ascii_lowercase();
    assert_eq!(dataset.event(&lower).unwrap().id, all[0].id);
    assert_eq!(dataset.document(&first.id().short()).unwrap().id, first.id());
}

#[test]
fn views_say_what_the_records_say() {
    let [first, second] = clash();
    let dataset = built("views", &[&first, &second], &[incident(&[&first, &second])]);
    let rows = |sql| dataset_rows(&dataset, sql);
    assert_eq!(
        rows(
            "SELECT type || ' ' || date_edtf || ' ' || date_earliest || ' ' || date_latest || ' ' \
              || status || ' ' || lemma FROM event \
              WHERE lemma = 'raided'"
        ),
        ["ASSAULT 2031-03 2031-03-01 2031-03-31 asserted raided"]
    );
    assert_eq!(
        rows("SELECT sentence FROM event WHERE lemma = 'raided'"),
        [second.annotated.document.text.to_string()]
    );
    assert_eq!(
        rows(
            "SELECT actor || ' ' || country FROM event_actor JOIN event ON event.id = event \
              WHERE lemma = 'raided' ORDER BY role"
        ),
        ["NOR/army NOR", "ISL ISL"]
    );
    assert_eq!(rows("SELECT context FROM event_context LIMIT 1"), ["military"]);
    assert_eq!(
        rows("SELECT what || ' ' || low || ' ' || words FROM event_count ORDER BY low"),
        ["killed 2 two", "killed 4 four"]
    );
    assert_eq!(
        rows(
            "SELECT kind || ' ' || coalesce(speaker, '-') || ' ' || polarity FROM voice \
              JOIN event ON event.id = event WHERE lemma = 'assault' ORDER BY voice.position"
        ),
        ["publisher - unknown", "actor NOR/ministry positive"]
    );
    assert_eq!(
        rows(
            "SELECT field || ' ' || coalesce(position, '-') || ' ' || kind || ' ' || start \
              || ' ' || coalesce(by, '-') FROM event_basis JOIN event ON event.id = event \
              WHERE lemma = 'raided' AND field IN ('date', 'source_actors', 'claim.status') \
              ORDER BY field"
        ),
        [
            "claim.status - rule 31 assault/test",
            "date - text 3 -",
            "source_actors 0 rule 31 assault/test",
        ]
    );
    assert_eq!(rows("SELECT 'x' FROM account").len(), 3);
    assert_eq!(rows("SELECT shared FROM link LIMIT 1"), [r#"["day"]"#]);
    assert_eq!(rows("SELECT documents || ' ' || events FROM incident"), ["2 3"]);
    assert_eq!(
        rows("SELECT publisher || ' ' || publisher_basis FROM document ORDER BY path"),
        ["Northern Post manifest", "Southern Star manifest"]
    );
}

#[test]
fn a_dataset_says_how_it_was_made() {
    let [first, _] = clash();
    let mut dataset = built("runs", &[&first], &[]);
    dataset.begin_run(&run("2"), "later").unwrap();
    let rows: Vec<String> = chancery_dataset::runs(&dataset)
        .unwrap()
        .rows
        .iter()
        .map(|row| [1, 5, 6, 7, 8].map(|column| row[column].to_string()).join("|"))
        .collect();
    assert_eq!(rows, ["1|1|1|then|now", "2|1|0|later|"]);
}

#[test]
#[should_panic(expected = "two events of one document have the id")]
fn two_events_with_one_id_are_a_bug() {
    let [mut first, _] = clash();
    first.events[1].id = first.events[0].id;
    built("same-id", &[&first], &[]);
}

#[test]
fn a_file_of_the_first_schema_can_be_searched_once_it_was_opened_to_write() {
    let [first, _] = clash();
    let path = built("first-schema", &[&first], &[]).path().to_owned();
    let old = Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP TABLE passage; DROP TABLE passage_words; DROP TABLE decision; \
         DROP TABLE remark; DROP TABLE kept; DROP TABLE amended_event; \
         PRAGMA user_version = 1;",
    )
    .unwrap();
    drop(old);
    let asked = Search::parse("assault").unwrap();
    let dataset = Dataset::open_read_only(&path).unwrap();
    assert!(matches!(search(&dataset, &asked, None), Err(Error::Older { .. })));
    drop(dataset);
    drop(Dataset::open(&path).unwrap());
    let dataset = Dataset::open_read_only(&path).unwrap();
    assert_eq!(search(&dataset, &asked, None).unwrap().rows.len(), 1);
    // What is there already is not added again.
    drop(Dataset::open(&path).unwrap());
    assert_eq!(search(&dataset, &asked, None).unwrap().rows.len(), 1);
}
