//! Actors and acts in the words of CAMEO, as the older formats write them.

use super::facts::Side;
use chancery_codebook::{Codebook, QuadClass};
use chancery_model::{Actor, CameoCode, Day, Digest, Event};
use std::fmt::Write as _;

/// An actor in codes of three letters.
#[derive(Default)]
pub(super) struct ActorCode {
    /// State or kind of body.
    pub(super) entity: String,
    /// Whether the entity is a state.
    pub(super) is_state: bool,
    /// What it is within that: its sector.
    pub(super) role: String,
}

impl ActorCode {
    /// The codes of whoever stands on one side; empty if nobody is told.
    pub(super) fn of(side: Side<'_>, codebook: &Codebook) -> Self {
        let Some(actor) = side.map(|actor| &actor.value) else { return Self::default() };
        let state = state_code(actor, codebook);
        let sector = sector_code(actor, codebook);
        match state {
            Some(entity) => Self { entity, is_state: true, role: sector },
            // Of no state: the kind of body stands first, as in `IGOUNO`.
            None => {
                let (entity, role) = sector.split_at(sector.len().min(3));
                Self { entity: entity.into(), is_state: false, role: role.into() }
            }
        }
    }

    pub(super) fn full(&self) -> String {
        format!("{}{}", self.entity, self.role)
    }

    /// The codes, or dashes where there are none.
    pub(super) fn or_dashes(&self) -> String {
        let full = self.full();
        if full.is_empty() { "---".into() } else { full }
    }
}

fn state_code(actor: &Actor, codebook: &Codebook) -> Option<String> {
    let id = actor.country.as_ref()?;
    if let Some(code) = codebook.vocabularies.code("cameo-state", id.as_str()) {
        return Some(code.into());
    }
    let state = codebook.actors.states.get(id)?;
    state.iso3.as_deref().filter(|code| !code.is_empty()).map(Into::into)
}

fn sector_code(actor: &Actor, codebook: &Codebook) -> String {
    let Some(sector) = &actor.sector else { return String::new() };
    let theirs = codebook.vocabularies.code("cameo-sector", sector.as_str());
    theirs.unwrap_or(sector.as_str()).into()
}

/// The act in the words of CAMEO.
pub(super) struct Act<'a> {
    pub(super) code: &'a str,
    pub(super) name: &'a str,
}

impl<'a> Act<'a> {
    pub(super) fn of(event: &'a Event, codebook: &'a Codebook) -> Self {
        let code = &event.cameo.value;
        let known = codebook.ontology.cameo.get(code);
        Self { code: code.as_str(), name: known.map_or("", |cameo| &cameo.name) }
    }

    /// The first two digits.
    pub(super) fn root(&self) -> &'a str {
        self.code.get(..2).unwrap_or(self.code)
    }

    /// The first three digits.
    pub(super) fn base(&self) -> &'a str {
        self.code.get(..3).unwrap_or(self.code)
    }

    /// Its score on a named scale; empty if that has none.
    pub(super) fn score(&self, scale: &str, codebook: &Codebook) -> String {
        score(self.code, scale, codebook)
    }

    /// Its quad class from 1 to 4, as ICEWS and GDELT draw it.
    pub(super) fn quad(&self, codebook: &Codebook) -> String {
        let key = ("icews".into(), CameoCode::new(self.root()));
        let quad = codebook.ontology.quads.get(&key).copied();
        quad.map(QuadClass::number).map_or_else(String::new, |number| number.to_string())
    }
}

/// The score of a code; empty if the scale has none.
pub(super) fn score(code: &str, scale: &str, codebook: &Codebook) -> String {
    let scale = codebook.ontology.scales.get(scale);
    let Some(&score) = scale.and_then(|scale| scale.scores.get(code)) else {
        return String::new();
    };
    let sign = if score < 0 { "-" } else { "" };
    let (whole, part) = (score.abs() / 1000, score.abs() % 1000);
    let part = format!("{part:03}");
    let part = part.trim_end_matches('0');
    format!("{sign}{whole}.{}", if part.is_empty() { "0" } else { part })
}

/// A number that stands for what these parts say: 53 bits, so that programs which keep numbers
/// as doubles read it exactly.
pub(super) fn number<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> u64 {
    let digest = Digest::of(parts);
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest.bytes()[..8]);
    u64::from_be_bytes(bytes) >> 11
}

/// `20310305`.
pub(super) fn compact(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// `2031-03-05`.
pub(super) fn dashed(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// Degrees with a point; empty where nothing is known.
pub(super) fn degrees(event: &Event) -> (String, String) {
    let point = event.place.as_ref().and_then(|place| place.value.point);
    let Some(point) = point else { return Default::default() };
    (decimal(point.lat), decimal(point.lon))
}

fn decimal(thousandths: i32) -> String {
    let mut text = String::new();
    let sign = if thousandths < 0 { "-" } else { "" };
    let size = thousandths.unsigned_abs();
    let _ = write!(text, "{sign}{}.{:03}", size / 1000, size % 1000);
    text
}
