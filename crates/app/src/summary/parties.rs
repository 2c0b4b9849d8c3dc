//! Where publishers are based, in words.

use chancery_codebook::Codebook;
use chancery_dataset::{Summary, bases};
use chancery_model::Event;

/// Where publishers are based as far as the codebook knows, and which of the two states that
/// most events tell of has none of them; `None` if none is known.
pub(super) fn publishers(
    summary: &Summary,
    codebook: &Codebook,
    events: &[Event],
) -> Option<String> {
    let bases = bases(&summary.publishers, codebook, events.iter());
    if bases.based.is_empty() {
        return None;
    }
    let each = bases.based.iter().map(|(state, n)| format!("{state} {n}"));
    let mut told = format!("based in {}", each.collect::<Vec<_>>().join(", "));
    if bases.unknown > 0 {
        told.push_str(&format!("; not known for {}", bases.unknown));
    }
    for party in bases.absent {
        told.push_str(&format!("; none is known to be based in {party}"));
    }
    Some(told)
}
