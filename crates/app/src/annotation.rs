//! One document's annotations as JSON, the form in which scorers and other programs read them.

use chancery_codebook::Codebook;
use chancery_model::{
    Annotated, Attribution, Coordinates, Event, Lead, Name, NameKind, Predicate,
    Reference, Span, Stance, Timex, TimexKind, Token, Toponym,
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
        "attributions": attributions(&annotated.attributions.items),
        "events": occurrences(annotated, events),
    })
}

fn span(span: Span) -> Value {
    json!({ "start": span.start(), "end": span.end() })
}

fn pieces(spans: &[Span]) -> Vec<Value> {
    let mut spans = spans.to_vec();
    spans.sort_unstable();
    spans.into_iter().map(span).collect()
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

/// Who says what, outermost first: what is said inside somebody else's words stands in
/// `nested` of theirs.
fn attributions(said: &[Attribution]) -> Vec<Value> {
    let contents = Contents::new(said);
    let within: Vec<Option<usize>> =
        (0..said.len()).map(|one| outer(said, &contents, one)).collect();
    let mut inner = vec![Vec::new(); said.len()];
    for (one, outer) in within.iter().enumerate() {
        if let Some(outer) = outer {
            inner[*outer].push(one);
        }
    }
    let mut told = vec![false; said.len()];
    let mut top = Vec::new();
    for (one, within) in within.iter().enumerate() {
        if within.is_none() {
            top.push(nested(said, &inner, one, &mut told));
        }
    }
    for one in 0..said.len() {
        if !told[one] {
            top.push(nested(said, &inner, one, &mut told));
        }
    }
    top
}

/// The attribution with the least content that holds the cue of this one. Of two that hold
/// each other's cue the longer is the outer.
fn outer(said: &[Attribution], contents: &Contents, one: usize) -> Option<usize> {
    let holds = |outer: usize, inner: usize| {
        let cues = &said[inner].cue;
        let pieces = &said[outer].content;
        !cues.is_empty()
            && cues.iter().all(|cue| pieces.iter().any(|piece| piece.contains(*cue)))
    };
    let size = |index: usize| {
        (said[index].content.iter().map(|piece| piece.len()).sum::<u32>(), index)
    };
    contents
        .around(*said[one].cue.first()?)
        .into_iter()
        .filter(|&other| other != one && holds(other, one))
        .filter(|&other| !holds(one, other) || size(other) > size(one))
        .min_by_key(|&other| size(other))
}

/// The pieces of contents in the order of the text, so that those around a place are found
/// without a look at all.
struct Contents {
    /// Each piece and its attribution.
    pieces: Vec<(Span, usize)>,
    /// The last end of the pieces below each node of a binary tree over them; the root is 1.
    ends: Vec<u32>,
}

impl Contents {
    fn new(said: &[Attribution]) -> Self {
        let each = said.iter().enumerate();
        let mut pieces: Vec<(Span, usize)> = each
            .flat_map(|(at, one)| one.content.iter().map(move |piece| (*piece, at)))
            .collect();
        pieces.sort_unstable();
        let leaves = pieces.len().next_power_of_two();
        let mut ends = vec![0; 2 * leaves];
        for (end, (piece, _)) in ends[leaves..].iter_mut().zip(&pieces) {
            *end = piece.end();
        }
        for node in (1..leaves).rev() {
            ends[node] = ends[2 * node].max(ends[2 * node + 1]);
        }
        Self { pieces, ends }
    }

    /// The attributions with a piece around a span.
    fn around(&self, span: Span) -> Vec<usize> {
        let before =
            self.pieces.partition_point(|(piece, _)| piece.start() <= span.start());
        let leaves = self.ends.len() / 2;
        let mut found = Vec::new();
        // Nodes to look into, each with its first leaf and its number of leaves.
        let mut rest = vec![(1, 0, leaves)];
        while let Some((node, first, width)) = rest.pop() {
            if first >= before || self.ends[node] < span.end() {
                continue;
            }
            if width == 1 {
                found.push(self.pieces[first].1);
                continue;
            }
            let half = width / 2;
            rest.push((2 * node, first, half));
            rest.push((2 * node + 1, first + half, half));
        }
        found
    }
}

fn nested(
    said: &[Attribution],
    within: &[Vec<usize>],
    one: usize,
    told: &mut [bool],
) -> Value {
    told[one] = true;
    let mut inner = Vec::new();
    for &other in &within[one] {
        if !told[other] {
            inner.push(nested(said, within, other, told));
        }
    }
    json!({
        "speaker": pieces(&said[one].speaker),
        "cue": pieces(&said[one].cue),
        "content": pieces(&said[one].content),
        "class": said[one].class,
        "nested": inner,
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

/// Every predicate, with the type it is coded as (null if no rule codes it), how far each voice
/// commits, the publisher first, and the kinds of the words that bear on it.
fn occurrences(annotated: &Annotated, events: &[Event]) -> Vec<Value> {
    let mut types: BTreeMap<Span, &str> = BTreeMap::new();
    for event in events {
        types.entry(event.trigger).or_insert(event.event_type.value.as_str());
    }
    let predicates = annotated.predicates.items.iter().zip(&annotated.stances.items);
    let occurrence = |(predicate, stance): (&Predicate, &Stance)| {
        let voices = stance.voices.iter().map(|voice| voice.notation());
        let operators = stance.operators.iter().map(|operator| operator.kind);
        json!({
            "trigger": span(predicate.trigger),
            "lemma": predicate.lemma,
            "type": types.get(&predicate.trigger),
            "voices": voices.collect::<Vec<_>>(),
            "operators": operators.collect::<Vec<_>>(),
        })
    };
    predicates.map(occurrence).collect()
}
