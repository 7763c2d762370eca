//! Tables: long and wide CSV, Parquet.

use polars::prelude::*;

use super::WriteError;
use super::canvases::Whole;
use crate::canvas::{Attribute, Block, Entry};
use crate::portfolio::{Field, schema};
use crate::text::guarded;

/// The columns of a long table, those that every table has and those that some canvas fills, in
/// the order in which they are written.
pub(super) struct Columns {
    fields: Vec<Field>,
    id: bool,
    group: bool,
    attributes: Vec<Attribute>,
}

impl Columns {
    pub(super) fn of(all: &[Whole<'_>]) -> Self {
        let entries = || all.iter().flat_map(|whole| &whole.canvas.entries);
        let held = Field::ALL.into_iter().filter(|field| *field != Field::Currency);
        Self {
            fields: held.filter(|f| all.iter().any(|whole| whole.field(*f).is_some())).collect(),
            id: entries().any(|entry| entry.id.is_some()),
            group: entries().any(|entry| entry.group.is_some()),
            attributes: Attribute::ALL
                .into_iter()
                .filter(|attribute| entries().any(|e| e.attribute(*attribute).is_some()))
                .collect(),
        }
    }

    pub(super) fn names(&self) -> Vec<&'static str> {
        let mut names = vec![schema::CANVAS, schema::VERSION];
        names.extend(self.fields.iter().map(|field| field.name()));
        names.push(schema::BLOCK);
        names.extend(self.id.then_some(schema::ID));
        names.extend(self.group.then_some(schema::GROUP));
        names.push(schema::TEXT);
        names.extend(self.attributes.iter().map(|attribute| attribute.name()));
        names
    }

    /// The cells of an entry; of a canvas without entries when there is none.
    pub(super) fn cells<'a>(
        &self,
        whole: &Whole<'a>,
        entry: Option<&Entry<'a>>,
    ) -> Vec<Option<&'a str>> {
        let mut cells = vec![Some(whole.canvas.id), Some(whole.canvas.version)];
        cells.extend(self.fields.iter().map(|field| whole.field(*field)));
        cells.push(entry.map(|entry| entry.block.name()));
        if self.id {
            cells.push(entry.and_then(|entry| entry.id));
        }
        if self.group {
            cells.push(entry.and_then(|entry| entry.group));
        }
        cells.push(entry.map(|entry| entry.text));
        let attribute = |a: &Attribute| entry.and_then(|entry| entry.attribute(*a));
        cells.extend(self.attributes.iter().map(attribute));
        cells
    }
}

/// The rows of a long table. A canvas without entries has a row of its own.
pub(super) fn rows<'a>(
    all: &'a [Whole<'a>],
    columns: &'a Columns,
) -> impl Iterator<Item = Vec<Option<&'a str>>> {
    all.iter().flat_map(move |whole| {
        let empty = whole.canvas.entries.is_empty();
        let none = empty.then(|| columns.cells(whole, None));
        let entries = Block::ALL.into_iter().flat_map(move |block| whole.block(block));
        none.into_iter().chain(entries.map(move |entry| columns.cells(whole, Some(entry))))
    })
}

/// What a long table cannot hold.
pub(super) fn lost(all: &[Whole<'_>]) -> Vec<String> {
    let count = all.iter().filter(|whole| whole.field(Field::Currency).is_some()).count();
    if count == 0 {
        return Vec::new();
    }
    vec![format!("the currency of {count} canvases as a whole: a table holds that of entries only")]
}

fn csv(rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, WriteError> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        writer.write_record(&row).map_err(WriteError::new)?;
    }
    writer.into_inner().map_err(WriteError::new)
}

/// A cell, guarded where it is text: numbers stay numbers.
fn cell(text: Option<&str>, guard: bool) -> String {
    let text = text.unwrap_or_default();
    let number = text.parse::<f64>().is_ok_and(f64::is_finite);
    if guard && !number { guarded(text).into_owned() } else { text.to_owned() }
}

pub(super) fn long_csv(all: &[Whole<'_>], guard: bool) -> Result<Vec<u8>, WriteError> {
    let columns = Columns::of(all);
    let header = columns.names().into_iter().map(str::to_owned).collect();
    let rows = rows(all, &columns)
        .map(|row| row.into_iter().map(|text| cell(text, guard)).collect::<Vec<_>>());
    csv(std::iter::once(header).chain(rows))
}

/// A row per canvas. Bullets rather than dashes: a cell that begins with a dash would be taken for
/// a formula.
pub(super) fn wide_csv(
    all: &[Whole<'_>],
    guard: bool,
) -> Result<(Vec<u8>, Vec<String>), WriteError> {
    let fields: Vec<Field> =
        Field::ALL.into_iter().filter(|f| all.iter().any(|w| w.field(*f).is_some())).collect();
    let mut header = vec![schema::CANVAS.to_owned(), schema::VERSION.to_owned()];
    header.extend(fields.iter().map(|field| field.name().to_owned()));
    header.extend(Block::ALL.iter().map(|block| block.name().to_owned()));
    let rows = all.iter().map(|whole| {
        let own = [Some(whole.canvas.id), Some(whole.canvas.version)].into_iter();
        let own = own.chain(fields.iter().map(|field| whole.field(*field)));
        let mut row: Vec<String> = own.map(|text| cell(text, guard)).collect();
        for block in Block::ALL {
            let line = |entry: &Entry<'_>| {
                let words: Vec<&str> = entry.text.split_whitespace().collect();
                format!("• {}", words.join(" "))
            };
            row.push(whole.block(block).map(line).collect::<Vec<_>>().join("\n"));
        }
        row
    });
    let bytes = csv(std::iter::once(header).chain(rows))?;
    Ok((bytes, lost_in_lists(all, "a wide table")))
}

/// What a list of texts per block cannot hold.
pub(super) fn lost_in_lists(all: &[Whole<'_>], place: &str) -> Vec<String> {
    let entries = || all.iter().flat_map(|whole| &whole.canvas.entries);
    let groups = entries().filter(|entry| entry.group.is_some()).count();
    let mut lost = Vec::new();
    if groups > 0 && place == "a wide table" {
        lost.push(format!("the sub-headings of {groups} entries: {place} has no place for them"));
    }
    lost.extend(lost_details(all, place));
    lost
}

/// Ids and attributes, where a format has no place for them.
pub(super) fn lost_details(all: &[Whole<'_>], place: &str) -> Option<String> {
    let typed = |entry: &&Entry<'_>| {
        let attribute = |attribute| entry.attribute(attribute).is_some();
        entry.id.is_some() || Attribute::ALL.into_iter().any(attribute)
    };
    let count = all.iter().flat_map(|whole| &whole.canvas.entries).filter(typed).count();
    (count > 0).then(|| {
        format!("the ids, amounts and other details of {count} entries: {place} holds texts only")
    })
}

pub(super) fn parquet(all: &[Whole<'_>]) -> Result<Vec<u8>, WriteError> {
    let columns = Columns::of(all);
    let names = columns.names();
    let mut values: Vec<Vec<Option<&str>>> = vec![Vec::new(); names.len()];
    for row in rows(all, &columns) {
        for (column, cell) in values.iter_mut().zip(row) {
            column.push(cell);
        }
    }
    let height = values.first().map_or(0, Vec::len);
    let columns = names
        .into_iter()
        .zip(values)
        .map(|(name, values)| {
            let values: StringChunked = values.into_iter().collect();
            values.with_name(name.into()).into_column()
        })
        .collect();
    let mut frame = DataFrame::new(height, columns)?;
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame)?;
    Ok(bytes)
}
