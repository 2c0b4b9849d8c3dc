//! What a text says beside its events: offices that it gives to persons, the order of events,
//! and respects in which it tells an occurrence that an event has no field for.

mod detail;
mod office;
mod order;

use chancery_codebook::Codebook;
use chancery_model::{Annotated, Event, Remark};

/// The remarks of one document whose events are these, in the order of the text.
pub fn remarks(
    annotated: &Annotated,
    events: &[Event],
    codebook: &Codebook,
) -> Vec<Remark> {
    let offices = office::offices(annotated, codebook).into_iter().map(Remark::Office);
    let orders =
        order::orders(annotated, events, codebook).into_iter().map(Remark::Order);
    let details =
        detail::details(annotated, events, codebook).into_iter().map(Remark::Detail);
    let mut remarks: Vec<Remark> = offices.chain(orders).chain(details).collect();
    remarks.sort_by_key(|remark| match remark {
        Remark::Office(said) => (said.words, 0),
        Remark::Order(said) => (said.words, 1),
        Remark::Detail(detail) => (detail.words, 2),
    });
    remarks
}
