//! How one language is written: abbreviations, contractions, prefixes, units.

use crate::{Files, toml_file};
use chancery_model::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What cutting a text into words and sentences looks things up in.
#[derive(Debug, Default)]
pub struct Writing {
    joined_prefixes: Folded<()>,
    two_in_one: Folded<usize>,
    behind_it_is: Folded<()>,
    units: Folded<()>,
    address_ends: Folded<()>,
    openers: BTreeMap<Box<str>, ()>,
    closing_marks: Vec<Box<str>>,
    abbreviations: BTreeMap<Box<str>, Abbreviation>,
}

/// What the point of an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Something must follow it (Dr., vs.), so that it ends no sentence.
    Title,
    /// It is one only before a digit (No. 5).
    Number,
    /// It is one only after a comma (Dayton, Ill.).
    Comma,
    /// It may end a sentence (Inc., etc.).
    Plain,
}

/// Words in small letters that are found in any case.
#[derive(Debug)]
struct Folded<T>(Vec<(Box<str>, T)>);

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    credit: String,
    joined_prefixes: Vec<Box<str>>,
    two_in_one: Vec<[Box<str>; 2]>,
    behind_it_is: Vec<Box<str>>,
    units: Vec<Box<str>>,
    address_ends: Vec<Box<str>>,
    openers: Vec<Box<str>>,
    closing_marks: Vec<Box<str>>,
    abbreviations: Abbreviations,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    title: Vec<Box<str>>,
    number: Vec<Box<str>>,
    comma: Vec<Box<str>>,
    plain: Vec<Box<str>>,
}

impl<T> Default for Folded<T> {
    fn default() -> Self {
        Folded(Vec::new())
    }
}

impl<T> Folded<T> {
    fn new(words: impl IntoIterator<Item = (Box<str>, T)>) -> Self {
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by(|one, other| one.0.cmp(&other.0));
        Folded(words)
    }

    fn get(&self, word: &str) -> Option<&T> {
        let folded = || word.bytes().map(|byte| byte.to_ascii_lowercase());
        let at =
            self.0.binary_search_by(|(known, _)| known.bytes().cmp(folded())).ok()?;
        Some(&self.0[at].1)
    }
}

impl Writing {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let path = "en/writing.toml";
        let file: File = toml_file(files, path, findings).unwrap_or_default();
        if file.credit.is_empty() {
            let message = "the table has no credit";
            findings.push(Diagnostic::error("no-credit", Place::file(path), message));
        }
        let list =
            |words: Vec<Box<str>>| Folded::new(words.into_iter().map(|word| (word, ())));
        let kinds = [
            (file.abbreviations.title, Abbreviation::Title),
            (file.abbreviations.number, Abbreviation::Number),
            (file.abbreviations.comma, Abbreviation::Comma),
            (file.abbreviations.plain, Abbreviation::Plain),
        ];
        let mut abbreviations = BTreeMap::new();
        for (words, kind) in kinds {
            for word in words {
                if abbreviations.insert(word.clone(), kind).is_some() {
                    let message = format!("the abbreviation {word} stands here twice");
                    findings.push(Diagnostic::error("twice", Place::file(path), message));
                }
            }
        }
        let two =
            |[one, other]: [Box<str>; 2]| (format!("{one}{other}").into(), one.len());
        Writing {
            joined_prefixes: list(file.joined_prefixes),
            two_in_one: Folded::new(file.two_in_one.into_iter().map(two)),
            behind_it_is: list(file.behind_it_is),
            units: list(file.units),
            address_ends: list(file.address_ends),
            openers: file.openers.into_iter().map(|word| (word, ())).collect(),
            closing_marks: file.closing_marks,
            abbreviations,
        }
    }

    /// The built-in lists, without anything else of the codebook.
    #[must_use]
    pub fn embedded() -> Self {
        Writing::load(&Files::embedded(), &mut Vec::new())
    }

    /// What a word with its point is, if it is an abbreviation.
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Whether a word, up to its hyphen, is a prefix that stays with what follows (*non-*).
    pub fn is_joined_prefix(&self, word: &str) -> bool {
        self.joined_prefixes.get(word).is_some()
    }

    /// Where a word of two written as one is cut, in bytes.
    pub fn two_in_one(&self, word: &str) -> Option<usize> {
        self.two_in_one.get(word).copied()
    }

    /// Whether *its* before this word is written for *it's*.
    pub fn is_behind_it_is(&self, word: &str) -> bool {
        self.behind_it_is.get(word).is_some()
    }

    /// Whether letters after a number are a unit, which is a word of its own (*35 mm*).
    pub fn is_unit(&self, letters: &str) -> bool {
        self.units.get(letters).is_some()
    }

    /// Whether letters after a point make an address or the name of a file of what stands
    /// before (*example.com*).
    pub fn is_address_end(&self, letters: &str) -> bool {
        self.address_ends.get(letters).is_some()
    }

    /// Whether a word ends with a mark that closes a quotation.
    pub fn closes_quotation(&self, word: &str) -> bool {
        self.closing_marks.iter().any(|mark| word.ends_with(&**mark))
    }

    /// Whether a word with a capital is likely to begin a sentence even after an abbreviation.
    pub fn is_opener(&self, word: &str) -> bool {
        self.openers.contains_key(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_are_found() {
        let mut findings = Vec::new();
        let writing = Writing::load(&Files::embedded(), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(writing.abbreviation("Dr."), Some(Abbreviation::Title));
        assert_eq!(writing.abbreviation("Inc."), Some(Abbreviation::Plain));
        assert_eq!(writing.abbreviation("table."), None);
        assert_eq!(writing.two_in_one("Cannot"), Some(3));
        assert!(writing.is_joined_prefix("NON") && !writing.is_joined_prefix("none"));
        assert!(writing.is_opener("The") && !writing.is_opener("Treaty"));
    }

    #[test]
    fn an_abbreviation_of_two_kinds_is_refused() {
        let mut files = Files::embedded();
        let text = files.get("en/writing.toml").unwrap_or_default();
        let text = text.replacen("\"Dr.\"", "\"Dr.\", \"Inc.\"", 1);
        files.insert("en/writing.toml", &text);
        let mut findings = Vec::new();
        Writing::load(&files, &mut findings);
        assert!(
            findings.iter().any(|finding| finding.code.as_ref() == "twice"),
            "{findings:?}"
        );
    }
}
