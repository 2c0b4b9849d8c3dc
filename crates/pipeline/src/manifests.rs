//! The manifests among the files that are read, and which row tells of which file.

use crate::{InputFile, Load};
use chancery_ingest::{Given, Manifest};
use chancery_model::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the file beside the documents that tells what is known of them.
const MANIFEST: &str = "manifest.csv";

/// The manifests by the folder they stand in, which ends in `/` or is empty.
#[derive(Debug, Default)]
pub struct Manifests {
    by_folder: BTreeMap<String, Manifest>,
}

impl Manifests {
    /// Whether a file is a manifest.
    pub fn is_manifest(path: &str) -> bool {
        path.rsplit_once('/').map_or(path, |(_, name)| name) == MANIFEST
    }

    /// Reads the manifests among these files.
    pub fn read(
        files: &[InputFile],
        load: &Load<'_>,
        findings: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut by_folder = BTreeMap::new();
        for file in files.iter().filter(|file| Self::is_manifest(&file.path)) {
            match load(file) {
                Ok(bytes) => {
                    let (manifest, found) = Manifest::parse(&file.path, &bytes);
                    findings.extend(found);
                    let folder = &file.path[..file.path.len() - MANIFEST.len()];
                    by_folder.insert(folder.to_owned(), manifest);
                }
                Err(cause) => findings.push(unreadable(&file.path, &cause)),
            }
        }
        Self { by_folder }
    }

    /// The row for a file in the nearest manifest above it.
    pub fn given(&self, path: &str) -> Option<&Given> {
        let above =
            self.by_folder.iter().filter(|(folder, _)| path.starts_with(folder.as_str()));
        let (folder, manifest) = above.max_by_key(|(folder, _)| folder.len())?;
        manifest.get(&path[folder.len()..])
    }

    /// A finding for each row whose file is not among these.
    pub(crate) fn unused(&self, paths: &BTreeSet<&str>) -> Vec<Diagnostic> {
        let of = |(folder, manifest): (&String, &Manifest)| {
            let below =
                paths.iter().filter_map(|path| path.strip_prefix(folder.as_str()));
            manifest.unused(&below.map(Into::into).collect())
        };
        self.by_folder.iter().flat_map(of).collect()
    }
}

pub(crate) fn unreadable(path: &str, cause: &std::io::Error) -> Diagnostic {
    let message = format!("cannot be read: {cause}");
    Diagnostic::error("unreadable-file", Place::file(path), message)
}
