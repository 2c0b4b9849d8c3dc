//! The events of a dataset as they are compared with gold.

use super::gold::{Gold, GoldMention};
use crate::{Dataset, Error, Query};
use chancery_model::{
    Actor, Coded, DateSpan, Diagnostic, Document, Event, EventId, IncidentId, Speaker,
    Status,
};
use std::collections::{BTreeMap, BTreeSet};

/// An event as it is compared with gold.
#[derive(Debug)]
pub(super) struct CodedMention {
    pub(super) id: EventId,
    pub(super) document: Box<str>,
    pub(super) sentence: Box<str>,
    pub(super) trigger: Option<(u64, u64)>,
    pub(super) event_type: Box<str>,
    pub(super) mode: Option<Box<str>>,
    pub(super) cameo: Box<str>,
    pub(super) source_actors: BTreeSet<Box<str>>,
    pub(super) target_actors: BTreeSet<Box<str>>,
    pub(super) status: Status,
    pub(super) speakers: BTreeSet<Box<str>>,
    pub(super) date: Option<DateSpan>,
    pub(super) incident: Option<IncidentId>,
}

/// The documents of the gold with what is coded in them.
pub(super) struct Coding {
    pub(super) mentions: Vec<CodedMention>,
    documents: BTreeMap<Box<str>, (Document, Vec<u8>)>,
}

impl Coding {
    /// What is coded in the documents that the gold speaks of, in the order of documents and
    /// their text.
    pub(super) fn of(dataset: &Dataset, gold: &Gold) -> Result<Self, Error> {
        let wanted: BTreeSet<&str> =
            gold.mentions.iter().map(|mention| &*mention.document).collect();
        let mut incident_of: BTreeMap<EventId, IncidentId> = BTreeMap::new();
        for incident in dataset.incidents(&Query::default())? {
            incident_of.extend(incident.events().map(|event| (event, incident.id)));
        }
        let mut by_document: BTreeMap<_, Vec<Event>> = BTreeMap::new();
        for event in dataset.events(&Query::default())? {
            by_document.entry(event.document).or_default().push(event);
        }
        let mut mentions = Vec::new();
        let mut documents = BTreeMap::new();
        for document in dataset.documents()? {
            let name = file_name(&document.path);
            if !wanted.contains(name) {
                continue;
            }
            let mut events = by_document.remove(&document.id).unwrap_or_default();
            events.sort_by(|a, b| {
                (a.trigger, &a.rule, a.id).cmp(&(b.trigger, &b.rule, b.id))
            });
            mentions.extend(events.iter().map(|event| {
                CodedMention::of(&document, event, incident_of.get(&event.id).copied())
            }));
            let raw = dataset.raw(document.id)?;
            documents.insert(name.into(), (document, raw));
        }
        Ok(Self { mentions, documents })
    }

    /// Finds the bytes of gold that has none, and checks those it has.
    pub(super) fn locate(&self, gold: &mut Gold, findings: &mut Vec<Diagnostic>) {
        let mut missing = BTreeSet::new();
        for mention in &mut gold.mentions {
            let Some((document, raw)) = self.documents.get(&mention.document) else {
                if missing.insert(mention.document.clone()) {
                    let message =
                        format!("no document `{}` in the dataset", mention.document);
                    findings.push(
                        Diagnostic::warning(
                            "unread-document",
                            mention.place.clone(),
                            message,
                        )
                        .hint("its mentions count as not found"),
                    );
                }
                continue;
            };
            if let Err((code, message)) = place(mention, document, raw) {
                findings.push(Diagnostic::error(code, mention.place.clone(), message));
            }
        }
    }
}

fn place(
    mention: &mut GoldMention,
    document: &Document,
    raw: &[u8],
) -> Result<(), (&'static str, String)> {
    // Only of a file that is one document are the bytes kept as they stand.
    let is_file = !document.path.contains('#') && !document.path.ends_with(".gz");
    let sides = [("quote", mention.quote_bytes), ("trigger", mention.trigger_bytes)];
    for ((field, bytes), words) in
        sides.into_iter().zip([&mention.quote, &mention.trigger])
    {
        let Some((start, end)) = bytes.filter(|_| is_file) else { continue };
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        let there = range.and_then(|(start, end)| raw.get(start..end));
        if there != Some(words.as_bytes()) {
            let there = there.map(String::from_utf8_lossy).unwrap_or_default();
            let message = format!(
                "bytes {start}..{end} of `{}` are `{there}`, not the {field} `{words}`",
                mention.document
            );
            return Err(("offset-mismatch", message));
        }
    }
    if mention.quote_bytes.is_none() {
        mention.quote_bytes = Some(find(&mention.quote, None, document)?);
    }
    if mention.trigger_bytes.is_none() {
        let found = find(&mention.trigger, mention.quote_bytes, document)?;
        mention.trigger_bytes = Some(found);
    }
    Ok(())
}

/// Where words stand in the raw file, within these bytes.
fn find(
    words: &str,
    within: Option<(u64, u64)>,
    document: &Document,
) -> Result<(u64, u64), (&'static str, String)> {
    let places: Vec<(u64, u64)> = document
        .text
        .match_indices(words)
        .filter_map(|(at, found)| {
            let span = chancery_model::Span::of(at, at + found.len())?;
            document.origin.raw(span)
        })
        .filter(|place| {
            within.is_none_or(|(start, end)| place.0 >= start && place.1 <= end)
        })
        .collect();
    match places[..] {
        [place] => Ok(place),
        [] => Err((
            "not-in-document",
            format!("`{words}` does not stand in `{}`", document.path),
        )),
        _ => Err((
            "ambiguous-quote",
            format!(
                "`{words}` stands {} times in `{}`; say where by its bytes",
                places.len(),
                document.path
            ),
        )),
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl CodedMention {
    fn of(document: &Document, event: &Event, incident: Option<IncidentId>) -> Self {
        // The innermost voice that has a name, as exports have it.
        let named = event.claim.voices.iter().rev().find(|voice| {
            matches!(voice.speaker, Speaker::Actor(_) | Speaker::Unresolved(_))
        });
        let speakers = match named.map(|voice| &voice.speaker) {
            Some(Speaker::Actor(actor)) => country(actor).into_iter().collect(),
            _ => BTreeSet::new(),
        };
        Self {
            id: event.id,
            document: file_name(&document.path).into(),
            sentence: event.sentence.text(&document.text).unwrap_or_default().into(),
            trigger: document.origin.raw(event.trigger),
            event_type: event.event_type.value.as_str().into(),
            mode: event.mode.as_ref().map(|mode| mode.value.as_str().into()),
            cameo: event.cameo.value.as_str().into(),
            source_actors: countries(&event.source_actors),
            target_actors: countries(&event.target_actors),
            status: event.claim.status.value,
            speakers,
            date: event.date.as_ref().map(|date| date.value.clone()),
            incident,
        }
    }
}

fn country(actor: &Actor) -> Option<Box<str>> {
    actor.country.as_ref().map(|country| country.as_str().into())
}

fn countries(actors: &[Coded<Actor>]) -> BTreeSet<Box<str>> {
    actors.iter().filter_map(|actor| country(&actor.value)).collect()
}
