//! One actor: names, offices over time, what it did, said and had done to it.

use crate::address;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{number, quoted};
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::{Part, Table, kind_word, names_of_actor, offices_of_actor};
use maud::{Markup, html};

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let id = asked.named.first().map_or("", String::as_str);
    let Some(actor) = contents.actor(id) else {
        return Err(Failure::Missing(format!(
            "no event tells of an actor `{id}` with a page"
        )));
    };
    let names = names_of_actor(id, &view.library.files);
    let offices = offices_of_actor(id, &view.library.codebook);
    let table = contents.events_of_actor(id);
    let times = |part: Part| {
        table.rows.iter().filter(|row| row[0].to_string() == part.words()).count()
    };
    let sheet = Sheet::of(contents);
    let body = html! {
        h1 { (quoted(&actor.label)) " " code { (actor.id) } }
        p.lead {
            (kind_word(actor.kind))
            @if let Some(state) = &actor.country && *state != actor.id {
                " of " a href=(address::actor(state.as_str())) { (state.as_str()) }
            }
            @if let Some(sector) = &actor.sector { ", sector " (sector.as_str()) }
            ". Acts in " (times(Part::Did)) ", speaks in " (times(Part::Said))
            ", is acted upon in " (number(times(Part::HadDone), "mention")) "."
        }
        div.columns.even {
            section { h2 { "Names" } (known(&sheet, &names, "no name of its own in the codebook: it is read by its office or role")) }
            section { h2 { "Offices" } (known(&sheet, &offices, "none in the codebook")) }
        }
        h2 { "Did, said, had done to it" }
        (sheet.paged(&table, asked)?)
    };
    Ok(Page::new(actor.label.to_string(), table, body).into())
}

fn known(sheet: &Sheet<'_>, table: &Table, none: &str) -> Markup {
    html! {
        @if table.rows.is_empty() { p.none { (none) } } @else { (sheet.whole(table)) }
    }
}
