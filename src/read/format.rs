//! The formats, and telling them apart by content.

use std::str::FromStr;

use super::note::Note;
use super::source::Source;
use super::table::{self, Shape};

/// A format that canvases are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table with a row per entry.
    LongCsv,
    /// A table with a row per canvas.
    WideCsv,
    /// One JSON value.
    Json,
    /// A JSON value per line.
    Ndjson,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "csv" | "long" | "tsv" => Ok(Self::LongCsv),
            "wide" => Ok(Self::WideCsv),
            "json" => Ok(Self::Json),
            "ndjson" | "jsonl" => Ok(Self::Ndjson),
            _ => Err(format!("'{name}' is none of csv, wide, json, ndjson")),
        }
    }
}

/// The format of a text. The file's ending only decides where the content leaves it open.
pub(super) fn detect(source: &Source<'_>) -> Result<Format, Note> {
    let text = source.text.trim_start();
    if text.is_empty() {
        return Err(Note::error(source.name, "the file is empty"));
    }
    if text.starts_with(['{', '[']) && !has_ending(source.name, &["csv", "tsv"]) {
        return Ok(if is_ndjson(source.name, text) { Format::Ndjson } else { Format::Json });
    }
    let header = table::header(source)?;
    Ok(match header.shape(source.catalogue) {
        Shape::Long => Format::LongCsv,
        Shape::Wide => Format::WideCsv,
        Shape::Neither(message) => {
            let note = Note::unrecognised(source.name, message);
            let fix = "a table needs the columns canvas, block, text, or a column per block; \
                       see 'bmc explain formats'";
            return Err(note.fix(fix));
        }
    })
}

/// Whether a file name has one of these endings.
pub(super) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A value per line: the first line is a whole object and another begins on the next.
fn is_ndjson(name: &str, text: &str) -> bool {
    if has_ending(name, &["ndjson", "jsonl"]) {
        return true;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| line.starts_with('{') && line.trim_end().ends_with('}');
    lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.starts_with('{'))
}
