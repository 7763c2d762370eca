//! Errors in data files and rubrics, with the place in the file.

use std::fmt;

use thiserror::Error;

/// A place in a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file's name as the user knows it.
    pub file: String,
    /// The line, from 1; `None` where the error is about the whole file.
    pub line: Option<usize>,
}

impl Place {
    /// The place of a byte offset in a text.
    #[must_use]
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        let end = offset.min(text.len());
        let line = text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
        Self { file: file.to_owned(), line: Some(line) }
    }

    /// The file as a whole.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.to_owned(), line: None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Something wrong in a data file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{place}: {message}")]
pub struct DataError {
    /// Where.
    pub place: Place,
    /// What is wrong, and what to do.
    pub message: String,
}

impl DataError {
    /// An error at a byte offset of a file's text.
    pub(super) fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        Self { place: Place::at(file, text, offset), message: message.into() }
    }

    /// An error about a file as a whole.
    pub(super) fn file(file: &str, message: impl Into<String>) -> Self {
        Self { place: Place::file(file), message: message.into() }
    }

    /// An error of the TOML reader, with its position.
    pub(super) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let offset = error.span().map_or(0, |span| span.start);
        Self::at(file, text, offset, error.message())
    }
}
