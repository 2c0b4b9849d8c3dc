//! One dataset file, open.

use crate::{Error, SCHEMA_VERSION, schema};
use chancery_model::RunId;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A dataset: one SQLite file to which runs append documents, events and incidents, and from
/// which nothing is ever taken away.
///
/// Every write is a transaction, so a process that is killed at any moment leaves a file as
/// it was before that write. What is read is the run that finished last.
#[derive(Debug)]
pub struct Dataset {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

/// How long a write waits for another process unless told otherwise.
const PATIENCE: Duration = Duration::from_secs(10);

impl Dataset {
    /// Makes a new dataset.
    ///
    /// # Errors
    /// If there is a file already, or it cannot be written.
    pub fn create(path: &Path) -> Result<Self, Error> {
        match schema::recognise(path) {
            Err(Error::Missing { .. }) => {
                let flags =
                    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                Self::connect(path, flags, true)
            }
            Ok(_) | Err(Error::NotADataset { .. } | Error::Newer { .. }) => {
                Err(Error::Exists { path: path.to_owned() })
            }
            Err(error) => Err(error),
        }
    }

    /// Opens a dataset to read and append.
    ///
    /// # Errors
    /// If there is no file, or it is not a dataset of this or an earlier schema; then the
    /// file is left as it is.
    pub fn open(path: &Path) -> Result<Self, Error> {
        match schema::recognise(path)? {
            schema::Kind::Dataset => {
                Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)
            }
            schema::Kind::Empty => Err(Error::NotADataset { path: path.to_owned() }),
        }
    }

    /// Opens a dataset to append, or makes it if there is no file or an empty one.
    ///
    /// # Errors
    /// As [`open`](Self::open) and [`create`](Self::create).
    pub fn open_or_create(path: &Path) -> Result<Self, Error> {
        match schema::recognise(path) {
            Err(Error::Missing { .. }) => Self::create(path),
            Ok(schema::Kind::Empty) => {
                Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, true)
            }
            Ok(schema::Kind::Dataset) => Self::open(path),
            Err(error) => Err(error),
        }
    }

    /// Opens a dataset to read only.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_read_only(path: &Path) -> Result<Self, Error> {
        if let schema::Kind::Empty = schema::recognise(path)? {
            return Err(Error::NotADataset { path: path.to_owned() });
        }
        let read = || {
            let dataset = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, false)?;
            dataset.is_laid_out().map(|_| dataset)
        };
        match read() {
            // A write was cut off. Only a connection that may write can take it back.
            Err(Error::Store { cause, .. })
                if matches!(
                    cause.sqlite_error_code(),
                    Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen)
                ) =>
            {
                drop(Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)?);
                read()
            }
            other => other,
        }
    }

    /// Waits this long, at most, for another process that writes.
    ///
    /// # Errors
    /// If SQLite refuses.
    pub fn wait_at_most(&self, patience: Duration) -> Result<(), Error> {
        self.connection.busy_timeout(patience).map_err(self.failed())
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The run that finished last.
    ///
    /// # Errors
    /// If none has finished, or the file cannot be read.
    pub fn current_run(&self) -> Result<RunId, Error> {
        let finished = self.last_logged("finished")?;
        let interrupted =
            || -> Result<bool, Error> { Ok(self.last_logged("started")?.is_some()) };
        match finished {
            Some(run) => Ok(run),
            None => Err(Error::Unfinished {
                path: self.path.clone(),
                interrupted: interrupted()?,
            }),
        }
    }

    /// The run that was begun last, if it has not finished.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn interrupted_run(&self) -> Result<Option<RunId>, Error> {
        let last: Option<(String, String)> = self
            .connection
            .query_row(
                "SELECT run, what FROM log ORDER BY sequence DESC LIMIT 1",
                (),
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()
            .map_err(self.failed())?;
        Ok(last.filter(|(_, what)| what == "started").and_then(|(run, _)| run_id(&run)))
    }

    fn last_logged(&self, what: &str) -> Result<Option<RunId>, Error> {
        let run: Option<String> = self
            .connection
            .query_row(
                "SELECT run FROM log WHERE what = ?1 ORDER BY sequence DESC LIMIT 1",
                [what],
                |row| row.get(0),
            )
            .optional()
            .map_err(self.failed())?;
        Ok(run.and_then(|run| run_id(&run)))
    }

    fn connect(path: &Path, flags: OpenFlags, lay_out: bool) -> Result<Self, Error> {
        let failed = |cause| Error::store(path, cause);
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
        connection.busy_timeout(PATIENCE).map_err(failed)?;
        connection.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        connection.set_prepared_statement_cache_capacity(32);
        let dataset = Self { connection, path: path.to_owned() };
        // A file whose layout was cut off is empty once SQLite has taken that back.
        let writable = !flags.contains(OpenFlags::SQLITE_OPEN_READ_ONLY);
        if lay_out || (writable && !dataset.is_laid_out()?) {
            schema::lay_out(&dataset.connection).map_err(failed)?;
        } else if writable
            && schema::version(&dataset.connection).map_err(failed)? < SCHEMA_VERSION
        {
            schema::upgrade(&dataset.connection).map_err(failed)?;
        }
        Ok(dataset)
    }

    fn is_laid_out(&self) -> Result<bool, Error> {
        schema::is_laid_out(&self.connection).map_err(self.failed())
    }

    pub(crate) fn failed(&self) -> impl Fn(rusqlite::Error) -> Error + use<'_> {
        |cause| Error::store(&self.path, cause)
    }

    pub(crate) fn unreadable(
        &self,
        what: &'static str,
    ) -> impl Fn(serde_json::Error) -> Error + use<'_> {
        move |cause| Error::Record { path: self.path.clone(), what, cause }
    }
}

/// The run with this id as it is stored, `R-` and 32 digits.
fn run_id(stored: &str) -> Option<RunId> {
    stored.strip_prefix("R-")?.parse().ok().map(RunId)
}
