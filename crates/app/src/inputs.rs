//! From the paths on the command line to the files that are read.

use crate::failure::Failure;
use chancery_pipeline::{InputFile, Manifests, is_readable};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The files below some paths.
#[derive(Default, Debug)]
pub(crate) struct Inputs {
    /// Documents and manifests.
    pub(crate) files: Vec<InputFile>,
    /// Files beside those asked for by name, known to a manifest perhaps.
    pub(crate) beside: BTreeSet<String>,
    /// Files in folders whose ending is not read.
    pub(crate) unread: Vec<String>,
    /// Folders that could not be listed, and why.
    pub(crate) closed: Vec<(String, std::io::Error)>,
}

impl Inputs {
    /// Whether there is anything to read.
    pub(crate) fn is_empty(&self) -> bool {
        !self.files.iter().any(|file| !Manifests::is_manifest(&file.path))
    }
}

/// Finds the files below some paths.
///
/// Files are named relative to the folder that holds all paths given, or to the folder itself
/// if it is the only one, so that their names do not depend on where that folder stands.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Inputs, Failure> {
    let mut walk = Walk::default();
    let mut roots = Vec::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|cause| missing(path, &cause))?;
        let path = path.canonicalize().map_err(|cause| missing(path, &cause))?;
        if metadata.is_dir() {
            walk.folder(&path, &mut Vec::new());
            roots.push(path);
        } else {
            let folder = path.parent().unwrap_or(&path).to_owned();
            walk.single(&path, &folder);
            roots.push(folder);
        }
    }
    Ok(walk.named_from(&common(&roots)))
}

#[derive(Default)]
struct Walk {
    files: BTreeSet<PathBuf>,
    beside: BTreeSet<PathBuf>,
    unread: BTreeSet<PathBuf>,
    closed: BTreeMap<PathBuf, std::io::Error>,
}

impl Walk {
    /// A file that was asked for by name, with the manifest beside it.
    fn single(&mut self, path: &Path, folder: &Path) {
        self.files.insert(path.to_owned());
        for (name, inner) in listed(folder).unwrap_or_default() {
            if Manifests::is_manifest(&name) {
                self.files.insert(inner);
            } else {
                self.beside.insert(inner);
            }
        }
    }

    /// Everything below a folder; `above` are the folders on the way, so that a link back to
    /// one of them is not followed.
    fn folder(&mut self, folder: &Path, above: &mut Vec<PathBuf>) {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        if above.contains(&real) {
            return;
        }
        above.push(real);
        match listed(folder) {
            Err(cause) => {
                self.closed.insert(folder.to_owned(), cause);
            }
            Ok(entries) => {
                for (name, path) in entries {
                    if path.is_dir() {
                        self.folder(&path, above);
                    } else if is_readable(&name) || Manifests::is_manifest(&name) {
                        self.files.insert(path);
                    } else {
                        self.unread.insert(path);
                    }
                }
            }
        }
        above.pop();
    }

    fn named_from(self, root: &Path) -> Inputs {
        let named = |path: &Path| {
            let relative = path.strip_prefix(root).unwrap_or(path);
            let parts: Vec<String> =
                relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            parts.join("/")
        };
        let file = |path: PathBuf| InputFile { path: named(&path), location: path };
        Inputs {
            beside: self.beside.iter().map(|path| named(path)).collect(),
            unread: self.unread.iter().map(|path| named(path)).collect(),
            closed: self.closed.into_iter().map(|(path, e)| (named(&path), e)).collect(),
            files: self.files.into_iter().map(file).collect(),
        }
    }
}

/// What stands in a folder, hidden files apart.
fn listed(folder: &Path) -> std::io::Result<Vec<(String, PathBuf)>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            entries.push((name, entry.path()));
        }
    }
    entries.sort();
    Ok(entries)
}

/// The folder that holds all of these.
fn common(folders: &[PathBuf]) -> PathBuf {
    let Some((first, rest)) = folders.split_first() else { return PathBuf::new() };
    let mut shared: Vec<&OsStr> = first.iter().collect();
    for folder in rest {
        let same =
            shared.iter().zip(folder.iter()).take_while(|(a, b)| **a == *b).count();
        shared.truncate(same);
    }
    shared.into_iter().collect()
}

fn missing(path: &Path, cause: &std::io::Error) -> Failure {
    let told = format!("cannot read `{}`: {cause}", path.display());
    Failure::Given(told, "name files or folders of documents".into())
}

/// The bytes of a file.
#[expect(clippy::disallowed_methods, reason = "the face of the tool hands bytes over")]
pub(crate) fn load(file: &InputFile) -> std::io::Result<Vec<u8>> {
    std::fs::read(&file.location)
}
