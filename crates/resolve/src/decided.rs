//! What analysts decided, in terms of the events that are there.

use crate::incident::{Account, Merge};
use crate::score::Score;
use chancery_model::{Decision, DecisionKind, Event};
use std::collections::{BTreeMap, BTreeSet};

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
                DecisionKind::Withdraw => {}
            }
        }
        decided
    }

    /// Those on events from `start` up to but not including `end`, counted from `start`.
    pub(crate) fn between(&self, start: usize, end: usize) -> Self {
        let inside = |pairs: &BTreeSet<[usize; 2]>| {
            let pairs = pairs.iter().filter(|[a, b]| *a >= start && *b < end);
            pairs.map(|pair| pair.map(|at| at - start)).collect()
        };
        Self { together: inside(&self.together), apart: inside(&self.apart) }
    }

    /// The same of the accounts that hold the events.
    pub(crate) fn of_accounts(&self, accounts: &[Account]) -> Self {
        let mut holder = BTreeMap::new();
        for (at, account) in accounts.iter().enumerate() {
            holder.extend(account.events.iter().map(|&event| (event, at)));
        }
        let lift = |pairs: &BTreeSet<[usize; 2]>| {
            let lifted = pairs.iter().filter_map(|[a, b]| {
                let (a, b) = (*holder.get(a)?, *holder.get(b)?);
                (a != b).then(|| ordered(a, b))
            });
            lifted.collect()
        };
        Self { together: lift(&self.together), apart: lift(&self.apart) }
    }

    /// Whether these two do not belong together.
    pub(crate) fn parts(&self, a: usize, b: usize) -> bool {
        !self.apart.is_empty() && self.apart.contains(&ordered(a, b))
    }

    /// Two events, one of each list, that were said to belong together.
    pub(crate) fn joining(&self, a: &[usize], b: &[usize]) -> Option<[usize; 2]> {
        let across = |pair: &&[usize; 2]| {
            let [x, y] = **pair;
            (a.contains(&x) && b.contains(&y)) || (a.contains(&y) && b.contains(&x))
        };
        self.together.iter().find(across).copied()
    }

    /// What belongs together.
    pub(crate) fn merges(&self, permille: i32) -> Vec<Merge> {
        let score = Score::decided(permille);
        self.together.iter().map(|&pair| Merge { pair, score }).collect()
    }
}

fn ordered(a: usize, b: usize) -> [usize; 2] {
    [a.min(b), a.max(b)]
}
