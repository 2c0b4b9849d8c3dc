//! Who deals with whom, signed, over a time.

use super::dyads::{period, time};
use crate::address;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::chart::network;
use crate::layout::quoted;
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::Cell;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = contents.network(&time(asked)?, &view.library.codebook);
    let draw = |column: &str, row: &[Cell], cell: &Cell| {
        let code = |at: usize| row.get(at).map(ToString::to_string).unwrap_or_default();
        matches!(column, "acting" | "acted_upon").then(|| {
            html! { a href=(address::dyad(&code(0), &code(1))) { (quoted(&cell.to_string())) } }
        })
    };
    let sheet = Sheet::of(contents).drawn(&draw).paged(&table, asked)?;
    let body = html! {
        h1 { "Network" }
        p.lead { "Who deals with whom: incidents of cooperation and of conflict, counted apart." }
        (period("/network", asked))
        (network::draw(&table))
        (sheet)
    };
    Ok(Page::new("Network", table, body).into())
}
