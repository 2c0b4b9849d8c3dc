//! Whether every value of a stored event rests on bytes that its document has.

use crate::failure::{Failure, warn};
use chancery_dataset::{Dataset, Query};
use chancery_model::{Document, DocumentId, Event, Span};
use std::collections::BTreeMap;

/// The values of an event that rest on bytes its document does not have.
pub(crate) fn gaps(document: &Document, event: &Event) -> Vec<String> {
    let fits =
        |span: &Span| span.text(&document.text).is_some_and(|text| !text.is_empty());
    let spans = spans(event).into_iter();
    spans
        .filter(|(_, span)| !fits(span))
        .map(|(what, span)| format!("{what} {span:?}"))
        .collect()
}

/// Tells every gap of the events asked for; whether there is none.
pub(crate) fn is_complete(dataset: &Dataset, query: &Query) -> Result<bool, Failure> {
    // Another process may end a run in between.
    let (documents, events) = dataset.at_once(|dataset| {
        Ok::<_, Failure>((dataset.documents()?, dataset.events(query)?))
    })?;
    let documents: BTreeMap<DocumentId, Document> =
        documents.into_iter().map(|document| (document.id, document)).collect();
    let mut is_complete = true;
    for event in events {
        let told = match documents.get(&event.document) {
            Some(document) => tell(document, &event),
            None => {
                warn(&format!(
                    "error[provenance]: {} names a document that is not there",
                    event.id.short()
                ));
                true
            }
        };
        is_complete &= !told;
    }
    Ok(is_complete)
}

/// Tells the gaps of an event; whether it has any.
pub(crate) fn tell(document: &Document, event: &Event) -> bool {
    let gaps = gaps(document, event);
    for gap in &gaps {
        warn(&format!(
            "error[provenance]: {} rests on bytes its document does not have: {gap}\n  --> {}\n   \
             = hint: build the dataset anew from the documents",
            event.id.short(),
            document.path
        ));
    }
    !gaps.is_empty()
}

fn spans(event: &Event) -> Vec<(&'static str, Span)> {
    let mut spans = vec![("sentence", event.sentence), ("trigger", event.trigger)];
    let mut rests =
        |what, span: Option<Span>| spans.extend(span.map(|span| (what, span)));
    rests("type", event.event_type.basis.span());
    rests("mode", event.mode.as_ref().and_then(|mode| mode.basis.span()));
    for context in &event.contexts {
        rests("context", context.basis.span());
    }
    rests("cameo", event.cameo.basis.span());
    for actor in &event.source_actors {
        rests("source actor", actor.basis.span());
    }
    for actor in &event.target_actors {
        rests("target actor", actor.basis.span());
    }
    rests("date", event.date.as_ref().and_then(|date| date.basis.span()));
    rests("place", event.place.as_ref().and_then(|place| place.basis.span()));
    for count in &event.counts {
        rests(count.value.what.word(), count.basis.span());
    }
    rests("status", event.claim.status.basis.span());
    for voice in &event.claim.voices {
        rests("speaker", voice.words);
        rests("cue", voice.cue);
    }
    spans
}
