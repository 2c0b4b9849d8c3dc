//! The language in which passages are asked for.

use crate::Query;
use chancery_model::{Document, Status};

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Search {
    /// Words, in the language of SQLite's FTS5.
    pub(super) words: Option<String>,
    /// The events of which one must be told in the passage.
    pub(super) events: Query,
    /// Part of the path of the document.
    document: Option<Box<str>>,
    /// Part of the publisher's name.
    publisher: Option<Box<str>>,
}

/// Why an expression cannot be understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SearchError {
    /// Nothing is asked for.
    #[error("nothing is asked for")]
    Empty,
    /// A quotation mark has no partner.
    #[error("a quotation mark has no partner")]
    OpenQuotation,
    /// No such field.
    #[error("there is no field `{0}`")]
    Field(String),
    /// A value that the field cannot have.
    #[error("`{value}` is no {field}")]
    Value {
        /// The field.
        field: &'static str,
        /// What was given.
        value: String,
    },
}

/// One part of an expression.
enum Part<'a> {
    Word(&'a str),
    Phrase(&'a str),
    Mark(char),
}

impl Search {
    /// Reads an expression.
    ///
    /// Words, `"phrases"` and `beginnings*` must all be there; `AND`, `OR`, `NOT` and brackets
    /// combine them, and `-word` must not be there. `field:value` asks for passages that tell
    /// of an event: `actor`, `source_actor`, `target_actor`, `type`, `status`, `after`,
    /// `before`; or for documents: `document` and `publisher`, by a part of the name.
    ///
    /// # Errors
    /// If the expression cannot be understood.
    pub fn parse(expression: &str) -> Result<Search, SearchError> {
        let mut search = Search::default();
        let mut words: Vec<String> = Vec::new();
        let mut field: Option<&str> = None;
        for part in parts(expression)? {
            match (part, field.take()) {
                (Part::Word(value) | Part::Phrase(value), Some(name)) => {
                    search.set(name, value)?;
                }
                (Part::Word(word), None) => match word.split_once(':') {
                    Some((name, "")) => field = Some(name),
                    Some((name, value)) if !name.is_empty() => search.set(name, value)?,
                    _ => words.push(folded(word)),
                },
                (Part::Phrase(phrase), None) => words.push(quoted(phrase)),
                (Part::Mark(mark), _) => words.push(mark.to_string()),
            }
        }
        let is_asked = search != Search::default();
        if !words.is_empty() {
            search.words = Some(joined(&words));
        } else if !is_asked {
            return Err(SearchError::Empty);
        }
        Ok(search)
    }

    /// Whether a passage is wanted only if an event is told in it.
    pub(super) fn asks_for_events(&self) -> bool {
        self.events != Query::default()
    }

    /// Whether a document is wanted.
    pub(super) fn is_of(&self, document: &Document) -> bool {
        let holds =
            |whole: &str, part: &str| whole.to_lowercase().contains(&part.to_lowercase());
        let publisher = document.metadata.publisher.as_ref();
        self.document.as_ref().is_none_or(|part| holds(&document.path, part))
            && self.publisher.as_ref().is_none_or(|part| {
                publisher.is_some_and(|publisher| holds(&publisher.value, part))
            })
    }

    fn set(&mut self, field: &str, value: &str) -> Result<(), SearchError> {
        let date = |field| {
            let wrong = SearchError::Value { field, value: value.to_owned() };
            value.parse().map(Some).map_err(|_| wrong)
        };
        let events = &mut self.events;
        match field.to_lowercase().as_str() {
            "actor" => events.actor = Some(value.into()),
            "source_actor" | "by" => events.source_actor = Some(value.into()),
            "target_actor" | "on" => events.target_actor = Some(value.into()),
            "type" => events.event_type = Some(value.into()),
            "after" => events.after = date("date")?,
            "before" => events.before = date("date")?,
            "status" => {
                let known = Status::ALL.into_iter().find(|one| one.word() == value);
                let wrong =
                    SearchError::Value { field: "status", value: value.to_owned() };
                events.status = Some(known.ok_or(wrong)?);
            }
            "document" => self.document = Some(value.into()),
            "publisher" => self.publisher = Some(value.into()),
            other => return Err(SearchError::Field(other.to_owned())),
        }
        Ok(())
    }
}

fn parts(expression: &str) -> Result<Vec<Part<'_>>, SearchError> {
    let mut out = Vec::new();
    let mut rest = expression.trim_start();
    while let Some(first) = rest.chars().next() {
        rest = if let Some(phrase) = rest.strip_prefix('"') {
            let end = phrase.find('"').ok_or(SearchError::OpenQuotation)?;
            out.push(Part::Phrase(&phrase[..end]));
            &phrase[end + 1..]
        } else if rest.starts_with("-\"") {
            out.push(Part::Word("NOT"));
            &rest[1..]
        } else if matches!(first, '(' | ')') {
            out.push(Part::Mark(first));
            &rest[1..]
        } else {
            let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"');
            let (word, rest) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
            out.push(Part::Word(word));
            rest
        }
        .trim_start();
    }
    Ok(out)
}

/// A word as FTS5 wants it: operators as they are, all else in quotation marks.
fn folded(word: &str) -> String {
    if matches!(word, "AND" | "OR" | "NOT") {
        return word.to_owned();
    }
    let (not, word) = match word.strip_prefix('-') {
        Some(word) if !word.is_empty() => ("NOT ", word),
        _ => ("", word),
    };
    match word.strip_suffix('*') {
        Some(beginning) if !beginning.is_empty() => {
            format!("{not}{}*", quoted(beginning))
        }
        _ => format!("{not}{}", quoted(word)),
    }
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('"', ""))
}

/// Parts beside each other must all be there.
fn joined(words: &[String]) -> String {
    let mut out = String::new();
    let is_operator = |word: &str| matches!(word, "AND" | "OR" | "NOT");
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| words[at].as_str());
        let joins = before.is_some_and(|before| {
            !is_operator(before) && before != "(" && !is_operator(word) && word != ")"
        });
        if joins && !word.starts_with("NOT ") {
            out.push_str(" AND");
        }
        if at > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(expression: &str) -> Option<String> {
        Search::parse(expression).ok()?.words
    }

    #[test]
    fn words_are_all_wanted_unless_said_otherwise() {
        assert_eq!(words("gas pipeline").as_deref(), Some("\"gas\" AND \"pipeline\""));
        assert_eq!(words("gas OR oil").as_deref(), Some("\"gas\" OR \"oil\""));
        assert_eq!(
            words("(gas OR oil) export*").as_deref(),
            Some("( \"gas\" OR \"oil\" ) AND \"export\"*")
        );
        assert_eq!(
            words("gas -\"pipe line\" x").as_deref(),
            Some("\"gas\" NOT \"pipe line\" AND \"x\"")
        );
        assert_eq!(words("gas -oil").as_deref(), Some("\"gas\" NOT \"oil\""));
    }

    #[test]
    fn fields_ask_for_events_and_documents() {
        let search = Search::parse(
            "border actor:NOR type:\"ASSAULT\" after:2031-03 status:claimed",
        )
        .unwrap_or_default();
        assert_eq!(search.words.as_deref(), Some("\"border\""));
        assert_eq!(search.events.actor.as_deref(), Some("NOR"));
        assert_eq!(search.events.event_type.as_deref(), Some("ASSAULT"));
        assert_eq!(search.events.status, Some(Status::Claimed));
        assert!(search.asks_for_events() && search.events.after.is_some());
        let search = Search::parse("publisher:\"northern post\"").unwrap_or_default();
        assert!(!search.asks_for_events() && search.publisher.is_some());
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        let refused = |expression| Search::parse(expression).err();
        assert_eq!(refused("  "), Some(SearchError::Empty));
        assert_eq!(refused("a \"b"), Some(SearchError::OpenQuotation));
        assert_eq!(refused("planet:Mars"), Some(SearchError::Field("planet".into())));
        assert!(matches!(refused("status:maybe"), Some(SearchError::Value { .. })));
        assert!(matches!(refused("after:soon"), Some(SearchError::Value { .. })));
    }
}
