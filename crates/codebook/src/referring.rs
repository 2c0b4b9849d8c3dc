//! Words of one language that point to somebody named elsewhere, and what helps to tell whom.

use crate::sheet::Sheet;
use crate::{Files, holds, toml_file};
use chancery_model::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the reading of references looks things up in.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referring {
    /// Whose work the table is.
    pub credit: String,
    /// What stands before the name of a person as a part of it: *Sir*, *Seyyed*.
    pub honorifics: Vec<Box<str>>,
    /// Pronouns for the speaker alone: *I*.
    pub speaker_alone: Vec<Box<str>>,
    /// Pronouns that point back to the subject of their clause.
    pub reflexive: Vec<Box<str>>,
    /// Adjectives that, with *the*, mean the first of two.
    pub former: Vec<Box<str>>,
    /// Adjectives that, with *the*, mean the second of two.
    pub latter: Vec<Box<str>>,
    /// Nouns that tell when; they are no antecedents.
    pub when: Vec<Box<str>>,
    /// Verbs and adjectives of which *it* is the mere form of a subject.
    pub empty: Vec<Box<str>>,
    /// Openings of clauses whose *it* points to nothing.
    pub empty_openings: Vec<Box<str>>,
    /// Words that open the clause for which such an *it* stands.
    pub opens_clause: Vec<Box<str>>,
    /// Things that are said to speak: *the report said*.
    pub speaking: Vec<Box<str>>,
    /// Verbs beside those of cues and rules that only somebody can do.
    pub acting: Vec<Box<str>>,
    /// Nouns beside offices and roles that only a state or body has.
    pub possessed: Vec<Box<str>>,
    /// Words for several who are told by no noun: *many*.
    pub several: Vec<Box<str>>,
    /// Nouns for those whom the name of a state before them tells what they know.
    pub topical: Vec<Box<str>>,
    /// Nouns for a body or for a power that somebody has.
    pub powers: Vec<Box<str>>,
    /// Nouns for a capital.
    pub capital: Vec<Box<str>>,
    /// Nouns for states of one constitution.
    pub constitution: Vec<Box<str>>,
    /// Nouns for bodies, by kind.
    #[serde(rename = "body")]
    pub bodies: Vec<Bodies>,
    /// Nouns for two bodies or two persons.
    pub pair: Pairs,
    /// Nouns that may stand for one another.
    pub same: Vec<Vec<Box<str>>>,
    /// Last words of names that are names of bodies.
    pub body_words: Vec<Box<str>>,
    /// Last words of names of things that act for nobody.
    pub no_body_words: Vec<Box<str>>,
    /// How spellings of one name differ.
    pub spelling: Spelling,
    /// Which words tell the gender of a person.
    pub gender: Genders,
    #[serde(skip)]
    given: BTreeMap<Box<str>, Gender>,
}

/// Nouns for one kind of body.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bodies {
    /// The nouns.
    pub nouns: Vec<Box<str>>,
    /// Kinds in `organisations.csv`.
    #[serde(default)]
    pub kinds: Vec<Box<str>>,
    /// Words of their names.
    #[serde(default)]
    pub words: Vec<Box<str>>,
}

/// Nouns for two of a kind.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pairs {
    /// Two bodies.
    pub body: Vec<Box<str>>,
    /// Two persons.
    pub person: Vec<Box<str>>,
    /// Two of whatever kind acts.
    pub any: Vec<Box<str>>,
}

/// How spellings of one name differ.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spelling {
    /// Letters, each with what stands for it where spellings are compared.
    pub letters: Vec<[Box<str>; 2]>,
    /// Letters left out where spellings are compared, but for the first of a name.
    pub vowels: Box<str>,
}

/// Words that tell the gender of a person.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genders {
    /// Pronouns, titles and nouns for women.
    pub female: Vec<Box<str>>,
    /// Pronouns, titles and nouns for men.
    pub male: Vec<Box<str>>,
}

/// By which pronoun a person is spoken of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Gender {
    /// *She*.
    Female,
    /// *He*.
    Male,
}

impl Referring {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let path = "en/reference.toml";
        let mut table: Self = toml_file(files, path, findings).unwrap_or_default();
        if table.credit.is_empty() {
            findings.push(Diagnostic::error(
                "no-credit",
                Place::file(path),
                "the table has no credit",
            ));
        }
        let sheet = Sheet::read(files, "en/given.csv", &["name", "gender"], findings);
        for row in sheet.rows() {
            let gender = match row.get("gender") {
                "female" => Gender::Female,
                "male" => Gender::Male,
                other => {
                    findings.push(crate::ontology::unknown(row, "gender", other));
                    continue;
                }
            };
            table.given.insert(row.get("name").into(), gender);
        }
        table
    }

    /// The gender that a given name tells.
    pub fn given(&self, name: &str) -> Option<Gender> {
        self.given.get(name).copied()
    }

    /// The gender that a pronoun, title or noun tells; in lower case, without a stop.
    pub fn gender(&self, word: &str) -> Option<Gender> {
        if holds(&self.gender.female, word) {
            Some(Gender::Female)
        } else if holds(&self.gender.male, word) {
            Some(Gender::Male)
        } else {
            None
        }
    }

    /// The kind of body that a noun names.
    pub fn bodies(&self, noun: &str) -> Option<&Bodies> {
        self.bodies.iter().find(|bodies| holds(&bodies.nouns, noun))
    }

    /// Whether two nouns may stand for one another.
    pub fn same(&self, one: &str, other: &str) -> bool {
        self.same.iter().any(|nouns| holds(nouns, one) && holds(nouns, other))
    }

    /// What is left of a name where spellings are compared: letters that differ between
    /// spellings made one, vowels after the first letter left out.
    pub fn skeleton(&self, name: &str) -> String {
        let mut text: String = name.chars().flat_map(char::to_lowercase).collect();
        for [letters, instead] in &self.spelling.letters {
            if text.contains(letters.as_ref()) {
                text = text.replace(letters.as_ref(), instead);
            }
        }
        let mut skeleton = String::new();
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            let vowel = self.spelling.vowels.contains(letter);
            if skeleton.is_empty() || !(vowel || skeleton.ends_with(letter)) {
                skeleton.push(letter);
            }
        }
        skeleton
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        let mut findings = Vec::new();
        let table = Referring::load(&Files::embedded(), &mut findings);
        assert_eq!(findings, []);
        for (one, other) in [
            ("Nakhchivan", "Nakhichevan"),
            ("Araz", "Aras"),
            ("Zelensky", "Zelenskyy"),
            ("Aliyev", "Aliev"),
            ("Yeltsin", "Jelcin"),
        ] {
            assert_eq!(table.skeleton(one), table.skeleton(other), "{one} {other}");
        }
        for (one, other) in [("Araz", "Ares Port"), ("Malta", "Mali"), ("Nikol", "Nina")]
        {
            assert_ne!(table.skeleton(one), table.skeleton(other), "{one} {other}");
        }
        assert_eq!(table.given("Maria"), Some(Gender::Female));
        assert_eq!(table.gender("spokesman"), Some(Gender::Male));
    }
}
