//! What an analyst decided: which events tell one occurrence, and which are coded right.

use crate::EventId;
use serde::{Deserialize, Serialize};

/// An analyst's word on two events, or on one. Of several on the same events the last counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// The two events, the lesser id first; one that is decided on by itself stands twice.
    pub events: [EventId; 2],
    /// Why.
    pub reason: Box<str>,
    /// Who decided, if that was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Box<str>>,
}

/// What an analyst decides on two events, or on one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    /// They tell one occurrence.
    Merge,
    /// They tell two occurrences.
    Split,
    /// What was decided on them before no longer counts.
    Withdraw,
    /// One event is coded as its sentence has it.
    Accept,
    /// One event is not told by its sentence: it belongs to no incident.
    Reject,
}

impl DecisionKind {
    /// The word for it, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Withdraw => "withdraw",
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }
}

impl Decision {
    /// A decision on two events, given in any order.
    pub fn new(kind: DecisionKind, mut events: [EventId; 2], reason: &str) -> Self {
        events.sort_unstable();
        Self { kind, events, reason: reason.into(), by: None }
    }

    /// A decision on one event by itself.
    pub fn on(kind: DecisionKind, event: EventId, reason: &str) -> Self {
        Self::new(kind, [event, event], reason)
    }

    /// The same by this analyst.
    #[must_use]
    pub fn by(mut self, analyst: &str) -> Self {
        self.by = (!analyst.is_empty()).then(|| analyst.into());
        self
    }
}
