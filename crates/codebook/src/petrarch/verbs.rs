//! Dictionaries of verbs: blocks of verbs that mean the same, with patterns around them.

mod pattern;

use super::phrase::{brackets, content, slug, words};
use super::{Dictionary, Imported};
use chancery_model::CameoCode;
use pattern::Pattern;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A code with the actors swapped, or none.
const NULL: &str = "---";

/// Verbs that mean the same, with the code of those that have none of their own.
#[derive(Default)]
struct Block {
    name: String,
    code: Option<String>,
    verbs: Vec<(usize, String, Option<String>)>,
    patterns: Vec<(usize, String, String)>,
}

pub(super) fn import(file: &Dictionary<'_>, text: &str) -> Imported {
    let mut imported = Imported::default();
    let sets = sets(text);
    let mut blocks: Vec<Block> = Vec::new();
    let mut in_set = false;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = content(line).trim();
        if line.is_empty() {
            in_set = false;
            continue;
        }
        let (head, codes) = brackets(line);
        let code = codes.first().map(|code| (*code).to_owned());
        if line.starts_with('&') {
            in_set = true;
        } else if in_set && line.starts_with('+') {
        } else if let Some(name) = head.strip_prefix(NULL) {
            let name = name.trim().to_owned();
            blocks.push(Block { name, code, ..Block::default() });
            in_set = false;
        } else if let Some(pattern) = line.strip_prefix("- ") {
            let pattern = brackets(pattern).0.to_owned();
            match (blocks.last_mut(), code) {
                (Some(block), Some(code)) => {
                    block.patterns.push((number, pattern, code));
                }
                _ => imported.unread.push(file.unread(
                    number,
                    "unread-pattern",
                    format!("`{pattern}` has no code or belongs to no verb"),
                )),
            }
        } else if line.starts_with('~') {
            let message = "transformations of events are not read".to_owned();
            imported.unread.push(file.unread(number, "transformation", message));
        } else {
            let verb = head.split('{').next().unwrap_or(head);
            let verb = words(verb.trim_start_matches('+')).join(" ").to_lowercase();
            if blocks.is_empty() || verb.is_empty() {
                let message = format!("`{line}` belongs to no block");
                imported.unread.push(file.unread(number, "unread-line", message));
            } else if let Some(block) = blocks.last_mut() {
                block.verbs.push((number, verb, code));
            }
        }
    }
    let mut rules = Rules { file, names: BTreeSet::new(), text: String::new() };
    for block in &blocks {
        rules.block(block, &sets, &mut imported);
    }
    if !rules.text.is_empty() {
        let path = format!("en/rules/imported/{}.toml", file.stem);
        imported.files.insert(path, rules.text);
    }
    imported
}

/// The sets of words: `&NAME` and its members on the lines below.
fn sets(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut at: Option<String> = None;
    for line in text.lines().map(|line| content(line).trim()) {
        if let Some(name) = line.strip_prefix('&') {
            let name = name.split_whitespace().next().unwrap_or_default().to_owned();
            sets.entry(name.clone()).or_default();
            at = Some(name);
        } else if let Some(member) = line.strip_prefix('+')
            && let Some(name) = &at
        {
            let words = words(member.split('{').next().unwrap_or(member));
            let head = words.last().map(|word| word.to_lowercase());
            sets.entry(name.clone()).or_default().extend(head);
        } else {
            at = None;
        }
    }
    sets
}

/// Rules as they are written.
struct Rules<'a> {
    file: &'a Dictionary<'a>,
    names: BTreeSet<String>,
    text: String,
}

impl Rules<'_> {
    fn block(
        &mut self,
        block: &Block,
        sets: &BTreeMap<String, Vec<String>>,
        imported: &mut Imported,
    ) {
        let mut by_code: BTreeMap<(&str, usize), Vec<&str>> = BTreeMap::new();
        let first = block.verbs.first().map_or(0, |(line, ..)| *line);
        for (line, verb, code) in &block.verbs {
            let Some(code) = code.as_ref().or(block.code.as_ref()) else {
                let message = format!("`{verb}` has no code");
                imported.unread.push(self.file.unread(*line, "no-code", message));
                continue;
            };
            let line = if block.code.as_ref() == Some(code) { first } else { *line };
            by_code.entry((code, line)).or_default().push(verb);
        }
        for ((code, line), verbs) in by_code {
            let plain = Pattern::default();
            self.rule(line, &block.name, &verbs, code, &plain, imported);
        }
        let verbs: Vec<&str> = block.verbs.iter().map(|(_, verb, _)| &**verb).collect();
        if verbs.is_empty() && !block.patterns.is_empty() {
            let line = block.patterns[0].0;
            let message = format!("block `{}` has patterns and no verb", block.name);
            imported.unread.push(self.file.unread(line, "no-verb", message));
            return;
        }
        for (line, words, code) in &block.patterns {
            match Pattern::read(words, sets, &self.file.codebook.grammar) {
                Ok(pattern) => {
                    self.rule(*line, &block.name, &verbs, code, &pattern, imported);
                }
                Err(why) => {
                    let message = format!("`{words}`: {why}");
                    let finding = self.file.unread(*line, "unread-pattern", message);
                    imported.unread.push(finding);
                }
            }
        }
    }

    fn rule(
        &mut self,
        line: usize,
        name: &str,
        verbs: &[&str],
        code: &str,
        pattern: &Pattern,
        imported: &mut Imported,
    ) {
        let (code, back) = code.split_once(':').unwrap_or((code, ""));
        let mut refuse = |what: &str, message: String| {
            imported.unread.push(self.file.unread(line, what, message));
        };
        if code == NULL {
            return refuse("null-code", "what is not to be coded is not read".into());
        }
        if code.is_empty() || code.contains(NULL) {
            let told = format!("`[{code}:{back}]` codes one side of the pair alone");
            return refuse("one-sided-code", told);
        }
        let cameo = CameoCode::new(code);
        let ontology = &self.file.codebook.ontology;
        if !ontology.cameo.contains_key(&cameo) {
            return refuse("unknown-code", format!("no CAMEO code `{code}`"));
        }
        let home = ontology.crosswalk.get(&cameo);
        let Some((home, kind)) = home.and_then(|h| Some((h, h.event_type.as_ref()?)))
        else {
            return refuse("no-home", format!("no event type is home to CAMEO `{code}`"));
        };
        if !back.is_empty() && back != code {
            let told = format!("of `[{code}:{back}]` the code of the way back is lost");
            refuse("part-of-code", told);
        }
        let codes = match &home.mode {
            Some(mode) => format!("{kind}/{mode}"),
            None => kind.to_string(),
        };
        let mut id = slug(name);
        if id.is_empty() || !self.names.insert(id.clone()) {
            id = format!("{id}-line-{line}");
            self.names.insert(id.clone());
        }
        let quoted = |words: &[String]| {
            let each = words.iter().map(|w| toml::Value::from(w.as_str()).to_string());
            format!("[{}]", each.collect::<Vec<_>>().join(", "))
        };
        let verbs: Vec<String> = verbs.iter().map(|verb| (*verb).to_owned()).collect();
        let roles = pattern.roles(&self.file.codebook.grammar);
        let with: Vec<String> = pattern
            .with(&roles)
            .iter()
            .map(|(role, words)| format!("\"{role}\" = {}", quoted(words)))
            .collect();
        let contexts: Vec<String> =
            home.contexts.iter().map(ToString::to_string).collect();
        let _ = write!(
            self.text,
            "[[rule]]\nname = \"{id}\"\nverbs = {}\nwith = {{ {} }}\n\
             source_actor = [\"agent\"]\ntarget_actor = {}\n{}codes = \"{codes}\"\n\
             cameo = \"{code}\"\ncontexts = {}\ncredit = {}\nnote = \"line {line}\"\n\n",
            quoted(&verbs),
            with.join(", "),
            quoted(&roles),
            if back == code { "reciprocal = true\n" } else { "" },
            quoted(&contexts),
            toml::Value::from(self.file.credit()),
        );
        imported.made += 1;
    }
}
