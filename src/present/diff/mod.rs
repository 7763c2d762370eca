//! Changes between versions: for the terminal, as a change note, as a page, as JSON.

mod inked;
mod json;
mod lines;
mod money;
mod note;
mod page;
mod sides;
mod unified;

pub use json::diff_json;
pub(super) use lines::in_short;
pub(super) use money::{YEARLY, figures, standing_figures};
pub use note::diff_note;
pub use page::diff_page;
pub use sides::diff_sides;
pub use unified::diff_unified;

use crate::catalogue::Catalogue;
use crate::compare::{Diff, Meaning, PortfolioDiff, Sheet};

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

impl<'v, 'a> DiffView<'v, 'a> {
    /// The pairs that have something to show: all that differ; a single one in any case.
    fn pairs(self) -> impl Iterator<Item = Pair<'v, 'a>> {
        let alone = self.diff.pairs.len() == 1;
        let pairs = self.diff.pairs.iter().zip(self.meanings);
        pairs
            .map(move |((old, new, diff), meaning)| Pair {
                sheets: (old, new),
                diff,
                meaning,
                view: self,
            })
            .filter(move |pair| alone || !pair.diff.is_empty())
    }
}

/// Two versions, what changed between them and what that means.
#[derive(Clone, Copy)]
struct Pair<'v, 'a> {
    sheets: (&'v Sheet<'a>, &'v Sheet<'a>),
    diff: &'v Diff<'a>,
    meaning: &'v Meaning<'a>,
    view: DiffView<'v, 'a>,
}
