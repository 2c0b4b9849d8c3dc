//! The dates a text has told so far, from which later expressions count.

use super::period::{Grain, Period};
use super::resolve::Resolved;
use chancery_model::{DateBasis, TimexKind};

/// A date told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    pub(super) period: Period,
    pub(super) sentence: u32,
    pub(super) paragraph: u32,
    /// Whether its year stands in the text, here or further back.
    pub(super) is_stated: bool,
}

/// The last dates told, and where the reading stands.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Told {
    /// The last of any precision up to years.
    any: Option<Heard>,
    /// The last with a month, a week or a day.
    fine: Option<Heard>,
    /// The last day.
    day: Option<Heard>,
    pub(super) sentence: u32,
    pub(super) paragraph: u32,
    /// Whether a date lends its year however far back it stands.
    pub(super) is_far_sighted: bool,
}

/// A date told further back than this many sentences no longer lends its year.
const REACH: u32 = 15;

impl Told {
    /// Nothing told yet.
    pub(super) fn new(is_far_sighted: bool) -> Self {
        Self { is_far_sighted, ..Self::default() }
    }

    /// Goes on to a sentence.
    pub(super) fn enter(&mut self, sentence: u32, paragraph: u32) {
        (self.sentence, self.paragraph) = (sentence, paragraph);
    }

    /// Keeps a date.
    pub(super) fn hear(&mut self, resolved: &Resolved) {
        let Some(period) = resolved.period else { return };
        if period.grain > Grain::Year
            || !matches!(resolved.kind, TimexKind::Date | TimexKind::Time)
        {
            return;
        }
        let heard = Some(Heard {
            period,
            sentence: self.sentence,
            paragraph: self.paragraph,
            is_stated: matches!(resolved.basis, DateBasis::Explicit | DateBasis::Context),
        });
        self.any = heard;
        if period.grain < Grain::Year {
            self.fine = heard;
        }
        if period.grain == Grain::Day {
            self.day = heard;
        }
    }

    fn near(&self, heard: Option<Heard>) -> Option<Heard> {
        heard.filter(|heard| {
            self.is_far_sighted || self.sentence <= heard.sentence + REACH
        })
    }

    /// The last date told near by.
    pub(super) fn any(&self) -> Option<Heard> {
        self.near(self.any)
    }

    /// The last date told near by that is sharper than a year.
    pub(super) fn fine(&self) -> Option<Heard> {
        self.near(self.fine)
    }

    /// The last date sharper than a year told near by, if it is a quarter.
    pub(super) fn quarter(&self) -> Option<Period> {
        let fine = self.near(self.fine)?.period;
        (fine.grain == Grain::Quarter).then_some(fine)
    }

    /// The last day told near by.
    pub(super) fn day(&self) -> Option<Heard> {
        self.near(self.day)
    }

    /// The last day told in this paragraph.
    pub(super) fn day_here(&self) -> Option<Heard> {
        self.day.filter(|heard| heard.paragraph == self.paragraph)
    }

    /// The last date told in this paragraph that is sharper than a year and whose year stands
    /// in the text.
    pub(super) fn stated_here(&self) -> Option<Heard> {
        self.fine.filter(|heard| heard.paragraph == self.paragraph && heard.is_stated)
    }
}
