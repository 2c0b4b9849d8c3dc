//! Bytes to documents, keeping the way back.
//!
//! One file goes in, with what its manifest says of it; its documents come out, with their
//! parts recognised and everything that was wrong with it. Text is never altered: what does
//! not belong to the report is marked, not removed. Deliberately absent: the file system, the
//! network, and any judgement of what a text says.

mod date;
mod decode;
mod draft;
mod format;
mod language;
mod manifest;
mod metadata;
mod origin;
mod unpack;
mod zones;

pub use manifest::{Given, Manifest};

use chancery_codebook::PageMarks;
use chancery_model::{Diagnostic, Document, Place};
use format::Format;

/// A file as it was found.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its path relative to the folder that was named, parted by `/`.
    pub path: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Whether the ending of a path is one that [`read`] knows: `.txt`, `.md`, `.html`, `.htm`,
/// `.jsonl`, and each with `.gz` behind it. Case is ignored.
pub fn is_readable(path: &str) -> bool {
    Format::of(path).is_some()
}

/// All documents of one file (a file of records holds many), and what was wrong with it.
///
/// Offsets of the [`OriginMap`](chancery_model::OriginMap) count in `input.bytes`, or in what
/// they unpack to if the file is compressed.
pub fn read(
    input: Input<'_>,
    given: Option<&Given>,
    marks: &PageMarks,
) -> (Vec<Document>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some(format) = Format::of(input.path) else {
        let message = format!("`{}` has an ending that is not read", input.path);
        let finding =
            Diagnostic::error("unknown-format", Place::file(input.path), message)
                .hint("readable are .txt, .md, .html, .htm and .jsonl, also with .gz");
        return (Vec::new(), vec![finding]);
    };
    let bytes = match unpack::unpack(input) {
        Ok(bytes) => bytes,
        Err(finding) => return (Vec::new(), vec![finding]),
    };
    let drafts = format.read(Input { bytes: &bytes, ..input }, &mut findings);
    let documents = draft::finish(drafts, input.path, given, marks, &mut findings);
    (documents, findings)
}

#[cfg(test)]
mod tests;
