//! Event mentions, one to a line, as `score_mentions.py` and other programs read them.

use super::{NamedParty, Party, RawSpan, line};
use crate::{Dataset, Error, Query};
use chancery_model::{
    CountWhat, DateBasis, Document, DocumentId, Event, EventId, IncidentId, Speaker,
    Status,
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Serialize)]
struct MentionLine<'a> {
    id: String,
    doc: &'a str,
    document: String,
    incident: Option<String>,
    trigger: RawSpan,
    sentence: RawSpan,
    quote: &'a str,
    words: &'a str,
    lemma: &'a str,
    r#type: &'a str,
    mode: Option<&'a str>,
    contexts: Vec<&'a str>,
    cameo: &'a str,
    source_actors: Vec<NamedParty<'a>>,
    target_actors: Vec<NamedParty<'a>>,
    status: Status,
    speaker: Option<Party<'a>>,
    attribution: Vec<VoiceLine<'a>>,
    date: Option<&'a str>,
    date_basis: DateBasis,
    place: Option<PlaceLine<'a>>,
    counts: Vec<CountLine<'a>>,
    rule: &'a str,
    reservations: Vec<&'a str>,
}

/// One voice, the publisher first. `kind` tells what the others mean.
#[derive(Serialize)]
struct VoiceLine<'a> {
    kind: &'static str,
    speaker: Option<Party<'a>>,
    words: Option<&'a str>,
    cue: Option<&'a str>,
    cue_span: Option<RawSpan>,
    factuality: String,
}

#[derive(Serialize)]
struct PlaceLine<'a> {
    words: &'a str,
    country: Option<&'a str>,
}

#[derive(Serialize)]
struct CountLine<'a> {
    what: CountWhat,
    low: Option<u32>,
    high: Option<u32>,
    words: &'a str,
}

/// Writes the events asked for, by path and place in the document. Offsets are UTF-8 bytes
/// of the raw file, half-open; `quote` is the sentence and no more.
///
/// Returns how many lines were written.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn mentions(
    dataset: &Dataset,
    query: &Query,
    out: &mut dyn Write,
) -> Result<usize, Error> {
    let mut incident_of: BTreeMap<EventId, IncidentId> = BTreeMap::new();
    for incident in dataset.incidents(&Query::default())? {
        incident_of.extend(incident.events().map(|event| (event, incident.id)));
    }
    let mut by_document: BTreeMap<DocumentId, Vec<Event>> = BTreeMap::new();
    for event in dataset.events(query)? {
        by_document.entry(event.document).or_default().push(event);
    }
    let mut lines = 0;
    for document in dataset.documents()? {
        let mut events = by_document.remove(&document.id).unwrap_or_default();
        events
            .sort_by(|a, b| (a.trigger, &a.rule, a.id).cmp(&(b.trigger, &b.rule, b.id)));
        for event in &events {
            line(out, &mention(&document, event, incident_of.get(&event.id)))?;
            lines += 1;
        }
    }
    Ok(lines)
}

fn mention<'a>(
    document: &'a Document,
    event: &'a Event,
    incident: Option<&IncidentId>,
) -> MentionLine<'a> {
    let text = &document.text;
    // The innermost voice that has a name: *reportedly* inside a ministry's statement is
    // still the ministry's.
    let speaker =
        event.claim.voices.iter().rev().find_map(|v| Party::speaking(&v.speaker));
    MentionLine {
        id: event.id.to_string(),
        doc: &document.path,
        document: document.id.to_string(),
        incident: incident.map(IncidentId::to_string),
        trigger: RawSpan::of(document, event.trigger),
        sentence: RawSpan::of(document, event.sentence),
        quote: event.sentence.text(text).unwrap_or_default(),
        words: event.trigger.text(text).unwrap_or_default(),
        lemma: &event.lemma,
        r#type: event.event_type.value.as_str(),
        mode: event.mode.as_ref().map(|mode| mode.value.as_str()),
        contexts: event.contexts.iter().map(|context| context.value.as_str()).collect(),
        cameo: event.cameo.value.as_str(),
        source_actors: NamedParty::all(document, &event.source_actors),
        target_actors: NamedParty::all(document, &event.target_actors),
        status: event.claim.status.value,
        speaker,
        attribution: voices(document, event),
        date: event.date.as_ref().map(|date| date.value.edtf()),
        date_basis: event.date_basis,
        place: event.place.as_ref().map(|place| PlaceLine {
            words: &place.value.words,
            country: place.value.country.as_ref().map(|country| country.as_str()),
        }),
        counts: event
            .counts
            .iter()
            .map(|count| CountLine {
                what: count.value.what,
                low: count.value.low,
                high: count.value.high,
                words: &count.value.words,
            })
            .collect(),
        rule: event.rule.as_str(),
        reservations: event.reservations.iter().map(|code| &**code).collect(),
    }
}

fn voices<'a>(document: &'a Document, event: &'a Event) -> Vec<VoiceLine<'a>> {
    let text = &document.text;
    let line = |voice: &'a chancery_model::Voice| VoiceLine {
        kind: match voice.speaker {
            Speaker::Publisher => "publisher",
            Speaker::Actor(_) => "actor",
            Speaker::Unresolved(_) => "unresolved",
            Speaker::Unnamed => "unnamed",
        },
        speaker: Party::speaking(&voice.speaker),
        words: voice.words.and_then(|span| span.text(text)),
        cue: voice.cue.and_then(|span| span.text(text)),
        cue_span: voice.cue.map(|span| RawSpan::of(document, span)),
        factuality: voice.factuality.notation(),
    };
    event.claim.voices.iter().map(line).collect()
}
