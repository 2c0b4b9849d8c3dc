//! One pass over the markup of a page: its text in segments, each with its way back, and what
//! its header holds. No tree is built, so no page can be too deep.

use super::{entity, tag};
use crate::origin::Runs;
use std::collections::BTreeMap;

/// What a segment is by its markup.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum SegmentKind {
    /// Running text, an item of a list, a cell of a table.
    #[default]
    Paragraph,
    /// A heading of any level.
    Heading,
    /// The words under a figure.
    Caption,
    /// The title of the page.
    Title,
}

/// Text between two breaks, white space folded.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Segment {
    /// The words.
    pub(crate) text: String,
    /// From the words to the markup.
    pub(crate) runs: Runs,
    /// What it is.
    pub(crate) kind: SegmentKind,
    /// Whether it stands beside the main text: navigation, forms.
    pub(crate) is_aside: bool,
    /// Whether only a line break parts it from the segment before.
    pub(crate) is_close: bool,
}

impl Segment {
    /// Words that are found nowhere in the page.
    pub(crate) fn without_origin(text: String) -> Self {
        Self { text, ..Self::default() }
    }
}

/// What one pass finds in a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its text.
    pub(crate) segments: Vec<Segment>,
    /// `name`, `property` or `itemprop` in lower case, and `content` of its meta tags.
    pub(crate) meta: Vec<(String, String)>,
    /// The language that its root names.
    pub(crate) language: Option<String>,
    /// Its canonical address.
    pub(crate) canonical: Option<String>,
    /// Machine-readable days in its text.
    pub(crate) times: Vec<String>,
    /// Its JSON-LD blocks.
    pub(crate) linked: Vec<String>,
    /// What a parser that builds a tree would have to do.
    pub(crate) cost: Cost,
}

/// What a parser that builds a tree would have to do for a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cost {
    /// Elements.
    pub(crate) elements: usize,
    /// Most elements open at once.
    pub(crate) depth: usize,
    /// Sum of the depths of all elements.
    pub(crate) weight: usize,
    /// Formatting elements that would be opened again in later blocks.
    pub(crate) reopened: usize,
}

/// Reads the markup of a page once, from the first byte to the last.
pub(crate) fn scan(html: &str) -> Page {
    let mut scanner = Scanner { html, ..Scanner::default() };
    let mut at = 0;
    while at < html.len() {
        match html[at..].find('<') {
            None => {
                scanner.text(at, html.len());
                break;
            }
            Some(ahead) => {
                scanner.text(at, at + ahead);
                at = scanner.markup(at + ahead);
            }
        }
    }
    scanner.finish()
}

/// So many elements beside the main text are followed into each other.
const ASIDES: usize = 32;

#[derive(Default)]
struct Scanner<'a> {
    html: &'a str,
    page: Page,
    segment: Segment,
    /// White space that waits for a word behind it: its place and length.
    space: Option<(usize, usize)>,
    /// Elements beside the main text that are open, and how many segments there were before.
    asides: Vec<(&'static str, usize)>,
    open: BTreeMap<String, usize>,
    depth: usize,
    formatting: usize,
    headings: usize,
    captions: usize,
    verbatim: usize,
    broken_line: bool,
}

impl<'a> Scanner<'a> {
    fn text(&mut self, from: usize, to: usize) {
        let html = self.html;
        let mut at = from;
        while at < to {
            let rest = &html[at..to];
            let c = html.as_bytes()[at];
            if c.is_ascii_whitespace() {
                let len = rest.bytes().take_while(u8::is_ascii_whitespace).count();
                if self.verbatim > 0 && rest[..len].contains('\n') {
                    self.end_segment(true);
                } else {
                    let start = self.space.map_or(at, |(start, _)| start);
                    self.space = Some((start, at + len - start));
                }
                at += len;
            } else if c == b'&' {
                let (decoded, len) = match entity::decode(rest) {
                    Some(found) => found,
                    None => ("&".into(), 1),
                };
                self.word(&decoded, at, len);
                at += len;
            } else {
                let is_end = |b: &u8| b.is_ascii_whitespace() || *b == b'&';
                let len = rest.bytes().position(|b| is_end(&b)).unwrap_or(rest.len());
                self.word(&rest[..len], at, len);
                at += len;
            }
        }
    }

    fn word(&mut self, word: &str, at: usize, len: usize) {
        if let Some((space, space_len)) = self.space.take()
            && !self.segment.text.is_empty()
        {
            self.segment.runs.push(self.segment.text.len(), 1, space as u64, space_len);
            self.segment.text.push(' ');
        }
        self.segment.runs.push(self.segment.text.len(), word.len(), at as u64, len);
        self.segment.text.push_str(word);
    }

    fn end_segment(&mut self, is_close: bool) {
        self.space = None;
        if self.segment.text.is_empty() {
            // Two line breaks in a row part blocks.
            self.broken_line &= is_close && !self.broken_line;
            return;
        }
        let mut segment = std::mem::take(&mut self.segment);
        segment.is_close = self.broken_line;
        segment.is_aside = !self.asides.is_empty();
        segment.kind = if self.headings > 0 {
            SegmentKind::Heading
        } else if self.captions > 0 {
            SegmentKind::Caption
        } else {
            SegmentKind::Paragraph
        };
        self.page.segments.push(segment);
        self.broken_line = is_close;
    }

    /// Reads what starts with `<` at `at`; returns where it ends.
    fn markup(&mut self, at: usize) -> usize {
        let rest = &self.html[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.find("-->").map_or(self.html.len(), |end| at + 4 + end + 3);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return rest.find('>').map_or(self.html.len(), |end| at + end + 1);
        }
        let is_end = rest.starts_with("</");
        let name_at = at + 1 + usize::from(is_end);
        let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b':';
        let name_len = self.html[name_at..].bytes().take_while(|b| is_name(*b)).count();
        let is_tag = self.html[name_at..].starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_tag {
            if is_end {
                return rest.find('>').map_or(self.html.len(), |end| at + end + 1);
            }
            self.word("<", at, 1);
            return at + 1;
        }
        let end = tag_end(self.html, name_at + name_len);
        let lower = self.html[name_at..name_at + name_len].to_ascii_lowercase();
        if is_end {
            self.close(&lower);
            return end;
        }
        let attributes = &self.html[name_at + name_len..end];
        self.open(&lower, attributes);
        if tag::is_raw(&lower) { self.raw(&lower, attributes, end) } else { end }
    }

    fn open(&mut self, name: &str, attributes: &str) {
        if name == "br" {
            self.end_segment(true);
        } else if tag::is_block(name) {
            self.end_segment(false);
        }
        self.header(name, attributes);
        self.page.cost.elements += 1;
        self.page.cost.weight += self.depth;
        if tag::is_block(name) {
            self.page.cost.reopened += self.formatting;
        }
        if tag::is_void(name)
            || tag::is_raw(name)
            || attributes.ends_with("/>") && is_foreign(name)
        {
            return;
        }
        if let Some(aside) = tag::aside(name).filter(|_| self.asides.len() < ASIDES) {
            self.asides.push((aside, self.page.segments.len()));
        }
        self.headings += usize::from(tag::is_heading(name));
        self.captions += usize::from(name == "figcaption");
        self.verbatim += usize::from(name == "pre");
        if !tag::closes_itself(name) || self.open.contains_key("svg") {
            *self.open.entry(name.to_owned()).or_default() += 1;
            self.depth += 1;
            self.formatting += usize::from(tag::is_formatting(name));
            self.page.cost.depth = self.page.cost.depth.max(self.depth);
        }
    }

    fn close(&mut self, name: &str) {
        if tag::is_block(name) {
            self.end_segment(false);
        }
        if let Some(at) = self.asides.iter().rposition(|(aside, _)| *aside == name) {
            self.asides.truncate(at);
        }
        if tag::is_heading(name) {
            self.headings = self.headings.saturating_sub(1);
        }
        if name == "figcaption" {
            self.captions = self.captions.saturating_sub(1);
        }
        if name == "pre" {
            self.verbatim = self.verbatim.saturating_sub(1);
        }
        if let Some(count) = self.open.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.open.remove(name);
            }
            self.depth -= 1;
            self.formatting -= usize::from(tag::is_formatting(name)).min(self.formatting);
        }
    }

    /// Reads an element whose content is no markup, from behind its start tag; returns where
    /// its end tag ends.
    fn raw(&mut self, name: &str, attributes: &str, from: usize) -> usize {
        let (to, end) = raw_end(self.html, name, from);
        let content = &self.html[from..to];
        if name == "title" && !self.open.contains_key("svg") {
            self.end_segment(false);
            self.text(from, to);
            self.end_segment(false);
            if let Some(last) =
                self.page.segments.last_mut().filter(|_| !content.trim().is_empty())
            {
                last.kind = SegmentKind::Title;
                last.is_aside = true;
            }
        } else if name == "script"
            && attribute(attributes, "type").is_some_and(|t| is_linked(&t))
        {
            self.page.linked.push(content.to_owned());
        }
        end
    }

    fn header(&mut self, name: &str, attributes: &str) {
        let get = |name: &str| {
            attribute(attributes, name).filter(|value| !value.trim().is_empty())
        };
        match name {
            "html" => {
                self.page.language = self.page.language.take().or_else(|| get("lang"));
            }
            "link"
                if get("rel")
                    .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                self.page.canonical = self.page.canonical.take().or_else(|| get("href"));
            }
            "time" => self.page.times.extend(get("datetime")),
            "meta" => {
                let key =
                    get("property").or_else(|| get("name")).or_else(|| get("itemprop"));
                if let (Some(key), Some(content)) = (key, get("content")) {
                    self.page.meta.push((key.trim().to_lowercase(), content));
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Page {
        self.end_segment(false);
        // Where an element beside the main text is never closed, the rest of the page is not
        // given up for it.
        if let Some((_, from)) = self.asides.first() {
            for segment in &mut self.page.segments[*from..] {
                segment.is_aside = segment.kind == SegmentKind::Title;
            }
        }
        self.page
    }
}

/// Elements of drawings, where `/>` ends an element.
fn is_foreign(name: &str) -> bool {
    matches!(
        name,
        "svg"
            | "path"
            | "g"
            | "use"
            | "circle"
            | "rect"
            | "line"
            | "polygon"
            | "polyline"
            | "ellipse"
            | "stop"
            | "image"
    )
}

fn is_linked(kind: &str) -> bool {
    kind.trim().eq_ignore_ascii_case("application/ld+json")
}

/// One past the `>` that ends a tag; quoted values may hold one.
fn tag_end(html: &str, from: usize) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (ahead, b) in html.as_bytes()[from..].iter().enumerate() {
        match quote {
            Some(mark) if *b == mark => quote = None,
            Some(_) => {}
            None if *b == b'>' => return from + ahead + 1,
            None if (*b == b'"' || *b == b'\'') && before == b'=' => quote = Some(*b),
            None => {}
        }
        if quote.is_some() || !b.is_ascii_whitespace() {
            before = *b;
        }
    }
    html.len()
}

/// Where the content of a raw element ends, and where its end tag does.
fn raw_end(html: &str, name: &str, from: usize) -> (usize, usize) {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(ahead) = html[at..].find("</") {
        let start = at + ahead;
        let end = start + 2 + name.len();
        let is_name = bytes
            .get(start + 2..end)
            .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        if is_name && bytes.get(end).is_none_or(|b| !b.is_ascii_alphanumeric()) {
            return (start, tag_end(html, end));
        }
        at = start + 2;
    }
    (html.len(), html.len())
}

/// The value of an attribute, its references decoded.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_end_matches('>');
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let name_len = rest
            .find(|c: char| c.is_ascii_whitespace() || "=/>".contains(c))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_len);
        let after = after.trim_start();
        if name.is_empty() && after.is_empty() {
            return None;
        }
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            if name.is_empty() {
                rest = &after[after.chars().next().map_or(0, char::len_utf8)..];
            } else {
                rest = after;
            }
            continue;
        };
        let (value, next) = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => {
                value[1..].split_once(mark).unwrap_or((&value[1..], ""))
            }
            _ => {
                value.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((value, ""))
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(html_escape::decode_html_entities(value).into_owned());
        }
        rest = next;
    }
}
