//! The cells in which the tool stands alone.

use polars::prelude::PolarsResult;

use super::marks::{Mark, Marks};
use super::pairs::{cells, tools};
use crate::assess::{Answer, Assessment};

/// A cell in which the tool gives other points than every rater, with what each points at.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// The canvas' place in the `canvases` frame.
    pub canvas: usize,
    /// The question's place in the catalogue.
    pub question: usize,
    /// What the tool found, and why.
    pub tool: Answer,
    /// What the raters gave.
    pub marks: Vec<Mark>,
    /// The tool's points minus the raters' mean, −1 to 1.
    pub by: f64,
}

/// All such cells, the largest differences first, then by question and canvas, so that what one
/// question gets wrong stands together.
pub(super) fn differing(
    assessment: &Assessment<'_>,
    marks: &Marks,
) -> PolarsResult<Vec<Differing>> {
    let alone = |cell: &&[Mark]| {
        tools(assessment, cell).is_some_and(|level| {
            cell.iter().all(|mark| mark.level.half_points() != level.half_points())
        })
    };
    let found: Vec<&[Mark]> = cells(marks).filter(alone).collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let evidence = assessment.evidence()?;
    let mut differing = Vec::with_capacity(found.len());
    for cell in found {
        let (canvas, question) = (cell[0].canvas, cell[0].question);
        let answers = evidence.get(canvas).map(Vec::as_slice).unwrap_or_default();
        let Some(tool) = answers.iter().find(|answer| answer.question == question) else {
            continue;
        };
        let given: u32 = cell.iter().map(|mark| mark.level.half_points()).sum();
        let by = f64::from(tool.level.half_points()) - f64::from(given) / cell.len() as f64;
        let (tool, marks) = (tool.clone(), cell.to_vec());
        differing.push(Differing { canvas, question, tool, marks, by: by / 2.0 });
    }
    differing.sort_by(|a, b| {
        let size = b.by.abs().total_cmp(&a.by.abs());
        size.then((a.question, a.canvas).cmp(&(b.question, b.canvas)))
    });
    Ok(differing)
}
