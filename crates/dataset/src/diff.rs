//! What two datasets say differently, by meaning: documents, events, incidents and remarks,
//! whatever their ids and whoever coded them.

mod beside;
mod regrouped;

pub use beside::RemarkChange;

use crate::attribute::{Attribute, values};
use crate::contents::{Contents, action, speaker};
use crate::{Dataset, Error};
use chancery_model::{Document, Event, EventId, IncidentId, Metadata};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What two datasets say differently.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Changes {
    /// Documents, by path.
    pub documents: Vec<DocumentChange>,
    /// Events, by document and place in it.
    pub events: Vec<EventChange>,
    /// Incidents that are not the same mentions, or not of the same values.
    pub incidents: Vec<IncidentChange>,
    /// What documents say beside their events, by document and place in it.
    pub remarks: Vec<RemarkChange>,
}

/// In which way something changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// Only the second dataset has it.
    Added,
    /// Only the first dataset has it.
    Gone,
    /// Both have it, with other values.
    Changed,
    /// What were several incidents is one.
    Joined,
    /// What was one incident is several.
    Parted,
    /// Mentions of several incidents stand in several others.
    Regrouped,
}

impl ChangeKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Gone => "gone",
            Self::Changed => "changed",
            Self::Joined => "joined",
            Self::Parted => "parted",
            Self::Regrouped => "regrouped",
        }
    }
}

/// A value that is not as it was; empty where nothing is said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FieldChange {
    /// Of what.
    pub field: &'static str,
    /// The value in the first dataset.
    pub before: String,
    /// The value in the second dataset.
    pub after: String,
}

/// A document that is not as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DocumentChange {
    /// In which way.
    pub kind: ChangeKind,
    /// Its path.
    pub path: Box<str>,
    /// What is known of it otherwise.
    pub fields: Vec<FieldChange>,
}

/// An event that is not as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EventChange {
    /// In which way.
    pub kind: ChangeKind,
    /// The path of its document.
    pub document: Box<str>,
    /// The words that evoke it.
    pub words: Box<str>,
    /// Its id in the first dataset.
    pub before: Option<EventId>,
    /// Its id in the second dataset.
    pub after: Option<EventId>,
    /// What it is: `TYPE/mode` in the later dataset that has it.
    pub action: String,
    /// Its values that changed.
    pub fields: Vec<FieldChange>,
}

/// An incident that is not as it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct IncidentChange {
    /// In which way.
    pub kind: ChangeKind,
    /// Its ids in the first dataset.
    pub before: Vec<IncidentId>,
    /// Its ids in the second dataset.
    pub after: Vec<IncidentId>,
    /// Mentions that only the first dataset has in it.
    pub left: usize,
    /// Mentions that only the second dataset has in it.
    pub came: usize,
    /// Attributes with other values, or with values that stand otherwise to each other.
    pub fields: Vec<FieldChange>,
}

impl Changes {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
            && self.events.is_empty()
            && self.incidents.is_empty()
            && self.remarks.is_empty()
    }
}

/// Two events, one of each dataset, that are the same clause; or one that has no counterpart.
type Pair<'a> = (Option<&'a Event>, Option<&'a Event>);

/// What the second dataset says otherwise than the first. Documents are the same if their
/// address and bytes are, events if the same words of the same document evoke them, incidents if
/// they share an event, remarks if the same words say one kind of thing.
///
/// # Errors
/// If no run has finished in one of them, or a file cannot be read.
pub fn changes(before: &Dataset, after: &Dataset) -> Result<Changes, Error> {
    let (before, after) = (Contents::of(before)?, Contents::of(after)?);
    let pairs = pairs(&before, &after);
    let mut changes = Changes {
        documents: documents(&before, &after),
        events: pairs.iter().filter_map(|pair| event(&before, &after, *pair)).collect(),
        incidents: regrouped::incidents(&before, &after, &pairs),
        remarks: beside::remarks(&before, &after),
    };
    changes.documents.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

fn documents(before: &Contents, after: &Contents) -> Vec<DocumentChange> {
    let change = |kind, document: &Document, fields| DocumentChange {
        kind,
        path: document.path.clone(),
        fields,
    };
    let mut changes = Vec::new();
    for (id, document) in &before.documents {
        match after.documents.get(id) {
            None => changes.push(change(ChangeKind::Gone, document, Vec::new())),
            Some(now) => {
                let known = |document: &Document| {
                    let mut known = metadata(&document.metadata).to_vec();
                    known.push(("path", document.path.to_string()));
                    known
                };
                let fields = differing(known(document), known(now));
                if !fields.is_empty() {
                    changes.push(change(ChangeKind::Changed, now, fields));
                }
            }
        }
    }
    let new = after.documents.iter().filter(|(id, _)| !before.documents.contains_key(id));
    changes.extend(new.map(|(_, one)| change(ChangeKind::Added, one, Vec::new())));
    changes
}

fn metadata(known: &Metadata) -> [(&'static str, String); 6] {
    let words = |stated: &Option<chancery_model::Stated<Box<str>>>| {
        stated.as_ref().map(|stated| stated.value.to_string()).unwrap_or_default()
    };
    let published = known.published.as_ref().map(|stated| stated.value.to_string());
    [
        ("url", words(&known.url)),
        ("title", words(&known.title)),
        ("publisher", words(&known.publisher)),
        ("author", words(&known.author)),
        ("published", published.unwrap_or_default()),
        ("language", words(&known.language)),
    ]
}

fn differing(
    before: Vec<(&'static str, String)>,
    after: Vec<(&'static str, String)>,
) -> Vec<FieldChange> {
    let both = before.into_iter().zip(after);
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| FieldChange { field, before, after })
        .collect()
}

/// The events of both datasets side by side, by document and place.
fn pairs<'a>(before: &'a Contents, after: &'a Contents) -> Vec<Pair<'a>> {
    let by_place = |contents: &'a Contents| {
        let mut places: BTreeMap<_, Vec<&'a Event>> = BTreeMap::new();
        for event in contents.events.values() {
            places.entry((event.document, event.trigger)).or_default().push(event);
        }
        places
    };
    let (old, new) = (by_place(before), by_place(after));
    let places: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let mut pairs = Vec::new();
    for place in places {
        let mut left = old.get(place).cloned().unwrap_or_default();
        let mut right = new.get(place).cloned().unwrap_or_default();
        // Words that evoke several events: first what is the same rule, then what is the same
        // type, then one by one.
        let same: [fn(&Event, &Event) -> bool; 3] = [
            |a, b| a.rule == b.rule,
            |a, b| a.event_type.value == b.event_type.value,
            |_, _| true,
        ];
        for is_same in same {
            left.retain(|one| {
                let found = right.iter().position(|other| is_same(one, other));
                if let Some(at) = found {
                    pairs.push((Some(*one), Some(right.remove(at))));
                }
                found.is_none()
            });
        }
        pairs.extend(left.into_iter().map(|one| (Some(one), None)));
        pairs.extend(right.into_iter().map(|one| (None, Some(one))));
    }
    pairs
}

fn event(before: &Contents, after: &Contents, pair: Pair<'_>) -> Option<EventChange> {
    let (kind, told, contents) = match pair {
        (Some(_), Some(now)) => (ChangeKind::Changed, now, after),
        (None, Some(now)) => (ChangeKind::Added, now, after),
        (Some(was), None) => (ChangeKind::Gone, was, before),
        (None, None) => return None,
    };
    let fields = match pair {
        (Some(was), Some(now)) => differing(told_of(before, was), told_of(after, now)),
        _ => Vec::new(),
    };
    if kind == ChangeKind::Changed && fields.is_empty() {
        return None;
    }
    let document = contents.documents.get(&told.document);
    let words = document.and_then(|document| told.trigger.text(&document.text));
    Some(EventChange {
        kind,
        document: document.map(|document| document.path.clone()).unwrap_or_default(),
        words: words.unwrap_or_default().into(),
        before: pair.0.map(|event| event.id),
        after: pair.1.map(|event| event.id),
        action: action(told),
        fields,
    })
}

/// What an event says, value by value, in words.
fn told_of(contents: &Contents, event: &Event) -> Vec<(&'static str, String)> {
    let mut told = vec![
        ("type", action(event)),
        ("code", event.cameo.value.to_string()),
        ("rule", event.rule.to_string()),
    ];
    if let Some(document) = contents.documents.get(&event.document) {
        for attribute in Attribute::ALL {
            let said = values(attribute, document, event);
            let said: Vec<&str> = said.iter().map(|(shown, _)| &*shown.value).collect();
            told.push((attribute.words(), said.join("; ")));
        }
        let voices = event.claim.voices.iter();
        let voices = voices.map(|voice| {
            let who = speaker(document, &voice.speaker);
            format!("{who} {}", voice.factuality.notation())
        });
        told.push(("according to", voices.collect::<Vec<_>>().join(" > ")));
    }
    told
}
