//! Which event types can tell one occurrence, and how much each likeness speaks for it.

mod likeness;

pub use likeness::Likeness;

use crate::sheet::{Row, Sheet};
use crate::{Files, Ontology, toml_file};
use chancery_model::{Diagnostic, Place};
use serde::Deserialize;
use std::collections::BTreeMap;

const TABLE: &str = "ontology/kinship.csv";
const WEIGHTS: &str = "ontology/likeness.toml";

/// Which event types can tell one occurrence, and how much each likeness speaks for it.
#[derive(Debug, Default)]
pub struct Kinship {
    /// Where likeness begins and ends.
    pub limits: Limits,
    pairs: BTreeMap<(Box<str>, Box<str>), Kin>,
    families: BTreeMap<Box<str>, usize>,
    weights: [i32; Likeness::ALL.len()],
}

/// How two codes are related.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kin {
    /// What the relation alone speaks for one occurrence, in thousandths; above zero.
    pub permille: i32,
    /// Whether it matters who acts and who is acted upon.
    pub is_directed: bool,
}

/// Where likeness begins and ends.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Limits {
    /// Two groups of events are one occurrence from this average on, in thousandths.
    pub threshold: i32,
    /// An account that fits two occurrences equally well up to this is given to neither.
    pub margin: i32,
    /// Bytes between two sentences beyond which nearness counts for nothing.
    pub reach: u32,
    /// Events of related types in one document that an event is compared with, looking back.
    pub window: usize,
    /// A date of at most so many days is evidence; a wider one is only a limit.
    pub sharp_days: i64,
    /// From this number on, equal numbers are evidence.
    pub telling_count: u32,
    /// An actor or place that so many accounts share tells none of them from another.
    pub crowd: usize,
    /// Two groups of documents are one story from this likeness of their words on.
    pub story: i32,
    /// Places of at least so many kilometres between them are other places.
    pub far: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightsFile {
    credit: String,
    limits: Limits,
    weights: BTreeMap<Box<str>, i32>,
}

impl Kinship {
    pub(crate) fn load(
        files: &Files,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut kinship = Self::default();
        if let Some(file) = toml_file::<WeightsFile>(files, WEIGHTS, findings) {
            kinship.limits = file.limits;
            kinship.weigh(&file, findings);
        }
        let columns = ["code", "other", "permille", "directed"];
        let sheet = Sheet::read(files, TABLE, &columns, findings);
        for row in sheet.rows() {
            kinship.relate(row, ontology, findings);
        }
        kinship.families = families(kinship.pairs.iter());
        kinship
    }

    /// How events of two codes, `TYPE` or `TYPE/mode`, are related; `None` if they never tell
    /// one occurrence. The row that names most modes decides.
    pub fn between(&self, a: &str, b: &str) -> Option<Kin> {
        let (type_a, type_b) = (type_of(a), type_of(b));
        let choices = [(a, b), (a, type_b), (type_a, b), (type_a, type_b)];
        let kin = choices.iter().find_map(|(a, b)| self.pairs.get(&ordered(a, b)))?;
        (kin.permille > 0).then_some(*kin)
    }

    /// A number that all types share which rows of the table tie together, directly or not;
    /// `None` for a type that has no row.
    pub fn family(&self, event_type: &str) -> Option<usize> {
        self.families.get(event_type).copied()
    }

    /// What a likeness speaks for one occurrence, in thousandths; against it if below zero.
    pub fn weight(&self, likeness: Likeness) -> i32 {
        self.weights[likeness as usize]
    }

    fn weigh(&mut self, file: &WeightsFile, findings: &mut Vec<Diagnostic>) {
        let mut finding = |code: &str, message: String| {
            findings.push(Diagnostic::error(code, Place::file(WEIGHTS), message));
        };
        if file.credit.is_empty() {
            finding("no-credit", "the table has no credit".into());
        }
        for likeness in Likeness::ALL {
            match file.weights.get(likeness.word()) {
                Some(weight) => self.weights[*likeness as usize] = *weight,
                None => finding(
                    "missing-weight",
                    format!("`{}` has no weight", likeness.word()),
                ),
            }
        }
        for word in file.weights.keys() {
            if !Likeness::ALL.iter().any(|likeness| likeness.word() == word.as_ref()) {
                finding("unknown-likeness", format!("nothing is called `{word}`"));
            }
        }
    }

    fn relate(
        &mut self,
        row: Row<'_>,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) {
        let mut finding = |code: &str, message: String| {
            findings.push(Diagnostic::error(code, row.place(), message));
        };
        let (code, other) = (row.get("code"), row.get("other"));
        for code in [code, other] {
            let mode = code.split_once('/').map(|(_, mode)| mode);
            if !ontology.has_code(type_of(code), mode) {
                finding("unknown-code", format!("the ontology has no `{code}`"));
            }
        }
        let is_directed = match row.get("directed") {
            "yes" => true,
            "no" => false,
            word => {
                finding("not-yes-or-no", format!("`directed` is `{word}`"));
                return;
            }
        };
        let permille = match row.get("permille").parse() {
            Ok(permille @ 0..=1000) => permille,
            _ => {
                let message =
                    format!("`{}` is not a whole number up to 1000", row.get("permille"));
                finding("not-permille", message);
                return;
            }
        };
        let before =
            self.pairs.insert(ordered(code, other), Kin { permille, is_directed });
        if before.is_some() {
            finding("repeated-pair", format!("`{code}` and `{other}` are related twice"));
        }
    }
}

/// The part of a code before the mode.
fn type_of(code: &str) -> &str {
    code.split_once('/').map_or(code, |(event_type, _)| event_type)
}

fn ordered(a: &str, b: &str) -> (Box<str>, Box<str>) {
    if a <= b { (a.into(), b.into()) } else { (b.into(), a.into()) }
}

/// Numbers the groups of types that are tied together.
fn families<'a>(
    pairs: impl Iterator<Item = (&'a (Box<str>, Box<str>), &'a Kin)>,
) -> BTreeMap<Box<str>, usize> {
    let mut families: BTreeMap<Box<str>, usize> = BTreeMap::new();
    for ((a, b), _) in pairs.filter(|(_, kin)| kin.permille > 0) {
        let fresh = families.len();
        let [a, b] = [a, b].map(|code| Box::<str>::from(type_of(code)));
        let first = *families.entry(a).or_insert(fresh);
        let second = *families.entry(b).or_insert(first);
        for family in families.values_mut().filter(|family| **family == second) {
            *family = first;
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> (Kinship, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let files = Files::embedded();
        let ontology = Ontology::load(&files, &mut findings);
        findings.clear();
        (Kinship::load(&files, &ontology, &mut findings), findings)
    }

    #[test]
    fn the_built_in_tables_are_sound() {
        let (kinship, findings) = built_in();
        assert_eq!(findings, []);
        assert!(kinship.limits.threshold > 0);
    }

    #[test]
    fn every_type_can_meet_itself() {
        let mut findings = Vec::new();
        let ontology = Ontology::load(&Files::embedded(), &mut findings);
        let (kinship, _) = built_in();
        for kind in &ontology.types {
            let id = kind.id.as_str();
            assert!(kinship.between(id, id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_row_with_modes_outweighs_one_without() {
        let (kinship, _) = built_in();
        assert!(kinship.between("COERCE", "ASSAULT").is_some());
        assert_eq!(kinship.between("ASSAULT/firearms", "COERCE/arrest"), None);
        assert_eq!(kinship.between("COERCE/arrest", "ASSAULT"), None);
        assert_eq!(kinship.between("AID", "ASSAULT"), None);
    }

    #[test]
    fn tied_types_are_one_family() {
        let (kinship, _) = built_in();
        assert_eq!(kinship.family("ASSAULT"), kinship.family("SANCTION"));
        assert_ne!(kinship.family("ASSAULT"), kinship.family("ACCUSE"));
    }

    #[test]
    fn what_is_wrong_with_the_tables_is_told() {
        let mut files = Files::embedded();
        let rows = "code,other,permille,directed,credit,note\n\
                    AID,AID,160,perhaps,original,\nAID,NOTHING,2000,yes,original,\n";
        files.insert(TABLE, rows);
        let weights = files.get(WEIGHTS).unwrap().replace("same-day =", "same-week =");
        files.insert(WEIGHTS, &weights);
        let mut findings = Vec::new();
        let ontology = Ontology::load(&files, &mut findings);
        findings.clear();
        Kinship::load(&files, &ontology, &mut findings);
        let codes: Vec<&str> =
            findings.iter().map(|finding| finding.code.as_ref()).collect();
        assert_eq!(
            codes,
            [
                "missing-weight",
                "unknown-likeness",
                "not-yes-or-no",
                "unknown-code",
                "not-permille"
            ]
        );
    }
}
