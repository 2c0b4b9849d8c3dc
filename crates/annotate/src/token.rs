//! Words and marks of raw text, as UD English counts them: contractions, possessives and most hyphens are cut,
//! numbers, abbreviations and addresses are not. Only places are returned; nothing of the text is altered.

use chancery_codebook::{Abbreviation, Writing};
use chancery_model::Span;

/// The words and marks of a text, ascending, not overlapping, each on character boundaries.
///
/// Spaces, line ends, control characters and invisible format characters belong to none. Takes time linear in the
/// length of the text.
///
/// # Panics
/// If the text is 4 GiB or longer.
#[must_use]
pub fn tokens(text: &str, writing: &Writing) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (at, c) in text.char_indices() {
        if is_gap(c) {
            if let Some(from) = start.take() {
                Chunk::new(text, writing, from, at).cut(&mut out);
            }
        } else if start.is_none() {
            start = Some(at);
        }
    }
    if let Some(from) = start {
        Chunk::new(text, writing, from, text.len()).cut(&mut out);
    }
    out
}

fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character takes part in a word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || c == '\u{ad}'
}

/// Whether a character only changes the one before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// A stretch of text without gaps.
struct Chunk<'a> {
    text: &'a str,
    writing: &'a Writing,
    end: usize,
    /// Where the next token begins.
    at: usize,
    /// Up to here no address begins: a run of letters was looked at and had no @ after it.
    no_address: usize,
    /// Up to here no number with hyphens begins.
    no_number: usize,
}

impl<'a> Chunk<'a> {
    fn new(text: &'a str, writing: &'a Writing, at: usize, end: usize) -> Chunk<'a> {
        Chunk { text, writing, end, at, no_address: at, no_number: at }
    }

    fn rest(&self, from: usize) -> &'a str {
        &self.text[from..self.end]
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn cut(mut self, out: &mut Vec<Span>) {
        while self.at < self.end {
            let from = self.at;
            let Some(c) = self.char_at(from) else { return };
            let to = self
                .address(from)
                .or_else(|| self.face(from))
                .or_else(|| self.odd_word(from, c))
                .unwrap_or_else(|| {
                    if is_word(c) { self.word(from) } else { self.mark(from, c) }
                });
            self.push_parts(from, to, out);
            self.at = to;
        }
    }

    /// The end of a web or mail address that begins here.
    fn address(&mut self, from: usize) -> Option<usize> {
        if from < self.no_address {
            return None;
        }
        let rest = self.rest(from);
        let lead =
            rest.as_bytes().get(..8).unwrap_or(rest.as_bytes()).to_ascii_lowercase();
        let starts = |s: &str| lead.starts_with(s.as_bytes());
        if starts("http://")
            || starts("https://")
            || starts("www.")
            || starts("ftp://")
            || starts("mailto:")
        {
            let stop =
                |c: char| matches!(c, '<' | '>' | '"' | '\u{201c}' | '\u{201d}' | '|');
            let long = rest.find(stop).unwrap_or(rest.len());
            let mut url = rest[..long].trim_end_matches(|c: char| {
                matches!(
                    c,
                    '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '\u{2019}' | '\u{2026}'
                )
            });
            if !url.contains('(') {
                url = url.trim_end_matches([')', '.', ',', ']']);
            }
            if url.len() > 4 {
                return Some(from + url.len());
            }
        }
        let is_name =
            |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
        let name = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        self.no_address = from + name.max(1);
        if name == 0 || !rest[name..].starts_with('@') {
            return None;
        }
        let host = &rest[name + 1..];
        let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let host = host[..host.find(|c| !is_host(c)).unwrap_or(host.len())]
            .trim_end_matches('.');
        self.no_address = from + name + 1 + host.len();
        (!host.is_empty()).then_some(self.no_address)
    }

    /// The end of a face made of marks that ends the chunk.
    fn face(&self, from: usize) -> Option<usize> {
        let rest = self.rest(from);
        let bytes = rest.as_bytes();
        if rest.len() > 3 || rest.len() < 2 || !matches!(bytes[0], b':' | b';' | b'=') {
            return None;
        }
        let mouth =
            if bytes.len() == 3 && bytes[1] == b'-' { bytes[2] } else { bytes[1] };
        let fits = bytes.len() == 2 || bytes[1] == b'-';
        (fits && matches!(mouth, b')' | b'(' | b'D' | b'P' | b'p')).then_some(self.end)
    }

    /// The end of a word that begins with a mark: a handle, a year without its century, a number after a sign.
    fn odd_word(&mut self, from: usize, c: char) -> Option<usize> {
        let before = self.text[..from].chars().next_back();
        let free = from == 0 || before.is_none_or(|b| !is_word(b));
        let next_at = from + c.len_utf8();
        let next = self.char_at(next_at)?;
        if c == '+' && free && next.is_ascii_digit() {
            return Some(self.word(next_at));
        }
        let run = |from: usize, fits: fn(char) -> bool| {
            let rest = self.rest(from);
            from + rest.find(|x| !fits(x)).unwrap_or(rest.len())
        };
        match c {
            '@' | '#' if free && next.is_alphabetic() => {
                Some(run(next_at, |x| is_word(x) || x == '_'))
            }
            '.' if free && next.is_ascii_digit() && before != Some('.') => {
                Some(run(next_at, |x| x.is_ascii_digit()))
            }
            '\'' | '\u{2019}' | '\u{2018}' if free && next.is_ascii_digit() => {
                let to = run(next_at, |x| x.is_ascii_digit());
                let letters = run(to, is_word);
                let decade = matches!(&self.text[to..letters], "" | "s");
                (to - next_at == 2 && decade).then_some(letters)
            }
            '\'' | '\u{2019}' | '\u{2018}' if free && next.is_alphabetic() => {
                let to = run(next_at, is_word);
                let word = &self.text[next_at..to];
                ["em", "til", "cause", "tis", "twas"].contains(&word).then_some(to)
            }
            _ => None,
        }
    }

    /// The end of a mark, or of a run of one mark.
    fn mark(&self, from: usize, c: char) -> usize {
        let rest = self.rest(from);
        let run = |fits: &dyn Fn(char) -> bool| {
            from + rest.find(|x| !fits(x)).unwrap_or(rest.len())
        };
        match c {
            '.' | '\u{2026}' => {
                let dots = run(&|x| x == '.' || x == '\u{2026}');
                // "Why.?" has one mark, "Why...?" two.
                if dots == from + 1 { self.calls(dots) } else { dots }
            }
            '!' | '?' => {
                let calls = self.calls(from);
                let dots = self.rest(calls).bytes().take(2).take_while(|b| *b == b'.');
                if dots.count() == 1 { calls + 1 } else { calls }
            }
            '-' | '\u{2014}' | '=' | '*' | '_' | '#' | '~' | '<' | '>' => {
                run(&|x| x == c)
            }
            '`' | '\'' if rest[1..].starts_with(c) => from + 2,
            _ => {
                let after = &rest[c.len_utf8()..];
                from + c.len_utf8() + after.find(|x| !is_mark(x)).unwrap_or(after.len())
            }
        }
    }

    /// The end of a run of exclamation and question marks.
    fn calls(&self, from: usize) -> usize {
        let rest = self.rest(from);
        from + rest.find(|x| x != '!' && x != '?').unwrap_or(rest.len())
    }

    /// The end of a word or number that begins here.
    fn word(&mut self, from: usize) -> usize {
        let mut at = from;
        // Where the letters after the last inner mark begin.
        let mut part = from;
        let mut inner_points = false;
        while let Some(c) = self.char_at(at) {
            let next_at = at + c.len_utf8();
            if is_word(c) {
                at = next_at;
                continue;
            }
            let next = self.char_at(next_at);
            let last = self.text[part..at].chars().next_back();
            let digits = last.is_some_and(|x| x.is_ascii_digit())
                && next.is_some_and(|x| x.is_ascii_digit());
            let letters = last.is_some_and(char::is_alphabetic)
                && next.is_some_and(char::is_alphabetic);
            let joined = match c {
                '_' => true,
                '.' if digits => true,
                '.' if next.is_some_and(is_word) => {
                    match self.inner_point(from, part, at, next_at) {
                        Point::Joins => {
                            inner_points |= at - part <= 2;
                            true
                        }
                        Point::Closes => return next_at,
                        Point::Ends => false,
                    }
                }
                '.' => {
                    let keeps = self.keeps_point(from, at, next_at, inner_points);
                    return if keeps { next_at } else { at };
                }
                ',' => digits && self.digits_at(next_at) != 4,
                ':' | '/' => digits,
                '-' if digits => self.hyphen_number(from),
                '-' | '\u{2013}' | '\u{2011}' if letters || next.is_some_and(is_word) => {
                    part == from && self.writing.is_joined_prefix(&self.text[from..at])
                }
                '\'' | '\u{2019}' | '`' => {
                    letters
                        || last.is_some_and(|x| x.is_ascii_digit()) && next == Some('s')
                }
                '&' => letters && at - from <= 3 && self.word_length(next_at) <= 2,
                '*' => letters,
                '$' => {
                    let name = &self.text[from..at];
                    let currency =
                        name.len() <= 3 && name.bytes().all(|b| b.is_ascii_uppercase());
                    return if currency { next_at } else { at };
                }
                _ => false,
            };
            if !joined {
                return at;
            }
            at = next_at;
            part = next_at;
        }
        at
    }

    fn digits_at(&self, from: usize) -> usize {
        self.rest(from).bytes().take(5).take_while(u8::is_ascii_digit).count()
    }

    /// Number of letters and digits from here, counted to ten.
    fn word_length(&self, from: usize) -> usize {
        self.rest(from).chars().take(10).take_while(|c| is_word(*c)).count()
    }

    /// What a point between two letters or digits does.
    fn inner_point(&self, from: usize, part: usize, at: usize, next_at: usize) -> Point {
        let before = &self.text[part..at];
        let after = self.word_length(next_at);
        let after_text: &str = {
            let rest = self.rest(next_at);
            let end = rest.char_indices().nth(after).map_or(rest.len(), |(i, _)| i);
            &rest[..end]
        };
        let upper = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
        let short = before.chars().count();
        if short == 1 && after == 1 && !before.starts_with(|c: char| c.is_ascii_digit()) {
            return Point::Joins;
        }
        if short <= 2 && after <= 2 && upper(before) && upper(after_text) {
            return Point::Joins;
        }
        if self.writing.is_address_end(after_text) && !before.is_empty() {
            return Point::Joins;
        }
        if short == 1 && upper(before) {
            return Point::Closes;
        }
        let with_point = &self.text[part..next_at];
        if self.writing.abbreviation(with_point).is_some_and(|k| k == Abbreviation::Title)
        {
            return Point::Closes;
        }
        // A name with two points or more, all small, is an address.
        let rest = self.rest(next_at);
        let tail = rest[after_text.len()..].strip_prefix('.');
        let more = tail.is_some_and(|t| t.starts_with(|c: char| c.is_ascii_lowercase()));
        let is_small = after_text.bytes().all(|b| b.is_ascii_lowercase());
        let goes_on = part - from > 3 && self.text[..part].ends_with('.');
        if is_small && (more || goes_on) {
            return Point::Joins;
        }
        Point::Ends
    }

    /// Whether a point that ends a word belongs to it.
    fn keeps_point(
        &self,
        from: usize,
        at: usize,
        next_at: usize,
        inner_points: bool,
    ) -> bool {
        if self.char_at(next_at).is_some_and(|c| matches!(c, '.' | '\u{2026}')) {
            return false;
        }
        let word = &self.text[from..at];
        if inner_points {
            return word.chars().all(|c| c.is_alphabetic() || c == '.')
                && word.len() < 10;
        }
        let ahead = self.text[next_at..].chars().take(4).find(|c| !c.is_whitespace());
        let breaks = self.text[next_at..].chars().take(2).any(|c| c == '\n');
        let mut letters = word.chars();
        if let (Some(c), None) = (letters.next(), letters.next())
            && c.is_uppercase()
        {
            return c != 'I'
                && !breaks
                && ahead.is_some_and(|a| a.is_uppercase() || a == ',');
        }
        match self.writing.abbreviation(&self.text[from..next_at]) {
            None => false,
            Some(Abbreviation::Title) => ahead.is_some() && !breaks,
            Some(Abbreviation::Plain) => true,
            Some(Abbreviation::Number) => ahead.is_some_and(|c| c.is_ascii_digit()),
            Some(Abbreviation::Comma) => {
                let before = self.text[..from].trim_end();
                before.len() < from && before.ends_with(',')
            }
        }
    }

    /// Whether the number that begins here has hyphens inside: a telephone number or a date, but not a span of years.
    fn hyphen_number(&mut self, from: usize) -> bool {
        if from < self.no_number {
            return false;
        }
        let rest = self.rest(from);
        let length =
            rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
        let mut sizes = [0; 6];
        let mut parts = 0;
        for part in rest[..length].split('-') {
            if let Some(slot) = sizes.get_mut(parts) {
                *slot = part.len();
            }
            parts += 1;
        }
        let yes = match sizes[..parts.min(6)] {
            [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [4, 2, 2] => true,
            [a, b, c] => a <= 2 && b <= 2 && (c == 2 || c == 4) && a * b > 0,
            _ => false,
        };
        if !yes {
            self.no_number = from + length;
        }
        yes
    }

    /// Whether *its* before this place is written for *it's*.
    fn is_behind_it_is(&self, at: usize) -> bool {
        let next = self.text[at..].strip_prefix(' ').unwrap_or_default();
        let length = next.bytes().take(8).take_while(u8::is_ascii_alphabetic).count();
        self.writing.is_behind_it_is(&next[..length])
    }

    /// Puts out a stretch as one token or as the words it is made of.
    fn push_parts(&self, from: usize, to: usize, out: &mut Vec<Span>) {
        let mut put = |a: usize, b: usize| {
            if a < b
                && let Some(span) = Span::of(a, b)
            {
                out.push(span);
            }
        };
        let word = &self.text[from..to];
        if !word.starts_with(is_word) || word.len() > 64 || word.contains(['@', '/', '_'])
        {
            put(from, to);
            return;
        }
        if word.as_bytes()[0].is_ascii_digit() {
            let cut = word.find(|c: char| c.is_alphabetic()).unwrap_or(word.len());
            if self.writing.is_unit(&word[cut..]) {
                put(from, from + cut);
                put(from + cut, to);
                return;
            }
        }
        // Contractions are cut from the end; the tails come out in order.
        let mut tails = [to; 4];
        let mut count = 0;
        let mut stem = word;
        while count < tails.len() - 1 {
            let Some(cut) = contraction(stem) else { break };
            count += 1;
            tails[count] = from + cut;
            stem = &stem[..cut];
        }
        let its = stem.eq_ignore_ascii_case("its") && self.is_behind_it_is(to);
        if let Some(cut) = its.then_some(2).or_else(|| self.writing.two_in_one(stem)) {
            put(from, from + cut);
            put(from + cut, from + stem.len());
        } else {
            put(from, from + stem.len());
        }
        for i in (1..=count).rev() {
            put(tails[i], tails[i - 1]);
        }
    }
}

enum Point {
    Joins,
    Closes,
    Ends,
}

/// Where the last contracted word of a word begins, in bytes.
fn contraction(word: &str) -> Option<usize> {
    let (at, mark) =
        word.char_indices().rev().take(4).find(|(_, c)| is_apostrophe(*c))?;
    let tail = &word[at + mark.len_utf8()..];
    let before = &word[..at];
    let is = |s: &str| tail.eq_ignore_ascii_case(s);
    if is("t") && before.len() > 1 && before.ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    let digits = before.ends_with(|c: char| c.is_ascii_digit());
    let known = is("s") || is("m") || is("re") || is("ve") || is("ll") || is("d");
    (known && !before.is_empty() && !digits).then_some(at)
}

#[cfg(test)]
#[path = "writing_tests.rs"]
mod tests;
