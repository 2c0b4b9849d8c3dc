//! Which occurrence words point to: the event they tell, or one that was told before.

use chancery_codebook::{Codebook, QuadClass, RoleKind};
use chancery_model::{ActorId, Annotated, Event, NameKind, Predicate, Span, Token};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Bytes within which a quotation closes that a phrase opens.
const CLOSING: u32 = 6;
/// Arcs that are climbed to see whether a word depends on another.
const DEPTH: u32 = 12;
/// Names that can begin before a word and hold it.
const NESTED: usize = 4;
/// Tokens of a sentence across which words point; only text without a full stop has more.
const REACH: u32 = 200;
/// Bytes behind a deed that did harm within which words for a deed mean it before any other.
const AFTERMATH: u32 = 2000;

/// The occurrences of a document.
pub(super) struct Occurrences<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    events: &'a [Event],
    /// Events by the token that heads their trigger.
    by_head: BTreeMap<u32, &'a Event>,
    /// The place of each predicate in its layer by the token that heads it.
    predicates: BTreeMap<u32, usize>,
    /// Places of events by the family of their word, and of deeds against somebody.
    families: BTreeMap<String, Vec<usize>>,
    violent: Vec<usize>,
    /// Of these, the ones that do bodily harm or destroy.
    harmful: Vec<usize>,
    /// Nouns that an article or the like marks as known.
    definite: BTreeSet<u32>,
}

impl<'a> Occurrences<'a> {
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
        let mut predicates = BTreeMap::new();
        for (index, predicate) in annotated.predicates.items.iter().enumerate() {
            predicates.entry(predicate.head).or_insert(index);
        }
        let mut families: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, event) in events.iter().enumerate() {
            families.entry(codebook.families.of(&event.lemma)).or_default().push(index);
        }
        let violent = events.iter().enumerate();
        let violent = violent.filter(|(_, event)| is_violent(event, codebook));
        let violent: Vec<usize> = violent.map(|(index, _)| index).collect();
        let harms = |index: &usize| {
            let kind = events[*index].event_type.value.as_str();
            codebook.ontology.event_type(kind).is_some_and(|kind| kind.harms)
        };
        Self {
            annotated,
            codebook,
            events,
            by_head: heads.collect(),
            predicates,
            families,
            harmful: violent.iter().copied().filter(harms).collect(),
            violent,
            definite: definite(annotated, codebook),
        }
    }

    /// The predicate that a token heads, with its place in the layer.
    pub(super) fn predicate_at(&self, head: u32) -> Option<(usize, &'a Predicate)> {
        let index = *self.predicates.get(&head)?;
        Some((index, &self.annotated.predicates.items[index]))
    }

    /// The tokens of the sentence of a token that are near it.
    pub(super) fn around(&self, at: u32) -> Option<Range<u32>> {
        let start = self.annotated.tokens.items[at as usize].span.start();
        let sentence = self.annotated.sentences.items[self.sentence_of(start)?];
        let first = sentence.first.max(at.saturating_sub(REACH));
        Some(first..sentence.last.min(at.saturating_add(REACH)))
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
            "NOUN" if self.definite.contains(&head) => self.before(head),
            // *called it an attack*: what the sentence, or the one before, speaks of.
            "PRON" => self.in_reach(head),
            _ => None,
        }
    }

    /// Whether a word tells an event itself.
    pub(super) fn is_told_at(&self, head: u32) -> bool {
        self.by_head.contains_key(&head)
    }

    /// Events whose trigger begins among these bytes.
    pub(super) fn events_in(
        &self,
        bytes: Range<u32>,
    ) -> impl Iterator<Item = &'a Event> + use<'a> {
        let from = self.events.partition_point(|one| one.trigger.start() < bytes.start);
        let behind = self.events[from..].iter();
        behind.take_while(move |one| one.trigger.start() < bytes.end)
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
        let names = &self.annotated.names.items;
        let until = names.partition_point(|name| name.span.start() <= span.start());
        let from = names[..until].iter().rev().take(NESTED);
        from.into_iter()
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
        (above + 1..self.around(above)?.end).find_map(|at| {
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
        let first = self.around(predicate.head)?.start;
        let tokens = &self.annotated.tokens.items;
        let before = tokens[first as usize..predicate.head as usize].iter();
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
        let all = &self.annotated.quotations.items;
        let from = all.partition_point(|one| one.span.start() < span.start());
        let inside = all[from..].iter().take_while(|one| one.span.start() <= span.end());
        let cut = inside.into_iter().find(|quotation| {
            quotation.span.end() > span.end()
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
                .take(REACH as usize)
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

    /// The deed against somebody that is told in the sentence after these words, or last before
    /// them.
    pub(super) fn deed_on(&self, whom: &ActorId, words: Span) -> Option<&'a Event> {
        let is_on = |event: &Event| {
            event.target_actors.iter().any(|actor| actor.value.id == *whom)
        };
        let start = words.start();
        let until =
            self.violent.partition_point(|&at| self.events[at].trigger.start() < start);
        let mut behind = self.violent[until..].iter().map(|&at| &self.events[at]);
        let mut before = self.violent[..until].iter().rev().map(|&at| &self.events[at]);
        let here = self.sentence_of(start)?;
        let next = behind.find(|event| is_on(event)).filter(|event| {
            self.sentence_of(event.trigger.start()).is_some_and(|at| at <= here + 1)
        });
        next.or_else(|| before.find(|event| is_on(event)))
    }

    /// The event told last before a word that can be called by it: one of its family, or any
    /// deed against somebody for a word that may stand for all of them.
    fn before(&self, head: u32) -> Option<&'a Event> {
        let token = &self.annotated.tokens.items[head as usize];
        let lemma = token.lemma.to_lowercase();
        let last = |places: &[usize]| {
            let start = token.span.start();
            let until =
                places.partition_point(|&at| self.events[at].trigger.start() < start);
            let mut before = places[..until].iter().rev().map(|&at| &self.events[at]);
            before.find(|event| event.trigger.end() <= start)
        };
        let family = self.families.get(&self.codebook.families.of(&lemma));
        let rules = &self.codebook.rules;
        let is_any = rules.is_in_class("deed", &lemma);
        let does_harm = rules.is_in_class("harmful-deed", &lemma);
        family
            .and_then(|places| last(places))
            .or_else(|| {
                let harm = last(&self.harmful).filter(|_| is_any);
                let is_near =
                    |harm: &&Event| token.span.start() - harm.trigger.end() < AFTERMATH;
                // *the incident* after an attack and the closing of an embassy; *the crime*
                // is the attack however long ago.
                harm.filter(|harm| does_harm || is_near(harm))
            })
            .or_else(|| if is_any { last(&self.violent) } else { None })
    }

    /// The last event or word for one before a token, in its sentence or the one before.
    fn in_reach(&self, at: u32) -> Option<&'a Event> {
        let tokens = &self.annotated.tokens.items;
        let here = self.sentence_of(tokens[at as usize].span.start())?;
        let sentences = &self.annotated.sentences.items;
        let found = |sentence: usize, until: u32| {
            let from = sentences.get(sentence)?.first.max(until.saturating_sub(REACH));
            let token = |at: u32| &tokens[at as usize];
            (from..until).rev().find_map(|at| {
                let event = self.by_head.get(&at).copied();
                let pointed = || {
                    let is_noun = token(at).upos.as_ref() == "NOUN";
                    (is_noun && self.definite.contains(&at)).then(|| self.before(at))?
                };
                event.or_else(pointed).filter(|event| self.is_violent(event))
            })
        };
        let all = self.around(at)?.end;
        found(here, at)
            .or_else(|| found(here, all))
            .or_else(|| found(here.checked_sub(1)?, sentences[here - 1].last))
    }

    /// Whether an event is a deed against somebody.
    pub(super) fn is_violent(&self, event: &Event) -> bool {
        is_violent(event, self.codebook)
    }

    pub(super) fn sentence_of(&self, byte: u32) -> Option<usize> {
        let sentences = &self.annotated.sentences.items;
        let at = sentences.partition_point(|one| one.span.end() <= byte);
        (at < sentences.len()).then_some(at)
    }
}

fn is_violent(event: &Event, codebook: &Codebook) -> bool {
    let kind = codebook.ontology.event_type(event.event_type.value.as_str());
    kind.is_some_and(|kind| kind.quad == QuadClass::MaterialConflict)
}

/// Words that one which points, as *the* and *that* do, marks as known.
fn definite(annotated: &Annotated, codebook: &Codebook) -> BTreeSet<u32> {
    let tokens = annotated.tokens.items.iter();
    let marked = annotated.syntax.items.iter().zip(tokens).filter(|(arc, token)| {
        matches!(arc.relation.as_ref(), "det" | "nmod:poss" | "nmod:unmarked")
            && codebook.rules.is_in_class("pointing", &token.lemma.to_lowercase())
    });
    marked.filter_map(|(arc, _)| arc.head).collect()
}
