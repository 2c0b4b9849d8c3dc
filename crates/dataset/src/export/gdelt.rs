//! The columns of GDELT: events of versions 1.0 and 2.0, and the mentions of 2.0.
//!
//! An event is what one incident has of one day, pair of actors and code; its mentions are the
//! sentences that tell it. What we do not measure (tone, confidence, known groups, ethnicity,
//! religion, administrative codes) stays empty.

use super::cameo::{Act, ActorCode, compact, degrees, number};
use super::columns::tabs;
use super::facts::{Choice, Fact, Facts, Side, Written};
use crate::{Dataset, Error};
use chancery_codebook::Codebook;
use chancery_model::{Coded, Day, Precision, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

/// Which columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GdeltVersion {
    /// Daily files of version 1.0: 58 columns.
    One,
    /// Files of version 2.0: 61 columns.
    Two,
}

/// One sentence that tells an event of one pair of actors.
struct Telling<'a> {
    fact: &'a Fact<'a>,
    sides: [Side<'a>; 2],
}

/// The tellings of each event, by its day and number.
type Groups<'a> = BTreeMap<(Day, u64), Vec<Telling<'a>>>;

fn grouped<'a>(facts: &'a [(Fact<'a>, Day)], codebook: &'a Codebook) -> Groups<'a> {
    let mut groups = Groups::new();
    for (fact, day) in facts {
        let incident = match fact.incident {
            Some(incident) => incident.to_string(),
            None => fact.event.id.to_string(),
        };
        for (source_actor, target_actor) in fact.pairs(codebook) {
            let sides = [source_actor, target_actor];
            let ids = sides.map(|side| side.map_or("", |actor| actor.value.id.as_str()));
            let code = fact.event.cameo.value.as_str();
            let id = number([incident.as_str(), &compact(*day), ids[0], ids[1], code]);
            groups.entry((*day, id)).or_default().push(Telling { fact, sides });
        }
    }
    groups
}

/// Writes event lines, without a header, as GDELT does.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn gdelt_events(
    dataset: &Dataset,
    codebook: &Codebook,
    version: GdeltVersion,
    choice: &Choice,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    let dated = facts.dated(choice, &mut written);
    for ((day, id), tellings) in grouped(&dated, codebook) {
        tabs(out, &event_cells(id, day, &tellings, version, codebook))?;
        written.lines += 1;
    }
    Ok(written)
}

fn event_cells(
    id: u64,
    day: Day,
    tellings: &[Telling<'_>],
    version: GdeltVersion,
    codebook: &Codebook,
) -> Vec<String> {
    let Some(first) = tellings.first() else { return Vec::new() };
    let event = first.fact.event;
    let act = Act::of(event, codebook);
    let share = (u32::from(day.month()) * 30 + u32::from(day.day())) * 10_000 / 365;
    let (carry, share) = (share / 10_000, share % 10_000);
    let year = i32::from(day.year());
    let mut cells = vec![
        id.to_string(),
        compact(day),
        format!("{year:04}{:02}", day.month()),
        year.to_string(),
        format!("{}.{share:04}", year + i32::try_from(carry).unwrap_or(0)),
    ];
    for side in first.sides {
        cells.extend(actor_cells(side, codebook));
    }
    let distinct = |of: &dyn Fn(&Fact<'_>) -> String| {
        let values: BTreeSet<String> = tellings.iter().map(|t| of(t.fact)).collect();
        values.into_iter().filter(|value| !value.is_empty()).count().max(1).to_string()
    };
    let leads = tellings.iter().any(|telling| telling.fact.leads);
    cells.extend([
        u8::from(leads).to_string(),
        act.code.into(),
        act.base().into(),
        act.root().into(),
        act.quad(codebook),
        act.score("goldstein-gdelt", codebook),
        tellings.len().to_string(),
        distinct(&|fact| fact.publisher().into()),
        distinct(&|fact| fact.document.id.to_string()),
        String::new(),
    ]);
    let blank = blank_place(version);
    cells.extend(blank.clone());
    cells.extend(blank);
    cells.extend(place_cells(first.fact, version, codebook));
    let added = tellings.iter().filter_map(|t| t.fact.published()).min();
    cells.push(added.map_or_else(String::new, |day| stamp(day, version)));
    cells.push(first.fact.address().into());
    cells
}

fn actor_cells(side: Side<'_>, codebook: &Codebook) -> [String; 10] {
    let code = ActorCode::of(side, codebook);
    let name = side.map_or_else(String::new, |actor| actor.value.label.to_uppercase());
    let mut types: Vec<String> = Vec::new();
    let kinds = if code.is_state { code.role.clone() } else { code.full() };
    let mut rest = kinds.as_str();
    while !rest.is_empty() && types.len() < 3 {
        let (one, more) = rest.split_at(rest.len().min(3));
        types.push(one.into());
        rest = more;
    }
    types.resize(3, String::new());
    let [first, second, third] = [0, 1, 2].map(|at| types[at].clone());
    let country = if code.is_state { code.entity.clone() } else { String::new() };
    [
        code.full(),
        name,
        country,
        String::new(),
        String::new(),
        String::new(),
        String::new(),
        first,
        second,
        third,
    ]
}

/// A place of which nothing is known.
fn blank_place(version: GdeltVersion) -> Vec<String> {
    let columns = if version == GdeltVersion::Two { 8 } else { 7 };
    let mut cells = vec![String::new(); columns];
    cells[0] = "0".into();
    cells
}

fn place_cells(
    fact: &Fact<'_>,
    version: GdeltVersion,
    codebook: &Codebook,
) -> Vec<String> {
    let mut cells = blank_place(version);
    let Some(place) = fact.event.place.as_ref().map(|place| &place.value) else {
        return cells;
    };
    let Some(country) = &place.country else { return cells };
    let kind = match place.precision {
        Precision::Country => "country",
        Precision::Region => "region",
        Precision::City => "city",
        Precision::Point => "point",
        // A border lies in no one place.
        Precision::Border | Precision::Unknown => return cells,
    };
    let vocabularies = &codebook.vocabularies;
    let vocabulary = "gdelt-place-type";
    let number = vocabularies
        .code(vocabulary, &format!("{kind}/{country}"))
        .or_else(|| vocabularies.code(vocabulary, kind));
    let state = codebook.names.label(country);
    let fips = vocabularies.code("fips-state", country.as_str()).unwrap_or_default();
    let is_state = place.precision == Precision::Country;
    let mut parts: Vec<&str> = Vec::new();
    if !is_state {
        parts.push(&place.words);
        parts.extend(place.region.as_deref().filter(|region| **region != *place.words));
    }
    parts.push(&state);
    let (lat, lon) = match degrees(fact.event) {
        (lat, lon) if !lat.is_empty() => (lat, lon),
        _ => middle(country, is_state, codebook),
    };
    cells[0] = number.unwrap_or("0").into();
    cells[1] = parts.join(", ");
    cells[2] = fips.into();
    let after = cells.len() - 3;
    if is_state {
        cells[3] = fips.into();
        cells[after + 2] = fips.into();
    }
    cells[after] = lat;
    cells[after + 1] = lon;
    cells
}

/// The point that stands for a state.
fn middle(
    country: &chancery_model::ActorId,
    is_state: bool,
    codebook: &Codebook,
) -> (String, String) {
    let point = codebook.places.middle_of(country).filter(|_| is_state);
    let Some(point) = point else { return Default::default() };
    let (lat, lon) = point.degrees();
    (format!("{lat:.3}"), format!("{lon:.3}"))
}

fn stamp(day: Day, version: GdeltVersion) -> String {
    let day = compact(day);
    if version == GdeltVersion::Two { format!("{day}000000") } else { day }
}

/// Writes mention lines of version 2.0, without a header: one for each sentence that tells an
/// event. Offsets count characters of the document's text.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn gdelt_mentions(
    dataset: &Dataset,
    codebook: &Codebook,
    choice: &Choice,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    let dated = facts.dated(choice, &mut written);
    for ((day, id), tellings) in grouped(&dated, codebook) {
        for Telling { fact, sides } in &tellings {
            let text = &fact.document.text;
            let offset = |span: Option<Span>| {
                let before = span.and_then(|span| text.get(..span.start() as usize));
                before
                    .map_or_else(|| "-1".into(), |text| text.chars().count().to_string())
            };
            let actor = |side: Side<'_>| {
                offset(side.and_then(|actor: &Coded<_>| actor.basis.span()))
            };
            let web = fact.document.metadata.url.is_some();
            let published = fact.published();
            let cells = [
                id.to_string(),
                stamp(day, GdeltVersion::Two),
                published.map_or_else(String::new, |day| stamp(day, GdeltVersion::Two)),
                if web { "1" } else { "2" }.into(),
                fact.publisher().into(),
                fact.address().into(),
                fact.sentence.to_string(),
                actor(sides[0]),
                actor(sides[1]),
                offset(Some(fact.event.trigger)),
                "1".into(),
                String::new(),
                text.chars().count().to_string(),
                String::new(),
                String::new(),
                String::new(),
            ];
            tabs(out, &cells)?;
            written.lines += 1;
        }
    }
    Ok(written)
}
