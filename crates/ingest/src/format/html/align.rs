//! Finds the segments of the main text again in the page, in their order.

use super::scan::Segment;
use crate::origin::Runs;
use std::collections::BTreeMap;

/// Segments of as many bytes are looked for first; shorter ones, which may stand in several
/// places, between them.
const LONG: usize = 40;

/// The segments of the main text with their way back: from the same segment of the page where
/// there is one, otherwise from the words they share with the likeliest. The order of the page
/// is kept.
pub(crate) fn align(main: &[Segment], page: &[Segment]) -> Vec<Segment> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, segment) in page.iter().enumerate() {
        places.entry(segment.text.as_str()).or_default().push(index);
    }
    let next = |text: &str, from: usize, to: usize| {
        let places = places.get(text)?;
        let first = places.partition_point(|place| *place < from);
        places.get(first).copied().filter(|place| *place < to)
    };
    let mut found = vec![None; main.len()];
    let mut from = 0;
    for (index, segment) in main.iter().enumerate() {
        if segment.text.len() >= LONG
            && let Some(place) = next(&segment.text, from, page.len())
        {
            found[index] = Some(place);
            from = place + 1;
        }
    }
    let bounds = bounds(&found, page.len());
    let mut from = 0;
    let mut aligned = Vec::with_capacity(main.len());
    for (index, segment) in main.iter().enumerate() {
        let (start, end) = (from.max(bounds[index].0), bounds[index].1);
        let place = found[index].or_else(|| next(&segment.text, start, end));
        if let Some(place) = place {
            from = place + 1;
            aligned.push(Segment { is_close: segment.is_close, ..page[place].clone() });
        } else {
            aligned.push(partly(segment, page.get(start..end).unwrap_or_default()));
        }
    }
    aligned
}

/// For each segment, the half-open range of places between its neighbours that were found.
fn bounds(found: &[Option<usize>], len: usize) -> Vec<(usize, usize)> {
    let mut bounds = Vec::with_capacity(found.len());
    let mut from = 0;
    for place in found {
        bounds.push((from, len));
        from = place.map_or(from, |place| place + 1);
    }
    let mut to = len;
    for (bound, place) in bounds.iter_mut().zip(found).rev() {
        bound.1 = to;
        to = place.unwrap_or(to);
    }
    bounds
}

/// How many segments of the page are looked at for words shared with one that was changed.
const WINDOW: usize = 400;

/// The segment with the way back of the words that it shares, at its head and its end, with
/// one of these segments, or that it is a part of.
fn partly(segment: &Segment, page: &[Segment]) -> Segment {
    let bare = Segment { runs: Runs::default(), ..segment.clone() };
    let page = &page[..page.len().min(WINDOW)];
    if let Some(mut part) = page.iter().find_map(|whole| cut(whole, &segment.text)) {
        part.kind = segment.kind;
        part.is_close = segment.is_close;
        return part;
    }
    let shared = |whole: &Segment| {
        let head = common_head(&segment.text, &whole.text);
        let tail = common_tail(&segment.text[head..], &whole.text[head..]);
        (head, tail)
    };
    let likeliest = page
        .iter()
        .map(|whole| (shared(whole), whole))
        .max_by_key(|((head, tail), _)| head + tail)
        .filter(|((head, tail), _)| (head + tail) * 2 >= segment.text.len());
    let Some(((head, tail), whole)) = likeliest else { return bare };
    let mut runs = Runs::default();
    copy(whole, 0, head, 0, &mut runs);
    let at = whole.text.len() - tail;
    copy(whole, at, whole.text.len(), segment.text.len() - tail, &mut runs);
    Segment { runs, ..bare }
}

/// The part of a segment that consists of these words, if it holds them.
pub(crate) fn cut(whole: &Segment, words: &str) -> Option<Segment> {
    let at = whole.text.find(words).filter(|_| !words.is_empty())?;
    let mut runs = Runs::default();
    copy(whole, at, at + words.len(), 0, &mut runs);
    Some(Segment { text: words.to_owned(), runs, ..Segment::default() })
}

/// Copies the runs of the bytes from `from` up to `to` of a segment, to stand at `text`.
fn copy(whole: &Segment, from: usize, to: usize, text: usize, runs: &mut Runs) {
    for run in whole.runs.as_slice() {
        let start = run.text_start as usize;
        let end = start + run.text_len as usize;
        let (first, last) = (start.max(from), end.min(to));
        if first >= last {
            continue;
        }
        if run.text_len == run.raw_len {
            let raw = run.raw_start + (first - start) as u64;
            runs.push(text + first - from, last - first, raw, last - first);
        } else {
            runs.push(
                text + first - from,
                last - first,
                run.raw_start,
                run.raw_len as usize,
            );
        }
    }
}

fn common_head(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    one.floor_char_boundary(same)
}

fn common_tail(one: &str, other: &str) -> usize {
    let same =
        one.bytes().rev().zip(other.bytes().rev()).take_while(|(a, b)| a == b).count();
    one.len() - one.ceil_char_boundary(one.len() - same)
}
