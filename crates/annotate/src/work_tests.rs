//! Work grows with length: twice the text takes twice the looks at tokens, however hostile the text.

use super::steps;
use crate::boundary::Boundaries;
use crate::syntax::model::Syntax;
use chancery_codebook::{Codebook, Files};
use chancery_model::{Digest, Document, DocumentId, Layer, Metadata, OriginMap};

/// Beginnings, and what follows them many times; SSS and TTT stand for states.
const TEXTS: &[(&str, &str)] = &[
    ("", "SSS accused TTT. It left. "),
    ("", "SSS "),
    ("SSS ", "it TTT he "),
    ("TTT's embassy closed. ", "The embassy left. "),
    ("", "embassy staff left. "),
    ("", "\u{201c}We left,\u{201d} SSS said. "),
    ("", "\u{201c}a\u{201d} "),
    ("", "he said "),
    ("", "SSS said that "),
    ("the attack ", "of TTT "),
    ("", "the attack on the attack by "),
    ("SSS accused ", "TTT and "),
    ("", "4 May 2031 "),
    ("", "a, "),
];

fn looks(text: String, codebook: &Codebook, models: (&Syntax, &Boundaries)) -> u64 {
    let digest = Digest::of(["a"]);
    let document = Document {
        id: DocumentId(digest),
        path: "a".into(),
        metadata: Metadata::default(),
        text_digest: digest,
        text: text.into(),
        origin: OriginMap::default(),
        zones: Layer::new("zones", "0", Vec::new()),
    };
    let _ = steps::take();
    let _ = crate::annotate(document, codebook, models.0, models.1);
    steps::take()
}

#[test]
fn twice_the_text_is_twice_the_work() {
    let codebook = Codebook::load(&Files::embedded()).unwrap();
    let syntax = Syntax::load(include_bytes!("../../../data/models/en.model")).unwrap();
    let judge = include_bytes!("../../../data/models/en.sentences");
    let judge = Boundaries::load(judge).unwrap();
    let models = (&syntax, &judge);
    let states: Vec<Box<str>> = codebook
        .actors
        .states
        .keys()
        .take(2)
        .map(|id| codebook.names.label(id))
        .collect();
    let named = |text: &str| text.replace("SSS", &states[0]).replace("TTT", &states[1]);
    for (head, piece) in TEXTS {
        let (head, piece) = (named(head), named(piece));
        let of = |bytes: usize| format!("{head}{}", piece.repeat(bytes / piece.len()));
        let short = looks(of(6000), &codebook, models);
        let long = looks(of(12_000), &codebook, models);
        assert!(
            long * 10 < short * 24,
            "{piece}: {short} looks, {long} for twice as much"
        );
    }
}
