//! What a single line of Markdown is.

use super::super::document::{Kind, Piece, squeeze};
use super::inline::plain;

/// How far a line is indented, in columns; a tab goes to the next multiple of four.
pub(super) fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' | '\u{a0}' => columns += 1,
            '\t' => columns = columns / 4 * 4 + 4,
            _ => break,
        }
    }
    columns
}

/// A heading's level and text: `## Channels`, also `##Channels`.
pub(super) fn heading(line: &str) -> Option<(u8, &str)> {
    let line = line.trim();
    let level = line.len() - line.trim_start_matches('#').len();
    let text = &line[level..];
    let begins = text.starts_with([' ', '\t', '\u{a0}']) || text.starts_with(char::is_alphanumeric);
    if level == 0 || level > 6 || !begins {
        return None;
    }
    let mut text = text.trim();
    // Signs that close the heading, if a space is before them.
    let open = text.trim_end_matches('#');
    if open.ends_with([' ', '\t']) || open.is_empty() {
        text = open.trim_end();
    }
    // `## Channels {.unnumbered}`: an attribute, unless it is all there is.
    if let Some(at) = text.rfind(" {").filter(|_| text.ends_with('}')) {
        text = text[..at].trim_end();
    }
    Some((u8::try_from(level).unwrap_or(6), text))
}

/// The mark of a list item: its number, and the text behind the mark.
pub(super) fn item(line: &str) -> Option<(Option<u32>, &str)> {
    let body = line.trim_start();
    let first = body.chars().next()?;
    if matches!(first, '-' | '*' | '+' | '–' | '—') {
        let rest = &body[first.len_utf8()..];
        return rest.starts_with([' ', '\t', '\u{a0}']).then(|| (None, unticked(rest.trim())));
    }
    if matches!(first, '•' | '‣' | '▪' | '●' | '◦' | '○' | '■' | '□' | '∙' | '·' | '➤' | '►')
    {
        return Some((None, body[first.len_utf8()..].trim()));
    }
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = body[digits..].strip_prefix(['.', ')'])?;
    let spaced = rest.starts_with([' ', '\t', '\u{a0}']);
    spaced.then(|| (body[..digits].parse().ok(), unticked(rest.trim())))
}

/// A task's text without its box.
fn unticked(text: &str) -> &str {
    let boxes = ["[ ] ", "[x] ", "[X] "];
    boxes.into_iter().find_map(|tick| text.strip_prefix(tick)).unwrap_or(text)
}

/// A line across the page: three or more of `-`, `*` or `_` alone.
pub(super) fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let mut count = 1;
    for c in signs {
        if c != first {
            return false;
        }
        count += 1;
    }
    count >= 3
}

/// The piece that a stretch of running text is: a label when all of it is bold, a hint when all
/// of it is italic, else a paragraph.
pub(super) fn paragraph(line: u32, raw: &str) -> Piece {
    let raw = raw.trim();
    let text = squeeze(&plain(raw));
    let wrapped = |mark: &str| wrapped(raw, mark);
    if ["***", "**", "__"].into_iter().any(wrapped) {
        return Piece::new(line, Kind::Label, text);
    }
    if ["*", "_"].into_iter().any(wrapped) {
        return Piece::new(line, Kind::Hint, text);
    }
    let mut piece = Piece::new(line, Kind::Paragraph, text);
    piece.lead = lead(raw, &piece.text);
    piece
}

/// Whether a mark opens a text, closes it (a colon may follow) and stands nowhere between.
fn wrapped(raw: &str, mark: &str) -> bool {
    let raw = raw.trim_end_matches([':', ' ', '\u{a0}']);
    let inner = raw.strip_prefix(mark).and_then(|raw| raw.strip_suffix(mark));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark.get(..1).unwrap_or("*")))
}

/// How many bytes of a plain text are its bold lead.
pub(super) fn lead(raw: &str, text: &str) -> usize {
    let raw = raw.trim_start();
    for mark in ["**", "__"] {
        let Some(rest) = raw.strip_prefix(mark) else { continue };
        let Some(end) = rest.find(mark) else { continue };
        let lead = squeeze(&plain(&rest[..end]));
        if text.starts_with(&lead) {
            return lead.len();
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::{heading, indent, is_rule, item, paragraph};
    use crate::read::document::Kind;

    #[test]
    fn headings_items_and_rules_are_told_apart() {
        assert_eq!(heading(" ### Customer Segments ###"), Some((3, "Customer Segments")));
        assert_eq!(heading("##Channels {.x}"), Some((2, "Channels")));
        assert_eq!(heading("#1 supplier"), Some((1, "1 supplier")));
        assert_eq!(heading("####### seven"), None);
        assert_eq!(item("  12) twelve"), Some((Some(12), "twelve")));
        assert_eq!(item("*   [x] done"), Some((None, "done")));
        assert_eq!(item("•glued"), Some((None, "glued")));
        assert_eq!(item("**bold** text"), None);
        assert_eq!(item("2025. was good"), None);
        assert!(is_rule("- - -") && is_rule("***") && !is_rule("--") && !is_rule("-*-"));
        assert_eq!(indent("\t  x"), 6);
    }

    #[test]
    fn a_bold_line_is_a_label_and_an_italic_one_a_hint() {
        assert_eq!(paragraph(1, "**Fixed costs:**").kind, Kind::Label);
        assert_eq!(paragraph(1, "**Fixed costs** :").kind, Kind::Label);
        assert_eq!(paragraph(1, "*Who helps us*").kind, Kind::Hint);
        assert_eq!(paragraph(1, "**Rent:** 5 **euro**").kind, Kind::Paragraph);
        assert_eq!(paragraph(1, "**Rent:** 5").lead, "Rent:".len());
    }
}
