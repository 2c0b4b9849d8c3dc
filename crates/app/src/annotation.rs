//! One document's annotations as JSON, the form in which scorers and other programs read them.

use chancery_codebook::Codebook;
use chancery_model::{
    Annotated, Coordinates, Event, Lead, Name, NameKind, Reference, Span, Timex,
    TimexKind, Token, Toponym,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The annotations of one document. Offsets are half-open UTF-8 bytes of its text.
pub(crate) fn annotation(
    annotated: &Annotated,
    events: &[Event],
    codebook: &Codebook,
) -> Value {
    let sentences = annotated.sentences.items.iter().map(|sentence| span(sentence.span));
    let arcs = annotated.syntax.items.iter();
    let tokens = annotated.tokens.items.iter().zip(arcs).map(|(token, arc)| {
        let head = arc.head.map_or(-1, i64::from);
        self::token(token, head, &arc.relation)
    });
    let attributions = annotated.attributions.items.iter().map(|said| {
        json!({
            "speaker": pieces(&said.speaker),
            "cue": pieces(&said.cue),
            "content": pieces(&said.content),
        })
    });
    json!({
        "doc": annotated.document.path,
        "sentences": sentences.collect::<Vec<_>>(),
        "tokens": tokens.collect::<Vec<_>>(),
        "references": annotated.references.items.iter().map(reference).collect::<Vec<_>>(),
        "names": annotated.names.items.iter().map(name).collect::<Vec<_>>(),
        "times": annotated.times.items.iter().map(time).collect::<Vec<_>>(),
        "places": annotated
            .places
            .items
            .iter()
            .map(|one| place(one, annotated, codebook))
            .collect::<Vec<_>>(),
        "attributions": attributions.collect::<Vec<_>>(),
        "events": occurrences(annotated, events),
    })
}

fn span(span: Span) -> Value {
    json!({ "start": span.start(), "end": span.end() })
}

fn pieces(spans: &[Span]) -> Vec<Value> {
    spans.iter().copied().map(span).collect()
}

fn token(token: &Token, head: i64, relation: &str) -> Value {
    json!({
        "start": token.span.start(),
        "end": token.span.end(),
        "lemma": token.lemma,
        "upos": token.upos,
        "xpos": token.xpos,
        "head": head,
        "deprel": relation,
    })
}

/// What became of words that point to somebody, and why.
fn reference(reference: &Reference) -> Value {
    let (antecedents, ground, doubt) = match &reference.lead {
        Lead::Found { ground, antecedents } => (pieces(antecedents), Some(ground), None),
        Lead::Open(doubt) => (Vec::new(), None, Some(doubt)),
    };
    json!({
        "start": reference.span.start(),
        "end": reference.span.end(),
        "antecedents": antecedents,
        "ground": ground,
        "doubt": doubt,
    })
}

fn name(name: &Name) -> Value {
    let kind = match name.kind {
        NameKind::Person => "PER",
        NameKind::Place => "LOC",
        NameKind::Organisation => "ORG",
        NameKind::Event => "EVENT",
    };
    json!({ "start": name.span.start(), "end": name.span.end(), "type": kind })
}

fn time(time: &Timex) -> Value {
    let kind = match time.kind {
        TimexKind::Date => "DATE",
        TimexKind::Time => "TIME",
        TimexKind::Duration => "DURATION",
        TimexKind::Set => "SET",
    };
    json!({
        "start": time.span.start(),
        "end": time.span.end(),
        "edtf": time.date.as_ref().map(|date| date.edtf()),
        "type": kind,
        "value": time.value,
    })
}

/// Words that name places; coordinates only where something has any.
fn place(place: &Toponym, annotated: &Annotated, codebook: &Codebook) -> Value {
    let state = match place.states.as_slice() {
        [only] => codebook.actors.states.get(only),
        _ => None,
    };
    let degrees = place.middle.map(Coordinates::degrees);
    json!({
        "start": place.span.start(),
        "end": place.span.end(),
        "name": place.span.text(&annotated.document.text),
        "lat": degrees.map(|(lat, _)| lat),
        "lon": degrees.map(|(_, lon)| lon),
        "country": state.and_then(|state| state.iso3.as_deref()),
        "states": place.states,
        "region": place.region,
        "precision": place.precision,
    })
}

/// Every predicate, with the type it is coded as; null if no rule codes it.
fn occurrences(annotated: &Annotated, events: &[Event]) -> Vec<Value> {
    let mut types: BTreeMap<Span, &str> = BTreeMap::new();
    for event in events {
        types.entry(event.trigger).or_insert(event.event_type.value.as_str());
    }
    let predicates = annotated.predicates.items.iter();
    let occurrence = |trigger: Span, lemma: &str| json!({ "trigger": span(trigger), "lemma": lemma, "type": types.get(&trigger) });
    predicates.map(|predicate| occurrence(predicate.trigger, &predicate.lemma)).collect()
}
