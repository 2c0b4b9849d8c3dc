//! The words that mark the parts of a page: bylines, credits, disclaimers, teasers of other
//! articles, and the names of months and languages.
//!
//! They are read from `page.csv` of a language. Deliberately absent: what is done with them.

use chancery_model::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};

/// What a phrase marks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum MarkKind {
    /// Opens a line that names the author.
    Byline,
    /// Is, as a whole line, a part of the page's furniture: *Share this article*.
    Label,
    /// Opens a line of the page's furniture: *Follow us on*.
    Opening,
    /// Opens a line that credits an image.
    Credit,
    /// Opens the caption of an image, however long.
    Caption,
    /// Stands near the end of a caption: whose picture it is.
    CaptionEnding,
    /// Ends a line that tells who contributed.
    Ending,
    /// Ends a line that tells how old the text is.
    Age,
    /// Names an agency in brackets at the head of a report.
    Agency,
    /// Is, as a whole line, the signature of an unnamed editor.
    Signoff,
    /// Opens a disclaimer.
    Disclaimer,
    /// Is found in every disclaimer: without one of these an opening is mere prose.
    DisclaimerCore,
    /// Comes before the publisher's name in a disclaimer.
    PublisherAfter,
    /// Ends the publisher's name in a disclaimer: *or its staff*.
    PublisherUntil,
    /// Is, as a whole line, the heading of a list of other articles.
    Related,
    /// Opens a line that points to another article, with a colon after it.
    RelatedInline,
    /// Ends a line that points to another article.
    RelatedEnding,
    /// Opens a line that points to another article.
    Teaser,
    /// Opens a line that tells when the text was published.
    DateLabel,
    /// Opens a line that tells when the text was last changed.
    UpdateLabel,
    /// Names a month; its value is the number from 1.
    Month,
    /// Names a day of the week.
    Weekday,
    /// May stand in a time of day beside a date.
    TimeWord,
    /// Names a language; its value is the ISO 639-1 code.
    Language,
    /// Is the ISO 639-1 code of a language that the codebook covers.
    Covered,
}

const KINDS: [(&str, MarkKind); 25] = [
    ("age", MarkKind::Age),
    ("agency", MarkKind::Agency),
    ("byline", MarkKind::Byline),
    ("caption", MarkKind::Caption),
    ("caption-ending", MarkKind::CaptionEnding),
    ("covered", MarkKind::Covered),
    ("credit", MarkKind::Credit),
    ("date-label", MarkKind::DateLabel),
    ("disclaimer", MarkKind::Disclaimer),
    ("disclaimer-core", MarkKind::DisclaimerCore),
    ("ending", MarkKind::Ending),
    ("label", MarkKind::Label),
    ("language", MarkKind::Language),
    ("month", MarkKind::Month),
    ("opening", MarkKind::Opening),
    ("publisher-after", MarkKind::PublisherAfter),
    ("publisher-until", MarkKind::PublisherUntil),
    ("related", MarkKind::Related),
    ("related-ending", MarkKind::RelatedEnding),
    ("related-inline", MarkKind::RelatedInline),
    ("signoff", MarkKind::Signoff),
    ("teaser", MarkKind::Teaser),
    ("time-word", MarkKind::TimeWord),
    ("update-label", MarkKind::UpdateLabel),
    ("weekday", MarkKind::Weekday),
];

/// Lines of more bytes are no marks; it spares folding them.
const LONGEST: usize = 400;

const COLUMNS: [&str; 5] = ["kind", "phrase", "value", "credit", "note"];

/// The marks of one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PageMarks {
    phrases: BTreeMap<MarkKind, BTreeMap<Box<str>, Box<str>>>,
}

impl PageMarks {
    /// Reads `page.csv`. Every line that cannot be used is a finding; the others are kept.
    pub fn parse(file: &str, text: &str, findings: &mut Vec<Diagnostic>) -> Self {
        let mut marks = Self::default();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut previous: Option<(String, String)> = None;
        for (index, record) in reader.records().enumerate() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, |p| line_number(p.line()));
                    let place = Place::line(file, line);
                    findings.push(Diagnostic::error("bad-csv", place, error.to_string()));
                    continue;
                }
            };
            let line = record.position().map_or(0, |p| line_number(p.line()));
            let place = Place::line(file, line);
            let fields: Vec<&str> = record.iter().map(str::trim).collect();
            if index == 0 {
                if fields != COLUMNS {
                    let message = format!("the columns must be {}", COLUMNS.join(","));
                    findings.push(Diagnostic::error("bad-columns", place, message));
                    return marks;
                }
                continue;
            }
            let key = (fields[0].to_owned(), fields.get(1).unwrap_or(&"").to_string());
            if previous.as_ref().is_some_and(|before| *before >= key) {
                let message =
                    format!("`{},{}` is repeated or out of order", key.0, key.1);
                findings.push(
                    Diagnostic::error("unsorted-row", place.clone(), message)
                        .hint("sort the rows by kind and phrase in byte order"),
                );
            }
            previous = Some(key);
            if let Err((code, message)) = marks.add(&fields) {
                findings.push(Diagnostic::error(code, place, message));
            }
        }
        marks
    }

    fn add(&mut self, fields: &[&str]) -> Result<(), (&'static str, String)> {
        let [kind, phrase, value, credit, _note] = *fields else {
            return Err(("bad-row", format!("{} columns instead of 5", fields.len())));
        };
        let Some(&(_, kind)) = KINDS.iter().find(|(name, _)| *name == kind) else {
            let known: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
            let message =
                format!("unknown kind `{kind}`; known are {}", known.join(", "));
            return Err(("unknown-kind", message));
        };
        if phrase.is_empty() || phrase != fold(phrase) {
            let message =
                format!("`{phrase}` must be in lower case with straight apostrophes");
            return Err(("bad-phrase", message));
        }
        if credit.is_empty() {
            return Err(("no-credit", format!("`{phrase}` has no credit")));
        }
        let fits = match kind {
            MarkKind::Month => {
                value.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
            }
            MarkKind::Language => {
                value.len() == 2 && value.bytes().all(|b| b.is_ascii_lowercase())
            }
            _ => value.is_empty(),
        };
        if !fits {
            return Err(("bad-value", format!("`{value}` does not fit `{phrase}`")));
        }
        self.phrases.entry(kind).or_default().insert(phrase.into(), value.into());
        Ok(())
    }

    /// Whether `line` as a whole is a mark of this kind; case and a final colon are ignored.
    pub fn is(&self, kind: MarkKind, line: &str) -> bool {
        let line = line.trim();
        if line.len() > LONGEST {
            return false;
        }
        let line = fold(line.trim_end_matches(':').trim_end());
        self.phrases.get(&kind).is_some_and(|phrases| phrases.contains_key(line.as_str()))
    }

    /// The longest mark of this kind that `line` opens with and that ends at a word's end;
    /// returns its length in bytes of `line`.
    pub fn opens(&self, kind: MarkKind, line: &str) -> Option<usize> {
        let phrases = self.phrases.get(&kind)?;
        phrases.keys().filter_map(|phrase| prefix(line, phrase)).max()
    }

    /// Whether `line` ends with a mark of this kind that begins at a word's head; marks and
    /// white space after it are ignored.
    pub fn ends(&self, kind: MarkKind, line: &str) -> bool {
        let Some(phrases) = self.phrases.get(&kind) else { return false };
        let line = line.trim_end_matches(|c: char| !c.is_alphanumeric());
        let from = line.floor_char_boundary(line.len().saturating_sub(LONGEST));
        let tail = fold(&line[from..]);
        phrases.keys().any(|phrase| {
            tail.strip_suffix(phrase.as_ref())
                .is_some_and(|before| !before.ends_with(char::is_alphanumeric))
        })
    }

    /// The first place in `text`, as a half-open range of bytes, where a mark of this kind
    /// stands as whole words; the longest mark if several start there.
    pub fn find(&self, kind: MarkKind, text: &str) -> Option<(usize, usize)> {
        let phrases = self.phrases.get(&kind)?;
        let mut at_word_start = true;
        for (start, c) in text.char_indices() {
            if at_word_start || !c.is_alphanumeric() {
                let rest = &text[start..];
                let longest =
                    phrases.keys().filter_map(|phrase| prefix(rest, phrase)).max();
                if let Some(len) = longest {
                    return Some((start, start + len));
                }
            }
            at_word_start = !c.is_alphanumeric();
        }
        None
    }

    /// The number of a month, from 1, by its name or abbreviation without the final stop.
    pub fn month(&self, name: &str) -> Option<u8> {
        self.value(MarkKind::Month, name)?.parse().ok()
    }

    /// The ISO 639-1 code of a language named by an English word or a longer code.
    pub fn language(&self, name: &str) -> Option<&str> {
        self.value(MarkKind::Language, name)
    }

    /// The languages that are covered, as ISO 639-1 codes.
    pub fn covered(&self) -> BTreeSet<&str> {
        let covered = self.phrases.get(&MarkKind::Covered);
        covered
            .map(|phrases| phrases.keys().map(AsRef::as_ref).collect())
            .unwrap_or_default()
    }

    fn value(&self, kind: MarkKind, phrase: &str) -> Option<&str> {
        self.phrases.get(&kind)?.get(fold(phrase).as_str()).map(AsRef::as_ref)
    }
}

fn line_number(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

/// Lower case, apostrophes straight, each white space a plain space.
fn fold(text: &str) -> String {
    text.chars().flat_map(fold_char).collect()
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    let c = match c {
        '\u{2018}' | '\u{2019}' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    c.to_lowercase()
}

/// How many bytes of `line` the folded `phrase` takes at its head, if it ends where a word
/// does.
fn prefix(line: &str, phrase: &str) -> Option<usize> {
    let mut wanted = phrase.chars();
    let mut end = 0;
    let mut ends_in_word = false;
    'line: for c in line.chars() {
        for folded in fold_char(c) {
            match wanted.next() {
                Some(next) if next == folded => ends_in_word = c.is_alphanumeric(),
                Some(_) => return None,
                None => break 'line,
            }
        }
        end += c.len_utf8();
        if wanted.as_str().is_empty() {
            break;
        }
    }
    let goes_on = line[end..].chars().next().is_some_and(char::is_alphanumeric);
    (wanted.as_str().is_empty() && !(ends_in_word && goes_on)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "data/en/page.csv";

    fn parse(rows: &str) -> (PageMarks, Vec<String>) {
        let mut findings = Vec::new();
        let text = format!("kind,phrase,value,credit,note\n{rows}");
        let marks = PageMarks::parse(FILE, &text, &mut findings);
        (marks, findings.iter().map(|f| format!("{} {}", f.code, f.place)).collect())
    }

    #[test]
    fn the_marks_of_english_are_sound() {
        let mut findings = Vec::new();
        let text = include_str!("../../../data/en/page.csv");
        let marks = PageMarks::parse(FILE, text, &mut findings);
        assert_eq!(findings, []);
        assert_eq!(marks.month("Sept"), Some(9));
        assert_eq!(marks.covered(), BTreeSet::from(["en"]));
        for (_, kind) in KINDS {
            assert!(marks.phrases.contains_key(&kind), "{kind:?} has no row");
        }
    }

    #[test]
    fn every_bad_row_is_found() {
        let (marks, findings) = parse(
            "byline,By,,original,\nbyline,author:,,,\nmonth,june,13,original,\n\
             month,may,5,original,\nmonth,april,4,original,\nnonsense,x,,original,\nrelated\n",
        );
        assert_eq!(
            findings,
            [
                "bad-phrase data/en/page.csv:2",
                "no-credit data/en/page.csv:3",
                "bad-value data/en/page.csv:4",
                "unsorted-row data/en/page.csv:6",
                "unknown-kind data/en/page.csv:7",
                "bad-row data/en/page.csv:8"
            ]
        );
        assert_eq!(marks.month("May"), Some(5), "good rows are kept");
    }

    #[test]
    fn wrong_columns_are_refused() {
        let mut findings = Vec::new();
        PageMarks::parse(FILE, "kind,phrase\nbyline,by\n", &mut findings);
        assert_eq!(findings[0].code.as_ref(), "bad-columns");
        assert_eq!(findings[0].place, Place::line(FILE, 1));
    }

    #[test]
    fn a_mark_ends_where_a_word_ends() {
        let (marks, _) = parse("byline,author:,,original,\nbyline,by,,original,\n");
        assert_eq!(marks.opens(MarkKind::Byline, "By Jane Doe"), Some(2));
        assert_eq!(marks.opens(MarkKind::Byline, "AUTHOR: J. Doe"), Some(7));
        assert_eq!(marks.opens(MarkKind::Byline, "Byzantium fell"), None);
        assert_eq!(marks.opens(MarkKind::Byline, "B"), None);
        assert_eq!(marks.find(MarkKind::Byline, "said so, by law"), Some((9, 11)));
    }

    #[test]
    fn a_mark_may_end_a_line() {
        let (marks, _) = parse("ending,to this report,,original,\n");
        assert!(marks.ends(MarkKind::Ending, "Jane Doe contributed to this report.)"));
        assert!(!marks.ends(MarkKind::Ending, "Jane Doe went into this report."));
        assert!(!marks.ends(MarkKind::Ending, "What led to this report is open."));
    }

    #[test]
    fn curly_apostrophes_and_case_are_ignored() {
        let (marks, _) = parse("related,editor's picks,,original,\n");
        assert!(marks.is(MarkKind::Related, " Editor’s Picks: "));
        assert!(!marks.is(MarkKind::Related, "Editor’s Picks of the year"));
    }
}
