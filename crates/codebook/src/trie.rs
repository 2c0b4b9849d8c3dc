//! Finding known phrases in running text, whatever the white space between their words.
//!
//! Text and phrases are cut into *pieces*: runs of letters and digits, and single marks. A
//! phrase matches where its pieces stand in a row, so that it never matches inside a word.

use chancery_model::Span;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// Looked up for every word of every text, so hashed; in the order of insertion, so the same
/// always.
type Map<K> = IndexMap<K, u32, FxBuildHasher>;

/// A piece of a text: a run of letters and digits, or a single mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where.
    pub span: Span,
}

/// Phrases that can be found in a text, each with a value.
#[derive(Debug)]
pub struct Phrases<T> {
    words: Map<Box<str>>,
    edges: Map<(u32, u32)>,
    values: Vec<Vec<T>>,
}

/// A phrase found: pieces `first` up to but not including `last`, and its values.
#[derive(Debug)]
pub struct Found<'a, T> {
    /// Index of the first piece.
    pub first: usize,
    /// One past the index of the last piece.
    pub last: usize,
    /// The values of the phrase, in the order in which they were added.
    pub values: &'a [T],
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { words: Map::default(), edges: Map::default(), values: vec![Vec::new()] }
    }
}

/// Cuts a text into pieces.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut word: Option<usize> = None;
    let mut push = |start: usize, end: usize| {
        if let Some(span) = Span::of(start, end) {
            pieces.push(Piece { span });
        }
    };
    for (at, character) in text.char_indices() {
        if character.is_alphanumeric() {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            push(start, at);
        }
        if !character.is_whitespace() {
            push(at, at + character.len_utf8());
        }
    }
    if let Some(start) = word {
        push(start, text.len());
    }
    pieces
}

/// The form in which a piece is compared: apostrophes and dashes of all kinds are one.
fn folded(piece: &str) -> &str {
    match piece {
        "’" | "‘" | "ʼ" | "`" => "'",
        "–" | "‑" | "‐" => "-",
        other => other,
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase. The same phrase may be added with several values.
    pub fn add(&mut self, phrase: &str, value: T) {
        let mut node = 0;
        for piece in pieces(phrase) {
            let word = folded(&phrase[piece.span.range()]);
            let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let word = *self.words.entry(word.into()).or_insert(next);
            let fresh = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            node = *self.edges.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.values.push(Vec::new());
            }
        }
        if node != 0 {
            self.values[node as usize].push(value);
        }
    }

    /// The phrases in a text, longest first from the left, without overlaps. With `lower`,
    /// the text is compared in lower case.
    pub fn find(&self, text: &str, pieces: &[Piece], lower: bool) -> Vec<Found<'_, T>> {
        let ids: Vec<Option<u32>> = pieces
            .iter()
            .map(|piece| {
                let word = folded(&text[piece.span.range()]);
                if lower && word.chars().any(char::is_uppercase) {
                    self.words.get(word.to_lowercase().as_str()).copied()
                } else {
                    self.words.get(word).copied()
                }
            })
            .collect();
        let mut found = Vec::new();
        let mut first = 0;
        while first < pieces.len() {
            match self.longest(&ids[first..]) {
                Some((length, node)) => {
                    let last = first + length;
                    found.push(Found {
                        first,
                        last,
                        values: &self.values[node as usize],
                    });
                    first = last;
                }
                None => first += 1,
            }
        }
        found
    }

    /// Length and node of the longest phrase at the head of these words.
    fn longest(&self, ids: &[Option<u32>]) -> Option<(usize, u32)> {
        let mut node = 0;
        let mut best = None;
        for (index, id) in ids.iter().enumerate() {
            let Some(next) = id.and_then(|id| self.edges.get(&(node, id))) else { break };
            node = *next;
            if !self.values[node as usize].is_empty() {
                best = Some((index + 1, node));
            }
        }
        best
    }

    /// The values of exactly this phrase.
    pub fn get(&self, phrase: &str) -> &[T] {
        let mut node = 0;
        for piece in pieces(phrase) {
            let word = self.words.get(folded(&phrase[piece.span.range()]));
            let Some(next) = word.and_then(|word| self.edges.get(&(node, *word))) else {
                return &[];
            };
            node = *next;
        }
        &self.values[node as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<String> {
        let mut trie = Phrases::default();
        for phrase in phrases {
            trie.add(phrase, ());
        }
        let pieces = pieces(text);
        trie.find(text, &pieces, false)
            .iter()
            .map(|hit| {
                let span = pieces[hit.first].span.cover(pieces[hit.last - 1].span);
                text[span.range()].to_owned()
            })
            .collect()
    }

    #[test]
    fn the_longest_phrase_wins_and_never_inside_a_word() {
        let phrases = ["Norway", "Bank of Norway", "U.S."];
        assert_eq!(found(&phrases, "Norwayish Bank  of\nNorway"), ["Bank  of\nNorway"]);
        assert_eq!(found(&phrases, "the U.S.-Norway pact"), ["U.S.", "Norway"]);
    }

    #[test]
    fn apostrophes_of_all_kinds_are_one() {
        assert_eq!(found(&["People's Army"], "the People’s Army"), ["People’s Army"]);
    }
}
