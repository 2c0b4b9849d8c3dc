//! What is added to a dataset: runs, coded documents, incidents. Each call is one transaction.

use crate::coding::Coding;
use crate::{Dataset, Error, Run, passage};
use chancery_model::{Annotated, Diagnostic, Document, Event, Incident, RunId};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A run that was begun in a dataset; documents are added to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenRun {
    pub(crate) id: RunId,
    pub(crate) coder: String,
    /// The dataset's file.
    pub(crate) path: PathBuf,
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
        let path = self.path.clone();
        let opened = OpenRun { id: run.id(), coder: run.coder.id(), path };
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

    /// A document as the same coder coded it before, here or in an earlier run, to be added to
    /// the run; `None` if it has not: the document as read must be the same in text, metadata
    /// and path. What was found in it is kept with it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn coded_before(
        &self,
        run: &OpenRun,
        document: &Document,
    ) -> Result<Option<Coding>, Error> {
        let coding = Coding::known(run, document)?;
        let known = self
            .connection
            .prepare_cached("SELECT 1 FROM coding WHERE id = ?1")
            .and_then(|mut statement| statement.exists([coding.id()]))
            .map_err(self.failed())?;
        Ok(known.then_some(coding))
    }

    /// Takes a document into the run if [`coded_before`](Self::coded_before) knows it, and
    /// says whether it did.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub fn reuse_document(
        &mut self,
        run: &OpenRun,
        document: &Document,
    ) -> Result<bool, Error> {
        let coding = self.coded_before(run, document)?;
        if let Some(coding) = &coding {
            self.append(run, std::slice::from_ref(coding))?;
        }
        Ok(coding.is_some())
    }

    /// Adds a document with what was made of it.
    ///
    /// # Errors
    /// As [`append`](Self::append).
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
        self.append(run, &[Coding::new(run, raw, annotated, events, findings)?])
    }

    /// Adds coded documents, all in one transaction: the disk is waited for once.
    ///
    /// # Errors
    /// If the run has a document with the id of one of them but other metadata or path, or if
    /// the file cannot be written.
    pub fn append(&mut self, run: &OpenRun, codings: &[Coding]) -> Result<(), Error> {
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        for coding in codings {
            let first = *ids.entry(coding.document()).or_insert(coding.id());
            let before = self.covered(run, coding.document())?;
            if first != coding.id() || before.is_some_and(|id| id != coding.id()) {
                return Err(Error::Twice {
                    document: coding.document().to_owned(),
                    file: coding.path().to_owned(),
                });
            }
        }
        self.write(|tx| codings.iter().try_for_each(|coding| coding.add(tx, run)))
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
        let mut differs = false;
        self.write(|tx| {
            // Another process may have ended the same run while this one resolved.
            let ended = has_ended(tx, &id)?;
            if ended && stored_incidents(tx, &id)? != incidents {
                differs = true;
                return Ok(());
            }
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
        })?;
        if differs {
            return Err(Error::Differs { path: self.path.clone(), run: id });
        }
        Ok(())
    }

    /// The coding under which a run has a document.
    fn covered(&self, run: &OpenRun, document: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT coding FROM run_document WHERE run = ?1 AND document = ?2";
        self.connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement
                    .query_row([run.id.to_string().as_str(), document], |row| row.get(0))
                    .optional()
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

fn has_ended(tx: &Transaction<'_>, run: &str) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM log WHERE run = ?1 AND what = 'finished'")?
        .exists([run])
}

fn stored_incidents(
    tx: &Transaction<'_>,
    run: &str,
) -> rusqlite::Result<Vec<(String, String)>> {
    tx.prepare_cached(
        "SELECT id, record FROM resolved_incident WHERE run = ?1 ORDER BY id",
    )?
    .query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

fn log(tx: &Transaction<'_>, run: RunId, what: &str, at: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO log (run, what, at) VALUES (?1, ?2, ?3)")?
        .execute(params![run.to_string(), what, at])?;
    Ok(())
}

/// A position as SQLite counts.
pub(crate) fn whole(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
