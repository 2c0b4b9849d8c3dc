//! One run: every document read, coded and appended, then the incidents resolved.

use crate::manifests::unreadable;
use crate::{Desk, Manifests};
use chancery_dataset::{Coding, Dataset, ForecastWords, OpenRun, Run};
use chancery_ingest::Input;
use chancery_model::{
    Decision, Diagnostic, Digest, Document, DocumentId, Event, EventId, Place, RunId,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Documents coded side by side before they are appended: enough to keep every core busy, few
/// enough to keep memory flat.
const BATCH: usize = 64;

/// A file to read, with the path that names it in the dataset: relative to the folder that was
/// asked for, parted by `/`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct InputFile {
    /// The path in the dataset.
    pub path: String,
    /// What the caller finds it by.
    pub location: std::path::PathBuf,
}

/// How the caller hands over the bytes of a file.
pub type Load<'a> = dyn Fn(&InputFile) -> std::io::Result<Vec<u8>> + Sync + 'a;

/// What a build tells while it runs.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// So many files will be read.
    Files(usize),
    /// One more file is read.
    FileRead,
    /// So many more documents are coded.
    Coded(usize),
    /// Incidents are being resolved.
    Resolving,
}

/// What a build needs.
pub struct Build<'a> {
    /// Who codes.
    pub desk: &'a Desk,
    /// The files, in any order.
    pub files: Vec<InputFile>,
    /// Paths of files that stand beside these and were not asked for, so that a manifest's
    /// row for one of them is no finding.
    pub beside: BTreeSet<String>,
    /// How to get their bytes.
    pub load: &'a Load<'a>,
    /// Told of every step.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// The time by the clock, for the log.
    pub now: &'a str,
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// The run.
    pub run: RunId,
    /// Documents coded in this build.
    pub coded: usize,
    /// Documents that the same coder had coded before.
    pub reused: usize,
    /// What was wrong with files, manifests and documents.
    pub findings: Vec<Diagnostic>,
}

/// What ends a build.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The dataset could not be written or read.
    #[error(transparent)]
    Dataset(#[from] chancery_dataset::Error),
}

impl Build<'_> {
    /// Runs the build into a dataset.
    ///
    /// # Errors
    /// If the dataset cannot be written. What is wrong with the inputs is told in
    /// [`Built::findings`] and stops nothing.
    pub fn into(mut self, dataset: &mut Dataset) -> Result<Built, Error> {
        self.files.sort();
        let mut findings = Vec::new();
        let manifests = Manifests::read(&self.files, self.load, &mut findings);
        self.files.retain(|file| !Manifests::is_manifest(&file.path));
        (self.progress)(Progress::Files(self.files.len()));
        let decisions = dataset.decisions()?;
        let run = Run {
            coder: self.desk.coder(),
            options: options(&decisions),
            inputs: self.digests(&manifests),
        };
        let open = dataset.begin_run(&run, self.now)?;
        let mut work = Work {
            build: &self,
            dataset,
            run: &open,
            words: ForecastWords::of(self.desk.codebook()),
            waiting: Vec::new(),
            ready: Vec::new(),
            seen: BTreeMap::new(),
            coded: 0,
            reused: 0,
        };
        for file in &self.files {
            work.read(file, &manifests, &mut findings)?;
        }
        work.code()?;
        work.append()?;
        let (coded, reused) = (work.coded, work.reused);
        let present = self.files.iter().map(|file| &file.path).chain(&self.beside);
        findings.extend(manifests.unused(&present.map(String::as_str).collect()));
        (self.progress)(Progress::Resolving);
        let mut events = dataset.events_in(&open)?;
        let amended = self.desk.amended(&events, &decisions);
        dataset.amend(&open, &amended)?;
        replace(&mut events, amended);
        let incidents = self.desk.resolve_decided(&events, &decisions);
        dataset.finish_run(&open, &incidents, &findings, self.now)?;
        Ok(Built { run: open.id(), coded, reused, findings })
    }

    /// What the run is given: each file's path, bytes and manifest row.
    fn digests(&self, manifests: &Manifests) -> Vec<Digest> {
        let digest = |file: &InputFile| {
            let bytes = (self.load)(file).unwrap_or_default();
            let known = format!("{:?}", manifests.given(&file.path));
            Digest::of([file.path.as_bytes(), &bytes, known.as_bytes()])
        };
        self.files.par_iter().map(digest).collect()
    }
}

/// Puts events in the places of those with their ids.
pub(crate) fn replace(events: &mut [Event], amended: Vec<Event>) {
    let mut amended: BTreeMap<EventId, Event> =
        amended.into_iter().map(|event| (event.id, event)).collect();
    for event in events {
        if let Some(other) = amended.remove(&event.id) {
            *event = other;
        }
    }
}

/// What bears on a build beside its inputs: the decisions it replays.
fn options(decisions: &[Decision]) -> String {
    if decisions.is_empty() {
        return String::new();
    }
    let digest = Digest::of(decisions.iter().map(|decision| format!("{decision:?}")));
    format!("decisions {digest}")
}

/// A build under way.
struct Work<'a, 'b> {
    build: &'a Build<'b>,
    dataset: &'a mut Dataset,
    run: &'a OpenRun,
    /// By which predictions are known.
    words: ForecastWords,
    /// To be coded.
    waiting: Vec<Read>,
    /// To be appended.
    ready: Vec<Coding>,
    seen: BTreeMap<DocumentId, Box<str>>,
    coded: usize,
    reused: usize,
}

/// A document that waits to be coded.
struct Read {
    document: Document,
    raw: Vec<u8>,
}

impl Work<'_, '_> {
    fn read(
        &mut self,
        file: &InputFile,
        manifests: &Manifests,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Error> {
        let bytes = match (self.build.load)(file) {
            Ok(bytes) => bytes,
            Err(cause) => {
                findings.push(unreadable(&file.path, &cause));
                return Ok(());
            }
        };
        let input = Input { path: &file.path, bytes: &bytes };
        let (documents, found) = self.build.desk.read(input, manifests.given(&file.path));
        (self.build.progress)(Progress::FileRead);
        let is_single = documents.len() == 1;
        findings.extend(found);
        for document in documents {
            if let Some(first) = self.seen.get(&document.id) {
                let message =
                    format!("the same document stands in `{first}` and is read once");
                let place = Place::file(document.path.clone());
                findings.push(Diagnostic::warning("repeated-document", place, message));
                continue;
            }
            self.seen.insert(document.id, document.path.clone());
            // A record of a file of many is kept as the text it tells.
            let raw =
                if is_single { bytes.clone() } else { document.text.as_bytes().to_vec() };
            self.take(Read { document, raw })?;
        }
        Ok(())
    }

    fn take(&mut self, read: Read) -> Result<(), Error> {
        if let Some(known) = self.dataset.coded_before(self.run, &read.document)? {
            self.ready.push(known);
            self.reused += 1;
            (self.build.progress)(Progress::Coded(1));
            return if self.ready.len() >= BATCH { self.append() } else { Ok(()) };
        }
        self.waiting.push(read);
        if self.waiting.len() >= BATCH { self.code() } else { Ok(()) }
    }

    /// Codes what waits, side by side, and meanwhile appends what is ready.
    fn code(&mut self) -> Result<(), Error> {
        let (desk, run, words) = (self.build.desk, self.run, &self.words);
        let waiting = std::mem::take(&mut self.waiting);
        self.coded += waiting.len();
        let code = |Read { document, raw }: Read| {
            let annotated = desk.annotate(document);
            let events = desk.code(&annotated);
            let remarks = desk.remarks(&annotated, &events);
            let coding = Coding::new(run, &raw, &annotated, &events, &[])
                .and_then(|coding| coding.with_remarks(run, &remarks))
                .and_then(|coding| coding.with_kept(run, &annotated, &events, words));
            (self.build.progress)(Progress::Coded(1));
            coding
        };
        let ready = std::mem::take(&mut self.ready);
        let (appended, coded) = rayon::join(
            || self.dataset.append(run, &ready),
            || waiting.into_par_iter().map(code).collect::<Result<Vec<_>, _>>(),
        );
        appended?;
        self.ready = coded?;
        Ok(())
    }

    /// Appends what is ready, in order.
    fn append(&mut self) -> Result<(), Error> {
        self.dataset.append(self.run, &std::mem::take(&mut self.ready))?;
        Ok(())
    }
}
