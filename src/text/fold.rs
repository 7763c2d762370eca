//! Folding: lower case, no accents, so that `Café`, `CAFE` and `café` are one word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of one character: lower case, accents removed, ligatures opened.
///
/// Appends nothing for combining marks and invisible characters.
pub fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'ø' | 'Ø' => out.push('o'),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
        _ => {
            for part in std::iter::once(c).nfkd().filter(|part| !is_combining_mark(*part)) {
                out.extend(part.to_lowercase());
            }
        }
    }
}

/// The folded form of a text: every character by [`fold_char`].
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut out);
    }
    out
}

/// A text reduced to its folded letters and digits, for comparing names: `💶 Revenue-Streams:`,
/// `revenueStreams` and `REVENUE_STREAMS` have the same key.
#[must_use]
pub fn key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::{fold, key};

    #[test]
    fn accents_case_and_width_do_not_matter() {
        assert_eq!(fold("Café ÉÉN Straße ﬁets Ｗｉｄｅ"), "cafe een strasse fiets wide");
        assert_eq!(fold("cafe\u{301}"), "cafe");
    }

    #[test]
    fn a_key_keeps_letters_and_digits_only() {
        assert_eq!(key("💶 Revenue-Streams:"), "revenuestreams");
        assert_eq!(key("  4. Coûts "), "4couts");
    }
}
