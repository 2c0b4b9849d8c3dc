//! The accounts of an incident side by side: attribute by asserter, each value with its words.

use crate::address;
use crate::layout::{quoted, status};
use chancery_dataset::{AccountMatrix, AccountRow, AccountValue, Asserter, Attribute};
use chancery_model::{ActorId, DocumentId, Speaker, Status};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The matrix. Asserters are grouped by side: publishers in their own voice, then the voices of
/// each state by code, then all others.
pub(super) fn draw(matrix: &AccountMatrix) -> Markup {
    let mut sides: BTreeMap<(u8, Option<&ActorId>), Vec<usize>> = BTreeMap::new();
    for (at, asserter) in matrix.asserters.iter().enumerate() {
        sides.entry(side(asserter)).or_default().push(at);
    }
    let order: Vec<usize> = sides.values().flatten().copied().collect();
    html! {
        div.sheet.matrix role="region" tabindex="0" aria-label="Accounts side by side" {
            table {
                thead {
                    tr {
                        td {}
                        @for ((group, state), columns) in &sides {
                            th.side scope="colgroup" colspan=(columns.len()) {
                                @match (group, state) {
                                    (0, _) => "publishers in their own voice",
                                    (1, Some(state)) => { "voices of " (state.as_str()) },
                                    _ => "other voices",
                                }
                            }
                        }
                    }
                    tr {
                        th scope="col" { "attribute" }
                        @for at in &order {
                            @let asserter = &matrix.asserters[*at];
                            th scope="col" {
                                span.count { (at + 1) } " "
                                a href=(address::document(asserter.document)) { (quoted(&asserter.label)) }
                            }
                        }
                    }
                }
                tbody {
                    @for row in &matrix.rows {
                        tr {
                            th scope="row" {
                                (row.attribute.words())
                                span.agreement data-agreement=(row.agreement.word().replace(' ', "-")) {
                                    (row.agreement.word())
                                }
                            }
                            @for at in &order {
                                td { (cell(row, &row.cells[*at], matrix.asserters[*at].document)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn side(asserter: &Asserter) -> (u8, Option<&ActorId>) {
    match &asserter.speaker {
        Speaker::Publisher => (0, None),
        Speaker::Actor(actor) if actor.country.is_some() => (1, actor.country.as_ref()),
        _ => (2, None),
    }
}

fn cell(row: &AccountRow, values: &[AccountValue], document: DocumentId) -> Markup {
    if values.is_empty() {
        return html! { span.silent { "does not say" } };
    }
    let mut told: Vec<&AccountValue> = Vec::new();
    for value in values {
        let is_known = |one: &&AccountValue| {
            one.value == value.value
                && (row.attribute == Attribute::Status || one.words == value.words)
        };
        if !told.iter().any(is_known) {
            told.push(value);
        }
    }
    html! {
        ul.values {
            @for value in told {
                li { (one(row, value, document)) }
            }
        }
    }
}

fn one(row: &AccountRow, value: &AccountValue, document: DocumentId) -> Markup {
    let words = value.words.as_deref().filter(|words| {
        row.attribute != Attribute::Status
            && !value.value.to_lowercase().contains(&words.to_lowercase())
    });
    let text = html! {
        @if row.attribute == Attribute::Status { (status(&value.value)) }
        @else { (quoted(&value.value)) }
    };
    html! {
        @match value.span {
            Some(span) => a.value href=(address::words(document, span)) { (text) },
            None => span.value { (text) },
        }
        @if let Some(words) = words { " " q.words { (quoted(words)) } }
        @if value.status != Status::Asserted && row.attribute != Attribute::Status {
            " " (status(value.status.word()))
        }
        " " a.why href=(address::event(value.event))
            aria-label={ "Why: " (value.event.short()) } title="why" { "why" }
    }
}

/// How the attributes of a matrix stand to each other, and whose voices are missing.
pub(super) fn notes(matrix: &AccountMatrix) -> Markup {
    let one_sided = || {
        let rows = matrix.rows.iter();
        rows.flat_map(|row| row.values.iter().map(move |value| (row, value)))
            .filter_map(|(row, value)| Some((row, value, value.one_sided.as_ref()?)))
    };
    html! {
        @if !matrix.absent.is_empty() {
            p.note {
                "Not heard: "
                @for (index, party) in matrix.absent.iter().enumerate() {
                    @if index > 0 { ", " } (party.as_str())
                }
                " take part, and nobody of theirs is quoted."
            }
        }
        @if one_sided().next().is_some() {
            details.note {
                summary { "Values that rest on the voices of one party alone" }
                ul {
                    @for (row, value, party) in one_sided() {
                        li { (row.attribute.words()) ": " (quoted(&value.value)) ", by voices of " (party.as_str()) " alone" }
                    }
                }
            }
        }
    }
}
