//! Who deals with whom, signed, over a time.

use super::dyads::{period, time, to_pair};
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::chart::network;
use crate::routes::View;
use crate::sheet::Sheet;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = contents.network(&time(asked)?, &view.library.codebook);
    let sheet = Sheet::of(contents).drawn(&to_pair).paged(&table, asked)?;
    let body = html! {
        h1 { "Network" }
        p.lead { "Who deals with whom: incidents of cooperation and of conflict, counted apart." }
        (period("/network", asked))
        (network::draw(&table))
        (sheet)
    };
    Ok(Page::new("Network", table, body).into())
}
