//! What is added to a dataset: runs, coded documents, incidents. Each call is one transaction.

use crate::blob::{compress, pack};
use crate::{Dataset, Error, Run, passage};
use chancery_model::{
    Annotated, Diagnostic, Digest, Document, Event, Incident, MetadataBasis, RunId,
};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::io;

/// A run that was begun in a dataset; documents are added to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenRun {
    id: RunId,
    coder: String,
}

impl OpenRun {
    /// The run's id.
    pub fn id(&self) -> RunId {
        self.id
    }
}

impl Dataset {
    /// Begins a run, or goes on with it if it was interrupted. `at` is the time by the clock,
    /// in any form; it goes to the log alone.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn begin_run(&mut self, run: &Run, at: &str) -> Result<OpenRun, Error> {
        let opened = OpenRun { id: run.id(), coder: run.coder.id() };
        let mut models = run.coder.models.clone();
        models.sort();
        let mut inputs = run.inputs.clone();
        inputs.sort();
        let models = serde_json::to_string(&models).map_err(self.unreadable("run"))?;
        let inputs = serde_json::to_string(&inputs).map_err(self.unreadable("run"))?;
        self.write(|tx| {
            tx.prepare_cached("INSERT OR IGNORE INTO coder VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    opened.coder,
                    run.coder.code_version,
                    run.coder.codebook.to_string(),
                    models
                ])?;
            tx.prepare_cached("INSERT OR IGNORE INTO run VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    opened.id.to_string(),
                    opened.coder,
                    run.options,
                    inputs
                ])?;
            log(tx, opened.id, "started", at)
        })?;
        Ok(opened)
    }

    /// Takes a document into the run as the same coder coded it before, here or in an earlier
    /// run. False if it has not: the document as read must be the same in text, metadata and
    /// path. What was found in it is kept with it.
    ///
    /// # Errors
    /// If the run has a document with this id but other metadata or path, or if the file
    /// cannot be written.
    pub fn reuse_document(
        &mut self,
        run: &OpenRun,
        document: &Document,
    ) -> Result<bool, Error> {
        let coding = self.coding_id(&run.coder, document)?;
        let known = self
            .connection
            .prepare_cached("SELECT 1 FROM coding WHERE id = ?1")
            .and_then(|mut statement| statement.exists([&coding]))
            .map_err(self.failed())?;
        if known {
            self.refuse_twice(run, document, &coding)?;
            self.write(|tx| cover(tx, run, document, &coding))?;
        }
        Ok(known)
    }

    /// Adds a document with what was made of it.
    ///
    /// # Errors
    /// If the run has a document with this id but other metadata or path, or if the file
    /// cannot be written.
    ///
    /// # Panics
    /// If two of the events have one id: an event is one trigger coded by one rule.
    pub fn append_document(
        &mut self,
        run: &OpenRun,
        raw: &[u8],
        annotated: &Annotated,
        events: &[Event],
        findings: &[Diagnostic],
    ) -> Result<(), Error> {
        let document = &annotated.document;
        let record =
            serde_json::to_string(document).map_err(self.unreadable("document"))?;
        let coding = self.coding_id(&run.coder, document)?;
        self.refuse_twice(run, document, &coding)?;
        assert_one_each(events);
        let records = self
            .records("event", events.iter().map(|event| (event.id.to_string(), event)))?;
        let findings =
            self.records("finding", findings.iter().map(|found| (String::new(), found)))?;
        let path = self.path.clone();
        let packing = move |cause| Error::File { path, doing: "compressing for", cause };
        let blobs = || -> io::Result<_> { Ok((compress(raw)?, pack(annotated)?)) };
        let (raw, layers) = blobs().map_err(packing)?;
        self.write(|tx| {
            tx.prepare_cached("INSERT OR IGNORE INTO raw VALUES (?1, ?2)")?
                .execute(params![document.id.to_string(), raw])?;
            let added = tx
                .prepare_cached(
                    "INSERT OR IGNORE INTO coding VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    coding,
                    run.coder,
                    document.id.to_string(),
                    record,
                    layers
                ])?;
            if added == 1 {
                let mut add = tx.prepare_cached(
                    "INSERT INTO coded_event VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?;
                for (position, (event, (id, record))) in
                    events.iter().zip(&records).enumerate()
                {
                    let date = event.date.as_ref().map(|date| &date.value);
                    let earliest =
                        date.and_then(|date| date.earliest()).map(|d| d.to_string());
                    let latest =
                        date.and_then(|date| date.latest()).map(|d| d.to_string());
                    add.execute(params![
                        coding,
                        whole(position),
                        id,
                        earliest,
                        latest,
                        record
                    ])?;
                }
                let mut add =
                    tx.prepare_cached("INSERT INTO found VALUES (?1, NULL, ?2, ?3)")?;
                for (position, (_, record)) in findings.iter().enumerate() {
                    add.execute(params![coding, whole(position), record])?;
                }
            }
            cover(tx, run, document, &coding)
        })
    }

    /// Ends a run: its incidents, and what was found that belongs to no document of it.
    /// From now on it is what readers of the dataset see.
    ///
    /// # Errors
    /// If the same run ended before with other incidents, or the file cannot be written.
    pub fn finish_run(
        &mut self,
        run: &OpenRun,
        incidents: &[Incident],
        findings: &[Diagnostic],
        at: &str,
    ) -> Result<(), Error> {
        let mut incidents = self
            .records("incident", incidents.iter().map(|one| (one.id.to_string(), one)))?;
        incidents.sort();
        let findings =
            self.records("finding", findings.iter().map(|found| (String::new(), found)))?;
        let id = run.id.to_string();
        let ended = self.ended(run.id)?;
        if ended && self.stored_incidents(&id)? != incidents {
            return Err(Error::Differs { path: self.path.clone(), run: id });
        }
        self.write(|tx| {
            if !ended {
                let mut add = tx.prepare_cached(
                    "INSERT INTO resolved_incident VALUES (?1, ?2, ?3)",
                )?;
                for (incident, record) in &incidents {
                    add.execute(params![id, incident, record])?;
                }
                let mut add =
                    tx.prepare_cached("INSERT INTO found VALUES (NULL, ?1, ?2, ?3)")?;
                for (position, (_, record)) in findings.iter().enumerate() {
                    add.execute(params![id, whole(position), record])?;
                }
            }
            passage::add_missing(tx)?;
            log(tx, run.id, "finished", at)
        })
    }

    /// A coding is a document as read, and who coded it: the same file with a corrected manifest
    /// is coded anew. What coding inferred of it is no part of what was read.
    fn coding_id(&self, coder: &str, document: &Document) -> Result<String, Error> {
        let mut read = document.clone();
        read.metadata.published =
            read.metadata.published.filter(|date| date.basis != MetadataBasis::Inferred);
        let record = serde_json::to_string(&read).map_err(self.unreadable("document"))?;
        Ok(Digest::of([coder, record.as_str()]).to_string())
    }

    fn refuse_twice(
        &self,
        run: &OpenRun,
        document: &Document,
        coding: &str,
    ) -> Result<(), Error> {
        let sql = "SELECT coding FROM run_document WHERE run = ?1 AND document = ?2";
        let before: Option<String> = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement
                    .query_row(
                        params![run.id.to_string(), document.id.to_string()],
                        |row| row.get(0),
                    )
                    .optional()
            })
            .map_err(self.failed())?;
        match before {
            Some(other) if other != coding => Err(Error::Twice {
                document: document.id.to_string(),
                file: document.path.to_string(),
            }),
            _ => Ok(()),
        }
    }

    fn ended(&self, run: RunId) -> Result<bool, Error> {
        self.connection
            .prepare_cached("SELECT 1 FROM log WHERE run = ?1 AND what = 'finished'")
            .and_then(|mut statement| statement.exists([run.to_string()]))
            .map_err(self.failed())
    }

    fn stored_incidents(&self, run: &str) -> Result<Vec<(String, String)>, Error> {
        self.connection
            .prepare_cached(
                "SELECT id, record FROM resolved_incident WHERE run = ?1 ORDER BY id",
            )
            .and_then(|mut statement| {
                statement
                    .query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?
                    .collect()
            })
            .map_err(self.failed())
    }

    fn records<'a, T: serde::Serialize + 'a>(
        &self,
        what: &'static str,
        items: impl Iterator<Item = (String, &'a T)>,
    ) -> Result<Vec<(String, String)>, Error> {
        items
            .map(|(id, item)| Ok((id, serde_json::to_string(item)?)))
            .collect::<serde_json::Result<_>>()
            .map_err(self.unreadable(what))
    }

    /// Runs `work` in one transaction that takes the write lock first, so that two processes
    /// wait for each other instead of failing half-way.
    pub(crate) fn write(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> Result<(), Error> {
        let path = &self.path;
        self.connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|tx| {
                work(&tx)?;
                tx.commit()
            })
            .map_err(|cause| Error::store(path, cause))
    }
}

fn assert_one_each(events: &[Event]) {
    let mut ids: Vec<_> = events.iter().map(|event| event.id).collect();
    ids.sort();
    if let Some(pair) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
        panic!("two events of one document have the id {}", pair[0]);
    }
}

fn cover(
    tx: &Transaction<'_>,
    run: &OpenRun,
    document: &Document,
    coding: &str,
) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT OR IGNORE INTO run_document VALUES (?1, ?2, ?3)")?
        .execute(params![run.id.to_string(), document.id.to_string(), coding])?;
    Ok(())
}

fn log(tx: &Transaction<'_>, run: RunId, what: &str, at: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO log (run, what, at) VALUES (?1, ?2, ?3)")?
        .execute(params![run.to_string(), what, at])?;
    Ok(())
}

/// A position as SQLite counts.
fn whole(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
