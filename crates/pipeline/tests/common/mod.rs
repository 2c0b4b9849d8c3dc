//! What the tests of the whole line share: one desk, and events in the notation of the rules.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

pub mod literate;
pub mod runs;

use chancery_codebook::{Codebook, Files};
use chancery_ingest::Input;
use chancery_model::{Annotated, Event};
use chancery_pipeline::Desk;
use std::sync::LazyLock;

#[allow(unused_imports)]
pub use chancery_pipeline::notation;

/// A desk with the built-in codebook, made once.
pub static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let codebook = Codebook::load(&Files::embedded()).unwrap_or_else(|findings| {
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("the built-in codebook has findings:\n{}", lines.join("\n"));
    });
    Desk::new(codebook)
});

/// Annotates and codes a text.
pub fn coded(text: &str) -> (Annotated, Vec<Event>) {
    let input = Input { path: "test.txt", bytes: text.as_bytes() };
    let (documents, _) = DESK.read(input, None);
    let document = documents.into_iter().next().expect("a text is a document");
    let annotated = DESK.annotate(document);
    let events = DESK.code(&annotated);
    (annotated, events)
}
