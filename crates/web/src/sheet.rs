//! A table of the dataset as a table of a page.

use crate::answer::Failure;
use crate::asked::{Asked, Face};
use crate::layout::{plain, quoted, status};
use crate::{address, layout};
use chancery_dataset::{Cell, Contents, Table};
use maud::{Markup, html};
use std::ops::Range;

/// Rows on one page.
pub(crate) const ROWS: usize = 100;

/// Columns whose cells are somebody's words.
const QUOTED: &[&str] = &["sentence", "passage", "hedge", "condition"];
/// Columns that a narrow screen can do without, if their table has others.
const WIDE: &[&str] = &["sentence", "passage"];

/// Bytes of values that stand beside each other; longer ones stand below each other.
const SHORT: usize = 24;

/// How a page draws a cell of its own: column, row, cell; `None` leaves it to us.
type Draw<'a> = dyn Fn(&str, &[Cell], &Cell) -> Option<Markup> + 'a;

/// How a table is to look.
pub(crate) struct Sheet<'a> {
    contents: &'a Contents,
    hidden: &'a [&'a str],
    draw: &'a Draw<'a>,
}

impl<'a> Sheet<'a> {
    pub(crate) fn of(contents: &'a Contents) -> Self {
        Self { contents, hidden: &[], draw: &|_, _, _| None }
    }

    /// Leaves columns out that the page tells elsewhere.
    pub(crate) fn without(self, hidden: &'a [&'a str]) -> Self {
        Self { hidden, ..self }
    }

    /// Draws some cells otherwise.
    pub(crate) fn drawn(self, draw: &'a Draw<'a>) -> Self {
        Self { draw, ..self }
    }

    /// The rows asked for, with the way to the others.
    pub(crate) fn paged(&self, table: &Table, asked: &Asked) -> Result<Markup, Failure> {
        let from = asked.number("from")?.unwrap_or(0).min(table.rows.len());
        let to = (from + ROWS).min(table.rows.len());
        self.part(table, &table.rows[from..to], [from, table.rows.len()], asked)
    }

    /// Rows of a table that begin with one of all, with the way to the others.
    fn part(
        &self,
        table: &Table,
        rows: &[Vec<Cell>],
        [from, all]: [usize; 2],
        asked: &Asked,
    ) -> Result<Markup, Failure> {
        let to = from + rows.len();
        let step = |to: usize| asked.with(&[("from", &to.to_string())]);
        let pages = html! {
            @if all > rows.len() {
                nav.pages aria-label={ "Rows of " (table.title) } {
                    @if from > 0 {
                        a rel="prev" href=(step(from.saturating_sub(ROWS))) { "← earlier rows" }
                    }
                    span { (from + 1) " to " (to) " of " (all) }
                    @if to < all {
                        a rel="next" href=(step(to)) { "further rows →" }
                    }
                }
            }
        };
        Ok(html! { (self.rows(table, rows)) (pages) })
    }

    /// The table of a long list with its page: of a page only the rows that it shows are made.
    pub(crate) fn long(
        &self,
        asked: &Asked,
        list: impl Fn(Range<usize>) -> (Table, usize),
    ) -> Result<(Table, usize, Markup), Failure> {
        if asked.face != Face::Page {
            let (table, all) = list(0..usize::MAX);
            return Ok((table, all, html! {}));
        }
        let from = asked.number("from")?.unwrap_or(0);
        let (table, all) = list(from..from.saturating_add(ROWS));
        let sheet = self.part(&table, &table.rows, [from.min(all), all], asked)?;
        Ok((table, all, sheet))
    }

    /// All rows.
    pub(crate) fn whole(&self, table: &Table) -> Markup {
        self.rows(table, &table.rows)
    }

    fn rows(&self, table: &Table, rows: &[Vec<Cell>]) -> Markup {
        if rows.is_empty() {
            return html! { p.none { "Nothing." } };
        }
        let shown: Vec<usize> = (0..table.columns.len())
            .filter(|at| !self.hidden.contains(&&*table.columns[*at].name))
            .collect();
        html! {
            div.sheet role="region" tabindex="0" aria-label=(plain(&table.title)) {
                table {
                    thead { tr {
                        @for at in &shown {
                            @let column = &table.columns[*at];
                            th scope="col" data-column=(column.name) { (plain(&column.heading)) }
                        }
                    } }
                    tbody {
                        @for row in rows {
                            tr {
                                @for at in &shown {
                                    (self.cell(&table.columns[*at].name, row, &row[*at]))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn cell(&self, column: &str, row: &[Cell], cell: &Cell) -> Markup {
        let inside =
            (self.draw)(column, row, cell).unwrap_or_else(|| self.inside(column, cell));
        let class = match cell {
            Cell::Number(_) => Some("number"),
            _ if WIDE.contains(&column) => Some("wide"),
            _ => None,
        };
        html! { td class=[class] data-column=(column) { (inside) } }
    }

    fn inside(&self, column: &str, cell: &Cell) -> Markup {
        let words = cell.to_string();
        match (column, cell) {
            (_, Cell::Empty) => html! { span.silent { "–" } },
            (_, Cell::Id(id)) => self::id(id),
            ("status", _) => status(&words),
            ("document", _) => match self.contents.document_at(&words) {
                Some(document) => {
                    html! { a href=(address::document(document.id)) { (quoted(&words)) } }
                }
                None => quoted(&words),
            },
            ("event_ids" | "incidents", Cell::List(ids)) => html! {
                @for one in ids { (self::id(one)) " " }
            },
            (_, Cell::List(values)) if values.iter().all(|value| value.len() < SHORT) => {
                quoted(&values.join(", "))
            }
            (_, Cell::List(values)) => html! {
                @for (index, value) in values.iter().enumerate() {
                    @if index > 0 { br; }
                    (quoted(value))
                }
            },
            (column, _) if QUOTED.contains(&column) => html! { q { (quoted(&words)) } },
            _ => quoted(&words),
        }
    }
}

/// A link to whatever has this id.
pub(crate) fn id(id: &str) -> Markup {
    let place = match id.chars().next() {
        Some('E') => "events",
        Some('I') => "incidents",
        Some('D') => "documents",
        _ => return html! { code { (layout::plain(id)) } },
    };
    let short: String = id.chars().take(10).collect();
    html! { a.id href={ "/" (place) "/" (id) } { (short) } }
}
