//! Texts that a spreadsheet would run as a formula (OWASP, CSV Injection), and how they are made
//! harmless: by a `'` in front, which reading takes away again.

use std::borrow::Cow;

/// Whether a spreadsheet would take a cell for a formula, or a guard stands before one already.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// The text for a cell of a table that people open in a spreadsheet.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was [`guarded`].
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, unguarded};

    #[test]
    fn a_guard_is_put_on_and_taken_off() {
        for text in ["=1+1", "'=1+1", "''@x", "plain", "'s avonds", "-5", "", "'", "\tx"] {
            assert_eq!(unguarded(&guarded(text)), text);
            assert!(!guarded(text).starts_with(['=', '+', '-', '@', '\t']), "{text}");
        }
        assert_eq!(unguarded("'s avonds"), "'s avonds");
    }
}
