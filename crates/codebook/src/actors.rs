//! Who can act: states, organisations, offices, and who held which office when.

use crate::Files;
use crate::ontology::{Ontology, repeated, unknown};
use crate::sheet::{Period, Row, Sheet};
use chancery_model::{ActorId, Diagnostic, EntryId, SectorId};
use std::collections::BTreeMap;

/// Actors without their names.
#[derive(Debug, Default)]
pub struct Actors {
    /// States and entities that act as one.
    pub states: BTreeMap<ActorId, State>,
    /// Organisations, and organs of one state that have a name of their own.
    pub organisations: BTreeMap<ActorId, Organisation>,
    /// Offices and organs that any state may have.
    pub offices: BTreeMap<Box<str>, Office>,
    /// Who held which office when, by person.
    pub terms: BTreeMap<ActorId, Vec<Term>>,
}

/// A state or an entity that acts as one.
#[derive(Debug)]
pub struct State {
    /// ISO 3166-1 alpha-3, if it has one.
    pub iso3: Option<Box<str>>,
    /// How it is recognised: `un-member`, `partial`, `historical`, …
    pub recognition: Box<str>,
    /// The state it is counted to by others.
    pub parent: Option<ActorId>,
    /// When it existed.
    pub period: Period,
    /// Its line.
    pub entry: EntryId,
}

impl State {
    /// Whether it is a self-governing part of the state above it.
    pub fn is_part(&self) -> bool {
        self.recognition.as_ref() == "autonomous"
    }
}

/// An organisation or a named organ of a state.
#[derive(Debug)]
pub struct Organisation {
    /// What it is: `IGO`, `organ`, `media`, …
    pub kind: Box<str>,
    /// Its sector.
    pub sector: Option<SectorId>,
    /// The state it belongs to.
    pub country: Option<ActorId>,
    /// When it existed.
    pub period: Period,
    /// Its line.
    pub entry: EntryId,
}

/// An office or organ that any state may have.
#[derive(Debug)]
pub struct Office {
    /// Whether it is held by a person (or is an organ).
    pub is_person: bool,
    /// Whether several persons may hold it at once.
    pub is_shared: bool,
    /// Its sector.
    pub sector: Option<SectorId>,
    /// Its line.
    pub entry: EntryId,
}

/// A person's time in an office.
#[derive(Debug)]
pub struct Term {
    /// The office.
    pub office: Box<str>,
    /// The state; `None` for offices of organisations.
    pub state: Option<ActorId>,
    /// When.
    pub period: Period,
    /// Its line.
    pub entry: EntryId,
}

impl Actors {
    pub(crate) fn load(
        files: &Files,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut actors = Self::default();
        actors.load_states(files, findings);
        let path = "actors/organisations.csv";
        actors.load_organisations(files, path, ontology, findings);
        for (path, _) in files.under("actors/organisations/", ".csv") {
            actors.load_organisations(files, path, ontology, findings);
        }
        actors.load_offices(files, ontology, findings);
        actors.load_terms(files, findings);
        actors
    }

    /// Whether this id names a state, an organisation or a person.
    pub fn contains(&self, id: &ActorId) -> bool {
        self.states.contains_key(id)
            || self.organisations.contains_key(id)
            || self.terms.contains_key(id)
    }

    /// The terms of a person that meet a time, both days included; all if the time is unknown.
    pub fn terms_at<'a>(
        &'a self,
        person: &ActorId,
        earliest: Option<chancery_model::Day>,
        latest: Option<chancery_model::Day>,
    ) -> impl Iterator<Item = &'a Term> {
        let terms = self.terms.get(person).map(Vec::as_slice).unwrap_or_default();
        terms.iter().filter(move |term| term.period.meets(earliest, latest))
    }

    fn load_states(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let columns = ["id", "iso3", "recognition", "parent", "from", "until"];
        let sheet = Sheet::read(files, "actors/states.csv", &columns, findings);
        for row in sheet.rows() {
            let id = ActorId::new(row.get("id"));
            let state = State {
                iso3: row.optional("iso3").map(Into::into),
                recognition: row.get("recognition").into(),
                parent: row.optional("parent").map(ActorId::new),
                period: row.period(findings),
                entry: row.entry(),
            };
            if self.states.insert(id.clone(), state).is_some() {
                findings.push(repeated(row, id.as_str()));
            }
        }
        for row in sheet.rows() {
            if let Some(parent) = row.optional("parent")
                && !self.states.contains_key(&ActorId::new(parent))
            {
                findings.push(unknown(row, "state", parent));
            }
        }
    }

    fn load_organisations(
        &mut self,
        files: &Files,
        path: &str,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) {
        let columns = ["id", "kind", "sector", "country", "from", "until"];
        let sheet = Sheet::read(files, path, &columns, findings);
        for row in sheet.rows() {
            let id = ActorId::new(row.get("id"));
            let country = row.optional("country").map(ActorId::new);
            if let Some(country) = &country
                && !self.states.contains_key(country)
            {
                findings.push(unknown(row, "state", country.as_str()));
            }
            let organisation = Organisation {
                kind: row.get("kind").into(),
                sector: sector(row.optional("sector"), row, ontology, findings),
                country,
                period: row.period(findings),
                entry: row.entry(),
            };
            if self.organisations.insert(id.clone(), organisation).is_some() {
                findings.push(repeated(row, id.as_str()));
            }
        }
    }

    fn load_offices(
        &mut self,
        files: &Files,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) {
        let columns = ["id", "kind", "sector", "holders"];
        let sheet = Sheet::read(files, "actors/offices.csv", &columns, findings);
        for row in sheet.rows() {
            let is_person = match row.get("kind") {
                "person" => true,
                "organ" => false,
                other => {
                    findings.push(unknown(row, "kind of office", other));
                    continue;
                }
            };
            let is_shared = match row.get("holders") {
                "one" => false,
                "many" => true,
                "" if !is_person => true,
                other => {
                    findings.push(unknown(row, "number of holders", other));
                    continue;
                }
            };
            let office = Office {
                is_person,
                is_shared,
                sector: sector(row.optional("sector"), row, ontology, findings),
                entry: row.entry(),
            };
            if self.offices.insert(row.get("id").into(), office).is_some() {
                findings.push(repeated(row, row.get("id")));
            }
        }
    }

    fn load_terms(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let columns = ["person", "office", "state", "from", "until"];
        let sheet = Sheet::read(files, "actors/terms.csv", &columns, findings);
        let mut holders: BTreeMap<_, Vec<(Row<'_>, Period)>> = BTreeMap::new();
        for row in sheet.rows() {
            let state = row.optional("state").map(ActorId::new);
            if let Some(state) = &state
                && !self.states.contains_key(state)
            {
                findings.push(unknown(row, "state", state.as_str()));
            }
            let office = row.get("office");
            if !self.offices.contains_key(office) {
                findings.push(unknown(row, "office", office));
            }
            let period = row.period(findings);
            let body = body(row.get("note"));
            if self.offices.get(office).is_some_and(|office| !office.is_shared)
                && let Some(body) = body
            {
                let seat = (office, row.get("state"), body);
                holders.entry(seat).or_default().push((row, period));
            }
            let entry = row.entry();
            let term = Term { office: office.into(), state, period, entry };
            self.terms.entry(ActorId::new(row.get("person"))).or_default().push(term);
        }
        for terms in holders.values() {
            for (at, (row, period)) in terms.iter().enumerate() {
                let earlier =
                    terms[..at].iter().filter(|(_, other)| other.overlaps(period));
                findings.extend(earlier.map(|(other, _)| overlapping(*row, *other)));
            }
        }
    }
}

/// Which of several bodies with an office of this name a term belongs to, by the first part of
/// its note that tells no doubt about its days; `None` if the office is shared.
fn body(note: &str) -> Option<&str> {
    let tells_days =
        |part: &&str| part.starts_with("from:") || part.starts_with("until:");
    let parts: Vec<&str> =
        note.split(';').map(str::trim).filter(|part| !tells_days(part)).collect();
    if parts.contains(&"co-holder") {
        None
    } else {
        Some(parts.first().copied().unwrap_or(""))
    }
}

fn overlapping(row: Row<'_>, other: Row<'_>) -> Diagnostic {
    let message = format!(
        "`{}` and `{}` are `{}` of `{}` at once",
        other.get("person"),
        row.get("person"),
        row.get("office"),
        row.optional("state").or(body(row.get("note"))).unwrap_or_default(),
    );
    Diagnostic::error("overlapping-terms", row.place(), message)
        .hint("end one term where the other begins, or write `co-holder` in both notes")
}

pub(crate) fn sector(
    code: Option<&str>,
    row: Row<'_>,
    ontology: &Ontology,
    findings: &mut Vec<Diagnostic>,
) -> Option<SectorId> {
    let sector = SectorId::new(code?);
    if !ontology.sectors.contains_key(&sector) {
        findings.push(unknown(row, "sector", sector.as_str()));
    }
    Some(sector)
}
