//! Tables in Markdown.

use super::super::document::{Cell, Piece, Table};
use super::super::document::{Kind, squeeze};
use super::inline::plain;
use super::line::{item, paragraph};

/// Whether a line could be a row: it has a bar outside of code.
pub(super) fn has_bar(line: &str) -> bool {
    line.contains('|') && cells(line).len() > 1
}

/// Whether a line is the rule below a table's header: `|---|:--:|`.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '=' | '+'))
}

/// The texts between the bars of a row. A bar in code or behind a backslash is no border.
pub(super) fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = Vec::new();
    let (mut start, mut code, mut escaped) = (0, false, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'`' if !escaped => code = !code && line[at + 1..].contains('`'),
            b'|' if !code && !escaped => {
                cells.push(line[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    let last = line[start..].trim();
    if !last.is_empty() || cells.is_empty() {
        cells.push(last);
    }
    cells
}

/// A row of a table.
pub(super) fn row(number: u32, line: &str) -> Vec<Cell> {
    cells(line).into_iter().map(|cell| Cell::new(cell_pieces(number, cell))).collect()
}

/// A cell's content: a piece per line, bullet or paragraph.
pub(super) fn cell_pieces(line: u32, raw: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in broken(raw) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if let Some((number, text)) = item(part) {
            for text in text.split(['•', '●', '▪']) {
                let text = squeeze(&plain(text));
                if !text.is_empty() {
                    pieces.push(Piece::new(line, Kind::Item { depth: 0, number }, text));
                }
            }
        } else {
            let piece = paragraph(line, part);
            if !piece.text.is_empty() {
                pieces.push(piece);
            }
        }
    }
    pieces
}

/// The parts of a cell between line breaks, `<li>` and `<p>`.
fn broken(raw: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    let bytes = raw.as_bytes();
    while let Some(offset) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let open = at + offset;
        let name: String = raw[open + 1..]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .take(6)
            .collect();
        let breaks =
            matches!(name.to_ascii_lowercase().as_str(), "br" | "li" | "p" | "ul" | "ol" | "div");
        let end = bytes.iter().skip(open).take(200).position(|b| *b == b'>').map(|end| open + end);
        match end {
            Some(end) if breaks => {
                parts.push(&raw[start..open]);
                start = end + 1;
                at = start;
            }
            _ => at = open + 1,
        }
    }
    parts.push(&raw[start..]);
    parts
}

/// A table from its rows.
pub(super) const fn table(rows: Vec<Vec<Cell>>, header: bool) -> Table {
    Table { rows, header }
}

#[cfg(test)]
mod tests {
    use super::{broken, cells, is_delimiter};

    #[test]
    fn bars_in_code_and_behind_backslashes_are_no_borders() {
        assert_eq!(cells(r"| a \| b | `c|d` | e |"), [r"a \| b", "`c|d`", "e"]);
        assert_eq!(cells("| a || b ||"), ["a", "", "b", ""]);
        assert_eq!(cells("a | b"), ["a", "b"]);
        assert!(is_delimiter("|:---|--:|") && !is_delimiter("| a | b |") && !is_delimiter("---"));
    }

    #[test]
    fn breaks_in_a_cell_part_it() {
        assert_eq!(broken("a<br>b<BR/>c"), ["a", "b", "c"]);
        assert_eq!(broken("a < b <i>c</i>"), ["a < b <i>c</i>"]);
    }
}
