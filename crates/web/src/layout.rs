//! What every page has: the bar on top, the way to the other faces, the foot.

use crate::answer::{Answer, Failure, Page};
use crate::asked::Asked;
use crate::library::Library;
use maud::{DOCTYPE, Markup, html};

/// The places of the bar: address, name, key that leads there after `g`.
const PLACES: &[(&str, &str, &str)] = &[
    ("/accounts", "Accounts", "a"),
    ("/documents", "Documents", "d"),
    ("/incidents", "Incidents", "i"),
    ("/events", "Events", "e"),
    ("/actors", "Actors", "c"),
    ("/dyads", "Dyads", "y"),
    ("/network", "Network", "n"),
    ("/map", "Map", "m"),
    ("/forecasts", "Forecasts", "f"),
    ("/codebook", "Codebook", "b"),
];

/// A page as it is sent.
pub(crate) fn page(library: &Library, asked: &Asked, page: &Page) -> Answer {
    let main = html! {
        (page.body)
        p.faces {
            "This page as a file: "
            a href=(asked.as_face(".json")) type="application/json" { "JSON" } ", "
            a href=(asked.as_face(".csv")) type="text/csv" { "CSV" } "."
        }
    };
    let here = asked.path.first().map_or("accounts", String::as_str);
    Answer::html(
        200,
        whole(library, &page.title, here, page.scripts, &main, asked.get("q")),
    )
}

/// A failure as a page.
pub(crate) fn failure(library: &Library, failure: &Failure) -> Answer {
    let main = html! {
        h1 { (failure.title()) }
        p { (failure) }
        p { a href="/accounts" { "To the accounts" } }
    };
    Answer::html(failure.status(), whole(library, failure.title(), "", &[], &main, None))
}

fn whole(
    library: &Library,
    title: &str,
    here: &str,
    scripts: &[&str],
    main: &Markup,
    searched: Option<&str>,
) -> Markup {
    let mut places = PLACES.to_vec();
    if library.analyst.is_some() {
        places.push(("/review", "Review", "r"));
    }
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (plain(title)) " · Chancery" }
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/desk.css";
                link rel="stylesheet" href="/assets/chart.css";
                script type="module" src="/assets/keys.js" {}
                @for script in scripts {
                    script type="module" src={ "/assets/" (script) } {}
                }
            }
            body {
                a.skip href="#main" { "To the content" }
                header.bar {
                    a.home href="/accounts" { "Chancery" }
                    nav aria-label="Pages" {
                        ul {
                            @for (address, name, key) in &places {
                                @let current = address.trim_start_matches('/') == here;
                                li {
                                    a href=(address) data-key=(key)
                                        aria-current=[current.then_some("page")] { (name) }
                                }
                            }
                        }
                    }
                    form.search action="/search" role="search" {
                        input type="search" name="q" id="search" value=[searched]
                            aria-label="Search words and events" placeholder="Search  /";
                    }
                    a.help href="/help" { "Help " kbd { "?" } }
                }
                main id="main" tabindex="-1" { (main) }
                footer {
                    p {
                        "Nothing here is a fact: each value stands with those according to whom \
                         it is so. "
                        a href="/api.json" { "API" } " · "
                        a href="/findings" { "Findings" } " · "
                        a href="/help" { "Help" }
                    }
                }
            }
        }
    }
}

/// A text without the marks that steer the direction of writing: nobody's text may change how
/// another's is read.
pub(crate) fn plain(text: &str) -> String {
    let steers = |letter: char| {
        (letter.is_control() && letter != '\n')
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if steers(letter) { ' ' } else { letter }).collect()
}

/// Somebody's words, set apart from ours.
pub(crate) fn quoted(text: &str) -> Markup {
    html! { bdi { (plain(text)) } }
}

/// A status, told by its word and its mark, never by colour alone.
pub(crate) fn status(word: &str) -> Markup {
    html! { span.status data-status=(word) { (word) } }
}

/// A number of things: `1 document`, `2 documents`.
pub(crate) fn number(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
