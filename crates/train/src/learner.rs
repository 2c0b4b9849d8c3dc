//! Weights in training: an averaged perceptron with whole-number updates, and its rounding to shipped weights.

use chancery_annotate::features::KEY_BITS;
use chancery_annotate::model_file::{ModelError, Reader, Writer};
use chancery_annotate::perceptron::{Linear, Score, Scores};

/// Rows of a linear model: keys, ascending, with (class, weight) pairs.
pub(crate) type Rows = Vec<(u32, Vec<(u8, i8)>)>;

/// Weights that learn. A key gets its row when it is first changed.
pub(crate) struct Learner {
    slots: Vec<u32>,
    weights: Vec<i16>,
    /// Sum of changes times the moment of the change: what the average needs.
    moments: Vec<f32>,
    stride: usize,
    classes: usize,
    now: f32,
}

const NO_SLOT: u32 = u32::MAX;

impl Learner {
    /// Weights of zero.
    pub(crate) fn new(classes: usize) -> Learner {
        Learner {
            slots: vec![NO_SLOT; 1 << KEY_BITS],
            weights: Vec::new(),
            moments: Vec::new(),
            stride: classes.div_ceil(8) * 8,
            classes,
            now: 1.0,
        }
    }

    /// Adds `change` to the weights of `class` at all keys.
    pub(crate) fn update(&mut self, keys: &[u32], class: usize, change: i16) {
        for &k in keys {
            let slot = &mut self.slots[k as usize];
            if *slot == NO_SLOT {
                *slot =
                    u32::try_from(self.weights.len() / self.stride).unwrap_or(NO_SLOT);
                self.weights.resize(self.weights.len() + self.stride, 0);
                self.moments.resize(self.moments.len() + self.stride, 0.0);
            }
            let at = *slot as usize * self.stride + class;
            self.weights[at] = self.weights[at].saturating_add(change);
            self.moments[at] += f32::from(change) * self.now;
        }
    }

    /// One decision or sentence went by.
    pub(crate) fn tick(&mut self) {
        self.now += 1.0;
    }

    /// The averaged weights in steps of `step`; those below `least` are left out.
    pub(crate) fn rows(&self, step: f32, least: f32) -> Rows {
        let mut out = Vec::new();
        for (key, &slot) in (0_u32..).zip(&self.slots) {
            if slot == NO_SLOT {
                continue;
            }
            let from = slot as usize * self.stride;
            let row: Vec<(u8, i8)> = (0..self.classes)
                .filter_map(|class| {
                    let at = from + class;
                    let mean = f32::from(self.weights[at]) - self.moments[at] / self.now;
                    let rounded = (mean / step).round().clamp(-127.0, 127.0) as i8;
                    let keep = mean.abs() >= least && rounded != 0;
                    keep.then_some((class as u8, rounded))
                })
                .collect();
            if !row.is_empty() {
                out.push((key, row));
            }
        }
        out
    }
}

/// The model that rows stand for.
pub(crate) fn link(classes: usize, rows: &Rows) -> Result<Linear, ModelError> {
    let mut file = Writer::default();
    file.linear(classes, rows);
    Reader::new(&file.bytes).linear(classes, "weights in training")
}

impl Score for Learner {
    fn add(&self, keys: &[u32], scores: &mut Scores) {
        for &k in keys {
            let slot = self.slots[k as usize];
            if slot == NO_SLOT {
                continue;
            }
            let from = slot as usize * self.stride;
            for (o, w) in scores.iter_mut().zip(&self.weights[from..from + self.stride]) {
                *o += i32::from(*w);
            }
        }
    }

    fn classes(&self) -> usize {
        self.classes
    }
}

/// A seeded generator (xorshift), the same on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    /// A generator for a seed.
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed | 1)
    }

    /// A number below `sides`.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    /// Puts a list in random order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.roll(i as u64 + 1) as usize);
        }
    }
}
