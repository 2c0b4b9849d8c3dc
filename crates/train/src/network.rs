//! Training of the network from end to end.

mod adam;
mod algebra;
mod answer;
mod batch;
mod classes;
mod layer;
mod lesson;
mod pass;
mod silver;
mod start;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chancery_annotate::syntax::hash::fold_into;
use chancery_annotate::syntax::model::Syntax;
use chancery_annotate::syntax::shape::{Matrix, Shape};
use chancery_annotate::syntax::tables::Tables;
use chancery_annotate::syntax::word::{FIRST, Lex, LexSpace};

use crate::conllu::{Gold, read_part};
use crate::dice::Dice;
use crate::lemmas::train_lemmas;
use crate::score::score;
use adam::Adam;
use batch::Noise;
use classes::{Classes, NAMES};
use lesson::{Asked, Lesson};
use pass::{Losses, Weights, learn};
use silver::Silver;
use start::{Words, first_weights, listed, words};

/// Columns of the table of words, as `tools/vectors.py` writes them.
const WORD: usize = 96;

/// The longest slope of one step; longer ones are cut.
const LONGEST_SLOPE: f32 = 5.0;

/// Steps over which the step size grows to its full size.
const WARM: f32 = 200.0;

/// What a training reads.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Inputs {
    /// Folder of UD English-EWT (train and dev).
    #[arg(long)]
    ewt: PathBuf,
    /// Folder of the open part of GUM (train and dev).
    #[arg(long)]
    gum: PathBuf,
    /// Word vectors from `tools/vectors.py`.
    #[arg(long)]
    vectors: PathBuf,
    /// Lists of names from `tools/lists.py`.
    #[arg(long)]
    lists: PathBuf,
    /// What the teacher believes, from `tools/teacher`; without it no names are learnt.
    #[arg(long)]
    silver: Option<PathBuf>,
}

/// What can be set for a training.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Settings {
    /// Columns of each direction of a layer.
    #[arg(long, default_value_t = 96)]
    hidden: usize,
    /// Layers.
    #[arg(long, default_value_t = 4)]
    layers: usize,
    /// Columns in which heads and dependents are compared.
    #[arg(long, default_value_t = 64)]
    arc: usize,
    /// Columns in which relations are read off the sum of head and dependent.
    #[arg(long, default_value_t = 64)]
    sum: usize,
    /// Columns in which relations are read off their product.
    #[arg(long, default_value_t = 64)]
    product: usize,
    /// Passes over the training text.
    #[arg(long, default_value_t = 14)]
    rounds: usize,
    /// Words of a batch.
    #[arg(long, default_value_t = 500)]
    batch: usize,
    /// Size of the first steps; they fall to nothing over the last seven tenths.
    #[arg(long, default_value_t = 0.002)]
    rate: f32,
    /// Share of the cells hidden at every layer.
    #[arg(long, default_value_t = 0.2)]
    hide: f32,
    /// A word's row is hidden with the probability r/(r + how often it occurs).
    #[arg(long, default_value_t = 0.25)]
    rare: f32,
    /// Share of words whose row is hidden in any case.
    #[arg(long, default_value_t = 0.05)]
    word_hide: f32,
    /// Share of the step for the table of words.
    #[arg(long, default_value_t = 0.3)]
    word_rate: f32,
    /// Share of the corpus where it and the teacher both speak.
    #[arg(long, default_value_t = 0.6)]
    gold: f32,
    /// Sentences that only the teacher annotated are cut into so many parts; each round learns
    /// from one.
    #[arg(long, default_value_t = 3)]
    parts: usize,
    /// Train on one sentence in so many only, to try things out.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Threads, one or two; the outcome does not depend on them.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Where the random numbers begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Trains and writes the model after every round; tells its progress on standard error.
///
/// # Errors
/// If a file cannot be read or written, or a model comes out that does not load.
pub(crate) fn train(inputs: &Inputs, out: &Path, set: &Settings) -> io::Result<()> {
    let mut data = read_part(&inputs.ewt, "train", "ewt")?;
    data.extend(read_part(&inputs.gum, "train", "gum")?);
    let data: Vec<Gold> = data.into_iter().step_by(set.every).collect();
    let dev =
        [read_part(&inputs.ewt, "dev", "ewt")?, read_part(&inputs.gum, "dev", "gum")?];
    let classes = Classes::new(&data);
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for word in data.iter().flat_map(|s| &s.words) {
        *counts.entry(folded(&word.form)).or_default() += 1;
    }
    let listed = listed(&std::fs::read_to_string(&inputs.lists)?);
    let vectors = std::fs::read_to_string(&inputs.vectors)?;
    let words = words(&vectors, listed, &counts, WORD);
    let beliefs = match &inputs.silver {
        Some(path) => silver::read(path, &classes)?,
        None => Vec::new(),
    };
    let (lessons, others) = lessons(&data, &classes, &words, &counts, beliefs, set);
    let shape = Shape {
        words: words.vectors.len() + FIRST as usize,
        word: WORD,
        hidden: set.hidden,
        layers: set.layers,
        arc: set.arc,
        sum: set.sum,
        product: set.product,
        tags: classes.tags.len(),
        relations: classes.relations.len(),
        names: Tables::name_classes(NAMES.len()),
    };
    let tables = Tables {
        shape,
        words: words.rows.clone(),
        tags: classes.tags,
        relations: classes.relations,
        names: NAMES.map(str::to_owned).to_vec(),
        lemmas: train_lemmas(&data),
    };
    let products: usize = shape
        .matrices()
        .iter()
        .filter(|m| !matches!(m.0, Matrix::Words | Matrix::Table(_)))
        .map(|m| m.1 * m.2)
        .sum();
    eprintln!(
        "{} sentences annotated by people, {} others; {products} products a word",
        lessons.len(),
        others.len(),
    );
    let mut dice = Dice::new(set.seed);
    let weights = first_weights(&shape, &words, &mut dice);
    let mut descent = Descent::new(shape, weights, [&lessons, &others], set, dice);
    let start = Instant::now();
    for round in 1..=set.rounds {
        let losses = descent.round(round);
        let file = Syntax::save(&tables, &descent.weights)?;
        std::fs::write(out, &file)?;
        let model = Syntax::load(&file).map_err(io::Error::other)?;
        eprintln!(
            "round {round} {:.0} s {losses} size {}",
            start.elapsed().as_secs_f64(),
            file.len()
        );
        for (name, part) in ["ewt", "gum"].iter().zip(&dev) {
            eprintln!("  {name} {}", score(&model, part));
        }
    }
    Ok(())
}

fn folded(form: &str) -> String {
    let mut out = String::new();
    fold_into(form, &mut out);
    out
}

/// Sentences that people annotated, with what the teacher believes of them; and all others of
/// which the teacher believes something.
fn lessons(
    data: &[Gold],
    classes: &Classes,
    words: &Words,
    counts: &BTreeMap<String, u32>,
    beliefs: Vec<Silver>,
    set: &Settings,
) -> (Vec<Lesson>, Vec<Lesson>) {
    let mut space = LexSpace::default();
    let mut lesson = |forms: &[&str], asked: Vec<Asked>| Lesson {
        words: forms.iter().map(|form| space.read(form, &words.rows)).collect(),
        counts: forms
            .iter()
            .map(|form| counts.get(&folded(form)).copied().unwrap_or(0))
            .collect(),
        asked,
    };
    let mut known: BTreeMap<String, Silver> = BTreeMap::new();
    let mut others = Vec::new();
    for (number, silver) in beliefs.into_iter().enumerate() {
        if silver.is_corpus {
            known.insert(silver.id.clone(), silver);
        } else if number % set.every == 0 {
            let forms: Vec<&str> = silver.forms.iter().map(String::as_str).collect();
            others.push(lesson(&forms, silver.asked));
        }
    }
    let mut out = Vec::new();
    let one = |at: Option<usize>| at.map(|at| (at, 1.0)).into_iter().collect();
    for sentence in data {
        let forms: Vec<&str> = sentence.words.iter().map(|w| w.form.as_str()).collect();
        let mut asked: Vec<Asked> = sentence
            .words
            .iter()
            .map(|w| Asked {
                heads: vec![(w.head, 1.0)],
                head: w.head,
                relations: one(classes.relation(&w.relation)),
                tags: one(classes.tag(&w.upos, &w.xpos)),
                names: Vec::new(),
            })
            .collect();
        if let Some(silver) = known.remove(&sentence.id)
            && silver.forms == forms
        {
            for (said, believed) in asked.iter_mut().zip(silver.asked) {
                if said.head == believed.head {
                    said.relations =
                        silver::mix(&said.relations, &believed.relations, set.gold);
                }
                said.heads = silver::mix(&said.heads, &believed.heads, set.gold);
                said.tags = silver::mix(&said.tags, &believed.tags, set.gold);
                said.names = believed.names;
            }
        }
        out.push(lesson(&forms, asked));
    }
    // Those of other corpora, whose words have names but no trees of their own.
    for silver in known.into_values() {
        let forms: Vec<&str> = silver.forms.iter().map(String::as_str).collect();
        out.push(lesson(&forms, silver.asked));
    }
    (out, others)
}

/// The way down.
struct Descent<'a> {
    shape: Shape,
    weights: Weights,
    slopes: [Weights; 2],
    adam: Adam,
    lessons: [&'a [Lesson]; 2],
    set: &'a Settings,
    dice: Dice,
    /// Words learnt from so far, and in all rounds.
    learnt: usize,
    all: usize,
}

impl<'a> Descent<'a> {
    fn new(
        shape: Shape,
        weights: Weights,
        lessons: [&'a [Lesson]; 2],
        set: &'a Settings,
        dice: Dice,
    ) -> Descent<'a> {
        let zero: Weights = weights.iter().map(|w| vec![0.0; w.len()]).collect();
        let [own, others] =
            lessons.map(|l| l.iter().map(|l| l.words.len()).sum::<usize>());
        Descent {
            adam: Adam::new(&weights),
            slopes: [zero.clone(), zero],
            lessons,
            all: (own + others / set.parts) * set.rounds,
            learnt: 0,
            shape,
            weights,
            set,
            dice,
        }
    }

    /// Learns from the sentences that people annotated and one part of the others, in random
    /// order.
    fn round(&mut self, round: usize) -> Losses {
        let [own, others] = self.lessons;
        let part = others.iter().skip(round % self.set.parts).step_by(self.set.parts);
        let mut order: Vec<&Lesson> = own.iter().chain(part).collect();
        self.dice.shuffle(&mut order);
        let mut losses = Losses::default();
        let mut rest = order.as_slice();
        while !rest.is_empty() {
            let (mut taken, mut size) = (0, 0);
            while taken < rest.len() && size < self.set.batch {
                size += rest[taken].words.len();
                taken += 1;
            }
            let (batch, more) = rest.split_at(taken);
            rest = more;
            losses.add(&self.step(batch, size));
        }
        losses
    }

    /// Learns from one batch, in two halves whose slopes are added up in order.
    fn step(&mut self, batch: &[&Lesson], size: usize) -> Losses {
        let Descent { shape, weights, set, .. } = self;
        let noise = Noise { hide: set.hide, rare: set.rare, word: set.word_hide };
        let (first, second) = batch.split_at(batch.len() / 2);
        let seeds = [self.dice.roll(1 << 40), self.dice.roll(1 << 40)];
        let [one, two] = &mut self.slopes;
        let work = |half: &[&Lesson], seed: u64, slopes: &mut Weights| {
            let scale = 1.0 / size as f32;
            learn(shape, weights, half, noise, scale, &mut Dice::new(seed), slopes)
        };
        let (mut losses, more) = if set.threads > 1 {
            std::thread::scope(|scope| {
                let other = scope.spawn(|| work(second, seeds[1], two));
                let done = work(first, seeds[0], one);
                let Ok(more) = other.join() else { panic!("half of a batch failed") };
                (done, more)
            })
        } else {
            (work(first, seeds[0], one), work(second, seeds[1], two))
        };
        losses.add(&more);
        losses.words = size;
        let seen = seen(shape, batch);
        for (at, ranges) in seen.iter().enumerate() {
            for range in ranges {
                let from = two[at][range.clone()].iter_mut();
                for (sum, part) in one[at][range.clone()].iter_mut().zip(from) {
                    *sum += *part;
                    *part = 0.0;
                }
            }
        }
        self.learnt += size;
        let warm = (self.learnt as f32 / (WARM * set.batch as f32)).min(1.0);
        let left = 1.0 - self.learnt as f32 / self.all.max(1) as f32;
        let rate = set.rate * warm * (left / 0.7).clamp(0.005, 1.0);
        let word_rate = rate * set.word_rate;
        let rate = |at: usize| if at == 0 { word_rate } else { rate };
        self.adam.step(&mut self.weights, one, rate, &seen, LONGEST_SLOPE);
        losses
    }
}

/// The ranges of each matrix that a batch may have changed.
fn seen(shape: &Shape, batch: &[&Lesson]) -> Vec<Vec<Range<usize>>> {
    let words = || batch.iter().flat_map(|l| &l.words).chain([&Lex::ROOT]);
    let rows = |row: &dyn Fn(&Lex) -> u32, columns: usize| {
        let mut rows: Vec<u32> = words().map(row).chain([0]).collect();
        rows.sort_unstable();
        rows.dedup();
        let range = |row: u32| row as usize * columns..(row as usize + 1) * columns;
        rows.into_iter().map(range).collect()
    };
    shape
        .matrices()
        .into_iter()
        .map(|(matrix, height, columns)| match matrix {
            Matrix::Words => rows(&|lex| lex.word, columns),
            Matrix::Table(at) => rows(&|lex| lex.affixes[at], columns),
            _ => std::iter::once(0..height * columns).collect(),
        })
        .collect()
}
