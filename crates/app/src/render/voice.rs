//! Who speaks, in words.

use chancery_model::{Claim, Document, Speaker};

/// Who published a document, or that nobody says so.
pub(crate) fn publisher(document: &Document) -> String {
    match &document.metadata.publisher {
        Some(publisher) => publisher.value.to_string(),
        None => "publisher not stated".into(),
    }
}

/// What to call a speaker of this document.
pub(crate) fn speaker(document: &Document, speaker: &Speaker) -> String {
    match speaker {
        Speaker::Publisher => publisher(document),
        Speaker::Actor(actor) => actor.label.to_string(),
        Speaker::Unresolved(words) => words.to_string(),
        Speaker::Unnamed => "somebody unnamed".into(),
    }
}

/// The whole chain, the publisher first: `A > B`.
pub(crate) fn chain(document: &Document, claim: &Claim) -> String {
    let voices = claim.voices.iter();
    let names: Vec<String> =
        voices.map(|voice| speaker(document, &voice.speaker)).collect();
    names.join(" > ")
}
