//! What the clause of a trigger names beside an actor that the words leave open: *declared a state
//! of siege **in Quito***, *a strike for better pay **at the mill***, ***a judge** approved the
//! extradition of a minister*.
//!
//! The clause is what hangs below its verb: objects, phrases with prepositions, infinitives,
//! participles and what is said or demanded, with whoever owns or qualifies them. Its subject,
//! clauses beside it, relative clauses and those of time and reason are others.

use chancery_codebook::Codebook;
use chancery_model::{Annotated, Event, Mention, MentionForm, Span};
use std::collections::BTreeSet;

/// Words of a clause that may stand for an actor.
pub(super) struct Named<'a> {
    /// Where they stand.
    pub(super) span: Span,
    /// Whom they denote, if anybody known.
    pub(super) mention: Option<&'a Mention>,
    /// The state, if they name a place in one.
    pub(super) state: Option<&'a str>,
}

/// That words are asked for which stand for a target actor.
pub(super) struct OfTarget<'a> {
    /// Whether those who act together in it can be each other's.
    pub(super) is_joint: bool,
    /// Knows the words that open a condition.
    pub(super) codebook: &'a Codebook,
}

/// Whether an actor is told by a common noun alone: *a team*, *workers*.
pub(super) fn is_common(span: Span, annotated: &Annotated) -> bool {
    let mut there = annotated.mentions.items.iter().filter(|one| one.span == span);
    there.any(|one| matches!(one.form, MentionForm::Role | MentionForm::Description))
}

/// All that the clause of an event's trigger names, the names of actors and places in states
/// first, then other actors, then what is no actor; each in the order of the text. Where they
/// stand for a target actor, those are named too whom the conditions of the act name (*will
/// strike until **the mill** pays*) and, in a joint act, who stand beside its subject. What
/// overlaps one of `others` is left out.
pub(super) fn named_in_clause<'a>(
    event: &Event,
    target: Option<OfTarget<'a>>,
    annotated: &'a Annotated,
    others: &[Span],
) -> Vec<Named<'a>> {
    let Some(mut clause) = Clause::of(event, annotated) else { return Vec::new() };
    clause.conditions = target.as_ref().map(|target| target.codebook);
    clause.gather_objects();
    if target.is_some_and(|target| target.is_joint) {
        clause.gather_subjects(clause.verb);
    }
    clause.named(event, others)
}

/// The subjects of the clause of an event's trigger and of those in which that is told or
/// brought about: ***a judge** approved the extradition*, ***Haugen** repeated the support of
/// Peru*. What overlaps one of `others` is left out.
pub(super) fn subjects_above<'a>(
    event: &Event,
    annotated: &'a Annotated,
    others: &[Span],
) -> Vec<Named<'a>> {
    let Some(mut clause) = Clause::of(event, annotated) else { return Vec::new() };
    let mut verb = clause.verb;
    loop {
        clause.gather_subjects(verb);
        let is_told = matches!(clause.relation(verb), "xcomp" | "ccomp" | "acl");
        match annotated.syntax.items[verb as usize].head {
            Some(head) if is_told && head >= clause.first => {
                verb = clause.verb_above(head);
            }
            _ => break,
        }
    }
    clause.named(event, others)
}

impl<'a> Clause<'a> {
    /// What its gathered words name.
    fn named(&self, event: &Event, others: &[Span]) -> Vec<Named<'a>> {
        let annotated = self.annotated;
        let clause = self;
        let taken = |span: Span| {
            let times = &annotated.times.items;
            span.overlaps(event.trigger)
                || others.iter().any(|other| other.overlaps(span))
                || times.iter().any(|time| time.span.overlaps(span))
        };
        let mut found: Vec<(u8, Named<'a>)> = Vec::new();
        for mention in &annotated.mentions.items {
            if clause.holds(mention.head) && !taken(mention.span) {
                let rank = match mention.form {
                    MentionForm::Role | MentionForm::Description => 1,
                    _ => 0,
                };
                found.push((
                    rank,
                    Named { span: mention.span, mention: Some(mention), state: None },
                ));
            }
        }
        for &token in &clause.tokens {
            let word = &annotated.tokens.items[token as usize];
            let is_noun = matches!(&*word.upos, "NOUN" | "PROPN");
            let is_part = matches!(clause.relation(token), "compound" | "flat" | "fixed");
            if !is_noun || is_part {
                continue;
            }
            let span = clause.phrase(token);
            if taken(span) || found.iter().any(|(_, one)| one.span.overlaps(word.span)) {
                continue;
            }
            let places = &annotated.places.items;
            let place = places.iter().find(|place| place.span.overlaps(span));
            let state = match place.map(|place| &place.states[..]) {
                Some([state]) => Some(state.as_str()),
                _ => None,
            };
            let rank = if place.is_some() { 0 } else { 2 };
            found.push((rank, Named { span, mention: None, state }));
        }
        found.sort_by_key(|(rank, one)| (*rank, one.span));
        found.into_iter().map(|(_, one)| one).collect()
    }
}

/// The tokens of the clause in which something is told.
struct Clause<'a> {
    annotated: &'a Annotated,
    children: Vec<Vec<u32>>,
    /// The first token of its sentence, from which `children` counts.
    first: u32,
    /// The word that evokes the event, and the verb it hangs below.
    trigger: u32,
    verb: u32,
    /// Knows the words that open a condition, if conditions count.
    conditions: Option<&'a Codebook>,
    tokens: BTreeSet<u32>,
}

impl<'a> Clause<'a> {
    fn of(event: &Event, annotated: &'a Annotated) -> Option<Self> {
        let mut predicates = annotated.predicates.items.iter();
        let predicate = predicates.find(|one| one.trigger == event.trigger)?;
        let sentence = &annotated.sentences.items[predicate.sentence as usize];
        let (first, last) = (sentence.first, sentence.last);
        let mut children = vec![Vec::new(); (last - first) as usize];
        for token in first..last {
            if let Some(head) = annotated.syntax.items[token as usize].head
                && (first..last).contains(&head)
            {
                children[(head - first) as usize].push(token);
            }
        }
        let trigger = predicate.head;
        let tokens = BTreeSet::new();
        let (verb, conditions) = (trigger, None);
        let mut clause =
            Self { annotated, children, first, trigger, verb, conditions, tokens };
        clause.verb = clause.verb_above(predicate.light_verb.unwrap_or(trigger));
        Some(clause)
    }

    /// What hangs below its verb and its trigger, but for their subjects.
    fn gather_objects(&mut self) {
        self.gather(self.verb, true);
        self.gather(self.trigger, true);
    }

    fn holds(&self, token: u32) -> bool {
        self.tokens.contains(&token)
    }

    fn relation(&self, token: u32) -> &'a str {
        let relation: &str = &self.annotated.syntax.items[token as usize].relation;
        relation.split_once(':').map_or(relation, |(base, _)| base)
    }

    fn is_verb(&self, token: u32) -> bool {
        &*self.annotated.tokens.items[token as usize].upos == "VERB"
    }

    fn children(&self, token: u32) -> &[u32] {
        token
            .checked_sub(self.first)
            .and_then(|at| self.children.get(at as usize))
            .map_or(&[], Vec::as_slice)
    }

    /// The verb in whose clause a word is an object or stands in a phrase.
    fn verb_above(&self, token: u32) -> u32 {
        let mut at = token;
        while !self.is_verb(at)
            && matches!(self.relation(at), "obj" | "obl" | "nmod" | "iobj" | "conj")
            && let Some(head) = self.annotated.syntax.items[at as usize].head
            && head >= self.first
        {
            at = head;
        }
        at
    }

    fn gather(&mut self, token: u32, is_top: bool) {
        for child in self.children(token).to_vec() {
            let is_another = self.is_another(child)
                || (is_top && (self.is_subject(child) || self.is_setting(child, token)));
            if is_another || !self.tokens.insert(child) {
                continue;
            }
            self.gather(child, false);
        }
    }

    /// The nouns that a subject is made of, without what hangs below them.
    fn gather_subjects(&mut self, verb: u32) {
        let mut open: Vec<u32> = self.children(verb).to_vec();
        open.retain(|&child| self.is_subject(child));
        while let Some(noun) = open.pop() {
            if noun == self.trigger {
                continue;
            }
            self.tokens.insert(noun);
            let beside = self.children(noun).iter().copied();
            open.extend(beside.filter(|&child| self.relation(child) == "conj"));
        }
    }

    fn is_subject(&self, token: u32) -> bool {
        let relation: &str = &self.annotated.syntax.items[token as usize].relation;
        relation != "nsubj:pass" && matches!(self.relation(token), "nsubj" | "csubj")
    }

    /// ***After a meeting in Lima** the minister resigned*: what stands before the subject.
    fn is_setting(&self, token: u32, verb: u32) -> bool {
        let mut subjects = self.children(verb).iter();
        matches!(self.relation(token), "obl" | "advcl" | "advmod")
            && subjects.any(|&child| {
                child > token && matches!(self.relation(child), "nsubj" | "csubj")
            })
    }

    /// Whether another clause begins with this word.
    fn is_another(&self, token: u32) -> bool {
        let relation: &str = &self.annotated.syntax.items[token as usize].relation;
        match self.relation(token) {
            "acl" => relation == "acl:relcl",
            "nsubj" => relation == "nsubj:outer",
            "parataxis" | "discourse" | "vocative" | "punct" => true,
            "conj" => self.is_verb(token),
            "advcl" => {
                let mut below = self.children(token).iter();
                below.any(|&one| matches!(self.relation(one), "nsubj" | "csubj"))
                    && !self.is_condition(token)
            }
            _ => false,
        }
    }

    fn is_condition(&self, clause: u32) -> bool {
        let tokens = &self.annotated.tokens.items;
        let mut marks =
            self.children(clause).iter().filter(|&&one| self.relation(one) == "mark");
        self.conditions.is_some_and(|codebook| {
            marks.any(|&mark| {
                codebook.rules.is_in_class("condition", &tokens[mark as usize].lemma)
            })
        })
    }

    /// The words of a noun phrase: its noun with what stands before it.
    fn phrase(&self, noun: u32) -> Span {
        let tokens = &self.annotated.tokens.items;
        let span = |token: u32| tokens[token as usize].span;
        let before = self.children(noun).iter().filter(|&&child| {
            matches!(
                self.relation(child),
                "det" | "amod" | "compound" | "nummod" | "flat" | "nmod"
            ) && child < noun
        });
        let start = before.copied().min().unwrap_or(noun);
        let after = self.children(noun).iter().filter(|&&child| {
            matches!(self.relation(child), "flat" | "compound") && child > noun
        });
        let end = after.copied().max().unwrap_or(noun);
        span(start).cover(span(end))
    }
}
