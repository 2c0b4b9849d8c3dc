//! According to whom: the chain of those who vouch for an event, and how far they do.

use crate::{Actor, Coded, Span};
use serde::{Deserialize, Serialize};

/// Who vouches for an event, from the publisher inwards, and what status follows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// The publisher first, then each speaker that the one before it quotes.
    pub voices: Vec<Voice>,
    /// The status shown to readers. It follows from `voices` by one documented rule.
    pub status: Coded<Status>,
}

/// One link of the chain: a speaker and how far that speaker commits to the event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Voice {
    /// Who speaks.
    pub speaker: Speaker,
    /// The words that name the speaker; `None` for the publisher or if nobody is named.
    pub words: Option<Span>,
    /// The words that show that somebody speaks; `None` for the publisher.
    pub cue: Option<Span>,
    /// How certain the event is according to this voice.
    pub factuality: Factuality,
}

/// Somebody who says something.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// Who published the document.
    Publisher,
    /// An actor.
    Actor(Actor),
    /// Words that lead to no actor of the codebook.
    Unresolved(Box<str>),
    /// Nobody is named: *reportedly*, *is believed to*.
    Unnamed,
}

/// How certain a voice is that an event happened, and with which polarity (FactBank).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Factuality {
    /// How certain.
    pub certainty: Certainty,
    /// Whether it is said to have happened or not to have happened.
    pub polarity: Polarity,
}

impl Factuality {
    /// Certainly happened.
    pub const CERTAIN: Self =
        Self { certainty: Certainty::Certain, polarity: Polarity::Positive };
    /// The voice does not commit itself.
    pub const UNKNOWN: Self =
        Self { certainty: Certainty::Unknown, polarity: Polarity::Unknown };

    /// FactBank's notation: `CT+`, `PR-`, `Uu`.
    pub fn notation(self) -> String {
        let certainty = match self.certainty {
            Certainty::Certain => "CT",
            Certainty::Probable => "PR",
            Certainty::Possible => "PS",
            Certainty::Unknown => "U",
        };
        let polarity = match self.polarity {
            Polarity::Positive => "+",
            Polarity::Negative => "-",
            Polarity::Unknown => "u",
        };
        format!("{certainty}{polarity}")
    }
}

/// Degrees of certainty, the least certain first, so that the weaker of two is the smaller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Uncommitted or unknown.
    Unknown,
    /// Possible.
    Possible,
    /// Probable.
    Probable,
    /// Certain.
    Certain,
}

/// Whether something is said to be so or not to be so.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Not said.
    Unknown,
    /// Said not to be so.
    Negative,
    /// Said to be so.
    Positive,
}

/// How an event stands in its document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The publisher says in its own voice that it happened.
    Asserted,
    /// Somebody other than the publisher says that it happened, or the publisher hedges.
    Claimed,
    /// Somebody says that it did not happen.
    Denied,
    /// Somebody intends, agrees or is ordered to do it.
    Planned,
    /// Somebody threatens to do it.
    Threatened,
    /// Somebody expects it to happen.
    Predicted,
    /// It is supposed, conditional or wished for.
    Hypothetical,
}

impl Status {
    /// All statuses, in the order of their definition.
    pub const ALL: [Self; 7] = [
        Self::Asserted,
        Self::Claimed,
        Self::Denied,
        Self::Planned,
        Self::Threatened,
        Self::Predicted,
        Self::Hypothetical,
    ];

    /// The word for it, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Planned => "planned",
            Self::Threatened => "threatened",
            Self::Predicted => "predicted",
            Self::Hypothetical => "hypothetical",
        }
    }
}
