//! Numbers for people.

use crate::canvas::Language;

/// A number with a fixed count of decimals and the language's decimal sign.
pub(super) fn decimal(number: f64, places: usize, language: Language) -> String {
    let text = format!("{number:.places$}");
    match language {
        Language::En => text,
        Language::Nl => text.replace('.', ","),
    }
}

/// A percentage in whole numbers, without its sign, right-aligned to three columns.
pub(super) fn percent(number: f64) -> String {
    format!("{number:>3.0}")
}

/// `1 canvas`, `3 canvases`: a count with its word.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
