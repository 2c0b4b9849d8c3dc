//! Which events an export for other programs writes as facts, and what it leaves out.

use super::dyads::pairs;
use crate::{Dataset, Error, Query};
use chancery_codebook::Codebook;
use chancery_model::{
    Actor, Coded, Day, Document, DocumentId, Event, EventId, IncidentId, Speaker, Status,
};
use std::collections::{BTreeMap, BTreeSet};

/// What to write.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Choice {
    /// Statuses to write besides asserted, where the format can say them.
    pub include: BTreeSet<Status>,
    /// Whether an event that is not told to the day has the day of publication, where the
    /// format asks for a day.
    pub publication_day: bool,
}

/// What was written and what was not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// Lines, a header apart.
    pub lines: usize,
    /// Events behind them.
    pub events: usize,
    /// Events left out because they are not asserted, by status.
    pub by_status: BTreeMap<Status, usize>,
    /// Events left out because the format asks for a day and the text tells none.
    pub without_day: usize,
}

/// An event that is written, with what formats ask for.
pub(super) struct Fact<'a> {
    pub(super) document: &'a Document,
    pub(super) event: &'a Event,
    pub(super) incident: Option<IncidentId>,
    /// Number of the sentence in its document, from one.
    pub(super) sentence: usize,
    /// Whether it stands in the first paragraph.
    pub(super) leads: bool,
}

/// One side of a pair.
pub(super) type Side<'a> = Option<&'a Coded<Actor>>;

/// All that exports read.
pub(super) struct Facts {
    documents: Vec<Document>,
    by_document: BTreeMap<DocumentId, Vec<Event>>,
    incident_of: BTreeMap<EventId, IncidentId>,
    sentences: BTreeMap<DocumentId, Vec<u32>>,
}

impl Facts {
    pub(super) fn read(dataset: &Dataset) -> Result<Self, Error> {
        let mut incident_of = BTreeMap::new();
        for incident in dataset.incidents(&Query::default())? {
            incident_of.extend(incident.events().map(|event| (event, incident.id)));
        }
        let mut by_document: BTreeMap<DocumentId, Vec<Event>> = BTreeMap::new();
        for event in dataset.events(&Query::default())? {
            by_document.entry(event.document).or_default().push(event);
        }
        for events in by_document.values_mut() {
            events.sort_by(|a, b| {
                (a.trigger, &a.rule, a.id).cmp(&(b.trigger, &b.rule, b.id))
            });
        }
        let mut sentences = BTreeMap::new();
        for &document in by_document.keys() {
            let annotated = dataset.annotated(document)?;
            let starts = annotated.sentences.items.iter().map(|s| s.span.start());
            sentences.insert(document, starts.collect());
        }
        Ok(Self { documents: dataset.documents()?, by_document, incident_of, sentences })
    }

    /// The events that are written, in the order of documents and their text.
    pub(super) fn chosen(&self, choice: &Choice, written: &mut Written) -> Vec<Fact<'_>> {
        let mut facts = Vec::new();
        for document in &self.documents {
            let starts = self.sentences.get(&document.id).map(Vec::as_slice);
            let starts = starts.unwrap_or_default();
            for event in self.by_document.get(&document.id).into_iter().flatten() {
                let status = event.claim.status.value;
                if status != Status::Asserted && !choice.include.contains(&status) {
                    *written.by_status.entry(status).or_default() += 1;
                    continue;
                }
                let at = event.sentence.start();
                facts.push(Fact {
                    document,
                    event,
                    incident: self.incident_of.get(&event.id).copied(),
                    sentence: starts.partition_point(|start| *start <= at),
                    leads: leads(document, at),
                });
            }
        }
        facts
    }

    /// Those of the events that a format can write which asks for a day, each with its day.
    pub(super) fn dated(
        &self,
        choice: &Choice,
        written: &mut Written,
    ) -> Vec<(Fact<'_>, Day)> {
        let mut dated = Vec::new();
        for fact in self.chosen(choice, written) {
            match fact.day(choice) {
                Some(day) => dated.push((fact, day)),
                None => written.without_day += 1,
            }
        }
        written.events = dated.len();
        dated
    }
}

/// Whether a byte stands in the first paragraph of the body, or before it.
fn leads(document: &Document, byte: u32) -> bool {
    let zones = &document.zones.items;
    let body = zones.iter().find(|zone| zone.kind == chancery_model::ZoneKind::Body);
    let start = body.map_or(0, |zone| zone.span.start() as usize);
    let rest = document.text.get(start..).unwrap_or_default().trim_start();
    let start = document.text.len() - rest.len().min(document.text.len());
    let length = rest.find("\n\n").unwrap_or(rest.len());
    (byte as usize) < start.max(1) + length
}

impl<'a> Fact<'a> {
    /// The day on which it took place.
    fn day(&self, choice: &Choice) -> Option<Day> {
        let told = self.event.date.as_ref().and_then(|date| one_day(&date.value));
        told.or_else(|| choice.publication_day.then(|| self.published())?)
    }

    /// The day of publication, if it is known to the day.
    pub(super) fn published(&self) -> Option<Day> {
        one_day(&self.document.metadata.published.as_ref()?.value)
    }

    /// The address, or else the path.
    pub(super) fn address(&self) -> &'a str {
        let url = self.document.metadata.url.as_ref();
        url.map_or(&*self.document.path, |url| &*url.value)
    }

    /// Who published it; empty if that is not known.
    pub(super) fn publisher(&self) -> &'a str {
        let publisher = self.document.metadata.publisher.as_ref();
        publisher.map_or("", |publisher| &*publisher.value)
    }

    /// Every pair of a source actor and a target actor, with empty sides where nobody is told.
    pub(super) fn pairs(&self, codebook: &Codebook) -> Vec<(Side<'a>, Side<'a>)> {
        pairs(self.event, codebook)
    }

    /// The words that name an actor.
    pub(super) fn words(&self, side: Side<'_>) -> &'a str {
        let span = side.and_then(|actor| actor.basis.span());
        span.and_then(|span| span.text(&self.document.text)).unwrap_or_default()
    }

    /// The words that tell the event.
    pub(super) fn trigger(&self) -> &'a str {
        self.event.trigger.text(&self.document.text).unwrap_or_default()
    }

    /// The sentence.
    pub(super) fn quote(&self) -> &'a str {
        self.event.sentence.text(&self.document.text).unwrap_or_default()
    }

    /// Who is the innermost named voice, in words; empty if the publisher itself says so.
    pub(super) fn according_to(&self) -> &'a str {
        let named = self.event.claim.voices.iter().rev();
        let mut named = named.filter_map(|voice| match &voice.speaker {
            Speaker::Actor(actor) => Some(&*actor.label),
            Speaker::Unresolved(words) => Some(&**words),
            Speaker::Publisher | Speaker::Unnamed => None,
        });
        named.next().unwrap_or_default()
    }
}

fn one_day(date: &chancery_model::DateSpan) -> Option<Day> {
    let (first, last) = (date.earliest()?, date.latest()?);
    (first == last).then_some(first)
}
