//! Raw documents through tokens, sentences and syntax, as lines of JSON: what the treebank scorer reads.

use std::io::{self, BufRead, Write};

use chancery_annotate::boundary::Boundaries;
use chancery_annotate::sentence::sentences;
use chancery_annotate::syntax::model::Syntax;
use chancery_annotate::token::tokens;
use chancery_codebook::Writing;
use serde_json::{Value, json};

/// Annotates documents (`{"id", "text"}`, one a line) and returns the number of words.
///
/// # Errors
/// If a line is not such a document, or writing fails.
pub(crate) fn annotate(
    model: &Syntax,
    judge: &Boundaries,
    input: impl BufRead,
    mut out: impl Write,
) -> io::Result<usize> {
    let writing = Writing::embedded();
    let mut words = 0;
    for line in input.lines() {
        let doc: Value = serde_json::from_str(&line?)?;
        let (Some(id), Some(text)) = (doc["id"].as_str(), doc["text"].as_str()) else {
            return Err(io::Error::other("a document has no id or text"));
        };
        let spans = tokens(text, &writing);
        let sentences: Vec<(usize, usize)> = sentences(text, &spans, &writing, judge)
            .into_iter()
            .map(|(first, last)| (first as usize, last as usize))
            .collect();
        let forms: Vec<&str> =
            spans.iter().map(|s| s.text(text).unwrap_or_default()).collect();
        let mut parsed = Vec::with_capacity(spans.len());
        let seen = sentences.iter().map(|&(first, last)| &forms[first..last]);
        model.read(seen, &mut parsed);
        let mut parsed = parsed.into_iter();
        let mut said = Vec::new();
        let mut ranges = Vec::new();
        for (first, last) in sentences {
            ranges.push(
                json!({"start": spans[first].start(), "end": spans[last - 1].end()}),
            );
            for (span, token) in spans[first..last].iter().zip(parsed.by_ref()) {
                said.push(json!({
                    "start": span.start(),
                    "end": span.end(),
                    "lemma": token.lemma,
                    "upos": token.upos,
                    "xpos": token.xpos,
                    "head": token.head.map_or(json!(-1), |h| json!(h + first)),
                    "deprel": token.relation,
                }));
            }
        }
        words += spans.len();
        serde_json::to_writer(
            &mut out,
            &json!({"doc": id, "sentences": ranges, "tokens": said}),
        )?;
        out.write_all(b"\n")?;
    }
    Ok(words)
}

/// Writes the words of texts, one text a line, a sentence a line and spaces between the words.
///
/// # Errors
/// If reading or writing fails.
pub(crate) fn words(
    judge: &Boundaries,
    input: impl BufRead,
    mut out: impl Write,
) -> io::Result<()> {
    let writing = Writing::embedded();
    for line in input.lines() {
        let text = line?;
        let spans = tokens(&text, &writing);
        for (first, last) in sentences(&text, &spans, &writing, judge) {
            let words: Vec<&str> = spans[first as usize..last as usize]
                .iter()
                .map(|span| span.text(&text).unwrap_or_default())
                .collect();
            writeln!(out, "{}", words.join(" "))?;
        }
    }
    Ok(())
}
