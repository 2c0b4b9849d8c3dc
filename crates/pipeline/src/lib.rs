//! Calls the stages in order; the only place where they meet.
//!
//! Deliberately absent: logic of its own, and the outside world. Bytes are handed in by the
//! caller.

mod build;
mod check;
mod manifests;
mod verify;

pub use build::{Build, Built, Error, InputFile, Load, Progress};
pub use chancery_ingest::{Input, is_readable};
pub use chancery_resolve::Telling;
pub use check::{check, notation};
pub use manifests::Manifests;
pub use verify::{Difference, DifferenceKind, Verified, verify};

use chancery_annotate::boundary::Boundaries;
use chancery_annotate::syntax::model::Syntax;
use chancery_code::Obstacle;
use chancery_codebook::Codebook;
use chancery_dataset::Coder;
use chancery_ingest::Given;
use chancery_model::{
    Annotated, Decision, Diagnostic, Digest, Document, Event, Incident, Place, Remark,
};

/// The weights that ship with the tool.
const ENGLISH: &[u8] = include_bytes!("../../../data/models/en.model");
const ENGLISH_SENTENCES: &[u8] = include_bytes!("../../../data/models/en.sentences");

/// A codebook with the models that read its language: all that is needed to code.
pub struct Desk {
    codebook: Codebook,
    syntax: Syntax,
    boundaries: Boundaries,
    code_version: String,
}

impl Desk {
    /// A desk with this codebook and the models inside the binary.
    ///
    /// # Panics
    /// If the models inside the binary are damaged, which a test rules out.
    pub fn new(codebook: Codebook) -> Self {
        let syntax = match Syntax::load(ENGLISH) {
            Ok(syntax) => syntax,
            Err(error) => panic!("the model inside the binary must load: {error}"),
        };
        let boundaries = match Boundaries::load(ENGLISH_SENTENCES) {
            Ok(boundaries) => boundaries,
            Err(error) => panic!("the model inside the binary must load: {error}"),
        };
        let code_version = env!("CARGO_PKG_VERSION").into();
        Self { codebook, syntax, boundaries, code_version }
    }

    /// The same desk with `build` added to the version of its code, so that two programs of
    /// one version that differ do not take over each other's work.
    #[must_use]
    pub fn of_build(mut self, build: &str) -> Self {
        self.code_version = format!("{}+{build}", env!("CARGO_PKG_VERSION"));
        self
    }

    /// The codebook.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// Who codes here: code version, codebook and models.
    pub fn coder(&self) -> Coder {
        Coder {
            code_version: self.code_version.clone(),
            codebook: self.codebook.digest,
            models: vec![
                ("en.model".into(), Digest::of([self.syntax.digest()])),
                ("en.sentences".into(), Digest::of([self.boundaries.digest()])),
            ],
        }
    }

    /// All documents of one file, and what was wrong with it.
    pub fn read(
        &self,
        input: Input<'_>,
        given: Option<&Given>,
    ) -> (Vec<Document>, Vec<Diagnostic>) {
        let (mut documents, mut findings) =
            chancery_ingest::read(input, given, &self.codebook.page);
        documents.retain(|document| match too_long(input, document) {
            Some(finding) => {
                findings.push(finding);
                false
            }
            None => true,
        });
        (documents, findings)
    }

    /// Annotates a document.
    pub fn annotate(&self, document: Document) -> Annotated {
        chancery_annotate::annotate(
            document,
            &self.codebook,
            &self.syntax,
            &self.boundaries,
        )
    }

    /// Codes an annotated document.
    pub fn code(&self, annotated: &Annotated) -> Vec<Event> {
        chancery_code::code(annotated, &self.codebook)
    }

    /// What stood in the way of an event at each predicate that gave none, by its index.
    pub fn obstacles(&self, annotated: &Annotated) -> Vec<(usize, Obstacle)> {
        chancery_code::obstacles(annotated, &self.codebook)
    }

    /// What an annotated document with these events says beside them.
    pub fn remarks(&self, annotated: &Annotated, events: &[Event]) -> Vec<Remark> {
        chancery_code::remarks(annotated, events, &self.codebook)
    }

    /// Resolves events to incidents.
    pub fn resolve(&self, events: &[Event]) -> Vec<Incident> {
        chancery_resolve::resolve(events, &self.codebook)
    }

    /// The events to which analysts gave another code or date, as they then are.
    pub fn amended(&self, events: &[Event], decisions: &[Decision]) -> Vec<Event> {
        chancery_resolve::amended(events, decisions)
    }

    /// Resolves events to incidents where analysts decided something.
    pub fn resolve_decided(
        &self,
        events: &[Event],
        decisions: &[Decision],
    ) -> Vec<Incident> {
        chancery_resolve::resolve_decided(events, decisions, &self.codebook)
    }

    /// Groups mentions that no rule codes, by story and word.
    pub fn resolve_words(
        &self,
        documents: &[Vec<Box<str>>],
        tellings: &[Telling],
    ) -> Vec<Vec<usize>> {
        chancery_resolve::resolve_words(documents, tellings, &self.codebook)
    }
}

/// Bytes of text above which a document is not coded: several thick books.
const LONGEST: usize = 16 << 20;

/// A finding if a document is longer than anything published at one address, at the line in
/// which it exceeds that length.
fn too_long(input: Input<'_>, document: &Document) -> Option<Diagnostic> {
    let before = document.text.as_bytes().get(..LONGEST)?;
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let place = Place::line(input.path, u32::try_from(line).unwrap_or(u32::MAX));
    let message = format!(
        "`{}` has {} bytes of text; at most {LONGEST} are coded as one document",
        document.path,
        document.text.len()
    );
    let finding = Diagnostic::error("document-too-long", place, message);
    Some(finding.hint("split it into the texts it is made of"))
}
