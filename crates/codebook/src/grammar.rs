//! Closed-class words of one language that the reading of predicates and mentions asks for.

use crate::{Files, toml_file};
use chancery_model::{Diagnostic, Place};
use serde::Deserialize;

/// Closed-class words of one language, as lemmas in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// Whose work the table is.
    pub credit: String,
    /// Prepositions of agents.
    pub agent: Vec<Box<str>>,
    /// Prepositions of what an event noun is done to.
    pub patient: Vec<Box<str>>,
    /// Prepositions that bring what somebody is accused of.
    pub accusing: Vec<Box<str>>,
    /// Prepositions that bring whom an act is turned against.
    pub opposing: Vec<Box<str>>,
    /// Prepositions that say where.
    pub locative: Vec<Box<str>>,
    /// Prepositions after which a capital is a place and not a government.
    pub inside: Vec<Box<str>>,
    /// Prepositions that tie an office to its state.
    pub owning: Vec<Box<str>>,
    /// Prepositions that tie a thing to the party on its other side.
    pub facing: Vec<Box<str>>,
    /// Prepositions that bring who gives what another undergoes: *came under attack from X*.
    pub giving: Vec<Box<str>>,
    /// Marks after which a participle shares the subject above: ***if** attacked*.
    pub elliptic: Vec<Box<str>>,
    /// Conjunctions after which a negation before them does not hold.
    pub contrasting: Vec<Box<str>>,
    /// Prepositions between a light verb and its event noun: *entered **into** talks*.
    pub carrying: Vec<Box<str>>,
    /// Determiners that point back to something known.
    pub pointing: Vec<Box<str>>,
    /// Before a hyphen and a name: who takes a side, and is not that side.
    pub siding: Vec<Box<str>>,
    /// Participles that stand for prepositions.
    pub participles: Vec<Box<str>>,
    /// Sectors whose people belong to the state they sit in: *officials in Lima*.
    pub seated: Vec<Box<str>>,
    /// Sectors whose people act where they stand before an event noun: *rebel shelling*.
    pub armed: Vec<Box<str>>,
    /// Verbs that join a subject to what it is.
    pub copula: Vec<Box<str>>,
    /// Pronouns.
    pub pronouns: Pronouns,
    /// Nouns that stand for states named before.
    pub descriptions: Descriptions,
    /// Number words.
    #[serde(rename = "number")]
    pub numbers: Vec<NumberWords>,
    /// Regular inflection.
    pub inflection: Inflection,
    /// What stands for the names of states while syntax is read.
    pub masks: Masks,
    /// Words that open an end of a number.
    #[serde(rename = "bound")]
    pub bounds: Vec<BoundWords>,
}

/// Regular inflection.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    /// Endings of nouns and verbs, each with what stands in its place in the dictionary.
    pub endings: Vec<[Box<str>; 2]>,
    /// Endings of stems after which a plural has a vowel of its own.
    #[serde(default)]
    pub hissing: Vec<Box<str>>,
    /// Irregular forms, each with its dictionary form.
    pub irregular: Vec<[Box<str>; 2]>,
}

/// The words that stand for the names of states while syntax is read: the first for the first
/// name of a sentence, and so on, beginning again after the last.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Masks {
    /// For the name of a state.
    pub name: Vec<Box<str>>,
    /// For its adjective, and for one of its citizens.
    pub adjective: Vec<Box<str>>,
    /// For its citizens.
    pub people: Vec<Box<str>>,
    /// For its capital.
    pub capital: Vec<Box<str>>,
}

/// Pronouns by what they can stand for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronouns {
    /// A state, an organ, an organisation.
    pub thing: Vec<Box<str>>,
    /// Several.
    pub group: Vec<Box<str>>,
    /// A person.
    pub person: Vec<Box<str>>,
    /// Two, named just before.
    pub pair: Vec<Box<str>>,
    /// Whoever speaks, with those on the same side.
    pub speaker: Vec<Box<str>>,
    /// Pronouns of relative clauses.
    pub relative: Vec<Box<str>>,
}

/// Nouns that, with a pointing determiner, stand for states named before.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descriptions {
    /// One state.
    pub state: Vec<Box<str>>,
    /// Two states.
    pub pair: Vec<Box<str>>,
    /// An embassy or consulate.
    pub mission: Vec<Box<str>>,
}

/// Words for a number.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberWords {
    /// The words.
    pub words: Vec<Box<str>>,
    /// Least number they can mean.
    pub low: Option<u32>,
    /// Greatest number they can mean.
    pub high: Option<u32>,
}

/// Words that open an end of the number they precede.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundWords {
    /// The words.
    pub words: Vec<Box<str>>,
    /// The end they open.
    pub opens: OpenEnd,
}

/// Which end of a number is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenEnd {
    /// It may be less.
    Low,
    /// It may be more.
    High,
    /// It may be either.
    Both,
}

impl Grammar {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let path = "en/grammar.toml";
        let grammar: Self = toml_file(files, path, findings).unwrap_or_default();
        if grammar.credit.is_empty() {
            let place = Place::file(path);
            findings.push(Diagnostic::error(
                "no-credit",
                place,
                "the table has no credit",
            ));
        }
        grammar
    }
}

/// Whether a list of lemmas holds a word.
pub fn holds(list: &[Box<str>], word: &str) -> bool {
    list.iter().any(|known| known.as_ref() == word)
}

impl Grammar {
    /// The dictionary form of an irregular form.
    pub fn irregular(&self, form: &str) -> Option<&str> {
        let [_, lemma] =
            self.inflection.irregular.iter().find(|[known, _]| known.as_ref() == form)?;
        Some(lemma)
    }

    /// The singular of a plural from which a vowel too many was cut: `plane` of `planes`, not
    /// `plan`.
    pub fn plural_stem<'a>(&self, form: &'a str, lemma: &str) -> Option<&'a str> {
        let singular = form.strip_suffix('s').filter(|stem| stem.ends_with('e'))?;
        let hissing = &self.inflection.hissing;
        let is_cut = singular.strip_suffix('e') == Some(lemma) && !hissing.is_empty();
        (is_cut && !hissing.iter().any(|end| lemma.ends_with(end.as_ref())))
            .then_some(singular)
    }

    /// The dictionary forms that a form of regular inflection can belong to, in the order of
    /// the endings; a doubled last consonant is also given once.
    pub fn stems(&self, form: &str) -> Vec<String> {
        let irregular = self.inflection.irregular.iter();
        let mut stems: Vec<String> = irregular
            .filter(|[known, _]| known.as_ref() == form)
            .map(|[_, lemma]| lemma.to_string())
            .collect();
        for [ending, instead] in &self.inflection.endings {
            let Some(stem) = form.strip_suffix(ending.as_ref()) else { continue };
            stems.push(format!("{stem}{instead}"));
            let mut last = stem.chars().rev();
            if instead.is_empty() && last.next().is_some_and(|c| last.next() == Some(c)) {
                let mut single = stem.to_owned();
                single.pop();
                stems.push(single);
            }
        }
        stems
    }
}
