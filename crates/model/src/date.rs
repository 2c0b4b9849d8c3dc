//! Civil days, and dates no sharper than their evidence (EDTF, ISO 8601-2).

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A civil day of the proleptic Gregorian calendar. News rarely states a time zone, so none
/// is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day; `None` if the calendar has no such day.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let fits =
            (1..=12).contains(&month) && day >= 1 && day <= month_length(year, month);
        fits.then_some(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, January being 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (H. Hinnant, `days_from_civil`).
    pub fn number(self) -> i64 {
        let (year, month, day) =
            (i64::from(self.year), i64::from(self.month), i64::from(self.day));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era =
            year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day this many days since 1970-01-01; `None` outside the years a [`Day`] can hold.
    pub fn from_number(number: i64) -> Option<Self> {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524
            - day_of_era / 146_096)
            / 365;
        let day_of_year =
            day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month =
            if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(
            i16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// The day `days` later, or earlier if negative.
    pub fn plus(self, days: i64) -> Option<Self> {
        Self::from_number(self.number() + days)
    }

    /// The day of the week, Monday being 0.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        u8::try_from((self.number() + 3).rem_euclid(7)).unwrap_or(0)
    }
}

/// Days in a month.
fn month_length(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date in the supported forms of EDTF")
    }
}

impl FromStr for Day {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        match point(text) {
            Some((first, last)) if first == last => Ok(first),
            _ => Err(NotADate),
        }
    }
}

/// A date as the evidence gives it, in EDTF, with the days it can lie between.
///
/// Supported are: day, month, year, decade (`202X`), unspecified months and days (`2023-XX-05`
/// counts as the whole year), seasons (`-21` to `-24`), qualifiers `~ ? %`, intervals
/// (`A/B`, `A/..`, `../B`: lasting from A to B) and one of a set (`[A..B]`, `[A..]`, `[..B]`:
/// at one unknown point between A and B).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DateSpan {
    edtf: Box<str>,
    earliest: Option<Day>,
    latest: Option<Day>,
}

impl DateSpan {
    /// One day.
    pub fn day(day: Day) -> Self {
        Self { edtf: day.to_string().into(), earliest: Some(day), latest: Some(day) }
    }

    /// A whole month; `None` if there is no such month.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        format!("{year:04}-{month:02}").parse().ok()
    }

    /// A whole year; `None` if it has not four digits.
    pub fn year(year: i16) -> Option<Self> {
        format!("{year:04}").parse().ok()
    }

    /// Some time between two days, both included.
    pub fn between(earliest: Day, latest: Day) -> Self {
        if earliest == latest {
            return Self::day(earliest);
        }
        Self {
            edtf: format!("[{earliest}..{latest}]").into(),
            earliest: Some(earliest),
            latest: Some(latest),
        }
    }

    /// The EDTF text.
    pub fn edtf(&self) -> &str {
        &self.edtf
    }

    /// The first day it can lie on, included; `None` if open.
    pub fn earliest(&self) -> Option<Day> {
        self.earliest
    }

    /// The last day it can lie on, included; `None` if open.
    pub fn latest(&self) -> Option<Day> {
        self.latest
    }

    /// Whether some day belongs to both.
    pub fn meets(&self, other: &Self) -> bool {
        let before = |end: Option<Day>, start: Option<Day>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.latest, other.earliest) && !before(other.latest, self.earliest)
    }

    /// Number of days it can lie on; `None` if open.
    pub fn width(&self) -> Option<u64> {
        let (earliest, latest) = (self.earliest?, self.latest?);
        u64::try_from(latest.number() - earliest.number() + 1).ok()
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edtf)
    }
}

impl FromStr for DateSpan {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let (earliest, latest) = bounds(text).ok_or(NotADate)?;
        if matches!((earliest, latest), (Some(a), Some(b)) if a > b) {
            return Err(NotADate);
        }
        Ok(Self { edtf: text.into(), earliest, latest })
    }
}

/// First and last day of any supported form; an open end is `None`.
fn bounds(text: &str) -> Option<(Option<Day>, Option<Day>)> {
    if let Some(set) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let (from, to) = set.split_once("..")?;
        return ends(from, to);
    }
    if let Some((from, to)) = text.split_once('/') {
        let open = |end: &str| if end == ".." { String::new() } else { end.to_owned() };
        return ends(&open(from), &open(to));
    }
    point(text).map(|(first, last)| (Some(first), Some(last)))
}

fn ends(from: &str, to: &str) -> Option<(Option<Day>, Option<Day>)> {
    let first = if from.is_empty() { None } else { Some(point(from)?.0) };
    let last = if to.is_empty() { None } else { Some(point(to)?.1) };
    (first.is_some() || last.is_some()).then_some((first, last))
}

/// First and last day of a date without an interval.
fn point(text: &str) -> Option<(Day, Day)> {
    let text = text.trim_end_matches(['~', '?', '%']);
    let mut parts = text.split('-');
    let year_text = parts.next()?;
    let month_text = parts.next();
    let day_text = parts.next();
    if parts.next().is_some() || year_text.len() != 4 {
        return None;
    }
    if !year_text.bytes().all(|b| b.is_ascii_digit() || b == b'X') {
        return None;
    }
    let first_year: i16 = year_text.replace('X', "0").parse().ok()?;
    let last_year: i16 = year_text.replace('X', "9").parse().ok()?;
    let whole = Some((Day::new(first_year, 1, 1)?, Day::new(last_year, 12, 31)?));
    let Some(month_text) = month_text else { return whole };
    if month_text == "XX" || first_year != last_year {
        return whole;
    }
    if month_text.len() != 2 {
        return None;
    }
    let month: u8 = month_text.parse().ok()?;
    if (21..=24).contains(&month) {
        return season(first_year, month);
    }
    let last_day =
        if (1..=12).contains(&month) { month_length(first_year, month) } else { 0 };
    match day_text {
        None | Some("XX") => Some((
            Day::new(first_year, month, 1)?,
            Day::new(first_year, month, last_day)?,
        )),
        Some(day_text) if day_text.len() == 2 => {
            let day = Day::new(first_year, month, day_text.parse().ok()?)?;
            Some((day, day))
        }
        Some(_) => None,
    }
}

/// Spring to winter of the northern half of the earth; winter reaches into the next year.
fn season(year: i16, code: u8) -> Option<(Day, Day)> {
    let (first, last_year, last) = match code {
        21 => (3, year, 5),
        22 => (6, year, 8),
        23 => (9, year, 11),
        _ => (12, year + 1, 2),
    };
    Some((
        Day::new(year, first, 1)?,
        Day::new(last_year, last, month_length(last_year, last))?,
    ))
}

macro_rules! serialize_as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

serialize_as_text!(Day);
serialize_as_text!(DateSpan);

/// What a date rests on.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum DateBasis {
    /// The words give it whole.
    Explicit,
    /// The words lack the year; it was taken from the day of publication.
    PublicationYear,
    /// The words count from the day of publication or from another date: *two days later*.
    Relative,
    /// Another mention of the same occurrence gives it.
    Coreference,
    /// The surrounding sentences give it.
    Context,
    /// It is told as done, so it lies before the day of publication.
    Publication,
    /// An analyst decided it.
    Decision,
    /// Nothing gives it.
    #[default]
    None,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> (Option<String>, Option<String>) {
        let date: DateSpan = text.parse().unwrap();
        (date.earliest().map(|d| d.to_string()), date.latest().map(|d| d.to_string()))
    }

    #[test]
    fn each_form_has_its_bounds() {
        let table = [
            ("2023-01-27", Some("2023-01-27"), Some("2023-01-27")),
            ("2021-10", Some("2021-10-01"), Some("2021-10-31")),
            ("2020-23", Some("2020-09-01"), Some("2020-11-30")),
            ("2020-24", Some("2020-12-01"), Some("2021-02-28")),
            ("202X", Some("2020-01-01"), Some("2029-12-31")),
            ("2022-11~", Some("2022-11-01"), Some("2022-11-30")),
            ("2021-10/..", Some("2021-10-01"), None),
            ("[..2023-02]", None, Some("2023-02-28")),
            ("[2023-01-27..2023-02]", Some("2023-01-27"), Some("2023-02-28")),
        ];
        for (text, first, last) in table {
            assert_eq!(
                span(text),
                (first.map(Into::into), last.map(Into::into)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "23", "2023-13", "2023-02-30", "..", "[..]", "2024/2023", "é023-01"]
        {
            assert!(text.parse::<DateSpan>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_count_both_ways() {
        for number in (-800_000..800_000).step_by(997) {
            assert_eq!(Day::from_number(number).unwrap().number(), number);
        }
        assert_eq!(Day::new(2023, 1, 27).unwrap().weekday(), 4, "a Friday");
    }

    #[test]
    fn dates_meet_if_a_day_belongs_to_both() {
        let meets =
            |a: &str, b: &str| a.parse::<DateSpan>().unwrap().meets(&b.parse().unwrap());
        assert!(meets("2023-01", "2023-01-27"));
        assert!(meets("2021-10/..", "2023-01-27"));
        assert!(!meets("2023-01-26", "2023-01-27"));
    }
}
