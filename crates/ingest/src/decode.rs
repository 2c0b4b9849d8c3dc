//! Bytes to text, with the way back.
//!
//! In this order: a byte order mark, valid UTF-8, UTF-8 with some damage, the encoding that
//! the file declares, the encoding that its bytes look like.

use crate::origin::Runs;
use chancery_model::{Diagnostic, Place};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text and the runs that lead back to its bytes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub(crate) text: String,
    /// Its way back.
    pub(crate) origin: Runs,
}

/// How many bytes are looked at to tell text from other data.
const SAMPLE: usize = 1 << 16;

/// The text of these bytes; `None`, with a finding, if they are empty or no text.
///
/// `declared` is the encoding that the file names itself; it counts only if the bytes are not
/// UTF-8.
pub(crate) fn decode(
    path: &str,
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Decoded> {
    if bytes.iter().all(u8::is_ascii_whitespace) || bytes == b"\xEF\xBB\xBF" {
        let finding =
            Diagnostic::error("empty-file", Place::file(path), "there is no text in it");
        findings.push(finding.hint("leave it out, or fetch it again"));
        return None;
    }
    let marked = Encoding::for_bom(bytes);
    let is_wide = marked.is_some_and(|(encoding, _)| encoding != UTF_8);
    if !is_wide && is_binary(bytes) {
        let message = "it is not text: it holds control bytes";
        let finding = Diagnostic::error("binary-file", Place::file(path), message);
        findings.push(finding.hint("only text, Markdown, HTML and JSON Lines are read"));
        return None;
    }
    let (body, skipped) = match marked {
        Some((_, mark)) => (&bytes[mark..], mark),
        None => (bytes, 0),
    };
    if is_wide {
        let big = marked.is_some_and(|(encoding, _)| encoding == UTF_16BE);
        return Some(wide(body, skipped, big));
    }
    match std::str::from_utf8(body) {
        Ok(text) => Some(copied(text, skipped)),
        Err(error) => {
            let first = error.valid_up_to();
            if marked.is_some() || is_damaged_utf8(body) {
                Some(damaged(path, body, skipped, findings))
            } else {
                let encoding =
                    declared.filter(|e| ![UTF_8, UTF_16BE, UTF_16LE].contains(e));
                let encoding = encoding.unwrap_or_else(|| guess(body));
                let (line, _) = line_and_column(body, first);
                let message =
                    format!("it is not UTF-8; it was read as {}", encoding.name());
                let finding = Diagnostic::warning(
                    "encoding-guessed",
                    Place::line(path, line),
                    message,
                );
                findings
                    .push(finding.hint("if words look wrong, save the file as UTF-8"));
                Some(legacy(body, skipped, encoding))
            }
        }
    }
}

/// More than one NUL byte in a thousand, or more than one control byte in ten.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_control =
        |b: &&u8| **b < 0x20 && !b"\t\n\r\x0C\x1B".contains(b) || **b == 0x7F;
    let nul = sample.iter().filter(|b| **b == 0).count();
    nul * 1000 > sample.len()
        || sample.iter().filter(is_control).count() * 10 > sample.len()
}

fn copied(text: &str, skipped: usize) -> Decoded {
    let mut origin = Runs::default();
    origin.push(0, text.len(), skipped as u64, text.len());
    Decoded { text: text.to_owned(), origin }
}

/// Whether most of what is not ASCII is valid UTF-8, at least one character of it.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

fn damaged(
    path: &str,
    body: &[u8],
    skipped: usize,
    findings: &mut Vec<Diagnostic>,
) -> Decoded {
    let mut decoded = Decoded::default();
    let (mut at, mut broken, mut first) = (0, 0_usize, None);
    for chunk in body.utf8_chunks() {
        let (valid, invalid) = (chunk.valid(), chunk.invalid());
        push(&mut decoded, valid, skipped + at, valid.len());
        at += valid.len();
        if !invalid.is_empty() {
            push(&mut decoded, "\u{FFFD}", skipped + at, invalid.len());
            broken += 1;
            first.get_or_insert(at);
            at += invalid.len();
        }
    }
    if let Some(first) = first {
        let (line, column) = line_and_column(body, first);
        let place = Place { file: path.into(), line, column };
        let byte = skipped + first;
        let message = format!(
            "invalid UTF-8 at byte {byte}; {broken} such places were read as \u{FFFD}"
        );
        let finding = Diagnostic::warning("invalid-utf8", place, message);
        findings.push(finding.hint("fetch the file again, or mend the bytes"));
    }
    decoded
}

fn push(decoded: &mut Decoded, text: &str, raw: usize, raw_len: usize) {
    decoded.origin.push(decoded.text.len(), text.len(), raw as u64, raw_len);
    decoded.text.push_str(text);
}

/// UTF-16, each unpaired surrogate read as U+FFFD.
fn wide(body: &[u8], skipped: usize, big: bool) -> Decoded {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    };
    let mut decoded = Decoded::default();
    let mut at = skipped;
    let mut buffer = [0; 4];
    for read in char::decode_utf16(body.chunks_exact(2).map(unit)) {
        let (c, len) = match read {
            Ok(c) => (c, 2 * c.len_utf16()),
            Err(_) => ('\u{FFFD}', 2),
        };
        push(&mut decoded, c.encode_utf8(&mut buffer), at, len);
        at += len;
    }
    decoded
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector =
        chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// An older encoding, decoded byte by byte, so that each character is known by its bytes.
fn legacy(body: &[u8], skipped: usize, encoding: &'static Encoding) -> Decoded {
    let mut decoded = Decoded::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = [0_u8; 16];
    let (mut start, mut at) = (0, 0);
    while at < body.len() {
        if encoding.is_single_byte() && body[at].is_ascii() {
            let len = Encoding::ascii_valid_up_to(&body[at..]);
            let ascii = std::str::from_utf8(&body[at..at + len]).unwrap_or_default();
            push(&mut decoded, ascii, skipped + at, len);
            at += len;
            start = at;
            continue;
        }
        let (_, _, written, _) = decoder.decode_to_utf8(&body[at..=at], &mut out, false);
        if written > 0 {
            let text = std::str::from_utf8(&out[..written]).unwrap_or("\u{FFFD}");
            push(&mut decoded, text, skipped + start, at + 1 - start);
            start = at + 1;
        }
        at += 1;
    }
    let (_, _, written, _) = decoder.decode_to_utf8(&[], &mut out, true);
    if written > 0 {
        let text = std::str::from_utf8(&out[..written]).unwrap_or("\u{FFFD}");
        push(&mut decoded, text, skipped + start, body.len() - start);
    }
    decoded
}

/// Line and column of a byte, from one; the column counts bytes.
pub(crate) fn line_and_column(bytes: &[u8], at: usize) -> (u32, u32) {
    let before = &bytes[..at.min(bytes.len())];
    let lines = before.iter().filter(|b| **b == b'\n').count();
    let column = before.iter().rev().take_while(|b| **b != b'\n').count();
    let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    (number(lines), number(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_model::Span;

    fn read(bytes: &[u8]) -> (Option<Decoded>, Vec<String>) {
        let mut findings = Vec::new();
        let decoded = decode("a.txt", bytes, None, &mut findings);
        (decoded, findings.iter().map(|f| format!("{} {}", f.code, f.place)).collect())
    }

    /// The raw bytes of the first place where `words` stand.
    fn raw<'a>(decoded: &Decoded, bytes: &'a [u8], words: &str) -> &'a [u8] {
        let start = decoded.text.find(words).unwrap();
        let span = Span::of(start, start + words.len()).unwrap();
        let (from, to) = decoded.origin.clone().into_map().raw(span).unwrap();
        &bytes[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()]
    }

    #[test]
    fn valid_utf8_is_copied_without_its_mark() {
        let (decoded, findings) = read("\u{FEFF}é—x".as_bytes());
        let decoded = decoded.unwrap();
        assert_eq!(decoded.text, "é—x");
        assert_eq!(decoded.origin.as_slice()[0].raw_start, 3);
        assert_eq!(findings, Vec::<String>::new());
    }

    #[test]
    fn utf16_is_read_by_its_mark() {
        for big in [false, true] {
            let encode =
                |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes: Vec<u8> =
                "\u{FEFF}Oslo 🙂 é".encode_utf16().flat_map(encode).collect();
            let decoded = read(&bytes).0.unwrap();
            assert_eq!(decoded.text, "Oslo 🙂 é");
            assert_eq!(raw(&decoded, &bytes, "🙂").len(), 4);
            assert_eq!(raw(&decoded, &bytes, "Oslo"), &bytes[2..10]);
        }
    }

    #[test]
    fn damage_is_named_with_its_line_and_byte() {
        let bytes = b"first line\nM\xC3\xBCnchen \xC3\xA9 and \xFF here";
        let mut findings = Vec::new();
        let decoded = decode("a.txt", bytes, None, &mut findings).unwrap();
        assert_eq!(decoded.text, "first line\nMünchen é and \u{FFFD} here");
        assert_eq!(raw(&decoded, bytes, "\u{FFFD}"), b"\xFF");
        assert_eq!(raw(&decoded, bytes, "here"), b"here");
        assert_eq!(findings[0].code.as_ref(), "invalid-utf8");
        assert_eq!(findings[0].place.to_string(), "a.txt:2:17");
        assert!(findings[0].message.contains("byte 27"), "{}", findings[0].message);
    }

    #[test]
    fn an_older_encoding_is_recognised_and_named() {
        let bytes = b"The minister\nsaid the caf\xE9 in Malm\xF6 was \x93closed\x94 to the public.";
        let (decoded, findings) = read(bytes);
        let decoded = decoded.unwrap();
        assert!(decoded.text.contains("café in Malmö was “closed”"), "{}", decoded.text);
        assert_eq!(raw(&decoded, bytes, "é"), b"\xE9");
        assert_eq!(raw(&decoded, bytes, "“closed”"), b"\x93closed\x94");
        assert_eq!(findings, ["encoding-guessed a.txt:2"]);
    }

    #[test]
    fn characters_of_several_bytes_keep_their_bytes() {
        let (encoded, _, _) = encoding_rs::GBK.encode("ab外交部cd");
        let decoded = legacy(&encoded, 0, encoding_rs::GBK);
        assert_eq!(decoded.text, "ab外交部cd");
        assert_eq!(raw(&decoded, &encoded, "交").len(), 2);
        assert_eq!(raw(&decoded, &encoded, "cd"), b"cd");
    }

    #[test]
    fn a_sequence_cut_off_at_the_end_is_read_as_damage() {
        let decoded = legacy(b"ab\x81", 0, encoding_rs::GBK);
        assert_eq!(decoded.text, "ab\u{FFFD}");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"").1, ["empty-file a.txt"]);
        assert_eq!(read(b" \n\t ").1, ["empty-file a.txt"]);
        assert_eq!(read(b"PK\x03\x04\x00\x00").1, ["binary-file a.txt"]);
        assert_eq!(read(b"\x01\x02\x03\x04abc").1, ["binary-file a.txt"]);
        assert!(read(b"one\x01 stray control byte is no reason").0.is_some());
    }
}
