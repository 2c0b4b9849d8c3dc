//! What the run that finished last says, in memory, and the words shown for it.

use crate::brief::IncidentBrief;
use crate::likeness::Signatures;
use crate::worked::Worked;
use crate::{AccountMatrix, Dataset, Error, Query};
use chancery_model::{
    Actor, Coded, Detail, Document, DocumentId, Event, EventId, Incident, IncidentId,
    Remark, Speaker,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Documents, events and incidents of one run, read once: a run that finished never changes.
///
/// What is worked out of all of them is worked out when it is first asked for, and kept.
#[derive(Debug)]
pub struct Contents {
    pub(crate) documents: BTreeMap<DocumentId, Document>,
    pub(crate) events: BTreeMap<EventId, Event>,
    pub(crate) incidents: Vec<Incident>,
    /// What documents say beside their events, document by document.
    pub(crate) remarks: Vec<(DocumentId, Remark)>,
    /// Where in `remarks` the details of each event stand.
    details: BTreeMap<EventId, Vec<usize>>,
    homes: OnceLock<BTreeMap<EventId, usize>>,
    paths: OnceLock<BTreeMap<Box<str>, DocumentId>>,
    pub(crate) signatures: Signatures,
    worked: OnceLock<Worked>,
}

impl Contents {
    /// All of it.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn of(dataset: &Dataset) -> Result<Self, Error> {
        Self::asked_for(dataset, &Query::default())
    }

    /// All documents and events, and the incidents that hold an event asked for. The limit
    /// is of no account.
    pub(crate) fn asked_for(dataset: &Dataset, query: &Query) -> Result<Self, Error> {
        let run = dataset.current_run()?;
        // Decoding is most of the work: documents and events beside the rest.
        let path = &dataset.path;
        let again = || Dataset::open_read_only(path);
        let all = Query::default();
        let (documents, events, rest) = std::thread::scope(|scope| {
            let documents = scope.spawn(|| again()?.documents_of(run));
            let events = scope.spawn(|| again()?.events_of(run, &all));
            let rest = || -> Result<_, Error> {
                Ok((
                    dataset.remarks_of(run)?,
                    dataset.incidents_of(run)?,
                    dataset.signatures(run)?,
                ))
            };
            let rest = rest();
            (joined(documents.join()), joined(events.join()), rest)
        });
        let (remarks, mut incidents, signatures) = rest?;
        let events: BTreeMap<EventId, Event> =
            events?.into_iter().map(|event| (event.id, event)).collect();
        let asked = Query { limit: None, ..query.clone() };
        if asked != all {
            let is_asked = |id| events.get(&id).is_some_and(|event| asked.matches(event));
            incidents.retain(|incident| incident.events().any(is_asked));
        }
        let documents: BTreeMap<DocumentId, Document> =
            documents?.into_iter().map(|document| (document.id, document)).collect();
        let signatures = Signatures::new(documents.keys().copied(), signatures);
        Ok(Self::made_of(documents, events, incidents, remarks, signatures))
    }

    /// Of these; every event of the incidents is among the events, and its document among the
    /// documents. Incidents stand by id, remarks document by document.
    pub(crate) fn made_of(
        documents: BTreeMap<DocumentId, Document>,
        events: BTreeMap<EventId, Event>,
        incidents: Vec<Incident>,
        remarks: Vec<(DocumentId, Remark)>,
        signatures: Signatures,
    ) -> Self {
        let mut details: BTreeMap<EventId, Vec<usize>> = BTreeMap::new();
        for (index, (_, remark)) in remarks.iter().enumerate() {
            if let Remark::Detail(detail) = remark {
                details.entry(detail.event).or_default().push(index);
            }
        }
        Self {
            details,
            remarks,
            signatures,
            documents,
            events,
            incidents,
            homes: OnceLock::new(),
            paths: OnceLock::new(),
            worked: OnceLock::new(),
        }
    }

    /// How documents tell the occurrence of an event beside the event itself.
    pub(crate) fn details(&self, event: EventId) -> impl Iterator<Item = &Detail> {
        let places = self.details.get(&event).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|&index| match &self.remarks[index].1 {
            Remark::Detail(detail) => Some(detail),
            _ => None,
        })
    }

    /// The documents, by id.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.documents.values()
    }

    /// The events, by id.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.values()
    }

    /// The incidents, by id.
    pub fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    /// One document.
    pub fn document(&self, id: DocumentId) -> Option<&Document> {
        self.documents.get(&id)
    }

    /// The document with this path.
    pub fn document_at(&self, path: &str) -> Option<&Document> {
        let paths = self.paths.get_or_init(|| {
            self.documents.values().map(|d| (d.path.clone(), d.id)).collect()
        });
        paths.get(path).and_then(|id| self.documents.get(id))
    }

    /// One event.
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.events.get(&id)
    }

    /// One incident.
    pub fn incident(&self, id: IncidentId) -> Option<&Incident> {
        let place = self.incidents.binary_search_by_key(&id, |incident| incident.id);
        place.ok().and_then(|place| self.incidents.get(place))
    }

    /// The incident that holds an event.
    pub fn incident_of(&self, event: EventId) -> Option<&Incident> {
        let homes = self.homes.get_or_init(|| {
            let members = self.incidents.iter().enumerate();
            members.flat_map(|(at, one)| one.events().map(move |id| (id, at))).collect()
        });
        homes.get(&event).and_then(|place| self.incidents.get(*place))
    }

    /// Every incident in one line, the most contested first.
    pub fn briefs(&self) -> &[IncidentBrief] {
        &self.worked().briefs
    }

    pub(crate) fn worked(&self) -> &Worked {
        self.worked.get_or_init(|| Worked::of(self))
    }

    /// The incidents that hold an event asked for, in one line each, the most contested first.
    /// The limit counts incidents.
    pub fn briefs_of(&self, query: &Query) -> Vec<&IncidentBrief> {
        let all = Query { limit: None, ..query.clone() };
        let wanted: Option<BTreeSet<IncidentId>> = (all != Query::default()).then(|| {
            let told = self.events.values().filter(|event| all.matches(event));
            told.filter_map(|event| Some(self.incident_of(event.id)?.id)).collect()
        });
        let is_wanted = |id: &IncidentId| wanted.as_ref().is_none_or(|w| w.contains(id));
        let briefs = self.briefs().iter().filter(|brief| is_wanted(&brief.id));
        briefs.take(query.limit.unwrap_or(usize::MAX)).collect()
    }

    /// The accounts of one of these incidents side by side.
    pub fn accounts(&self, incident: &Incident) -> AccountMatrix {
        crate::accounts::matrix(self, incident)
    }

    /// Who published a document, or that nobody says so.
    pub fn publisher(document: &Document) -> String {
        publisher(document)
    }

    /// The events of an incident with their documents, account by account.
    ///
    /// # Panics
    /// If the incident has an event that the run does not: an incident is resolved from the
    /// events of its run and no others.
    pub fn members(&self, incident: &Incident) -> Vec<(&Document, &Event)> {
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

/// What a thread came to; its panic is ours.
pub(crate) fn joined<T>(ended: std::thread::Result<T>) -> T {
    ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
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
