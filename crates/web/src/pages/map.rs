//! Where incidents are told to have taken place, no sharper than the words.

use super::dyads::{period, time};
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::chart::map;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let table = contents.list_places(&time(asked)?);
    let drawn = |as_what: &str| {
        let rows = table.rows.iter();
        rows.filter(|row| row[10].to_string() == as_what).count()
    };
    let undrawn = drawn("area, not drawn");
    let sheet = Sheet::of(contents).paged(&table, asked)?;
    let body = html! {
        h1 { "Map" }
        p.lead {
            (number(table.rows.len(), "place")) " of incidents: " (drawn("point")) " told as a town or site and \
            drawn as points, " (drawn("state")) " as a state and shaded as a whole, " (drawn("within its state"))
            " as a region or place within a state and dotted over it. "
            (undrawn) " more are areas and not drawn: a border, water, a part of the world, or not known. They \
            stand in the table, as all do."
        }
        (period("/map", asked))
        (map::draw(&table))
        (sheet)
    };
    Ok(Page::new("Map", table, body).into())
}
