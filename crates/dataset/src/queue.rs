//! What an analyst should look at first: events by how uncertain they are and how much hangs
//! on them.

use crate::contents::{action, labels};
use crate::{Cell, Contents, IncidentBrief, Table};
use chancery_model::{
    Aspect, Decision, DecisionKind, Document, Event, EventId, IncidentId, Status,
    standing,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How uncertain the coding of an event is: one for each reservation, and one if it stands
/// under somebody's words.
fn doubt(event: &Event) -> usize {
    event.reservations.len() + usize::from(event.claim.status.value != Status::Asserted)
}

/// How much hangs on an event: the documents of its incident, and what its accounts part in.
fn influence(brief: Option<&IncidentBrief>) -> usize {
    brief.map_or(0, |brief| {
        brief.documents
            + brief.contradicted.len()
            + brief.differing.len()
            + brief.spread.len()
    })
}

/// How each event stands by the decisions that count.
pub fn judged(decisions: &[Decision]) -> BTreeMap<EventId, DecisionKind> {
    let last = standing(decisions).into_iter();
    let judged = last.filter(|((_, aspect), _)| *aspect == Aspect::Judgement);
    judged.map(|((events, _), decision)| (events[0], decision.kind)).collect()
}

/// The word for how an event stands.
pub fn judged_word(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Accept => "accepted",
        DecisionKind::Reject => "rejected",
        other => other.word(),
    }
}

/// The events by uncertainty times influence, those that matter most first; those put off behind
/// them, those accepted or rejected at the end.
#[derive(Debug)]
pub struct Queue<'a> {
    entries: Vec<Entry<'a>>,
}

#[derive(Debug)]
struct Entry<'a> {
    event: &'a Event,
    document: &'a Document,
    incident: Option<IncidentId>,
    decided: Option<DecisionKind>,
    doubt: usize,
    influence: usize,
}

impl Entry<'_> {
    fn weight(&self) -> usize {
        (1 + self.doubt) * (1 + self.influence)
    }

    fn row(&self) -> Vec<Cell> {
        let Self { event, document, .. } = self;
        vec![
            Cell::id(event.id),
            Cell::maybe(self.decided.map(judged_word)),
            Cell::count(self.weight()),
            Cell::count(self.doubt),
            Cell::count(self.influence),
            Cell::list(event.reservations.clone()),
            Cell::text(event.claim.status.value.word()),
            Cell::maybe(event.date.as_ref().map(|date| date.value.edtf())),
            Cell::list(labels(&event.source_actors)),
            Cell::text(action(event)),
            Cell::list(labels(&event.target_actors)),
            self.incident.map_or(Cell::Empty, Cell::id),
            Cell::text(&*document.path),
            Cell::maybe(event.sentence.text(&document.text)),
        ]
    }
}

impl Queue<'_> {
    /// Number of events.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of events on which nothing is decided.
    pub fn open(&self) -> usize {
        self.entries.iter().filter(|entry| entry.decided.is_none()).count()
    }

    /// The event at this place.
    pub fn at(&self, place: usize) -> Option<EventId> {
        self.entries.get(place).map(|entry| entry.event.id)
    }

    /// The place of an event, by its id in words.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.event.id.to_string() == id)
    }

    /// These places of it as a table.
    pub fn table(&self, places: std::ops::Range<usize>) -> Table {
        let mut table = Table::new(
            "review",
            &[
                ("id", "event"),
                ("decided", "decided"),
                ("weight", "weight"),
                ("doubt", "doubt"),
                ("influence", "influence"),
                ("reservations", "reservations"),
                ("status", "status"),
                ("date", "date"),
                ("source_actors", "source actors"),
                ("action", "action"),
                ("target_actors", "target actors"),
                ("incident", "incident"),
                ("document", "document"),
                ("sentence", "sentence"),
            ],
        );
        let entries = self.entries.get(places).unwrap_or_default();
        entries.iter().for_each(|entry| table.push(entry.row()));
        table
    }
}

impl Contents {
    /// What to look at first, where this was decided.
    pub fn queue(&self, decisions: &[Decision]) -> Queue<'_> {
        let judged = judged(decisions);
        let briefs: BTreeMap<_, &IncidentBrief> =
            self.briefs().iter().map(|brief| (brief.id, brief)).collect();
        let entry = |event| -> Option<Entry<'_>> {
            let event: &Event = event;
            let incident = self.incident_of(event.id).map(|incident| incident.id);
            let brief = incident.and_then(|id| briefs.get(&id).copied());
            Some(Entry {
                event,
                document: self.documents.get(&event.document)?,
                incident,
                decided: judged.get(&event.id).copied(),
                doubt: doubt(event),
                influence: influence(brief),
            })
        };
        let mut entries: Vec<Entry<'_>> =
            self.events.values().filter_map(entry).collect();
        entries.sort_by(|a, b| {
            let order = |entry: &Entry<'_>| {
                let decided = entry.decided.map(|kind| kind != DecisionKind::Later);
                (decided, Reverse(entry.weight()))
            };
            let place = |entry: &Entry<'_>| (entry.event.trigger, entry.event.id);
            let paths = (&a.document.path, &b.document.path);
            order(a)
                .cmp(&order(b))
                .then_with(|| paths.0.cmp(paths.1))
                .then_with(|| place(a).cmp(&place(b)))
        });
        Queue { entries }
    }
}
