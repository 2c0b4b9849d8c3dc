//! What accounts are compared in, and what one event says of it.

use crate::agreement::Said;
use chancery_model::{Actor, Coded, CountWhat, Document, Event, EventId, Span, Status};
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
    /// Whether it happened.
    Status,
}

impl Attribute {
    /// All attributes, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Date,
        Self::Place,
        Self::SourceActor,
        Self::TargetActor,
        Self::Killed,
        Self::Injured,
        Self::Arrested,
        Self::Expelled,
        Self::Label,
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
                let said =
                    Said::Place(words.clone(), country.filter(|_| is_name(&words)));
                (shown(words, place.basis.span()), said)
            })
            .collect(),
        Attribute::SourceActor => actors(&event.source_actors, &event.target_actors),
        Attribute::TargetActor => actors(&event.target_actors, &event.source_actors),
        Attribute::Killed => counts(CountWhat::Killed),
        Attribute::Injured => counts(CountWhat::Injured),
        Attribute::Arrested => counts(CountWhat::Arrested),
        Attribute::Expelled => counts(CountWhat::Expelled),
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

/// Whether words for a place are its name: a building lies in another state than the one whose
/// it is.
fn is_name(words: &str) -> bool {
    words.split_whitespace().all(|word| {
        word.chars().count() <= ARTICLE || word.starts_with(|c: char| !c.is_lowercase())
    })
}

/// Letters of the longest word that can stand in a name in lower case: *of the*.
const ARTICLE: usize = 3;

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
