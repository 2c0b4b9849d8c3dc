//! Linear models at run time: sums of small integer weights over hashed features.

use crate::features::{KEY_BITS, MAX_KEYS};

/// Most classes that a linear model may have.
pub const MAX_CLASSES: usize = 160;

/// Scores of all classes, in the order of the classes; unused places stay 0.
pub type Scores = [i32; MAX_CLASSES];

/// Anything that scores the classes of a decision by its feature keys: the shipped weights, or weights in training.
pub trait Score {
    /// Writes the score of every class.
    fn score(&self, keys: &[u32], out: &mut Scores);
    /// The number of classes.
    fn classes(&self) -> usize;
}

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    present: u64,
    before: u32,
}

/// Shipped weights. A key that has weights for few classes has a list of them, another a dense row of bytes.
#[derive(Clone, Debug, Default)]
pub struct Linear {
    blocks: Vec<Block>,
    /// For each key present: where its weights are.
    places: Vec<Place>,
    lists: Vec<(u8, i8)>,
    rows: Vec<i8>,
    stride: usize,
    classes: usize,
}

/// Start in `lists` and length; a length of [`DENSE`] means a start in `rows`.
type Place = (u32, u8);

const DENSE: u8 = u8::MAX;
const LANE: usize = 16;

impl Linear {
    /// Builds the model. `keys` ascend strictly and lie below 2 to the power [`KEY_BITS`]; `sizes` are their numbers of
    /// weights; `weights` holds all (class, weight) pairs, key after key.
    ///
    /// Returns `None` if keys do not ascend or fit, sizes do not fit the weights, or a class is not below `classes`.
    #[must_use]
    pub fn new(
        classes: usize,
        keys: &[u32],
        sizes: &[u8],
        weights: &[(u8, i8)],
    ) -> Option<Linear> {
        let total: usize = sizes.iter().map(|s| usize::from(*s)).sum();
        if classes == 0
            || classes > MAX_CLASSES
            || keys.len() != sizes.len()
            || total != weights.len()
            || keys.windows(2).any(|w| w[0] >= w[1])
            || keys.last().is_some_and(|&k| k >> KEY_BITS != 0)
            || weights.iter().any(|w| usize::from(w.0) >= classes)
        {
            return None;
        }
        let stride = classes.div_ceil(LANE) * LANE;
        let mut blocks = vec![Block::default(); 1 << (KEY_BITS - 6)];
        for &k in keys {
            blocks[(k >> 6) as usize].present |= 1 << (k & 63);
        }
        let mut before = 0;
        for b in &mut blocks {
            b.before = before;
            before += b.present.count_ones();
        }
        let longest = stride / 4;
        let mut places = Vec::with_capacity(keys.len());
        let mut lists = Vec::with_capacity(weights.len());
        let mut rows = Vec::new();
        let mut rest = weights;
        for &size in sizes {
            let (own, others) = rest.split_at_checked(usize::from(size))?;
            rest = others;
            if own.len() <= longest {
                places.push((u32::try_from(lists.len()).ok()?, size));
                lists.extend_from_slice(own);
            } else {
                let from = rows.len();
                places.push((u32::try_from(from).ok()?, DENSE));
                rows.resize(from + stride, 0);
                for &(class, weight) in own {
                    rows[from + usize::from(class)] = weight;
                }
            }
        }
        Some(Linear { blocks, places, lists, rows, stride, classes })
    }

    /// The number of keys that have weights.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether no key has weights.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}

impl Score for Linear {
    fn score(&self, keys: &[u32], out: &mut Scores) {
        // 160 weights of at most 127 stay below the limit of 16 bits.
        let mut sums = [0_i16; 256];
        let mut found = [0_u32; MAX_KEYS];
        let mut hits = 0;
        for &k in keys.iter().take(MAX_KEYS) {
            let block = self.blocks[(k >> 6) as usize];
            let bit = 1_u64 << (k & 63);
            found[hits] = block.before + (block.present & (bit - 1)).count_ones();
            hits += usize::from(block.present & bit != 0);
        }
        let mut places = [(0, 0); MAX_KEYS];
        for (place, &at) in places.iter_mut().zip(&found[..hits]) {
            *place = self.places[at as usize];
        }
        for &(start, size) in &places[..hits] {
            let start = start as usize;
            if size == DENSE {
                let row = &self.rows[start..start + self.stride];
                for (s, &w) in sums.iter_mut().zip(row) {
                    *s += i16::from(w);
                }
            } else {
                for &(class, weight) in &self.lists[start..start + usize::from(size)] {
                    sums[usize::from(class)] += i16::from(weight);
                }
            }
        }
        for (o, &s) in out.iter_mut().zip(&sums[..self.stride]) {
            *o = i32::from(s);
        }
    }

    fn classes(&self) -> usize {
        self.classes
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

    fn small() -> Option<Linear> {
        let weights = [(0, 5), (2, -3), (1, 127), (2, 9)];
        Linear::new(3, &[3, 64, (1 << KEY_BITS) - 1], &[2, 1, 1], &weights)
    }

    #[test]
    fn lists_and_rows_say_the_same() {
        let many: Vec<(u8, i8)> = (0..40_u8).map(|c| (c, c.cast_signed() - 20)).collect();
        let both: Vec<(u8, i8)> = many.iter().copied().chain([(7, 3)]).collect();
        let model = Linear::new(40, &[1, 2], &[40, 1], &both).expect("well-formed");
        let mut out = [0; MAX_CLASSES];
        model.score(&[1, 2], &mut out);
        assert_eq!((out[0], out[7], out[39]), (-20, -10, 19));
    }

    #[test]
    fn sums_the_rows_of_known_keys() {
        let model = small().expect("well-formed");
        let mut out = [0; MAX_CLASSES];
        model.score(&[3, 4, 64, 64, (1 << KEY_BITS) - 1, 5], &mut out);
        assert_eq!(&out[..3], &[5, 254, 6]);
        model.score(&[], &mut out);
        assert_eq!(best(&out[..3]), 0);
    }

    #[test]
    fn refuses_keys_out_of_order_and_classes_out_of_range() {
        assert!(Linear::new(3, &[4, 4], &[0, 0], &[]).is_none());
        assert!(Linear::new(3, &[1 << KEY_BITS], &[0], &[]).is_none());
        assert!(Linear::new(3, &[1], &[1], &[(3, 1)]).is_none());
        assert!(Linear::new(3, &[1], &[2], &[(1, 1)]).is_none());
    }
}
