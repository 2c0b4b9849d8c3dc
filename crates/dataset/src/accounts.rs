//! The accounts of one incident side by side: attribute by asserter, each value with its words.

use crate::agreement::{Agreement, Said, agreement};
use crate::attribute::{
    AccountValue, Attribute, Value, attribute_of, detail_value, values,
};
use crate::contents::{Contents, speaker};
use crate::corrected::{Corrected, corrected};
use crate::origins::{Backing, Origin, absent, backings, origins};
use crate::publishers::{Independent, independent_of};
use crate::{Cell, Dataset, Error, Table};
use chancery_model::{
    ActorId, Detail, Document, DocumentId, Event, EventId, Incident, IncidentId, Speaker,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// All accounts of one incident: attribute by asserter.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AccountMatrix {
    /// The incident.
    pub incident: IncidentId,
    /// Who says something, by path; the publisher of each document before those it quotes.
    pub asserters: Vec<Asserter>,
    /// One row for each attribute that somebody says something of.
    pub rows: Vec<AccountRow>,
    /// The documents grouped by independent publisher.
    pub publishers: Vec<Independent>,
    /// The independent voices behind the accounts.
    pub origins: Vec<Origin>,
    /// The states that act or are acted upon and of which nobody is heard.
    pub absent: Vec<ActorId>,
    /// Values that their own voice replaced in a later document.
    pub corrected: Vec<Corrected>,
}

/// Somebody who vouches for events of the incident in one document: its publisher, or
/// somebody whom it quotes (the innermost voice).
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Asserter {
    /// The document.
    pub document: DocumentId,
    /// Its path.
    pub path: Box<str>,
    /// Who speaks there.
    pub speaker: Speaker,
    /// Who published it and who speaks, in words.
    pub label: String,
    /// The events that this one vouches for, in the order of the text; none where it only says
    /// how an occurrence is to be taken.
    pub events: Vec<EventId>,
}

/// What each asserter says of one attribute.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AccountRow {
    /// The attribute.
    pub attribute: Attribute,
    /// How the values stand to each other.
    pub agreement: Agreement,
    /// One cell for each asserter. An empty one means that this asserter does not say.
    pub cells: Vec<Vec<AccountValue>>,
    /// Each value once, with those who stand behind it.
    pub values: Vec<Backing>,
}

impl AccountMatrix {
    /// The attributes whose values stand so to each other.
    pub fn attributes(&self, agreement: Agreement) -> Vec<Attribute> {
        let rows = self.rows.iter().filter(|row| row.agreement == agreement);
        rows.map(|row| row.attribute).collect()
    }

    /// As a table: a row for each attribute, a column for each asserter. Cells list the
    /// values; an empty one means that the asserter does not say.
    pub fn to_table(&self) -> Table {
        let mut columns = vec![
            ("attribute".to_owned(), "attribute"),
            ("agreement".to_owned(), "agreement"),
        ];
        columns.extend(self.asserters.iter().enumerate().map(|(index, asserter)| {
            (format!("{} {}", index + 1, asserter.label), asserter.label.as_str())
        }));
        let columns: Vec<_> =
            columns.iter().map(|(name, head)| (name.as_str(), *head)).collect();
        let mut table =
            Table::new(format!("accounts of {}", self.incident.short()), &columns);
        for row in &self.rows {
            let mut cells =
                vec![Cell::text(row.attribute.words()), Cell::text(row.agreement.word())];
            cells.extend(row.cells.iter().map(|cell| {
                let mut values: Vec<Box<str>> = Vec::new();
                for value in cell {
                    if !values.contains(&value.value) {
                        values.push(value.value.clone());
                    }
                }
                Cell::list(values)
            }));
            table.push(cells);
        }
        table
    }
}

/// The accounts of the incident whose id begins like this.
///
/// # Errors
/// If there is none or more than one, no run has finished, or the file cannot be read.
pub fn accounts(dataset: &Dataset, incident: &str) -> Result<AccountMatrix, Error> {
    let incident = dataset.incident(incident)?;
    let contents = Contents::around(dataset, &incident)?;
    Ok(matrix(&contents, &incident))
}

pub(crate) fn matrix(contents: &Contents, incident: &Incident) -> AccountMatrix {
    matrix_of(contents, incident, contents.members(incident))
}

/// The same of the members of the incident.
pub(crate) fn matrix_of(
    contents: &Contents,
    incident: &Incident,
    mut members: Vec<(&Document, &Event)>,
) -> AccountMatrix {
    members.sort_by(|a, b| {
        let place = |(document, event): &(&Document, &Event)| {
            (document.path.clone(), document.id, event.trigger, event.id)
        };
        place(a).cmp(&place(b))
    });
    let mut columns: BTreeMap<_, Told<'_>> = BTreeMap::new();
    for (document, event) in members {
        let key = |voice| (&*document.path, document.id, identity(voice));
        let column = |voice| Told { document, voice, events: vec![], details: vec![] };
        let voice = innermost(event);
        columns.entry(key(voice)).or_insert_with(|| column(voice)).events.push(event);
        for detail in contents.details(event.id) {
            let voice =
                detail.voices.last().map_or(&Speaker::Publisher, |voice| &voice.speaker);
            let told = columns.entry(key(voice)).or_insert_with(|| column(voice));
            told.details.push(detail);
        }
    }
    let columns: Vec<Told<'_>> = columns.into_values().collect();
    let asserters: Vec<Asserter> = columns
        .iter()
        .map(|Told { document, voice, events, .. }| Asserter {
            document: document.id,
            path: document.path.clone(),
            speaker: (*voice).clone(),
            label: label(document, voice),
            events: events.iter().map(|event| event.id).collect(),
        })
        .collect();
    let mut documents: Vec<&Document> =
        columns.iter().map(|told| told.document).collect();
    documents.dedup_by_key(|document| document.id);
    let publishers = independent_of(&documents, &contents.signatures);
    let origins = origins(&asserters, &publishers, &documents);
    let mut replaced = Vec::new();
    let mut rows = Vec::new();
    for attribute in Attribute::ALL {
        let values: Vec<Vec<Value>> =
            columns.iter().map(|told| told.values(attribute)).collect();
        replaced.extend(corrected(attribute, &values, &origins, &asserters, &documents));
        rows.extend(row(attribute, values, &origins));
    }
    AccountMatrix {
        incident: incident.id,
        rows,
        absent: absent(columns.iter().flat_map(|told| told.events.iter().copied())),
        asserters,
        publishers,
        origins,
        corrected: replaced,
    }
}

/// What one asserter tells.
struct Told<'a> {
    document: &'a Document,
    voice: &'a Speaker,
    events: Vec<&'a Event>,
    details: Vec<&'a Detail>,
}

impl Told<'_> {
    fn values(&self, attribute: Attribute) -> Vec<Value> {
        let details = || {
            let of_this = self.details.iter();
            of_this.filter(|detail| attribute_of(detail.kind) == attribute)
        };
        // *a deadly attack* says more than the word that told the attack.
        let is_told_better = |event: &Event| {
            attribute == Attribute::Label
                && details().any(|detail| detail.words.overlaps(event.trigger))
        };
        let events = self.events.iter().filter(|event| !is_told_better(event));
        let mut found: Vec<Value> =
            events.flat_map(|event| values(attribute, self.document, event)).collect();
        found.extend(details().map(|detail| detail_value(self.document, detail)));
        found
    }
}

fn row(
    attribute: Attribute,
    values: Vec<Vec<Value>>,
    origins: &[Origin],
) -> Option<AccountRow> {
    let backed = backings(&values, origins);
    let said: Vec<Vec<Said>> = values
        .iter()
        .map(|cell| cell.iter().map(|(_, said)| said.clone()).collect())
        .collect();
    let agreement = agreement(&said);
    let cells = values
        .into_iter()
        .map(|cell| cell.into_iter().map(|(shown, _)| shown).collect())
        .collect();
    (agreement != Agreement::Silent).then_some(AccountRow {
        attribute,
        agreement,
        cells,
        values: backed,
    })
}

/// The voice nearest to the event.
pub(crate) fn innermost(event: &Event) -> &Speaker {
    event.claim.voices.last().map_or(&Speaker::Publisher, |voice| &voice.speaker)
}

/// What makes two speakers of one document the same; the publisher comes first.
fn identity(voice: &Speaker) -> (u8, &str) {
    match voice {
        Speaker::Publisher => (0, ""),
        Speaker::Actor(actor) => (1, actor.id.as_str()),
        Speaker::Unresolved(words) => (2, words),
        Speaker::Unnamed => (3, ""),
    }
}

fn label(document: &Document, voice: &Speaker) -> String {
    let publisher = speaker(document, &Speaker::Publisher);
    match voice {
        Speaker::Publisher => publisher,
        quoted => format!("{publisher}: {}", speaker(document, quoted)),
    }
}
