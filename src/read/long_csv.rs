//! Long CSV: a row per entry.
//!
//! A table as tables are is cut into columns in one pass, see [`super::plain_table`]; the csv crate
//! reads any other, after a scan that says which rows lack fields.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use polars::prelude::*;

use super::format::{self, Format};
use super::long_rows::{Rows, Table, is_of_entries};
use super::note::Note;
use super::plain_table::{self, Take};
use super::source::Source;
use super::table::{self, Header, Role, Shape};
use crate::catalogue::Catalogue;
use crate::portfolio::{Part, schema};
use crate::text::unguarded;

/// Reads a long table.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let table = load_table(source, notes)?;
    sort(source, table, notes)
}

/// The first half of [`read`]: a table's columns, made sure that every row has all of them.
pub(super) fn load_table(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Table, Note> {
    let header = table::header(source)?;
    let body = source.text.get(header.start..).unwrap_or_default();
    let roles = header.roles(source.catalogue, &Shape::Long);
    check_header(source, &header, &roles, notes)?;
    let table = match cut(body.as_bytes(), header.separator, &roles) {
        Some(table) => table,
        None => load_carefully(source, body, &header, &roles)?,
    };
    if table.height() == 0 {
        return Err(Note::error(source.name, "has a header but no rows"));
    }
    Ok(table)
}

/// A file smaller than this is read whole: there is nothing to win.
const LARGE: u64 = 1 << 20;
/// So many bytes at the beginning of a large file tell what it is.
const HEAD: usize = 1 << 18;

/// The first half of [`read`] for a large file, which is cut while it is being read.
///
/// `None` when it is no large file, no long table, or anything about it is odd: reading it whole
/// then tells what.
pub(super) fn load_file(
    name: &str,
    path: &Path,
    catalogue: &Catalogue,
    notes: &mut Vec<Note>,
) -> Option<Table> {
    let mut file = File::open(path).ok()?;
    let about = file.metadata().ok()?;
    if !about.is_file() || about.len() < LARGE {
        return None;
    }
    let mut head = vec![0; HEAD];
    file.read_exact(&mut head).ok()?;
    head.truncate(memchr::memrchr(b'\n', &head)? + 1);
    let source = Source { name, text: std::str::from_utf8(&head).ok()?, catalogue };
    if format::detect(&source).ok()? != Format::LongCsv {
        return None;
    }
    let header = table::header(&source).ok().filter(|header| header.start == 0)?;
    let roles = header.roles(catalogue, &Shape::Long);
    let mut said = Vec::new();
    check_header(&source, &header, &roles, &mut said).ok()?;
    file.rewind().ok()?;
    let table = cut(file, header.separator, &roles).filter(|table| table.height() > 0)?;
    notes.append(&mut said);
    Some(table)
}

/// A table as it is cut in one pass; `None` when anything about it is unusual.
fn cut(input: impl Read + Send, separator: u8, roles: &[Role]) -> Option<Table> {
    let (mut texts, mut placed) = (Vec::new(), Vec::new());
    let takes: Vec<Take> = roles
        .iter()
        .map(|role| match kept(role) {
            None => Take::Nothing,
            Some(name) if is_of_entries(name) => {
                texts.push(name);
                Take::Text
            }
            Some(name) => {
                placed.push(name);
                Take::Place
            }
        })
        .collect();
    let pieces = plain_table::cut(input, separator, &takes)?;
    Some(Table::from_pieces(&texts, placed, pieces))
}

/// The second half of [`read`]: a table's rows sorted into canvases. The source's text is not
/// looked at.
pub(super) fn sort(source: &Source<'_>, table: Table, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let unreadable = |error: PolarsError| Note::error(source.name, format!("{error}"));
    Rows::new(source, table).part(notes).map_err(unreadable)
}

/// Reads the same columns from a dataframe.
pub(super) fn read_frame(
    source: &Source<'_>,
    frame: DataFrame,
    notes: &mut Vec<Note>,
) -> Result<Part, Note> {
    let names = frame.get_column_names().into_iter().map(ToString::to_string).collect();
    let header = Header { names, separator: b',', start: 0 };
    if let Shape::Neither(message) = header.shape(source.catalogue) {
        return Err(Note::unrecognised(source.name, message));
    }
    let roles = header.roles(source.catalogue, &Shape::Long);
    check_header(source, &header, &roles, notes)?;
    if frame.height() == 0 {
        return Err(Note::error(source.name, "has columns but no rows"));
    }
    let unreadable = |error: PolarsError| Note::error(source.name, format!("{error}"));
    let mut columns = Vec::new();
    for (column, role) in frame.columns().iter().zip(&roles) {
        if let Some(name) = kept(role) {
            let text = column.cast(&DataType::String).map_err(unreadable)?;
            columns.push(text.with_name(name.into()));
        }
    }
    Rows::new(source, Table::from_columns(columns)).part(notes).map_err(unreadable)
}

/// Refuses a header that lacks or repeats a column, and reports what is not understood.
fn check_header(
    source: &Source<'_>,
    header: &Header,
    roles: &[Role],
    notes: &mut Vec<Note>,
) -> Result<(), Note> {
    for (place, role) in roles.iter().enumerate() {
        let twice = roles.iter().take(place).position(|before| before == role);
        if let Some(first) = twice.filter(|_| !matches!(role, Role::Unknown | Role::Ignored)) {
            let message = format!(
                "the columns '{}' and '{}' mean the same",
                header.names[first], header.names[place]
            );
            return Err(Note::error(source.name, message).at("row 1"));
        }
        if *role == Role::Unknown {
            let message =
                format!("the column '{}' is not understood and was left out", header.names[place]);
            notes.push(Note::warning(source.name, message).at("row 1"));
        }
    }
    Ok(())
}

/// The name that a column has in the portfolio; `None` for one that is not kept.
fn kept(role: &Role) -> Option<&'static str> {
    match role {
        Role::Canvas => Some(schema::CANVAS),
        Role::Version => Some(schema::VERSION),
        Role::Block => Some(schema::BLOCK),
        Role::Text => Some(schema::TEXT),
        Role::Id => Some(schema::ID),
        Role::Group => Some(schema::GROUP),
        Role::Field(field) => Some(field.name()),
        Role::Attribute(attribute) => Some(attribute.name()),
        Role::OfBlock(_)
        | Role::OfQuestion(_)
        | Role::System(_)
        | Role::Ignored
        | Role::Unknown => None,
    }
}

/// How a long table is laid out, for those who must keep its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongTable {
    /// Where its header begins, in bytes.
    pub start: usize,
    /// What parts the fields of a row.
    pub separator: u8,
    /// Per column its name in the frames; `None` for one that is not kept.
    pub columns: Vec<Option<&'static str>>,
}

/// The layout of a text that is a long table; `None` when it is none.
#[must_use]
pub fn long_table(text: &str, catalogue: &Catalogue) -> Option<LongTable> {
    let source = Source { name: "", text, catalogue };
    let header = table::header(&source).ok()?;
    let shape = header.shape(catalogue);
    if !matches!(shape, Shape::Long) {
        return None;
    }
    let columns = header.roles(catalogue, &shape).iter().map(kept).collect();
    Some(LongTable { start: header.start, separator: header.separator, columns })
}

/// The same by the csv crate, which takes quotes and line ends as spreadsheets do.
fn load_carefully(
    source: &Source<'_>,
    body: &str,
    header: &Header,
    roles: &[Role],
) -> Result<Table, Note> {
    let fields = header.names.len();
    let scan = table::scan(body, header.separator, fields);
    if let Some(note) = table::broken(source, &scan, fields) {
        return Err(note);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(header.separator)
        .has_headers(true)
        .from_reader(body.as_bytes());
    let wanted: Vec<(usize, &str)> =
        roles.iter().enumerate().filter_map(|(place, role)| Some((place, kept(role)?))).collect();
    let builder = |(_, name): &(usize, &str)| StringChunkedBuilder::new((*name).into(), 0);
    let mut builders: Vec<StringChunkedBuilder> = wanted.iter().map(builder).collect();
    for record in reader.records() {
        let record = record.map_err(|error| Note::error(source.name, format!("{error}")))?;
        for ((place, _), values) in wanted.iter().zip(&mut builders) {
            values.append_option(record.get(*place).map(unguarded).filter(|text| !text.is_empty()));
        }
    }
    let columns = builders.into_iter().map(|builder| builder.finish().into_column());
    Ok(Table::from_columns(columns.collect()))
}
