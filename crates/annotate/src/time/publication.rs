//! When a document was published, by the dates that it tells.

use super::FoundTime;
use super::period::{Grain, Period};
use super::resolve::Tense;
use chancery_codebook::{TimeMeaning, Times};
use chancery_model::{DateBasis, DateSpan, Day, TimexKind};

/// Between the latest date told as past and the earliest told as to come, either of which may
/// be missing; `None` if no date is told as past.
pub(super) fn published(
    found: &[FoundTime],
    is_coded: &dyn Fn(u32) -> bool,
    times: &Times,
) -> Option<DateSpan> {
    let told = found.iter().filter(|found| {
        let timex = &found.timex;
        matches!(timex.kind, TimexKind::Date | TimexKind::Time)
            && timex.basis != DateBasis::None
            && timex.value.starts_with(|c: char| c.is_ascii_digit())
            && is_coded(timex.span.start())
    });
    let (mut past, mut ahead): (Option<Day>, Option<Day>) = (None, None);
    let mut next = Vec::new();
    for found in told {
        // *Since May*, *by May* tell May.
        let value: Option<DateSpan> = found.timex.value.parse().ok();
        let Some(date) = value.as_ref().or(found.timex.date.as_ref()) else { continue };
        let (Some(first), Some(last)) = (date.earliest(), date.latest()) else {
            continue;
        };
        match found.tense {
            Tense::Past => past = past.max(Some(first)),
            Tense::Future => next.push(last),
            _ => {}
        }
    }
    let first = past?;
    if let Some(month) = month_of_publication(found, first, is_coded, times) {
        return Some(month);
    }
    for last in next.into_iter().filter(|last| *last >= first) {
        ahead = Some(ahead.map_or(last, |before| before.min(last)));
    }
    match ahead {
        Some(last) => Some(DateSpan::between(first, last)),
        None => format!("[{first}..]").parse().ok(),
    }
}

/// *Earlier in January* without any date before it: the first such month since the latest date
/// told as past.
fn month_of_publication(
    found: &[FoundTime],
    first: Day,
    is_coded: &dyn Fn(u32) -> bool,
    times: &Times,
) -> Option<DateSpan> {
    let counts_from_now = |found: &&FoundTime| {
        let pattern = &times.patterns()[found.pattern];
        pattern.means == TimeMeaning::Calendar
            && pattern.sign < 0
            && is_coded(found.timex.span.start())
    };
    let told = found.iter().find(counts_from_now)?;
    let month: u8 = told.timex.value.strip_prefix("XXXX-")?.parse().ok()?;
    let here = Period::around(first, Grain::Month)?;
    let mut months = (0..12).filter_map(|ahead| here.plus(ahead));
    months.find(|period| period.first.month() == month)?.dates()
}
