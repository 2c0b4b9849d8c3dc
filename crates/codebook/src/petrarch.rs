//! Dictionaries of PETRARCH and TABARI, read as data files of an overlay.
//!
//! What cannot be said here is told with its file and line, and left out.

mod actors;
mod agents;
mod phrase;
mod verbs;

use crate::Codebook;
use chancery_model::{Diagnostic, Place};
use std::collections::BTreeMap;

/// Which dictionary a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DictionaryKind {
    /// Names of actors with dated codes.
    Actors,
    /// Nouns for kinds of actors.
    Agents,
    /// Verbs with their patterns.
    Verbs,
}

/// What a dictionary became.
#[derive(Debug, Default)]
pub struct Imported {
    /// Data files by their path in the overlay.
    pub files: BTreeMap<String, String>,
    /// How many names, nouns or rules were made.
    pub made: usize,
    /// How many forms were left to the codebook, which has them.
    pub known: usize,
    /// What was not read, and why.
    pub unread: Vec<Diagnostic>,
}

/// The data files that a dictionary of this name becomes.
pub fn imported_files(kind: DictionaryKind, name: &str) -> Vec<String> {
    let stem = file_stem(name);
    match kind {
        DictionaryKind::Actors => vec![
            format!("actors/organisations/{stem}.csv"),
            format!("en/names/{stem}.csv"),
        ],
        DictionaryKind::Agents => vec![format!("en/roles/{stem}.csv")],
        DictionaryKind::Verbs => vec![format!("en/rules/imported/{stem}.toml")],
    }
}

/// Reads a dictionary. `name` is what its lines are told by, and names the data files made.
pub fn import(
    kind: DictionaryKind,
    name: &str,
    text: &str,
    codebook: &Codebook,
) -> Imported {
    let file = Dictionary { name, stem: &file_stem(name), codebook };
    let mut imported = match kind {
        DictionaryKind::Actors => actors::import(&file, text),
        DictionaryKind::Agents => agents::import(&file, text),
        DictionaryKind::Verbs => verbs::import(&file, text),
    };
    imported.unread.sort();
    imported
}

/// What the data files made of a dictionary are called: never like one of ours.
fn file_stem(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("imported-{}", phrase::slug(stem))
}

/// A dictionary that is being read.
struct Dictionary<'a> {
    name: &'a str,
    stem: &'a str,
    codebook: &'a Codebook,
}

impl Dictionary<'_> {
    /// Something that was not read, and why.
    fn unread(&self, line: usize, code: &str, message: String) -> Diagnostic {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        Diagnostic::warning(code, Place::line(self.name, line), message)
    }

    /// Whose work a line is.
    fn credit(&self) -> String {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name);
        format!("dictionary {name}")
    }

    /// State and sector of a code of three-letter parts; the parts that mean nothing here.
    fn actor(&self, code: &str) -> Option<(Option<String>, Option<String>, Vec<String>)> {
        let code = code.trim();
        if code.is_empty() || !code.len().is_multiple_of(3) || !code.is_ascii() {
            return None;
        }
        let vocabularies = &self.codebook.vocabularies;
        if let Some(sector) = vocabularies.ours("cameo-sector", code)
            && code.len() > 3
        {
            return Some((None, Some(sector.into()), Vec::new()));
        }
        let parts: Vec<&str> =
            (0..code.len()).step_by(3).map(|at| &code[at..at + 3]).collect();
        let (first, rest) = parts.split_first()?;
        let mut lost = Vec::new();
        let (state, mut sector) = match self.state(first) {
            Some(state) => (Some(state), None),
            None => (None, Some(self.sector(first)?)),
        };
        for part in rest {
            match self.sector(part) {
                // Of a body of no state the kind of body is said first and stays.
                Some(found) if sector.is_none() => sector = Some(found),
                _ => lost.push((*part).to_owned()),
            }
        }
        Some((state, sector, lost))
    }

    fn state(&self, code: &str) -> Option<String> {
        if let Some(state) = self.codebook.vocabularies.ours("cameo-state", code) {
            return Some(state.into());
        }
        let states = self.codebook.actors.states.iter();
        let mut known = states
            .filter(|(id, s)| id.as_str() == code || s.iso3.as_deref() == Some(code));
        known.next().map(|(id, _)| id.to_string())
    }

    fn sector(&self, code: &str) -> Option<String> {
        let vocabularies = &self.codebook.vocabularies;
        let sectors = &self.codebook.ontology.sectors;
        if let Some(ours) = vocabularies.ours("cameo-sector", code) {
            return Some(ours.into());
        }
        let is_ours = sectors.contains_key(&chancery_model::SectorId::new(code))
            && vocabularies.code("cameo-sector", code).is_none();
        is_ours.then(|| code.into())
    }
}

/// Rows of a data file, sorted, under its header.
fn sheet(header: &[&str], mut rows: Vec<Vec<String>>) -> String {
    rows.sort();
    rows.dedup();
    let cell = |cell: &str| {
        if cell.contains(['"', ',', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|value| cell(value)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}
