//! The table of words, and the weights before the first step.

use std::collections::BTreeMap;

use chancery_annotate::syntax::shape::{Matrix, Shape};
use chancery_annotate::syntax::word::{FIRST, Listed, NUMBER, WordRows, YEAR, word_hash};

use super::pass::Weights;
use crate::dice::Dice;

/// A word that occurs so often has a row even if no vector is known for it.
const OFTEN: u32 = 2;

/// The size of one unit of the file of vectors.
const UNIT: f32 = 0.015;

/// Words of the table, with the vectors that are known for them.
pub(crate) struct Words {
    pub(crate) rows: WordRows,
    pub(crate) vectors: Vec<Vec<f32>>,
}

/// The words of a file from `tools/lists.py` with the lists that hold them.
pub(crate) fn listed(file: &str) -> Listed {
    let mut words: BTreeMap<u32, u8> = BTreeMap::new();
    for (word, lists) in file.lines().filter_map(|line| line.split_once('\t')) {
        *words.entry(word_hash(word)).or_default() |= lists.parse().unwrap_or(0);
    }
    let (hashes, lists) = words.into_iter().unzip();
    Listed::new(hashes, lists).unwrap_or_default()
}

/// The words of a file from `tools/vectors.py`, and those that occur often.
pub(crate) fn words(
    file: &str,
    listed: Listed,
    counts: &BTreeMap<String, u32>,
    columns: usize,
) -> Words {
    let mut vectors: BTreeMap<u32, Vec<f32>> = BTreeMap::new();
    let often = counts
        .iter()
        .filter(|(_, count)| **count >= OFTEN)
        .map(|(word, _)| word.as_str());
    for word in often.chain([YEAR, NUMBER]) {
        vectors.insert(word_hash(word), Vec::new());
    }
    for line in file.lines() {
        let mut cells = line.split('\t');
        let word = cells.next().unwrap_or_default();
        let cells = cells.take(columns).filter_map(|cell| cell.parse::<f32>().ok());
        vectors.insert(word_hash(word), cells.map(|cell| cell * UNIT).collect());
    }
    let hashes = vectors.keys().copied().collect();
    let rows = WordRows::new(hashes, listed).unwrap_or_default();
    Words { rows, vectors: vectors.into_values().collect() }
}

/// Random weights, known vectors, and gates that begin by remembering.
pub(crate) fn first_weights(shape: &Shape, words: &Words, dice: &mut Dice) -> Weights {
    let one = |(matrix, rows, columns): (Matrix, usize, usize)| {
        let mut random = |range: f32| -> Vec<f32> {
            (0..rows * columns).map(|_| (2.0 * dice.share() - 1.0) * range).collect()
        };
        match matrix {
            Matrix::Words => {
                let mut cells = random(0.1);
                for (at, vector) in words.vectors.iter().enumerate() {
                    let from = (at + FIRST as usize) * columns;
                    cells[from..from + vector.len()].copy_from_slice(vector);
                }
                cells
            }
            Matrix::Table(_) => random(0.3),
            Matrix::Layer(_) | Matrix::Top | Matrix::Arc | Matrix::Relation => {
                random((3.0 / rows as f32).sqrt())
            }
            Matrix::Gates(_) => random(0.5),
            Matrix::GateBias(_) => (0..rows * columns)
                .map(|at| if at / columns % 2 == 0 { 0.5 } else { -0.5 })
                .collect(),
            Matrix::TopBias | Matrix::ArcHead | Matrix::Reach | Matrix::RelationBias => {
                vec![0.0; rows * columns]
            }
        }
    };
    shape.matrices().into_iter().map(one).collect()
}
