//! The dates that a document tells, in its order, and what can be said of a time near one.

use chancery_model::{Annotated, DateBasis, DateSpan, Day, Span, Timex, TimexKind};

/// A date told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The date, closed on both sides.
    pub(super) date: DateSpan,
    /// The words.
    pub(super) span: Span,
    /// Index of the sentence.
    pub(super) sentence: u32,
    first: Day,
}

impl Told {
    /// Whether it is a single day.
    pub(super) fn is_day(&self) -> bool {
        self.date.width() == Some(1)
    }

    /// Its year.
    pub(super) fn year(&self) -> Option<DateSpan> {
        DateSpan::year(self.first.year())
    }

    /// About that time.
    pub(super) fn about(&self) -> Option<DateSpan> {
        if self.date.edtf().contains('~') {
            return Some(self.date.clone());
        }
        format!("{}~", self.date.edtf()).parse().ok()
    }

    /// Some time from its month to that of a day; open if there is no such day.
    pub(super) fn until(&self, end: Option<Day>) -> Option<DateSpan> {
        let month = |day: Day| format!("{:04}-{:02}", day.year(), day.month());
        let first = month(self.first);
        match end {
            Some(end) if end < self.first => None,
            Some(end) if month(end) == first => first.parse().ok(),
            Some(end) => format!("[{first}..{}]", month(end)).parse().ok(),
            None => format!("[{first}..]").parse().ok(),
        }
    }
}

/// The dates of the calendar that the coded parts of a document tell; spans longer than a year
/// and a season date nothing beside them.
pub(super) fn told(annotated: &Annotated) -> Vec<Told> {
    let is_coded = |time: &Timex| annotated.document.is_coded_at(time.span.start());
    let dates_something = |time: &&Timex| {
        is_coded(time)
            && !belongs_to_name(annotated, time)
            && !is_year_of_noun(annotated, time)
    };
    let times = annotated.times.items.iter().filter(dates_something);
    times.filter_map(|time| of(time, sentence_of(annotated, time.span)?)).collect()
}

/// *the 2020 war*: whether a year only tells which one is meant of the noun behind it.
fn is_year_of_noun(annotated: &Annotated, time: &Timex) -> bool {
    let tokens = &annotated.tokens.items;
    let at = tokens.partition_point(|token| token.span.start() < time.span.start());
    let Some(token) = tokens.get(at).filter(|token| token.span == time.span) else {
        return false;
    };
    let head = annotated.syntax.items[at].head.map(|head| &tokens[head as usize]);
    time.value.len() == 4
        && head.is_some_and(|head| {
            matches!(&*head.upos, "NOUN" | "PROPN")
                && head.span.start() >= token.span.end()
        })
}

/// *the Convention of 1961*: whether an expression hangs on a name that tells no event.
fn belongs_to_name(annotated: &Annotated, time: &Timex) -> bool {
    let tokens = &annotated.tokens.items;
    let from = tokens.partition_point(|token| token.span.start() < time.span.start());
    let mut inside = (from..tokens.len())
        .take_while(|&token| tokens[token].span.start() < time.span.end());
    inside.any(|token| {
        let arc = &annotated.syntax.items[token];
        let Some(head) = arc.head.filter(|_| arc.relation.starts_with("nmod")) else {
            return false;
        };
        let predicates = &annotated.predicates.items;
        &*tokens[head as usize].upos == "PROPN"
            && !tokens[head as usize].span.overlaps(time.span)
            && predicates.binary_search_by_key(&head, |known| known.head).is_err()
    })
}

/// An expression as a date told in a sentence; `None` if it is no date of the calendar.
pub(super) fn of(time: &Timex, sentence: u32) -> Option<Told> {
    // *The same week* of a month told has no value of its own, but the month's dates.
    let is_calendar = matches!(time.kind, TimexKind::Date | TimexKind::Time)
        && (time.value.starts_with(|c: char| c.is_ascii_digit())
            || time.basis == DateBasis::Relative && time.value.starts_with('X'));
    let date = time.date.as_ref().filter(|_| is_calendar)?;
    // *Two years later* tells about when, and dates its own clause only.
    if date.edtf().contains('~') && time.value.len() <= 4 {
        return None;
    }
    // *Since May* tells May.
    let date = match date.width() {
        Some(_) => date.clone(),
        None => time.value.parse().ok()?,
    };
    if date.width()? > 470 {
        return None;
    }
    Some(Told { first: date.earliest()?, date, span: time.span, sentence })
}

/// The sentence in which words stand.
pub(super) fn sentence_of(annotated: &Annotated, span: Span) -> Option<u32> {
    let sentences = &annotated.sentences.items;
    let after =
        sentences.partition_point(|sentence| sentence.span.start() <= span.start());
    u32::try_from(after.checked_sub(1)?).ok()
}

/// For each sentence, the index of its paragraph: line breaks between sentences part them.
pub(super) fn paragraphs(annotated: &Annotated) -> Vec<u32> {
    let mut paragraph = 0;
    let mut before = 0;
    let sentences = annotated.sentences.items.iter();
    sentences
        .map(|sentence| {
            let range = before..sentence.span.start() as usize;
            let gap = annotated.document.text.get(range).unwrap_or_default();
            if gap.contains('\n') {
                paragraph += 1;
            }
            before = sentence.span.end() as usize;
            paragraph
        })
        .collect()
}
