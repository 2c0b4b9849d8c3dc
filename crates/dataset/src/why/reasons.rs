//! Each value of an event with the words, the rule and the line of the codebook behind it.

use super::Provenance;
use chancery_model::{
    Basis, DateBasis, EntryId, MetadataField, Operator, OperatorKind, Predicate, Span,
    Stance,
};
use serde::Serialize;

/// A value and why it is what it is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Reason {
    /// Which value.
    pub what: String,
    /// The value.
    pub value: String,
    /// Why, in words.
    pub because: String,
    /// The bytes of the document's text that it rests on.
    pub span: Option<Span>,
    /// The line of the codebook: `file:line`.
    pub entry: Option<EntryId>,
    /// What stands there.
    pub line: Option<String>,
}

/// Every value of the event with its reason.
pub(super) fn values(origin: &Provenance<'_>) -> Vec<Reason> {
    let event = origin.event;
    let mut values = vec![reason(
        origin,
        "type",
        event.event_type.value.as_str(),
        &event.event_type.basis,
    )];
    if let Some(mode) = &event.mode {
        values.push(reason(origin, "mode", mode.value.as_str(), &mode.basis));
    }
    for context in &event.contexts {
        values.push(reason(origin, "context", context.value.as_str(), &context.basis));
    }
    values.push(reason(origin, "cameo", event.cameo.value.as_str(), &event.cameo.basis));
    let sides =
        [("source actor", &event.source_actors), ("target actor", &event.target_actors)];
    for (side, actors) in sides {
        for actor in actors {
            let named = format!("{} ({})", actor.value.label, actor.value.id);
            values.push(reason(origin, side, &named, &actor.basis));
        }
        if actors.is_empty() {
            values.push(silent(side));
        }
    }
    match &event.date {
        Some(date) => {
            let mut dated = reason(origin, "date", date.value.edtf(), &date.basis);
            dated.because.push_str(date_basis(event.date_basis));
            values.push(dated);
        }
        None => values.push(silent("date")),
    }
    match &event.place {
        Some(place) => {
            values.push(reason(origin, "place", &place.value.words, &place.basis));
        }
        None => values.push(silent("place")),
    }
    for count in &event.counts {
        let bound =
            |bound: Option<u32>| bound.map_or("?".into(), |number| number.to_string());
        let range = format!("{}..{}", bound(count.value.low), bound(count.value.high));
        values.push(reason(origin, count.value.what.word(), &range, &count.basis));
    }
    values
}

fn silent(what: &str) -> Reason {
    Reason {
        what: what.into(),
        value: "none".into(),
        because: "the sentence does not say".into(),
        span: None,
        entry: None,
        line: None,
    }
}

fn reason(origin: &Provenance<'_>, what: &str, value: &str, basis: &Basis) -> Reason {
    let document = &origin.annotated.document;
    let words = |span: Span| {
        let words = span.text(&document.text).unwrap_or("(bytes that are not there)");
        let outside =
            if origin.event.sentence.contains(span) { "" } else { " elsewhere" };
        format!("\"{words}\"{outside} at {}..{}", span.start(), span.end())
    };
    let (because, entry) = match basis {
        Basis::Text(span) => (words(*span), None),
        Basis::Entry(span, entry) => (format!("{}, {entry}", words(*span)), Some(entry)),
        Basis::Rule(span, rule) => {
            (format!("rule {rule}, triggered by {}", words(*span)), None)
        }
        Basis::Metadata(MetadataField::Published) => {
            ("the day of publication".to_owned(), None)
        }
        Basis::Metadata(MetadataField::Publisher) => ("the publisher".to_owned(), None),
        Basis::Metadata(MetadataField::Decision) => {
            ("an analyst's decision".to_owned(), None)
        }
    };
    Reason {
        what: what.into(),
        value: value.into(),
        because,
        span: basis.span(),
        entry: entry.cloned(),
        line: entry.and_then(|entry| line(origin, entry)),
    }
}

/// What stands in a line of the codebook.
fn line(origin: &Provenance<'_>, entry: &EntryId) -> Option<String> {
    let (file, number) = entry.as_str().rsplit_once(':')?;
    let number: usize = number.parse().ok()?;
    let line = origin.files.get(file)?.lines().nth(number.checked_sub(1)?)?;
    Some(line.trim().to_owned())
}

fn date_basis(basis: DateBasis) -> &'static str {
    match basis {
        DateBasis::Explicit => "; the words give it whole",
        DateBasis::PublicationYear => "; the year is that of publication",
        DateBasis::Relative => "; counted from the day of publication or another date",
        DateBasis::Coreference => "; told by another mention of the same occurrence",
        DateBasis::Context => "; told by the sentences around",
        DateBasis::Publication => "; told as done when the document was published",
        DateBasis::Decision | DateBasis::None => "",
    }
}

/// The predicate that the event was coded from, with its stance.
fn predicate<'a>(origin: &Provenance<'a>) -> Option<(&'a Predicate, &'a Stance)> {
    let annotated = origin.annotated;
    let pairs = annotated.predicates.items.iter().zip(annotated.stances.items.iter());
    pairs.into_iter().find(|(predicate, _)| predicate.trigger == origin.event.trigger)
}

/// The words that bear on whether, when and how certainly it happened.
pub(super) fn operators<'a>(origin: &Provenance<'a>) -> &'a [Operator] {
    predicate(origin).map(|(_, stance)| stance.operators.as_slice()).unwrap_or_default()
}

/// The steps that led to the status, in their order.
pub(super) fn steps(origin: &Provenance<'_>) -> Vec<Reason> {
    let mut steps = Vec::new();
    let attributions =
        predicate(origin).map(|(_, stance)| stance.attributions.as_slice());
    for &index in attributions.unwrap_or_default() {
        let Some(said) = origin.annotated.attributions.items.get(index as usize) else {
            continue;
        };
        let cue = said.cue.first().copied().unwrap_or(origin.event.trigger);
        let effect = format!(
            "{}: speaker {}, reporter {}",
            said.class,
            said.inner.notation(),
            said.outer.notation()
        );
        steps.push(reason(
            origin,
            "  said",
            &effect,
            &Basis::Entry(cue, said.entry.clone()),
        ));
    }
    for operator in operators(origin) {
        let basis = Basis::Entry(operator.span, operator.entry.clone());
        steps.push(reason(origin, "  operator", effect(operator.kind), &basis));
    }
    let status = &origin.event.claim.status;
    let mut last = reason(origin, "  status", status.value.word(), &status.basis);
    if steps.is_empty() {
        last.because =
            "the publisher says it in its own voice, without reservation".into();
    }
    last.line = None;
    steps.push(last);
    steps
}

/// What an operator does, in a word.
pub(super) fn effect(kind: OperatorKind) -> &'static str {
    match kind {
        OperatorKind::Negation => "negation",
        OperatorKind::Future => "future",
        OperatorKind::Probable => "probable",
        OperatorKind::Possible => "possible",
        OperatorKind::Improbable => "improbable",
        OperatorKind::Hypothetical => "hypothetical",
        OperatorKind::Intended => "intended",
        OperatorKind::Demanded => "demanded",
        OperatorKind::Threatened => "threatened",
        OperatorKind::Failed => "failed",
        OperatorKind::Hearsay => "hearsay",
        OperatorKind::Factive => "factive",
        OperatorKind::Phase => "phase",
    }
}
