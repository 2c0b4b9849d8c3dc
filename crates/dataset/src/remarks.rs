//! Remarks: what documents say beside their events.

use crate::{Dataset, Error, schema};
use chancery_model::{DocumentId, Remark, RunId};

/// The table, as in every file of schema 4.
pub(crate) const TABLES: &str = include_str!("remarks.sql");

impl Dataset {
    /// What the documents of the run that finished last say beside their events, document by
    /// document in the order of the text. A file of an earlier schema has none.
    ///
    /// # Errors
    /// If no run has finished, or the file cannot be read.
    pub fn remarks(&self) -> Result<Vec<(DocumentId, Remark)>, Error> {
        self.remarks_of(self.current_run()?)
    }

    pub(crate) fn remarks_of(
        &self,
        run: RunId,
    ) -> Result<Vec<(DocumentId, Remark)>, Error> {
        self.remarks_where(run, |_| true)
    }

    /// The same of those whose record passes; the others are not decoded.
    pub(crate) fn remarks_where(
        &self,
        run: RunId,
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Vec<(DocumentId, Remark)>, Error> {
        if schema::version(&self.connection).map_err(self.failed())? < 4 {
            return Ok(Vec::new());
        }
        let sql = "SELECT run_document.document, remark.record FROM run_document \
                   JOIN remark ON remark.coding = run_document.coding \
                   WHERE run_document.run = ?1 \
                   ORDER BY run_document.document, remark.position";
        let mut statement = self.connection.prepare_cached(sql).map_err(self.failed())?;
        let mut rows = statement.query([run.to_string()]).map_err(self.failed())?;
        let mut remarks = Vec::new();
        while let Some(row) = rows.next().map_err(self.failed())? {
            let text = |column| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
            let (document, record) =
                text(0).and_then(|id| Ok((id, text(1)?))).map_err(self.failed())?;
            if !is_meant(record) {
                continue;
            }
            let id = document.get(2..).and_then(|digits| digits.parse().ok());
            let Some(id) = id.map(DocumentId) else { continue };
            let remark =
                serde_json::from_str(record).map_err(self.unreadable("remark"))?;
            remarks.push((id, remark));
        }
        Ok(remarks)
    }
}
