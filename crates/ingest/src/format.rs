//! The formats that are read.

mod html;
mod jsonl;
mod markdown;
mod text;

use crate::draft::Draft;
use crate::{Input, unpack};
use chancery_model::Diagnostic;

/// A format.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// The format of a path, by its ending, case ignored.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let path =
            if unpack::is_packed(path) { path.get(..path.len() - 3)? } else { path };
        let name = path.rsplit('/').next()?;
        let (stem, ending) = name.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        match ending.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "md" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "jsonl" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// Reads unpacked bytes.
    pub(crate) fn read<'a>(
        self,
        input: Input<'a>,
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<Draft<'a>> {
        match self {
            Self::Text => text::read(input, findings).into_iter().collect(),
            Self::Markdown => markdown::read(input, findings).into_iter().collect(),
            Self::Html => html::read(input, findings).into_iter().collect(),
            Self::JsonLines => jsonl::read(input, findings),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides() {
        assert_eq!(Format::of("a/b.TXT"), Some(Format::Text));
        assert_eq!(Format::of("b.jsonl.gz"), Some(Format::JsonLines));
        assert_eq!(Format::of("b.htm"), Some(Format::Html));
        for path in ["b", "b.gz", ".txt", "txt", "b.pdf", "b.txt/c", "é.gz", ""] {
            assert_eq!(Format::of(path), None, "{path}");
        }
    }
}
