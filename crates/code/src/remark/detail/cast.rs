//! Which occurrence words point to: the event they tell, or one that was told before.

use chancery_codebook::{Codebook, QuadClass, RoleKind};
use chancery_model::{Annotated, Event, NameKind, Predicate, Span, Token};
use std::collections::BTreeMap;

/// Bytes within which a quotation closes that a phrase opens.
const CLOSING: u32 = 6;
/// Arcs that are climbed to see whether a word depends on another.
const DEPTH: u32 = 12;

/// The occurrences of a document.
pub(super) struct Cast<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    events: &'a [Event],
    /// Events by the token that heads their trigger.
    by_head: BTreeMap<u32, &'a Event>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(
        annotated: &'a Annotated,
        events: &'a [Event],
        codebook: &'a Codebook,
    ) -> Self {
        let triggers: BTreeMap<Span, &Event> =
            events.iter().map(|event| (event.trigger, event)).collect();
        let heads = annotated.predicates.items.iter().filter_map(|predicate| {
            Some((predicate.head, *triggers.get(&predicate.trigger)?))
        });
        Self { annotated, codebook, events, by_head: heads.collect() }
    }

    /// The event that a predicate was coded as.
    pub(super) fn told_by(&self, predicate: &Predicate) -> Option<&'a Event> {
        self.by_head.get(&predicate.head).copied()
    }

    /// The occurrence that a word means: one it tells itself, or one that it points back to.
    pub(super) fn meant(&self, head: u32) -> Option<&'a Event> {
        if let Some(event) = self.by_head.get(&head) {
            return Some(event);
        }
        let token = &self.annotated.tokens.items[head as usize];
        match token.upos.as_ref() {
            "NOUN" if self.is_definite(head) => self.before(head),
            // *called it an attack*: what the sentence, or the one before, speaks of.
            "PRON" => self.in_reach(head),
            _ => None,
        }
    }

    /// Whether a word tells an event itself.
    pub(super) fn is_told_at(&self, head: u32) -> bool {
        self.by_head.contains_key(&head)
    }

    pub(super) fn events(&self) -> &'a [Event] {
        self.events
    }

    /// The occurrence that some word of a stretch means.
    pub(super) fn meant_in(&self, span: Span) -> Option<&'a Event> {
        let tokens = &self.annotated.tokens.items;
        let from = tokens.partition_point(|token| token.span.start() < span.start());
        let until = tokens.partition_point(|token| token.span.end() <= span.end());
        (from..until)
            .filter(|&at| tokens[at].upos.as_ref() == "NOUN")
            .find_map(|at| self.meant(u32::try_from(at).ok()?))
    }

    pub(super) fn is_in_name_of_person(&self, span: Span) -> bool {
        self.annotated
            .names
            .items
            .iter()
            .any(|name| name.kind == NameKind::Person && name.span.contains(span))
    }

    pub(super) fn is_verb_at(&self, token: u32) -> bool {
        self.annotated.tokens.items[token as usize].upos.as_ref() == "VERB"
    }

    /// The head of a clause or phrase below a word that one of certain words brings.
    pub(super) fn clause_with(
        &self,
        above: u32,
        brings: impl Fn(&str) -> bool,
    ) -> Option<u32> {
        let arcs = &self.annotated.syntax.items;
        let tokens = &self.annotated.tokens.items;
        let sentence = self.sentence_of(tokens[above as usize].span.start())?;
        let sentence = self.annotated.sentences.items[sentence];
        (above + 1..sentence.last).find_map(|at| {
            let arc = &arcs[at as usize];
            let is_marker = matches!(arc.relation.as_ref(), "case" | "mark")
                && brings(&tokens[at as usize].lemma);
            let head = arc.head.filter(|_| is_marker)?;
            // *as an individual acting on a grudge*: the clause is what the word brings.
            let clause = arcs[head as usize].head;
            let is_subject = arcs[head as usize].relation.starts_with("nsubj");
            let whole = clause.filter(|_| is_subject).unwrap_or(head);
            (arcs[whole as usize].head == Some(above)).then_some(whole)
        })
    }

    /// The occurrence that the sentence after a predicate's own tells.
    pub(super) fn told_next(&self, predicate: &Predicate) -> Option<&'a Event> {
        let next = self.annotated.sentences.items.get(predicate.sentence as usize + 1)?;
        let mut heads = self.by_head.range(next.first..next.last);
        heads.find_map(|(_, event)| self.is_violent(event).then_some(*event))
    }

    pub(super) fn tokens_in(
        &self,
        span: Span,
    ) -> impl Iterator<Item = &'a Token> + use<'a> {
        let tokens = &self.annotated.tokens.items;
        let from = tokens.partition_point(|token| token.span.start() < span.start());
        tokens[from..].iter().take_while(move |token| token.span.end() <= span.end())
    }

    /// The last word of this kind before a predicate in its sentence.
    pub(super) fn before_in_sentence(
        &self,
        predicate: &Predicate,
        is_it: impl Fn(&Token) -> bool,
    ) -> Option<Span> {
        let sentence = self.annotated.sentences.items[predicate.sentence as usize];
        let tokens = &self.annotated.tokens.items;
        let before = tokens[sentence.first as usize..predicate.head as usize].iter();
        before.rev().find(|token| is_it(token)).map(|token| token.span)
    }

    /// A stretch with the preposition right before it.
    pub(super) fn with_preposition(&self, span: Span) -> Span {
        let tokens = &self.annotated.tokens.items;
        let at = tokens.partition_point(|token| token.span.end() <= span.start());
        match at.checked_sub(1).map(|before| &tokens[before]) {
            Some(token) if token.upos.as_ref() == "ADP" => token.span.cover(span),
            _ => span,
        }
    }

    /// A stretch with the quotation mark that closes one inside it.
    pub(super) fn quoted_whole(&self, span: Span) -> Span {
        let cut = self.annotated.quotations.items.iter().find(|quotation| {
            span.contains(Span::new(quotation.span.start(), quotation.span.start()))
                && quotation.span.start() >= span.start()
                && quotation.span.end() > span.end()
                && quotation.span.end() <= span.end() + CLOSING
        });
        cut.map_or(span, |quotation| span.cover(quotation.span))
    }

    /// A noun with all that depends on it, the preposition that brings it aside.
    pub(super) fn whole_phrase(&self, head: u32) -> Span {
        let tokens = &self.annotated.tokens.items;
        let arcs = &self.annotated.syntax.items;
        let Some(sentence) = self.sentence_of(tokens[head as usize].span.start()) else {
            return tokens[head as usize].span;
        };
        let sentence = self.annotated.sentences.items[sentence];
        let depends = |token: u32| {
            let mut above = Some(token);
            let mut steps = 0;
            while let Some(at) = above.filter(|_| steps <= DEPTH) {
                if at == head {
                    return true;
                }
                steps += 1;
                above = arcs[at as usize].head;
            }
            false
        };
        let brings = |token: u32| {
            arcs[token as usize].head == Some(head)
                && matches!(
                    arcs[token as usize].relation.as_ref(),
                    "case" | "mark" | "punct"
                )
        };
        let mut first = head;
        while first > sentence.first && depends(first - 1) && !brings(first - 1) {
            first -= 1;
        }
        let mut last = head;
        while last + 1 < sentence.last
            && depends(last + 1)
            && tokens[last as usize + 1].lemma.as_ref() != ","
        {
            last += 1;
        }
        while first < head
            && matches!(tokens[first as usize].upos.as_ref(), "ADP" | "SCONJ")
        {
            first += 1;
        }
        while last > head && tokens[last as usize].upos.as_ref() == "PUNCT" {
            last -= 1;
        }
        tokens[first as usize].span.cover(tokens[last as usize].span)
    }

    /// The occurrence that a predicate, its sentence or the sentence before speaks of.
    pub(super) fn spoken_of(&self, predicate: &Predicate) -> Option<&'a Event> {
        self.told_by(predicate).or_else(|| self.in_reach(predicate.head))
    }

    /// The predicate that tells an occurrence in the sentence of these words, or any in it.
    pub(super) fn teller(&self, words: Span) -> Option<(usize, &'a Predicate)> {
        let sentence = self.sentence_of(words.start())?;
        let all = &self.annotated.predicates.items;
        let from = all.partition_point(|one| (one.sentence as usize) < sentence);
        let inside = || {
            all[from..]
                .iter()
                .enumerate()
                .take_while(|(_, one)| one.sentence as usize == sentence)
                .map(|(at, one)| (at + from, one))
        };
        inside().find(|(_, one)| self.by_head.contains_key(&one.head)).or(inside().next())
    }

    /// A word for a weapon.
    pub(super) fn is_instrument(&self, lemma: &str) -> bool {
        let roles = self.codebook.names.roles.get(&lemma.to_lowercase());
        roles.iter().any(|role| role.kind == RoleKind::Instrument)
            || self.codebook.rules.is_in_class("weapon", &lemma.to_lowercase())
    }

    pub(super) fn is_instrument_at(&self, token: usize) -> bool {
        self.is_instrument(&self.annotated.tokens.items[token].lemma)
    }

    /// A noun with what stands before it in its phrase, articles and prepositions aside.
    pub(super) fn phrase(&self, head: usize) -> Span {
        let tokens = &self.annotated.tokens.items;
        let arcs = &self.annotated.syntax.items;
        let mut first = head;
        while first > 0
            && arcs[first - 1].head.is_some_and(|above| above as usize <= head)
            && matches!(tokens[first - 1].upos.as_ref(), "ADJ" | "NOUN" | "PROPN")
        {
            first -= 1;
        }
        tokens[first].span.cover(tokens[head].span)
    }

    fn is_definite(&self, head: u32) -> bool {
        let arcs = &self.annotated.syntax.items;
        let tokens = &self.annotated.tokens.items;
        let sentence = self.sentence_of(tokens[head as usize].span.start());
        let Some(sentence) = sentence.map(|at| self.annotated.sentences.items[at]) else {
            return false;
        };
        (sentence.first..sentence.last).any(|child| {
            arcs[child as usize].head == Some(head)
                && matches!(
                    arcs[child as usize].relation.as_ref(),
                    "det" | "nmod:poss" | "nmod:unmarked"
                )
                && self
                    .codebook
                    .rules
                    .is_in_class("pointing", &tokens[child as usize].lemma.to_lowercase())
        })
    }

    /// The event told last before a word that can be called by it: one of its family, or any
    /// deed against somebody for a word that may stand for all of them.
    fn before(&self, head: u32) -> Option<&'a Event> {
        let token = &self.annotated.tokens.items[head as usize];
        let lemma = token.lemma.to_lowercase();
        let family = self.codebook.families.of(&lemma);
        let told = || {
            let before = self.events.iter().rev();
            before.filter(|event| event.trigger.end() <= token.span.start())
        };
        let same = told().find(|event| {
            self.codebook.families.of(&event.lemma.to_lowercase()) == family
        });
        let is_any = self.codebook.rules.is_in_class("deed", &lemma);
        same.or_else(|| told().find(|event| is_any && self.is_violent(event)))
    }

    /// The last event or word for one before a token, in its sentence or the one before.
    fn in_reach(&self, at: u32) -> Option<&'a Event> {
        let tokens = &self.annotated.tokens.items;
        let here = self.sentence_of(tokens[at as usize].span.start())?;
        let sentences = &self.annotated.sentences.items;
        let found = |sentence: usize, until: u32| {
            let from = sentences.get(sentence)?.first;
            let token = |at: u32| &tokens[at as usize];
            (from..until).rev().find_map(|at| {
                let event = self.by_head.get(&at).copied();
                let pointed = || {
                    let is_noun = token(at).upos.as_ref() == "NOUN";
                    (is_noun && self.is_definite(at)).then(|| self.before(at))?
                };
                event.or_else(pointed).filter(|event| self.is_violent(event))
            })
        };
        let all = sentences[here].last;
        found(here, at)
            .or_else(|| found(here, all))
            .or_else(|| found(here.checked_sub(1)?, sentences[here - 1].last))
    }

    /// Whether an event is a deed against somebody.
    pub(super) fn is_violent(&self, event: &Event) -> bool {
        let kind = self.codebook.ontology.event_type(event.event_type.value.as_str());
        kind.is_some_and(|kind| kind.quad == QuadClass::MaterialConflict)
    }

    pub(super) fn sentence_of(&self, byte: u32) -> Option<usize> {
        let sentences = &self.annotated.sentences.items;
        let at = sentences.partition_point(|one| one.span.end() <= byte);
        (at < sentences.len()).then_some(at)
    }
}
