//! The sheets of a workbook as texts in cells.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::super::html::{Token, Tokens};
use super::archive::{Archive, Kind};

/// No more sheets than this are read.
const MOST_SHEETS: usize = 200;
/// No more filled cells than this are read from a file.
const MOST_CELLS: usize = 300_000;
/// No more text than this is read from a file, in bytes.
const MOST_TEXT: usize = 16 * 1024 * 1024;
/// Cells beyond this row or column are no canvas: somebody typed into the last cell.
const LAST_ROW: u32 = 200_000;
const LAST_COLUMN: u32 = 2_000;

/// A sheet: the filled cells by row and column, both from 0.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: BTreeMap<u32, BTreeMap<u32, String>>,
    /// How many cells stand beyond the last row or column that is read.
    pub(super) beyond: usize,
}

/// What is left of the limits.
struct Budget {
    cells: usize,
    text: usize,
}

impl Sheet {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), rows: BTreeMap::new(), beyond: 0 }
    }

    fn set(
        &mut self,
        row: u32,
        column: u32,
        text: String,
        left: &mut Budget,
    ) -> Result<(), String> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row >= LAST_ROW || column >= LAST_COLUMN {
            self.beyond += 1;
            return Ok(());
        }
        left.cells = left
            .cells
            .checked_sub(1)
            .ok_or_else(|| format!("has more than {MOST_CELLS} filled cells"))?;
        left.text = left
            .text
            .checked_sub(text.len())
            .ok_or_else(|| format!("has more than {} MB of text", MOST_TEXT / 1024 / 1024))?;
        self.rows.entry(row).or_default().insert(column, text);
        Ok(())
    }
}

/// Reads all sheets.
pub(super) fn sheets(bytes: &[u8], archive: &mut Archive<'_>) -> Result<Vec<Sheet>, String> {
    let mut left = Budget { cells: MOST_CELLS, text: MOST_TEXT };
    match archive.kind {
        Kind::Ods => ods(&archive.part("content.xml")?, &mut left),
        _ => xlsx(bytes, &mut left),
    }
}

/// Cell by cell: a whole sheet at once would take memory for every empty cell.
fn xlsx(bytes: &[u8], left: &mut Budget) -> Result<Vec<Sheet>, String> {
    let unreadable = |error: calamine::XlsxError| format!("is no readable workbook: {error}");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names().into_iter().take(MOST_SHEETS) {
        let mut sheet = Sheet::new(&name);
        // Sheets of charts have no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = cells.next_cell().map_err(unreadable)? {
            let (row, column) = cell.get_position();
            if let Some(text) = shown(cell.get_value()) {
                sheet.set(row, column, text, left)?;
            }
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// A value as text; formulas that failed are nothing.
fn shown(value: &DataRef<'_>) -> Option<String> {
    match value {
        DataRef::String(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Int(number) => Some(number.to_string()),
        DataRef::Float(number) => Some(number.to_string()),
        DataRef::Bool(value) => Some(value.to_string()),
        DataRef::DateTime(time) => {
            let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
            Some(if time.as_f64().fract() == 0.0 {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            })
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text.clone()),
        DataRef::Error(_) | DataRef::Empty => None,
    }
}

/// An OpenDocument table, read tag by tag. A cell that is repeated a thousand times over is one
/// cell: people fill in no cell a thousand times.
fn ods(content: &str, left: &mut Budget) -> Result<Vec<Sheet>, String> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let (mut row, mut column) = (0_u32, 0_u32);
    let mut cell: Option<(String, u32)> = None;
    let mut rows = 1_u32;
    let mut notes = 0_u32;
    for token in Tokens::new(content) {
        match token {
            Token::Start { name, attributes } => match name.as_str() {
                "table:table" => {
                    if sheets.len() >= MOST_SHEETS {
                        break;
                    }
                    let name = attribute(attributes, "table:name").unwrap_or_default();
                    sheets.push(Sheet::new(&name));
                    row = 0;
                }
                "table:table-row" => {
                    column = 0;
                    rows = repeats(attributes, "table:number-rows-repeated");
                    if attributes.ends_with('/') {
                        row = row.saturating_add(rows);
                    }
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let times = repeats(attributes, "table:number-columns-repeated");
                    if attributes.ends_with('/') {
                        column = column.saturating_add(times);
                    } else {
                        cell = Some((String::new(), times));
                    }
                }
                "office:annotation" => notes += u32::from(!attributes.ends_with('/')),
                "text:p" | "text:line-break" => {
                    if let Some((text, _)) = cell.as_mut().filter(|(text, _)| !text.is_empty()) {
                        text.push('\n');
                    }
                }
                "text:s" | "text:tab" => {
                    if let Some((text, _)) = &mut cell {
                        text.push(' ');
                    }
                }
                _ => {}
            },
            Token::Text(text) if notes == 0 => {
                if let Some((cell, _)) = &mut cell {
                    cell.push_str(&text);
                }
            }
            Token::Text(_) => {}
            Token::End(name) => match name.as_str() {
                "office:annotation" => notes = notes.saturating_sub(1),
                "table:table-cell" | "table:covered-table-cell" => {
                    let Some((text, times)) = cell.take() else { continue };
                    if let Some(sheet) = sheets.last_mut() {
                        sheet.set(row, column, text, left)?;
                    }
                    column = column.saturating_add(times);
                }
                "table:table-row" => row = row.saturating_add(rows),
                _ => {}
            },
        }
    }
    Ok(sheets)
}

fn repeats(attributes: &str, name: &str) -> u32 {
    attribute(attributes, name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}

/// The value of an attribute.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let start = attributes.find(name)? + name.len();
    let rest = attributes.get(start..)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = rest.get(1..)?.split(quote).next()?;
    Some(super::super::html::decoded(value))
}
