//! What each asserter says of each attribute of each incident, one value to a row.

use super::line;
use crate::accounts::matrix;
use crate::contents::Contents;
use crate::{Cell, Dataset, Error, Table};
use chancery_model::Status;
use serde_json::{Map, Value};
use std::io::Write;

/// All values of all accounts: by incident, attribute and asserter.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn account_table(dataset: &Dataset) -> Result<Table, Error> {
    let contents = Contents::of(dataset)?;
    let columns = [
        "incident",
        "attribute",
        "agreement",
        "value",
        "asserter",
        "status",
        "document",
        "event",
        "words",
        "start",
        "end",
        "origins",
        "one_sided",
    ];
    let mut table = Table::new("accounts", &columns.map(|column| (column, column)));
    for incident in &contents.incidents {
        let matrix = matrix(&contents, incident);
        for row in &matrix.rows {
            for (asserter, cell) in matrix.asserters.iter().zip(&row.cells) {
                for value in cell {
                    let backing = row.values.iter().find(|one| {
                        one.events.contains(&value.event) && one.value == value.value
                    });
                    let at = |byte: Option<u32>| {
                        byte.map_or(Cell::Empty, |byte| Cell::Number(byte.into()))
                    };
                    let side = backing.and_then(|one| one.one_sided.as_ref());
                    table.push(vec![
                        Cell::id(incident.id),
                        Cell::text(row.attribute.words()),
                        Cell::text(row.agreement.word()),
                        Cell::text(value.value.clone()),
                        Cell::text(asserter.label.as_str()),
                        Cell::text(Status::word(value.status)),
                        Cell::text(asserter.path.clone()),
                        Cell::id(value.event),
                        Cell::maybe(value.words.clone()),
                        at(value.span.map(|span| span.start())),
                        at(value.span.map(|span| span.end())),
                        backing.map_or(Cell::Empty, |one| Cell::count(one.origins)),
                        Cell::maybe(side.map(|party| party.as_str())),
                    ]);
                }
            }
        }
    }
    Ok(table)
}

/// Writes a table as JSON Lines: one object a row, with the names of the columns.
///
/// # Errors
/// If it cannot be written.
pub fn lines(table: &Table, out: &mut dyn Write) -> Result<(), Error> {
    for row in &table.rows {
        let fields = table.columns.iter().zip(row).map(|(column, cell)| {
            (column.name.to_string(), serde_json::to_value(cell).unwrap_or(Value::Null))
        });
        line(out, &fields.collect::<Map<String, Value>>())?;
    }
    Ok(())
}
