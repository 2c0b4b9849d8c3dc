//! Breaking lines at spaces, and labels with their text beside them.

/// Lines of at most `width` characters, broken at spaces; a word that is longer is cut. White
/// space of any kind becomes one space, control characters are left out.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() && c != '\u{a0}') {
        let mut word: Vec<char> = word.chars().filter(|c| !c.is_control()).collect();
        if word.is_empty() {
            continue;
        }
        if length > 0 && length + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.push(word.into_iter().collect());
            word = rest;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        length += word.len();
        line.extend(word);
    }
    if length > 0 || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A label and its text, which hangs in a column of its own from `indent` on.
pub(crate) fn labelled(
    label: &str,
    text: &str,
    indent: usize,
    width: usize,
) -> Vec<String> {
    let lines = wrap(text, width.saturating_sub(indent).max(20));
    let mut laid = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let label = if index == 0 { label } else { "" };
        let gap =
            if label.chars().count() >= indent && !label.is_empty() { " " } else { "" };
        laid.push(format!("{label:<indent$}{gap}{line}").trim_end().to_owned());
    }
    laid
}

/// A text on one line of at most `width` characters, with `…` where it is cut.
pub(crate) fn cut(text: &str, width: usize) -> String {
    let line = wrap(text, usize::MAX).concat();
    if line.chars().count() <= width {
        return line;
    }
    let kept: String = line.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Several words as `a, b and c`.
pub(crate) fn listed<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// A number of things: `1 mention`, `2 mentions`.
pub(crate) fn number(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrap("one two  three\nfour", 9), ["one two", "three", "four"]);
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(
            wrap("\u{1b}[31mred", 20),
            ["[31mred"],
            "no escape reaches the screen"
        );
    }

    #[test]
    fn text_hangs_beside_its_label() {
        let lines = labelled("voices", "one two three four five six", 8, 28);
        assert_eq!(lines, ["voices  one two three four", "        five six"]);
    }

    #[test]
    fn cut_texts_show_it() {
        assert_eq!(cut("one two three", 8), "one two…");
        assert_eq!(cut("one", 8), "one");
    }

    #[test]
    fn lists_end_in_and() {
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
    }
}
