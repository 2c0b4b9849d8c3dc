//! What an analyst should look at first: events by how uncertain they are and how much hangs
//! on them.

use crate::contents::{action, labels};
use crate::{Cell, Contents, IncidentBrief, Table};
use chancery_model::{Aspect, Decision, DecisionKind, Event, EventId, Status, standing};
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

impl Contents {
    /// The events by uncertainty times influence, those that matter most first. Those already
    /// accepted or rejected stand at the end, those put off before them.
    pub fn queue(&self, decisions: &[Decision]) -> Table {
        let judged = judged(decisions);
        let briefs: BTreeMap<_, &IncidentBrief> =
            self.briefs().iter().map(|brief| (brief.id, brief)).collect();
        let mut rows = Vec::new();
        for event in self.events.values() {
            let Some(document) = self.documents.get(&event.document) else { continue };
            let incident = self.incident_of(event.id).map(|incident| incident.id);
            let brief = incident.and_then(|id| briefs.get(&id).copied());
            let (doubt, influence) = (doubt(event), influence(brief));
            let decided = judged.get(&event.id);
            let order = (
                decided.map(|kind| *kind != DecisionKind::Later),
                Reverse((1 + doubt) * (1 + influence)),
                &document.path,
                event.trigger,
                event.id,
            );
            let row = vec![
                Cell::id(event.id),
                Cell::maybe(decided.map(|kind| judged_word(*kind))),
                Cell::count((1 + doubt) * (1 + influence)),
                Cell::count(doubt),
                Cell::count(influence),
                Cell::list(event.reservations.clone()),
                Cell::text(event.claim.status.value.word()),
                Cell::maybe(event.date.as_ref().map(|date| date.value.edtf())),
                Cell::list(labels(&event.source_actors)),
                Cell::text(action(event)),
                Cell::list(labels(&event.target_actors)),
                incident.map_or(Cell::Empty, Cell::id),
                Cell::text(&*document.path),
                Cell::maybe(event.sentence.text(&document.text)),
            ];
            rows.push((order, row));
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0));
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
        rows.into_iter().for_each(|(_, row)| table.push(row));
        table
    }
}
