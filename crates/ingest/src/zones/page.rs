//! What belongs to the page and not to the report: furniture, credits, disclaimers, and
//! teasers of other articles.

use super::lines::Line;
use super::{Found, Parts};
use chancery_codebook::{MarkKind, PageMarks};
use chancery_model::{Span, ZoneKind};

/// Most words of a line of furniture.
const FURNITURE: usize = 25;
/// Most words of a line that tells how old the text is.
const AGE: usize = 5;
/// Most words of a line that credits an image.
const CREDIT: usize = 15;
/// Most words of a caption, and of a line that tells who contributed.
const CAPTION: usize = 60;
/// Most bytes between the name of a picture's owner and the end of its caption.
const OWNER: usize = 60;
/// Least words of a teaser in capitals.
const CAPITALS: usize = 5;
/// Most words of a disclaimer.
const DISCLAIMER: usize = 90;
/// Lines at the end where a disclaimer may end a paragraph, or a signature stand.
const TAIL: usize = 5;

/// Marks lines that belong to the page, and learns the publisher from a disclaimer.
pub(crate) fn mark(lines: &mut [Line<'_>], marks: &PageMarks, parts: &mut Parts) {
    mark_related(lines, marks);
    let last = lines.iter().rposition(|line| line.kind.is_none()).unwrap_or(0);
    // In a text in capitals throughout, a line in capitals says nothing.
    let bodies = lines.iter().filter(|line| line.kind.is_none() && line.is_sentence());
    let has_body = bodies.filter(|line| !is_capitals(line.text)).count() > 2;
    for (index, line) in lines.iter_mut().enumerate() {
        if line.kind.is_some() {
            continue;
        }
        if index > 0 && (is_related(line, marks) || (has_body && is_shouted(line))) {
            line.kind = Some(ZoneKind::Related);
        } else if is_furniture(line, marks)
            || is_caption(line, marks)
            || (index > 0 && is_credit(line, marks))
            || (index + TAIL > last && is_contribution(line, marks))
        {
            line.kind = Some(ZoneKind::Boilerplate);
        } else if let Some(at) = disclaimer(line, index + TAIL > last, marks) {
            if at == 0 {
                line.kind = Some(ZoneKind::Boilerplate);
            } else {
                line.disclaimer = Some(at);
            }
            if parts.publisher.is_none() {
                parts.publisher = publisher(&line.text[at..], line.start + at, marks);
            }
        }
        if line.kind.is_none() {
            line.captions = inner_captions(line.text, marks);
        }
    }
}

/// Captions that stand between the sentences of a line, as they do where a page lost its
/// breaks: each from the end of a sentence to the end of its own, half-open.
fn inner_captions(text: &str, marks: &PageMarks) -> Vec<(usize, usize)> {
    let ends = text.match_indices(['.', '!', '?', '”', '"']);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, mark) in ends {
        let next = at + mark.len();
        let rest = text[next..].trim_start();
        let start = text.len() - rest.len();
        let is_inside = found.last().is_some_and(|&(_, end)| start < end);
        if start == next || is_inside || marks.opens(MarkKind::Caption, rest).is_none() {
            continue;
        }
        let stops = rest.match_indices(['.', '!', '?']).find(|(at, stop)| {
            rest[at + stop.len()..].chars().next().is_none_or(char::is_whitespace)
        });
        let length = stops.map_or(rest.len(), |(at, stop)| at + stop.len());
        if rest[..length].split_whitespace().count() <= CAPTION {
            found.push((start, start + length));
        }
    }
    found
}

/// Marks the heading of a list of other articles and what follows it, up to the next two
/// paragraphs in a row.
fn mark_related(lines: &mut [Line<'_>], marks: &PageMarks) {
    let mut index = 0;
    let mut has_body = false;
    while index < lines.len() {
        let is_heading =
            lines[index].kind.is_none() && marks.is(MarkKind::Related, lines[index].text);
        if !(is_heading && has_body) {
            has_body |= lines[index].kind.is_none() && lines[index].is_sentence();
            index += 1;
            continue;
        }
        let end = list_end(lines, index);
        for line in &mut lines[index..end] {
            line.kind = Some(ZoneKind::Related);
        }
        index = end;
    }
}

/// Where the list under the heading at `index` ends. A list of teasers has a title before each
/// teaser and may cut it off; two full paragraphs in a row, or one right below the heading,
/// are body again.
fn list_end(lines: &[Line<'_>], index: usize) -> usize {
    let is_full = |line: &Line<'_>| {
        line.kind.is_none()
            && line.words >= 12
            && line.is_sentence()
            && !line.is_cut_off()
    };
    if lines.get(index + 1).is_some_and(is_full) {
        return index + 1;
    }
    let rest = &lines[index + 1..];
    let body = rest.windows(2).position(|pair| is_full(&pair[0]) && is_full(&pair[1]));
    body.map_or(lines.len(), |at| index + 1 + at)
}

/// A line that points to another article: *See also: Ferry line to reopen*.
fn is_related(line: &Line<'_>, marks: &PageMarks) -> bool {
    let is_short = line.words <= FURNITURE;
    if is_short
        && (marks.opens(MarkKind::Teaser, line.text).is_some()
            || (!line.text.ends_with('.')
                && marks.ends(MarkKind::RelatedEnding, line.text)))
    {
        return true;
    }
    let Some(len) = marks.opens(MarkKind::RelatedInline, line.text) else { return false };
    let rest = line.text[len..].trim_start();
    rest.starts_with([':', '|', '»', '>']) && is_short && !line.text.ends_with('.')
}

/// A line in capitals between paragraphs that are not: the title of another article.
fn is_shouted(line: &Line<'_>) -> bool {
    (CAPITALS..=FURNITURE).contains(&line.words)
        && !line.text.ends_with(['.', ':', '”', '"'])
        && is_capitals(line.text)
}

fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// The caption of an image: opened as one, or ending with whose picture it is.
fn is_caption(line: &Line<'_>, marks: &PageMarks) -> bool {
    if line.words > CAPTION {
        return false;
    }
    let tail = line.text.floor_char_boundary(line.text.len().saturating_sub(OWNER));
    // A bracket, a slash or a colon tells the owner of a picture from a word of prose.
    marks.opens(MarkKind::Caption, line.text).is_some()
        || (!line.text.ends_with(['”', '"', '?'])
            && marks.find(MarkKind::CaptionEnding, &line.text[tail..]).is_some())
}

/// A line that tells who contributed, or how old the text is.
fn is_contribution(line: &Line<'_>, marks: &PageMarks) -> bool {
    line.words <= CAPTION && marks.ends(MarkKind::Ending, line.text)
}

fn is_furniture(line: &Line<'_>, marks: &PageMarks) -> bool {
    let head =
        line.text.trim_start_matches(['—', '–', '-', '•', '*', '(', ' ', '\u{A0}']);
    let is_age = line.words <= AGE
        && line.text.starts_with(|c: char| c.is_ascii_digit())
        && marks.ends(MarkKind::Age, line.text);
    marks.is(MarkKind::Label, line.text)
        || is_age
        || (line.words <= FURNITURE && marks.opens(MarkKind::Opening, head).is_some())
}

fn is_credit(line: &Line<'_>, marks: &PageMarks) -> bool {
    let most = if line.text.ends_with('.') { CREDIT / 2 } else { CREDIT };
    line.words <= most && marks.opens(MarkKind::Credit, line.text).is_some()
}

/// Where a disclaimer starts that goes on to the end of the line: at its head, or, in one of
/// the last lines, after the end of a sentence.
fn disclaimer(line: &Line<'_>, is_late: bool, marks: &PageMarks) -> Option<usize> {
    let is_whole = |at: usize| {
        let rest = &line.text[at..];
        rest.split_whitespace().take(DISCLAIMER + 1).count() <= DISCLAIMER
            && marks.find(MarkKind::DisclaimerCore, rest).is_some()
    };
    let opens = |text: &str| marks.opens(MarkKind::Disclaimer, text).is_some();
    let head = line.text.find(|c: char| !"*[(_•-– ".contains(c))?;
    if opens(&line.text[head..]) {
        return is_whole(head).then_some(0);
    }
    if !is_late {
        return None;
    }
    let from = tail_start(line.text);
    let ends = line.text[from..].match_indices(['.', '!', '?', '”', '"']);
    ends.filter_map(|(at, mark)| {
        let next = from + at + mark.len();
        let rest =
            line.text[next..].trim_start_matches([' ', '\u{A0}', '*', '[', '(', '\n']);
        let start = line.text.len() - rest.len();
        (start > next && opens(rest) && is_whole(start)).then_some(start)
    })
    .next()
}

/// Where the last words of a line begin that can be a disclaimer.
fn tail_start(text: &str) -> usize {
    let from = text.len().saturating_sub(DISCLAIMER * 10);
    text.floor_char_boundary(from)
}

/// The publisher that a disclaimer names: capitalised words after *reflect the views of*.
fn publisher(text: &str, at: usize, marks: &PageMarks) -> Option<Found> {
    let (_, start) = marks.find(MarkKind::PublisherAfter, text)?;
    let rest = &text[start..];
    let name = rest.trim_start();
    let start = start + (rest.len() - name.len());
    let mut end = name.len();
    if let Some((until, _)) = find_until(name, marks) {
        end = until;
    }
    let stop = name.match_indices(['.', ';', '(', '\n']).find(|(at, mark)| {
        let next = name[at + mark.len()..].chars().next();
        *mark != "." || next.is_none_or(char::is_whitespace)
    });
    end = end.min(stop.map_or(name.len(), |(at, _)| at));
    let name = name[..end].trim_end_matches([' ', ',', '.', '*', ']', ')', '_']);
    let is_name = name.chars().next().is_some_and(char::is_uppercase)
        && name.split_whitespace().take(13).count() <= 12;
    let span = Span::of(at + start, at + start + name.len())?;
    is_name.then(|| Found { span, words: name.to_owned() })
}

/// Like [`PageMarks::find`] for the words that end a publisher's name, which may begin with a
/// comma.
fn find_until(name: &str, marks: &PageMarks) -> Option<(usize, usize)> {
    let words = marks.find(MarkKind::PublisherUntil, name);
    let commas = name.match_indices(',').find_map(|(at, _)| {
        marks.opens(MarkKind::PublisherUntil, &name[at..]).map(|len| (at, at + len))
    });
    words.into_iter().chain(commas).min()
}

/// Marks the signature of an unnamed editor in the last lines; it is the author if nobody
/// else is named.
pub(crate) fn mark_signoff(lines: &mut [Line<'_>], marks: &PageMarks, parts: &mut Parts) {
    let has_body = lines.iter().any(|line| line.kind.is_none() && line.is_sentence());
    let open = lines.iter_mut().rev().filter(|line| line.kind.is_none()).take(TAIL);
    if !has_body {
        return;
    }
    for line in open {
        if marks.is(MarkKind::Signoff, line.text) {
            line.kind = Some(ZoneKind::Boilerplate);
            if parts.author.is_none() {
                let span = Span::of(line.start, line.start + line.text.len());
                parts.author =
                    span.map(|span| Found { span, words: line.text.to_owned() });
            }
            break;
        }
    }
}
