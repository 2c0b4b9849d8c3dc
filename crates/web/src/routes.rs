//! Every page with its address: the server and the OpenAPI document are made from this table.

use crate::answer::{Answer, Failure, Outcome, plain_failure};
use crate::asked::{Asked, Face};
use crate::library::{Library, Reading};
use crate::{assets, layout, openapi, pages};
use chancery_dataset::Table;
use std::sync::Arc;

/// What a page is made from.
pub(crate) struct View<'a> {
    pub(crate) library: &'a Library,
    pub(crate) reading: Arc<Reading>,
}

/// A page of one address.
pub(crate) struct Route {
    /// Its address; a part in braces stands for something named.
    pub(crate) path: &'static str,
    /// What it answers, in a sentence.
    pub(crate) tells: &'static str,
    /// What can be asked behind the address.
    pub(crate) questions: &'static [Question],
    /// What makes it.
    pub(crate) page: fn(&View<'_>, &Asked) -> Result<Outcome, Failure>,
}

/// Something that can be asked behind an address.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) tells: &'static str,
    pub(crate) kind: Kind,
}

/// What the answer to a question is.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Words,
    Number,
    Date,
    One(&'static [&'static str]),
}

const fn question(name: &'static str, tells: &'static str, kind: Kind) -> Question {
    Question { name, tells, kind }
}

const STATUSES: &[&str] = &[
    "asserted",
    "claimed",
    "denied",
    "planned",
    "threatened",
    "predicted",
    "hypothetical",
];
pub(crate) const AFTER: Question =
    question("after", "Not before this day, month or year (EDTF).", Kind::Date);
pub(crate) const BEFORE: Question =
    question("before", "Not after this day, month or year (EDTF).", Kind::Date);
const LIMIT: Question = question("limit", "This many at most.", Kind::Number);
const FROM: Question =
    question("from", "On the page alone: the row it begins with, from 0.", Kind::Number);
const EVENTS: &[Question] = &[
    question(
        "actor",
        "An actor on either side, with all that belongs to it.",
        Kind::Words,
    ),
    question("source_actor", "Who acts.", Kind::Words),
    question("target_actor", "Who is acted upon.", Kind::Words),
    question("type", "An event type, or TYPE/mode.", Kind::Words),
    question("status", "How the event stands in its document.", Kind::One(STATUSES)),
    AFTER,
    BEFORE,
    LIMIT,
    FROM,
];
const TIME: &[Question] = &[AFTER, BEFORE, FROM];
const DYAD: &[Question] = &[
    question("a", "A party, by code.", Kind::Words),
    question("b", "The other party.", Kind::Words),
    question(
        "incident",
        "The incident whose accounts are laid side by side.",
        Kind::Words,
    ),
    AFTER,
    BEFORE,
];
const SERIES: &[Question] = &[
    question("by", "How finely the series is divided.", Kind::One(&["month", "year"])),
    AFTER,
    BEFORE,
];
const SEARCH: &[Question] = &[
    question("q", "The expression, as `chancery search` has it.", Kind::Words),
    LIMIT,
    FROM,
];
const AT: &[Question] = &[
    question("at", "Bytes of the text to be marked: START-END, half-open.", Kind::Words),
    question(
        "layers",
        "Layers shown at first, parted by commas: events,actors,speakers,dates,places.",
        Kind::Words,
    ),
];
const REVIEW: &[Question] =
    &[question("event", "The event at hand.", Kind::Words), LIMIT];
const ROWS: &[Question] = &[FROM];

/// All pages.
pub(crate) const ROUTES: &[Route] = &[
    Route {
        path: "/accounts",
        tells: "What is contested between two parties, and who says what.",
        questions: DYAD,
        page: pages::accounts::page,
    },
    Route {
        path: "/incidents",
        tells: "Incidents, the most contested first.",
        questions: EVENTS,
        page: pages::incidents::page,
    },
    Route {
        path: "/incidents/{incident}",
        tells: "The accounts of one incident side by side: attribute by asserter.",
        questions: &[],
        page: pages::incident::page,
    },
    Route {
        path: "/events",
        tells: "Event mentions: who is said to have done what to whom, and who says so.",
        questions: EVENTS,
        page: pages::events::page,
    },
    Route {
        path: "/events/{event}",
        tells: "Where an event comes from: each value with its reason.",
        questions: &[],
        page: pages::event::page,
    },
    Route {
        path: "/documents",
        tells: "The documents with what is known of them.",
        questions: ROWS,
        page: pages::documents::page,
    },
    Route {
        path: "/documents/{document}",
        tells: "One document: its text and the marks of its layers, by UTF-8 bytes.",
        questions: AT,
        page: pages::document::page,
    },
    Route {
        path: "/search",
        tells: "Passages that hold words, and the events told in them.",
        questions: SEARCH,
        page: pages::search::page,
    },
    Route {
        path: "/actors",
        tells: "Those who act, speak and are acted upon; people without a public office apart.",
        questions: ROWS,
        page: pages::actors::page,
    },
    Route {
        path: "/actors/{actor}",
        tells: "What one actor did, said and had done to it.",
        questions: ROWS,
        page: pages::actor::page,
    },
    Route {
        path: "/dyads",
        tells: "Pairs of parties with their incidents by quad class.",
        questions: TIME,
        page: pages::dyads::page,
    },
    Route {
        path: "/dyads/{party}/{other}",
        tells: "What two parties do to each other, period by period, never netted.",
        questions: SERIES,
        page: pages::dyad::page,
    },
    Route {
        path: "/network",
        tells: "Who deals with whom: cooperation and conflict apart.",
        questions: TIME,
        page: pages::network::page,
    },
    Route {
        path: "/map",
        tells: "Where incidents are told to have taken place, no sharper than the words.",
        questions: TIME,
        page: pages::map::page,
    },
    Route {
        path: "/forecasts",
        tells: "Predictions: who foresees what, by which words, until when, on which condition.",
        questions: ROWS,
        page: pages::forecasts::page,
    },
    Route {
        path: "/codebook",
        tells: "The rules, and how often each fired.",
        questions: ROWS,
        page: pages::codebook::page,
    },
    Route {
        path: "/codebook/rules/{rule}",
        tells: "Where one rule fired.",
        questions: ROWS,
        page: pages::rule::page,
    },
    Route {
        path: "/decisions",
        tells: "What analysts decided, in the order in which they did.",
        questions: ROWS,
        page: pages::review::decisions,
    },
    Route {
        path: "/review",
        tells: "Events by how uncertain they are and how much hangs on them; with `--review` alone.",
        questions: REVIEW,
        page: pages::review::page,
    },
    Route {
        path: "/findings",
        tells: "What is wrong with the documents and manifests given.",
        questions: ROWS,
        page: pages::findings::page,
    },
    Route {
        path: "/help",
        tells: "Keys, marks and words of these pages.",
        questions: &[],
        page: pages::help::page,
    },
];

impl Route {
    /// The names in the address, in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        let parts = self.path.split('/');
        parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }

    /// What stands in the places of the names, if the path is one of this route.
    fn matches(&self, path: &[String]) -> Option<Vec<String>> {
        let parts: Vec<&str> =
            self.path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.len() != path.len() {
            return None;
        }
        let mut named = Vec::new();
        for (part, given) in parts.iter().zip(path) {
            if part.starts_with('{') {
                named.push(given.clone());
            } else if part != given {
                return None;
            }
        }
        Some(named)
    }
}

/// Pages that change while the run does not: they hold decisions.
const ALIVE: &[&str] = &["/review", "/decisions"];

/// Answers a request that only reads.
pub(crate) fn answer(library: &Library, path: &str, query: &str) -> Arc<Answer> {
    if let Some(asset) = assets::find(path) {
        return asset.into();
    }
    let make = || made(library, path, query);
    match library.reading() {
        Ok(reading) if !ALIVE.iter().any(|alive| path.starts_with(alive)) => {
            reading.answers.get(&format!("{path}?{query}"), make)
        }
        _ => make().into(),
    }
}

fn made(library: &Library, path: &str, query: &str) -> Answer {
    let Some(asked) = Asked::read(path, query) else {
        let failure = Failure::Asked("the address is not UTF-8".into());
        return layout::failure(library, &failure);
    };
    if path == "/api" || path == "/api.json" {
        return Answer::json(200, &openapi::document());
    }
    if path == "/decisions.jsonl" {
        return pages::review::export(library);
    }
    answer_asked(library, asked)
}

/// Why an address has no table.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    /// It cannot be asked, or nothing is there.
    #[error("{0}")]
    Asked(String),
    /// The world failed.
    #[error("{0}")]
    World(String),
}

/// The table of the page at an address, with what is asked behind `?`: the one that the page has
/// with `.json` or `.csv` behind its address.
///
/// # Errors
/// If there is no such page, it cannot be asked so, or the dataset cannot be read.
pub fn table(library: &Library, address: &str) -> Result<Table, Unanswered> {
    let mut address = address.to_owned();
    // A permanent address is one step away, never more.
    for _ in 0..2 {
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let outcome = match Asked::read(path, query) {
            Some(mut asked) => {
                asked.face = Face::Csv;
                outcome(library, &mut asked)
            }
            None => Err(Failure::Asked("the address is not UTF-8".into())),
        };
        address = match outcome {
            Ok(Outcome::Page(page)) => return Ok(page.table),
            Ok(Outcome::Moved(address)) => address,
            Err(Failure::World(told)) => return Err(Unanswered::World(told)),
            Err(failure) => return Err(Unanswered::Asked(failure.to_string())),
        };
    }
    Err(Unanswered::Asked("there is no page at this address".into()))
}

/// What the page at the path asked for comes to.
fn outcome(library: &Library, asked: &mut Asked) -> Result<Outcome, Failure> {
    if asked.path.is_empty() {
        asked.path = vec!["accounts".into()];
    }
    let found =
        ROUTES.iter().find_map(|route| Some((route, route.matches(&asked.path)?)));
    let Some((route, named)) = found else {
        return Err(Failure::Missing("there is no page at this address".into()));
    };
    asked.named = named;
    let reading = library.reading()?;
    (route.page)(&View { library, reading }, asked)
}

fn answer_asked(library: &Library, mut asked: Asked) -> Answer {
    match outcome(library, &mut asked) {
        Ok(Outcome::Moved(address)) => Answer::see(address),
        Ok(Outcome::Page(page)) => match asked.face {
            Face::Page => layout::page(library, &asked, &page),
            Face::Json => match page.table.to_json_text() {
                Ok(text) => Answer::new(200, "application/json", text),
                Err(error) => layout::failure(library, &error.into()),
            },
            Face::Csv => match page.table.to_csv() {
                Ok(text) => Answer::new(200, "text/csv; charset=utf-8", text),
                Err(error) => layout::failure(library, &error.into()),
            },
        },
        Err(failure) => plain_failure(&failure, asked.face)
            .unwrap_or_else(|| layout::failure(library, &failure)),
    }
}
