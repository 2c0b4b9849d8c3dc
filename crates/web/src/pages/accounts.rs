//! The first page: what is contested between two parties, and who says what.

use super::{incident, matrix};
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::chart::timeline;
use crate::layout::number;
use crate::routes::View;
use chancery_dataset::{Between, IncidentBrief, Query, Summary};
use chancery_model::{ActorId, DateSpan, Day, Incident, IncidentId, Status};
use maud::{Markup, html};

/// Incidents listed beside the matrix.
const LISTED: usize = 60;
/// Marks of the timeline, at most: the most contested come first.
const DRAWN: usize = 400;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let contents = &view.reading.contents;
    let summary = view.reading.summary(view.library)?;
    let pair = pair(view, asked);
    let time = Query {
        after: asked.date("after")?,
        before: asked.date("before")?,
        ..Query::default()
    };
    let told = match &pair {
        Some([a, b]) => contents.concerning([a, b], &time),
        None => Vec::new(),
    };
    let wanted = asked.get("incident");
    let chosen = match wanted {
        Some(id) => Some(view.library.ask(|dataset| dataset.incident(id))?),
        None => told
            .first()
            .map(|one| one.brief.id)
            .or_else(|| {
                // Of a pair that shares no incident nothing is shown of others.
                let first = contents.briefs().first().filter(|_| pair.is_none());
                first.map(|brief| brief.id)
            })
            .and_then(|id| contents.incident(id).cloned()),
    };
    let id = chosen.as_ref().map(|incident| incident.id);
    let table = chancery_dataset::Contents::list_briefs(told.iter().map(|one| one.brief));
    let body = html! {
        h1.quiet { "Accounts" }
        (facts(view, summary))
        (dyads(view, asked, pair.as_ref()))
        @if let Some([a, b]) = &pair { (river(asked, [a, b], &told, id)?) }
        div.columns {
            section.contested aria-labelledby="contested" {
                h2 id="contested" { "Most contested" }
                (list(asked, &told, id))
            }
            section.accounts aria-labelledby="accounts" {
                h2 id="accounts" { "Who says what" }
                @if let Some(incident) = &chosen { (accounts(view, incident)?) }
                @else { p.none { "No incident." } }
            }
        }
    };
    let mut page = Page::new("Accounts", table, body);
    page.scripts = &["timeline.js"];
    Ok(page.into())
}

/// The pair asked for, by code; else the one with most incidents.
fn pair(view: &View<'_>, asked: &Asked) -> Option<[String; 2]> {
    let mut pair = match (asked.get("a"), asked.get("b")) {
        (Some(a), Some(b)) => [a.to_owned(), b.to_owned()],
        _ => view
            .reading
            .dyads(view.library)
            .rows
            .first()
            .map(|row| [row[0].to_string(), row[1].to_string()])?,
    };
    pair.sort();
    Some(pair)
}

/// What the dataset is, on one line, and what it lacks.
fn facts(view: &View<'_>, summary: &Summary) -> Markup {
    let asserted = summary.statuses.get(&Status::Asserted).copied().unwrap_or(0);
    let share = (asserted * 100).checked_div(summary.events);
    let bases = view.reading.bases(view.library, summary);
    let fact = |value: Markup, name: &str| html! { div { dt { (name) } dd { (value) } } };
    html! {
        dl.facts {
            (fact(html! { a href="/documents" { (summary.documents) } }, "documents"))
            (fact(html! { @if summary.without_publisher > 0 { "≤ " } (summary.publishers.len()) },
                "independent publishers"))
            (fact(html! { a href="/incidents" { (summary.incidents) } }, "incidents"))
            (fact(html! {
                a href="/events?status=asserted" { (share.map_or("–".into(), |share| format!("{share} %"))) }
                small { " of " (number(summary.events, "mention")) }
            }, "asserted"))
            (fact(html! {
                (summary.with_contradictions) small { " contradicted" } ", "
                (summary.with_differing_values) small { " differing" }
            }, "contested"))
            (fact(voices(summary), "words quoted, by side"))
            (fact(html! { code { (summary.digest.to_string().chars().take(8).collect::<String>()) } }, "build"))
            div.missing { dt { "missing" } dd { (missing(summary, bases)) } }
        }
    }
}

fn voices(summary: &Summary) -> Markup {
    html! {
        @if summary.voices.is_empty() { "nobody is quoted" }
        @for (index, share) in summary.voices.iter().take(4).enumerate() {
            @if index > 0 { ", " }
            (share.country.as_ref().map_or("others", ActorId::as_str)) " " (share.words)
        }
        @if summary.voices.len() > 4 { small { ", and " (summary.voices.len() - 4) " more" } }
    }
}

fn missing(summary: &Summary, bases: &chancery_dataset::Bases) -> Markup {
    let mut told = Vec::new();
    if !bases.absent.is_empty() {
        let states: Vec<&str> = bases.absent.iter().map(ActorId::as_str).collect();
        told.push(format!(
            "0 of {} publishers known to be based in {}",
            summary.publishers.len(),
            states.join(" or in ")
        ));
    }
    if !summary.undated.is_empty() {
        told.push(format!("{} undated", number(summary.undated.len(), "document")));
    }
    if summary.without_publisher > 0 {
        told.push(format!(
            "{} without a publisher",
            number(summary.without_publisher, "document")
        ));
    }
    if summary.events_without_date > 0 {
        told.push(format!(
            "{} without a date",
            number(summary.events_without_date, "mention")
        ));
    }
    if summary.is_interrupted {
        told.push("a later build was interrupted".into());
    }
    html! { @if told.is_empty() { "nothing known" } @else { (told.join("; ")) } }
}

/// The pairs to choose from, and the time.
fn dyads(view: &View<'_>, asked: &Asked, pair: Option<&[String; 2]>) -> Markup {
    let known = view.reading.dyads(view.library);
    html! {
        form.dyads action="/accounts" {
            span.label { "Between" }
            (party("a", pair.map(|p| p[0].as_str()), known))
            span.label { "and" }
            (party("b", pair.map(|p| p[1].as_str()), known))
            label { span { "from" } input type="text" name="after" size="8" value=[asked.get("after")] placeholder="2022-06"; }
            label { span { "to" } input type="text" name="before" size="8" value=[asked.get("before")] placeholder="2024"; }
            button { "Show" }
            span.often {
                @for row in known.rows.iter().take(6) {
                    @let (a, b) = (row[0].to_string(), row[1].to_string());
                    a href=(crate::address::with("/accounts", &[("a", &a), ("b", &b)]))
                        aria-current=[pair.is_some_and(|p| p[0] == a && p[1] == b).then_some("true")] {
                        (a) " – " (b) " " span.count { (row[2]) }
                    }
                }
            }
        }
    }
}

fn party(name: &str, chosen: Option<&str>, known: &chancery_dataset::Table) -> Markup {
    let mut codes: Vec<String> = known
        .rows
        .iter()
        .flat_map(|row| [row[0].to_string(), row[1].to_string()])
        .collect();
    codes.extend(chosen.map(str::to_owned));
    codes.sort();
    codes.dedup();
    html! {
        select name=(name) aria-label={ "Party " (name) } {
            @for code in &codes {
                option value=(code) selected[chosen == Some(code)] { (code) }
            }
        }
    }
}

fn river(
    asked: &Asked,
    pair: [&str; 2],
    told: &[Between<'_>],
    chosen: Option<IncidentId>,
) -> Result<Markup, Failure> {
    let undated = told.iter().filter(|one| one.brief.date.is_none()).count();
    let Some((mut days, mut before)) = timeline::days(told) else {
        return Ok(
            html! { p.none { "No dated incident between " (pair[0]) " and " (pair[1]) "." } },
        );
    };
    let end = |date: Option<DateSpan>, of: fn(&DateSpan) -> Option<Day>| {
        date.and_then(|d| of(&d))
    };
    if let Some(first) = end(asked.date("after")?, DateSpan::earliest) {
        (days[0], before) = (first, 0);
    } else if asked.has("all") {
        let all = told.iter().filter_map(|one| one.brief.date.as_ref()?.earliest());
        (days[0], before) = (all.min().unwrap_or(days[0]), 0);
    }
    if let Some(last) = end(asked.date("before")?, DateSpan::latest) {
        days[1] = last;
    }
    days.sort();
    let drawn: Vec<&Between<'_>> = told.iter().take(DRAWN).collect();
    let target =
        |id: IncidentId| asked.with(&[("incident", &id.to_string())]) + "#accounts";
    Ok(html! {
        figure.river {
            figcaption {
                "Incidents between " strong { (pair[0]) } " and " strong { (pair[1]) }
                ", by who acted. "
                @if before > 0 { a href=(asked.with(&[("all", "1")])) { (number(before, "earlier incident")) } ". " }
                @if undated > 0 { (number(undated, "incident")) " without a date: in the list only. " }
                @if told.len() > drawn.len() { "The " (drawn.len()) " most contested of " (told.len()) " are drawn. " }
            }
            div.scroll role="region" tabindex="0" aria-label="Timeline" {
                (timeline::draw(pair, &drawn, days, chosen, &target))
            }
            (timeline::legend())
        }
    })
}

fn list(asked: &Asked, told: &[Between<'_>], chosen: Option<IncidentId>) -> Markup {
    html! {
        @if told.is_empty() { p.none { "No incident between these two in this time." } }
        ol.incidents {
            @for one in told.iter().take(LISTED) {
                @let brief = one.brief;
                li aria-current=[(chosen == Some(brief.id)).then_some("true")] {
                    a href={ (asked.with(&[("incident", &brief.id.to_string())])) "#accounts" } { (incident::deed(brief)) }
                    p.by {
                        (number(brief.events, "mention")) ", " (number(brief.documents, "document")) ", "
                        (number(brief.publishers, "publisher"))
                        " · " span.vouched { (one.vouching.words()) }
                        (parted(brief))
                    }
                }
            }
        }
        @if told.len() > LISTED { p { a href="/incidents" { "All incidents" } } }
    }
}

/// What the accounts part in.
fn parted(brief: &IncidentBrief) -> Markup {
    let kinds = [
        ("contradicted", &brief.contradicted),
        ("differing", &brief.differing),
        ("spread", &brief.spread),
    ];
    html! {
        @for (how, attributes) in kinds {
            @if !attributes.is_empty() {
                " · " span.agreement data-agreement=(how) { (how) }
                " " (attributes.iter().map(|a| a.words()).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn accounts(view: &View<'_>, chosen: &Incident) -> Result<Markup, Failure> {
    let matrix = view.reading.contents.accounts(chosen);
    let brief = incident::brief(view, chosen.id)?;
    Ok(html! {
        h3 { a href=(crate::address::incident(chosen.id)) { (incident::deed(brief)) } }
        (incident::told(brief, &matrix))
        (matrix::draw(&matrix))
        (matrix::notes(&matrix))
    })
}
