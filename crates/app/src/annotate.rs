//! `chancery annotate`: one line of annotations a document, in the order of the documents.

use crate::annotation::annotation;
use crate::failure::{DATA, Failure, OK, warn};
use crate::screen::Screen;
use crate::{cli, desk, inputs};
use chancery_model::{Diagnostic, Document, Severity};
use chancery_pipeline::{Desk, Input, InputFile, Manifests};
use rayon::prelude::*;

/// Documents annotated side by side before their lines are written.
const BATCH: usize = 64;

pub(crate) fn run(asked: &cli::Annotate, screen: &mut Screen) -> Result<u8, Failure> {
    let mut inputs = inputs::find(&asked.paths)?;
    if inputs.is_empty() {
        let hint =
            "read are .txt, .md, .html, .htm and .jsonl, each also with .gz behind it";
        return Err(Failure::Given("no document to read".into(), hint.into()));
    }
    inputs.files.sort();
    let desk = desk::desk(asked.codebook.as_deref())?;
    let mut findings = Vec::new();
    let manifests = Manifests::read(&inputs.files, &inputs::load, &mut findings);
    let mut is_broken = tell(&findings);
    let mut waiting: Vec<Document> = Vec::new();
    for file in inputs.files.iter().filter(|file| !Manifests::is_manifest(&file.path)) {
        let (documents, findings) = read(&desk, file, &manifests)?;
        is_broken |= tell(&findings);
        for document in documents {
            waiting.push(document);
            if waiting.len() >= BATCH {
                write(&desk, std::mem::take(&mut waiting), screen)?;
            }
        }
    }
    write(&desk, waiting, screen)?;
    Ok(if is_broken { DATA } else { OK })
}

fn read(
    desk: &Desk,
    file: &InputFile,
    manifests: &Manifests,
) -> Result<(Vec<Document>, Vec<Diagnostic>), Failure> {
    let bytes = inputs::load(file).map_err(|cause| {
        Failure::World(format!("cannot read {}: {cause}", file.location.display()))
    })?;
    let input = Input { path: &file.path, bytes: &bytes };
    Ok(desk.read(input, manifests.given(&file.path)))
}

fn write(
    desk: &Desk,
    documents: Vec<Document>,
    screen: &mut Screen,
) -> Result<(), Failure> {
    let line = |document| {
        let annotated = desk.annotate(document);
        let events = desk.code(&annotated);
        annotation(&annotated, &events, desk.codebook()).to_string()
    };
    let lines: Vec<String> = documents.into_par_iter().map(line).collect();
    lines.iter().try_for_each(|line| screen.line(line))
}

/// Tells findings; whether one of them is an error.
fn tell(findings: &[Diagnostic]) -> bool {
    for finding in findings {
        warn(&finding.to_string());
    }
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
