//! What can be coded: event types with modes and contexts, CAMEO codes, scales, sectors.

use crate::rules::line_of;
use crate::sheet::{Row, Sheet};
use crate::{Files, toml_file};
use chancery_model::{
    CameoCode, ContextId, Diagnostic, EventTypeId, ModeId, Place, SectorId,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// Event types, modes, contexts, CAMEO codes, scales and sectors. It has no language.
#[derive(Debug, Default)]
pub struct Ontology {
    /// Event types in the order of the file.
    pub types: Vec<EventType>,
    /// Contexts in the order of the file.
    pub contexts: Vec<Context>,
    /// CAMEO codes by code.
    pub cameo: BTreeMap<CameoCode, Cameo>,
    /// From CAMEO codes to event types.
    pub crosswalk: BTreeMap<CameoCode, Crosswalk>,
    /// Scores by the name of the scale. Scales are never mixed.
    pub scales: BTreeMap<Box<str>, Scale>,
    /// Quad classes of CAMEO roots by convention.
    pub quads: BTreeMap<(Box<str>, CameoCode), QuadClass>,
    /// Sectors by code.
    pub sectors: BTreeMap<SectorId, Sector>,
    /// What a type becomes under a modality.
    pub reductions: Vec<Reduction>,
    /// What may be assumed of a target actor that the words do not tell, by `TYPE` or
    /// `TYPE/mode`.
    pub assumptions: BTreeMap<Box<str>, Assumption>,
}

/// What may be assumed of a target actor that the words do not tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assumption {
    /// The other state that the sentence, or the one before it, speaks of.
    OtherParty,
    /// People of the state that acts.
    OwnPeople,
    /// The acting people's own state.
    OwnState,
    /// Whoever said before what is answered, else the other party.
    OtherSpeaker,
    /// Nothing.
    Nothing,
}

/// Verbal or material, cooperation or conflict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuadClass {
    /// Words of cooperation.
    VerbalCooperation,
    /// Deeds of cooperation.
    MaterialCooperation,
    /// Words of conflict.
    VerbalConflict,
    /// Deeds of conflict.
    MaterialConflict,
}

impl QuadClass {
    /// Whether it is done with words.
    pub fn is_verbal(self) -> bool {
        matches!(self, Self::VerbalCooperation | Self::VerbalConflict)
    }

    /// Whether it is cooperation, in words or deeds.
    pub fn is_cooperation(self) -> bool {
        matches!(self, Self::VerbalCooperation | Self::MaterialCooperation)
    }

    /// The number the field gives it, from 1 to 4.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

fn one() -> usize {
    1
}

/// An event type.
#[derive(Debug, Deserialize)]
pub struct EventType {
    /// Its id: `SANCTION`.
    pub id: EventTypeId,
    /// Its name in words.
    pub name: String,
    /// What belongs to it.
    pub definition: String,
    /// Its quad class.
    pub quad: QuadClass,
    /// Whether an event of this type needs a target actor.
    pub needs_target: bool,
    /// How many actors, on both sides together, an event of this type needs at least.
    #[serde(default = "one")]
    pub parties: usize,
    /// Whether a thing that is acted upon counts among them: *backed the plan*.
    #[serde(default)]
    pub things_count: bool,
    /// The noun for those who act where only their state is told: *protests in Chad*. Groups
    /// without public standing act in it by themselves: *teachers went on strike*.
    #[serde(default)]
    pub crowd: Option<Box<str>>,
    /// Whether it does bodily harm or destroys.
    #[serde(default)]
    pub harms: bool,
    /// Whether it is directed at whoever a clause speaks of: *a threat to jail the envoy*.
    #[serde(default)]
    pub reaches_into_clauses: bool,
    /// Whether it is an act by which somebody asks another to act.
    #[serde(default)]
    pub asks: bool,
    /// Older names.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its modes.
    #[serde(default, rename = "mode")]
    pub modes: Vec<Mode>,
    /// Whose work this is.
    #[serde(default)]
    pub credit: String,
    /// Decisions taken about it.
    #[serde(default)]
    pub note: String,
    /// Where it stands.
    #[serde(skip)]
    pub place: Place,
}

/// A mode of an event type.
#[derive(Debug, Deserialize)]
pub struct Mode {
    /// Its id without the type.
    pub id: ModeId,
    /// What belongs to it.
    pub definition: String,
}

/// A context.
#[derive(Debug, Deserialize)]
pub struct Context {
    /// Its id.
    pub id: ContextId,
    /// What belongs to it.
    pub definition: String,
    /// Whose work this is.
    #[serde(default)]
    pub credit: String,
    /// Where it stands.
    #[serde(skip)]
    pub place: Place,
}

/// A CAMEO code.
#[derive(Debug)]
pub struct Cameo {
    /// The code above it; `None` for a root.
    pub parent: Option<CameoCode>,
    /// Its name.
    pub name: Box<str>,
}

/// The home of a CAMEO code among the event types.
#[derive(Debug)]
pub struct Crosswalk {
    /// `None` if it has none.
    pub event_type: Option<EventTypeId>,
    /// The mode.
    pub mode: Option<ModeId>,
    /// The contexts.
    pub contexts: Vec<ContextId>,
}

/// Scores by code, in the unit of the named scale.
#[derive(Debug, Default)]
pub struct Scale {
    /// Score in thousandths by code: `SANCTION`, `SANCTION/expel` or a CAMEO code.
    pub scores: BTreeMap<Box<str>, i32>,
}

/// A kind of actor within a state.
#[derive(Debug)]
pub struct Sector {
    /// Its name in words.
    pub name: Box<str>,
    /// Whether its acts are of public interest whichever state it belongs to.
    pub is_public: bool,
    /// Whether they are so even where nobody is told whom they act upon.
    pub stands_alone: bool,
}

/// What an event type becomes under a modality.
#[derive(Debug)]
pub struct Reduction {
    /// The type.
    pub event_type: EventTypeId,
    /// The modality: `future`, `hypothetical`, `negated-past`, …
    pub modality: Box<str>,
    /// The type it becomes.
    pub becomes: EventTypeId,
    /// The mode it becomes.
    pub mode: Option<ModeId>,
}

#[derive(Deserialize)]
struct TypesFile {
    #[serde(rename = "type")]
    types: Vec<Spanned<EventType>>,
}

#[derive(Deserialize)]
struct ContextsFile {
    #[serde(rename = "context")]
    contexts: Vec<Spanned<Context>>,
}

impl Ontology {
    pub(crate) fn load(files: &Files, findings: &mut Vec<Diagnostic>) -> Self {
        let mut ontology = Self::default();
        let path = "ontology/types.toml";
        if let Some(file) = toml_file::<TypesFile>(files, path, findings) {
            for kind in file.types {
                let place = place_of(files, path, &kind);
                ontology.types.push(EventType { place, ..kind.into_inner() });
            }
        }
        let path = "ontology/contexts.toml";
        if let Some(file) = toml_file::<ContextsFile>(files, path, findings) {
            for context in file.contexts {
                let place = place_of(files, path, &context);
                ontology.contexts.push(Context { place, ..context.into_inner() });
            }
        }
        ontology.check(findings);
        ontology.load_cameo(files, findings);
        ontology.load_scales(files, findings);
        ontology.load_sectors(files, findings);
        ontology.load_reductions(files, findings);
        ontology.load_assumptions(files, findings);
        ontology
    }

    /// The event type with this id.
    pub fn event_type(&self, id: &str) -> Option<&EventType> {
        self.types.iter().find(|kind| kind.id.as_str() == id)
    }

    /// Whether `TYPE` or `TYPE/mode` exists.
    pub fn has_code(&self, event_type: &str, mode: Option<&str>) -> bool {
        self.event_type(event_type).is_some_and(|kind| {
            mode.is_none_or(|mode| {
                kind.modes.iter().any(|known| known.id.as_str() == mode)
            })
        })
    }

    /// Whether the acts of this sector are of public interest whichever state it belongs to.
    pub fn is_public(&self, sector: &SectorId) -> bool {
        self.sectors.get(sector).is_some_and(|sector| sector.is_public)
    }

    /// Whether they are so even where nobody is told whom they act upon: *rebels disarmed*.
    pub fn stands_alone(&self, sector: &SectorId) -> bool {
        self.sectors.get(sector).is_some_and(|sector| sector.stands_alone)
    }

    /// Whether this context exists.
    pub fn has_context(&self, id: &str) -> bool {
        self.contexts.iter().any(|context| context.id.as_str() == id)
    }

    fn load_cameo(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let sheet = Sheet::read(
            files,
            "ontology/cameo.csv",
            &["code", "parent", "name"],
            findings,
        );
        for row in sheet.rows() {
            let code = CameoCode::new(row.get("code"));
            let parent = row.optional("parent").map(CameoCode::new);
            let cameo = Cameo { parent, name: row.get("name").into() };
            if self.cameo.insert(code.clone(), cameo).is_some() {
                findings.push(repeated(row, code.as_str()));
            }
        }
        for row in sheet.rows() {
            if let Some(parent) = row.optional("parent")
                && !self.cameo.contains_key(&CameoCode::new(parent))
            {
                findings.push(unknown(row, "CAMEO code", parent));
            }
        }
        let columns = ["cameo", "type", "mode", "context"];
        let sheet = Sheet::read(files, "ontology/crosswalk.csv", &columns, findings);
        for row in sheet.rows() {
            let code = CameoCode::new(row.get("cameo"));
            if !self.cameo.contains_key(&code) {
                findings.push(unknown(row, "CAMEO code", code.as_str()));
            }
            let (kind, mode) = (row.optional("type"), row.optional("mode"));
            if let Some(kind) = kind
                && !self.has_code(kind, mode)
            {
                let code =
                    mode.map_or_else(|| kind.to_owned(), |mode| format!("{kind}/{mode}"));
                findings.push(unknown(row, "event type or mode", &code));
            }
            let contexts: Vec<&str> =
                row.get("context").split(';').filter(|id| !id.is_empty()).collect();
            for context in contexts.iter().filter(|id| !self.has_context(id)) {
                findings.push(unknown(row, "context", context));
            }
            let crosswalk = Crosswalk {
                event_type: kind.map(EventTypeId::new),
                mode: mode.map(ModeId::new),
                contexts: contexts.into_iter().map(ContextId::new).collect(),
            };
            if self.crosswalk.insert(code, crosswalk).is_some() {
                findings.push(repeated(row, row.get("cameo")));
            }
        }
        let columns = ["convention", "root", "quad"];
        let sheet = Sheet::read(files, "ontology/quads.csv", &columns, findings);
        for row in sheet.rows() {
            let quad = match row.get("quad") {
                "" => continue,
                "verbal-cooperation" => QuadClass::VerbalCooperation,
                "material-cooperation" => QuadClass::MaterialCooperation,
                "verbal-conflict" => QuadClass::VerbalConflict,
                "material-conflict" => QuadClass::MaterialConflict,
                other => {
                    findings.push(unknown(row, "quad class", other));
                    continue;
                }
            };
            let key = (row.get("convention").into(), CameoCode::new(row.get("root")));
            self.quads.insert(key, quad);
        }
    }

    fn load_scales(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let paths: Vec<_> = files
            .under("ontology/scales/", ".csv")
            .map(|(path, _)| path.to_owned())
            .collect();
        for path in paths {
            let sheet = Sheet::read(files, &path, &["code", "score"], findings);
            let mut scale = Scale::default();
            for row in sheet.rows() {
                let code = row.get("code");
                let (kind, mode) = match code.split_once('/') {
                    Some((kind, mode)) => (kind, Some(mode)),
                    None => (code, None),
                };
                if !self.cameo.contains_key(&CameoCode::new(code))
                    && !self.has_code(kind, mode)
                {
                    findings.push(unknown(row, "code", code));
                }
                match thousandths(row.get("score")) {
                    Some(score) => {
                        if scale.scores.insert(code.into(), score).is_some() {
                            findings.push(repeated(row, code));
                        }
                    }
                    None => findings.push(unknown(row, "score", row.get("score"))),
                }
            }
            for row in sheet.rows() {
                findings.extend(self.outside_modes(row, &scale));
            }
            let name =
                path.trim_start_matches("ontology/scales/").trim_end_matches(".csv");
            self.scales.insert(name.into(), scale);
        }
    }

    fn load_sectors(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let sheet = Sheet::read(
            files,
            "ontology/sectors.csv",
            &["code", "name", "public"],
            findings,
        );
        for row in sheet.rows() {
            let code = SectorId::new(row.get("code"));
            let public = row.optional("public");
            let sector = Sector {
                name: row.get("name").into(),
                is_public: public.is_some(),
                stands_alone: public == Some("alone"),
            };
            if self.sectors.insert(code.clone(), sector).is_some() {
                findings.push(repeated(row, code.as_str()));
            }
        }
    }

    fn load_reductions(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let columns = ["type", "modality", "becomes_type", "becomes_mode"];
        let sheet = Sheet::read(files, "ontology/reductions.csv", &columns, findings);
        for row in sheet.rows() {
            let Some(becomes) = row.optional("becomes_type") else { continue };
            let mode = row.optional("becomes_mode");
            if !self.has_code(row.get("type"), None) || !self.has_code(becomes, mode) {
                findings.push(unknown(row, "event type or mode", becomes));
            }
            self.reductions.push(Reduction {
                event_type: EventTypeId::new(row.get("type")),
                modality: row.get("modality").into(),
                becomes: EventTypeId::new(becomes),
                mode: mode.map(ModeId::new),
            });
        }
    }

    fn load_assumptions(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let sheet = Sheet::read(
            files,
            "ontology/assumptions.csv",
            &["code", "assumes"],
            findings,
        );
        for row in sheet.rows() {
            let code = row.get("code");
            let (kind, mode) = match code.split_once('/') {
                Some((kind, mode)) => (kind, Some(mode)),
                None => (code, None),
            };
            if !self.has_code(kind, mode) {
                findings.push(unknown(row, "code", code));
            }
            let assumption = match row.get("assumes") {
                "other-party" => Assumption::OtherParty,
                "own-people" => Assumption::OwnPeople,
                "own-state" => Assumption::OwnState,
                "nothing" => Assumption::Nothing,
                other => {
                    findings.push(unknown(row, "assumption", other));
                    continue;
                }
            };
            self.assumptions.insert(code.into(), assumption);
        }
    }

    /// What may be assumed of the target actor of a type and mode: what the mode says, else
    /// what the type says.
    pub fn assumption(&self, event_type: &str, mode: Option<&str>) -> Assumption {
        let of_mode = mode.and_then(|mode| {
            self.assumptions.get(format!("{event_type}/{mode}").as_str())
        });
        of_mode
            .or_else(|| self.assumptions.get(event_type))
            .copied()
            .unwrap_or(Assumption::Nothing)
    }

    /// Every type and context stands once and says what it is and whose work that is.
    fn check(&self, findings: &mut Vec<Diagnostic>) {
        let mut seen = BTreeSet::new();
        let mut complain = |code: &str, place: &Place, message: String| {
            findings.push(Diagnostic::error(code, place.clone(), message));
        };
        for kind in &self.types {
            if !seen.insert(kind.id.to_string()) {
                complain(
                    "repeated-id",
                    &kind.place,
                    format!("`{}` stands twice", kind.id),
                );
            }
            if kind.definition.is_empty() || kind.credit.is_empty() {
                let message =
                    format!("event type `{}` lacks a definition or a credit", kind.id);
                complain("incomplete-type", &kind.place, message);
            }
            for mode in &kind.modes {
                let id = format!("{}/{}", kind.id, mode.id);
                if mode.definition.is_empty() {
                    let message = format!("mode `{id}` lacks a definition");
                    complain("incomplete-type", &kind.place, message);
                }
                if !seen.insert(id.clone()) {
                    complain("repeated-id", &kind.place, format!("`{id}` stands twice"));
                }
            }
        }
        for context in &self.contexts {
            if !seen.insert(context.id.to_string()) {
                complain(
                    "repeated-id",
                    &context.place,
                    format!("`{}` stands twice", context.id),
                );
            }
            if context.definition.is_empty() || context.credit.is_empty() {
                let message =
                    format!("context `{}` lacks a definition or a credit", context.id);
                complain("incomplete-context", &context.place, message);
            }
        }
    }

    /// A finding if the row scores a type outside the range of its modes' scores.
    fn outside_modes(&self, row: Row<'_>, scale: &Scale) -> Option<Diagnostic> {
        let kind = self.event_type(row.get("code"))?;
        let score = scale.scores.get(kind.id.as_str())?;
        let of_mode = |mode: &Mode| {
            scale.scores.get(format!("{}/{}", kind.id, mode.id).as_str()).copied()
        };
        let scores: Vec<i32> = kind.modes.iter().filter_map(of_mode).collect();
        let (low, high) = (scores.iter().min()?, scores.iter().max()?);
        if (low..=high).contains(&score) {
            return None;
        }
        let message = format!("`{}` scores outside the range of its modes", kind.id);
        let finding = Diagnostic::error("score-out-of-range", row.place(), message);
        let points = |score: &i32| format!("{}", f64::from(*score) / 1000.0);
        Some(finding.hint(format!(
            "its modes score from {} to {}",
            points(low),
            points(high)
        )))
    }
}

/// Where an item of a TOML file stands.
fn place_of<T>(files: &Files, path: &str, item: &Spanned<T>) -> Place {
    let text = files.get(path).unwrap_or_default();
    Place::line(path, line_of(text, item.span().start))
}

/// A decimal number such as `-6.5` in thousandths, without passing through floating point.
fn thousandths(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: i32 = whole.parse().ok()?;
    let fraction: i32 = format!("{fraction:0<3}").parse().ok()?;
    Some(sign * (whole.checked_mul(1000)?.checked_add(fraction)?))
}

pub(crate) fn unknown(row: Row<'_>, what: &str, id: &str) -> Diagnostic {
    Diagnostic::error("unknown-reference", row.place(), format!("unknown {what} `{id}`"))
}

pub(crate) fn repeated(row: Row<'_>, id: &str) -> Diagnostic {
    Diagnostic::error("repeated-id", row.place(), format!("`{id}` stands twice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_exactly() {
        let table = [
            ("-6.5", Some(-6500)),
            ("10", Some(10_000)),
            ("0.25", Some(250)),
            ("x", None),
        ];
        for (text, score) in table {
            assert_eq!(thousandths(text), score, "{text}");
        }
    }
}
