//! Reading sentences in batches, many batches at once where a text is long.

use super::model::{ParsedToken, Syntax};
use super::network::{Decided, Space};
use super::recent::Recent;
use super::word::{Lex, LexSpace, UNKNOWN};
use rayon::prelude::*;
use std::sync::PoisonError;

/// Sentences longer than this are parsed in pieces of [`PIECE`] words, so that time grows with
/// the length of a text alone.
const LONGEST_SENTENCE: usize = 160;

/// Words of a piece. What has no end for so long is no prose, and short pieces are read faster.
const PIECE: usize = 48;

/// Words that are read together, about.
const BATCH: usize = 256;

/// Batches that are read one after the other in one room, where words that come again are
/// known. A text of fewer is read by one thread.
const RUN: usize = 32;

/// Room for reading, kept between documents so that nothing large is allocated for each and
/// words that come again are known.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    lex: LexSpace,
    recent: Recent,
    /// Words that were not known, and their places.
    words: Vec<Lex>,
    places: Vec<u32>,
    /// The places of all words, each sentence behind its root.
    rows: Vec<u32>,
    lengths: Vec<usize>,
    space: Space,
    decided: Vec<Decided>,
}

/// A sentence, or a part of one that is too long.
#[derive(Clone, Copy)]
struct Piece<'a> {
    words: &'a [&'a str],
    /// How many words of its sentence stand before it.
    offset: usize,
}

impl Syntax {
    /// Reads sentences, given by the forms of their words, and adds the words to `out` in order.
    ///
    /// Sentences are read alone: the outcome depends neither on what stands beside them nor on
    /// the number of threads. One of more than 160 words is read in pieces
    /// whose roots hang on the first's.
    pub fn read<'a>(
        &self,
        sentences: impl IntoIterator<Item = &'a [&'a str]>,
        out: &mut Vec<ParsedToken>,
    ) {
        let batches = batches(sentences);
        let from = out.len();
        if batches.len() <= RUN {
            self.read_run(&batches, out);
        } else {
            let runs: Vec<Vec<ParsedToken>> = batches
                .par_chunks(RUN)
                .map(|run| {
                    let mut out = Vec::new();
                    self.read_run(run, &mut out);
                    out
                })
                .collect();
            out.extend(runs.into_iter().flatten());
        }
        join(&batches, &mut out[from..]);
    }

    fn read_run(&self, run: &[Vec<Piece<'_>>], out: &mut Vec<ParsedToken>) {
        let rooms = || self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = rooms().pop().unwrap_or_default();
        for pieces in run {
            self.read_batch(&mut room, pieces, out);
        }
        rooms().push(room);
    }

    fn read_batch(
        &self,
        room: &mut Workspace,
        pieces: &[Piece<'_>],
        out: &mut Vec<ParsedToken>,
    ) {
        let Workspace { lex, recent, words, places, rows, lengths, space, decided } =
            room;
        for list in [&mut *places, rows] {
            list.clear();
        }
        words.clear();
        lengths.clear();
        recent.begin();
        let mut see = |(place, is_known): (u32, bool), look: &mut dyn FnMut() -> Lex| {
            if !is_known {
                words.push(look());
                places.push(place);
            }
            rows.push(place);
        };
        for piece in pieces {
            lengths.push(piece.words.len());
            see(recent.root(), &mut || Lex::ROOT);
            for form in piece.words {
                see(recent.place(form), &mut || lex.read(form, &self.tables.words));
            }
        }
        self.network.learn(space, words, places, recent.places());
        decided.clear();
        self.network.read(space, lengths, rows, decided);
        let mut rows = rows.iter();
        let mut decided = decided.iter();
        for piece in pieces {
            rows.next();
            let words = decided.by_ref().zip(rows.by_ref()).take(piece.words.len());
            for (decided, place) in words {
                let (upos, xpos) = &self.tables.tags[usize::from(decided.tag)];
                let relation =
                    self.tables.relations[usize::from(decided.relation)].as_str();
                let head = usize::from(decided.head).checked_sub(1);
                let lemma = |form: &str| {
                    self.tables.lemmas.lemma(form, xpos, |lemma| {
                        self.tables.words.row(lemma) != UNKNOWN
                    })
                };
                out.push(ParsedToken {
                    lemma: recent.lemma(*place, decided.tag, lemma).into(),
                    upos: upos.as_str().into(),
                    xpos: xpos.as_str().into(),
                    head: head.map(|head| head + piece.offset),
                    relation: relation.into(),
                    name: decided.name,
                });
            }
        }
    }
}

/// Sentences in batches of at most [`BATCH`] words, the long ones in pieces.
fn batches<'a>(
    sentences: impl IntoIterator<Item = &'a [&'a str]>,
) -> Vec<Vec<Piece<'a>>> {
    let mut batches: Vec<Vec<Piece<'_>>> = Vec::new();
    let mut length = BATCH;
    for sentence in sentences {
        let whole = sentence.len() <= LONGEST_SENTENCE;
        let size = if whole { LONGEST_SENTENCE } else { PIECE };
        for (at, words) in sentence.chunks(size).enumerate() {
            let piece = Piece { words, offset: at * size };
            match batches.last_mut() {
                Some(batch) if length + words.len() <= BATCH => batch.push(piece),
                _ => {
                    length = 0;
                    batches.push(vec![piece]);
                }
            }
            length += words.len();
        }
    }
    batches
}

/// Hangs the root of each later piece of a sentence on that of the first.
fn join(batches: &[Vec<Piece<'_>>], out: &mut [ParsedToken]) {
    let mut start = 0;
    let mut root = None;
    for piece in batches.iter().flatten() {
        let end = start + piece.words.len();
        let mut roots = out[start..end].iter_mut().enumerate();
        let own = roots.find(|(_, token)| token.head.is_none());
        match own {
            Some((at, _)) if piece.offset == 0 => root = Some(at),
            Some((_, token)) => {
                token.head = root;
                token.relation = "parataxis".into();
            }
            None => {}
        }
        start = end;
    }
}
