//! What can go wrong between a dataset and the world.

use std::path::{Path, PathBuf};

/// A failure of the world while a dataset was used. Each names the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("there is no dataset at {path}")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a file where a new one was to be made.
    #[error("{path} exists already")]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else. It was not touched.
    #[error("{path} is not a Chancery dataset; it was left as it is")]
    NotADataset {
        /// The file.
        path: PathBuf,
    },
    /// The file was made by a later version. It was not touched.
    #[error(
        "{path} has schema {found}, this program knows up to {known}: use a newer program; the file was left as it is"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// Another process writes to the file and did not finish in time.
    #[error("the dataset {path} is busy: another process is writing to it")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// No run has finished, so there is nothing to read.
    #[error("{path} holds no finished build{}; run the build again, it goes on where it stopped",
        if *.interrupted { " (the last one was interrupted)" } else { "" })]
    Unfinished {
        /// The file.
        path: PathBuf,
        /// Whether a run was begun.
        interrupted: bool,
    },
    /// Words that the full-text search does not understand.
    #[error("the words asked for cannot be understood: {message}")]
    Search {
        /// What SQLite says.
        message: String,
    },
    /// The file was made by an earlier version and has nothing to search in.
    #[error("{path} was made by an earlier version and cannot be searched yet")]
    Older {
        /// The file.
        path: PathBuf,
    },
    /// Nothing has this id.
    #[error("{path} holds no {what} with the id {id}")]
    Unknown {
        /// The file.
        path: PathBuf,
        /// Document, event or incident.
        what: &'static str,
        /// The id as given.
        id: String,
    },
    /// Several things have ids that begin like this.
    #[error("{id} begins the ids of several {what}s: {}", .candidates.join(", "))]
    Ambiguous {
        /// Document, event or incident.
        what: &'static str,
        /// The id as given.
        id: String,
        /// Ids that begin so, ten at most.
        candidates: Vec<String>,
    },
    /// One run was given the same document twice.
    #[error(
        "{document} is part of this run already; {file} has the same address and bytes"
    )]
    Twice {
        /// The document's id.
        document: String,
        /// The path of the second one.
        file: String,
    },
    /// A run came out differently from an earlier one with the same code, codebook, models,
    /// inputs and options.
    #[error(
        "{path} holds the same run ({run}) with another result: the code version given does not tell two programs apart"
    )]
    Differs {
        /// The file.
        path: PathBuf,
        /// The run's id.
        run: String,
    },
    /// The file could not be read or written.
    #[error("{doing} {path}: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// What was attempted.
        doing: &'static str,
        /// Why it failed.
        #[source]
        cause: std::io::Error,
    },
    /// SQLite failed.
    #[error("{path}: {cause}")]
    Store {
        /// The file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        cause: rusqlite::Error,
    },
    /// A stored record cannot be read back.
    #[error("{path}: a stored {what} cannot be read: {cause}")]
    Record {
        /// The file.
        path: PathBuf,
        /// Which kind of record.
        what: &'static str,
        /// Why.
        #[source]
        cause: serde_json::Error,
    },
    /// An export could not be written.
    #[error("writing the export: {0}")]
    Export(#[source] std::io::Error),
}

impl Error {
    /// SQLite's failure on this file, told as what it means.
    pub(crate) fn store(path: &Path, cause: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy { path }
            }
            Some(ErrorCode::NotADatabase) => Self::NotADataset { path },
            _ => Self::Store { path, cause },
        }
    }
}
