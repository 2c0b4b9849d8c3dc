//! Those who act and are acted upon.

use crate::{ActorId, SectorId};
use serde::{Deserialize, Serialize};

/// Someone or something that can act: a state, an organ, a person, a group.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// Stable identity within the codebook, or `unnamed/ROLE` for those known by role only.
    pub id: ActorId,
    /// What it is.
    pub kind: ActorKind,
    /// The state it belongs to or is, as that state's actor id.
    pub country: Option<ActorId>,
    /// Its sector within that state.
    pub sector: Option<SectorId>,
    /// What to call it on screen. For a private person this is the role, never the name.
    pub label: Box<str>,
}

/// What an actor is.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A state or an entity that acts as one.
    State,
    /// A part of a state: a ministry, an army, an embassy.
    Organ,
    /// A person who holds or held a public office.
    Person,
    /// A person known by role only, or a private person.
    Private,
    /// Several people known by what they do: protesters, officials.
    Group,
    /// An organisation that is no part of one state.
    Organisation,
}
