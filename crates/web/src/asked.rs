//! What a request asks for: path, face and questions.

use crate::address::unescaped;
use crate::answer::Failure;
use chancery_dataset::Query;
use chancery_model::{DateSpan, Status};

/// In which form an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Face {
    Page,
    Json,
    Csv,
}

/// A request, taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The parts of the path, without the ending that tells the face.
    pub(crate) path: Vec<String>,
    /// What the path holds in the places of the route's names.
    pub(crate) named: Vec<String>,
    pub(crate) face: Face,
    questions: Vec<(String, String)>,
}

impl Asked {
    /// Reads path and query of an address; `None` if they are no UTF-8.
    pub(crate) fn read(path: &str, query: &str) -> Option<Self> {
        let mut parts: Vec<&str> =
            path.split('/').filter(|part| !part.is_empty()).collect();
        let mut face = Face::Page;
        if let Some(last) = parts.last_mut() {
            for (ending, as_face) in [(".json", Face::Json), (".csv", Face::Csv)] {
                if let Some(rest) =
                    last.strip_suffix(ending).filter(|rest| !rest.is_empty())
                {
                    (*last, face) = (rest, as_face);
                    break;
                }
            }
        }
        let path = parts
            .into_iter()
            .map(|part| unescaped(part, false))
            .collect::<Option<_>>()?;
        Some(Self { path, named: Vec::new(), face, questions: pairs(query)? })
    }

    /// The answer to a question, unless it is empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.questions.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// Whether a question is asked at all, be it without a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.questions.iter().any(|(known, _)| known == name)
    }

    /// A whole number.
    pub(crate) fn number(&self, name: &'static str) -> Result<Option<usize>, Failure> {
        let wrong =
            |value: &str| Failure::Asked(format!("`{value}` is no number for {name}"));
        self.get(name).map(|value| value.parse().map_err(|_| wrong(value))).transpose()
    }

    /// A date in EDTF.
    pub(crate) fn date(&self, name: &'static str) -> Result<Option<DateSpan>, Failure> {
        let wrong =
            |value: &str| Failure::Asked(format!("`{value}` is no date for {name}"));
        self.get(name).map(|value| value.parse().map_err(|_| wrong(value))).transpose()
    }

    /// Which events are asked for, in the words of the command line.
    pub(crate) fn query(&self) -> Result<Query, Failure> {
        let boxed = |name: &str| self.get(name).map(Into::into);
        let status = self.get("status").map(|word| {
            let known = Status::ALL.into_iter().find(|status| status.word() == word);
            known.ok_or_else(|| Failure::Asked(format!("`{word}` is no status")))
        });
        Ok(Query {
            actor: boxed("actor"),
            source_actor: boxed("source_actor"),
            target_actor: boxed("target_actor"),
            event_type: boxed("type"),
            status: status.transpose()?,
            document: None,
            after: self.date("after")?,
            before: self.date("before")?,
            limit: self.number("limit")?,
        })
    }

    /// The path with another face, and the same questions.
    pub(crate) fn as_face(&self, ending: &str) -> String {
        let parts: Vec<String> =
            self.path.iter().map(|p| crate::address::part(p)).collect();
        let path = if parts.is_empty() { "accounts".into() } else { parts.join("/") };
        self.with_questions(&format!("/{path}{ending}"), &[])
    }

    /// The same page with some questions asked anew; an empty value takes one away.
    pub(crate) fn with(&self, anew: &[(&str, &str)]) -> String {
        let parts: Vec<String> =
            self.path.iter().map(|p| crate::address::part(p)).collect();
        self.with_questions(&format!("/{}", parts.join("/")), anew)
    }

    fn with_questions(&self, path: &str, anew: &[(&str, &str)]) -> String {
        let kept =
            self.questions.iter().filter(|(name, _)| anew.iter().all(|(n, _)| n != name));
        let mut all: Vec<(&str, &str)> =
            kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend(anew);
        crate::address::with(path, &all)
    }
}

/// The pairs of a query or of a form; `None` if they are no UTF-8.
pub(crate) fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        Some((unescaped(name, true)?, unescaped(value, true)?))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_tells_the_face() {
        let asked = Asked::read("/actors/NOR%2Farmy.csv", "after=2031&x").unwrap();
        assert_eq!(asked.path, ["actors", "NOR/army"]);
        assert_eq!(
            (asked.face, asked.get("after"), asked.has("x")),
            (Face::Csv, Some("2031"), true)
        );
        assert_eq!(asked.as_face(".json"), "/actors/NOR%2Farmy.json?after=2031");
        assert!(Asked::read("/%ff", "").is_none());
        assert!(asked.date("after").unwrap().is_some() && asked.number("after").is_ok());
    }
}
