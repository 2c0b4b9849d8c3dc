//! What is read from pages, and what is not.

use super::*;

const PARAGRAPHS: [&str; 4] = [
    "The council of Northtown met on Monday, and agreed to reopen the ferry line to the island.",
    "“We have waited a year for this,” said Jane Doe, who speaks for the harbour &amp; its workers.",
    "The ferry was shut down after a storm had damaged the pier, and no money was left to mend it.",
    "A first boat is to leave in May; the fare, the council said, will stay as it was before then.",
];

fn page(head: &str, before: &str, after: &str) -> String {
    let body: String =
        PARAGRAPHS.iter().map(|words| format!("<p>{words}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><meta charset=\"utf-8\">{head}</head><body>\n\
         <nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/a\">All the news of the day</a>\
         </li></ul></nav>\n<script>var words = \"<p>Never to be read, never at all.</p>\";</script>\
         <style>p {{ color: red }}</style>\n<article>{before}{body}{after}</article>\n\
         <footer><p>Imprint of this page, and who may be called about it, at length.</p></footer>\
         </body></html>"
    )
}

fn draft(html: &str) -> (Draft<'_>, Vec<String>) {
    let mut findings = Vec::new();
    let draft = read(Input { path: "a.html", bytes: html.as_bytes() }, &mut findings);
    (draft.unwrap(), findings.iter().map(|finding| finding.code.to_string()).collect())
}

/// The raw bytes of these words.
fn raw<'a>(draft: &Draft<'_>, html: &'a str, words: &str) -> &'a str {
    let start = draft.text.find(words).unwrap();
    let span = Span::of(start, start + words.len()).unwrap();
    let (from, to) = draft.origin.raw(span).unwrap();
    &html[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()]
}

#[test]
fn the_main_text_is_read_in_paragraphs() {
    let html = page("<title>Ferry line to reopen - The Gazette</title>", "", "");
    let (draft, findings) = draft(&html);
    assert_eq!(findings, Vec::<String>::new());
    assert!(draft.text.contains("the island.\n\n“We have"), "{}", draft.text);
    assert!(draft.text.contains("harbour & its workers"));
    for words in ["Never to be read", "color", "All the news", "Imprint"] {
        assert!(!draft.text.contains(words), "{words}");
    }
}

#[test]
fn each_paragraph_knows_its_bytes() {
    let html = page("", "<h1>Ferry line to reopen</h1>", "");
    let (draft, _) = draft(&html);
    assert_eq!(raw(&draft, &html, "harbour & its"), "harbour &amp; its");
    assert_eq!(raw(&draft, &html, "A first boat"), "A first boat");
    for line in draft.text.lines().filter(|line| !line.is_empty()) {
        let start = line.as_ptr() as usize - draft.text.as_ptr() as usize;
        let span = Span::of(start, start + line.len()).unwrap();
        assert!(draft.origin.raw(span).is_some(), "{line}");
    }
}

#[test]
fn headers_say_who_published_what_and_when() {
    let head = "<title>Ferry line to reopen | The Gazette</title>\
        <meta property=\"og:title\" content=\"Ferry line to reopen\">\
        <meta property='og:site_name' content='The Gazette &amp; Post'>\
        <meta name=author content=\"Jane Doe\">\
        <meta property=\"article:published_time\" content=\"2031-03-04T10:15:00Z\">\
        <link rel=\"canonical\" href=\"https://gazette.example/ferry\">";
    let html = page(head, "<h1>Ferry line to reopen</h1>", "");
    let (draft, _) = draft(&html);
    let fields = &draft.fields;
    assert_eq!(fields.title.as_deref(), Some("Ferry line to reopen"));
    assert_eq!(fields.publisher.as_deref(), Some("The Gazette & Post"));
    assert_eq!(fields.author.as_deref(), Some("Jane Doe"));
    assert_eq!(fields.published.as_deref(), Some("2031-03-04T10:15:00Z"));
    assert_eq!(fields.url.as_deref(), Some("https://gazette.example/ferry"));
    assert_eq!(fields.language.as_deref(), Some("en-GB"));
    assert!(
        draft.text.starts_with("Ferry line to reopen\n\nThe council"),
        "{}",
        draft.text
    );
}

#[test]
fn linked_data_says_it_too() {
    let head = "<script type=\"application/ld+json\">{\"@graph\": [{\"@type\": \"WebSite\"}, \
        {\"@type\": \"NewsArticle\", \"headline\": \"Ferry line to reopen\", \
        \"datePublished\": \"2031-03-04\", \"author\": [{\"name\": \"Jane Doe\"}], \
        \"publisher\": {\"name\": \"The Gazette\"}}]}</script>";
    let html = page(head, "", "");
    let (draft, _) = draft(&html);
    assert_eq!(draft.fields.published.as_deref(), Some("2031-03-04"));
    assert_eq!(draft.fields.author.as_deref(), Some("Jane Doe"));
    assert_eq!(draft.fields.publisher.as_deref(), Some("The Gazette"));
}

#[test]
fn headings_and_captions_are_marked() {
    let after = "<figure><img src=a.png><figcaption>The pier in May. Photo: J. Doe</figcaption>\
        </figure><h2>What comes next</h2><p>Nobody could say on Monday who will pay for the pier \
        that is to be built, and whether it will be done by the summer.</p>";
    let html = page("", "", after);
    let (draft, _) = draft(&html);
    let marked: Vec<_> = draft
        .marked
        .iter()
        .map(|zone| (zone.span.text(&draft.text).unwrap(), zone.kind))
        .collect();
    assert!(marked.contains(&("What comes next", ZoneKind::Heading)), "{marked:?}");
    assert!(marked.contains(&("The pier in May. Photo: J. Doe", ZoneKind::Boilerplate)));
}

#[test]
fn other_encodings_are_read_as_declared() {
    let html = page("", "<h1>Fähre fährt wieder</h1>", "").replace("utf-8", "iso-8859-1");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&html);
    assert!(!lost);
    let mut findings = Vec::new();
    let draft = read(Input { path: "a.html", bytes: &bytes }, &mut findings).unwrap();
    assert!(draft.text.contains("“We have waited"), "{}", draft.text);
    assert_eq!(findings[0].code.as_ref(), "encoding-guessed");
    let start = draft.text.find("“We").unwrap();
    let (from, _) = draft.origin.raw(Span::of(start, start + 5).unwrap()).unwrap();
    assert_eq!(bytes[usize::try_from(from).unwrap()], 0x93);
}

#[test]
fn hostile_pages_are_read_without_the_library() {
    let words = "<p>The two towns agreed on a plan that everyone could live with.</p>";
    let pages = [
        "<div>".repeat(50_000) + words,
        "<b id=1><p>".repeat(20_000) + words,
        "<table><tr><td>".repeat(20_000) + words,
        "<svg><tr>".repeat(20_000) + words,
        "<a href=\"".repeat(3) + words + &"<!--".repeat(10_000),
        "<nav>".to_owned() + words,
        words.repeat(3) + "<script>" + &"</scrip".repeat(10_000),
        "&#".repeat(50_000) + words,
        "<p a=".to_owned() + &"\"'".repeat(50_000),
    ];
    let started = std::time::Instant::now();
    for html in &pages {
        let mut findings = Vec::new();
        let _ = read(Input { path: "a.html", bytes: html.as_bytes() }, &mut findings);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    let (draft, findings) = draft(&pages[0]);
    assert_eq!(findings, ["main-text-not-found"]);
    assert!(draft.text.starts_with("The two towns agreed"));
}

#[test]
fn a_long_page_in_one_line_is_read() {
    let words = "<p>The two towns agreed on a plan that everyone could live with.</p>";
    let html = words.repeat((16 << 20) / words.len());
    let started = std::time::Instant::now();
    let (draft, findings) = draft(&html);
    let taken = started.elapsed();
    assert_eq!(findings, ["main-text-not-found"]);
    assert!(draft.text.len() > 12 << 20);
    assert!(taken < crate::tests::allowed(&html), "{taken:?}");
}

#[test]
fn a_page_without_words_is_empty() {
    let mut findings = Vec::new();
    let input = Input { path: "a.html", bytes: b"<html><body><img src=a></body></html>" };
    assert!(read(input, &mut findings).is_none());
    assert_eq!(findings.last().unwrap().code.as_ref(), "empty-file");
}
