//! Which incidents of two datasets are the same occurrence, and what became of the others.

use super::{ChangeKind, FieldChange, IncidentChange, Pair};
use crate::accounts::matrix;
use crate::attribute::Attribute;
use crate::contents::Contents;
use chancery_model::{EventId, Incident};
use std::collections::BTreeMap;

/// The incidents of both datasets that are tied together by events, where anything changed.
pub(super) fn incidents(
    before: &Contents,
    after: &Contents,
    pairs: &[Pair<'_>],
) -> Vec<IncidentChange> {
    let (old, new) = (&before.incidents, &after.incidents);
    let holders = |incidents: &[Incident], from: usize| -> BTreeMap<EventId, usize> {
        let places = incidents.iter().enumerate();
        places
            .flat_map(|(at, incident)| incident.events().map(move |id| (id, at + from)))
            .collect()
    };
    let (was, now) = (holders(old, 0), holders(new, old.len()));
    // Each incident points to an earlier one of its knot, or to itself.
    let mut earlier: Vec<usize> = (0..old.len() + new.len()).collect();
    let mut lone: BTreeMap<usize, [usize; 2]> = BTreeMap::new();
    for (one, other) in pairs {
        let one = one.and_then(|event| was.get(&event.id).copied());
        let other = other.and_then(|event| now.get(&event.id).copied());
        match (one, other) {
            (Some(one), Some(other)) => {
                let (one, other) = (first(&earlier, one), first(&earlier, other));
                earlier[one.max(other)] = one.min(other);
            }
            (Some(one), None) => lone.entry(one).or_default()[0] += 1,
            (None, Some(other)) => lone.entry(other).or_default()[1] += 1,
            (None, None) => {}
        }
    }
    let mut knots: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..earlier.len() {
        knots.entry(first(&earlier, at)).or_default().push(at);
    }
    let change = |members: &Vec<usize>| {
        let left: Vec<&Incident> = members.iter().filter_map(|&at| old.get(at)).collect();
        let right: Vec<&Incident> = members
            .iter()
            .filter_map(|&at| at.checked_sub(old.len()).and_then(|at| new.get(at)))
            .collect();
        let kind = match (left.len(), right.len()) {
            (0, _) => ChangeKind::Added,
            (_, 0) => ChangeKind::Gone,
            (1, 1) => ChangeKind::Changed,
            (_, 1) => ChangeKind::Joined,
            (1, _) => ChangeKind::Parted,
            _ => ChangeKind::Regrouped,
        };
        let lone = members.iter().filter_map(|at| lone.get(at));
        let [gone, came] = lone.fold([0, 0], |[a, b], [gone, came]| [a + gone, b + came]);
        let fields = match (left.as_slice(), right.as_slice()) {
            ([one], [other]) => attributes(before, one, after, other),
            _ => Vec::new(),
        };
        let is_same =
            kind == ChangeKind::Changed && fields.is_empty() && gone == 0 && came == 0;
        (!is_same).then(|| IncidentChange {
            kind,
            before: left.iter().map(|incident| incident.id).collect(),
            after: right.iter().map(|incident| incident.id).collect(),
            left: gone,
            came,
            fields,
        })
    };
    knots.values().filter_map(change).collect()
}

fn first(earlier: &[usize], mut at: usize) -> usize {
    while earlier[at] != at {
        at = earlier[at];
    }
    at
}

/// The attributes of which the accounts of two incidents give other values, or values that stand
/// otherwise to each other.
fn attributes(
    before: &Contents,
    one: &Incident,
    after: &Contents,
    other: &Incident,
) -> Vec<FieldChange> {
    let told = |contents: &Contents,
                incident: &Incident|
     -> BTreeMap<Attribute, String> {
        let rows = matrix(contents, incident).rows.into_iter();
        rows.map(|row| {
            let mut values: Vec<&str> =
                row.values.iter().map(|value| &*value.value).collect();
            values.sort_unstable();
            (row.attribute, format!("{}: {}", row.agreement.word(), values.join("; ")))
        })
        .collect()
    };
    let (mut was, mut now) = (told(before, one), told(after, other));
    let changed = |attribute: Attribute| {
        let before = was.remove(&attribute).unwrap_or_default();
        let after = now.remove(&attribute).unwrap_or_default();
        let field = attribute.words();
        (before != after).then_some(FieldChange { field, before, after })
    };
    Attribute::ALL.into_iter().filter_map(changed).collect()
}
