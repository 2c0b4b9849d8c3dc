//! Predictions: who foresees what, by which words and how likely, until when, and on which
//! condition.

use crate::contents::{action, labels, speaker};
use crate::{Cell, Dataset, Error, Query, Table};
use chancery_codebook::Codebook;
use chancery_model::{
    Annotated, Arc, Document, Event, Operator, OperatorKind, Predicate, PredicateKind,
    Role, Span, Speaker, Stance,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Percent, both included; `None` if the words are on no scale.
type Interval = Option<(u8, u8)>;

/// The words of a language by which predictions are known. All in lower case.
#[derive(Clone, Debug, Default)]
pub struct ForecastWords {
    /// Words of estimative probability with their interval in percent, if they are on a scale.
    pub hedges: BTreeMap<Box<str>, Interval>,
    /// What opens a condition: *if*, *unless*, *until*.
    pub conditions: BTreeSet<Box<str>>,
    /// Auxiliaries that tell of the future only as seen from the past: *would*.
    pub past_futures: BTreeSet<Box<str>>,
    /// Pronouns by which speakers tell their own aims.
    pub speakers: BTreeSet<Box<str>>,
}

impl ForecastWords {
    /// The words that a codebook knows.
    pub fn of(codebook: &Codebook) -> Self {
        let class = |name: &str| {
            let words = codebook.rules.classes.get(name);
            words.into_iter().flatten().cloned().collect()
        };
        let hedges = codebook.words.hedges.iter();
        Self {
            hedges: hedges.map(|hedge| (hedge.phrase.clone(), hedge.percent)).collect(),
            conditions: class("condition"),
            past_futures: class("past-future"),
            speakers: codebook.grammar.pronouns.speaker.iter().cloned().collect(),
        }
    }
}

/// What somebody predicts, in the order of documents and texts.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn forecasts(dataset: &Dataset, words: &ForecastWords) -> Result<Table, Error> {
    let mut table = Table::new(
        "forecasts",
        &[
            ("document", "document"),
            ("according_to", "according to"),
            ("hedge", "hedge"),
            ("interval", "interval"),
            ("horizon", "horizon"),
            ("condition", "condition"),
            ("event", "event"),
            ("sentence", "sentence"),
        ],
    );
    let mut kept = dataset.foreseen()?;
    for document in dataset.documents()? {
        let told = match kept.remove(&document.id) {
            Some(told) => told,
            None => {
                let of_this = Query { document: Some(document.id), ..Query::default() };
                let events = dataset.events(&of_this)?;
                foreseen(&dataset.annotated(document.id)?, &events, words)
            }
        };
        told.into_iter().for_each(|one| table.push(one.row(&document)));
    }
    Ok(table)
}

/// A prediction, as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Forecast {
    according_to: Box<str>,
    hedges: Vec<Box<str>>,
    interval: Box<str>,
    horizon: Box<str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    condition: Option<Box<str>>,
    event: Box<str>,
    sentence: Span,
}

impl Forecast {
    fn row(self, document: &Document) -> Vec<Cell> {
        vec![
            Cell::text(&*document.path),
            Cell::text(self.according_to),
            Cell::list(self.hedges),
            Cell::text(self.interval),
            Cell::text(self.horizon),
            Cell::maybe(self.condition),
            Cell::text(self.event),
            Cell::maybe(self.sentence.text(&document.text)),
        ]
    }
}

/// What a document with these events predicts, in the order of its text.
pub(crate) fn foreseen(
    annotated: &Annotated,
    events: &[Event],
    words: &ForecastWords,
) -> Vec<Forecast> {
    Text { annotated, words, events }.forecasts()
}

/// One document with what is needed to read its predictions.
struct Text<'a> {
    annotated: &'a Annotated,
    words: &'a ForecastWords,
    events: &'a [Event],
}

impl Text<'_> {
    fn forecasts(&self) -> Vec<Forecast> {
        let layers = self.annotated;
        let pairs = || layers.predicates.items.iter().zip(&layers.stances.items);
        let ahead: Vec<(&Predicate, &Stance)> = pairs()
            .filter(|(predicate, stance)| self.looks_ahead(predicate, stance))
            .collect();
        // *will continue to sour*: what continues is predicted once, by the verb that tells it.
        let carried: BTreeSet<Span> = ahead
            .iter()
            .flat_map(|(_, stance)| &stance.operators)
            .filter(|operator| operator.kind == OperatorKind::Phase)
            .map(|operator| operator.span)
            .collect();
        ahead
            .into_iter()
            .filter(|(predicate, _)| !carried.contains(&predicate.trigger))
            .filter(|(predicate, _)| self.in_coded_zone(predicate.trigger))
            .map(|(predicate, stance)| self.row(predicate, stance))
            .collect()
    }

    fn in_coded_zone(&self, span: Span) -> bool {
        self.annotated.document.is_coded_at(span.start())
    }

    fn lower(&self, span: Span) -> String {
        span.text(&self.annotated.document.text).unwrap_or_default().to_lowercase()
    }

    /// Whether a clause tells what somebody thinks will, may or is unlikely to come: it lies
    /// ahead, or words of probability stand over a verb without a tense of its own. What is
    /// supposed, asked for, intended or threatened is foreseen by nobody, but for an aim that
    /// its speakers tell of themselves.
    fn looks_ahead(&self, predicate: &Predicate, stance: &Stance) -> bool {
        let kinds = |wanted: &[OperatorKind]| {
            stance.operators.iter().any(|operator| wanted.contains(&operator.kind))
        };
        let is_supposed = kinds(&[
            OperatorKind::Hypothetical,
            OperatorKind::Threatened,
            OperatorKind::Failed,
        ]);
        if is_supposed {
            return false;
        }
        let tokens = &self.annotated.tokens.items;
        let verb = predicate.light_verb.unwrap_or(predicate.head);
        let is_bare = tokens[verb as usize].xpos.as_ref() == "VB";
        if kinds(&[OperatorKind::Demanded, OperatorKind::Intended]) {
            return is_bare && self.is_own_aim(predicate, stance);
        }
        let foresees = |operator: &Operator| {
            let is_future = operator.kind == OperatorKind::Future
                && !self.words.past_futures.contains(self.lower(operator.span).as_str());
            match predicate.kind {
                PredicateKind::Verb => is_bare && (is_future || self.hedges(operator)),
                PredicateKind::Noun if predicate.light_verb.is_some() => {
                    is_bare && (is_future || self.hedges(operator))
                }
                PredicateKind::Noun => {
                    self.hedges(operator) && self.is_said_of(operator, predicate.head)
                }
            }
        };
        stance.operators.iter().any(foresees)
    }

    /// Whether an operator is a word of estimative probability.
    fn hedges(&self, operator: &Operator) -> bool {
        let estimates = matches!(
            operator.kind,
            OperatorKind::Probable | OperatorKind::Possible | OperatorKind::Improbable
        );
        estimates && self.hedge(operator).is_some()
    }

    /// Whether a noun is called likely or the like itself: *an attack is unlikely*.
    fn is_said_of(&self, operator: &Operator, noun: u32) -> bool {
        let tokens = &self.annotated.tokens.items;
        let at =
            tokens.partition_point(|token| token.span.start() < operator.span.start());
        let is_adjective = tokens
            .get(at)
            .is_some_and(|token| matches!(token.upos.as_ref(), "ADJ" | "ADV"));
        let joined = |one: usize, other: u32| {
            self.annotated
                .syntax
                .items
                .get(one)
                .is_some_and(|arc| arc.head == Some(other))
        };
        let index = u32::try_from(at).unwrap_or(u32::MAX);
        is_adjective && (joined(at, noun) || joined(noun as usize, index))
    }

    /// *we want to go further*: an aim in the present that its speakers tell of themselves.
    fn is_own_aim(&self, predicate: &Predicate, stance: &Stance) -> bool {
        if stance.attributions.is_empty() {
            return false;
        }
        let tokens = &self.annotated.tokens.items;
        let verb = predicate.light_verb.unwrap_or(predicate.head);
        let Some(governor) = self.arc(verb).head else { return false };
        let is_present = tokens[governor as usize].xpos.as_ref() == "VBP";
        let sentence = &self.annotated.sentences.items[predicate.sentence as usize];
        let by_speaker = (sentence.first..sentence.last).any(|token| {
            let arc = self.arc(token);
            arc.head == Some(governor)
                && arc.relation.starts_with("nsubj")
                && self
                    .words
                    .speakers
                    .contains(self.lower(tokens[token as usize].span).as_str())
        });
        is_present && by_speaker
    }

    fn arc(&self, token: u32) -> &Arc {
        &self.annotated.syntax.items[token as usize]
    }

    /// The longest hedge that holds the operator's word, with its interval.
    fn hedge(&self, operator: &Operator) -> Option<(Box<str>, Interval)> {
        let tokens = &self.annotated.tokens.items;
        let at =
            tokens.partition_point(|token| token.span.start() < operator.span.start());
        let mut best: Option<(Box<str>, Interval)> = None;
        for first in at.saturating_sub(4)..=at {
            for last in at..(at + 4).min(tokens.len()) {
                let words = tokens.get(first..=last).unwrap_or_default();
                let words: Vec<String> =
                    words.iter().map(|token| self.lower(token.span)).collect();
                let phrase = words.join(" ");
                let is_longer =
                    best.as_ref().is_none_or(|(known, _)| known.len() < phrase.len());
                if let Some((phrase, &interval)) =
                    self.words.hedges.get_key_value(phrase.as_str()).filter(|_| is_longer)
                {
                    best = Some((phrase.clone(), interval));
                }
            }
        }
        best
    }

    fn row(&self, predicate: &Predicate, stance: &Stance) -> Forecast {
        let mut hedges = Vec::new();
        let mut interval = None;
        let tells = |operator: &&Operator| {
            !matches!(operator.kind, OperatorKind::Phase | OperatorKind::Factive)
        };
        for operator in stance.operators.iter().filter(tells) {
            match self.hedge(operator) {
                Some((phrase, percent)) => {
                    interval = interval.or(percent);
                    hedges.push(phrase);
                }
                None => hedges.push(self.lower(operator.span).into()),
            }
        }
        hedges.dedup();
        let interval = interval.map_or("unscored".to_owned(), |(low, high)| {
            format!("{low}-{high} % (ICD-203)")
        });
        let times = predicate.times.iter();
        let horizon = times
            .filter_map(|&index| self.annotated.times.items.get(index as usize))
            .find_map(|time| time.date.as_ref().map(|date| date.edtf().to_string()));
        let sentence = self.annotated.sentences.items[predicate.sentence as usize].span;
        Forecast {
            according_to: self.predictor(stance).into(),
            hedges,
            interval: interval.into(),
            horizon: horizon.unwrap_or_else(|| "none".to_owned()).into(),
            condition: self.condition(predicate).map(Into::into),
            event: self.event(predicate).into(),
            sentence,
        }
    }

    /// The innermost voice; for *we* and *I* whoever says that.
    fn predictor(&self, stance: &Stance) -> String {
        let document = &self.annotated.document;
        let said = |&index: &u32| self.annotated.attributions.items.get(index as usize);
        let voices = stance.attributions.iter().rev().filter_map(said);
        let named = voices.map(|said| &said.voice).find(|voice| match voice {
            Speaker::Unresolved(words) => {
                !self.words.speakers.contains(words.to_lowercase().as_str())
            }
            _ => true,
        });
        speaker(document, named.unwrap_or(&Speaker::Publisher))
    }

    /// The clause on which the prediction hangs, in its words.
    fn condition(&self, predicate: &Predicate) -> Option<String> {
        let sentence = &self.annotated.sentences.items[predicate.sentence as usize];
        let tokens = &self.annotated.tokens.items;
        let governors: BTreeSet<u32> =
            std::iter::successors(Some(predicate.head), |&at| self.arc(at).head)
                .take(tokens.len())
                .collect();
        let range = sentence.first..sentence.last;
        let opens = |mark: u32, clause: u32| {
            let arc = self.arc(mark);
            arc.head == Some(clause)
                && matches!(&*arc.relation, "mark" | "advmod")
                && self
                    .words
                    .conditions
                    .contains(self.lower(tokens[mark as usize].span).as_str())
        };
        let clause = range.clone().find(|&clause| {
            let arc = self.arc(clause);
            arc.relation.starts_with("advcl")
                && arc.head.is_some_and(|head| governors.contains(&head))
                && range.clone().any(|mark| opens(mark, clause))
        })?;
        let below = |token: u32| {
            std::iter::successors(Some(token), |&at| self.arc(at).head)
                .take(tokens.len())
                .any(|at| at == clause)
        };
        let is_word = |&token: &u32| tokens[token as usize].upos.as_ref() != "PUNCT";
        let held: Vec<u32> = range.filter(|&token| below(token)).collect();
        let first = held.iter().copied().find(is_word)?;
        let last = held.iter().rev().copied().find(is_word)?;
        let span = tokens[first as usize].span.cover(tokens[last as usize].span);
        span.text(&self.annotated.document.text).map(str::to_owned)
    }

    /// The event in coded form, or the clause in its words if no rule codes it.
    fn event(&self, predicate: &Predicate) -> String {
        let coded =
            self.events.iter().find(|event| event.trigger.overlaps(predicate.trigger));
        if let Some(event) = coded {
            let (from, to) = (labels(&event.source_actors), labels(&event.target_actors));
            let join = |actors: Vec<Box<str>>| {
                if actors.is_empty() { "-".to_owned() } else { actors.join(" + ") }
            };
            let cameo = event.cameo.value.as_str();
            return format!("{} [{cameo}] {} -> {}", action(event), join(from), join(to));
        }
        let text = &self.annotated.document.text;
        let filler = |role: &Role| {
            let fillers = predicate.arguments.iter().filter(|one| one.role == *role);
            let words: Vec<&str> =
                fillers.filter_map(|one| one.span.text(text)).collect();
            if words.is_empty() { "-".to_owned() } else { words.join(" + ") }
        };
        let (from, to) = (filler(&Role::Agent), filler(&Role::Patient));
        format!("no code ({}) {from} -> {to}", predicate.lemma)
    }
}
