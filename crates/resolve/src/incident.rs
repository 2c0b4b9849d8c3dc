//! From groups to incidents with their accounts and links.

use crate::profile::Profile;
use crate::score::Score;
use chancery_model::{
    Account as AccountOf, Digest, DocumentId, Event, EventId, Incident, IncidentId, Link,
};

/// What one document says of one occurrence.
pub(crate) struct Account {
    pub(crate) document: DocumentId,
    /// Its events by their place in the list of all, in the order of the text.
    pub(crate) events: Vec<usize>,
    pub(crate) profile: Profile,
}

impl Account {
    /// The account of these events, at least one, which do not exclude each other.
    pub(crate) fn new(
        document: DocumentId,
        events: Vec<usize>,
        profiles: &[Profile],
    ) -> Self {
        let mut profile = profiles[events[0]].clone();
        events[1..].iter().for_each(|&at| profile.extend(&profiles[at]));
        Self { document, events, profile }
    }
}

/// Two items that brought their groups together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Merge {
    pub(crate) pair: [usize; 2],
    pub(crate) score: Score,
}

impl Merge {
    /// The same with both items counted from further ahead.
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { pair: self.pair.map(|at| at + by), ..self }
    }
}

/// Makes the incidents, sorted by id. `merges` speak of events, `groups` of accounts.
pub(crate) fn incidents(
    events: &[&Event],
    accounts: &[Account],
    groups: &[Vec<usize>],
    merges: Vec<Merge>,
) -> Vec<Incident> {
    let mut group_of = vec![0; events.len()];
    for (number, group) in groups.iter().enumerate() {
        for &at in group.iter().flat_map(|&account| &accounts[account].events) {
            group_of[at] = number;
        }
    }
    let mut links: Vec<Vec<Link>> = groups.iter().map(|_| Vec::new()).collect();
    for merge in merges {
        links[group_of[merge.pair[0]]].push(link(events, merge));
    }
    let mut incidents: Vec<Incident> = groups
        .iter()
        .zip(links)
        .map(|(group, links)| incident(events, accounts, group, links))
        .collect();
    incidents.sort_by_key(|incident| incident.id);
    incidents
}

fn incident(
    events: &[&Event],
    accounts: &[Account],
    group: &[usize],
    mut links: Vec<Link>,
) -> Incident {
    let mut by_document: Vec<(DocumentId, Vec<usize>)> = Vec::new();
    for &account in group {
        let Account { document, events, .. } = &accounts[account];
        match by_document.iter_mut().find(|(known, _)| known == document) {
            Some((_, members)) => members.extend(events),
            None => by_document.push((*document, events.clone())),
        }
    }
    by_document.sort();
    let mut ids: Vec<EventId> = Vec::new();
    let told = by_document.into_iter().map(|(document, mut members)| {
        members.sort_unstable();
        let told: Vec<EventId> = members.iter().map(|&at| events[at].id).collect();
        ids.extend(&told);
        AccountOf { document, events: told }
    });
    let told = told.collect();
    ids.sort_unstable();
    links.sort_by_key(|link| link.events);
    let id = IncidentId(Digest::of(ids.iter().map(|id| id.0.bytes())));
    Incident { id, accounts: told, links }
}

fn link(events: &[&Event], merge: Merge) -> Link {
    let mut pair = merge.pair.map(|at| events[at].id);
    pair.sort_unstable();
    let permille = u16::try_from(merge.score.permille.clamp(0, 1000)).unwrap_or(0);
    let shared = merge.score.shared().map(|likeness| likeness.word().into()).collect();
    Link { events: pair, permille, shared }
}
