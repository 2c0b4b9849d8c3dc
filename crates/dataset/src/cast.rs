//! Who acts and speaks: every actor with what it did, said and had done to it.

use crate::contents::{action, labels, speaker};
use crate::{Cell, Contents, Table};
use chancery_codebook::{Codebook, Files};
use chancery_model::{Actor, ActorId, ActorKind, Event, Speaker};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What an actor is to an event.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// It acts.
    Did,
    /// It says so.
    Said,
    /// It is acted upon.
    HadDone,
}

impl Part {
    /// All parts, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Did, Self::Said, Self::HadDone];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Did => "did",
            Self::Said => "said",
            Self::HadDone => "had done to it",
        }
    }
}

/// The word for what an actor is.
pub fn kind_word(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::State => "state",
        ActorKind::Organ => "organ of a state",
        ActorKind::Person => "person in public office",
        ActorKind::Private => "private person",
        ActorKind::Group => "group",
        ActorKind::Organisation => "organisation",
    }
}

/// Who takes part in an event, as what.
fn parts(event: &Event) -> Vec<(Part, &Actor)> {
    let mut parts: Vec<(Part, &Actor)> =
        event.source_actors.iter().map(|actor| (Part::Did, &actor.value)).collect();
    parts.extend(event.target_actors.iter().map(|actor| (Part::HadDone, &actor.value)));
    for voice in &event.claim.voices {
        if let Speaker::Actor(actor) = &voice.speaker {
            parts.push((Part::Said, actor));
        }
    }
    parts
}

/// Whether an actor has a page: nobody who holds no public office does.
pub fn has_page(actor: &Actor) -> bool {
    !matches!(actor.kind, ActorKind::Private | ActorKind::Group)
}

impl Contents {
    /// Those who act, speak or are acted upon, the most frequent first. People without a public
    /// office are left out.
    pub fn list_actors(&self) -> Table {
        let mut found: BTreeMap<&ActorId, (&Actor, [usize; 3])> = BTreeMap::new();
        for event in self.events.values() {
            let mut parts = parts(event);
            parts.retain(|(_, actor)| has_page(actor));
            parts.sort_by_key(|(part, actor)| (*part, &actor.id));
            parts.dedup_by_key(|(part, actor)| (*part, &actor.id));
            for (part, actor) in parts {
                found.entry(&actor.id).or_insert((actor, [0; 3])).1[part as usize] += 1;
            }
        }
        let mut found: Vec<_> = found.into_values().collect();
        found.sort_by_key(|(actor, times)| {
            (Reverse(times.iter().sum::<usize>()), &actor.id)
        });
        let mut table = Table::new(
            "actors",
            &[
                ("id", "id"),
                ("label", "actor"),
                ("kind", "kind"),
                ("country", "state"),
                ("sector", "sector"),
                ("did", "did"),
                ("said", "said"),
                ("had_done", "had done to it"),
            ],
        );
        for (actor, times) in found {
            let mut row = vec![
                Cell::text(actor.id.as_str()),
                Cell::text(&*actor.label),
                Cell::text(kind_word(actor.kind)),
                Cell::maybe(actor.country.as_ref().map(ActorId::as_str)),
                Cell::maybe(actor.sector.as_ref().map(|sector| sector.as_str())),
            ];
            row.extend(times.map(Cell::count));
            table.push(row);
        }
        table
    }

    /// The actor with this id, as some event has it; `None` also for people without a public
    /// office.
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        let all = self.events.values().flat_map(parts).map(|(_, actor)| actor);
        all.into_iter().find(|actor| actor.id.as_str() == id && has_page(actor))
    }

    /// What an actor did, said and had done to it: by part, then by date, undated ones last.
    pub fn events_of_actor(&self, id: &str) -> Table {
        let mut rows = Vec::new();
        for event in self.events.values() {
            let Some(document) = self.documents.get(&event.document) else { continue };
            for part in Part::ALL {
                let takes = |(known, actor): &(Part, &Actor)| {
                    *known == part && actor.id.as_str() == id
                };
                if !parts(event).iter().any(takes) {
                    continue;
                }
                let first = event.date.as_ref().and_then(|date| date.value.earliest());
                let order = (
                    part,
                    first.is_none(),
                    first,
                    &document.path,
                    event.trigger,
                    event.id,
                );
                let voices = event.claim.voices.iter();
                let voices: Vec<String> =
                    voices.map(|voice| speaker(document, &voice.speaker)).collect();
                rows.push((
                    order,
                    vec![
                        Cell::text(part.words()),
                        Cell::id(event.id),
                        Cell::maybe(event.date.as_ref().map(|date| date.value.edtf())),
                        Cell::list(labels(&event.source_actors)),
                        Cell::text(action(event)),
                        Cell::list(labels(&event.target_actors)),
                        Cell::text(event.claim.status.value.word()),
                        Cell::text(voices.join(" > ")),
                        Cell::text(&*document.path),
                        Cell::maybe(event.sentence.text(&document.text)),
                    ],
                ));
            }
        }
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut table = Table::new(
            format!("what {id} did, said and had done to it"),
            &[
                ("part", "part"),
                ("id", "id"),
                ("date", "date"),
                ("source_actors", "source actors"),
                ("action", "action"),
                ("target_actors", "target actors"),
                ("status", "status"),
                ("according_to", "according to"),
                ("document", "document"),
                ("sentence", "sentence"),
            ],
        );
        rows.into_iter().for_each(|(_, row)| table.push(row));
        table
    }
}

/// The names by which the codebook knows an actor, with the line that says so.
pub fn names_of_actor(id: &str, files: &Files) -> Table {
    let mut table = Table::new(
        format!("names of {id}"),
        &[
            ("name", "name"),
            ("form", "form"),
            ("from", "from"),
            ("until", "until"),
            ("entry", "line"),
        ],
    );
    for (path, text) in files.under("en/names/", ".csv") {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let Ok(header) = reader.headers().cloned() else { continue };
        let place = |name: &str| header.iter().position(|column| column == name);
        let columns = ["name", "actor", "form", "from", "until"].map(place);
        for record in reader.records().flatten() {
            let [name, actor, form, from, until] =
                columns.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default());
            if actor != id {
                continue;
            }
            let line = record.position().map_or(0, csv::Position::line);
            table.push(vec![
                Cell::text(name),
                Cell::text(form),
                Cell::text(from),
                Cell::text(until),
                Cell::text(format!("{path}:{line}")),
            ]);
        }
    }
    table
}

/// The offices that a person held, with the line that says so.
pub fn offices_of_actor(id: &str, codebook: &Codebook) -> Table {
    let mut table = Table::new(
        format!("offices of {id}"),
        &[
            ("office", "office"),
            ("state", "state"),
            ("from", "from"),
            ("until", "until"),
            ("entry", "line"),
        ],
    );
    let terms = codebook.actors.terms.get(&ActorId::new(id));
    for term in terms.into_iter().flatten() {
        let day =
            |day: Option<chancery_model::Day>| Cell::maybe(day.map(|d| d.to_string()));
        table.push(vec![
            Cell::text(&*term.office),
            Cell::maybe(term.state.as_ref().map(ActorId::as_str)),
            day(term.period.from),
            day(term.period.until),
            Cell::text(term.entry.as_str()),
        ]);
    }
    table
}
