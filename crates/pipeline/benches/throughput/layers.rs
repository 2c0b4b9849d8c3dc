//! Where the time of `annotate` goes, part by part.

use chancery_annotate::boundary::Boundaries;
use chancery_annotate::syntax::model::Syntax;
use chancery_codebook::Codebook;
use chancery_model::Document;
use std::time::{Duration, Instant};

/// Parts that are reading of syntax and what it needs; all others are layers above it.
const SYNTAX: &[&str] =
    &["tokens", "sentences", "masks", "tags and trees", "lemmas mended"];

/// Time by part of the work, in its order.
#[derive(Clone, Default)]
pub(crate) struct Layers {
    parts: Vec<(&'static str, Duration)>,
}

impl Layers {
    /// Annotates all documents several times; the pass that takes least counts.
    pub(crate) fn measure(
        documents: &[Document],
        codebook: &Codebook,
        models: (&Syntax, &Boundaries),
        passes: usize,
    ) -> Self {
        let mut best = Self::default();
        for _ in 0..passes {
            let mut layers = Self::default();
            for document in documents {
                let mut last = Instant::now();
                let mut watch = |part| {
                    let now = Instant::now();
                    layers.add(part, now - last);
                    last = now;
                };
                let document = document.clone();
                let made = chancery_annotate::annotate_watched(
                    document, codebook, models.0, models.1, &mut watch,
                );
                drop(made);
            }
            if best.parts.is_empty() || layers.total() < best.total() {
                best = layers;
            }
        }
        best
    }

    fn add(&mut self, part: &'static str, time: Duration) {
        match self.parts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, sum)) => *sum += time,
            None => self.parts.push((part, time)),
        }
    }

    /// The time of all parts.
    pub(crate) fn total(&self) -> Duration {
        self.parts.iter().map(|(_, time)| *time).sum()
    }

    /// The time of what reads syntax.
    pub(crate) fn syntax(&self) -> Duration {
        let is_syntax = |part: &str| SYNTAX.contains(&part);
        self.parts.iter().filter(|(part, _)| is_syntax(part)).map(|(_, time)| *time).sum()
    }

    /// A table of microseconds a sentence and shares.
    pub(crate) fn table(&self, sentences: usize) -> String {
        let total = self.total().as_secs_f64();
        let mut out =
            format!("\n{:36}{:>14}{:>8}\n", "part of annotate", "us/sentence", "share");
        for (part, time) in &self.parts {
            let time = time.as_secs_f64();
            let each = time * 1e6 / sentences.max(1) as f64;
            out.push_str(&format!(
                "{part:36}{each:>14.1}{:>7.1}%\n",
                100.0 * time / total
            ));
        }
        let rest = (total - self.of("tags and trees")) / sentences.max(1) as f64;
        out.push_str(&format!(
            "all but tags and trees: {:.0} sentences/s",
            1.0 / rest.max(1e-9)
        ));
        out
    }

    fn of(&self, part: &str) -> f64 {
        let found = self.parts.iter().find(|(known, _)| *known == part);
        found.map_or(0.0, |(_, time)| time.as_secs_f64())
    }
}
