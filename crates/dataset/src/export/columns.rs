//! Lines of columns parted by tabs or commas.

use crate::Error;
use std::io::Write;

/// Writes cells parted by tabs; a tab or the end of a line inside a cell becomes a space.
pub(super) fn tabs(out: &mut dyn Write, cells: &[String]) -> Result<(), Error> {
    let clean = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = cells.iter().map(clean).collect::<Vec<_>>().join("\t");
    writeln!(out, "{line}").map_err(Error::Export)
}

/// Writes the names of columns parted by tabs.
pub(super) fn header(out: &mut dyn Write, names: &[&str]) -> Result<(), Error> {
    writeln!(out, "{}", names.join("\t")).map_err(Error::Export)
}

/// Values of a list that differ, in their order, parted by `;`.
pub(super) fn joined<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if !value.is_empty() && !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen.join(";")
}
