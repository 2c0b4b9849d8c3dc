//! What the network sees of a single word: its row in the table of words, hashes of its affixes
//! and its shape, and the lists of names that hold it.

use super::hash::{fold_into, hash_text};
use super::shape::TABLES;

/// The row of a word that is not in the table.
pub const UNKNOWN: u32 = 0;

/// The row of the root that stands before every sentence.
pub const ROOT: u32 = 1;

/// Rows before that of the first word.
pub const FIRST: u32 = 2;

/// The word that stands for every number of four digits.
pub const YEAR: &str = "<year>";

/// The word that stands for every other number.
pub const NUMBER: &str = "<number>";

/// Rows of one word in the tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lex {
    /// Row in the table of words.
    pub word: u32,
    /// Rows in the tables of affixes: the last two, three and four characters, the first two
    /// and three, the shape, the lists that hold the word.
    pub affixes: [u32; TABLES.len()],
}

/// The words of the table, as hashes: a word's row is its place plus [`FIRST`].
#[derive(Clone, Debug, Default)]
pub struct WordRows {
    hashes: Vec<u32>,
    listed: Listed,
}

/// Words of lists of names: given names, family names, parts of the names of places.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    hashes: Vec<u32>,
    lists: Vec<u8>,
}

impl Listed {
    /// Lists that can hold a word.
    pub const LISTS: usize = 3;

    /// Words by their hashes, which must ascend, and for each a number whose bits are the lists
    /// that hold it, the lowest the first.
    #[must_use]
    pub fn new(hashes: Vec<u32>, lists: Vec<u8>) -> Option<Listed> {
        let fits = hashes.is_sorted_by(|a, b| a < b)
            && hashes.len() == lists.len()
            && lists.iter().all(|lists| lists >> Listed::LISTS == 0);
        fits.then_some(Listed { hashes, lists })
    }

    /// The hashes, ascending.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The lists of each.
    #[must_use]
    pub fn lists(&self) -> &[u8] {
        &self.lists
    }

    /// The lists that hold a folded word.
    #[must_use]
    pub fn lists_of(&self, folded: &str) -> u8 {
        let found = self.hashes.binary_search(&word_hash(folded));
        found.ok().and_then(|at| self.lists.get(at)).copied().unwrap_or(0)
    }
}

/// The hash by which a folded word is found.
#[must_use]
pub fn word_hash(folded: &str) -> u32 {
    u32::try_from(hash_text(folded) >> 32).unwrap_or(0)
}

impl WordRows {
    /// The table of these hashes, which must ascend.
    #[must_use]
    pub fn new(hashes: Vec<u32>, listed: Listed) -> Option<WordRows> {
        hashes.is_sorted_by(|a, b| a < b).then_some(WordRows { hashes, listed })
    }

    /// The lists of names.
    #[must_use]
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// The hashes, ascending.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The row of a folded word.
    #[must_use]
    pub fn row(&self, folded: &str) -> u32 {
        self.hashes
            .binary_search(&word_hash(folded))
            .ok()
            .and_then(|at| u32::try_from(at).ok())
            .map_or(UNKNOWN, |at| at + FIRST)
    }
}

/// Room to look at a word in.
#[derive(Debug, Default)]
pub struct LexSpace {
    folded: String,
    shape: String,
}

impl LexSpace {
    /// Looks at one word.
    pub fn read(&mut self, form: &str, rows: &WordRows) -> Lex {
        fold_into(form, &mut self.folded);
        let folded = self.folded.as_str();
        let digit = |c: char| c.is_ascii_digit();
        let word = if folded.starts_with(digit) {
            let year = folded.len() == 4 && folded.chars().all(digit);
            rows.row(if year { YEAR } else { NUMBER })
        } else if folded.contains("http") || folded.contains("www.") {
            UNKNOWN
        } else {
            rows.row(folded)
        };
        let back = |n: usize| {
            let at = folded.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
            hash_text(&folded[at..])
        };
        let ahead = |n: usize| {
            let at = folded.char_indices().nth(n).map_or(folded.len(), |(at, _)| at);
            hash_text(&folded[..at])
        };
        let hashes =
            [back(2), back(3), back(4), ahead(2), ahead(3), shape(form, &mut self.shape)];
        let mut affixes = [0; TABLES.len()];
        for ((row, hash), (size, _)) in affixes.iter_mut().zip(hashes).zip(TABLES) {
            // The first row is the root's.
            *row = u32::try_from(hash % (size as u64 - 1)).unwrap_or(0) + 1;
        }
        affixes[hashes.len()] = u32::from(rows.listed.lists_of(folded)) + 1;
        Lex { word, affixes }
    }
}

/// The hash of the pattern of capitals, small letters, digits and marks, runs cut to three.
fn shape(form: &str, shape: &mut String) -> u64 {
    shape.clear();
    let (mut last, mut run) = ('\0', 0);
    for c in form.chars() {
        let kind = if c.is_uppercase() {
            'X'
        } else if c.is_lowercase() {
            'x'
        } else if c.is_numeric() {
            'd'
        } else {
            c
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 3 {
            shape.push(kind);
        }
    }
    hash_text(shape)
}

impl Lex {
    /// The root of a sentence.
    pub const ROOT: Lex = Lex { word: ROOT, affixes: [0; TABLES.len()] };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> WordRows {
        let mut hashes = ["the", "n't", YEAR].map(word_hash).to_vec();
        hashes.sort_unstable();
        let listed = Listed::new(vec![word_hash("jane")], vec![1]).expect("fits");
        WordRows::new(hashes, listed).expect("ascending")
    }

    #[test]
    fn words_are_found_in_any_case_and_with_any_quote() {
        let (rows, mut space) = (rows(), LexSpace::default());
        assert_eq!(space.read("The", &rows).word, space.read("THE", &rows).word);
        assert_eq!(space.read("n\u{2019}t", &rows), space.read("n\u{2019}t", &rows));
        assert!(space.read("n't", &rows).word >= FIRST);
        assert_eq!(space.read("2024", &rows).word, space.read("1871", &rows).word);
        assert_eq!(space.read("unheard", &rows).word, UNKNOWN);
    }

    #[test]
    fn a_word_tells_which_lists_hold_it() {
        let (rows, mut space) = (rows(), LexSpace::default());
        assert_eq!(space.read("Jane", &rows).affixes[TABLES.len() - 1], 2);
        assert_eq!(space.read("the", &rows).affixes[TABLES.len() - 1], 1);
        assert!(Listed::new(vec![2, 1], vec![1, 1]).is_none());
        assert!(Listed::new(vec![1, 2], vec![1]).is_none());
        assert!(Listed::new(vec![1], vec![8]).is_none());
    }

    #[test]
    fn short_and_empty_words_have_rows() {
        let (rows, mut space) = (rows(), LexSpace::default());
        for form in ["", "a", "\u{e9}", "\u{1f600}"] {
            let lex = space.read(form, &rows);
            for (row, (rows, _)) in lex.affixes.iter().zip(TABLES) {
                assert!((*row as usize) < rows && *row > 0);
            }
        }
    }
}
