//! Quotations that run on beyond the sentence of their cue, and those without one.

use super::Sayings;
use chancery_model::{Attribution, Span};

/// Lets what is said inside a quotation reach to its end, and gives quotations without a cue
/// of their own to whoever spoke in the sentence beside them.
pub(super) fn extend(sayings: &Sayings<'_>, found: &mut [Attribution]) {
    for quotation in sayings.quotations.iter().filter(|quotation| !quotation.is_scare) {
        let span = quotation.span;
        // What holds words of a quotation has its cue in one of the quotation's sentences, and
        // cues are found in the order of sentences.
        let range = sentences_of(sayings, span);
        let told = |sentence: u32| {
            found.partition_point(|attribution| {
                sentence_of(sayings, attribution) < sentence
            })
        };
        let (from, to) = (told(range.0), told(range.1 + 1));
        let cited = found[from..to].iter().position(|attribution| {
            let cue_outside = attribution.cue.iter().all(|cue| !span.contains(*cue));
            cue_outside && attribution.content.iter().any(|piece| piece.overlaps(span))
        });
        if let Some(index) = cited {
            grow(&mut found[from + index].content, span);
        } else if let Some(index) = speaker_beside(sayings, found, span, range.0) {
            found[index].content.push(span);
            found[index].content.sort_unstable();
        }
    }
}

/// Lets the piece that touches the quotation cover it.
fn grow(content: &mut Vec<Span>, quotation: Span) {
    for piece in content.iter_mut().filter(|piece| piece.overlaps(quotation)) {
        *piece = piece.cover(quotation);
    }
    content.sort_unstable();
    content.dedup();
}

/// The attribution of the sentence before a quotation, or of the one that closes it, in the
/// same paragraph.
fn speaker_beside(
    sayings: &Sayings<'_>,
    found: &[Attribution],
    quotation: Span,
    sentence: u32,
) -> Option<usize> {
    let tree = sayings.tree;
    let text = tree.text;
    let same_paragraph = |from: u32, to: u32| {
        let between = Span::of(from as usize, to as usize);
        between.and_then(|span| span.text(text)).is_some_and(|gap| !gap.contains("\n\n"))
    };
    let near = |sentence: u32| {
        found.partition_point(|attribution| sentence_of(sayings, attribution) < sentence)
    };
    let (from, to) = (near(sentence.saturating_sub(1)), near(sentence + 1));
    let candidates = (from..to).filter_map(|index| {
        let attribution = &found[index];
        let cue = *attribution.cue.first()?;
        if quotation.contains(cue) || attribution.speaker.is_empty() {
            return None;
        }
        let quotes = attribution.content.iter().any(|piece| {
            let first =
                sayings.quotations.partition_point(|q| q.span.end() <= piece.start());
            sayings.quotations[first..]
                .iter()
                .take_while(|q| q.span.overlaps(*piece))
                .any(|q| !q.is_scare)
        });
        let stands_before = cue.end() <= quotation.start();
        if stands_before && same_paragraph(cue.end(), quotation.start()) {
            // Only speech that was being quoted goes on.
            let near = sentences_between(sayings, cue, quotation) <= 1;
            (near && quotes).then_some((quotation.start() - cue.end(), index))
        } else {
            None
        }
    });
    candidates.min().map(|(_, index)| index)
}

/// The sentences in which a quotation begins and ends.
fn sentences_of(sayings: &Sayings<'_>, quotation: Span) -> (u32, u32) {
    let tree = sayings.tree;
    let tokens = tree.tokens_in(quotation);
    let ends = tokens.clone().next().zip(tokens.last());
    ends.map_or((0, 0), |(first, last)| (tree.sentence(first), tree.sentence(last)))
}

/// The sentence of an attribution's cue.
fn sentence_of(sayings: &Sayings<'_>, attribution: &Attribution) -> u32 {
    let cue = attribution.cue.first();
    let token = cue.and_then(|cue| sayings.tree.tokens_in(*cue).next());
    token.map_or(0, |token| sayings.tree.sentence(token))
}

fn sentences_between(sayings: &Sayings<'_>, cue: Span, quotation: Span) -> u32 {
    let tree = sayings.tree;
    let sentence =
        |span: Span| tree.tokens_in(span).next().map(|token| tree.sentence(token));
    match (sentence(cue), sentence(quotation)) {
        (Some(first), Some(second)) => second.saturating_sub(first),
        _ => u32::MAX,
    }
}
