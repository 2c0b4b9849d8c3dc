//! Vectors of words and one layer, forwards and backwards: simple recurrent units read in both
//! directions (Lei et al. 2018, "Simple Recurrent Units for Highly Parallelizable Recurrence").

use chancery_annotate::syntax::kernel::sigmoid;
use chancery_annotate::syntax::shape::{Matrix, Shape, TABLES};
use chancery_annotate::syntax::word::Lex;

use super::algebra::{add_gradients, add_product, add_scaled};
use super::batch::{Rows, product};
use super::pass::Weights;

/// What a layer did, for the way back.
pub(super) struct Layer {
    /// Input, and the same with cells hidden.
    input: Vec<f32>,
    hidden: Vec<f32>,
    mask: Vec<f32>,
    /// Blocks of the product, the gates in place of what went into them.
    blocks: Vec<f32>,
    /// States.
    states: Vec<f32>,
}

/// The input of the first layer.
pub(super) fn embed(shape: &Shape, weights: &Weights, words: &[Lex]) -> Vec<f32> {
    let mut out = Vec::with_capacity(words.len() * shape.input());
    for word in words {
        let row = word.word as usize * shape.word;
        out.extend_from_slice(&weights[0][row..row + shape.word]);
        for (at, &row) in word.affixes.iter().enumerate() {
            let columns = TABLES[at].1;
            let row = row as usize * columns;
            out.extend_from_slice(&weights[1 + at][row..row + columns]);
        }
    }
    out
}

pub(super) fn embed_backwards(
    shape: &Shape,
    words: &[Lex],
    slope: &[f32],
    slopes: &mut Weights,
) {
    for (word, slope) in words.iter().zip(slope.chunks_exact(shape.input())) {
        let row = word.word as usize * shape.word;
        add_scaled(&mut slopes[0][row..row + shape.word], 1.0, slope);
        let mut from = shape.word;
        for (at, &row) in word.affixes.iter().enumerate() {
            let columns = TABLES[at].1;
            let row = row as usize * columns;
            add_scaled(&mut slopes[1 + at][row..row + columns], 1.0, &slope[from..]);
            from += columns;
        }
    }
}

/// The order in which a direction reads the rows of a sentence.
fn order(backwards: bool, start: usize, end: usize) -> impl Iterator<Item = usize> {
    (start..end).map(move |at| if backwards { start + end - 1 - at } else { at })
}

pub(super) fn layer_forwards(
    shape: &Shape,
    weights: &Weights,
    l: usize,
    rows: &Rows<'_>,
    input: Vec<f32>,
    mask: Vec<f32>,
) -> (Vec<f32>, Layer) {
    let (d, n) = (shape.hidden, rows.words.len());
    let blocks_each = shape.blocks(l);
    let width = 2 * d * blocks_each;
    let hidden = product(&input, &mask);
    let mut blocks = vec![0.0; n * width];
    let w = &weights[shape.place(Matrix::Layer(l))];
    add_product(&hidden, shape.into_layer(l), w, width, &mut blocks);
    let gates = &weights[shape.place(Matrix::Gates(l))];
    let bias = &weights[shape.place(Matrix::GateBias(l))];
    let mut states = vec![0.0; n * 2 * d];
    let mut out = vec![0.0; n * 2 * d];
    for (at, &(start, _)) in rows.starts.iter().enumerate() {
        let end = rows.starts.get(at + 1).map_or(n, |s| s.0);
        for side in 0..2 {
            let own = side * d..(side + 1) * d;
            let mut state = vec![0.0; d];
            let (vf, vr) = (&gates[2 * side * d..], &gates[(2 * side + 1) * d..]);
            let (bf, br) = (&bias[2 * side * d..], &bias[(2 * side + 1) * d..]);
            for row in order(side == 1, start, end) {
                let block = &mut blocks[row * width + side * d * blocks_each..]
                    [..d * blocks_each];
                let (candidate, rest) = block.split_at_mut(d);
                let (forget, rest) = rest.split_at_mut(d);
                let (read, passed) = rest.split_at_mut(d);
                let passed: &[f32] = if blocks_each == 4 {
                    passed
                } else {
                    &input[row * 2 * d..][own.clone()]
                };
                let out = &mut out[row * 2 * d..][own.clone()];
                for i in 0..d {
                    let before = state[i];
                    forget[i] = sigmoid(forget[i] + vf[i] * before + bf[i]);
                    read[i] = sigmoid(read[i] + vr[i] * before + br[i]);
                    let now = forget[i] * before + (1.0 - forget[i]) * candidate[i];
                    state[i] = now;
                    out[i] = read[i] * now + (1.0 - read[i]) * passed[i];
                }
                states[row * 2 * d..][own.clone()].copy_from_slice(&state);
            }
        }
    }
    (out, Layer { input, hidden, mask, blocks, states })
}

/// Gradients of a layer; gives that of its input.
pub(super) fn layer_backwards(
    shape: &Shape,
    weights: &Weights,
    l: usize,
    rows: &Rows<'_>,
    layer: &Layer,
    out_slope: &[f32],
    slopes: &mut Weights,
) -> Vec<f32> {
    let (d, n) = (shape.hidden, rows.words.len());
    let blocks_each = shape.blocks(l);
    let width = 2 * d * blocks_each;
    let gates = &weights[shape.place(Matrix::Gates(l))];
    let mut gate_slopes = vec![0.0; 4 * d];
    let mut bias_slopes = vec![0.0; 4 * d];
    let mut block_slopes = vec![0.0; n * width];
    let mut input_slope = vec![0.0; layer.input.len()];
    for (at, &(start, _)) in rows.starts.iter().enumerate() {
        let end = rows.starts.get(at + 1).map_or(n, |s| s.0);
        for side in 0..2 {
            let own = side * d..(side + 1) * d;
            let (gf, gr) = (2 * side * d, (2 * side + 1) * d);
            let mut carried = vec![0.0; d];
            // The way back reads the rows in the other order.
            for row in order(side == 0, start, end) {
                let is_first = row == if side == 0 { start } else { end - 1 };
                let before: Option<&[f32]> = (!is_first).then(|| {
                    let last = if side == 0 { row - 1 } else { row + 1 };
                    &layer.states[last * 2 * d..][own.clone()]
                });
                let from = row * width + side * d * blocks_each;
                let block = &layer.blocks[from..][..d * blocks_each];
                let block_slope = &mut block_slopes[from..][..d * blocks_each];
                let state = &layer.states[row * 2 * d..][own.clone()];
                let slope = &out_slope[row * 2 * d..][own.clone()];
                for i in 0..d {
                    let before = before.map_or(0.0, |b| b[i]);
                    let (candidate, forget, read) =
                        (block[i], block[d + i], block[2 * d + i]);
                    let passed = if blocks_each == 4 {
                        block[3 * d + i]
                    } else {
                        layer.input[row * 2 * d + side * d + i]
                    };
                    let by_read = slope[i] * (state[i] - passed) * read * (1.0 - read);
                    let by_state = slope[i] * read + carried[i];
                    let by_passed = slope[i] * (1.0 - read);
                    let by_forget =
                        by_state * (before - candidate) * forget * (1.0 - forget);
                    block_slope[i] = by_state * (1.0 - forget);
                    block_slope[d + i] = by_forget;
                    block_slope[2 * d + i] = by_read;
                    if blocks_each == 4 {
                        block_slope[3 * d + i] = by_passed;
                    } else {
                        input_slope[row * 2 * d + side * d + i] += by_passed;
                    }
                    gate_slopes[gf + i] += by_forget * before;
                    gate_slopes[gr + i] += by_read * before;
                    bias_slopes[gf + i] += by_forget;
                    bias_slopes[gr + i] += by_read;
                    carried[i] = by_state * forget
                        + by_forget * gates[gf + i]
                        + by_read * gates[gr + i];
                }
            }
        }
    }
    add_scaled(&mut slopes[shape.place(Matrix::Gates(l))], 1.0, &gate_slopes);
    add_scaled(&mut slopes[shape.place(Matrix::GateBias(l))], 1.0, &bias_slopes);
    let mut hidden_slope = vec![0.0; layer.hidden.len()];
    let at = shape.place(Matrix::Layer(l));
    add_gradients(
        &layer.hidden,
        shape.into_layer(l),
        &weights[at],
        width,
        &block_slopes,
        Some(&mut hidden_slope),
        &mut slopes[at],
    );
    for ((slope, hidden), mask) in
        input_slope.iter_mut().zip(&hidden_slope).zip(&layer.mask)
    {
        *slope += hidden * mask;
    }
    input_slope
}
