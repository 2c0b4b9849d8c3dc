//! Who speaks, and how far they vouch, in words.

use chancery_model::{Certainty, Claim, Document, Factuality, Polarity, Speaker};

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

/// How far a voice commits to an event, in words.
pub(crate) fn commitment(factuality: Factuality) -> &'static str {
    match (factuality.certainty, factuality.polarity) {
        (Certainty::Certain, Polarity::Positive) => "says that it happened",
        (Certainty::Certain, Polarity::Negative) => "says that it did not happen",
        (Certainty::Probable, Polarity::Positive) => "holds it probable",
        (Certainty::Probable, Polarity::Negative) => "holds it improbable",
        (Certainty::Possible, Polarity::Positive) => "holds it possible",
        (Certainty::Possible, Polarity::Negative) => "holds it possible that it did not",
        (Certainty::Certain, Polarity::Unknown) => {
            "is certain, whether or not it happened"
        }
        _ => "does not commit itself",
    }
}
