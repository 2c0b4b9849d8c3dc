//! Sentences of raw text: where one ends, told by its last mark, the word that follows, and the lines of the text.

use chancery_codebook::{Abbreviation, Writing};
use chancery_model::Span;

use crate::boundary::{Boundaries, Features, Places, Standing};

/// The sentences of a text as half-open ranges of its tokens, ascending, without gaps, none empty.
///
/// An empty line always ends a sentence; the end of a line does unless the text is wrapped there. Within a line a
/// trained judge decides, which is told what the rules would say.
///
/// # Panics
/// If a token does not lie in the text on character boundaries.
#[must_use]
pub fn sentences(
    text: &str,
    tokens: &[Span],
    writing: &Writing,
    judge: &Boundaries,
) -> Vec<(u32, u32)> {
    judged(text, tokens, writing, |_, features| judge.ends(features))
}

/// The sentences of a text where `judge` is asked at each place within a line at which one may end, given the token
/// before it and the features of the place.
pub fn judged(
    text: &str,
    tokens: &[Span],
    writing: &Writing,
    mut judge: impl FnMut(usize, &Features) -> bool,
) -> Vec<(u32, u32)> {
    let view = View { text, tokens, writing };
    let (forced, ruled) = view.ruled();
    let places = Places::new(text, tokens, &forced);
    let mut out = Vec::new();
    let mut standing = Standing::default();
    for at in 0..tokens.len() {
        let (quote, brackets) = places.opens(at);
        standing.in_quote ^= quote;
        if brackets > 0 || quote && standing.in_quote {
            standing.opened = at;
        }
        standing.brackets = standing.brackets.saturating_add_signed(brackets);
        let mut ends = forced[at];
        if !ends && places.is_open(standing.first, at) && !view.is_hyphened(at) {
            standing.joined = view.gap(at).is_empty();
            standing.by_rule = ruled[at];
            ends = judge(at, &places.features(at, &standing));
            // Treebanks have too few acronyms with points at the end of a sentence to learn from.
            ends |= ruled[at] && view.is_acronym(at);
        }
        ends |= at + 1 - standing.first >= LONGEST;
        if ends {
            let (first, last) = (standing.first, at + 1);
            if let (Ok(from), Ok(to)) = (u32::try_from(first), u32::try_from(last)) {
                out.push((from, to));
            }
            standing.first = last;
        }
        if forced[at] {
            standing.in_quote = false;
            standing.brackets = 0;
        }
    }
    out
}

/// Most words of a sentence: a list without end is cut, so that no reader needs more than linear time.
const LONGEST: usize = 300;
/// Longest line, in characters, that counts as wrapped by a machine.
const WIDEST: usize = 120;
/// Shortest line that counts as wrapped in the middle of a sentence.
const NARROWEST: usize = 40;

struct View<'a> {
    text: &'a str,
    tokens: &'a [Span],
    writing: &'a Writing,
}

impl View<'_> {
    /// After which tokens lines or lists end a sentence, and after which marks and words would.
    fn ruled(&self) -> (Vec<bool>, Vec<bool>) {
        let tokens = self.tokens;
        let wrapped = self.wrapped_breaks();
        let mut wrapped = wrapped.iter().peekable();
        let mut forced = vec![false; tokens.len()];
        let mut ruled = vec![false; tokens.len()];
        let mut first = 0;
        // Straight double quotes since the last break of lines.
        let mut open = false;
        let mut at = 0;
        while at < tokens.len() {
            if self.word(at) == "\"" {
                open = !open;
            }
            let mut last = at;
            let mut ends = false;
            if at + 1 < tokens.len() && !self.is_break(at) && self.may_end(first, at) {
                let mut quote = open;
                while last + 1 < tokens.len() && self.closes(last + 1, quote) {
                    last += 1;
                    if self.word(last) == "\"" {
                        quote = false;
                    }
                }
                ends = last + 1 < tokens.len() && self.ends_before(at, last);
                if ends {
                    open = quote;
                } else {
                    last = at;
                }
            }
            ruled[last] = ends;
            if last + 1 == tokens.len() {
                forced[last] = true;
            } else if self.is_break(last) {
                while wrapped.next_if(|w| **w < last).is_some() {}
                if wrapped.peek() != Some(&&last) {
                    forced[last] = true;
                    open = false;
                }
            } else if self.starts_item(last + 1) {
                forced[last] = true;
            }
            if ends || forced[last] {
                first = last + 1;
            }
            at = last + 1;
        }
        (forced, ruled)
    }

    fn word(&self, at: usize) -> &str {
        &self.text[self.tokens[at].range()]
    }

    /// The text between a token and the next.
    fn gap(&self, at: usize) -> &str {
        &self.text[self.tokens[at].range().end..self.tokens[at + 1].range().start]
    }

    fn is_break(&self, at: usize) -> bool {
        self.gap(at).contains(is_line_end)
    }

    /// Whether a token is a mark that can end a sentence, or a word with such a point.
    fn may_end(&self, first: usize, at: usize) -> bool {
        let word = self.word(at);
        if word.chars().all(is_end_mark) {
            // "1." at the head of a list item ends nothing.
            let number = at == first + 1
                && self.word(first).len() <= 3
                && (self.word(first).bytes().all(|b| b.is_ascii_digit())
                    || self.word(first).len() == 1)
                && word == "."
                && self.gap(first).is_empty();
            return !number;
        }
        word.ends_with('.') && word.len() > 1
    }

    /// *U.S.-Chilean*: whether a hyphen joins a token to the next word.
    fn is_hyphened(&self, at: usize) -> bool {
        at + 1 < self.tokens.len() && self.gap(at).is_empty() && self.word(at + 1) == "-"
    }

    /// Whether a token is an acronym with points: U.N., but neither Inc. nor p.m.
    fn is_acronym(&self, at: usize) -> bool {
        let word = self.word(at);
        word.starts_with(char::is_uppercase) && word.matches('.').count() > 1
    }

    /// Whether a token closes a quotation or bracket; `open` says that a straight quote is open.
    fn closes(&self, at: usize, open: bool) -> bool {
        let joined = self.gap(at - 1).is_empty();
        match self.word(at) {
            "\u{201d}" | "\u{bb}" | ")" | "]" | "}" | "''" => !self.is_break(at - 1),
            "\u{2019}" | "'" => joined,
            "\"" => joined && open,
            _ => false,
        }
    }

    /// Whether a sentence ends after `last`, whose mark stands at `mark`, given what follows.
    fn ends_before(&self, mark: usize, last: usize) -> bool {
        let opens = |w: &str| {
            matches!(
                w,
                "\"" | "\u{201c}" | "\u{2018}" | "\u{ab}" | "(" | "[" | "``" | "'" | "-"
            ) || w == "\u{2014}"
                || w == "--"
        };
        let mut next = last + 1;
        while next + 1 < self.tokens.len() && next < last + 3 && opens(self.word(next)) {
            next += 1;
        }
        let follows = self.word(next);
        let joined = self.gap(last).is_empty();
        let Some(c) = follows.chars().find(|c| c.is_alphanumeric()) else {
            return !joined && !follows.starts_with([',', ';', ':']);
        };
        let small = c.is_lowercase();
        let word = self.word(mark);
        if !word.chars().all(is_end_mark) {
            return !small
                && last + 1 == next
                && self.ends_abbreviation(mark, last, follows)
                || !small
                    && last + 1 < next
                    && self.writing.abbreviation(word) != Some(Abbreviation::Title);
        }
        let quoted = last > mark;
        if small {
            // In running text a small letter after a full stop is a slip, but after other marks it goes on.
            return word == "." && !quoted && !joined;
        }
        if joined && !quoted && last + 1 == next {
            // "end.Next", but not "1.5" or "Node.JS".
            return c.is_uppercase() && self.word(mark.saturating_sub(1)).len() > 1;
        }
        true
    }

    fn ends_abbreviation(&self, mark: usize, last: usize, follows: &str) -> bool {
        if last > mark {
            return true;
        }
        match self.writing.abbreviation(self.word(mark)) {
            Some(Abbreviation::Title | Abbreviation::Number) => false,
            Some(_) => self.writing.is_opener(follows),
            None => {
                let initial = self.word(mark).chars().count() == 2;
                !initial && self.writing.is_opener(follows)
            }
        }
    }

    /// Whether a token is the mark of a list item.
    fn starts_item(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "\u{2022}" | "\u{25aa}" | "\u{25cf}" | "\u{25e6}" | "\u{25a0}"
        )
    }

    /// The tokens after which a line ends though the sentence goes on.
    fn wrapped_breaks(&self) -> Vec<usize> {
        let mut out = Vec::new();
        // Breaks of the paragraph at hand: last token of the line, length of the line.
        let mut lines: Vec<(usize, usize)> = Vec::new();
        let mut from = self.tokens.first().map_or(0, |t| t.range().start);
        for at in 0..self.tokens.len() {
            let end = at + 1 == self.tokens.len();
            if !end && !self.is_break(at) {
                continue;
            }
            let line = &self.text[from..self.tokens[at].range().end];
            lines.push((at, line.chars().take(WIDEST + 1).count()));
            if !end {
                from = self.tokens[at + 1].range().start;
            }
            if end || self.gap(at).matches('\n').count() > 1 {
                self.judge_paragraph(&lines, &mut out);
                lines.clear();
            }
        }
        out
    }

    fn judge_paragraph(&self, lines: &[(usize, usize)], out: &mut Vec<usize>) {
        let widest = lines.iter().map(|l| l.1).max().unwrap_or(0);
        let Some((_, inner)) = lines.split_last() else { return };
        let full = |&(at, length): &(usize, usize)| {
            length * 4 >= widest * 3
                && length + 1 + self.word(at + 1).chars().count() > widest
        };
        let block = lines.len() > 2 && widest <= WIDEST && inner.iter().all(full);
        for &(at, length) in inner {
            let word = self.word(at);
            let next_small = self.word(at + 1).starts_with(char::is_lowercase);
            let finished = word.chars().all(|c| is_end_mark(c) || c == ':');
            let runs_on =
                (NARROWEST..=WIDEST).contains(&length) && next_small && !finished;
            if block || runs_on || word == "," && next_small {
                out.push(at);
            }
        }
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '\u{2026}' | '\u{3002}' | '\u{203d}')
}
