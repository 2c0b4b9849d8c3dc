//! Prints how long texts take that no newspaper prints: `cargo bench -p chancery-pipeline --bench hostile`.
//!
//! Each is read, annotated, coded and resolved at two lengths, one twice the other. The last column is the time of the
//! longer over that of the shorter: about 2 where time grows with length, 4 where it grows with its square. Options,
//! after `--`: the longer length in bytes (2000000), and the beginning of a case's name.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods)]

use chancery_codebook::{Codebook, Files};
use chancery_pipeline::{Desk, Input};
use std::time::Instant;

/// Seconds for which the processor has worked for this program, or by the clock where the system does not tell.
fn worked(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> =
        told.rsplit(')').next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    let hundredths = ticks(12).zip(ticks(13)).map(|(user, system)| user + system);
    hundredths.map_or_else(|| start.elapsed().as_secs_f64(), |ticks| ticks / 100.0)
}

/// A file's name and how its text begins, goes on without end, and ends.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "prose.txt",
        "",
        "The envoy of Norway said on Monday that Peru had closed its border with Chile. ",
        "",
    ),
    ("no-stop.txt", "", "the envoy of Norway said that Peru closed a border and ", ""),
    (
        "no-stop-told.txt",
        "",
        "gunmen attacked the embassy of Peru at dawn on 4 May 2031 and the guard was wounded in the attack and police came late and Peru's defence minister Aaa Bbb called it a cowardly raid and ",
        "",
    ),
    ("one-word.txt", "", "a", ""),
    ("spaces.txt", "A ", " ", " end."),
    ("lines.txt", "A ", "\n", " end."),
    ("straight-quotes.txt", "", "\"", ""),
    ("spoken.txt", "", "\u{201c}It left,\u{201d} he said. ", ""),
    ("curly-quotes.txt", "", "\u{201c}", ""),
    ("open-quote.txt", "\u{201c}", "Norway left. \n\n", ""),
    ("labels.txt", "", "\u{201c}a\u{201d} ", ""),
    ("brackets.txt", "", "(", ""),
    ("digits.txt", "", "7", ""),
    ("numbers.txt", "", "7 ", ""),
    ("thousands.txt", "", "7,777,", ""),
    ("hyphens.txt", "", "1-", ""),
    ("names.txt", "", "Norway ", ""),
    ("unknown-names.txt", "", "Minister Aaa Bbb met Ccc Ddd. ", ""),
    ("pronouns.txt", "Norway left. ", "It left. He left. They left. ", ""),
    ("pronoun-run.txt", "Norway ", "it Peru he ", ""),
    ("offices.txt", "Peru's embassy closed. ", "The embassy left. ", ""),
    ("roles.txt", "", "embassy staff left. ", ""),
    ("we.txt", "", "\u{201c}We left,\u{201d} Norway said. ", ""),
    ("sayings.txt", "", "he said ", ""),
    ("cues.txt", "", "according to Norway ", ""),
    ("and.txt", "Norway accused ", "Peru and ", ""),
    ("of.txt", "the attack ", "of Peru ", ""),
    ("that.txt", "", "Norway said that ", ""),
    ("to.txt", "Norway wants ", "to try ", ""),
    ("events.txt", "", "Norway accused Peru. ", ""),
    ("nouns.txt", "", "the attack on the attack by ", ""),
    ("dates.txt", "", "4 May 2031 ", ""),
    ("days.txt", "", "Monday, ", ""),
    ("day-parts.txt", "", "from May to June and ", ""),
    ("headings.txt", "", "A Heading\n\n", ""),
    ("list.txt", "", "- item one\n", ""),
    ("bullets.txt", "", "\u{2022} item ", ""),
    ("see-also.txt", "", "Read more: one\n\nThe mayor of the town left. \n\n", ""),
    ("addresses.txt", "", "a@b.example ", ""),
    ("at-signs.txt", "", "a@", ""),
    ("points.txt", "", "a.", ""),
    ("initials.txt", "", "A. ", ""),
    ("marks.txt", "a", "\u{301}", ""),
    ("wide.txt", "", "\u{4e2d}", ""),
    ("commas.txt", "", "a, ", ""),
    ("nested.html", "<html><body>", "<div>", "text of the page</body></html>"),
    (
        "paragraphs.html",
        "<html><body>",
        "<p>The mayor of Northtown left.",
        "</body></html>",
    ),
    ("inline.html", "<html><body><p>", "<b>word ", "</p></body></html>"),
    ("opens.html", "<html><body><p>", "<", "</p></body></html>"),
    ("comments.html", "<html><body><p>a", "<!-- -", "</p></body></html>"),
    ("entities.html", "<html><body><p>", "&amp;", "</p></body></html>"),
    ("attributes.html", "<html><body><p ", "a=b ", ">text</p></body></html>"),
    ("links.html", "<html><body><p>text", "<a href=x>y</a> ", "</p></body></html>"),
    ("scripts.html", "<html><body><p>text", "<script>", "</p></body></html>"),
    ("tables.html", "<html><body>", "<table><tr><td>word", "</body></html>"),
    ("lists.html", "<html><body>", "<ul><li>word", "</body></html>"),
    ("same.html", "<html><body>", "<p>a</p>", "</body></html>"),
    ("rules.md", "", "# a\n\n---\n", ""),
    ("links.md", "", "[a](", ""),
    ("front.md", "---\n", "a: b\n", "---\ntext"),
    ("fences.md", "", "```\n", ""),
    ("records.jsonl", "", "{\"text\": \"Norway left.\"}\n", ""),
    ("escapes.jsonl", "{\"text\": \"", "\\u00e9\\n", "\"}"),
    ("nested.jsonl", "{\"text\": \"a\", \"b\": ", "[", ""),
    ("same-ids.jsonl", "", "{\"id\": 1, \"text\": \"Norway left.\"}\n", ""),
];

fn main() {
    let mut bytes = 2_000_000;
    let mut begins = String::new();
    for argument in std::env::args().skip(1).filter(|argument| argument != "--bench") {
        match argument.parse::<usize>() {
            Ok(number) => bytes = number,
            Err(_) => begins = argument,
        }
    }
    let codebook =
        Codebook::load(&Files::embedded()).expect("the codebook has no findings");
    let desk = Desk::new(codebook);
    println!(
        "{:24}{:>10}{:>10}{:>10}{:>8}",
        "case", "ingest", "annotate", "code", "ratio"
    );
    for case in CASES.iter().filter(|case| case.0.starts_with(&begins)) {
        let short: f64 = run(&desk, case, bytes / 2).iter().sum();
        let long = run(&desk, case, bytes);
        let ratio = long.iter().sum::<f64>() / short.max(0.01);
        let [ingest, annotate, code] = long;
        println!("{:24}{ingest:>10.2}{annotate:>10.2}{code:>10.2}{ratio:>8.1}", case.0);
    }
}

/// Seconds of reading, annotating, and coding with resolving.
fn run(desk: &Desk, (path, head, piece, tail): &Case, bytes: usize) -> [f64; 3] {
    let file = format!("{head}{}{tail}", piece.repeat(bytes / piece.len()));
    let clock = Instant::now();
    let start = worked(clock);
    let (documents, _) = desk.read(Input { path, bytes: file.as_bytes() }, None);
    let read = worked(clock);
    let annotated: Vec<_> =
        documents.into_iter().map(|document| desk.annotate(document)).collect();
    let done = worked(clock);
    let events: Vec<_> = annotated.iter().flat_map(|one| desk.code(one)).collect();
    let _ = desk.resolve(&events);
    [read - start, done - read, worked(clock) - done]
}
