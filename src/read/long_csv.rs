//! Long CSV: a row per entry.
//!
//! Polars reads the table; its text columns become the portfolio's as they are. Before that, one
//! scan makes sure that every row has the header's fields, which polars would pad in silence.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use polars::prelude::*;

use super::format::{self, Format};
use super::long_rows::Rows;
use super::note::Note;
use super::source::Source;
use super::structure::Structure;
use super::table::{self, Header, Role, Scan, Shape};
use crate::catalogue::Catalogue;
use crate::portfolio::{Part, schema};
use crate::text::unguarded;

/// Reads a long table.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let table = load_table(source, notes)?;
    sort(source, table, notes)
}

/// The columns of a long table, which no longer need the text that they were read from.
pub(super) struct Table(Vec<Column>);

/// The first half of [`read`]: a table's columns, made sure that every row has all of them.
pub(super) fn load_table(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Table, Note> {
    let header = table::header(source)?;
    let body = source.text.get(header.start..).unwrap_or_default();
    let roles = header.roles(source.catalogue, &Shape::Long);
    check_header(source, &header, &roles, notes)?;
    let fields = header.names.len();
    let (scan, loaded) = rayon::join(
        || scan_of(body, header.separator, fields),
        || (!table::is_sparse(body.as_bytes())).then(|| load(body, header.separator, &roles)),
    );
    if let Some(note) = table::broken(source, &scan, fields) {
        return Err(note);
    }
    if scan.rows <= 1 {
        return Err(Note::error(source.name, "has a header but no rows"));
    }
    let unreadable = |error: PolarsError| Note::error(source.name, format!("{error}"));
    let columns = match loaded {
        Some(Ok(columns)) if !scan.unusual && fits(&columns, &scan) => columns,
        _ => load_carefully(body, &header, &roles).map_err(unreadable)?,
    };
    Ok(Table(unguarded_columns(columns, &scan)))
}

/// What a pass over a table finds, by the fast way where it can tell.
fn scan_of(body: &str, separator: u8, fields: usize) -> Scan {
    let mut structure = Structure::new(separator, fields);
    let usual = body.as_bytes().chunks(PIECE).all(|piece| structure.feed(piece));
    let scan = structure.end();
    if usual && !scan.unusual { scan } else { table::scan(body, separator, fields) }
}

/// A file smaller than this is read whole: there is nothing to win.
const LARGE: u64 = 1 << 20;
/// A large file's structure is looked at in pieces of this many bytes, which the processor's cache
/// holds.
const PIECE: usize = 1 << 18;

/// The first half of [`read`] for a large file, which is never held in memory as a whole: polars
/// maps it while its structure is looked at in pieces.
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
    let mut head = vec![0; PIECE];
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
    if is_sparse(&mut file, about.len())? {
        return None;
    }
    file.rewind().ok()?;
    let path = std::path::absolute(path).ok()?;
    let (scan, loaded) = rayon::join(
        || structure_of(file, header.separator, header.names.len()),
        || load_path(path, header.separator, &roles),
    );
    let (scan, columns) = (scan?, loaded.ok()?);
    if scan.ragged_count > 0 || scan.unclosed.is_some() || scan.rows <= 1 || !fits(&columns, &scan)
    {
        return None;
    }
    notes.append(&mut said);
    Some(Table(unguarded_columns(columns, &scan)))
}

/// Places in a large file that are looked at for blank lines, and how many bytes at each.
const SAMPLES: u64 = 16;
const SAMPLE: usize = 1 << 14;

/// Whether a large file is mostly blank lines somewhere.
fn is_sparse(file: &mut File, length: u64) -> Option<bool> {
    let mut sample = vec![0; SAMPLE];
    for place in 0..SAMPLES {
        file.seek(SeekFrom::Start(length / SAMPLES * place)).ok()?;
        file.read_exact(&mut sample).ok()?;
        if table::is_sparse(&sample) {
            return Some(true);
        }
    }
    Some(false)
}

/// What a pass over a file's bytes finds; `None` when they are not plain UTF-8, when the table is
/// unusual, or when the file cannot be read.
fn structure_of(mut file: File, separator: u8, fields: usize) -> Option<Scan> {
    let mut structure = Structure::new(separator, fields);
    let mut piece = vec![0; PIECE];
    let mut held = 0;
    loop {
        let read = file.read(piece.get_mut(held..)?).ok()?;
        if read == 0 {
            break;
        }
        let bytes = piece.get(..held + read)?;
        if memchr::memchr(0, bytes).is_some() {
            return None;
        }
        // A character may be cut in two at the end of a piece.
        let whole = match std::str::from_utf8(bytes) {
            Ok(text) => text.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(_) => return None,
        };
        if !structure.feed(bytes.get(..whole)?) {
            return None;
        }
        let end = held + read;
        piece.copy_within(whole..end, 0);
        held = end - whole;
    }
    // The last bytes are only looked at here, and may be what is unusual.
    (held == 0).then(|| structure.end()).filter(|scan| !scan.unusual)
}

/// The second half of [`read`]: a table's rows sorted into canvases. The source's text is not
/// looked at.
pub(super) fn sort(source: &Source<'_>, table: Table, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let unreadable = |error: PolarsError| Note::error(source.name, format!("{error}"));
    Rows::new(source, table.0).part(notes).map_err(unreadable)
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
    Rows::new(source, columns).part(notes).map_err(unreadable)
}

fn fits(columns: &[Column], scan: &Scan) -> bool {
    columns.iter().all(|column| column.len() + 1 == scan.rows as usize)
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

/// All kept columns as text, read by polars.
fn load(body: &str, separator: u8, roles: &[Role]) -> PolarsResult<Vec<Column>> {
    let reader =
        options(separator, roles).into_reader_with_file_handle(Cursor::new(body.as_bytes()));
    named(reader.finish()?, roles)
}

/// The same from a file, which polars maps into memory.
fn load_path(path: PathBuf, separator: u8, roles: &[Role]) -> PolarsResult<Vec<Column>> {
    let reader = options(separator, roles).try_into_reader_with_file_path(Some(path))?;
    named(reader.finish()?, roles)
}

fn options(separator: u8, roles: &[Role]) -> CsvReadOptions {
    let wanted = (0..roles.len()).filter(|place| kept(&roles[*place]).is_some());
    let wanted: Vec<usize> = wanted.collect();
    let mut schema = Schema::default();
    for place in 0..roles.len() {
        schema.insert(format!("{place}").into(), DataType::String);
    }
    CsvReadOptions::default()
        .with_has_header(true)
        .with_schema(Some(schema.into()))
        .with_projection(Some(wanted.into()))
        .with_rechunk(false)
        .map_parse_options(|options| options.with_separator(separator).with_missing_is_null(true))
}

/// The columns under the names that they have in the portfolio.
fn named(frame: DataFrame, roles: &[Role]) -> PolarsResult<Vec<Column>> {
    let names = roles.iter().filter_map(kept);
    let columns = frame.into_columns().into_iter();
    Ok(columns.zip(names).map(|(column, name)| column.with_name(name.into())).collect())
}

/// The same by the csv crate, which takes quotes and line ends as spreadsheets do.
fn load_carefully(body: &str, header: &Header, roles: &[Role]) -> PolarsResult<Vec<Column>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(header.separator)
        .has_headers(true)
        .from_reader(body.as_bytes());
    let wanted: Vec<(usize, &str)> =
        roles.iter().enumerate().filter_map(|(place, role)| Some((place, kept(role)?))).collect();
    let mut builders: Vec<Vec<Option<String>>> = vec![Vec::new(); wanted.len()];
    for record in reader.records() {
        let record = record.map_err(|error| polars_err!(ComputeError: "{error}"))?;
        for ((place, _), values) in wanted.iter().zip(&mut builders) {
            values.push(record.get(*place).filter(|text| !text.is_empty()).map(str::to_owned));
        }
    }
    let column = |((_, name), values): (&(usize, &str), Vec<Option<String>>)| {
        Column::new((*name).into(), values)
    };
    Ok(wanted.iter().zip(builders).map(column).collect())
}

fn unguarded_columns(columns: Vec<Column>, scan: &Scan) -> Vec<Column> {
    if scan.guarded { columns.iter().map(unguarded_column).collect() } else { columns }
}

/// A column without the guards that keep a spreadsheet from running texts as formulas.
fn unguarded_column(column: &Column) -> Column {
    let Ok(texts) = column.str() else { return column.clone() };
    if !texts.iter().flatten().any(|text| text.starts_with('\'')) {
        return column.clone();
    }
    let plain: StringChunked = texts.iter().map(|text| text.map(unguarded)).collect();
    plain.with_name(column.name().clone()).into_column()
}
