//! Review: events by how uncertain they are and how much hangs on them, one at a time.

use crate::address;
use crate::answer::{Answer, Failure, Outcome, Page};
use crate::asked::{Asked, Face, pairs};
use crate::layout::{self, number, quoted, status};
use crate::library::Library;
use crate::routes::View;
use crate::sheet::Sheet;
use chancery_dataset::{
    Provenance, Queue, Table, all_codes, chain, code_of, decision_on, judged, judged_word,
};
use chancery_model::{Aspect, Decision, DecisionKind, Event, EventId, standing};
use maud::{Markup, html};

/// Events listed below the one at hand.
const LISTED: usize = 40;
/// Events of other incidents offered for a merge.
const OFFERED: usize = 25;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    // The queue itself is a table like any other; only deciding needs leave.
    if view.library.analyst.is_none() && asked.face == Face::Page {
        return Err(Failure::Refused(
            "start the server with `--review` to review".into(),
        ));
    }
    let decisions: Vec<Decision> =
        view.library.decisions()?.into_iter().map(|(decision, _)| decision).collect();
    let queue = view.reading.contents.queue(&decisions);
    let most = asked.number("limit")?.unwrap_or(usize::MAX).min(queue.len());
    let at = match asked.get("event") {
        Some(id) => queue.place(id).filter(|at| *at < most).ok_or_else(|| {
            Failure::Missing(format!("there is no event {id} in the queue"))
        })?,
        None => 0,
    };
    let shown = match asked.face {
        Face::Page => at.saturating_sub(5)..(at.saturating_sub(5) + LISTED).min(most),
        _ => 0..most,
    };
    let table = queue.table(shown);
    if asked.face != Face::Page {
        return Ok(Page::new("Review", table, html! {}).into());
    }
    let body = html! {
        h1 { "Review" }
        p.lead {
            (queue.open()) " of " (number(queue.len(), "event")) " not yet judged, by uncertainty times \
            influence. A decision is a row that is never changed; it counts from the next build on. "
            a href="/decisions" { (number(decisions.len(), "decision")) } " · "
            a href="/decisions.jsonl" download { "JSONL" }
        }
        @if let Some(id) = queue.at(at).filter(|_| at < most) {
            (current(view, &queue, [at, most], id, &decisions)?)
        } @else { p.none { "Nothing to review." } }
        h2 { "Queue" }
        (listed(view, &table))
    };
    Ok(Page::new("Review", table, body).into())
}

fn current(
    view: &View<'_>,
    queue: &Queue<'_>,
    [at, most]: [usize; 2],
    id: EventId,
    decisions: &[Decision],
) -> Result<Markup, Failure> {
    let event = view.library.ask(|dataset| dataset.event(&id.to_string()))?;
    let annotated = view.library.annotated(event.document)?;
    let document = &annotated.document;
    let library = view.library;
    let from = Provenance::of(&event, &annotated, &library.codebook, &library.files);
    let step = |to: Option<usize>| {
        let to = to.filter(|to| *to < most).and_then(|to| queue.at(to));
        to.map(|to| address::with("/review", &[("event", &to.to_string())]))
    };
    let next = step(Some(at + 1));
    let last = judged(decisions).get(&event.id).copied();
    let then = next.clone().unwrap_or_else(|| "/review".into());
    Ok(html! {
        article.review {
            p.by {
                (at + 1) " of " (most) " · "
                @if let Some(link) = step(at.checked_sub(1)) { a href=(link) data-key="k" { "previous " kbd { "k" } } " · " }
                @if let Some(link) = &next { a href=(link) data-key="j" { "next " kbd { "j" } } " · " }
                a href=(address::event(event.id)) { "why" } " · "
                a href=(address::words(document.id, event.sentence)) data-key="q" { "in its document " kbd { "q" } }
            }
            blockquote.told { (super::event::marked(document, event.sentence, from.marks())) }
            dl.known {
                @for reason in from.values() {
                    dt { (reason.what.trim()) }
                    dd { (quoted(&reason.value)) " " span.by { (quoted(&reason.because)) } }
                }
                dt { "status" } dd { (status(event.claim.status.value.word())) " by " (quoted(&chain(document, &event))) }
                dt { "reservations" } dd { @if event.reservations.is_empty() { "none" } @else { (event.reservations.join(", ")) } }
                @if let Some(kind) = last { dt { "judged" } dd { strong { (judged_word(kind)) } } }
                @for (aspect, value) in amended(decisions, event.id) {
                    dt { "decided " (aspect) } dd { strong { (value) } " " span.by { "from the next build on" } }
                }
            }
            form.deeds method="post" action="/review" {
                input type="hidden" name="event" value=(event.id);
                input type="hidden" name="then" value=(then);
                label { span { "Because" } input type="text" name="because" maxlength="400" autocomplete="off"; }
                button name="kind" value="accept" data-key="a" { "Accept " kbd { "a" } }
                button name="kind" value="reject" data-key="x" { "Reject " kbd { "x" } }
                button name="kind" value="later" data-key=" " { "Later " kbd { "space" } }
                button.quiet name="kind" value="undo" data-key="u" { "Undo the last decision " kbd { "u" } }
            }
            (amending(view, &event))
            (pairing(view, &event, &then))
        }
    })
}

/// What was decided on the values of an event.
fn amended(decisions: &[Decision], event: EventId) -> Vec<(&'static str, String)> {
    let counts = standing(decisions).into_iter();
    let of_this = counts.filter(|((events, _), _)| *events == [event, event]);
    of_this
        .filter_map(|((_, aspect), decision)| {
            Some((aspect.word(), decision.value.as_deref()?.to_owned()))
        })
        .collect()
}

/// The forms that put another code or date in the place of the coded one. The event stays at hand.
fn amending(view: &View<'_>, event: &Event) -> Markup {
    let here = address::with("/review", &[("event", &event.id.to_string())]);
    let now = code_of(event);
    let codes = all_codes(&view.library.codebook);
    let date = event.date.as_ref().map(|date| date.value.edtf());
    let form = |kind: &str, key: &str, label: &str, field: Markup| {
        html! {
            form.deeds method="post" action="/review" {
                input type="hidden" name="event" value=(event.id);
                input type="hidden" name="then" value=(here);
                label { span { (label) " " kbd { (key) } } (field) }
                label { span { "Because" } input type="text" name="because" maxlength="400" autocomplete="off"; }
                button name="kind" value=(kind) { (label) }
            }
        }
    };
    html! {
        (form("code", "c", "Change the code", html! {
            select name="value" data-key="c" {
                @if !codes.contains(&now) { option value="" selected { (now) } }
                @for code in &codes { option value=(code) selected[*code == now] { (code) } }
            }
        }))
        (form("date", "d", "Fix the date", html! {
            input type="text" name="value" size="14" data-key="d" autocomplete="off" value=[date]
                placeholder="2023-01-27" title="A day, month, year or interval in EDTF: 2023-01-27, 2022-10, 2022-10~, 2023-01-27/2023-01-30";
        }))
    }
}

/// The forms that bring the event to another incident or part it from its own.
fn pairing(view: &View<'_>, event: &Event, then: &str) -> Markup {
    let contents = &view.reading.contents;
    let own = contents.incident_of(event.id);
    let siblings: Vec<EventId> = own
        .into_iter()
        .flat_map(|one| one.events())
        .filter(|id| *id != event.id)
        .collect();
    let mut offered: Vec<&Event> = contents
        .events()
        .filter(|other| is_near(event, other) && !siblings.contains(&other.id))
        .collect();
    offered.sort_by_key(|other| (other.document != event.document, other.id));
    offered.truncate(OFFERED);
    let form = |kind: &str, key: &str, label: &str, others: &[&Event]| {
        html! {
            @if !others.is_empty() {
                form.deeds method="post" action="/review" {
                    input type="hidden" name="event" value=(event.id);
                    input type="hidden" name="then" value=(then);
                    label { span { (label) " " kbd { (key) } }
                        select name="other" data-key=(key) {
                            @for other in others { option value=(other.id) { (named(view, other)) } }
                        }
                    }
                    label { span { "Because" } input type="text" name="because" maxlength="400" autocomplete="off"; }
                    button name="kind" value=(kind) { (label) }
                }
            }
        }
    };
    let siblings: Vec<&Event> =
        siblings.iter().filter_map(|id| contents.event(*id)).collect();
    html! {
        (form("merge", "m", "Tells the same as", &offered))
        (form("split", "s", "Is another than", &siblings))
    }
}

/// Whether two events could tell one occurrence: one type, a common day or an unknown one, and
/// a common actor or state.
fn is_near(event: &Event, other: &Event) -> bool {
    let parties = |event: &Event| -> Vec<String> {
        let all = event.source_actors.iter().chain(&event.target_actors);
        all.map(|actor| {
            actor.value.country.as_ref().unwrap_or(&actor.value.id).to_string()
        })
        .collect()
    };
    let ours = parties(event);
    let dates = event.date.as_ref().zip(other.date.as_ref());
    event.id != other.id
        && event.event_type.value == other.event_type.value
        && dates.is_none_or(|(one, two)| one.value.meets(&two.value))
        && parties(other).iter().any(|party| ours.contains(party))
}

fn named(view: &View<'_>, event: &Event) -> String {
    let words = view
        .reading
        .contents
        .document(event.document)
        .and_then(|document| event.sentence.text(&document.text));
    let words: String = layout::plain(words.unwrap_or_default())
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let cut: String = words.chars().take(90).collect();
    format!("{} {cut}", event.id.short())
}

fn listed(view: &View<'_>, table: &Table) -> Markup {
    let draw = |column: &str,
                row: &[chancery_dataset::Cell],
                _: &chancery_dataset::Cell| {
        (column == "id").then(|| {
            let id = row[0].to_string();
            html! { a.id href=(address::with("/review", &[("event", &id)])) { (id.chars().take(10).collect::<String>()) } }
        })
    };
    Sheet::of(&view.reading.contents)
        .drawn(&draw)
        .without(&["document", "reservations", "date"])
        .whole(table)
}

/// The decisions, in the order in which they were made.
pub(crate) fn decisions(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let table = view.library.ask(chancery_dataset::decisions)?;
    let sheet = Sheet::of(&view.reading.contents).paged(&table, asked)?;
    let body = html! {
        h1 { "Decisions" }
        p.lead { "What analysts decided, in the order in which they did. Of several on the same events the last counts. "
            a href="/decisions.jsonl" download { "JSONL" } }
        (sheet)
    };
    Ok(Page::new("Decisions", table, body).into())
}

/// The decisions, one JSON record a line.
pub(crate) fn export(library: &Library) -> Answer {
    let lines = library.decisions().map(|all| {
        all.iter()
            .map(|(decision, at)| {
                let mut record = serde_json::json!(decision);
                record["at"] = at.as_str().into();
                format!("{record}\n")
            })
            .collect::<String>()
    });
    match lines {
        Ok(lines) => Answer::new(200, "application/x-ndjson", lines),
        Err(failure) => layout::failure(library, &failure),
    }
}

/// Takes a decision from a form.
pub(crate) fn decide(library: &Library, form: &str) -> Answer {
    match decided(library, form) {
        Ok(then) => Answer::see(then),
        Err(failure) => layout::failure(library, &failure),
    }
}

fn decided(library: &Library, form: &str) -> Result<String, Failure> {
    let given =
        pairs(form).ok_or_else(|| Failure::Asked("the form is not UTF-8".into()))?;
    let get = |name: &str| {
        given.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    };
    let because = get("because").unwrap_or_default();
    let event = |name: &str| {
        let id = get(name).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| Failure::Asked(format!("the form names no {name}")))?;
        library
            .ask(|dataset| dataset.event(id))
            .map(|event| event.id)
            .map_err(Failure::from)
    };
    let pair = || -> Result<[EventId; 2], Failure> {
        let pair = [event("event")?, event("other")?];
        if pair[0] == pair[1] {
            return Err(Failure::Asked("name two events".into()));
        }
        Ok(pair)
    };
    let on = |kind: DecisionKind| -> Result<Decision, Failure> {
        decision_on(kind, event("event")?, get("value"), because, &library.codebook)
            .map_err(Failure::Asked)
    };
    let decision = match get("kind") {
        Some("accept") => on(DecisionKind::Accept)?,
        Some("reject") => on(DecisionKind::Reject)?,
        Some("later") => on(DecisionKind::Later)?,
        Some("code") => on(DecisionKind::Code)?,
        Some("date") => on(DecisionKind::Date)?,
        Some("merge") => Decision::new(DecisionKind::Merge, pair()?, because),
        Some("split") => Decision::new(DecisionKind::Split, pair()?, because),
        Some("undo") => {
            let (undone, aspect) = last(library)?;
            let withdrawn = Decision::new(DecisionKind::Withdraw, undone, "undone");
            library.decide(&withdrawn.with(aspect.word()))?;
            return Ok(address::with("/review", &[("event", &undone[0].to_string())]));
        }
        _ => return Err(Failure::Asked("the form names no decision".into())),
    };
    library.decide(&decision)?;
    // Only an address of our own: a form must not send anybody elsewhere.
    Ok(get("then")
        .filter(|then| then.starts_with("/review"))
        .filter(|then| then.bytes().all(|byte| byte.is_ascii_graphic()))
        .unwrap_or("/review")
        .to_owned())
}

/// Events and aspect of the last decision that still counts.
fn last(library: &Library) -> Result<([EventId; 2], Aspect), Failure> {
    let decisions: Vec<Decision> =
        library.decisions()?.into_iter().map(|(decision, _)| decision).collect();
    let counts = standing(&decisions);
    let last = decisions.iter().rev().find_map(|decision| {
        let place = (decision.events, decision.aspect()?);
        let is_last = counts.get(&place).is_some_and(|one| std::ptr::eq(*one, decision));
        is_last.then_some(place)
    });
    last.ok_or_else(|| Failure::Asked("there is no decision to undo".into()))
}
