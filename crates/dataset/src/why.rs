//! Where an event comes from: its words, its rule, and the reason for each value.

mod reasons;

pub use reasons::Reason;

use chancery_codebook::{Codebook, Files, Rule};
use chancery_model::{Annotated, Certainty, Event, Factuality, Polarity, Span};

/// An event with all that it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Provenance<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its document, annotated.
    pub annotated: &'a Annotated,
    /// The rule that coded it; `None` if the codebook at hand does not have it.
    pub rule: Option<&'a Rule>,
    pub(crate) files: &'a Files,
}

impl<'a> Provenance<'a> {
    /// What an event comes from, as this codebook, compiled from these files, has it.
    pub fn of(
        event: &'a Event,
        annotated: &'a Annotated,
        codebook: &'a Codebook,
        files: &'a Files,
    ) -> Self {
        let rule = codebook.rules.rules.iter().find(|rule| rule.id == event.rule);
        Self { event, annotated, rule, files }
    }

    /// Every value of the event with its reason.
    pub fn values(&self) -> Vec<Reason> {
        reasons::values(self)
    }

    /// The steps that led to the status, in their order.
    pub fn steps(&self) -> Vec<Reason> {
        reasons::steps(self)
    }

    /// The words of the sentence that matter, named.
    pub fn marks(&self) -> Vec<(Span, &'static str)> {
        let event = self.event;
        let mut marks = vec![(event.trigger, "trigger")];
        let mut mark =
            |span: Option<Span>, name| marks.extend(span.map(|span| (span, name)));
        for actor in &event.source_actors {
            mark(actor.basis.span(), "source_actor");
        }
        for actor in &event.target_actors {
            mark(actor.basis.span(), "target_actor");
        }
        mark(event.date.as_ref().and_then(|date| date.basis.span()), "date");
        mark(event.place.as_ref().and_then(|place| place.basis.span()), "place");
        for count in &event.counts {
            mark(count.basis.span(), count.value.what.word());
        }
        for voice in &event.claim.voices {
            mark(voice.words, "speaker");
            mark(voice.cue, "cue");
        }
        for operator in reasons::operators(self) {
            mark(Some(operator.span), reasons::effect(operator.kind));
        }
        marks
    }
}

/// How far a voice commits to an event, in words.
pub fn commitment(factuality: Factuality) -> &'static str {
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
