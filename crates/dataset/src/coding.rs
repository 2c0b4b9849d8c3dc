//! A coded document in the form in which it is stored. Making it takes most of the time of
//! adding it and needs no dataset, so that many can be made side by side.

use crate::append::{OpenRun, whole};
use crate::blob::{compress, pack};
use crate::kept::Kept;
use crate::{Error, ForecastWords};
use chancery_model::{
    Annotated, Diagnostic, Digest, Document, Event, MetadataBasis, Remark,
};
use rusqlite::{Transaction, params};
use serde::Serialize;

/// A document of a run with what was made of it, packed to be added to a dataset.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coding {
    id: String,
    document: String,
    path: Box<str>,
    /// What is stored; `None` if the dataset has it.
    made: Option<Made>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Made {
    record: String,
    raw: Vec<u8>,
    layers: Vec<u8>,
    events: Vec<EventRow>,
    findings: Vec<String>,
    remarks: Vec<String>,
    kept: Option<Kept>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct EventRow {
    id: String,
    earliest: Option<String>,
    latest: Option<String>,
    record: String,
}

impl Coding {
    /// Packs a document with what was made of it in a run.
    ///
    /// # Errors
    /// If it cannot be written as JSON or compressed.
    ///
    /// # Panics
    /// If two of the events have one id: an event is one trigger coded by one rule.
    pub fn new(
        run: &OpenRun,
        raw: &[u8],
        annotated: &Annotated,
        events: &[Event],
        findings: &[Diagnostic],
    ) -> Result<Self, Error> {
        assert_one_each(events);
        let record = json(run, "document", &annotated.document)?;
        let events = events.iter().map(|event| {
            let date = event.date.as_ref().map(|date| &date.value);
            Ok(EventRow {
                id: event.id.to_string(),
                earliest: date.and_then(|date| date.earliest()).map(|d| d.to_string()),
                latest: date.and_then(|date| date.latest()).map(|d| d.to_string()),
                record: json(run, "event", event)?,
            })
        });
        let findings = findings.iter().map(|found| json(run, "finding", found));
        let packing = |cause| {
            let path = run.path.clone();
            Error::File { path, doing: "compressing for", cause }
        };
        let made = Made {
            raw: compress(raw).map_err(packing)?,
            layers: pack(annotated).map_err(packing)?,
            events: events.collect::<Result<_, Error>>()?,
            findings: findings.collect::<Result<_, Error>>()?,
            remarks: Vec::new(),
            kept: None,
            record,
        };
        let known = Self::known(run, &annotated.document)?;
        Ok(Self { made: Some(made), ..known })
    }

    /// The same with what the document says beside its events.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn with_remarks(
        mut self,
        run: &OpenRun,
        remarks: &[Remark],
    ) -> Result<Self, Error> {
        if let Some(made) = &mut self.made {
            let remarks = remarks.iter().map(|remark| json(run, "remark", remark));
            made.remarks = remarks.collect::<Result<_, Error>>()?;
        }
        Ok(self)
    }

    /// The same with what takes long to work out of the layers again: who is quoted, and what
    /// is predicted by these words.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn with_kept(
        mut self,
        run: &OpenRun,
        annotated: &Annotated,
        events: &[Event],
        words: &ForecastWords,
    ) -> Result<Self, Error> {
        if let Some(made) = &mut self.made {
            let failed =
                |cause| Error::Record { path: run.path.clone(), what: "kept", cause };
            made.kept = Some(Kept::of(annotated, events, words).map_err(failed)?);
        }
        Ok(self)
    }

    /// A document that the dataset has as the coder of the run would code it. A coding is a
    /// document as read, and who coded it: the same file with a corrected manifest is coded
    /// anew. What coding inferred of it is no part of what was read.
    pub(crate) fn known(run: &OpenRun, document: &Document) -> Result<Self, Error> {
        let mut read = document.clone();
        read.metadata.published =
            read.metadata.published.filter(|date| date.basis != MetadataBasis::Inferred);
        let record = json(run, "document", &read)?;
        Ok(Self {
            id: Digest::of([run.coder.as_str(), record.as_str()]).to_string(),
            document: document.id.to_string(),
            path: document.path.clone(),
            made: None,
        })
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn document(&self) -> &str {
        &self.document
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Adds what is not there yet, and the document to the run.
    pub(crate) fn add(
        &self,
        tx: &Transaction<'_>,
        run: &OpenRun,
    ) -> rusqlite::Result<()> {
        if let Some(made) = &self.made {
            self.store(made, tx, run)?;
        }
        tx.prepare_cached("INSERT OR IGNORE INTO run_document VALUES (?1, ?2, ?3)")?
            .execute(params![run.id.to_string(), self.document, self.id])?;
        Ok(())
    }

    fn store(
        &self,
        made: &Made,
        tx: &Transaction<'_>,
        run: &OpenRun,
    ) -> rusqlite::Result<()> {
        tx.prepare_cached("INSERT OR IGNORE INTO raw VALUES (?1, ?2)")?
            .execute(params![self.document, made.raw])?;
        let sql = "INSERT OR IGNORE INTO coding VALUES (?1, ?2, ?3, ?4, ?5)";
        let added = tx.prepare_cached(sql)?.execute(params![
            self.id,
            run.coder,
            self.document,
            made.record,
            made.layers
        ])?;
        if added == 0 {
            return Ok(());
        }
        let sql = "INSERT INTO coded_event VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut add = tx.prepare_cached(sql)?;
        for (position, event) in made.events.iter().enumerate() {
            add.execute(params![
                self.id,
                whole(position),
                event.id,
                event.earliest,
                event.latest,
                event.record
            ])?;
        }
        let mut add = tx.prepare_cached("INSERT INTO found VALUES (?1, NULL, ?2, ?3)")?;
        for (position, record) in made.findings.iter().enumerate() {
            add.execute(params![self.id, whole(position), record])?;
        }
        let mut add = tx.prepare_cached("INSERT INTO remark VALUES (?1, ?2, ?3)")?;
        for (position, record) in made.remarks.iter().enumerate() {
            add.execute(params![self.id, whole(position), record])?;
        }
        if let Some(Kept { quoted, forecasts, signature }) = &made.kept {
            tx.prepare_cached("INSERT INTO kept VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![self.id, quoted, forecasts, signature])?;
        }
        Ok(())
    }
}

fn json(
    run: &OpenRun,
    what: &'static str,
    item: &impl Serialize,
) -> Result<String, Error> {
    let path = || run.path.clone();
    serde_json::to_string(item).map_err(|cause| Error::Record {
        path: path(),
        what,
        cause,
    })
}

fn assert_one_each(events: &[Event]) {
    let mut ids: Vec<_> = events.iter().map(|event| event.id).collect();
    ids.sort();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        panic!("two events of one document have the id {}", pair[0]);
    }
}
