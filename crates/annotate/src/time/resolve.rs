//! From what the words tell to TIMEX3 value and dates: vague times, lengths and recurrences
//! here, dates in `resolve_date` and `resolve_relative`.

use super::fields::{Fields, Quantity};
use super::period::{Period, season_code};
use super::resolve_date::{calendar, numeric};
use super::resolve_relative::{day, neighbour, shift};
use super::told::Told;
use chancery_codebook::{TimeMeaning, TimePattern, TimeUnit};
use chancery_model::{DateBasis, DateSpan, Day, TimexKind};

/// The tense that governs an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// From where an expression is read.
#[derive(Clone, Copy)]
pub(super) struct Reference<'a> {
    /// The day of publication.
    pub(super) today: Option<Day>,
    pub(super) tense: Tense,
    /// Whether the text tells of years long before its publication.
    pub(super) is_narrative: bool,
    pub(super) told: &'a Told,
}

/// What an expression denotes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resolved {
    pub(super) kind: TimexKind,
    /// TIMEX3 value.
    pub(super) value: String,
    pub(super) dates: Option<DateSpan>,
    pub(super) basis: DateBasis,
    /// The period of the calendar, for what later expressions count from it.
    pub(super) period: Option<Period>,
}

impl Resolved {
    /// A value without dates.
    pub(super) fn only(kind: TimexKind, value: impl Into<String>) -> Self {
        let value = value.into();
        Self { kind, value, dates: None, basis: DateBasis::None, period: None }
    }

    /// A period of the calendar.
    pub(super) fn period(period: Period, basis: DateBasis) -> Self {
        let dates = period.dates();
        let kind = TimexKind::Date;
        Self { kind, value: period.value(), dates, basis, period: Some(period) }
    }

    /// One of two readings, that differ if the day of publication is not known exactly.
    pub(super) fn or(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let bound = |a: Option<Day>, b: Option<Day>| a.zip(b);
        let dates = self.dates.as_ref().zip(other.dates.as_ref()).and_then(|(a, b)| {
            let earliest = bound(a.earliest(), b.earliest()).map(|(a, b)| a.min(b));
            let latest = bound(a.latest(), b.latest()).map(|(a, b)| a.max(b));
            match (earliest, latest) {
                (Some(earliest), Some(latest)) => {
                    Some(DateSpan::between(earliest, latest))
                }
                (Some(earliest), None) => format!("[{earliest}..]").parse().ok(),
                (None, Some(latest)) => format!("[..{latest}]").parse().ok(),
                (None, None) => None,
            }
        });
        let value = if self.value.len() == other.value.len() {
            common(&self.value, &other.value)
        } else {
            "XXXX".to_owned()
        };
        let basis = if dates.is_some() { self.basis } else { DateBasis::None };
        Self { kind: self.kind, value, dates, basis, period: None }
    }
}

/// Two TIMEX3 values of one length with X in each field where they differ.
fn common(a: &str, b: &str) -> String {
    let parts = a
        .split('-')
        .zip(b.split('-'))
        .map(|(a, b)| if a == b { a.to_owned() } else { "X".repeat(a.len()) });
    parts.collect::<Vec<_>>().join("-")
}

/// What an expression denotes; `None` if its fields make no time.
pub(super) fn resolve(
    pattern: &TimePattern,
    fields: &Fields<'_>,
    at: &Reference<'_>,
) -> Option<Resolved> {
    let mut with_unit = fields.clone();
    with_unit.unit = fields.unit.or(pattern.unit);
    let fields = &with_unit;
    match pattern.means {
        TimeMeaning::Calendar => calendar(fields, at),
        TimeMeaning::Numeric => numeric(fields),
        TimeMeaning::Neighbour => neighbour(pattern, fields, at),
        TimeMeaning::Shift => shift(pattern, fields, at),
        TimeMeaning::Day => day(fields, at),
        TimeMeaning::Vague => vague(pattern, fields, at),
        TimeMeaning::Duration => Some(Resolved::only(
            TimexKind::Duration,
            length(fields.quantity, fields.unit?)?,
        )),
        TimeMeaning::Set => set(pattern, fields),
    }
}

fn vague(
    pattern: &TimePattern,
    fields: &Fields<'_>,
    at: &Reference<'_>,
) -> Option<Resolved> {
    let value = fields.text.unwrap_or(&pattern.text);
    if value.is_empty() {
        return None;
    }
    let mut resolved = Resolved::only(TimexKind::Date, value);
    if let Some(today) = at.today {
        resolved.dates = match pattern.sign {
            0 => None,
            1.. => format!("[{today}..]").parse().ok(),
            _ => format!("[..{today}]").parse().ok(),
        };
        if resolved.dates.is_some() {
            resolved.basis = DateBasis::Relative;
        }
    }
    Some(resolved)
}

/// A length in TIMEX3; a unit without a number is one, and of several the number is X.
pub(super) fn length(quantity: Option<Quantity>, unit: TimeUnit) -> Option<String> {
    let (before, each, code) = match unit {
        TimeUnit::Second => ("PT", 1, "S"),
        TimeUnit::Minute => ("PT", 1, "M"),
        TimeUnit::Hour => ("PT", 1, "H"),
        TimeUnit::Day => ("P", 1, "D"),
        TimeUnit::Weekend => ("P", 1, "WE"),
        TimeUnit::Week => ("P", 1, "W"),
        TimeUnit::Fortnight => ("P", 2, "W"),
        TimeUnit::Month => ("P", 1, "M"),
        TimeUnit::Quarter => ("P", 1, "Q"),
        TimeUnit::Year => ("P", 1, "Y"),
        TimeUnit::Decade => ("P", 10, "Y"),
        TimeUnit::Century => ("P", 100, "Y"),
        TimeUnit::Period => return None,
    };
    match quantity {
        Some(Quantity::Known(number)) => {
            Some(format!("{before}{}{code}", number.checked_mul(each)?))
        }
        Some(Quantity::Several) => Some(match unit {
            TimeUnit::Decade => "PXDE".to_owned(),
            TimeUnit::Century => "PXCE".to_owned(),
            _ => format!("{before}X{code}"),
        }),
        None => Some(format!("{before}{each}{code}")),
    }
}

fn set(pattern: &TimePattern, fields: &Fields<'_>) -> Option<Resolved> {
    let day = fields.weekday.map(|weekday| match fields.daypart {
        Some(daypart) => format!("XXXX-WXX-{weekday}T{daypart}"),
        None => format!("XXXX-WXX-{weekday}"),
    });
    let month = || fields.date.month.map(|month| format!("XXXX-{month:02}"));
    let season = || fields.season.map(|season| format!("XXXX-{}", season_code(season)));
    let daypart = || fields.daypart.map(|daypart| format!("XXXX-XX-XXT{daypart}"));
    let value = match fields.text.or(Some(&*pattern.text)).filter(|text| !text.is_empty())
    {
        Some(text) => Some(text.to_owned()),
        None => day
            .or_else(month)
            .or_else(season)
            .or_else(daypart)
            .or_else(|| length(fields.quantity, fields.unit?)),
    };
    Some(Resolved::only(TimexKind::Set, value?))
}
