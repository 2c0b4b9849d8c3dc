//! Character references of HTML, decoded with the bytes they stand for.

use std::borrow::Cow;

/// Longest reference that is looked at, in bytes.
const LONGEST: usize = 34;

/// The characters that the reference at the head of `text` stands for, and its bytes.
///
/// References that end without a semicolon are known if they are among the oldest.
pub(crate) fn decode(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let rest = window.strip_prefix('&')?;
    if let Some(number) = rest.strip_prefix('#') {
        return numeric(number).map(|(c, len)| (Cow::Owned(c.to_string()), len + 2));
    }
    let len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if rest[len..].starts_with(';') {
        let reference = &window[..len + 2];
        let decoded = html_escape::decode_html_entities(reference);
        return (decoded != reference)
            .then(|| (Cow::Owned(decoded.into_owned()), len + 2));
    }
    let old =
        [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("nbsp", "\u{A0}")];
    let (name, c) = old.into_iter().find(|(name, _)| rest.starts_with(name))?;
    Some((Cow::Borrowed(c), name.len() + 1))
}

/// The character of `8217;` or `x2019;`, and the bytes used.
fn numeric(text: &str) -> Option<(char, usize)> {
    let (digits, radix, ahead) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 1),
        None => (text, 10, 0),
    };
    let len = digits.chars().take_while(|c| c.is_digit(radix)).count();
    if len == 0 {
        return None;
    }
    let number = u32::from_str_radix(&digits[..len], radix).unwrap_or(u32::MAX);
    let c = match number {
        // Numbers of control characters are read as windows-1252, as browsers do.
        0x80..=0x9F => u8::try_from(number).ok().and_then(|byte| {
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(&[byte])
                .0
                .chars()
                .next()
        }),
        0 => None,
        _ => char::from_u32(number),
    };
    let end = ahead + len + usize::from(digits[len..].starts_with(';'));
    Some((c.unwrap_or('\u{FFFD}'), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded() {
        let table = [
            ("&amp;x", "&", 5),
            ("&rsquo;s", "’", 7),
            ("&#8217;", "’", 7),
            ("&#x2019;", "’", 8),
            ("&#146;", "’", 6),
            ("&#0;", "\u{FFFD}", 4),
            ("&#99999999999;", "\u{FFFD}", 14),
            ("&nbsp x", "\u{A0}", 5),
        ];
        for (text, expected, len) in table {
            let (decoded, used) = decode(text).unwrap();
            assert_eq!((decoded.as_ref(), used), (expected, len), "{text}");
        }
    }

    #[test]
    fn other_ampersands_stand() {
        for text in ["& x", "&;", "&#;", "&#x;", "&nonsense;", "&", "AT&T"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
