//! Lines of JSON read field by field, so that what is wrong is told with its line.

use super::gold::GoldFile;
use chancery_model::{Diagnostic, Place};
use serde_json::{Map, Value};

/// The objects of a file, one a line.
pub(super) struct Rows;

/// One object with its line, and what was found wrong with it.
pub(super) struct Row {
    pub(super) place: Place,
    pub(super) findings: Vec<Diagnostic>,
    fields: Map<String, Value>,
}

impl Rows {
    pub(super) fn of(file: GoldFile<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Row> {
        let mut rows = Vec::new();
        for (index, line) in file.text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}');
            if line.trim().is_empty() {
                continue;
            }
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let mut place = Place::line(file.name, number);
            let told = match serde_json::from_str(line) {
                Ok(Value::Object(fields)) => {
                    rows.push(Row { place, findings: Vec::new(), fields });
                    continue;
                }
                Ok(_) => "the line is no JSON object".to_owned(),
                Err(error) => {
                    place.column = u32::try_from(error.column()).unwrap_or(0);
                    error.to_string()
                }
            };
            findings.push(
                Diagnostic::error("bad-json", place, told)
                    .hint("one JSON object a line; `docs/gold.md` tells the fields"),
            );
        }
        rows
    }
}

impl Row {
    pub(super) fn has(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    pub(super) fn complain(&mut self, code: &str, message: String) {
        self.findings.push(Diagnostic::error(code, self.place.clone(), message));
    }

    pub(super) fn warn(&mut self, code: &str, message: String) {
        self.findings.push(Diagnostic::warning(code, self.place.clone(), message));
    }

    /// Words that must be there.
    pub(super) fn required(&mut self, field: &str) -> Option<Box<str>> {
        let words = self.judged(field).flatten();
        if words.is_none() && !self.findings.iter().any(|f| f.message.contains(field)) {
            self.complain("missing-field", format!("`{field}` is missing"));
        }
        words
    }

    /// Words; inside `None` if null or empty, `None` if the field is not there.
    pub(super) fn judged(&mut self, field: &str) -> Option<Option<Box<str>>> {
        match self.fields.get(field)? {
            Value::Null => Some(None),
            Value::String(words) if words.is_empty() => Some(None),
            Value::String(words) => Some(Some(words.as_str().into())),
            Value::Number(number) => Some(Some(number.to_string().into())),
            _ => {
                self.complain("wrong-type", format!("`{field}` is no string"));
                None
            }
        }
    }

    /// The bytes `FIELD_byte_start` up to but not including `FIELD_byte_end`.
    pub(super) fn bytes(&mut self, field: &str) -> Option<(u64, u64)> {
        let names = [format!("{field}_byte_start"), format!("{field}_byte_end")];
        if names.iter().all(|name| !self.has(name)) {
            return None;
        }
        let [start, end] = names.each_ref().map(|name| self.fields.get(name)?.as_u64());
        match start.zip(end).filter(|(start, end)| start < end) {
            Some(bytes) => Some(bytes),
            None => {
                let [start, end] = names;
                self.complain(
                    "bad-offset",
                    format!("`{start}` and `{end}` are no half-open range of bytes"),
                );
                None
            }
        }
    }

    /// Actors: an id, an object with `id` and `country`, or a list of these.
    pub(super) fn actors(&mut self, field: &str) -> Vec<(Box<str>, Option<Box<str>>)> {
        let Some(value) = self.fields.get(field).cloned() else { return Vec::new() };
        let items = match value {
            Value::Null => Vec::new(),
            Value::Array(items) => items,
            other => vec![other],
        };
        let mut found = Vec::new();
        for item in &items {
            let words = |key: &str| item.get(key).and_then(Value::as_str).map(Box::from);
            match item {
                Value::String(id) => found.push((id.as_str().into(), None)),
                Value::Object(_) => {
                    let country: Option<Box<str>> = words("country");
                    let id = words("id").or_else(|| country.clone()).unwrap_or_default();
                    found.push((id, country));
                }
                _ => {
                    let message =
                        format!("`{field}` holds something that is no actor: {item}");
                    self.complain("wrong-type", message);
                }
            }
        }
        found
    }
}
