//! One person with two offices on one day: by two texts, by two places of one text, or by a text
//! and the dated table of the codebook.

use super::{Warning, WarningKind, WarningSide};
use crate::contents::Contents;
use chancery_model::{ActorId, Document, OfficeHeld, OfficeSaid, Remark, TableWord};
use std::collections::BTreeMap;

/// Days apart up to which two documents speak of one time.
const SAME_TIME: i64 = 31;

type Said<'a> = (&'a Document, &'a OfficeSaid);
/// An office of a state.
type Office<'a> = (&'a str, &'a ActorId);

pub(super) fn conflicts(contents: &Contents) -> impl Iterator<Item = Warning> + '_ {
    let mut persons: BTreeMap<&ActorId, BTreeMap<Office<'_>, Vec<Said<'_>>>> =
        BTreeMap::new();
    for (document, remark) in &contents.remarks {
        let Remark::Office(said) = remark else { continue };
        let Some(document) = contents.documents.get(document) else { continue };
        let offices = persons.entry(&said.person).or_default();
        offices.entry((&*said.office, &said.state)).or_default().push((document, said));
    }
    persons.into_iter().flat_map(|(person, offices)| {
        let by_table = offices
            .iter()
            .filter_map(|(office, said)| against_table(person, *office, said, &offices));
        let mut found: Vec<Warning> = by_table.collect();
        if found.is_empty() {
            found.extend(among_texts(person, &offices));
        }
        found
    })
}

/// An office that the table gives to somebody else.
fn against_table(
    person: &ActorId,
    office: Office<'_>,
    said: &[Said<'_>],
    offices: &BTreeMap<Office<'_>, Vec<Said<'_>>>,
) -> Option<Warning> {
    let against: Vec<(Said<'_>, &[OfficeHeld], &[OfficeHeld])> = said
        .iter()
        .filter_map(|one| match &one.1.table {
            TableWord::Contradicts { holders, instead } => {
                Some((*one, holders.as_slice(), instead.as_slice()))
            }
            _ => None,
        })
        .collect();
    let (first, holders, instead) = *against.first()?;
    let mut sides: Vec<WarningSide> = Vec::new();
    against.iter().for_each(|(one, ..)| add(&mut sides, text_side(*one)));
    for (other, said) in offices {
        // The same office of another state is the same title, put down wrongly.
        if *other != office {
            said.iter().for_each(|one| add(&mut sides, text_side(*one)));
        }
    }
    let lines = instead.iter().chain(holders);
    lines.for_each(|held| add(&mut sides, table_side(held)));
    Some(warning(person, &label(offices, first.1), &sides))
}

/// Two offices that texts of one time give, where the table does not settle it.
fn among_texts(
    person: &ActorId,
    offices: &BTreeMap<Office<'_>, Vec<Said<'_>>>,
) -> Option<Warning> {
    let all: Vec<&Vec<Said<'_>>> = offices.values().collect();
    let mut sides: Vec<WarningSide> = Vec::new();
    for (index, office) in all.iter().enumerate() {
        let others = || all[..index].iter().copied().flatten();
        for one in office.iter() {
            for other in others() {
                let settled = matches!(
                    (&one.1.table, &other.1.table),
                    (TableWord::Agrees(_), TableWord::Agrees(_))
                );
                if !settled && is_one_time(one, other) {
                    add(&mut sides, text_side(*other));
                    add(&mut sides, text_side(*one));
                }
            }
        }
    }
    let first = all.first()?.first()?.1;
    (!sides.is_empty()).then(|| warning(person, &label(offices, first), &sides))
}

/// Whether two statements speak of one time: they stand in one document, or in documents of
/// about the same day.
fn is_one_time(one: &Said<'_>, other: &Said<'_>) -> bool {
    if one.0.id == other.0.id {
        return true;
    }
    let published = |said: &Said<'_>| {
        let date = &said.0.metadata.published.as_ref()?.value;
        Some((date.earliest()?.number(), date.latest()?.number()))
    };
    match (published(one), published(other)) {
        (Some((from, until)), Some((other_from, other_until))) => {
            from <= other_until + SAME_TIME && other_from <= until + SAME_TIME
        }
        _ => false,
    }
}

/// The fullest name that a person is called by.
fn label(offices: &BTreeMap<Office<'_>, Vec<Said<'_>>>, first: &OfficeSaid) -> String {
    let labels = offices.values().flatten().map(|(_, said)| &said.label);
    let fullest = labels.max_by_key(|label| (label.len(), std::cmp::Reverse(*label)));
    fullest.unwrap_or(&first.label).to_string()
}

fn warning(person: &ActorId, label: &str, sides: &[WarningSide]) -> Warning {
    Warning {
        kind: WarningKind::OfficeConflict,
        message: format!("{label} is given two offices at one time"),
        sides: sides.to_vec(),
        person: Some(person.clone()),
        incident: None,
    }
}

fn add(sides: &mut Vec<WarningSide>, side: WarningSide) {
    if !sides.contains(&side) {
        sides.push(side);
    }
}

fn text_side((document, said): Said<'_>) -> WarningSide {
    let says = format!("{} of {}", said.office.replace('-', " "), said.state);
    WarningSide::of_text(document, says, Some(said.words))
}

fn table_side(held: &OfficeHeld) -> WarningSide {
    WarningSide {
        says: format!("{} is {}", held.label, held.office.replace('-', " ")),
        by: "codebook".into(),
        document: None,
        path: None,
        span: None,
        words: None,
        entry: Some(held.entry.clone()),
        event: None,
    }
}
