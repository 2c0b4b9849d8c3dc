//! The head of a text: masthead, title, byline, day of publication.

use super::lines::Line;
use super::{Found, Parts};
use crate::{date, metadata};
use chancery_codebook::{MarkKind, PageMarks};
use chancery_model::{DateSpan, Span, ZoneKind};

/// Lines from the first that may belong to the head.
const HEAD: usize = 10;
/// Lines from the last where an author may be named.
const TAIL: usize = 3;

/// Marks the lines of the head, and learns what they say. `title` is the title that the file
/// states.
pub(crate) fn mark(
    lines: &mut [Line<'_>],
    title: Option<&str>,
    marks: &PageMarks,
    parts: &mut Parts,
) {
    if lines.len() < 2 {
        return;
    }
    mark_masthead(lines, parts);
    let last = lines.len();
    for (index, line) in lines.iter_mut().enumerate() {
        let is_near = index < HEAD;
        if line.kind.is_some() || !(is_near || index + TAIL >= last) {
            continue;
        }
        if let Some((author, published)) = byline(line, is_near, marks) {
            line.kind = Some(ZoneKind::Byline);
            parts.author = parts.author.take().or(Some(author));
            parts.published = parts.published.take().or(published);
        } else if is_near && let Some(published) = day_line(line, marks) {
            line.kind = Some(ZoneKind::Dateline);
            parts.published = parts.published.take().or(Some(published));
        } else if is_near && is_update(line, marks) {
            line.kind = Some(ZoneKind::Boilerplate);
        }
    }
    mark_title(lines, title, parts);
}

/// The first line, if it is a name with its initials: *ISA - Institute of Strategic Affairs*.
fn mark_masthead(lines: &mut [Line<'_>], parts: &mut Parts) {
    let Some(line) =
        lines.first_mut().filter(|line| line.kind.is_none() && line.words <= 14)
    else {
        return;
    };
    let named = [" - ", " – ", " — ", " | ", ": "].into_iter().find_map(|mark| {
        let (left, right) = line.text.split_once(mark)?;
        let (left, right) = (left.trim(), right.trim());
        if is_initials(left) && metadata::is_acronym(left, right) {
            Some(right)
        } else {
            (is_initials(right) && metadata::is_acronym(right, left)).then_some(left)
        }
    });
    let Some(name) = named else { return };
    line.kind = Some(ZoneKind::Boilerplate);
    let start = line.start + (name.as_ptr() as usize - line.text.as_ptr() as usize);
    let span = Span::of(start, start + name.len());
    let found = span.map(|span| Found { span, words: name.to_owned() });
    parts.publisher = parts.publisher.take().or(found);
}

fn is_initials(text: &str) -> bool {
    (2..=10).contains(&text.len())
        && text.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

/// As many bytes of a line are compared with a title.
const LONGEST: usize = 1000;

type Published = (Span, DateSpan);

/// The author, and the day if it stands in the same line, of a byline: a line that opens as
/// one and goes on with capitalised words. After the head it must open with a colon.
fn byline(
    line: &Line<'_>,
    is_near: bool,
    marks: &PageMarks,
) -> Option<(Found, Option<Published>)> {
    if line.words > 20 {
        return None;
    }
    let len = marks.opens(MarkKind::Byline, line.text)?;
    let rest = line.text[len..].trim_start_matches([':', ' ', '\u{A0}']);
    let has_colon = line.text[..line.text.len() - rest.len()].contains(':');
    let start = line.start + line.text.len() - rest.len();
    let cut = rest.find(['|', '•', '·', '–', '—', '\n']).or_else(|| rest.find(" - "));
    let name = rest[..cut.unwrap_or(rest.len())].trim_end_matches([' ', ',', '\u{A0}']);
    let is_date = name.split(' ').next().is_some_and(|word| {
        marks.month(word.trim_end_matches('.')).is_some()
            || marks.is(MarkKind::Weekday, word)
    });
    if !(is_near || has_colon) || !is_name(name) || is_date {
        return None;
    }
    let published = cut.and_then(|cut| {
        let tail =
            rest[cut..].trim_start_matches(|c: char| "|•·–—- \u{A0}\n".contains(c));
        let from = start + (rest.len() - tail.len());
        Some((Span::of(from, from + tail.len())?, date::parse(tail, marks)?))
    });
    let span = Span::of(start, start + name.len())?;
    Some((Found { span, words: name.to_owned() }, published))
}

/// Whether these words can name people: each has a capital, but for a few short ones between
/// them, and no sentence ends here.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let fits = |word: &&str| is_capital(word) || word.chars().count() <= 3;
    let is_initial = |word: &str| word.trim_end_matches('.').chars().count() <= 2;
    let ends_open =
        words.last().is_some_and(|word| !word.ends_with('.') || is_initial(word));
    (1..=14).contains(&words.len())
        && is_capital(words[0])
        && words.iter().all(fits)
        && ends_open
        && !text.contains(|c: char| c.is_ascii_digit() || "!?;".contains(c))
}

/// The day, if the line is nothing but a date, or a place and a date.
fn day_line(line: &Line<'_>, marks: &PageMarks) -> Option<Published> {
    if line.words > 12 {
        return None;
    }
    let whole = |from: usize| {
        let text = &line.text[from..];
        let span = Span::of(line.start + from, line.start + line.text.len())?;
        let date = date::parse(text, marks)?;
        (date.earliest() == date.latest() && date.earliest().is_some())
            .then_some((span, date))
    };
    whole(0).or_else(|| {
        line.text.match_indices([',', '|', '•']).find_map(|(at, mark)| {
            let tail = line.text[at + mark.len()..].trim_start();
            let place = line.text[..at].split_whitespace();
            let is_place = place.clone().take(5).count() <= 4
                && place
                    .clone()
                    .all(|w| w.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c)))
                && place
                    .clone()
                    .all(|w| w.chars().next().is_some_and(char::is_uppercase));
            is_place.then(|| whole(line.text.len() - tail.len())).flatten()
        })
    })
}

/// A line that tells when the page was last changed.
fn is_update(line: &Line<'_>, marks: &PageMarks) -> bool {
    marks.opens(MarkKind::UpdateLabel, line.text).is_some()
        && line.words <= 10
        && line.text.bytes().any(|b| b.is_ascii_digit())
        && !line.is_sentence()
}

/// Marks the title: the line that repeats what the file states, or the first line of the head
/// that can be one. Other lines that repeat it are boilerplate.
fn mark_title(lines: &mut [Line<'_>], stated: Option<&str>, parts: &mut Parts) {
    let is_open = |line: &Line<'_>| line.kind.is_none();
    let first_sentence =
        lines.iter().position(|line| is_open(line) && line.is_sentence());
    let stated = stated.map(letters).filter(|letters| !letters.is_empty());
    let is_stated = |line: &Line<'_>| {
        stated
            .as_ref()
            .is_some_and(|stated| line.words <= 60 && letters(line.text) == *stated)
    };
    let by_file = lines
        .iter()
        .take(HEAD)
        .position(|line| is_open(line) && is_stated(line) && !is_lower_case(line.text));
    let index = by_file.or_else(|| {
        let end = first_sentence?;
        lines[..end].iter().position(|line| {
            is_open(line)
                && line.is_title_like()
                && (line.words >= 3 || line.hint.is_some())
        })
    });
    let Some(index) = index else { return };
    let title = letters(lines[index].text);
    lines[index].kind = Some(ZoneKind::Title);
    let (start, text) = (lines[index].start, lines[index].text);
    parts.title = Span::of(start, start + text.len()).map(|span| Found {
        span,
        words: text.split_whitespace().collect::<Vec<_>>().join(" "),
    });
    let end = first_sentence.unwrap_or(0).max(index + 1);
    for line in &mut lines[..end] {
        if line.kind.is_none() && line.words >= 2 && letters(line.text) == title {
            line.kind = Some(ZoneKind::Boilerplate);
        } else if line.kind.is_none() && line.is_short_title() && !line.is_sentence() {
            line.kind = Some(ZoneKind::Heading);
        }
    }
}

/// Letters and digits in lower case, nothing else: how two spellings of a title are compared.
fn letters(text: &str) -> String {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_lower_case(text: &str) -> bool {
    !text.chars().any(char::is_uppercase)
}
