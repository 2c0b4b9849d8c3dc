//! Words of temporal expressions: their classes and what each stands for.

use super::{Report, time_atoms, time_key};
use chancery_model::DateSpan;
use serde::Deserialize;

/// What a word does in a temporal expression.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeClass {
    /// A month; value 1 to 12.
    Month,
    /// A day of the week; value 1 (Monday) to 7.
    Weekday,
    /// A season; value 21 (spring) to 24, as in EDTF.
    Season,
    /// A unit of time; `unit`.
    Unit,
    /// A unit in the plural; `unit`.
    Units,
    /// A number; value.
    Number,
    /// What multiplies a number before it; value.
    Multiplier,
    /// An ordinal number; value.
    Ordinal,
    /// The letters that make digits an ordinal number.
    OrdinalSuffix,
    /// An unknown number: *several*.
    Several,
    /// A part of a period; `part`, in per cent of the period.
    Part,
    /// Before, at or after the present: value -1, 0, 1.
    Direction,
    /// Before, at or after the date told last: value -1, 0, 1.
    Anaphor,
    /// A day counted from the present; value, in days.
    Deictic,
    /// A part of the day; `text` as in TIMEX3.
    Daypart,
    /// Before or after noon; value 0 or 12.
    Meridiem,
    /// A holiday; `month` and `day`, or `month`, `weekday` and `nth`.
    Holiday,
    /// A period with a name; `date`.
    Named,
    /// A vague time; `text` as in TIMEX3.
    Vague,
    /// A frequency; `text` as in TIMEX3.
    Frequency,
    /// What makes a number approximate.
    Approximate,
    /// An era before our own.
    Era,
    /// A zone of time.
    Zone,
    /// What can stand before a year.
    Preposition,
    /// What ties a year to the name before it: *the Convention of 1961*.
    Belonging,
    /// What can stand before a bare season.
    Article,
    /// What starts at, ends at, precedes or follows a time: value 1, 2, 3, 4.
    Bound,
    /// Opens a range: *between*, *from*.
    RangeOpen,
    /// Joins the ends of a range.
    RangeJoin,
    /// What is counted and never dated by a number before it.
    Counted,
    /// What stands before a number that is no year.
    Quantifier,
    /// A word of the future tense.
    Future,
    /// A word of the past tense.
    Past,
    /// Opens a clause that says what happened at a time: *when*.
    Relative,
    /// What puts the time beside it ahead: value 1 before it (*as soon as*), 2 behind it
    /// (*deadline*).
    Ahead,
    /// A day of the month, 1 to 31, in digits or as an ordinal (built in).
    Day,
    /// A year of four digits, or spelled (built in).
    Year,
    /// Four digits, whatever stands around them (built in).
    Yyyy,
    /// Two digits from 01 to 12 (built in).
    Mm,
    /// One or two digits from 1 to 31 (built in).
    Dd,
    /// Two digits (built in).
    Yy,
    /// The first year of a decade in digits (built in).
    Decade,
    /// One or two digits from 0 to 24 (built in).
    Hour,
    /// Two digits from 00 to 59 (built in).
    Minute,
    /// A year of one to four digits, before an era (built in).
    OldYear,
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// Weeks, from Monday.
    Week,
    /// Two weeks.
    Fortnight,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A period of any length.
    Period,
}

/// Which day a holiday falls on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimeDay {
    /// The month.
    pub month: u8,
    /// The day of the month; 0 if it is told by `weekday` and `nth`.
    pub day: u8,
    /// The day of the week, 1 being Monday.
    pub weekday: u8,
    /// Which such weekday of the month; -1 is the last.
    pub nth: i8,
}

/// A word or phrase with one of its meanings.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeWord {
    /// Its atoms, as [`time_key`] gives them.
    pub atoms: Box<[Box<str>]>,
    /// Whether it must begin with a capital letter.
    pub is_capitalised: bool,
    /// Its class.
    pub class: TimeClass,
    /// Whether it has common meanings besides this one.
    pub is_doubtful: bool,
    /// Its number, if its class has one.
    pub value: i32,
    /// Its TIMEX3 value, if its class has one.
    pub text: Box<str>,
    /// Its unit, if its class has one.
    pub unit: Option<TimeUnit>,
    /// The part of a period, from and to, in per cent.
    pub part: (u8, u8),
    /// Its day of the year, for holidays.
    pub day: Option<TimeDay>,
    /// Its dates, for named periods.
    pub date: Option<DateSpan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    class: String,
    words: Vec<String>,
    value: Option<i32>,
    text: Option<String>,
    unit: Option<TimeUnit>,
    part: Option<(u8, u8)>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<u8>,
    nth: Option<i8>,
    date: Option<String>,
    #[serde(default)]
    doubtful: bool,
    #[serde(default)]
    credit: String,
    #[serde(default, rename = "note")]
    _note: String,
}

impl TimeClass {
    /// The class of this name.
    pub fn named(name: &str) -> Option<Self> {
        let name =
            serde::de::value::StrDeserializer::<serde::de::value::Error>::new(name);
        Self::deserialize(name).ok()
    }

    /// Whether words of this class have this value.
    fn allows(self, value: Option<i32>) -> bool {
        let range = match self {
            Self::Month => 1..=12,
            Self::Weekday => 1..=7,
            Self::Season => 21..=24,
            Self::Number => 0..=99,
            Self::Multiplier => 12..=1_000_000,
            Self::Ordinal => 1..=100,
            Self::Direction | Self::Anaphor => -1..=1,
            Self::Deictic => -9..=9,
            Self::Meridiem => 0..=12,
            Self::Bound => 1..=4,
            Self::Ahead => 1..=2,
            _ => return value.is_none(),
        };
        value.is_some_and(|value| range.contains(&value))
    }
}

/// The words of one entry.
pub(super) fn compile(
    entry: Entry,
    offset: usize,
    report: &mut Report<'_>,
) -> Vec<TimeWord> {
    let Some(class) = TimeClass::named(&entry.class) else {
        report.error("unknown-class", offset, format!("no class `{}`", entry.class));
        return Vec::new();
    };
    if entry.credit.is_empty() {
        report.error("no-credit", offset, "entry has no credit");
    }
    if !class.allows(entry.value) {
        report.error(
            "bad-value",
            offset,
            format!("`{}` cannot have this value", entry.class),
        );
        return Vec::new();
    }
    let date = entry.date.as_deref().map(str::parse::<DateSpan>);
    if matches!(date, Some(Err(_))) {
        report.error("not-a-date", offset, "`date` is not EDTF");
    }
    let date = date.and_then(Result::ok);
    let day = entry.month.map(|month| TimeDay {
        month,
        day: entry.day.unwrap_or(0),
        weekday: entry.weekday.unwrap_or(0),
        nth: entry.nth.unwrap_or(0),
    });
    let complete = match class {
        TimeClass::Unit | TimeClass::Units => entry.unit.is_some(),
        TimeClass::Part => entry.part.is_some_and(|(from, to)| from < to && to <= 100),
        TimeClass::Named => date.is_some(),
        TimeClass::Holiday => day.is_some_and(|day| (1..=12).contains(&day.month)),
        TimeClass::Daypart | TimeClass::Vague | TimeClass::Frequency => {
            entry.text.is_some()
        }
        _ => true,
    };
    if !complete {
        let message = format!("an entry of class `{}` lacks a field", entry.class);
        report.error("missing-field", offset, message);
        return Vec::new();
    }
    let make = |word: &String| TimeWord {
        atoms: time_atoms(word).map(|(_, atom)| time_key(atom)).collect(),
        is_capitalised: word.chars().next().is_some_and(char::is_uppercase),
        class,
        is_doubtful: entry.doubtful,
        value: entry.value.unwrap_or(0),
        text: entry.text.as_deref().unwrap_or_default().into(),
        unit: entry.unit,
        part: entry.part.unwrap_or_default(),
        day,
        date: date.clone(),
    };
    entry.words.iter().map(make).collect()
}
