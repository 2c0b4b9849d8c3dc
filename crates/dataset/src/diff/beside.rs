//! What two datasets say differently beside their events: offices, orders, details.

use super::ChangeKind;
use crate::contents::{Contents, action, speaker};
use chancery_model::{DocumentId, EventId, Remark, Span, TableWord};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A remark that is not as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RemarkChange {
    /// In which way.
    pub kind: ChangeKind,
    /// The path of its document.
    pub document: Box<str>,
    /// Of which kind it is: an office, an order, a detail of an occurrence.
    pub what: &'static str,
    /// The words that say it.
    pub words: Box<str>,
    /// What the first dataset has of it; empty if nothing.
    pub before: String,
    /// What the second dataset has of it; empty if nothing.
    pub after: String,
}

/// The document, the words and the kind: what makes two remarks the same.
type Place = (DocumentId, Span, &'static str);

pub(super) fn remarks(before: &Contents, after: &Contents) -> Vec<RemarkChange> {
    let (mut was, mut now) = (by_place(before), by_place(after));
    let places: BTreeSet<Place> = was.keys().chain(now.keys()).copied().collect();
    let mut changes = Vec::new();
    for place in places {
        let mut left = was.remove(&place).unwrap_or_default();
        let mut right = now.remove(&place).unwrap_or_default();
        left.retain(|one| {
            let found = right.iter().position(|other| other == one);
            if let Some(at) = found {
                right.remove(at);
            }
            found.is_none()
        });
        let contents = if right.is_empty() { before } else { after };
        let (left_over, mut right) = (left.into_iter(), right.into_iter());
        let mut add = |kind, before: String, after: String| {
            let document = contents.documents.get(&place.0);
            let words = document.and_then(|document| place.1.text(&document.text));
            changes.push(RemarkChange {
                kind,
                document: document.map(|one| one.path.clone()).unwrap_or_default(),
                what: place.2,
                words: words.unwrap_or_default().into(),
                before,
                after,
            });
        };
        for one in left_over {
            match right.next() {
                Some(other) => add(ChangeKind::Changed, one, other),
                None => add(ChangeKind::Gone, one, String::new()),
            }
        }
        right.for_each(|other| add(ChangeKind::Added, String::new(), other));
    }
    changes
}

fn by_place(contents: &Contents) -> BTreeMap<Place, Vec<String>> {
    let mut places: BTreeMap<Place, Vec<String>> = BTreeMap::new();
    for (document, remark) in &contents.remarks {
        let place = (*document, remark.words(), remark.word());
        places.entry(place).or_default().push(told(contents, *document, remark));
    }
    places
}

/// A remark in words, without ids: those of two coders differ.
fn told(contents: &Contents, document: DocumentId, remark: &Remark) -> String {
    let event = |id: &EventId| contents.events.get(id).map(action).unwrap_or_default();
    match remark {
        Remark::Office(said) => {
            let table = match &said.table {
                TableWord::Silent => String::new(),
                TableWord::Agrees(_) => ", as the codebook has it".to_owned(),
                TableWord::Contradicts { holders, .. } => {
                    let holders: Vec<&str> =
                        holders.iter().map(|held| &*held.label).collect();
                    format!(", which the codebook gives to {}", holders.join(", "))
                }
            };
            format!("{} is {} of {}{table}", said.label, said.office, said.state)
        }
        Remark::Order(said) => {
            format!("{} before {}", event(&said.earlier), event(&said.later))
        }
        Remark::Detail(detail) => {
            let number = |number: Option<u32>| {
                number.map_or_else(|| "?".to_owned(), |number| number.to_string())
            };
            let people = match (detail.low, detail.high) {
                (None, None) => String::new(),
                (low, high) => format!(", {} to {}", number(low), number(high)),
            };
            let by = contents.documents.get(&document).map(|document| {
                let voices = detail.voices.iter();
                let voices = voices.map(|voice| speaker(document, &voice.speaker));
                voices.collect::<Vec<_>>().join(" > ")
            });
            let by = by.unwrap_or_default();
            format!("of {}{people}, according to {by}", event(&detail.event))
        }
    }
}
