//! Times counted from the day of publication or from a date told before.

use super::fields::{Fields, Quantity};
use super::period::{Grain, Period, grain_of};
use super::resolve::{Reference, Resolved, Tense, length};
use super::told::Heard;
use chancery_codebook::{TimeBase, TimePattern, TimeUnit};
use chancery_model::{DateBasis, DateSpan, Day, TimexKind};

/// A day counted from the day of publication: *yesterday*, *tomorrow morning*.
pub(super) fn day(fields: &Fields<'_>, at: &Reference<'_>) -> Option<Resolved> {
    let days = fields.deictic?;
    let period = at.today.and_then(|today| today.plus(i64::from(days))).map(Period::day);
    Some(with_daypart(fields, known(period, "XXXX-XX-XX")))
}

fn known(period: Option<Period>, unknown: &str) -> Resolved {
    match period {
        Some(period) => Resolved::period(period, DateBasis::Relative),
        None => Resolved::only(TimexKind::Date, unknown),
    }
}

fn with_daypart(fields: &Fields<'_>, mut resolved: Resolved) -> Resolved {
    if let Some(daypart) = fields.daypart {
        resolved.kind = TimexKind::Time;
        resolved.value = format!("{}T{daypart}", resolved.value);
    }
    resolved
}

/// The period before, at or after the present one or the one told last.
pub(super) fn neighbour(
    pattern: &TimePattern,
    fields: &Fields<'_>,
    at: &Reference<'_>,
) -> Option<Resolved> {
    let direction = fields.direction.unwrap_or(pattern.sign);
    if fields.is_anaphoric || pattern.base == TimeBase::Told {
        return beside_told(fields, direction, at);
    }
    if let Some(daypart) = fields.daypart {
        let period = at.today.and_then(|today| today.plus(i64::from(direction)));
        let resolved = known(period.map(Period::day), "XXXX-XX-XX");
        let value = format!("{}T{daypart}", resolved.value);
        return Some(Resolved { kind: TimexKind::Time, value, ..resolved });
    }
    if let Some(weekday) = fields.weekday {
        let unknown = format!("XXXX-WXX-{weekday}");
        let day = at.today.and_then(|today| weekday_beside(weekday, direction, today));
        return Some(known(day.map(Period::day), &unknown));
    }
    if let (Some(month), Some(_)) = (fields.date.month, fields.unit) {
        let year = at
            .today
            .and_then(|today| today.year().checked_add(i16::try_from(direction).ok()?));
        let period = year.and_then(|year| Period::month(year, month));
        return Some(known(period, &format!("XXXX-{month:02}")));
    }
    if fields.date.month.is_some() || fields.season.is_some() {
        let day = at.today;
        let period = day.and_then(|today| season_beside(fields, direction, today));
        let unknown = if fields.season.is_some() { "XXXX" } else { "XXXX-XX" };
        return Some(parted(fields, known(period, unknown)));
    }
    let unit = fields.unit?;
    let grain = grain_of(unit)?;
    // *The weekend* without another word is the last one, unless what is told lies ahead.
    let is_bare =
        fields.direction.is_none() && pattern.sign == 0 && fields.part.is_none();
    let direction = match at.today {
        Some(today) if is_bare && grain == Grain::Weekend && today.weekday() < 5 => {
            if at.tense == Tense::Future { 0 } else { -1 }
        }
        _ => direction,
    };
    if direction == 0 && at.is_narrative && at.told.any().is_some() {
        return beside_told(fields, 0, at);
    }
    let period = at
        .today
        .and_then(|today| Period::around(today, grain))
        .and_then(|period| period.plus(direction));
    let mut resolved = parted(fields, known(period, unknown_value(grain)));
    if let (Some(today), Some(period)) = (at.today, period)
        && direction == 0
        && let Some(last) = period.last()
    {
        // *Earlier this year* ends today, *later this year* begins today.
        resolved.dates = match pattern.sign {
            0 => resolved.dates,
            1.. => Some(DateSpan::between(today.max(period.first), last.max(today))),
            _ => Some(DateSpan::between(period.first, last.min(today).max(period.first))),
        };
    }
    Some(resolved)
}

fn parted(fields: &Fields<'_>, mut resolved: Resolved) -> Resolved {
    if let (Some(part), Some(period)) = (fields.part, resolved.period) {
        resolved.dates = period.part(part);
    }
    resolved
}

fn unknown_value(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "XXXX-XX-XX",
        Grain::Weekend => "XXXX-WXX-WE",
        Grain::Week => "XXXX-WXX",
        Grain::Month => "XXXX-XX",
        Grain::Quarter => "XXXX-QX",
        Grain::Season | Grain::Year => "XXXX",
        Grain::Decade => "XXX",
        Grain::Century => "XX",
    }
}

fn weekday_beside(weekday: u8, direction: i32, today: Day) -> Option<Day> {
    let ahead = i64::from(weekday) - 1 - i64::from(today.weekday());
    match direction {
        0 => today.plus(ahead),
        1.. => today.plus((ahead - 1).rem_euclid(7) + 1),
        _ => today.plus(ahead.rem_euclid(7) - 7),
    }
}

/// *Last March*, *next summer*: the nearest that does not hold today.
fn season_beside(fields: &Fields<'_>, direction: i32, today: Day) -> Option<Period> {
    let within = |year: i16| match (fields.date.month, fields.season) {
        (Some(month), _) => Period::month(year, month),
        (None, Some(season)) => Period::season(year, season),
        _ => None,
    };
    let year = today.year();
    let all = [within(year - 2), within(year - 1), within(year), within(year + 1)];
    let mut all = all.into_iter().flatten();
    match direction {
        0 => within(year),
        1.. => all.find(|period| period.first > today),
        _ => all.rev().find(|period| period.last().is_some_and(|last| last < today)),
    }
}

/// *The same week*, *that year*, *the following day*.
fn beside_told(
    fields: &Fields<'_>,
    direction: i32,
    at: &Reference<'_>,
) -> Option<Resolved> {
    let unit = match fields.daypart {
        Some(_) => TimeUnit::Day,
        None => fields.unit?,
    };
    let heard = if direction == 0 { at.told.any() } else { base_for(unit, at) };
    if unit == TimeUnit::Period {
        let heard = at.told.fine().or(heard)?;
        let mut resolved = Resolved::period(heard.period, DateBasis::Relative);
        resolved.dates = match &resolved.dates {
            Some(dates) => format!("{dates}~").parse().ok().or(resolved.dates.clone()),
            None => None,
        };
        return Some(resolved);
    }
    let grain = grain_of(unit)?;
    if grain == Grain::Quarter
        && direction == 0
        && let Some(quarter) = quarter_over(at)
    {
        return Some(Resolved::period(quarter, DateBasis::Relative));
    }
    let Some(heard) = heard else {
        return Some(with_daypart(
            fields,
            Resolved::only(TimexKind::Date, unknown_value(grain)),
        ));
    };
    let told = heard.period;
    if told.grain > grain {
        let value = match (told.grain, grain) {
            (Grain::Month, Grain::Day) => format!("{}-XX", told.value()),
            _ => unknown_value(grain).to_owned(),
        };
        let dates = if direction == 0 { told.dates() } else { None };
        let basis = if dates.is_some() { DateBasis::Relative } else { DateBasis::None };
        let resolved =
            Resolved { kind: TimexKind::Date, value, dates, basis, period: None };
        return Some(with_daypart(fields, resolved));
    }
    let period = Period::around(told.first, grain)?.plus(direction)?;
    let resolved = Resolved::period(period, DateBasis::Relative);
    Some(parted(fields, with_daypart(fields, resolved)))
}

/// The last quarter that was over on the day of publication, where none is told, or the one
/// told is not over and what is told has happened.
fn quarter_over(at: &Reference<'_>) -> Option<Period> {
    let today = at.today?;
    let is_over = |period: Period| period.last().is_some_and(|last| last < today);
    if at.is_narrative {
        return None;
    }
    match (at.told.quarter(), at.told.fine()) {
        (Some(told), _) if is_over(told) || at.tense != Tense::Past => None,
        (None, Some(_)) => None,
        _ => Period::around(today, Grain::Quarter)?.plus(-1),
    }
}

/// The told date to count days or longer units from.
fn base_for(unit: TimeUnit, at: &Reference<'_>) -> Option<Heard> {
    match grain_of(unit)? {
        Grain::Day | Grain::Week | Grain::Weekend => at.told.day(),
        Grain::Month | Grain::Quarter | Grain::Season => at.told.fine(),
        Grain::Year | Grain::Decade | Grain::Century => at.told.any(),
    }
}

/// So many units before or after.
pub(super) fn shift(
    pattern: &TimePattern,
    fields: &Fields<'_>,
    at: &Reference<'_>,
) -> Option<Resolved> {
    let unit = fields.unit?;
    let Some(grain) = grain_of(unit) else {
        return Some(Resolved::only(TimexKind::Duration, length(fields.quantity, unit)?));
    };
    if grain == Grain::Year
        && pattern.sign < 0
        && let Some(quarter) = at.told.quarter()
    {
        return year_before_quarter(fields, quarter);
    }
    // *A decade ago* is ten years ago, no vaguer.
    let (grain, each) = match grain {
        Grain::Decade => (Grain::Year, 10),
        Grain::Century => (Grain::Year, 100),
        _ if unit == TimeUnit::Fortnight => (grain, 2),
        _ => (grain, 1),
    };
    let today = at.today.map(Period::day);
    let base = match pattern.base {
        TimeBase::Published => today,
        TimeBase::Told => {
            let heard = base_for(unit, at);
            let near = |heard: &Heard| {
                pattern.sign > 0
                    || today.is_none()
                    || at.told.sentence <= heard.sentence + 3
            };
            heard.filter(near).map(|heard| heard.period).or(today)
        }
    };
    let number = match fields.quantity {
        Some(Quantity::Known(number)) => number,
        None => 1,
        Some(Quantity::Several) => {
            return Some(Resolved {
                kind: TimexKind::Date,
                value: if pattern.sign < 0 { "PAST_REF" } else { "FUTURE_REF" }
                    .to_owned(),
                dates: base.and_then(|base| match pattern.sign {
                    1.. => format!("[{}..]", base.first).parse().ok(),
                    _ => format!("[..{}]", base.last()?).parse().ok(),
                }),
                basis: if base.is_some() { DateBasis::Relative } else { DateBasis::None },
                period: None,
            });
        }
    };
    let number = number.checked_mul(each)?.checked_mul(pattern.sign)?;
    let Some(base) = base.filter(|base| base.grain <= grain) else {
        return Some(Resolved::only(TimexKind::Date, unknown_value(grain)));
    };
    let period = Period::around(base.first, grain)?.plus(number)?;
    let mut resolved = Resolved::period(period, DateBasis::Relative);
    if matches!(grain, Grain::Month | Grain::Year) {
        resolved.dates = format!("{}~", period.value()).parse().ok();
    }
    Some(resolved)
}

/// Where a text compares quarters, *a year earlier* is the same quarter of an earlier year. It
/// lends its date to nothing that follows.
fn year_before_quarter(fields: &Fields<'_>, quarter: Period) -> Option<Resolved> {
    let years = match fields.quantity {
        Some(Quantity::Known(number)) => number,
        None => 1,
        Some(Quantity::Several) => return None,
    };
    let period = quarter.plus(years.checked_mul(-4)?)?;
    Some(Resolved { period: None, ..Resolved::period(period, DateBasis::Relative) })
}
