//! Events as PLOVER writes them, one JSON object a line.
//!
//! Its auxiliary modes `future`, `hypothetical` and `negation` say what is no fact, where such
//! events are asked for; a claim is told in the comment, for want of a field.

use super::cameo::dashed;
use super::facts::{Choice, Fact, Facts, Written};
use super::line;
use crate::{Dataset, Error};
use chancery_codebook::Codebook;
use chancery_model::{Actor, Coded, Coordinates, CountWhat, Day, Precision, Status};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Serialize)]
struct EventLine<'a> {
    id: String,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    enddate: Option<String>,
    actor: Vec<Entity<'a>>,
    recipient: Vec<Entity<'a>>,
    event: [&'a str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    event_loc: Option<Location<'a>>,
    event_text: [&'a str; 1],
    quad_code: Option<u8>,
    event_scale: Option<f64>,
    mode: Vec<&'a str>,
    context: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    size: BTreeMap<&'static str, u32>,
    text: &'a str,
    text_info: TextPlace,
    cite_info: Citation<'a>,
    coder: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
}

#[derive(Serialize)]
struct Entity<'a> {
    code: &'a str,
    sector: &'a str,
    entity_text: &'a str,
    identifier_id: &'a str,
    identifier_text: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    extracted_place: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    province: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<u8>,
}

/// Where the sentence stands: its number from one, and characters of the text, half-open.
#[derive(Serialize)]
struct TextPlace {
    sequence: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Citation<'a> {
    citation: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    language: Option<&'a str>,
    publication: Option<&'a str>,
    codebook: String,
}

/// Writes the events, each once with all its actors.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn plover(
    dataset: &Dataset,
    codebook: &Codebook,
    choice: &Choice,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    for fact in facts.chosen(choice, &mut written) {
        let Some((first, last)) = days(&fact, choice) else {
            written.without_day += 1;
            continue;
        };
        line(out, &event_line(&fact, first, last, codebook))?;
        written.lines += 1;
        written.events += 1;
    }
    Ok(written)
}

/// The first and the last day on which it can have taken place; an open end is none.
fn days(fact: &Fact<'_>, choice: &Choice) -> Option<(Day, Day)> {
    let told = fact.event.date.as_ref().and_then(|date| {
        let date = &date.value;
        date.earliest().zip(date.latest())
    });
    let published = || choice.publication_day.then(|| fact.published())?;
    told.or_else(|| published().map(|day| (day, day)))
}

fn event_line<'a>(
    fact: &Fact<'a>,
    first: Day,
    last: Day,
    codebook: &'a Codebook,
) -> EventLine<'a> {
    let event = fact.event;
    let kind = event.event_type.value.as_str();
    let mode = event.mode.as_ref().map(|mode| mode.value.as_str());
    let scale = codebook.ontology.scales.get("plover");
    let score = scale.and_then(|scale| {
        let of_mode = mode.and_then(|m| scale.scores.get(format!("{kind}/{m}").as_str()));
        of_mode.or_else(|| scale.scores.get(kind)).copied()
    });
    let text = &fact.document.text;
    let characters =
        |end: u32| text.get(..end as usize).map_or(0, |text| text.chars().count());
    let status = event.claim.status.value;
    let doubt = auxiliary(status);
    let metadata = &fact.document.metadata;
    let stated = |field: &'a Option<chancery_model::Stated<Box<str>>>| {
        field.as_ref().map(|stated| &*stated.value)
    };
    EventLine {
        id: event.id.to_string(),
        date: dashed(first),
        enddate: (last != first).then(|| dashed(last)),
        actor: entities(fact, &event.source_actors),
        recipient: entities(fact, &event.target_actors),
        event: [kind],
        event_loc: location(fact, codebook),
        event_text: [fact.trigger()],
        quad_code: codebook.ontology.event_type(kind).map(|kind| kind.quad.number()),
        event_scale: score.map(|score| f64::from(score) / 1000.0),
        mode: mode.into_iter().chain(doubt).collect(),
        context: event.contexts.iter().map(|c| c.value.as_str()).collect(),
        link: fact.incident.map(|incident| incident.to_string()),
        size: size(fact),
        text: fact.quote(),
        text_info: TextPlace {
            sequence: fact.sentence,
            start: characters(event.sentence.start()),
            end: characters(event.sentence.end()),
        },
        cite_info: Citation {
            citation: &fact.document.path,
            url: stated(&metadata.url),
            title: stated(&metadata.title),
            language: stated(&metadata.language),
            publication: stated(&metadata.publisher),
            codebook: codebook.digest.to_string(),
        },
        coder: "chancery",
        comment: (status != Status::Asserted).then(|| match fact.according_to() {
            "" => status.word().to_owned(),
            voice => format!("{}, according to {voice}", status.word()),
        }),
    }
}

/// The auxiliary mode that says what a status says.
fn auxiliary(status: Status) -> Option<&'static str> {
    match status {
        Status::Asserted | Status::Claimed => None,
        Status::Denied => Some("negation"),
        Status::Planned | Status::Threatened | Status::Predicted => Some("future"),
        Status::Hypothetical => Some("hypothetical"),
    }
}

/// An actor of no state has its sector in place of the code of a state.
fn entities<'a>(fact: &Fact<'a>, actors: &'a [Coded<Actor>]) -> Vec<Entity<'a>> {
    let entity = |actor: &'a Coded<Actor>| {
        let country = actor.value.country.as_ref().map(|country| country.as_str());
        let sector = actor.value.sector.as_ref().map_or("", |sector| sector.as_str());
        Entity {
            code: country.unwrap_or(sector),
            sector: if country.is_some() { sector } else { "" },
            entity_text: fact.words(Some(actor)),
            identifier_id: actor.value.id.as_str(),
            identifier_text: &actor.value.label,
        }
    };
    actors.iter().map(entity).collect()
}

fn location<'a>(fact: &Fact<'a>, codebook: &'a Codebook) -> Option<Location<'a>> {
    let place = &fact.event.place.as_ref()?.value;
    let country = place.country.as_ref();
    let point = place.point.map(Coordinates::degrees);
    Some(Location {
        extracted_place: &place.words,
        province: place.region.as_deref(),
        country: country.map(|country| codebook.names.label(country)),
        country_code: country.map(|country| country.as_str()),
        lat: point.map(|(lat, _)| lat),
        lon: point.map(|(_, lon)| lon),
        resolution: match place.precision {
            Precision::Point => Some(5),
            Precision::City => Some(4),
            Precision::Region => Some(2),
            Precision::Country => Some(1),
            Precision::Border | Precision::Unknown => None,
        },
    })
}

/// How many were killed, injured and arrested, where the text tells one number.
fn size(fact: &Fact<'_>) -> BTreeMap<&'static str, u32> {
    let counts = fact.event.counts.iter().filter_map(|count| {
        let name = match count.value.what {
            CountWhat::Killed => "dead",
            CountWhat::Injured => "injured",
            CountWhat::Arrested => "arrested",
            CountWhat::Expelled => return None,
        };
        let number = count.value.low.filter(|_| count.value.low == count.value.high)?;
        Some((name, number))
    });
    counts.collect()
}
