//! In which respects a text tells an occurrence that an event has no field for: why it was
//! done and what it is taken for, according to whom; with what; at which time of day; who was
//! killed or hurt by it; and what those did whose task it is.

mod harm;
mod label;
mod occurrences;
mod scene;
mod setting;
mod taken;
mod version;
mod voice;

use chancery_codebook::Codebook;
use chancery_model::{
    Annotated, Argument, Certainty, Detail, DetailKind, Event, Polarity, Predicate, Role,
    Span, Voice,
};
use occurrences::Occurrences;

pub(super) fn details(
    annotated: &Annotated,
    events: &[Event],
    codebook: &Codebook,
) -> Vec<Detail> {
    if events.is_empty() {
        return Vec::new();
    }
    let occurrences = Occurrences::new(annotated, events, codebook);
    let mut page = Page { annotated, codebook, occurrences, found: Vec::new() };
    for (index, predicate) in annotated.predicates.items.iter().enumerate() {
        if page.is_coded(predicate.trigger) {
            page.label(index, predicate);
            page.denial(index, predicate);
            page.motive(index, predicate);
            page.harm(index, predicate);
            page.means(index, predicate);
            page.time(index, predicate);
            page.response(index, predicate);
        }
    }
    page.misread_harm();
    page.pointed_labels();
    page.taken_for();
    page.scenes();
    page.versions();
    page.doubts();
    page.arms();
    page.hours();
    let mut found = page.found;
    found.sort_by_key(|detail| (detail.words, detail.kind, detail.event));
    // Whoever reports a reason may doubt it: two voices, one stretch of words.
    found.dedup_by(|b, a| {
        (a.words, a.kind) == (b.words, b.kind) && is_denied(a) == is_denied(b)
    });
    found
}

/// Whether somebody says that it was not so.
fn is_denied(detail: &Detail) -> bool {
    let last = detail.voices.last();
    last.is_some_and(|voice| voice.factuality.polarity == Polarity::Negative)
}

/// A predicate with its place in the layer.
type Placed<'a> = (usize, &'a Predicate);

struct Page<'a> {
    annotated: &'a Annotated,
    codebook: &'a Codebook,
    occurrences: Occurrences<'a>,
    found: Vec<Detail>,
}

impl<'a> Page<'a> {
    fn is_in(&self, class: &str, lemma: &str) -> bool {
        self.codebook.rules.is_in_class(class, &lemma.to_lowercase())
    }

    fn is_coded(&self, span: Span) -> bool {
        self.annotated.document.is_coded_at(span.start())
    }

    /// What fills a role whose preposition belongs to a class.
    fn with(&self, predicate: &'a Predicate, class: &'a str) -> Vec<&'a Argument> {
        let is_one = |argument: &&Argument| match &argument.role {
            Role::With(preposition) => self.is_in(class, preposition),
            _ => false,
        };
        predicate.arguments.iter().filter(is_one).collect()
    }

    /// What is said by those who say what a predicate tells.
    fn add(&mut self, kind: DetailKind, event: &Event, words: Span, by: Placed<'_>) {
        let voices = voice::voices(self.annotated, by.0);
        self.push(kind, event, words, by.1, voices, [None; 2]);
    }

    fn push(
        &mut self,
        kind: DetailKind,
        event: &Event,
        words: Span,
        predicate: &Predicate,
        voices: Vec<Voice>,
        number: [Option<u32>; 2],
    ) {
        let sentence = self.annotated.sentences.items[predicate.sentence as usize].span;
        self.push_in(kind, event, words, sentence, voices, number);
    }

    fn push_in(
        &mut self,
        kind: DetailKind,
        event: &Event,
        words: Span,
        sentence: Span,
        voices: Vec<Voice>,
        [low, high]: [Option<u32>; 2],
    ) {
        let words = self.occurrences.quoted_whole(words);
        let event = event.id;
        // Who is quoted and does not commit to it says nothing of it.
        let inner = voices.last().map(|voice| voice.factuality.certainty);
        if voices.len() > 1 && inner == Some(Certainty::Unknown) {
            return;
        }
        self.found.push(Detail { event, kind, words, sentence, voices, low, high });
    }
}
