//! What is wrong with data that was given to us, collected rather than thrown.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One finding about an input or a data file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// How bad.
    pub severity: Severity,
    /// A stable kebab-case name for this kind of finding.
    pub code: Box<str>,
    /// What is wrong, naming the thing. Lower case, no blame.
    pub message: Box<str>,
    /// What to do about it.
    pub hint: Option<Box<str>>,
}

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The thing cannot be used.
    Error,
    /// It is used, with this reservation.
    Warning,
}

/// A place in a file. Lines and columns count from one; zero means the file as a whole.
#[derive(
    Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize,
)]
pub struct Place {
    /// The file.
    pub file: Box<str>,
    /// The line, from one.
    pub line: u32,
    /// The column in bytes, from one.
    pub column: u32,
}

impl Place {
    /// A file as a whole.
    pub fn file(file: impl Into<Box<str>>) -> Self {
        Self { file: file.into(), line: 0, column: 0 }
    }

    /// A line of a file.
    pub fn line(file: impl Into<Box<str>>, line: u32) -> Self {
        Self { file: file.into(), line, column: 0 }
    }
}

impl Diagnostic {
    /// A finding that makes the thing unusable.
    pub fn error(
        code: impl Into<Box<str>>,
        place: Place,
        message: impl Into<Box<str>>,
    ) -> Self {
        Self {
            place,
            severity: Severity::Error,
            code: code.into(),
            message: message.into(),
            hint: None,
        }
    }

    /// A reservation.
    pub fn warning(
        code: impl Into<Box<str>>,
        place: Place,
        message: impl Into<Box<str>>,
    ) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// The same finding with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{severity}[{}]: {}\n  --> {}", self.code, self.message, self.place)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n   = hint: {hint}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_place_and_remedy() {
        let finding =
            Diagnostic::error("empty-file", Place::line("a.txt", 3), "nothing here")
                .hint("leave it out");
        assert_eq!(
            finding.to_string(),
            "error[empty-file]: nothing here\n  --> a.txt:3\n   = hint: leave it out"
        );
    }
}
