//! What a text says beside its events: who holds which office, what came before what, and how
//! somebody tells an occurrence in ways that no event has a field for.

use crate::{ActorId, DateSpan, EntryId, EventId, Span, Voice};
use serde::{Deserialize, Serialize};

/// Something that a text says beside its events.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// Somebody is given an office.
    Office(OfficeSaid),
    /// One event is said to have come before another.
    Order(OrderSaid),
    /// An occurrence is told in some other respect.
    Detail(Detail),
}

impl Remark {
    /// The word for what it is, as stored and shown.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Office(_) => "office",
            Self::Order(_) => "order",
            Self::Detail(detail) => detail.kind.word(),
        }
    }

    /// The words that say it.
    pub fn words(&self) -> Span {
        match self {
            Self::Office(said) => said.words,
            Self::Order(said) => said.words,
            Self::Detail(detail) => detail.words,
        }
    }
}

/// Words that give a person an office.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OfficeSaid {
    /// Who.
    pub person: ActorId,
    /// What to call this person on screen.
    pub label: Box<str>,
    /// The office, an id of `offices.csv`.
    pub office: Box<str>,
    /// The state whose office it is.
    pub state: ActorId,
    /// Title and name.
    pub words: Span,
    /// The line of the codebook that knows the title.
    pub entry: EntryId,
    /// The sentence.
    pub sentence: Span,
    /// The days of which it may be said: that of publication and those of the sentence.
    pub days: Vec<DateSpan>,
    /// What the dated table of the codebook says.
    pub table: TableWord,
}

/// What the dated table of the codebook says of an office that a text gives.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableWord {
    /// Nothing that bears on it.
    Silent,
    /// This person holds it, by this line.
    Agrees(EntryId),
    /// Somebody else holds it on each of these days.
    Contradicts {
        /// Who holds it.
        holders: Vec<OfficeHeld>,
        /// What the person holds instead; empty if the table does not say.
        instead: Vec<OfficeHeld>,
    },
}

/// A line of the dated table of offices.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct OfficeHeld {
    /// What to call the person on screen.
    pub label: Box<str>,
    /// The office.
    pub office: Box<str>,
    /// The line of the codebook.
    pub entry: EntryId,
}

/// Words by which one event comes before another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrderSaid {
    /// What came first.
    pub earlier: EventId,
    /// What came later.
    pub later: EventId,
    /// The word that says so.
    pub words: Span,
    /// The sentence.
    pub sentence: Span,
}

/// How somebody tells an occurrence in a respect for which an event has no field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Detail {
    /// The event of whose occurrence it is told.
    pub event: EventId,
    /// In which respect.
    pub kind: DetailKind,
    /// The words.
    pub words: Span,
    /// The sentence.
    pub sentence: Span,
    /// Who says so, the publisher first, and how far each commits.
    pub voices: Vec<Voice>,
    /// Of a number of people: the least that is compatible with the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u32>,
    /// Of a number of people: the greatest that is compatible with the words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u32>,
}

/// In which respect an occurrence is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DetailKind {
    /// Why it was done.
    Motive,
    /// What it is called or taken for.
    Label,
    /// With what it was done.
    Means,
    /// At which time of day.
    Time,
    /// What those whose task it is did about it.
    Response,
    /// Who was killed by it, or how many.
    Killed,
    /// Who was injured by it, or how many.
    Injured,
}

impl DetailKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Time,
        Self::Means,
        Self::Killed,
        Self::Injured,
        Self::Motive,
        Self::Label,
        Self::Response,
    ];

    /// The word for it, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Motive => "motive",
            Self::Label => "label",
            Self::Means => "means",
            Self::Time => "time",
            Self::Response => "response",
            Self::Killed => "killed",
            Self::Injured => "injured",
        }
    }
}
