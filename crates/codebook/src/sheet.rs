//! Reading CSV data files: every bad line is a finding with file and line.

use crate::Files;
use chancery_model::{Day, Diagnostic, EntryId, Place};

/// A CSV data file: a header and rows with the lines they stand on.
pub(crate) struct Sheet {
    file: Box<str>,
    header: Vec<Box<str>>,
    rows: Vec<(u32, Vec<Box<str>>)>,
}

/// One row of a sheet.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    sheet: &'a Sheet,
    line: u32,
    cells: &'a [Box<str>],
}

/// The period in which an entry holds: from a day, included, until another, excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day; `None` if it always held.
    pub from: Option<Day>,
    /// First day on which it no longer holds; `None` if it still does.
    pub until: Option<Day>,
}

impl Period {
    /// Whether some day of the period lies between two days, both included; an open end or an
    /// unknown day fits everything.
    pub fn meets(&self, earliest: Option<Day>, latest: Option<Day>) -> bool {
        let starts_later =
            matches!((self.from, latest), (Some(from), Some(last)) if last < from);
        let ended =
            matches!((self.until, earliest), (Some(until), Some(day)) if until <= day);
        !starts_later && !ended
    }

    /// Whether two periods share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |until: Option<Day>, from: Option<Day>| matches!((until, from), (Some(until), Some(from)) if until <= from);
        !before(self.until, other.from) && !before(other.until, self.from)
    }
}

impl Sheet {
    /// Reads `path`, which must have these columns; missing ones and broken lines are findings.
    pub(crate) fn read(
        files: &Files,
        path: &str,
        columns: &[&str],
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut sheet = Self { file: path.into(), header: Vec::new(), rows: Vec::new() };
        let Some(text) = files.get(path) else {
            findings.push(
                Diagnostic::error(
                    "missing-file",
                    Place::file(path),
                    "data file is missing",
                )
                .hint("every codebook needs this file"),
            );
            return sheet;
        };
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        match reader.headers() {
            Ok(header) => sheet.header = header.iter().map(Into::into).collect(),
            Err(error) => {
                findings.push(Diagnostic::error(
                    "bad-csv",
                    Place::line(path, 1),
                    error.to_string(),
                ));
                return sheet;
            }
        }
        for column in columns.iter().chain(&["credit"]) {
            if sheet.column(column).is_none() {
                let message = format!("column `{column}` is missing");
                findings.push(Diagnostic::error(
                    "missing-column",
                    Place::line(path, 1),
                    message,
                ));
            }
        }
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |at| at.line());
                    let line = u32::try_from(line).unwrap_or(u32::MAX);
                    if record.len() != sheet.header.len() {
                        let message = format!(
                            "row has {} cells, the header has {}",
                            record.len(),
                            sheet.header.len()
                        );
                        findings.push(Diagnostic::error(
                            "ragged-row",
                            Place::line(path, line),
                            message,
                        ));
                        continue;
                    }
                    let cells = record.iter().map(|cell| cell.trim().into()).collect();
                    sheet.rows.push((line, cells));
                }
                Err(error) => {
                    let line = error.position().map_or(0, |at| at.line());
                    let line = u32::try_from(line).unwrap_or(u32::MAX);
                    let place = Place::line(path, line);
                    findings.push(Diagnostic::error("bad-csv", place, error.to_string()));
                }
            }
        }
        sheet.check(findings);
        sheet
    }

    /// Every row has a credit, rows are sorted by their first cell, and none stands twice.
    fn check(&self, findings: &mut Vec<Diagnostic>) {
        let mut before: Option<Row<'_>> = None;
        for row in self.rows() {
            if row.get("credit").is_empty() {
                findings.push(Diagnostic::error(
                    "no-credit",
                    row.place(),
                    "row has no credit",
                ));
            }
            if let Some(before) = before {
                if before.cells[0] > row.cells[0] {
                    let message =
                        format!("`{}` stands after `{}`", row.cells[0], before.cells[0]);
                    findings.push(
                        Diagnostic::error("unsorted", row.place(), message)
                            .hint("sort the rows by their first column, in byte order"),
                    );
                }
                if before.cells == row.cells {
                    findings.push(Diagnostic::error(
                        "repeated-row",
                        row.place(),
                        "row stands twice",
                    ));
                }
            }
            before = Some(row);
        }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|column| column.as_ref() == name)
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { sheet: self, line: *line, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell in this column; empty if there is no such column.
    pub(crate) fn get(self, column: &str) -> &'a str {
        self.sheet.column(column).map_or("", |index| self.cells[index].as_ref())
    }

    /// The cell, or `None` if it is empty.
    pub(crate) fn optional(self, column: &str) -> Option<&'a str> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }

    /// The line as an entry of the codebook.
    pub(crate) fn entry(self) -> EntryId {
        EntryId::new(format!("{}:{}", self.sheet.file, self.line))
    }

    pub(crate) fn place(self) -> Place {
        Place::line(self.sheet.file.clone(), self.line)
    }

    /// The period in the columns `from` and `until`; what is no day is a finding.
    pub(crate) fn period(self, findings: &mut Vec<Diagnostic>) -> Period {
        let mut day = |column: &str| {
            let text = self.optional(column)?;
            match text.parse() {
                Ok(day) => Some(day),
                Err(_) => {
                    let message = format!("`{column}` is not a day: `{text}`");
                    findings.push(
                        Diagnostic::error("not-a-day", self.place(), message)
                            .hint("write it as 2023-01-27"),
                    );
                    None
                }
            }
        };
        let period = Period { from: day("from"), until: day("until") };
        if matches!((period.from, period.until), (Some(from), Some(until)) if until <= from)
        {
            findings.push(Diagnostic::error(
                "empty-period",
                self.place(),
                "`until` is not after `from`",
            ));
        }
        period
    }
}
