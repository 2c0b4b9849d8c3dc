//! What of a run bears on one incident or one event, read without the rest: of everything else
//! only ids are looked for, in records that are not decoded.

use crate::contents::Contents;
use crate::likeness::Signatures;
use crate::{Dataset, Error, Query, schema};
use chancery_model::{
    ActorId, DocumentId, Event, EventId, Incident, OfficeSaid, Remark, RunId, TableWord,
};
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet};

/// How the record of an office begins, and where in it the person stands.
const OFFICE: &str = r#"{"office":"#;
const PERSON: &str = r#""person":""#;

impl Contents {
    /// What the accounts of an incident and the warnings that bear on it rest on.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn around(dataset: &Dataset, incident: &Incident) -> Result<Self, Error> {
        let documents = incident.accounts.iter().map(|account| account.document);
        around(dataset, Some(incident), documents.collect())
    }

    /// What the warnings that bear on an event rest on.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn around_event(
        dataset: &Dataset,
        event: &Event,
        incident: Option<&Incident>,
    ) -> Result<Self, Error> {
        around(dataset, incident, BTreeSet::from([event.document]))
    }
}

fn around(
    dataset: &Dataset,
    incident: Option<&Incident>,
    own: BTreeSet<DocumentId>,
) -> Result<Contents, Error> {
    let run = dataset.current_run()?;
    // A value that is replaced stands in two documents, and a sentence can tell two incidents.
    let mut incidents: BTreeMap<_, Incident> = BTreeMap::new();
    for document in &own {
        let told = dataset.incidents_with(run, &document.0.to_string())?;
        let shared = told.into_iter().filter(|one| one.accounts.len() > 1);
        incidents.extend(shared.map(|one| (one.id, one)));
    }
    incidents.extend(incident.map(|one| (one.id, one.clone())));
    let mut near = own.clone();
    for one in incidents.values() {
        near.extend(one.accounts.iter().map(|account| account.document));
    }
    let mut events: BTreeMap<EventId, Event> = BTreeMap::new();
    let mut remarks: Vec<(DocumentId, Remark)> = Vec::new();
    for &document in &near {
        let told = Query { document: Some(document), ..Query::default() };
        let told = dataset.events_of(run, &told)?;
        events.extend(told.into_iter().map(|event| (event.id, event)));
        let said = dataset.remarks_in(run, document)?;
        remarks.extend(said.into_iter().map(|remark| (document, remark)));
    }
    let persons = persons(events.values(), &remarks, &own);
    let elsewhere = dataset.offices_of(run, &persons, &near)?;
    near.extend(elsewhere.iter().map(|(document, _)| *document));
    remarks.extend(elsewhere);
    remarks.sort_by_key(|(document, _)| *document);
    let mut documents = BTreeMap::new();
    for &document in &near {
        documents.insert(document, dataset.document_in(run, document)?);
    }
    let signatures = Signatures::new(documents.keys().copied(), BTreeMap::new());
    let incidents = incidents.into_values().collect();
    Ok(Contents::made_of(documents, events, incidents, remarks, signatures))
}

/// The persons who act in these documents, or to whom they give an office.
fn persons<'a>(
    events: impl Iterator<Item = &'a Event>,
    remarks: &[(DocumentId, Remark)],
    own: &BTreeSet<DocumentId>,
) -> BTreeSet<ActorId> {
    let acting = events.filter(|event| own.contains(&event.document)).flat_map(|event| {
        let actors = event.source_actors.iter().chain(&event.target_actors);
        actors.map(|actor| actor.value.id.clone())
    });
    let holding = remarks.iter().filter_map(|(document, remark)| match remark {
        Remark::Office(said) if own.contains(document) => Some(said.person.clone()),
        _ => None,
    });
    acting.chain(holding).collect()
}

/// Whether what documents say of one person's offices can conflict at all.
fn can_conflict(said: &[(DocumentId, OfficeSaid)]) -> bool {
    let offices: BTreeSet<_> =
        said.iter().map(|(_, one)| (&one.office, &one.state)).collect();
    let contradicts =
        |one: &OfficeSaid| matches!(one.table, TableWord::Contradicts { .. });
    offices.len() > 1 || said.iter().any(|(_, one)| contradicts(one))
}

impl Dataset {
    /// The incidents of a run whose record has these digits, by id.
    pub(crate) fn incidents_with(
        &self,
        run: RunId,
        digits: &str,
    ) -> Result<Vec<Incident>, Error> {
        let sql = "SELECT record FROM resolved_incident \
                   WHERE run = ?1 AND instr(record, ?2) ORDER BY id";
        self.decoded("incident", sql, params![run.to_string(), digits])
    }

    /// What one document says beside its events, in the order of the text.
    fn remarks_in(&self, run: RunId, document: DocumentId) -> Result<Vec<Remark>, Error> {
        if schema::version(&self.connection).map_err(self.failed())? < 4 {
            return Ok(Vec::new());
        }
        let sql = "SELECT remark.record FROM run_document \
                   JOIN remark ON remark.coding = run_document.coding \
                   WHERE run_document.run = ?1 AND run_document.document = ?2 \
                   ORDER BY remark.position";
        self.decoded("remark", sql, params![run.to_string(), document.to_string()])
    }

    /// What documents but these say of the offices of persons, where that can conflict.
    fn offices_of(
        &self,
        run: RunId,
        persons: &BTreeSet<ActorId>,
        but: &BTreeSet<DocumentId>,
    ) -> Result<Vec<(DocumentId, Remark)>, Error> {
        let mut said: BTreeMap<ActorId, Vec<(DocumentId, OfficeSaid)>> = BTreeMap::new();
        let is_meant = |record: &str| {
            let office = record.strip_prefix(OFFICE).and_then(|of| of.split_once(PERSON));
            let person = office.and_then(|(_, rest)| rest.split('"').next());
            person.is_some_and(|person| persons.contains(&ActorId::new(person)))
        };
        for (document, remark) in self.remarks_where(run, is_meant)? {
            if let Remark::Office(one) = remark {
                said.entry(one.person.clone()).or_default().push((document, one));
            }
        }
        said.retain(|_, said| can_conflict(said));
        let found = said.into_values().flatten();
        let elsewhere = found.filter(|(document, _)| !but.contains(document));
        Ok(elsewhere.map(|(document, one)| (document, Remark::Office(one))).collect())
    }
}
