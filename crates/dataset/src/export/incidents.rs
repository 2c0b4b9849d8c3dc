//! Incidents, one to a line, as `score_incidents.py` and other programs read them.

use super::{RawSpan, line};
use crate::{Dataset, Error, Query};
use chancery_model::{Document, DocumentId, Event, EventId, Incident, Link};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Serialize)]
struct IncidentLine<'a> {
    incident: String,
    documents: usize,
    mentions: Vec<MemberLine<'a>>,
    links: Vec<LinkLine<'a>>,
}

#[derive(Serialize)]
struct MemberLine<'a> {
    id: String,
    doc: &'a str,
    #[serde(flatten)]
    trigger: RawSpan,
}

/// Why two events were taken for one occurrence; `score` runs from 0 to 1000.
#[derive(Serialize)]
struct LinkLine<'a> {
    events: [String; 2],
    score: u16,
    shared: Vec<&'a str>,
}

/// Writes the incidents that hold an event asked for, by id, each with all its events.
/// Offsets are UTF-8 bytes of the trigger in the raw file, half-open.
///
/// Returns how many lines were written.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn incidents(
    dataset: &Dataset,
    query: &Query,
    out: &mut dyn Write,
) -> Result<usize, Error> {
    let documents: BTreeMap<DocumentId, Document> = dataset
        .documents()?
        .into_iter()
        .map(|document| (document.id, document))
        .collect();
    let events: BTreeMap<EventId, Event> = dataset
        .events(&Query::default())?
        .into_iter()
        .map(|event| (event.id, event))
        .collect();
    let incidents = dataset.incidents(query)?;
    for incident in &incidents {
        line(out, &incident_line(incident, &documents, &events))?;
    }
    Ok(incidents.len())
}

fn incident_line<'a>(
    incident: &'a Incident,
    documents: &'a BTreeMap<DocumentId, Document>,
    events: &BTreeMap<EventId, Event>,
) -> IncidentLine<'a> {
    let member = |id: EventId| {
        let event = events.get(&id)?;
        let document = documents.get(&event.document)?;
        let trigger = RawSpan::of(document, event.trigger);
        Some(MemberLine { id: id.to_string(), doc: &document.path, trigger })
    };
    let link = |link: &'a Link| LinkLine {
        events: link.events.map(|event| event.to_string()),
        score: link.permille,
        shared: link.shared.iter().map(|reason| &**reason).collect(),
    };
    IncidentLine {
        incident: incident.id.to_string(),
        documents: incident.accounts.len(),
        mentions: incident.events().filter_map(member).collect(),
        links: incident.links.iter().map(link).collect(),
    }
}
