//! Search in the texts.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{number, quoted};
use crate::routes::View;
use crate::sheet;
use crate::{address, sheet::ROWS};
use chancery_dataset::{Cell, Search, Table, search_in};
use chancery_model::Span;
use maud::{Markup, html};

/// Passages found, at most, unless another limit is asked for.
const MOST: usize = 1000;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let limit = Some(asked.number("limit")?.unwrap_or(MOST));
    let search = match asked.get("q") {
        Some(words) => Search::parse(words)?,
        None => {
            return Ok(Page::new("Search", Table::new("passages", &[]), empty()).into());
        }
    };
    let table =
        view.library.ask(|dataset| search_in(dataset, contents, &search, limit))?;
    let from = asked.number("from")?.unwrap_or(0).min(table.rows.len());
    let to = (from + ROWS).min(table.rows.len());
    let body = html! {
        h1 { "Search" }
        p.lead {
            (number(table.rows.len(), "passage"))
            @if limit == Some(table.rows.len()) { " or more" }
            " for " q { (quoted(asked.get("q").unwrap_or_default())) } "."
        }
        ol.passages start=(from + 1) {
            @for row in &table.rows[from..to] { (passage(view, row)) }
        }
        @if to < table.rows.len() {
            nav.pages aria-label="Further passages" {
                a rel="next" href=(asked.with(&[("from", &to.to_string())])) { "further passages →" }
            }
        }
        details { summary { "What can be asked" } (language()) }
    };
    Ok(Page::new("Search", table, body).into())
}

fn passage(view: &View<'_>, row: &[Cell]) -> Markup {
    let contents = &view.reading.contents;
    let path = row[0].to_string();
    let offset = |at: usize| row[at].to_string().parse::<usize>().ok();
    let span = offset(3).zip(offset(4)).and_then(|(start, end)| Span::of(start, end));
    let document = contents.document_at(&path);
    let link =
        document.zip(span).map(|(document, span)| address::words(document.id, span));
    let lists = [6, 7].map(|at| match &row[at] {
        Cell::List(values) => values.clone(),
        _ => Vec::new(),
    });
    html! {
        li {
            p { a href=[link] { (quoted(&path)) } " "
                span.by { (quoted(&row[2].to_string())) " " (row[1]) } }
            blockquote { (quoted(&row[5].to_string())) }
            @if !lists[0].is_empty() {
                ul.told {
                    @for (deed, event) in lists[0].iter().zip(&lists[1]) {
                        li { (sheet::id(event)) " " (quoted(deed)) }
                    }
                }
            }
        }
    }
}

fn empty() -> Markup {
    html! {
        h1 { "Search" }
        form.filters action="/search" {
            label { span { "Words and events" } input type="search" name="q"; }
            button { "Search" }
        }
        (language())
    }
}

fn language() -> Markup {
    html! {
        p { "Words, \"phrases\" and beginnings* must all be in a passage; AND, OR, NOT and brackets \
             combine them, and -word must not be there." }
        p { code { "field:value" } " asks for passages that tell of an event: actor, source_actor (by), \
             target_actor (on), type, status, after, before; or for documents: document and \
             publisher, by a part of the name." }
        ul {
            li { code { "\"border corridor\" -railway" } }
            li { code { "embassy type:ASSAULT status:claimed" } }
            li { code { "after:2023 (visit OR talks)" } }
        }
    }
}
