//! What the words of one expression tell: year, month, number, unit, direction.

use super::atoms::Item;
use chancery_codebook::{TimeClass, TimeDay, TimeUnit};
use chancery_model::DateSpan;

/// The fields of a date that a range can give twice.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub(super) struct Calendar {
    pub(super) year: Option<i16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Quantity {
    /// So many.
    Known(i32),
    /// Several.
    Several,
}

/// Everything the words of one expression tell.
#[derive(Clone, Default, Debug)]
pub(super) struct Fields<'a> {
    /// The date, or the end of a range of dates.
    pub(super) date: Calendar,
    /// The start of a range.
    pub(super) from: Calendar,
    pub(super) weekday: Option<u8>,
    pub(super) season: Option<u8>,
    /// From and to, in per cent of the period.
    pub(super) part: Option<(u8, u8)>,
    pub(super) direction: Option<i32>,
    /// Whether the direction counts from the date told last.
    pub(super) is_anaphoric: bool,
    pub(super) unit: Option<TimeUnit>,
    pub(super) quantity: Option<Quantity>,
    pub(super) ordinal: Option<i32>,
    pub(super) decade: Option<i16>,
    pub(super) deictic: Option<i32>,
    /// TIMEX3 code of a part of the day.
    pub(super) daypart: Option<&'a str>,
    pub(super) hour: Option<u8>,
    pub(super) minute: Option<u8>,
    /// 0 before noon, 12 after.
    pub(super) meridiem: Option<u8>,
    pub(super) holiday: Option<TimeDay>,
    pub(super) named: Option<&'a DateSpan>,
    /// A TIMEX3 value given by the word itself.
    pub(super) text: Option<&'a str>,
    pub(super) is_approximate: bool,
    pub(super) is_old: bool,
}

impl<'a> Fields<'a> {
    /// Takes in one reading.
    pub(super) fn put(&mut self, item: &Item<'a>, from: bool) {
        let value = item.value;
        let small = u8::try_from(value).ok();
        let year = i16::try_from(value).ok();
        // 2016/17 repeats its century.
        let whole = match (self.from.year, year) {
            (Some(from), Some(year)) => Some(from - from.rem_euclid(100) + year),
            _ => year,
        };
        let date = if from { &mut self.from } else { &mut self.date };
        match item.class {
            TimeClass::Year | TimeClass::Yyyy => date.year = year,
            TimeClass::OldYear => date.year = year,
            TimeClass::Yy => date.year = whole,
            TimeClass::Month | TimeClass::Mm => date.month = small,
            TimeClass::Day | TimeClass::Dd => date.day = small,
            TimeClass::Weekday => self.weekday = small,
            TimeClass::Season => self.season = small,
            TimeClass::Part => self.part = item.word.map(|word| word.part),
            TimeClass::Direction => self.direction = Some(value),
            TimeClass::Anaphor => {
                self.direction = Some(value);
                self.is_anaphoric = true;
            }
            TimeClass::Unit => self.unit = item.word.and_then(|word| word.unit),
            TimeClass::Units => {
                self.unit = item.word.and_then(|word| word.unit);
                self.quantity.get_or_insert(Quantity::Several);
            }
            TimeClass::Number => self.quantity = Some(Quantity::Known(value)),
            TimeClass::Several => self.quantity = Some(Quantity::Several),
            TimeClass::Ordinal => self.ordinal = Some(value),
            TimeClass::Decade => self.decade = year,
            TimeClass::Deictic => {
                self.deictic = Some(value);
                self.daypart =
                    item.word.map(|word| &*word.text).filter(|text| !text.is_empty());
            }
            TimeClass::Daypart => self.daypart = item.word.map(|word| &*word.text),
            TimeClass::Hour => self.hour = small,
            TimeClass::Minute => self.minute = small,
            TimeClass::Meridiem => self.meridiem = small,
            TimeClass::Holiday => self.holiday = item.word.and_then(|word| word.day),
            TimeClass::Named => {
                self.named = item.word.and_then(|word| word.date.as_ref());
            }
            TimeClass::Vague | TimeClass::Frequency => {
                self.text = item.word.map(|word| &*word.text);
            }
            TimeClass::Approximate => self.is_approximate = true,
            TimeClass::Era => self.is_old = true,
            _ => {}
        }
    }
}
