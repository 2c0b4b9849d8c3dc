//! Words that point to somebody named elsewhere: what they lead to and why, or why they lead
//! nowhere.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Words that point to somebody named elsewhere in the document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reference {
    /// Where.
    pub span: Span,
    /// Index of the head token.
    pub head: u32,
    /// What became of them.
    pub lead: Lead,
}

/// What became of words that point to somebody.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lead {
    /// They lead to a mention, which has the same head.
    Found {
        /// Why there.
        ground: Ground,
        /// The words that name whom they lead to, in the order of the text.
        antecedents: Vec<Span>,
    },
    /// They lead nowhere.
    Open(Doubt),
}

/// Why words that point lead where they lead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// Nobody and nothing else near fits.
    Only,
    /// Of those that fit this one stands out: a subject, near, and spoken of again.
    Salient,
    /// The subject of the same clause: *itself*, *its own*.
    Clause,
    /// The last one of the kind that the noun names: *the ministry*.
    Kind,
    /// Who did before what the noun tells: *the attacker*.
    Deed,
    /// Two that are named together: *both*, *the two sides*.
    Pair,
    /// The first or the second of two: *the former*, *the latter*.
    Order,
    /// Whoever says the sentence: *we*.
    Speaker,
    /// An acronym that the text introduces.
    Acronym,
    /// Another spelling of a name.
    Spelling,
}

/// Why words that point lead nowhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Nobody near fits.
    Nobody,
    /// Several fit about as well.
    Rivals,
    /// What fits best is no actor: a thing, or somebody of whom nothing is known.
    NoActor,
    /// They point to nothing: *it is raining*.
    Empty,
    /// Nobody is known to say the sentence.
    NoSpeaker,
}
