//! From bytes to a portfolio. One file per format; every error has its place.

mod bmml;
mod canvas_xml;
mod decode;
mod document;
mod files;
mod form;
mod format;
mod html;
mod json;
mod json_canvas;
mod json_entry;
mod json_shape;
mod language;
mod long_csv;
mod long_rows;
mod markdown;
mod masks;
mod note;
mod parquet;
mod plain_table;
mod source;
mod table;
mod wide_csv;
mod workbook;

use crate::catalogue::Catalogue;
use crate::portfolio::{Part, Portfolio, PortfolioBuilder};

pub use decode::text_of;
pub use files::{Input, collect_inputs};
pub use format::Format;
pub use json::Json;
pub use long_csv::{LongTable, long_table};
pub use note::{Note, Severity};

use source::Source;

/// What was read, and what there is to say about it.
pub struct Outcome {
    /// All canvases that could be read.
    pub portfolio: Portfolio,
    /// What was left out or not understood, in the order of the inputs.
    pub notes: Vec<Note>,
    /// How many inputs gave at least one canvas.
    pub files: usize,
}

impl Outcome {
    /// Whether anything could not be read, so that the result is not whole.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.notes.iter().any(|note| note.severity == Severity::Error)
    }
}

/// Reads all inputs into one portfolio. An input that cannot be read becomes a note; the others go
/// on.
///
/// # Errors
/// Only when the dataframes cannot be joined, for instance for want of memory.
pub fn read(
    inputs: Vec<Input>,
    catalogue: &Catalogue,
) -> Result<Outcome, polars::error::PolarsError> {
    let mut notes = Vec::new();
    let mut builder = PortfolioBuilder::new();
    let mut files = 0;
    for input in inputs {
        let asked_for = input.asked_for;
        let name = input.name.clone();
        match read_one(input, catalogue, &mut notes) {
            Ok(part) if part.is_empty() => {
                notes.push(Note::warning(&name, "no canvas in it").fix("see 'bmc new' for one"));
            }
            Ok(part) => {
                files += 1;
                for (id, version, new_id, first) in builder.push(part) {
                    let message = format!(
                        "canvas '{id}' version '{version}' is in {first} already: kept as '{new_id}'"
                    );
                    notes.push(Note::warning(&name, message));
                }
            }
            Err(mut note) => {
                // A file that only lay in a searched folder was never said to be a canvas.
                if !asked_for && note.severity == Severity::Unrecognised {
                    note.severity = Severity::Warning;
                    note.message = format!("left out: {}", note.message);
                } else {
                    note.severity = Severity::Error;
                }
                notes.push(note);
            }
        }
    }
    Ok(Outcome { portfolio: builder.build()?, notes, files })
}

fn read_one(input: Input, catalogue: &Catalogue, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let (name, given) = (input.name.clone(), input.format);
    if let (None | Some(Format::LongCsv), Some(path)) = (given, input.path())
        && let Some(table) = long_csv::load_file(&name, path, catalogue, notes)
    {
        return long_csv::sort(&Source { name: &name, text: "", catalogue }, table, notes);
    }
    let bytes = input.load()?;
    let binary = match given {
        None => format::container(&bytes),
        given => given,
    };
    match binary {
        Some(Format::Workbook) => return workbook::read(&name, &bytes, catalogue, notes),
        Some(Format::Parquet) => return parquet::read(&name, bytes, catalogue, notes),
        _ => {}
    }
    let decoded = decode::decode(&name, &bytes)?;
    if let Some(encoding) = decoded.legacy {
        notes.push(Note::info(&name, format!("read as {encoding}, since it is no UTF-8")));
    }
    let source = Source { name: &name, text: &decoded.text, catalogue };
    let format = match given {
        Some(format) => format,
        None => format::detect(&source)?,
    };
    format::check_size(&source, format)?;
    match format {
        Format::LongCsv => {
            let table = long_csv::load_table(&source, notes)?;
            // A large table need not be held as text and as columns at once.
            drop(decoded);
            drop(bytes);
            long_csv::sort(&Source { name: &name, text: "", catalogue }, table, notes)
        }
        Format::WideCsv => wide_csv::read(&source, notes),
        Format::Json => json_canvas::read(&source, notes),
        Format::Ndjson => json_canvas::read_lines(&source, notes),
        Format::Markdown => markdown::read(&source, notes),
        Format::Html => html::read(&source, notes),
        Format::Bmml => bmml::read(&source, notes),
        Format::Xml => canvas_xml::read(&source, notes),
        // These were read above: they are no text.
        Format::Workbook | Format::Parquet => Err(Note::error(&name, "is no text")),
    }
}
