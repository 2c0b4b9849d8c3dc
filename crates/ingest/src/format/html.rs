//! Web pages: their main text, and what their headers say.
//!
//! The main text is found by a library. It is then found again in the page as it was read, so
//! that each paragraph knows its bytes. Pages that would cost the library too much are read
//! without it: all text outside of navigation, forms and the like.

mod align;
mod entity;
mod header;
mod main_text;
mod scan;
mod tag;

use crate::Input;
use crate::decode::decode;
use crate::draft::Draft;
use crate::origin::{Runs, chain};
use chancery_model::{Diagnostic, Place, Span, Zone, ZoneKind};
use encoding_rs::Encoding;
use scan::{Page, Segment, SegmentKind};

/// Bytes at the head of a page where its encoding is declared.
const DECLARED_WITHIN: usize = 2048;
/// Fewest words of a title that is put before a text which lacks it.
const TITLE: usize = 3;

/// Reads a page.
pub(crate) fn read<'a>(
    input: Input<'a>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Draft<'a>> {
    let decoded = decode(input.path, input.bytes, declared(input.bytes), findings)?;
    let page = scan::scan(&decoded.text);
    let place = Place::file(input.path);
    let main = main_text::find(&decoded.text, &page);
    if let Err(why) = &main {
        let message =
            format!("its main text was not found: {why}; the whole page is read");
        let finding = Diagnostic::warning("main-text-not-found", place.clone(), message);
        findings.push(
            finding.hint("save the text alone if other parts of the page get in the way"),
        );
    }
    let main = main.unwrap_or_default();
    let fields = header::fields(&page, &main);
    let segments = if main.segments.is_empty() {
        page.segments.iter().filter(|segment| !segment.is_aside).cloned().collect()
    } else {
        align::align(&main.segments, &page.segments)
    };
    let segments = with_title(segments, fields.title.as_deref(), &page);
    if segments.is_empty() {
        let finding =
            Diagnostic::error("empty-file", place, "there is no text in the page");
        findings.push(finding.hint("leave it out, or fetch it again"));
        return None;
    }
    let (text, runs, marked) = join(&segments);
    let origin = chain(runs.as_slice(), decoded.origin.as_slice()).into_map();
    Some(Draft {
        path: input.path.to_owned(),
        raw: input.bytes,
        text,
        origin,
        fields,
        marked,
        ..Draft::default()
    })
}

/// The encoding that the page names in its header.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let at =
        head.windows(8).position(|window| window.eq_ignore_ascii_case(b"charset="))?;
    let rest = &head[at + 8..];
    let is_quote = |b: &u8| matches!(b, b'"' | b'\'' | b' ');
    let start = rest.iter().position(|b| !is_quote(b))?;
    let label = &rest[start..];
    let end =
        label.iter().position(|b| is_quote(b) || matches!(b, b'>' | b';' | b'/'))?;
    Encoding::for_label(&label[..end])
}

/// Puts the title that the page states before a text that does not begin with it.
fn with_title(
    mut segments: Vec<Segment>,
    title: Option<&str>,
    page: &Page,
) -> Vec<Segment> {
    let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) else {
        return segments;
    };
    let has_title =
        segments.iter().take(5).any(|segment| letters(&segment.text) == letters(title));
    let is_headed = page.segments.iter().find(|segment| {
        segment.kind == SegmentKind::Heading && letters(&segment.text) == letters(title)
    });
    if has_title || (is_headed.is_none() && title.split_whitespace().count() < TITLE) {
        return segments;
    }
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let stated = page.segments.iter().find_map(|segment| align::cut(segment, &words));
    let mut first =
        is_headed.cloned().or(stated).unwrap_or_else(|| Segment::without_origin(words));
    first.kind = SegmentKind::Title;
    segments.insert(0, first);
    segments
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The text of the segments, an empty line between blocks, and the parts that the page marks.
fn join(segments: &[Segment]) -> (String, Runs, Vec<Zone>) {
    let mut text = String::new();
    let mut runs = Runs::default();
    let mut marked = Vec::new();
    for segment in segments {
        if !text.is_empty() {
            text.push_str(if segment.is_close { "\n" } else { "\n\n" });
        }
        let start = text.len();
        for run in segment.runs.as_slice() {
            runs.push(
                start + run.text_start as usize,
                run.text_len as usize,
                run.raw_start,
                run.raw_len as usize,
            );
        }
        text.push_str(&segment.text);
        let kind = match segment.kind {
            SegmentKind::Title => Some(ZoneKind::Title),
            SegmentKind::Heading => Some(ZoneKind::Heading),
            SegmentKind::Caption => Some(ZoneKind::Boilerplate),
            SegmentKind::Paragraph => None,
        };
        if let (Some(kind), Some(span)) = (kind, Span::of(start, text.len())) {
            marked.push(Zone { span, kind });
        }
    }
    (text, runs, marked)
}

#[cfg(test)]
mod tests;
