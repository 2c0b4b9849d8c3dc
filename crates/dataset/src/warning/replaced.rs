//! Values that a later document of the same voice has otherwise.

use super::{Warning, WarningKind, WarningSide};
use crate::accounts::AccountMatrix;
use crate::attribute::AccountValue;
use crate::contents::Contents;

pub(crate) fn values<'a>(
    contents: &'a Contents,
    matrix: &'a AccountMatrix,
) -> impl Iterator<Item = Warning> + 'a {
    matrix.corrected.iter().filter_map(|replaced| {
        let side = |column: usize, value: &AccountValue| {
            let asserter = matrix.asserters.get(column)?;
            let document = contents.documents.get(&asserter.document)?;
            let published = document.metadata.published.as_ref()?;
            let says = format!(
                "{} {}, published {}",
                replaced.attribute.words(),
                value.value,
                published.value
            );
            let side = WarningSide::of_text(document, says, value.span);
            let by = asserter.label.clone();
            Some(WarningSide { by, event: Some(value.event), ..side })
        };
        Some(Warning {
            kind: WarningKind::ValueReplaced,
            message: format!(
                "{} of one incident is {} in one document and {} in a later one of the same \
                 voice",
                replaced.attribute.words(),
                replaced.earlier.value,
                replaced.later.value
            ),
            sides: vec![
                side(replaced.earlier_asserter, &replaced.earlier)?,
                side(replaced.later_asserter, &replaced.later)?,
            ],
            person: None,
            incident: Some(matrix.incident),
        })
    })
}
