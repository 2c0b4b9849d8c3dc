//! One occurrence in the world, told by one or more documents.

use crate::{DocumentId, EventId, IncidentId};
use serde::{Deserialize, Serialize};

/// One occurrence in the world. It keeps every account; its date, actors and toll are derived
/// from them and never overwrite them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Incident {
    /// Digest of the member events, sorted.
    pub id: IncidentId,
    /// What each document says, sorted by document.
    pub accounts: Vec<Account>,
    /// Why the events belong together.
    pub links: Vec<Link>,
}

impl Incident {
    /// All member events, account by account.
    pub fn events(&self) -> impl Iterator<Item = EventId> + '_ {
        self.accounts.iter().flat_map(|account| account.events.iter().copied())
    }
}

/// What one document says of an incident.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The document.
    pub document: DocumentId,
    /// Its events, in the order of the text.
    pub events: Vec<EventId>,
}

/// Why two events were taken for one occurrence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Link {
    /// The two events.
    pub events: [EventId; 2],
    /// The score, in thousandths.
    pub permille: u16,
    /// What they share, as kebab-case codes.
    pub shared: Vec<Box<str>>,
}
