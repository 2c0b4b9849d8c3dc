//! The accounts of an incident on the screen: as a grid if it fits, else one attribute after
//! the other with a line for each asserter.

use crate::failure::Failure;
use crate::render::wrap::{labelled, wrap};
use crate::screen::Screen;
use chancery_dataset::{AccountMatrix, AccountRow, AccountValue, Attribute};
use chancery_model::Status;

/// What stands in a cell where nothing is said.
const SILENT: &str = "does not say";
/// Columns for the names of the attributes.
const NAMES: usize = 19;
/// The least columns in which a cell can be read.
const LEAST: usize = 18;

/// Draws the matrix.
pub(crate) fn draw(matrix: &AccountMatrix, screen: &mut Screen) -> Result<(), Failure> {
    let asserters = matrix.asserters.len().max(1);
    let cell = screen.width.saturating_sub(NAMES) / asserters;
    if cell >= LEAST { grid(matrix, cell, screen) } else { lists(matrix, screen) }
}

fn grid(
    matrix: &AccountMatrix,
    width: usize,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let heads: Vec<String> = matrix
        .asserters
        .iter()
        .enumerate()
        .map(|(index, asserter)| format!("{} {}", index + 1, asserter.label))
        .collect();
    band("", &heads, width, screen)?;
    screen.line("-".repeat(NAMES + width * heads.len().max(1) - 1))?;
    for row in &matrix.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| told(row, cell)).collect();
        let name = format!("{} ({})", row.attribute.words(), row.agreement.word());
        band(&name, &cells, width, screen)?;
    }
    Ok(())
}

/// One row of a grid, as many lines as its longest cell takes.
fn band(
    name: &str,
    cells: &[String],
    width: usize,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let mut columns = vec![wrap(name, NAMES - 1)];
    columns.extend(cells.iter().map(|cell| wrap(cell, width - 1)));
    for index in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line = String::new();
        for (column, lines) in columns.iter().enumerate() {
            let width = if column == 0 { NAMES } else { width };
            let words = lines.get(index).map_or("", String::as_str);
            line.push_str(&format!("{words:<width$}"));
        }
        screen.line(line.trim_end())?;
    }
    Ok(())
}

fn lists(matrix: &AccountMatrix, screen: &mut Screen) -> Result<(), Failure> {
    let label = |index: usize| format!("{} {}", index + 1, matrix.asserters[index].label);
    for row in &matrix.rows {
        let name = format!("{} ({})", row.attribute.words(), row.agreement.word());
        screen.line(screen.bold(&name))?;
        let said = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
        for (index, cell) in said {
            let asserter = cut_label(&label(index));
            for line in labelled(&asserter, &told(row, cell), 36, screen.width) {
                screen.line(line)?;
            }
        }
        // Who only says how it is to be taken is not expected to tell the rest.
        let tells = |index: &usize| !matrix.asserters[*index].events.is_empty();
        let silent = row.cells.iter().enumerate();
        let silent = silent.filter(|(index, cell)| cell.is_empty() && tells(index));
        let silent: Vec<String> =
            silent.map(|(index, _)| (index + 1).to_string()).collect();
        if !silent.is_empty() {
            let verb = if silent.len() == 1 { SILENT } else { "do not say" };
            let told = format!("{} {verb}", silent.join(", "));
            for line in labelled("", &told, 2, screen.width) {
                screen.line(line)?;
            }
        }
    }
    Ok(())
}

fn cut_label(label: &str) -> String {
    format!("  {}", crate::render::wrap::cut(label, 32))
}

/// The values of a cell, each once, with the words it rests on where they are others, and how
/// it stands unless it is asserted.
fn told(row: &AccountRow, cell: &[AccountValue]) -> String {
    let mut told: Vec<String> = Vec::new();
    for value in cell {
        let mut one = value.value.to_string();
        if let Some(words) = value.words.as_deref()
            && row.attribute != Attribute::Status
            && !one.to_lowercase().contains(&words.to_lowercase())
        {
            one.push_str(&format!(" \"{words}\""));
        }
        if value.status != Status::Asserted && row.attribute != Attribute::Status {
            one.push_str(&format!(" ({})", value.status.word()));
        }
        if !told.contains(&one) {
            told.push(one);
        }
    }
    if told.is_empty() { SILENT.to_owned() } else { told.join("; ") }
}
