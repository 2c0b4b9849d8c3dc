//! Permanent addresses of what pages show.

use chancery_model::{DocumentId, EventId, IncidentId, Span};
use std::fmt::Write;

/// A part of an address, with everything escaped that has a meaning there.
pub(crate) fn part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The bytes that a part of an address stands for; `None` if they are no UTF-8.
pub(crate) fn unescaped(part: &str, plus_is_space: bool) -> Option<String> {
    let mut out = Vec::with_capacity(part.len());
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let digit = |byte: Option<u8>| {
                    char::from(byte?).to_digit(16).and_then(|d| u8::try_from(d).ok())
                };
                let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
                out.push(high * 16 + low);
            }
            b'+' if plus_is_space => out.push(b' '),
            other => out.push(other),
        }
    }
    String::from_utf8(out).ok()
}

pub(crate) fn document(id: DocumentId) -> String {
    format!("/documents/{id}")
}

/// The document at these words, marked.
pub(crate) fn words(id: DocumentId, span: Span) -> String {
    format!("/documents/{id}?at={}-{}#here", span.start(), span.end())
}

pub(crate) fn event(id: EventId) -> String {
    format!("/events/{id}")
}

pub(crate) fn incident(id: IncidentId) -> String {
    format!("/incidents/{id}")
}

pub(crate) fn actor(id: &str) -> String {
    format!("/actors/{}", part(id))
}

pub(crate) fn rule(id: &str) -> String {
    format!("/codebook/rules/{}", part(id))
}

/// A pair of parties, by code.
pub(crate) fn dyad(one: &str, other: &str) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("/dyads/{}/{}", part(first), part(second))
}

/// An address with these questions behind it; empty ones are left out.
pub(crate) fn with(path: &str, questions: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let asked = questions.iter().filter(|(_, value)| !value.is_empty());
    for (index, (name, value)) in asked.enumerate() {
        out.push(if index == 0 { '?' } else { '&' });
        out.push_str(&format!("{}={}", part(name), part(value)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_comes_back() {
        for text in ["a/b c?d=é&#", "NOR/army", "100%", ""] {
            assert_eq!(unescaped(&part(text), false).as_deref(), Some(text));
        }
        assert_eq!(unescaped("a+b", true).as_deref(), Some("a b"));
        assert_eq!(unescaped("%zz", false), None);
        assert_eq!(unescaped("%ff", false), None);
    }

    #[test]
    fn a_dyad_has_one_address() {
        assert_eq!(dyad("PER", "NOR"), dyad("NOR", "PER"));
    }
}
