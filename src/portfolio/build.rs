//! Joining the canvases of many files.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};
use polars::prelude::*;
use rayon::prelude::*;

use super::part::Part;
use super::schema;
use super::store::Portfolio;
use crate::canvas::Attribute;

/// Collects the canvases of many files.
#[derive(Default)]
pub struct PortfolioBuilder {
    parts: Vec<Part>,
    hasher: DefaultHashBuilder,
    /// Which part each canvas is in and its place there, by id and version.
    seen: HashTable<(usize, usize)>,
}

impl PortfolioBuilder {
    /// A builder without canvases.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the canvases of a file. A canvas whose id and version are there already is kept under
    /// a new id (`name~2`), so that none is lost; what was renamed is returned as
    /// `(id, version, new id, where the first stands)`.
    pub fn push(&mut self, mut part: Part) -> Vec<(String, String, String, String)> {
        for canvas in &mut part.canvases {
            canvas.version.get_or_insert_with(|| "1".to_owned());
        }
        let (place, length) = (self.parts.len(), part.canvases.len());
        self.parts.push(part);
        let mut renamed = Vec::new();
        for number in 0..length {
            let (id, version) = name(&self.parts, (place, number));
            let mut hash = self.hasher.hash_one((id, version));
            if let Some((first, _)) = self.find(hash, id, version) {
                let mut copy = 2;
                let new = loop {
                    let new = format!("{id}~{copy}");
                    hash = self.hasher.hash_one((new.as_str(), version));
                    if self.find(hash, &new, version).is_none() {
                        break new;
                    }
                    copy += 1;
                };
                let source = self.parts.get(first).map_or("", |part| &part.source);
                renamed.push((id.to_owned(), version.to_owned(), new.clone(), source.to_owned()));
                let canvases = self.parts.last_mut().map(|part| &mut part.canvases);
                if let Some(canvas) = canvases.and_then(|canvases| canvases.get_mut(number)) {
                    canvas.id = new;
                }
            }
            let hash_of = |seen: &(usize, usize)| self.hasher.hash_one(name(&self.parts, *seen));
            self.seen.insert_unique(hash, (place, number), hash_of);
        }
        renamed
    }

    fn find(&self, hash: u64, id: &str, version: &str) -> Option<(usize, usize)> {
        self.seen.find(hash, |seen| name(&self.parts, *seen) == (id, version)).copied()
    }

    /// The portfolio of all that was added, ordered by canvas and version.
    ///
    /// # Errors
    /// When polars cannot join the columns, which only happens when a reader hands over columns of
    /// different lengths.
    pub fn build(self) -> PolarsResult<Portfolio> {
        let mut first_of_part = Vec::with_capacity(self.parts.len());
        let mut total = 0_usize;
        for part in &self.parts {
            first_of_part.push(total);
            total += part.canvases.len();
        }
        // Canvases in their final order: by id, then version, numbers in it as numbers.
        let mut sorted: Vec<(&str, VersionKey<'_>, usize)> = Vec::with_capacity(total);
        for (part, first) in self.parts.iter().zip(&first_of_part) {
            for (number, canvas) in part.canvases.iter().enumerate() {
                let version = canvas.version.as_deref().unwrap_or("1");
                sorted.push((&canvas.id, VersionKey(version), first + number));
            }
        }
        sorted.sort();
        let mut final_place = vec![0_u32; total];
        for (place, (_, _, canvas)) in sorted.iter().enumerate() {
            final_place[*canvas] = u32::try_from(place).unwrap_or(u32::MAX);
        }
        let order: Vec<usize> = sorted.iter().map(|(_, _, canvas)| *canvas).collect();
        let canvases = canvases_frame(&self.parts, &order)?;
        let mut canvas_of = Vec::new();
        let mut blocks = Vec::new();
        let mut rows = Vec::new();
        let mut frames = Vec::new();
        for (part, first) in self.parts.into_iter().zip(first_of_part) {
            let here = part.canvas_of.iter().map(|place| final_place[first + *place as usize]);
            canvas_of.extend(here);
            blocks.extend(part.blocks);
            rows.extend(part.rows);
            frames.push((part.columns, part.canvas_of.len()));
        }
        let columns = joined(frames)?;
        Portfolio::assemble(canvases, columns, canvas_of, blocks, rows)
    }
}

/// The id and the version of a canvas, by its part and its place there.
fn name(parts: &[Part], (part, number): (usize, usize)) -> (&str, &str) {
    let canvas = parts.get(part).and_then(|part| part.canvases.get(number));
    canvas.map_or(("", ""), |canvas| (&canvas.id, canvas.version.as_deref().unwrap_or("1")))
}

/// A version, ordered so that `10` comes after `9` and `v1.10` after `v1.9`.
#[derive(PartialEq, Eq)]
struct VersionKey<'a>(&'a str);

impl Ord for VersionKey<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let (mut a, mut b) = (pieces(self.0), pieces(other.0));
        loop {
            match (a.next(), b.next()) {
                (None, None) => return self.0.cmp(other.0),
                (None, Some(_)) => return std::cmp::Ordering::Less,
                (Some(_), None) => return std::cmp::Ordering::Greater,
                (Some(x), Some(y)) => {
                    let order = x.cmp(&y);
                    if order.is_ne() {
                        return order;
                    }
                }
            }
        }
    }
}

impl PartialOrd for VersionKey<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Runs of digits as `(0, digits without leading zeros' length, text)`, others as `(1, 0, text)`.
fn pieces(version: &str) -> impl Iterator<Item = (u8, usize, &str)> {
    let mut rest = version;
    std::iter::from_fn(move || {
        let first = rest.bytes().next()?;
        let digit = first.is_ascii_digit();
        let end = rest.bytes().position(|b| b.is_ascii_digit() != digit).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if digit {
            let number = piece.trim_start_matches('0');
            (0, number.len(), number)
        } else {
            (1, 0, piece)
        })
    })
}

fn canvases_frame(parts: &[Part], order: &[usize]) -> PolarsResult<DataFrame> {
    let all: Vec<_> = parts
        .iter()
        .flat_map(|part| part.canvases.iter().map(|canvas| (canvas, part.source.as_str())))
        .collect();
    let sorted: Vec<_> = order.iter().filter_map(|place| all.get(*place).copied()).collect();
    let before = [schema::CANVAS, schema::VERSION].len();
    let count = before + super::Field::ALL.len() + 1;
    let column = |number: usize| match number {
        0 => strings(schema::CANVAS, sorted.iter().map(|(canvas, _)| Some(canvas.id.as_str()))),
        1 => strings(schema::VERSION, sorted.iter().map(|(canvas, _)| canvas.version.as_deref())),
        other => match super::Field::ALL.get(other - before) {
            Some(field) => {
                let values =
                    sorted.iter().map(|(canvas, _)| canvas.fields[*field as usize].as_deref());
                strings(field.name(), values)
            }
            None => strings(schema::SOURCE, sorted.iter().map(|(_, source)| Some(*source))),
        },
    };
    let columns: Vec<Column> = (0..count).into_par_iter().map(column).collect();
    DataFrame::new(sorted.len(), columns)
}

fn strings<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    values.collect::<StringChunked>().with_name(name.into()).into_column()
}

/// The entries' columns of all files under one another; a column that no file gives stays away.
fn joined(parts: Vec<(Vec<Column>, usize)>) -> PolarsResult<Vec<Column>> {
    let names = [schema::ID, schema::GROUP, schema::TEXT].into_iter();
    let names = names.chain(Attribute::ALL.into_iter().map(Attribute::name));
    let mut columns = Vec::new();
    for name in names {
        let given = |columns: &[Column]| columns.iter().any(|column| column.name() == name);
        if !parts.iter().any(|(columns, _)| given(columns)) {
            continue;
        }
        let mut all: Option<Column> = None;
        for (columns, length) in &parts {
            let here = columns.iter().find(|column| column.name() == name).cloned();
            let here =
                here.unwrap_or_else(|| Column::full_null(name.into(), *length, &DataType::String));
            match &mut all {
                None => all = Some(here),
                Some(all) => {
                    all.append(&here)?;
                }
            }
        }
        // One file's columns may stay as they were read; those of many would be cut into too many.
        columns.extend(all.map(|column| if parts.len() > 1 { column.rechunk() } else { column }));
    }
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::VersionKey;

    #[test]
    fn versions_are_ordered_as_people_count() {
        let mut versions = ["v10", "v9", "2", "10", "1", "2024-11-02", "2024-2-30", "v9b"];
        versions.sort_by(|a, b| VersionKey(a).cmp(&VersionKey(b)));
        assert_eq!(versions, ["1", "2", "10", "2024-2-30", "2024-11-02", "v9", "v9b", "v10"]);
    }
}
