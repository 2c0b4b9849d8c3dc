//! Bad input is named with file and line, and the other documents are done all the same.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use common::{Folder, Outcome, REPORT};

/// Builds a folder that holds one good document and a bad one.
fn build_with(name: &str, bytes: &[u8]) -> (Folder, Outcome) {
    let folder = Folder::new();
    folder.put("in/good.txt", REPORT).put(&format!("in/{name}"), bytes);
    let outcome = folder.run(&["build", "in"]);
    (folder, outcome)
}

/// Demands that the good document is in the dataset and that the dataset can be read.
fn demand_the_others_are_done(folder: &Folder) {
    let mentions = folder.ok(&["export", "mentions"]);
    assert!(mentions.contains("\"doc\":\"good.txt\""), "{mentions}");
    folder.ok(&["incidents"]);
}

fn demand_told(outcome: &Outcome, code: i32, words: &[&str]) {
    assert_eq!(outcome.code, code, "{}", outcome.err);
    for word in words {
        assert!(outcome.err.contains(word), "`{word}` is not in:\n{}", outcome.err);
    }
}

#[test]
fn an_empty_file() {
    let (folder, outcome) = build_with("empty.txt", b"");
    demand_told(&outcome, 2, &["error[empty-file]", "--> empty.txt"]);
    demand_the_others_are_done(&folder);
}

#[test]
fn a_binary_file() {
    let bytes: Vec<u8> =
        (0..40_000_u32).map(|n| n.wrapping_mul(97).to_le_bytes()[0]).collect();
    let (folder, outcome) = build_with("picture.txt", &bytes);
    demand_told(&outcome, 2, &["error[binary-file]", "--> picture.txt"]);
    demand_the_others_are_done(&folder);
}

#[test]
fn invalid_utf8_is_read_with_a_reservation() {
    let mut bytes =
        b"Norway expelled a diplomat.\nThe minister \xff spoke \xc3( in \xe2\x82 Oslo.\n"
            .to_vec();
    bytes.extend("Żółć – “ćma”.\n".as_bytes());
    let (folder, outcome) = build_with("broken.txt", &bytes);
    demand_told(&outcome, 0, &["warning[", "--> broken.txt:2"]);
    demand_the_others_are_done(&folder);
}

#[test]
fn fifty_megabytes_on_one_line() {
    let line = "Norway expelled two diplomats and ".repeat(1_500_000);
    assert!(line.len() > 50_000_000);
    let (folder, outcome) = build_with("long.txt", line.as_bytes());
    demand_told(&outcome, 2, &["error[document-too-long]", "--> long.txt:1"]);
    demand_the_others_are_done(&folder);
}

#[test]
fn a_page_with_scripts() {
    let page = "<html><head><script>var s = 'Peru attacked Chile';</script></head><body>\
                <article><h1>Talks</h1><p>Norway criticised Iceland on 4 March 2021.</p>\
                <p>The ministers met in Oslo and the talks went on for three days.</p>\
                </article><script>document.write('Peru attacked Chile.');</script></body></html>";
    let (folder, outcome) = build_with("page.html", page.as_bytes());
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    demand_the_others_are_done(&folder);
    let mentions = folder.ok(&["export", "mentions"]);
    assert!(mentions.contains("\"doc\":\"page.html\""), "{mentions}");
    assert!(!mentions.contains("attacked"), "{mentions}");
}

#[test]
fn a_broken_line_of_records() {
    let records = "{\"id\": \"one\", \"text\": \"Norway criticised Iceland.\"}\n\
                   {\"id\": \"two\", \"text\": \n\
                   {\"id\": \"three\", \"text\": \"Peru condemned Chile.\"}\n";
    let (folder, outcome) = build_with("records.jsonl", records.as_bytes());
    demand_told(&outcome, 2, &["error[broken-record]", "--> records.jsonl:2"]);
    demand_the_others_are_done(&folder);
    let documents = folder.ok(&["documents", "--format", "csv"]);
    for path in ["one", "three"] {
        assert!(documents.contains(&format!(",{path},")), "{documents}");
    }
}

#[test]
fn a_manifest_without_a_column() {
    let manifest = "path,url,author,published,language\ngood.txt,,,2021-03-05,en\n";
    let (folder, outcome) = build_with("manifest.csv", manifest.as_bytes());
    demand_told(
        &outcome,
        0,
        &["warning[manifest-missing-column]", "`publisher`", "--> manifest.csv:1"],
    );
    demand_the_others_are_done(&folder);
    assert!(folder.ok(&["documents"]).contains("2021-03-05"));
}

#[test]
fn a_manifest_without_paths() {
    let (folder, outcome) = build_with("manifest.csv", b"file,publisher\ngood.txt,X\n");
    demand_told(&outcome, 2, &["error[manifest-without-path]", "--> manifest.csv:1"]);
    demand_the_others_are_done(&folder);
}

#[test]
fn a_manifest_row_for_a_file_that_is_not_there() {
    let manifest = "path,url,publisher,author,published,language\ngone.txt,,,,,\n";
    let (folder, outcome) = build_with("manifest.csv", manifest.as_bytes());
    demand_told(
        &outcome,
        0,
        &["warning[manifest-row-without-file]", "--> manifest.csv:2"],
    );
    demand_the_others_are_done(&folder);
}

#[test]
fn files_that_are_not_read_are_counted_and_named() {
    let folder = Folder::new();
    folder
        .put("in/good.txt", REPORT)
        .put("in/table.xlsx", b"x")
        .put("in/.hidden.txt", b"");
    let outcome = folder.run(&["build", "in"]);
    demand_told(
        &outcome,
        0,
        &["note: 1 file has an ending that is not read: table.xlsx"],
    );
    assert!(!outcome.err.contains("hidden"), "{}", outcome.err);
    demand_the_others_are_done(&folder);
}

#[test]
fn paths_without_documents_are_refused() {
    let folder = Folder::new();
    let none = folder.run(&["build", "nowhere"]);
    demand_told(&none, 2, &["cannot read `nowhere`", "hint: name files or folders"]);
    folder.put("in/table.xlsx", b"x");
    let unread = folder.run(&["build", "in"]);
    demand_told(
        &unread,
        2,
        &["no document to read", "table.xlsx", "hint: read are .txt"],
    );
    assert!(!folder.path().join("chancery.db").exists(), "nothing was made");
    folder.put("in/empty.txt", b"");
    demand_told(&folder.run(&["build", "in"]), 2, &["no document could be read"]);
    let nothing = folder.run(&["build"]);
    demand_told(&nothing, 2, &["required arguments", "<PATH>"]);
}

#[test]
fn a_file_that_is_no_dataset_is_left_as_it_is() {
    let folder = Folder::new();
    folder.put("in/good.txt", REPORT).put("notes.db", b"my notes");
    let outcome = folder.run(&["build", "in", "--into", "notes.db"]);
    demand_told(&outcome, 2, &["not a Chancery dataset", "hint: name another file"]);
    assert_eq!(std::fs::read(folder.path().join("notes.db")).unwrap(), b"my notes");
    demand_told(&folder.run(&["events", "gone.db"]), 2, &["no dataset at gone.db"]);
    demand_told(&folder.run(&["events", "notes.db"]), 2, &["not a Chancery dataset"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_walked_once() {
    let folder = Folder::new();
    folder.put("in/deep/good.txt", REPORT);
    std::os::unix::fs::symlink(
        folder.path().join("in"),
        folder.path().join("in/deep/up"),
    )
    .unwrap();
    let outcome = folder.run(&["build", "in"]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    assert_eq!(folder.ok(&["documents", "--format", "csv"]).lines().count(), 2);
}

#[test]
fn annotate_tells_what_it_cannot_read_and_goes_on() {
    let folder = Folder::new();
    folder.put("in/good.txt", REPORT).put("in/empty.txt", b"");
    let outcome = folder.run(&["annotate", "in"]);
    demand_told(&outcome, 2, &["error[empty-file]", "--> empty.txt"]);
    assert_eq!(outcome.out.lines().count(), 1, "{}", outcome.out);
    assert!(outcome.out.contains("\"doc\":\"good.txt\""));
}
