//! Closed lists of English writing: abbreviations, contractions, joined prefixes, units. They are about letters and
//! points, not about the world.

use std::sync::LazyLock;

/// What a point after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Something must follow it (Dr., vs.), so that it ends no sentence.
    Title,
    /// It is one only before a digit (No. 5).
    Number,
    /// It is one only after a comma (Dayton, Ill.).
    Comma,
    /// It may end a sentence (Inc., etc.).
    Plain,
}

static ABBREVIATIONS: LazyLock<Vec<(&str, Abbreviation)>> = LazyLock::new(|| {
    let mut list: Vec<_> = include_str!("syntax_abbreviations.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut column = line.split(',');
            let word = column.next()?;
            let kind = match column.next()? {
                "title" => Abbreviation::Title,
                "number" => Abbreviation::Number,
                "comma" => Abbreviation::Comma,
                _ => Abbreviation::Plain,
            };
            Some((word, kind))
        })
        .collect();
    list.sort_by_key(|e| e.0);
    list
});

/// The abbreviation that a word with its point is.
pub(crate) fn abbreviation(word: &str) -> Option<Abbreviation> {
    let at = ABBREVIATIONS.binary_search_by_key(&word, |e| e.0).ok()?;
    Some(ABBREVIATIONS[at].1)
}

/// Whether a word, up to its hyphen, is a prefix that stays with what follows (non-, anti-).
pub(crate) fn is_joined_prefix(word: &str) -> bool {
    const LIST: &[&str] = &[
        "anti", "bi", "co", "counter", "cyber", "de", "e", "ex", "extra", "hyper",
        "inter", "mega", "meta", "micro", "mid", "mini", "mono", "multi", "neo", "non",
        "over", "pan", "para", "post", "pre", "pro", "proto", "pseudo", "psycho",
        "quasi", "re", "semi", "socio", "sub", "super", "tele", "trans", "tri", "ultra",
        "un", "uni", "vice",
    ];
    let mut low = [0_u8; 8];
    let Some(slot) = low.get_mut(..word.len()) else { return false };
    slot.copy_from_slice(word.as_bytes());
    slot.make_ascii_lowercase();
    LIST.iter().any(|p| p.as_bytes() == slot)
}

/// Where a word of two written as one is cut, in bytes.
pub(crate) fn fused(word: &str) -> Option<usize> {
    const LIST: &[(&str, usize)] = &[
        ("arent", 3),
        ("aint", 2),
        ("cannot", 3),
        ("cant", 2),
        ("couldnt", 5),
        ("didnt", 3),
        ("doesnt", 4),
        ("dont", 2),
        ("gonna", 3),
        ("gotta", 3),
        ("hadnt", 3),
        ("hasnt", 3),
        ("havent", 4),
        ("im", 1),
        ("isnt", 2),
        ("ive", 1),
        ("shouldnt", 6),
        ("thats", 4),
        ("theres", 5),
        ("theyre", 4),
        ("wanna", 3),
        ("wasnt", 3),
        ("werent", 4),
        ("whats", 4),
        ("wont", 2),
        ("wouldnt", 5),
        ("youre", 3),
    ];
    if word.len() > 8 || word.len() < 2 {
        return None;
    }
    LIST.iter().find(|(w, _)| w.eq_ignore_ascii_case(word)).map(|(_, at)| *at)
}

/// Whether *its* is written for *it's*: what follows cannot belong to anybody.
pub(crate) fn is_it_is(word: &str, after: &str) -> bool {
    const LIST: &[&str] = &["a", "an", "been", "not", "really", "so", "the", "too"];
    if !word.eq_ignore_ascii_case("its") {
        return false;
    }
    let next = after.strip_prefix(' ').unwrap_or_default();
    let length = next.bytes().take(8).take_while(u8::is_ascii_alphabetic).count();
    LIST.contains(&&next[..length])
}

/// Whether letters after a number are a unit, which is a word of its own (35 mm, 10 am).
pub(crate) fn is_unit(letters: &str) -> bool {
    const LIST: &[&str] = &[
        "am", "bn", "cm", "ft", "g", "gb", "hr", "hrs", "k", "kb", "kg", "km", "kph",
        "kw", "lb", "lbs", "m", "mb", "mg", "mi", "min", "mins", "mm", "mn", "mph", "mw",
        "pm", "sq", "tn", "tr", "yr", "yrs", "x",
    ];
    letters.len() <= 4 && LIST.iter().any(|u| u.eq_ignore_ascii_case(letters))
}

/// Whether the letters after a point make an address or a file name of what stands before (example.com).
pub(crate) fn is_domain_end(letters: &str) -> bool {
    const LIST: &[&str] = &[
        "ai", "app", "asp", "biz", "bat", "co", "com", "csv", "de", "dll", "doc", "docx",
        "edu", "eu", "exe", "fm", "fr", "gif", "gov", "htm", "html", "info", "int", "io",
        "ir", "jpg", "jpeg", "js", "mil", "mp", "net", "news", "nz", "org", "pdf", "php",
        "png", "ppt", "ru", "tv", "txt", "uk", "url", "xls", "xlsx", "xml", "zip",
    ];
    letters.len() <= 5 && LIST.iter().any(|u| u.eq_ignore_ascii_case(letters))
}

/// Whether a word with a capital is likely to begin a sentence even after an abbreviation.
pub(crate) fn is_opener(word: &str) -> bool {
    const LIST: &[&str] = &[
        "A",
        "After",
        "Although",
        "Among",
        "An",
        "And",
        "As",
        "At",
        "Because",
        "Before",
        "But",
        "By",
        "Despite",
        "During",
        "Earlier",
        "Even",
        "Every",
        "For",
        "From",
        "He",
        "Her",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "It",
        "Its",
        "Last",
        "Later",
        "Many",
        "Meanwhile",
        "More",
        "Most",
        "My",
        "No",
        "Not",
        "Now",
        "On",
        "Once",
        "One",
        "Only",
        "Or",
        "Other",
        "Our",
        "She",
        "Since",
        "So",
        "Some",
        "Such",
        "That",
        "The",
        "Their",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "To",
        "Under",
        "Until",
        "We",
        "What",
        "When",
        "Where",
        "Which",
        "While",
        "Who",
        "Why",
        "With",
        "Yet",
        "You",
        "Your",
    ];
    LIST.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_abbreviations_is_read() {
        assert_eq!(abbreviation("Dr."), Some(Abbreviation::Title));
        assert_eq!(abbreviation("Inc."), Some(Abbreviation::Plain));
        assert_eq!(abbreviation("table."), None);
        assert!(ABBREVIATIONS.windows(2).all(|w| w[0].0 < w[1].0));
    }

    #[test]
    fn openers_are_found() {
        assert!(is_opener("The") && is_opener("A") && is_opener("Your"));
        assert!(!is_opener("Treaty"));
    }
}
