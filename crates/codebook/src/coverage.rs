//! Which codes of the ontology some rule reaches, and which have an example.

use crate::{Codebook, Rule};
use serde::Serialize;

/// What kind of code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CodeKind {
    /// An event type.
    Type,
    /// A mode, as `TYPE/mode`.
    Mode,
    /// A context.
    Context,
    /// A CAMEO code of two or three digits; what stands below counts for it.
    Cameo,
}

/// How well one code is covered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Covered {
    /// What kind of code.
    pub kind: CodeKind,
    /// The code.
    pub code: String,
    /// Its name in words.
    pub name: String,
    /// Whether an event can have it: a CAMEO code that no event type is home to cannot.
    pub has_home: bool,
    /// Rules that yield it.
    pub rules: usize,
    /// Their examples.
    pub examples: usize,
}

impl Covered {
    /// Whether a code that an event can have has no example.
    pub fn is_missing(&self) -> bool {
        self.has_home && self.examples == 0
    }
}

/// Every type, mode, context and CAMEO code of two or three digits, in that order.
pub fn coverage(codebook: &Codebook) -> Vec<Covered> {
    let ontology = &codebook.ontology;
    let rules = &codebook.rules.rules;
    let covered = |kind, code: String, name: &str, holds: &dyn Fn(&Rule) -> bool| {
        let reached: Vec<&Rule> = rules.iter().filter(|rule| holds(rule)).collect();
        let examples = reached.iter().map(|rule| rule.examples.len()).sum();
        let name = name.to_owned();
        Covered { kind, code, name, has_home: true, rules: reached.len(), examples }
    };
    let mut all = Vec::new();
    for kind in &ontology.types {
        let holds = |rule: &Rule| rule.event_type == kind.id;
        all.push(covered(CodeKind::Type, kind.id.to_string(), &kind.name, &holds));
    }
    for kind in &ontology.types {
        for mode in &kind.modes {
            let holds = |rule: &Rule| {
                rule.event_type == kind.id && rule.mode.as_ref() == Some(&mode.id)
            };
            let code = format!("{}/{}", kind.id, mode.id);
            all.push(covered(CodeKind::Mode, code, &mode.definition, &holds));
        }
    }
    for context in &ontology.contexts {
        let holds = |rule: &Rule| rule.contexts.contains(&context.id);
        let code = context.id.to_string();
        all.push(covered(CodeKind::Context, code, &context.definition, &holds));
    }
    for (code, cameo) in
        ontology.cameo.iter().filter(|(code, _)| code.as_str().len() <= 3)
    {
        let holds = |rule: &Rule| rule.cameo.as_str().starts_with(code.as_str());
        let mut one = covered(CodeKind::Cameo, code.to_string(), &cameo.name, &holds);
        one.has_home = ontology.crosswalk.iter().any(|(below, home)| {
            below.as_str().starts_with(code.as_str()) && home.event_type.is_some()
        });
        all.push(one);
    }
    all
}
