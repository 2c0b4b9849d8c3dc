//! Who did what to whom, as one clause of one document has it.

use crate::{
    Actor, CameoCode, Claim, Coded, ContextId, Coordinates, DateBasis, DateSpan,
    DocumentId, EventId, EventTypeId, ModeId, Precision, RuleId, Span,
};
use serde::{Deserialize, Serialize};

/// Who did what to whom, when and where, according to whom, as one clause has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Digest of document, trigger and rule.
    pub id: EventId,
    /// The document.
    pub document: DocumentId,
    /// The sentence that tells it.
    pub sentence: Span,
    /// The words that evoke it.
    pub trigger: Span,
    /// Lemma of the trigger.
    pub lemma: Box<str>,
    /// The rule that coded it.
    pub rule: RuleId,
    /// What: an event type of the ontology.
    pub event_type: Coded<EventTypeId>,
    /// How.
    pub mode: Option<Coded<ModeId>>,
    /// Why, or in which field.
    pub contexts: Vec<Coded<ContextId>>,
    /// The CAMEO code.
    pub cameo: Coded<CameoCode>,
    /// Who acts. Empty if the text does not say.
    pub source_actors: Vec<Coded<Actor>>,
    /// Who is acted upon. Empty if the text does not say.
    pub target_actors: Vec<Coded<Actor>>,
    /// What is acted upon, in the words of the text, where that is no actor: *the referendum*.
    /// `None` where the words tell target actors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub object: Option<Coded<Box<str>>>,
    /// Whether a noun with *the* or *this* tells it: something known, often told before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub points_back: bool,
    /// When, no sharper than the evidence. `None` if the text does not say.
    pub date: Option<Coded<DateSpan>>,
    /// What the date rests on.
    pub date_basis: DateBasis,
    /// Where. `None` if the text does not say.
    pub place: Option<Coded<EventPlace>>,
    /// How many were killed, injured, arrested, expelled.
    pub counts: Vec<Coded<Count>>,
    /// According to whom.
    pub claim: Claim,
    /// Reasons why a value is uncertain, as kebab-case codes.
    pub reservations: Vec<Box<str>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// Where an event is said to have taken place, in the words of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct EventPlace {
    /// The words, without preposition.
    pub words: Box<str>,
    /// The state it lies in, as that state's actor id, if the codebook tells.
    pub country: Option<crate::ActorId>,
    /// The region it lies in, if the codebook tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Box<str>>,
    /// The point where it is; `None` unless the words name a town or a site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Coordinates>,
    /// How exactly the words tell where.
    #[serde(default)]
    pub precision: Precision,
}

/// A number of people or things, as the text has it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Count {
    /// Of what.
    pub what: CountWhat,
    /// Least number compatible with the words.
    pub low: Option<u32>,
    /// Greatest number compatible with the words.
    pub high: Option<u32>,
    /// The words for the number: *several* stays *several*.
    pub words: Box<str>,
}

/// What a count counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountWhat {
    /// People killed.
    Killed,
    /// People injured.
    Injured,
    /// People arrested or detained.
    Arrested,
    /// People expelled.
    Expelled,
}

impl CountWhat {
    /// The word for it, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Arrested => "arrested",
            Self::Expelled => "expelled",
        }
    }
}
