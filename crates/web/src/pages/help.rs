//! Keys, marks and words of these pages.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::chart::timeline;
use crate::layout::status;
use crate::routes::View;
use chancery_dataset::{Cell, Table};
use chancery_model::Status;
use maud::html;

const KEYS: &[(&str, &str)] = &[
    ("/", "search"),
    ("?", "this page"),
    ("j, k", "next and previous row"),
    ("Enter", "open the row"),
    ("← →", "previous and next incident of the timeline"),
    ("+, -, 0", "timeline: closer, wider, whole; drawing over it shows that stretch"),
    ("g a", "accounts"),
    ("g d", "documents"),
    ("g i", "incidents"),
    ("g e", "events"),
    ("g c", "actors"),
    ("g y", "dyads"),
    ("g n", "network"),
    ("g m", "map"),
    ("g f", "forecasts"),
    ("g b", "codebook"),
    ("g r", "review, where it is on"),
    ("a, x, u", "in review: accept, reject, undo"),
    ("space", "in review: later, others come first"),
    ("c, d", "in review: change the code, fix the date"),
    ("m, s", "in review: same as another event, other than another"),
    ("q", "in review: the sentence in its document"),
];

pub(crate) fn page(_: &View<'_>, _: &Asked) -> Result<Outcome, Failure> {
    let mut table = Table::new("keys", &[("key", "key"), ("does", "what it does")]);
    for (key, does) in KEYS {
        table.push(vec![Cell::text(*key), Cell::text(*does)]);
    }
    let meaning = |status: Status| match status {
        Status::Asserted => "the publisher says in its own voice that it happened",
        Status::Claimed => "somebody else says that it happened, or the publisher hedges",
        Status::Denied => "somebody says that it did not happen",
        Status::Planned => "somebody intends, agrees or is ordered to do it",
        Status::Threatened => "somebody threatens to do it",
        Status::Predicted => "somebody expects it",
        Status::Hypothetical => "it is supposed, conditional or wished for",
    };
    let body = html! {
        h1 { "Help" }
        h2 { "Keys" }
        dl.keys {
            @for (key, does) in KEYS { dt { kbd { (key) } } dd { (does) } }
        }
        h2 { "How an event stands" }
        dl.keys {
            @for one in Status::ALL { dt { (status(one.word())) } dd { (meaning(one)) } }
        }
        h2 { "Marks of the timeline" }
        (timeline::legend())
        h2 { "How accounts stand to each other" }
        dl.keys {
            dt { "contradicted" } dd { "the values cannot all be right" }
            dt { "differing" } dd { "they are not alike, yet not in contradiction" }
            dt { "spread" } dd { "some say it more sharply; all can be right" }
            dt { "agreed" } dd { "all who say it say the same" }
            dt { "one asserter" } dd { "told by one alone" }
            dt { "does not say" } dd { "silence is not agreement" }
        }
        p { "Two clicks lead from any number to its sentence, one more to the rule. Every page is a \
             table too: put " code { ".json" } " or " code { ".csv" } " behind its address. "
             a href="/api.json" { "The API in OpenAPI" } "." }
    };
    Ok(Page::new("Help", table, body).into())
}
