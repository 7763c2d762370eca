//! Where in a text something stands.

use serde::Serialize;

/// A range of bytes in a text: `start` inclusive, `end` exclusive, both on char boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Span {
    /// First byte, 0-based.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The piece of `text` that this span covers; empty if the span is of another text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_cuts_its_own_text_and_nothing_from_another() {
        assert_eq!(Span { start: 0, end: 3 }.of("€ 5"), "€");
        assert_eq!(Span { start: 1, end: 3 }.of("€ 5"), "");
        assert_eq!(Span { start: 4, end: 90 }.of("€ 5"), "");
    }
}
