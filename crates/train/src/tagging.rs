//! Training of the tagger, its classes and the classes of words.

use std::collections::BTreeMap;

use chancery_annotate::clusters::{WordRow, WordTable, word_hash};
use chancery_annotate::features::{Lex, LexSpace, fold_into};
use chancery_annotate::perceptron::{MAX_CLASSES, Score, best};
use chancery_annotate::tag::{Order, is_headline, no_tag, tag_keys};

use crate::conllu::Gold;
use crate::learner::{Dice, Learner};

/// A tag class seen fewer times than this is given up: its words train as the commonest class of their fine tag.
const RAREST_CLASS: usize = 3;

/// A word seen fewer times than this has no class of tags: what it takes is not known well enough.
const RAREST_WORD: usize = 5;

/// The tag classes of a treebank, sorted.
pub(crate) fn tag_classes(data: &[Gold]) -> Vec<(String, String)> {
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for w in data.iter().flat_map(|s| &s.words) {
        *seen.entry((&w.upos, &w.xpos)).or_default() += 1;
    }
    seen.into_iter()
        .filter(|&((upos, _), n)| n >= RAREST_CLASS && upos != "_")
        .map(|((u, x), _)| (u.to_owned(), x.to_owned()))
        .collect()
}

/// The class of each word of a sentence; a pair that is no class counts as one that shares its part of speech.
pub(crate) fn gold_classes(sentence: &Gold, classes: &[(String, String)]) -> Vec<u8> {
    sentence
        .words
        .iter()
        .map(|w| {
            let same = classes.iter().position(|(u, x)| *u == w.upos && *x == w.xpos);
            let near = || classes.iter().position(|(u, _)| *u == w.upos);
            same.or_else(near).unwrap_or(0) as u8
        })
        .collect()
}

/// Joins clusters ("word TAB number TAB number TAB number", a line a word) and the tags that frequent words take.
pub(crate) fn word_table(
    clusters: &str,
    data: &[Gold],
    tags: &[(String, String)],
) -> WordTable {
    let mut rows: BTreeMap<u32, WordRow> = BTreeMap::new();
    for line in clusters.lines() {
        let mut column = line.split('\t');
        let hash = word_hash(column.next().unwrap_or_default());
        let mut cluster = [0; 3];
        for (slot, number) in cluster.iter_mut().zip(column) {
            *slot = number.parse::<u16>().map_or(0, |n| n + 1);
        }
        rows.insert(hash, WordRow { hash, cluster, ambiguity: 0 });
    }
    let mut seen: BTreeMap<String, BTreeMap<u8, usize>> = BTreeMap::new();
    let mut folded = String::new();
    for s in data {
        for (w, class) in s.words.iter().zip(gold_classes(s, tags)) {
            fold_into(&w.form, &mut folded);
            *seen.entry(folded.clone()).or_default().entry(class).or_default() += 1;
        }
    }
    let mut kinds: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
    for (word, counts) in &seen {
        let total: usize = counts.values().sum();
        if total < RAREST_WORD {
            continue;
        }
        let mut common: Vec<(usize, u8)> = counts
            .iter()
            .map(|(c, n)| (*n, *c))
            .filter(|(n, _)| n * 20 >= total)
            .collect();
        common.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let kind: Vec<u8> = common.iter().take(3).map(|c| c.1).collect();
        let next = kinds.len() as u16 + 1;
        let ambiguity = *kinds.entry(kind).or_insert(next);
        let hash = word_hash(word);
        rows.entry(hash).or_insert(WordRow { hash, ..WordRow::default() }).ambiguity =
            ambiguity;
    }
    WordTable::new(rows.into_values().collect())
}

/// Looks at the words of every sentence.
pub(crate) fn read_words(data: &[Gold], table: &WordTable) -> Vec<Vec<Lex>> {
    let mut space = LexSpace::default();
    data.iter()
        .map(|s| s.words.iter().map(|w| space.read(&w.form, table)).collect())
        .collect()
}

/// What a tagger is trained on.
pub(crate) struct TagLessons<'a> {
    /// The words of each sentence.
    pub(crate) words: &'a [Vec<Lex>],
    /// Their gold classes.
    pub(crate) gold: &'a [Vec<u8>],
    /// Number of classes.
    pub(crate) classes: usize,
}

/// Trains a tagger of one order on the sentences `which`.
pub(crate) fn train_tagger(
    lessons: &TagLessons<'_>,
    order: Order,
    which: &[usize],
    rounds: usize,
) -> Learner {
    let classes = lessons.classes;
    let mut learner = Learner::new(classes);
    let mut dice = Dice::new(0x1c5e_90d3);
    let mut sentences = which.to_vec();
    let mut keys = Vec::new();
    let mut scores = [0; MAX_CLASSES];
    for _ in 0..rounds {
        dice.shuffle(&mut sentences);
        for &s in &sentences {
            let gold = &lessons.gold[s];
            let words = &lessons.words[s];
            let headline = is_headline(words);
            let mut last = (no_tag(), no_tag());
            for step in 0..gold.len() {
                let at =
                    if order == Order::Forward { step } else { gold.len() - 1 - step };
                let right = usize::from(gold[at]);
                tag_keys(words, order, headline, at, last, &mut keys);
                scores.fill(0);
                learner.add(&keys, &mut scores);
                let guess = best(&scores[..classes]);
                if guess != right {
                    learner.update(&keys, right, 1);
                    learner.update(&keys, guess, -1);
                }
                learner.tick();
                last = (guess as u64, last.0);
            }
        }
    }
    learner
}
