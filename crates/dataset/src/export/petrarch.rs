//! The columns of PETRARCH and of Phoenix, which was built on it: one line for each day, pair
//! of actors and code, however often it is told.

use super::cameo::{Act, ActorCode, compact, degrees, number};
use super::columns::{header, joined, tabs};
use super::facts::{Choice, Fact, Facts, Side, Written};
use crate::{Dataset, Error};
use chancery_codebook::Codebook;
use chancery_model::Day;
use std::collections::BTreeMap;
use std::io::Write;

/// The columns of Phoenix, in their order. Its files have no header; ours has one.
pub const PHOENIX: [&str; 26] = [
    "EventID",
    "Date",
    "Year",
    "Month",
    "Day",
    "SourceActorFull",
    "SourceActorEntity",
    "SourceActorRole",
    "SourceActorAttribute",
    "TargetActorFull",
    "TargetActorEntity",
    "TargetActorRole",
    "TargetActorAttribute",
    "EventCode",
    "EventRootCode",
    "PentaClass",
    "GoldsteinScore",
    "Issues",
    "Lat",
    "Lon",
    "LocationName",
    "StateName",
    "CountryCode",
    "SentenceID",
    "URLs",
    "NewsSources",
];

/// One telling: the fact and the two actors.
struct Telling<'a> {
    fact: &'a Fact<'a>,
    sides: [Side<'a>; 2],
}

/// Everything told of one day, pair and code.
type Group<'a> = BTreeMap<(Day, [String; 2], &'a str), Vec<Telling<'a>>>;

fn grouped<'a>(facts: &'a [(Fact<'a>, Day)], codebook: &'a Codebook) -> Group<'a> {
    let mut groups = Group::new();
    for (fact, day) in facts {
        for (source_actor, target_actor) in fact.pairs(codebook) {
            let sides = [source_actor, target_actor];
            let codes = sides.map(|side| ActorCode::of(side, codebook).or_dashes());
            let code = Act::of(fact.event, codebook).code;
            groups.entry((*day, codes, code)).or_default().push(Telling { fact, sides });
        }
    }
    groups
}

/// Writes the lines of a PETRARCH event file, without a header: date, source and target code,
/// event code, issues, ids of sentences, addresses, publishers, the words of both actors and of
/// the event.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn petrarch(
    dataset: &Dataset,
    codebook: &Codebook,
    choice: &Choice,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    let dated = facts.dated(choice, &mut written);
    for ((day, [source_actor, target_actor], code), tellings) in grouped(&dated, codebook)
    {
        let ids: Vec<String> = tellings.iter().map(|t| sentence_id(t.fact)).collect();
        let words =
            |side: usize| joined(tellings.iter().map(|t| t.fact.words(t.sides[side])));
        let cells = [
            compact(day),
            source_actor,
            target_actor,
            code.into(),
            issues(&tellings),
            joined(ids.iter().map(String::as_str)),
            joined(tellings.iter().map(|t| t.fact.address())),
            joined(tellings.iter().map(|t| t.fact.publisher())),
            words(0),
            words(1),
            joined(tellings.iter().map(|t| t.fact.trigger())),
        ];
        tabs(out, &cells)?;
        written.lines += 1;
    }
    Ok(written)
}

/// Writes the lines of Phoenix under a header.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn phoenix(
    dataset: &Dataset,
    codebook: &Codebook,
    choice: &Choice,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    let dated = facts.dated(choice, &mut written);
    header(out, &PHOENIX)?;
    for ((day, codes, code), tellings) in grouped(&dated, codebook) {
        let Some(first) = tellings.first() else { continue };
        let event = first.fact.event;
        let act = Act::of(event, codebook);
        let id = number([compact(day).as_str(), &codes[0], &codes[1], code]);
        let [source_actor, target_actor] =
            first.sides.map(|side| ActorCode::of(side, codebook));
        let penta = codebook.vocabularies.code("phoenix-penta", act.root());
        let (lat, lon) = degrees(event);
        let place = event.place.as_ref().map(|place| &place.value);
        let country = place.and_then(|place| place.country.as_ref());
        let ids: Vec<String> = tellings.iter().map(|t| sentence_id(t.fact)).collect();
        let cells = [
            id.to_string(),
            compact(day),
            day.year().to_string(),
            day.month().to_string(),
            day.day().to_string(),
            source_actor.full(),
            source_actor.entity,
            source_actor.role,
            String::new(),
            target_actor.full(),
            target_actor.entity,
            target_actor.role,
            String::new(),
            act.code.into(),
            act.root().into(),
            penta.unwrap_or_default().into(),
            act.score("goldstein-phoenix", codebook),
            issues(&tellings),
            lat,
            lon,
            place.map_or_else(String::new, |place| place.words.to_string()),
            place.and_then(|place| place.region.as_deref()).unwrap_or_default().into(),
            country.map_or_else(String::new, |country| country.as_str().into()),
            joined(ids.iter().map(String::as_str)),
            joined(tellings.iter().map(|t| t.fact.address())),
            joined(tellings.iter().map(|t| t.fact.publisher())),
        ];
        tabs(out, &cells)?;
        written.lines += 1;
    }
    Ok(written)
}

fn sentence_id(fact: &Fact<'_>) -> String {
    format!("{}_{}", fact.document.path, fact.sentence)
}

/// The contexts, each with how many tellings have it.
fn issues(tellings: &[Telling<'_>]) -> String {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for context in tellings.iter().flat_map(|telling| &telling.fact.event.contexts) {
        *counted.entry(context.value.as_str()).or_default() += 1;
    }
    let each = counted.iter().map(|(context, times)| format!("{context},{times}"));
    each.collect::<Vec<_>>().join(";")
}
