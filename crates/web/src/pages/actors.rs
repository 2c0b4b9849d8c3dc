//! Those who act, speak and are acted upon.

use crate::address;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{number, quoted};
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::Cell;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = contents.list_actors();
    let draw = |column: &str, row: &[Cell], cell: &Cell| {
        let id = row.first().map(ToString::to_string).unwrap_or_default();
        (column == "label").then(|| {
            html! { a href=(address::actor(&id)) { (quoted(&cell.to_string())) } }
        })
    };
    let sheet = Sheet::of(contents).drawn(&draw).paged(&table, asked)?;
    let body = html! {
        h1 { "Actors" }
        p.lead {
            (number(table.rows.len(), "actor")) " with the events in which each acts, speaks or is \
            acted upon. People without a public office have no row: they are told by their role, on \
            the event itself."
        }
        (sheet)
    };
    Ok(Page::new("Actors", table, body).into())
}
