//! The codebook and models that a command works with.

use crate::failure::{Failure, warn};
use chancery_codebook::{Codebook, Files};
use chancery_model::Digest;
use chancery_pipeline::Desk;
use std::path::Path;

/// The data files inside the binary, with a folder laid over them if one is named.
pub(crate) fn files(folder: Option<&Path>) -> Result<Files, Failure> {
    let embedded = Files::embedded();
    let Some(folder) = folder else { return Ok(embedded) };
    if !folder.is_dir() {
        let hint = "a folder laid out like `data/`: ontology, actors, en";
        let told = format!("there is no codebook folder `{}`", folder.display());
        return Err(Failure::Given(told, hint.into()));
    }
    embedded.overlay(folder).map_err(|error| {
        Failure::Given(
            error.to_string(),
            "`.toml` and `.csv` files are read, in UTF-8".into(),
        )
    })
}

/// The codebook asked for.
pub(crate) fn codebook(folder: Option<&Path>) -> Result<Codebook, Failure> {
    Codebook::load(&files(folder)?).map_err(|findings| {
        for finding in &findings {
            warn(&finding.to_string());
        }
        let told = format!("the codebook has {} findings", findings.len());
        Failure::Given(told, "`chancery codebook check` tells them all".into())
    })
}

/// A desk with the codebook asked for.
pub(crate) fn desk(folder: Option<&Path>) -> Result<Desk, Failure> {
    Ok(Desk::new(codebook(folder)?).of_build(&program()))
}

/// Digest of the program that runs, or `unknown` if its file cannot be read.
#[expect(clippy::disallowed_methods, reason = "the program reads its own file")]
fn program() -> String {
    let bytes = std::env::current_exe().and_then(std::fs::read);
    bytes.map_or_else(|_| "unknown".into(), |bytes| Digest::of([bytes]).to_string())
}
