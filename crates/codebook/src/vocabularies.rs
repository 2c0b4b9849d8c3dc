//! What other programs call what we know: codes of states, sectors and classes in their formats.

use crate::Files;
use crate::ontology::repeated;
use crate::sheet::Sheet;
use chancery_model::Diagnostic;
use std::collections::BTreeMap;

/// Codes of other vocabularies by ours.
#[derive(Debug, Default)]
pub struct Vocabularies {
    codes: BTreeMap<Box<str>, BTreeMap<Box<str>, Box<str>>>,
}

impl Vocabularies {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let columns = ["vocabulary", "ours", "theirs"];
        let sheet = Sheet::read(files, "ontology/vocabularies.csv", &columns, findings);
        let mut vocabularies = Self::default();
        for row in sheet.rows() {
            let known =
                vocabularies.codes.entry(row.get("vocabulary").into()).or_default();
            let ours = row.get("ours");
            if known.insert(ours.into(), row.get("theirs").into()).is_some() {
                findings.push(repeated(row, ours));
            }
        }
        vocabularies
    }

    /// What a vocabulary calls this; empty if it has no word for it, `None` if it is not listed.
    pub fn code(&self, vocabulary: &str, ours: &str) -> Option<&str> {
        Some(self.codes.get(vocabulary)?.get(ours)?)
    }

    /// What a vocabulary's code means here, the first in the order of ours.
    pub fn ours(&self, vocabulary: &str, theirs: &str) -> Option<&str> {
        let mut codes = self.codes.get(vocabulary)?.iter();
        codes.find(|(_, code)| code.as_ref() == theirs).map(|(ours, _)| ours.as_ref())
    }
}
