//! According to whom, and with which status.
//!
//! The status follows from the operators on the way to the predicate and from what the
//! innermost voice says, by the first of these that holds:
//!
//! 1. it is threatened → `threatened`
//! 2. it is supposed → `hypothetical`; what is only demanded is no event of its own (a request
//!    tells it), nor is what is supposed not to happen
//! 3. the innermost voice says it did not happen, or that it is not meant to → `denied` if that voice is not the publisher's; what the publisher says so of is no event
//! 4. it is intended or agreed, its own actor announces it, or somebody tries to do it →
//!    `planned`; words that somebody tried to say were said
//! 5. it lies ahead, or is no more than probable → `predicted`; what a noun calls possible →
//!    `hypothetical`; what the publisher says one is able or free to do is no event
//! 6. the publisher vouches for it, or it is an act of words and its own actor says it
//!    (*announced its decision*, *“We condemn it,” the envoy said*) → `asserted`
//! 7. otherwise → `claimed`

use crate::participant::Participants;
use chancery_codebook::Codebook;
use chancery_model::{
    Actor, Annotated, Basis, Certainty, Claim, Coded, Factuality, Operator, OperatorKind,
    Polarity, Predicate, PredicateKind, Role, Span, Speaker, Stance, Status, Voice,
};

/// The claim behind an event; `None` if nobody says that it happened, will happen or might.
pub(crate) fn claim(
    annotated: &Annotated,
    predicate: &Predicate,
    stance: &Stance,
    participants: &Participants,
    is_verbal: bool,
    codebook: &Codebook,
) -> Option<Claim> {
    let voices = voices(annotated, stance);
    let told = Told { annotated, predicate, stance, is_verbal, codebook };
    let status = told.status(participants, &voices)?;
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

/// What a status follows from, beside the voices.
struct Told<'a> {
    annotated: &'a Annotated,
    predicate: &'a Predicate,
    stance: &'a Stance,
    is_verbal: bool,
    codebook: &'a Codebook,
}

impl Told<'_> {
    fn has(&self, kind: OperatorKind) -> bool {
        self.stance.operators.iter().any(|operator| operator.kind == kind)
    }

    fn status(&self, participants: &Participants, voices: &[Voice]) -> Option<Status> {
        let innermost = voices.last()?;
        let is_attributed = voices.len() > 1;
        if self.has(OperatorKind::Threatened) {
            return Some(Status::Threatened);
        }
        if self.has(OperatorKind::Demanded) {
            return None;
        }
        let is_negative = innermost.factuality.polarity == Polarity::Negative
            || voices[0].factuality.polarity == Polarity::Negative;
        let is_ahead =
            self.has(OperatorKind::Future) || self.has(OperatorKind::Improbable);
        if self.has(OperatorKind::Hypothetical) {
            return (!is_negative).then_some(Status::Hypothetical);
        }
        let will_not = self.is_meant_not_to_be();
        if (is_negative && !is_ahead) || will_not {
            // *seeks to keep Chad from shelling the town*: nobody says whether it does.
            let is_open = will_not && self.has(OperatorKind::Failed);
            return (is_attributed && !is_open).then_some(Status::Denied);
        }
        let by_itself = is_attributed && speaks_of_itself(innermost, participants);
        if self.has(OperatorKind::Intended)
            || (self.has(OperatorKind::Future) && by_itself)
        {
            return Some(Status::Planned);
        }
        if is_ahead {
            return Some(Status::Predicted);
        }
        let weak = self.weak();
        // *can raid*, *allows them to raid*: what one is able or free to do is no event.
        if weak.is_some() && !is_attributed && self.every_weak_word("mere-ability") {
            return None;
        }
        let is_seen = self.is_bare() && self.every_weak_word("seeming");
        if let Some(word) = weak.filter(|_| !is_seen && !self.is_said()) {
            if self.is_bare() || (self.is_gerund() && self.is_in("weighing", word.span)) {
                let is_tried = self.every_weak_word("trying");
                let status = if is_tried { Status::Planned } else { Status::Predicted };
                return Some(status);
            }
            if self.describes(word) {
                let is_possible = word.kind == OperatorKind::Possible;
                let ahead =
                    if is_possible { Status::Hypothetical } else { Status::Predicted };
                return Some(ahead);
            }
        }
        // The words themselves are the act where the cue governs the noun that tells it, or
        // where the speaker does it by saying so.
        let is_noun = self.predicate.kind == PredicateKind::Noun
            && self.predicate.light_verb.is_none();
        let is_act = is_noun || self.is_performed();
        let vouches = voices[0].factuality.certainty == Certainty::Certain
            || (!is_attributed && weak.is_some() && (is_seen || self.is_said()))
            || (self.is_verbal && by_itself && is_act);
        Some(if vouches { Status::Asserted } else { Status::Claimed })
    }

    /// The innermost word that makes it no more than probable.
    fn weak(&self) -> Option<&Operator> {
        self.stance.operators.iter().rev().find(|operator| is_weak(operator))
    }

    fn every_weak_word(&self, class: &str) -> bool {
        let mut weak = self.stance.operators.iter().filter(|operator| is_weak(operator));
        weak.all(|operator| self.is_in(class, operator.span))
    }

    /// Whether the word at a span is in a class.
    fn is_in(&self, class: &str, span: Span) -> bool {
        self.token(span).is_some_and(|token| {
            let lemma = self.annotated.tokens.items[token].lemma.to_lowercase();
            self.codebook.rules.is_in_class(class, &lemma)
        })
    }

    fn token(&self, span: Span) -> Option<usize> {
        let tokens = &self.annotated.tokens.items;
        let at = tokens.partition_point(|token| token.span.start() < span.start());
        (at < tokens.len()).then_some(at)
    }

    /// *tried to warn the crew*: to try to say something is to say it.
    fn is_said(&self) -> bool {
        let is_past = |operator: &Operator| {
            self.token(operator.span).is_some_and(|at| {
                let xpos = self.annotated.tokens.items[at].xpos.as_ref();
                matches!(xpos, "VBD" | "VBN")
            })
        };
        let mut weak = self.stance.operators.iter().filter(|operator| is_weak(operator));
        self.is_verbal && self.every_weak_word("trying") && weak.all(is_past)
    }

    /// *promised not to*, *no plans to*: whether somebody means it not to be.
    fn is_meant_not_to_be(&self) -> bool {
        let count = |kind: OperatorKind| {
            self.stance.operators.iter().filter(|operator| operator.kind == kind).count()
        };
        let denials = count(OperatorKind::Negation) + count(OperatorKind::Failed);
        let is_meant =
            self.has(OperatorKind::Intended) && !self.has(OperatorKind::Future);
        is_meant && denials % 2 == 1
    }

    /// *possible attacks*: whether the word stands beside the noun that tells it.
    fn describes(&self, word: &Operator) -> bool {
        let is_beside = self.token(word.span).is_some_and(|at| {
            let arc = &self.annotated.syntax.items[at];
            arc.head == Some(self.predicate.head) && arc.relation.as_ref() == "amod"
        });
        self.predicate.kind == PredicateKind::Noun && is_beside
    }

    /// *considered closing the border*.
    fn is_gerund(&self) -> bool {
        let token = self.predicate.light_verb.unwrap_or(self.predicate.head);
        self.annotated.tokens.items[token as usize].xpos.as_ref() == "VBG"
    }

    /// *“We condemn the raid,” the envoy said*: whether the speaker does it by these words.
    fn is_performed(&self) -> bool {
        let xpos = |token: u32| self.annotated.tokens.items[token as usize].xpos.as_ref();
        let agent = self.predicate.arguments.iter().find(|one| one.role == Role::Agent);
        let head = self.predicate.light_verb.unwrap_or(self.predicate.head);
        xpos(head) == "VBP"
            && self.stance.operators.is_empty()
            && agent.is_some_and(|agent| xpos(agent.head) == "PRP")
    }

    /// Whether a verb has no tense of its own, so that *may strike* looks ahead while *may have
    /// struck* looks back. A noun has that of the verb which brings it about: *could lead to
    /// war*.
    fn is_bare(&self) -> bool {
        is_bare(self.annotated, self.predicate)
    }
}

fn is_weak(operator: &Operator) -> bool {
    matches!(operator.kind, OperatorKind::Probable | OperatorKind::Possible)
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
