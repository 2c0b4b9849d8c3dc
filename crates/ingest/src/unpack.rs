//! Compressed files, within a limit.

use crate::Input;
use chancery_model::{Diagnostic, Place};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// The most bytes that one compressed file may unpack to: 1 GiB. What unpacks to more is
/// taken for a decompression bomb and refused.
pub(crate) const UNPACKED_LIMIT: u64 = 1 << 30;

/// The bytes of a file, unpacked if its path ends in `.gz`.
pub(crate) fn unpack(input: Input<'_>) -> Result<Cow<'_, [u8]>, Diagnostic> {
    unpack_within(input, UNPACKED_LIMIT)
}

fn unpack_within(input: Input<'_>, limit: u64) -> Result<Cow<'_, [u8]>, Diagnostic> {
    if !is_packed(input.path) || input.bytes.is_empty() {
        return Ok(Cow::Borrowed(input.bytes));
    }
    let place = || Place::file(input.path);
    let mut bytes = Vec::new();
    let mut reader = MultiGzDecoder::new(input.bytes).take(limit.saturating_add(1));
    if let Err(error) = reader.read_to_end(&mut bytes) {
        let message = format!("it cannot be unpacked: {error}");
        return Err(Diagnostic::error("broken-gzip", place(), message)
            .hint("fetch or compress the file again"));
    }
    if bytes.len() as u64 > limit {
        let message = format!("it unpacks to more than {limit} bytes");
        return Err(Diagnostic::error("file-too-large", place(), message)
            .hint("unpack it and split it into several files"));
    }
    Ok(Cow::Owned(bytes))
}

/// Whether a path names a compressed file.
pub(crate) fn is_packed(path: &str) -> bool {
    path.len() > 3 && path.as_bytes()[path.len() - 3..].eq_ignore_ascii_case(b".gz")
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn code(bytes: &[u8], limit: u64) -> String {
        let input = Input { path: "a.txt.gz", bytes };
        unpack_within(input, limit).unwrap_err().code.into()
    }

    #[test]
    fn several_members_are_one_file() {
        let bytes = [packed(b"one "), packed(b"two")].concat();
        let input = Input { path: "a.txt.GZ", bytes: &bytes };
        assert_eq!(unpack(input).unwrap().as_ref(), b"one two");
    }

    #[test]
    fn a_bomb_is_refused() {
        assert_eq!(code(&packed(&[b'a'; 10_000]), 9_999), "file-too-large");
    }

    #[test]
    fn broken_bytes_are_refused() {
        let whole = packed(b"a text of some length");
        assert_eq!(code(&whole[..whole.len() - 6], 100), "broken-gzip");
        assert_eq!(code(b"not gzip", 100), "broken-gzip");
    }

    #[test]
    fn a_plain_file_is_left_alone() {
        let input = Input { path: "a.txt", bytes: &packed(b"x") };
        assert_eq!(unpack(input).unwrap().as_ref(), input.bytes);
    }
}
