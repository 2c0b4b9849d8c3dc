//! What the tagger and the parser see of a single word: hashes of its letters, its shape and its classes.

use crate::clusters::WordTable;

/// Number of bits of a feature key; every linear model of this crate shares it.
pub const KEY_BITS: u32 = 22;

/// Most feature keys that one decision may have.
pub const MAX_KEYS: usize = 160;

/// Joins two hashes; the order matters.
#[must_use]
pub fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads the bits of a hash.
#[must_use]
pub fn spread(a: u64) -> u64 {
    let folded = a ^ (a >> 32);
    folded.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The key of a hash: its upper [`KEY_BITS`] bits once spread.
#[must_use]
pub fn key(hash: u64) -> u32 {
    u32::try_from(spread(hash) >> (64 - KEY_BITS)).unwrap_or(0)
}

/// The hash of a text, over its bytes.
#[must_use]
pub fn hash_text(text: &str) -> u64 {
    let folded = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    spread(folded)
}

/// Letters of a word in the form in which words are compared: lower case, plain quotes and dashes.
pub fn fold_into(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' => {
                out.push('\'');
            }
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => {
                out.push('"');
            }
            '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => out.push('-'),
            '\u{2014}' | '\u{2015}' => out.push_str("--"),
            '\u{2026}' => out.push_str("..."),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Hashes of one word, made once and shared by all templates.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lex {
    /// The letters as written.
    pub form: u64,
    /// The folded letters; numbers, years and addresses each count as one word.
    pub lower: u64,
    /// The last one to four characters, folded.
    pub suffix: [u64; 4],
    /// The first one to three characters, folded.
    pub prefix: [u64; 3],
    /// The pattern of capitals, small letters, digits and marks, runs cut to two.
    pub shape: u64,
    /// Has a hyphen, has a digit, starts with a capital, is all capitals.
    pub flags: u64,
    /// Cluster of the word at each size, coarse to fine.
    pub cluster: [u64; 3],
    /// Class of the tags that the word is known to take.
    pub ambiguity: u64,
}

/// Room to work in while a word is looked at.
#[derive(Debug, Default)]
pub struct LexSpace {
    folded: String,
    shape: String,
}

impl LexSpace {
    /// Looks at one word.
    pub fn read(&mut self, form: &str, table: &WordTable) -> Lex {
        fold_into(form, &mut self.folded);
        let folded = self.folded.as_str();
        let word = table.get(folded);
        let digits_only = folded.bytes().all(|b| b.is_ascii_digit());
        let lower = if digits_only && folded.len() == 4 {
            1
        } else if folded.starts_with(|c: char| c.is_ascii_digit()) {
            2
        } else if folded.contains("http") || folded.contains("www.") {
            3
        } else {
            hash_text(folded)
        };
        let mut lex = Lex {
            form: hash_text(form),
            lower,
            cluster: word.cluster,
            ambiguity: word.ambiguity,
            ..Lex::default()
        };
        let mut back = folded.char_indices().rev();
        let mut from = folded.len();
        for (slot, salt) in lex.suffix.iter_mut().zip(1_u64..) {
            from = back.next().map_or(from, |(at, _)| at);
            *slot = hash_text(&folded[from..]).wrapping_add(salt);
        }
        let mut ahead = folded.char_indices();
        let mut to = 0;
        for (slot, salt) in lex.prefix.iter_mut().zip(11_u64..) {
            to = ahead.next().map_or(to, |(at, c)| at + c.len_utf8());
            *slot = hash_text(&folded[..to]).wrapping_add(salt);
        }
        self.read_shape(form, &mut lex);
        lex
    }

    fn read_shape(&mut self, form: &str, lex: &mut Lex) {
        self.shape.clear();
        let (mut last, mut run) = ('\0', 0);
        let (mut digit, mut hyphen, mut all_upper) = (false, false, true);
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
            digit |= kind == 'd';
            hyphen |= kind == '-';
            all_upper &= kind == 'X';
            run = if kind == last { run + 1 } else { 1 };
            last = kind;
            if run <= 2 {
                self.shape.push(kind);
            }
        }
        lex.shape = hash_text(&self.shape);
        let capital = form.chars().next().is_some_and(char::is_uppercase);
        lex.flags = u64::from(hyphen)
            | u64::from(digit) << 1
            | u64::from(capital) << 2
            | u64::from(all_upper) << 3;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_and_plain_quotes_are_one_word() {
        let table = WordTable::default();
        let mut space = LexSpace::default();
        let a = space.read("n\u{2019}t", &table);
        let b = space.read("n't", &table);
        assert_eq!(a.lower, b.lower);
        assert_ne!(a.form, b.form);
    }

    #[test]
    fn short_and_empty_words_have_all_hashes() {
        let table = WordTable::default();
        let mut space = LexSpace::default();
        let one = space.read("\u{e9}", &table);
        assert_eq!(one.suffix[0].wrapping_add(1), one.suffix[1]);
        let _ = space.read("", &table);
    }

    #[test]
    fn keys_fit_their_bits() {
        for seed in 0..1000 {
            assert!(key(spread(seed)) < 1 << KEY_BITS);
        }
    }
}
