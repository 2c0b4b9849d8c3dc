//! Hashes of texts, and the folded form in which words are compared.

/// Joins two hashes; the order matters.
#[must_use]
pub fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads the bits of a hash.
#[must_use]
pub fn spread(a: u64) -> u64 {
    let folded = a ^ (a >> 32);
    folded.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a text, over its bytes.
#[must_use]
pub fn hash_text(text: &str) -> u64 {
    let folded = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    spread(folded)
}

/// Letters of a word in the form in which words are compared: lower case, plain quotes and dashes.
pub fn fold_into(form: &str, out: &mut String) {
    out.clear();
    for c in form.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '\u{02bc}' => {
                out.push('\'');
            }
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}' => {
                out.push('"');
            }
            '\u{2013}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => out.push('-'),
            '\u{2014}' | '\u{2015}' => out.push_str("--"),
            '\u{2026}' => out.push_str("..."),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_quotes_and_dashes_are_folded() {
        let mut out = String::new();
        for (form, folded) in
            [("N\u{2019}T", "n't"), ("\u{c9}tat\u{2013}x", "\u{e9}tat-x"), ("", "")]
        {
            fold_into(form, &mut out);
            assert_eq!(out, folded);
        }
    }

    #[test]
    fn the_order_of_mixed_hashes_matters() {
        assert_ne!(mix(1, 2), mix(2, 1));
        assert_ne!(hash_text("ab"), hash_text("ba"));
    }
}
