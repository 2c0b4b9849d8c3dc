//! Dictionaries of agents: nouns for kinds of actors, with a code that is added to a state's.

use super::phrase::{brackets, content, words};
use super::{Dictionary, Imported, sheet};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn import(file: &Dictionary<'_>, text: &str) -> Imported {
    let mut imported = Imported::default();
    let sets = sets(text);
    let mut rows = Vec::new();
    let mut taken = BTreeSet::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = content(line).trim();
        if line.is_empty() || (line.starts_with('!') && line.contains('=')) {
            continue;
        }
        let (head, codes) = brackets(line);
        let (phrase, plural) = match head.split_once('{') {
            Some((phrase, rest)) => {
                (phrase.trim(), Some(rest.trim_end_matches('}').trim()))
            }
            None => (head, None),
        };
        let [code] = codes[..] else {
            let message = format!("`{head}` has {} codes, not one", codes.len());
            imported.unread.push(file.unread(number, "no-code", message));
            continue;
        };
        let sector = code.trim_matches('~');
        let parts = (0..sector.len()).step_by(3).filter_map(|at| sector.get(at..at + 3));
        let known: Vec<String> = parts.filter_map(|part| file.sector(part)).collect();
        let Some(sector) = known.first().filter(|_| code.contains('~')) else {
            let message = format!("`[{code}]` is no code of a sector");
            imported.unread.push(file.unread(number, "unknown-code", message));
            continue;
        };
        for (noun, is_member) in expanded(phrase, &sets) {
            let noun = words(&noun).join(" ").to_lowercase();
            if noun.is_empty() || noun.contains('!') {
                let message = format!("`{phrase}` names a set that is not defined");
                imported.unread.push(file.unread(number, "unknown-set", message));
                continue;
            }
            if let Some(entry) = file.codebook.names.roles.get(&noun).first() {
                imported.known += 1;
                let message = format!("`{noun}` stands in {}", entry.entry);
                imported.unread.push(file.unread(number, "known-noun", message));
                continue;
            }
            let plural = match plural {
                _ if is_member => String::new(),
                Some(plural) => words(plural).join(" ").to_lowercase(),
                None => regular(&noun),
            };
            if !taken.insert(noun.clone()) {
                let message = format!("`{noun}` stands above already");
                imported.unread.push(file.unread(number, "repeated-noun", message));
                continue;
            }
            // Whom a language counts is a person; a mass of people has no plural.
            let kind = if plural.is_empty() && !is_member { "group" } else { "person" };
            imported.made += 1;
            rows.push(vec![
                noun,
                plural,
                sector.clone(),
                kind.into(),
                file.credit(),
                format!("line {number}: [{code}]"),
            ]);
        }
    }
    if !rows.is_empty() {
        let header = ["noun", "plural", "sector", "kind", "credit", "note"];
        imported
            .files
            .insert(format!("en/roles/{}.csv", file.stem), sheet(&header, rows));
    }
    imported
}

/// The substitution sets: `!PERSON! = MAN, WOMAN`.
fn sets(text: &str) -> BTreeMap<&str, Vec<&str>> {
    let lines = text.lines().map(content).filter(|line| line.starts_with('!'));
    let set = lines.filter_map(|line| line.split_once('='));
    set.map(|(name, members)| {
        let members = members.split(',').map(str::trim);
        (name.trim(), members.filter(|member| !member.is_empty()).collect())
    })
    .collect()
}

/// The phrases that a set in a phrase makes, and whether one did.
fn expanded(phrase: &str, sets: &BTreeMap<&str, Vec<&str>>) -> Vec<(String, bool)> {
    let used = sets.iter().find(|(name, _)| phrase.contains(**name));
    match used {
        Some((name, members)) => {
            members.iter().map(|member| (phrase.replace(name, member), true)).collect()
        }
        None => vec![(phrase.to_owned(), false)],
    }
}

/// The plural that the dictionaries' own program makes.
fn regular(noun: &str) -> String {
    let before_y = |stem: &str| !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match noun.strip_suffix('y') {
        Some(stem) if before_y(stem) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x', 'z']) || noun.ends_with("ch") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}
