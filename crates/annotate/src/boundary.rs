//! The trained judge of whether a sentence ends between two words: one linear score over hashed features of the words
//! around, the marks, and the paragraph.

use chancery_model::Span;

/// Weights of the judge.
#[derive(Clone, Debug)]
pub struct Boundaries {
    weights: Vec<i8>,
    digest: String,
}

/// Why a file of weights cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotBoundaries(&'static str);

impl std::fmt::Display for NotBoundaries {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "not the weights of sentence boundaries: {}", self.0)
    }
}

impl std::error::Error for NotBoundaries {}

const HEAD: &[u8] = b"chancery sentences 1\n";

/// Number of weights, as a power of two.
pub const BITS: u32 = 20;

/// Number of features of one place.
pub const FEATURES: usize = 43;

/// The features of one place: places in the table of weights.
pub type Features = [u32; FEATURES];

impl Boundaries {
    /// Loads weights.
    ///
    /// # Errors
    /// If the bytes are not such a file.
    pub fn load(bytes: &[u8]) -> Result<Boundaries, NotBoundaries> {
        let packed = bytes.strip_prefix(HEAD).ok_or(NotBoundaries("head"))?;
        let body = zstd::bulk::decompress(packed, 1 << BITS)
            .map_err(|_| NotBoundaries("packing"))?;
        if body.len() != 1 << BITS {
            return Err(NotBoundaries("length"));
        }
        let weights = body.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Boundaries { weights, digest: blake3::hash(bytes).to_hex().to_string() })
    }

    /// The bytes of a file of these weights.
    ///
    /// # Errors
    /// If packing fails.
    pub fn file(weights: &[i8]) -> std::io::Result<Vec<u8>> {
        let body: Vec<u8> = weights.iter().map(|weight| weight.cast_unsigned()).collect();
        Ok([HEAD, &zstd::bulk::compress(&body, 19)?].concat())
    }

    /// Weights in memory.
    #[must_use]
    pub fn of(weights: Vec<i8>) -> Boundaries {
        Boundaries { weights, digest: String::new() }
    }

    /// The BLAKE3 digest of the file, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Whether a sentence ends at a place with these features.
    #[must_use]
    pub fn ends(&self, features: &Features) -> bool {
        let sum: i32 = features.iter().map(|at| self.weight(*at)).sum();
        sum > 0
    }

    fn weight(&self, at: u32) -> i32 {
        self.weights.get(at as usize).copied().map_or(0, i32::from)
    }
}

/// What kind of word or mark a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    Small,
    Title,
    Capitals,
    Letter,
    Mixed,
    Digits,
    Numbered,
    End,
    Opens,
    Closes,
    Quote,
    Apostrophe,
    Comma,
    Colon,
    Dash,
    Symbol,
    SmallPoint,
    TitlePoint,
    Address,
    None,
}

/// What the judge sees of one token.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Hash of the word in small letters, digits alike.
    form: u32,
    /// Hash of its last three letters.
    tail: u32,
    shape: Shape,
    /// Length in characters, at most 15.
    length: u8,
}

const OUTSIDE: Seen = Seen { form: 1, tail: 1, shape: Shape::None, length: 0 };

/// A text as the judge sees it.
pub(crate) struct Places {
    seen: Vec<Seen>,
    /// Number of words from here to the next mark that ends, and to the end of the paragraph; at most 255.
    to_mark: Vec<u8>,
    to_end: Vec<u8>,
    /// Number of words since the paragraph began; at most 255.
    from_start: Vec<u8>,
    /// How often the text writes a small letter after a full stop, in four steps.
    small_starts: u32,
}

/// Where a sentence stands when a place is judged.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    /// First token of the sentence.
    pub(crate) first: usize,
    /// Whether an odd number of straight quotes stands between it and the place.
    pub(crate) in_quote: bool,
    /// The last token that opened a bracket or quotation.
    pub(crate) opened: usize,
    /// Brackets open.
    pub(crate) brackets: u8,
    /// Whether no space stands between the tokens.
    pub(crate) joined: bool,
    /// Whether the rules end it here.
    pub(crate) by_rule: bool,
}

impl Places {
    /// Looks at the tokens of a text; `is_end` says after which a paragraph ends.
    pub(crate) fn new(text: &str, tokens: &[Span], is_end: &[bool]) -> Places {
        let seen: Vec<Seen> =
            tokens.iter().map(|token| Seen::of(&text[token.range()])).collect();
        let mut to_mark = vec![0_u8; seen.len()];
        let mut to_end = vec![0_u8; seen.len()];
        let (mut mark, mut end) = (255_u8, 0_u8);
        for at in (0..seen.len()).rev() {
            if is_end[at] {
                (mark, end) = (255, 0);
            }
            if seen[at].shape == Shape::End {
                mark = 0;
            }
            (to_mark[at], to_end[at]) = (mark, end);
            mark = mark.saturating_add(1);
            end = end.saturating_add(1);
        }
        let mut from_start = vec![0_u8; seen.len()];
        let mut since = 0_u8;
        for at in 0..seen.len() {
            from_start[at] = since;
            since = if is_end[at] { 0 } else { since.saturating_add(1) };
        }
        let follows = |shape: Shape| {
            seen.windows(2)
                .filter(|w| w[0].shape == Shape::End && w[1].shape == shape)
                .count()
        };
        let (small, title) = (follows(Shape::Small), follows(Shape::Title));
        let small_starts = match (small, title) {
            (0, _) => 0,
            _ if small * 4 < title => 1,
            _ if small < title * 2 => 2,
            _ => 3,
        };
        Places { seen, to_mark, to_end, from_start, small_starts }
    }

    /// Whether a sentence that begins with `first` may end after a token.
    pub(crate) fn is_open(&self, first: usize, at: usize) -> bool {
        if at == first && self.at(at).shape == Shape::Dash {
            return false;
        }
        use Shape::{Mixed, Small};
        let (left, right) = (self.at(at).shape, self.at(at + 1).shape);
        let word = |shape: Shape| matches!(shape, Small | Mixed);
        !(word(right)
            && matches!(
                left,
                Small
                    | Mixed
                    | Shape::Title
                    | Shape::Capitals
                    | Shape::Letter
                    | Shape::Digits
                    | Shape::Numbered
                    | Shape::Opens
            ))
            && right != Shape::None
    }

    fn at(&self, at: usize) -> Seen {
        self.seen.get(at).copied().unwrap_or(OUTSIDE)
    }

    /// The features of the place after a token.
    pub(crate) fn features(&self, at: usize, standing: &Standing) -> Features {
        let before = |n: usize| at.checked_sub(n).map_or(OUTSIDE, |index| self.at(index));
        let (l0, l1, l2) = (before(0), before(1), before(2));
        let (r0, r1, r2) = (self.at(at + 1), self.at(at + 2), self.at(at + 3));
        let first = self.at(standing.first);
        let shape = |seen: Seen| seen.shape as u32;
        let length = step(at + 1 - standing.first);
        let to_mark = step(usize::from(self.to_mark.get(at + 1).copied().unwrap_or(255)));
        let to_end = step(usize::from(self.to_end.get(at + 1).copied().unwrap_or(0)));
        let from_start = step(usize::from(self.from_start[at]));
        let ends_with_mark = {
            let end = at + 1 + usize::from(self.to_end.get(at + 1).copied().unwrap_or(0));
            shape(self.at(end))
        };
        let joined = u32::from(standing.joined);
        let rule = u32::from(standing.by_rule);
        let inside =
            u32::from(standing.in_quote) + 2 * u32::from(standing.brackets.min(2));
        let small = self.small_starts;
        let (s0, s1, s2) = (shape(l0), shape(l1), shape(l2));
        let (t0, t1, t2) = (shape(r0), shape(r1), shape(r2));
        let pair = s0 * 32 + t0;
        let quad = (s1 * 32 + s0) * 1024 + t0 * 32 + t1;
        // What a bracket or quotation that closes here stood after, and how much it holds.
        let (closed, holds) = match l0.shape {
            Shape::Closes | Shape::Quote | Shape::Apostrophe => {
                let opened = standing.opened.min(at);
                let stood = opened.checked_sub(1).map_or(OUTSIDE, |index| self.at(index));
                let near = opened > standing.first;
                (1 + 2 * shape(stood) + u32::from(near), step(at - opened))
            }
            _ => (0, 0),
        };
        let cells: [(u32, u32, u32); FEATURES] = [
            (0, 0, 0),
            (rule, pair, joined),
            (rule, inside, pair),
            (rule, small, pair),
            (rule, l0.form, t0),
            (rule, s0, r0.form),
            (l0.form, r0.form, t0),
            (l0.form, t0, joined),
            (l1.form, l0.form, t0),
            (l1.form, s0, t0),
            (l1.form, l0.form, r0.form),
            (l2.form, l1.form, s0),
            (s0, r0.form, t0),
            (s0, r0.form, r1.form),
            (t0, r1.form, s0),
            (pair, r2.form, 0),
            (quad, joined, 0),
            (quad, s2, t2),
            (quad, l0.form, 0),
            (quad, r0.form, 0),
            (s1, pair, t1 * 32 + inside),
            (length, pair, 0),
            (length, l0.form, t0),
            (length, first.form, pair),
            (length, shape(first), pair),
            (shape(first), quad, 0),
            (inside, l0.form, r0.form),
            (inside, quad, 0),
            (to_mark, pair, 0),
            (to_mark, to_end, pair),
            (to_end, pair, ends_with_mark),
            (to_end, l0.form, t0),
            (from_start, pair, to_end),
            (from_start, length, to_mark),
            (small, quad, 0),
            (small, l0.form, t0),
            (l0.tail, r0.tail, pair),
            (l0.tail, pair, u32::from(l0.length)),
            (r0.tail, pair, u32::from(r0.length)),
            (l1.tail, pair, u32::from(l1.length)),
            (closed, holds, pair),
            (closed, s1, pair),
            (closed, l0.form, r0.form),
        ];
        let mut out = [0; FEATURES];
        for ((number, cell), slot) in (1_u32..).zip(cells).zip(&mut out) {
            *slot = place(number, cell);
        }
        out
    }

    /// How a token changes what is open: whether it is a straight quote, and brackets opened less closed.
    pub(crate) fn opens(&self, at: usize) -> (bool, i8) {
        match self.at(at).shape {
            Shape::Quote => (true, 0),
            Shape::Opens => (false, 1),
            Shape::Closes => (false, -1),
            _ => (false, 0),
        }
    }
}

/// A count in few steps.
fn step(count: usize) -> u32 {
    match count {
        0..=5 => u32::try_from(count).unwrap_or(0),
        6..=8 => 6,
        9..=12 => 7,
        13..=20 => 8,
        21..=35 => 9,
        36..=60 => 10,
        61..=254 => 11,
        _ => 12,
    }
}

fn place(number: u32, (a, b, c): (u32, u32, u32)) -> u32 {
    let mut hash = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for part in [a, b, c] {
        hash = (hash ^ u64::from(part)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    }
    u32::try_from(hash >> (64 - BITS)).unwrap_or(0)
}

/// Longest stretch of a word that is looked at, in characters.
const LONGEST: usize = 24;

impl Seen {
    fn of(word: &str) -> Seen {
        let mut form = 0x811c_9dc5_u32;
        let mut tail = [0_u32; 3];
        let (mut length, mut capitals, mut small, mut digits) = (0_u8, 0, 0, 0);
        for c in word.chars().take(LONGEST) {
            let c = if c == '\u{2019}' { '\'' } else { c };
            capitals += u32::from(c.is_uppercase());
            small += u32::from(c.is_alphabetic() && !c.is_uppercase());
            digits += u32::from(c.is_numeric());
            let low =
                if c.is_numeric() { '0' } else { c.to_lowercase().next().unwrap_or(c) };
            form = (form ^ u32::from(low)).wrapping_mul(0x0100_0193);
            tail = [tail[1], tail[2], u32::from(low)];
            length = length.saturating_add(1).min(15);
        }
        let tail = tail
            .iter()
            .fold(7, |hash: u32, part| (hash ^ part).wrapping_mul(0x0100_0193));
        let shape = shape(word, capitals, small, digits);
        Seen { form, tail, shape, length }
    }
}

fn shape(word: &str, capitals: u32, small: u32, digits: u32) -> Shape {
    let first = word.chars().next().unwrap_or(' ');
    if capitals + small + digits == 0 {
        return match first {
            '.' | '!' | '?' | '\u{2026}' | '\u{3002}' | '\u{203d}' => Shape::End,
            '(' | '[' | '{' | '\u{201c}' | '\u{ab}' | '\u{2018}' | '\u{201e}' => {
                Shape::Opens
            }
            ')' | ']' | '}' | '\u{201d}' | '\u{bb}' => Shape::Closes,
            '"' => Shape::Quote,
            '\'' | '`' | '\u{2019}' => Shape::Apostrophe,
            ',' | ';' => Shape::Comma,
            ':' => Shape::Colon,
            '-' | '\u{2013}' | '\u{2014}' => Shape::Dash,
            _ => Shape::Symbol,
        };
    }
    if word.len() > 4 && (word.contains('@') || word.contains("://")) {
        return Shape::Address;
    }
    if digits > 0 {
        return if capitals + small == 0 { Shape::Digits } else { Shape::Numbered };
    }
    if word.ends_with('.') {
        return if first.is_uppercase() { Shape::TitlePoint } else { Shape::SmallPoint };
    }
    match (capitals, small) {
        (0, _) => Shape::Small,
        (1, 0) => Shape::Letter,
        (_, 0) => Shape::Capitals,
        (1, _) if first.is_uppercase() => Shape::Title,
        _ => Shape::Mixed,
    }
}
