//! What is worked out of a document when it is coded, and kept because it takes long to unpack
//! the layers and work it out again.

use crate::blob::Spoken;
use crate::forecasts::{Forecast, foreseen};
use crate::likeness::Signature;
use crate::voices::{Quoted, quoted};
use crate::{Dataset, Error, ForecastWords, schema};
use chancery_model::{Annotated, Document, DocumentId, Event, RunId};
use rusqlite::params;
use rusqlite::types::FromSql;
use std::collections::BTreeMap;

/// The table, as in every file of schema 5.
pub(crate) const TABLES: &str = include_str!("kept.sql");

/// What is kept of one coded document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Kept {
    pub(crate) quoted: String,
    pub(crate) forecasts: String,
    pub(crate) signature: Vec<u8>,
}

impl Kept {
    /// What is worked out of a document's layers, with predictions by these words.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn of(
        annotated: &Annotated,
        events: &[Event],
        words: &ForecastWords,
    ) -> serde_json::Result<Self> {
        let document = &annotated.document;
        let signature = Signature::of(document);
        Ok(Self {
            quoted: serde_json::to_string(&quoted(document, &Spoken::of(annotated)))?,
            forecasts: serde_json::to_string(&foreseen(annotated, events, words))?,
            signature: signature.map(|signature| signature.bytes()).unwrap_or_default(),
        })
    }
}

impl Dataset {
    /// What is kept of the documents of the run that finished last.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn kept_of_documents(&self) -> Result<BTreeMap<DocumentId, Kept>, Error> {
        let run = self.current_run()?;
        let mut quoted = self.kept(run, "quoted")?;
        let mut forecasts = self.kept(run, "forecasts")?;
        let kept = |(id, signature)| {
            let (quoted, forecasts) = (quoted.remove(&id)?, forecasts.remove(&id)?);
            Some((id, Kept { quoted, forecasts, signature }))
        };
        Ok(self.kept(run, "signature")?.into_iter().filter_map(kept).collect())
    }

    /// The quotations of each of these documents, worked out anew where they are not kept.
    pub(crate) fn quoted<'a>(
        &self,
        documents: impl Iterator<Item = &'a Document>,
    ) -> Result<Vec<Quoted>, Error> {
        let kept = self.kept::<String>(self.current_run()?, "quoted")?;
        let mut all = Vec::new();
        for document in documents {
            match kept.get(&document.id) {
                Some(record) => {
                    let known: Vec<Quoted> = serde_json::from_str(record)
                        .map_err(self.unreadable("quotation"))?;
                    all.extend(known);
                }
                None => all.extend(quoted(document, &self.spoken(document.id)?)),
            }
        }
        Ok(all)
    }

    /// The predictions that are kept, by document.
    pub(crate) fn foreseen(&self) -> Result<BTreeMap<DocumentId, Vec<Forecast>>, Error> {
        let kept = self.kept::<String>(self.current_run()?, "forecasts")?;
        let read = |(id, record): (DocumentId, String)| {
            let known = serde_json::from_str(&record);
            Ok((id, known.map_err(self.unreadable("forecast"))?))
        };
        kept.into_iter().map(read).collect()
    }

    /// The signatures that are kept; `None` for a text too short to have one.
    pub(crate) fn signatures(
        &self,
        run: RunId,
    ) -> Result<BTreeMap<DocumentId, Option<Signature>>, Error> {
        let kept = self.kept::<Vec<u8>>(run, "signature")?;
        Ok(kept.into_iter().map(|(id, bytes)| (id, Signature::read(&bytes))).collect())
    }

    /// One column of what is kept of the documents of a run.
    fn kept<T: FromSql>(
        &self,
        run: RunId,
        column: &'static str,
    ) -> Result<BTreeMap<DocumentId, T>, Error> {
        if schema::version(&self.connection).map_err(self.failed())? < 5 {
            return Ok(BTreeMap::new());
        }
        let sql = format!(
            "SELECT run_document.document, kept.{column} FROM run_document \
             JOIN kept ON kept.coding = run_document.coding WHERE run_document.run = ?1"
        );
        let rows = || -> rusqlite::Result<Vec<(String, T)>> {
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![run.to_string()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            });
            rows?.collect()
        };
        let id = |stored: String| stored.get(2..)?.parse().ok().map(DocumentId);
        let rows = rows().map_err(self.failed())?.into_iter();
        Ok(rows.filter_map(|(stored, value)| Some((id(stored)?, value))).collect())
    }
}
