//! What a reader has to say about its input.

use std::fmt;

use crate::text::one_line;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; nothing is missing.
    Info,
    /// Something was left out or not understood; the rest was read.
    Warning,
    /// The file is none of the formats. An error when the user named the file.
    Unrecognised,
    /// A file, or a part of it, could not be read.
    Error,
}

/// Something that a user should know about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// The file.
    pub file: String,
    /// Where in the file: `row 12`, `line 3`, `$.blocks.channels[2]`; `None` for all of it.
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub fix: Option<String>,
}

impl Note {
    fn new(severity: Severity, file: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { severity, file: file.to_owned(), place: None, message, fix: None }
    }

    /// A note that nothing is missing.
    pub(super) fn info(file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, file, message)
    }

    /// A note that something was left out.
    pub(super) fn warning(file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, file, message)
    }

    /// A note that the file holds no canvas in any known form.
    pub(super) fn unrecognised(file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Unrecognised, file, message)
    }

    /// A note that something could not be read.
    pub(super) fn error(file: &str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, file, message)
    }

    /// The same note with a place.
    pub(super) fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// The same note with what to do.
    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }
}

impl fmt::Display for Note {
    /// On one line and safe to show, whatever the input held.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", one_line(&self.file))?;
        if let Some(place) = &self.place {
            write!(f, ": {}", one_line(place))?;
        }
        write!(f, ": {}", one_line(&self.message))?;
        if let Some(fix) = &self.fix {
            write!(f, " ({})", one_line(fix))?;
        }
        Ok(())
    }
}

/// Row numbers for a message: the first five, then how many more.
pub(super) fn rows(rows: &[u32]) -> String {
    let shown: Vec<String> = rows.iter().take(5).map(u32::to_string).collect();
    let word = if rows.len() == 1 { "row" } else { "rows" };
    match rows.len().saturating_sub(5) {
        0 => format!("{word} {}", shown.join(", ")),
        more => format!("{word} {} and {more} more", shown.join(", ")),
    }
}
