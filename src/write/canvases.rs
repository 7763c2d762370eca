//! The canvases of a portfolio, whole: with what they say of themselves.

use polars::prelude::*;

use crate::canvas::{Block, Canvas, Entry};
use crate::portfolio::{Field, Portfolio, Views};

/// A canvas with its fields.
pub(super) struct Whole<'a> {
    pub(super) canvas: Canvas<'a>,
    pub(super) fields: [Option<&'a str>; Field::ALL.len()],
}

impl<'a> Whole<'a> {
    /// What it says of itself under a name.
    pub(super) fn field(&self, field: Field) -> Option<&'a str> {
        self.fields[field as usize].filter(|text| !text.is_empty())
    }

    /// Its entries in a block, in their order.
    pub(super) fn block(&self, block: Block) -> impl Iterator<Item = &Entry<'a>> {
        self.canvas.entries.iter().filter(move |entry| entry.block == block)
    }
}

/// All canvases in the order of the portfolio.
pub(super) fn canvases<'a>(
    portfolio: &'a Portfolio,
    views: &Views<'a>,
) -> PolarsResult<Vec<Whole<'a>>> {
    let mut columns: Vec<&StringChunked> = Vec::new();
    for field in Field::ALL {
        columns.push(portfolio.canvases().column(field.name())?.str()?);
    }
    let mut all = Vec::with_capacity(views.len());
    for (place, canvas) in (0..views.len()).filter_map(|place| Some((place, views.get(place)?))) {
        let mut fields = [None; Field::ALL.len()];
        for (field, column) in fields.iter_mut().zip(&columns) {
            *field = column.get(place);
        }
        all.push(Whole { canvas, fields });
    }
    Ok(all)
}
