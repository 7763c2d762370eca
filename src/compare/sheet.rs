//! A canvas with what it says of itself, in canonical order.

use polars::prelude::*;

use crate::canvas::{Attribute, Canvas, Entry};
use crate::portfolio::{Field, Portfolio};

/// One version of a canvas, ready to be compared: entries by block, then by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// The canvas. Its entries are ordered by block, then by number.
    pub canvas: Canvas<'a>,
    /// What it says of itself, by [`Field`].
    pub fields: [Option<&'a str>; Field::ALL.len()],
    /// Whether it says that it is in a language that this tool does not know.
    pub foreign: bool,
    /// The file that it was read from.
    pub source: &'a str,
}

impl<'a> Sheet<'a> {
    /// A sheet of a canvas that says nothing of itself. Its entries are put in order and numbered.
    #[must_use]
    pub fn new(mut canvas: Canvas<'a>) -> Self {
        canvas.entries.sort_by_key(|entry| (entry.block, entry.number));
        renumber(&mut canvas.entries);
        Self { canvas, fields: [None; Field::ALL.len()], foreign: false, source: "" }
    }

    /// All canvases of a portfolio, in its order: by canvas, then by version.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text.
    pub fn all(portfolio: &'a Portfolio) -> PolarsResult<Vec<Self>> {
        let views = portfolio.views()?;
        let frame = portfolio.canvases();
        let mut columns = Vec::with_capacity(Field::ALL.len());
        for field in Field::ALL {
            columns.push(frame.column(field.name())?.str()?);
        }
        let source = frame.column(crate::portfolio::schema::SOURCE)?.str()?;
        let mut sheets = Vec::with_capacity(views.len());
        for place in 0..views.len() {
            let Some(canvas) = views.get(place) else { continue };
            let mut sheet = Self::new(canvas);
            for (value, column) in sheet.fields.iter_mut().zip(&columns) {
                *value = column.get(place).filter(|text| !text.trim().is_empty());
            }
            sheet.foreign = views.is_foreign(place);
            sheet.source = source.get(place).unwrap_or_default();
            sheets.push(sheet);
        }
        Ok(sheets)
    }

    /// `canvas`, or `canvas@version` when the version is not the one that is assumed.
    #[must_use]
    pub fn name(&self) -> String {
        match self.canvas.version {
            "1" => self.canvas.id.to_owned(),
            version => format!("{}@{version}", self.canvas.id),
        }
    }

    /// The entries of one block.
    pub fn block(&self, block: crate::canvas::Block) -> impl Iterator<Item = &Entry<'a>> {
        self.canvas.entries.iter().filter(move |entry| entry.block == block)
    }
}

/// Numbers entries from 1 within their block; they must be ordered by block.
pub(super) fn renumber(entries: &mut [Entry<'_>]) {
    let mut before = None;
    let mut number = 0;
    for entry in entries {
        number = if before == Some(entry.block) { number + 1 } else { 1 };
        before = Some(entry.block);
        entry.number = number;
    }
}

/// Whether two entries say the same in every respect but where they stand in their block.
#[must_use]
pub(super) fn same_but_for_place(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.block == b.block
        && a.text == b.text
        && a.group == b.group
        && a.id == b.id
        && a.same_attributes(b)
}

/// The order of two entries by all that they say, as that of their [`content`] is.
pub(super) fn order(a: &Entry<'_>, b: &Entry<'_>) -> std::cmp::Ordering {
    let place = |entry: &Entry<'_>| entry.block.index();
    let first = place(a).cmp(&place(b)).then_with(|| a.text.cmp(b.text));
    let first = first.then_with(|| (a.group, a.id).cmp(&(b.group, b.id)));
    first.then_with(|| match a.same_attributes(b) {
        true => std::cmp::Ordering::Equal,
        false => content(a).cmp(&content(b)),
    })
}

type Content<'a> =
    (usize, &'a str, Option<&'a str>, Option<&'a str>, [Option<&'a str>; Attribute::ALL.len()]);

/// All that an entry says, as a key to compare and to sort by.
pub(super) fn content<'a>(entry: &Entry<'a>) -> Content<'a> {
    let attributes = Attribute::ALL.map(|attribute| entry.attribute(attribute));
    (entry.block.index(), entry.text, entry.group, entry.id, attributes)
}
