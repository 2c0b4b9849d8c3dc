//! Periods of the calendar: a day, a week, a month, a year, and their neighbours.

use chancery_codebook::TimeUnit;
use chancery_model::{DateSpan, Day};

/// How long a period is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Grain {
    Day,
    Weekend,
    Week,
    Month,
    Season,
    Quarter,
    Year,
    Decade,
    Century,
}

/// One period of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Period {
    pub(super) grain: Grain,
    /// Its first day.
    pub(super) first: Day,
}

/// The grain of a unit; `None` for those shorter than a day or of any length.
pub(super) fn grain_of(unit: TimeUnit) -> Option<Grain> {
    Some(match unit {
        TimeUnit::Day => Grain::Day,
        TimeUnit::Weekend => Grain::Weekend,
        TimeUnit::Week | TimeUnit::Fortnight => Grain::Week,
        TimeUnit::Month => Grain::Month,
        TimeUnit::Quarter => Grain::Quarter,
        TimeUnit::Year => Grain::Year,
        TimeUnit::Decade => Grain::Decade,
        TimeUnit::Century => Grain::Century,
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Period => {
            return None;
        }
    })
}

impl Period {
    /// One day.
    pub(super) fn day(first: Day) -> Self {
        Self { grain: Grain::Day, first }
    }

    /// A month.
    pub(super) fn month(year: i16, month: u8) -> Option<Self> {
        Some(Self { grain: Grain::Month, first: Day::new(year, month, 1)? })
    }

    /// A year.
    pub(super) fn year(year: i16) -> Option<Self> {
        Some(Self { grain: Grain::Year, first: Day::new(year, 1, 1)? })
    }

    /// A season, 21 being spring.
    pub(super) fn season(year: i16, season: u8) -> Option<Self> {
        let month = season.checked_sub(20)?.checked_mul(3)?;
        Some(Self { grain: Grain::Season, first: Day::new(year, month, 1)? })
    }

    /// The period of this grain that holds a day.
    pub(super) fn around(day: Day, grain: Grain) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        let weekday = i64::from(day.weekday());
        let first = match grain {
            Grain::Day => Some(day),
            Grain::Week => day.plus(-weekday),
            Grain::Weekend => day.plus(5 - weekday),
            Grain::Month => Day::new(year, month, 1),
            Grain::Season => match month {
                1 | 2 => Day::new(year.checked_sub(1)?, 12, 1),
                _ => Day::new(year, month / 3 * 3, 1),
            },
            Grain::Quarter => Day::new(year, (month - 1) / 3 * 3 + 1, 1),
            Grain::Year => Day::new(year, 1, 1),
            Grain::Decade => Day::new(year - year.rem_euclid(10), 1, 1),
            Grain::Century => Day::new(year - year.rem_euclid(100), 1, 1),
        }?;
        Some(Self { grain, first })
    }

    /// The period so many later, or earlier.
    pub(super) fn plus(self, number: i32) -> Option<Self> {
        let months = |each: i32| {
            let number = number.checked_mul(each)?;
            let count = i32::from(self.first.year()).checked_mul(12)?
                + i32::from(self.first.month())
                - 1;
            let count = count.checked_add(number)?;
            let year = i16::try_from(count.div_euclid(12)).ok()?;
            Day::new(year, u8::try_from(count.rem_euclid(12) + 1).ok()?, 1)
        };
        let first = match self.grain {
            Grain::Day => self.first.plus(i64::from(number)),
            Grain::Week | Grain::Weekend => self.first.plus(7 * i64::from(number)),
            Grain::Month => months(1),
            Grain::Season | Grain::Quarter => months(3),
            Grain::Year => months(12),
            Grain::Decade => months(120),
            Grain::Century => months(1200),
        }?;
        (1..=9999).contains(&first.year()).then_some(Self { grain: self.grain, first })
    }

    /// The same days or months a year earlier.
    pub(super) fn year_before(self) -> Option<Self> {
        let first = self.first;
        let first = Day::new(first.year().checked_sub(1)?, first.month(), first.day())?;
        Some(Self { first, ..self })
    }

    /// Its last day, included.
    pub(super) fn last(self) -> Option<Day> {
        match self.grain {
            Grain::Day => Some(self.first),
            Grain::Weekend => self.first.plus(1),
            _ => self.plus(1)?.first.plus(-1),
        }
    }

    /// Its dates in EDTF.
    pub(super) fn dates(self) -> Option<DateSpan> {
        let year = self.first.year();
        match self.grain {
            Grain::Day => Some(DateSpan::day(self.first)),
            Grain::Month => DateSpan::month(year, self.first.month()),
            Grain::Year => DateSpan::year(year),
            Grain::Season => {
                format!("{year:04}-{}", self.first.month() / 3 + 20).parse().ok()
            }
            Grain::Decade => format!("{:03}X", year / 10).parse().ok(),
            Grain::Century => format!("{:02}XX", year / 100).parse().ok(),
            Grain::Weekend | Grain::Week | Grain::Quarter => {
                Some(DateSpan::between(self.first, self.last()?))
            }
        }
    }

    /// A part of it, from and to in per cent.
    pub(super) fn part(self, (from, to): (u8, u8)) -> Option<DateSpan> {
        let length = self.last()?.number() - self.first.number() + 1;
        let first = self.first.plus(length * i64::from(from) / 100)?;
        let last = self.first.plus((length * i64::from(to) / 100 - 1).max(0))?;
        Some(DateSpan::between(first, last.max(first)))
    }

    /// Its TIMEX3 value.
    pub(super) fn value(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.grain {
            Grain::Day => self.first.to_string(),
            Grain::Week => {
                let (year, week) = week_of(self.first);
                format!("{year:04}-W{week:02}")
            }
            Grain::Weekend => {
                let (year, week) = week_of(self.first);
                format!("{year:04}-W{week:02}-WE")
            }
            Grain::Month => format!("{year:04}-{month:02}"),
            Grain::Season => format!("{year:04}-{}", season_code(month / 3 + 20)),
            Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            Grain::Year => format!("{year:04}"),
            Grain::Decade => format!("{:03}", year / 10),
            Grain::Century => format!("{:02}", year / 100),
        }
    }
}

/// The TIMEX3 code of a season.
pub(super) fn season_code(season: u8) -> &'static str {
    match season {
        21 => "SP",
        22 => "SU",
        23 => "FA",
        _ => "WI",
    }
}

/// Year and number of the week of a day, by ISO 8601: the week belongs to the year of its
/// Thursday.
fn week_of(day: Day) -> (i16, i64) {
    let thursday = day.plus(3 - i64::from(day.weekday())).unwrap_or(day);
    let start = Day::new(thursday.year(), 1, 1).unwrap_or(thursday);
    (thursday.year(), (thursday.number() - start.number()) / 7 + 1)
}
