//! Patterns around a verb, as constraints on its arguments.

use crate::Grammar;
use std::collections::{BTreeMap, BTreeSet};

/// What a pattern asks of the arguments of its verb.
#[derive(Default, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// Words by the role they must fill.
    words: BTreeMap<String, Vec<String>>,
    /// Prepositions that bring the target actor, if the pattern names any.
    targets: BTreeSet<String>,
}

impl Pattern {
    /// Reads a pattern: words before and after `*`, groups in brackets, sets behind `&`, `$` for
    /// the source actor and `+` for the target actor.
    pub(super) fn read(
        text: &str,
        sets: &BTreeMap<String, Vec<String>>,
        grammar: &Grammar,
    ) -> Result<Self, String> {
        let Some((before, after)) = text.split_once('*') else {
            return Err("it has no `*` for the verb".into());
        };
        let mut pattern = Self::default();
        let marks: Vec<&str> = before.split_whitespace().collect();
        if marks.contains(&"+") && after.split_whitespace().any(|mark| mark == "$") {
            return Err("a passive, which the reader of syntax undoes by itself".into());
        }
        let subject: Vec<&str> =
            marks.into_iter().filter(|word| !is_mark(word)).collect();
        if let Some(last) = subject.last() {
            pattern.words.insert("agent".into(), one_of(last, sets)?);
        }
        pattern.object(after, sets, grammar)?;
        Ok(pattern)
    }

    fn object(
        &mut self,
        text: &str,
        sets: &BTreeMap<String, Vec<String>>,
        grammar: &Grammar,
    ) -> Result<(), String> {
        // The first word of a group in brackets is a preposition, known or not.
        let spaced = text.replace('(', " ( ").replace([')', '{', '}'], " ");
        let prepositions = prepositions(grammar);
        let mut role = "patient".to_owned();
        let mut last: Option<&str> = None;
        let mut opens = false;
        let words: Vec<&str> = spaced.split_whitespace().collect();
        for word in words.into_iter().chain(["*"]) {
            let small = word.to_lowercase();
            if word == "(" {
                opens = true;
                continue;
            }
            let is_preposition = opens || prepositions.contains(small.as_str());
            opens = false;
            if is_mark(word) || is_preposition || word == "*" {
                if let Some(head) = last.take() {
                    let known = self.words.entry(role.clone()).or_default();
                    known.extend(one_of(head, sets)?);
                }
                if word == "+" && role != "patient" {
                    self.targets.insert(role.clone());
                }
                if is_preposition {
                    role = small;
                }
            } else {
                last = Some(word);
            }
        }
        Ok(())
    }

    /// The roles that may bring the target actor.
    pub(super) fn roles(&self, grammar: &Grammar) -> Vec<String> {
        if !self.targets.is_empty() {
            return self.targets.iter().cloned().collect();
        }
        let mut roles = vec!["patient".to_owned(), "recipient".to_owned()];
        for list in [
            &grammar.opposing,
            &grammar.facing,
            &grammar.carrying,
            &grammar.accusing,
            &grammar.owning,
        ] {
            for word in list {
                if !roles.iter().any(|known| **known == **word) {
                    roles.push(word.to_string());
                }
            }
        }
        roles
    }

    /// The constraints, by role: the words asked for; without words of its own, the verb asks
    /// for an actor on each side.
    pub(super) fn with(&self, roles: &[String]) -> Vec<(String, Vec<String>)> {
        let actor = || vec!["actor".to_owned()];
        let mut with: Vec<(String, Vec<String>)> = self
            .words
            .iter()
            .map(|(role, words)| (role.clone(), words.clone()))
            .collect();
        if !self.words.contains_key("agent") {
            with.push(("agent".into(), actor()));
        }
        let has_object = self.words.keys().any(|role| role != "agent");
        if !has_object || !self.targets.is_empty() {
            with.push((roles.join("|"), actor()));
        }
        with
    }
}

/// Source, target, compound and skip.
fn is_mark(word: &str) -> bool {
    matches!(word, "$" | "+" | "%" | "^")
}

/// The words that a word of a pattern stands for; of several joined by `_`, the last.
fn one_of(
    word: &str,
    sets: &BTreeMap<String, Vec<String>>,
) -> Result<Vec<String>, String> {
    if let Some(name) = word.strip_prefix('&') {
        let members = sets.get(name.trim_end_matches('_'));
        return members
            .filter(|members| !members.is_empty())
            .cloned()
            .ok_or_else(|| format!("the set `{word}` is not in this file"));
    }
    let head = word.split('_').rfind(|part| !part.is_empty());
    let head = head.ok_or_else(|| format!("`{word}` is no word"))?;
    Ok(vec![head.to_lowercase()])
}

fn prepositions(grammar: &Grammar) -> BTreeSet<&str> {
    let lists = [
        &grammar.agent,
        &grammar.patient,
        &grammar.accusing,
        &grammar.opposing,
        &grammar.locative,
        &grammar.inside,
        &grammar.owning,
        &grammar.facing,
        &grammar.giving,
        &grammar.carrying,
    ];
    lists.into_iter().flatten().map(AsRef::as_ref).collect()
}
