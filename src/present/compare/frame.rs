//! Comparisons as frames, a table for each thing that can be shown.

use polars::prelude::*;

use super::CompareView;
use crate::canvas::{Block, Entry};
use crate::compare::text_in_common;
use crate::portfolio::schema;

/// Columns of text under these names, filled row by row.
struct Rows<const N: usize> {
    names: [&'static str; N],
    columns: [Vec<String>; N],
}

impl<const N: usize> Rows<N> {
    fn new(names: [&'static str; N]) -> Self {
        Self { names, columns: std::array::from_fn(|_| Vec::new()) }
    }

    fn push(&mut self, row: [String; N]) {
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell);
        }
    }

    /// The columns; numbers are put among them by the caller.
    fn columns(self) -> Vec<Column> {
        let columns = self.names.into_iter().zip(self.columns);
        columns.map(|(name, cells)| Column::new(name.into(), cells)).collect()
    }
}

/// A row per canvas in order of completeness: `rank`, `tied`, `canvas`, `version`, `completeness`
/// (0 to 100), `strong` and `weak` (the blocks farthest above and below the median, with the
/// difference in percent points), `ahead` and `behind` (the questions that it answers better and
/// less well than the canvas on the next rank). Lists are separated by `; `.
///
/// # Errors
/// When polars cannot build the frame.
pub fn ranking_frame(view: CompareView<'_, '_>) -> PolarsResult<DataFrame> {
    let mut rows =
        Rows::new([schema::CANVAS, schema::VERSION, "strong", "weak", "ahead", "behind"]);
    let (mut ranks, mut tied, mut complete) = (Vec::new(), Vec::new(), Vec::new());
    for one in view.ranking {
        let Some(sheet) = view.sheet_at(one.canvas).and_then(|at| view.sheets.get(at)) else {
            continue;
        };
        let apart = |blocks: &[(Block, f64)]| {
            let named = blocks.iter().map(|(block, by)| format!("{} {by:+.0}", block.name()));
            named.collect::<Vec<_>>().join("; ")
        };
        let questions = |places: &[usize]| {
            let ids = places.iter().filter_map(|at| view.catalogue.questions.get(*at));
            ids.map(|question| question.id.as_str()).collect::<Vec<_>>().join("; ")
        };
        ranks.push(u32::try_from(one.rank).unwrap_or(u32::MAX));
        tied.push(one.tied);
        complete.push(one.completeness.total.percent().map(|percent| rounded(percent, 2)));
        rows.push([
            sheet.canvas.id.to_owned(),
            sheet.canvas.version.to_owned(),
            apart(&one.strong),
            apart(&one.weak),
            questions(&one.ahead),
            questions(&one.behind),
        ]);
    }
    let height = ranks.len();
    let mut columns = rows.columns();
    columns.insert(2, Column::new("completeness".into(), complete));
    columns.insert(0, Column::new("tied".into(), tied));
    columns.insert(0, Column::new("rank".into(), ranks));
    DataFrame::new(height, columns)
}

/// A row per entry, by block and canvas: `block`, `canvas`, `version`, `number`, `text`.
///
/// # Errors
/// When polars cannot build the frame.
pub fn side_by_side_frame(view: CompareView<'_, '_>) -> PolarsResult<DataFrame> {
    let mut rows = Rows::new([schema::BLOCK, schema::CANVAS, schema::VERSION, schema::TEXT]);
    let mut numbers = Vec::new();
    for block in Block::ALL {
        for sheet in view.sheets {
            for entry in sheet.block(block) {
                numbers.push(entry.number);
                rows.push([
                    block.name().to_owned(),
                    sheet.canvas.id.to_owned(),
                    sheet.canvas.version.to_owned(),
                    entry.text.to_owned(),
                ]);
            }
        }
    }
    let height = numbers.len();
    let mut columns = rows.columns();
    columns.insert(3, Column::new("number".into(), numbers));
    DataFrame::new(height, columns)
}

/// A row per two canvases: `canvas`, `version`, `other`, `other_version`, `likeness` (0 to 1) and
/// the number of the `group` that both are in; null when they are in none together. No rows for
/// more canvases than are compared pair by pair.
///
/// # Errors
/// When polars cannot build the frame.
pub fn likeness_frame(view: CompareView<'_, '_>) -> PolarsResult<DataFrame> {
    let mut rows = Rows::new([schema::CANVAS, schema::VERSION, "other", "other_version"]);
    let mut likeness = Vec::new();
    let mut groups: Vec<Option<u32>> = Vec::new();
    if let Some(kinship) = view.kinship {
        for (a, one) in view.sheets.iter().enumerate() {
            for (b, other) in view.sheets.iter().enumerate().skip(a + 1) {
                likeness.push(rounded(kinship.likeness(a, b), 4));
                let both = |group: &crate::compare::Group| {
                    group.members.contains(&a) && group.members.contains(&b)
                };
                let group = kinship.groups.iter().position(both);
                groups.push(group.and_then(|at| u32::try_from(at + 1).ok()));
                rows.push([
                    one.canvas.id.to_owned(),
                    one.canvas.version.to_owned(),
                    other.canvas.id.to_owned(),
                    other.canvas.version.to_owned(),
                ]);
            }
        }
    }
    let height = likeness.len();
    let mut columns = rows.columns();
    columns.push(Column::new("likeness".into(), likeness));
    columns.push(Column::new("group".into(), groups));
    DataFrame::new(height, columns)
}

/// A row per two entries with text in common, of two canvases that are near copies: `canvas`,
/// `version`, `share` (of its own text, 0 to 1), `other`, `other_version`, `other_share`, `block`,
/// `number`, `text`, `other_block`, `other_number`, `other_text`, `in_common` (0 to 1).
///
/// # Errors
/// When polars cannot build the frame.
pub fn copies_frame(view: CompareView<'_, '_>) -> PolarsResult<DataFrame> {
    let mut rows = Rows::new([
        schema::CANVAS,
        schema::VERSION,
        "other",
        "other_version",
        schema::BLOCK,
        schema::TEXT,
        "other_block",
        "other_text",
    ]);
    let mut shares = [Vec::new(), Vec::new(), Vec::new()];
    let mut numbers = [Vec::new(), Vec::new()];
    for copy in view.copies {
        let (Some(a), Some(b)) = (view.sheets.get(copy.pair.0), view.sheets.get(copy.pair.1))
        else {
            continue;
        };
        let entries = copy.entries.iter().filter_map(|(left, right)| {
            let pair: (&Entry<'_>, &Entry<'_>) =
                (a.canvas.entries.get(*left)?, b.canvas.entries.get(*right)?);
            Some(pair)
        });
        for (left, right) in entries {
            let common = text_in_common(left.text, right.text);
            for (column, share) in shares.iter_mut().zip([copy.shares.0, copy.shares.1, common]) {
                column.push(rounded(share, 4));
            }
            numbers[0].push(left.number);
            numbers[1].push(right.number);
            rows.push([
                a.canvas.id.to_owned(),
                a.canvas.version.to_owned(),
                b.canvas.id.to_owned(),
                b.canvas.version.to_owned(),
                left.block.name().to_owned(),
                left.text.to_owned(),
                right.block.name().to_owned(),
                right.text.to_owned(),
            ]);
        }
    }
    let [own, other, common] = shares;
    let [number, other_number] = numbers;
    let height = own.len();
    let mut columns = rows.columns();
    columns.insert(7, Column::new("other_number".into(), other_number));
    columns.insert(5, Column::new("number".into(), number));
    columns.insert(4, Column::new("other_share".into(), other));
    columns.insert(2, Column::new("share".into(), own));
    columns.push(Column::new("in_common".into(), common));
    DataFrame::new(height, columns)
}

fn rounded(number: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (number * scale).round() / scale
}
