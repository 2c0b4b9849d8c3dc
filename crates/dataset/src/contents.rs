//! What the run that finished last says, in memory, and the words shown for it.

use crate::{Dataset, Error, Query};
use chancery_model::{
    Actor, Coded, Detail, Document, DocumentId, Event, EventId, Incident, Remark, Speaker,
};
use std::collections::BTreeMap;

/// Documents, events and incidents of one run.
pub(crate) struct Contents {
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    pub(crate) events: BTreeMap<EventId, Event>,
    pub(crate) incidents: Vec<Incident>,
    /// What documents say beside their events, document by document.
    pub(crate) remarks: Vec<(DocumentId, Remark)>,
    /// Where in `remarks` the details of each event stand.
    details: BTreeMap<EventId, Vec<usize>>,
}

impl Contents {
    /// All of it.
    pub(crate) fn of(dataset: &Dataset) -> Result<Self, Error> {
        Self::asked_for(dataset, &Query::default())
    }

    /// All documents and events, and the incidents that hold an event asked for. The limit
    /// is of no account.
    pub(crate) fn asked_for(dataset: &Dataset, query: &Query) -> Result<Self, Error> {
        let documents = dataset.documents()?;
        let events = dataset.events(&Query::default())?;
        let query = Query { limit: None, ..query.clone() };
        let remarks = dataset.remarks()?;
        let mut details: BTreeMap<EventId, Vec<usize>> = BTreeMap::new();
        for (index, (_, remark)) in remarks.iter().enumerate() {
            if let Remark::Detail(detail) = remark {
                details.entry(detail.event).or_default().push(index);
            }
        }
        Ok(Self {
            details,
            remarks,
            documents: documents
                .into_iter()
                .map(|document| (document.id, document))
                .collect(),
            events: events.into_iter().map(|event| (event.id, event)).collect(),
            incidents: dataset.incidents(&query)?,
        })
    }

    /// How documents tell the occurrence of an event beside the event itself.
    pub(crate) fn details(&self, event: EventId) -> impl Iterator<Item = &Detail> {
        let places = self.details.get(&event).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&index| match &self.remarks[index].1 {
            Remark::Detail(detail) => Some(detail),
            _ => None,
        })
    }

    /// The events of an incident with their documents, account by account.
    ///
    /// # Panics
    /// If the incident has an event that the run does not: an incident is resolved from the
    /// events of its run and no others.
    pub(crate) fn members(&self, incident: &Incident) -> Vec<(&Document, &Event)> {
        let member = |id: EventId| {
            let event = self.events.get(&id);
            let document = event.and_then(|event| self.documents.get(&event.document));
            match (document, event) {
                (Some(document), Some(event)) => (document, event),
                _ => panic!("incident {} has event {id}, its run does not", incident.id),
            }
        };
        incident.events().map(member).collect()
    }
}

/// Who published a document, or that nobody says so.
pub(crate) fn publisher(document: &Document) -> String {
    match &document.metadata.publisher {
        Some(publisher) => publisher.value.to_string(),
        None => format!("publisher not stated ({})", document.path),
    }
}

/// What to call a speaker of this document.
pub(crate) fn speaker(document: &Document, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Publisher => publisher(document),
        Speaker::Actor(actor) => actor.label.to_string(),
        Speaker::Unresolved(words) => words.to_string(),
        Speaker::Unnamed => "somebody unnamed".to_owned(),
    }
}

/// `TYPE/mode`.
pub(crate) fn action(event: &Event) -> String {
    match &event.mode {
        Some(mode) => format!("{}/{}", event.event_type.value, mode.value),
        None => event.event_type.value.to_string(),
    }
}

/// What to call these actors, each once, in the order of the text.
pub(crate) fn labels(actors: &[Coded<Actor>]) -> Vec<Box<str>> {
    let mut labels: Vec<Box<str>> = Vec::new();
    for actor in actors {
        if !labels.contains(&actor.value.label) {
            labels.push(actor.value.label.clone());
        }
    }
    labels
}
