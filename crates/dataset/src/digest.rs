//! The digest of what a dataset says.

use crate::{Dataset, Error, schema};
use chancery_model::{Digest, DocumentId, Metadata};
use rusqlite::params;
use serde::Deserialize;

/// What of a document's record counts; its text is in its id.
#[derive(Deserialize)]
struct Head {
    id: DocumentId,
    metadata: Metadata,
}

impl Dataset {
    /// The digest of what the run that finished last says: its documents with what is known
    /// of them, its events, its incidents and its remarks.
    ///
    /// Two datasets with the same digest say the same. It does not depend on the order in
    /// which things were added, on the layout of the file, on the clock, on where the
    /// documents lie, or on which version of the code said it; the run's id tells the last.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn digest(&self) -> Result<Digest, Error> {
        let run = self.current_run()?.to_string();
        let mut parts = Vec::new();
        let version = schema::version(&self.connection).map_err(self.failed())?;
        let sql = "SELECT coding.record FROM run_document \
                   JOIN coding ON coding.id = run_document.coding \
                   WHERE run_document.run = ?1 ORDER BY run_document.document";
        for document in self.decoded::<Head>("document", sql, params![run])? {
            let metadata = serde_json::to_string(&document.metadata)
                .map_err(self.unreadable("document"))?;
            parts.push(Digest::of([document.id.to_string(), metadata]));
        }
        let events = format!(
            "{} ORDER BY run_document.document, coded_event.id, coded_event.record",
            self.events_sql()?
        );
        for sql in [
            events.as_str(),
            "SELECT record FROM resolved_incident WHERE run = ?1 ORDER BY id",
            "SELECT remark.record FROM run_document \
             JOIN remark ON remark.coding = run_document.coding \
             WHERE run_document.run = ?1 \
             ORDER BY run_document.document, remark.position",
        ] {
            if sql.contains("remark") && version < 4 {
                continue;
            }
            let mut statement =
                self.connection.prepare_cached(sql).map_err(self.failed())?;
            let mut rows = statement.query([&run]).map_err(self.failed())?;
            while let Some(row) = rows.next().map_err(self.failed())? {
                let record: String = row.get(0).map_err(self.failed())?;
                parts.push(Digest::of([record]));
            }
        }
        Ok(Digest::of(parts.iter().map(Digest::bytes)))
    }
}
