//! Families of words: words of one stem, and those whose kinship no ending shows.

use crate::{Files, toml_file};
use chancery_model::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

const TABLE: &str = "en/families.toml";

/// Which words can name one and the same deed: *decide* and *decision*, *kill* and *murder*.
#[derive(Debug, Default)]
pub struct Families {
    least: usize,
    /// The longest first.
    endings: Vec<Box<str>>,
    /// The first word of the family of each word that stands in the table.
    firsts: BTreeMap<Box<str>, Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    credit: String,
    least: usize,
    endings: Vec<Box<str>>,
    family: Vec<Vec<Box<str>>>,
}

impl Families {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let Some(file) = toml_file::<File>(files, TABLE, findings) else {
            return Self::default();
        };
        let mut finding = |code: &str, message: String| {
            findings.push(Diagnostic::error(code, Place::file(TABLE), message));
        };
        if file.credit.is_empty() {
            finding("no-credit", "the table has no credit".into());
        }
        let mut firsts = BTreeMap::new();
        for family in &file.family {
            if family.len() < 2 {
                finding("lone-word", format!("{family:?} is no family"));
            }
            for word in family {
                if firsts.insert(word.clone(), family[0].clone()).is_some() {
                    finding("repeated-word", format!("`{word}` has two families"));
                }
            }
        }
        let mut endings = file.endings;
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        Self { least: file.least, endings, firsts }
    }

    /// What all words of one family have in common: a stem, no word to be shown.
    pub fn of(&self, lemma: &str) -> String {
        let lemma = lemma.to_lowercase();
        let first = self.firsts.get(lemma.as_str()).map_or(lemma.as_str(), AsRef::as_ref);
        let stem = |ending: &str| {
            let stem = first.strip_suffix(ending)?;
            (stem.chars().count() >= self.least).then_some(stem)
        };
        self.endings.iter().find_map(|ending| stem(ending)).unwrap_or(first).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_deed_share_a_family() {
        let mut findings = Vec::new();
        let families = Families::load(&Files::embedded(), &mut findings);
        assert_eq!(findings, []);
        for [one, other] in [
            ["decide", "decision"],
            ["appoint", "appointment"],
            ["murder", "kill"],
            ["Expel", "expels"],
        ] {
            assert_eq!(families.of(one), families.of(other), "{one} {other}");
        }
        assert_ne!(families.of("visit"), families.of("vision"));
        assert_eq!(families.of("war"), "war");
    }

    #[test]
    fn a_word_in_two_families_is_told() {
        let mut files = Files::embedded();
        let table = "credit = \"original\"\nleast = 3\nendings = []\n\
                     family = [[\"go\", \"leave\"], [\"leave\", \"part\"]]\n";
        files.insert(TABLE, table);
        let mut findings = Vec::new();
        Families::load(&files, &mut findings);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(&*findings[0].code, "repeated-word");
    }
}
