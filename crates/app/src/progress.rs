//! How far a build is, told on standard error if that is a terminal; and Ctrl-C.

use crate::failure::{Failure, INTERRUPTED, warn};
use chancery_pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A bar that follows a build.
pub(crate) struct Bar {
    bar: ProgressBar,
    coded: AtomicUsize,
}

impl Bar {
    /// A bar on standard error, hidden if that is no terminal or `is_quiet`.
    pub(crate) fn new(is_quiet: bool) -> Self {
        let bar = if is_quiet { ProgressBar::hidden() } else { ProgressBar::new(0) };
        if !is_quiet {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} files, {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, coded: AtomicUsize::new(0) }
    }

    /// Shows one step.
    pub(crate) fn show(&self, step: Progress) {
        match step {
            Progress::Files(files) => self.bar.set_length(files as u64),
            Progress::FileRead => self.bar.inc(1),
            Progress::Coded(documents) => {
                let coded =
                    self.coded.fetch_add(documents, Ordering::Relaxed) + documents;
                self.bar.set_message(format!("{coded} documents coded"));
            }
            Progress::Resolving => self.bar.set_message("bringing accounts together"),
        }
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Ends the program on Ctrl-C with a word on how to go on. What was written until then stays:
/// every write to a dataset is a transaction.
pub(crate) fn end_on_interrupt(dataset: &Path) -> Result<(), Failure> {
    let told = format!(
        "\ninterrupted: {} is whole; the same command goes on where it stopped",
        dataset.display()
    );
    ctrlc::set_handler(move || {
        warn(&told);
        std::process::exit(i32::from(INTERRUPTED));
    })
    .map_err(|cause| Failure::World(cause.to_string()))
}
