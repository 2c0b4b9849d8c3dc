//! `chancery codebook check`: everything that is wrong with the data files, and whether every
//! rule does what it says.

use crate::cli::{self, CodebookCommand};
use crate::failure::{DATA, Failure, OK};
use crate::screen::Screen;
use crate::{coverage, desk, import};
use chancery_codebook::{Codebook, Files};
use chancery_model::{Diagnostic, Severity};
use chancery_pipeline::Desk;
use std::path::Path;

pub(crate) fn run(asked: &cli::Codebook, screen: &mut Screen) -> Result<u8, Failure> {
    match &asked.what {
        CodebookCommand::Check { codebook } => check(codebook.as_deref(), screen),
        CodebookCommand::Coverage { all, codebook } => {
            coverage::run(codebook.as_deref(), *all, screen)
        }
        CodebookCommand::Import { kind, files, into } => {
            import::run(*kind, files, into, screen)
        }
    }
}

fn check(folder: Option<&Path>, screen: &mut Screen) -> Result<u8, Failure> {
    let files = desk::files(folder)?;
    let (codebook, mut findings) = Codebook::examine(&files);
    let counts = counts(&codebook, &files);
    // Rules of a codebook that does not compile would fail for reasons that are not theirs.
    let is_whole = !findings.iter().any(is_error);
    if is_whole {
        findings.extend(chancery_pipeline::check(&Desk::new(codebook)));
    }
    let errors = findings.iter().filter(|finding| is_error(finding)).count();
    if screen.json {
        let counts: serde_json::Map<_, _> = counts
            .into_iter()
            .map(|(what, n)| (what.replace(' ', "_"), n.into()))
            .collect();
        screen.value(&serde_json::json!({
            "findings": findings,
            "errors": errors,
            "examples_run": is_whole,
            "counts": counts,
        }))?;
    } else {
        for finding in &findings {
            screen.line(finding.to_string())?;
        }
        for (what, number) in counts {
            screen.line(format!("{number:>7} {what}"))?;
        }
        if !is_whole {
            screen.line("examples were not run: the codebook has to compile first")?;
        }
        let warnings = findings.len() - errors;
        screen.line(format!("{errors} errors, {warnings} warnings"))?;
    }
    Ok(if errors > 0 { DATA } else { OK })
}

fn is_error(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
}

fn counts(codebook: &Codebook, files: &Files) -> Vec<(&'static str, usize)> {
    let rules = &codebook.rules.rules;
    let actors = &codebook.actors;
    let names = files.under("en/names/", ".csv");
    let names = names.map(|(_, text)| text.lines().count().saturating_sub(1)).sum();
    vec![
        ("event types", codebook.ontology.types.len()),
        ("CAMEO codes", codebook.ontology.cameo.len()),
        ("states", actors.states.len()),
        ("organisations", actors.organisations.len()),
        ("persons with terms of office", actors.terms.len()),
        ("offices", actors.offices.len()),
        ("names", names),
        ("cues", codebook.words.cues.len()),
        ("operators", codebook.words.operators.len()),
        ("rules", rules.len()),
        ("examples", rules.iter().map(|rule| rule.examples.len()).sum()),
        ("refusals", rules.iter().map(|rule| rule.refuses.len()).sum()),
    ]
}
