//! What is told as known: events of one document that lead back to another one told in it.

use crate::decided::Decided;
use crate::group::Grouped;
use crate::incident::Merge;
use crate::profile::Profile;
use crate::score::Scorer;
use chancery_codebook::Likeness;
use std::collections::{BTreeMap, BTreeSet};

/// Events by one word beyond which it is no word for one thing alone.
const MOST: usize = 12;

/// Events beside one among which those of its sentence stand.
const BESIDE: usize = 12;

/// Pairs of events of one document of which one leads to the other.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// An event before each that points back.
    pointing: BTreeSet<[usize; 2]>,
    /// The events that say more by the word of each that says nothing by itself.
    bare: BTreeMap<usize, Vec<usize>>,
}

impl Known {
    /// Those among the events of one document, in the order of the text.
    pub(crate) fn among(profiles: &[Profile], scorer: &Scorer<'_>) -> Self {
        let mut known = Self::default();
        for (at, profile) in profiles.iter().enumerate() {
            if profile.points_back
                && let Some(before) = antecedent(profiles, at, scorer)
            {
                known.pointing.insert([before, at]);
            }
            if profile.is_bare() {
                let fuller = fuller(profiles, at, scorer);
                if !fuller.is_empty() {
                    known.bare.insert(at, fuller);
                }
            }
        }
        known
    }

    /// Whether one of two points back to the other.
    pub(crate) fn points(&self, a: usize, b: usize) -> bool {
        self.pointing.contains(&[a.min(b), a.max(b)])
    }

    /// Whether an event says nothing by itself, so that it follows others and brings none
    /// together.
    pub(crate) fn follows(&self, at: usize) -> bool {
        self.bare.contains_key(&at)
    }

    /// Adds what says nothing by itself to the group that holds all events by its word.
    pub(crate) fn follow(
        &self,
        grouped: &mut Grouped,
        profiles: &[Profile],
        decided: &Decided,
        scorer: &Scorer<'_>,
    ) {
        let mut group_of = vec![0; profiles.len()];
        for (number, group) in grouped.groups.iter().enumerate() {
            group.iter().for_each(|&event| group_of[event] = number);
        }
        for (&at, fuller) in &self.bare {
            let homes: BTreeSet<usize> =
                fuller.iter().map(|&event| group_of[event]).collect();
            let (Some(&home), own) = (homes.first(), group_of[at]) else { continue };
            let fits = |&other: &usize| {
                !decided.parts(at, other)
                    && scorer.likeness(&profiles[at], &profiles[other]).is_some()
            };
            let is_free = grouped.groups[own].len() == 1 && own != home;
            if homes.len() > 1 || !is_free || !grouped.groups[home].iter().all(fits) {
                continue;
            }
            let why = scorer.known(&profiles[at], &profiles[fuller[0]]);
            let Some(score) = why else { continue };
            let pair = [fuller[0].min(at), fuller[0].max(at)];
            grouped.merges.push(Merge { pair, score });
            grouped.groups[own].clear();
            grouped.groups[home].push(at);
            grouped.groups[home].sort_unstable();
        }
        grouped.groups.retain(|group| !group.is_empty());
    }
}

/// Adds what a stranger does beside something else in one sentence (*storms the house and kills a
/// guard*) to the group of that, if nothing in the group excludes it.
pub(crate) fn accompany(
    grouped: &mut Grouped,
    profiles: &[Profile],
    decided: &Decided,
    scorer: &Scorer<'_>,
) {
    let mut group_of = vec![0; profiles.len()];
    for (number, group) in grouped.groups.iter().enumerate() {
        group.iter().for_each(|&event| group_of[event] = number);
    }
    for at in 0..profiles.len() {
        let is_beside = |&other: &usize| {
            profiles[other].sentence == profiles[at].sentence
                && profiles[other].strangers.meets(&profiles[at].strangers)
                && group_of[other] != group_of[at]
        };
        let near = at.saturating_sub(BESIDE)..profiles.len().min(at + BESIDE);
        let own = group_of[at];
        if grouped.groups[own].len() != 1 {
            continue;
        }
        let Some(other) = near.into_iter().find(is_beside) else { continue };
        let home = group_of[other];
        let fits = |&member: &usize| {
            !decided.parts(at, member)
                && scorer.likeness(&profiles[at], &profiles[member]).is_some()
        };
        let score = scorer.compare_near(&profiles[at], &profiles[other], false);
        let threshold = scorer.kinship.limits.threshold;
        let Some(score) = score.filter(|score| score.permille >= threshold) else {
            continue;
        };
        if grouped.groups[home].iter().all(fits) {
            let pair = [at.min(other), at.max(other)];
            grouped.merges.push(Merge { pair, score });
            grouped.groups[own].clear();
            grouped.groups[home].push(at);
            grouped.groups[home].sort_unstable();
            group_of[at] = home;
        }
    }
    grouped.groups.retain(|group| !group.is_empty());
}

/// The last event before one that can be meant by it: of one type, and nothing excludes it.
fn antecedent(profiles: &[Profile], at: usize, scorer: &Scorer<'_>) -> Option<usize> {
    let first = at.saturating_sub(scorer.kinship.limits.window);
    (first..at).rev().find(|&before| {
        profiles[before].types.meets(&profiles[at].types)
            && scorer.likeness(&profiles[before], &profiles[at]).is_some()
    })
}

/// The events that say more by the word of one that says nothing, if all of them can tell one
/// thing: *the drills* of two years are two.
fn fuller(profiles: &[Profile], at: usize, scorer: &Scorer<'_>) -> Vec<usize> {
    let bare = &profiles[at];
    let window = scorer.kinship.limits.window;
    let near = at.saturating_sub(window)..profiles.len().min(at + window);
    let fuller: Vec<usize> = near
        .filter(|&other| {
            !profiles[other].is_bare()
                && profiles[other].lemmas.meets(&bare.lemmas)
                && profiles[other].types.meets(&bare.types)
                && profiles[other].standing == bare.standing
        })
        .collect();
    if fuller.len() > MOST {
        return Vec::new();
    }
    let fits = |a: usize, b: usize| scorer.likeness(&profiles[a], &profiles[b]).is_some();
    let is_one = fuller.iter().enumerate().all(|(index, &one)| {
        fits(one, at) && fuller[..index].iter().all(|&other| fits(one, other))
    });
    let is_enough = |&one: &usize| {
        let score = scorer.known(&profiles[at], &profiles[one]);
        score.is_some_and(|score| score.permille >= scorer.kinship.limits.threshold)
    };
    if is_one && fuller.iter().any(is_enough) { fuller } else { Vec::new() }
}

impl Scorer<'_> {
    /// What speaks for two events of one document, one of which says nothing by itself.
    fn known(&self, a: &Profile, b: &Profile) -> Option<crate::score::Score> {
        let mut score = self.likeness(a, b)?;
        self.count(&mut score, Likeness::SameWordAlone);
        Some(score)
    }
}
