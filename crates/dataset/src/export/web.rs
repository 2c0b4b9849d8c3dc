//! Events in the forms of the web: annotations (W3C Web Annotation Data Model), claims
//! (schema.org), and incidents as a timeline (`TimelineJS`).

use super::line;
use crate::accounts::innermost;
use crate::contents::{Contents, action, labels, publisher, speaker};
use crate::dossier::chain;
use crate::{Dataset, Error};
use chancery_model::{DateSpan, Day, Document, Event, Speaker};
use serde_json::{Value, json};
use std::io::Write;

/// Characters of the text that stand with a quotation before and behind it.
const CONTEXT: usize = 32;

/// Writes each event as an annotation of its sentence, one to a line. Positions count
/// characters of the document's text, as the model asks for.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn annotations(dataset: &Dataset, out: &mut dyn Write) -> Result<(), Error> {
    each(dataset, |document, event| line(out, &annotation(document, event)))
}

/// Writes each event as a claim, one to a line: who says it, where it appears, what it is about.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn claims(dataset: &Dataset, out: &mut dyn Write) -> Result<(), Error> {
    each(dataset, |document, event| line(out, &claim(document, event)))
}

/// Writes the incidents that have a date as one timeline.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn timeline(dataset: &Dataset, out: &mut dyn Write) -> Result<(), Error> {
    let contents = Contents::of(dataset)?;
    let mut slides = Vec::new();
    for brief in contents.briefs() {
        let Some(date) = &brief.date else { continue };
        let Some(first) = date.earliest().or(date.latest()) else { continue };
        let incident = contents.incident(brief.id);
        let told = incident.map(|one| contents.members(one)).unwrap_or_default();
        let told: Vec<String> = told
            .iter()
            .map(|(document, event)| {
                let words = event.sentence.text(&document.text).unwrap_or_default();
                let by = chain(document, event);
                let status = event.claim.status.value.word();
                format!(
                    "<p>{status}, according to {}: <q>{}</q></p>",
                    escaped(&by),
                    escaped(words.trim())
                )
            })
            .collect();
        let who = |labels: &[Box<str>]| labels.join(", ");
        let headline = format!(
            "{}: {} → {}",
            brief.action,
            who(&brief.source_actors),
            who(&brief.target_actors)
        );
        let mut slide = json!({
            "unique_id": brief.id.to_string(),
            "start_date": slide_date(first),
            "display_date": date.edtf(),
            "group": brief.action.split('/').next(),
            "text": { "headline": escaped(&headline), "text": told.concat() },
        });
        if let Some(last) = date.latest().filter(|last| *last != first) {
            slide["end_date"] = slide_date(last);
        }
        slides.push((first.number(), brief.id, slide));
    }
    slides.sort_by_key(|(day, id, _)| (*day, *id));
    let slides: Vec<Value> = slides.into_iter().map(|(_, _, slide)| slide).collect();
    line(out, &json!({ "events": slides }))
}

fn each(
    dataset: &Dataset,
    mut write: impl FnMut(&Document, &Event) -> Result<(), Error>,
) -> Result<(), Error> {
    let contents = Contents::of(dataset)?;
    for event in contents.events.values() {
        if let Some(document) = contents.documents.get(&event.document) {
            write(document, event)?;
        }
    }
    Ok(())
}

fn slide_date(day: Day) -> Value {
    let text = day.to_string();
    let mut parts = text.rsplitn(3, '-');
    let (day, month, year) = (parts.next(), parts.next(), parts.next());
    json!({ "year": year, "month": month, "day": day })
}

/// The address of a document, or a name made of its id.
fn address(document: &Document) -> String {
    match &document.metadata.url {
        Some(url) => url.value.to_string(),
        None => format!("urn:chancery:{}", document.id),
    }
}

/// Who does what to whom, in words.
fn deed(event: &Event) -> String {
    let who = labels(&event.source_actors).join(", ");
    let whom = labels(&event.target_actors).join(", ");
    format!("{}: {who} -> {whom}", action(event))
}

fn annotation(document: &Document, event: &Event) -> Value {
    let text = &*document.text;
    let span = event.sentence;
    let count = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
    let (start, end) = (count(span.range().start), count(span.range().end));
    let before: String = text
        .chars()
        .skip(start.saturating_sub(CONTEXT))
        .take(start.min(CONTEXT))
        .collect();
    let behind: String = text.chars().skip(end).take(CONTEXT).collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:chancery:{}", event.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            { "type": "TextualBody", "purpose": "classifying", "value": deed(event) },
            { "type": "TextualBody", "purpose": "describing",
              "value": format!("{}, according to {}", event.claim.status.value.word(), chain(document, event)) },
        ],
        "target": {
            "source": address(document),
            "selector": [
                { "type": "TextQuoteSelector", "exact": span.text(text), "prefix": before, "suffix": behind },
                { "type": "TextPositionSelector", "start": start, "end": end },
            ],
        },
    })
}

fn claim(document: &Document, event: &Event) -> Value {
    let known = &document.metadata;
    let publisher = json!({ "@type": "Organization", "name": publisher(document) });
    let author = match innermost(event) {
        Speaker::Publisher => publisher.clone(),
        voice => json!({ "@type": "Thing", "name": speaker(document, voice) }),
    };
    let date = event.date.as_ref().map(|date| date.value.edtf());
    let place = event
        .place
        .as_ref()
        .map(|place| json!({ "@type": "Place", "name": place.value.words }));
    json!({
        "@context": "https://schema.org",
        "@type": "Claim",
        "@id": format!("urn:chancery:{}", event.id),
        "text": event.sentence.text(&document.text),
        "abstract": format!("{}, according to {}: {}", event.claim.status.value.word(), chain(document, event), deed(event)),
        "author": author,
        "appearance": {
            "@type": "CreativeWork",
            "url": known.url.as_ref().map(|url| &url.value),
            "name": known.title.as_ref().map(|title| &title.value),
            "datePublished": known.published.as_ref().map(|date| DateSpan::edtf(&date.value)),
            "publisher": publisher,
        },
        "about": { "@type": "Event", "name": deed(event), "startDate": date, "location": place },
    })
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
