//! Events as a run has them whose analysts gave them another code or date.

use crate::{Dataset, Error, OpenRun, schema};
use chancery_model::Event;
use rusqlite::params;

/// The table, and the view that lays it over what was coded, as in every file of schema 5.
pub(crate) const TABLES: &str = include_str!("amended.sql");

/// The records of the events of a run, one by one; ends where more can be asked.
const CODED: &str = "SELECT coded_event.record FROM run_document \
    JOIN coded_event ON coded_event.coding = run_document.coding \
    WHERE run_document.run = ?1";
const AMENDED: &str = "SELECT coalesce(amended_event.record, coded_event.record) \
    FROM run_document JOIN coded_event ON coded_event.coding = run_document.coding \
    LEFT JOIN amended_event \
        ON amended_event.run = run_document.run AND amended_event.id = coded_event.id \
    WHERE run_document.run = ?1";

impl Dataset {
    /// Adds the events that analysts amended to a run before it ends.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn amend(&mut self, run: &OpenRun, events: &[Event]) -> Result<(), Error> {
        let record =
            |event| serde_json::to_string(event).map_err(self.unreadable("event"));
        let records = events.iter().map(record).collect::<Result<Vec<_>, Error>>()?;
        let run = run.id().to_string();
        self.write(|tx| {
            let sql = "INSERT OR IGNORE INTO amended_event VALUES (?1, ?2, ?3, ?4, ?5)";
            let mut add = tx.prepare_cached(sql)?;
            for (event, record) in events.iter().zip(&records) {
                let date = event.date.as_ref().map(|date| &date.value);
                let earliest = date.and_then(|date| date.earliest());
                let latest = date.and_then(|date| date.latest());
                let day =
                    |day: Option<chancery_model::Day>| day.map(|day| day.to_string());
                add.execute(params![
                    run,
                    event.id.to_string(),
                    day(earliest),
                    day(latest),
                    record
                ])?;
            }
            Ok(())
        })
    }

    /// The SQL that reads the events of the run `?1`, in no order.
    pub(crate) fn events_sql(&self) -> Result<&'static str, Error> {
        let version = schema::version(&self.connection).map_err(self.failed())?;
        Ok(if version < 5 { CODED } else { AMENDED })
    }
}
