//! The pieces of a Markdown text, line by line.

use std::borrow::Cow;

use super::super::document::{Kind, MOST_PIECES, Piece, squeeze};
use super::super::html;
use super::inline::plain;
use super::line::{heading, indent, is_rule, item, lead};
use super::{paragraph, table};

/// What was found in a text.
#[derive(Default)]
pub(super) struct Found {
    pub(super) pieces: Vec<Piece>,
    /// The content of code fences, with the line that it begins on.
    pub(super) fences: Vec<(u32, String)>,
}

/// Lists nest no deeper than this: deeper items are taken as this deep.
const DEEPEST: usize = 12;

struct Blocks<'a> {
    lines: Vec<&'a str>,
    at: usize,
    first: u32,
    is_title: &'a dyn Fn(&str) -> bool,
    found: Found,
    /// Lines of running text that are not yet a piece.
    open: Vec<(u32, &'a str)>,
    /// The indents of the open list's levels.
    levels: Vec<usize>,
    /// The raw text of the open item.
    item: Option<(u32, Kind, String)>,
    /// How many cells of tables were read.
    cells: usize,
    /// Whether the line before was blank.
    blank: bool,
}

/// Reads a text whose first line has this number.
pub(super) fn read(text: &str, first: u32, is_title: &dyn Fn(&str) -> bool) -> Found {
    let mut blocks = Blocks {
        lines: text.lines().collect(),
        at: 0,
        first,
        is_title,
        found: Found::default(),
        open: Vec::new(),
        levels: Vec::new(),
        item: None,
        cells: 0,
        blank: true,
    };
    while let Some(line) = blocks.lines.get(blocks.at).copied() {
        if blocks.found.pieces.len() + blocks.cells > MOST_PIECES {
            break;
        }
        blocks.line(line);
        blocks.at += 1;
    }
    blocks.close();
    blocks.found
}

impl<'a> Blocks<'a> {
    fn number(&self) -> u32 {
        self.first.saturating_add(u32::try_from(self.at).unwrap_or(u32::MAX))
    }

    fn push(&mut self, piece: Piece) {
        self.found.pieces.push(piece);
    }

    /// Ends the open item and paragraph.
    fn close(&mut self) {
        if let Some((line, kind, raw)) = self.item.take() {
            let text = squeeze(&plain(&raw));
            let mut piece = Piece::new(line, kind, text);
            piece.lead = lead(&raw, &piece.text);
            if !piece.text.is_empty() {
                self.push(piece);
            }
        }
        let open = std::mem::take(&mut self.open);
        if !open.is_empty() {
            self.found.pieces.extend(paragraph::pieces(&open, self.is_title));
        }
    }

    fn line(&mut self, raw: &'a str) {
        let quoted = raw.trim_start().starts_with('>');
        let line = if quoted { raw.trim_start().trim_start_matches(['>', ' ']) } else { raw };
        let trimmed = line.trim();
        if trimmed.is_empty() {
            if !self.open.is_empty() {
                self.close();
            }
            self.blank = true;
            return;
        }
        if self.fence(trimmed) || self.underline(trimmed) || self.html(trimmed) {
        } else if is_rule(trimmed) {
            self.close();
            self.levels.clear();
            let number = self.number();
            self.push(Piece::new(number, Kind::Rule, ""));
        } else if let Some((level, text)) = heading(line) {
            self.close();
            self.levels.clear();
            let piece = Piece::new(self.number(), Kind::Heading(level), squeeze(&plain(text)));
            self.push(piece);
        } else if self.table(trimmed) {
        } else if let Some((number, text)) = item(line) {
            self.start_item(indent(line), number, text);
        } else {
            self.text(line);
        }
        self.blank = false;
    }

    /// A code fence: its content is kept apart. A fence that never ends is none.
    fn fence(&mut self, trimmed: &str) -> bool {
        let Some(sign) = ["```", "~~~"].into_iter().find(|sign| trimmed.starts_with(sign)) else {
            return false;
        };
        let body = self.at + 1;
        let closes =
            |line: &&str| line.trim_start().trim_start_matches(['>', ' ']).starts_with(sign);
        let Some(length) = self.lines.iter().skip(body).position(closes) else {
            return true;
        };
        self.close();
        let number = self.number().saturating_add(1);
        let content = self.lines.get(body..body + length).unwrap_or_default().join("\n");
        self.found.fences.push((number, content));
        self.at = body + length;
        true
    }

    /// `===` or `---` below a line that is short enough for a heading.
    fn underline(&mut self, trimmed: &str) -> bool {
        let strong = trimmed.chars().all(|c| c == '=') && trimmed.len() >= 2;
        let weak = trimmed.chars().all(|c| c == '-') && trimmed.len() >= 2;
        let [(number, text)] = self.open.as_slice() else { return false };
        let sentence = text.contains("**") || text.trim_end().ends_with(['.', ':', ';', ',']);
        let short = text.chars().count() <= 80 && !text.contains('|');
        if !(strong || weak && short && !sentence) || self.item.is_some() {
            return false;
        }
        let level = if strong { 1 } else { 2 };
        let piece = Piece::new(*number, Kind::Heading(level), squeeze(&plain(text)));
        self.open.clear();
        self.push(piece);
        true
    }

    /// A block of HTML, up to the end of the table or the next blank line.
    fn html(&mut self, trimmed: &str) -> bool {
        let Some(name) = html::block_tag(trimmed) else { return false };
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let ends = |tag: &str| {
            let closing = format!("</{tag}");
            let here = |line: &&str| line.to_ascii_lowercase().contains(&closing);
            rest.iter().position(here).map(|at| at + 1)
        };
        let length = match name.as_str() {
            "table" | "style" | "script" | "svg" | "head" => ends(&name).unwrap_or(rest.len()),
            _ => rest.iter().position(|line| line.trim().is_empty()).unwrap_or(rest.len()),
        };
        let body = rest.get(..length).unwrap_or_default().join("\n");
        self.close();
        self.levels.clear();
        let pieces = html::pieces(&body, self.number());
        self.found.pieces.extend(pieces);
        self.at += length.max(1) - 1;
        true
    }

    fn table(&mut self, trimmed: &str) -> bool {
        let next = self.lines.get(self.at + 1).map_or("", |line| line.trim());
        let header = table::has_bar(trimmed) && table::is_delimiter(next);
        let headless = trimmed.starts_with('|') && next.starts_with('|') && table::has_bar(trimmed);
        if !header && !headless {
            return false;
        }
        self.close();
        self.levels.clear();
        let start = self.number();
        let mut rows = Vec::new();
        while let Some(line) = self.lines.get(self.at).map(|line| line.trim()) {
            let bare = !line.contains('|');
            let ends = line.is_empty()
                || bare && (item(line).is_some() || heading(line).is_some() || is_rule(line))
                || bare && (!header || line.starts_with("```") || line.starts_with("**"));
            if ends {
                break;
            }
            if !table::is_delimiter(line) {
                let row = table::row(self.number(), line);
                self.cells += row.len();
                rows.push(row);
                if self.cells > MOST_PIECES {
                    break;
                }
            }
            self.at += 1;
        }
        // The caller moves on by one line.
        self.at = self.at.saturating_sub(1);
        let kind = Kind::Table(table::table(rows, header));
        self.push(Piece::new(start, kind, ""));
        true
    }

    fn start_item(&mut self, indent: usize, number: Option<u32>, text: &str) {
        self.close();
        // One column more or less is no level of its own.
        while self.levels.last().is_some_and(|level| indent <= *level + 1) {
            self.levels.pop();
        }
        let depth = self.levels.len().min(DEEPEST);
        if self.levels.len() <= DEEPEST {
            self.levels.push(indent);
        }
        self.item = Some((self.number(), Kind::Item { depth, number }, text.to_owned()));
    }

    /// A line of running text: more of the open item, or of a paragraph.
    fn text(&mut self, line: &'a str) {
        let number = self.number();
        if let Some((_, _, text)) = &mut self.item {
            let indented = indent(line) > 0;
            let goes_on = if self.blank {
                indent(line) > self.levels.last().copied().unwrap_or(0) + 1
            } else {
                !(self.is_title)(text) && (indented || runs_on(text, line))
            };
            if goes_on {
                text.push(' ');
                text.push_str(line.trim());
                return;
            }
        }
        if self.item.is_some() {
            self.close();
            self.levels.clear();
        }
        // Items below a title that are set in, without a mark.
        let below_title = self.open.last().map_or_else(
            || self.found.pieces.last().is_some_and(|piece| (self.is_title)(&piece.text)),
            |(_, title)| (self.is_title)(title),
        );
        let set_in = indent(line) >= 4 && (below_title || !self.levels.is_empty());
        if set_in {
            self.close();
            let kind = Kind::Item { depth: 0, number: None };
            let piece = Piece::new(number, kind, squeeze(&plain(line)));
            self.push(piece);
            self.levels = vec![indent(line)];
            return;
        }
        self.open.push((number, line));
    }
}

/// Whether a line that is not set in still belongs to the item before it: the item breaks off in
/// the middle of a sentence.
fn runs_on(text: &str, line: &str) -> bool {
    let ended = text.trim_end().ends_with(['.', '!', '?', ':', ';', ')', '"', '”']);
    let lower = line.trim_start().chars().next().is_some_and(char::is_lowercase);
    !ended && lower
}

/// The text without comments. Comments in code stay with the code, which is not read.
pub(super) fn uncommented(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("<!--") {
        let Some(length) = rest[open..].find("-->") else { break };
        out.push_str(&rest[..open]);
        // Line breaks stay, so that line numbers do.
        out.extend(rest[open..open + length].chars().filter(|c| *c == '\n'));
        rest = &rest[open + length + 3..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}
