//! One document: its text with layers that can be shown and hidden, and the words asked for
//! marked.

use super::incident::asked_at;
use crate::answer::{Failure, Outcome, Page};
use crate::asked::Asked;
use crate::layout::{plain, quoted};
use crate::routes::View;
use crate::{address, sheet};
use chancery_dataset::{Cell, Table};
use chancery_model::{Annotated, Document, Event, MetadataBasis, Span, ZoneKind};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Layers that can be shown: key, name.
const LAYERS: &[(&str, &str)] = &[
    ("events", "Events"),
    ("actors", "Actors"),
    ("speakers", "Speakers"),
    ("dates", "Dates"),
    ("places", "Places"),
];

/// Words that a layer marks.
struct Mark {
    span: Span,
    layer: &'static str,
    value: String,
    /// The event that the words evoke.
    event: Option<chancery_model::EventId>,
}

pub(crate) fn page(view: &View<'_>, asked: &Asked) -> Result<Outcome, Failure> {
    let given = asked.named.first().map_or("", String::as_str);
    let document = view.library.ask(|dataset| dataset.document(given))?;
    if document.id.to_string() != given {
        return Ok(Outcome::Moved(asked_at(asked, &address::document(document.id))));
    }
    let here = asked.get("at").map(|at| spanned(at, &document)).transpose()?;
    let annotated = view.library.annotated(document.id)?;
    let mut events: Vec<&Event> = view
        .reading
        .contents
        .events()
        .filter(|event| event.document == document.id)
        .collect();
    events.sort_by_key(|event| (event.trigger, event.id));
    let marks = marks(&annotated, &events);
    let shown: Vec<&str> = match asked.get("layers") {
        Some(layers) => layers.split(',').collect(),
        None => vec!["events"],
    };
    let body = html! {
        article.document {
            header {
                h1 { (quoted(title(&document))) }
                (known(&document))
            }
            fieldset.layers {
                legend { "Layers" }
                @for (key, name) in LAYERS {
                    @let count = marks.iter().filter(|mark| mark.layer == *key).count();
                    label data-layer=(key) {
                        input type="checkbox" id={ "layer-" (key) } checked[shown.contains(key)];
                        " " (name) " " span.count { (count) }
                    }
                }
            }
            div.text lang=[document.metadata.language.as_ref().map(|l| plain(&l.value))] {
                (text(&document, &marks, here))
            }
        }
        (told(&document, &events))
    };
    let title = plain(title(&document));
    let mut page = Page::new(title, table(&document, &marks), body);
    page.scripts = &[];
    Ok(page.into())
}

/// `START-END`, in bytes of the text.
fn spanned(at: &str, document: &Document) -> Result<Span, Failure> {
    let ends =
        at.split_once('-').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
    let span = ends.and_then(|(start, end)| Span::of(start, end));
    let fits = span
        .filter(|span| span.text(&document.text).is_some_and(|text| !text.is_empty()));
    fits.ok_or_else(|| Failure::Asked(format!("`{at}` are no bytes of this text")))
}

fn title(document: &Document) -> &str {
    document.metadata.title.as_ref().map_or(&*document.path, |title| &*title.value)
}

/// What is known of the document, each piece with where it was learnt.
fn known(document: &Document) -> Markup {
    let known = &document.metadata;
    let basis = |basis: &MetadataBasis| match basis {
        MetadataBasis::Manifest => "from the manifest",
        MetadataBasis::Field => "from the file",
        MetadataBasis::Text(_) => "from the text",
        MetadataBasis::Inferred => "inferred",
    };
    let rows: Vec<(&str, Option<(String, &str)>)> = vec![
        (
            "publisher",
            known.publisher.as_ref().map(|s| (s.value.to_string(), basis(&s.basis))),
        ),
        ("author", known.author.as_ref().map(|s| (s.value.to_string(), basis(&s.basis)))),
        (
            "published",
            known.published.as_ref().map(|s| (s.value.to_string(), basis(&s.basis))),
        ),
        ("address", known.url.as_ref().map(|s| (s.value.to_string(), basis(&s.basis)))),
    ];
    html! {
        dl.known {
            dt { "path" } dd { (quoted(&document.path)) }
            @for (what, told) in rows {
                dt { (what) }
                dd {
                    @match told {
                        Some((value, basis)) => { (quoted(&value)) " " span.by { (basis) } },
                        None => span.silent { "not stated" },
                    }
                }
            }
        }
    }
}

fn marks(annotated: &Annotated, events: &[&Event]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |span: Span, layer, value: String, event| {
        if !span.is_empty() && span.text(&annotated.document.text).is_some() {
            marks.push(Mark { span, layer, value, event });
        }
    };
    for event in events {
        let value =
            format!("{} ({})", event.event_type.value, event.claim.status.value.word());
        add(event.trigger, "events", value, Some(event.id));
    }
    for mention in &annotated.mentions.items {
        add(mention.span, "actors", mention.actor.label.to_string(), None);
    }
    for said in &annotated.attributions.items {
        for words in &said.speaker {
            add(*words, "speakers", format!("speaks ({})", said.class), None);
        }
        for words in &said.cue {
            add(
                *words,
                "speakers",
                format!("shows that somebody speaks ({})", said.class),
                None,
            );
        }
    }
    for time in &annotated.times.items {
        let value = time
            .date
            .as_ref()
            .map_or_else(|| time.value.to_string(), |d| d.edtf().into());
        add(time.span, "dates", value, None);
    }
    for place in &annotated.places.items {
        let states: Vec<&str> = place.states.iter().map(|state| state.as_str()).collect();
        let precision = chancery_dataset::precision_word(place.precision);
        add(
            place.span,
            "places",
            format!("{precision} {}", states.join(", ")).trim().into(),
            None,
        );
    }
    marks.sort_by_key(|mark| (mark.span, mark.layer));
    marks
}

fn table(document: &Document, marks: &[Mark]) -> Table {
    let columns = [
        ("layer", "layer"),
        ("start", "start"),
        ("end", "end"),
        ("words", "words"),
        ("value", "value"),
        ("event", "event"),
    ];
    let mut table = Table::new(format!("marks of {}", document.path), &columns);
    for mark in marks {
        table.push(vec![
            Cell::text(mark.layer),
            Cell::Number(i64::from(mark.span.start())),
            Cell::Number(i64::from(mark.span.end())),
            Cell::maybe(mark.span.text(&document.text)),
            Cell::text(mark.value.as_str()),
            mark.event.map_or(Cell::Empty, Cell::id),
        ]);
    }
    table
}

/// The text, zone by zone and paragraph by paragraph.
fn text(document: &Document, marks: &[Mark], here: Option<Span>) -> Markup {
    let whole = Span::of(0, document.text.len());
    let zones: Vec<(Span, Option<ZoneKind>)> = if document.zones.items.is_empty() {
        whole.into_iter().map(|span| (span, None)).collect()
    } else {
        document.zones.items.iter().map(|zone| (zone.span, Some(zone.kind))).collect()
    };
    let mut is_anchored = false;
    html! {
        @for (span, kind) in zones {
            div class={ "zone " (kind.map_or("body", zone)) }
                title=[kind.filter(|kind| !kind.is_coded()).map(|_| "a part of the page; not coded")] {
                @for paragraph in paragraphs(&document.text, span) {
                    p { (words(document, paragraph, marks, here, &mut is_anchored)) }
                }
            }
        }
    }
}

fn zone(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Title => "title",
        ZoneKind::Byline => "byline",
        ZoneKind::Dateline => "dateline",
        ZoneKind::Heading => "heading",
        ZoneKind::Body => "body",
        ZoneKind::Boilerplate => "boilerplate",
        ZoneKind::Related => "related",
    }
}

/// Stretches between line ends, without those that are empty.
fn paragraphs(text: &str, span: Span) -> Vec<Span> {
    let Some(words) = span.text(text) else { return Vec::new() };
    let mut at = span.range().start;
    let mut found = Vec::new();
    for line in words.split_inclusive('\n') {
        let end = at + line.trim_end_matches('\n').len();
        if !line.trim().is_empty() {
            found.extend(Span::of(at, end));
        }
        at += line.len();
    }
    found
}

/// A paragraph cut wherever a mark begins or ends, so that marks may overlap.
fn words(
    document: &Document,
    paragraph: Span,
    marks: &[Mark],
    here: Option<Span>,
    is_anchored: &mut bool,
) -> Markup {
    let inside: Vec<&Mark> =
        marks.iter().filter(|mark| mark.span.overlaps(paragraph)).collect();
    let mut cuts = vec![paragraph.start(), paragraph.end()];
    let spans = inside.iter().map(|mark| mark.span).chain(here);
    for span in spans {
        cuts.extend(
            [span.start(), span.end()]
                .iter()
                .filter(|at| paragraph.start() < **at && **at < paragraph.end()),
        );
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Vec::new();
    for pair in cuts.windows(2) {
        let piece = Span::new(pair[0], pair[1]);
        let Some(text) = piece.text(&document.text) else { continue };
        let over: Vec<&&Mark> =
            inside.iter().filter(|mark| mark.span.contains(piece)).collect();
        let mut classes: BTreeMap<&str, &str> = BTreeMap::new();
        for mark in &over {
            classes.entry(mark.layer).or_insert(&mark.value);
        }
        let class: Vec<String> =
            classes.keys().map(|layer| format!("m-{layer}")).collect();
        let said: Vec<String> = classes
            .iter()
            .map(|(layer, value)| format!("{layer}: {}", plain(value)))
            .collect();
        let event = over.iter().find_map(|mark| mark.event);
        let is_here = here.is_some_and(|here| here.contains(piece));
        let inner = html! {
            @match event {
                Some(id) => a class=(class.join(" ")) href=(address::event(id)) title=(said.join("; ")) { (plain(text)) },
                None if class.is_empty() => (plain(text)),
                None => span class=(class.join(" ")) title=(said.join("; ")) { (plain(text)) },
            }
        };
        out.push(if is_here {
            let id = (!*is_anchored).then_some("here");
            *is_anchored = true;
            html! { mark.here id=[id] { (inner) } }
        } else {
            inner
        });
    }
    html! { bdi { @for piece in out { (piece) } } }
}

fn told(document: &Document, events: &[&Event]) -> Markup {
    html! {
        section {
            h2 { "Events told here" }
            @if events.is_empty() { p.none { "None." } }
            ol.told {
                @for event in events {
                    li {
                        (sheet::id(&event.id.to_string())) " "
                        (crate::layout::status(event.claim.status.value.word())) " "
                        span.action { (event.event_type.value) } " "
                        a href=(address::words(document.id, event.sentence)) {
                            q { (quoted(event.sentence.text(&document.text).unwrap_or_default().trim())) }
                        }
                    }
                }
            }
        }
    }
}
