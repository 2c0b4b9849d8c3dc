//! Tags: one decision a word, left to right, for part of speech and fine tag together.

use crate::features::{Lex, MAX_KEYS, key, mix};
use crate::perceptron::{MAX_CLASSES, Score, best};

/// The keys of one decision.
pub type Keys = Vec<u32>;

const BEFORE: Lex = outside(1);
const AFTER: Lex = outside(2);
const NO_TAG: u64 = 900;

const fn outside(mark: u64) -> Lex {
    Lex {
        form: mark,
        lower: mark,
        suffix: [mark; 4],
        prefix: [mark; 3],
        shape: mark,
        flags: mark,
        cluster: [mark; 3],
        ambiguity: mark + 100_000,
    }
}

/// Whether most longer words of a sentence start with a capital, as in a headline: then capitals tell less.
#[must_use]
pub fn is_headline(words: &[Lex]) -> bool {
    let capital = words.iter().filter(|w| w.flags & 4 != 0).count();
    words.len() > 2 && capital * 5 > words.len() * 3
}

/// The order in which words are tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// From the first word to the last.
    Forward,
    /// From the last word to the first; "before" then means the word after.
    Backward,
}

/// Writes the keys of the decision at word `at`; `one` and `two` are the tags of the last word tagged and the one
/// before it.
pub fn tag_keys(
    words: &[Lex],
    order: Order,
    headline: bool,
    at: usize,
    (one, two): (u64, u64),
    out: &mut Keys,
) {
    out.clear();
    let near = |step: isize| {
        let step = if order == Order::Forward { step } else { -step };
        let i = at.wrapping_add_signed(step);
        if i < words.len() {
            &words[i]
        } else if step < 0 {
            &BEFORE
        } else {
            &AFTER
        }
    };
    let (w, p1, p2, n1, n2) = (near(0), near(-1), near(-2), near(1), near(2));
    let first = u64::from(at == 0) | u64::from(headline) << 1;
    let mut id = 0_u64;
    macro_rules! f {
        ($($part:expr),*) => {{
            id += 1;
            let mut h = id;
            $( h = mix(h, $part); )*
            out.push(key(h));
        }};
    }
    // The word itself.
    f!(0);
    f!(w.form);
    f!(w.lower);
    f!(w.suffix[0]);
    f!(w.suffix[1]);
    f!(w.suffix[2]);
    f!(w.suffix[3]);
    f!(w.prefix[0]);
    f!(w.prefix[1]);
    f!(w.prefix[2]);
    f!(w.shape, first);
    f!(w.flags, first);
    f!(w.shape, w.suffix[2]);
    f!(w.cluster[0]);
    f!(w.cluster[1]);
    f!(w.cluster[2]);
    f!(w.cluster[0], w.suffix[2]);
    f!(w.cluster[1], w.flags);
    f!(w.cluster[1], w.suffix[1]);
    f!(w.ambiguity);
    f!(w.ambiguity, w.flags);
    // The tags before.
    f!(one);
    f!(two, one);
    f!(one, w.lower);
    f!(two, w.lower);
    f!(two, one, w.ambiguity);
    f!(one, w.suffix[2]);
    f!(two, one, w.suffix[1]);
    f!(one, w.shape, first);
    f!(one, w.cluster[1]);
    f!(one, w.cluster[0], n1.cluster[0]);
    f!(one, w.cluster[1], w.suffix[1]);
    f!(one, w.ambiguity);
    f!(one, w.ambiguity, n1.ambiguity);
    f!(one, n1.lower);
    f!(one, n1.suffix[2]);
    f!(one, n1.cluster[1]);
    f!(one, n1.ambiguity);
    f!(one, p1.lower);
    // The words around.
    f!(p1.lower);
    f!(p2.lower);
    f!(n1.lower);
    f!(n2.lower);
    f!(p1.suffix[2]);
    f!(n1.suffix[2]);
    f!(n2.suffix[2]);
    f!(p1.shape);
    f!(n1.shape);
    f!(p1.lower, w.lower);
    f!(w.lower, n1.lower);
    f!(p1.lower, n1.lower);
    f!(n1.suffix[1], w.suffix[1]);
    f!(p1.cluster[1]);
    f!(n1.cluster[1]);
    f!(n1.cluster[0]);
    f!(n1.cluster[2]);
    f!(n2.cluster[1]);
    f!(n1.cluster[0], w.suffix[2]);
    f!(n1.cluster[1], w.lower);
    f!(p1.cluster[0], w.cluster[0], n1.cluster[0]);
    f!(n1.ambiguity);
    f!(n2.ambiguity);
    f!(w.ambiguity, n1.ambiguity);
    f!(w.ambiguity, n1.ambiguity, n2.ambiguity);
    f!(w.lower, n1.ambiguity);
    f!(w.lower, n1.ambiguity, n2.ambiguity);
    f!(w.suffix[2], n1.ambiguity);
    f!(p1.ambiguity, w.lower, n1.ambiguity);
    f!(n1.flags, w.flags, first);
    f!(p1.lower, w.ambiguity, n1.lower);
    debug_assert!(out.len() <= MAX_KEYS);
}

/// Two taggers, one for each order; the sum of their scores decides.
#[derive(Clone, Debug, Default)]
pub struct Taggers<S> {
    /// Tags from the first word on.
    pub forward: S,
    /// Tags from the last word on.
    pub backward: S,
}

/// Room for tagging, kept between sentences.
#[derive(Debug, Default)]
pub struct TagSpace {
    keys: Keys,
    sums: Vec<i32>,
}

impl<S: Score> Taggers<S> {
    /// Tags a sentence: writes the class of each word.
    pub fn tag(&self, words: &[Lex], space: &mut TagSpace, out: &mut Vec<u8>) {
        let TagSpace { keys, sums } = space;
        let classes = self.forward.classes();
        let headline = is_headline(words);
        let mut scores = [0; MAX_CLASSES];
        sums.clear();
        sums.resize(words.len() * classes, 0);
        for (model, order) in
            [(&self.forward, Order::Forward), (&self.backward, Order::Backward)]
        {
            let mut last = (NO_TAG, NO_TAG);
            for step in 0..words.len() {
                let at =
                    if order == Order::Forward { step } else { words.len() - 1 - step };
                tag_keys(words, order, headline, at, last, keys);
                scores.fill(0);
                model.add(keys, &mut scores);
                let class = best(&scores[..classes]);
                last = (class as u64, last.0);
                for (sum, score) in
                    sums[at * classes..].iter_mut().zip(&scores[..classes])
                {
                    *sum += score;
                }
            }
        }
        out.clear();
        out.extend(
            sums.chunks_exact(classes).map(|s| u8::try_from(best(s)).unwrap_or(0)),
        );
    }
}

/// The tag that stands for "no word" before the first.
#[must_use]
pub fn no_tag() -> u64 {
    NO_TAG
}
