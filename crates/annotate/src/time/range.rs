//! Ranges told in words, and times with a preposition that opens one side.

use super::fields::Calendar;
use super::resolve::Resolved;
use super::search::{Found, Search};
use chancery_codebook::TimeClass;
use chancery_model::{DateBasis, DateSpan, Token};

/// Pairs of neighbouring expressions that are the ends of one range.
pub(super) fn ranges(search: &Search<'_>, found: &[Found<'_>]) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for (index, pair) in found.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let hyphen = &*search.atoms[one.last].key == "-";
        let opened = hyphen || opener(search, one.first);
        let joined = other.first == one.last + 1
            && search.has(one.last, TimeClass::RangeJoin)
            && search.atoms[one.first].sentence == search.atoms[other.first].sentence;
        if joined && opened && all.last().is_none_or(|last| last + 1 < index) {
            all.push(index);
        }
    }
    all
}

/// Whether a word that opens a range stands before an expression, an article between them
/// or not.
fn opener(search: &Search<'_>, first: usize) -> bool {
    let before =
        |back: usize| first >= back && search.has(first - back, TimeClass::RangeOpen);
    before(1) || first >= 1 && search.has(first - 1, TimeClass::Article) && before(2)
}

/// Lets the end of a range lend its year to the start: *from May to June 2020*.
pub(super) fn lend_years(found: &mut [Found<'_>], ranges: &[usize]) {
    for &index in ranges {
        let Some([one, other]) = found.get_mut(index..index + 2) else { continue };
        let (from, to) = (one.fields.date, other.fields.date);
        let partial = |date: Calendar| date.month.is_some();
        if from.year.is_none() && to.year.is_some() && partial(from) && partial(to) {
            let back = i16::from((from.month, from.day) > (to.month, to.day));
            one.fields.date.year = to.year.map(|year| year - back);
            one.fields.is_old = other.fields.is_old;
        }
    }
}

/// Gives both ends of a range the whole range as their dates.
pub(super) fn join(all: &mut [Option<Resolved>], ranges: &[usize]) {
    for &index in ranges {
        let Some([Some(one), Some(other)]) = all.get_mut(index..index + 2) else {
            continue;
        };
        let (Some(from), Some(to)) = (&one.dates, &other.dates) else { continue };
        let (Some(first), Some(last)) = (plain(from, true), plain(to, false)) else {
            continue;
        };
        if let Ok(dates) = format!("{first}/{last}").parse::<DateSpan>() {
            one.dates = Some(dates.clone());
            other.dates = Some(dates);
        }
    }
}

/// The EDTF of a date as one end of an interval.
fn plain(dates: &DateSpan, start: bool) -> Option<String> {
    if dates.edtf().contains(['/', '[']) {
        let day = if start { dates.earliest() } else { dates.latest() };
        return day.map(|day| day.to_string());
    }
    Some(dates.edtf().to_owned())
}

/// Opens one side of the dates of times after *since*, *until*, *before*, *after*, unless the
/// preposition belongs to a noun that follows: *after the January attack*.
pub(super) fn bound(
    search: &Search<'_>,
    found: &[Found<'_>],
    all: &mut [Option<Resolved>],
    tokens: &[Token],
    ranges: &[usize],
) {
    for (index, (one, resolved)) in found.iter().zip(all).enumerate() {
        let in_range = ranges.iter().any(|start| index == *start || index == start + 1);
        let Some(resolved) = resolved else { continue };
        if in_range || is_modifier(search, one, tokens) {
            continue;
        }
        let (Some(dates), Some(kind)) = (&resolved.dates, bound_kind(search, one.first))
        else {
            continue;
        };
        if dates.edtf().contains('/') {
            continue;
        }
        let opened = match kind {
            1 => plain(dates, true).map(|first| format!("{first}/..")),
            2 => plain(dates, false).map(|last| format!("../{last}")),
            3 => plain(dates, false).map(|last| format!("[..{last}]")),
            _ => plain(dates, true).map(|first| format!("[{first}..]")),
        };
        if let Some(dates) = opened.and_then(|opened| opened.parse().ok()) {
            resolved.dates = Some(dates);
        }
        if resolved.basis == DateBasis::None {
            resolved.basis = DateBasis::Explicit;
        }
    }
}

/// Whether a noun follows that the expression qualifies.
fn is_modifier(search: &Search<'_>, one: &Found<'_>, tokens: &[Token]) -> bool {
    let Some(next) = search.atoms.get(one.last) else { return false };
    if search.atoms[one.last - 1].sentence != next.sentence {
        return false;
    }
    if &*next.key == "'" || &*next.key == "-" {
        return true;
    }
    let token = next.token.and_then(|index| tokens.get(index as usize));
    token.is_some_and(|token| matches!(&*token.upos, "NOUN" | "PROPN" | "ADJ"))
}

/// The kind of the preposition before an expression.
fn bound_kind(search: &Search<'_>, first: usize) -> Option<i32> {
    let at = |back: usize| {
        let at = first.checked_sub(back)?;
        let same = search.atoms[at].sentence == search.atoms[first].sentence;
        let mut words = super::atoms::words_at(search.atoms, at, search.times);
        words.find(|item| same && item.class == TimeClass::Bound).map(|item| item.value)
    };
    let article = first >= 1 && search.has(first - 1, TimeClass::Article);
    at(1).or_else(|| if article { at(2) } else { None })
}
