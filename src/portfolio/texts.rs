//! A text column, value by value.

use std::ops::Range;

use polars::prelude::*;

type Array = <StringType as PolarsDataType>::Array;

/// A column's texts. Asking polars for the value of a row looks up its chunk each time; whoever
/// goes over many rows looks it up once, for all columns that are cut in the same places.
#[derive(Clone)]
pub(crate) struct Texts<'a> {
    chunks: Vec<&'a Array>,
}

impl<'a> Texts<'a> {
    /// The texts of a column.
    pub(crate) fn new(column: &'a StringChunked) -> Self {
        Self { chunks: column.downcast_iter().collect() }
    }

    /// The text at a place in a chunk; `None` where there is none.
    pub(crate) fn get(&self, place: Place) -> Option<&'a str> {
        let chunk = self.chunks.get(place.chunk)?;
        chunk.get(place.offset)
    }
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which chunk.
    pub(crate) chunk: usize,
    /// The how manieth value of it.
    pub(crate) offset: usize,
}

/// Where the chunks of a table's columns begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chunks {
    /// One more than there are chunks.
    starts: Vec<usize>,
}

impl Chunks {
    /// Columns cut in the same places, and where that is. Columns that are cut otherwise are copied
    /// into one piece each.
    pub(crate) fn align(columns: Vec<Column>) -> (Vec<Column>, Self) {
        let lengths = |column: &Column| -> Vec<usize> {
            column.as_materialized_series().chunk_lengths().collect()
        };
        let first = columns.first().map(lengths).unwrap_or_default();
        if columns.iter().skip(1).any(|column| lengths(column) != first) {
            let columns: Vec<Column> = columns.into_iter().map(|column| column.rechunk()).collect();
            let starts = vec![0, columns.first().map_or(0, Column::len)];
            return (columns, Self { starts });
        }
        let mut starts = vec![0];
        for length in first {
            starts.push(starts.last().copied().unwrap_or(0) + length);
        }
        (columns, Self { starts })
    }

    /// Where a row stands. `near` is the place of a row asked for before, often in the same chunk.
    pub(crate) fn place(&self, row: usize, near: &mut usize) -> Place {
        let starts = |chunk: usize| self.starts.get(chunk).copied().unwrap_or(usize::MAX);
        if row < starts(*near) || row >= starts(*near + 1) {
            *near = self.starts.partition_point(|start| *start <= row).saturating_sub(1);
        }
        Place { chunk: *near, offset: row - starts(*near) }
    }

    /// Runs of rows of one chunk each, at most this long: first row and places.
    pub(crate) fn runs(&self, longest: usize) -> Vec<Run> {
        let mut runs = Vec::new();
        for (chunk, ends) in self.starts.windows(2).enumerate() {
            let (mut first, end) = (ends[0], ends[1]);
            while first < end {
                let to = end.min(first + longest);
                runs.push(Run { chunk, first, offsets: first - ends[0]..to - ends[0] });
                first = to;
            }
        }
        runs
    }
}

/// Rows of one chunk.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    chunk: usize,
    /// The first row.
    pub(crate) first: usize,
    offsets: Range<usize>,
}

impl Run {
    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.offsets.len()
    }

    /// The rows' places.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let chunk = self.chunk;
        self.offsets.clone().map(move |offset| Place { chunk, offset })
    }
}
