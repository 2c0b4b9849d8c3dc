//! Runs of text and the bytes they came from, joined and chained.

use chancery_model::{OriginMap, OriginRun};

/// Collects runs, joining those that follow each other byte by byte.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Runs {
    runs: Vec<OriginRun>,
}

impl Runs {
    /// The runs, ascending.
    pub(crate) fn as_slice(&self) -> &[OriginRun] {
        &self.runs
    }

    /// Adds a run behind the others. `exact` says that the bytes were copied.
    ///
    /// Lengths that do not fit 32 bits are dropped: such a text is refused anyway.
    pub(crate) fn push(
        &mut self,
        text: usize,
        text_len: usize,
        raw: u64,
        raw_len: usize,
    ) {
        let (Ok(text_start), Ok(text_len), Ok(raw_len)) =
            (u32::try_from(text), u32::try_from(text_len), u32::try_from(raw_len))
        else {
            return;
        };
        if text_len == 0 {
            return;
        }
        let run = OriginRun { text_start, text_len, raw_start: raw, raw_len };
        if let Some(last) = self.runs.last_mut()
            && joins(last, &run)
            && let (Some(text), Some(raw)) = (
                last.text_len.checked_add(run.text_len),
                last.raw_len.checked_add(run.raw_len),
            )
        {
            last.text_len = text;
            last.raw_len = raw;
            return;
        }
        self.runs.push(run);
    }

    /// The map of these runs.
    pub(crate) fn into_map(self) -> OriginMap {
        OriginMap::new(self.runs)
    }
}

fn joins(first: &OriginRun, second: &OriginRun) -> bool {
    let exact = |run: &OriginRun| run.text_len == run.raw_len;
    exact(first)
        && exact(second)
        && first.text_start + first.text_len == second.text_start
        && first.raw_start + u64::from(first.raw_len) == second.raw_start
}

/// The way from a text through an intermediate text to the raw bytes: `inner` leads from the
/// text into the intermediate one, `outer` from there to the bytes. Intermediate bytes without
/// an origin have none in the end.
pub(crate) fn chain(inner: &[OriginRun], outer: &[OriginRun]) -> Runs {
    let mut chained = Runs::default();
    let mut first = 0;
    for run in inner {
        let (start, end) = (run.raw_start, run.raw_start + u64::from(run.raw_len));
        let end_of =
            |outer: &OriginRun| u64::from(outer.text_start) + u64::from(outer.text_len);
        // Texts may be aligned out of order, but mostly they ascend.
        let sought = || outer.partition_point(|outer| end_of(outer) <= start);
        if outer.get(first).is_none_or(|run| end_of(run) <= start)
            || (first > 0 && end_of(&outer[first - 1]) > start)
        {
            first = sought();
        }
        let touched: Vec<&OriginRun> = outer[first..]
            .iter()
            .take_while(|outer| u64::from(outer.text_start) < end)
            .collect();
        push_chained(&mut chained, run, &touched, start, end);
    }
    chained
}

fn push_chained(
    chained: &mut Runs,
    run: &OriginRun,
    touched: &[&OriginRun],
    start: u64,
    end: u64,
) {
    let text = run.text_start as usize;
    let exact = run.text_len == run.raw_len;
    if exact {
        for outer in touched {
            let outer_start = u64::from(outer.text_start);
            let from = start.max(outer_start);
            let to = end.min(outer_start + u64::from(outer.text_len));
            let (Ok(skipped), Ok(len)) =
                (usize::try_from(from - start), usize::try_from(to - from))
            else {
                continue;
            };
            if outer.text_len == outer.raw_len {
                chained.push(
                    text + skipped,
                    len,
                    outer.raw_start + (from - outer_start),
                    len,
                );
            } else {
                chained.push(
                    text + skipped,
                    len,
                    outer.raw_start,
                    outer.raw_len as usize,
                );
            }
        }
    } else if let (Some(head), Some(last)) = (touched.first(), touched.last()) {
        let ahead = if head.text_len == head.raw_len {
            start.saturating_sub(u64::from(head.text_start))
        } else {
            0
        };
        let raw_start = head.raw_start + ahead;
        let kept = if last.text_len == last.raw_len {
            end.saturating_sub(u64::from(last.text_start)).min(u64::from(last.raw_len))
        } else {
            u64::from(last.raw_len)
        };
        let raw_end = last.raw_start + kept;
        if let Ok(len) = usize::try_from(raw_end.saturating_sub(raw_start)) {
            chained.push(text, run.text_len as usize, raw_start, len);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text_start: u32, text_len: u32, raw_start: u64, raw_len: u32) -> OriginRun {
        OriginRun { text_start, text_len, raw_start, raw_len }
    }

    #[test]
    fn neighbours_are_joined() {
        let mut runs = Runs::default();
        runs.push(0, 2, 10, 2);
        runs.push(2, 3, 12, 3);
        runs.push(5, 1, 15, 5);
        runs.push(6, 1, 20, 1);
        assert_eq!(
            runs.as_slice(),
            [run(0, 5, 10, 5), run(5, 1, 15, 5), run(6, 1, 20, 1)]
        );
    }

    #[test]
    fn maps_are_chained() {
        // raw "ab\x{fc}cd" in a single-byte encoding; intermediate "abücd"; text "bü/d".
        let outer = [run(0, 2, 0, 2), run(2, 2, 2, 1), run(4, 2, 3, 2)];
        let inner = [run(0, 3, 1, 3), run(4, 1, 5, 1)];
        let chained = chain(&inner, &outer);
        assert_eq!(
            chained.as_slice(),
            [run(0, 1, 1, 1), run(1, 2, 2, 1), run(4, 1, 4, 1)]
        );
    }

    #[test]
    fn a_decoded_whole_is_chained_as_a_whole() {
        let outer = [run(0, 10, 3, 10)];
        assert_eq!(chain(&[run(0, 1, 2, 5)], &outer).as_slice(), [run(0, 1, 5, 5)]);
    }
}
