//! Event mentions, as asked for.

use super::incidents::filters;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let query = asked.query()?;
    let sheet = Sheet::of(contents);
    let (table, all, sheet) =
        sheet.long(asked, |places| contents.list_events_at(&query, places))?;
    let body = html! {
        h1 { "Events" }
        p.lead {
            (number(all, "mention")) ": who is said to have done what to whom, and who \
            says so. One occurrence told twice is two mentions and one "
            a href="/incidents" { "incident" } "."
        }
        (filters("/events", asked))
        (sheet)
    };
    Ok(Page::new("Events", table, body).into())
}
