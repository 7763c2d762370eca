//! The rows of a long table, sorted into canvases.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use polars::prelude::*;
use rayon::prelude::*;

use super::language;
use super::note::{Note, rows};
use super::plain_table::Piece;
use super::source::Source;
use crate::canvas::{Attribute, Block};
use crate::portfolio::{
    CanvasDraft, Chunks, Field, Part, Place, Run, Texts, schema, text_too_long, too_long,
};

/// In this many canvases the language is looked at.
const CANVASES_TO_LOOK_AT: usize = 100;
/// Rows are looked at in runs of this many, on all threads.
const RUN: usize = 1 << 16;

/// The columns of a long table, which no longer need the file that they were read from.
pub(super) struct Table {
    /// Under the names that they have in the portfolio.
    columns: Vec<Column>,
    /// The names of the columns that pieces hold the places of.
    placed: Vec<&'static str>,
    /// A chunk of the columns each.
    pieces: Vec<Piece>,
}

impl Table {
    /// A table that is columns only.
    pub(super) const fn from_columns(columns: Vec<Column>) -> Self {
        Self { columns, placed: Vec::new(), pieces: Vec::new() }
    }

    /// A table that was cut: the names of the columns that texts and that places are taken of.
    pub(super) fn from_pieces(
        texts: &[&'static str],
        placed: Vec<&'static str>,
        mut pieces: Vec<Piece>,
    ) -> Self {
        let mut columns = Vec::with_capacity(texts.len());
        for (number, name) in texts.iter().enumerate() {
            let chunks = pieces.iter_mut().filter_map(|piece| piece.texts.get_mut(number));
            let chunks = chunks.map(std::mem::take).flat_map(ChunkedArray::downcast_into_iter);
            let column = StringChunked::from_chunk_iter((*name).into(), chunks);
            columns.push(column.into_column());
        }
        Self { columns, placed, pieces }
    }

    /// How many rows.
    pub(super) fn height(&self) -> usize {
        self.columns.first().map_or(0, Column::len)
    }
}

/// The texts of one column.
enum Values<'c> {
    Column(Texts<'c>),
    Placed(&'c [Piece], usize),
}

impl<'c> Values<'c> {
    fn get(&self, place: Place) -> Option<&'c str> {
        match self {
            Self::Column(texts) => texts.get(place),
            Self::Placed(pieces, number) => pieces.get(place.chunk)?.get(*number, place.offset),
        }
    }
}

/// The rows of a table while they are being sorted into canvases.
pub(super) struct Rows<'s> {
    source: &'s Source<'s>,
    table: Table,
    chunks: Chunks,
}

/// What was left out, by reason.
#[derive(Default)]
struct LeftOut {
    unknown_blocks: BTreeMap<String, Vec<u32>>,
    no_text: Vec<u32>,
    no_canvas: Vec<u32>,
    rejected: Vec<(u32, String)>,
}

impl LeftOut {
    /// Adds what was left out of the rows behind.
    fn append(&mut self, mut later: Self) {
        for (name, mut at) in later.unknown_blocks {
            self.unknown_blocks.entry(name).or_default().append(&mut at);
        }
        self.no_text.append(&mut later.no_text);
        self.no_canvas.append(&mut later.no_canvas);
        self.rejected.append(&mut later.rejected);
    }
}

/// The columns that rows are sorted by.
struct Keys<'c> {
    ids: Option<Values<'c>>,
    versions: Option<Values<'c>>,
    blocks: Option<Values<'c>>,
    texts: Option<Values<'c>>,
    fields: Vec<(Field, Values<'c>)>,
    /// The id and version for rows that give none.
    stem: (String, String),
}

/// Per row its canvas, its block, and whether it is kept.
#[derive(Default)]
struct Assigned {
    canvas_of: Vec<u32>,
    blocks: Vec<u8>,
    keep: Vec<bool>,
    left_out: LeftOut,
}

/// The rows of one run, with canvases numbered within it.
struct Sorted<'c> {
    assigned: Assigned,
    /// Id, version and what the rows say of each canvas.
    canvases: Vec<Found<'c>>,
}

/// A canvas as the rows of a run tell of it.
struct Found<'c> {
    name: (&'c str, &'c str),
    /// In the order of [`Keys::fields`].
    said: Vec<Option<Said<'c>>>,
}

/// What rows say of their canvas in one column.
#[derive(Clone, Copy)]
struct Said<'c> {
    first: &'c str,
    /// The row that said it first.
    row: u32,
    /// The first in alphabetical order, which counts whatever the order of rows.
    least: &'c str,
    /// The first row that said something else.
    differing: Option<u32>,
}

impl<'c> Said<'c> {
    fn add(&mut self, later: Self) {
        let other = (later.first != self.first).then_some(later.row).or(later.differing);
        self.differing = self.differing.or(other);
        self.least = self.least.min(later.least);
    }

    fn add_row(&mut self, value: &'c str, row: u32) {
        if value != self.first {
            self.differing.get_or_insert(row);
            self.least = self.least.min(value);
        }
    }
}

/// The number of a row as spreadsheets show it, under the header.
fn row_number(row: usize) -> u32 {
    u32::try_from(row + 2).unwrap_or(u32::MAX)
}

impl<'s> Rows<'s> {
    pub(super) fn new(source: &'s Source<'s>, mut table: Table) -> Self {
        let (columns, chunks) = Chunks::align(table.columns);
        table.columns = columns;
        Self { source, table, chunks }
    }

    fn column(&self, name: &str) -> PolarsResult<Option<Values<'_>>> {
        if let Some(number) = self.table.placed.iter().position(|known| *known == name) {
            return Ok(Some(Values::Placed(&self.table.pieces, number)));
        }
        let column = self.table.columns.iter().find(|column| column.name() == name);
        let column = column.map(|column| column.str()).transpose()?;
        Ok(column.map(|column| Values::Column(Texts::new(column))))
    }

    fn keys(&self) -> PolarsResult<Keys<'_>> {
        let mut fields = Vec::new();
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Currency) {
            fields.extend(self.column(field.name())?.map(|texts| (field, texts)));
        }
        let (stem, version) = self.source.stem();
        Ok(Keys {
            ids: self.column(schema::CANVAS)?,
            versions: self.column(schema::VERSION)?,
            blocks: self.column(schema::BLOCK)?,
            texts: self.column(schema::TEXT)?,
            fields,
            stem: (stem, version.unwrap_or_else(|| "1".to_owned())),
        })
    }

    /// The rows as canvases and their entries.
    pub(super) fn part(self, notes: &mut Vec<Note>) -> PolarsResult<Part> {
        let height = self.table.height();
        let keys = self.keys()?;
        let runs = self.chunks.runs(RUN);
        let sorted: Vec<Sorted<'_>> = runs.par_iter().map(|run| self.sort(run, &keys)).collect();
        let (assigned, canvases, differing) = joined(sorted, &keys, height);
        drop(keys);
        for (field, row) in differing {
            let message = format!("a canvas has several values for '{}'", field.name());
            notes.push(Note::warning(self.source.name, message).at(format!("row {row}")));
        }
        let Assigned { mut canvas_of, mut blocks, keep, left_out } = assigned;
        self.foreign(&canvas_of, &keep, &canvases, notes)?;
        self.report(left_out, notes);
        let Table { columns, pieces, .. } = self.table;
        // Giving the memory of a large table back takes time that nothing waits for.
        rayon::spawn(move || drop(pieces));
        let own = |column: &Column| is_of_entries(column.name());
        let mut columns: Vec<Column> = columns.into_iter().filter(own).collect();
        let mut rows: Vec<u32> = (0..height).map(row_number).collect();
        if keep.contains(&false) {
            let mask: BooleanChunked = keep.iter().map(|keep| Some(*keep)).collect();
            columns = columns
                .into_iter()
                .map(|column| column.filter(&mask))
                .collect::<PolarsResult<_>>()?;
            retain(&mut rows, &keep);
            retain(&mut canvas_of, &keep);
            retain(&mut blocks, &keep);
        }
        let source = self.source.name.to_owned();
        Ok(Part::from_columns(source, canvases, columns, canvas_of, blocks, rows))
    }

    /// Per row of a run its canvas, its block, and whether it is kept.
    fn sort<'c>(&self, run: &Run, keys: &'c Keys<'c>) -> Sorted<'c> {
        let length = run.len();
        let mut all = Assigned {
            canvas_of: vec![0; length],
            blocks: vec![0; length],
            keep: vec![false; length],
            left_out: LeftOut::default(),
        };
        let mut canvases: Vec<Found<'c>> = Vec::new();
        let mut known: HashMap<(&str, &str), u32> = HashMap::new();
        let mut before: Option<((&str, &str), u32)> = None;
        let mut block_before: Option<(&str, Option<Block>)> = None;
        let mut known_blocks: HashMap<&str, Option<Block>> = HashMap::new();
        for (at, place) in run.places().enumerate() {
            let row = row_number(run.first + at);
            let given = |texts: &'c Option<Values<'c>>| texts.as_ref()?.get(place);
            let trimmed = |texts| given(texts).map_or("", str::trim);
            let (mut id, mut version) = (trimmed(&keys.ids), trimmed(&keys.versions));
            let block_name = given(&keys.blocks).unwrap_or_default();
            let body = given(&keys.texts).unwrap_or_default();
            let blank = || block_name.trim().is_empty() && body.trim().is_empty();
            if id.is_empty() {
                if blank() {
                    // A blank row of a spreadsheet.
                    continue;
                }
                all.left_out.no_canvas.push(row);
                id = &keys.stem.0;
            }
            if version.is_empty() {
                version = &keys.stem.1;
            }
            let name = (id, version);
            let canvas = match before {
                Some((last, canvas)) if last == name => canvas,
                _ => {
                    if let Some(message) = too_long(id, Some(version)) {
                        all.left_out.rejected.push((row, message));
                        continue;
                    }
                    *known.entry(name).or_insert_with(|| {
                        canvases.push(Found { name, said: vec![None; keys.fields.len()] });
                        u32::try_from(canvases.len() - 1).unwrap_or(u32::MAX)
                    })
                }
            };
            before = Some((name, canvas));
            all.canvas_of[at] = canvas;
            if let Some(found) = canvases.get_mut(canvas as usize) {
                note_fields(found, keys, place, row);
            }
            let block = match block_before {
                Some((last, block)) if last == block_name => block,
                _ => *known_blocks
                    .entry(block_name)
                    .or_insert_with(|| self.source.catalogue.blocks.resolve(block_name)),
            };
            block_before = Some((block_name, block));
            let Some(block) = block else {
                if !blank() {
                    let shown: String = block_name.chars().take(60).collect();
                    all.left_out.unknown_blocks.entry(shown).or_default().push(row);
                }
                // Else a canvas without entries.
                continue;
            };
            if body.len() > crate::portfolio::LONGEST_TEXT {
                all.left_out.rejected.push((row, text_too_long(body.len())));
            } else if body.trim_ascii().is_empty() {
                all.left_out.no_text.push(row);
            } else {
                all.blocks[at] = u8::try_from(block.index()).unwrap_or(0);
                all.keep[at] = true;
            }
        }
        Sorted { assigned: all, canvases }
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
        let name = |place: &usize| (&canvases[*place].id, &canvases[*place].version);
        if by_name.len() > CANVASES_TO_LOOK_AT {
            let order = |a: &usize, b: &usize| name(a).cmp(&name(b));
            by_name.select_nth_unstable_by(CANVASES_TO_LOOK_AT, order);
            by_name.truncate(CANVASES_TO_LOOK_AT);
        }
        by_name.sort_by(|a, b| name(a).cmp(&name(b)));
        let mut slots: Vec<Option<usize>> = vec![None; canvases.len()];
        for (slot, place) in by_name.iter().enumerate() {
            slots[*place] = Some(slot);
        }
        let mut texts: Vec<Vec<&str>> = vec![Vec::new(); by_name.len()];
        let mut chunk = 0;
        for (row, canvas) in canvas_of.iter().enumerate() {
            if let Some(slot) = slots.get(*canvas as usize).copied().flatten()
                && keep[row]
            {
                texts[slot].extend(column.get(self.chunks.place(row, &mut chunk)));
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

/// Whether a column says something of entries, and not of their canvas.
pub(super) fn is_of_entries(name: &str) -> bool {
    [schema::ID, schema::GROUP, schema::TEXT].contains(&name)
        || Attribute::ALL.into_iter().any(|attribute| attribute.name() == name)
}

/// Notes what a row says of its canvas.
fn note_fields<'c>(found: &mut Found<'c>, keys: &'c Keys<'c>, place: Place, row: u32) {
    for ((_, texts), said) in keys.fields.iter().zip(&mut found.said) {
        let Some(value) = texts.get(place).map(str::trim).filter(|v| !v.is_empty()) else {
            continue;
        };
        match said {
            None => *said = Some(Said { first: value, row, least: value, differing: None }),
            Some(said) => said.add_row(value, row),
        }
    }
}

/// The runs one behind the other, and per field the first row in which a canvas says something
/// else than in the rows before.
fn joined<'c>(
    sorted: Vec<Sorted<'c>>,
    keys: &Keys<'c>,
    height: usize,
) -> (Assigned, Vec<CanvasDraft>, Vec<(Field, u32)>) {
    let mut all = Assigned::default();
    all.canvas_of.reserve(height);
    all.blocks.reserve(height);
    all.keep.reserve(height);
    let mut known: HashMap<(&str, &str), u32> = HashMap::new();
    let mut found: Vec<Found<'c>> = Vec::new();
    for run in sorted {
        let mut number = Vec::with_capacity(run.canvases.len());
        for canvas in run.canvases {
            let place = *known.entry(canvas.name).or_insert_with(|| {
                found.push(Found { name: canvas.name, said: vec![None; canvas.said.len()] });
                u32::try_from(found.len() - 1).unwrap_or(u32::MAX)
            });
            number.push(place);
            let Some(before) = found.get_mut(place as usize) else { continue };
            for (before, later) in before.said.iter_mut().zip(canvas.said) {
                match (before.as_mut(), later) {
                    (Some(before), Some(later)) => before.add(later),
                    (None, later) => *before = later,
                    (Some(_), None) => {}
                }
            }
        }
        let here = run.assigned;
        let numbered = |canvas: &u32| number.get(*canvas as usize).copied().unwrap_or(0);
        all.canvas_of.extend(here.canvas_of.iter().map(numbered));
        all.blocks.extend(here.blocks);
        all.keep.extend(here.keep);
        all.left_out.append(here.left_out);
    }
    let fields = keys.fields.iter().enumerate();
    let differing = fields.clone().filter_map(|(at, (field, _))| {
        let rows = found.iter().filter_map(|canvas| canvas.said.get(at)?.as_ref()?.differing);
        Some((*field, rows.min()?))
    });
    let differing = differing.collect();
    let draft = |found: Found<'c>| {
        let (id, version) = found.name;
        let mut draft = CanvasDraft {
            id: id.to_owned(),
            version: Some(version.to_owned()),
            ..CanvasDraft::default()
        };
        for ((field, _), said) in keys.fields.iter().zip(found.said) {
            draft.fields[*field as usize] = said.map(|said| said.least.to_owned());
        }
        draft
    };
    (all, found.into_par_iter().map(draft).collect(), differing)
}

fn retain<T: Copy>(values: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    values.retain(|_| keep.next().copied().unwrap_or(false));
}
