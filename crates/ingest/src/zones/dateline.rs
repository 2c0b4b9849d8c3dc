//! Place and day at the head of a report: *NORTHTOWN, March 4 (Agency) —*.

use crate::date;
use chancery_codebook::{MarkKind, PageMarks};
use chancery_model::DateSpan;

/// The dateline of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dateline {
    /// Bytes it takes at the paragraph's head, the dash included.
    pub(crate) len: usize,
    /// A whole date in it, with the half-open range of its bytes.
    pub(crate) published: Option<(usize, usize, DateSpan)>,
}

/// Longest dateline, in bytes.
const LONGEST: usize = 90;

/// The dateline at the head of a paragraph. There must be a dash; before it, a place in
/// capitals, or a capitalised place with a date or an agency in brackets.
pub(crate) fn find(text: &str, marks: &PageMarks) -> Option<Dateline> {
    if let Some(len) = agency(text, marks) {
        return Some(Dateline { len, published: None });
    }
    let window = &text[..text.floor_char_boundary(LONGEST)];
    if let Some(len) = place_and_agency(text, window, marks) {
        return Some(Dateline { len, published: None });
    }
    let (at, dash) = dash(window)?;
    let before = window[..at].trim_end();
    let after = text[at + dash..].trim_start();
    let first = after.chars().find(|c| !"\"'“‘«".contains(*c))?;
    if !(first.is_uppercase() || first.is_numeric()) {
        return None;
    }
    let agency = before.ends_with(')').then(|| before.rfind('(')).flatten();
    let place_and_day = before[..agency.unwrap_or(before.len())].trim_end();
    let (place, day) = split_day(place_and_day, marks);
    let published = day.and_then(|(from, to)| {
        let date = date::parse(&text[from..to], marks)?;
        Some((from, to, date))
    });
    let is_certain = agency.is_some() || day.is_some();
    (is_place(place, is_certain)).then_some(Dateline { len: at + dash, published })
}

/// An agency in brackets at the head of a paragraph, the dash after it included.
fn agency(text: &str, marks: &PageMarks) -> Option<usize> {
    let inner = text.strip_prefix('(')?;
    let end = inner[..inner.floor_char_boundary(LONGEST)].find(')')?;
    marks.is(MarkKind::Agency, &inner[..end]).then_some(())?;
    let rest = inner[end + 1..].trim_start();
    let rest = rest.trim_start_matches(['—', '–', '-', '―']);
    let len = text.len() - rest.len();
    let first = rest.trim_start().chars().find(|c| !"\"'“‘«".contains(*c))?;
    (first.is_uppercase() || first.is_numeric()).then(|| text[..len].trim_end().len())
}

/// A place and a known agency in brackets, as some print without a dash: *Northtown, Norland
/// (AP) The mayor left.*
fn place_and_agency(text: &str, window: &str, marks: &PageMarks) -> Option<usize> {
    let open = window.find('(')?;
    let len = open + agency(&text[open..], marks)?;
    is_place(window[..open].trim_end(), true).then_some(len)
}

/// The first dash with white space about it, or a long one before a capital: its place and
/// length.
fn dash(window: &str) -> Option<(usize, usize)> {
    ["—", "–", "--", "-", "―"]
        .into_iter()
        .filter_map(|mark| {
            window.match_indices(mark).find_map(|(at, _)| {
                let before = window[..at].chars().next_back()?;
                let after = window[at + mark.len()..].chars().next()?;
                let is_loose = before.is_whitespace() && after.is_whitespace();
                let is_tight =
                    mark == "—" && (after.is_whitespace() || after.is_uppercase());
                let is_behind = before == ')' && after.is_whitespace();
                (is_loose || is_tight || is_behind).then_some((at, mark.len()))
            })
        })
        .min()
}

/// Splits the day from the place: `NORTHTOWN, March 4` or `Northtown, 4 March 2031`.
fn split_day<'a>(text: &'a str, marks: &PageMarks) -> (&'a str, Option<(usize, usize)>) {
    for (comma, _) in text.match_indices([',', '.']) {
        let from =
            comma + 1 + (text[comma + 1..].len() - text[comma + 1..].trim_start().len());
        if is_day(&text[from..], marks) {
            return (&text[..comma], Some((from, text.len())));
        }
    }
    (text, None)
}

/// A date with or without its year.
fn is_day(text: &str, marks: &PageMarks) -> bool {
    let text = text.trim().trim_end_matches([',', '.']);
    !text.is_empty()
        && (date::parse(text, marks).is_some()
            || date::parse(&format!("{text}, 2000"), marks).is_some())
}

/// Whether these words can be a place: capitals throughout; or, beside a date or an agency,
/// each word with a capital.
fn is_place(text: &str, is_certain: bool) -> bool {
    let words: Vec<&str> =
        text.split([' ', ',', '/', '\u{A0}']).filter(|w| !w.is_empty()).collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || ".'’-".contains(c))
    };
    let Some(first) = words.first() else { return false };
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    let is_capitals = letters >= 3 && !first.chars().any(char::is_lowercase);
    words.len() <= 6 && words.iter().all(is_name) && (is_capitals || is_certain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::english;

    fn dateline(text: &str) -> Option<&str> {
        find(text, &english()).map(|dateline| &text[..dateline.len])
    }

    #[test]
    fn datelines_are_found() {
        let table = [
            (
                "NORTHTOWN, March 4 (Agency) — The mayor left.",
                "NORTHTOWN, March 4 (Agency) —",
            ),
            ("NORTHTOWN, Norland (AP) - The mayor left.", "NORTHTOWN, Norland (AP) -"),
            ("PORT ST. MARY — “We left,” he said.", "PORT ST. MARY —"),
            ("NORTHTOWN—The mayor left.", "NORTHTOWN—"),
            (
                "Northtown, 4 March 2031 (NNA) – Two ships left.",
                "Northtown, 4 March 2031 (NNA) –",
            ),
            ("Northtown, Mar. 4 -- Two ships left.", "Northtown, Mar. 4 --"),
            ("Northtown (Agency) — Two ships left.", "Northtown (Agency) —"),
            ("(AP) Two ships left.", "(AP)"),
            ("Northtown, Norland (AP) Two ships left.", "Northtown, Norland (AP)"),
            ("NORTHTOWN (AP) Two ships left.", "NORTHTOWN (AP)"),
            ("(Reuters) - “We left,” he said.", "(Reuters) -"),
        ];
        for (text, expected) in table {
            assert_eq!(dateline(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn prose_with_a_dash_is_left_alone() {
        for text in [
            "Northtown — a port of old — fell silent.",
            "Northtown — The port fell silent.",
            "NATO — the alliance — met.",
            "The mayor, who left on March 4 — The Day — said so.",
            "In NORTHTOWN the mayor - He left.",
            "A north-south line.",
            "— He left.",
            "(Mayor) Doe left.",
            "(AP) is an agency.",
            "The Northtown Post (AP) is a paper.",
            "Northtown (AP) is a town.",
            "We and others (AP) The mayor left.",
            "",
        ] {
            assert_eq!(dateline(text), None, "{text}");
        }
    }

    #[test]
    fn a_whole_date_is_kept() {
        let found =
            find("Northtown, 4 March 2031 – Two ships left.", &english()).unwrap();
        assert_eq!(found.published.unwrap().2.edtf(), "2031-03-04");
        assert_eq!(
            find("NORTHTOWN, March 4 – Two.", &english()).unwrap().published,
            None
        );
    }
}
