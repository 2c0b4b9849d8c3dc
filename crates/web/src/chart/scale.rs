//! Days along a line.

use chancery_model::{DateSpan, Day};

/// A stretch of days laid along a line.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    first: i64,
    last: i64,
    left: f64,
    right: f64,
}

/// A mark of the axis.
pub(crate) struct Tick {
    pub(crate) at: f64,
    pub(crate) label: String,
}

impl Scale {
    /// From the first to the last of these days, with some room at either end.
    pub(crate) fn over(days: [Day; 2], left: f64, right: f64) -> Self {
        let (first, last) = (days[0].number(), days[1].number());
        let room = ((last - first) / 50).max(3);
        Self { first: first - room, last: last + room, left, right }
    }

    /// Where a day begins.
    #[expect(clippy::cast_precision_loss, reason = "days of history are few")]
    pub(crate) fn at(&self, day: i64) -> f64 {
        let day = day.clamp(self.first, self.last);
        let share = (day - self.first) as f64 / (self.last - self.first).max(1) as f64;
        self.left + share * (self.right - self.left)
    }

    /// From where to where a date reaches; an open end reaches as far as the line.
    pub(crate) fn reach(&self, date: &DateSpan) -> Option<(f64, f64)> {
        let first = date.earliest().map_or(self.first, Day::number);
        let last = date.latest().map_or(self.last, Day::number);
        let is_outside = last < self.first || first > self.last;
        let is_unknown = date.earliest().is_none() && date.latest().is_none();
        (!is_outside && !is_unknown).then(|| (self.at(first), self.at(last + 1)))
    }

    /// Years, or months where there are few years.
    pub(crate) fn ticks(&self) -> Vec<Tick> {
        let year = |number| Day::from_number(number).map_or(0, Day::year);
        let (from, to) = (year(self.first), year(self.last));
        let years = i32::from(to) - i32::from(from) + 1;
        let mut ticks = Vec::new();
        if years <= 3 {
            let step = if years == 1 { 1 } else { 3 };
            for year in from..=to {
                for month in (1..=12u8).step_by(step) {
                    if let Some(day) = Day::new(year, month, 1) {
                        let label = format!("{year:04}-{month:02}");
                        self.tick(day, label, &mut ticks);
                    }
                }
            }
        } else {
            let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|s| years / s <= 12);
            let step = step.unwrap_or(500);
            for year in from..=to {
                if i32::from(year) % step == 0
                    && let Some(day) = Day::new(year, 1, 1)
                {
                    self.tick(day, format!("{year:04}"), &mut ticks);
                }
            }
        }
        ticks
    }

    fn tick(&self, day: Day, label: String, ticks: &mut Vec<Tick>) {
        if (self.first..=self.last).contains(&day.number()) {
            ticks.push(Tick { at: self.at(day.number()), label });
        }
    }
}

/// Room for marks side by side: the first row in which a mark hits no other.
#[derive(Default)]
pub(crate) struct Rows {
    taken: Vec<Vec<(f64, f64)>>,
}

impl Rows {
    /// The row for a mark that reaches so far.
    pub(crate) fn place(&mut self, from: f64, to: f64) -> usize {
        let free = |row: &Vec<(f64, f64)>| {
            row.iter().all(|(a, b)| to + 2.0 < *a || *b + 2.0 < from)
        };
        let row = self.taken.iter().position(free).unwrap_or_else(|| {
            self.taken.push(Vec::new());
            self.taken.len() - 1
        });
        self.taken[row].push((from, to));
        row
    }

    pub(crate) fn count(&self) -> usize {
        self.taken.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_date_reaches_to_the_end_of_the_line() {
        let day = |y, m, d| Day::new(y, m, d).unwrap();
        let scale = Scale::over([day(2031, 1, 1), day(2031, 12, 31)], 0.0, 100.0);
        let reach = |date: &str| scale.reach(&date.parse().unwrap());
        assert_eq!(reach("2031-06/..").unwrap().1, 100.0);
        let (from, to) = reach("2031-06").unwrap();
        assert!(from > 35.0 && to < 55.0 && to - from > 6.0);
        assert!(reach("2029").is_none());
    }

    #[test]
    fn marks_that_meet_stand_in_two_rows() {
        let mut rows = Rows::default();
        assert_eq!(
            [rows.place(0.0, 5.0), rows.place(4.0, 9.0), rows.place(9.0, 12.0)],
            [0, 1, 0]
        );
        assert_eq!(rows.count(), 2);
    }
}
