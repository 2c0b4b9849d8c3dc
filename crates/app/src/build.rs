//! `chancery build`: documents in, a dataset and one screen out.

use crate::failure::{DATA, Failure, OK, PROVENANCE, warn};
use crate::inputs::{self, Inputs};
use crate::progress::{self, Bar};
use crate::screen::Screen;
use crate::{cli, desk, provenance, summary};
use chancery_dataset::{Dataset, Query};
use chancery_model::{Diagnostic, Place, Severity};
use chancery_pipeline::{Build, Built};

/// Names of unread files that are told.
const NAMED: usize = 5;

pub(crate) fn run(asked: &cli::Build, screen: &mut Screen) -> Result<u8, Failure> {
    let mut inputs = inputs::find(&asked.paths)?;
    if inputs.is_empty() {
        return Err(nothing_to_read(&inputs));
    }
    if let Some(threads) = asked.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.into());
        pool.build_global().map_err(|cause| Failure::World(cause.to_string()))?;
    }
    let desk = desk::desk(asked.codebook.as_deref())?;
    progress::end_on_interrupt(&asked.into)?;
    let bar = Bar::new(asked.quiet || screen.json);
    let mut dataset = Dataset::open_or_create(&asked.into)?;
    let build = Build {
        desk: &desk,
        files: std::mem::take(&mut inputs.files),
        beside: std::mem::take(&mut inputs.beside),
        load: &inputs::load,
        progress: &|step| bar.show(step),
        now: &jiff::Timestamp::now().to_string(),
    };
    let built = build.into(&mut dataset);
    bar.clear();
    let mut built = built?;
    built.findings.extend(closed(&inputs));
    built.findings.sort();
    for finding in &built.findings {
        warn(&finding.to_string());
    }
    if let Some(note) = unread(&inputs) {
        warn(&note);
    }
    if !provenance::is_complete(&dataset, &Query::default())? {
        return Ok(PROVENANCE);
    }
    if built.coded + built.reused == 0 {
        let told = "no document could be read".to_owned();
        return Err(Failure::Given(told, "the findings above tell why".into()));
    }
    if screen.json {
        let report = report(&dataset, &built, &inputs)?;
        screen.value(&report)?;
    } else if !asked.quiet {
        summary::print(&dataset, desk.codebook(), screen)?;
    }
    let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
    Ok(if built.findings.iter().any(is_error) { DATA } else { OK })
}

fn report(
    dataset: &Dataset,
    built: &Built,
    inputs: &Inputs,
) -> Result<serde_json::Value, Failure> {
    Ok(serde_json::json!({
        "dataset": dataset.path(),
        "coded": built.coded,
        "reused": built.reused,
        "findings": built.findings,
        "unread": inputs.unread,
        "summary": chancery_dataset::summary(dataset)?,
    }))
}

/// Files in folders whose ending is not read, in one line.
fn unread(inputs: &Inputs) -> Option<String> {
    if inputs.unread.is_empty() {
        return None;
    }
    let named: Vec<&str> = inputs.unread.iter().take(NAMED).map(String::as_str).collect();
    let more = if inputs.unread.len() > NAMED { ", …" } else { "" };
    let number = inputs.unread.len();
    let files = if number == 1 {
        "file has an ending that is"
    } else {
        "files have endings that are"
    };
    Some(format!("note: {number} {files} not read: {}{more}", named.join(", ")))
}

fn closed(inputs: &Inputs) -> impl Iterator<Item = Diagnostic> + '_ {
    inputs.closed.iter().map(|(path, cause)| {
        let message = format!("the folder cannot be listed: {cause}");
        Diagnostic::error("unreadable-folder", Place::file(path.as_str()), message)
    })
}

fn nothing_to_read(inputs: &Inputs) -> Failure {
    for finding in closed(inputs) {
        warn(&finding.to_string());
    }
    let told = match unread(inputs) {
        Some(note) => format!("no document to read; {note}"),
        None => "no document to read".to_owned(),
    };
    let hint = "read are .txt, .md, .html, .htm and .jsonl, each also with .gz behind it";
    Failure::Given(told, hint.into())
}
