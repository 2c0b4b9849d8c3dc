//! JSON Lines: one object a line, each a document.
//!
//! Names of fields are matched whatever their case. The first of each list that is there
//! counts.

use crate::Input;
use crate::decode::decode;
use crate::draft::{Draft, Fields};
use crate::origin::{Runs, chain};
use chancery_model::{Diagnostic, Place};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

const ID: &[&str] = &["id", "doc", "_id"];
const TEXT: &[&str] = &["text", "body", "content", "maintext"];
const TITLE: &[&str] = &["title", "headline"];
const URL: &[&str] = &["url", "link"];
const PUBLISHER: &[&str] = &["publisher", "source_name", "site", "site_name", "source"];
const AUTHOR: &[&str] = &["author", "authors", "byline"];
const PUBLISHED: &[&str] = &[
    "published",
    "date",
    "published_at",
    "publication_date",
    "date_publish",
    "date_published",
];
const LANGUAGE: &[&str] = &["language", "lang"];

/// Reads a file of records. A line that cannot be read is a finding; the others are read.
pub(crate) fn read<'a>(
    input: Input<'a>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Draft<'a>> {
    let Some(decoded) = decode(input.path, input.bytes, None, findings) else {
        return Vec::new();
    };
    let mut records = Vec::new();
    let mut ids = BTreeSet::new();
    let (mut start, mut count) = (0, 0_usize);
    for (index, line) in decoded.text.split_inclusive('\n').enumerate() {
        let at = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() {
            continue;
        }
        count += 1;
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let place = Place::line(input.path, number);
        match record(line, at) {
            Ok((mut draft, runs)) => {
                let runs = chain(runs.as_slice(), decoded.origin.as_slice());
                draft.raw = raw(input.bytes, decoded.origin.as_slice(), at, line.len());
                draft.origin = runs.into_map();
                draft.line = number;
                if draft.path.is_empty() {
                    draft.path = format!("{}#{count}", input.path);
                } else if !ids.insert(draft.path.clone()) {
                    let message =
                        format!("the id `{}` stands for an earlier record", draft.path);
                    let finding = Diagnostic::warning("repeated-id", place, message);
                    findings.push(finding.hint("give each record an id of its own"));
                    draft.path = format!("{}#{count}", input.path);
                }
                records.push(draft);
            }
            Err((code, message)) => findings.push(
                Diagnostic::error(code, place, message)
                    .hint("each line is one JSON object with at least a field `text`"),
            ),
        }
    }
    records
}

/// The bytes that `len` bytes of text from `at` were read from.
fn raw<'a>(
    bytes: &'a [u8],
    origin: &[chancery_model::OriginRun],
    at: usize,
    len: usize,
) -> &'a [u8] {
    let mut whole = Runs::default();
    whole.push(0, len, at as u64, len);
    let runs = chain(whole.as_slice(), origin);
    let (Some(first), Some(last)) = (runs.as_slice().first(), runs.as_slice().last())
    else {
        return &[];
    };
    let from = usize::try_from(first.raw_start).unwrap_or(usize::MAX);
    let to =
        usize::try_from(last.raw_start + u64::from(last.raw_len)).unwrap_or(usize::MAX);
    bytes.get(from..to).unwrap_or_default()
}

/// One record, and the way from its text into the file, `at` being where the line starts.
fn record<'a>(
    line: &str,
    at: usize,
) -> Result<(Draft<'a>, Runs), (&'static str, String)> {
    let fields: BTreeMap<String, &RawValue> =
        serde_json::from_str(line).map_err(|error| {
            ("broken-record", format!("the line is no JSON object: {}", plain(&error)))
        })?;
    let fields: BTreeMap<String, &RawValue> =
        fields.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    let find = |names: &[&str]| names.iter().find_map(|name| fields.get(*name)).copied();
    let Some(value) = find(TEXT) else {
        return Err(("record-without-text", "there is no field `text`".to_owned()));
    };
    let text: String = serde_json::from_str(value.get()).map_err(|error| {
        ("broken-record", format!("its text is no string: {}", plain(&error)))
    })?;
    if text.trim().is_empty() {
        return Err(("empty-record", "the field `text` is empty".to_owned()));
    }
    let runs = runs(value.get(), at + offset(line, value.get()));
    let value = |names: &[&str]| find(names).and_then(scalar);
    let draft = Draft {
        path: value(ID).unwrap_or_default(),
        text,
        fields: Fields {
            title: value(TITLE),
            url: value(URL),
            publisher: value(PUBLISHER),
            author: value(AUTHOR),
            published: value(PUBLISHED),
            language: value(LANGUAGE),
        },
        ..Draft::default()
    };
    Ok((draft, runs))
}

/// What the parser says, without its own count of lines.
fn plain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let column = error.column();
    match message.rsplit_once(" at line ") {
        Some((what, _)) => format!("{what} at column {column}"),
        None => message,
    }
}

/// Where `part` starts in `line`, of which it is a slice.
fn offset(line: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(line.as_ptr() as usize)
}

/// The words of a string, a number or a list of these.
fn scalar(value: &RawValue) -> Option<String> {
    let words = match serde_json::from_str(value.get()).ok()? {
        serde_json::Value::String(words) => words,
        serde_json::Value::Number(number) => number.to_string(),
        serde_json::Value::Array(items) => {
            let items: Vec<&str> =
                items.iter().filter_map(|item| item.as_str()).collect();
            items.join(", ")
        }
        _ => return None,
    };
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// The runs of the text of a JSON string that starts, with its quotation mark, at `at`.
fn runs(literal: &str, at: usize) -> Runs {
    let bytes = literal.as_bytes();
    let mut runs = Runs::default();
    let (mut text, mut from) = (0, 1);
    let end = bytes.len().saturating_sub(1);
    while from < end {
        let plain =
            bytes[from..end].iter().position(|b| *b == b'\\').unwrap_or(end - from);
        runs.push(text, plain, (at + from) as u64, plain);
        text += plain;
        from += plain;
        if from < end {
            let (raw_len, text_len) = escape(&bytes[from..end]);
            runs.push(text, text_len, (at + from) as u64, raw_len);
            text += text_len;
            from += raw_len;
        }
    }
    runs
}

/// Bytes of an escape and of the character it stands for.
fn escape(bytes: &[u8]) -> (usize, usize) {
    if bytes.get(1) != Some(&b'u') {
        return (2, 1);
    }
    let unit = |from: usize| {
        let digits = std::str::from_utf8(bytes.get(from..from + 4)?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    match unit(2) {
        Some(0xD800..=0xDBFF) => (12, 4),
        Some(unit) => (6, char::from_u32(unit).map_or(3, char::len_utf8)),
        None => (2, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::Span;

    fn parse(text: &str) -> (Vec<Draft<'_>>, Vec<String>) {
        let mut findings = Vec::new();
        let drafts =
            read(Input { path: "a.jsonl", bytes: text.as_bytes() }, &mut findings);
        (drafts, findings.iter().map(|f| format!("{} {}", f.code, f.place)).collect())
    }

    #[test]
    fn fields_are_found_under_their_usual_names() {
        let (drafts, findings) = parse(
            r#"{"ID": 7, "Headline": "T", "body": "words", "source_name": "P", "authors": ["A", "B"], "date": "2031-03-04", "lang": "en"}"#,
        );
        assert_eq!(findings, Vec::<String>::new());
        let fields = &drafts[0].fields;
        assert_eq!(drafts[0].path, "7");
        assert_eq!(fields.title.as_deref(), Some("T"));
        assert_eq!(fields.publisher.as_deref(), Some("P"));
        assert_eq!(fields.author.as_deref(), Some("A, B"));
        assert_eq!(fields.published.as_deref(), Some("2031-03-04"));
    }

    #[test]
    fn a_broken_line_is_named_and_the_others_are_read() {
        let (drafts, findings) = parse(
            "{\"text\": \"one\"}\n{\"text\": \"tw\n\n[1]\n{\"title\": \"x\"}\n{\"text\": \" \"}\n\
             {\"text\": 5}\n{\"text\": \"seven\"}",
        );
        let paths: Vec<&str> = drafts.iter().map(|draft| draft.path.as_str()).collect();
        assert_eq!(paths, ["a.jsonl#1", "a.jsonl#7"]);
        assert_eq!(
            findings,
            [
                "broken-record a.jsonl:2",
                "broken-record a.jsonl:4",
                "record-without-text a.jsonl:5",
                "empty-record a.jsonl:6",
                "broken-record a.jsonl:7"
            ]
        );
    }

    #[test]
    fn escapes_keep_their_bytes() {
        let file = "\n{\"n\": 1, \"text\": \"a\\nb \\u00e9 \\ud83d\\ude42 c\\\"d é\"}\n";
        let (drafts, _) = parse(file);
        let draft = &drafts[0];
        assert_eq!(draft.text, "a\nb é 🙂 c\"d é");
        for (words, raw) in
            [("b", "b"), ("🙂", "\\ud83d\\ude42"), ("c\"d é", "c\\\"d é"), ("\n", "\\n")]
        {
            let start = draft.text.find(words).unwrap();
            let span = Span::of(start, start + words.len()).unwrap();
            let (from, to) = draft.origin.raw(span).unwrap();
            let (from, to) =
                (usize::try_from(from).unwrap(), usize::try_from(to).unwrap());
            assert_eq!(&file[from..to], raw);
        }
        assert_eq!(
            draft.raw,
            file.trim().as_bytes(),
            "the record alone makes its identity"
        );
    }

    #[test]
    fn an_id_stands_for_one_record() {
        let (drafts, findings) =
            parse("{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"x\",\"text\":\"two\"}");
        assert_eq!(drafts[1].path, "a.jsonl#2");
        assert_eq!(findings, ["repeated-id a.jsonl:2"]);
    }
}
