//! Days of publication as pages, records and manifests write them.

use chancery_codebook::{MarkKind, PageMarks};
use chancery_model::{DateSpan, Day};

/// Longest line that is looked at for a date.
const LONGEST: usize = 80;

/// The date that this text is, as a whole: EDTF, ISO 8601 with or without a time of day, or a
/// day or month with the month's name (*Friday, 4 March 2031, 10:15 GMT*). A label before it
/// (*Published on*) is passed over. Of purely numeric forms those are read that allow one
/// reading only.
///
/// The day is taken as written, whatever the time zone.
pub(crate) fn parse(text: &str, marks: &PageMarks) -> Option<DateSpan> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let labelled = marks.opens(MarkKind::DateLabel, text);
    let text = text[labelled.unwrap_or(0)..].trim_start_matches([':', ' ', '\u{A0}']);
    iso(text, marks).or_else(|| named(text, marks)).or_else(|| numeric(text, marks))
}

/// `2031-03-04T10:15:00+01:00`, `2031-03-04 10:15`, `2031/03/04`, `20310304`.
fn iso(text: &str, marks: &PageMarks) -> Option<DateSpan> {
    let head: String = text.get(..10)?.replace('/', "-");
    let day: Day = head.parse().ok()?;
    let rest = &text[10..];
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest);
    is_time(rest, marks).then(|| DateSpan::day(day))
}

/// Dates with the name of a month.
fn named(text: &str, marks: &PageMarks) -> Option<DateSpan> {
    let words = words(text);
    let mut words = words.as_slice();
    if let [first, rest @ ..] = words
        && marks.is(MarkKind::Weekday, first)
    {
        words = rest;
    }
    let (day, month, year, rest) = match words {
        [month, day, year, rest @ ..]
            if marks.month(month).is_some() && ordinal(day).is_some() =>
        {
            (ordinal(day), marks.month(month)?, year, rest)
        }
        [day, month, year, rest @ ..]
            if marks.month(month).is_some() && ordinal(day).is_some() =>
        {
            (ordinal(day), marks.month(month)?, year, rest)
        }
        [month, year, rest @ ..] => (None, marks.month(month)?, year, rest),
        _ => return None,
    };
    let year = four_digits(year)?;
    if !rest.iter().all(|word| is_time_word(word, marks)) {
        return None;
    }
    match day {
        Some(day) => Day::new(year, month, day).map(DateSpan::day),
        None if rest.is_empty() => DateSpan::month(year, month),
        None => None,
    }
}

/// `27.01.2023`, `27/01/2023`, `01/27/2023`, `27-01-2023`: with points the day comes first,
/// otherwise one of the two numbers must be above 12 or both be equal.
fn numeric(text: &str, marks: &PageMarks) -> Option<DateSpan> {
    let end = text.find([' ', ',', '\u{A0}']).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let mark = ['.', '/', '-'].into_iter().find(|mark| date.contains(*mark))?;
    let parts: Vec<&str> = date.split(mark).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let number =
        |part: &str| (part.len() <= 2).then(|| part.parse::<u8>().ok()).flatten();
    let (first, second, year) = (number(first)?, number(second)?, four_digits(year)?);
    if !is_time(rest, marks) {
        return None;
    }
    let day = if mark == '.' || first > 12 || first == second {
        Day::new(year, second, first)
    } else if second > 12 {
        Day::new(year, first, second)
    } else {
        None
    };
    day.map(DateSpan::day)
}

/// Splits at white space and at the marks that part a date from a time of day.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || ",|•·–—".contains(c))
        .map(|word| word.trim_matches(['(', ')']))
        .filter(|word| !word.is_empty() && *word != "-" && *word != "/")
        .map(|word| if word.len() <= 5 { word.trim_end_matches('.') } else { word })
        .collect()
}

fn is_time(text: &str, marks: &PageMarks) -> bool {
    words(text).iter().all(|word| is_time_word(word, marks))
}

/// A time of day, a zone, or a word beside one: `10:15`, `10.15am`, `+0100`, `GMT+4`, `at`.
fn is_time_word(word: &str, marks: &PageMarks) -> bool {
    if marks.is(MarkKind::TimeWord, word) {
        return true;
    }
    let tail =
        word.trim_start_matches(|c: char| c.is_ascii_digit() || "+-:.".contains(c));
    let head = &word[..word.len() - tail.len()];
    let zone = word.trim_end_matches(|c: char| c.is_ascii_digit() || "+-:".contains(c));
    let is_number = head.chars().any(|c| c.is_ascii_digit());
    if is_number && tail.is_empty() {
        return head.contains(':') || head.starts_with(['+', '-']) || is_clock(head);
    }
    (is_number && marks.is(MarkKind::TimeWord, tail))
        || (zone.len() < word.len() && marks.is(MarkKind::TimeWord, zone))
}

/// `10.15` or a full hour before *am*; a bare year or day is none.
fn is_clock(text: &str) -> bool {
    match text.split_once('.') {
        Some((hour, minute)) => hour.len() <= 2 && minute.len() == 2,
        None => text.len() <= 2,
    }
}

/// A day of the month: `4`, `04`, `4th`.
fn ordinal(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let fits = digits.len() <= 2 && (suffix.is_empty() || suffix.len() == 2);
    fits.then(|| digits.parse().ok()).flatten().filter(|day| (1..=31).contains(day))
}

fn four_digits(word: &str) -> Option<i16> {
    let word = word.trim_end_matches('.');
    let fits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| word.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::english;

    fn date(text: &str) -> Option<String> {
        parse(text, &english()).map(|date| date.edtf().to_owned())
    }

    #[test]
    fn usual_forms_are_read() {
        let table = [
            ("2031-03-04", "2031-03-04"),
            ("2031-03", "2031-03"),
            ("2031-03~", "2031-03~"),
            ("[2031-03-04..2031-03-09]", "[2031-03-04..2031-03-09]"),
            ("2031-03-04T23:30:00+04:00", "2031-03-04"),
            ("2031-03-04T23:30:00.123Z", "2031-03-04"),
            ("2031-03-04 23:30:00", "2031-03-04"),
            ("2031/03/04", "2031-03-04"),
            ("Mar 4, 2031", "2031-03-04"),
            ("Sept. 4, 2031", "2031-09-04"),
            ("March 4th 2031", "2031-03-04"),
            ("4 March 2031", "2031-03-04"),
            ("Tuesday, 4 March 2031, 10:15 GMT", "2031-03-04"),
            ("Tue, 04 Mar 2031 10:15:00 +0100", "2031-03-04"),
            ("March 4, 2031 at 10:15 am", "2031-03-04"),
            ("March 4, 2031 | 10:15am GMT+4", "2031-03-04"),
            ("Published on March 4, 2031", "2031-03-04"),
            ("Published: 2031-03-04 10:15", "2031-03-04"),
            ("March 2031", "2031-03"),
            ("04.03.2031", "2031-03-04"),
            ("27/03/2031", "2031-03-27"),
            ("03/27/2031 10:15", "2031-03-27"),
        ];
        for (text, edtf) in table {
            assert_eq!(date(text).as_deref(), Some(edtf), "{text}");
        }
    }

    #[test]
    fn what_is_doubtful_or_no_date_is_refused() {
        for text in [
            "",
            "yesterday",
            "03/04/2031",
            "31 February 2031",
            "March 4",
            "In March 2031 talks began",
            "March 4, 2031 talks",
            "May 2031 bring peace",
            "2031-13-01",
            "4 2031",
            "1031-é3-04",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
