//! Values that the same voice gives otherwise in a later document.

use crate::accounts::Asserter;
use crate::agreement::{Said, can_both_hold};
use crate::attribute::{AccountValue, Attribute, Value};
use crate::origins::Origin;
use chancery_model::{Day, Document, Status};
use serde::Serialize;

/// A value that its own voice replaced: what a later document of the same origin has instead.
/// Neither is taken for the right one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Corrected {
    /// The attribute.
    pub attribute: Attribute,
    /// The column of the earlier value, from zero.
    pub earlier_asserter: usize,
    /// The earlier value.
    pub earlier: AccountValue,
    /// The column of the later value, from zero.
    pub later_asserter: usize,
    /// The later value.
    pub later: AccountValue,
}

/// The values of an attribute that exclude those which the same origin published before.
pub(crate) fn corrected(
    attribute: Attribute,
    cells: &[Vec<Value>],
    origins: &[Origin],
    asserters: &[Asserter],
    documents: &[&Document],
) -> Vec<Corrected> {
    let is_measured = matches!(
        attribute,
        Attribute::Date
            | Attribute::Killed
            | Attribute::Injured
            | Attribute::Arrested
            | Attribute::Expelled
    );
    if !is_measured {
        return Vec::new();
    }
    let published = |column: usize| -> Option<(Day, Day)> {
        let id = asserters.get(column)?.document;
        let document = documents.iter().find(|document| document.id == id)?;
        let date = &document.metadata.published.as_ref()?.value;
        Some((date.earliest()?, date.latest()?))
    };
    let mut found = Vec::new();
    for origin in origins {
        let mut columns: Vec<(Day, Day, usize)> = origin
            .asserters
            .iter()
            .filter(|&&column| cells[column].iter().any(is_actual))
            .filter_map(|&column| published(column).map(|(a, b)| (a, b, column)))
            .collect();
        columns.sort();
        for pair in columns.windows(2) {
            let ((_, end, one), (start, _, other)) = (pair[0], pair[1]);
            if end >= start {
                continue;
            }
            let (before, after) = (&cells[one], &cells[other]);
            let meets = before.iter().filter(|v| is_actual(v)).any(|(_, a)| {
                after.iter().filter(|v| is_actual(v)).any(|(_, b)| can_both_hold(a, b))
            });
            let first = |cell: &[Value]| cell.iter().find(|v| is_actual(v)).cloned();
            if let (false, Some((earlier, _)), Some((later, _))) =
                (meets, first(before), first(after))
            {
                found.push(Corrected {
                    attribute,
                    earlier_asserter: one,
                    earlier,
                    later_asserter: other,
                    later,
                });
            }
        }
    }
    found
}

/// Whether it is said to have happened, with a value that can exclude another.
fn is_actual((shown, said): &Value) -> bool {
    let is_open = matches!(said, Said::Number(None, None, _));
    !is_open && matches!(shown.status, Status::Asserted | Status::Claimed)
}
