//! Dates of the calendar, whole or in part; missing years come from the day of publication
//! or from what was told before.

use super::fields::{Calendar, Fields};
use super::period::{Grain, Period, season_code};
use super::resolve::{Reference, Resolved, Tense};
use super::told::Heard;
use chancery_codebook::{TimeDay, TimeUnit};
use chancery_model::{DateBasis, DateSpan, Day, TimexKind};

/// A date given by year, month, day, season, weekday, holiday, decade or century.
pub(super) fn calendar(fields: &Fields<'_>, at: &Reference<'_>) -> Option<Resolved> {
    if fields.is_old {
        return Some(Resolved::only(TimexKind::Date, old(fields)?));
    }
    let mut resolved = match fields.named {
        Some(dates) => Resolved {
            kind: TimexKind::Date,
            value: dates.edtf().to_owned(),
            dates: Some(dates.clone()),
            basis: DateBasis::Explicit,
            period: None,
        },
        None => plain(fields, at)?,
    };
    if let (Some(part), Some(period)) = (fields.part, resolved.period) {
        resolved.dates = period.part(part);
    } else if fields.is_approximate
        && let Some(dates) = &resolved.dates
    {
        resolved.dates = format!("{dates}~").parse().ok().or(resolved.dates);
    }
    since(fields, resolved).map(|resolved| clock(fields, resolved))
}

fn plain(fields: &Fields<'_>, at: &Reference<'_>) -> Option<Resolved> {
    let date = fields.date;
    if let Some(decade) = fields.decade {
        let period = Period::around(Day::new(decade, 1, 1)?, Grain::Decade)?;
        return Some(Resolved::period(period, DateBasis::Explicit));
    }
    if let (Some(ordinal), Some(unit)) = (fields.ordinal, fields.unit) {
        return numbered(fields, ordinal, unit, at);
    }
    let year = date.year.map(|year| if year < 100 { short_year(year, at) } else { year });
    let within = |year: i16| -> Option<Period> {
        match (date.month, date.day, fields.season, fields.holiday) {
            (_, _, _, Some(holiday)) => holiday_of(year, holiday).map(Period::day),
            (Some(month), Some(day), ..) => Day::new(year, month, day).map(Period::day),
            (Some(month), None, ..) => Period::month(year, month),
            (None, _, Some(season), _) => Period::season(year, season),
            _ => None,
        }
    };
    if let Some(year) = year {
        let whole =
            date.month.is_none() && fields.season.is_none() && fields.holiday.is_none();
        let period = if whole { Period::year(year) } else { within(year) };
        return Some(Resolved::period(period?, DateBasis::Explicit));
    }
    if date.month.is_some() || fields.season.is_some() || fields.holiday.is_some() {
        return Some(match year_with_weekday(within, fields.weekday, at) {
            Some((period, basis)) => Resolved::period(period, basis),
            None => Resolved::only(TimexKind::Date, without_year(fields)?),
        });
    }
    if let Some(weekday) = fields.weekday {
        return Some(match weekday_near(weekday, at) {
            Some((day, basis)) => Resolved::period(Period::day(day), basis),
            None => Resolved::only(TimexKind::Date, format!("XXXX-WXX-{weekday}")),
        });
    }
    if let Some(days) = fields.deictic {
        let today = at.today?.plus(i64::from(days))?;
        return Some(Resolved::period(Period::day(today), DateBasis::Relative));
    }
    let ordinal = fields.ordinal.and_then(|ordinal| u8::try_from(ordinal).ok());
    if let Some(day) = date.day.or(ordinal) {
        let month = at.told.fine().map(|heard| heard.period.first);
        let told = month.and_then(|month| Day::new(month.year(), month.month(), day));
        return Some(match told {
            Some(day) => Resolved::period(Period::day(day), DateBasis::Context),
            None => Resolved::only(TimexKind::Date, format!("XXXX-XX-{day:02}")),
        });
    }
    if fields.hour.is_some() || fields.daypart.is_some() {
        return Some(match at.told.day_here() {
            Some(heard) => Resolved::period(heard.period, DateBasis::Context),
            None => match at.today.filter(|_| fields.hour.is_some()) {
                Some(today) => Resolved::period(Period::day(today), DateBasis::Relative),
                None => Resolved::only(TimexKind::Date, "XXXX-XX-XX"),
            },
        });
    }
    None
}

/// A year of two digits: the one nearest to the day of publication, of those in the past.
fn short_year(year: i16, at: &Reference<'_>) -> i16 {
    let today = at.today.or(at.told.any().map(|heard| heard.period.first));
    let limit = today.map_or(2029, |today| today.year() + 5);
    let year = limit - limit.rem_euclid(100) + year;
    if year > limit { year - 100 } else { year }
}

/// Centuries and quarters.
fn numbered(
    fields: &Fields<'_>,
    ordinal: i32,
    unit: TimeUnit,
    at: &Reference<'_>,
) -> Option<Resolved> {
    let ordinal = i16::try_from(ordinal).ok()?;
    match unit {
        TimeUnit::Century => {
            let first = Day::new((ordinal.checked_sub(1)?).checked_mul(100)?, 1, 1)?;
            let period = Period { grain: Grain::Century, first };
            Some(Resolved::period(period, DateBasis::Explicit))
        }
        TimeUnit::Quarter => {
            let month = u8::try_from(ordinal.checked_mul(3)?.checked_sub(2)?).ok()?;
            let within = |year| {
                Some(Period { grain: Grain::Quarter, first: Day::new(year, month, 1)? })
            };
            if let Some(year) = fields.date.year {
                return Some(Resolved::period(within(year)?, DateBasis::Explicit));
            }
            if let (Some(direction), Some(today)) = (fields.direction, at.today) {
                let year = today.year().checked_add(i16::try_from(direction).ok()?)?;
                return Some(Resolved::period(within(year)?, DateBasis::Relative));
            }
            // Of quarters the last that has begun is meant, whatever the tense.
            let past = Reference { tense: Tense::Past, ..*at };
            let (period, basis) = year_for(within, &past)?;
            Some(Resolved::period(period, basis))
        }
        _ => None,
    }
}

/// A date without year and without tense lies ahead if it is no further off than this many
/// days, for of a date almost a year back the year would be told.
const SOON: i64 = 100;

/// The year of a day without one: *Monday, 26 October* is of a year in which it is a Monday,
/// of those around the day of publication, if there is one.
fn year_with_weekday(
    within: impl Fn(i16) -> Option<Period>,
    weekday: Option<u8>,
    at: &Reference<'_>,
) -> Option<(Period, DateBasis)> {
    let found = year_for(&within, at)?;
    let (Some(weekday), Some(today)) = (weekday, at.today) else { return Some(found) };
    let fits = |period: &Period| {
        period.grain != Grain::Day || period.first.weekday() + 1 == weekday
    };
    if fits(&found.0) || found.1 != DateBasis::PublicationYear {
        return Some(found);
    }
    let years = today.year() - 1..=today.year() + 1;
    let other = years.filter_map(within).find(fits);
    Some((other.unwrap_or(found.0), found.1))
}

/// And one that passed no longer ago than so many days does not come again in a year, even
/// where what is told lies ahead: *the deadline of 1 March will be moved*.
const JUST: i64 = 31;

/// The year for a month, season or holiday without one.
pub(super) fn year_for(
    within: impl Fn(i16) -> Option<Period>,
    at: &Reference<'_>,
) -> Option<(Period, DateBasis)> {
    if let Some(heard) = at.told.any()
        && (at.is_narrative || at.today.is_none())
    {
        return Some((after(&within, heard)?, DateBasis::Context));
    }
    let today = at.today?;
    if let Some(heard) = at.told.stated_here()
        && heard.period.first.year() != today.year()
        && at.tense != Tense::Future
        && let Some(period) = after(&within, heard)
        && period.first <= today
    {
        return Some((period, DateBasis::Context));
    }
    let year = today.year();
    let now = within(year);
    let past = || now.filter(|now| now.first <= today).or_else(|| within(year - 1));
    let soon =
        |period: &Period| (0..=SOON).contains(&(period.first.number() - today.number()));
    let period = match at.tense {
        Tense::Past => past(),
        Tense::Unknown => {
            [now, within(year + 1)].into_iter().flatten().find(soon).or_else(past)
        }
        Tense::Future => {
            let just_past = |now: &Period| {
                now.last().is_some_and(|last| today.number() - last.number() <= JUST)
            };
            now.filter(just_past).or_else(|| within(year + 1))
        }
        Tense::Present => {
            let all = [within(year - 1), now, within(year + 1)];
            let far = |period: &Period| (period.first.number() - today.number()).abs();
            all.into_iter().flatten().min_by_key(far)
        }
    };
    Some((period?, DateBasis::PublicationYear))
}

/// In the year told last, or the next if the story has passed that month.
fn after(within: &impl Fn(i16) -> Option<Period>, heard: Heard) -> Option<Period> {
    let told = heard.period.first;
    let same = within(told.year());
    let turned = heard.period.grain < Grain::Year
        && same.is_some_and(|same| {
            i16::from(told.month()) - i16::from(same.first.month()) >= 9
        });
    if turned {
        within(told.year() + 1)
    } else {
        same.or_else(|| within(told.year() + 1))
    }
}

/// The value of a date whose year is not known.
fn without_year(fields: &Fields<'_>) -> Option<String> {
    Some(match (fields.date.month, fields.date.day, fields.season) {
        (Some(month), Some(day), _) => {
            // A day that no year has is no date.
            Day::new(2024, month, day)?;
            format!("XXXX-{month:02}-{day:02}")
        }
        (Some(month), None, _) => format!("XXXX-{month:02}"),
        (None, _, Some(season)) => format!("XXXX-{}", season_code(season)),
        _ => {
            let holiday = fields.holiday?;
            if holiday.day == 0 {
                format!("XXXX-{:02}-XX", holiday.month)
            } else {
                format!("XXXX-{:02}-{:02}", holiday.month, holiday.day)
            }
        }
    })
}

/// The day of a holiday in a year.
fn holiday_of(year: i16, holiday: TimeDay) -> Option<Day> {
    if holiday.day > 0 {
        return Day::new(year, holiday.month, holiday.day);
    }
    let month = Period::month(year, holiday.month)?;
    let weekday = i64::from(holiday.weekday) - 1;
    if holiday.nth < 0 {
        let last = month.last()?;
        return last.plus(-(i64::from(last.weekday()) - weekday).rem_euclid(7));
    }
    let ahead = (weekday - i64::from(month.first.weekday())).rem_euclid(7);
    month.first.plus(ahead + 7 * (i64::from(holiday.nth) - 1).max(0))
}

/// The day meant by a bare weekday: the last up to the day of publication, or the next in
/// the future tense; without publication, the next from the day told in this paragraph.
fn weekday_near(weekday: u8, at: &Reference<'_>) -> Option<(Day, DateBasis)> {
    let ahead =
        |day: Day| (i64::from(weekday) - 1 - i64::from(day.weekday())).rem_euclid(7);
    match at.today {
        _ if at.is_narrative && at.told.day_here().is_some() => {
            let told = at.told.day_here()?.period.first;
            Some((told.plus(ahead(told))?, DateBasis::Context))
        }
        Some(today) if at.tense == Tense::Future => {
            Some((today.plus(ahead(today))?, DateBasis::Relative))
        }
        Some(today) => {
            let back = (7 - ahead(today)) % 7;
            Some((today.plus(-back)?, DateBasis::Relative))
        }
        None => {
            let told = at.told.day_here()?.period.first;
            Some((told.plus(ahead(told))?, DateBasis::Context))
        }
    }
}

/// Adds the start of a range.
fn since(fields: &Fields<'_>, resolved: Resolved) -> Option<Resolved> {
    if fields.from == Calendar::default() {
        return Some(resolved);
    }
    let Some(end) = resolved.period else {
        return Some(Resolved::only(resolved.kind, resolved.value));
    };
    let year = fields.from.year.unwrap_or(end.first.year());
    let month = fields.from.month.or(fields.date.month);
    let start = match (month, fields.from.day) {
        (Some(month), Some(day)) => Period::day(Day::new(year, month, day)?),
        (Some(month), None) => Period::month(year, month)?,
        (None, _) => Period::year(year)?,
    };
    let start = if start.first > end.first && fields.from.year.is_none() {
        start.year_before()?
    } else {
        start
    };
    let dates: DateSpan = format!("{}/{}", start.value(), end.value()).parse().ok()?;
    let value = dates.edtf().to_owned();
    Some(Resolved { value, dates: Some(dates), period: Some(start), ..resolved })
}

/// Adds the time of day.
fn clock(fields: &Fields<'_>, mut resolved: Resolved) -> Resolved {
    let hour = fields.hour.map(|hour| match fields.meridiem {
        Some(12) if hour < 12 => hour + 12,
        Some(0) if hour == 12 => 0,
        _ => hour,
    });
    let time = match (hour, fields.minute, fields.daypart) {
        (Some(hour), minute, _) => format!("{hour:02}:{:02}", minute.unwrap_or(0)),
        (None, _, Some(daypart)) => daypart.to_owned(),
        (None, _, None) => return resolved,
    };
    resolved.kind = TimexKind::Time;
    resolved.value = format!("{}T{time}", resolved.value);
    resolved
}

/// A year before our era.
fn old(fields: &Fields<'_>) -> Option<String> {
    let year = fields.date.year?;
    Some(match (fields.date.month, fields.date.day) {
        (Some(month), Some(day)) => format!("BC{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("BC{year:04}-{month:02}"),
        _ => format!("BC{year:04}"),
    })
}

/// A date in digits of which either may be the month.
pub(super) fn numeric(fields: &Fields<'_>) -> Option<Resolved> {
    let year = fields.date.year?;
    let (a, b) = (fields.from.day?, fields.date.day?);
    let (day_first, month_first) = (Day::new(year, b, a), Day::new(year, a, b));
    let sure = |day| Resolved::period(Period::day(day), DateBasis::Explicit);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => Some(Resolved {
            kind: TimexKind::Date,
            value: format!("{year:04}-XX-XX"),
            dates: Some(DateSpan::between(one.min(other), one.max(other))),
            basis: DateBasis::Explicit,
            period: None,
        }),
        (Some(day), _) | (None, Some(day)) => Some(sure(day)),
        (None, None) => None,
    }
}
