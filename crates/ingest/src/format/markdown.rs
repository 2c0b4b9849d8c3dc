//! Markdown, kept byte for byte; its marks of structure are marked as parts of the text.
//!
//! Marks inside a paragraph (emphasis, links) are left to stand.

use crate::Input;
use crate::decode::decode;
use crate::draft::{Draft, Fields};
use crate::zones::Rows;
use chancery_model::{Diagnostic, Span, Zone, ZoneKind};

/// Reads a Markdown file.
pub(crate) fn read<'a>(
    input: Input<'a>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Draft<'a>> {
    let decoded = decode(input.path, input.bytes, None, findings)?;
    let (fields, marked) = structure(&decoded.text);
    Some(Draft {
        path: input.path.to_owned(),
        raw: input.bytes,
        text: decoded.text,
        origin: decoded.origin.into_map(),
        fields,
        marked,
        rows: Rows::Joined,
        ..Draft::default()
    })
}

/// Front matter, and the lines that are structure.
fn structure(text: &str) -> (Fields, Vec<Zone>) {
    let mut marked = Marked::default();
    let mut fields = Fields::default();
    let mut start = 0;
    if let Some(end) = front_matter(text) {
        marked.push(0, end, ZoneKind::Boilerplate);
        fields = front_fields(&text[..end]);
        start = end;
    }
    let mut in_code = false;
    let mut before: Option<(usize, usize)> = None;
    for line in text[start..].split_inclusive('\n') {
        let at = start;
        start += line.len();
        let trimmed = line.trim();
        let from = at + (line.len() - line.trim_start().len());
        let to = from + trimmed.len();
        if is_fence(trimmed) {
            in_code = !in_code;
            marked.push(from, to, ZoneKind::Boilerplate);
        } else if in_code || trimmed.is_empty() {
            // Left to stand as text.
        } else if let Some(mark) = heading_mark(trimmed) {
            marked.push(from, from + mark, ZoneKind::Boilerplate);
            let tail = trimmed[mark..].trim_end_matches('#').trim_end();
            let words = tail.trim_start();
            let words_at = from + mark + (tail.len() - words.len());
            marked.push(words_at, words_at + words.len(), ZoneKind::Heading);
            marked.push(words_at + words.len(), to, ZoneKind::Boilerplate);
        } else if is_underline(trimmed) && before.is_some_and(|(_, end)| end <= at) {
            let is_long = trimmed.len() >= 3 || trimmed.starts_with('=');
            if let Some((from, to)) = before.filter(|_| is_long) {
                marked.push(from, to, ZoneKind::Heading);
            }
            marked.push(from, to, ZoneKind::Boilerplate);
        } else if is_rule(trimmed) || is_image(trimmed) {
            marked.push(from, to, ZoneKind::Boilerplate);
        } else {
            before = Some((from, to));
            continue;
        }
        before = None;
    }
    (fields, marked.zones)
}

#[derive(Default)]
struct Marked {
    zones: Vec<Zone>,
}

impl Marked {
    fn push(&mut self, from: usize, to: usize, kind: ZoneKind) {
        if let Some(span) = Span::of(from, to).filter(|span| !span.is_empty()) {
            self.zones.push(Zone { span, kind });
        }
    }
}

/// The end of the front matter: from a first line `---` to the next such line.
fn front_matter(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut end = first.len();
    for line in lines {
        let words = line.trim_end();
        if words == "---" || words == "..." {
            return Some(end + words.len());
        }
        let is_pair = words.contains(':') || words.starts_with([' ', '\t', '-', '#']);
        if !(is_pair || words.is_empty()) {
            return None;
        }
        end += line.len();
    }
    None
}

fn front_fields(front: &str) -> Fields {
    let mut fields = Fields::default();
    for line in front.lines() {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let field = match name.trim().to_lowercase().as_str() {
            "title" | "headline" => &mut fields.title,
            "url" | "link" | "canonical" | "canonical_url" => &mut fields.url,
            "publisher" | "site" | "site_name" | "source_name" => &mut fields.publisher,
            "author" | "authors" | "byline" => &mut fields.author,
            "date" | "published" | "publication_date" => &mut fields.published,
            "language" | "lang" => &mut fields.language,
            _ => continue,
        };
        let value = value.trim_matches(['[', ']']);
        if !value.is_empty() && field.is_none() {
            *field = Some(value.to_owned());
        }
    }
    fields
}

/// Length of `#` to `######` before a heading.
fn heading_mark(line: &str) -> Option<usize> {
    let mark = line.bytes().take_while(|b| *b == b'#').count();
    ((1..=6).contains(&mark) && line[mark..].starts_with([' ', '\t'])).then_some(mark)
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

fn is_underline(line: &str) -> bool {
    line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-')
}

fn is_rule(line: &str) -> bool {
    let marks: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    marks.len() >= 3
        && ["*", "-", "_"].iter().any(|mark| marks.replace(mark, "").is_empty())
}

/// A line that is one image and nothing else.
fn is_image(line: &str) -> bool {
    line.starts_with("![")
        && line.ends_with(')')
        && line.contains("](")
        && line.matches(')').count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<(&str, ZoneKind)> {
        let zones = structure(text).1;
        zones.iter().map(|zone| (zone.span.text(text).unwrap(), zone.kind)).collect()
    }

    #[test]
    fn front_matter_is_read_and_marked() {
        let text = "---\ntitle: \"Talks end\"\ndate: 2031-03-04\nauthor: Jane Doe\n---\n\nBody.\n";
        let (fields, zones) = structure(text);
        assert_eq!(fields.title.as_deref(), Some("Talks end"));
        assert_eq!(fields.published.as_deref(), Some("2031-03-04"));
        assert_eq!(zones.len(), 1);
        assert!(zones[0].span.text(text).unwrap().ends_with("Doe\n---"));
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        assert_eq!(
            marked("---\nA first paragraph\n---\n")[0],
            ("---", ZoneKind::Boilerplate)
        );
        assert_eq!(structure("---\nno end: here\n").0, Fields::default());
    }

    #[test]
    fn headings_lose_their_marks() {
        let kinds = |text| marked(text);
        assert_eq!(
            kinds("## Talks end ##\n"),
            [
                ("##", ZoneKind::Boilerplate),
                ("Talks end", ZoneKind::Heading),
                (" ##", ZoneKind::Boilerplate)
            ]
        );
        assert_eq!(
            kinds("Talks end\n=====\n\n***\n![a](b.png)\nText [a](b)."),
            [
                ("Talks end", ZoneKind::Heading),
                ("=====", ZoneKind::Boilerplate),
                ("***", ZoneKind::Boilerplate),
                ("![a](b.png)", ZoneKind::Boilerplate)
            ]
        );
        assert_eq!(kinds("#tag and text\n- item\n"), []);
    }
}
