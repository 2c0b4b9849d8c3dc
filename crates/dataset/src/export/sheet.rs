//! Events as one sheet with named columns, in PLOVER's words or in CAMEO's.

use super::cameo::{Act, ActorCode, degrees, score};
use super::facts::{Choice, Fact, Facts, Written};
use crate::{Cell, Dataset, Error, Table};
use chancery_codebook::Codebook;
use chancery_model::{Actor, Coded, CountWhat, DateBasis};

/// Whose words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vocabulary {
    /// Event types, modes, contexts and sectors of PLOVER.
    Plover,
    /// Codes and actors of CAMEO.
    Cameo,
}

const WHAT: [(Vocabulary, &[&str]); 2] = [
    (
        Vocabulary::Plover,
        &[
            "event_type",
            "mode",
            "contexts",
            "quad_class",
            "score_plover",
            "source_actors",
            "source_countries",
            "source_sectors",
            "target_actors",
            "target_countries",
            "target_sectors",
        ],
    ),
    (
        Vocabulary::Cameo,
        &[
            "cameo",
            "cameo_name",
            "cameo_root",
            "quad_class",
            "goldstein_gdelt",
            "goldstein_icews",
            "source_codes",
            "source_actors",
            "target_codes",
            "target_actors",
        ],
    ),
];

const BEFORE: [&str; 10] = [
    "id",
    "incident",
    "document",
    "sentence_number",
    "publisher",
    "url",
    "published",
    "date",
    "date_basis",
    "trigger",
];

const AFTER: [&str; 13] = [
    "place",
    "place_country",
    "lat",
    "lon",
    "killed",
    "injured",
    "arrested",
    "expelled",
    "status",
    "according_to",
    "rule",
    "reservations",
    "sentence",
];

/// The events as a table, one row each.
///
/// # Errors
/// If no run has finished, or something cannot be read.
pub fn sheet(
    dataset: &Dataset,
    codebook: &Codebook,
    vocabulary: Vocabulary,
    choice: &Choice,
) -> Result<(Table, Written), Error> {
    let what = WHAT.iter().find(|(of, _)| *of == vocabulary).map_or(&[][..], |(_, w)| w);
    let names: Vec<(&str, &str)> =
        BEFORE.iter().chain(what).chain(&AFTER).map(|name| (*name, *name)).collect();
    let mut table = Table::new("events", &names);
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    for fact in facts.chosen(choice, &mut written) {
        let mut row = before(&fact);
        row.extend(match vocabulary {
            Vocabulary::Plover => in_plover(&fact, codebook),
            Vocabulary::Cameo => in_cameo(&fact, codebook),
        });
        row.extend(after(&fact));
        table.push(row);
        written.lines += 1;
        written.events += 1;
    }
    Ok((table, written))
}

fn before(fact: &Fact<'_>) -> Vec<Cell> {
    let event = fact.event;
    let metadata = &fact.document.metadata;
    let url = metadata.url.as_ref().map(|url| url.value.clone());
    let published = metadata.published.as_ref().map(|day| day.value.edtf());
    vec![
        Cell::id(event.id),
        fact.incident.map_or(Cell::Empty, Cell::id),
        Cell::text(fact.document.path.clone()),
        Cell::count(fact.sentence),
        Cell::text(fact.publisher()),
        Cell::maybe(url),
        Cell::maybe(published),
        Cell::maybe(event.date.as_ref().map(|date| date.value.edtf())),
        Cell::text(basis(event.date_basis)),
        Cell::text(fact.trigger()),
    ]
}

fn in_plover(fact: &Fact<'_>, codebook: &Codebook) -> Vec<Cell> {
    let event = fact.event;
    let kind = event.event_type.value.as_str();
    let mode = event.mode.as_ref().map(|mode| mode.value.as_str());
    let of_mode = mode.map(|mode| score(&format!("{kind}/{mode}"), "plover", codebook));
    let of_mode = of_mode.filter(|score| !score.is_empty());
    let contexts = event.contexts.iter().map(|c| c.value.as_str().into()).collect();
    let quad = codebook.ontology.event_type(kind).map(|kind| kind.quad.number());
    let mut cells = vec![
        Cell::text(kind),
        Cell::maybe(mode),
        Cell::list(contexts),
        quad.map_or(Cell::Empty, |number| Cell::Number(number.into())),
        Cell::text(of_mode.unwrap_or_else(|| score(kind, "plover", codebook))),
    ];
    for actors in [&event.source_actors, &event.target_actors] {
        let each = |of: fn(&Actor) -> Option<&str>| {
            let values =
                actors.iter().map(|actor| of(&actor.value).unwrap_or("-").into());
            Cell::list(values.collect())
        };
        cells.extend([
            each(|actor| Some(&actor.label)),
            each(|actor| actor.country.as_ref().map(|country| country.as_str())),
            each(|actor| actor.sector.as_ref().map(|sector| sector.as_str())),
        ]);
    }
    cells
}

fn in_cameo(fact: &Fact<'_>, codebook: &Codebook) -> Vec<Cell> {
    let event = fact.event;
    let act = Act::of(event, codebook);
    let mut cells = vec![
        Cell::text(act.code),
        Cell::text(act.name),
        Cell::text(act.root()),
        Cell::text(act.quad(codebook)),
        Cell::text(act.score("goldstein-gdelt", codebook)),
        Cell::text(act.score("goldstein-icews", codebook)),
    ];
    for actors in [&event.source_actors, &event.target_actors] {
        let code = |actor: &Coded<Actor>| {
            ActorCode::of(Some(actor), codebook).or_dashes().into()
        };
        let label = |actor: &Coded<Actor>| actor.value.label.clone();
        cells.push(Cell::list(actors.iter().map(code).collect()));
        cells.push(Cell::list(actors.iter().map(label).collect()));
    }
    cells
}

fn after(fact: &Fact<'_>) -> Vec<Cell> {
    let event = fact.event;
    let place = event.place.as_ref().map(|place| &place.value);
    let country = place.and_then(|place| place.country.as_ref());
    let (lat, lon) = degrees(event);
    let mut cells = vec![
        Cell::maybe(place.map(|place| place.words.clone())),
        Cell::maybe(country.map(|country| country.as_str())),
        Cell::text(lat),
        Cell::text(lon),
    ];
    for what in
        [CountWhat::Killed, CountWhat::Injured, CountWhat::Arrested, CountWhat::Expelled]
    {
        let count = event.counts.iter().find(|count| count.value.what == what);
        cells.push(count.map_or(Cell::Empty, |count| {
            Cell::text(range(count.value.low, count.value.high))
        }));
    }
    let reservations = event.reservations.to_vec();
    cells.extend([
        Cell::text(event.claim.status.value.word()),
        Cell::text(fact.according_to()),
        Cell::text(event.rule.as_str()),
        Cell::list(reservations),
        Cell::text(fact.quote()),
    ]);
    cells
}

/// `2`, or `2..5` where the words leave it open; an open end stays open.
fn range(low: Option<u32>, high: Option<u32>) -> String {
    let end = |end: Option<u32>| end.map_or_else(String::new, |end| end.to_string());
    if low == high && low.is_some() {
        return end(low);
    }
    format!("{}..{}", end(low), end(high))
}

fn basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Explicit => "explicit",
        DateBasis::PublicationYear => "publication-year",
        DateBasis::Relative => "relative",
        DateBasis::Coreference => "coreference",
        DateBasis::Context => "context",
        DateBasis::Publication => "publication",
        DateBasis::Decision => "decision",
        DateBasis::None => "",
    }
}
