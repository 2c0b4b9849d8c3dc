//! Whether mentions of one occurrence stand together: B-cubed over the mentions of the gold.

use super::coded::CodedMention;
use super::gold::GoldMention;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// B-cubed figures of incidents (Bagga and Baldwin 1998).
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct IncidentFigures {
    /// Mentions of the gold that count and have an incident.
    pub mentions: usize,
    /// Those of them that some coded trigger overlaps.
    pub found: usize,
    /// Precision; mentions that are not found stand alone.
    pub precision: f64,
    /// Recall.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// The same over the mentions found alone.
    pub f1_of_found: f64,
}

/// The cluster of each item: an incident, or the item itself.
type Clusters = BTreeMap<usize, String>;

/// Scores the incidents; `None` if the gold has none.
pub(super) fn score(
    gold: &[GoldMention],
    coded: &[CodedMention],
) -> Option<IncidentFigures> {
    let (mut wanted, mut got) = (Clusters::new(), Clusters::new());
    let mut found = BTreeSet::new();
    for (at, mention) in gold.iter().enumerate().filter(|(_, mention)| mention.is_core) {
        let Some(incident) = &mention.incident else { continue };
        wanted.insert(at, incident.to_string());
        let hit = hit(mention, coded);
        found.extend(hit.is_some().then_some(at));
        got.insert(at, hit.unwrap_or_else(|| format!("alone {at}")));
    }
    if wanted.is_empty() {
        return None;
    }
    let (precision, recall, f1) = b_cubed(&wanted, &got);
    let some: Clusters = wanted
        .iter()
        .filter(|(at, _)| found.contains(*at))
        .map(|(at, cluster)| (*at, cluster.clone()))
        .collect();
    Some(IncidentFigures {
        mentions: wanted.len(),
        found: found.len(),
        precision,
        recall,
        f1,
        f1_of_found: b_cubed(&some, &got).2,
    })
}

/// The incident of the first coded trigger that overlaps that of the gold.
fn hit(mention: &GoldMention, coded: &[CodedMention]) -> Option<String> {
    let (start, end) = mention.trigger_bytes?;
    let hits = coded.iter().filter_map(|event| {
        let trigger = event.trigger?;
        let incident = event.incident?.to_string();
        let meets =
            event.document == mention.document && trigger.0 < end && trigger.1 > start;
        meets.then_some((trigger, incident))
    });
    hits.min().map(|(_, incident)| incident)
}

fn b_cubed(wanted: &Clusters, got: &Clusters) -> (f64, f64, f64) {
    let members = |clusters: &Clusters, like: usize| -> BTreeSet<usize> {
        let same = |at: &&usize| clusters.get(at) == clusters.get(&like);
        wanted.keys().filter(same).copied().collect()
    };
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let (mut precision, mut recall) = (0.0, 0.0);
    for &at in wanted.keys() {
        let (gold, coded) = (members(wanted, at), members(got, at));
        let both = number(gold.intersection(&coded).count());
        precision += both / number(coded.len());
        recall += both / number(gold.len());
    }
    let all = number(wanted.len()).max(1.0);
    let (precision, recall) = (precision / all, recall / all);
    let sum = precision + recall;
    let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
    (precision, recall, f1)
}
