//! Changes between versions: for the terminal, as a change note, as a page, as JSON.

mod inked;
mod json;
mod lines;
mod note;
mod page;
mod sides;
mod unified;

pub use json::diff_json;
pub(super) use lines::in_short;
pub use note::diff_note;
pub use page::diff_page;
pub use sides::diff_sides;
pub use unified::diff_unified;

use crate::catalogue::Catalogue;
use crate::compare::{Meaning, PortfolioDiff};

/// What presenters of changes show.
#[derive(Clone, Copy)]
pub struct DiffView<'v, 'a> {
    /// The changes.
    pub diff: &'v PortfolioDiff<'a>,
    /// What they mean, in the order of [`PortfolioDiff::pairs`].
    pub meanings: &'v [Meaning<'a>],
    /// The names of blocks and questions.
    pub catalogue: &'v Catalogue,
}
