//! The arguments of `chancery decide` and `chancery judge`.

use super::DATASET;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Decide that two events tell one occurrence, or that they do not.
///
/// A decision is a row that is never changed; every build from the next one on replays it. Of
/// several on the same two events the last counts.
#[derive(Args, Debug)]
pub(crate) struct Decide {
    /// What.
    #[arg(value_enum)]
    pub(crate) what: DecideKind,
    /// One event, by the beginning of its id.
    #[arg(value_name = "EVENT")]
    pub(crate) first: String,
    /// Another event.
    #[arg(value_name = "OTHER")]
    pub(crate) second: String,
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// Why.
    #[arg(long, value_name = "REASON")]
    pub(crate) because: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum DecideKind {
    /// They tell one occurrence.
    Merge,
    /// They tell two occurrences.
    Split,
    /// What was decided on them no longer counts.
    Withdraw,
}

/// Decide on one event: accept or reject it, put it off, give it another code or date.
///
/// The same decisions as those of `chancery serve --review`: rows that are never changed, replayed
/// by every build from the next one on. What is withdrawn is all that was decided on the event.
#[derive(Args, Debug)]
pub(crate) struct Judge {
    /// What.
    #[arg(value_enum)]
    pub(crate) what: JudgeKind,
    /// The event, by the beginning of its id.
    #[arg(value_name = "EVENT")]
    pub(crate) event: String,
    /// The dataset.
    #[arg(value_name = "DATASET", default_value = DATASET)]
    pub(crate) dataset: PathBuf,
    /// The code as `TYPE/mode CAMEO`, or the date in EDTF.
    #[arg(long, value_name = "VALUE")]
    pub(crate) value: Option<String>,
    /// Why.
    #[arg(long, value_name = "REASON")]
    pub(crate) because: String,
    /// A folder laid over the built-in codebook.
    #[arg(long, value_name = "DIR")]
    pub(crate) codebook: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum JudgeKind {
    /// It is coded as its sentence has it.
    Accept,
    /// Its sentence does not tell it: it belongs to no incident.
    Reject,
    /// Others come first.
    Later,
    /// It is of the type that `--value` gives.
    Code,
    /// It has the date that `--value` gives.
    Date,
    /// What was decided on it no longer counts.
    Withdraw,
}
