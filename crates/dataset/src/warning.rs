//! Warnings: statements that cannot both be right, or that a later one replaces. Both sides are
//! shown with their words, and nothing is put right.

mod dates;
mod office;
pub(crate) mod replaced;

use crate::contents::{Contents, publisher};
use crate::{Cell, Dataset, Error, Table};
use chancery_model::{
    ActorId, Document, DocumentId, EntryId, Event, EventId, IncidentId, Span,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// Statements that cannot both be right, or one that a later one replaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Warning {
    /// Of which kind.
    pub kind: WarningKind,
    /// Of whom or what, in a sentence.
    pub message: String,
    /// The statements, at least two.
    pub sides: Vec<WarningSide>,
    /// The person it is about.
    pub person: Option<ActorId>,
    /// The incident it is about.
    pub incident: Option<IncidentId>,
}

/// Kinds of warnings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// One person has two offices on one day.
    OfficeConflict,
    /// What is told as done is dated after the document that tells it.
    DateAfterPublication,
    /// What came first by the words came later by the dates.
    DateOrder,
    /// A later document of the same voice has another value.
    ValueReplaced,
}

impl WarningKind {
    /// The code, as in findings.
    pub fn code(self) -> &'static str {
        match self {
            Self::OfficeConflict => "office-conflict",
            Self::DateAfterPublication => "date-after-publication",
            Self::DateOrder => "date-order",
            Self::ValueReplaced => "value-replaced",
        }
    }
}

/// One of the statements of a warning.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct WarningSide {
    /// What is stated.
    pub says: String,
    /// Who states it: a publisher, whom it quotes, or the codebook.
    pub by: String,
    /// The document.
    pub document: Option<DocumentId>,
    /// Its path.
    pub path: Option<Box<str>>,
    /// The words, in its text.
    pub span: Option<Span>,
    /// Those words.
    pub words: Option<Box<str>>,
    /// The line of the codebook.
    pub entry: Option<EntryId>,
    /// The event that states it.
    pub event: Option<EventId>,
}

impl WarningSide {
    fn of_text(document: &Document, says: String, span: Option<Span>) -> Self {
        Self {
            says,
            by: publisher(document),
            document: Some(document.id),
            path: Some(document.path.clone()),
            span,
            words: span.and_then(|span| span.text(&document.text)).map(Into::into),
            entry: None,
            event: None,
        }
    }

    /// In one line: what, by whom, where and in which words.
    pub fn line(&self) -> String {
        let words = self.words.as_ref().map(|words| format!(" \u{201c}{words}\u{201d}"));
        let place = match (&self.path, &self.entry) {
            (Some(path), _) => format!(" [{path}]"),
            (None, Some(entry)) => format!(" [{entry}]"),
            (None, None) => String::new(),
        };
        format!("{}: {}{}{place}", self.by, self.says, words.unwrap_or_default())
    }
}

impl Warning {
    /// Whether it bears on events of these documents: it is about the incident, rests on one of
    /// the events or on words of their sentences, or the person acts in one.
    pub fn bears_on(&self, incident: Option<IncidentId>, events: &[&Event]) -> bool {
        let of_event = |side: &WarningSide| {
            events.iter().any(|event| {
                let inside = side.span.is_some_and(|span| event.sentence.overlaps(span));
                side.event == Some(event.id)
                    || (side.document == Some(event.document) && inside)
            })
        };
        let acts = |person: &ActorId| {
            events.iter().any(|event| {
                let mut actors = event.source_actors.iter().chain(&event.target_actors);
                actors.any(|actor| actor.value.id == *person)
            })
        };
        (self.incident.is_some() && self.incident == incident)
            || self.sides.iter().any(of_event)
            || self.person.as_ref().is_some_and(acts)
    }
}

/// All warnings of the run that finished last: by kind, then by what they say.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn warnings(dataset: &Dataset) -> Result<Vec<Warning>, Error> {
    Ok(of(&Contents::of(dataset)?))
}

impl Contents {
    /// The warnings of what was read that bear on these events or on their incident.
    pub fn warnings_on(
        &self,
        incident: Option<IncidentId>,
        events: &[&Event],
    ) -> Vec<Warning> {
        let mut found = of(self);
        found.retain(|warning| warning.bears_on(incident, events));
        found
    }
}

pub(crate) fn of(contents: &Contents) -> Vec<Warning> {
    let mut found: BTreeSet<Warning> = office::conflicts(contents).collect();
    found.extend(dates::after_publication(contents));
    found.extend(dates::out_of_order(contents));
    found.extend(contents.worked().replaced.iter().cloned());
    found.into_iter().collect()
}

/// The warnings as a table: a row for each statement.
///
/// # Errors
/// As [`warnings`].
pub fn warning_table(dataset: &Dataset) -> Result<Table, Error> {
    let columns = [
        ("warning", "warning"),
        ("kind", "kind"),
        ("message", "message"),
        ("person", "person"),
        ("incident", "incident"),
        ("says", "says"),
        ("by", "by"),
        ("document", "document"),
        ("words", "words"),
        ("start", "start"),
        ("end", "end"),
        ("entry", "entry"),
        ("event", "event"),
    ];
    let mut table = Table::new("warnings", &columns);
    for (number, warning) in warnings(dataset)?.into_iter().enumerate() {
        for side in &warning.sides {
            let at = |byte: Option<u32>| {
                byte.map_or(Cell::Empty, |byte| Cell::Number(byte.into()))
            };
            table.push(vec![
                Cell::count(number + 1),
                Cell::text(warning.kind.code()),
                Cell::text(warning.message.as_str()),
                Cell::maybe(warning.person.as_ref().map(ActorId::as_str)),
                warning.incident.map_or(Cell::Empty, Cell::id),
                Cell::text(side.says.as_str()),
                Cell::text(side.by.as_str()),
                Cell::maybe(side.path.clone()),
                Cell::maybe(side.words.clone()),
                at(side.span.map(Span::start)),
                at(side.span.map(Span::end)),
                Cell::maybe(side.entry.as_ref().map(EntryId::as_str)),
                side.event.map_or(Cell::Empty, Cell::id),
            ]);
        }
    }
    Ok(table)
}
