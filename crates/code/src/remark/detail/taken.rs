//! What an occurrence is said to be by a clause without a verb of its own (*this was no
//! accident*, *it is part of a campaign*), what for (*an act designed to frighten voters*), in
//! which state of mind, and whether a reason that somebody gave is believed.

use super::{Page, label::commitment, voice};
use chancery_model::{
    Certainty, Detail, DetailKind, Event, Factuality, Polarity, Span, Token, Voice,
};
use std::ops::Range;

/// Sentences behind one that tells an occurrence in which its doer is still spoken of.
const BEHIND: usize = 2;

impl<'a> Page<'a> {
    /// Labels, purposes and states of mind told by *be* and a noun or adjective.
    pub(super) fn taken_for(&mut self) {
        let arcs = &self.annotated.syntax.items;
        for arc in arcs.iter().filter(|arc| arc.relation.as_ref() == "cop") {
            let Some(told) = arc.head else { continue };
            if !self.is_coded(self.token(told).span) {
                continue;
            }
            match self.token(told).upos.as_ref() {
                "NOUN" => self.nominal_label(told),
                "ADJ" => self.state_of_mind(told),
                _ => {}
            }
        }
    }

    /// *It was no accident but an act of terror.*
    fn nominal_label(&mut self, told: u32) {
        let subject = self.child(told, |_, relation| relation.starts_with("nsubj"));
        let Some(subject) = subject.filter(|&subject| subject < told) else { return };
        let is_pointer = self.token(subject).upos.as_ref() == "PRON"
            && self.is_in("pointing-pronoun", &self.token(subject).lemma);
        let is_deed = self.is_in("deed", &self.token(subject).lemma)
            || self.occurrences.is_told_at(subject);
        if !is_pointer && !is_deed {
            return;
        }
        let Some(event) = self.occurrences.meant(subject) else { return };
        let is_refused = self.is_refused(told);
        // *no accident but a crime*
        let is_contrast = |other: u32| {
            let contrasts = |lemma: &str, relation: &str| {
                relation == "cc" && self.is_in("contrast", lemma)
            };
            self.child(other, contrasts).is_some()
        };
        let others = self.children(told, |relation| relation == "conj").into_iter();
        let mut names = vec![(told, !is_refused)];
        names.extend(others.map(|other| (other, !is_refused || is_contrast(other))));
        for (name, is_so) in names {
            let of = self.brought_by(name, "undergone-by");
            let is_part = self.is_in("part-of", &self.token(name).lemma);
            let class = if is_part { of } else { Some(name) };
            let is_label = class.is_some_and(|noun| {
                let lemma = &self.token(noun).lemma;
                self.is_in("deed", lemma) || self.is_in("taken-for", lemma)
            });
            // *This is not the first attack*: another one is spoken of.
            let is_ranked = self
                .child(name, |lemma, _| self.is_in("ranking", lemma))
                .is_some_and(|_| !is_so);
            if !is_label || is_ranked {
                continue;
            }
            let words = self.occurrences.phrase(name as usize);
            let words =
                of.map_or(words, |of| words.cover(self.occurrences.phrase(of as usize)));
            let voices = voice::around(self.annotated, words, commitment(is_so));
            let voices = self.viewed(words, voices);
            self.put(DetailKind::Label, event, words, voices);
        }
        self.designs(told, event);
    }

    /// *a deliberate act, calculated to frighten the state*.
    fn designs(&mut self, told: u32, event: &'a Event) {
        let around = self.occurrences.around(told).unwrap_or(told..told);
        let designed = around.filter(|&at| {
            let token = self.token(at);
            let head = self.annotated.syntax.items[at as usize].head;
            let is_described = head.is_some_and(|head| {
                head == told
                    || self.annotated.syntax.items[head as usize].head == Some(told)
            });
            at > told
                && is_described
                && token.xpos.as_ref() == "VBN"
                && self.is_in("designed", &token.lemma)
        });
        for at in designed.collect::<Vec<u32>>() {
            let words = self.occurrences.whole_phrase(at);
            if words != self.token(at).span {
                let is_so = commitment(true);
                let voices = voice::around(self.annotated, words, is_so);
                self.put(DetailKind::Motive, event, words, voices);
            }
        }
    }

    /// *He is mentally ill*: said of whoever did what was just told.
    fn state_of_mind(&mut self, told: u32) {
        let is_state = self.is_in("state-of-mind", &self.token(told).lemma);
        let subject = self.child(told, |_, relation| relation.starts_with("nsubj"));
        let Some(subject) = subject.filter(|_| is_state) else { return };
        let token = self.token(subject);
        let is_doer = self.is_in("single-person", &token.lemma)
            || self.is_in("attacker", &token.lemma);
        let Some(event) = self.told_before(told).filter(|_| is_doer) else { return };
        let is_refused = self.is_refused(told);
        let first = self.child(told, |_, relation| relation == "advmod");
        let first = first.filter(|&first| first < told && !self.is_no(first));
        let own = self.token(told).span;
        let words = first.map_or(own, |first| self.token(first).span.cover(own));
        let voices = voice::around(self.annotated, words, commitment(!is_refused));
        let voices = self.answered(words, voices);
        self.put(DetailKind::Motive, event, words, voices);
    }

    /// *The police spoke of a quarrel, but this is unlikely*: whoever reports it doubts it.
    pub(super) fn doubts(&mut self) {
        let reasons: Vec<Detail> = self
            .found
            .iter()
            .filter(|one| one.kind == DetailKind::Motive && one.voices.len() > 1)
            .cloned()
            .collect();
        for reason in reasons {
            let Some(doubt) = self.doubt_in(&reason) else { continue };
            let mut voices = reason.voices.clone();
            voices.pop();
            let Some(last) = voices.last_mut() else { continue };
            let certainty = if self.is_in("doubtful", &self.token(doubt).lemma) {
                Certainty::Probable
            } else {
                Certainty::Certain
            };
            last.factuality = Factuality { certainty, polarity: Polarity::Negative };
            self.found.push(Detail { voices, ..reason });
        }
    }

    /// An adjective behind a reason, in its sentence, that says of it that it is not so.
    fn doubt_in(&self, reason: &Detail) -> Option<u32> {
        let tokens = &self.annotated.tokens.items;
        let from = tokens.partition_point(|one| one.span.start() < reason.words.end());
        let behind = tokens[from..].iter().zip(from..);
        let mut inside =
            behind.take_while(|(one, _)| one.span.end() <= reason.sentence.end());
        inside.find_map(|(token, at)| {
            let at = u32::try_from(at).ok()?;
            let doubts = self.is_in("doubtful", &token.lemma)
                || self.is_in("untrue", &token.lemma);
            let subject = self.child(at, |lemma, relation| {
                relation.starts_with("nsubj") && self.is_in("pointing-pronoun", lemma)
            })?;
            let is_reporters =
                voice::around(self.annotated, token.span, commitment(true)).len()
                    < reason.voices.len();
            let is_behind = self.token(subject).span.start() >= reason.words.end();
            (doubts && is_behind && is_reporters && !self.is_refused(at)).then_some(at)
        })
    }

    /// *For Peru, it was an act of war*: Peru's word for it.
    fn viewed(&self, words: Span, mut voices: Vec<Voice>) -> Vec<Voice> {
        let here = self.occurrences.sentence_of(words.start());
        let viewer = here.and_then(|here| voice::viewer(self.annotated, here));
        let is_view = |cue: Span| {
            let words = cue.text(&self.annotated.document.text).unwrap_or_default();
            self.is_in("view-of", words)
        };
        if let [publisher] = &mut voices[..]
            && let Some((mention, cue)) = viewer.filter(|(_, cue)| is_view(*cue))
        {
            let is_so = std::mem::replace(&mut publisher.factuality, Factuality::UNKNOWN);
            voices.push(voice::voice(mention.actor.clone(), mention.span, cue, is_so));
        }
        voices
    }

    /// Words in quotation marks that answer somebody's charge: *Peru's answer? “He is drunk.”*
    fn answered(&self, words: Span, mut voices: Vec<Voice>) -> Vec<Voice> {
        if voices.len() > 1 || !self.is_between_marks(words) {
            return voices;
        }
        let Some(here) = self.occurrences.sentence_of(words.start()) else {
            return voices;
        };
        let sentences = &self.annotated.sentences.items;
        let first = sentences[here.saturating_sub(1)].first;
        let before = self
            .annotated
            .tokens
            .items
            .partition_point(|one| one.span.start() < words.start());
        let before = u32::try_from(before).unwrap_or(first);
        let answer = (first..before).rev().find(|&at| {
            self.token(at).upos.as_ref() == "NOUN"
                && self.is_in("answer", &self.token(at).lemma)
        });
        let owner = answer
            .and_then(|answer| self.child(answer, |_, relation| relation == "nmod:poss"));
        let mention = owner.and_then(|owner| {
            let owner = self.token(owner).span;
            let mentions = &self.annotated.mentions.items;
            let until = mentions.partition_point(|one| one.span.start() <= owner.start());
            let mut near = mentions[..until].iter().rev().take(BEHIND);
            near.find(|one| one.span.contains(owner))
        });
        if let (Some(mention), Some(answer)) = (mention, answer) {
            let is_so = voices[0].factuality;
            voices[0].factuality = Factuality::UNKNOWN;
            let cue = self.token(answer).span;
            voices.push(voice::voice(mention.actor.clone(), mention.span, cue, is_so));
        }
        voices
    }

    /// Whether words stand between quotation marks of any kind.
    fn is_between_marks(&self, words: Span) -> bool {
        let all = &self.annotated.quotations.items;
        let until = all.partition_point(|one| one.span.start() <= words.start());
        all[..until].last().is_some_and(|one| one.span.contains(words))
    }

    /// The last deed told in the sentence of a word or shortly before it.
    fn told_before(&self, at: u32) -> Option<&'a Event> {
        let here = self.occurrences.sentence_of(self.token(at).span.start())?;
        let sentences = &self.annotated.sentences.items;
        let first = sentences[here.saturating_sub(BEHIND)].span.start();
        let until = self.token(at).span.start();
        let events = self.occurrences.events_in(first..until);
        events.filter(|event| self.occurrences.is_violent(event)).last()
    }

    fn put(
        &mut self,
        kind: DetailKind,
        event: &'a Event,
        words: Span,
        voices: Vec<Voice>,
    ) {
        let Some(at) = self.occurrences.sentence_of(words.start()) else { return };
        let sentence = self.annotated.sentences.items[at].span;
        self.push_in(kind, event, words, sentence, voices, [None; 2]);
    }

    fn token(&self, at: u32) -> &'a Token {
        &self.annotated.tokens.items[at as usize]
    }

    /// Words right below one, near it, in the order of the text.
    fn children(&self, above: u32, is_it: impl Fn(&str) -> bool) -> Vec<u32> {
        let around: Range<u32> = self.occurrences.around(above).unwrap_or(above..above);
        let below = around.filter(|&at| {
            let arc = &self.annotated.syntax.items[at as usize];
            arc.head == Some(above) && is_it(&arc.relation)
        });
        below.collect()
    }

    fn child(&self, above: u32, is_it: impl Fn(&str, &str) -> bool) -> Option<u32> {
        self.children(above, |_| true).into_iter().find(|&at| {
            let relation = &self.annotated.syntax.items[at as usize].relation;
            is_it(&self.token(at).lemma, relation)
        })
    }

    /// The noun below another that a preposition of a class brings.
    fn brought_by(&self, above: u32, class: &str) -> Option<u32> {
        let nouns = self.children(above, |relation| relation.starts_with("nmod"));
        nouns.into_iter().find(|&noun| {
            let brings = |lemma: &str, relation: &str| {
                relation == "case" && self.is_in(class, lemma)
            };
            self.child(noun, brings).is_some()
        })
    }

    fn is_no(&self, at: u32) -> bool {
        self.is_in("refusing", &self.token(at).lemma)
    }

    /// Whether a word is refused; *not just an attack* refuses nothing.
    fn is_refused(&self, told: u32) -> bool {
        let below = self.children(told, |_| true);
        let is_narrowed =
            below.iter().any(|&at| self.is_in("narrowing", &self.token(at).lemma));
        !is_narrowed && below.into_iter().any(|at| self.is_no(at))
    }
}
