//! The network that reads sentences: word and affix vectors, simple recurrent layers in both
//! directions (Lei et al. 2018), a biaffine choice of heads (Dozat and Manning 2017), tags,
//! relations and names.

use pulp::{Arch, Simd, WithSimd};

use super::chain::{Chains, largest};
use super::decode::Search;
use super::kernel::{Groups, Panels, sigmoid};
use super::shape::{Matrix, Parts, Shape, TABLES, reach};
use super::word::Lex;

/// Weights ready for use.
#[derive(Clone, Debug)]
pub struct Network {
    shape: Shape,
    parts: Parts,
    words: Vec<f32>,
    tables: Vec<Vec<f32>>,
    layers: Vec<Layer>,
    top: Panels,
    top_bias: Vec<f32>,
    arc: Panels,
    arc_head: Vec<f32>,
    reach: Vec<f32>,
    relation: Panels,
    relation_bias: Vec<f32>,
    root_relation: usize,
}

#[derive(Clone, Debug)]
struct Layer {
    weights: Panels,
    gates: Vec<f32>,
    bias: Vec<f32>,
    blocks: usize,
}

/// What was decided of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Class of tags.
    pub tag: u16,
    /// Head: 0 the root, else a word of the sentence from 1.
    pub head: u16,
    /// Relation.
    pub relation: u16,
    /// Class of names.
    pub name: u16,
}

/// Room to read in, kept between batches.
#[derive(Debug, Default)]
pub struct Space {
    /// What the first layer makes of each word of the batch and of many before; see
    /// [`Network::learn`].
    known: Vec<f32>,
    input: Vec<f32>,
    output: Vec<f32>,
    blocks: Vec<f32>,
    top: Vec<f32>,
    heads: Vec<f32>,
    dependents: Vec<f32>,
    turned: Vec<f32>,
    columns: Vec<f32>,
    panels: Panels,
    groups: Groups,
    /// How apt heads are that stand before and after the word in the middle.
    reaches: Vec<f32>,
    middle: usize,
    scores: Vec<f32>,
    pairs: Vec<f32>,
    chosen: Vec<u16>,
    search: Search,
    named: Vec<u16>,
    chains: Chains,
}

impl Network {
    /// A network of `weights` in the order of [`Shape::matrices`]; relation `root_relation`
    /// is that of the root, and of nothing else.
    ///
    /// # Panics
    /// If the weights have other sizes.
    #[must_use]
    pub fn new(
        shape: Shape,
        root_relation: usize,
        mut weights: Vec<Vec<f32>>,
    ) -> Network {
        let sizes = shape.matrices();
        assert_eq!(weights.len(), sizes.len(), "matrices");
        let mut take = |m: Matrix| std::mem::take(&mut weights[shape.place(m)]);
        let panels = |m: Matrix, cells: Vec<f32>| {
            let (_, rows, columns) = sizes[shape.place(m)];
            Panels::new(&cells, rows, columns)
        };
        let layers = (0..shape.layers)
            .map(|l| Layer {
                weights: panels(Matrix::Layer(l), take(Matrix::Layer(l))),
                gates: take(Matrix::Gates(l)),
                bias: take(Matrix::GateBias(l)),
                blocks: shape.blocks(l),
            })
            .collect();
        Network {
            shape,
            parts: shape.parts(),
            words: take(Matrix::Words),
            tables: (0..TABLES.len()).map(|at| take(Matrix::Table(at))).collect(),
            layers,
            top: panels(Matrix::Top, take(Matrix::Top)),
            top_bias: take(Matrix::TopBias),
            arc: panels(Matrix::Arc, take(Matrix::Arc)),
            arc_head: take(Matrix::ArcHead),
            reach: take(Matrix::Reach),
            relation: panels(Matrix::Relation, take(Matrix::Relation)),
            relation_bias: take(Matrix::RelationBias),
            root_relation,
        }
    }

    /// The sizes of the network.
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Columns of what is known of a word.
    fn known_columns(&self) -> usize {
        let first = &self.layers[0];
        // Without a block of its own, the input itself is passed by.
        let passed = if first.blocks == 3 { 2 * self.shape.hidden } else { 0 };
        first.weights.width() + passed
    }

    /// Works out what the first layer makes of words, and keeps it at `places`, each below
    /// `most`. It depends on the word alone.
    ///
    /// # Panics
    /// If there are fewer places than words, or one of them lies beyond `most`.
    pub fn learn(&self, space: &mut Space, words: &[Lex], places: &[u32], most: usize) {
        let first = &self.layers[0];
        let (columns, width) = (self.known_columns(), first.weights.width());
        if space.known.len() < most * columns {
            space.known.resize(most * columns, 0.0);
        }
        self.embed(space, words);
        space.blocks.resize(words.len() * width, 0.0);
        first.weights.product(&space.input, &mut space.groups, &mut space.blocks);
        let inputs = space.input.chunks_exact(self.shape.input());
        for ((block, input), place) in
            space.blocks.chunks_exact(width).zip(inputs).zip(places)
        {
            let known = &mut space.known[*place as usize * columns..][..columns];
            known[..width].copy_from_slice(block);
            known[width..].copy_from_slice(&input[..columns - width]);
        }
    }

    /// Reads sentences together and adds what was decided of their words to `out`, in order.
    /// `rows` has the places of the words that [`Network::learn`] was told, for each sentence
    /// the root and its words; `sentences` their numbers of words. Many at once are read faster
    /// than one by one, with the same outcome.
    pub fn read(
        &self,
        space: &mut Space,
        sentences: &[usize],
        rows: &[u32],
        out: &mut Vec<Decided>,
    ) {
        for (at, layer) in self.layers.iter().enumerate() {
            self.run_layer(layer, space, sentences, (at == 0).then_some(rows));
            std::mem::swap(&mut space.input, &mut space.output);
        }
        let (rows, width) = (rows.len(), self.parts.width);
        fill_rows(&mut space.top, &self.top_bias, rows);
        self.top.multiply(&space.input, &mut space.groups, &mut space.top);
        cut_columns(&space.top, width, self.parts.head, &mut space.heads);
        cut_columns(&space.top, width, self.parts.dependent, &mut space.dependents);
        space.turned.resize(rows * self.shape.arc, 0.0);
        self.arc.product(&space.dependents, &mut space.groups, &mut space.turned);
        let mut start = 0;
        for &words in sentences {
            self.decide(space, start, words, out);
            start += words + 1;
        }
    }

    fn embed(&self, space: &mut Space, words: &[Lex]) {
        space.input.clear();
        for lex in words {
            let from = lex.word as usize * self.shape.word;
            space.input.extend_from_slice(&self.words[from..from + self.shape.word]);
            for ((table, &row), (_, columns)) in
                self.tables.iter().zip(&lex.affixes).zip(TABLES)
            {
                let from = row as usize * columns;
                space.input.extend_from_slice(&table[from..from + columns]);
            }
        }
    }

    /// Runs a layer; `known` are the places of the rows for the first one.
    fn run_layer(
        &self,
        layer: &Layer,
        space: &mut Space,
        sentences: &[usize],
        known: Option<&[u32]>,
    ) {
        let d = self.shape.hidden;
        let rows: usize = sentences.iter().map(|words| words + 1).sum();
        if known.is_none() {
            space.blocks.resize(rows * layer.weights.width(), 0.0);
            layer.weights.product(&space.input, &mut space.groups, &mut space.blocks);
        }
        // Every cell is written.
        space.output.resize(rows * 2 * d, 0.0);
        Arch::new().dispatch(Recurrence {
            layer,
            hidden: d,
            sentences,
            known: known.map(|places| (places, space.known.as_slice())),
            columns: self.known_columns(),
            blocks: &space.blocks,
            input: &space.input,
            output: &mut space.output,
        });
    }

    /// Decides the words of the sentence whose root is row `start`.
    fn decide(
        &self,
        space: &mut Space,
        start: usize,
        words: usize,
        out: &mut Vec<Decided>,
    ) {
        let (a, width) = (self.shape.arc, self.parts.width);
        let stride = words + 1;
        let heads = &space.heads[start * a..(start + stride) * a];
        space.columns.clear();
        for k in 0..a {
            space.columns.extend(heads.chunks_exact(a).map(|h| h[k]));
        }
        space.panels.fill(&space.columns, a, stride);
        let aptness: Vec<f32> = heads
            .chunks_exact(a)
            .map(|h| h.iter().zip(&self.arc_head).map(|(x, y)| x * y).sum())
            .collect();
        space.scores.clear();
        if space.reaches.len() < 2 * words {
            let middle = words;
            let far = |at: usize| self.reach[reach(middle, at)];
            space.reaches.clear();
            space.reaches.extend((0..2 * words).map(|at| far(at.max(1))));
            space.middle = middle;
        }
        for word in 1..=words {
            let first = space.middle + 1 - word;
            let reaches = &space.reaches[first..first + words];
            space.scores.push(aptness[0] + self.reach[reach(word, 0)]);
            space.scores.extend(aptness[1..].iter().zip(reaches).map(|(x, y)| x + y));
        }
        let turned = &space.turned[(start + 1) * a..(start + stride) * a];
        space.panels.multiply(turned, &mut space.groups, &mut space.scores);
        space.search.heads(&space.scores, words, &mut space.chosen);

        let (sum, both) = (self.shape.sum, self.shape.sum + self.shape.product);
        space.pairs.clear();
        for (word, &head) in space.chosen.iter().enumerate() {
            let h = (start + usize::from(head)) * width + self.parts.over.0;
            let w = (start + 1 + word) * width + self.parts.under.0;
            let (h, w) = (&space.top[h..h + both], &space.top[w..w + both]);
            space.pairs.extend(h[..sum].iter().zip(w).map(|(x, y)| (x + y).max(0.0)));
            space.pairs.extend(h[sum..].iter().zip(&w[sum..]).map(|(x, y)| x * y));
        }
        let classes = self.shape.relations;
        fill_rows(&mut space.scores, &self.relation_bias, words);
        self.relation.multiply(&space.pairs, &mut space.groups, &mut space.scores);
        let (tags, names) = (self.parts.tags, self.parts.names);
        let rows = || space.top[(start + 1) * width..].chunks_exact(width).take(words);
        space.chains.best(rows().map(|row| &row[names.0..names.1]), &mut space.named);
        for ((row, &head), (word, &name)) in
            rows().zip(&space.chosen).zip(space.named.iter().enumerate())
        {
            let scores = &mut space.scores[word * classes..][..classes];
            scores[self.root_relation] = f32::NEG_INFINITY;
            out.push(Decided {
                tag: best(&row[tags.0..tags.1]),
                head,
                relation: if head == 0 {
                    u16::try_from(self.root_relation).unwrap_or(0)
                } else {
                    best(scores)
                },
                name,
            });
        }
    }
}

/// The place of the largest number.
fn best(scores: &[f32]) -> u16 {
    u16::try_from(largest(scores)).unwrap_or(0)
}

fn fill_rows(cells: &mut Vec<f32>, row: &[f32], rows: usize) {
    cells.clear();
    for _ in 0..rows {
        cells.extend_from_slice(row);
    }
}

/// Columns of a matrix, those below zero as zero.
fn cut_columns(
    matrix: &[f32],
    width: usize,
    (from, to): (usize, usize),
    out: &mut Vec<f32>,
) {
    out.clear();
    for row in matrix.chunks_exact(width) {
        out.extend(row[from..to].iter().map(|cell| cell.max(0.0)));
    }
}

/// The part of a layer that goes from word to word.
struct Recurrence<'a> {
    layer: &'a Layer,
    hidden: usize,
    /// Numbers of words.
    sentences: &'a [usize],
    /// For the first layer: where each row is, and the rows.
    known: Option<(&'a [u32], &'a [f32])>,
    columns: usize,
    blocks: &'a [f32],
    input: &'a [f32],
    output: &'a mut [f32],
}

impl WithSimd for Recurrence<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Recurrence { layer, hidden: d, sentences, known, columns, .. } = self;
        let Recurrence { blocks, input, output, .. } = self;
        let each = layer.blocks * d;
        let mut state = vec![0.0; d];
        let mut start = 0;
        for sentence in sentences {
            let rows = sentence + 1;
            for side in 0..2 {
                state.fill(0.0);
                let gates = &layer.gates[2 * side * d..][..2 * d];
                let bias = &layer.bias[2 * side * d..][..2 * d];
                for at in 0..rows {
                    let row = start + if side == 0 { at } else { rows - 1 - at };
                    let (whole, rest) = match known {
                        Some((places, known)) => known[places[row] as usize * columns..]
                            [..columns]
                            .split_at(2 * each),
                        None => (
                            &blocks[row * 2 * each..][..2 * each],
                            &input[row * 2 * d..][..2 * d],
                        ),
                    };
                    let block = &whole[side * each..][..each];
                    let passed = if layer.blocks == 4 {
                        &block[3 * d..]
                    } else {
                        &rest[side * d..][..d]
                    };
                    let out = &mut output[row * 2 * d + side * d..][..d];
                    step(block, gates, bias, passed, &mut state, out);
                }
            }
            start += rows;
        }
    }
}

/// One word of one direction: forget, read and pass by.
#[inline(always)]
fn step(
    block: &[f32],
    gates: &[f32],
    bias: &[f32],
    passed: &[f32],
    state: &mut [f32],
    out: &mut [f32],
) {
    let d = state.len();
    let (candidate, forget, read) = (&block[..d], &block[d..2 * d], &block[2 * d..3 * d]);
    let (forget_gate, read_gate) = (&gates[..d], &gates[d..2 * d]);
    let (forget_bias, read_bias) = (&bias[..d], &bias[d..2 * d]);
    let (passed, out) = (&passed[..d], &mut out[..d]);
    for i in 0..d {
        let before = state[i];
        let forget = sigmoid(forget[i] + forget_gate[i] * before + forget_bias[i]);
        let read = sigmoid(read[i] + read_gate[i] * before + read_bias[i]);
        let now = forget * before + (1.0 - forget) * candidate[i];
        state[i] = now;
        out[i] = read * now + (1.0 - read) * passed[i];
    }
}
