//! Stretches between quotation marks.

use chancery_model::{Quotation, Sentence, Span};

/// Longest quotation that a mark can open, in bytes: a mark that is never closed must not
/// swallow the rest of a document.
const LONGEST: u32 = 6000;

/// As much white space may stand between two paragraphs of one quotation.
const SPACES: usize = 40;

/// A quotation of at most this many words inside a clause is a label, not speech.
const SCARE_WORDS: usize = 4;

/// Finds what stands between quotation marks. Nested marks belong to the outer quotation.
pub(crate) fn quotations(text: &str, sentences: &[Sentence]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let after = characters.peek().map_or(' ', |(_, next)| *next);
        match open {
            None => open = closing_mark(character, before, after).map(|mark| (at, mark)),
            Some((start, mark))
                if closes(mark, character, after)
                    && is_whole(mark, start, at, before) =>
            {
                if let Some(span) =
                    Span::of(start, end).filter(|span| span.len() <= LONGEST)
                {
                    found.push(Quotation {
                        span,
                        is_scare: is_scare(text, span, sentences),
                    });
                }
                open = None;
            }
            Some((start, mark)) => {
                let paragraph_ends = character == '\n' && after == '\n';
                let too_long = at - start > LONGEST as usize;
                // A straight mark is closed in its own paragraph; a curly one may run on where
                // the next paragraph opens with a mark again.
                if too_long
                    || (paragraph_ends
                        && (matches!(mark, '"' | '\'') || !reopens(text, end)))
                {
                    open = None;
                }
            }
        }
        before = character;
    }
    found
}

/// The mark that closes what this character opens; `None` if it opens nothing.
fn closing_mark(character: char, before: char, after: char) -> Option<char> {
    let opens_here = !before.is_alphanumeric() && !after.is_whitespace();
    match character {
        '“' | '„' => Some('”'),
        // *”We are leaving.”*, as some hands write it.
        '”' if opens_here && (before.is_whitespace() || before == '(') => Some('”'),
        '«' => Some('»'),
        '"' if opens_here => Some('"'),
        // Two apostrophes, as some wires write a quotation mark.
        '\'' if after == '\'' && !before.is_alphanumeric() => Some('\''),
        _ => None,
    }
}

/// Whether a character closes what `mark` is to close. Curly and straight marks are mixed where
/// a text went through several hands.
fn closes(mark: char, character: char, after: char) -> bool {
    match mark {
        '"' => matches!(character, '"' | '”'),
        '”' => character == '”' || (character == '"' && !after.is_alphanumeric()),
        _ => character == mark,
    }
}

/// Of two apostrophes that close a quotation the second does.
fn is_whole(mark: char, start: usize, at: usize, before: char) -> bool {
    mark != '\'' || (before == '\'' && at > start + 1)
}

/// Whether the text from here begins a paragraph that opens with a quotation mark.
fn reopens(text: &str, from: usize) -> bool {
    let next = text[from..].chars().take(SPACES).find(|c| !c.is_whitespace());
    matches!(next, Some('“' | '„' | '«'))
}

/// Whether a quotation is a word or phrase inside somebody's own clause.
fn is_scare(text: &str, span: Span, sentences: &[Sentence]) -> bool {
    let inner = &text[span.range()];
    let words = inner.split_whitespace().count();
    let first = sentences.partition_point(|s| s.span.end() <= span.start());
    let inside = sentences.get(first).is_some_and(|s| {
        s.span.contains(span)
            && (s.span.start() < span.start() || span.end() < s.span.end())
    });
    let full_stop =
        inner.trim_end_matches(['”', '"', '»', '\'']).ends_with(['.', '!', '?', ',']);
    let is_clause = full_stop && inner.chars().nth(1).is_some_and(char::is_uppercase);
    inside && words <= SCARE_WORDS && !is_clause
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, bool)> {
        let end = u32::try_from(text.len()).unwrap();
        let sentence = Sentence { first: 0, last: 1, span: Span::new(0, end) };
        quotations(text, &[sentence])
            .iter()
            .map(|q| (&text[q.span.range()], q.is_scare))
            .collect()
    }

    #[test]
    fn a_label_is_not_speech() {
        let text =
            "She called it a “grave mistake” and said: “We will not go there again.”";
        let expected =
            [("“grave mistake”", true), ("“We will not go there again.”", false)];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(
            found("He said \"this and left.\n\nThe \"real\" end."),
            [("\"real\"", true)]
        );
    }

    #[test]
    fn two_apostrophes_are_a_mark() {
        let text = "She said: ''It's the neighbours' turn to pay for it now.'' He left.";
        let expected = [("''It's the neighbours' turn to pay for it now.''", false)];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn mixed_marks_close_each_other() {
        let text = "He said, \"We are leaving the hall.” She said, “So are we, today.\" They left.";
        let expected =
            [("\"We are leaving the hall.”", false), ("“So are we, today.\"", false)];
        assert_eq!(found(text), expected);
    }

    #[test]
    fn a_closing_mark_may_open() {
        let text = "The mail:\n”We are leaving the hall now.” It was short.";
        assert_eq!(found(text), [("”We are leaving the hall now.”", false)]);
    }

    #[test]
    fn an_inch_is_no_quotation() {
        assert_eq!(found("a 5\" pipe and a 6\" pipe"), []);
    }
}
