//! Whatever bytes go in, documents and all their layers come out whole: no panic, every span on characters of the
//! text, every index in its layer, tokens and sentences in order without overlaps.

#![allow(clippy::expect_used)]

use std::sync::LazyLock;

use chancery_codebook::{Codebook, Files};
use chancery_model::{Annotated, Basis, Document, Span};
use chancery_pipeline::{Desk, Input};
use proptest::prelude::*;

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let codebook = Codebook::load(&Files::embedded());
    Desk::new(codebook.expect("the codebook has no findings"))
});

/// Words, names, marks and oddities that layers look for.
const PIECES: &[&str] = &[
    "Norway",
    "Peruvian",
    "Lima",
    "U.S.",
    "the embassy",
    "its ambassador",
    "Minister Moss",
    "Chile's",
    "they",
    "he",
    "its",
    "we",
    "the two states",
    "said",
    "accused",
    "according to",
    "that",
    "not",
    "plans to",
    "attack",
    "attacked",
    "talks with",
    "by",
    "of",
    "in",
    "and",
    "who",
    "was",
    "expelled",
    "94",
    "at least",
    "dozens of",
    "4 May 2031",
    "on Monday",
    "last year",
    "from May to June",
    "2030-01-02",
    "in the 1990s",
    "two weeks ago",
    ".",
    ",",
    ":",
    ";",
    "?",
    "!",
    "...",
    "\u{2026}",
    "-",
    "--",
    "\u{2014}",
    "'",
    "\u{2019}",
    "\"",
    "\u{201c}",
    "\u{201d}",
    "\u{ab}",
    "\u{bb}",
    "(",
    ")",
    "[",
    "]",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "\0",
    "\u{feff}",
    "\u{301}",
    "\u{130}",
    "\u{df}",
    "\u{1f600}",
    "\u{4e2d}\u{56fd}",
    "\u{627}\u{644}",
    "@",
    "#",
    "$",
    "%",
    "&",
    "*",
    "_",
    "/",
    "\\",
    "<",
    ">",
    "<p>",
    "</p>",
    "<div",
    "&amp;",
    "http://a.b",
    "a@b.example",
    "7",
    "1,000",
    "\u{663}\u{664}",
    "I",
    "Dr.",
    "No.",
    "By Jane Doe",
    "Read more:",
    "LIMA, May 4 (AP) \u{2014}",
    "{\"text\": \"",
    "\"}",
    "# ",
    "---\n",
    "title: ",
    "```\n",
    "- ",
    "\u{2022} ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => any::<String>(),
    ];
    let joined = (piece, prop_oneof![4 => Just(" "), 1 => Just("")]);
    proptest::collection::vec(joined, 0..60).prop_map(|pieces| {
        pieces.into_iter().flat_map(|(piece, gap)| [piece, gap.into()]).collect()
    })
}

fn fits(text: &str, span: Span) -> bool {
    span.text(text).is_some()
}

fn check_document(document: &Document, raw: usize) {
    let text = &document.text;
    let zones = &document.zones.items;
    assert!(zones.iter().all(|zone| fits(text, zone.span) && !zone.span.is_empty()));
    assert!(zones.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    for run in document.origin.runs() {
        assert!((run.text_start + run.text_len) as usize <= text.len());
        assert!(run.raw_start + u64::from(run.raw_len) <= raw as u64);
    }
}

fn check_layers(annotated: &Annotated) {
    let text = &annotated.document.text;
    let tokens = &annotated.tokens.items;
    let count = u32::try_from(tokens.len()).expect("few tokens");
    assert!(tokens.iter().all(|token| fits(text, token.span) && !token.span.is_empty()));
    assert!(tokens.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    let mut next = 0;
    for sentence in &annotated.sentences.items {
        assert!(sentence.first == next && sentence.first < sentence.last);
        assert_eq!(sentence.span.start(), tokens[sentence.first as usize].span.start());
        assert_eq!(sentence.span.end(), tokens[sentence.last as usize - 1].span.end());
        next = sentence.last;
        let arcs =
            &annotated.syntax.items[sentence.first as usize..sentence.last as usize];
        let inside = sentence.first..sentence.last;
        assert!(
            arcs.iter().all(|arc| arc.head.is_none_or(|head| inside.contains(&head)))
        );
    }
    assert_eq!(next, count);
    let mut spans: Vec<Span> = Vec::new();
    spans.extend(annotated.names.items.iter().map(|name| name.span));
    spans.extend(annotated.times.items.iter().map(|time| time.span));
    spans.extend(annotated.quotations.items.iter().map(|quotation| quotation.span));
    for mention in &annotated.mentions.items {
        assert!(mention.head < count);
        spans.push(mention.span);
        if let Basis::Text(span) | Basis::Entry(span, _) = &mention.basis {
            spans.push(*span);
        }
    }
    for attribution in &annotated.attributions.items {
        let parts = [&attribution.speaker, &attribution.cue, &attribution.content];
        spans.extend(parts.into_iter().flatten());
    }
    let mentions = annotated.mentions.items.len();
    for predicate in &annotated.predicates.items {
        assert!(
            predicate.head < count
                && predicate.light_verb.is_none_or(|verb| verb < count)
        );
        assert!((predicate.sentence as usize) < annotated.sentences.items.len());
        assert!(
            predicate
                .times
                .iter()
                .all(|time| (*time as usize) < annotated.times.items.len())
        );
        spans.push(predicate.trigger);
        spans.extend(predicate.place.iter().map(|place| place.span));
        for argument in &predicate.arguments {
            assert!(argument.head < count);
            let indices = argument.mentions.iter().chain(&argument.owners);
            assert!(indices.into_iter().all(|index| (*index as usize) < mentions));
            spans.push(argument.span);
            spans.extend(argument.quantity.iter().map(|quantity| quantity.span));
        }
    }
    assert_eq!(annotated.stances.items.len(), annotated.predicates.items.len());
    for stance in &annotated.stances.items {
        let attributions = annotated.attributions.items.len();
        assert!(stance.attributions.iter().all(|index| (*index as usize) < attributions));
        assert_eq!(stance.voices.len(), stance.attributions.len() + 1);
        spans.extend(stance.operators.iter().map(|operator| operator.span));
    }
    assert!(spans.iter().all(|span| fits(text, *span) && !span.is_empty()));
    let times = &annotated.times.items;
    assert!(times.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
}

fn read_and_code(path: &str, bytes: &[u8]) {
    let (documents, _) = DESK.read(Input { path, bytes }, None);
    for document in documents {
        check_document(&document, bytes.len());
        let annotated = DESK.annotate(document);
        check_layers(&annotated);
        for event in DESK.code(&annotated) {
            assert!(fits(&annotated.document.text, event.trigger));
            assert!(fits(&annotated.document.text, event.sentence));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_coded(text in text()) {
        read_and_code("a.txt", text.as_bytes());
    }

    #[test]
    fn any_page_is_read_and_coded(text in text()) {
        read_and_code("a.html", format!("<html><body>{text}</body></html>").as_bytes());
        read_and_code("a.md", text.as_bytes());
    }

    #[test]
    fn any_record_is_read_and_coded(text in text()) {
        let record = serde_json::json!({ "text": text, "title": text, "date": text });
        read_and_code("a.jsonl", format!("{text}\n{record}\n").as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for path in ["a.txt", "a.md", "a.html", "a.jsonl", "a.txt.gz"] {
            let (documents, _) = DESK.read(Input { path, bytes: &bytes }, None);
            for document in documents {
                if !path.ends_with(".gz") {
                    check_document(&document, bytes.len());
                }
            }
        }
    }
}
