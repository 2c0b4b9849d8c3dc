//! The documents to measure on: articles beside the repository, or texts of our own.
//!
//! Texts of our own are made of the examples of the rules, set into frames with states and
//! offices of the codebook, by a generator that always begins with the same number.

use crate::report::Options;
use chancery_codebook::Codebook;
use chancery_model::Day;
use flate2::read::GzDecoder;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Documents as one file of records.
pub(crate) struct Corpus {
    /// What it is called in the record.
    pub(crate) name: &'static str,
    /// The file's name in the dataset.
    pub(crate) path: &'static str,
    /// The records.
    pub(crate) bytes: Vec<u8>,
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Corpus {
    /// The articles if they are there and wanted, else generated documents.
    pub(crate) fn load(options: &Options, codebook: &Codebook) -> Self {
        let articles = root().join("../shared/corpora/news_throughput/articles.jsonl.gz");
        let path = "articles.jsonl";
        match std::fs::File::open(articles) {
            Ok(file) if !options.generated => {
                let lines = BufReader::new(GzDecoder::new(file)).split(b'\n');
                let lines: Vec<Vec<u8>> =
                    lines.map(|line| line.expect("unpacks")).collect();
                let bytes = (0..options.documents)
                    .flat_map(|at| again(&lines[at % lines.len()], at / lines.len()))
                    .collect();
                Self { name: "news_throughput", path, bytes }
            }
            _ => Self {
                name: "generated",
                path,
                bytes: generate(codebook, options.documents),
            },
        }
    }
}

/// A record, with a line end; the second time and later under another address and on another
/// day, so that it is another report of another occurrence.
fn again(line: &[u8], time: usize) -> Vec<u8> {
    let mut bytes = line.to_vec();
    if time > 0 {
        let mut record: serde_json::Value =
            serde_json::from_slice(line).expect("a record");
        let shift = i64::try_from(61 * time).expect("small");
        let text = |name: &str| record[name].as_str().map(str::to_owned);
        let day = text("date").and_then(|date| date.parse::<Day>().ok());
        let day = day.and_then(|day| day.plus(shift)).map(|day| day.to_string());
        for (name, value) in [
            ("date", day),
            ("ID", text("ID").map(|id| format!("{id}-{time}"))),
            ("url", text("url").map(|url| format!("{url}#{time}"))),
        ] {
            if let Some(value) = value {
                record[name] = value.into();
            }
        }
        bytes = record.to_string().into_bytes();
    }
    bytes.push(b'\n');
    bytes
}

/// Sentences around an example (E, without its full stop), a state (S), another (T) and an
/// office (O).
const FRAMES: &[&str] = &[
    "E.",
    "The O of S said on Tuesday that it had asked T for an answer.",
    "E, according to the O of S.",
    "\u{201c}E,\u{201d} the O of S said in a statement.",
    "It was the third such case since March, when talks between S and T had ended without a \
     result.",
    "The O of T denied this and said that S was to blame.",
    "E, it was reported on Monday, a day after the O of T had left for S.",
    "Observers in S believe that T will not change its course before the end of the year.",
];

/// Paragraphs of a document, and sentences of a paragraph.
const SHAPE: (usize, usize) = (9, 3);

/// So many documents as lines of JSON.
fn generate(codebook: &Codebook, documents: usize) -> Vec<u8> {
    let examples: Vec<&str> = codebook
        .rules
        .rules
        .iter()
        .flat_map(|rule| {
            rule.examples.iter().map(|example| example.text.trim_end_matches('.'))
        })
        .collect();
    let states: Vec<Box<str>> = codebook
        .actors
        .states
        .iter()
        .filter(|(_, state)| state.recognition.as_ref() == "un-member")
        .map(|(id, _)| codebook.names.label(id))
        .collect();
    let offices: Vec<String> =
        codebook.actors.offices.keys().map(|office| office.replace('-', " ")).collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let first = Day::new(2021, 1, 1).expect("a day");
    let mut bytes = Vec::new();
    for number in 0..documents {
        // Each document is about one pair of states, as reports are.
        let pair = [dice.one(&states), dice.one(&states)];
        let sentence = |dice: &mut Dice| {
            let frame = *dice.one(FRAMES);
            let words = frame.split_inclusive(|c: char| !c.is_alphabetic()).map(|word| {
                let (word, mark) = word
                    .split_at(word.trim_end_matches(|c: char| !c.is_alphabetic()).len());
                let word = match word {
                    "E" => *dice.one(&examples),
                    "S" => pair[0].as_ref(),
                    "T" => pair[1].as_ref(),
                    "O" => dice.one(&offices).as_str(),
                    word => word,
                };
                format!("{word}{mark}")
            });
            words.collect::<String>()
        };
        let (paragraphs, sentences) = SHAPE;
        let text: Vec<String> = (0..paragraphs)
            .map(|_| {
                let told: Vec<String> =
                    (0..sentences).map(|_| sentence(&mut dice)).collect();
                told.join(" ")
            })
            .collect();
        let days = i64::try_from(number % 1400).expect("small");
        let record = serde_json::json!({
            "id": format!("generated-{number:05}"),
            "publisher": format!("Gazette {}", number % 7),
            "published": first.plus(days).expect("a day").to_string(),
            "title": sentence(&mut dice).trim_end_matches('.'),
            "text": text.join("\n\n"),
        });
        bytes.extend(record.to_string().into_bytes());
        bytes.push(b'\n');
    }
    bytes
}

/// A generator of numbers that are the same on every machine (xorshift, G. Marsaglia).
struct Dice(u64);

impl Dice {
    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let count = u64::try_from(of.len()).expect("a list fits 64 bits");
        &of[usize::try_from(self.0 % count).expect("below the length")]
    }
}
