//! Why a value is what it is.

use crate::{EntryId, RuleId, Span};
use serde::{Deserialize, Serialize};

/// The reason for one coded value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Stated at these bytes.
    Text(Span),
    /// Stated at these bytes and read through a line of the codebook.
    Entry(Span, EntryId),
    /// Assigned by a rule whose trigger is at these bytes.
    Rule(Span, RuleId),
    /// Taken from what is known of the document, not from its text.
    Metadata(MetadataField),
}

impl Basis {
    /// The bytes the value rests on; `None` if it comes from metadata.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Text(span) | Self::Entry(span, _) | Self::Rule(span, _) => Some(*span),
            Self::Metadata(_) => None,
        }
    }
}

/// A field of a document's metadata that a value can rest on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MetadataField {
    /// When the document was published.
    Published,
    /// Who published it.
    Publisher,
    /// What an analyst decided who read it.
    Decision,
}

/// A value together with its reason. There is no way to make one without the other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Coded<T> {
    /// The value.
    pub value: T,
    /// Why it is what it is.
    pub basis: Basis,
}

impl<T> Coded<T> {
    /// The value with its reason.
    pub fn new(value: T, basis: Basis) -> Self {
        Self { value, basis }
    }
}
