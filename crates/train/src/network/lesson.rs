//! What the network learns from: sentences with the shares that each answer should have.

use chancery_annotate::syntax::word::Lex;

/// Shares of answers, which sum to the weight of the question; empty if it is not asked.
pub(crate) type Shares = Vec<(usize, f32)>;

/// What is asked of one word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Heads: 0 the root, then words from 1.
    pub(crate) heads: Shares,
    /// The head for which relations are asked.
    pub(crate) head: usize,
    /// Relations to that head.
    pub(crate) relations: Shares,
    /// Tags.
    pub(crate) tags: Shares,
    /// Classes of names.
    pub(crate) names: Shares,
}

/// A sentence to learn from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lesson {
    /// What is seen of its words.
    pub(crate) words: Vec<Lex>,
    /// How often each word's form occurs in the training text: rare ones are hidden more often.
    pub(crate) counts: Vec<u32>,
    /// What is asked of each.
    pub(crate) asked: Vec<Asked>,
}
