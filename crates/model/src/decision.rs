//! What an analyst decided: which events tell one occurrence, which are coded right, and what is
//! put right in the others.

use crate::EventId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An analyst's word on two events, or on one. Of several on one aspect of the same events the
/// last counts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decision {
    /// What is decided.
    pub kind: DecisionKind,
    /// The two events, the lesser id first; one that is decided on by itself stands twice.
    pub events: [EventId; 2],
    /// The value that is put in the place of the coded one: `TYPE/mode CAMEO`, or a date in EDTF.
    /// Of what is withdrawn: the one aspect that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Box<str>>,
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
    /// One event is put off: others come first.
    Later,
    /// One event is of another type.
    Code,
    /// One event has another date.
    Date,
}

/// What of one event or of two a decision is about. Decisions on one aspect replace each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Aspect {
    /// Whether two events tell one occurrence.
    Pair,
    /// Whether an event is told at all.
    Judgement,
    /// Its type.
    Code,
    /// Its date.
    Date,
}

impl Aspect {
    /// All aspects.
    pub const ALL: [Self; 4] = [Self::Pair, Self::Judgement, Self::Code, Self::Date];

    /// The word for it, as stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pair => "pair",
            Self::Judgement => "judgement",
            Self::Code => "code",
            Self::Date => "date",
        }
    }
}

/// The decisions that count, by events and aspect: the last on each that was not withdrawn.
pub fn standing(decisions: &[Decision]) -> BTreeMap<([EventId; 2], Aspect), &Decision> {
    let mut standing = BTreeMap::new();
    for decision in decisions {
        let events = decision.events;
        match decision.aspect() {
            Some(aspect) => {
                standing.insert((events, aspect), decision);
            }
            None => {
                let is_meant = |aspect: &Aspect| {
                    decision.value.as_deref().is_none_or(|v| v == aspect.word())
                };
                for aspect in Aspect::ALL.into_iter().filter(is_meant) {
                    standing.remove(&(events, aspect));
                }
            }
        }
    }
    standing
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
            Self::Later => "later",
            Self::Code => "code",
            Self::Date => "date",
        }
    }
}

impl Decision {
    /// A decision on two events, given in any order.
    pub fn new(kind: DecisionKind, mut events: [EventId; 2], reason: &str) -> Self {
        events.sort_unstable();
        Self { kind, events, value: None, reason: reason.into(), by: None }
    }

    /// A decision on one event by itself.
    pub fn on(kind: DecisionKind, event: EventId, reason: &str) -> Self {
        Self::new(kind, [event, event], reason)
    }

    /// The same with this value.
    #[must_use]
    pub fn with(mut self, value: &str) -> Self {
        self.value = Some(value.into());
        self
    }

    /// What it is about; `None` for what takes others back.
    pub fn aspect(&self) -> Option<Aspect> {
        match self.kind {
            DecisionKind::Merge | DecisionKind::Split => Some(Aspect::Pair),
            DecisionKind::Accept | DecisionKind::Reject | DecisionKind::Later => {
                Some(Aspect::Judgement)
            }
            DecisionKind::Code => Some(Aspect::Code),
            DecisionKind::Date => Some(Aspect::Date),
            DecisionKind::Withdraw => None,
        }
    }

    /// The same by this analyst.
    #[must_use]
    pub fn by(mut self, analyst: &str) -> Self {
        self.by = (!analyst.is_empty()).then(|| analyst.into());
        self
    }
}
