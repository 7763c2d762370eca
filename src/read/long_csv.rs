//! Long CSV: a row per entry.
//!
//! Polars reads the table; its text columns become the portfolio's as they are. Before that, one
//! scan makes sure that every row has the header's fields, which polars would pad in silence.

use std::collections::BTreeMap;
use std::io::Cursor;

use hashbrown::HashMap;
use polars::prelude::*;

use super::language;
use super::note::{Note, rows};
use super::source::Source;
use super::table::{self, Header, Role, Scan, Shape};
use crate::canvas::{Attribute, Block};
use crate::catalogue::Catalogue;
use crate::portfolio::schema;
use crate::portfolio::{CanvasDraft, Field, Part, text_too_long, too_long};
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
        || table::scan(body, header.separator, fields),
        || load(body, header.separator, &roles),
    );
    if let Some(note) = table::broken(source, &scan, fields) {
        return Err(note);
    }
    if scan.rows <= 1 {
        return Err(Note::error(source.name, "has a header but no rows"));
    }
    let unreadable = |error: PolarsError| Note::error(source.name, format!("{error}"));
    let columns = match loaded {
        Ok(columns) if !scan.unusual && fits(&columns, &scan) => columns,
        _ => load_carefully(body, &header, &roles).map_err(unreadable)?,
    };
    let plain = scan.guarded.then(|| columns.iter().map(unguarded_column).collect());
    Ok(Table(plain.unwrap_or(columns)))
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
    let wanted: Vec<usize> =
        (0..roles.len()).filter(|place| kept(&roles[*place]).is_some()).collect();
    let names = wanted.iter().filter_map(|place| kept(&roles[*place]));
    let mut schema = Schema::default();
    for place in 0..roles.len() {
        schema.insert(format!("{place}").into(), DataType::String);
    }
    let frame = CsvReadOptions::default()
        .with_has_header(true)
        .with_schema(Some(schema.into()))
        .with_projection(Some(wanted.clone().into()))
        .with_rechunk(false)
        .map_parse_options(|options| options.with_separator(separator).with_missing_is_null(true))
        .into_reader_with_file_handle(Cursor::new(body.as_bytes()))
        .finish()?;
    let columns = frame.columns().to_vec();
    Ok(columns.into_iter().zip(names).map(|(c, name)| c.with_name(name.into())).collect())
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

/// In this many canvases the language is looked at.
const CANVASES_TO_LOOK_AT: usize = 100;

/// The rows of a table while they are being sorted into canvases.
struct Rows<'s> {
    source: &'s Source<'s>,
    columns: Vec<Column>,
}

/// What was left out, by reason.
#[derive(Default)]
struct LeftOut {
    unknown_blocks: BTreeMap<String, Vec<u32>>,
    no_text: Vec<u32>,
    no_canvas: Vec<u32>,
    rejected: Vec<(u32, String)>,
}

impl<'s> Rows<'s> {
    fn new(source: &'s Source<'s>, columns: Vec<Column>) -> Self {
        let columns = columns.into_iter().map(|column| column.rechunk()).collect();
        Self { source, columns }
    }

    fn column(&self, name: &str) -> PolarsResult<Option<&StringChunked>> {
        self.columns.iter().find(|column| column.name() == name).map(|c| c.str()).transpose()
    }

    fn part(self, notes: &mut Vec<Note>) -> PolarsResult<Part> {
        let height = self.columns.first().map_or(0, Column::len);
        let mut left_out = LeftOut::default();
        let mut canvases: Vec<CanvasDraft> = Vec::new();
        let (canvas_of, blocks, keep) = self.assign(height, &mut canvases, &mut left_out)?;
        self.fields(&canvas_of, &mut canvases, notes)?;
        self.foreign(&canvas_of, &keep, &canvases, notes)?;
        self.report(left_out, notes);
        let rows: Vec<u32> = (0..height)
            .filter(|row| keep[*row])
            .map(|row| u32::try_from(row + 2).unwrap_or(u32::MAX))
            .collect();
        let own = [schema::ID, schema::GROUP, schema::TEXT].into_iter();
        let own: Vec<&str> = own.chain(Attribute::ALL.into_iter().map(Attribute::name)).collect();
        let mut columns: Vec<Column> = self
            .columns
            .into_iter()
            .filter(|column| own.contains(&column.name().as_str()))
            .collect();
        let kept_of = |all: Vec<u32>| -> Vec<u32> {
            all.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(value, _)| value).collect()
        };
        if rows.len() < height {
            let mask: BooleanChunked = keep.iter().map(|keep| Some(*keep)).collect();
            columns = columns
                .into_iter()
                .map(|column| column.filter(&mask))
                .collect::<PolarsResult<_>>()?;
        }
        let blocks: Vec<u8> =
            blocks.into_iter().zip(&keep).filter(|(_, k)| **k).map(|(b, _)| b).collect();
        let source = self.source.name.to_owned();
        let canvas_of = kept_of(canvas_of);
        Ok(Part::from_columns(source, canvases, columns, canvas_of, blocks, rows))
    }

    /// Per row its canvas, its block, and whether it is kept.
    #[allow(clippy::type_complexity, reason = "three columns of equal length")]
    fn assign(
        &self,
        height: usize,
        canvases: &mut Vec<CanvasDraft>,
        left_out: &mut LeftOut,
    ) -> PolarsResult<(Vec<u32>, Vec<u8>, Vec<bool>)> {
        let ids = self.column(schema::CANVAS)?;
        let versions = self.column(schema::VERSION)?;
        let block_names = self.column(schema::BLOCK)?;
        let texts = self.column(schema::TEXT)?;
        let (stem, stem_version) = self.source.stem();
        let stem_version = stem_version.unwrap_or_else(|| "1".to_owned());
        let mut known_blocks: HashMap<&str, Option<Block>> = HashMap::new();
        let mut known: HashMap<(&str, &str), u32> = HashMap::new();
        let mut before: Option<((&str, &str), u32)> = None;
        let (mut canvas_of, mut blocks, mut keep) =
            (vec![0; height], vec![0; height], vec![false; height]);
        for row in 0..height {
            let at = u32::try_from(row + 2).unwrap_or(u32::MAX);
            let text = |column| value_of(column, row).map_or("", str::trim);
            let (mut id, mut version) = (text(ids), text(versions));
            let blank = |column| value_of(column, row).is_none_or(|text| text.trim().is_empty());
            if id.is_empty() && blank(block_names) && blank(texts) {
                // A blank row of a spreadsheet.
                continue;
            }
            if id.is_empty() {
                left_out.no_canvas.push(at);
                id = &stem;
            }
            if version.is_empty() {
                version = &stem_version;
            }
            let name = (id, version);
            let canvas = match before {
                Some((last, canvas)) if last == name => canvas,
                _ => {
                    if let Some(message) = too_long(id, Some(version)) {
                        left_out.rejected.push((at, message));
                        continue;
                    }
                    *known.entry(name).or_insert_with(|| {
                        canvases.push(CanvasDraft {
                            id: id.to_owned(),
                            version: Some(version.to_owned()),
                            ..CanvasDraft::default()
                        });
                        u32::try_from(canvases.len() - 1).unwrap_or(u32::MAX)
                    })
                }
            };
            before = Some((name, canvas));
            canvas_of[row] = canvas;
            let block_name = value_of(block_names, row).unwrap_or_default();
            let block = *known_blocks
                .entry(block_name)
                .or_insert_with(|| self.source.catalogue.blocks.resolve(block_name));
            let Some(block) = block else {
                if blank(block_names) && blank(texts) {
                    // A canvas without entries.
                    continue;
                }
                let shown: String = block_name.chars().take(60).collect();
                left_out.unknown_blocks.entry(shown).or_default().push(at);
                continue;
            };
            let body = value_of(texts, row).unwrap_or_default();
            if body.len() > crate::portfolio::LONGEST_TEXT {
                left_out.rejected.push((at, text_too_long(body.len())));
            } else if body.trim_ascii().is_empty() {
                left_out.no_text.push(at);
            } else {
                blocks[row] = u8::try_from(block.index()).unwrap_or(0);
                keep[row] = true;
            }
        }
        Ok((canvas_of, blocks, keep))
    }

    /// What the rows say of their canvases. Where rows differ, the first in alphabetical order
    /// counts, so that the order of rows does not matter, and it is said.
    fn fields(
        &self,
        canvas_of: &[u32],
        canvases: &mut [CanvasDraft],
        notes: &mut Vec<Note>,
    ) -> PolarsResult<()> {
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Currency) {
            let Some(column) = self.column(field.name())? else { continue };
            let mut differing: Option<u32> = None;
            let mut values: Vec<Option<&str>> = vec![None; canvases.len()];
            for (row, canvas) in canvas_of.iter().enumerate() {
                let Some(here) = column.get(row).map(str::trim).filter(|v| !v.is_empty()) else {
                    continue;
                };
                let Some(value) = values.get_mut(*canvas as usize) else { continue };
                match value {
                    None => *value = Some(here),
                    Some(known) if *known == here => {}
                    Some(known) => {
                        differing = differing.or(u32::try_from(row + 2).ok());
                        *known = (*known).min(here);
                    }
                }
            }
            for (canvas, value) in canvases.iter_mut().zip(values) {
                canvas.fields[field as usize] = value.map(str::to_owned);
            }
            if let Some(row) = differing {
                let message = format!("a canvas has several values for '{}'", field.name());
                notes.push(Note::warning(self.source.name, message).at(format!("row {row}")));
            }
        }
        Ok(())
    }

    /// Warns of canvases in other languages. In a large table only some are looked at, always the
    /// same whatever the order of rows.
    fn foreign(
        &self,
        canvas_of: &[u32],
        keep: &[bool],
        canvases: &[CanvasDraft],
        notes: &mut Vec<Note>,
    ) -> PolarsResult<()> {
        let Some(column) = self.column(schema::TEXT)? else { return Ok(()) };
        let mut by_name: Vec<usize> = (0..canvases.len()).collect();
        by_name.sort_by_key(|place| (&canvases[*place].id, &canvases[*place].version));
        by_name.truncate(CANVASES_TO_LOOK_AT);
        let mut slots: Vec<Option<usize>> = vec![None; canvases.len()];
        for (slot, place) in by_name.iter().enumerate() {
            slots[*place] = Some(slot);
        }
        let mut texts: Vec<Vec<&str>> = vec![Vec::new(); by_name.len()];
        for (row, canvas) in canvas_of.iter().enumerate().filter(|(row, _)| keep[*row]) {
            if let Some(slot) = slots.get(*canvas as usize).copied().flatten() {
                texts[slot].extend(column.get(row));
            }
        }
        let mut said = Vec::new();
        for (place, texts) in by_name.iter().zip(texts) {
            let canvas = &canvases[*place];
            let given = canvas.fields[Field::Language as usize].as_deref();
            let none = std::iter::empty();
            said.extend(language::warning(
                self.source.name,
                &canvas.id,
                given,
                texts.into_iter(),
                none,
            ));
        }
        language::add(self.source.name, by_name.len(), said, notes);
        Ok(())
    }

    fn report(&self, left_out: LeftOut, notes: &mut Vec<Note>) {
        let name = self.source.name;
        for (block, at) in left_out.unknown_blocks {
            let count = at.len();
            let entries = if count == 1 { "entry" } else { "entries" };
            let message = format!("'{block}' is no building block: {count} {entries} left out");
            let mut note = Note::warning(name, message).at(rows(&at));
            if let Some(near) = self.source.catalogue.blocks.suggestion(&block) {
                note = note.fix(format!("did you mean '{}'?", near.name()));
            }
            notes.push(note);
        }
        if !left_out.no_canvas.is_empty() {
            let (stem, _) = self.source.stem();
            let message = format!("no canvas is named: taken as '{stem}', after the file");
            notes.push(Note::warning(name, message).at(rows(&left_out.no_canvas)));
        }
        if !left_out.no_text.is_empty() {
            let message = format!("{} entries without text", left_out.no_text.len());
            notes.push(Note::info(name, message).at(rows(&left_out.no_text)));
        }
        for (row, message) in left_out.rejected {
            notes.push(Note::error(name, message).at(format!("row {row}")));
        }
    }
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

fn value_of(column: Option<&StringChunked>, row: usize) -> Option<&str> {
    column.and_then(|column| column.get(row))
}
