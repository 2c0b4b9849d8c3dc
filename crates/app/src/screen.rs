//! Standard output: its width, whether it is a terminal, and the one way to write to it.

use crate::failure::Failure;
use serde_json::Value;
use std::io::{self, BufWriter, IsTerminal, Write};

/// The width of a screen that does not tell its own.
const WIDTH: usize = 80;

/// Standard output and how it is to be written.
pub(crate) struct Screen {
    out: BufWriter<io::Stdout>,
    /// Whether answers are asked for as JSON.
    pub(crate) json: bool,
    /// Columns of text.
    pub(crate) width: usize,
    is_coloured: bool,
}

impl Screen {
    /// The screen as the environment has it. What is piped has 80 columns and no colour.
    #[expect(
        clippy::disallowed_methods,
        reason = "the face of the tool reads the environment"
    )]
    pub(crate) fn new(json: bool) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let told = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let is_dumb = std::env::var("TERM").is_ok_and(|value| value == "dumb");
        let width = if is_terminal {
            terminal_size::terminal_size()
                .map_or(WIDTH, |(width, _)| usize::from(width.0))
        } else {
            WIDTH
        };
        Self {
            out: BufWriter::new(io::stdout()),
            json,
            width: width.clamp(40, 160),
            is_coloured: is_terminal && !told("NO_COLOR") && !is_dumb,
        }
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) -> Result<(), Failure> {
        Ok(writeln!(self.out, "{}", line.as_ref())?)
    }

    /// Writes a text as it is.
    pub(crate) fn text(&mut self, text: impl AsRef<[u8]>) -> Result<(), Failure> {
        Ok(self.out.write_all(text.as_ref())?)
    }

    /// Writes a value as JSON over several lines.
    pub(crate) fn value(&mut self, value: &Value) -> Result<(), Failure> {
        self.line(format!("{value:#}"))
    }

    /// Where a library writes to.
    pub(crate) fn writer(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// A heading in bold where the screen has it.
    pub(crate) fn bold(&self, words: &str) -> String {
        if self.is_coloured {
            format!("\u{1b}[1m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }

    /// Writes what is left and hands the exit code on.
    pub(crate) fn finish(&mut self, code: u8) -> Result<u8, Failure> {
        self.out.flush()?;
        Ok(code)
    }
}
