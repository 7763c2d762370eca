//! Canvases beside one another: in order, by block, by likeness, and near copies.

mod blocks;
mod copies;
mod frame;
mod json;
mod kinship;
mod markdown;
mod rank;

pub use blocks::compare_blocks;
pub use copies::compare_copies;
pub use frame::{copies_frame, likeness_frame, ranking_frame, side_by_side_frame};
pub use json::compare_json;
pub use kinship::compare_likeness;
pub use markdown::{copies_markdown, likeness_markdown, ranking_markdown, side_by_side_markdown};
pub use rank::compare_ranking;

use crate::catalogue::Catalogue;
use crate::compare::{Kinship, NearCopy, Ranked, Sheet};
use crate::text::one_line;

/// What presenters of comparisons show.
#[derive(Clone, Copy)]
pub struct CompareView<'v, 'a> {
    /// The canvases.
    pub sheets: &'v [Sheet<'a>],
    /// Per canvas its place in the portfolio, which [`Ranked::canvas`] speaks of.
    pub places: &'v [usize],
    /// In order of completeness.
    pub ranking: &'v [Ranked],
    /// How alike they are; `None` for more canvases than are compared pair by pair.
    pub kinship: Option<&'v Kinship>,
    /// Those with much text in common.
    pub copies: &'v [NearCopy],
    /// The names of blocks and questions.
    pub catalogue: &'v Catalogue,
}

impl<'v, 'a> CompareView<'v, 'a> {
    /// A canvas' name, safe to show.
    fn name(self, sheet: usize) -> String {
        self.sheets.get(sheet).map(|sheet| one_line(&sheet.name())).unwrap_or_default()
    }

    /// The canvas at a place in the portfolio.
    fn sheet_at(self, place: usize) -> Option<usize> {
        self.places.iter().position(|known| *known == place)
    }
}
