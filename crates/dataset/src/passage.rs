//! Passages: the lines of a document's text, kept so that they can be searched.

use chancery_model::{Document, Span};
use rusqlite::{Connection, params};

/// The tables.
pub(crate) const TABLES: &str = include_str!("passages.sql");

/// The lines of a text that hold anything, without the white space around them.
pub(crate) fn passages(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let begin = at + line.len() - line.trim_start().len();
        at += line.len();
        Span::of(begin, begin + line.trim().len()).filter(|_| !line.trim().is_empty())
    })
}

/// Adds the passages of a document.
fn add(
    connection: &Connection,
    coding: &str,
    document: &Document,
) -> rusqlite::Result<()> {
    let mut place = connection
        .prepare_cached("INSERT INTO passage (coding, start, end) VALUES (?1, ?2, ?3)")?;
    let mut words = connection
        .prepare_cached("INSERT INTO passage_words (rowid, text) VALUES (?1, ?2)")?;
    for span in passages(&document.text) {
        let number = place.insert(params![coding, span.start(), span.end()])?;
        words.execute(params![number, span.text(&document.text)])?;
    }
    Ok(())
}

/// Adds the passages of all documents that have none: all at once is many times faster than
/// with each document.
pub(crate) fn add_missing(connection: &Connection) -> rusqlite::Result<()> {
    let mut codings = connection.prepare_cached(
        "SELECT id, record FROM coding \
         WHERE NOT EXISTS (SELECT 1 FROM passage WHERE passage.coding = coding.id) \
         ORDER BY id",
    )?;
    let mut rows = codings.query(())?;
    while let Some(row) = rows.next()? {
        let (coding, record): (String, String) = (row.get(0)?, row.get(1)?);
        // What cannot be read is told of by whoever asks for the document.
        if let Ok(document) = serde_json::from_str(&record) {
            add(connection, &coding, &document)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passages_are_lines_with_something_in_them() {
        let text = "One line.\n\n   Two. \r\n\u{e9}";
        let found: Vec<_> = passages(text).filter_map(|span| span.text(text)).collect();
        assert_eq!(found, ["One line.", "Two.", "\u{e9}"]);
        assert_eq!(passages("\n \n").count(), 0);
        assert_eq!(passages("").count(), 0);
    }
}
