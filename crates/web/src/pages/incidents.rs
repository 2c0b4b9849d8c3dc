//! Incidents, the most contested first, and the form by which events are asked for.

use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::number;
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_model::Status;
use maud::{Markup, html};

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let query = asked.query()?;
    let sheet = Sheet::of(contents);
    let (table, all, sheet) =
        sheet.long(asked, |places| contents.list_incidents_at(&query, places))?;
    let body = html! {
        h1 { "Incidents" }
        p.lead {
            (number(all, "incident")) ", the most contested first. Each row tells what \
            most accounts have in common; the accounts themselves are one click away."
        }
        (filters("/incidents", asked))
        (sheet)
    };
    Ok(Page::new("Incidents", table, body).into())
}

/// The form by which events are asked for.
pub(super) fn filters(action: &str, asked: &Asked) -> Markup {
    let field = |name: &'static str, label: &str, hint: &str| {
        html! {
            label { span { (label) }
                input type="text" name=(name) value=[asked.get(name)] placeholder=(hint) autocomplete="off";
            }
        }
    };
    html! {
        form.filters action=(action) {
            (field("actor", "Actor", "code"))
            (field("source_actor", "Who acts", "code"))
            (field("target_actor", "Upon whom", "code"))
            (field("type", "Type", "TYPE/mode"))
            label { span { "Status" }
                select name="status" {
                    option value="" { "any" }
                    @for status in Status::ALL {
                        @let word = status.word();
                        option value=(word) selected[asked.get("status") == Some(word)] { (word) }
                    }
                }
            }
            (field("after", "After", "2023-01"))
            (field("before", "Before", "2024"))
            button { "Show" }
        }
    }
}
