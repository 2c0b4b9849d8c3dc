//! What is read back from a dataset: documents, events, incidents, findings.

use crate::blob::{Spoken, decompress, unpack, unpack_spoken};
use crate::{Dataset, Error, OpenRun, Query};
use chancery_model::{
    Annotated, Diagnostic, Digest, Document, DocumentId, Event, EventId, Incident,
    IncidentId, RunId,
};
use rusqlite::{OptionalExtension, params};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;

impl Dataset {
    /// Reads several things of one state of the file: what other processes write meanwhile is not
    /// seen.
    ///
    /// # Errors
    /// Those of `work`, or if the file cannot be read.
    pub fn at_once<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        // Given back when it goes out of scope.
        let _state = self.connection.unchecked_transaction().map_err(self.failed())?;
        work(self)
    }

    /// The documents of the run that finished last, by path.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn documents(&self) -> Result<Vec<Document>, Error> {
        self.documents_of(self.current_run()?)
    }

    pub(crate) fn documents_of(&self, run: RunId) -> Result<Vec<Document>, Error> {
        let sql = "SELECT coding.record FROM run_document \
                   JOIN coding ON coding.id = run_document.coding WHERE run_document.run = ?1";
        let mut documents: Vec<Document> =
            self.decoded("document", sql, params![run.to_string()])?;
        documents.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
        Ok(documents)
    }

    /// The document whose id begins like this.
    ///
    /// # Errors
    /// If there is none or more than one, no run has finished, or the file cannot be read.
    pub fn document(&self, id: &str) -> Result<Document, Error> {
        Ok(self
            .annotated(DocumentId(self.only("document", DocumentId::PREFIX, id)?))?
            .document)
    }

    /// A document of a run, without its layers.
    pub(crate) fn document_in(
        &self,
        run: RunId,
        document: DocumentId,
    ) -> Result<Document, Error> {
        let sql = "SELECT coding.record FROM run_document \
                   JOIN coding ON coding.id = run_document.coding \
                   WHERE run_document.run = ?1 AND run_document.document = ?2";
        let ids = params![run.to_string(), document.to_string()];
        let found: Vec<Document> = self.decoded("document", sql, ids)?;
        let unknown = || self.unknown("document", document.to_string());
        found.into_iter().next().ok_or_else(unknown)
    }

    /// A document of the run that finished last, with all layers.
    ///
    /// # Errors
    /// If it is none of them, no run has finished, or the file cannot be read.
    pub fn annotated(&self, document: DocumentId) -> Result<Annotated, Error> {
        let (record, layers) = self.coding_of(document)?;
        let read = serde_json::from_str(&record).map_err(self.unreadable("document"))?;
        unpack(read, &layers).map_err(self.unreadable("annotation"))
    }

    /// The layers of a document that tell who is quoted.
    pub(crate) fn spoken(&self, document: DocumentId) -> Result<Spoken, Error> {
        let (_, layers) = self.coding_of(document)?;
        unpack_spoken(&layers).map_err(self.unreadable("annotation"))
    }

    /// Record and layers of a document, as they are stored.
    fn coding_of(&self, document: DocumentId) -> Result<(String, Vec<u8>), Error> {
        let run = self.current_run()?;
        let sql = "SELECT coding.record, coding.layers FROM run_document \
                   JOIN coding ON coding.id = run_document.coding \
                   WHERE run_document.run = ?1 AND run_document.document = ?2";
        let row: Option<(String, Vec<u8>)> = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement
                    .query_row(params![run.to_string(), document.to_string()], |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })
                    .optional()
            })
            .map_err(self.failed())?;
        row.ok_or_else(|| self.unknown("document", document.to_string()))
    }

    /// The bytes a document was read from.
    ///
    /// # Errors
    /// If there is no such document, or the file cannot be read.
    pub fn raw(&self, document: DocumentId) -> Result<Vec<u8>, Error> {
        let bytes: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT bytes FROM raw WHERE document = ?1")
            .and_then(|mut statement| {
                statement.query_row([document.to_string()], |row| row.get(0)).optional()
            })
            .map_err(self.failed())?;
        let bytes =
            bytes.ok_or_else(|| self.unknown("document", document.to_string()))?;
        decompress(&bytes).map_err(|cause| Error::File {
            path: self.path.clone(),
            doing: "decompressing from",
            cause,
        })
    }

    /// The events asked for, of the run that finished last, by document and position.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn events(&self, query: &Query) -> Result<Vec<Event>, Error> {
        self.events_of(self.current_run()?, query)
    }

    /// All events of a run that was begun, for resolving them into incidents.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn events_in(&self, run: &OpenRun) -> Result<Vec<Event>, Error> {
        self.events_of(run.id(), &Query::default())
    }

    pub(crate) fn events_of(
        &self,
        run: RunId,
        query: &Query,
    ) -> Result<Vec<Event>, Error> {
        let sql = format!(
            "{} AND (?2 IS NULL OR run_document.document = ?2) \
             ORDER BY run_document.document, coded_event.position",
            self.events_sql()?
        );
        let document = query.document.map(|document| document.to_string());
        let mut events: Vec<Event> =
            self.decoded("event", &sql, params![run.to_string(), document])?;
        events.retain(|event| query.matches(event));
        events.truncate(query.limit.unwrap_or(usize::MAX));
        Ok(events)
    }

    /// The event whose id begins like this.
    ///
    /// # Errors
    /// If there is none or more than one, no run has finished, or the file cannot be read.
    pub fn event(&self, id: &str) -> Result<Event, Error> {
        let event = EventId(self.only("event", EventId::PREFIX, id)?);
        let sql = "SELECT record FROM current_event WHERE id = ?1";
        let found: Vec<Event> = self.decoded("event", sql, params![event.to_string()])?;
        found.into_iter().next().ok_or_else(|| self.unknown("event", event.to_string()))
    }

    /// The incidents of the run that finished last that hold an event asked for, by id. The
    /// limit counts incidents.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn incidents(&self, query: &Query) -> Result<Vec<Incident>, Error> {
        let mut incidents = self.incidents_of(self.current_run()?)?;
        let all = Query { limit: None, ..query.clone() };
        if all != Query::default() {
            let wanted: BTreeSet<EventId> =
                self.events(&all)?.iter().map(|event| event.id).collect();
            incidents.retain(|incident| {
                incident.events().any(|event| wanted.contains(&event))
            });
        }
        incidents.truncate(query.limit.unwrap_or(usize::MAX));
        Ok(incidents)
    }

    pub(crate) fn incidents_of(&self, run: RunId) -> Result<Vec<Incident>, Error> {
        let sql = "SELECT record FROM resolved_incident WHERE run = ?1 ORDER BY id";
        self.decoded("incident", sql, params![run.to_string()])
    }

    /// The incident whose id begins like this.
    ///
    /// # Errors
    /// If there is none or more than one, no run has finished, or the file cannot be read.
    pub fn incident(&self, id: &str) -> Result<Incident, Error> {
        let incident = IncidentId(self.only("incident", IncidentId::PREFIX, id)?);
        let run = self.current_run()?;
        let sql = "SELECT record FROM resolved_incident WHERE run = ?1 AND id = ?2";
        let found: Vec<Incident> = self.decoded(
            "incident",
            sql,
            params![run.to_string(), incident.to_string()],
        )?;
        found
            .into_iter()
            .next()
            .ok_or_else(|| self.unknown("incident", incident.to_string()))
    }

    /// The incident that holds an event.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn incident_of(&self, event: EventId) -> Result<Option<Incident>, Error> {
        let run = self.current_run()?;
        let mut found = self.incidents_with(run, &event.0.to_string())?.into_iter();
        Ok(found.find(|incident| incident.events().any(|member| member == event)))
    }

    /// What is wrong with the data given to the run that finished last, by place.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn findings(&self) -> Result<Vec<Diagnostic>, Error> {
        let run = self.current_run()?;
        let sql = "SELECT record FROM found WHERE run = ?1 OR coding IN \
                   (SELECT coding FROM run_document WHERE run = ?1)";
        let mut findings: Vec<Diagnostic> =
            self.decoded("finding", sql, params![run.to_string()])?;
        findings.sort();
        Ok(findings)
    }

    /// Reads a column of JSON records.
    pub(crate) fn decoded<T: DeserializeOwned>(
        &self,
        what: &'static str,
        sql: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql).map_err(self.failed())?;
        let mut rows = statement.query(parameters).map_err(self.failed())?;
        let mut records = Vec::new();
        while let Some(row) = rows.next().map_err(self.failed())? {
            let record = row
                .get_ref(0)
                .and_then(|value| Ok(value.as_str()?))
                .map_err(self.failed())?;
            records.push(serde_json::from_str(record).map_err(self.unreadable(what))?);
        }
        Ok(records)
    }

    /// The one thing of the current run whose id begins with these digits, with or without
    /// the letter before them.
    fn only(
        &self,
        what: &'static str,
        prefix: char,
        given: &str,
    ) -> Result<Digest, Error> {
        let digits = given
            .strip_prefix([prefix, prefix.to_ascii_lowercase()])
            .and_then(|rest| rest.strip_prefix('-'))
            .unwrap_or(given)
            .to_ascii_lowercase();
        let unknown = || self.unknown(what, given.to_owned());
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        let sql = match what {
            "document" => {
                "SELECT document FROM run_document WHERE run = ?1 AND document GLOB ?2 LIMIT 11"
            }
            "event" => {
                "SELECT coded_event.id FROM coded_event \
                 JOIN coding ON coding.id = coded_event.coding \
                 JOIN run_document ON run_document.run = ?1 \
                    AND run_document.document = coding.document \
                    AND run_document.coding = coding.id \
                 WHERE coded_event.id GLOB ?2 LIMIT 11"
            }
            _ => {
                "SELECT id FROM resolved_incident WHERE run = ?1 AND id GLOB ?2 LIMIT 11"
            }
        };
        let run = self.current_run()?.to_string();
        let candidates: Vec<String> = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                let pattern = format!("{prefix}-{digits}*");
                statement.query_map([run, pattern], |row| row.get(0))?.collect()
            })
            .map_err(self.failed())?;
        match candidates.as_slice() {
            [] => Err(unknown()),
            [one] => one[2..].parse().map_err(|_| unknown()),
            several => Err(Error::Ambiguous {
                what,
                id: given.to_owned(),
                candidates: several
                    .iter()
                    .take(10)
                    .map(|id| id[..10].to_owned())
                    .collect(),
            }),
        }
    }

    fn unknown(&self, what: &'static str, id: String) -> Error {
        Error::Unknown { path: self.path.clone(), what, id }
    }
}
