//! `chancery codebook import`: dictionaries of others as data files of an overlay.

use crate::cli::Dictionary;
use crate::desk;
use crate::failure::{DATA, Failure, OK, warn};
use crate::screen::Screen;
use chancery_codebook::{Codebook, DictionaryKind, import, imported_files};
use chancery_model::{Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(crate) fn run(
    kind: Dictionary,
    paths: &[PathBuf],
    into: &Path,
    screen: &mut Screen,
) -> Result<u8, Failure> {
    let kind = match kind {
        Dictionary::Actors => DictionaryKind::Actors,
        Dictionary::Agents => DictionaryKind::Agents,
        Dictionary::Verbs => DictionaryKind::Verbs,
    };
    std::fs::create_dir_all(into)?;
    let (mut made, mut known) = (0, 0);
    let mut written = BTreeSet::new();
    let mut unread = Vec::new();
    for path in paths {
        let text = text(path)?;
        let name = path.display().to_string();
        // What other files of the overlay have is known; what this one had is made anew.
        let codebook = without(into, kind, &name)?;
        let imported = import(kind, &name, &text, &codebook);
        made += imported.made;
        known += imported.known;
        unread.extend(imported.unread);
        for (file, text) in &imported.files {
            let at = into.join(file);
            if let Some(folder) = at.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&at, text)?;
            written.insert(file.clone());
        }
    }
    let broken = broken(into)?;
    tell(&Report { made, known, written, unread, broken: &broken }, into, screen)?;
    Ok(if made == 0 || !broken.is_empty() { DATA } else { OK })
}

/// What was done.
struct Report<'a> {
    made: usize,
    known: usize,
    written: BTreeSet<String>,
    unread: Vec<Diagnostic>,
    broken: &'a [Diagnostic],
}

fn tell(report: &Report<'_>, into: &Path, screen: &mut Screen) -> Result<(), Failure> {
    for finding in report.broken {
        warn(&finding.to_string());
    }
    if screen.json {
        return screen.value(&serde_json::json!({
            "made": report.made,
            "known": report.known,
            "files": report.written,
            "unread": report.unread,
            "broken": report.broken,
        }));
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.unread {
        screen.line(format!("{}: {}", finding.place, finding.message))?;
        *kinds.entry(&finding.code).or_default() += 1;
    }
    for file in &report.written {
        screen.line(format!("written {}", into.join(file).display()))?;
    }
    let each: Vec<String> =
        kinds.iter().map(|(code, number)| format!("{number} {code}")).collect();
    let told = if each.is_empty() { "none".to_owned() } else { each.join(", ") };
    screen.line(format!("{} made; left out: {told}", report.made))
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|cause| {
        let told = format!("cannot read `{}`: {cause}", path.display());
        Failure::Given(told, "dictionaries are text files in UTF-8".into())
    })
}

/// The codebook with the overlay, but for what an earlier import of this file made.
fn without(into: &Path, kind: DictionaryKind, name: &str) -> Result<Codebook, Failure> {
    let mut files = desk::files(Some(into))?;
    for file in imported_files(kind, name) {
        files.remove(&file);
    }
    let (codebook, _) = Codebook::examine(&files);
    Ok(codebook)
}

/// What is wrong with the codebook now, if anything is.
fn broken(into: &Path) -> Result<Vec<Diagnostic>, Failure> {
    let (_, findings) = Codebook::examine(&desk::files(Some(into))?);
    let errors = findings.into_iter().filter(|f| f.severity == Severity::Error);
    Ok(errors.collect())
}
