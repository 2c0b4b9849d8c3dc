//! One text as published at one address.

use crate::{DateSpan, Digest, DocumentId, Layer, OriginMap, Span};
use serde::{Deserialize, Serialize};

/// One text as published at one address. Its text is never altered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Digest of address and raw bytes: two outlets with identical bytes are two documents.
    pub id: DocumentId,
    /// Where it was read from: a path relative to the folder that was named, with `#N` for
    /// the N-th record (from one) of a file of records.
    pub path: Box<str>,
    /// What is known about it.
    pub metadata: Metadata,
    /// The text, all spans refer to.
    pub text: Box<str>,
    /// The way back to the raw bytes.
    pub origin: OriginMap,
    /// Its parts: title, byline, body, boilerplate. They cover the text in order, without gaps
    /// but for white space.
    pub zones: Layer<Zone>,
    /// Digest of the text with white space folded: reprints share it.
    pub text_digest: Digest,
}

/// What is known about a document, each value with where it was learnt.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// Its address.
    pub url: Option<Stated<Box<str>>>,
    /// Its title.
    pub title: Option<Stated<Box<str>>>,
    /// Who published it.
    pub publisher: Option<Stated<Box<str>>>,
    /// Who wrote it.
    pub author: Option<Stated<Box<str>>>,
    /// When it was published, no sharper than known.
    pub published: Option<Stated<DateSpan>>,
    /// Its language, ISO 639-1.
    pub language: Option<Stated<Box<str>>>,
}

/// A piece of metadata with where it was learnt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it was learnt.
    pub basis: MetadataBasis,
}

/// Where a piece of metadata was learnt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MetadataBasis {
    /// The manifest beside the documents.
    Manifest,
    /// A field of the file itself: an HTML header, a field of a record.
    Field,
    /// These bytes of the text.
    Text(Span),
    /// Worked out from the text as a whole.
    Inferred,
}

/// A part of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Zone {
    /// Where.
    pub span: Span,
    /// Which part.
    pub kind: ZoneKind,
}

/// Parts of a document. Only `Title`, `Heading` and `Body` are coded.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ZoneKind {
    /// The title.
    Title,
    /// Who wrote it.
    Byline,
    /// Place and day at the head of the text.
    Dateline,
    /// A heading inside the text.
    Heading,
    /// The text itself.
    Body,
    /// Words that belong to the page and not to the report: credits of images, disclaimers,
    /// a repeated address.
    Boilerplate,
    /// Teasers of other articles.
    Related,
}

impl ZoneKind {
    /// Whether events are coded in this part.
    pub fn is_coded(self) -> bool {
        matches!(self, Self::Title | Self::Heading | Self::Body)
    }
}

impl Document {
    /// The zone that holds this byte of the text.
    pub fn zone_at(&self, byte: u32) -> Option<&Zone> {
        let zones = &self.zones.items;
        let after = zones.partition_point(|zone| zone.span.start() <= byte);
        zones[..after].last().filter(|zone| byte < zone.span.end())
    }

    /// Whether this byte of the text lies in a part that is coded; what lies in no zone is body.
    pub fn is_coded_at(&self, byte: u32) -> bool {
        self.zone_at(byte).is_none_or(|zone| zone.kind.is_coded())
    }
}
