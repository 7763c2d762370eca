//! From a portfolio to bytes. One file per format; what a format cannot hold is said.

mod bmml;
mod canvases;
mod file_name;
mod format;
mod json;
mod markdown;
mod schema;
mod table;
mod template;
mod workbook;

use std::fmt;

use polars::error::PolarsError;

use crate::canvas::Language;
use crate::catalogue::Catalogue;
use crate::portfolio::Portfolio;

pub use file_name::file_name;
pub use format::WriteFormat;
pub use schema::json_schema;
pub use template::{Template, template};

use canvases::canvases;

/// How canvases are written.
#[derive(Clone, Copy, Debug)]
pub struct WriteOptions {
    /// The language of headings, where a format has them.
    pub language: Language,
    /// Whether CSV is guarded against texts that a spreadsheet would run as a formula.
    pub formula_guard: bool,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The content of each file with the name that it could have. Formats that hold many canvases
    /// give one file.
    pub files: Vec<(String, Vec<u8>)>,
    /// What the format cannot hold and was left out, in words; empty when nothing was.
    pub lost: Vec<String>,
}

/// Why canvases could not be written.
#[derive(Debug)]
pub struct WriteError(String);

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

impl From<PolarsError> for WriteError {
    fn from(error: PolarsError) -> Self {
        Self(error.to_string())
    }
}

impl WriteError {
    fn new(error: impl fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Writes all canvases of a portfolio.
///
/// # Errors
/// When polars cannot write Parquet, or a text is too long for a cell of a workbook.
pub fn write(
    portfolio: &Portfolio,
    catalogue: &Catalogue,
    format: WriteFormat,
    options: WriteOptions,
) -> Result<Written, WriteError> {
    let views = portfolio.views()?;
    let all = canvases(portfolio, &views)?;
    let one = |bytes: Vec<u8>, lost: Vec<String>| {
        let name = format!("canvases.{}", format.ending());
        Written { files: vec![(name, bytes)], lost }
    };
    Ok(match format {
        WriteFormat::LongCsv => {
            one(table::long_csv(&all, options.formula_guard)?, table::lost(&all))
        }
        WriteFormat::WideCsv => {
            let (bytes, lost) = table::wide_csv(&all, options.formula_guard)?;
            one(bytes, lost)
        }
        WriteFormat::Json => one(json::json(&all)?, Vec::new()),
        WriteFormat::Ndjson => one(json::ndjson(&all)?, Vec::new()),
        WriteFormat::Parquet => one(table::parquet(&all)?, table::lost(&all)),
        WriteFormat::Workbook => one(workbook::workbook(&all)?, table::lost(&all)),
        WriteFormat::Markdown => markdown::files(&all, catalogue, options.language),
        WriteFormat::Bmml => bmml::files(&all),
    })
}
