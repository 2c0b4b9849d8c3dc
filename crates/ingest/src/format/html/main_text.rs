//! The main text of a page, found by a library within limits.

use super::scan::{self, Cost, Page, Segment};
use dom_smoothie::{Config, Readability};
use std::thread;

/// Pages of more bytes are read without the library.
const BYTES: usize = 8 << 20;
/// Pages that would cost more are read without the library, whose time grows with the square
/// of some of these.
const MOST: Cost =
    Cost { elements: 60_000, depth: 400, weight: 2_000_000, reopened: 20_000 };
/// Stack of the thread that the library runs in. It is given more than it was seen to use, and
/// a thread of its own so that a panic in it costs one page only.
const STACK: usize = 64 << 20;

/// What the library finds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Main {
    /// The text, in order, without a way back.
    pub(crate) segments: Vec<Segment>,
    /// The title.
    pub(crate) title: Option<String>,
    /// The line that names the author.
    pub(crate) byline: Option<String>,
}

/// Finds the main text, or says in a few words why not.
pub(crate) fn find(html: &str, page: &Page) -> Result<Main, &'static str> {
    if html.len() > BYTES {
        return Err("the page is longer than 8 MiB");
    }
    let cost = page.cost;
    if cost.depth > MOST.depth
        || cost.elements > MOST.elements
        || cost.weight > MOST.weight
        || cost.reopened > MOST.reopened
    {
        return Err("the markup is nested too deep or has too many elements");
    }
    let work = || {
        let config = Config { disable_json_ld: true, ..Config::default() };
        Readability::new(html, None, Some(config)).and_then(|mut page| page.parse())
    };
    let article = thread::scope(|scope| {
        let spawned =
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
                work().map(|article| {
                    (article.content.to_string(), article.title, article.byline)
                })
            });
        spawned.ok()?.join().ok()?.ok()
    });
    let Some((content, title, byline)) = article else {
        return Err("nothing in it looks like running text");
    };
    let segments = scan::scan(&content).segments;
    if segments.is_empty() {
        return Err("nothing in it looks like running text");
    }
    Ok(Main { segments, title: Some(title), byline })
}
