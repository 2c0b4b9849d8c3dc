//! Plain text, kept byte for byte.

use crate::Input;
use crate::decode::decode;
use crate::draft::Draft;
use chancery_model::Diagnostic;

/// Reads a text file.
pub(crate) fn read<'a>(
    input: Input<'a>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Draft<'a>> {
    let decoded = decode(input.path, input.bytes, None, findings)?;
    Some(Draft {
        path: input.path.to_owned(),
        raw: input.bytes,
        text: decoded.text,
        origin: decoded.origin.into_map(),
        ..Draft::default()
    })
}
