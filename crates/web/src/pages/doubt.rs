//! Statements that cannot both be so, on the pages of what they bear on.

use crate::address;
use crate::answer::Failure;
use crate::layout::quoted;
use crate::routes::View;
use chancery_model::{Event, IncidentId};
use maud::{Markup, html};

/// The warnings that bear on an incident or its events, each with its sides and their words.
pub(super) fn doubts(
    view: &View<'_>,
    incident: Option<IncidentId>,
    events: &[&Event],
) -> Result<Markup, Failure> {
    let all = &view.reading.summary(view.library)?.warnings;
    let told: Vec<_> = all.iter().filter(|one| one.bears_on(incident, events)).collect();
    Ok(html! {
        @if !told.is_empty() {
            section.doubts aria-label="Cannot both be so" {
                h2 { "Cannot both be so" }
                @for warning in told {
                    p { (quoted(&warning.message)) }
                    ul {
                        @for side in &warning.sides {
                            li {
                                @match side.document.zip(side.span) {
                                    Some((document, span)) => {
                                        a href=(address::words(document, span)) { (quoted(&side.line())) }
                                    }
                                    None => (quoted(&side.line())),
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}
