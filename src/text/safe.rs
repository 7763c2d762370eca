//! Making text from strangers safe to show.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Whether a character could move the cursor, hide text or turn its direction.
const fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// A text with control, direction and zero-width characters made visible as `\u{..}`.
///
/// Line feed and tab stay as they are. Everything that came from input passes through this before
/// it is shown in a terminal, in Markdown or in a message.
#[must_use]
pub fn display_safe(text: &str) -> Cow<'_, str> {
    let keep = |c: char| !is_unsafe(c) || c == '\n' || c == '\t';
    if text.chars().all(keep) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if keep(c) {
            out.push(c);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", c as u32);
        }
    }
    Cow::Owned(out)
}

/// [`display_safe`] on one line: each run of white space becomes one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&display_safe(word));
    }
    out
}

/// At most `width` columns of a one-line text; what is cut off is shown by `…`.
#[must_use]
pub fn truncate(text: &str, width: usize) -> Cow<'_, str> {
    // Only as much of a long text is measured as can decide the matter.
    if text.len() <= width || (text.len() < width * 16 && text.width() <= width) {
        return Cow::Borrowed(text);
    }
    let mut used = 0;
    let mut out = String::new();
    for c in text.chars() {
        let w = c.width().unwrap_or(0);
        if used + w + 1 > width {
            break;
        }
        used += w;
        out.push(c);
    }
    let mut out = out.trim_end().to_owned();
    if width > 0 {
        out.push('…');
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{display_safe, one_line, truncate};

    #[test]
    fn escapes_and_direction_marks_become_visible() {
        assert_eq!(display_safe("a\u{1b}[31mb\u{202e}c"), "a\\u{1b}[31mb\\u{202e}c");
        assert_eq!(display_safe("één\tregel\n"), "één\tregel\n");
        assert_eq!(display_safe("\u{9b}2J"), "\\u{9b}2J");
    }

    #[test]
    fn one_line_has_no_line_breaks() {
        assert_eq!(one_line(" a\r\n  b\u{7} "), "a b\\u{7}");
    }

    #[test]
    fn long_text_is_cut_with_a_sign_and_wide_characters_count_twice() {
        assert_eq!(truncate("abcdef", 4), "abc…");
        assert_eq!(truncate("abcd", 4), "abcd");
        assert_eq!(truncate("漢字漢字", 5), "漢字…");
        assert_eq!(truncate("abc", 0), "");
    }
}
