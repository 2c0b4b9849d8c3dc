//! What a speaker says that another must do: *Chad said that Sudan must free the crew* is a
//! request by Chad to Sudan and no release.
//!
//! The class `obliging` lists the words by which a speaker demands of another; the ontology says
//! what a type becomes when it is demanded.

use crate::participant::Participants;
use crate::reduction::{Reduced, reduced};
use chancery_codebook::{Codebook, Rule};
use chancery_model::{
    Actor, ActorKind, Annotated, Attribution, Basis, Claim, Coded, OperatorKind,
    Predicate, Speaker, Stance, Status, Voice,
};

/// A request made in words like *must*.
pub(crate) struct Demand<'a> {
    /// What is coded instead of the act.
    pub(crate) act: Reduced<'a>,
    /// Who makes it.
    pub(crate) speaker: Coded<Actor>,
    /// The words that report it.
    pub(crate) attribution: &'a Attribution,
}

/// The request that a predicate is, if a known speaker says that another must do it.
pub(crate) fn demand<'a>(
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    predicate: &Predicate,
    stance: &Stance,
    rule: &'a Rule,
    participants: &Participants,
) -> Option<Demand<'a>> {
    let index = *stance.attributions.last()? as usize;
    let attribution = &annotated.attributions.items[index];
    let Speaker::Actor(speaker) = &attribution.voice else { return None };
    let is_said = attribution.content.iter().any(|part| part.contains(predicate.trigger));
    // *must stop firing and leave*: the word stands before the first of several.
    let arcs = &annotated.syntax.items;
    let mut first = predicate.head as usize;
    while let Some(head) = arcs[first].head.filter(|_| &*arcs[first].relation == "conj") {
        first = head as usize;
    }
    let binds = |class: &str| {
        stance.operators.iter().any(|operator| {
            let tokens = &annotated.tokens.items;
            let at = tokens
                .partition_point(|token| token.span.start() < operator.span.start());
            let word = tokens.get(at);
            // *must be able to leave*: it obliges to what it governs, and to no more.
            let governs =
                |one: usize, other: usize| arcs[one].head == u32::try_from(other).ok();
            let head = predicate.head as usize;
            (governs(at, head) || governs(head, at))
                && matches!(
                    operator.kind,
                    OperatorKind::Demanded | OperatorKind::Probable
                )
                && attribution.content.iter().any(|part| part.contains(operator.span))
                && word.is_some_and(|word| codebook.rules.is_in_class(class, &word.lemma))
        })
    };
    let obliges = binds("obliging");
    let is_firm = binds("obliging-firmly");
    // Within one state, those of one sector stand beside each other and others do not.
    let stands_apart = |actor: &Actor| {
        is_firm
            && [actor, speaker].iter().all(|one| one.kind != ActorKind::State)
            && actor.sector.is_some()
            && speaker.sector.is_some()
            && actor.sector != speaker.sector
    };
    let is_other = |actor: &Coded<Actor>| {
        actor.value.id != speaker.id
            && (actor.value.country.is_none()
                || actor.value.country != speaker.country
                || stands_apart(&actor.value))
    };
    // *needs defending*: whoever needs it is not who shall do it.
    let head = &annotated.tokens.items[predicate.head as usize];
    let is_done_to = head.xpos.as_ref() == "VBG";
    let called_upon = &participants.source_actors;
    if !is_said
        || !obliges
        || is_done_to
        || called_upon.is_empty()
        || !called_upon.iter().all(is_other)
    {
        return None;
    }
    let negations = stance
        .operators
        .iter()
        .filter(|operator| operator.kind == OperatorKind::Negation);
    let modality =
        if negations.count() % 2 == 1 { "negated-demanded" } else { "demanded" };
    // What asks already stays what it is.
    let kind = codebook.ontology.event_type(rule.event_type.as_str());
    let act = if kind.is_some_and(|kind| kind.asks) {
        let (event_type, mode) = (&rule.event_type, rule.mode.as_ref());
        Reduced { event_type, mode, cameo: &rule.cameo }
    } else {
        reduced(&codebook.ontology, &rule.event_type, modality)?
    };
    let speaker = Coded::new(speaker.clone(), Basis::Text(*attribution.speaker.first()?));
    Some(Demand { act, speaker, attribution })
}

impl Demand<'_> {
    /// Who vouches for the request: the chain without the speaker who makes it.
    pub(crate) fn claim(&self, mut voices: Vec<Voice>) -> Claim {
        let cue = self.attribution.cue.first();
        let own = voices.iter().rposition(|voice| voice.cue.as_ref() == cue);
        voices.truncate(own.unwrap_or(voices.len()));
        let status = if voices.len() > 1 { Status::Claimed } else { Status::Asserted };
        let entry = &self.attribution.entry;
        let basis = match cue {
            Some(cue) => Basis::Entry(*cue, entry.clone()),
            None => self.speaker.basis.clone(),
        };
        Claim { voices, status: Coded::new(status, basis) }
    }
}
