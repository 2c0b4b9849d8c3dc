//! The way back from a document's text to the bytes it was read from.

use crate::Span;
use serde::{Deserialize, Serialize};

/// Maps spans of the text to offsets in the raw bytes, by runs.
///
/// Text between runs has no origin: it was put there by the reader (a line break between two
/// blocks of a page, say).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OriginMap {
    runs: Vec<OriginRun>,
}

/// A stretch of text and the raw bytes it was read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OriginRun {
    /// First byte in the text.
    pub text_start: u32,
    /// Bytes in the text.
    pub text_len: u32,
    /// First byte in the raw bytes.
    pub raw_start: u64,
    /// Raw bytes. Equal to `text_len` where the text was copied byte by byte; otherwise the
    /// run stands for a whole that was decoded, such as one character reference.
    pub raw_len: u32,
}

impl OriginMap {
    /// The map from these runs.
    ///
    /// # Panics
    /// If the runs are not ascending and disjoint in the text.
    pub fn new(runs: Vec<OriginRun>) -> Self {
        let ordered = runs
            .windows(2)
            .all(|pair| pair[0].text_start + pair[0].text_len <= pair[1].text_start);
        assert!(ordered, "origin runs must ascend without overlapping");
        Self { runs }
    }

    /// The map of a text that was copied byte by byte from `raw_start`.
    pub fn identity(raw_start: u64, len: u32) -> Self {
        let run = OriginRun { text_start: 0, text_len: len, raw_start, raw_len: len };
        Self { runs: vec![run] }
    }

    /// The runs, ascending.
    pub fn runs(&self) -> &[OriginRun] {
        &self.runs
    }

    /// The half-open range of raw bytes that a span was read from: from the origin of its
    /// first byte that has one to the origin of its last. `None` if no byte of it has one.
    pub fn raw(&self, span: Span) -> Option<(u64, u64)> {
        let first = self
            .runs
            .partition_point(|run| run.text_start + run.text_len <= span.start());
        let mut touched =
            self.runs[first..].iter().take_while(|run| run.text_start < span.end());
        let head = touched.next()?;
        let last = touched.last().unwrap_or(head);
        Some((head.raw_from(span.start()), last.raw_to(span.end())))
    }
}

impl OriginRun {
    fn is_exact(&self) -> bool {
        self.raw_len == self.text_len
    }

    fn raw_from(&self, text: u32) -> u64 {
        if self.is_exact() {
            self.raw_start + u64::from(text.saturating_sub(self.text_start))
        } else {
            self.raw_start
        }
    }

    fn raw_to(&self, text: u32) -> u64 {
        let whole = self.raw_start + u64::from(self.raw_len);
        if self.is_exact() {
            whole.min(self.raw_start + u64::from(text.saturating_sub(self.text_start)))
        } else {
            whole
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
    fn a_span_finds_its_raw_bytes() {
        let map =
            OriginMap::new(vec![run(0, 3, 10, 3), run(3, 1, 13, 5), run(5, 4, 30, 4)]);
        assert_eq!(map.raw(Span::new(1, 3)), Some((11, 13)));
        assert_eq!(map.raw(Span::new(2, 4)), Some((12, 18)));
        assert_eq!(map.raw(Span::new(4, 5)), None);
        assert_eq!(map.raw(Span::new(0, 7)), Some((10, 32)));
    }
}
