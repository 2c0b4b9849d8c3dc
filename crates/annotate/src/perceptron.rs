//! Linear models at run time: sums of small integer weights over hashed features.

use crate::features::{KEY_BITS, MAX_KEYS};

/// Most classes that a linear model may have.
pub const MAX_CLASSES: usize = 160;

/// Scores of all classes, in the order of the classes; unused places stay 0.
pub type Scores = [i32; MAX_CLASSES];

/// Anything that scores the classes of a decision by its feature keys: the shipped weights, or weights in training.
pub trait Score {
    /// Adds the weights of at most [`MAX_KEYS`] keys to the score of every class.
    fn add(&self, keys: &[u32], scores: &mut Scores);
    /// The number of classes.
    fn classes(&self) -> usize;
}

/// Sixty-four neighbouring keys: which of them have weights, how many do before them, and where their weights begin.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    present: u64,
    before: u32,
    start: u32,
}

/// Shipped weights. A key that has weights for few classes has a list of pairs (class, weight), another a row of the
/// weights of all classes; both lie in one run of bytes, in the order of the keys.
#[derive(Clone, Debug, Default)]
pub struct Linear {
    blocks: Vec<Block>,
    /// For each key present, and once more for each block: where its weights begin, in pairs from the block's start.
    offsets: Vec<u16>,
    pairs: Vec<[u8; 2]>,
    classes: usize,
}

/// Pairs that are copied at once.
const CHUNK: usize = 8;

/// The weights of a linear model as they stand in a file.
#[derive(Clone, Copy, Debug)]
pub struct Runs<'a> {
    /// The keys that have weights: one bit for each key below 2 to the power [`KEY_BITS`], the lowest bit first.
    pub present: &'a [u8],
    /// For each such key, ascending, its number of weights.
    pub sizes: &'a [u8],
    /// The classes of all weights, key after key.
    pub classes: &'a [u8],
    /// The weights, in two's complement.
    pub weights: &'a [u8],
}

/// Places for pairs that a row of all classes takes.
fn row_pairs(classes: usize) -> usize {
    classes.div_ceil(2)
}

impl Linear {
    /// Builds the model; `None` if the runs do not fit one another or a class is not below `classes`.
    #[must_use]
    pub fn new(classes: usize, runs: Runs<'_>) -> Option<Linear> {
        let Runs { present, sizes, classes: which, weights } = runs;
        let limit = u8::try_from(classes).ok()?;
        if classes == 0
            || classes > MAX_CLASSES
            || present.len() != 1 << (KEY_BITS - 3)
            || which.len() != weights.len()
            || which.iter().fold(0, |a, b| a.max(*b)) >= limit.max(1) && !which.is_empty()
        {
            return None;
        }
        let row = row_pairs(classes);
        let longest = row / 2;
        let mut blocks = Vec::with_capacity(present.len() / 8);
        let mut offsets = Vec::with_capacity(sizes.len() + present.len() / 8);
        let mut pairs: Vec<[u8; 2]> = Vec::with_capacity(weights.len() + CHUNK);
        let (mut before, mut from, mut copied) = (0_usize, 0_usize, 0_usize);
        let copy = |pairs: &mut Vec<[u8; 2]>, copied: &mut usize, to: usize| {
            let (c, w) = (which.get(*copied..to)?, weights.get(*copied..to)?);
            pairs.extend(c.iter().zip(w).map(|(c, w)| [*c, *w]));
            *copied = to;
            Some(())
        };
        for bits in present.as_chunks::<8>().0 {
            let present = u64::from_le_bytes(*bits);
            let after = before + present.count_ones() as usize;
            let own = sizes.get(before..after)?;
            let start = pairs.len() + from - copied;
            blocks.push(Block {
                present,
                before: u32::try_from(offsets.len()).ok()?,
                start: u32::try_from(start).ok()?,
            });
            let mut at = 0_u16;
            for &size in own {
                offsets.push(at);
                let size = usize::from(size);
                if size > longest {
                    copy(&mut pairs, &mut copied, from)?;
                    let to = pairs.len();
                    pairs.resize(to + row, [0; 2]);
                    let slots = pairs[to..].as_flattened_mut();
                    let own = which.get(from..from + size)?;
                    for (c, w) in own.iter().zip(weights.get(from..from + size)?) {
                        slots[usize::from(*c)] = *w;
                    }
                    copied += size;
                    at += u16::try_from(row).ok()?;
                } else {
                    at += u16::try_from(size).ok()?;
                }
                from += size;
            }
            offsets.push(at);
            before = after;
        }
        if before != sizes.len() || from != which.len() {
            return None;
        }
        copy(&mut pairs, &mut copied, from)?;
        // So that a whole chunk can be read wherever a list begins.
        pairs.extend([[0; 2]; CHUNK]);
        Some(Linear { blocks, offsets, pairs, classes })
    }

    /// The number of keys that have weights.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len() - self.blocks.len()
    }

    /// Whether no key has weights.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Score for Linear {
    fn add(&self, keys: &[u32], scores: &mut Scores) {
        // Each pass looks up all keys before the next begins, so that waiting for memory overlaps.
        let mut found = [(0_u32, 0_u32); MAX_KEYS];
        let mut hits = 0;
        for &k in keys.iter().take(MAX_KEYS) {
            let block = self.blocks[(k >> 6) as usize];
            let bit = 1_u64 << (k & 63);
            let at = block.before + (block.present & (bit - 1)).count_ones();
            found[hits] = (at, block.start);
            hits += usize::from(block.present & bit != 0);
        }
        let mut lists = [(0_u32, 0_u16); MAX_KEYS];
        for (list, &(at, start)) in lists.iter_mut().zip(&found[..hits]) {
            let (from, to) = (self.offsets[at as usize], self.offsets[at as usize + 1]);
            *list = (start + u32::from(from), to - from);
        }
        let row = row_pairs(self.classes);
        // 160 weights of at most 128 stay below the limit of 16 bits.
        let mut sums = [0_i16; 256];
        // Lists are copied end to end first: one loop over all is faster than a loop for each.
        let mut joined = [[0_u8; 2]; (MAX_KEYS + 1) * CHUNK];
        let mut end = 0;
        for &(start, size) in &lists[..hits] {
            let (start, size) = (start as usize, usize::from(size));
            if size == row {
                let row = self.pairs[start..start + size].as_flattened();
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
                }
            } else if size <= CHUNK {
                joined[end..end + CHUNK]
                    .copy_from_slice(&self.pairs[start..start + CHUNK]);
                end += size;
            } else {
                add_pairs(&self.pairs[start..start + size], &mut sums);
            }
        }
        add_pairs(&joined[..end], &mut sums);
        for (score, &s) in scores.iter_mut().zip(&sums[..self.classes]) {
            *score += i32::from(s);
        }
    }

    fn classes(&self) -> usize {
        self.classes
    }
}

fn add_pairs(pairs: &[[u8; 2]], sums: &mut [i16; 256]) {
    for &[class, weight] in pairs {
        let sum = &mut sums[usize::from(class)];
        *sum = sum.wrapping_add(i16::from(weight.cast_signed()));
    }
}

/// The best class of a score vector; of equals the first.
#[must_use]
pub fn best(scores: &[i32]) -> usize {
    let mut at = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[at] {
            at = i;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model of rows: key, and pairs of class and weight.
    fn model(classes: usize, rows: &[(u32, Vec<(u8, i8)>)]) -> Option<Linear> {
        let mut present = vec![0; 1 << (KEY_BITS - 3)];
        for (k, _) in rows {
            present[*k as usize / 8] |= 1 << (k % 8);
        }
        let sizes: Vec<u8> =
            rows.iter().filter_map(|r| u8::try_from(r.1.len()).ok()).collect();
        let pairs = || rows.iter().flat_map(|r| &r.1);
        let which: Vec<u8> = pairs().map(|p| p.0).collect();
        let weights: Vec<u8> = pairs().map(|p| p.1.cast_unsigned()).collect();
        let runs =
            Runs { present: &present, sizes: &sizes, classes: &which, weights: &weights };
        Linear::new(classes, runs)
    }

    #[test]
    fn lists_and_rows_say_the_same() {
        let many: Vec<(u8, i8)> = (0..40_u8).map(|c| (c, c.cast_signed() - 20)).collect();
        let some = many[..9].to_vec();
        let rows = [(1, some), (2, many.clone()), (3, vec![(7, 3)]), (64, many)];
        let model = model(40, &rows).expect("well-formed");
        let mut out = [0; MAX_CLASSES];
        model.add(&[2, 3], &mut out);
        assert_eq!((out[0], out[7], out[39]), (-20, -10, 19));
        model.add(&[1, 64], &mut out);
        assert_eq!((out[0], out[7], out[39]), (-60, -36, 38));
    }

    #[test]
    fn sums_the_weights_of_known_keys() {
        let last = (1 << KEY_BITS) - 1;
        let rows =
            [(3, vec![(0, 5), (2, -3)]), (64, vec![(1, 127)]), (last, vec![(2, 9)])];
        let model = model(3, &rows).expect("well-formed");
        let mut out = [0; MAX_CLASSES];
        model.add(&[3, 4, 64, 64, last, 5], &mut out);
        assert_eq!(&out[..4], &[5, 254, 6, 0]);
        assert_eq!(model.len(), 3);
    }

    #[test]
    fn refuses_runs_that_do_not_fit_and_classes_out_of_range() {
        let mut present = vec![0; 1 << (KEY_BITS - 3)];
        let empty = Runs { present: &present, sizes: &[], classes: &[], weights: &[] };
        assert!(Linear::new(3, empty).is_some_and(|m| m.is_empty()));
        assert!(Linear::new(3, Runs { present: &[], ..empty }).is_none());
        assert!(Linear::new(3, Runs { sizes: &[0], ..empty }).is_none());
        present[5] = 2;
        let one = Runs { present: &present, sizes: &[1], classes: &[2], weights: &[1] };
        assert!(Linear::new(3, one).is_some());
        assert!(Linear::new(2, one).is_none());
        assert!(Linear::new(3, Runs { sizes: &[], ..one }).is_none());
        assert!(Linear::new(3, Runs { sizes: &[2], ..one }).is_none());
        assert!(Linear::new(3, Runs { weights: &[], ..one }).is_none());
        assert!(
            Linear::new(3, Runs { classes: &[1, 1], weights: &[1, 1], ..one }).is_none()
        );
    }
}
