//! Orders of dates that cannot be: something told as done before its day, and something that
//! came first by the words and later by the dates.

use super::{Warning, WarningKind, WarningSide};
use crate::contents::{Contents, action};
use chancery_model::{
    DateBasis, DateSpan, Document, Event, EventId, MetadataBasis, Remark, Status,
};

/// What a document tells as done and dates after its own publication.
pub(super) fn after_publication(
    contents: &Contents,
) -> impl Iterator<Item = Warning> + '_ {
    contents.events.values().filter_map(|event| {
        let document = contents.documents.get(&event.document)?;
        let published = document.metadata.published.as_ref()?;
        let date = stated(event).filter(|_| event.date_basis == DateBasis::Explicit)?;
        let is_done =
            matches!(event.claim.status.value, Status::Asserted | Status::Claimed);
        let is_known = published.basis != MetadataBasis::Inferred;
        if !is_done || !is_known || !is_before(&published.value, date) {
            return None;
        }
        let says = format!("{} on {date}", action(event));
        let mut told = side(document, event, says);
        told.words = told.span.and_then(|span| span.text(&document.text)).map(Into::into);
        let says = format!("published {}", published.value);
        let page = WarningSide::of_text(document, says, None);
        Some(Warning {
            kind: WarningKind::DateAfterPublication,
            message: format!(
                "{} is told as done and dated {date}, after the document was published",
                action(event)
            ),
            sides: vec![told, page],
            person: None,
            incident: None,
        })
    })
}

/// What came first by the words and later by the dates.
pub(super) fn out_of_order(contents: &Contents) -> impl Iterator<Item = Warning> + '_ {
    contents.remarks.iter().filter_map(|(document, remark)| {
        let Remark::Order(said) = remark else { return None };
        let document = contents.documents.get(document)?;
        let event = |id: EventId| contents.events.get(&id);
        let (earlier, later) = (event(said.earlier)?, event(said.later)?);
        let (first, second) = (stated(earlier)?, stated(later)?);
        if !is_before(second, first) {
            return None;
        }
        let told = |event: &Event, date: &DateSpan| {
            side(document, event, format!("{} on {date}", action(event)))
        };
        let says = format!("{} came before {}", action(earlier), action(later));
        Some(Warning {
            kind: WarningKind::DateOrder,
            message: format!(
                "{} came before {} by the words, and after it by the dates",
                action(earlier),
                action(later)
            ),
            sides: vec![
                WarningSide::of_text(document, says, Some(said.words)),
                told(earlier, first),
                told(later, second),
            ],
            person: None,
            incident: None,
        })
    })
}

/// The date of an event, if its own words give it.
fn stated(event: &Event) -> Option<&DateSpan> {
    let is_own = matches!(
        event.date_basis,
        DateBasis::Explicit | DateBasis::PublicationYear | DateBasis::Relative
    );
    event
        .date
        .as_ref()
        .filter(|date| is_own && date.basis.span().is_some())
        .map(|d| &d.value)
}

fn is_before(one: &DateSpan, other: &DateSpan) -> bool {
    matches!((one.latest(), other.earliest()), (Some(last), Some(first)) if last < first)
}

fn side(document: &Document, event: &Event, says: String) -> WarningSide {
    let span = event.date.as_ref().and_then(|date| date.basis.span());
    let side = WarningSide::of_text(document, says, span);
    WarningSide { event: Some(event.id), ..side }
}
