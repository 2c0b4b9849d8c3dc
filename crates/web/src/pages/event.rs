//! Where one event comes from: its sentence, each value with its reason, rule and voices.

use super::incident::asked_at;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{quoted, status};
use crate::routes::View;
use crate::{address, sheet};
use chancery_dataset::{Cell, Provenance, Reason, Table, chain, commitment};
use chancery_model::{Document, Span};
use maud::{Markup, html};
use std::cmp::Reverse;

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let given = asked.named.first().map_or("", String::as_str);
    let event = view.library.ask(|dataset| dataset.event(given))?;
    if event.id.to_string() != given {
        return Ok(Outcome::Moved(asked_at(asked, &address::event(event.id))));
    }
    let annotated = view.library.annotated(event.document)?;
    let document = &annotated.document;
    let library = view.library;
    let from = Provenance::of(&event, &annotated, &library.codebook, &library.files);
    let incident = view.reading.contents.incident_of(event.id);
    let (values, steps) = (from.values(), from.steps());
    let doubts =
        super::doubt::doubts(view, incident.map(|incident| incident.id), &[&event])?;
    let body = html! {
        h1 { "Event " code { (event.id.short()) } }
        p.lead {
            (status(event.claim.status.value.word())) " by " (quoted(&chain(document, &event))) " · "
            a href=(address::words(document.id, event.sentence)) { (quoted(&document.path)) }
            @if let Some(incident) = incident {
                " · incident " (sheet::id(&incident.id.to_string()))
            }
        }
        blockquote.told { (marked(document, event.sentence, from.marks())) }
        (doubts)
        h2 { "Values, and what each rests on" }
        (reasons(document, "Values", &values))
        (rule(&from))
        h2 { "According to" }
        ol.voices {
            @for voice in &event.claim.voices {
                li {
                    (quoted(&speaker(document, &voice.speaker)))
                    @if let Some(cue) = voice.cue {
                        " " q { (quoted(cue.text(&document.text).unwrap_or_default())) }
                    }
                    " " (commitment(voice.factuality)) " "
                    code { (voice.factuality.notation()) }
                }
            }
        }
        h2 { "Steps to the status" }
        (reasons(document, "Steps to the status", &steps))
        p.note {
            "Reservations: "
            @if event.reservations.is_empty() { "none" } @else { (event.reservations.join(", ")) }
            "."
        }
    };
    let title = format!("Event {}", event.id.short());
    let table = table(&title, &values, &steps);
    Ok(Page::new(title, table, body).into())
}

fn speaker(document: &Document, speaker: &chancery_model::Speaker) -> String {
    use chancery_model::Speaker;
    match speaker {
        Speaker::Publisher => chancery_dataset::Contents::publisher(document),
        Speaker::Actor(actor) => actor.label.to_string(),
        Speaker::Unresolved(words) => words.to_string(),
        Speaker::Unnamed => "somebody unnamed".into(),
    }
}

fn table(title: &str, values: &[Reason], steps: &[Reason]) -> Table {
    let columns = [
        ("what", "what"),
        ("value", "value"),
        ("because", "because"),
        ("start", "start"),
        ("end", "end"),
        ("entry", "line of the codebook"),
        ("line", "what stands there"),
    ];
    let mut table = Table::new(title, &columns);
    for reason in values.iter().chain(steps) {
        let offset = |of: fn(Span) -> u32| {
            reason.span.map_or(Cell::Empty, |span| Cell::Number(i64::from(of(span))))
        };
        table.push(vec![
            Cell::text(reason.what.trim()),
            Cell::text(reason.value.as_str()),
            Cell::text(reason.because.as_str()),
            offset(Span::start),
            offset(Span::end),
            Cell::maybe(reason.entry.as_ref().map(|entry| entry.as_str())),
            Cell::maybe(reason.line.as_deref()),
        ]);
    }
    table
}

fn reasons(document: &Document, label: &str, reasons: &[Reason]) -> Markup {
    html! {
        div.sheet role="region" tabindex="0" aria-label=(label) {
            table.reasons {
                thead { tr { th scope="col" { "value" } th scope="col" { "is" } th scope="col" { "because" } } }
                tbody {
                    @for reason in reasons {
                        tr {
                            th scope="row" { (reason.what.trim()) }
                            td { (quoted(&reason.value)) }
                            td {
                                @match reason.span {
                                    Some(span) => a href=(address::words(document.id, span)) { (quoted(&reason.because)) },
                                    None => (quoted(&reason.because)),
                                }
                                @if let Some(line) = &reason.line { br; code.line { (quoted(line)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn rule(from: &Provenance<'_>) -> Markup {
    html! {
        h2 { "Rule" }
        @match from.rule {
            None => p { code { (from.event.rule) } " is not in the codebook at hand." },
            Some(rule) => {
                p { a href=(address::rule(rule.id.as_str())) { code { (rule.id) } } " " span.by { (rule.place) } }
                dl.examples {
                    @for example in &rule.examples {
                        dt { "codes" } dd { q { (example.text) } " " code { (example.event) } }
                    }
                    @for sentence in &rule.refuses { dt { "refuses" } dd { q { (sentence) } } }
                }
            }
        }
    }
}

/// The words of a sentence that matter, each with its name.
pub(super) fn marked(
    document: &Document,
    sentence: Span,
    mut marks: Vec<(Span, &'static str)>,
) -> Markup {
    marks.retain(|(span, _)| sentence.contains(*span) && !span.is_empty());
    marks.sort_by_key(|(span, name)| (span.start(), Reverse(span.end()), *name));
    let mut pieces: Vec<(Span, Vec<&'static str>)> = Vec::new();
    for (span, name) in marks {
        match pieces.last_mut() {
            Some((last, names)) if *last == span => {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            Some((last, _)) if last.overlaps(span) => {}
            _ => pieces.push((span, vec![name])),
        }
    }
    let mut at = sentence.start();
    let mut out = Vec::new();
    let text = |from: u32, to: u32| {
        Span::of(from as usize, to as usize)
            .and_then(|span| span.text(&document.text))
            .unwrap_or_default()
    };
    for (span, names) in &pieces {
        let named = names.join(", ").replace('_', " ");
        out.push(html! {
            (quoted(text(at, span.start())))
            mark data-mark=(names[0]) { (quoted(text(span.start(), span.end()))) sub { (named) } }
        });
        at = span.end();
    }
    html! { @for piece in out { (piece) } (quoted(text(at, sentence.end()))) }
}
