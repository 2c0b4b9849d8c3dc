//! The parts of a text: title, byline, dateline, headings, body, and what belongs to the page
//! and not to the report.
//!
//! Parts are recognised and marked, never removed. What is doubtful is body. Each paragraph of
//! body is a zone of its own, so that no sentence reaches over the end of a zone.

mod dateline;
mod head;
mod lines;
mod page;

use chancery_codebook::PageMarks;
use chancery_model::{DateSpan, Span, Zone, ZoneKind};
use lines::Line;
pub(crate) use lines::Rows;

/// Words of the text that name something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    /// Where they stand.
    pub(crate) span: Span,
    /// The words.
    pub(crate) words: String,
}

/// The parts of a text, and what they say of the document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Parts {
    /// The parts in order, disjoint; they cover all but white space.
    pub(crate) zones: Vec<Zone>,
    /// The title.
    pub(crate) title: Option<Found>,
    /// The author.
    pub(crate) author: Option<Found>,
    /// The publisher.
    pub(crate) publisher: Option<Found>,
    /// The day of publication.
    pub(crate) published: Option<(Span, DateSpan)>,
}

/// Recognises the parts of a text. `marked` are those that its format shows, `title` the title
/// that its file states.
///
/// # Panics
/// If the text has more than `u32::MAX` bytes.
pub(crate) fn recognise(
    text: &str,
    marked: &[Zone],
    rows: Rows,
    title: Option<&str>,
    marks: &PageMarks,
) -> Parts {
    let mut lines = lines::split(text, marked, rows);
    let mut parts = Parts::default();
    page::mark(&mut lines, marks, &mut parts);
    head::mark(&mut lines, title, marks, &mut parts);
    page::mark_signoff(&mut lines, marks, &mut parts);
    mark_headings(&mut lines);
    let (mut before, mut is_told) = (0, false);
    for line in &lines {
        is_told |= place(line, before < LEADS && !is_told, marks, &mut parts);
        before += usize::from(line.kind.or(line.hint).is_none());
    }
    parts
}

/// Marks short lines between paragraphs as headings.
fn mark_headings(lines: &mut [Line<'_>]) {
    let is_open = |line: Option<&Line<'_>>| line.is_some_and(|line| line.kind.is_none());
    for index in 1..lines.len() {
        let (before, after) = (lines.get(index - 1), lines.get(index + 1));
        let stands_between = !before.is_some_and(Line::is_short_title)
            && is_open(after)
            && after.is_some_and(Line::is_sentence);
        if lines[index].kind.is_none() && lines[index].is_short_title() && stands_between
        {
            lines[index].kind = Some(ZoneKind::Heading);
        }
    }
}

/// The dateline stands at the head of one of so many first paragraphs: captions and summaries
/// may come before.
const LEADS: usize = 4;

/// Adds the zone or zones of a line; tells whether it has a dateline, if it may.
fn place(line: &Line<'_>, may_lead: bool, marks: &PageMarks, parts: &mut Parts) -> bool {
    let kind = line.kind.or(line.hint).unwrap_or(ZoneKind::Body);
    let mut leads = false;
    let mut start = line.start;
    let mut end = line.start + line.text.len();
    if kind == ZoneKind::Body
        && may_lead
        && let Some(dateline) = dateline::find(line.text, marks)
    {
        let body = line.text[dateline.len..].trim_start();
        push(parts, start, start + dateline.len, ZoneKind::Dateline);
        if let (None, Some((from, to, date))) = (&parts.published, dateline.published) {
            parts.published = Span::of(start + from, start + to).map(|span| (span, date));
        }
        start = end - body.len();
        leads = true;
    }
    let tail = line.disclaimer.filter(|at| line.start + at > start);
    if let Some(at) = tail {
        end = line.start + line.text[..at].trim_end().len();
    }
    for &(from, to) in &line.captions {
        let (from, to) = (line.start + from, line.start + to);
        if from > start && to <= end {
            push(parts, start, from, kind);
            push(parts, from, to, ZoneKind::Boilerplate);
            start = to;
        }
    }
    push(parts, start, end, kind);
    if let Some(at) = tail {
        push(parts, line.start + at, line.start + line.text.len(), ZoneKind::Boilerplate);
    }
    leads
}

fn push(parts: &mut Parts, start: usize, end: usize, kind: ZoneKind) {
    if let Some(span) = Span::of(start, end).filter(|span| !span.is_empty()) {
        parts.zones.push(Zone { span, kind });
    }
}

#[cfg(test)]
mod tests;
