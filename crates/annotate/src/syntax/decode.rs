//! The best tree for the scores of all heads: the heads that each word likes best if they make a
//! projective tree with one root, or else the best such tree by the algorithm of Eisner (1996).

use pulp::{Arch, Simd, WithSimd};

/// Room for the search, kept between sentences.
///
/// The best partial trees over ranges of words: open ones still take words on the far side of
/// the arc, closed ones do not. "Right" ones have their head at the left end. Tables have a row
/// for each word and hold the ranges that begin there, or, where it says so, that end there, so
/// that the search runs along rows.
#[derive(Debug, Default)]
pub struct Search {
    open_right: Vec<f32>,
    closed_right: Vec<f32>,
    closed_right_by_end: Vec<f32>,
    open_left_by_end: Vec<f32>,
    closed_left: Vec<f32>,
    closed_left_by_end: Vec<f32>,
    splits: Vec<Splits>,
    depths: Vec<u8>,
}

/// Where the best partial trees over a range are joined.
#[derive(Clone, Copy, Debug, Default)]
struct Splits {
    open: u16,
    right: u16,
    left: u16,
}

impl Search {
    /// Writes the head of each word to `heads`: 0 for the root, else a word from 1.
    ///
    /// `scores` has a row for each word with the scores of the root and of every word as its
    /// head; that of the word itself is not looked at.
    pub fn heads(&mut self, scores: &[f32], words: usize, heads: &mut Vec<u16>) {
        heads.clear();
        let stride = words + 1;
        for (word, row) in (1..).zip(scores.chunks_exact(stride).take(words)) {
            let mut best = usize::from(word == 0);
            let mut most = f32::NEG_INFINITY;
            for (head, &score) in row.iter().enumerate() {
                if head != word && score > most {
                    (best, most) = (head, score);
                }
            }
            heads.push(u16::try_from(best).unwrap_or(0));
        }
        if words > 0 && !self.is_tree(heads) {
            self.search(scores, words, heads);
        }
    }

    /// Whether the heads make a projective tree with one root.
    fn is_tree(&mut self, heads: &[u16]) -> bool {
        if heads.iter().filter(|&&h| h == 0).count() != 1 {
            return false;
        }
        let ends = |at: usize| {
            let (a, b) = (at + 1, usize::from(heads[at]));
            (a.min(b), a.max(b))
        };
        for one in 0..heads.len() {
            let (from, to) = ends(one);
            for other in from.saturating_sub(1)..to.min(heads.len()) {
                let (low, high) = ends(other);
                let starts_inside = from < low && low < to && to < high;
                let ends_inside = low < from && from < high && high < to;
                if starts_inside || ends_inside {
                    return false;
                }
            }
        }
        // 0 not seen, 1 on the way, 2 leads to the root.
        self.depths.clear();
        self.depths.resize(heads.len() + 1, 0);
        self.depths[0] = 2;
        for word in 1..=heads.len() {
            let mut at = word;
            while self.depths[at] == 0 {
                self.depths[at] = 1;
                at = usize::from(heads[at - 1]);
            }
            if self.depths[at] == 1 {
                return false;
            }
            let mut at = word;
            while self.depths[at] == 1 {
                self.depths[at] = 2;
                at = usize::from(heads[at - 1]);
            }
        }
        true
    }

    fn search(&mut self, scores: &[f32], words: usize, heads: &mut [u16]) {
        let n = words;
        for table in [
            &mut self.open_right,
            &mut self.closed_right,
            &mut self.closed_right_by_end,
            &mut self.open_left_by_end,
            &mut self.closed_left,
            &mut self.closed_left_by_end,
        ] {
            // Ranges of one word are worth nothing; all others are written before they are read.
            table.resize(n * n, 0.0);
            table.iter_mut().step_by(n + 1).for_each(|sum| *sum = 0.0);
        }
        self.splits.resize(n * n, Splits::default());
        Arch::new().dispatch(Ranges { search: self, scores, words });
        let mut root = 0;
        let mut most = f32::NEG_INFINITY;
        for at in 0..n {
            let sum = self.closed_left[at]
                + self.closed_right[at * n + n - 1]
                + scores[at * (n + 1)];
            if sum > most {
                (root, most) = (at, sum);
            }
        }
        heads[root] = 0;
        let mut rest =
            vec![(0, root, Kind::ClosedLeft), (root, n - 1, Kind::ClosedRight)];
        while let Some((from, to, kind)) = rest.pop() {
            if from == to {
                continue;
            }
            let splits = self.splits[from * n + to];
            match kind {
                Kind::ClosedRight => {
                    let at = usize::from(splits.right);
                    rest.push((from, at, Kind::OpenRight));
                    rest.push((at, to, Kind::ClosedRight));
                }
                Kind::ClosedLeft => {
                    let at = usize::from(splits.left);
                    rest.push((from, at, Kind::ClosedLeft));
                    rest.push((at, to, Kind::OpenLeft));
                }
                Kind::OpenRight | Kind::OpenLeft => {
                    if kind == Kind::OpenRight {
                        heads[to] = short(from + 1);
                    } else {
                        heads[from] = short(to + 1);
                    }
                    let at = usize::from(splits.open);
                    rest.push((from, at, Kind::ClosedRight));
                    rest.push((at + 1, to, Kind::ClosedLeft));
                }
            }
        }
    }
}

/// Fills the tables for all ranges of words.
struct Ranges<'a> {
    search: &'a mut Search,
    scores: &'a [f32],
    words: usize,
}

impl WithSimd for Ranges<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Ranges { search, scores, words: n } = self;
        let score = |head: usize, word: usize| scores[(word - 1) * (n + 1) + head];
        // Words are counted from 0 in the tables.
        for length in 1..n {
            for from in 0..n - length {
                let to = from + length;
                // Ranges from `from` to each word before `to`, and from each word after it.
                let begun = from * n + from..from * n + to;
                let ended = to * n + from + 1..to * n + to + 1;
                let (open, split) = best_sum(
                    &search.closed_right[begun.clone()],
                    &search.closed_left_by_end[ended.clone()],
                );
                search.open_right[from * n + to] = open + score(from + 1, to + 1);
                search.open_left_by_end[to * n + from] = open + score(to + 1, from + 1);
                let (closed_right, right) = best_sum(
                    &search.open_right[begun.start + 1..begun.end + 1],
                    &search.closed_right_by_end[ended.clone()],
                );
                let (closed_left, left) = best_sum(
                    &search.closed_left[begun],
                    &search.open_left_by_end[ended.start - 1..ended.end - 1],
                );
                search.closed_right[from * n + to] = closed_right;
                search.closed_right_by_end[to * n + from] = closed_right;
                search.closed_left[from * n + to] = closed_left;
                search.closed_left_by_end[to * n + from] = closed_left;
                search.splits[from * n + to] = Splits {
                    open: short(from + split),
                    right: short(from + 1 + right),
                    left: short(from + left),
                };
            }
        }
    }
}

fn short(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(0)
}

/// The largest sum of two numbers at the same place, and the first such place.
#[inline(always)]
fn best_sum(one: &[f32], two: &[f32]) -> (f32, usize) {
    const WIDE: usize = 8;
    let mut most = [f32::NEG_INFINITY; WIDE];
    let (ones, twos) = (one.chunks_exact(WIDE), two.chunks_exact(WIDE));
    let rests = ones.remainder().iter().zip(twos.remainder());
    for (one, two) in ones.zip(twos) {
        for ((most, x), y) in most.iter_mut().zip(one).zip(two) {
            let sum = x + y;
            *most = if sum > *most { sum } else { *most };
        }
    }
    let mut best = f32::NEG_INFINITY;
    for sum in most.into_iter().chain(rests.map(|(x, y)| x + y)) {
        best = if sum > best { sum } else { best };
    }
    let holds = |(one, two): (&[f32], &[f32])| {
        one.iter().zip(two).fold(false, |any, (x, y)| any | (x + y >= best))
    };
    let chunk = one.chunks(WIDE).zip(two.chunks(WIDE)).position(holds);
    let from = chunk.unwrap_or(0) * WIDE;
    let at = one[from..].iter().zip(&two[from..]).position(|(x, y)| x + y >= best);
    (best, from + at.unwrap_or(0))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    OpenRight,
    OpenLeft,
    ClosedRight,
    ClosedLeft,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All projective trees with one root over `n` words, by trying every choice of heads.
    fn all_trees(n: usize) -> Vec<Vec<u16>> {
        let mut out = vec![vec![]];
        for word in 1..=n {
            out = out
                .into_iter()
                .flat_map(|heads: Vec<u16>| {
                    (0_u16..).take(n + 1).filter(move |&h| usize::from(h) != word).map(
                        move |h| {
                            let mut more = heads.clone();
                            more.push(h);
                            more
                        },
                    )
                })
                .collect();
        }
        out.retain(|heads| Search::default().is_tree(heads));
        out
    }

    #[test]
    fn the_search_finds_the_best_of_all_trees() {
        let mut seed = 7_u32;
        for n in 1..6 {
            let trees = all_trees(n);
            for _ in 0..40 {
                let scores: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (seed >> 16) as f32 / 65_536.0
                    })
                    .collect();
                let total = |heads: &[u16]| -> f32 {
                    heads
                        .iter()
                        .enumerate()
                        .map(|(w, &h)| scores[w * (n + 1) + h as usize])
                        .sum()
                };
                let best = trees.iter().map(|t| total(t)).fold(f32::MIN, f32::max);
                let mut heads = Vec::new();
                Search::default().heads(&scores, n, &mut heads);
                assert!(trees.contains(&heads), "{heads:?} is no tree");
                assert!((total(&heads) - best).abs() < 1e-5, "{heads:?} is not the best");
            }
        }
        assert_eq!(all_trees(3).len(), 7);
    }

    #[test]
    fn scores_that_are_all_alike_still_make_a_tree() {
        let mut heads = Vec::new();
        for n in [1, 2, 40] {
            Search::default().heads(&vec![0.0; n * (n + 1)], n, &mut heads);
            assert!(Search::default().is_tree(&heads));
        }
        Search::default().heads(&[], 0, &mut heads);
        assert!(heads.is_empty());
    }
}
