//! Frames for other programs: CSV, JSON, NDJSON, Parquet, Markdown.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::str::FromStr;

use polars::prelude::*;
use rayon::prelude::*;
use serde_json::{Map, Number, Value};

use crate::text::{display_safe, one_line};

/// A format for what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineFormat {
    /// Comma-separated values with a header; text cells that a spreadsheet would run as a formula
    /// get a `'` in front, unless that is switched off.
    Csv,
    /// One object: `{"format": "bmc.<thing>/1", "<thing>": […]}`.
    Json,
    /// An object per line.
    Ndjson,
    /// Apache Parquet.
    Parquet,
    /// A Markdown table.
    Markdown,
}

impl FromStr for MachineFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "csv" => Ok(Self::Csv),
            "json" => Ok(Self::Json),
            "ndjson" => Ok(Self::Ndjson),
            "parquet" => Ok(Self::Parquet),
            "markdown" => Ok(Self::Markdown),
            _ => Err(format!("'{name}' is none of csv, json, ndjson, parquet, markdown")),
        }
    }
}

/// Writes a frame. `thing` names its rows in JSON: `scores`, `blocks`, `answers`.
///
/// # Errors
/// When the writer fails, or polars cannot write Parquet.
pub fn write_frame(
    frame: &mut DataFrame,
    thing: &str,
    format: MachineFormat,
    formula_guard: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    match format {
        MachineFormat::Csv => csv(frame, formula_guard, out),
        MachineFormat::Json => json(frame, thing, out),
        MachineFormat::Ndjson => {
            for row in 0..frame.height() {
                serde_json::to_writer(&mut *out, &object(frame, row))?;
                out.write_all(b"\n")?;
            }
            Ok(())
        }
        MachineFormat::Parquet => {
            ParquetWriter::new(out).finish(frame).map(|_| ()).map_err(io::Error::other)
        }
        MachineFormat::Markdown => markdown(frame, out),
    }
}

/// A cell as text; `None` for null.
fn text(value: &AnyValue<'_>) -> Option<String> {
    match value {
        AnyValue::Null => None,
        AnyValue::String(text) => Some((*text).to_owned()),
        AnyValue::StringOwned(text) => Some(text.to_string()),
        AnyValue::Float64(number) => Some(number.to_string()),
        other => Some(other.to_string()),
    }
}

fn is_text(column: &Column) -> bool {
    column.dtype() == &DataType::String
}

/// Whether a spreadsheet would take a cell for a formula (OWASP, CSV Injection).
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// Rows of CSV are written in runs of this many, on all threads.
const RUN: usize = 1 << 12;

fn csv(frame: &DataFrame, formula_guard: bool, out: &mut impl Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(&mut *out);
    writer.write_record(frame.columns().iter().map(|column| column.name().as_str()))?;
    writer.flush()?;
    drop(writer);
    let columns: Vec<Cells<'_>> = frame.columns().iter().map(Cells::of).collect();
    let height = frame.height();
    // Runs enough for all threads at a time, so that a long table is never held twice as text.
    let at_once = RUN * 4 * rayon::current_num_threads();
    for first in (0..height).step_by(at_once) {
        let end = height.min(first + at_once);
        let runs: Vec<usize> = (first..end).step_by(RUN).collect();
        let written = runs
            .into_par_iter()
            .map(|from| csv_rows(&columns, from..end.min(from + RUN), formula_guard));
        for rows in written.collect::<Vec<_>>() {
            out.write_all(&rows?)?;
        }
    }
    out.flush()
}

fn csv_rows(
    columns: &[Cells<'_>],
    rows: std::ops::Range<usize>,
    formula_guard: bool,
) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut cell = String::new();
    let mut numerals = Numerals::default();
    for row in rows {
        for column in columns {
            cell.clear();
            column.write(row, formula_guard, &mut numerals, &mut cell)?;
            writer.write_field(&cell)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// The cells of a column. Asking polars for the value of any cell is slow.
enum Cells<'c> {
    Texts(&'c StringChunked),
    Floats(&'c Float64Chunked),
    Counts(&'c UInt32Chunked),
    Others(&'c Column),
}

impl<'c> Cells<'c> {
    fn of(column: &'c Column) -> Self {
        if let Ok(texts) = column.str() {
            Self::Texts(texts)
        } else if let Ok(floats) = column.f64() {
            Self::Floats(floats)
        } else if let Ok(counts) = column.u32() {
            Self::Counts(counts)
        } else {
            Self::Others(column)
        }
    }

    /// Appends a cell; nothing for null.
    fn write(
        &self,
        row: usize,
        formula_guard: bool,
        numerals: &mut Numerals,
        cell: &mut String,
    ) -> io::Result<()> {
        let written = match self {
            Self::Texts(texts) => {
                let text = texts.get(row).unwrap_or_default();
                if formula_guard && is_formula(text) {
                    cell.push('\'');
                }
                cell.push_str(text);
                Ok(())
            }
            Self::Floats(floats) => {
                floats.get(row).map_or(Ok(()), |number| numerals.write(number, cell))
            }
            Self::Counts(counts) => {
                counts.get(row).map_or(Ok(()), |number| write!(cell, "{number}"))
            }
            Self::Others(column) => {
                let value = column.get(row).map_err(io::Error::other)?;
                cell.push_str(&text(&value).unwrap_or_default());
                Ok(())
            }
        };
        written.map_err(io::Error::other)
    }
}

/// Numbers as they were written before: the percentages of many canvases are few different numbers,
/// and finding the shortest digits of one takes longer than copying them.
#[derive(Default)]
struct Numerals {
    /// A number's bits and its digits; another number may stand in its place.
    known: Vec<(u64, String)>,
}

impl Numerals {
    /// So many bits of a number's hash are its place.
    const BITS: u32 = 8;

    fn write(&mut self, number: f64, out: &mut String) -> std::fmt::Result {
        let bits = number.to_bits();
        let place = (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - Self::BITS)) as usize;
        if self.known.is_empty() {
            // What stands there first is zero, whose bits are all zero, too.
            self.known.resize(1 << Self::BITS, (0, "0".to_owned()));
        }
        let Some((known, digits)) = self.known.get_mut(place) else { return Ok(()) };
        if *known != bits {
            *known = bits;
            digits.clear();
            write!(digits, "{number}")?;
        }
        out.push_str(digits);
        Ok(())
    }
}

fn object(frame: &DataFrame, row: usize) -> Map<String, Value> {
    let mut object = Map::new();
    for column in frame.columns() {
        let value = match column.get(row) {
            Err(_) | Ok(AnyValue::Null) => Value::Null,
            Ok(AnyValue::Float64(number)) => Number::from_f64(number).map_or(Value::Null, whole),
            Ok(AnyValue::UInt32(number)) => Value::from(number),
            Ok(other) => text(&other).map_or(Value::Null, Value::from),
        };
        object.insert(column.name().to_string(), value);
    }
    object
}

/// `62.0` as `62`, so that numbers look the same in JSON and in CSV.
fn whole(number: Number) -> Value {
    match number.as_f64() {
        Some(value) if value.fract() == 0.0 && value.abs() < 1e15 => Value::from(value as i64),
        _ => Value::Number(number),
    }
}

fn json(frame: &DataFrame, thing: &str, out: &mut impl Write) -> io::Result<()> {
    write!(out, "{{\n  \"format\": \"bmc.{thing}/1\",\n  \"{thing}\": [")?;
    for row in 0..frame.height() {
        out.write_all(if row == 0 { b"\n    " } else { b",\n    " })?;
        serde_json::to_writer(&mut *out, &object(frame, row))?;
    }
    out.write_all(if frame.height() == 0 { b"]\n}\n" } else { b"\n  ]\n}\n" })
}

/// Text from input inside a Markdown table: on one line, signs with a meaning made harmless.
pub(super) fn markdown_cell(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if matches!(c, '\\' | '|' | '<' | '>' | '*' | '_' | '`' | '[' | ']' | '#' | '&' | '~' | '!')
        {
            out.push('\\');
        }
        out.push(c);
    }
    display_safe(&out).into_owned()
}

fn markdown(frame: &DataFrame, out: &mut impl Write) -> io::Result<()> {
    let names: Vec<String> =
        frame.columns().iter().map(|column| markdown_cell(column.name())).collect();
    writeln!(out, "| {} |", names.join(" | "))?;
    let rules: Vec<&str> =
        frame.columns().iter().map(|c| if is_text(c) { "---" } else { "--:" }).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in 0..frame.height() {
        let mut cells = Vec::with_capacity(frame.width());
        for column in frame.columns() {
            let value = column.get(row).map_err(io::Error::other)?;
            cells.push(markdown_cell(&text(&value).unwrap_or_default()));
        }
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Numerals;

    proptest! {
        #[test]
        fn a_number_is_written_as_ever(numbers in prop::collection::vec(prop_oneof![
            any::<f64>(),
            (0_u32..10_000).prop_map(|cents| f64::from(cents) / 100.0),
            prop::sample::select(vec![0.0, -0.0, f64::NAN, f64::INFINITY]),
        ], 0..600)) {
            let mut numerals = Numerals::default();
            for number in numbers.iter().chain(&numbers) {
                let mut written = String::new();
                numerals.write(*number, &mut written).expect("a string takes all");
                prop_assert_eq!(written, number.to_string());
            }
        }
    }
}
