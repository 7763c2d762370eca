//! Workbooks: the rows of long CSV in a sheet.

use rust_xlsxwriter::{Format, FormatAlign, Workbook};

use super::WriteError;
use super::canvases::Whole;
use super::table::{Columns, rows};
use crate::portfolio::schema;

/// The longest text that a cell can hold, in characters.
const LONGEST_CELL: usize = 32_767;
/// The last row of a sheet.
const LAST_ROW: u32 = 1_048_575;

pub(super) fn workbook(all: &[Whole<'_>]) -> Result<Vec<u8>, WriteError> {
    let columns = Columns::of(all);
    let header: Vec<String> = columns.names().into_iter().map(str::to_owned).collect();
    let rows = rows(all, &columns)
        .map(|row| row.into_iter().map(|cell| cell.unwrap_or_default().to_owned()).collect());
    sheet("canvases", &header, rows)
}

/// A workbook with one sheet: a header that stays in sight, and texts that are never formulas.
pub(super) fn sheet(
    name: &str,
    header: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = book.add_worksheet();
    sheet.set_name(name).map_err(WriteError::new)?;
    sheet.set_freeze_panes(1, 0).map_err(WriteError::new)?;
    for (column, title) in (0_u16..).zip(header) {
        sheet.write_string_with_format(0, column, title, &bold).map_err(WriteError::new)?;
        let width = match title.as_str() {
            schema::TEXT | "ask" => 70.0,
            schema::CANVAS | schema::BLOCK | schema::GROUP => 24.0,
            _ => 14.0,
        };
        sheet.set_column_width(column, width).map_err(WriteError::new)?;
    }
    for (number, row) in (1_u32..).zip(rows) {
        if number > LAST_ROW {
            let message = "there are more entries than a sheet has rows: write CSV or Parquet";
            return Err(WriteError::new(message));
        }
        for (column, text) in (0_u16..).zip(row) {
            let length = text.chars().count();
            if length > LONGEST_CELL {
                return Err(WriteError::new(format!(
                    "a text of {length} characters does not fit in a cell ({LONGEST_CELL}): \
                     write JSON, CSV or Parquet"
                )));
            }
            if !text.is_empty() {
                sheet
                    .write_string_with_format(number, column, text, &wrapped)
                    .map_err(WriteError::new)?;
            }
        }
    }
    book.save_to_buffer().map_err(WriteError::new)
}
