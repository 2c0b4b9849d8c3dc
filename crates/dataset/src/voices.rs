//! Whose words are quoted: words inside quotation marks by the speaker's state.

use crate::blob::Spoken;
use chancery_model::{ActorId, Attribution, Document, Quotation, Span, Speaker};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words inside quotation marks of all speakers of one state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct VoiceShare {
    /// The state; `None` for speakers who are not named or belong to none.
    pub country: Option<ActorId>,
    /// Words quoted.
    pub words: usize,
    /// Quotations.
    pub quotations: usize,
    /// Words in the middle one of its quotations, the lower of two.
    pub median: usize,
}

/// One quotation: whose it is, and how long.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Quoted {
    /// The speaker's state.
    country: Option<ActorId>,
    words: usize,
}

/// The quotations of one document, in the parts that are coded. A quotation within another
/// counts once; words in quotation marks that nobody is said to have spoken are the publisher's.
pub(crate) fn quoted(document: &Document, spoken: &Spoken) -> Vec<Quoted> {
    let mut counted_to = 0;
    let mut found = Vec::new();
    for quotation in &spoken.quotations.items {
        let span = quotation.span;
        let zone = document.zone_at(span.start());
        if span.end() <= counted_to || !zone.is_some_and(|zone| zone.kind.is_coded()) {
            continue;
        }
        counted_to = span.end();
        if let Some(country) = country(spoken, quotation) {
            found.push(Quoted { country, words: words(document, spoken, span) });
        }
    }
    found
}

/// The shares of these quotations, the largest first.
pub(crate) fn shares(quoted: Vec<Quoted>) -> Vec<VoiceShare> {
    let mut lengths: BTreeMap<Option<ActorId>, Vec<usize>> = BTreeMap::new();
    for one in quoted {
        lengths.entry(one.country).or_default().push(one.words);
    }
    let share = |(country, mut lengths): (Option<ActorId>, Vec<usize>)| {
        lengths.sort_unstable();
        VoiceShare {
            country,
            words: lengths.iter().sum(),
            quotations: lengths.len(),
            median: lengths[(lengths.len() - 1) / 2],
        }
    };
    let mut shares: Vec<VoiceShare> = lengths.into_iter().map(share).collect();
    shares.sort_by(|a, b| b.words.cmp(&a.words).then_with(|| a.country.cmp(&b.country)));
    shares
}

/// The state of whoever speaks a quotation: of the attributions whose content shares most
/// with it, the narrowest. The outer `None` means that it is nobody's speech.
fn country(spoken: &Spoken, quotation: &Quotation) -> Option<Option<ActorId>> {
    let shared = |attribution: &Attribution| -> u32 {
        let pieces = attribution.content.iter();
        pieces.map(|piece| overlap(*piece, quotation.span)).sum()
    };
    let width = |attribution: &Attribution| -> u32 {
        attribution.content.iter().map(|piece| piece.len()).sum()
    };
    let speaking = spoken.attributions.items.iter().filter(|one| shared(one) > 0);
    let nearest = speaking.max_by_key(|one| (shared(one), std::cmp::Reverse(width(one))));
    match nearest.map(|attribution| &attribution.voice) {
        Some(Speaker::Actor(actor)) => Some(actor.country.clone()),
        Some(Speaker::Publisher) => None,
        Some(_) => Some(None),
        None => (!quotation.is_scare).then_some(None),
    }
}

fn overlap(a: Span, b: Span) -> u32 {
    a.end().min(b.end()).saturating_sub(a.start().max(b.start()))
}

/// Tokens with a letter or digit.
fn words(document: &Document, spoken: &Spoken, span: Span) -> usize {
    let tokens = &spoken.tokens.items;
    let first = tokens.partition_point(|token| token.span.start() < span.start());
    let inside =
        tokens[first..].iter().take_while(|token| token.span.end() <= span.end());
    let is_word = |span: Span| {
        let text = span.text(&document.text);
        text.is_some_and(|text| text.chars().any(char::is_alphanumeric))
    };
    inside.filter(|token| is_word(token.span)).count()
}
