//! Compressed records: raw bytes and annotation layers.

use chancery_model::{
    Annotated, Arc, Attribution, Document, Layer, Mention, Name, Predicate, Quotation,
    Reference, Sentence, Span, Stance, Timex, Token, Toponym,
};
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};
use std::io::{self, BufWriter, Read, Write};

/// The layers of an [`Annotated`] without its document, which is stored beside them.
#[derive(Serialize, Deserialize)]
struct Layers {
    tokens: Layer<Token>,
    sentences: Layer<Sentence>,
    syntax: Layer<Arc>,
    names: Layer<Name>,
    mentions: Layer<Mention>,
    references: Layer<Reference>,
    times: Layer<Timex>,
    places: Layer<Toponym>,
    quotations: Layer<Quotation>,
    attributions: Layer<Attribution>,
    predicates: Layer<Predicate>,
    stances: Layer<Stance>,
}

/// The same layers, borrowed.
#[derive(Serialize)]
struct LayersOf<'a> {
    tokens: &'a Layer<Token>,
    sentences: &'a Layer<Sentence>,
    syntax: &'a Layer<Arc>,
    names: &'a Layer<Name>,
    mentions: &'a Layer<Mention>,
    references: &'a Layer<Reference>,
    times: &'a Layer<Timex>,
    places: &'a Layer<Toponym>,
    quotations: &'a Layer<Quotation>,
    attributions: &'a Layer<Attribution>,
    predicates: &'a Layer<Predicate>,
    stances: &'a Layer<Stance>,
}

/// These bytes, compressed.
pub(crate) fn compress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The bytes that were compressed.
pub(crate) fn decompress(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut plain)?;
    Ok(plain)
}

/// All layers as compressed JSON.
pub(crate) fn pack(annotated: &Annotated) -> io::Result<Vec<u8>> {
    // Without `..`: a new layer that is not stored does not compile.
    let Annotated {
        document: _,
        tokens,
        sentences,
        syntax,
        names,
        mentions,
        references,
        times,
        places,
        quotations,
        attributions,
        predicates,
        stances,
    } = annotated;
    let layers = LayersOf {
        tokens,
        sentences,
        syntax,
        names,
        mentions,
        references,
        times,
        places,
        quotations,
        attributions,
        predicates,
        stances,
    };
    // Never as a whole in memory: the layers of a long text take hundreds of megabytes.
    let encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    let mut writer = BufWriter::with_capacity(1 << 16, encoder);
    serde_json::to_writer(&mut writer, &layers)?;
    writer.into_inner()?.finish()
}

/// The document with the layers that [`pack`] made.
pub(crate) fn unpack(document: Document, blob: &[u8]) -> serde_json::Result<Annotated> {
    let plain = decompress(blob).map_err(serde::de::Error::custom)?;
    let layers: Layers = serde_json::from_slice(&plain)?;
    Ok(Annotated {
        document,
        tokens: layers.tokens,
        sentences: layers.sentences,
        syntax: layers.syntax,
        names: layers.names,
        mentions: layers.mentions,
        references: layers.references,
        times: layers.times,
        places: layers.places,
        quotations: layers.quotations,
        attributions: layers.attributions,
        predicates: layers.predicates,
        stances: layers.stances,
    })
}

/// The layers that tell who is quoted, without the others.
#[derive(Deserialize)]
pub(crate) struct Spoken {
    pub(crate) tokens: Layer<Word>,
    pub(crate) quotations: Layer<Quotation>,
    pub(crate) attributions: Layer<Attribution>,
}

impl Spoken {
    pub(crate) fn of(annotated: &Annotated) -> Self {
        let words = annotated.tokens.items.iter();
        let words = words.map(|token| Word { span: token.span }).collect();
        Self {
            tokens: Layer { maker: annotated.tokens.maker.clone(), items: words },
            quotations: annotated.quotations.clone(),
            attributions: annotated.attributions.clone(),
        }
    }
}

/// Where a token stands.
#[derive(Deserialize)]
pub(crate) struct Word {
    pub(crate) span: Span,
}

/// Only what tells who is quoted of what [`pack`] made: several times as fast as all of it.
pub(crate) fn unpack_spoken(blob: &[u8]) -> serde_json::Result<Spoken> {
    let plain = decompress(blob).map_err(serde::de::Error::custom)?;
    serde_json::from_slice(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive() {
        let bytes = b"one two one two one two one two one two";
        let packed = compress(bytes).unwrap();
        assert!(packed.len() < bytes.len());
        assert_eq!(decompress(&packed).unwrap(), bytes);
    }

    #[test]
    fn what_was_not_compressed_is_an_error() {
        assert!(decompress(b"plain").is_err());
    }
}
