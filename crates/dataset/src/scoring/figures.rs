//! Counts of what was found, and the figures that follow from them.

use serde::Serialize;

/// How many there are in the gold, how many are coded, and how many of those are right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Rate {
    /// In the gold.
    pub gold: usize,
    /// Coded.
    pub coded: usize,
    /// Coded as the gold has it.
    pub right: usize,
}

impl Rate {
    /// Share of what is coded that is right; 0 if nothing is.
    pub fn precision(self) -> f64 {
        share(self.right, self.coded)
    }

    /// Share of the gold that is coded rightly; 0 if there is none.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// Harmonic mean of precision and recall; 0 if nothing is right.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.gold + self.coded)
    }
}

impl Serialize for Rate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Figures {
            gold: usize,
            coded: usize,
            right: usize,
            precision: f64,
            recall: f64,
            f1: f64,
        }
        let figures = Figures {
            gold: self.gold,
            coded: self.coded,
            right: self.right,
            precision: rounded(self.precision()),
            recall: rounded(self.recall()),
            f1: rounded(self.f1()),
        };
        figures.serialize(serializer)
    }
}

/// How many of those judged are right.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Accuracy {
    /// Judged.
    pub of: usize,
    /// As the gold has it.
    pub right: usize,
}

impl Accuracy {
    /// Share of those judged that are right; 0 if none is judged.
    pub fn share(self) -> f64 {
        share(self.right, self.of)
    }
}

impl Serialize for Accuracy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Figures {
            of: usize,
            right: usize,
            share: f64,
        }
        Figures { of: self.of, right: self.right, share: rounded(self.share()) }
            .serialize(serializer)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    // Counts of mentions are far below the integers that a double holds exactly.
    let exact = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    exact(part) / exact(whole)
}

/// Three digits after the point, half to even, as the scorers print them.
pub fn rounded(share: f64) -> f64 {
    (share * 1000.0).round_ties_even() / 1000.0
}
