//! Whether a dataset says what its texts say: everything is coded again and compared.

use crate::Desk;
use crate::build::replace;
use chancery_dataset::{Dataset, Error, ForecastWords, Kept, Query};
use chancery_model::{Document, DocumentId, Event, Incident, MetadataBasis, Remark};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Verified {
    /// Documents read again.
    pub documents: usize,
    /// Events stored.
    pub events: usize,
    /// Incidents stored.
    pub incidents: usize,
    /// Remarks stored: what documents say beside their events.
    pub remarks: usize,
    /// What is not as it was.
    pub differences: Vec<Difference>,
}

/// Something that is not as it was.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Difference {
    /// The path of the document; empty for incidents.
    pub document: Box<str>,
    /// The event or incident; a remark by its kind and bytes.
    pub id: String,
    /// In which way.
    pub kind: DifferenceKind,
}

/// In which way something is not as it was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceKind {
    /// Stored, but not found again.
    Missing,
    /// Found, but not stored.
    New,
    /// Found with other values.
    Changed,
}

impl DifferenceKind {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Missing => "is stored but not found again",
            Self::New => "is found but not stored",
            Self::Changed => "is found with other values",
        }
    }
}

/// Annotates, codes and resolves the documents of a dataset anew and compares.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn verify(desk: &Desk, dataset: &Dataset) -> Result<Verified, Error> {
    let documents = dataset.documents()?;
    let stored = dataset.events(&Query::default())?;
    let incidents = dataset.incidents(&Query::default())?;
    let remarks = dataset.remarks()?;
    let mut verified = Verified {
        documents: documents.len(),
        events: stored.len(),
        incidents: incidents.len(),
        remarks: remarks.len(),
        differences: Vec::new(),
    };
    let mut by_document: BTreeMap<DocumentId, Vec<Event>> = BTreeMap::new();
    for event in stored {
        by_document.entry(event.document).or_default().push(event);
    }
    let mut beside: BTreeMap<DocumentId, Vec<Remark>> = BTreeMap::new();
    for (document, remark) in remarks {
        beside.entry(document).or_default().push(remark);
    }
    let kept = dataset.kept_of_documents()?;
    let decisions = dataset.decisions_in(dataset.current_run()?)?;
    let words = ForecastWords::of(desk.codebook());
    let recode = |mut document: Document| -> (Vec<Event>, Vec<Difference>) {
        // What coding inferred is inferred again.
        let published = &mut document.metadata.published;
        if published.as_ref().is_some_and(|date| date.basis == MetadataBasis::Inferred) {
            *published = None;
        }
        let path = document.path.clone();
        let id = document.id;
        let annotated = desk.annotate(document);
        let coded = desk.code(&annotated);
        let mut events = coded.clone();
        replace(&mut events, desk.amended(&coded, &decisions));
        let stored = by_document.get(&id).map(Vec::as_slice).unwrap_or_default();
        let mut found = compared(stored, &events, |event| event.id);
        let stored = beside.get(&id).map(Vec::as_slice).unwrap_or_default();
        let said = desk.remarks(&annotated, &coded);
        found.extend(compared(&numbered(stored), &numbered(&said), |(name, _)| {
            name.clone()
        }));
        let is_other = |kept: &Kept| {
            Kept::of(&annotated, &coded, &words).is_ok_and(|again| again != *kept)
        };
        if kept.get(&id).is_some_and(is_other) {
            found.push(("kept".into(), DifferenceKind::Changed));
        }
        let difference = |(id, kind)| Difference { document: path.clone(), id, kind };
        (events, found.into_iter().map(difference).collect())
    };
    let coded: Vec<_> = documents.into_par_iter().map(recode).collect();
    let mut events = Vec::new();
    for (more, differences) in coded {
        events.extend(more);
        verified.differences.extend(differences);
    }
    let resolved = desk.resolve_decided(&events, &decisions);
    let found = compared(&incidents, &resolved, |incident: &Incident| incident.id);
    let difference = |(id, kind)| Difference { document: "".into(), id, kind };
    verified.differences.extend(found.into_iter().map(difference));
    verified.differences.sort();
    Ok(verified)
}

/// Remarks with names that no two of a document share.
fn numbered(remarks: &[Remark]) -> Vec<(String, &Remark)> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let named = remarks.iter().map(|remark| {
        let words = remark.words();
        let name = format!("{} {}-{}", remark.word(), words.start(), words.end());
        let time = times.entry(name.clone()).or_default();
        *time += 1;
        (if *time > 1 { format!("{name} ({time})") } else { name }, remark)
    });
    named.collect()
}

fn compared<T: PartialEq, K: Ord + ToString>(
    stored: &[T],
    found: &[T],
    id: impl Fn(&T) -> K,
) -> Vec<(String, DifferenceKind)> {
    let mut again: BTreeMap<K, &T> = found.iter().map(|one| (id(one), one)).collect();
    let mut out = Vec::new();
    for one in stored {
        let key = id(one);
        match again.remove(&key) {
            None => out.push((key.to_string(), DifferenceKind::Missing)),
            Some(other) if other != one => {
                out.push((key.to_string(), DifferenceKind::Changed));
            }
            Some(_) => {}
        }
    }
    out.extend(again.keys().map(|key| (key.to_string(), DifferenceKind::New)));
    out
}
