//! The lines of a text that stand for themselves: paragraphs, titles, labels.

use chancery_model::{Zone, ZoneKind};

/// A paragraph or another line that stands for itself, white space trimmed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Line<'a> {
    /// First byte in the text.
    pub(crate) start: usize,
    /// The words. A paragraph that was wrapped holds its line breaks.
    pub(crate) text: &'a str,
    /// Number of words, counted up to [`MANY`].
    pub(crate) words: usize,
    /// Which part the format shows it to be. A heading may turn out to be something else.
    pub(crate) hint: Option<ZoneKind>,
    /// Which part it was recognised to be.
    pub(crate) kind: Option<ZoneKind>,
    /// Where in it a disclaimer starts that goes on to its end.
    pub(crate) disclaimer: Option<usize>,
    /// Captions between its sentences, half-open.
    pub(crate) captions: Vec<(usize, usize)>,
}

/// So many words and more are not told apart.
pub(crate) const MANY: usize = 200;

impl<'a> Line<'a> {
    fn new(start: usize, text: &'a str, hint: Option<ZoneKind>) -> Self {
        let words = text.split_whitespace().take(MANY).count();
        let kind = hint.filter(|hint| *hint != ZoneKind::Heading);
        Self { start, text, words, hint, kind, disclaimer: None, captions: Vec::new() }
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn is_ended(&self) -> bool {
        let end = self.text.trim_end_matches(|c| "\"'”’»)]*_".contains(c));
        end.ends_with(['.', '!', '?', '…', ':', ';', ','])
    }

    /// Whether it ends with words left out, as teasers do.
    pub(crate) fn is_cut_off(&self) -> bool {
        self.text.ends_with('…')
            || self.text.ends_with("...")
            || self.text.ends_with("[...]")
    }

    /// Whether it holds at least one full sentence, by its length and its end.
    pub(crate) fn is_sentence(&self) -> bool {
        self.hint.is_none() && ((self.words >= 5 && self.is_ended()) || self.words >= 30)
    }

    /// Whether it looks like a title or heading: few words, no stop, a capital at its head.
    pub(crate) fn is_short_title(&self) -> bool {
        self.words <= 14 && self.text.len() <= 120 && self.is_title_like()
    }

    /// Whether it may be a title: no sentence's end but a question or an exclamation.
    pub(crate) fn is_title_like(&self) -> bool {
        let end = self.text.trim_end_matches(|c| "\"'”’»)]".contains(c));
        let first = self.text.chars().find(|c| !"\"'“‘«([¿¡".contains(*c));
        let is_headed = first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
        self.words <= 25
            && is_headed
            && (self.hint == Some(ZoneKind::Heading)
                || !end.ends_with(['.', '…', ':', ';', ',']))
    }
}

/// Whether a row of a text goes on with the row before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Rows {
    /// Each row stands for itself, unless the text is seen to be wrapped.
    #[default]
    Apart,
    /// Only an empty row ends a paragraph.
    Joined,
}

/// What makes a row go on with the row before.
#[derive(Clone, Copy)]
enum Wrap {
    Never,
    /// Its first word had no room within this width.
    Width(usize),
    /// The row before has not ended its sentence, and no item of a list begins.
    Sentence,
}

/// Splits a text into lines that stand for themselves. Parts that the format shows are lines
/// of their own.
pub(crate) fn split<'a>(text: &'a str, marked: &[Zone], rows: Rows) -> Vec<Line<'a>> {
    let wrap = match rows {
        Rows::Apart => wrap_width(text).map_or(Wrap::Never, Wrap::Width),
        Rows::Joined => Wrap::Sentence,
    };
    let mut lines = Vec::new();
    let mut at = 0;
    for zone in marked {
        let range = zone.span.range();
        split_plain(text, at, range.start, wrap, &mut lines);
        let part = &text[range.clone()];
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let start = range.start + (part.len() - part.trim_start().len());
            lines.push(Line::new(start, trimmed, Some(zone.kind)));
        }
        at = range.end;
    }
    split_plain(text, at, text.len(), wrap, &mut lines);
    lines
}

/// Splits a stretch without marked parts; wrapped lines are put together.
fn split_plain<'a>(
    text: &'a str,
    from: usize,
    to: usize,
    wrap: Wrap,
    lines: &mut Vec<Line<'a>>,
) {
    let mut open: Option<(usize, usize)> = None;
    let mut at = from;
    for row in text[from..to].split_inclusive('\n') {
        let start = at + (row.len() - row.trim_start().len());
        let end = start + row.trim().len();
        at += row.len();
        open = match open {
            Some((first, last)) if joins(text, (first, last), (start, end), wrap) => {
                Some((first, end))
            }
            before => {
                close(text, before, lines);
                (start < end).then_some((start, end))
            }
        };
    }
    close(text, open, lines);
}

fn close<'a>(text: &'a str, open: Option<(usize, usize)>, lines: &mut Vec<Line<'a>>) {
    if let Some((start, end)) = open {
        lines.push(Line::new(start, &text[start..end], None));
    }
}

/// Whether a row goes on with what is open: its first word had no room on the row before.
fn joins(
    text: &str,
    open: (usize, usize),
    (start, end): (usize, usize),
    wrap: Wrap,
) -> bool {
    let last_row = || text[open.0..open.1].rsplit('\n').next().unwrap_or_default().trim();
    start < end
        && match wrap {
            Wrap::Never => false,
            Wrap::Width(width) => had_no_room(last_row(), &text[start..end], width),
            Wrap::Sentence => !is_item(&text[start..end]) && !has_end(last_row()),
        }
}

fn has_end(row: &str) -> bool {
    let end = row.trim_end_matches(|c| "\"'”’»)]*_".contains(c));
    end.ends_with(['.', '!', '?', '…', ':'])
}

/// Whether a row begins an item of a list.
fn is_item(row: &str) -> bool {
    let first = row.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    let is_number =
        number.len() < first.len() && number.bytes().all(|b| b.is_ascii_digit());
    matches!(first, "-" | "*" | "+" | "•" | "–" | "—" | ">" | "|") || is_number
}

/// Whether the first word of a row would have passed the width on the row before.
fn had_no_room(row: &str, next: &str, width: usize) -> bool {
    let first = next.split_whitespace().next().unwrap_or_default();
    !is_item(next) && row.chars().count() + 1 + first.chars().count() + 2 > width
}

/// Rows that are looked at to tell whether a text is wrapped.
const ROWS: usize = 2000;

/// The width at which a text is wrapped; `None` if each row stands for itself.
fn wrap_width(text: &str) -> Option<usize> {
    let rows: Vec<&str> = text.lines().map(str::trim).take(ROWS).collect();
    let pairs =
        || rows.windows(2).filter(|pair| !pair[0].is_empty() && !pair[1].is_empty());
    let length = |row: &str| if row.len() > 400 { 400 } else { row.chars().count() };
    let width = rows.iter().map(|row| length(row)).max()?;
    if !(40..=130).contains(&width) {
        return None;
    }
    let total = pairs().count();
    let full =
        pairs().filter(|pair| had_no_room(pair[0], pair[1], width.saturating_sub(6)));
    let full: Vec<_> = full.collect();
    let open =
        full.iter().filter(|pair| !pair[0].ends_with(['.', '!', '?', '”', '"'])).count();
    (total >= 2 && full.len() * 10 >= total * 7 && open * 2 >= full.len())
        .then(|| width.saturating_sub(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        split(text, &[], Rows::Apart).iter().map(|line| line.text).collect()
    }

    #[test]
    fn each_row_of_running_text_is_a_paragraph() {
        assert_eq!(
            lines("\u{A0}One row.\r\n\r\n Two rows. \nThree."),
            ["One row.", "Two rows.", "Three."]
        );
    }

    #[test]
    fn wrapped_rows_are_one_paragraph() {
        let text = "Harbour talks resume\n\n\
            Delegates of the two coastal towns met on Monday to speak about\n\
            the ferry line that was shut down a year ago, and agreed to meet\n\
            once more before the summer. A date was not given.\n\n\
            The mayor of the northern town called the talks useful, while his\n\
            colleague declined to comment.\n";
        let lines = lines(text);
        assert_eq!(lines.len(), 3);
        assert!(lines[1].starts_with("Delegates") && lines[1].ends_with("given."));
    }

    #[test]
    fn short_rows_are_not_taken_for_wrapped_ones() {
        let text = "The two towns agreed on a plan.\nIt names three steps.\nThe first is due in May.\n";
        assert_eq!(lines(text).len(), 3);
    }

    #[test]
    fn rows_are_joined_up_to_a_sentence_end_or_an_item() {
        let text = "The council met on *Monday* and\nagreed.\nIt named\n- a day\n- a place\n1) a boat";
        let lines: Vec<&str> =
            split(text, &[], Rows::Joined).iter().map(|line| line.text).collect();
        let first = "The council met on *Monday* and\nagreed.";
        assert_eq!(lines, [first, "It named", "- a day", "- a place", "1) a boat"]);
    }

    #[test]
    fn a_title_has_a_capital_and_no_stop() {
        let is_title = |text| split(text, &[], Rows::Apart)[0].is_short_title();
        assert!(is_title("Harbour talks resume"));
        assert!(is_title("“Who pays?”"));
        assert!(!is_title("Harbour talks resumed."));
        assert!(!is_title("and then"));
        assert!(!is_title("- an item"));
    }
}
