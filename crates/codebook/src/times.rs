//! The words and patterns of temporal expressions, from `en/times.toml`.

mod pattern;
mod word;

pub use pattern::{
    TimeBase, TimeElement, TimeExample, TimeMeaning, TimeNode, TimePattern,
};
pub use word::{TimeClass, TimeDay, TimeUnit, TimeWord};

use chancery_model::{Day, Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// The compiled temporal codebook of one language.
#[derive(Clone, Debug, Default)]
pub struct Times {
    words: Vec<TimeWord>,
    by_first: BTreeMap<Box<str>, Vec<u32>>,
    patterns: Vec<TimePattern>,
    nodes: Vec<TimeNode>,
    published: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    published: Option<Spanned<String>>,
    #[serde(default)]
    entry: Vec<Spanned<word::Entry>>,
    #[serde(default)]
    pattern: Vec<Spanned<pattern::Row>>,
}

/// Where findings about one file go.
struct Report<'a> {
    file: &'a str,
    text: &'a str,
    findings: &'a mut Vec<Diagnostic>,
}

impl Report<'_> {
    fn line(&self, offset: usize) -> u32 {
        let before = self.text.as_bytes().get(..offset).unwrap_or_default();
        let lines = before.split(|byte| *byte == b'\n').count().max(1);
        u32::try_from(lines).unwrap_or(u32::MAX)
    }

    fn error(&mut self, code: &str, offset: usize, message: impl Into<Box<str>>) {
        let place = Place::line(self.file, self.line(offset));
        self.findings.push(Diagnostic::error(code, place, message));
    }
}

impl Times {
    /// Compiles a file; everything wrong with it is a finding, and what is wrong is left out.
    pub fn parse(file: &str, text: &str, findings: &mut Vec<Diagnostic>) -> Self {
        let mut report = Report { file, text, findings };
        let mut times = Self { nodes: vec![TimeNode::default()], ..Self::default() };
        let parsed: File = match toml::from_str(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                report.error("bad-toml", offset, error.message());
                return times;
            }
        };
        if let Some(day) = parsed.published {
            times.published = day.get_ref().parse().ok();
            if times.published.is_none() {
                report.error("not-a-day", day.span().start, "`published` is not a day");
            }
        }
        for entry in parsed.entry {
            let offset = entry.span().start;
            for word in word::compile(entry.into_inner(), offset, &mut report) {
                times.add(word, offset, &mut report);
            }
        }
        for row in parsed.pattern {
            let offset = row.span().start;
            pattern::compile(row.into_inner(), offset, &mut times, &mut report);
        }
        times
    }

    fn add(&mut self, word: TimeWord, offset: usize, report: &mut Report<'_>) {
        let Some(first) = word.atoms.first() else { return };
        let known = self.by_first.get(first).map_or(&[][..], Vec::as_slice);
        let again = known.iter().any(|index| {
            let other = &self.words[*index as usize];
            other.atoms == word.atoms && other.class == word.class
        });
        if again {
            let message =
                format!("`{}` stands twice in this class", word.atoms.join(" "));
            report.error("repeated-word", offset, message);
            return;
        }
        let Ok(index) = u32::try_from(self.words.len()) else { return };
        self.by_first.entry(first.clone()).or_default().push(index);
        self.words.push(word);
    }

    /// The words, in the order of the file.
    pub fn words(&self) -> &[TimeWord] {
        &self.words
    }

    /// The words and phrases that begin with this atom, given in lower case.
    pub fn beginning_with(&self, atom: &str) -> impl Iterator<Item = &TimeWord> {
        let found = self.by_first.get(atom).map_or(&[][..], Vec::as_slice);
        found.iter().map(|index| &self.words[*index as usize])
    }

    /// The patterns, in the order of the file; of two that fit the same words the first wins.
    pub fn patterns(&self) -> &[TimePattern] {
        &self.patterns
    }

    /// A node of the tree of all patterns; the root is 0.
    pub fn node(&self, index: u32) -> Option<&TimeNode> {
        self.nodes.get(index as usize)
    }

    /// The day of publication that the examples suppose.
    pub fn published(&self) -> Option<Day> {
        self.published
    }
}

/// Cuts words into atoms: runs of letters, runs of digits, and single marks, in lower case.
/// Apostrophes and hyphens have one form each.
pub fn time_atoms(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| !c.is_whitespace())?;
        let mut end = start + first.len_utf8();
        let digits = first.is_ascii_digit();
        if digits || first.is_alphabetic() {
            while let Some((at, c)) =
                rest.next_if(
                    |(_, c)| {
                        if digits { c.is_ascii_digit() } else { c.is_alphabetic() }
                    },
                )
            {
                end = at + c.len_utf8();
            }
        }
        Some((start, &text[start..end]))
    })
}

/// The form under which an atom is looked up: lower case, one apostrophe, one hyphen.
pub fn time_key(atom: &str) -> Box<str> {
    match atom {
        "’" | "‘" | "ʼ" => "'".into(),
        "–" | "‑" | "‐" | "−" => "-".into(),
        _ => atom.to_lowercase().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let mut findings = Vec::new();
        Times::parse("t.toml", text, &mut findings);
        findings.iter().map(|f| format!("{}:{}", f.code, f.place.line)).collect()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let entry = "[[entry]]\nclass = \"month\"\nwords = [\"June\"]\nvalue = 6\n";
        assert_eq!(findings(entry), ["no-credit:1"]);
        let entry = format!("{entry}credit = \"original\"\n");
        assert_eq!(findings(&entry), [""; 0]);
        assert_eq!(findings(&format!("{entry}{entry}")), ["repeated-word:6"]);
        assert_eq!(findings(&entry.replace("month", "moon")), ["unknown-class:1"]);
        assert_eq!(findings(&entry.replace("6", "13")), ["bad-value:1"]);
        assert_eq!(findings("[[entry]\n"), ["bad-toml:1"]);
    }

    #[test]
    fn a_pattern_needs_two_examples_and_a_refusal() {
        let pattern = "[[pattern]]\nname = \"year\"\nmeans = \"calendar\"\n\
            words = [\"{year}\"]\ncredit = \"original\"\n";
        assert_eq!(findings(pattern), ["few-examples:1", "no-refusal:1"]);
        let whole = format!(
            "{pattern}examples = [[\"in 2021\", \"2021\", \"2021\", \"2021\"],\n\
             [\"In 2020\", \"2020\", \"2020\", \"2020\"]]\nrefusals = [\"2021 km\"]\n"
        );
        assert_eq!(findings(&whole), [""; 0]);
        assert_eq!(findings(&whole.replace("{year}", "({year}")), ["bad-pattern:1"]);
        assert_eq!(findings(&whole.replace("{year}", "{moon}")), ["bad-pattern:1"]);
        assert_eq!(findings(&whole.replace("calendar", "wish")), ["bad-toml:3"]);
    }

    #[test]
    fn atoms_part_letters_digits_and_marks() {
        let atoms = |text| time_atoms(text).map(|(_, atom)| atom).collect::<Vec<_>>();
        assert_eq!(atoms("27th, the ’90s"), ["27", "th", ",", "the", "’", "90", "s"]);
        assert_eq!(atoms("été–2020 "), ["été", "–", "2020"]);
    }
}
