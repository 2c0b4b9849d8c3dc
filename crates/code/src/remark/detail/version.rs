//! Whose reason a reason is that stands in somebody's version of what happened, and who does not
//! believe it.

use super::{Page, label::commitment, voice};
use chancery_model::{Detail, DetailKind, Factuality, Span, Speaker, Voice};

/// Arcs between a reason and the version that holds it.
const DEPTH: usize = 8;

impl Page<'_> {
    /// *Fiji does not accept Peru's version that he did it to avenge his brother*: the reason is
    /// Peru's, and Fiji denies it.
    pub(super) fn versions(&mut self) {
        let mut denials: Vec<Detail> = Vec::new();
        for at in 0..self.found.len() {
            let reason = &self.found[at];
            if reason.kind != DetailKind::Motive {
                continue;
            }
            let Some(version) = self.version_with(reason.words) else { continue };
            let Some(owner) = self.owner(version) else { continue };
            if let Some(refuser) = self.refuser(version) {
                denials.push(Detail { voices: refuser, ..reason.clone() });
            }
            self.found[at].voices = owner;
        }
        self.found.extend(denials);
    }

    /// The noun for a version in whose clause words stand.
    fn version_with(&self, words: Span) -> Option<u32> {
        let tokens = &self.annotated.tokens.items;
        let arcs = &self.annotated.syntax.items;
        let first = tokens.partition_point(|token| token.span.end() <= words.start());
        let mut above = arcs.get(first)?.head;
        for _ in 0..DEPTH {
            let at = above?;
            let token = &tokens[at as usize];
            let is_outside = !words.overlaps(token.span);
            if is_outside && self.is_in("version", &token.lemma) {
                return Some(at);
            }
            above = arcs[at as usize].head;
        }
        None
    }

    /// The voices of whoever gives a version: *Peru's account*, *the account of Peru*.
    fn owner(&self, version: u32) -> Option<Vec<Voice>> {
        let is_owner = |relation: &str| relation == "nmod:poss" || relation == "nmod";
        self.voices_below(version, is_owner, version, true)
    }

    /// The voices of whoever does not believe it.
    fn refuser(&self, version: u32) -> Option<Vec<Voice>> {
        let arc = &self.annotated.syntax.items[version as usize];
        let verb = arc.head.filter(|_| arc.relation.starts_with("obj"))?;
        let lemma = &self.annotated.tokens.items[verb as usize].lemma;
        let is_refused = if self.is_in("accepting", lemma) {
            self.below(verb, |_| true).any(|at| {
                self.is_in("refusing", &self.annotated.tokens.items[at as usize].lemma)
            })
        } else {
            self.is_in("dismissing", lemma)
        };
        let is_subject = |relation: &str| relation == "nsubj";
        is_refused.then(|| self.voices_below(verb, is_subject, verb, false)).flatten()
    }

    /// The publisher and whoever stands below a word in a certain relation, if they can speak.
    fn voices_below(
        &self,
        above: u32,
        is_it: impl Fn(&str) -> bool + Copy,
        cue: u32,
        is_so: bool,
    ) -> Option<Vec<Voice>> {
        let span = |at: u32| self.annotated.tokens.items[at as usize].span;
        let mention = self
            .below(above, is_it)
            .find_map(|at| voice::speaker_at(self.annotated, span(at)))?;
        let publisher = Voice {
            speaker: Speaker::Publisher,
            words: None,
            cue: None,
            factuality: Factuality::UNKNOWN,
        };
        let actor = mention.actor.clone();
        let own = voice::voice(actor, mention.span, span(cue), commitment(is_so));
        Some(vec![publisher, own])
    }

    /// Words right below one, by their relation to it.
    fn below(
        &self,
        above: u32,
        is_it: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = u32> {
        let arcs = &self.annotated.syntax.items;
        let around = self.occurrences.around(above).unwrap_or(above..above);
        around.filter(move |&at| {
            let arc = &arcs[at as usize];
            arc.head == Some(above) && is_it(&arc.relation)
        })
    }
}
