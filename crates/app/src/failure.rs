//! What ends a command early, and the exit code it ends with.

use chancery_dataset::{Error, SearchError};
use std::io::{self, Write};
use std::process::ExitCode;

/// All went well.
pub(crate) const OK: u8 = 0;
/// The world failed: a disk, a lock, a permission.
pub(crate) const OPERATIONAL: u8 = 1;
/// Two datasets say different things, as `diff` has it.
pub(crate) const DIFFERENT: u8 = 1;
/// Something is wrong with the data or the arguments given.
pub(crate) const DATA: u8 = 2;
/// A stored event rests on bytes that its document does not have.
pub(crate) const PROVENANCE: u8 = 3;
/// Ended by Ctrl-C, as shells count it.
pub(crate) const INTERRUPTED: u8 = 130;

/// What to do about an expression that cannot be understood.
const SEARCH: &str = "`chancery search --help` tells the language";

/// What ends a command early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Whoever read the output has seen enough.
    #[error("the reader of the output has gone")]
    PipeClosed,
    /// The world failed.
    #[error("{0}")]
    World(String),
    /// What was given cannot be used; what to do instead.
    #[error("{0}\n   = hint: {1}")]
    Given(String, String),
}

impl Failure {
    /// Says what happened and gives the exit code.
    pub(crate) fn tell(&self) -> ExitCode {
        let code = match self {
            Self::PipeClosed => return ExitCode::from(OK),
            Self::World(_) => OPERATIONAL,
            Self::Given(..) => DATA,
        };
        warn(&format!("error: {self}"));
        ExitCode::from(code)
    }
}

/// Writes a line to standard error.
pub(crate) fn warn(line: &str) {
    // If standard error is gone there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{line}");
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::PipeClosed,
            _ => Self::World(error.to_string()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let told = error.to_string();
        match error {
            Error::Export(cause) => cause.into(),
            Error::Missing { .. } => Self::Given(
                told,
                "make one with `chancery build FOLDER`, or name another file".into(),
            ),
            Error::NotADataset { .. } | Error::Exists { .. } => {
                Self::Given(told, "name another file".into())
            }
            Error::Newer { .. } => Self::Given(told, "update chancery".into()),
            Error::Unknown { .. } => Self::Given(
                told,
                "`chancery events` and `chancery incidents` list the ids".into(),
            ),
            Error::Ambiguous { .. } => {
                Self::Given(told, "give more digits of the id".into())
            }
            Error::Search { .. } => Self::Given(told, SEARCH.into()),
            Error::Older { .. } => Self::Given(
                told,
                "`chancery build` with the same paths brings it up to date".into(),
            ),
            Error::Unfinished { .. } => {
                Self::Given(told, "`chancery build` with the same paths goes on".into())
            }
            _ => Self::World(told),
        }
    }
}

impl From<SearchError> for Failure {
    fn from(error: SearchError) -> Self {
        Self::Given(error.to_string(), SEARCH.into())
    }
}

impl From<chancery_pipeline::Error> for Failure {
    fn from(error: chancery_pipeline::Error) -> Self {
        match error {
            chancery_pipeline::Error::Dataset(error) => error.into(),
        }
    }
}
