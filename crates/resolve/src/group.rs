//! Joins what belongs together, the most alike first, by the average of all pairs.

use crate::incident::Merge;
use crate::score::Score;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// When groups are joined.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    /// Least average of all pairs, in thousandths.
    pub(crate) threshold: i32,
    /// If set, a group that fits two others that exclude each other joins neither, unless it
    /// fits one of them better by more than this.
    pub(crate) margin: Option<i32>,
    /// Groups do not grow beyond so many items, because joining takes time by their size.
    pub(crate) most: usize,
}

/// Groups, each sorted, and the pairs that made them.
pub(crate) struct Grouped {
    pub(crate) groups: Vec<Vec<usize>>,
    pub(crate) merges: Vec<Merge>,
}

/// How two groups stand to each other.
#[derive(Clone, Copy, Debug)]
enum Tie {
    /// Some pair excludes the other.
    Apart,
    /// The sum over all pairs, their number, and the best of them.
    Alike { sum: i64, pairs: i64, best: Score, pair: [usize; 2] },
}

impl Tie {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (
                Self::Alike { sum, pairs, best, pair },
                Self::Alike { sum: s, pairs: n, best: b, pair: p },
            ) => {
                let is_better = (b.permille, Reverse(p)) > (best.permille, Reverse(pair));
                let (best, pair) = if is_better { (b, p) } else { (best, pair) };
                Self::Alike { sum: sum + s, pairs: pairs + n, best, pair }
            }
            _ => Self::Apart,
        }
    }

    fn average(self) -> Option<i64> {
        match self {
            Self::Apart => None,
            Self::Alike { sum, pairs, .. } => Some(sum.div_euclid(pairs)),
        }
    }
}

/// Groups `length` items. Only `pairs` can bring items together, but all pairs of a group
/// count for its average, and one that excludes another keeps them apart.
pub(crate) fn group(
    length: usize,
    pairs: &[[usize; 2]],
    compare: impl Fn(usize, usize) -> Option<Score>,
    rule: Rule,
) -> Grouped {
    let members = (0..length).map(|item| vec![item]).collect();
    let mut grouping =
        Grouping { members, ties: vec![BTreeMap::new(); length], compare, rule };
    let mut queue = BinaryHeap::new();
    let least = i64::from(rule.threshold - rule.margin.unwrap_or(0));
    for &[a, b] in pairs {
        // An average reaches the threshold only if some pair does: the rest can be forgotten.
        let tie = grouping.pair(a, b);
        if tie.average().is_some_and(|average| average >= least) {
            grouping.tie(a, b, tie);
            queue.extend(grouping.entry(a, b));
        }
    }
    let mut merges = Vec::new();
    while let Some((average, Reverse([a, b]))) = queue.pop() {
        let current = grouping.ties[a].get(&b).and_then(|tie| tie.average());
        let is_full = grouping.members[a].len() + grouping.members[b].len() > rule.most;
        if is_full || current != Some(average) || grouping.is_ambiguous(a, b, average) {
            continue;
        }
        if let Some(Tie::Alike { best, pair, .. }) = grouping.ties[a].get(&b).copied() {
            merges.push(Merge { pair, score: best });
        }
        for c in grouping.join(a, b) {
            queue.extend(grouping.entry(a, c));
        }
    }
    let groups = grouping.members.into_iter().filter(|group| !group.is_empty());
    Grouped { groups: groups.collect(), merges }
}

/// A queue entry: the average, and the two groups by their first members.
type Entry = (i64, Reverse<[usize; 2]>);

struct Grouping<F> {
    /// Groups by their first member; empty once joined to another.
    members: Vec<Vec<usize>>,
    ties: Vec<BTreeMap<usize, Tie>>,
    compare: F,
    rule: Rule,
}

impl<F: Fn(usize, usize) -> Option<Score>> Grouping<F> {
    fn pair(&self, a: usize, b: usize) -> Tie {
        let pair = [a.min(b), a.max(b)];
        (self.compare)(pair[0], pair[1]).map_or(Tie::Apart, |best| Tie::Alike {
            sum: i64::from(best.permille),
            pairs: 1,
            best,
            pair,
        })
    }

    fn tie(&mut self, a: usize, b: usize, tie: Tie) {
        self.ties[a].insert(b, tie);
        self.ties[b].insert(a, tie);
    }

    fn entry(&self, a: usize, b: usize) -> Option<Entry> {
        let average = self.ties[a].get(&b)?.average()?;
        let is_enough = average >= i64::from(self.rule.threshold);
        is_enough.then_some((average, Reverse([a.min(b), a.max(b)])))
    }

    /// How two groups stand to each other, looked up or worked out.
    fn between(&self, a: usize, b: usize) -> Tie {
        if let Some(tie) = self.ties[a].get(&b) {
            return *tie;
        }
        let pairs = self.members[a]
            .iter()
            .flat_map(|&x| self.members[b].iter().map(move |&y| (x, y)));
        let mut whole: Option<Tie> = None;
        for (x, y) in pairs {
            let tie = self.pair(x, y);
            let sum = whole.map_or(tie, |whole| whole.and(tie));
            if matches!(sum, Tie::Apart) {
                return Tie::Apart;
            }
            whole = Some(sum);
        }
        whole.unwrap_or(Tie::Apart)
    }

    /// Whether one of the two fits a third about as well that excludes the other.
    fn is_ambiguous(&self, a: usize, b: usize, average: i64) -> bool {
        let Some(margin) = self.rule.margin else { return false };
        let least = average - i64::from(margin);
        let rivals = |x: usize, y: usize| {
            self.ties[x].iter().any(|(&z, tie)| {
                z != y
                    && tie.average().is_some_and(|other| other >= least)
                    && matches!(self.between(y, z), Tie::Apart)
            })
        };
        rivals(a, b) || rivals(b, a)
    }

    /// Joins the second group to the first and gives the neighbours of the whole.
    fn join(&mut self, a: usize, b: usize) -> Vec<usize> {
        let neighbours: BTreeSet<usize> =
            self.ties[a].keys().chain(self.ties[b].keys()).copied().collect();
        let neighbours: Vec<usize> =
            neighbours.into_iter().filter(|&c| c != a && c != b).collect();
        let ties: Vec<Tie> = neighbours
            .iter()
            .map(|&c| self.between(a, c).and(self.between(b, c)))
            .collect();
        for (&c, tie) in neighbours.iter().zip(ties) {
            self.ties[c].remove(&b);
            self.tie(a, c, tie);
        }
        self.ties[a].remove(&b);
        self.ties[b].clear();
        let joined = std::mem::take(&mut self.members[b]);
        self.members[a].extend(joined);
        self.members[a].sort_unstable();
        neighbours
    }
}
