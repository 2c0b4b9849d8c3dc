//! The codebook: event types and every rule, with where each fired.

use crate::address;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::{Cell, quad_words};
use maud::html;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let codebook = &view.library.codebook;
    let table = contents.list_rules(codebook);
    let draw = |column: &str, _: &[Cell], cell: &Cell| match column {
        "id" => {
            let id = cell.to_string();
            Some(html! { a href=(address::rule(&id)) { code { (id) } } })
        }
        "codes" => Some(html! { span.action { (cell) } }),
        _ => None,
    };
    let sheet =
        Sheet::of(contents).drawn(&draw).without(&["place"]).paged(&table, asked)?;
    let fired = table.rows.iter().filter(|row| row[7] != Cell::Number(0)).count();
    let body = html! {
        h1 { "Codebook" }
        p.lead {
            (number(table.rows.len(), "rule")) ", " (fired) " of which fired here. Each has sentences it \
            codes and sentences it refuses, and both are run in its tests."
        }
        (sheet)
        h2 { "Event types" }
        dl.types {
            @for kind in &codebook.ontology.types {
                dt id=(kind.id) { span.action { (kind.id) } " " (kind.name) }
                dd {
                    (kind.definition) " " span.by { (quad_words(kind.quad)) }
                    @if !kind.modes.is_empty() {
                        " Modes: " (kind.modes.iter().map(|mode| mode.id.as_str()).collect::<Vec<_>>().join(", ")) "."
                    }
                }
            }
        }
    };
    Ok(Page::new("Codebook", table, body).into())
}
