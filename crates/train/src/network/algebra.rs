//! Products of matrices given row by row, for training.

use chancery_annotate::syntax::kernel::{Groups, Panels};

/// Adds `left` (rows of `depth`) times `right` (`depth` rows of `width`) to `out`.
pub(crate) fn add_product(
    left: &[f32],
    depth: usize,
    right: &[f32],
    width: usize,
    out: &mut [f32],
) {
    Panels::new(right, depth, width).multiply(left, &mut Groups::default(), out);
}

/// The transposed of a matrix with rows of `width`.
pub(crate) fn transpose(matrix: &[f32], width: usize) -> Vec<f32> {
    let rows = matrix.len() / width.max(1);
    let mut out = vec![0.0; matrix.len()];
    const BLOCK: usize = 16;
    for from in (0..rows).step_by(BLOCK) {
        for column in 0..width {
            for row in from..rows.min(from + BLOCK) {
                out[column * rows + row] = matrix[row * width + column];
            }
        }
    }
    out
}

/// For `out = left * right`: adds the gradients of both sides, given that of `out`.
pub(crate) fn add_gradients(
    left: &[f32],
    depth: usize,
    right: &[f32],
    width: usize,
    slope: &[f32],
    left_slope: Option<&mut [f32]>,
    right_slope: &mut [f32],
) {
    if let Some(left_slope) = left_slope {
        add_product(slope, width, &transpose(right, width), depth, left_slope);
    }
    let rows = left.len() / depth;
    add_product(&transpose(left, depth), rows, slope, width, right_slope);
}

/// Adds the sum of the rows of `matrix` to `out`.
pub(crate) fn add_column_sums(matrix: &[f32], out: &mut [f32]) {
    for row in matrix.chunks_exact(out.len()) {
        for (sum, cell) in out.iter_mut().zip(row) {
            *sum += cell;
        }
    }
}

/// Adds `factor` times `from` to `to`.
pub(crate) fn add_scaled(to: &mut [f32], factor: f32, from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += factor * from;
    }
}

/// Columns `from..to` of a matrix with rows of `width`.
pub(crate) fn columns(
    matrix: &[f32],
    width: usize,
    (from, to): (usize, usize),
) -> Vec<f32> {
    let mut out = Vec::with_capacity(matrix.len() / width.max(1) * (to - from));
    for row in matrix.chunks_exact(width) {
        out.extend_from_slice(&row[from..to]);
    }
    out
}

/// Adds a matrix to columns `from..to` of another with rows of `width`.
pub(crate) fn add_to_columns(
    part: &[f32],
    matrix: &mut [f32],
    width: usize,
    (from, to): (usize, usize),
) {
    for (row, part) in matrix.chunks_exact_mut(width).zip(part.chunks_exact(to - from)) {
        add_scaled(&mut row[from..to], 1.0, part);
    }
}
