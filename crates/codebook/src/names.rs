//! By which words of one language actors, offices and roles are known.

use crate::Files;
use crate::actors::{Actors, sector};
use crate::ontology::{Ontology, unknown};
use crate::sheet::{Period, Sheet};
use crate::trie::Phrases;
use chancery_model::{ActorId, Diagnostic, EntryId, SectorId};
use std::collections::{BTreeMap, BTreeSet};

/// The names of one language.
#[derive(Debug, Default)]
pub struct Names {
    /// Names of actors, as written.
    pub actors: Phrases<NameEntry>,
    /// The kinds of name among those of states alone, as written.
    pub states: Phrases<NameForm>,
    /// Phrases for offices and organs, in lower case.
    pub offices: Phrases<OfficeEntry>,
    /// Nouns for unnamed persons, groups, instruments and facilities, by singular and plural,
    /// in lower case.
    pub roles: Phrases<RoleEntry>,
    /// The usual name of each actor, for the screen.
    pub labels: BTreeMap<ActorId, Box<str>>,
    /// The words of the names of each state and body, in lower case.
    pub words: BTreeMap<ActorId, BTreeSet<Box<str>>>,
    /// The acronyms of each actor.
    pub acronyms: BTreeMap<ActorId, Vec<Box<str>>>,
}

/// A name of an actor.
#[derive(Clone, Debug)]
pub struct NameEntry {
    /// Who.
    pub actor: ActorId,
    /// What kind of name.
    pub form: NameForm,
    /// When it is used.
    pub period: Period,
    /// Whether the name has another bearer, so that it needs support from the text.
    pub is_ambiguous: bool,
    /// Words one of which must stand in the text: what `disambiguation` says after `only:`.
    pub needs: Vec<Box<str>>,
    /// Its line.
    pub entry: EntryId,
}

/// Kinds of names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum NameForm {
    /// A name.
    Name,
    /// Another spelling.
    Variant,
    /// An acronym.
    Acronym,
    /// A family name that stands alone.
    FamilyName,
    /// An adjective of nationality.
    Adjective,
    /// A citizen.
    Demonym,
    /// Citizens.
    DemonymPlural,
    /// The capital.
    Capital,
    /// Another seat of power.
    Seat,
}

/// A phrase for an office.
#[derive(Clone, Debug)]
pub struct OfficeEntry {
    /// The office.
    pub office: Box<str>,
    /// Its line.
    pub entry: EntryId,
}

/// A noun for an unnamed person, group, instrument or facility.
#[derive(Clone, Debug)]
pub struct RoleEntry {
    /// The singular.
    pub noun: Box<str>,
    /// Its sector.
    pub sector: Option<SectorId>,
    /// What it denotes.
    pub kind: RoleKind,
    /// Its line.
    pub entry: EntryId,
}

/// What a role noun denotes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RoleKind {
    /// A person.
    Person,
    /// A group of people.
    Group,
    /// What a state acts with: a warplane, a drone.
    Instrument,
    /// What a state owns: an embassy, a base.
    Facility,
}

impl Names {
    pub(crate) fn load(
        files: &Files,
        ontology: &Ontology,
        actors: &Actors,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut names = Self::default();
        let paths: Vec<_> =
            files.under("en/names/", ".csv").map(|(path, _)| path.to_owned()).collect();
        for path in paths {
            names.load_names(files, &path, actors, findings);
        }
        names.load_offices(files, actors, findings);
        names.load_roles(files, "en/roles.csv", ontology, findings);
        for (path, _) in files.under("en/roles/", ".csv") {
            names.load_roles(files, path, ontology, findings);
        }
        names
    }

    /// What to call an actor on screen.
    pub fn label(&self, actor: &ActorId) -> Box<str> {
        self.labels.get(actor).cloned().unwrap_or_else(|| actor.as_str().into())
    }

    fn load_names(
        &mut self,
        files: &Files,
        path: &str,
        actors: &Actors,
        findings: &mut Vec<Diagnostic>,
    ) {
        let columns = ["name", "actor", "form", "from", "until", "disambiguation"];
        let sheet = Sheet::read(files, path, &columns, findings);
        let mut named: Vec<(ActorId, Box<str>)> = Vec::new();
        for row in sheet.rows() {
            let actor = ActorId::new(row.get("actor"));
            if !actors.contains(&actor) {
                findings.push(unknown(row, "actor", actor.as_str()));
            }
            let Some(form) = NameForm::parse(row.get("form")) else {
                findings.push(unknown(row, "form of a name", row.get("form")));
                continue;
            };
            let name = row.get("name");
            let entry = NameEntry {
                actor: actor.clone(),
                form,
                period: row.period(findings),
                is_ambiguous: row.optional("disambiguation").is_some(),
                needs: needed_words(row.get("disambiguation")),
                entry: row.entry(),
            };
            let rivals = self.actors.get(name).iter();
            let unmarked = rivals
                .filter(|rival| {
                    rival.actor != actor && rival.period.overlaps(&entry.period)
                })
                .any(|rival| !rival.is_ambiguous || !entry.is_ambiguous);
            if unmarked {
                let message =
                    format!("`{name}` names two actors and is not marked as ambiguous");
                findings.push(
                    Diagnostic::error("ambiguous-name", row.place(), message)
                        .hint("say in `disambiguation` how to tell them apart"),
                );
            }
            if form == NameForm::Name {
                named.push((actor, name.into()));
            }
            if form == NameForm::Acronym {
                self.acronyms.entry(entry.actor.clone()).or_default().push(name.into());
            }
            if matches!(form, NameForm::Name | NameForm::Variant)
                && !actors.terms.contains_key(&entry.actor)
            {
                let words = name.split(|c: char| !c.is_alphanumeric());
                let words = words.filter(|word| word.len() > 2).map(str::to_lowercase);
                let known = self.words.entry(entry.actor.clone()).or_default();
                known.extend(words.map(Box::from));
            }
            if actors.states.contains_key(&entry.actor) {
                self.states.add(name, form);
            }
            self.actors.add(name, entry);
        }
        self.set_labels(named);
    }

    /// Labels actors by the shortest of their names that is no other's: *North Korea* is not
    /// *Korea*.
    fn set_labels(&mut self, named: Vec<(ActorId, Box<str>)>) {
        for (actor, name) in named {
            let is_own = |name: &str| {
                self.actors.get(name).iter().all(|entry| entry.actor == actor)
            };
            let is_better = self.labels.get(&actor).is_none_or(|label| {
                match (is_own(&name), is_own(label)) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => shorter(&name, label),
                }
            });
            if is_better {
                self.labels.insert(actor, name);
            }
        }
    }

    fn load_offices(
        &mut self,
        files: &Files,
        actors: &Actors,
        findings: &mut Vec<Diagnostic>,
    ) {
        let sheet = Sheet::read(files, "en/offices.csv", &["phrase", "office"], findings);
        for row in sheet.rows() {
            let office = row.get("office");
            if !actors.offices.contains_key(office) {
                findings.push(unknown(row, "office", office));
            }
            let entry = OfficeEntry { office: office.into(), entry: row.entry() };
            self.offices.add(&row.get("phrase").to_lowercase(), entry);
        }
    }

    fn load_roles(
        &mut self,
        files: &Files,
        path: &str,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) {
        let columns = ["noun", "plural", "sector", "kind"];
        let sheet = Sheet::read(files, path, &columns, findings);
        for row in sheet.rows() {
            let kind = match row.get("kind") {
                "person" => RoleKind::Person,
                "group" => RoleKind::Group,
                "instrument" => RoleKind::Instrument,
                "facility" => RoleKind::Facility,
                other => {
                    findings.push(unknown(row, "kind of role", other));
                    continue;
                }
            };
            let entry = RoleEntry {
                noun: row.get("noun").into(),
                sector: sector(row.optional("sector"), row, ontology, findings),
                kind,
                entry: row.entry(),
            };
            let plural = row.get("plural");
            self.roles.add(&row.get("noun").to_lowercase(), entry.clone());
            if !plural.is_empty() && plural != row.get("noun") {
                self.roles.add(&plural.to_lowercase(), entry);
            }
        }
    }
}

/// The words of `only: one; two`.
fn needed_words(disambiguation: &str) -> Vec<Box<str>> {
    let Some(words) = disambiguation.strip_prefix("only:") else { return Vec::new() };
    words.split(';').map(|word| word.trim().into()).collect()
}

/// A shorter name makes the better label, unless it is all capitals.
fn shorter(name: &str, label: &str) -> bool {
    let is_acronym = |text: &str| text.chars().all(|c| !c.is_lowercase());
    match (is_acronym(name), is_acronym(label)) {
        (true, false) => false,
        (false, true) => true,
        _ => name.len() < label.len(),
    }
}

impl NameForm {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "name" => Self::Name,
            "variant" => Self::Variant,
            "acronym" => Self::Acronym,
            "family-name" => Self::FamilyName,
            "adjective" => Self::Adjective,
            "demonym" => Self::Demonym,
            "demonym-plural" => Self::DemonymPlural,
            "capital" => Self::Capital,
            "seat" => Self::Seat,
            _ => return None,
        })
    }
}
