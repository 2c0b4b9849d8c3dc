//! What analysts decided: rows that are never changed, replayed by every build after them.

use crate::{Cell, Dataset, Error, Table, all_codes, schema};
use chancery_codebook::Codebook;
use chancery_model::{DateSpan, Decision, DecisionKind, EventId, RunId};
use rusqlite::params;

/// The table, as in every file of schema 3.
pub(crate) const TABLES: &str = include_str!("decisions.sql");

/// A decision on one event, if the value it needs is one: a code of the codebook, a date in EDTF.
///
/// # Errors
/// What is wrong with the value, in words.
pub fn decision_on(
    kind: DecisionKind,
    event: EventId,
    value: Option<&str>,
    because: &str,
    codebook: &Codebook,
) -> Result<Decision, String> {
    let value = value.map(str::trim).filter(|value| !value.is_empty());
    let decision = Decision::on(kind, event, because);
    let needed = || value.ok_or_else(|| format!("`{}` needs a value", kind.word()));
    match kind {
        DecisionKind::Code => {
            let code = needed()?;
            if all_codes(codebook).contains(code) {
                Ok(decision.with(code))
            } else {
                Err(format!("no rule of the codebook codes `{code}`"))
            }
        }
        DecisionKind::Date => {
            let date: DateSpan = needed()?
                .parse()
                .map_err(|_| format!("`{}` is no date", needed().unwrap_or("")))?;
            Ok(decision.with(date.edtf()))
        }
        _ => match value {
            Some(value) => Err(format!("`{}` takes no value `{value}`", kind.word())),
            None => Ok(decision),
        },
    }
}

impl Dataset {
    /// Adds a decision; it counts from the next build on. `at` is the time by the clock.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn decide(&mut self, decision: &Decision, at: &str) -> Result<(), Error> {
        let record =
            serde_json::to_string(decision).map_err(self.unreadable("decision"))?;
        let sql = "INSERT INTO decision (after_log, record, at) \
                   VALUES ((SELECT coalesce(max(sequence), 0) FROM log), ?1, ?2)";
        self.write(|tx| tx.execute(sql, params![record, at]).map(drop))
    }

    /// All decisions, in the order in which they were made.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        if self.has_decisions()? {
            self.decoded(
                "decision",
                "SELECT record FROM decision ORDER BY sequence",
                params![],
            )
        } else {
            Ok(Vec::new())
        }
    }

    /// All decisions with when they were made, in the order in which they were.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn decisions_with_time(&self) -> Result<Vec<(Decision, String)>, Error> {
        let decisions = self.decisions()?;
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT at FROM decision ORDER BY sequence";
        let times = || -> rusqlite::Result<Vec<String>> {
            self.connection
                .prepare_cached(sql)?
                .query_map((), |row| row.get(0))?
                .collect()
        };
        let times = times().map_err(self.failed())?;
        Ok(decisions.into_iter().zip(times).collect())
    }

    /// The decisions that a run that finished has replayed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn decisions_in(&self, run: RunId) -> Result<Vec<Decision>, Error> {
        if !self.has_decisions()? {
            return Ok(Vec::new());
        }
        let sql = "SELECT record FROM decision WHERE after_log < \
                   (SELECT max(sequence) FROM log WHERE run = ?1 AND what = 'started') \
                   ORDER BY sequence";
        self.decoded("decision", sql, params![run.to_string()])
    }

    fn has_decisions(&self) -> Result<bool, Error> {
        schema::version(&self.connection).map(|found| found >= 3).map_err(self.failed())
    }
}

/// The decisions in the order in which they were made.
///
/// # Errors
/// If the file cannot be read.
pub fn decisions(dataset: &Dataset) -> Result<Table, Error> {
    let columns = [
        ("kind", "decision"),
        ("first_event", "first event"),
        ("second_event", "second event"),
        ("value", "value"),
        ("reason", "reason"),
        ("by", "by"),
        ("at", "at"),
    ];
    let mut table = Table::new("decisions", &columns);
    for (decision, at) in dataset.decisions_with_time()? {
        let [first, second] = decision.events;
        table.push(vec![
            Cell::text(decision.kind.word()),
            Cell::id(first),
            Cell::id(second),
            Cell::maybe(decision.value),
            Cell::text(&*decision.reason),
            Cell::maybe(decision.by),
            Cell::text(at),
        ]);
    }
    Ok(table)
}
