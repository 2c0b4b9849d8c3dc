//! What an analyst decided on which events tell one occurrence.

use crate::EventId;
use serde::{Deserialize, Serialize};

/// An analyst's word on two events. Of several on the same two events the last counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// The two events, the lesser id first.
    pub events: [EventId; 2],
    /// Why.
    pub reason: Box<str>,
}

/// What an analyst decides on two events.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    /// They tell one occurrence.
    Merge,
    /// They tell two occurrences.
    Split,
    /// What was decided on them before no longer counts.
    Withdraw,
}

impl DecisionKind {
    /// The word for it, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Withdraw => "withdraw",
        }
    }
}

impl Decision {
    /// A decision on two events, given in any order.
    pub fn new(kind: DecisionKind, mut events: [EventId; 2], reason: &str) -> Self {
        events.sort_unstable();
        Self { kind, events, reason: reason.into() }
    }
}
