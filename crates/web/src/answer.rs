//! What a request is answered with, and what can stand in the way.

use crate::asked::Face;
use axum::body::Bytes;
use chancery_dataset::{Error, SearchError, Table};
use maud::Markup;

/// An answer as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: &'static str,
    pub(crate) body: Bytes,
    /// Headers beside those that every answer has.
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Answer {
    pub(crate) fn new(status: u16, kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let body = Bytes::from(body.into());
        Self { status, kind, body, headers: Vec::new() }
    }

    pub(crate) fn html(status: u16, markup: Markup) -> Self {
        Self::new(status, "text/html; charset=utf-8", markup.into_string())
    }

    pub(crate) fn json(status: u16, value: &serde_json::Value) -> Self {
        Self::new(status, "application/json", format!("{value:#}\n"))
    }

    /// See another address.
    pub(crate) fn see(address: String) -> Self {
        let mut answer = Self::new(303, "text/plain; charset=utf-8", "");
        answer.headers.push(("location", address));
        answer
    }
}

/// A page: one table, and how it looks.
pub(crate) struct Page {
    pub(crate) title: String,
    /// The table that `.json` and `.csv` give.
    pub(crate) table: Table,
    pub(crate) body: Markup,
    /// Modules that the page can use and does not need.
    pub(crate) scripts: &'static [&'static str],
}

impl Page {
    pub(crate) fn new(title: impl Into<String>, table: Table, body: Markup) -> Self {
        Self { title: title.into(), table, body, scripts: &[] }
    }
}

/// What a request comes to.
pub(crate) enum Outcome {
    Page(Box<Page>),
    /// The same thing has another, permanent address.
    Moved(String),
}

impl From<Page> for Outcome {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page))
    }
}

/// Why a request cannot be answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("{0}")]
    Asked(String),
    #[error("{0}")]
    Missing(String),
    #[error("{0}")]
    Refused(String),
    #[error("{0}")]
    World(String),
}

impl Failure {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Asked(_) => 400,
            Self::Refused(_) => 403,
            Self::Missing(_) => 404,
            Self::World(_) => 500,
        }
    }

    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::Asked(_) => "This cannot be asked",
            Self::Refused(_) => "Refused",
            Self::Missing(_) => "Not here",
            Self::World(_) => "Something failed",
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let told = error.to_string();
        match error {
            Error::Unknown { .. } => Self::Missing(told),
            Error::Ambiguous { .. } | Error::Search { .. } | Error::Older { .. } => {
                Self::Asked(told)
            }
            _ => Self::World(told),
        }
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        Self::Asked(error.to_string())
    }
}

/// A failure in the form in which the answer was wanted.
pub(crate) fn plain_failure(failure: &Failure, face: Face) -> Option<Answer> {
    match face {
        Face::Page => None,
        Face::Json => {
            let value = serde_json::json!({ "error": failure.to_string() });
            Some(Answer::json(failure.status(), &value))
        }
        Face::Csv => {
            let told = format!("error: {failure}\n");
            Some(Answer::new(failure.status(), "text/plain; charset=utf-8", told))
        }
    }
}
