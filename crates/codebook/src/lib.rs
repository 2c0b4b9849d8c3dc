//! Compiles the data files under `data/` into one immutable, digested [`Codebook`].
//!
//! Deliberately absent: any knowledge of its own. No country, verb or code stands in this
//! crate; it only says what a data file must look like.

mod actors;
mod coverage;
mod families;
mod files;
mod grammar;
mod kinship;
mod names;
mod ontology;
mod page;
mod petrarch;
mod places;
mod referring;
mod rules;
mod sheet;
mod times;
mod trie;
mod vocabularies;
mod words;
mod writing;

pub use actors::{Actors, Office, Organisation, State, Term};
pub use coverage::{CodeKind, Covered, coverage};
pub use families::Families;
pub use files::{Files, FilesError};
pub use grammar::{
    BoundWords, Descriptions, Grammar, Inflection, Masks, NumberWords, OpenEnd, Pronouns,
    holds,
};
pub use kinship::{Kin, Kinship, Likeness, Limits};
pub use names::{NameEntry, NameForm, Names, OfficeEntry, RoleEntry, RoleKind};
pub use ontology::{
    Assumption, Cameo, Context, Crosswalk, EventType, Mode, Ontology, QuadClass,
    Reduction, Scale, Sector,
};
pub use page::{MarkKind, PageMarks};
pub use petrarch::{DictionaryKind, Imported, import, imported_files};
pub use places::{PlaceEntry, PlaceKind, PlaceWords, Places};
pub use referring::{Bodies, Gender, Genders, Pairs, Referring, Spelling};
pub use rules::{Constraint, Example, Filler, RoleName, Rule, Rules, Together};
pub use sheet::Period;
pub use times::*;
pub use trie::{Found, Phrases, Piece, pieces};
pub use vocabularies::Vocabularies;
pub use words::{Cue, Hedge, OperatorEntry, Part, Words};
pub use writing::{Abbreviation, Writing};

use chancery_model::{Diagnostic, Digest, Place, Severity};
use serde::de::DeserializeOwned;

/// Ontology, lexicons and rules together.
#[derive(Debug)]
pub struct Codebook {
    /// Digest of all data files it was compiled from.
    pub digest: Digest,
    /// What can be coded.
    pub ontology: Ontology,
    /// Who can act.
    pub actors: Actors,
    /// By which words actors, offices and roles are known.
    pub names: Names,
    /// Cues and operators.
    pub words: Words,
    /// Closed-class words.
    pub grammar: Grammar,
    /// Which words can name one deed.
    pub families: Families,
    /// Which event types can tell one occurrence.
    pub kinship: Kinship,
    /// Event rules.
    pub rules: Rules,
    /// Temporal expressions.
    pub times: Times,
    /// Words that point to somebody named elsewhere.
    pub referring: Referring,
    /// Places by name.
    pub places: Places,
    /// Words that mark the parts of a page.
    pub page: PageMarks,
    /// How words are written.
    pub writing: Writing,
    /// What other programs call what we know.
    pub vocabularies: Vocabularies,
}

impl Codebook {
    /// Compiles the data files.
    ///
    /// # Errors
    /// Every finding at once, each with file and line, if any of them is an error.
    pub fn load(files: &Files) -> Result<Self, Vec<Diagnostic>> {
        let (codebook, findings) = Self::examine(files);
        let is_broken =
            findings.iter().any(|finding| finding.severity == Severity::Error);
        if is_broken { Err(findings) } else { Ok(codebook) }
    }

    /// Compiles what can be compiled and tells everything that is wrong.
    pub fn examine(files: &Files) -> (Self, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let ontology = Ontology::load(files, &mut findings);
        let actors = Actors::load(files, &ontology, &mut findings);
        let names = Names::load(files, &ontology, &actors, &mut findings);
        let words = Words::load(files, &mut findings);
        let grammar = Grammar::load(files, &mut findings);
        let families = Families::load(files, &mut findings);
        let kinship = Kinship::load(files, &ontology, &mut findings);
        let referring = Referring::load(files, &mut findings);
        let rules = Rules::load(files, &ontology, &mut findings);
        let times = with_text(files, "en/times.toml", &mut findings, Times::parse);
        let page = with_text(files, "en/page.csv", &mut findings, PageMarks::parse);
        let writing = Writing::load(files, &mut findings);
        let places = Places::load(files, &actors, &mut findings);
        let vocabularies = Vocabularies::load(files, &mut findings);
        findings.sort();
        let digest = files.digest();
        let codebook = Self {
            digest,
            ontology,
            actors,
            names,
            words,
            grammar,
            families,
            kinship,
            rules,
            times,
            referring,
            places,
            page,
            writing,
            vocabularies,
        };
        (codebook, findings)
    }
}

/// Hands the text of a file to its parser; a missing file is a finding and reads as empty.
fn with_text<T>(
    files: &Files,
    path: &str,
    findings: &mut Vec<Diagnostic>,
    parse: fn(&str, &str, &mut Vec<Diagnostic>) -> T,
) -> T {
    let text = files.get(path).unwrap_or_else(|| {
        findings.push(missing(path));
        ""
    });
    parse(path, text, findings)
}

/// Reads a TOML file; what is wrong with it is a finding with its line.
fn toml_file<T: DeserializeOwned>(
    files: &Files,
    path: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    let Some(text) = files.get(path) else {
        findings.push(missing(path));
        return None;
    };
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let byte = error.span().map_or(0, |span| span.start);
            let lines = text.as_bytes()[..byte.min(text.len())].iter();
            let line = lines.filter(|&&b| b == b'\n').count() + 1;
            let place = Place::line(path, u32::try_from(line).unwrap_or(u32::MAX));
            findings.push(Diagnostic::error("bad-toml", place, error.message()));
            None
        }
    }
}

fn missing(path: &str) -> Diagnostic {
    Diagnostic::error("missing-file", Place::file(path), "data file is missing")
        .hint("every codebook needs this file")
}
