//! How well events agree with texts that people coded: figures, confusions, and the sentences
//! behind every cell.

mod cells;
mod coded;
mod figures;
mod gold;
mod incidents;
mod pairing;
mod row;

pub use cells::{Confusion, Dimension, Judged};
pub use figures::{Accuracy, Rate, rounded};
pub use gold::{Gold, GoldFile, GoldMention};
pub use incidents::IncidentFigures;

use crate::{Dataset, Error};
use cells::judged;
use chancery_model::{Diagnostic, Status};
use coded::{CodedMention, Coding};
use pairing::agree;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How well a dataset agrees with gold.
///
/// A mention is *found* if a coded event stands for it, *typed* if the types agree as well, and
/// *coded* if some state on each side agrees too. Status, date, speaker, mode and code are
/// judged over typed pairs; what the gold does not judge is left out.
#[derive(Debug, Serialize)]
pub struct Scores {
    /// Documents of the gold.
    pub documents: usize,
    /// A coded event stands for a mention of the gold.
    pub found: Rate,
    /// … and the type is right.
    pub typed: Rate,
    /// … and so is some state on each side: who did what to whom.
    pub coded: Rate,
    /// Right status.
    pub status: Accuracy,
    /// Right status of what the gold does not call asserted: of all such mentions, found or not.
    pub status_not_asserted: Accuracy,
    /// The same date, as written.
    pub date: Accuracy,
    /// A date that shares a day, or none where the gold has none.
    pub date_compatible: Accuracy,
    /// A mistake: a date of fewer days than that of the gold, or one where the gold has none.
    pub date_sharper: Accuracy,
    /// Right state of the speaker.
    pub speaker: Accuracy,
    /// Right mode.
    pub mode: Accuracy,
    /// Right CAMEO code.
    pub cameo: Accuracy,
    /// Right CAMEO root.
    pub cameo_root: Accuracy,
    /// Figures by event type.
    pub by_type: BTreeMap<Box<str>, Rate>,
    /// Figures by `TYPE/mode`.
    pub by_mode: BTreeMap<Box<str>, Rate>,
    /// Figures by the state that acts, over pairs that were found.
    pub by_source_actor: BTreeMap<Box<str>, Rate>,
    /// Figures by the state that is acted upon, over pairs that were found.
    pub by_target_actor: BTreeMap<Box<str>, Rate>,
    /// Figures by status, over typed pairs.
    pub by_status: BTreeMap<Status, Rate>,
    /// Incidents, if the gold has any.
    pub incidents: Option<IncidentFigures>,
    /// Each mention of the gold that counts, and each event that stands for none.
    pub judged: Vec<Judged>,
}

/// Scores what a dataset has of the documents of the gold.
///
/// The findings tell gold whose bytes do not hold its words, or whose documents are not there;
/// with an error among them there are no scores.
///
/// # Errors
/// If no run has finished, or the file cannot be read.
pub fn score(
    gold: &mut Gold,
    dataset: &Dataset,
) -> Result<(Option<Scores>, Vec<Diagnostic>), Error> {
    let coding = Coding::of(dataset, gold)?;
    let mut findings = Vec::new();
    coding.locate(gold, &mut findings);
    let is_broken =
        findings.iter().any(|f| f.severity == chancery_model::Severity::Error);
    let scores = (!is_broken).then(|| Scores::of(gold, &coding.mentions));
    Ok((scores, findings))
}

/// A mention of the gold with the event that stands for it.
type Pair<'a> = (&'a GoldMention, &'a CodedMention);

impl Scores {
    fn of(gold: &Gold, coded: &[CodedMention]) -> Self {
        let all = pairing::pairs(&gold.mentions, coded);
        let pair = |&(at, index): &(usize, usize)| (&gold.mentions[at], &coded[index]);
        let ignored: BTreeSet<usize> = all
            .iter()
            .filter(|(at, _)| !gold.mentions[*at].is_core)
            .map(|(_, index)| *index)
            .collect();
        let found: Vec<Pair<'_>> =
            all.iter().map(pair).filter(|(gold, _)| gold.is_core).collect();
        let is_typed = |(gold, coded): &Pair<'_>| gold.event_type == coded.event_type;
        let typed: Vec<Pair<'_>> = found.iter().copied().filter(is_typed).collect();
        let right = typed.iter().filter(|(gold, coded)| {
            agree(&gold.source_actors, &coded.source_actors)
                && agree(&gold.target_actors, &coded.target_actors)
        });
        let core: Vec<&GoldMention> =
            gold.mentions.iter().filter(|mention| mention.is_core).collect();
        let counted: Vec<&CodedMention> = coded
            .iter()
            .enumerate()
            .filter(|(index, _)| !ignored.contains(index))
            .map(|(_, event)| event)
            .collect();
        let rate = |right: usize| Rate { gold: core.len(), coded: counted.len(), right };
        let documents: BTreeSet<&str> =
            gold.mentions.iter().map(|mention| &*mention.document).collect();
        Self {
            documents: documents.len(),
            found: rate(found.len()),
            typed: rate(typed.len()),
            coded: rate(right.count()),
            status: accuracy(&typed, |gold, coded| Some(gold.status? == coded.status)),
            status_not_asserted: not_asserted(&core, &typed),
            date: accuracy(&typed, |gold, coded| {
                let wanted = gold.date.as_ref()?.as_ref().map(|(text, _)| &**text);
                Some(wanted == coded.date.as_ref().map(|date| date.edtf()))
            }),
            date_compatible: accuracy(&typed, |gold, coded| {
                let wanted = gold.date.as_ref()?.as_ref().map(|(_, date)| date);
                Some(match (wanted, &coded.date) {
                    (Some(wanted), Some(date)) => wanted.meets(date),
                    (wanted, date) => wanted.is_none() && date.is_none(),
                })
            }),
            date_sharper: accuracy(&typed, |gold, coded| {
                let wanted = gold.date.as_ref()?.as_ref().map(|(_, date)| date.width());
                let told = coded.date.as_ref().map(|date| date.width());
                let days = |width: Option<u64>| width.unwrap_or(u64::MAX);
                Some(told.is_some_and(|told| wanted.is_none_or(|w| days(told) < days(w))))
            }),
            speaker: accuracy(&typed, |gold, coded| {
                Some(agree(gold.speakers.as_ref()?, &coded.speakers))
            }),
            mode: accuracy(&typed, |gold, coded| {
                Some(*gold.mode.as_ref()? == coded.mode)
            }),
            cameo: accuracy(&typed, |gold, coded| {
                Some(*gold.cameo.as_ref()? == coded.cameo)
            }),
            cameo_root: accuracy(&typed, |gold, coded| {
                Some(gold.cameo.as_ref()?.get(..2) == coded.cameo.get(..2))
            }),
            by_type: rates(
                core.iter().map(|gold| gold.event_type.clone()),
                counted.iter().map(|event| event.event_type.clone()),
                typed.iter().map(|(gold, _)| gold.event_type.clone()),
            ),
            by_mode: rates(
                core.iter().filter_map(|gold| {
                    with_mode(&gold.event_type, gold.mode.as_ref()?.as_deref())
                }),
                counted.iter().filter_map(|event| {
                    with_mode(&event.event_type, event.mode.as_deref())
                }),
                typed.iter().filter_map(|(gold, coded)| {
                    let mode = gold.mode.as_ref()?.as_deref();
                    (mode == coded.mode.as_deref())
                        .then(|| with_mode(&gold.event_type, mode))?
                }),
            ),
            by_source_actor: sides(
                &found,
                |gold| &gold.source_actors,
                |coded| &coded.source_actors,
            ),
            by_target_actor: sides(
                &found,
                |gold| &gold.target_actors,
                |coded| &coded.target_actors,
            ),
            by_status: rates(
                typed.iter().filter_map(|(gold, _)| gold.status),
                typed
                    .iter()
                    .filter_map(|(gold, coded)| gold.status.and(Some(coded.status))),
                typed
                    .iter()
                    .filter(|(gold, coded)| gold.status == Some(coded.status))
                    .map(|(_, coded)| coded.status),
            ),
            incidents: incidents::score(&gold.mentions, coded),
            judged: judged(&core, &counted, &found),
        }
    }
}

fn with_mode(event_type: &str, mode: Option<&str>) -> Option<Box<str>> {
    mode.map(|mode| format!("{event_type}/{mode}").into())
}

fn accuracy(
    pairs: &[Pair<'_>],
    is_right: impl Fn(&GoldMention, &CodedMention) -> Option<bool>,
) -> Accuracy {
    let mut accuracy = Accuracy::default();
    for right in pairs.iter().filter_map(|(gold, coded)| is_right(gold, coded)) {
        accuracy.of += 1;
        accuracy.right += usize::from(right);
    }
    accuracy
}

fn not_asserted(core: &[&GoldMention], typed: &[Pair<'_>]) -> Accuracy {
    let is = |gold: &GoldMention| gold.status.is_some_and(|s| s != Status::Asserted);
    let right = |(gold, coded): &&Pair<'_>| is(gold) && gold.status == Some(coded.status);
    Accuracy {
        of: core.iter().filter(|gold| is(gold)).count(),
        right: typed.iter().filter(right).count(),
    }
}

fn rates<K: Ord>(
    gold: impl Iterator<Item = K>,
    coded: impl Iterator<Item = K>,
    right: impl Iterator<Item = K>,
) -> BTreeMap<K, Rate> {
    let mut rates: BTreeMap<K, Rate> = BTreeMap::new();
    for key in gold {
        rates.entry(key).or_default().gold += 1;
    }
    for key in coded {
        rates.entry(key).or_default().coded += 1;
    }
    for key in right {
        rates.entry(key).or_default().right += 1;
    }
    rates
}

/// How often a state stands on one side of pairs that were found.
fn sides<'a>(
    found: &[Pair<'a>],
    wanted: impl Fn(&'a GoldMention) -> &'a BTreeSet<Box<str>>,
    got: impl Fn(&'a CodedMention) -> &'a BTreeSet<Box<str>>,
) -> BTreeMap<Box<str>, Rate> {
    let wanted = &wanted;
    let got = &got;
    rates(
        found.iter().flat_map(|(gold, _)| wanted(gold).iter().cloned()),
        found.iter().flat_map(|(_, coded)| got(coded).iter().cloned()),
        found.iter().flat_map(|(gold, coded)| {
            wanted(gold).intersection(got(coded)).cloned().collect::<Vec<_>>()
        }),
    )
}
