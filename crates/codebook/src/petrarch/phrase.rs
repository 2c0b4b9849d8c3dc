//! Phrases in capitals with underscores, as names and words.

/// A line without its comment.
pub(super) fn content(line: &str) -> &str {
    let end = line.find(['#', ';']).unwrap_or(line.len());
    line[..end].trim_end()
}

/// The words of a phrase.
pub(super) fn words(phrase: &str) -> Vec<&str> {
    let words = phrase.split(|c: char| c == '_' || c.is_whitespace());
    words.filter(|word| !word.is_empty()).collect()
}

/// The forms in which a name written in capitals may stand in a text: with capitals at the
/// beginning of each word, the same with short inner words small, and a single short word as it
/// is.
pub(super) fn forms(phrase: &str) -> Vec<String> {
    let words = words(phrase);
    let last = words.len().saturating_sub(1);
    let join = |small: bool| {
        let each = words.iter().enumerate().map(|(at, word)| {
            let is_inner = at > 0 && at < last;
            if small && is_inner && word.chars().count() <= 3 {
                word.to_lowercase()
            } else {
                capitalised(word)
            }
        });
        each.collect::<Vec<_>>().join(" ")
    };
    let mut forms = vec![join(true), join(false)];
    if let [word] = words[..]
        && word.len() <= 6
    {
        forms.push(word.to_owned());
    }
    let mut distinct: Vec<String> = Vec::new();
    for form in forms {
        if !form.is_empty() && !distinct.contains(&form) {
            distinct.push(form);
        }
    }
    distinct
}

/// A capital at the beginning and behind every mark.
fn capitalised(word: &str) -> String {
    let mut text = String::new();
    let mut begins = true;
    for character in word.chars() {
        if begins {
            text.extend(character.to_uppercase());
        } else {
            text.extend(character.to_lowercase());
        }
        begins = !character.is_alphanumeric();
    }
    text
}

/// Small letters and digits joined by hyphens.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for character in words.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// What stands in brackets on a line, and what stands before the first of them.
pub(super) fn brackets(line: &str) -> (&str, Vec<&str>) {
    let head = line.split('[').next().unwrap_or(line);
    let inside =
        line.split('[').skip(1).map(|part| part.split(']').next().unwrap_or(part));
    (head.trim(), inside.map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_become_names() {
        assert_eq!(forms("BANK_OF_NORWAY_"), ["Bank of Norway", "Bank Of Norway"]);
        assert_eq!(forms("NDC_"), ["Ndc", "NDC"]);
        assert_eq!(forms("ANNE O'SHEA-LIND"), ["Anne O'Shea-Lind"]);
        assert_eq!(slug("My Actors (2).v2"), "my-actors-2-v2");
    }
}
