//! Groups the mentions of a JSON Lines file into incidents, for scorers of coreference:
//! `cargo run --release -p chancery-pipeline --example coref -- docs.jsonl`
//!
//! A line is `{"id", "text"}`, with `"mentions": [{"start", "end"}]` if those are given; then
//! exactly these are grouped, else every word that tells an occurrence. Printed is one line an
//! incident: `{"incident", "mentions": [{"doc", "start", "end"}]}`, offsets in UTF-8 bytes.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use chancery_codebook::{Codebook, Files};
use chancery_model::{Annotated, Span};
use chancery_pipeline::{Desk, Input, Telling};
use rayon::prelude::*;
use serde::Deserialize;
use std::error::Error;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    mentions: Option<Vec<Given>>,
}

#[derive(Clone, Copy, Deserialize)]
struct Given {
    start: u32,
    end: u32,
}

/// What is grouped of one document.
struct Read {
    id: String,
    words: Vec<Box<str>>,
    mentions: Vec<(Given, Box<str>)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: coref DOCS.jsonl")?;
    let text = std::fs::read_to_string(path)?;
    let lines: Vec<Line> =
        text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let (codebook, _) = Codebook::examine(&Files::embedded());
    let desk = Desk::new(codebook);
    let read: Vec<Read> = lines.into_par_iter().map(|line| read(&desk, line)).collect();

    let documents: Vec<Vec<Box<str>>> =
        read.iter().map(|one| one.words.clone()).collect();
    let mentions: Vec<(usize, Given, Box<str>)> = read
        .iter()
        .enumerate()
        .flat_map(|(at, one)| {
            one.mentions.iter().map(move |(given, lemma)| (at, *given, lemma.clone()))
        })
        .collect();
    let tellings: Vec<Telling> = mentions
        .iter()
        .map(|(document, _, lemma)| Telling { document: *document, lemma: lemma.clone() })
        .collect();
    for (number, group) in desk.resolve_words(&documents, &tellings).iter().enumerate() {
        let members = group.iter().map(|&at| {
            let (document, Given { start, end }, _) = &mentions[at];
            serde_json::json!({ "doc": read[*document].id, "start": start, "end": end })
        });
        let members: Vec<_> = members.collect();
        println!("{}", serde_json::json!({ "incident": number, "mentions": members }));
    }
    Ok(())
}

fn read(desk: &Desk, line: Line) -> Read {
    let name = format!("{}.txt", line.id);
    let (documents, _) =
        desk.read(Input { path: &name, bytes: line.text.as_bytes() }, None);
    let mut read = Read { id: line.id, words: Vec::new(), mentions: Vec::new() };
    for document in documents {
        let annotated = desk.annotate(document);
        read.words.extend(words(&annotated));
        match &line.mentions {
            Some(given) => read
                .mentions
                .extend(given.iter().map(|one| (*one, head(&annotated, *one)))),
            None => read.mentions.extend(annotated.predicates.items.iter().map(|one| {
                let span = annotated.tokens.items[one.head as usize].span;
                (Given { start: span.start(), end: span.end() }, one.lemma.clone())
            })),
        }
    }
    read
}

/// Parts of speech that carry meaning.
const TELLING: [&str; 5] = ["NOUN", "PROPN", "VERB", "ADJ", "NUM"];

fn words(annotated: &Annotated) -> impl Iterator<Item = Box<str>> + '_ {
    let tokens = annotated.tokens.items.iter();
    let telling = tokens.filter(|token| TELLING.contains(&&*token.upos));
    telling.map(|token| token.lemma.to_lowercase().into())
}

/// The lemma of the word on which the others of a mention depend.
fn head(annotated: &Annotated, given: Given) -> Box<str> {
    let tokens = &annotated.tokens.items;
    let inside = |span: Span| span.start() < given.end && span.end() > given.start;
    let members: Vec<usize> =
        (0..tokens.len()).filter(|&at| inside(tokens[at].span)).collect();
    let is_top = |at: &&usize| {
        let head = annotated.syntax.items[**at].head.map(|head| head as usize);
        head.is_none_or(|head| !members.contains(&head))
    };
    let tops: Vec<&usize> = members.iter().filter(is_top).collect();
    let telling = tops.iter().find(|at| TELLING.contains(&&*tokens[***at].upos));
    let chosen = telling.or(tops.first()).map(|at| tokens[**at].lemma.to_lowercase());
    chosen.unwrap_or_default().into()
}
