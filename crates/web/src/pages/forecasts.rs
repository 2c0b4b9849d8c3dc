//! Predictions: who foresees what, by which words, until when, on which condition.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let table = view.reading.forecasts(view.library)?.clone();
    let sheet = Sheet::of(&view.reading.contents).paged(&table, asked)?;
    let body = html! {
        h1 { "Forecasts" }
        p.lead {
            (number(table.rows.len(), "prediction")) ", as their documents have them. The interval is \
            that of ICD-203 where the words are on its scale; may, could and will are on none. Nothing \
            here says which came true."
        }
        (sheet)
    };
    Ok(Page::new("Forecasts", table, body).into())
}
