//! Lists of events, incidents, documents, findings and runs, each as a table.

use crate::attribute::Attribute;
use crate::contents::{Contents, action, labels, speaker};
use crate::{Cell, Dataset, Error, IncidentBrief, Query, Table};
use chancery_model::{ActorId, DateSpan, Document, Event, Severity};
use std::collections::BTreeMap;
use std::ops::Range;

/// The events asked for: by date, undated ones last.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn events(dataset: &Dataset, query: &Query) -> Result<Table, Error> {
    let documents: BTreeMap<_, Document> = dataset
        .documents()?
        .into_iter()
        .map(|document| (document.id, document))
        .collect();
    let all = Query { limit: None, ..query.clone() };
    let events = dataset.events(&all)?;
    let told = events.iter().filter_map(|e| Some((documents.get(&e.document)?, e)));
    Ok(events_table(told.collect(), query.limit))
}

/// In the order in which they are listed.
fn in_order<'a>(
    mut told: Vec<(&'a Document, &'a Event)>,
) -> Vec<(&'a Document, &'a Event)> {
    told.sort_by_cached_key(|(document, event)| {
        let first = event.date.as_ref().and_then(|date| date.value.earliest());
        (first.is_none(), first, &*document.path, event.trigger, event.id)
    });
    told
}

fn events_table(told: Vec<(&Document, &Event)>, limit: Option<usize>) -> Table {
    let mut told = in_order(told);
    told.truncate(limit.unwrap_or(usize::MAX));
    events_rows(told)
}

fn events_rows(told: Vec<(&Document, &Event)>) -> Table {
    let mut table = Table::new(
        "events",
        &[
            ("id", "id"),
            ("date", "date"),
            ("source_actors", "source actors"),
            ("action", "action"),
            ("target_actors", "target actors"),
            ("place", "place"),
            ("status", "status"),
            ("according_to", "according to"),
            ("document", "document"),
            ("sentence", "sentence"),
        ],
    );
    told.into_iter().for_each(|(document, event)| table.push(event_row(document, event)));
    table
}

fn event_row(document: &Document, event: &Event) -> Vec<Cell> {
    let voices = event.claim.voices.iter();
    let voices: Vec<String> =
        voices.map(|voice| speaker(document, &voice.speaker)).collect();
    vec![
        Cell::id(event.id),
        Cell::maybe(event.date.as_ref().map(|date| date.value.edtf())),
        Cell::list(labels(&event.source_actors)),
        Cell::text(action(event)),
        Cell::list(labels(&event.target_actors)),
        Cell::maybe(event.place.as_ref().map(|place| &*place.value.words)),
        Cell::text(event.claim.status.value.word()),
        Cell::text(voices.join(" > ")),
        Cell::text(&*document.path),
        Cell::maybe(event.sentence.text(&document.text)),
    ]
}

/// The incidents that hold an event asked for: the most contested first.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn incidents(dataset: &Dataset, query: &Query) -> Result<Table, Error> {
    let contents = Contents::asked_for(dataset, query)?;
    let briefs = contents.briefs();
    let limit = query.limit.unwrap_or(usize::MAX);
    Ok(incidents_table(briefs.iter().take(limit)))
}

fn incidents_table<'a>(briefs: impl Iterator<Item = &'a IncidentBrief>) -> Table {
    let mut table = Table::new(
        "incidents",
        &[
            ("id", "id"),
            ("date", "date"),
            ("source_actors", "source actors"),
            ("action", "action"),
            ("target_actors", "target actors"),
            ("place", "place"),
            ("events", "events"),
            ("documents", "documents"),
            ("publishers", "publishers"),
            ("statuses", "statuses"),
            ("contradicted", "contradicted"),
            ("differing", "differing"),
            ("one_sided", "one-sided"),
        ],
    );
    let words = |attributes: &[Attribute]| {
        Cell::list(attributes.iter().map(|attribute| attribute.words().into()).collect())
    };
    for brief in briefs {
        let statuses = brief.statuses.iter();
        let statuses =
            statuses.map(|(status, n)| format!("{n} {}", status.word()).into());
        table.push(vec![
            Cell::id(brief.id),
            Cell::maybe(brief.date.as_ref().map(DateSpan::edtf)),
            Cell::list(brief.source_actors.clone()),
            Cell::text(brief.action.as_str()),
            Cell::list(brief.target_actors.clone()),
            Cell::maybe(brief.place.clone()),
            Cell::count(brief.events),
            Cell::count(brief.documents),
            Cell::count(brief.publishers),
            Cell::list(statuses.collect()),
            words(&brief.contradicted),
            words(&brief.differing),
            Cell::maybe(brief.one_sided.as_ref().map(ActorId::as_str)),
        ]);
    }
    table
}

/// The documents, by path.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn documents(dataset: &Dataset) -> Result<Table, Error> {
    let events = dataset.events(&Query::default())?;
    Ok(documents_table(dataset.documents()?.iter(), events.iter()))
}

fn documents_table<'a>(
    documents: impl Iterator<Item = &'a Document>,
    events: impl Iterator<Item = &'a Event>,
) -> Table {
    let mut coded: BTreeMap<_, usize> = BTreeMap::new();
    for event in events {
        *coded.entry(event.document).or_default() += 1;
    }
    let mut documents: Vec<&Document> = documents.collect();
    documents.sort_by(|a, b| (&a.path, a.id).cmp(&(&b.path, b.id)));
    let mut table = Table::new(
        "documents",
        &[
            ("id", "id"),
            ("path", "path"),
            ("publisher", "publisher"),
            ("author", "author"),
            ("published", "published"),
            ("language", "language"),
            ("title", "title"),
            ("url", "url"),
            ("events", "events"),
        ],
    );
    for document in documents {
        let known = &document.metadata;
        table.push(vec![
            Cell::id(document.id),
            Cell::text(&*document.path),
            Cell::maybe(
                known.publisher.as_ref().map(|publisher| publisher.value.clone()),
            ),
            Cell::maybe(known.author.as_ref().map(|author| author.value.clone())),
            Cell::maybe(known.published.as_ref().map(|published| published.value.edtf())),
            Cell::maybe(known.language.as_ref().map(|language| language.value.clone())),
            Cell::maybe(known.title.as_ref().map(|title| title.value.clone())),
            Cell::maybe(known.url.as_ref().map(|url| url.value.clone())),
            Cell::count(coded.get(&document.id).copied().unwrap_or(0)),
        ]);
    }
    table
}

/// What is wrong with the data that was given, by place, then the warnings: statements in the
/// texts that cannot both be right.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn findings(dataset: &Dataset) -> Result<Table, Error> {
    Contents::of(dataset)?.list_findings(dataset)
}

fn findings_table(dataset: &Dataset, contents: &Contents) -> Result<Table, Error> {
    let mut table = Table::new(
        "findings",
        &[
            ("severity", "severity"),
            ("code", "code"),
            ("place", "place"),
            ("message", "message"),
            ("hint", "hint"),
        ],
    );
    for finding in dataset.findings()? {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        table.push(vec![
            Cell::text(severity),
            Cell::text(finding.code),
            Cell::text(finding.place.to_string()),
            Cell::text(finding.message),
            Cell::maybe(finding.hint),
        ]);
    }
    for warning in crate::warning::of(contents) {
        let place = warning.sides.iter().find_map(|side| side.path.clone());
        let sides: Vec<String> = warning.sides.iter().map(|side| side.line()).collect();
        table.push(vec![
            Cell::text("warning"),
            Cell::text(warning.kind.code()),
            Cell::maybe(place),
            Cell::text(warning.message),
            Cell::text(sides.join("; ")),
        ]);
    }
    Ok(table)
}

/// The runs, as they were begun, with when they last began and ended.
///
/// # Errors
/// If the file cannot be read.
pub fn runs(dataset: &Dataset) -> Result<Table, Error> {
    let mut table = Table::new(
        "runs",
        &[
            ("id", "id"),
            ("code_version", "code version"),
            ("codebook", "codebook"),
            ("models", "models"),
            ("options", "options"),
            ("inputs", "inputs"),
            ("documents", "documents"),
            ("started", "started"),
            ("finished", "finished"),
        ],
    );
    let sql = "SELECT run.id, coder.code_version, coder.codebook, coder.models, run.options, \
               json_array_length(run.inputs), \
               (SELECT count(*) FROM run_document WHERE run_document.run = run.id), \
               (SELECT at FROM log WHERE log.run = run.id AND what = 'started' \
                ORDER BY sequence DESC LIMIT 1), \
               (SELECT at FROM log WHERE log.run = run.id AND what = 'finished' \
                ORDER BY sequence DESC LIMIT 1) \
               FROM run JOIN coder ON coder.id = run.coder ORDER BY run.rowid";
    let mut statement =
        dataset.connection.prepare_cached(sql).map_err(dataset.failed())?;
    let mut rows = statement.query(()).map_err(dataset.failed())?;
    while let Some(row) = rows.next().map_err(dataset.failed())? {
        let words = |column: usize| row.get::<_, Option<String>>(column).map(Cell::maybe);
        let number = |column: usize| row.get(column).map(Cell::Number);
        let cells = || -> rusqlite::Result<Vec<Cell>> {
            let id = Cell::Id(row.get::<_, String>(0)?.into());
            let made =
                [words(1)?, words(2)?, words(3)?, words(4)?, number(5)?, number(6)?];
            let logged = [words(7)?, words(8)?];
            Ok([id].into_iter().chain(made).chain(logged).collect())
        };
        table.push(cells().map_err(dataset.failed())?);
    }
    Ok(table)
}

impl Contents {
    /// The events asked for, as [`events`] lists them.
    pub fn list_events(&self, query: &Query) -> Table {
        self.list_events_where(query, |_| true)
    }

    /// The same of which something else holds too.
    pub fn list_events_where(
        &self,
        query: &Query,
        holds: impl Fn(&Event) -> bool,
    ) -> Table {
        let all = Query { limit: None, ..query.clone() };
        let wanted =
            self.events.values().filter(|event| all.matches(event) && holds(event));
        let told = wanted.filter_map(|e| Some((self.documents.get(&e.document)?, e)));
        events_table(told.collect(), query.limit)
    }

    /// Some of these rows, by their places from zero, and how many there are.
    pub fn list_events_at(&self, query: &Query, places: Range<usize>) -> (Table, usize) {
        let wanted = self.events.values().filter(|event| query.matches(event));
        let told = wanted.filter_map(|e| Some((self.documents.get(&e.document)?, e)));
        let told = in_order(told.collect());
        let all = told.len().min(query.limit.unwrap_or(usize::MAX));
        let end = places.end.min(all);
        let shown = told.get(places.start.min(end)..end).unwrap_or_default();
        (events_rows(shown.to_vec()), all)
    }

    /// The same of incidents.
    pub fn list_incidents_at(
        &self,
        query: &Query,
        places: Range<usize>,
    ) -> (Table, usize) {
        let briefs = self.briefs_of(query);
        let end = places.end.min(briefs.len());
        let shown = briefs.get(places.start.min(end)..end).unwrap_or_default();
        (incidents_table(shown.iter().copied()), briefs.len())
    }

    /// The incidents that hold an event asked for, as [`incidents`] lists them.
    pub fn list_incidents(&self, query: &Query) -> Table {
        incidents_table(self.briefs_of(query).into_iter())
    }

    /// These incidents, as [`incidents`] lists them.
    pub fn list_briefs<'a>(briefs: impl Iterator<Item = &'a IncidentBrief>) -> Table {
        incidents_table(briefs)
    }

    /// What is wrong with the data given to the same dataset, as [`findings`] lists it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn list_findings(&self, dataset: &Dataset) -> Result<Table, Error> {
        findings_table(dataset, self)
    }

    /// The documents, as [`documents`] lists them.
    pub fn list_documents(&self) -> Table {
        documents_table(self.documents.values(), self.events.values())
    }
}
