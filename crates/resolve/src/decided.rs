//! What analysts decided, in terms of the events that are there.

use crate::incident::{Account, Merge};
use crate::score::Score;
use chancery_model::{Decision, DecisionKind, Event, EventId, standing};
use std::collections::{BTreeMap, BTreeSet};

/// The events that analysts rejected.
pub(crate) fn rejected(decisions: &[Decision]) -> BTreeSet<EventId> {
    let last = standing(decisions).into_values();
    let rejects = |decision: &&Decision| decision.kind == DecisionKind::Reject;
    last.filter(rejects).map(|decision| decision.events[0]).collect()
}

/// Pairs of items that belong together, and pairs that do not, by the places of the items.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    together: BTreeSet<[usize; 2]>,
    apart: BTreeSet<[usize; 2]>,
}

impl Decided {
    /// The decisions that hold of these events; the last one on two events counts, and one on an
    /// event that is not there waits for it.
    pub(crate) fn of(decisions: &[Decision], events: &[&Event]) -> Self {
        let places: BTreeMap<_, usize> =
            events.iter().enumerate().map(|(at, event)| (event.id, at)).collect();
        let mut last: BTreeMap<[usize; 2], DecisionKind> = BTreeMap::new();
        for decision in decisions {
            let [one, other] = decision.events.map(|id| places.get(&id).copied());
            if let (Some(one), Some(other)) = (one, other)
                && one != other
            {
                last.insert(ordered(one, other), decision.kind);
            }
        }
        let mut decided = Self::default();
        for (pair, kind) in last {
            match kind {
                DecisionKind::Merge => {
                    decided.together.insert(pair);
                }
                DecisionKind::Split => {
                    decided.apart.insert(pair);
                }
                _ => {}
            }
        }
        decided
    }

    /// Those that part events from `start` up to but not including `end`, counted from `start`.
    pub(crate) fn between(&self, start: usize, end: usize) -> Self {
        let inside = self.apart.iter().filter(|[a, b]| *a >= start && *b < end);
        let apart = inside.map(|pair| pair.map(|at| at - start)).collect();
        Self { together: BTreeSet::new(), apart }
    }

    /// Those that part the accounts that hold the events.
    pub(crate) fn of_accounts(&self, accounts: &[Account]) -> Self {
        let holder = holders(accounts.iter().map(|account| account.events.as_slice()));
        let lift = |[a, b]: &[usize; 2]| {
            let (a, b) = (*holder.get(a)?, *holder.get(b)?);
            (a != b).then(|| ordered(a, b))
        };
        let apart = self.apart.iter().filter_map(lift).collect();
        Self { together: BTreeSet::new(), apart }
    }

    /// Whether these two do not belong together.
    pub(crate) fn parts(&self, a: usize, b: usize) -> bool {
        !self.apart.is_empty() && self.apart.contains(&ordered(a, b))
    }

    /// Joins the groups of accounts that hold two events which belong together, and tells why.
    pub(crate) fn join(
        &self,
        groups: &mut Vec<Vec<usize>>,
        accounts: &[Account],
        permille: i32,
    ) -> Vec<Merge> {
        let account_of =
            holders(accounts.iter().map(|account| account.events.as_slice()));
        let score = Score::decided(permille);
        let mut merges = Vec::new();
        for &pair in &self.together {
            let group = |event: usize| {
                let account = account_of.get(&event)?;
                groups.iter().position(|group| group.contains(account))
            };
            let (Some(one), Some(other)) = (group(pair[0]), group(pair[1])) else {
                continue;
            };
            merges.push(Merge { pair, score });
            if one != other {
                let joined = groups.swap_remove(one.max(other));
                groups[one.min(other)].extend(joined);
            }
        }
        merges
    }
}

/// Which of several lists holds each item.
fn holders<'a>(lists: impl Iterator<Item = &'a [usize]>) -> BTreeMap<usize, usize> {
    lists
        .enumerate()
        .flat_map(|(at, items)| items.iter().map(move |&item| (item, at)))
        .collect()
}

fn ordered(a: usize, b: usize) -> [usize; 2] {
    [a.min(b), a.max(b)]
}
