//! A text with some of its words marked: `[who: the army] [what: crossed] the river`.

use chancery_model::Span;
use std::cmp::Reverse;

/// Words to be marked and the name of the mark.
pub(crate) type Mark = (Span, &'static str);

/// The words at `span` with marks around those that lie in it. Marks of the same words are
/// joined; of two that overlap without one holding the other, the later is left out.
pub(crate) fn marked(text: &str, span: Span, marks: &[Mark]) -> String {
    let mut sorted: Vec<Mark> =
        marks.iter().copied().filter(|(mark, _)| span.contains(*mark)).collect();
    sorted.sort_by_key(|(mark, name)| (mark.start(), Reverse(mark.end()), *name));
    sorted.dedup();
    let mut out = String::new();
    let mut open: Vec<u32> = Vec::new();
    let mut at = span.start();
    let mut index = 0;
    while index < sorted.len() {
        let (mark, _) = sorted[index];
        let same = sorted[index..].iter().take_while(|(other, _)| *other == mark).count();
        let names: Vec<&str> =
            sorted[index..index + same].iter().map(|(_, n)| *n).collect();
        index += same;
        while let Some(end) = open.pop_if(|end| *end <= mark.start()) {
            copy(text, &mut out, &mut at, end);
            out.push(']');
        }
        if open.last().is_some_and(|end| *end < mark.end()) || mark.is_empty() {
            continue;
        }
        copy(text, &mut out, &mut at, mark.start());
        out.push_str(&format!("[{}: ", names.join(", ")));
        open.push(mark.end());
    }
    while let Some(end) = open.pop() {
        copy(text, &mut out, &mut at, end);
        out.push(']');
    }
    copy(text, &mut out, &mut at, span.end());
    out
}

fn copy(text: &str, out: &mut String, at: &mut u32, to: u32) {
    if let Some(words) =
        Span::of(*at as usize, to as usize).and_then(|span| span.text(text))
    {
        out.push_str(words);
        *at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_nest() {
        let marks = [
            (Span::new(0, 5), "who"),
            (Span::new(4, 8), "crossing"),
            (Span::new(6, 14), "what"),
            (Span::new(6, 9), "trigger"),
            (Span::new(6, 9), "cue"),
            (Span::new(20, 30), "elsewhere"),
        ];
        assert_eq!(
            marked("Bravo hit Delta.", Span::new(0, 16), &marks),
            "[who: Bravo] [what: [cue, trigger: hit] Delt]a."
        );
    }
}
