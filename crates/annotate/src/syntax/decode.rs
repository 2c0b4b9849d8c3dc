//! The best tree for the scores of all heads: the heads that each word likes best if they make a
//! projective tree with one root, or else the best such tree by the algorithm of Eisner (1996).

/// Room for the search, kept between sentences.
#[derive(Debug, Default)]
pub struct Search {
    cells: Vec<Cell>,
    depths: Vec<u8>,
}

/// The best partial trees over one range of words: open ones still take words on the far side
/// of the arc, closed ones do not. "Right" ones have their head at the left end.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    open_right: f32,
    open_left: f32,
    closed_right: f32,
    closed_left: f32,
    open_split: u16,
    right_split: u16,
    left_split: u16,
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
        let score = |head: usize, word: usize| scores[(word - 1) * (n + 1) + head];
        self.cells.clear();
        self.cells.resize(n * n, Cell::default());
        let short = |at: usize| u16::try_from(at).unwrap_or(0);
        // Words are counted from 0 in the cells.
        for length in 1..n {
            for from in 0..n - length {
                let to = from + length;
                let (mut open, mut split) = (f32::NEG_INFINITY, from);
                for at in from..to {
                    let sum = self.cells[from * n + at].closed_right
                        + self.cells[(at + 1) * n + to].closed_left;
                    if sum > open {
                        (open, split) = (sum, at);
                    }
                }
                let mut cell = Cell {
                    open_right: open + score(from + 1, to + 1),
                    open_left: open + score(to + 1, from + 1),
                    open_split: short(split),
                    closed_right: f32::NEG_INFINITY,
                    closed_left: f32::NEG_INFINITY,
                    ..Cell::default()
                };
                for at in from..=to {
                    if at > from {
                        let open = if at == to {
                            cell.open_right
                        } else {
                            self.cells[from * n + at].open_right
                        };
                        let sum = open + self.cells[at * n + to].closed_right;
                        if sum > cell.closed_right {
                            (cell.closed_right, cell.right_split) = (sum, short(at));
                        }
                    }
                    if at < to {
                        let open = if at == from {
                            cell.open_left
                        } else {
                            self.cells[at * n + to].open_left
                        };
                        let sum = self.cells[from * n + at].closed_left + open;
                        if sum > cell.closed_left {
                            (cell.closed_left, cell.left_split) = (sum, short(at));
                        }
                    }
                }
                self.cells[from * n + to] = cell;
            }
        }
        let mut root = 0;
        let mut most = f32::NEG_INFINITY;
        for at in 0..n {
            let sum = self.cells[at].closed_left
                + self.cells[at * n + n - 1].closed_right
                + score(0, at + 1);
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
            let cell = self.cells[from * n + to];
            match kind {
                Kind::ClosedRight => {
                    let at = usize::from(cell.right_split);
                    rest.push((from, at, Kind::OpenRight));
                    rest.push((at, to, Kind::ClosedRight));
                }
                Kind::ClosedLeft => {
                    let at = usize::from(cell.left_split);
                    rest.push((from, at, Kind::ClosedLeft));
                    rest.push((at, to, Kind::OpenLeft));
                }
                Kind::OpenRight | Kind::OpenLeft => {
                    if kind == Kind::OpenRight {
                        heads[to] = short(from + 1);
                    } else {
                        heads[from] = short(to + 1);
                    }
                    let at = usize::from(cell.open_split);
                    rest.push((from, at, Kind::ClosedRight));
                    rest.push((at + 1, to, Kind::ClosedLeft));
                }
            }
        }
    }
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
