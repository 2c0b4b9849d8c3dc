//! Whom the words do not name and a rule lets assume.

use crate::participant::Participants;
use crate::role::state;
use chancery_codebook::{Assumption, Codebook};
use chancery_model::{
    Actor, ActorId, ActorKind, Annotated, Basis, Coded, Mention, MentionForm, Predicate,
    Role, Speaker,
};

/// Of all who are named in a document and belong to another state than who acts, the least part,
/// in hundredths, that belongs to the other party: a text about many states leaves open which of
/// them is meant.
const CHIEF: usize = 40;

/// A relative pronoun stands at most this many words before its verb.
const BEFORE: usize = 8;

/// The one other state that the sentence speaks of, else the one before it. Of several nobody
/// knows which is meant.
pub(crate) fn other_party<'a>(
    acting: &[ActorId],
    predicate: &Predicate,
    annotated: &'a Annotated,
) -> Option<&'a Mention> {
    let sentences = &annotated.sentences.items;
    let here = predicate.sentence as usize;
    let others = |index: usize| {
        let span = sentences[index].span;
        let mentions = &annotated.mentions.items;
        let before = |at: u32| mentions.partition_point(|m| m.span.start() < at);
        mentions[before(span.start())..before(span.end())]
            .iter()
            .filter(move |mention| span.contains(mention.span))
            .filter(|mention| mention.actor.kind == ActorKind::State)
            // *the Chilean agency* brings Chile in as little as the agency is Chile.
            .filter(|mention| mention.form != MentionForm::Adjective)
            .filter(|mention| {
                mention.actor.country.as_ref().is_none_or(|state| !acting.contains(state))
            })
            .collect::<Vec<&Mention>>()
    };
    let mut found = others(here);
    if found.is_empty() {
        found = others(here.checked_sub(1)?);
    }
    let (first, rest) = found.split_first()?;
    let is_one = rest.iter().all(|other| other.actor.country == first.actor.country);
    (is_one && is_chief(first, acting, annotated)).then_some(*first)
}

/// *Fiji said that Chile had fired, which Chile denied*: who said in this sentence what a verb
/// answers; in the one before it, if a pronoun stands for what was said.
fn other_speaker(
    acting: &[Coded<Actor>],
    predicate: &Predicate,
    annotated: &Annotated,
) -> Option<Coded<Actor>> {
    let sentences = &annotated.sentences.items;
    let here = predicate.sentence as usize;
    let start = sentences[here].span.start();
    let at = predicate.trigger.start();
    let tokens = &annotated.tokens.items;
    let head = predicate.head as usize;
    let is_relative = (head.saturating_sub(BEFORE)..head).any(|token| {
        tokens[token].span.start() >= start && tokens[token].xpos.as_ref() == "WDT"
    });
    let points_back = predicate.arguments.iter().any(|one| {
        one.role == Role::Patient && tokens[one.head as usize].upos.as_ref() == "PRON"
    });
    let from = match here.checked_sub(1) {
        Some(before) if points_back => sentences[before].span.start(),
        _ => start,
    };
    let is_other = |actor: &Actor| {
        acting.iter().all(|one| {
            one.value.id != actor.id
                && (actor.country.is_none() || one.value.country != actor.country)
        })
    };
    let said = annotated.attributions.items.iter().rev().filter(|said| {
        let is_near =
            said.cue.first().is_some_and(|cue| cue.start() >= from && cue.start() < at);
        let holds = said.content.iter().any(|part| part.contains(predicate.trigger));
        let is_before = said.content.first().is_some_and(|part| part.start() < at);
        is_near && is_before && (is_relative || (points_back && !holds))
    });
    said.into_iter().find_map(|said| match &said.voice {
        Speaker::Actor(actor) if is_other(actor) => {
            Some(Coded::new(Actor::clone(actor), Basis::Text(*said.speaker.first()?)))
        }
        _ => None,
    })
}

fn is_one_person(actor: &Coded<Actor>) -> bool {
    matches!(actor.value.kind, ActorKind::Person | ActorKind::Private)
}

/// Whether a document speaks of this state more than of the others that do not act.
fn is_chief(other: &Mention, acting: &[ActorId], annotated: &Annotated) -> bool {
    let states = annotated.mentions.items.iter().map(|one| one.actor.country.as_ref());
    let (mut own, mut all) = (0, 0);
    for state in states.flatten().filter(|state| !acting.contains(state)) {
        all += 1;
        own += usize::from(other.actor.country.as_ref() == Some(state));
    }
    own * 100 >= all * CHIEF
}

impl Participants {
    fn countries(&self) -> Vec<&ActorId> {
        self.source_actors
            .iter()
            .filter_map(|actor| actor.value.country.as_ref())
            .collect()
    }

    /// Adds the target actor that the rule allows to assume, if the words tell no country of
    /// one and the acting side is of one state.
    pub(crate) fn assume(
        &mut self,
        assumption: Assumption,
        predicate: &Predicate,
        annotated: &Annotated,
        codebook: &Codebook,
    ) {
        let told = self.target_actors.iter().any(|actor| actor.value.country.is_some());
        if assumption == Assumption::OwnState
            && self.source_actors.is_empty()
            && self.target_actors.is_empty()
            && let Some(mention) = only_state(predicate, annotated)
        {
            let actor = Coded::new(mention.actor.clone(), Basis::Text(mention.span));
            self.source_actors.push(actor);
            self.by_place = true;
        }
        if assumption == Assumption::OtherSpeaker
            && self.target_actors.is_empty()
            && let Some(speaker) =
                other_speaker(&self.source_actors, predicate, annotated)
        {
            self.target_actors.push(speaker);
            self.assumed = assumption;
            return;
        }
        let acting: Vec<ActorId> = self.countries().into_iter().cloned().collect();
        let Some(first) = acting.first() else { return };
        if told {
            return;
        }
        match assumption {
            Assumption::Nothing => {}
            Assumption::OwnState => {
                let abroad = predicate.place.as_ref().is_some_and(|place| {
                    place.country.as_ref().is_some_and(|country| country != first)
                });
                let is_mixed = acting.iter().any(|side| side != first);
                // Protests in a country are against those who govern it.
                let is_open =
                    !self.by_place && speaks_of_others(first, predicate, annotated);
                if abroad || is_mixed || is_open {
                    return;
                }
                if self.target_actors.is_empty()
                    && let Some(acting) = self.source_actors.first()
                {
                    let state = state(first, codebook);
                    self.target_actors.push(Coded::new(state, acting.basis.clone()));
                }
                for actor in &mut self.target_actors {
                    actor.value.country = Some(first.clone());
                }
                self.assumed = assumption;
            }
            Assumption::OwnPeople => {
                if acting.iter().any(|side| side != first) {
                    return;
                }
                for actor in &mut self.target_actors {
                    actor.value.country = Some(first.clone());
                    self.assumed = assumption;
                }
            }
            // Whoever the words name is the one, known to the codebook or not.
            Assumption::OtherParty | Assumption::OtherSpeaker
                if !self.target_actors.is_empty() => {}
            // *the witness denied it*: a person answers whoever spoke, and no state.
            Assumption::OtherSpeaker if self.source_actors.iter().any(is_one_person) => {}
            Assumption::OtherParty | Assumption::OtherSpeaker => {
                if let Some(mention) = other_party(&acting, predicate, annotated) {
                    let actor =
                        Coded::new(mention.actor.clone(), Basis::Text(mention.span));
                    self.target_actors.push(actor);
                    self.assumed = assumption;
                }
            }
        }
    }
}

/// *Chilean soldiers fired on Peruvian protesters*: whether officers, organs or officials of
/// another state have a part in a sentence.
fn speaks_of_others(own: &ActorId, predicate: &Predicate, annotated: &Annotated) -> bool {
    let span = annotated.sentences.items[predicate.sentence as usize].span;
    let mentions = &annotated.mentions.items;
    let from = mentions.partition_point(|one| one.span.start() < span.start());
    let mut inside = mentions[from..].iter().take_while(|one| span.contains(one.span));
    inside.any(|one| {
        matches!(one.actor.kind, ActorKind::Organ | ActorKind::Person)
            && one.actor.country.as_ref().is_some_and(|state| state != own)
    })
}

/// The state that a sentence speaks of, if it is one alone: where nobody who acts is told, those
/// who do are taken for its people.
fn only_state<'a>(
    predicate: &Predicate,
    annotated: &'a Annotated,
) -> Option<&'a Mention> {
    let span = annotated.sentences.items[predicate.sentence as usize].span;
    let mentions = &annotated.mentions.items;
    let from = mentions.partition_point(|one| one.span.start() < span.start());
    let inside = mentions[from..].iter().take_while(|one| span.contains(one.span));
    let mut states = inside.filter(|one| {
        one.actor.kind == ActorKind::State && one.form != MentionForm::Adjective
    });
    let first = states.next()?;
    states.all(|one| one.actor.id == first.actor.id).then_some(first)
}
