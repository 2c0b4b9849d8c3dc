//! `chancery eval`: how well events agree with texts that people coded.

mod page;

use crate::cli::{self, By, Format};
use crate::failure::{Failure, OK, warn};
use crate::screen::Screen;
use crate::{desk, inputs};
use chancery_codebook::Codebook;
use chancery_dataset::Dataset;
use chancery_dataset::scoring::{self, Dimension, Gold, GoldFile, Judged, Scores};
use chancery_model::Diagnostic;
use chancery_pipeline::{Build, Desk};
use std::path::{Path, PathBuf};

/// How a file that is a dataset begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

pub(crate) fn run(asked: &cli::Eval, screen: &mut Screen) -> Result<u8, Failure> {
    let codebook = desk::codebook(asked.codebook.as_deref())?;
    let mut gold = gold(&asked.gold, &codebook)?;
    if !asked.docs.is_empty() {
        let is_asked =
            |name: &str| asked.docs.iter().any(|start| name.starts_with(start));
        gold.mentions.retain(|mention| is_asked(&mention.document));
        if gold.mentions.is_empty() {
            let told = "the gold has none of these documents".to_owned();
            return Err(Failure::Given(told, "`doc` tells their file names".into()));
        }
    }
    let scratch = tempfile::tempdir()?;
    let dataset = match &asked.paths[..] {
        [path] if !path.exists() || is_dataset(path)? => Dataset::open_read_only(path)?,
        paths => built(paths, codebook, &scratch.path().join("eval.db"))?,
    };
    let (scores, findings) = scoring::score(&mut gold, &dataset)?;
    tell(&findings);
    let Some(scores) = scores else { return Err(unusable(&findings)) };
    let dimension = dimension(asked.by);
    let cell = asked.cell.as_deref().map(Cell::parse).transpose()?;
    let behind: Vec<&Judged> = match &cell {
        Some(cell) => scores.behind(dimension, cell.gold(), cell.coded()).collect(),
        None => scores.judged.iter().collect(),
    };
    match asked.format {
        Format::Csv if !screen.json => screen.text(page::sheet(&behind).to_csv()?)?,
        Format::Table if !screen.json => match &cell {
            Some(_) => page::sentences(&behind, dimension, screen)?,
            None => page::figures(&scores, dimension, screen)?,
        },
        _ => screen.value(&json(&scores, dimension, &behind))?,
    }
    Ok(OK)
}

fn json(scores: &Scores, by: Dimension, behind: &[&Judged]) -> serde_json::Value {
    let mut value = serde_json::json!(scores);
    value["confusion"] = serde_json::json!({ "by": by, "cells": scores.confusion(by) });
    value["judged"] = serde_json::json!(behind);
    value
}

fn dimension(by: By) -> Dimension {
    match by {
        By::Type => Dimension::Type,
        By::Mode => Dimension::Mode,
        By::Cameo => Dimension::Cameo,
        By::SourceActor => Dimension::SourceActor,
        By::TargetActor => Dimension::TargetActor,
        By::Status => Dimension::Status,
        By::Date => Dimension::Date,
    }
}

/// A cell of the confusions: `GOLD:CODED`.
struct Cell<'a>([&'a str; 2]);

impl<'a> Cell<'a> {
    fn parse(words: &'a str) -> Result<Self, Failure> {
        let Some((gold, coded)) = words.split_once(':') else {
            let hint = "write GOLD:CODED, such as ASSAULT:COERCE or '*:nothing'";
            return Err(Failure::Given(format!("`{words}` is no cell"), hint.into()));
        };
        Ok(Self([gold.trim(), coded.trim()]))
    }

    fn gold(&self) -> Option<&'a str> {
        Some(self.0[0]).filter(|value| !matches!(*value, "*" | ""))
    }

    fn coded(&self) -> Option<&'a str> {
        Some(self.0[1]).filter(|value| !matches!(*value, "*" | ""))
    }
}

/// Reads the gold: a file of mentions, or a folder that holds one; actors lie beside it.
fn gold(path: &Path, codebook: &Codebook) -> Result<Gold, Failure> {
    let mentions =
        if path.is_dir() { path.join("mentions.jsonl") } else { path.to_owned() };
    let actors = mentions.with_file_name("actors.jsonl");
    let text = read(&mentions)?;
    let given = actors.is_file().then(|| read(&actors)).transpose()?;
    let (name, of_actors) =
        (mentions.display().to_string(), actors.display().to_string());
    let file = GoldFile { name: &name, text: &text };
    let given = given.as_deref().map(|text| GoldFile { name: &of_actors, text });
    match Gold::read(file, given, codebook) {
        Ok((gold, findings)) => {
            tell(&findings);
            Ok(gold)
        }
        Err(findings) => {
            tell(&findings);
            Err(unusable(&findings))
        }
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|cause| {
        let told = format!("cannot read the gold `{}`: {cause}", path.display());
        Failure::Given(told, "`docs/gold.md` tells what it holds, in UTF-8".into())
    })
}

fn tell(findings: &[Diagnostic]) {
    for finding in findings {
        warn(&finding.to_string());
    }
}

fn unusable(findings: &[Diagnostic]) -> Failure {
    let told = format!("the gold has {} findings", findings.len());
    Failure::Given(told, "`docs/gold.md` tells the fields".into())
}

fn is_dataset(path: &Path) -> Result<bool, Failure> {
    use std::io::Read;
    if path.is_dir() {
        return Ok(false);
    }
    let mut head = Vec::new();
    std::fs::File::open(path)?.take(SQLITE.len() as u64).read_to_end(&mut head)?;
    Ok(head == SQLITE)
}

/// A dataset of these documents, for this command alone.
fn built(paths: &[PathBuf], codebook: Codebook, at: &Path) -> Result<Dataset, Failure> {
    let mut inputs = inputs::find(paths)?;
    if inputs.is_empty() {
        let told = "no document to read".to_owned();
        return Err(Failure::Given(told, "name a dataset, or documents".into()));
    }
    let desk = Desk::new(codebook);
    let mut dataset = Dataset::create(at)?;
    let build = Build {
        desk: &desk,
        files: std::mem::take(&mut inputs.files),
        beside: std::mem::take(&mut inputs.beside),
        load: &inputs::load,
        progress: &|_| {},
        now: "",
    };
    tell(&build.into(&mut dataset)?.findings);
    Ok(dataset)
}
