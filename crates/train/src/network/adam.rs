//! Steps down the slope: Adam (Kingma and Ba 2015), with rows of tables moved only when they were seen.

use std::ops::Range;

use super::pass::Weights;

/// Running means of the slopes and of their squares.
pub(crate) struct Adam {
    means: Weights,
    squares: Weights,
    steps: i32,
}

const KEEP: f32 = 0.9;
const KEEP_SQUARES: f32 = 0.98;
const LEAST: f32 = 1e-8;

impl Adam {
    /// Before the first step.
    pub(crate) fn new(weights: &Weights) -> Adam {
        let zero: Weights = weights.iter().map(|w| vec![0.0; w.len()]).collect();
        Adam { means: zero.clone(), squares: zero, steps: 0 }
    }

    /// Makes one step of size `rate` and clears the slopes. `seen` gives the ranges of each
    /// matrix that may have a slope: all the others are left as they are.
    pub(crate) fn step(
        &mut self,
        weights: &mut Weights,
        slopes: &mut Weights,
        rate: impl Fn(usize) -> f32,
        seen: &[Vec<Range<usize>>],
        longest: f32,
    ) {
        self.steps += 1;
        let squared = |at: usize, range: &Range<usize>| -> f64 {
            slopes[at][range.clone()].iter().map(|s| f64::from(*s) * f64::from(*s)).sum()
        };
        let length: f64 = seen
            .iter()
            .enumerate()
            .flat_map(|(at, ranges)| ranges.iter().map(move |range| (at, range)))
            .map(|(at, range)| squared(at, range))
            .sum::<f64>()
            .sqrt();
        let cut = if length > f64::from(longest) { longest / length as f32 } else { 1.0 };
        let first = 1.0 - KEEP.powi(self.steps.min(10_000));
        let second = 1.0 - KEEP_SQUARES.powi(self.steps.min(10_000));
        for (at, ranges) in seen.iter().enumerate() {
            let rate = rate(at) / first;
            for range in ranges {
                let weights = &mut weights[at][range.clone()];
                let slopes = &mut slopes[at][range.clone()];
                let means = &mut self.means[at][range.clone()];
                let squares = &mut self.squares[at][range.clone()];
                for (((weight, slope), mean), square) in
                    weights.iter_mut().zip(slopes).zip(means).zip(squares)
                {
                    let s = *slope * cut;
                    *slope = 0.0;
                    *mean = KEEP * *mean + (1.0 - KEEP) * s;
                    *square = KEEP_SQUARES * *square + (1.0 - KEEP_SQUARES) * s * s;
                    *weight -= rate * *mean / ((*square / second).sqrt() + LEAST);
                }
            }
        }
    }
}
