//! The codes that occur, numbered, and how each pair of them is related.

use chancery_codebook::{Kin, Kinship};
use std::collections::BTreeMap;

/// The number of a code.
pub(crate) type Kind = usize;

/// The codes that occur, `TYPE` or `TYPE/mode`, and how each pair of them is related.
#[derive(Debug, Default)]
pub(crate) struct Kinds {
    numbers: BTreeMap<String, Kind>,
    families: Vec<Option<usize>>,
    related: Vec<Vec<Option<Kin>>>,
}

impl Kinds {
    /// The number of a code, new or not.
    pub(crate) fn number(&mut self, code: String) -> Kind {
        let fresh = self.numbers.len();
        *self.numbers.entry(code).or_insert(fresh)
    }

    /// Looks up every pair once.
    pub(crate) fn relate(&mut self, kinship: &Kinship) {
        let mut codes = vec![""; self.numbers.len()];
        for (code, number) in &self.numbers {
            codes[*number] = code;
        }
        let row = |a: &&str| codes.iter().map(|b| kinship.between(a, b)).collect();
        self.related = codes.iter().map(row).collect();
        let event_type = |code: &&str| {
            let event_type =
                code.split_once('/').map_or(*code, |(event_type, _)| event_type);
            kinship.family(event_type)
        };
        self.families = codes.iter().map(event_type).collect();
    }

    /// How two codes are related; `None` if they never tell one occurrence.
    pub(crate) fn between(&self, a: Kind, b: Kind) -> Option<Kin> {
        self.related[a][b]
    }

    /// The family of a code; `None` if it is related to nothing.
    pub(crate) fn family(&self, kind: Kind) -> Option<usize> {
        self.families[kind]
    }
}
