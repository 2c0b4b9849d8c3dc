//! Quotations that run on beyond the sentence of their cue, and those without one.

use super::{Sayings, TOPIC};
use chancery_model::{Attribution, Span};

/// A quotation of somebody who was named before begins at most this many sentences later.
const SENTENCES: u32 = 2;

/// As many bytes may stand between two quotations of one speaker in paragraphs of their own.
const APART: u32 = 160;

/// Lets nothing that is said inside a quotation reach out of it.
pub(super) fn keep_inside(sayings: &Sayings<'_>, found: &mut Vec<Attribution>) {
    for attribution in found.iter_mut() {
        let Some(cue) = attribution.cue.first().copied() else { continue };
        let next = sayings.quotations.partition_point(|q| q.span.end() < cue.end());
        let around = sayings.quotations.get(next).map(|q| q.span);
        if let Some(around) = around.filter(|quotation| quotation.contains(cue)) {
            let pieces = attribution.content.iter();
            attribution.content =
                pieces.filter_map(|piece| common(*piece, around)).collect();
        }
    }
    found.retain(|attribution| !attribution.content.is_empty());
}

/// What two spans share.
fn common(one: Span, other: Span) -> Option<Span> {
    let (start, end) = (one.start().max(other.start()), one.end().min(other.end()));
    (start < end).then(|| Span::new(start, end))
}

/// Lets what is said inside a quotation reach to its end, and gives quotations without a cue
/// of their own to whoever spoke in the sentence beside them.
pub(super) fn extend(sayings: &Sayings<'_>, found: &mut [Attribution]) {
    let mut last: Option<(u32, usize)> = None;
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
            last = Some((span.end(), from + index));
            continue;
        }
        let beside = closed_by(sayings, found, span, range.1)
            .or_else(|| speaker_beside(sayings, found, span, range.0))
            .or_else(|| {
                last.filter(|&(end, _)| goes_on(sayings, end, span)).map(|at| at.1)
            });
        if let Some(index) = beside {
            // Who brings out these words speaks them.
            if found[index].class.as_ref() == TOPIC {
                found[index].class = "say".into();
            }
            found[index].content.push(span);
            found[index].content.sort_unstable();
            last = Some((span.end(), index));
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

/// Whether a quotation is a paragraph of its own right behind the one in which the last
/// speaker was quoted.
fn goes_on(sayings: &Sayings<'_>, end: u32, quotation: Span) -> bool {
    let text = sayings.tree.text;
    let (Some(before), Some(after)) = (
        text.get(end as usize..quotation.start() as usize),
        text.get(quotation.end() as usize..),
    ) else {
        return false;
    };
    let opens = before.trim_end_matches(' ').ends_with('\n');
    let closes = after.is_empty() || after.trim_start_matches(' ').starts_with('\n');
    let near = quotation.start() - end < APART && before.matches("\n\n").count() <= 1;
    opens && closes && near
}

/// The attribution whose speaker and cue stand right behind a quotation: *“One thing,” she said,
/// “is clear.”*
fn closed_by(
    sayings: &Sayings<'_>,
    found: &[Attribution],
    quotation: Span,
    sentence: u32,
) -> Option<usize> {
    let near = |sentence: u32| {
        found.partition_point(|attribution| sentence_of(sayings, attribution) < sentence)
    };
    let text = sayings.tree.text;
    (near(sentence)..near(sentence + 2)).find(|&index| {
        let attribution = &found[index];
        let words = attribution.cue.iter().chain(&attribution.speaker);
        let start = words.map(|span| span.start()).min();
        let class = attribution.class.as_ref();
        let speaks =
            class != TOPIC && sayings.codebook.rules.is_in_class("sayable", class);
        let gap = start
            .filter(|_| speaks && !attribution.speaker.is_empty())
            .and_then(|start| Span::of(quotation.end() as usize, start as usize))
            .and_then(|gap| gap.text(text));
        gap.is_some_and(|gap| gap.trim().is_empty() && !gap.contains("\n\n"))
    })
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
    let (from, to) = (near(sentence.saturating_sub(SENTENCES)), near(sentence + 1));
    let candidates = (from..to).filter_map(|index| {
        let attribution = &found[index];
        let cue = *attribution.cue.first()?;
        let next = sayings.quotations.partition_point(|q| q.span.end() < cue.end());
        let is_quoted =
            sayings.quotations.get(next).is_some_and(|q| q.span.contains(cue));
        let class = attribution.class.as_ref();
        let leads_in = || introduces(sayings, attribution, quotation);
        let speaks = (class != TOPIC
            && sayings.codebook.rules.is_in_class("sayable", class)
            && !is_told_of_before(sayings, cue, sentence))
            || leads_in();
        if is_quoted || attribution.speaker.is_empty() || !speaks {
            return None;
        }
        let stands_before = cue.end() <= quotation.start();
        (stands_before && same_paragraph(cue.end(), quotation.start()))
            .then(|| (quotation.start() - cue.end(), index))
    });
    candidates.min().map(|(_, index)| index)
}

/// *Chad's version that …*: a noun in a sentence before speaks no further quotation.
fn is_told_of_before(sayings: &Sayings<'_>, cue: Span, sentence: u32) -> bool {
    let tree = sayings.tree;
    let token = tree.tokens_in(cue).next();
    token.is_some_and(|token| {
        tree.upos(token) == "NOUN" && tree.sentence(token) < sentence
    })
}

/// *issued a statement reading, “…”*: whether what somebody brings out ends where the quotation
/// begins.
fn introduces(sayings: &Sayings<'_>, attribution: &Attribution, quotation: Span) -> bool {
    let end = attribution.content.iter().map(|piece| piece.end()).max();
    let gap = end.and_then(|end| Span::of(end as usize, quotation.start() as usize));
    let gap = gap.and_then(|gap| gap.text(sayings.tree.text));
    gap.is_some_and(|gap| matches!(gap.trim(), "" | "," | ":"))
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
