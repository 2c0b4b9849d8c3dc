//! What is wrong with the data that was given.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::routes::View;
use crate::sheet::Sheet;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = view.library.ask(|dataset| contents.list_findings(dataset))?;
    let sheet = Sheet::of(contents).paged(&table, asked)?;
    let body = html! {
        h1 { "Findings" }
        p.lead { "What is wrong with the documents and manifests given, and statements in them that cannot both be so." }
        (sheet)
    };
    Ok(Page::new("Findings", table, body).into())
}
