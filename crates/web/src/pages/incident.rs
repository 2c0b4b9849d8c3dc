//! One incident: its accounts side by side, the sentences, and why they were taken for one.

use super::matrix;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{number, quoted, status};
use crate::routes::View;
use crate::{address, sheet};
use chancery_dataset::{AccountMatrix, IncidentBrief, chain};
use chancery_model::{Incident, IncidentId};
use maud::{Markup, html};

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let given = asked.named.first().map_or("", String::as_str);
    let incident = view.library.ask(|dataset| dataset.incident(given))?;
    if incident.id.to_string() != given {
        return Ok(Outcome::Moved(asked_at(asked, &address::incident(incident.id))));
    }
    let matrix = contents.accounts(&incident);
    let brief = brief(view, incident.id)?;
    let asserters = matrix.asserters.iter().flat_map(|asserter| &asserter.events);
    let members: Vec<_> = asserters.filter_map(|id| contents.event(*id)).collect();
    let doubts = super::doubt::doubts(view, Some(incident.id), &members)?;
    let body = html! {
        h1 { (deed(brief)) }
        (told(brief, &matrix))
        (matrix::draw(&matrix))
        (matrix::notes(&matrix))
        (doubts)
        h2 { "Sentences" }
        (sentences(view, &matrix))
        (links(&incident))
    };
    let title = plain_deed(brief);
    Ok(Page::new(title, matrix.to_table(), body).into())
}

/// The same face of another address.
pub(super) fn asked_at(asked: &Asked, address: &str) -> String {
    let ending = match asked.face {
        crate::asked::Face::Page => "",
        crate::asked::Face::Json => ".json",
        crate::asked::Face::Csv => ".csv",
    };
    format!("{address}{ending}")
}

/// An incident in one line.
pub(super) fn brief<'a>(
    view: &'a View<'_>,
    id: IncidentId,
) -> Result<&'a IncidentBrief, Failure> {
    let briefs = view.reading.contents.briefs();
    let found = briefs.iter().find(|brief| brief.id == id);
    found.ok_or_else(|| Failure::Missing(format!("there is no incident {id}")))
}

/// Who is said to have done what to whom.
pub(super) fn deed(brief: &IncidentBrief) -> Markup {
    html! {
        span.action { (brief.action) } " "
        @if brief.source_actors.is_empty() { "(not said who)" }
        @else { (quoted(&brief.source_actors.join(", "))) }
        @if !brief.target_actors.is_empty() { " → " (quoted(&brief.target_actors.join(", "))) }
        @if let Some(date) = &brief.date { ", " time { (date.edtf()) } }
        @if let Some(place) = &brief.place { ", " (quoted(place)) }
    }
}

pub(super) fn plain_deed(brief: &IncidentBrief) -> String {
    let who = |labels: &[Box<str>], nobody: &str| {
        if labels.is_empty() { nobody.to_owned() } else { labels.join(", ") }
    };
    let date = brief.date.as_ref().map_or("no date", |date| date.edtf());
    let (acting, acted_upon) = (
        who(&brief.source_actors, "not said who"),
        who(&brief.target_actors, "not said upon whom"),
    );
    format!("{} {acting} → {acted_upon}, {date}", brief.action)
}

/// How broadly an incident is told.
pub(super) fn told(brief: &IncidentBrief, matrix: &AccountMatrix) -> Markup {
    html! {
        p.lead {
            "Told in " (number(brief.events, "mention")) " of " (number(brief.documents, "document"))
            " by " (number(matrix.publishers.len(), "independent publisher")) ", "
            (number(matrix.origins.len(), "independent voice")) ": "
            @for (index, (one, times)) in brief.statuses.iter().enumerate() {
                @if index > 0 { ", " } (times) " " (status(one.word()))
            }
            "."
            @if let Some(party) = &brief.one_sided { " Rests on voices of " (party.as_str()) " alone." }
        }
    }
}

fn sentences(view: &View<'_>, matrix: &AccountMatrix) -> Markup {
    let contents = &view.reading.contents;
    html! {
        ol.sentences {
            @for asserter in &matrix.asserters {
                li {
                    p.by { (quoted(&asserter.label)) " " span.path { (quoted(&asserter.path)) } }
                    @for event in asserter.events.iter().filter_map(|id| contents.event(*id)) {
                        @if let Some(document) = contents.document(event.document) {
                            @let words = event.sentence.text(&document.text).unwrap_or_default();
                            blockquote {
                                a href=(address::words(document.id, event.sentence)) { (quoted(words.trim())) }
                            }
                            p.by {
                                (status(event.claim.status.value.word())) " by "
                                (quoted(&chain(document, event))) " · why "
                                (sheet::id(&event.id.to_string()))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn links(incident: &Incident) -> Markup {
    html! {
        @if !incident.links.is_empty() {
            details.note {
                summary { "Why these mentions are taken for one incident ("
                    (number(incident.links.len(), "link")) ")" }
                ul {
                    @for link in &incident.links {
                        li {
                            (sheet::id(&link.events[0].to_string())) " ~ "
                            (sheet::id(&link.events[1].to_string()))
                            " " (format!("0.{:03}", link.permille.min(999))) " "
                            (link.shared.join(", "))
                        }
                    }
                }
            }
        }
    }
}
