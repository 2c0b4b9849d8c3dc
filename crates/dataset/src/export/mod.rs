//! Exports for other programs: JSON Lines whose offsets are those of the raw files, and the
//! formats of other coders, which hold what is asserted.

mod accounts;
mod cameo;
mod columns;
mod dyads;
mod facts;
mod gdelt;
mod icews;
mod incidents;
mod mentions;
mod petrarch;
mod plover;
mod sheet;
mod standins;
mod web;

pub use accounts::{account_table, lines};
pub use dyads::dyads;
pub use facts::{Choice, Written};
pub use gdelt::{GdeltVersion, gdelt_events, gdelt_mentions};
pub use icews::{ICEWS, icews};
pub use incidents::incidents;
pub use mentions::mentions;
pub use petrarch::{PHOENIX, petrarch, phoenix};
pub use plover::plover;
pub use sheet::{Vocabulary, sheet};
pub use web::{annotations, claims, timeline};

use crate::Error;
use chancery_model::{Actor, Coded, Document, Span, Speaker};
use serde::Serialize;
use std::io::Write;

/// A stretch of the raw file in bytes, half-open. Null where the reader of the file put the
/// text there itself.
#[derive(Serialize, Clone, Copy)]
struct RawSpan {
    start: Option<u64>,
    end: Option<u64>,
}

impl RawSpan {
    fn of(document: &Document, span: Span) -> Self {
        let (start, end) = document.origin.raw(span).unzip();
        Self { start, end }
    }
}

/// An actor as others know it. `id` is null for words that lead to no actor of the codebook.
#[derive(Serialize)]
struct Party<'a> {
    id: Option<&'a str>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    kind: Option<chancery_model::ActorKind>,
    label: &'a str,
}

/// An actor of an event with the words that name it; both null where no words of the text do.
#[derive(Serialize)]
struct NamedParty<'a> {
    #[serde(flatten)]
    party: Party<'a>,
    #[serde(flatten)]
    words: RawSpan,
}

impl<'a> NamedParty<'a> {
    fn all(document: &Document, actors: &'a [Coded<Actor>]) -> Vec<Self> {
        let one = |actor: &'a Coded<Actor>| Self {
            party: Party::of(&actor.value),
            words: match actor.basis.span() {
                Some(span) => RawSpan::of(document, span),
                None => RawSpan { start: None, end: None },
            },
        };
        actors.iter().map(one).collect()
    }
}

impl<'a> Party<'a> {
    /// Nobody known.
    fn nobody() -> Self {
        Self { id: None, country: None, sector: None, kind: None, label: "" }
    }

    fn of(actor: &'a Actor) -> Self {
        Self {
            id: Some(actor.id.as_str()),
            country: actor.country.as_ref().map(|country| country.as_str()),
            sector: actor.sector.as_ref().map(|sector| sector.as_str()),
            kind: Some(actor.kind),
            label: &actor.label,
        }
    }

    /// `None` for the publisher and for nobody named.
    fn speaking(speaker: &'a Speaker) -> Option<Self> {
        match speaker {
            Speaker::Actor(actor) => Some(Self::of(actor)),
            Speaker::Unresolved(words) => Some(Self {
                id: None,
                country: None,
                sector: None,
                kind: None,
                label: words,
            }),
            Speaker::Publisher | Speaker::Unnamed => None,
        }
    }
}

/// Writes one record as one line.
fn line(out: &mut dyn Write, record: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, record)
        .map_err(|cause| Error::Export(cause.into()))?;
    out.write_all(b"\n").map_err(Error::Export)
}
