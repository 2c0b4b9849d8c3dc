//! What an act becomes that is not done: refusing to lift a ban is no concession ahead but a
//! refusal. The ontology says what a type becomes when it is denied of the future or demanded.

use chancery_codebook::Ontology;
use chancery_model::{
    CameoCode, Certainty, EventTypeId, ModeId, OperatorKind, Polarity, Stance, Status,
};

/// What an act becomes.
pub(crate) struct Reduced<'a> {
    pub(crate) event_type: &'a EventTypeId,
    pub(crate) mode: Option<&'a ModeId>,
    pub(crate) cameo: &'a CameoCode,
}

/// Whether it is said for certain that it will not happen.
pub(crate) fn will_not(stance: &Stance, status: Status) -> bool {
    let is_certain_no = |voice: &chancery_model::Factuality| {
        voice.polarity == Polarity::Negative && voice.certainty == Certainty::Certain
    };
    let has = |kind| stance.operators.iter().any(|operator| operator.kind == kind);
    matches!(status, Status::Planned | Status::Predicted)
        && stance.voices.last().is_some_and(is_certain_no)
        && has(OperatorKind::Future)
        && !has(OperatorKind::Improbable)
}

/// What a type becomes where it will not be done, is demanded, …; `None` if the ontology does
/// not say.
pub(crate) fn reduced<'a>(
    ontology: &'a Ontology,
    event_type: &EventTypeId,
    modality: &str,
) -> Option<Reduced<'a>> {
    let rule = ontology.reductions.iter().find(|rule| {
        rule.event_type == *event_type && rule.modality.as_ref() == modality
    })?;
    let becomes = |mode: Option<&ModeId>| {
        let homes = ontology.crosswalk.iter().filter(|(_, home)| {
            home.event_type.as_ref() == Some(&rule.becomes)
                && (mode.is_none() || home.mode.as_ref() == mode)
        });
        // The shorter code is the more general one.
        homes.min_by_key(|(code, _)| (code.as_str().len(), code.as_str()))
    };
    let (cameo, _) = becomes(rule.mode.as_ref()).or_else(|| becomes(None))?;
    Some(Reduced { event_type: &rule.becomes, mode: rule.mode.as_ref(), cameo })
}
