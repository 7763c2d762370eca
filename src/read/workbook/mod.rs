//! Workbooks: tables as in CSV, exports of forms, and canvases drawn in cells.

mod archive;
mod sheet;

use super::document::{Cell, Document, Kind as PieceKind, Piece, Table, assemble};
use super::format;
use super::note::Note;
use super::source::Source;
use super::{Format, long_csv, wide_csv};
use crate::catalogue::Catalogue;
use crate::portfolio::Part;
use crate::text::guarded;

use archive::{Archive, Kind};
use sheet::Sheet;

/// Reads a workbook: each sheet is a file of its own.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
    notes: &mut Vec<Note>,
) -> Result<Part, Note> {
    let mut archive = Archive::open(bytes).map_err(|message| Note::unrecognised(name, message))?;
    if let Kind::Other(what) = archive.kind {
        return Err(Note::unrecognised(name, format!("this is {what}")));
    }
    if archive.macros {
        notes.push(Note::info(name, "has macros: they are neither run nor read"));
    }
    let sheets =
        sheet::sheets(bytes, &mut archive).map_err(|message| Note::error(name, message))?;
    let filled: Vec<&Sheet> = sheets.iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    let mut joined = Part::empty(name);
    let mut failed = Vec::new();
    for sheet in &filled {
        if sheet.beyond > 0 {
            let message = format!("{} cells far outside of the table were left out", sheet.beyond);
            notes.push(Note::warning(name, message).at(format!("sheet '{}'", sheet.name)));
        }
        let mut said = Vec::new();
        match read_sheet(name, sheet, filled.len() == 1, catalogue, &mut said) {
            Ok(part) => {
                notes.extend(said.into_iter().map(|note| placed(note, sheet)));
                joined.append(part).map_err(|error| Note::error(name, error.to_string()))?;
            }
            Err(note) => failed.push(placed(note, sheet)),
        }
    }
    if joined.is_empty() {
        return Err(failed
            .into_iter()
            .next()
            .unwrap_or_else(|| Note::unrecognised(name, "no cell of this workbook is filled")));
    }
    for mut note in failed {
        note.severity = super::Severity::Warning;
        note.message = format!("left out: {}", note.message);
        notes.push(note);
    }
    Ok(joined)
}

/// A note with its sheet in front of its place.
fn placed(mut note: Note, sheet: &Sheet) -> Note {
    let sheet = format!("sheet '{}'", sheet.name);
    note.place = Some(match note.place {
        Some(place) => format!("{sheet}, {place}"),
        None => sheet,
    });
    note
}

fn read_sheet(
    name: &str,
    sheet: &Sheet,
    only: bool,
    catalogue: &Catalogue,
    notes: &mut Vec<Note>,
) -> Result<Part, Note> {
    // A canvas in a sheet of its own is called after the sheet.
    let called = if only { name.to_owned() } else { format!("{}.xlsx", sheet.name) };
    let text = as_csv(sheet);
    let table = Source { name: &called, text: &text, catalogue };
    let part = match format::detect_table(&table) {
        Ok(Format::LongCsv) => long_csv::read(&table, notes),
        Ok(Format::WideCsv) => wide_csv::read(&table, notes),
        _ => {
            let document =
                Document { title: None, fields: Vec::new(), pieces: vec![as_drawn(sheet)] };
            assemble(&table, document, notes)
        }
    };
    part.map(|part| part.from_source(name)).map_err(|mut note| {
        note.file = name.to_owned();
        note
    })
}

/// The sheet as CSV, row by row, so that its rows keep their numbers.
fn as_csv(sheet: &Sheet) -> String {
    let width = sheet.rows.values().filter_map(|row| row.keys().next_back()).max();
    let width = width.map_or(0, |last| last + 1);
    let mut out = String::new();
    let mut next = sheet.rows.keys().next().copied().unwrap_or(0);
    for (number, row) in &sheet.rows {
        // Blank rows in between still count as rows.
        while next < *number {
            out.push_str(&",".repeat(width.saturating_sub(1) as usize));
            out.push_str(if width == 1 { "\"\"\n" } else { "\n" });
            next += 1;
        }
        for column in 0..width {
            if column > 0 {
                out.push(',');
            }
            if let Some(text) = row.get(&column) {
                out.push('"');
                // Cells of a workbook have no guard that reading could take away.
                out.push_str(&guarded(text).replace('"', "\"\""));
                out.push('"');
            }
        }
        out.push('\n');
        next += 1;
    }
    out
}

/// The sheet as a table in a document: the canvas drawn in cells.
fn as_drawn(sheet: &Sheet) -> Piece {
    let width = sheet.rows.values().filter_map(|row| row.keys().next_back()).max();
    let width = width.map_or(0, |last| last + 1);
    let mut rows = Vec::new();
    for (number, row) in &sheet.rows {
        let line = number + 1;
        let cells = (0..width).map(|column| {
            let lines = row.get(&column).map_or("", String::as_str).lines();
            let piece = |text: &str| {
                let text = text.trim().trim_start_matches(['•', '-', '–', '*', '▪', '●']).trim();
                Piece::new(line, PieceKind::Paragraph, text)
            };
            Cell::new(lines.map(piece).filter(|piece| !piece.text.is_empty()).collect())
        });
        rows.push(cells.collect());
    }
    Piece::new(1, PieceKind::Table(Table { rows, header: false }), "")
}
