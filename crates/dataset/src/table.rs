//! The one form of every answer: a titled table. Faces render it; here it becomes JSON or CSV.

use crate::Error;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The answer to one question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Table {
    /// What was asked, in words.
    pub title: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Column {
    /// Its name in files, unlike that of any other column.
    pub name: Box<str>,
    /// Its heading on screen.
    pub heading: Box<str>,
}

/// One value of a table.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cell {
    /// Nothing is said.
    Empty,
    /// Words.
    Text(Box<str>),
    /// A count.
    Number(i64),
    /// The id of a document, event, incident or run, whole.
    Id(Box<str>),
    /// Several values.
    List(Vec<Box<str>>),
}

impl Cell {
    /// Words, or nothing if there are none.
    pub fn text(words: impl Into<Box<str>>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// Words that may be missing.
    pub fn maybe(words: Option<impl Into<Box<str>>>) -> Self {
        words.map_or(Self::Empty, Self::text)
    }

    /// A number of things.
    pub fn count(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Several values; nothing if there are none.
    pub fn list(values: Vec<Box<str>>) -> Self {
        if values.is_empty() { Self::Empty } else { Self::List(values) }
    }

    /// The id of something.
    pub fn id(id: impl std::fmt::Display) -> Self {
        Self::Id(id.to_string().into())
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Text(words) | Self::Id(words) => f.write_str(words),
            Self::Number(number) => number.fmt(f),
            Self::List(values) => f.write_str(&values.join("; ")),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(words) | Self::Id(words) => serializer.serialize_str(words),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::List(values) => values.serialize(serializer),
        }
    }
}

impl Table {
    /// An empty table with these columns, each a name and a heading.
    pub fn new(title: impl Into<String>, columns: &[(&str, &str)]) -> Self {
        let columns = columns.iter().map(|&(name, heading)| Column {
            name: name.into(),
            heading: heading.into(),
        });
        Self { title: title.into(), columns: columns.collect(), rows: Vec::new() }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If it has not one cell for each column.
    pub fn push(&mut self, row: Vec<Cell>) {
        assert_eq!(
            row.len(),
            self.columns.len(),
            "a row must have a cell for each column"
        );
        self.rows.push(row);
    }

    /// As JSON: `{"title", "rows": [{column: value}]}`; what is not said is null.
    pub fn to_json(&self) -> serde_json::Value {
        let row = |row: &Vec<Cell>| -> serde_json::Value {
            self.columns
                .iter()
                .zip(row)
                .map(|(column, cell)| (column.name.to_string(), serde_json::json!(cell)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        let rows: Vec<_> = self.rows.iter().map(row).collect();
        serde_json::json!({ "title": self.title, "rows": rows })
    }

    /// The same as text, without putting it together in memory first.
    ///
    /// # Errors
    /// If it cannot be put together.
    pub fn to_json_text(&self) -> Result<Vec<u8>, Error> {
        let failed = |cause: serde_json::Error| Error::Export(cause.into());
        let mut text = serde_json::to_vec_pretty(&Json::of(self)).map_err(failed)?;
        text.push(b'\n');
        Ok(text)
    }

    /// As CSV with a header line; several values in one cell are joined by `; `.
    ///
    /// # Errors
    /// If a line cannot be put together.
    pub fn to_csv(&self) -> Result<String, Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let failed = |cause: csv::Error| Error::Export(cause.into());
        writer
            .write_record(self.columns.iter().map(|column| &*column.name))
            .map_err(failed)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(Cell::to_string)).map_err(failed)?;
        }
        let bytes =
            writer.into_inner().map_err(|cause| Error::Export(cause.into_error()))?;
        String::from_utf8(bytes)
            .map_err(|cause| Error::Export(std::io::Error::other(cause)))
    }
}

/// A table on its way to JSON text: keys in the order of the alphabet, as values have them.
struct Json<'a> {
    table: &'a Table,
    order: Vec<usize>,
}

impl<'a> Json<'a> {
    fn of(table: &'a Table) -> Self {
        let mut order: Vec<usize> = (0..table.columns.len()).collect();
        order.sort_by_key(|at| &table.columns[*at].name);
        Self { table, order }
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.table.rows.iter().map(|row| Row { json: self, row });
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("rows", &rows.collect::<Vec<_>>())?;
        map.serialize_entry("title", &self.table.title)?;
        map.end()
    }
}

struct Row<'a> {
    json: &'a Json<'a>,
    row: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.json.table.columns;
        let order = self.json.order.iter();
        serializer.collect_map(order.map(|&at| (&columns[at].name, &self.row[at])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("two things", &[("name", "Name"), ("size", "Size")]);
        table.push(vec![Cell::text("a, \"b\""), Cell::count(2)]);
        table.push(vec![Cell::list(vec!["c".into(), "d".into()]), Cell::text("")]);
        table
    }

    #[test]
    fn a_table_becomes_csv() {
        assert_eq!(table().to_csv().unwrap(), "name,size\n\"a, \"\"b\"\"\",2\nc; d,\n");
    }

    #[test]
    fn a_table_becomes_json() {
        let expected = serde_json::json!({
            "title": "two things",
            "rows": [{"name": "a, \"b\"", "size": 2}, {"name": ["c", "d"], "size": null}],
        });
        assert_eq!(table().to_json(), expected);
        let text = String::from_utf8(table().to_json_text().unwrap()).unwrap();
        assert_eq!(text, format!("{expected:#}\n"));
    }

    #[test]
    #[should_panic(expected = "a cell for each column")]
    fn a_short_row_is_a_bug() {
        table().push(vec![Cell::Empty]);
    }
}
