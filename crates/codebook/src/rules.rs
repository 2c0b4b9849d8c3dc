//! Event rules and the word classes they speak of.

use crate::ontology::{Assumption, Ontology};
use crate::{Files, toml_file};
use chancery_model::{
    CameoCode, ContextId, CountWhat, Diagnostic, EventTypeId, ModeId, Place, RuleId,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The event rules of one language, by trigger.
#[derive(Debug, Default)]
pub struct Rules {
    /// All rules, in the order of files and lines.
    pub rules: Vec<Rule>,
    /// Indices of the rules that a verb triggers.
    pub by_verb: BTreeMap<Box<str>, Vec<usize>>,
    /// Indices of the rules that a noun triggers.
    pub by_noun: BTreeMap<Box<str>, Vec<usize>>,
    /// Word classes by name.
    pub classes: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
}

/// What a trigger with certain arguments is coded as.
#[derive(Debug)]
pub struct Rule {
    /// Its id: `file/name`.
    pub id: RuleId,
    /// Verbs that trigger it, a particle appended after a space; `any` for those that meet no
    /// other rule and tell what a speaker demands of another.
    pub verbs: Vec<Box<str>>,
    /// Nouns that trigger it.
    pub nouns: Vec<Box<str>>,
    /// What an argument must be, by role. All must hold.
    pub with: Vec<Constraint>,
    /// What an argument must not be. None may hold.
    pub without: Vec<Constraint>,
    /// Roles that tell who acts: the first that yields an actor counts.
    pub source_actor: Vec<RoleName>,
    /// Roles that tell who is acted upon.
    pub target_actor: Vec<RoleName>,
    /// Whether the parties of `between A and B`, or a plural subject, act upon each other.
    pub reciprocal: bool,
    /// Whether one actor suffices where the type asks for two: *acceded to the convention*.
    pub alone: bool,
    /// Whether its nouns tell something only where a verb carries them: *voiced concern*, and not
    /// *their concern*.
    pub carried: bool,
    /// What it codes instead where actors of several states act, and upon no state.
    pub together: Option<Together>,
    /// What may be assumed of a target actor that the words do not tell: what the rule says,
    /// else what the ontology says of its code. Each use of it is marked on the event.
    pub assume_target: Assumption,
    /// The event type.
    pub event_type: EventTypeId,
    /// The mode.
    pub mode: Option<ModeId>,
    /// The CAMEO code.
    pub cameo: CameoCode,
    /// The contexts.
    pub contexts: Vec<ContextId>,
    /// Which argument's number counts what.
    pub counts: Vec<(CountWhat, RoleName)>,
    /// Sentences it codes, and how.
    pub examples: Vec<Example>,
    /// Sentences it must not code.
    pub refuses: Vec<Box<str>>,
    /// Where it stands.
    pub place: Place,
}

/// What a rule codes where actors of several states do together what it tells.
#[derive(Debug)]
pub struct Together {
    /// The event type.
    pub event_type: EventTypeId,
    /// The mode.
    pub mode: Option<ModeId>,
    /// The CAMEO code.
    pub cameo: CameoCode,
}

/// A sentence and the event it must yield.
#[derive(Debug, Deserialize)]
pub struct Example {
    /// The sentence.
    pub text: Box<str>,
    /// The event: `TYPE/mode SOURCE -> TARGET`, with `| status` if it is not asserted.
    pub event: Box<str>,
}

/// A role by the name rules give it: `agent`, `patient`, `recipient`, `complement`,
/// `modifier` (a word that describes an event noun), `place` (the state where it takes place), or a preposition.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(transparent)]
pub struct RoleName(pub Box<str>);

/// What an argument must be: one of these kinds or words.
#[derive(Clone, Debug)]
pub struct Constraint {
    /// The roles, any of which may fulfil it.
    pub roles: Vec<RoleName>,
    /// The kinds and words, any of which suffices.
    pub any: Vec<Filler>,
}

/// A kind of argument or a word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Filler {
    /// Anything at all.
    Present,
    /// A word, by its lemma.
    Word(Box<str>),
    /// A class of words.
    Class(Box<str>),
    /// Any actor.
    Actor,
    /// A state or what stands for its government.
    State,
    /// A person or a group of people.
    People,
    /// A state, a body, or somebody who holds or held an office: no private person, no crowd.
    Official,
    /// Somebody known by name or office, and no state or body.
    PublicFigure,
    /// A clause that is denied: *not to sign*.
    Negated,
    /// A clause with a subject of its own: *that the plan is bad*.
    Told,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassesFile {
    class: Vec<toml::Spanned<ClassEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    name: Box<str>,
    words: Vec<Box<str>>,
    credit: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(default)]
    rule: Vec<toml::Spanned<RuleEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    name: Box<str>,
    #[serde(default)]
    verbs: Vec<Box<str>>,
    #[serde(default)]
    nouns: Vec<Box<str>>,
    #[serde(default)]
    with: BTreeMap<Box<str>, Vec<Box<str>>>,
    #[serde(default)]
    without: BTreeMap<Box<str>, Vec<Box<str>>>,
    #[serde(default)]
    source_actor: Vec<RoleName>,
    #[serde(default)]
    target_actor: Vec<RoleName>,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    carried: bool,
    together: Option<TogetherEntry>,
    assume_target: Option<Assumption>,
    codes: Box<str>,
    cameo: Box<str>,
    #[serde(default)]
    contexts: Vec<Box<str>>,
    #[serde(default)]
    counts: BTreeMap<CountWhat, RoleName>,
    #[serde(default)]
    examples: Vec<Example>,
    #[serde(default)]
    refuses: Vec<Box<str>>,
    #[serde(default)]
    credit: String,
    #[serde(default, rename = "note")]
    _note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TogetherEntry {
    codes: Box<str>,
    cameo: Box<str>,
}

/// A type and perhaps a mode, as rules write them: `TYPE/mode`.
fn split(codes: &str) -> (&str, Option<&str>) {
    codes.split_once('/').map_or((codes, None), |(kind, mode)| (kind, Some(mode)))
}

/// The trigger of the rule for demands of any kind.
const ANY: &str = "any";

/// Where rules stand that were made from dictionaries of others.
const IMPORTED: &str = "en/rules/imported/";

impl Rules {
    pub(crate) fn load(
        files: &Files,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut rules = Self::default();
        rules.load_classes(files, findings);
        let paths: Vec<_> =
            files.under("en/rules/", ".toml").map(|(path, _)| path.to_owned()).collect();
        let mut ids = BTreeSet::new();
        for path in paths {
            let Some(file) = toml_file::<RulesFile>(files, &path, findings) else {
                continue;
            };
            let text = files.get(&path).unwrap_or_default();
            for entry in file.rule {
                let line = line_of(text, entry.span().start);
                let place = Place::line(path.as_str(), line);
                let rule =
                    rules.compile(&path, place, entry.into_inner(), ontology, findings);
                if !ids.insert(rule.id.clone()) {
                    let message = format!("rule `{}` stands twice", rule.id);
                    findings.push(Diagnostic::error(
                        "repeated-id",
                        rule.place.clone(),
                        message,
                    ));
                }
                rules.index(rule);
            }
        }
        rules
    }

    fn load_classes(&mut self, files: &Files, findings: &mut Vec<Diagnostic>) {
        let path = "en/classes.toml";
        let Some(file) = toml_file::<ClassesFile>(files, path, findings) else { return };
        let text = files.get(path).unwrap_or_default();
        for class in file.class {
            let place = Place::line(path, line_of(text, class.span().start));
            let class = class.into_inner();
            if class.credit.is_empty() {
                let message = format!("class `{}` has no credit", class.name);
                findings.push(Diagnostic::error("no-credit", place.clone(), message));
            }
            let words = class.words.into_iter().collect();
            if self.classes.insert(class.name.clone(), words).is_some() {
                let message = format!("class `{}` stands twice", class.name);
                findings.push(Diagnostic::error("repeated-id", place, message));
            }
        }
    }

    fn index(&mut self, rule: Rule) {
        let index = self.rules.len();
        for verb in &rule.verbs {
            self.by_verb.entry(verb.clone()).or_default().push(index);
        }
        for noun in &rule.nouns {
            self.by_noun.entry(noun.clone()).or_default().push(index);
        }
        self.rules.push(rule);
    }

    fn compile(
        &self,
        path: &str,
        place: Place,
        entry: RuleEntry,
        ontology: &Ontology,
        findings: &mut Vec<Diagnostic>,
    ) -> Rule {
        let file = path.trim_start_matches("en/rules/").trim_end_matches(".toml");
        let id = RuleId::new(format!("{file}/{}", entry.name));
        // A dictionary of others has no sentences; that is told, and does not stop it.
        let is_imported = path.starts_with(IMPORTED);
        let mut complain = |code: &str, message: String, hint: Option<&str>| {
            let finding = if is_imported && code.starts_with("rule-without-") {
                Diagnostic::warning(code, place.clone(), message)
            } else {
                Diagnostic::error(code, place.clone(), message)
            };
            findings.push(match hint {
                Some(hint) => finding.hint(hint),
                None => finding,
            });
        };
        let together = entry.together.as_ref();
        for codes in [&entry.codes].into_iter().chain(together.map(|one| &one.codes)) {
            let (kind, mode) = split(codes);
            if !ontology.has_code(kind, mode) {
                let message = format!("rule `{id}`: no code `{codes}`");
                complain("unknown-reference", message, None);
            }
        }
        for cameo in [&entry.cameo].into_iter().chain(together.map(|one| &one.cameo)) {
            if !ontology.cameo.contains_key(&CameoCode::new(cameo.clone())) {
                let message = format!("rule `{id}`: no CAMEO code `{cameo}`");
                complain("unknown-reference", message, None);
            }
        }
        let (kind, mode) = split(&entry.codes);
        let cameo = CameoCode::new(entry.cameo);
        let together = entry.together.map(|one| {
            let (kind, mode) = split(&one.codes);
            let (event_type, mode) = (EventTypeId::new(kind), mode.map(ModeId::new));
            Together { event_type, mode, cameo: CameoCode::new(one.cameo) }
        });
        for context in
            entry.contexts.iter().filter(|context| !ontology.has_context(context))
        {
            complain(
                "unknown-reference",
                format!("rule `{id}`: no context `{context}`"),
                None,
            );
        }
        if entry.examples.len() < 2 {
            complain(
                "rule-without-examples",
                format!("rule `{id}` has fewer than two sentences it codes"),
                Some(
                    "add sentences in two constructions, such as an active and a passive one",
                ),
            );
        }
        if entry.refuses.is_empty() {
            complain(
                "rule-without-refusal",
                format!("rule `{id}` has no sentence it must refuse"),
                Some("add a sentence with the same trigger that tells no such event"),
            );
        }
        if entry.credit.is_empty() {
            complain("no-credit", format!("rule `{id}` has no credit"), None);
        }
        if entry.verbs.is_empty() && entry.nouns.is_empty() {
            complain("rule-without-trigger", format!("rule `{id}` has no trigger"), None);
        }
        let mut constraints =
            |table: BTreeMap<Box<str>, Vec<Box<str>>>| -> Vec<Constraint> {
                let mut compiled = Vec::new();
                for (roles, fillers) in table {
                    let any = fillers
                        .iter()
                        .map(|filler| Filler::parse(filler))
                        .collect::<Vec<_>>();
                    for filler in &any {
                        if let Filler::Class(class) = filler
                            && !self.classes.contains_key(class)
                        {
                            complain(
                                "unknown-reference",
                                format!("rule `{id}`: no word class `{class}`"),
                                None,
                            );
                        }
                    }
                    let roles = roles
                        .split('|')
                        .map(|role| RoleName(role.trim().into()))
                        .collect();
                    compiled.push(Constraint { roles, any });
                }
                compiled
            };
        let (with, without) = (constraints(entry.with), constraints(entry.without));
        Rule {
            id,
            verbs: entry.verbs,
            nouns: entry.nouns,
            with,
            without,
            source_actor: entry.source_actor,
            target_actor: entry.target_actor,
            reciprocal: entry.reciprocal,
            alone: entry.alone,
            carried: entry.carried,
            together,
            assume_target: entry
                .assume_target
                .unwrap_or_else(|| ontology.assumption(kind, mode)),
            event_type: EventTypeId::new(kind),
            mode: mode.map(ModeId::new),
            cameo,
            contexts: entry.contexts.into_iter().map(ContextId::new).collect(),
            counts: entry.counts.into_iter().collect(),
            examples: entry.examples,
            refuses: entry.refuses,
            place,
        }
    }

    /// The rule for whatever a speaker demands of another and no other rule codes.
    pub fn of_any_demand(&self) -> Option<&Rule> {
        let index = *self.by_verb.get(ANY)?.first()?;
        self.rules.get(index)
    }

    /// Whether a lemma belongs to a word class.
    pub fn is_in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }
}

impl Filler {
    fn parse(text: &str) -> Self {
        match text {
            "any" => Self::Present,
            "actor" => Self::Actor,
            "state" => Self::State,
            "people" => Self::People,
            "officeholder" => Self::Official,
            "public-figure" => Self::PublicFigure,
            "negated-clause" => Self::Negated,
            "told-clause" => Self::Told,
            _ => match text.strip_prefix('@') {
                Some(class) => Self::Class(class.into()),
                None => Self::Word(text.into()),
            },
        }
    }
}

impl std::fmt::Display for Filler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Present => f.write_str("any"),
            Self::Word(word) => f.write_str(word),
            Self::Class(class) => write!(f, "@{class}"),
            Self::Actor => f.write_str("actor"),
            Self::State => f.write_str("state"),
            Self::People => f.write_str("people"),
            Self::Official => f.write_str("officeholder"),
            Self::PublicFigure => f.write_str("public-figure"),
            Self::Negated => f.write_str("negated-clause"),
            Self::Told => f.write_str("told-clause"),
        }
    }
}

/// The line, from one, that holds this byte.
pub(crate) fn line_of(text: &str, byte: usize) -> u32 {
    let lines =
        text.as_bytes()[..byte.min(text.len())].iter().filter(|&&b| b == b'\n').count();
    u32::try_from(lines + 1).unwrap_or(u32::MAX)
}
