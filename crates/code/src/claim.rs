//! According to whom, and with which status.
//!
//! The status follows from the operators on the way to the predicate and from what the
//! innermost voice says, by the first of these that holds:
//!
//! 1. it is threatened → `threatened`
//! 2. it is supposed → `hypothetical`; what is only demanded is no event of its own (a request
//!    tells it), nor is what is supposed not to happen
//! 3. the innermost voice says it did not happen → `denied` if that voice is not the
//!    publisher's; what the publisher says did not happen is no event
//! 4. it is intended or agreed, or its own actor announces it → `planned`
//! 5. it lies ahead, or is no more than probable → `predicted`
//! 6. the publisher vouches for it, or it is an act of words and its own actor says it
//!    (*announced its decision*) → `asserted`
//! 7. otherwise → `claimed`

use crate::participant::Participants;
use chancery_model::{
    Actor, Annotated, Basis, Certainty, Claim, Coded, Factuality, OperatorKind, Polarity,
    Predicate, PredicateKind, Speaker, Stance, Status, Voice,
};

/// The claim behind an event; `None` if nobody says that it happened, will happen or might.
pub(crate) fn claim(
    annotated: &Annotated,
    predicate: &Predicate,
    stance: &Stance,
    participants: &Participants,
    is_verbal: bool,
) -> Option<Claim> {
    let voices = voices(annotated, stance);
    let status = status(annotated, predicate, stance, participants, &voices, is_verbal)?;
    let basis = stance
        .operators
        .last()
        .map(|operator| Basis::Entry(operator.span, operator.entry.clone()))
        .or_else(|| {
            let index = *stance.attributions.last()?;
            let attribution = &annotated.attributions.items[index as usize];
            Some(Basis::Entry(*attribution.cue.first()?, attribution.entry.clone()))
        })
        .unwrap_or(Basis::Text(predicate.trigger));
    Some(Claim { voices, status: Coded::new(status, basis) })
}

/// The publisher, each speaker of the chain, and whoever is behind hearsay.
pub(crate) fn voices(annotated: &Annotated, stance: &Stance) -> Vec<Voice> {
    let publisher = stance.voices.first().copied().unwrap_or(Factuality::CERTAIN);
    let mut voices = vec![Voice {
        speaker: Speaker::Publisher,
        words: None,
        cue: None,
        factuality: publisher,
    }];
    for (&index, &factuality) in
        stance.attributions.iter().zip(stance.voices.iter().skip(1))
    {
        let attribution = &annotated.attributions.items[index as usize];
        // *"We demand it," the envoy said* has one voice, not two.
        let is_again = matches!(attribution.voice, Speaker::Actor(_))
            && voices.last().is_some_and(|last| last.speaker == attribution.voice);
        let named =
            if is_again { voices.pop().and_then(|last| last.words) } else { None };
        voices.push(Voice {
            speaker: attribution.voice.clone(),
            words: named.or(attribution.speaker.first().copied()),
            cue: attribution.cue.first().copied(),
            factuality,
        });
    }
    for operator in stance.operators.iter().filter(|o| o.kind == OperatorKind::Hearsay) {
        voices.push(Voice {
            speaker: Speaker::Unnamed,
            words: None,
            cue: Some(operator.span),
            factuality: Factuality::CERTAIN,
        });
    }
    voices
}

fn status(
    annotated: &Annotated,
    predicate: &Predicate,
    stance: &Stance,
    participants: &Participants,
    voices: &[Voice],
    is_verbal: bool,
) -> Option<Status> {
    let has = |kind: OperatorKind| {
        stance.operators.iter().any(|operator| operator.kind == kind)
    };
    let innermost = voices.last()?;
    let is_attributed = voices.len() > 1;
    if has(OperatorKind::Threatened) {
        return Some(Status::Threatened);
    }
    if has(OperatorKind::Demanded) {
        return None;
    }
    let is_negative = innermost.factuality.polarity == Polarity::Negative
        || voices[0].factuality.polarity == Polarity::Negative;
    let is_ahead = has(OperatorKind::Future) || has(OperatorKind::Improbable);
    if has(OperatorKind::Hypothetical) {
        return (!is_negative).then_some(Status::Hypothetical);
    }
    if is_negative && !is_ahead {
        return is_attributed.then_some(Status::Denied);
    }
    let by_itself = is_attributed && speaks_of_itself(innermost, participants);
    if has(OperatorKind::Intended) || (has(OperatorKind::Future) && by_itself) {
        return Some(Status::Planned);
    }
    if is_ahead {
        return Some(Status::Predicted);
    }
    let is_weak = has(OperatorKind::Probable) || has(OperatorKind::Possible);
    if is_weak && is_bare(annotated, predicate) {
        return Some(Status::Predicted);
    }
    // The words themselves are the act only where the cue governs the noun that tells it.
    let is_said = predicate.kind == PredicateKind::Noun && predicate.light_verb.is_none();
    let vouches = voices[0].factuality.certainty == Certainty::Certain
        || (is_verbal && by_itself && is_said);
    Some(if vouches { Status::Asserted } else { Status::Claimed })
}

/// Whether a verb has no tense of its own, so that *may strike* looks ahead while *may have
/// struck* looks back. A noun has that of the verb which brings it about: *could lead to war*.
fn is_bare(annotated: &Annotated, predicate: &Predicate) -> bool {
    let token = predicate.light_verb.unwrap_or(predicate.head);
    let xpos = |token: u32| annotated.tokens.items[token as usize].xpos.as_ref();
    let above = |token: u32| annotated.syntax.items[token as usize].head;
    if predicate.kind == PredicateKind::Noun && predicate.light_verb.is_none() {
        return above(token).is_some_and(|verb| xpos(verb) == "VB");
    }
    xpos(token) == "VB"
}

/// Whether the voice is that of somebody who acts in the event, or of the same state.
fn speaks_of_itself(voice: &Voice, participants: &Participants) -> bool {
    let Speaker::Actor(speaker) = &voice.speaker else { return false };
    let same = |actor: &Actor| {
        actor.id == speaker.id
            || (actor.country.is_some() && actor.country == speaker.country)
    };
    participants.source_actors.iter().any(|actor| same(&actor.value))
}
