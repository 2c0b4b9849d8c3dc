//! What must hold whatever bytes go in: the same as in `crates/pipeline/tests/random.rs`, for inputs that a fuzzer finds.

use std::sync::LazyLock;

use chancery_codebook::{Codebook, Files};
use chancery_model::{Document, Span};
use chancery_pipeline::{Desk, Input};

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let codebook = Codebook::load(&Files::embedded());
    Desk::new(codebook.expect("the codebook has no findings"))
});

/// Reads a file; its documents point into its bytes.
///
/// # Panics
/// If they do not.
pub fn read(path: &str, bytes: &[u8]) {
    let (documents, _) = DESK.read(Input { path, bytes }, None);
    let raw = if path.ends_with(".gz") { u64::MAX } else { bytes.len() as u64 };
    for document in &documents {
        check(document, raw);
    }
}

fn check(document: &Document, raw: u64) {
    let text = &document.text;
    let zones = &document.zones.items;
    assert!(zones.iter().all(|zone| zone.span.text(text).is_some_and(|part| !part.is_empty())));
    assert!(zones.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
    for run in document.origin.runs() {
        assert!((run.text_start + run.text_len) as usize <= text.len());
        assert!(run.raw_start + u64::from(run.raw_len) <= raw);
    }
}

/// Reads a manifest.
pub fn read_manifest(bytes: &[u8]) {
    let (manifest, _) = chancery_ingest::Manifest::parse("manifest.csv", bytes);
    let _ = manifest.get("a.txt");
}

/// Annotates and codes a text.
///
/// # Panics
/// If a span lies outside of it.
pub fn annotate(text: &str) {
    let (documents, _) = DESK.read(Input { path: "a.txt", bytes: text.as_bytes() }, None);
    for document in documents {
        let annotated = DESK.annotate(document);
        let text = &annotated.document.text;
        let fits = |span: Span| span.text(text).is_some_and(|part| !part.is_empty());
        let tokens = &annotated.tokens.items;
        assert!(tokens.iter().all(|token| fits(token.span)));
        assert!(tokens.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()));
        assert!(annotated.sentences.items.iter().all(|sentence| fits(sentence.span)));
        assert!(annotated.mentions.items.iter().all(|mention| fits(mention.span)));
        assert!(annotated.times.items.iter().all(|time| fits(time.span)));
        assert!(annotated.predicates.items.iter().all(|predicate| fits(predicate.trigger)));
        let _ = DESK.code(&annotated);
    }
}
