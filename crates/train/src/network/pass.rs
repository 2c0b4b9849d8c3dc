//! One batch forwards and backwards through the network.

use std::fmt;

use chancery_annotate::syntax::shape::{Matrix, Shape};

use super::algebra::{add_column_sums, add_gradients, add_product};
use super::answer::{classify, heads, relations};
use super::batch::{Noise, gather, masks, product};
use super::layer::{Layer, embed, embed_backwards, layer_backwards, layer_forwards};
use super::lesson::Lesson;
use crate::dice::Dice;

/// All weights, or all gradients, in the order of [`Shape::matrices`].
pub(crate) type Weights = Vec<Vec<f32>>;

/// Sums of a batch.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Losses {
    heads: f64,
    relations: f64,
    tags: f64,
    names: f64,
    /// Words of the batch.
    pub(crate) words: usize,
}

impl Losses {
    /// Adds those of another batch.
    pub(crate) fn add(&mut self, other: &Losses) {
        self.heads += other.heads;
        self.relations += other.relations;
        self.tags += other.tags;
        self.names += other.names;
        self.words += other.words;
    }
}

impl fmt::Display for Losses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = self.words.max(1) as f64;
        write!(
            f,
            "loss a word: heads {:.3} relations {:.3} tags {:.3} names {:.3}",
            self.heads / of,
            self.relations / of,
            self.tags / of,
            self.names / of
        )
    }
}

/// Gradients of the summed loss of a batch divided by `scale`; adds to `slopes`.
pub(crate) fn learn(
    shape: &Shape,
    weights: &Weights,
    batch: &[&Lesson],
    noise: Noise,
    scale: f32,
    dice: &mut Dice,
    slopes: &mut Weights,
) -> Losses {
    let place = |m: Matrix| shape.place(m);
    let rows = gather(batch, noise, dice);
    let n = rows.words.len();
    let both = 2 * shape.hidden;

    // Forwards.
    let mut layers: Vec<Layer> = Vec::with_capacity(shape.layers);
    let mut x = embed(shape, weights, &rows.words);
    for l in 0..shape.layers {
        let mask = masks(&rows, shape.into_layer(l), noise.hide, dice);
        let (out, layer) = layer_forwards(shape, weights, l, &rows, x, mask);
        layers.push(layer);
        x = out;
    }
    let top_mask = masks(&rows, both, noise.hide, dice);
    let seen = product(&x, &top_mask);
    let parts = shape.parts();
    let bias = &weights[place(Matrix::TopBias)];
    let mut top: Vec<f32> = bias.iter().copied().cycle().take(n * parts.width).collect();
    add_product(&seen, both, &weights[place(Matrix::Top)], parts.width, &mut top);
    let mut top_slope = vec![0.0; top.len()];

    let mut losses = Losses {
        tags: classify(
            &rows,
            &top,
            parts.width,
            parts.tags,
            |a| &a.tags,
            scale,
            &mut top_slope,
        ),
        names: classify(
            &rows,
            &top,
            parts.width,
            parts.names,
            |a| &a.names,
            scale,
            &mut top_slope,
        ),
        ..Losses::default()
    };
    losses.heads =
        heads(shape, weights, &rows, &top, noise, scale, dice, &mut top_slope, slopes);
    losses.relations = relations(
        shape,
        weights,
        &rows,
        &top,
        noise,
        scale,
        dice,
        &mut top_slope,
        slopes,
    );

    // Backwards.
    add_column_sums(&top_slope, &mut slopes[place(Matrix::TopBias)]);
    let mut x_slope = vec![0.0; x.len()];
    add_gradients(
        &seen,
        both,
        &weights[place(Matrix::Top)],
        parts.width,
        &top_slope,
        Some(&mut x_slope),
        &mut slopes[place(Matrix::Top)],
    );
    for (cell, mask) in x_slope.iter_mut().zip(&top_mask) {
        *cell *= mask;
    }
    for (l, layer) in layers.iter().enumerate().rev() {
        x_slope = layer_backwards(shape, weights, l, &rows, layer, &x_slope, slopes);
    }
    embed_backwards(shape, &rows.words, &x_slope, slopes);
    losses
}

#[cfg(test)]
mod tests {
    use chancery_annotate::syntax::word::Lex;

    use super::super::lesson::Asked;
    use super::*;

    fn shape() -> Shape {
        Shape {
            words: 9,
            word: 6,
            hidden: 5,
            layers: 2,
            arc: 4,
            sum: 3,
            product: 3,
            tags: 4,
            relations: 5,
            names: 3,
        }
    }

    fn lessons() -> Vec<Lesson> {
        let lex = |word: u32| Lex { word, affixes: [word, 2, 3 + word, 4, 5, 6, 7] };
        let asked = |heads: &[(usize, f32)], relation: usize| Asked {
            heads: heads.to_vec(),
            head: heads[0].0,
            relations: vec![(relation, 0.7), (1, 0.3)],
            tags: vec![(relation % 4, 1.0)],
            names: if relation == 2 { vec![] } else { vec![(relation % 3, 1.0)] },
        };
        vec![
            Lesson {
                words: vec![lex(2), lex(3), lex(4)],
                counts: vec![1, 2, 3],
                asked: vec![
                    asked(&[(2, 0.8), (0, 0.2)], 0),
                    asked(&[(0, 1.0)], 2),
                    asked(&[(2, 1.0)], 3),
                ],
            },
            Lesson {
                words: vec![lex(5), lex(2)],
                counts: vec![1, 1],
                asked: vec![asked(&[(0, 1.0)], 4), asked(&[(1, 1.0)], 1)],
            },
        ]
    }

    /// Every kind of weight must be moved by the slope of the loss, which small changes of single
    /// weights measure.
    #[test]
    fn slopes_are_those_of_the_loss() {
        let (shape, lessons) = (shape(), lessons());
        let batch: Vec<&Lesson> = lessons.iter().collect();
        let mut dice = Dice::new(3);
        let mut weights: Weights = shape
            .matrices()
            .iter()
            .map(|(_, rows, columns)| {
                (0..rows * columns).map(|_| 1.6 * dice.share() - 0.8).collect()
            })
            .collect();
        let quiet = Noise { hide: 0.0, rare: 0.0, word: 0.0 };
        let slopes_at = |weights: &Weights| {
            let mut slopes: Weights =
                weights.iter().map(|w| vec![0.0; w.len()]).collect();
            let dice = &mut Dice::new(1);
            let l = learn(&shape, weights, &batch, quiet, 0.5, dice, &mut slopes);
            (0.5 * (l.heads + l.relations + l.tags + l.names), slopes)
        };
        let (_, slopes) = slopes_at(&weights);
        for (at, (matrix, ..)) in shape.matrices().into_iter().enumerate() {
            let mut tried = 0;
            for cell in 0..weights[at].len() {
                let slope = f64::from(slopes[at][cell]);
                if slope.abs() < 1e-3 || tried == 12 {
                    continue;
                }
                tried += 1;
                let (before, step) = (weights[at][cell], 2e-3);
                weights[at][cell] = before + step;
                let up = slopes_at(&weights).0;
                weights[at][cell] = before - step;
                let down = slopes_at(&weights).0;
                weights[at][cell] = before;
                let measured = (up - down) / (2.0 * f64::from(step));
                let off =
                    (measured - slope).abs() / (0.02 + slope.abs().max(measured.abs()));
                assert!(
                    off < 0.08,
                    "{matrix:?} {cell}: {slope} is measured as {measured}"
                );
            }
            assert!(tried > 0, "{matrix:?} has no slope");
        }
    }
}
