//! The parts of a text document, whatever its format: what Markdown and HTML have in common.

/// A document with more pieces and cells than this is no canvas: reading stops there.
pub(in crate::read) const MOST_PIECES: usize = 100_000;

/// A heading, a list item, a paragraph, a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Piece {
    /// The line that it begins on, from 1.
    pub(in crate::read) line: u32,
    pub(in crate::read) kind: Kind,
    /// Its text without marks, on one line; empty for tables and rules.
    pub(in crate::read) text: String,
    /// How many bytes of the text are a bold lead: `Direct sales` in `**Direct sales**: shops`.
    pub(in crate::read) lead: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) enum Kind {
    /// A heading of a level, from 1.
    Heading(u8),
    /// A line that is bold as a whole.
    Label,
    /// A line that is italic as a whole.
    Hint,
    /// A list item, at a depth from 0, with its number where it has one.
    Item {
        depth: usize,
        number: Option<u32>,
    },
    Paragraph,
    Table(Table),
    /// A line across the page.
    Rule,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Table {
    pub(in crate::read) rows: Vec<Vec<Cell>>,
    /// Whether the first row is a header.
    pub(in crate::read) header: bool,
}

/// A cell with what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Cell {
    pub(in crate::read) pieces: Vec<Piece>,
    /// How many columns it covers, at least 1.
    pub(in crate::read) columns: usize,
    /// How many rows it covers, at least 1.
    pub(in crate::read) rows: usize,
}

impl Piece {
    pub(in crate::read) fn new(line: u32, kind: Kind, text: impl Into<String>) -> Self {
        Self { line, kind, text: text.into(), lead: 0 }
    }

    /// The bold lead, or what stands before a colon, and the rest.
    pub(super) fn split_lead(&self) -> Option<(&str, &str)> {
        let signs = [':', '–', '—', '-', ' ', '\u{a0}'];
        if self.lead > 0 {
            let (lead, rest) = self.text.split_at_checked(self.lead)?;
            return Some((lead.trim_end_matches(signs), rest.trim_start_matches(signs)));
        }
        let (lead, rest) = self.text.split_once(':')?;
        Some((lead.trim(), rest.trim()))
    }
}

impl Cell {
    pub(in crate::read) const fn new(pieces: Vec<Piece>) -> Self {
        Self { pieces, columns: 1, rows: 1 }
    }

    /// All of its text; parts are separated by `; `.
    pub(super) fn text(&self) -> String {
        let mut all = String::new();
        for piece in self.pieces.iter().filter(|piece| !piece.text.is_empty()) {
            join(&mut all, &piece.text);
        }
        all
    }

    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.trim().is_empty())
    }
}

/// Appends a part to a text: behind a colon as it is, else behind `; `.
pub(super) fn join(text: &mut String, part: &str) {
    if text.ends_with(':') {
        text.push(' ');
    } else if !text.is_empty() {
        text.push_str("; ");
    }
    text.push_str(part);
}

/// A text on one line, its runs of white space as one space.
pub(in crate::read) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
