//! The words of a batch, one sentence after the other, and the noise put on them.

use chancery_annotate::syntax::word::{Lex, UNKNOWN};

use super::lesson::Lesson;
use crate::dice::Dice;

/// Settings of the noise put on a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noise {
    /// Share of the cells hidden at every layer.
    pub(crate) hide: f32,
    /// A word's row is hidden with the probability w/(w + count).
    pub(crate) rare: f32,
    /// Share of words whose row is hidden in any case.
    pub(crate) word: f32,
}

/// Rows of a batch: the roots and words of its sentences, one sentence after the other.
pub(super) struct Rows<'a> {
    pub(super) words: Vec<Lex>,
    /// First row of each sentence; its root.
    pub(super) starts: Vec<(usize, &'a Lesson)>,
}

pub(super) fn gather<'a>(
    batch: &[&'a Lesson],
    noise: Noise,
    dice: &mut Dice,
) -> Rows<'a> {
    let mut words = Vec::new();
    let mut starts = Vec::new();
    for lesson in batch {
        starts.push((words.len(), *lesson));
        words.push(Lex::ROOT);
        for (word, &count) in lesson.words.iter().zip(&lesson.counts) {
            let rare = noise.rare / (noise.rare + count as f32);
            let hide = dice.share() < noise.word.max(rare);
            words.push(if hide { Lex { word: UNKNOWN, ..*word } } else { *word });
        }
    }
    Rows { words, starts }
}

/// A mask for each sentence: 0 for hidden cells, and what makes up for them for the others.
pub(super) fn masks(
    rows: &Rows<'_>,
    width: usize,
    hide: f32,
    dice: &mut Dice,
) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.words.len() * width);
    for (at, &(start, _)) in rows.starts.iter().enumerate() {
        let end = rows.starts.get(at + 1).map_or(rows.words.len(), |s| s.0);
        let one: Vec<f32> = (0..width)
            .map(|_| if dice.share() < hide { 0.0 } else { 1.0 / (1.0 - hide) })
            .collect();
        for _ in start..end {
            out.extend_from_slice(&one);
        }
    }
    out
}

/// Products of cells.
pub(super) fn product(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}
