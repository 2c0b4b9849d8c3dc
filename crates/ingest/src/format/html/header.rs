//! What the header of a page says of it, by the usual names.

use super::main_text::Main;
use super::scan::{Page, SegmentKind};
use crate::draft::Fields;
use serde_json::Value;

const TITLE: &[&str] =
    &["og:title", "twitter:title", "dc.title", "dcterms.title", "headline"];
const URL: &[&str] = &["og:url"];
const PUBLISHER: &[&str] = &[
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
];
const AUTHOR: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publishdate",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "date",
];
const LANGUAGE: &[&str] = &["language", "content-language", "dc.language", "og:locale"];

/// What the page says of itself: meta tags first, then its JSON-LD, then its text.
pub(crate) fn fields(page: &Page, main: &Main) -> Fields {
    let linked = Linked::read(&page.linked);
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found =
                page.meta.iter().find(|(key, value)| key == name && !is_address(value));
            found.map(|(_, value)| tidy(value))
        })
    };
    let addresses = |names: &[&str]| {
        let found = page
            .meta
            .iter()
            .find(|(key, value)| names.contains(&key.as_str()) && is_address(value));
        found.map(|(_, value)| value.trim().to_owned())
    };
    let head_title =
        page.segments.iter().find(|segment| segment.kind == SegmentKind::Title);
    let main_title =
        main.title.clone().map(|title| tidy(&title)).filter(|title| !title.is_empty());
    let canonical = page.canonical.clone().filter(|address| is_address(address));
    Fields {
        title: meta(TITLE)
            .or(linked.title)
            .or(main_title)
            .or_else(|| head_title.map(|segment| segment.text.clone())),
        url: canonical.or_else(|| addresses(URL)).or(linked.url),
        publisher: meta(PUBLISHER).or(linked.publisher),
        author: meta(AUTHOR)
            .or(linked.author)
            .or_else(|| main.byline.as_deref().map(tidy).filter(|name| is_short(name))),
        published: meta(PUBLISHED).or(linked.published).or_else(|| only(&page.times)),
        language: page.language.clone().or_else(|| meta(LANGUAGE)),
    }
}

fn tidy(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_address(value: &str) -> bool {
    let value = value.trim();
    value.starts_with("http://") || value.starts_with("https://")
}

fn is_short(name: &str) -> bool {
    (1..=12).contains(&name.split_whitespace().count()) && !is_address(name)
}

/// The one day that all these agree on.
fn only(times: &[String]) -> Option<String> {
    let day = |time: &String| time.trim().get(..10).map(ToOwned::to_owned);
    let first = times.first().and_then(day)?;
    times.iter().all(|time| day(time).as_ref() == Some(&first)).then_some(first)
}

/// What JSON-LD says of the article.
#[derive(Default)]
struct Linked {
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    published: Option<String>,
}

impl Linked {
    /// Reads the first object that has a day of publication. Blocks that are no JSON are
    /// passed over, as browsers do.
    fn read(blocks: &[String]) -> Self {
        for block in blocks {
            let Ok(value) = serde_json::from_str::<Value>(block.trim()) else { continue };
            if let Some(article) = article(&value, 0) {
                let text =
                    |name: &str| article.get(name).and_then(Value::as_str).map(tidy);
                return Self {
                    title: text("headline"),
                    url: text("url").filter(|url| is_address(url)),
                    publisher: article.get("publisher").and_then(names),
                    author: article.get("author").and_then(names),
                    published: text("datePublished"),
                };
            }
        }
        Self::default()
    }
}

/// The article among nested values.
fn article(value: &Value, depth: usize) -> Option<&serde_json::Map<String, Value>> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::Object(map) if map.contains_key("datePublished") => Some(map),
        Value::Object(map) => {
            map.get("@graph").and_then(|graph| article(graph, depth + 1))
        }
        Value::Array(items) => items.iter().find_map(|item| article(item, depth + 1)),
        _ => None,
    }
}

/// A name, the name of an object, or the names in a list.
fn names(value: &Value) -> Option<String> {
    let name = match value {
        Value::String(name) => tidy(name),
        Value::Object(map) => tidy(map.get("name")?.as_str()?),
        Value::Array(items) => {
            let simple = items.iter().filter(|item| !item.is_array());
            simple.filter_map(names).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    (!name.is_empty() && !is_address(&name)).then_some(name)
}
