//! A canvas drawn with signs: boxes of `│ ─ ┼` or `| - +`, a block in each.
//!
//! Boxes are told apart by the signs between them, not by the columns that they stand in: letters
//! of two columns and emoji shift those.

use super::super::document::{Kind, Piece, squeeze};
use super::inline::plain;
use super::line;

/// Signs that stand between two boxes beside one another.
const BARS: [char; 24] = [
    '│', '┃', '║', '|', '├', '┤', '┼', '┬', '┴', '╠', '╣', '╬', '╦', '╩', '┌', '┐', '└', '┘', '╔',
    '╗', '╚', '╝', '+', '╫',
];
/// Signs that a line between two boxes above one another is made of.
const LINES: [char; 7] = ['─', '━', '═', '-', '=', '_', '╌'];
/// A block's name takes at most this many lines of its box.
const LONGEST_NAME: usize = 3;

/// Whether a text is a picture made of signs: its words are in columns, and cannot be read in lines.
pub(super) fn is_drawing(text: &str) -> bool {
    text.lines().filter(|line| is_drawn(line.trim())).count() >= 3
}

fn is_drawn(line: &str) -> bool {
    line.starts_with(['┌', '│', '├', '└', '╔', '║', '╠', '╚', '┃', '┏', '┗'])
        || line.starts_with("+--")
}

/// The lines of a box, with the number of its first.
#[derive(Default)]
struct Cell {
    first: u32,
    lines: Vec<String>,
}

/// The boxes that have a block's name at their top, as headings with items below them.
pub(super) fn read(text: &str, first: u32, is_title: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for cell in cells(text, first) {
        piece(&cell, is_title, &mut pieces);
    }
    pieces
}

/// All boxes, in the order in which they end.
fn cells(text: &str, first: u32) -> Vec<Cell> {
    let mut done = Vec::new();
    let mut open: Vec<Cell> = Vec::new();
    for (number, line) in (first..).zip(text.lines()) {
        let line = line.trim();
        if !line.starts_with(BARS) || is_border(line) {
            done.append(&mut open);
            continue;
        }
        let parts = parts(line);
        if parts.len() != open.len() {
            done.append(&mut open);
            open.resize_with(parts.len(), Cell::default);
        }
        for (cell, part) in open.iter_mut().zip(parts) {
            if is_border(part) {
                done.push(std::mem::take(cell));
                continue;
            }
            if cell.lines.is_empty() {
                cell.first = number;
            }
            cell.lines.push(squeeze(&plain(part)));
        }
    }
    done.append(&mut open);
    done
}

/// What stands between the bars of a line.
fn parts(line: &str) -> Vec<&str> {
    let inner = line.trim_start_matches(BARS).trim_end_matches(BARS);
    let bar = |c: char| BARS.contains(&c) && c != '+';
    // A plus is a crossing only where lines meet in it.
    let crossing = |at: usize| {
        let (before, after) = (&inner[..at], &inner[at + 1..]);
        before.ends_with(LINES) || after.starts_with(LINES)
    };
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, c) in inner.char_indices() {
        if bar(c) || c == '+' && crossing(at) {
            parts.push(&inner[from..at]);
            from = at + c.len_utf8();
        }
    }
    parts.push(&inner[from..]);
    parts
}

/// Whether nothing but a line is drawn here.
fn is_border(text: &str) -> bool {
    let text = text.trim();
    let sign = |c: char| LINES.contains(&c) || BARS.contains(&c);
    text.chars().count() >= 2 && text.contains(LINES) && text.chars().all(sign)
}

/// A box as a heading and its items, when a block's name stands at its top.
fn piece(cell: &Cell, is_title: &dyn Fn(&str) -> bool, pieces: &mut Vec<Piece>) {
    let blank = cell.lines.iter().take_while(|line| line.is_empty()).count();
    let lines = cell.lines.get(blank..).unwrap_or_default();
    let named = (1..=LONGEST_NAME.min(lines.len())).rev().find_map(|length| {
        let whole = lines.get(..length)?.join(" ");
        // `PROPOSI-` on one line, `TION` on the next.
        let name = [whole.replace("- ", ""), whole].into_iter().find(|name| is_title(name))?;
        Some((length, name.trim().to_owned()))
    });
    let Some((length, name)) = named else { return };
    let number =
        |at: usize| cell.first.saturating_add(u32::try_from(blank + at).unwrap_or(u32::MAX));
    pieces.push(Piece::new(number(0), Kind::Heading(2), name));
    let body = lines.get(length..).unwrap_or_default();
    let bulleted = body.iter().any(|line| line::item(line).is_some());
    let mut item: Option<(u32, String)> = None;
    let end = |item: &mut Option<(u32, String)>, pieces: &mut Vec<Piece>| {
        if let Some((line, text)) = item.take() {
            pieces.push(Piece::new(line, Kind::Item { depth: 0, number: None }, text));
        }
    };
    for (at, line) in body.iter().enumerate() {
        if line.is_empty() || is_border(line) {
            end(&mut item, pieces);
            continue;
        }
        let own = line::item(line).map(|(_, text)| text);
        // Without bullets a line that begins small goes on with the one before.
        let starts = if bulleted { own.is_some() } else { !line.starts_with(char::is_lowercase) };
        match &mut item {
            Some((_, text)) if !starts => {
                text.push(' ');
                text.push_str(line);
            }
            _ => {
                end(&mut item, pieces);
                item = Some((number(length + at), own.unwrap_or(line).trim().to_owned()));
            }
        }
    }
    end(&mut item, pieces);
}
