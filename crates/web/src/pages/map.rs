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
    let points =
        table.rows.iter().filter(|row| row[7] != chancery_dataset::Cell::Empty).count();
    let sheet = Sheet::of(contents).paged(&table, asked)?;
    let body = html! {
        h1 { "Map" }
        p.lead {
            (number(table.rows.len(), "place")) " of incidents: " (points) " told as a town or site and \
            drawn as points, " (table.rows.len() - points) " wider or unknown. A state is shaded as a whole; a border, \
            a region or water has no point and stands in the table alone."
        }
        (period("/map", asked))
        (map::draw(&table))
        (sheet)
    };
    Ok(Page::new("Map", table, body).into())
}
