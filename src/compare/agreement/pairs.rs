//! Which judgements are set against which.

use super::marks::{Mark, Marks};
use crate::assess::Assessment;
use crate::catalogue::Level;

/// Who judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The tool.
    Tool,
    /// All raters. Where they differ each of their marks stands, and together they weigh one cell:
    /// of two raters that differ each is half a pair.
    Raters,
    /// All raters, in the cells that two or more of them marked and in which all of them agree (on
    /// the points).
    AtOne,
    /// One rater, by its place in [`Marks::raters`].
    Rater(usize),
}

/// Two judgements on one cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// The canvas' place in the `canvases` frame.
    pub(super) canvas: usize,
    /// The question's place in the catalogue.
    pub(super) question: usize,
    pub(super) one: Level,
    pub(super) other: Level,
    /// Its share of the cell; the shares of a cell add up to 1.
    pub(super) weight: f64,
}

/// The cells that someone marked, each with its marks, by canvas and question.
pub(super) fn cells(marks: &Marks) -> impl Iterator<Item = &[Mark]> {
    marks.marks.chunk_by(|a, b| (a.canvas, a.question) == (b.canvas, b.question))
}

/// Whether all marks of a cell give the same points.
pub(super) fn at_one(cell: &[Mark]) -> bool {
    let points = |mark: &Mark| mark.level.half_points();
    cell.windows(2).all(|two| points(&two[0]) == points(&two[1]))
}

/// What the tool found for a cell.
pub(super) fn tools(assessment: &Assessment<'_>, cell: &[Mark]) -> Option<Level> {
    let mark = cell.first()?;
    assessment.levels(mark.canvas).get(mark.question).copied()
}

/// All pairs of two sides, by canvas and question.
pub(super) fn pairs(
    assessment: &Assessment<'_>,
    marks: &Marks,
    one: Side,
    other: Side,
) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for cell in cells(marks) {
        let (ones, others) = (levels(assessment, cell, one), levels(assessment, cell, other));
        let weight = 1.0 / (ones.len() * others.len()).max(1) as f64;
        for a in &ones {
            for b in &others {
                let mark = &cell[0];
                pairs.push(Pair {
                    canvas: mark.canvas,
                    question: mark.question,
                    one: *a,
                    other: *b,
                    weight,
                });
            }
        }
    }
    pairs
}

/// A side's judgements on a cell; none when it has none.
pub(super) fn levels(assessment: &Assessment<'_>, cell: &[Mark], side: Side) -> Vec<Level> {
    match side {
        Side::Tool => tools(assessment, cell).into_iter().collect(),
        Side::Raters => cell.iter().map(|mark| mark.level).collect(),
        Side::AtOne if cell.len() > 1 && at_one(cell) => vec![cell[0].level],
        Side::AtOne => Vec::new(),
        Side::Rater(rater) => {
            cell.iter().filter(|mark| mark.rater == rater).map(|mark| mark.level).collect()
        }
    }
}
