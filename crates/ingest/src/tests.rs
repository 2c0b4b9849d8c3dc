//! Whole files, from bytes to documents.

use super::*;
use chancery_model::{MetadataBasis, Severity, ZoneKind};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// The marks of English.
pub(crate) fn english() -> PageMarks {
    let mut findings = Vec::new();
    let text = include_str!("../../../data/en/page.csv");
    let marks = PageMarks::parse("data/en/page.csv", text, &mut findings);
    assert_eq!(findings, []);
    marks
}

/// As long as reading this text may take: a multiple of a plain pass over it, here and now,
/// so that other work on the machine does not count.
pub(crate) fn allowed(text: &str) -> Duration {
    let started = Instant::now();
    let letters: usize = text.split_whitespace().map(str::len).sum();
    assert!(letters > 0);
    40 * started.elapsed() + Duration::from_secs(2)
}

macro_rules! fixture {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/ingest/", $name))
    };
}

fn read_all(
    path: &str,
    bytes: &[u8],
    given: Option<&Given>,
) -> (Vec<Document>, Vec<String>) {
    let (documents, findings) = read(Input { path, bytes }, given, &english());
    let findings = findings.iter().map(|f| format!("{} {}", f.code, f.place)).collect();
    (documents, findings)
}

fn read_one(path: &str, bytes: &[u8]) -> Document {
    let (mut documents, findings) = read_all(path, bytes, None);
    assert_eq!(findings, Vec::<String>::new(), "{path}");
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

fn words(document: &Document, kind: ZoneKind) -> Vec<&str> {
    let zones = document.zones.items.iter().filter(|zone| zone.kind == kind);
    zones.map(|zone| zone.span.text(&document.text).unwrap()).collect()
}

fn manifest() -> Manifest {
    let (manifest, findings) = Manifest::parse("manifest.csv", fixture!("manifest.csv"));
    assert_eq!(findings, []);
    manifest
}

/// Zones fit the text, ascend, and cover all but white space; runs fit text and bytes.
fn assert_sound(document: &Document, raw_len: usize) {
    let text = &document.text;
    let mut end = 0;
    for zone in &document.zones.items {
        let words = zone.span.text(text).expect("a zone fits the text");
        assert!(!words.is_empty());
        let gap = text.get(end..zone.span.start() as usize).expect("zones ascend");
        assert!(gap.trim().is_empty(), "no zone for {gap:?}");
        end = zone.span.end() as usize;
    }
    assert!(text[end..].trim().is_empty(), "no zone for {:?}", &text[end..]);
    for run in document.origin.runs() {
        assert!(run.text_start as usize + run.text_len as usize <= text.len());
        let raw_end = usize::try_from(run.raw_start).unwrap() + run.raw_len as usize;
        assert!(raw_end <= raw_len, "{run:?} in {raw_len} bytes");
    }
}

#[test]
fn an_article_of_an_institute_is_read_whole() {
    let bytes = fixture!("institute.txt");
    let document = read_one("institute.txt", bytes);
    assert_eq!(document.text.as_bytes(), bytes, "the text is the file");
    assert_sound(&document, bytes.len());
    let title = "Northland and Southland Trade Accusations Over a Ferry";
    assert_eq!(words(&document, ZoneKind::Title), [title]);
    assert_eq!(words(&document, ZoneKind::Byline), ["Author: Jane Doe"]);
    assert_eq!(words(&document, ZoneKind::Dateline), ["Mar 4, 2031"]);
    assert_eq!(words(&document, ZoneKind::Heading), ["A Long Quarrel"]);
    assert_eq!(words(&document, ZoneKind::Boilerplate).len(), 4);
    assert_eq!(words(&document, ZoneKind::Related).len(), 5);
    assert_eq!(words(&document, ZoneKind::Body).len(), 3);
    let publisher = document.metadata.publisher.as_ref().unwrap();
    assert_eq!(publisher.value.as_ref(), "Institute of Strategic Affairs");
    let MetadataBasis::Text(span) = publisher.basis else { panic!("{publisher:?}") };
    assert_eq!(span.text(&document.text), Some("Institute of Strategic Affairs"));
    assert_eq!(document.metadata.published.as_ref().unwrap().value.edtf(), "2031-03-04");
    assert_eq!(document.metadata.language.as_ref().unwrap().value.as_ref(), "en");
}

#[test]
fn a_wire_report_has_a_dateline_and_no_byline() {
    let document = read_one("wire.txt", fixture!("wire.txt"));
    let dateline = "NORTHPORT, March 4 (Northland News) —";
    assert_eq!(words(&document, ZoneKind::Dateline), [dateline]);
    assert_eq!(words(&document, ZoneKind::Byline), Vec::<&str>::new());
    let body = words(&document, ZoneKind::Body);
    assert_eq!(body.len(), 2, "wrapped lines are one paragraph: {body:?}");
    assert!(body[0].starts_with("Two soldiers") && body[0].ends_with("under way."));
}

#[test]
fn a_page_is_read_with_its_header() {
    let bytes = fixture!("page.html");
    let document = read_one("page.html", bytes);
    assert_sound(&document, bytes.len());
    let metadata = &document.metadata;
    assert_eq!(metadata.author.as_ref().unwrap().value.as_ref(), "John Roe");
    assert_eq!(metadata.publisher.as_ref().unwrap().basis, MetadataBasis::Field);
    assert_eq!(metadata.published.as_ref().unwrap().value.edtf(), "2031-03-06");
    assert_eq!(words(&document, ZoneKind::Title), ["Southland expels two diplomats"]);
    assert_eq!(words(&document, ZoneKind::Heading), ["Talks go on"]);
    assert_eq!(words(&document, ZoneKind::Body).len(), 3);
    for unread in ["written by a script", "Front page", "All rights"] {
        assert!(!document.text.contains(unread), "{unread}");
    }
    assert!(
        document.text.contains("48 hours\u{A0}— an answer, it said, to the “campaign")
    );
    let start = document.text.find("“campaign").unwrap();
    let span = chancery_model::Span::of(start, start + "“campaign".len()).unwrap();
    let (from, to) = document.origin.raw(span).unwrap();
    let raw = &bytes[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()];
    assert_eq!(raw, b"&ldquo;campaign");
}

#[test]
fn a_note_in_markdown_keeps_its_text() {
    let bytes = fixture!("note.md");
    let document = read_one("note.md", bytes);
    assert_eq!(document.text.as_bytes(), bytes);
    assert_sound(&document, bytes.len());
    assert_eq!(words(&document, ZoneKind::Title), ["A joint commission meets"]);
    assert_eq!(words(&document, ZoneKind::Heading), ["What was said"]);
    assert_eq!(document.metadata.published.as_ref().unwrap().value.edtf(), "2031-03-10");
    assert_eq!(document.metadata.title.as_ref().unwrap().basis, MetadataBasis::Field);
}

#[test]
fn records_are_documents_and_a_broken_one_is_named() {
    let bytes = fixture!("records.jsonl");
    let (documents, findings) = read_all("records.jsonl", bytes, None);
    assert_eq!(findings, ["broken-record records.jsonl:2"]);
    let paths: Vec<&str> =
        documents.iter().map(|document| document.path.as_ref()).collect();
    assert_eq!(paths, ["a-1", "records.jsonl#3"]);
    assert_eq!(words(&documents[0], ZoneKind::Title), ["Ferry stopped"]);
    assert_eq!(
        documents[0].metadata.language.as_ref().unwrap().basis,
        MetadataBasis::Field
    );
    for document in &documents {
        assert_sound(document, bytes.len());
    }
}

#[test]
fn a_compressed_file_is_read_like_a_plain_one() {
    use std::io::Write;
    let bytes = fixture!("wire.txt");
    let mut packer =
        flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    let packed = read_one("wire.txt.gz", &packer.finish().unwrap());
    let plain = read_one("wire.txt", bytes);
    assert_eq!((packed.text, packed.origin), (plain.text, plain.origin));
}

#[test]
fn the_manifest_is_followed_before_the_file() {
    let manifest = manifest();
    let bytes = fixture!("institute.txt");
    let (documents, findings) =
        read_all("institute.txt", bytes, manifest.get("institute.txt"));
    assert_eq!(findings, Vec::<String>::new(), "initials are no contradiction");
    let metadata = &documents[0].metadata;
    assert_eq!(metadata.publisher.as_ref().unwrap().basis, MetadataBasis::Manifest);
    assert_eq!(metadata.published.as_ref().unwrap().basis, MetadataBasis::Manifest);
    let bare = read_one("institute.txt", bytes);
    assert_ne!(documents[0].id, bare.id, "the address is part of the identity");
    assert_eq!(documents[0].text_digest, bare.text_digest);
}

#[test]
fn contradictions_are_told() {
    let given = Given {
        publisher: Some("The Northern Gazette".to_owned()),
        author: Some("John Roe".to_owned()),
        published: Some("2031-03-09".to_owned()),
        language: Some("fr".to_owned()),
        ..Given::default()
    };
    let (documents, findings) =
        read_all("institute.txt", fixture!("institute.txt"), Some(&given));
    let disagrees = "manifest-disagrees institute.txt";
    assert_eq!(
        findings,
        [disagrees, disagrees, disagrees, "language-disagrees institute.txt"]
    );
    assert_eq!(documents[0].metadata.author.as_ref().unwrap().value.as_ref(), "John Roe");
}

#[test]
fn a_date_that_cannot_be_read_is_told_with_its_line() {
    let (manifest, _) = Manifest::parse(
        "m.csv",
        b"path,url,publisher,author,published,language\n\nwire.txt,,,,last week,en\n",
    );
    let (documents, findings) =
        read_all("wire.txt", fixture!("wire.txt"), manifest.get("wire.txt"));
    assert_eq!(findings, ["unreadable-date m.csv:3"]);
    assert_eq!(documents[0].metadata.published, None);
}

#[test]
fn another_language_is_told_and_read() {
    let text = "Das Außenministerium bestellte am Montag den Botschafter ein und übergab ihm eine \
                Protestnote. Ein Sprecher erklärte, man erwarte eine Antwort, und zwar noch in \
                dieser Woche; sonst werde man weitere Schritte erwägen müssen.";
    let (documents, findings) = read_all("a.txt", text.as_bytes(), None);
    assert_eq!(findings, ["language-not-covered a.txt"]);
    assert_eq!(documents[0].metadata.language.as_ref().unwrap().value.as_ref(), "de");
    let (_, findings) = read_all("a.txt", &text.as_bytes()[..100], None);
    assert_eq!(findings, Vec::<String>::new(), "short texts are not judged");
}

#[test]
fn bad_files_are_named_and_give_no_document() {
    for (path, bytes, expected) in [
        ("a.txt", b"".as_slice(), "empty-file a.txt"),
        ("a.md", b"\x00\x01\x02\x03", "binary-file a.md"),
        ("a.pdf", b"text", "unknown-format a.pdf"),
        ("a.txt.gz", b"text", "broken-gzip a.txt.gz"),
        ("a.html", b"<p></p>", "empty-file a.html"),
    ] {
        let (documents, findings) = read(Input { path, bytes }, None, &english());
        assert!(documents.is_empty(), "{path}");
        let last = findings.last().unwrap();
        assert_eq!(format!("{} {}", last.code, last.place), expected);
        assert_eq!(last.severity, Severity::Error);
        assert!(last.hint.is_some(), "{path} has no remedy");
    }
}

#[test]
fn the_same_record_twice_is_one_document() {
    let line =
        "{\"url\": \"https://gazette.example/1\", \"text\": \"A ferry was stopped.\"}\n";
    let (documents, findings) = read_all("a.jsonl", line.repeat(2).as_bytes(), None);
    assert_eq!(documents.len(), 1);
    assert_eq!(findings, ["repeated-record a.jsonl:2"]);
}

#[test]
fn one_line_of_fifty_megabytes_is_read_at_once() {
    let sentence = "The two towns agreed on a plan that everyone could live with. ";
    let text = sentence.repeat((50 << 20) / sentence.len());
    let started = Instant::now();
    let (documents, findings) = read_all("a.txt", text.as_bytes(), None);
    let taken = started.elapsed();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(documents[0].zones.items.len(), 1);
    assert!(taken < allowed(&text), "{taken:?}");
}

const ENDINGS: [&str; 8] =
    ["txt", "md", "html", "htm", "jsonl", "txt.gz", "jsonl.gz", "html.gz"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let marks = english();
        for ending in ENDINGS {
            let path = format!("a.{ending}");
            let (documents, findings) = read(Input { path: &path, bytes: &bytes }, None, &marks);
            prop_assert!(!documents.is_empty() || !findings.is_empty());
            for document in &documents {
                assert_sound(document, bytes.len());
            }
        }
    }

    #[test]
    fn any_arrangement_of_a_page_can_be_read(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)
    ) {
        let marks = english();
        let text = pieces.concat();
        for ending in ["txt", "md", "html", "jsonl"] {
            let path = format!("a.{ending}");
            let input = Input { path: &path, bytes: text.as_bytes() };
            let (documents, _) = read(input, None, &marks);
            for document in &documents {
                assert_sound(document, text.len());
            }
            let again = read(input, None, &marks).0;
            prop_assert_eq!(documents, again);
        }
    }
}

const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "\r\n",
    "By ",
    "Author: Jane Doe",
    "Mar 4, 2031",
    "NORTHPORT (Agency) — ",
    "A ferry was stopped near the island on Sunday, and nobody knows by whom or why.",
    "The views expressed here are the author's own and do not necessarily reflect the views of ",
    "the Strait Gazette.",
    "Related Articles",
    "Read also: x",
    "Editorial Team",
    "A Long Quarrel",
    "---",
    "# ",
    "## Heading ##",
    "title: x",
    "```",
    "===",
    "![a](b)",
    "é",
    "\u{A0}",
    "\u{FEFF}",
    "<p>",
    "</p>",
    "<h1>",
    "</h1>",
    "<br>",
    "<nav>",
    "</nav>",
    "<title>",
    "</title>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a href=\"",
    "\">",
    "&amp;",
    "&#8217;",
    "&",
    "<",
    "<svg><tr>",
    "{\"text\": \"",
    "\"}",
    "\\u00e9",
    "\\ud83d\\ude42",
    "\\n",
    "“",
    "”",
    "ABC - A B C",
    "©",
];
