//! Products of matrices, the same to the last bit on every processor.
//!
//! Each number of a product is summed in the order of the inner dimension, one fused
//! multiplication and addition (IEEE 754 `fusedMultiplyAdd`, rounded once) a step. Wider
//! registers work on more numbers at once, never on one number in another order, so that the
//! processor decides the speed alone. Where it lacks the fused step, a slow exact one is called.

use pulp::{Arch, Simd, WithSimd};

/// Rows worked on at once.
const ROWS: usize = 6;

/// Columns of a panel.
const COLUMNS: usize = 16;

/// One row of a panel, at the begin of a line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Line([f32; COLUMNS]);

/// Sums of some rows and one panel.
type Sums = [[f32; COLUMNS]; ROWS];

/// A matrix cut into panels of sixteen columns, as the right side of a product.
#[derive(Clone, Debug, Default)]
pub struct Panels {
    depth: usize,
    width: usize,
    /// Panel by panel, row by row; columns beyond the width are zero.
    cells: Vec<Line>,
}

/// The left side of a product, cut into groups of rows; kept to be used again.
#[derive(Debug, Default)]
pub struct Groups(Vec<[f32; ROWS]>);

impl Panels {
    /// Cuts a matrix of `depth` rows and `width` columns, given row by row.
    ///
    /// # Panics
    /// If `matrix` has another size.
    #[must_use]
    pub fn new(matrix: &[f32], depth: usize, width: usize) -> Panels {
        let mut panels = Panels::default();
        panels.fill(matrix, depth, width);
        panels
    }

    /// The same as [`Panels::new`], in room that is there already.
    ///
    /// # Panics
    /// If `matrix` has another size.
    pub fn fill(&mut self, matrix: &[f32], depth: usize, width: usize) {
        assert_eq!(matrix.len(), depth * width, "a matrix of another size");
        (self.depth, self.width) = (depth, width);
        self.cells.clear();
        for from in (0..width).step_by(COLUMNS) {
            let to = width.min(from + COLUMNS);
            for row in 0..depth {
                let mut line = Line::default();
                line.0[..to - from]
                    .copy_from_slice(&matrix[row * width + from..row * width + to]);
                self.cells.push(line);
            }
        }
    }

    /// Columns of the matrix.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds `left` times this matrix to `out`; both row by row.
    ///
    /// # Panics
    /// If the sizes do not agree.
    pub fn multiply(&self, left: &[f32], groups: &mut Groups, out: &mut [f32]) {
        self.run::<true>(left, groups, out);
    }

    /// Writes `left` times this matrix to `out`; both row by row.
    ///
    /// # Panics
    /// If the sizes do not agree.
    pub fn product(&self, left: &[f32], groups: &mut Groups, out: &mut [f32]) {
        self.run::<false>(left, groups, out);
    }

    fn run<const ADDS: bool>(&self, left: &[f32], groups: &mut Groups, out: &mut [f32]) {
        if self.depth == 0 || self.width == 0 {
            if !ADDS {
                out.fill(0.0);
            }
            return;
        }
        assert_eq!(left.len() % self.depth, 0, "rows of another length");
        assert_eq!(left.len() / self.depth, out.len() / self.width, "other rows");
        Arch::new().dispatch(Product::<ADDS> { right: self, left, groups, out });
    }
}

impl Groups {
    /// Cuts rows of `depth` cells into groups; the last one is filled up with zeros.
    #[inline(always)]
    fn fill(&mut self, left: &[f32], depth: usize) {
        self.0.clear();
        self.0.resize(left.len().div_ceil(depth * ROWS) * depth, [0.0; ROWS]);
        for (rows, group) in left.chunks(depth * ROWS).zip(self.0.chunks_exact_mut(depth))
        {
            for (r, row) in rows.chunks_exact(depth).enumerate() {
                for (cells, cell) in group.iter_mut().zip(row) {
                    cells[r] = *cell;
                }
            }
        }
    }
}

/// A product that is added to `out` or written there.
struct Product<'a, const ADDS: bool> {
    right: &'a Panels,
    left: &'a [f32],
    groups: &'a mut Groups,
    out: &'a mut [f32],
}

impl<const ADDS: bool> WithSimd for Product<'_, ADDS> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Product { right, left, groups, out } = self;
        let (depth, width) = (right.depth, right.width);
        groups.fill(left, depth);
        // Two panels at once keep registers of sixteen numbers busy and are too many for others.
        let pair = if S::F32_LANES < COLUMNS { depth } else { 2 * depth };
        let mut from = 0;
        for panels in right.cells.chunks(pair) {
            let (one, two) = panels.split_at(depth);
            for (group, rows) in
                groups.0.chunks_exact(depth).zip(out.chunks_mut(ROWS * width))
            {
                if two.is_empty() {
                    let [sums] = sum(group, [one]);
                    put::<ADDS>(&sums, rows, width, from);
                } else {
                    let [first, second] = sum(group, [one, two]);
                    put::<ADDS>(&first, rows, width, from);
                    put::<ADDS>(&second, rows, width, from + COLUMNS);
                }
            }
            from += panels.len() / depth * COLUMNS;
        }
    }
}

/// The product of a group of rows and some panels.
#[inline(always)]
fn sum<const P: usize>(group: &[[f32; ROWS]], panels: [&[Line]; P]) -> [Sums; P] {
    let mut sums = [[[0.0; COLUMNS]; ROWS]; P];
    let panels = panels.map(|panel| &panel[..group.len()]);
    for (at, factors) in group.iter().enumerate() {
        for (sums, panel) in sums.iter_mut().zip(panels) {
            let line = panel[at].0;
            for (sums, factor) in sums.iter_mut().zip(factors) {
                for (sum, cell) in sums.iter_mut().zip(&line) {
                    *sum = factor.mul_add(*cell, *sum);
                }
            }
        }
    }
    sums
}

/// Adds sums to the columns of `rows` that begin at `from`, or writes them there.
#[inline(always)]
fn put<const ADDS: bool>(sums: &Sums, rows: &mut [f32], width: usize, from: usize) {
    let to = width.min(from + COLUMNS);
    for (row, sums) in rows.chunks_exact_mut(width).zip(sums) {
        for (cell, sum) in row[from..to].iter_mut().zip(sums) {
            *cell = if ADDS { *cell + sum } else { *sum };
        }
    }
}

/// e to the power of `x`, to six digits; the same on every processor.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    // Added to a number of small size, this leaves the nearest whole number in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let power = x.clamp(-87.0, 87.0) * std::f32::consts::LOG2_E;
    let shifted = power + ROUND;
    let whole = shifted.to_bits().wrapping_sub(ROUND.to_bits());
    let f = power - (shifted - ROUND);
    let series = 1.0
        + f * (std::f32::consts::LN_2
            + f * (0.240_226_5
                + f * (0.055_504_1 + f * (0.009_618_13 + f * 0.001_333_36))));
    series * f32::from_bits(whole.wrapping_add(127) << 23)
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_what_the_definition_says() {
        for (rows, depth, width) in [(1, 1, 1), (7, 5, 17), (13, 32, 48), (2, 3, 16)] {
            let left: Vec<f32> =
                (0..rows * depth).map(|i| (i % 7) as f32 - 3.0).collect();
            let right: Vec<f32> = (0..depth * width).map(|i| (i % 5) as f32).collect();
            let (mut out, mut written) =
                (vec![1.0; rows * width], vec![1.0; rows * width]);
            let (panels, mut groups) =
                (Panels::new(&right, depth, width), Groups::default());
            panels.multiply(&left, &mut groups, &mut out);
            panels.product(&left, &mut groups, &mut written);
            for row in 0..rows {
                for column in 0..width {
                    let sum: f32 = (0..depth)
                        .map(|k| left[row * depth + k] * right[k * width + column])
                        .sum();
                    assert_eq!(out[row * width + column], 1.0 + sum);
                    assert_eq!(written[row * width + column], sum);
                }
            }
        }
    }

    #[test]
    fn the_exponential_doubles_adds_up_and_stays_in_bounds() {
        let close = |a: f32, b: f32| (a / b - 1.0).abs() < 1e-5;
        for step in -800..800_i16 {
            let x = f32::from(step) / 20.0;
            assert!(close(exp(x + std::f32::consts::LN_2), 2.0 * exp(x)), "at {x}");
            assert!(close(exp(x) * exp(1.25 - x), exp(1.25)), "at {x}");
        }
        assert!(close(exp(1.0), std::f32::consts::E));
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(sigmoid(0.0), 0.5);
        assert!(sigmoid(-200.0) >= 0.0 && sigmoid(200.0) <= 1.0);
    }
}
