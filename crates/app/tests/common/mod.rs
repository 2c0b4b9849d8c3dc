//! What the tests of the program share: running it in a folder of its own.
#![allow(dead_code, unreachable_pub)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use assert_cmd::Command;
use std::path::Path;
use tempfile::TempDir;

/// What a run of the program came to.
pub struct Outcome {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// A folder for documents and datasets that goes away with the test.
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts a file in.
    pub fn put(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Runs the program in this folder.
    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let mut command = Command::cargo_bin("chancery").expect("the program is built");
        let command =
            command.current_dir(self.path()).env("COLUMNS", "80").args(arguments);
        let output = command.output().expect("the program runs");
        Outcome {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("output is UTF-8"),
        }
    }

    /// Runs the program and demands that all went well.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let Outcome { code, out, err } = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}\n{out}\n{err}");
        out
    }
}

/// A short report in our own words about two states, with a claim and a denial.
pub const REPORT: &str = "Norway expelled two Icelandic diplomats on 3 March 2021.\n\n\
    The foreign ministry of Iceland said on Thursday that Norway had arrested a journalist. \
    Norway denied that it had arrested the journalist.\n";
