//! Where the codebook's data files come from: the binary itself, or a folder laid over it.

use chancery_model::Digest;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

static ONTOLOGY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/ontology");
static ACTORS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/actors");
static PLACES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/places");
static ENGLISH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../data/en");

/// The data files by path, such as `ontology/types.toml`.
#[derive(Clone, Debug, Default)]
pub struct Files {
    texts: BTreeMap<Box<str>, Box<str>>,
}

/// A data file that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {cause}")]
pub struct FilesError {
    path: PathBuf,
    cause: std::io::Error,
}

impl Files {
    /// The files inside the binary.
    pub fn embedded() -> Self {
        let mut files = Self::default();
        for (folder, dir) in [
            ("ontology", &ONTOLOGY),
            ("actors", &ACTORS),
            ("places", &PLACES),
            ("en", &ENGLISH),
        ] {
            files.embed(folder, dir);
        }
        files
    }

    fn embed(&mut self, folder: &str, dir: &Dir<'_>) {
        for file in dir.files() {
            if let Some(text) = file.contents_utf8() {
                let path =
                    format!("{folder}/{}", file.path().display()).replace('\\', "/");
                self.texts.insert(path.into(), text.into());
            }
        }
        for inner in dir.dirs() {
            self.embed(folder, inner);
        }
    }

    /// Lays a folder over these files: a file of the same path replaces the one here, any other
    /// is added. Only `.toml` and `.csv` files are read.
    ///
    /// # Errors
    /// If the folder or one of its files cannot be read or is not UTF-8.
    pub fn overlay(mut self, folder: &Path) -> Result<Self, FilesError> {
        let mut pending = vec![folder.to_path_buf()];
        while let Some(path) = pending.pop() {
            let fail = |cause| FilesError { path: path.clone(), cause };
            for entry in std::fs::read_dir(&path).map_err(fail)? {
                let inner = entry.map_err(fail)?.path();
                if inner.is_dir() {
                    pending.push(inner);
                } else if inner.extension().is_some_and(|e| e == "toml" || e == "csv") {
                    let text = std::fs::read_to_string(&inner)
                        .map_err(|cause| FilesError { path: inner.clone(), cause })?;
                    let relative = inner.strip_prefix(folder).unwrap_or(&inner);
                    let name = relative.to_string_lossy().replace('\\', "/");
                    self.texts.insert(name.into(), text.into());
                }
            }
        }
        Ok(self)
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(AsRef::as_ref)
    }

    /// The files of a folder with this ending, by path.
    pub fn under<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts
            .iter()
            .filter(move |(path, _)| path.starts_with(folder) && path.ends_with(ending))
            .map(|(path, text)| (path.as_ref(), text.as_ref()))
    }

    /// Puts one file in, replacing one of the same path.
    pub fn insert(&mut self, path: &str, text: &str) {
        self.texts.insert(path.into(), text.into());
    }

    /// Takes one file out.
    pub fn remove(&mut self, path: &str) {
        self.texts.remove(path);
    }

    /// Digest of all paths and texts.
    pub fn digest(&self) -> Digest {
        Digest::of(
            self.texts.iter().flat_map(|(path, text)| [path.as_ref(), text.as_ref()]),
        )
    }
}
