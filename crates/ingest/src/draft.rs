//! A document in the making: what a format could read, before its parts are recognised and
//! its metadata is weighed.

use crate::{Given, language, metadata, zones};
use chancery_codebook::PageMarks;
use chancery_model::{
    Diagnostic, Digest, Document, DocumentId, Layer, OriginMap, Place, Zone,
};
use std::collections::BTreeSet;

/// What one format read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft<'a> {
    /// The document's path: the file, or a record's own id or number.
    pub(crate) path: String,
    /// The line of the record, from one; zero for a whole file.
    pub(crate) line: u32,
    /// The bytes that were read: a file or a record.
    pub(crate) raw: &'a [u8],
    /// The text.
    pub(crate) text: String,
    /// The way back to the bytes of the file.
    pub(crate) origin: OriginMap,
    /// What the file itself says of the document.
    pub(crate) fields: Fields,
    /// Parts that the format marks by itself, ascending and disjoint. Headings may turn out
    /// to be something else, all others are final.
    pub(crate) marked: Vec<Zone>,
    /// Whether rows of the text go on where the row before ends.
    pub(crate) rows: zones::Rows,
}

/// What a file says of a document in fields of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Fields {
    /// Its title.
    pub(crate) title: Option<String>,
    /// Its address.
    pub(crate) url: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// Who wrote it.
    pub(crate) author: Option<String>,
    /// When, as written.
    pub(crate) published: Option<String>,
    /// In which language, as written.
    pub(crate) language: Option<String>,
}

/// The documents of one file. Records that are the same in address and bytes are one.
pub(crate) fn finish(
    drafts: Vec<Draft<'_>>,
    file: &str,
    given: Option<&Given>,
    marks: &PageMarks,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let is_alone = drafts.len() == 1;
    let mut seen = BTreeSet::new();
    let mut documents = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let place = Place::line(file, draft.line);
        if !fits(draft.text.len()) {
            let message = format!(
                "its text has {} bytes; the most is {}",
                draft.text.len(),
                u32::MAX
            );
            let finding = Diagnostic::error("text-too-long", place, message);
            findings.push(finding.hint("split it into several documents"));
            continue;
        }
        // An address that a manifest gives to a file of many records is none of theirs.
        let given = given.map(|given| Given {
            url: given.url.clone().filter(|_| is_alone),
            ..given.clone()
        });
        let document = finish_one(draft, &place, given.as_ref(), marks, findings);
        if seen.insert(document.id) {
            documents.push(document);
        } else {
            let message =
                format!("`{}` repeats an earlier record byte for byte", document.path);
            findings.push(Diagnostic::warning("repeated-record", place, message));
        }
    }
    documents
}

fn finish_one(
    draft: Draft<'_>,
    place: &Place,
    given: Option<&Given>,
    marks: &PageMarks,
    findings: &mut Vec<Diagnostic>,
) -> Document {
    let parts = zones::recognise(
        &draft.text,
        &draft.marked,
        draft.rows,
        draft.fields.title.as_deref(),
        marks,
    );
    let mut metadata =
        metadata::weigh(given, &draft.fields, &parts, marks, place, findings);
    language::check(&draft.text, &parts.zones, &mut metadata, marks, place, findings);
    let address =
        metadata.url.as_ref().map_or(draft.path.as_str(), |url| url.value.as_ref());
    Document {
        id: DocumentId(Digest::of([address.as_bytes(), draft.raw])),
        path: draft.path.into(),
        metadata,
        text_digest: Digest::of([folded(&draft.text)]),
        text: draft.text.into(),
        origin: draft.origin,
        zones: Layer::new(
            "chancery-ingest zones",
            env!("CARGO_PKG_VERSION"),
            parts.zones,
        ),
    }
}

/// Whether spans can count the bytes of a text of this length.
fn fits(len: usize) -> bool {
    u32::try_from(len).is_ok()
}

/// The text with each stretch of white space as one space, none at its ends.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reprints_share_a_digest_whatever_their_line_breaks() {
        assert_eq!(folded(" a\r\n\u{A0}b\tc "), folded("a b c"));
        assert_ne!(folded("ab c"), folded("a bc"));
    }

    #[test]
    fn texts_that_spans_cannot_count_do_not_fit() {
        assert!(fits(u32::MAX as usize));
        assert!(!fits(u32::MAX as usize + 1));
    }
}
