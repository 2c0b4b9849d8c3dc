//! What accounts are compared in, and what one event says of it.

use crate::agreement::Said;
use chancery_model::{
    Actor, ActorKind, Certainty, Coded, CountWhat, Detail, DetailKind, Document, Event,
    EventId, EventPlace, Polarity, Precision, Span, Status,
};
use serde::Serialize;

/// What is compared between accounts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribute {
    /// When it happened.
    Date,
    /// Where.
    Place,
    /// Who acted.
    SourceActor,
    /// Who was acted upon.
    TargetActor,
    /// How many were killed.
    Killed,
    /// How many were injured.
    Injured,
    /// How many were arrested.
    Arrested,
    /// How many were expelled.
    Expelled,
    /// What it is called.
    Label,
    /// At which time of day.
    Time,
    /// With what.
    Means,
    /// Why.
    Motive,
    /// What those did whose task it is.
    Response,
    /// Whether it happened.
    Status,
}

impl Attribute {
    /// All attributes, in the order in which they are shown.
    pub const ALL: [Self; 14] = [
        Self::Date,
        Self::Time,
        Self::Place,
        Self::SourceActor,
        Self::TargetActor,
        Self::Means,
        Self::Killed,
        Self::Injured,
        Self::Arrested,
        Self::Expelled,
        Self::Motive,
        Self::Label,
        Self::Response,
        Self::Status,
    ];

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Place => "place",
            Self::SourceActor => "source actor",
            Self::TargetActor => "target actor",
            Self::Killed => CountWhat::Killed.word(),
            Self::Injured => CountWhat::Injured.word(),
            Self::Arrested => CountWhat::Arrested.word(),
            Self::Expelled => CountWhat::Expelled.word(),
            Self::Label => "what it is called",
            Self::Time => DetailKind::Time.word(),
            Self::Means => DetailKind::Means.word(),
            Self::Motive => DetailKind::Motive.word(),
            Self::Response => DetailKind::Response.word(),
            Self::Status => "status",
        }
    }
}

/// One value as one asserter gives it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AccountValue {
    /// The value.
    pub value: Box<str>,
    /// The words it rests on, in the text of the asserter's document; `None` if it rests on
    /// what is known of the document.
    pub span: Option<Span>,
    /// Those words.
    pub words: Option<Box<str>>,
    /// The sentence that they stand in, or that tells the event.
    pub sentence: Span,
    /// The event it belongs to.
    pub event: EventId,
    /// The status of that event.
    pub status: Status,
}

/// A value to be shown, in the form in which it is compared.
pub(crate) type Value = (AccountValue, Said);

/// What one event says of an attribute.
pub(crate) fn values(
    attribute: Attribute,
    document: &Document,
    event: &Event,
) -> Vec<Value> {
    let shown = |value: String, span: Option<Span>| AccountValue {
        value: value.into(),
        span,
        words: span.and_then(|span| span.text(&document.text)).map(Into::into),
        sentence: event.sentence,
        event: event.id,
        status: event.claim.status.value,
    };
    let counts = |what: CountWhat| {
        let of_this = event.counts.iter().filter(move |count| count.value.what == what);
        of_this
            .map(|count| {
                let (low, high) = (count.value.low, count.value.high);
                let said = Said::Number(low, high, count.value.words.to_string());
                (shown(number(low, high, &count.value.words), count.basis.span()), said)
            })
            .collect()
    };
    let actors = |actors: &[Coded<Actor>], others: &[Coded<Actor>]| {
        let opposite =
            || others.iter().filter_map(|other| other.value.country.clone()).collect();
        let value = |actor: &Coded<Actor>| {
            let said = Said::Actor(Box::new(actor.value.clone()), opposite());
            (shown(actor.value.label.to_string(), actor.basis.span()), said)
        };
        actors.iter().map(value).collect()
    };
    match attribute {
        Attribute::Date => event
            .date
            .iter()
            .map(|date| {
                let shown = shown(date.value.to_string(), date.basis.span());
                (shown, Said::Date(date.value.clone()))
            })
            .collect(),
        Attribute::Place => event
            .place
            .iter()
            .map(|place| {
                let words = place.value.words.to_string();
                let country = place.value.country.clone();
                let said = Said::Place(
                    words.clone(),
                    country
                        .filter(|_| is_located(event, &place.value, place.basis.span())),
                );
                (shown(words, place.basis.span()), said)
            })
            .collect(),
        Attribute::SourceActor => actors(&event.source_actors, &event.target_actors),
        Attribute::TargetActor => actors(&event.target_actors, &event.source_actors),
        Attribute::Killed => counts(CountWhat::Killed),
        Attribute::Injured => counts(CountWhat::Injured),
        Attribute::Arrested => counts(CountWhat::Arrested),
        Attribute::Expelled => counts(CountWhat::Expelled),
        Attribute::Time | Attribute::Means | Attribute::Motive | Attribute::Response => {
            Vec::new()
        }
        Attribute::Label => {
            let words = event.trigger.text(&document.text).unwrap_or_default();
            let said = Said::Word(event.lemma.to_string());
            vec![(shown(words.to_owned(), Some(event.trigger)), said)]
        }
        Attribute::Status => {
            let status = &event.claim.status;
            let said = Said::Status(status.value);
            vec![(shown(status.value.word().to_owned(), status.basis.span()), said)]
        }
    }
}

/// Whether the state of a place is where it lies: a town or region known by name, or a state
/// itself. A mission whose state alone is known lies in another.
fn is_located(event: &Event, place: &EventPlace, words: Option<Span>) -> bool {
    let is_mission = || {
        let actors = event.source_actors.iter().chain(&event.target_actors);
        let mut organs = actors.filter(|actor| actor.value.kind == ActorKind::Organ);
        organs.any(|organ| match (organ.basis.span(), words) {
            (Some(organ), Some(words)) => organ.overlaps(words),
            _ => false,
        })
    };
    match place.precision {
        Precision::Point | Precision::City | Precision::Region | Precision::Border => {
            true
        }
        Precision::Country => !is_mission(),
        Precision::Unknown => false,
    }
}

/// The attribute of which a detail tells.
pub(crate) fn attribute_of(kind: DetailKind) -> Attribute {
    match kind {
        DetailKind::Motive => Attribute::Motive,
        DetailKind::Label => Attribute::Label,
        DetailKind::Means => Attribute::Means,
        DetailKind::Time => Attribute::Time,
        DetailKind::Response => Attribute::Response,
        DetailKind::Killed => Attribute::Killed,
        DetailKind::Injured => Attribute::Injured,
    }
}

/// What a detail says of an occurrence.
pub(crate) fn detail_value(document: &Document, detail: &Detail) -> Value {
    let words = detail.words.text(&document.text).unwrap_or_default();
    let is_count = matches!(detail.kind, DetailKind::Killed | DetailKind::Injured);
    let (value, said) = if is_count {
        let said = Said::Number(detail.low, detail.high, words.to_owned());
        (number(detail.low, detail.high, words), said)
    } else {
        (words.to_owned(), Said::Word(words.to_owned()))
    };
    let shown = AccountValue {
        value: value.into(),
        span: Some(detail.words),
        words: Some(words.into()),
        sentence: detail.sentence,
        event: detail.event,
        status: stands(detail),
    };
    (shown, said)
}

/// How a detail stands: as an event of the same voices would.
pub(crate) fn stands(detail: &Detail) -> Status {
    let inner = detail.voices.last().map(|voice| voice.factuality);
    let is_denied = inner.is_some_and(|one| one.polarity == Polarity::Negative);
    let is_certain = inner.is_some_and(|one| one.certainty == Certainty::Certain);
    match (detail.voices.len(), is_denied, is_certain) {
        (_, true, _) => Status::Denied,
        (0 | 1, _, true) => Status::Asserted,
        _ => Status::Claimed,
    }
}

/// A number with the words for it unless they are the number.
fn number(low: Option<u32>, high: Option<u32>, words: &str) -> String {
    let range = match (low, high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("at most {high}"),
        (None, None) => return words.to_owned(),
    };
    if range == words { range } else { format!("{range} ({words})") }
}
