//! The columns of ICEWS as published on Dataverse: one line for each telling and pair of actors.

use super::cameo::{Act, dashed, degrees, number};
use super::columns::{header, tabs};
use super::facts::{Choice, Facts, Side, Written};
use crate::{Dataset, Error};
use chancery_codebook::Codebook;
use chancery_model::Precision;
use std::io::Write;

/// The columns, in their order.
pub const ICEWS: [&str; 20] = [
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

/// Writes the lines under a header.
///
/// # Errors
/// If no run has finished, or something cannot be read or written.
pub fn icews(
    dataset: &Dataset,
    codebook: &Codebook,
    choice: &Choice,
    out: &mut dyn Write,
) -> Result<Written, Error> {
    let mut written = Written::default();
    let facts = Facts::read(dataset)?;
    let dated = facts.dated(choice, &mut written);
    header(out, &ICEWS)?;
    for (fact, day) in &dated {
        let event = fact.event;
        let act = Act::of(event, codebook);
        let place = event.place.as_ref().map(|place| &place.value);
        let is_town = place
            .is_some_and(|p| matches!(p.precision, Precision::City | Precision::Point));
        let city = place.filter(|_| is_town).map(|place| place.words.to_string());
        let province = place.and_then(|place| place.region.as_deref());
        let country = place.and_then(|place| place.country.as_ref());
        let (lat, lon) = degrees(event);
        for (source_actor, target_actor) in fact.pairs(codebook) {
            let sides = [source_actor, target_actor].map(|side| told(side, codebook));
            let [[source_name, source_sector, source_country], [name, sector, state]] =
                sides;
            let id = number([&event.id.to_string(), &source_name, &name]);
            let cells = [
                id.to_string(),
                dashed(*day),
                source_name,
                source_sector,
                source_country,
                act.name.into(),
                act.code.into(),
                act.score("goldstein-icews", codebook),
                name,
                sector,
                state,
                number([fact.document.id.to_string()]).to_string(),
                fact.sentence.to_string(),
                fact.publisher().into(),
                city.clone().unwrap_or_default(),
                String::new(),
                province.unwrap_or_default().into(),
                country.map_or_else(String::new, |c| codebook.names.label(c).into()),
                lat.clone(),
                lon.clone(),
            ];
            tabs(out, &cells)?;
            written.lines += 1;
        }
    }
    Ok(written)
}

/// Name, sectors and country of one side, in words.
fn told(side: Side<'_>, codebook: &Codebook) -> [String; 3] {
    let Some(actor) = side.map(|actor| &actor.value) else { return Default::default() };
    let sector = actor.sector.as_ref().and_then(|id| codebook.ontology.sectors.get(id));
    let country = actor.country.as_ref().map(|id| codebook.names.label(id));
    [
        actor.label.to_string(),
        sector.map_or_else(String::new, |sector| sector.name.to_string()),
        country.map_or_else(String::new, Into::into),
    ]
}
