//! What the server holds: the codebook, connections to the dataset, and what was read of the run
//! that finished last.

use crate::answer::Failure;
use crate::kept::Answers;
use chancery_codebook::{Codebook, Files};
use chancery_dataset::{
    Bases, Contents, Dataset, Error, ForecastWords, Query, Summary, Table, bases,
    forecasts, summary_of,
};
use chancery_model::{Annotated, Decision, DocumentId, RunId};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

/// Connections kept open between requests.
const KEPT: usize = 16;
/// How long a request waits for a build that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// A dataset with all that its pages need.
pub struct Library {
    path: PathBuf,
    pub(crate) codebook: Codebook,
    pub(crate) files: Files,
    /// The analyst who may decide; `None` if nobody may.
    pub(crate) analyst: Option<String>,
    /// The time by the clock.
    pub(crate) now: fn() -> String,
    connections: Mutex<Vec<Dataset>>,
    reading: RwLock<Option<Arc<Reading>>>,
}

/// One run, read into memory. A run that finished never changes.
pub(crate) struct Reading {
    pub(crate) run: RunId,
    pub(crate) contents: Contents,
    summary: Once<Summary>,
    forecasts: Once<Table>,
    dyads: OnceLock<Table>,
    bases: OnceLock<Bases>,
    /// What was answered of it before.
    pub(crate) answers: Answers,
}

/// Something that is worked out by whoever asks first, while the others wait; tried again by the
/// next if that fails.
#[derive(Debug)]
struct Once<T> {
    found: OnceLock<T>,
    working: Mutex<()>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { found: OnceLock::new(), working: Mutex::default() }
    }
}

impl<T> Once<T> {
    fn get(&self, find: impl FnOnce() -> Result<T, Error>) -> Result<&T, Error> {
        if let Some(found) = self.found.get() {
            return Ok(found);
        }
        let _working = self.working.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = self.found.get() {
            return Ok(found);
        }
        let found = find()?;
        Ok(self.found.get_or_init(|| found))
    }
}

impl Library {
    /// Opens a dataset to read. Who may decide on it is named in `analyst`; `now` tells the time.
    ///
    /// # Errors
    /// If the file is no dataset or cannot be read, or no run has finished.
    pub fn open(
        path: PathBuf,
        codebook: Codebook,
        files: Files,
        analyst: Option<String>,
        now: fn() -> String,
    ) -> Result<Self, Error> {
        let library = Self {
            path,
            codebook,
            files,
            analyst,
            now,
            connections: Mutex::default(),
            reading: RwLock::default(),
        };
        library.connect()?.current_run()?;
        Ok(library)
    }

    /// Reads what the first page needs, so that nobody waits for it.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn prepare(&self) -> Result<(), Error> {
        let reading = self.reading()?;
        reading.contents.briefs();
        reading.dyads(self);
        let summary = reading.summary(self)?;
        reading.bases(self, summary);
        Ok(())
    }

    fn connect(&self) -> Result<Dataset, Error> {
        let dataset = Dataset::open_read_only(&self.path)?;
        dataset.wait_at_most(PATIENCE)?;
        Ok(dataset)
    }

    /// Asks the dataset something over a connection that nobody else uses meanwhile.
    pub(crate) fn ask<T, E: From<Error>>(
        &self,
        question: impl FnOnce(&Dataset) -> Result<T, E>,
    ) -> Result<T, E> {
        let kept = || self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        let dataset = kept().pop();
        let dataset = dataset.map_or_else(|| self.connect(), Ok)?;
        let answer = question(&dataset);
        let mut kept = kept();
        if kept.len() < KEPT {
            kept.push(dataset);
        }
        answer
    }

    /// The run that finished last, read anew if another one has finished since.
    pub(crate) fn reading(&self) -> Result<Arc<Reading>, Error> {
        let run = self.ask(Dataset::current_run)?;
        let known = self.reading.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.run == run) {
            return Ok(known);
        }
        let mut place = self.reading.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = place.as_ref().filter(|known| known.run == run) {
            return Ok(known.clone());
        }
        let contents = self.ask(Contents::of)?;
        let reading = Arc::new(Reading {
            run,
            contents,
            summary: Once::default(),
            forecasts: Once::default(),
            dyads: OnceLock::new(),
            bases: OnceLock::new(),
            answers: Answers::default(),
        });
        *place = Some(reading.clone());
        Ok(reading)
    }

    /// A document with all layers.
    pub(crate) fn annotated(&self, id: DocumentId) -> Result<Annotated, Failure> {
        Ok(self.ask(|dataset| dataset.annotated(id))?)
    }

    /// All decisions with when they were made.
    pub(crate) fn decisions(&self) -> Result<Vec<(Decision, String)>, Failure> {
        Ok(self.ask(Dataset::decisions_with_time)?)
    }

    /// Adds a decision of the analyst.
    pub(crate) fn decide(&self, decision: &Decision) -> Result<(), Failure> {
        let Some(analyst) = &self.analyst else {
            return Err(Failure::Refused("start with `--review` to decide".into()));
        };
        let mut dataset = Dataset::open(&self.path)?;
        dataset.wait_at_most(PATIENCE)?;
        Ok(dataset.decide(&decision.clone().by(analyst), &(self.now)())?)
    }
}

impl Reading {
    /// The run on one screen.
    pub(crate) fn summary(&self, library: &Library) -> Result<&Summary, Error> {
        self.summary.get(|| library.ask(|dataset| summary_of(dataset, &self.contents)))
    }

    /// Where publishers are based.
    pub(crate) fn bases(&self, library: &Library, summary: &Summary) -> &Bases {
        self.bases.get_or_init(|| {
            bases(&summary.publishers, &library.codebook, self.contents.events())
        })
    }

    /// The pairs of parties over all times.
    pub(crate) fn dyads(&self, library: &Library) -> &Table {
        self.dyads.get_or_init(|| {
            self.contents.list_dyads(&Query::default(), &library.codebook)
        })
    }

    /// What somebody predicts.
    pub(crate) fn forecasts(&self, library: &Library) -> Result<&Table, Error> {
        let words = || ForecastWords::of(&library.codebook);
        self.forecasts.get(|| library.ask(|dataset| forecasts(dataset, &words())))
    }
}
