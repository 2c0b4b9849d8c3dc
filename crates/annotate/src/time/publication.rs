//! When a document was published, by the dates that it tells.

use super::FoundTime;
use super::resolve::Tense;
use chancery_model::{DateBasis, DateSpan, Day, TimexKind};

/// Between the latest date told as past and the earliest told as to come, either of which may
/// be missing; `None` if no date is told as past.
pub(super) fn published(
    found: &[FoundTime],
    is_coded: &dyn Fn(u32) -> bool,
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
    for last in next.into_iter().filter(|last| *last >= first) {
        ahead = Some(ahead.map_or(last, |before| before.min(last)));
    }
    match ahead {
        Some(last) => Some(DateSpan::between(first, last)),
        None => format!("[{first}..]").parse().ok(),
    }
}
