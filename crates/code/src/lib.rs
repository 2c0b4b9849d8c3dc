//! Codes one annotated document: which rule each predicate meets, who takes part, when, where,
//! how many, and according to whom.
//!
//! Deliberately absent: a second document, and the search for who does what to whom. Rules
//! speak of agent and patient; `annotate` has found them.

mod again;
mod assume;
mod claim;
mod count;
mod dating;
mod demand;
mod matching;
mod means;
mod near;
mod own;
mod participant;
mod place;
mod reduction;
mod remark;
mod role;
mod stranger;

pub use near::{Obstacle, obstacles};
pub use remark::remarks;

use chancery_codebook::{Codebook, Rule};
use chancery_model::{
    Annotated, Basis, Coded, DateBasis, Digest, Event, EventId, OperatorKind, Predicate,
    PredicateKind, Role, Span, Stance, Status,
};
use demand::Demand;
use participant::Participants;
use std::collections::BTreeSet;

/// The events of one document, in the order of the text.
pub fn code(annotated: &Annotated, codebook: &Codebook) -> Vec<Event> {
    let mut drafts = drafts(annotated, codebook);
    pass_on(&mut drafts, codebook);
    let mut codings: Vec<dating::Coding<'_>> = drafts
        .iter()
        .filter(|draft| !is_told_by_another(draft, &drafts))
        .filter(|draft| !is_told_ahead(draft, &drafts, codebook))
        .filter(|draft| !means::is_told_by_effect(draft, &drafts))
        .filter_map(|draft| {
            Some((event(annotated, codebook, draft)?, draft.telling(annotated, codebook)))
        })
        .collect();
    codings.extend(again::events(annotated, codebook, &drafts));
    codings.sort_by_key(|(event, _)| (event.trigger, event.id));
    dating::date(&mut codings, annotated, codebook);
    let mut events: Vec<Event> = codings.into_iter().map(|(event, _)| event).collect();
    drop_echoes(&mut events);
    events
}

/// The predicates of the coded parts of a document that meet a rule.
fn drafts<'a>(annotated: &'a Annotated, codebook: &'a Codebook) -> Vec<Draft<'a>> {
    let predicates = annotated.predicates.items.iter().zip(&annotated.stances.items);
    let mut drafts: Vec<Draft<'_>> = predicates
        .filter(|(predicate, _)| in_coded_zone(annotated, predicate))
        .filter_map(|(predicate, stance)| draft(annotated, codebook, predicate, stance))
        .collect();
    // *must stop supporting the rebels*: one demand, told by the verb that has a rule.
    let of_any = codebook.rules.of_any_demand().map(|rule| &rule.id);
    let is_of_any = |draft: &Draft<'_>| Some(&draft.rule.id) == of_any;
    let mut told: BTreeSet<u32> = drafts
        .iter()
        .filter(|draft| draft.demand.is_some() && !is_of_any(draft))
        .map(|draft| draft.predicate.sentence)
        .collect();
    drafts.retain(|draft| !is_of_any(draft) || told.insert(draft.predicate.sentence));
    drafts
}

/// A predicate that meets a rule, before claim and setting are worked out.
struct Draft<'a> {
    predicate: &'a Predicate,
    stance: &'a Stance,
    rule: &'a Rule,
    participants: Participants,
    /// Set if the predicate tells what a speaker demands of another; then the speaker is the
    /// source actor.
    demand: Option<Demand<'a>>,
}

impl<'a> Draft<'a> {
    /// *The protests in May swept the north*: the dated noun that is the subject of a verb that
    /// has no time of its own, if it can tell the same.
    fn subject(
        &self,
        annotated: &'a Annotated,
        codebook: &Codebook,
    ) -> Option<&'a Predicate> {
        let verb = self.predicate;
        let is_undated = verb.kind == PredicateKind::Verb && verb.times.is_empty();
        let mut agents = verb.arguments.iter().filter(|one| one.role == Role::Agent);
        let agent = agents.next().filter(|_| is_undated)?;
        let rules = &codebook.rules;
        let can_tell = |lemma: &str| {
            let rule = |&index: &usize| &rules.rules[index].event_type;
            let kinds = rules.by_noun.get(lemma).into_iter().flatten().map(rule);
            kinds.into_iter().any(|kind| *kind == self.rule.event_type)
        };
        let all = &annotated.predicates.items;
        let from = all.partition_point(|one| one.sentence < verb.sentence);
        let near = all[from..].iter().take_while(|one| one.sentence == verb.sentence);
        near.into_iter().find(|noun| {
            noun.kind == PredicateKind::Noun
                && !noun.times.is_empty()
                && agent.span.contains(annotated.tokens.items[noun.head as usize].span)
                && can_tell(&noun.lemma)
        })
    }

    /// The predicate whose time is that of the event: the one that reports a demand, or the
    /// dated noun of which a verb tells.
    fn telling(&self, annotated: &'a Annotated, codebook: &Codebook) -> &'a Predicate {
        let Some(demand) = &self.demand else {
            return self.subject(annotated, codebook).unwrap_or(self.predicate);
        };
        let predicates = &annotated.predicates.items;
        let mut reporting = predicates.iter().filter(|predicate| {
            demand.attribution.cue.iter().any(|cue| predicate.trigger.overlaps(*cue))
        });
        reporting.next().unwrap_or(self.predicate)
    }
}

fn in_coded_zone(annotated: &Annotated, predicate: &Predicate) -> bool {
    annotated.document.is_coded_at(predicate.trigger.start())
}

fn draft<'a>(
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    predicate: &'a Predicate,
    stance: &'a Stance,
) -> Option<Draft<'a>> {
    let own = matching::best_rule(predicate, annotated, codebook);
    let of_any_demand = || {
        let may_be_one = predicate.kind == PredicateKind::Verb
            && !stance.attributions.is_empty()
            && !stance.operators.is_empty();
        codebook.rules.of_any_demand().filter(|_| may_be_one)
    };
    let rule = own.or_else(of_any_demand)?;
    let mut participants =
        participant::participants(rule, predicate, annotated, codebook);
    if participants.leave_open_who_acts()
        && let Some(speaker) = own::speaker(predicate, stance, annotated, codebook)
    {
        participants.led_by(speaker);
    }
    let demand =
        demand::demand(annotated, codebook, predicate, stance, rule, &participants);
    if own.is_none() {
        // *the professor said drivers should slow down*: an opinion, and no demand.
        let speaker = &demand.as_ref()?.speaker;
        if !participants.are_called_upon_in_public(speaker, codebook) {
            return None;
        }
    }
    if let Some(demand) = &demand {
        participants.call_upon(demand.speaker.clone());
    }
    if !participants.tell_something(rule, predicate, annotated, codebook)
        || merely_points_back(predicate, &participants)
        || speaks_of_nobody(annotated, predicate, &participants)
    {
        return None;
    }
    Some(Draft { predicate, stance, rule, participants, demand })
}

/// Whether a noun only refers to what was told before: *the attack* without anybody or any
/// date of its own.
fn merely_points_back(predicate: &Predicate, participants: &Participants) -> bool {
    predicate.kind == PredicateKind::Noun
        && predicate.is_definite
        && predicate.light_verb.is_none()
        && predicate.times.is_empty()
        && (participants.source_actors.is_empty()
            || participants.target_actors.is_empty())
}

/// Whether a verb without tense has nobody who acts: *deepening ties with Norway would help*.
fn speaks_of_nobody(
    annotated: &Annotated,
    predicate: &Predicate,
    participants: &Participants,
) -> bool {
    let form = annotated.tokens.items[predicate.head as usize].xpos.as_ref();
    predicate.kind == PredicateKind::Verb
        && participants.source_actors.is_empty()
        && matches!(form, "VB" | "VBG")
}

/// Whether a governing predicate that is coded itself already tells that this one is intended,
/// demanded or threatened: *agreed to meet* is one event.
fn is_told_by_another(draft: &Draft<'_>, drafts: &[Draft<'_>]) -> bool {
    governor(draft, drafts).is_some()
}

/// The draft whose predicate tells that this one is intended, demanded or threatened.
fn governor(draft: &Draft<'_>, drafts: &[Draft<'_>]) -> Option<usize> {
    // Operators stand in the sentence of their predicate, triggers in that of theirs.
    let sentence = draft.predicate.sentence;
    let from = drafts.partition_point(|other| other.predicate.sentence < sentence);
    let near = drafts[from..]
        .iter()
        .take_while(|other| other.predicate.sentence == sentence)
        .enumerate();
    let telling = draft.stance.operators.iter().filter(|operator| {
        matches!(
            operator.kind,
            OperatorKind::Intended | OperatorKind::Demanded | OperatorKind::Threatened
        )
    });
    telling.into_iter().find_map(|operator| {
        let mut tells = near.clone().filter(|(_, other)| {
            other.predicate.head != draft.predicate.head
                && other.predicate.trigger.contains(operator.span)
        });
        tells.next().map(|(at, _)| from + at)
    })
}

/// *agreed to send doctors to Chad*: an act that another tells leaves to it those upon whom it
/// is to be done; a request is made of those who are to do it.
fn pass_on(drafts: &mut [Draft<'_>], codebook: &Codebook) {
    for index in 0..drafts.len() {
        let told = &drafts[index];
        let Some(at) = governor(told, drafts) else { continue };
        let kind = codebook.ontology.event_type(drafts[at].rule.event_type.as_str());
        let is_asked = kind.is_some_and(|kind| kind.asks);
        let sides = &told.participants;
        let heirs = if is_asked { &sides.source_actors } else { &sides.target_actors };
        let heirs = heirs.clone();
        drafts[at].participants.inherit(heirs);
    }
}

/// *announced the opening of its embassy*: whether the object of a predicate tells a deed that
/// is still to come, so that the predicate is what the ontology makes of it.
fn is_told_ahead(draft: &Draft<'_>, drafts: &[Draft<'_>], codebook: &Codebook) -> bool {
    let (noun, kind) = (draft.predicate, &draft.rule.event_type);
    let from = drafts.partition_point(|one| one.predicate.sentence < noun.sentence);
    let near =
        drafts[from..].iter().take_while(|one| one.predicate.sentence == noun.sentence);
    noun.kind == PredicateKind::Noun
        && near.into_iter().any(|other| {
            let governs = other.predicate.head != noun.head
                && other.predicate.arguments.iter().any(|argument| {
                    argument.role == Role::Patient && argument.head == noun.head
                });
            governs
                && noun.light_verb != Some(other.predicate.head)
                && codebook.ontology.reductions.iter().any(|rule| {
                    rule.event_type == *kind
                        && rule.modality.as_ref() == "future"
                        && rule.becomes == other.rule.event_type
                        && rule.becomes != *kind
                })
        })
}

fn event(annotated: &Annotated, codebook: &Codebook, draft: &Draft<'_>) -> Option<Event> {
    let Draft { predicate, stance, rule, participants, demand } = draft;
    let kind = codebook.ontology.event_type(rule.event_type.as_str());
    let is_verbal = kind.is_some_and(|kind| kind.quad.is_verbal());
    let (mut event_type, mut mode, mut cameo) =
        (&rule.event_type, rule.mode.as_ref(), &rule.cameo);
    // *the drills of Chile and Peru*: what several do together.
    if let Some(together) = rule.together.as_ref().filter(|_| participants.are_several())
    {
        event_type = &together.event_type;
        (mode, cameo) = (together.mode.as_ref(), &together.cameo);
    }
    // *The airstrike killed two*: how it was done is told by the deed behind it.
    if mode.is_none()
        && let Some((by, _)) = means::deed_behind(rule, predicate, annotated, codebook)
        && by.mode.is_some()
    {
        (mode, cameo) = (by.mode.as_ref(), &by.cameo);
    }
    let claim = if let Some(demand) = demand {
        (event_type, mode, cameo) =
            (demand.act.event_type, demand.act.mode, demand.act.cameo);
        demand.claim(claim::voices(annotated, stance))
    } else {
        let mut claim = claim::claim(
            annotated,
            predicate,
            stance,
            participants,
            is_verbal,
            codebook,
        )?;
        if reduction::will_not(stance, claim.status.value) {
            let refused =
                reduction::reduced(&codebook.ontology, event_type, "negated-future")?;
            (event_type, mode, cameo) = (refused.event_type, refused.mode, refused.cameo);
            let is_own = claim.voices.len() == 1 || claim.status.value == Status::Planned;
            claim.status.value = if is_own { Status::Asserted } else { Status::Claimed };
        }
        claim
    };
    let document = annotated.document.id;
    let by_rule = || Basis::Rule(predicate.trigger, rule.id.clone());
    // Where it shall be done is not where it is demanded.
    let place = predicate.place.as_ref().filter(|_| demand.is_none());
    let place = place.and_then(|place| place::of(place, annotated));
    let sentence = annotated.sentences.items[predicate.sentence as usize].span;
    Some(Event {
        id: event_id(annotated, predicate, rule),
        document,
        sentence,
        trigger: predicate.trigger,
        lemma: predicate.lemma.clone(),
        rule: rule.id.clone(),
        event_type: Coded::new(event_type.clone(), by_rule()),
        mode: mode.cloned().map(|mode| Coded::new(mode, by_rule())),
        contexts: rule
            .contexts
            .iter()
            .map(|id| Coded::new(id.clone(), by_rule()))
            .collect(),
        cameo: Coded::new(cameo.clone(), by_rule()),
        source_actors: participants.source_actors.clone(),
        target_actors: participants.target_actors.clone(),
        object: participants.object(rule, predicate, annotated),
        points_back: predicate.kind == PredicateKind::Noun && predicate.is_definite,
        date: None,
        date_basis: DateBasis::None,
        place,
        counts: if demand.is_some() {
            Vec::new()
        } else {
            count::counts(annotated, codebook, rule, predicate)
        },
        claim,
        reservations: participants.reservations(codebook, rule),
    })
}

fn event_id(annotated: &Annotated, predicate: &Predicate, rule: &Rule) -> EventId {
    event_id_at(annotated, predicate.trigger, rule)
}

fn event_id_at(annotated: &Annotated, trigger: Span, rule: &Rule) -> EventId {
    let document = annotated.document.id.0;
    let start = trigger.start().to_le_bytes();
    let end = trigger.end().to_le_bytes();
    let parts: [&[u8]; 4] = [document.bytes(), &start, &end, rule.id.as_str().as_bytes()];
    EventId(Digest::of(parts))
}

/// Removes an event whose trigger lies inside that of another of the same code: a verb and its
/// noun tell one thing once.
fn drop_echoes(events: &mut Vec<Event>) {
    let kept: Vec<bool> = events
        .iter()
        .map(|event| {
            // A trigger lies in its sentence, and sentences lie apart.
            let start = event.sentence.start();
            let from = events.partition_point(|other| other.sentence.start() < start);
            let near =
                events[from..].iter().take_while(|other| other.sentence.start() == start);
            !near.into_iter().any(|other| {
                other.id != event.id
                    && other.trigger.contains(event.trigger)
                    && other.trigger != event.trigger
                    && other.event_type.value == event.event_type.value
            })
        })
        .collect();
    let mut keep = kept.into_iter();
    events.retain(|_| keep.next().unwrap_or(true));
}
