//! The documents with what is known of them.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{number, quoted};
use crate::routes::View;
use crate::sheet::Sheet;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = contents.list_documents();
    let draw = |column: &str,
                row: &[chancery_dataset::Cell],
                cell: &chancery_dataset::Cell| {
        let id = || row.first().map(ToString::to_string).unwrap_or_default();
        match column {
            "path" => Some(
                html! { a href={ "/documents/" (id()) } { (quoted(&cell.to_string())) } },
            ),
            // An address of the web is shown and not followed: nothing here leads outside.
            "url" => Some(html! { code.url { (quoted(&cell.to_string())) } }),
            _ => None,
        }
    };
    let sheet = Sheet::of(contents).drawn(&draw).without(&["id"]).paged(&table, asked)?;
    let summary = view.reading.summary(view.library)?;
    let body = html! {
        h1 { "Documents" }
        p.lead {
            (number(summary.documents, "document")) ", "
            @if summary.without_publisher > 0 { "at most " }
            (number(summary.publishers.len(), "independent publisher")) ". "
            "Documents of one publisher, one author or one text count as one voice."
        }
        (sheet)
    };
    Ok(Page::new("Documents", table, body).into())
}
