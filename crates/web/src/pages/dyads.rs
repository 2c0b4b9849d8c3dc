//! Pairs of parties.

use crate::address;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{number, quoted};
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::{Cell, Query};
use maud::{Markup, html};

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = contents.list_dyads(&time(asked)?, &view.library.codebook);
    let sheet = Sheet::of(contents).drawn(&to_pair).paged(&table, asked)?;
    let body = html! {
        h1 { "Dyads" }
        p.lead {
            (number(table.rows.len(), "pair")) " of parties, each in the order of their codes. Incidents \
            are counted, not mentions; cooperation and conflict are never set off against each other."
        }
        (period("/dyads", asked))
        (sheet)
    };
    Ok(Page::new("Dyads", table, body).into())
}

/// The first two cells of a row, parties by code, as the way to what is between them.
pub(super) fn to_pair(column: &str, row: &[Cell], cell: &Cell) -> Option<Markup> {
    let code = |at: usize| row.get(at).map(ToString::to_string).unwrap_or_default();
    let is_party = matches!(column, "first" | "second" | "acting" | "acted_upon");
    is_party.then(|| {
        html! { a href=(address::dyad(&code(0), &code(1))) { (quoted(&cell.to_string())) } }
    })
}

/// The time asked for.
pub(super) fn time(asked: &Asked) -> Result<Query, Failure> {
    Ok(Query {
        after: asked.date("after")?,
        before: asked.date("before")?,
        ..Query::default()
    })
}

/// The form by which a time is asked for.
pub(super) fn period(action: &str, asked: &Asked) -> Markup {
    html! {
        form.filters action=(action) {
            label { span { "After" } input type="text" name="after" value=[asked.get("after")] placeholder="2023-01"; }
            label { span { "Before" } input type="text" name="before" value=[asked.get("before")] placeholder="2024"; }
            button { "Show" }
        }
    }
}
