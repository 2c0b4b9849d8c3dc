//! With what an occurrence was done, at which time of day, and what those did whose task it is.

use super::Page;
use chancery_model::{Argument, DetailKind, Event, Predicate, Role, Span, TimexKind};

/// Sentences behind words of time in which the occurrence may be told.
const AHEAD: u32 = 2;
/// Bytes between the two, however long the sentence.
const NEAR: u32 = 2000;

impl<'a> Page<'a> {
    /// *killed with a rifle*.
    pub(super) fn means(&mut self, index: usize, predicate: &'a Predicate) {
        let Some(event) = self.occurrences.told_by(predicate) else { return };
        for thing in self.with(predicate, "by-means-of") {
            let is_weapon = thing
                .lemmas
                .first()
                .is_some_and(|lemma| self.occurrences.is_instrument(lemma));
            if is_weapon {
                self.add(DetailKind::Means, event, thing.span, (index, predicate));
            }
        }
    }

    /// *armed with a rifle*, in the sentence that tells the occurrence or the one behind it.
    pub(super) fn arms(&mut self) {
        let tokens = &self.annotated.tokens.items;
        let arcs = &self.annotated.syntax.items;
        for (at, token) in tokens.iter().enumerate() {
            let is_armed = arcs[at].head.is_some_and(|head| {
                self.is_in("armed", &tokens[head as usize].lemma)
                    && self.occurrences.is_instrument_at(at)
            });
            if !is_armed || !self.is_coded(token.span) {
                continue;
            }
            let Some(by) = self.occurrences.teller(token.span) else { continue };
            let event = self
                .occurrences
                .spoken_of(by.1)
                .or_else(|| self.occurrences.told_next(by.1));
            let Some(event) = event else { continue };
            let words = self.occurrences.phrase(at);
            self.add(DetailKind::Means, event, words, by);
        }
    }

    /// The occurrence that a predicate tells, or that it says came about.
    fn comes_about(&self, predicate: &Predicate) -> Option<&'a Event> {
        let told = self.occurrences.told_by(predicate);
        told.or_else(|| {
            let is_coming = self.is_in("occur", &predicate.lemma);
            let subject = predicate.arguments.iter().find(|a| a.role == Role::Agent);
            subject.filter(|_| is_coming).and_then(|a| self.occurrences.meant(a.head))
        })
    }

    /// *at dawn*, *in the middle of the day*.
    pub(super) fn time(&mut self, index: usize, predicate: &'a Predicate) {
        let Some(event) = self.comes_about(predicate) else { return };
        let is_hour = |argument: &&Argument| {
            let mut all = argument.lemmas.iter();
            let first = all.next().map_or("", AsRef::as_ref);
            matches!(argument.role, Role::With(_))
                && (self.is_in("hour", first)
                    || (self.is_in("midst", first)
                        && all.any(|lemma| self.is_in("part-of-day", lemma))))
        };
        let hours: Vec<Span> =
            predicate.arguments.iter().filter(is_hour).map(|hour| hour.span).collect();
        for hour in hours {
            self.add(DetailKind::Time, event, hour, (index, predicate));
        }
    }

    /// A time of day of the date of an occurrence, in its sentence or shortly before it.
    pub(super) fn hours(&mut self) {
        for time in
            self.annotated.times.items.iter().filter(|t| t.kind == TimexKind::Time)
        {
            let Some(date) = &time.date else { continue };
            let Some(sentence) = self.occurrences.sentence_of(time.span.start()) else {
                continue;
            };
            let is_near = |event: &&Event| {
                let told = self.occurrences.sentence_of(event.sentence.start());
                told.is_some_and(|told| {
                    told >= sentence && told - sentence <= AHEAD as usize
                })
            };
            let on_it = |event: &&Event| {
                event.date.as_ref().is_some_and(|told| {
                    told.value.meets(date) && self.occurrences.is_violent(event)
                })
            };
            let from = time.span.start().saturating_sub(NEAR);
            let mut events = self.occurrences.events_in(from..time.span.end() + NEAR);
            let event = events.find(|event| is_near(event) && on_it(event));
            let Some(event) = event.filter(|_| self.is_coded(time.span)) else {
                continue;
            };
            let Some(by) = self.occurrences.teller(event.sentence) else { continue };
            self.add(DetailKind::Time, event, time.span, by);
        }
    }

    /// *police arrived after forty minutes*, *attacked in front of an officer*.
    pub(super) fn response(&mut self, index: usize, predicate: &'a Predicate) {
        for bystander in &predicate.arguments {
            let is_presence = bystander.lemmas.first().is_some_and(|lemma| {
                matches!(bystander.role, Role::With(_)) && self.is_in("presence", lemma)
            });
            let is_responder =
                bystander.lemmas.iter().any(|lemma| self.is_in("responder", lemma));
            let event = self.occurrences.spoken_of(predicate);
            if let Some(event) = event.filter(|_| is_presence && is_responder) {
                let words = self.occurrences.with_preposition(bystander.span);
                self.add(DetailKind::Response, event, words, (index, predicate));
            }
        }
        if !self.is_in("responding", &predicate.lemma) {
            return;
        }
        let mut agents = predicate.arguments.iter().filter(|a| a.role == Role::Agent);
        let responds = |argument: &Argument| {
            argument.lemmas.iter().any(|lemma| self.is_in("responder", lemma))
        };
        let start = match agents.next() {
            Some(agent) => responds(agent).then_some(agent.span),
            // A subject cut off by dashes.
            None => self.occurrences.before_in_sentence(predicate, |token| {
                token.upos.as_ref() == "NOUN" && self.is_in("responder", &token.lemma)
            }),
        };
        let (Some(start), Some(event)) = (start, self.occurrences.spoken_of(predicate))
        else {
            return;
        };
        let parts = predicate.arguments.iter().map(|argument| argument.span);
        let behind = parts.filter(|part| part.start() >= start.start());
        let words = behind.fold(start.cover(predicate.trigger), Span::cover);
        self.add(DetailKind::Response, event, words, (index, predicate));
    }
}
