//! What the compiler cannot see about the house: who may use whom, whether documents tell
//! the truth about paths and names, and where knowledge has slipped into code.
//!
//! Every check is a function over texts, run once on the workspace and once on a text that
//! it has to refuse.

#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::unwrap_used)]

#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/glossary.rs"]
mod glossary;
#[path = "tidy/layers.rs"]
mod layers;
#[path = "tidy/names.rs"]
mod names;
#[path = "tidy/rust.rs"]
mod rust;
#[path = "tidy/states.rs"]
mod states;
#[path = "tidy/workspace.rs"]
mod workspace;
