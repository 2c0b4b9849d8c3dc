//! Dictionaries of actors: a phrase, its synonyms behind `+`, and codes with their dates.

use super::phrase::{brackets, content, forms, slug};
use super::{Dictionary, Imported, sheet};
use crate::sheet::Period;
use chancery_model::{ActorId, Day};
use std::collections::BTreeSet;

/// One actor: its phrases and codes, each with its line.
#[derive(Default)]
struct Entry {
    phrases: Vec<(usize, String)>,
    codes: Vec<(usize, String, Period)>,
}

pub(super) fn import(file: &Dictionary<'_>, text: &str) -> Imported {
    let mut imported = Imported::default();
    let mut entry = Entry::default();
    let mut rows = Made::default();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = content(line);
        let is_synonym = line.starts_with('+');
        let is_date = line.starts_with(char::is_whitespace) || line.starts_with('[');
        if line.trim().is_empty() {
            continue;
        }
        if !is_synonym && !is_date {
            rows.take(std::mem::take(&mut entry), file, &mut imported);
        }
        let (phrase, codes) = brackets(line);
        let phrase = phrase.trim_start_matches('+').trim();
        if !phrase.is_empty() {
            entry.phrases.push((number, phrase.into()));
        } else if codes.is_empty() {
            let message = format!("`{}` is no phrase and no code", line.trim());
            imported.unread.push(file.unread(number, "unread-line", message));
        }
        for code in codes {
            match dated(code) {
                Some((code, period)) => entry.codes.push((number, code.into(), period)),
                None => {
                    let message = format!("`[{code}]` is no code with dates");
                    imported.unread.push(file.unread(number, "unread-code", message));
                }
            }
        }
    }
    rows.take(entry, file, &mut imported);
    rows.write(file, &mut imported);
    imported
}

/// A code with the days on which it holds: `<` until a day, `>` from a day, both included.
fn dated(code: &str) -> Option<(&str, Period)> {
    let Some((code, dates)) = code.split_once(char::is_whitespace) else {
        let at = code.find(['<', '>']);
        return match at {
            Some(at) => dated_from(&code[..at], &code[at..]),
            None => Some((code, Period::default())),
        };
    };
    dated_from(code, dates.trim())
}

fn dated_from<'a>(code: &'a str, dates: &str) -> Option<(&'a str, Period)> {
    let after = |day: Day| day.plus(1);
    let period = if let Some(last) = dates.strip_prefix('<') {
        Period { from: None, until: Some(after(day(last)?)?) }
    } else if let Some(first) = dates.strip_prefix('>') {
        Period { from: Some(day(first)?), until: None }
    } else {
        let (first, last) = dates.split_once('-')?;
        Period { from: Some(day(first)?), until: Some(after(day(last)?)?) }
    };
    let is_empty = matches!((period.from, period.until), (Some(a), Some(b)) if b <= a);
    (!is_empty).then_some((code, period))
}

/// `YYMMDD` or `YYYYMMDD`; of two digits, up to 30 is of this century.
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let digits: Vec<i16> = text
        .chars()
        .map(|c| c.to_digit(10).and_then(|d| i16::try_from(d).ok()))
        .collect::<Option<_>>()?;
    let (year, rest) = match digits.len() {
        6 => {
            let year = digits[0] * 10 + digits[1];
            (if year <= 30 { 2000 + year } else { 1900 + year }, &digits[2..])
        }
        8 => (digits[..4].iter().fold(0, |year, digit| year * 10 + digit), &digits[4..]),
        _ => return None,
    };
    let two = |at: usize| u8::try_from(rest[at] * 10 + rest[at + 1]).ok();
    Day::new(year, two(0)?, two(2)?)
}

/// The rows made so far.
#[derive(Default)]
struct Made {
    actors: Vec<Vec<String>>,
    names: Vec<Vec<String>>,
    taken: BTreeSet<String>,
    ids: BTreeSet<String>,
}

impl Made {
    fn take(&mut self, entry: Entry, file: &Dictionary<'_>, imported: &mut Imported) {
        let Some((first, primary)) = entry.phrases.first() else {
            for (line, code, _) in &entry.codes {
                let message = format!("`[{code}]` belongs to no phrase");
                imported.unread.push(file.unread(*line, "unread-code", message));
            }
            return;
        };
        if entry.codes.is_empty() {
            let message = format!("`{primary}` has no code");
            imported.unread.push(file.unread(*first, "no-code", message));
            return;
        }
        let mut actors = Vec::new();
        for (line, code, period) in periods(&entry, file, imported) {
            let Some((state, sector, lost)) = file.actor(&code) else {
                let message = format!("`[{code}]` names no state and no kind of body");
                imported.unread.push(file.unread(line, "unknown-code", message));
                continue;
            };
            if !lost.is_empty() {
                let message =
                    format!("of `[{code}]` the part {} is lost", lost.join(", "));
                imported.unread.push(file.unread(line, "part-of-code", message));
            }
            let id = match (&state, &sector) {
                (Some(state), None) => state.clone(),
                _ => self.actor(primary, &code, state, sector, line, file),
            };
            actors.push((id, line, period));
        }
        if actors.is_empty() {
            return;
        }
        for (line, phrase) in &entry.phrases {
            let is_primary = *line == *first;
            self.name(*line, phrase, is_primary, &actors, file, imported);
        }
    }

    /// The id of an actor of this name and code.
    fn actor(
        &mut self,
        primary: &str,
        code: &str,
        state: Option<String>,
        sector: Option<String>,
        line: usize,
        file: &Dictionary<'_>,
    ) -> String {
        let mut id = format!("{}-{}", slug(primary), code.to_lowercase());
        if file.codebook.actors.contains(&ActorId::new(id.as_str())) {
            id.push_str("-imported");
        }
        if !self.ids.insert(id.clone()) {
            return id;
        }
        let of_sector = sector.as_deref().map(chancery_model::SectorId::new);
        let is_organ = state.is_some()
            && of_sector.is_some_and(|sector| file.codebook.ontology.is_public(&sector));
        let kind = if is_organ { "organ" } else { "imported" };
        self.actors.push(vec![
            id.clone(),
            kind.into(),
            sector.unwrap_or_default(),
            state.unwrap_or_default(),
            String::new(),
            String::new(),
            file.credit(),
            format!("line {line}: [{code}]"),
        ]);
        id
    }

    /// The rows of one phrase, in every form that the codebook does not have.
    fn name(
        &mut self,
        line: usize,
        phrase: &str,
        is_primary: bool,
        actors: &[(String, usize, Period)],
        file: &Dictionary<'_>,
        imported: &mut Imported,
    ) {
        let forms = forms(phrase);
        if forms.is_empty() {
            let message = format!("`{phrase}` has no word");
            imported.unread.push(file.unread(line, "unread-line", message));
        }
        for (at, form) in forms.iter().enumerate() {
            if let Some(known) = file.codebook.names.actors.get(form).first() {
                imported.known += 1;
                let message = format!("`{form}` is `{}` in {}", known.actor, known.entry);
                imported.unread.push(file.unread(line, "known-name", message));
                continue;
            }
            if !self.taken.insert(form.clone()) {
                let message = format!("`{form}` stands above already");
                imported.unread.push(file.unread(line, "repeated-name", message));
                continue;
            }
            imported.made += 1;
            let kind = if at > 0 && form.chars().all(|c| !c.is_lowercase()) {
                "acronym"
            } else if is_primary && at == 0 {
                "name"
            } else {
                "variant"
            };
            for (id, code_line, period) in actors {
                let day = |day: Option<Day>| {
                    day.map_or_else(String::new, |d| {
                        format!("{:04}-{:02}-{:02}", d.year(), d.month(), d.day())
                    })
                };
                self.names.push(vec![
                    form.clone(),
                    id.clone(),
                    kind.into(),
                    day(period.from),
                    day(period.until),
                    String::new(),
                    file.credit(),
                    format!("line {line}; code of line {code_line}"),
                ]);
            }
        }
    }

    fn write(self, file: &Dictionary<'_>, imported: &mut Imported) {
        let actors =
            ["id", "kind", "sector", "country", "from", "until", "credit", "note"];
        let names = [
            "name",
            "actor",
            "form",
            "from",
            "until",
            "disambiguation",
            "credit",
            "note",
        ];
        let stem = file.stem;
        for (path, header, rows) in [
            (format!("actors/organisations/{stem}.csv"), actors, self.actors),
            (format!("en/names/{stem}.csv"), names, self.names),
        ] {
            if !rows.is_empty() {
                imported.files.insert(path, sheet(&header, rows));
            }
        }
    }
}

/// The codes with days that do not overlap: a code without dates holds when no other does.
fn periods(
    entry: &Entry,
    file: &Dictionary<'_>,
    imported: &mut Imported,
) -> Vec<(usize, String, Period)> {
    let is_dated = |period: &Period| *period != Period::default();
    let mut kept: Vec<(usize, String, Period)> = Vec::new();
    for (line, code, period) in entry.codes.iter().filter(|(.., period)| is_dated(period))
    {
        if kept.iter().any(|(.., other)| other.overlaps(period)) {
            let message = format!("the days of `[{code}]` overlap with those of another");
            imported.unread.push(file.unread(*line, "overlapping-days", message));
        } else {
            kept.push((*line, code.clone(), *period));
        }
    }
    kept.sort_by_key(|(.., period)| period.from);
    let mut defaults = entry.codes.iter().filter(|(.., period)| !is_dated(period));
    if let Some((line, code, _)) = defaults.next() {
        let mut gaps = Vec::new();
        let mut from = None;
        let mut open = true;
        for (.., period) in &kept {
            if period.from.is_some() && period.from != from {
                gaps.push(Period { from, until: period.from });
            }
            open = period.until.is_some();
            from = period.until;
        }
        if open {
            gaps.push(Period { from, until: None });
        }
        kept.extend(gaps.into_iter().map(|gap| (*line, code.clone(), gap)));
    }
    for (line, code, _) in defaults {
        let message = format!("`[{code}]` has no days, and neither has a code before it");
        imported.unread.push(file.unread(*line, "second-default", message));
    }
    kept
}
