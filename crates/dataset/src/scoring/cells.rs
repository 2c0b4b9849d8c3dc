//! What became of each mention: the cells of the confusion tables with their sentences.

use super::coded::CodedMention;
use super::gold::GoldMention;
use chancery_model::{DateSpan, EventId, Place};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The word for a mention that is not coded, and for an event that the gold does not have.
const NOTHING: &str = "nothing";
/// The word for a value that is not there.
const NONE: &str = "none";

/// What is compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// The event type.
    Type,
    /// The mode, where the type is right.
    Mode,
    /// The CAMEO code, where the type is right.
    Cameo,
    /// The states that act, where something was found.
    SourceActor,
    /// The states that are acted upon, where something was found.
    TargetActor,
    /// The status, where the type is right.
    Status,
    /// How the dates lie to each other, where the type is right.
    Date,
}

/// One mention of the gold that counts, or one event that stands for none.
#[derive(Clone, Debug, Serialize)]
pub struct Judged {
    /// Its id in the gold.
    pub gold: Option<Box<str>>,
    /// Its line in the gold.
    pub line: Option<u32>,
    /// The event that stands for it.
    pub event: Option<EventId>,
    /// File name of the document.
    pub document: Box<str>,
    /// The sentence.
    pub sentence: Box<str>,
    /// What the gold has and what is coded, by what is compared.
    pub values: BTreeMap<Dimension, [Box<str>; 2]>,
}

/// How often what the gold has was coded as what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Confusion {
    /// What the gold has.
    pub gold: Box<str>,
    /// What is coded.
    pub coded: Box<str>,
    /// How often.
    pub times: usize,
}

impl super::Scores {
    /// The cells of one table, the most frequent first.
    pub fn confusion(&self, dimension: Dimension) -> Vec<Confusion> {
        let mut counted: BTreeMap<&[Box<str>; 2], usize> = BTreeMap::new();
        for values in self.judged.iter().filter_map(|one| one.values.get(&dimension)) {
            *counted.entry(values).or_default() += 1;
        }
        let mut cells: Vec<Confusion> = counted
            .into_iter()
            .map(|([gold, coded], times)| Confusion {
                gold: gold.clone(),
                coded: coded.clone(),
                times,
            })
            .collect();
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.times));
        cells
    }

    /// The mentions behind a cell; `None` asks for any value.
    pub fn behind<'a>(
        &'a self,
        dimension: Dimension,
        gold: Option<&'a str>,
        coded: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Judged> {
        self.judged.iter().filter(move |one| {
            one.values.get(&dimension).is_some_and(|[wanted, got]| {
                gold.is_none_or(|gold| **wanted == *gold)
                    && coded.is_none_or(|coded| **got == *coded)
            })
        })
    }
}

/// Every mention of the gold in its order, then every event that stands for none.
pub(super) fn judged(
    core: &[&GoldMention],
    counted: &[&CodedMention],
    found: &[(&GoldMention, &CodedMention)],
) -> Vec<Judged> {
    let of: BTreeMap<&Place, &CodedMention> =
        found.iter().map(|(gold, coded)| (&gold.place, *coded)).collect();
    let used: BTreeSet<EventId> = found.iter().map(|(_, coded)| coded.id).collect();
    let mut all: Vec<Judged> =
        core.iter().map(|gold| one(gold, of.get(&gold.place).copied())).collect();
    let spare = counted.iter().filter(|event| !used.contains(&event.id));
    all.extend(spare.map(|event| Judged {
        gold: None,
        line: None,
        event: Some(event.id),
        document: event.document.clone(),
        sentence: event.sentence.clone(),
        values: BTreeMap::from([(
            Dimension::Type,
            [NOTHING.into(), event.event_type.clone()],
        )]),
    }));
    all
}

fn one(gold: &GoldMention, coded: Option<&CodedMention>) -> Judged {
    let got = coded.map_or_else(|| NOTHING.into(), |event| event.event_type.clone());
    let mut values = BTreeMap::from([(Dimension::Type, [gold.event_type.clone(), got])]);
    if let Some(coded) = coded {
        let sides = [
            (Dimension::SourceActor, &gold.source_actors, &coded.source_actors),
            (Dimension::TargetActor, &gold.target_actors, &coded.target_actors),
        ];
        for (dimension, wanted, got) in sides {
            values.insert(dimension, [joined(wanted), joined(got)]);
        }
        if coded.event_type == gold.event_type {
            compare(gold, coded, &mut values);
        }
    }
    Judged {
        gold: Some(gold.id.clone()),
        line: Some(gold.place.line),
        event: coded.map(|event| event.id),
        document: gold.document.clone(),
        sentence: gold.quote.clone(),
        values,
    }
}

/// What is compared only where the type is right.
fn compare(
    gold: &GoldMention,
    coded: &CodedMention,
    values: &mut BTreeMap<Dimension, [Box<str>; 2]>,
) {
    let or_none = |mode: &Option<Box<str>>| mode.clone().unwrap_or_else(|| NONE.into());
    if let Some(mode) = &gold.mode {
        values.insert(Dimension::Mode, [or_none(mode), or_none(&coded.mode)]);
    }
    if let Some(cameo) = &gold.cameo {
        values.insert(Dimension::Cameo, [cameo.clone(), coded.cameo.clone()]);
    }
    if let Some(status) = gold.status {
        let words = [status.word().into(), coded.status.word().into()];
        values.insert(Dimension::Status, words);
    }
    if let Some(date) = &gold.date {
        let wanted = date.as_ref().map(|(_, date)| date);
        let told = if wanted.is_some() { "dated" } else { "undated" };
        let lies = lies(wanted, coded.date.as_ref());
        values.insert(Dimension::Date, [told.into(), lies.into()]);
    }
}

/// How a coded date lies to that of the gold, in a word.
fn lies(gold: Option<&DateSpan>, coded: Option<&DateSpan>) -> &'static str {
    let (Some(gold), Some(coded)) = (gold, coded) else {
        return if coded.is_some() { "dated" } else { "undated" };
    };
    if gold.edtf() == coded.edtf() {
        return "same";
    }
    if !gold.meets(coded) {
        return "apart";
    }
    match (gold.width(), coded.width()) {
        (Some(wanted), Some(got)) if got < wanted => "sharper",
        (None, Some(_)) => "sharper",
        (Some(wanted), Some(got)) if got == wanted => "overlapping",
        (None, None) => "overlapping",
        _ => "vaguer",
    }
}

fn joined(states: &BTreeSet<Box<str>>) -> Box<str> {
    if states.is_empty() {
        return NONE.into();
    }
    let states: Vec<&str> = states.iter().map(AsRef::as_ref).collect();
    states.join("+").into()
}
