//! Parquet: the same columns as long CSV.

use std::io::Cursor;

use polars::prelude::*;

use super::long_csv;
use super::note::Note;
use super::source::Source;
use crate::catalogue::Catalogue;
use crate::portfolio::Part;

/// More rows than this are more canvases than memory is for.
const MOST_ROWS: usize = 20_000_000;

/// Reads a file.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    catalogue: &Catalogue,
    notes: &mut Vec<Note>,
) -> Result<Part, Note> {
    let unreadable = |error: PolarsError| {
        let message = error.to_string();
        let first = message.lines().next().unwrap_or_default().to_owned();
        Note::error(name, format!("is no readable Parquet file: {first}"))
    };
    let rows = ParquetReader::new(Cursor::new(bytes.as_slice())).num_rows().map_err(unreadable)?;
    if rows > MOST_ROWS {
        return Err(Note::error(name, format!("has {rows} rows: more than {MOST_ROWS}")));
    }
    let frame = ParquetReader::new(Cursor::new(bytes)).finish().map_err(unreadable)?;
    let source = Source { name, text: "", catalogue };
    long_csv::read_frame(&source, frame, notes)
}
