//! Losses of the answers and their slopes: heads by a biaffine score (Dozat and Manning 2017),
//! each word on its own; relations, tags and names by cross-entropy.

use chancery_annotate::syntax::kernel::exp;
use chancery_annotate::syntax::shape::{Matrix, REACHES, Shape, reach};

use super::algebra::{
    add_column_sums, add_gradients, add_product, add_scaled, add_to_columns, columns,
    transpose,
};
use super::batch::{Noise, Rows, masks, product};
use super::lesson::{Asked, Shares};
use super::pass::Weights;
use crate::dice::Dice;

/// Cross-entropy of `scores` against `asked`; leaves the gradient in place of the scores.
fn cross_entropy(scores: &mut [f32], asked: &Shares, scale: f32) -> f64 {
    let weight: f32 = asked.iter().map(|a| a.1).sum();
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - most);
        total += *score;
    }
    let mut loss = 0.0;
    for score in scores.iter_mut() {
        *score /= total;
    }
    for &(answer, share) in asked {
        loss -= f64::from(share) * libm::log(f64::from(scores[answer].max(1e-12)));
    }
    for score in scores.iter_mut() {
        *score *= weight * scale;
    }
    for &(answer, share) in asked {
        scores[answer] -= share * scale;
    }
    loss
}

/// Loss and gradient of classes read off the top.
pub(super) fn classify(
    rows: &Rows<'_>,
    top: &[f32],
    width: usize,
    (from, to): (usize, usize),
    asked: impl Fn(&Asked) -> &Shares,
    scale: f32,
    top_slope: &mut [f32],
) -> f64 {
    let mut loss = 0.0;
    for &(start, lesson) in &rows.starts {
        for (row, word) in (start + 1..).zip(&lesson.asked) {
            let shares = asked(word);
            if shares.is_empty() {
                continue;
            }
            let cells = row * width + from..row * width + to;
            let slope = &mut top_slope[cells.clone()];
            slope.copy_from_slice(&top[cells]);
            loss += cross_entropy(slope, shares, scale);
        }
    }
    loss
}

/// Columns of the top, cut at zero and with cells hidden; and the mask that undoes both on the way back.
fn cut(
    rows: &Rows<'_>,
    top: &[f32],
    width: usize,
    part: (usize, usize),
    noise: Noise,
    dice: &mut Dice,
) -> (Vec<f32>, Vec<f32>) {
    let mut mask = masks(rows, part.1 - part.0, noise.hide, dice);
    let mut cells = columns(top, width, part);
    for (cell, mask) in cells.iter_mut().zip(&mut mask) {
        if *cell <= 0.0 {
            *mask = 0.0;
        }
        *cell *= *mask;
    }
    (cells, mask)
}

/// Loss and gradients of heads.
#[allow(clippy::too_many_arguments, reason = "the sinks of one pass")]
pub(super) fn heads(
    shape: &Shape,
    weights: &Weights,
    rows: &Rows<'_>,
    top: &[f32],
    noise: Noise,
    scale: f32,
    dice: &mut Dice,
    top_slope: &mut [f32],
    slopes: &mut Weights,
) -> f64 {
    let (parts, a, n) = (shape.parts(), shape.arc, rows.words.len());
    let (head, head_mask) = cut(rows, top, parts.width, parts.head, noise, dice);
    let (dependent, dependent_mask) =
        cut(rows, top, parts.width, parts.dependent, noise, dice);
    let arc = &weights[shape.place(Matrix::Arc)];
    let apt = &weights[shape.place(Matrix::ArcHead)];
    let reaches = &weights[shape.place(Matrix::Reach)];
    let mut turned = vec![0.0; n * a];
    add_product(&dependent, a, arc, a, &mut turned);
    let mut head_slope = vec![0.0; n * a];
    let mut turned_slope = vec![0.0; n * a];
    let mut reach_slope = vec![0.0; 2 * REACHES.len() + 1];
    let mut apt_slope = vec![0.0; a];
    let mut loss = 0.0;
    for (at, &(start, lesson)) in rows.starts.iter().enumerate() {
        if lesson.asked.iter().all(|w| w.heads.is_empty()) {
            continue;
        }
        let end = rows.starts.get(at + 1).map_or(n, |s| s.0);
        let m = end - start;
        let heads = &head[start * a..end * a];
        let words = &turned[(start + 1) * a..end * a];
        let mut scores = vec![0.0; (m - 1) * m];
        add_product(words, a, &transpose(heads, a), m, &mut scores);
        let aptness: Vec<f32> = heads
            .chunks_exact(a)
            .map(|h| h.iter().zip(apt).map(|(x, y)| x * y).sum())
            .collect();
        for (word, row) in scores.chunks_exact_mut(m).enumerate() {
            for (h, score) in row.iter_mut().enumerate() {
                *score += aptness[h] + reaches[reach(word + 1, h)];
            }
            row[word + 1] = -1e9;
            let asked = &lesson.asked[word].heads;
            if asked.is_empty() {
                row.fill(0.0);
            } else {
                loss += cross_entropy(row, asked, scale);
            }
        }
        let own = start * a..end * a;
        add_product(&scores, m, heads, a, &mut turned_slope[(start + 1) * a..end * a]);
        add_product(&transpose(&scores, m), m - 1, words, a, &mut head_slope[own]);
        for h in 0..m {
            let sum: f32 = scores.chunks_exact(m).map(|row| row[h]).sum();
            add_scaled(&mut apt_slope, sum, &heads[h * a..(h + 1) * a]);
            add_scaled(&mut head_slope[(start + h) * a..(start + h + 1) * a], sum, apt);
        }
        for (word, row) in scores.chunks_exact(m).enumerate() {
            for (h, slope) in row.iter().enumerate() {
                reach_slope[reach(word + 1, h)] += slope;
            }
        }
    }
    let mut dependent_slope = vec![0.0; n * a];
    add_gradients(
        &dependent,
        a,
        arc,
        a,
        &turned_slope,
        Some(&mut dependent_slope),
        &mut slopes[shape.place(Matrix::Arc)],
    );
    add_scaled(&mut slopes[shape.place(Matrix::ArcHead)], 1.0, &apt_slope);
    add_scaled(&mut slopes[shape.place(Matrix::Reach)], 1.0, &reach_slope);
    let head_slope = product(&head_slope, &head_mask);
    let dependent_slope = product(&dependent_slope, &dependent_mask);
    add_to_columns(&head_slope, top_slope, parts.width, parts.head);
    add_to_columns(&dependent_slope, top_slope, parts.width, parts.dependent);
    loss
}

/// Loss and gradients of relations, each to the head asked about.
#[allow(clippy::too_many_arguments, reason = "the sinks of one pass")]
pub(super) fn relations(
    shape: &Shape,
    weights: &Weights,
    rows: &Rows<'_>,
    top: &[f32],
    noise: Noise,
    scale: f32,
    dice: &mut Dice,
    top_slope: &mut [f32],
    slopes: &mut Weights,
) -> f64 {
    let parts = shape.parts();
    let width = shape.sum + shape.product;
    let classes = shape.relations;
    let (over, under) = (parts.over.0, parts.under.0);
    let mask = masks(rows, width, noise.hide, dice);
    let mut pairs: Vec<(usize, usize, &Shares)> = Vec::new();
    for &(start, lesson) in &rows.starts {
        for (row, word) in (start + 1..).zip(&lesson.asked) {
            if !word.relations.is_empty() {
                pairs.push((row, start + word.head, &word.relations));
            }
        }
    }
    let mut features = Vec::with_capacity(pairs.len() * width);
    for &(word, head, _) in &pairs {
        let h = &top[head * parts.width + over..][..width];
        let w = &top[word * parts.width + under..][..width];
        let mask = &mask[word * width..][..width];
        for i in 0..width {
            let cell = if i < shape.sum { (h[i] + w[i]).max(0.0) } else { h[i] * w[i] };
            features.push(cell * mask[i]);
        }
    }
    let at = shape.place(Matrix::Relation);
    let bias = &weights[shape.place(Matrix::RelationBias)];
    let mut scores: Vec<f32> =
        bias.iter().copied().cycle().take(pairs.len() * classes).collect();
    add_product(&features, width, &weights[at], classes, &mut scores);
    let mut loss = 0.0;
    for (row, (_, _, asked)) in scores.chunks_exact_mut(classes).zip(&pairs) {
        loss += cross_entropy(row, asked, scale);
    }
    add_column_sums(&scores, &mut slopes[shape.place(Matrix::RelationBias)]);
    let mut feature_slope = vec![0.0; features.len()];
    add_gradients(
        &features,
        width,
        &weights[at],
        classes,
        &scores,
        Some(&mut feature_slope),
        &mut slopes[at],
    );
    for (&(word, head, _), slope) in pairs.iter().zip(feature_slope.chunks_exact(width)) {
        let (h, w) = (head * parts.width + over, word * parts.width + under);
        for i in 0..width {
            let slope = slope[i] * mask[word * width + i];
            if i < shape.sum {
                let open = top[h + i] + top[w + i] > 0.0;
                let slope = if open { slope } else { 0.0 };
                top_slope[h + i] += slope;
                top_slope[w + i] += slope;
            } else {
                top_slope[h + i] += slope * top[w + i];
                top_slope[w + i] += slope * top[h + i];
            }
        }
    }
    loss
}
