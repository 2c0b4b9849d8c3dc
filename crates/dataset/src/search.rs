//! Search in the texts: which passages hold these words, and which events are told there.

mod asked;

pub use asked::{Search, SearchError};

use crate::contents::{Contents, action, labels};
use crate::{Cell, Dataset, Error, Query, Table, schema};
use chancery_model::{Document, DocumentId, Event, Span};
use rusqlite::params;
use std::collections::BTreeMap;

/// The passages asked for, with the events told in each that are asked for: where words are,
/// the best match first (BM25, Robertson and Zaragoza 2009), and else by document and place.
///
/// # Errors
/// If no run has finished, the words are no expression that SQLite's full-text search
/// understands, or the file cannot be read.
pub fn search(
    dataset: &Dataset,
    asked: &Search,
    limit: Option<usize>,
) -> Result<Table, Error> {
    search_in(dataset, &Contents::of(dataset)?, asked, limit)
}

/// As [`search`], in contents that were read before from the same dataset.
///
/// # Errors
/// As [`search`].
pub fn search_in(
    dataset: &Dataset,
    contents: &Contents,
    asked: &Search,
    limit: Option<usize>,
) -> Result<Table, Error> {
    let documents = &contents.documents;
    let query = Query { limit: None, ..asked.events.clone() };
    let mut events: BTreeMap<DocumentId, Vec<&Event>> = BTreeMap::new();
    for event in contents.events.values().filter(|event| query.matches(event)) {
        events.entry(event.document).or_default().push(event);
    }
    events.values_mut().for_each(|of_one| of_one.sort_by_key(|e| (e.trigger, e.id)));
    let mut table = Table::new(
        "passages",
        &[
            ("document", "document"),
            ("published", "published"),
            ("publisher", "publisher"),
            ("start", "start"),
            ("end", "end"),
            ("passage", "passage"),
            ("events", "events"),
            ("event_ids", "event ids"),
        ],
    );
    for (id, span) in dataset.passages(asked.words.as_deref())? {
        let Some(document) = documents.get(&id).filter(|d| asked.is_of(d)) else {
            continue;
        };
        let told = events.get(&id).into_iter().flatten();
        let told: Vec<&Event> =
            told.copied().filter(|event| span.contains(event.trigger)).collect();
        if told.is_empty() && asked.asks_for_events() {
            continue;
        }
        if limit.is_some_and(|limit| table.rows.len() >= limit) {
            break;
        }
        table.push(row(document, span, &told));
    }
    Ok(table)
}

fn row(document: &Document, span: Span, events: &[&Event]) -> Vec<Cell> {
    let known = &document.metadata;
    let deed = |event: &&Event| {
        let side = |label: Vec<Box<str>>| label.join(", ");
        let (who, whom) =
            (side(labels(&event.source_actors)), side(labels(&event.target_actors)));
        let status = event.claim.status.value.word();
        format!("{}: {who} -> {whom} ({status})", action(event)).into()
    };
    vec![
        Cell::text(&*document.path),
        Cell::maybe(known.published.as_ref().map(|published| published.value.edtf())),
        Cell::maybe(known.publisher.as_ref().map(|publisher| publisher.value.clone())),
        Cell::count(span.range().start),
        Cell::count(span.range().end),
        Cell::maybe(span.text(&document.text)),
        Cell::list(events.iter().map(deed).collect()),
        Cell::list(events.iter().map(|event| event.id.to_string().into()).collect()),
    ]
}

impl Dataset {
    /// The passages of the run that finished last, all or those that hold these words.
    fn passages(&self, words: Option<&str>) -> Result<Vec<(DocumentId, Span)>, Error> {
        let run = self.current_run()?.to_string();
        if schema::version(&self.connection).map_err(self.failed())? < 2 {
            return Err(Error::Older { path: self.path.clone() });
        }
        let sql = match words {
            Some(_) => {
                "SELECT run_document.document, passage.start, passage.end \
                 FROM passage_words \
                 JOIN passage ON passage.number = passage_words.rowid \
                 JOIN coding ON coding.id = passage.coding \
                 JOIN run_document ON run_document.run = ?1 \
                    AND run_document.document = coding.document \
                    AND run_document.coding = coding.id \
                 WHERE passage_words MATCH ?2 \
                 ORDER BY bm25(passage_words), run_document.document, passage.start"
            }
            None => {
                "SELECT run_document.document, passage.start, passage.end FROM passage \
                 JOIN run_document ON run_document.coding = passage.coding \
                 WHERE run_document.run = ?1 AND ?2 IS NULL \
                 ORDER BY run_document.document, passage.start"
            }
        };
        let rows = || -> rusqlite::Result<Vec<(String, u32, u32)>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let rows = statement.query_map(params![run, words], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
            rows.collect()
        };
        let found = rows().map_err(|cause| match &cause {
            rusqlite::Error::SqliteFailure(_, Some(message))
                if message.contains("fts5") =>
            {
                Error::Search { message: message.clone() }
            }
            _ => self.failed()(cause),
        })?;
        let read = |(document, start, end): (String, u32, u32)| {
            let id = document
                .strip_prefix(DocumentId::PREFIX)?
                .strip_prefix('-')?
                .parse()
                .ok()?;
            Some((DocumentId(id), Span::of(start as usize, end as usize)?))
        };
        Ok(found.into_iter().filter_map(read).collect())
    }
}
