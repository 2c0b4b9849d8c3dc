//! Builds of the example folders into scratch files.
#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods
)]

use super::DESK;
use chancery_dataset::Dataset;
use chancery_pipeline::{Build, Built, InputFile, Progress};
use std::path::{Path, PathBuf};

/// A folder that is removed when the test ends.
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new empty folder; `name` tells the tests of one process apart.
    pub fn new(name: &str) -> Self {
        let name = format!("chancery-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// A file in it.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The files of an example folder by name.
pub fn example(folder: &str) -> Vec<InputFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(folder);
    let mut files: Vec<InputFile> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|location| InputFile {
            path: location.file_name().unwrap().to_string_lossy().into_owned(),
            location,
        })
        .collect();
    files.sort();
    assert!(files.len() > 4, "an example folder holds several documents");
    files
}

/// Builds files into a dataset and tells every step.
pub fn build(
    files: Vec<InputFile>,
    dataset: &mut Dataset,
    progress: &(dyn Fn(Progress) + Sync),
) -> Built {
    let build = Build {
        desk: &DESK,
        files,
        beside: std::collections::BTreeSet::new(),
        load: &|file| std::fs::read(&file.location),
        progress,
        now: "",
    };
    build.into(dataset).unwrap()
}
