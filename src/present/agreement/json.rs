//! Agreement as JSON, `bmc.agreement/1`.

use serde::Serialize;

use super::super::machine::{MachineFormat, write_frame};
use super::cells::differing_frame;
use super::frame::{rounded, scope_name, side_name};
use crate::canvas::Language;
use crate::catalogue::Level;
use crate::compare::agreement::{Agreement, Comparison, Figures, Interval, RESAMPLES, Scope};

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    canvases: usize,
    cells: usize,
    raters: &'a [String],
    resamples: u64,
    levels: [&'static str; 4],
    comparisons: Vec<Compared>,
    among_raters: Vec<Among>,
    differing: serde_json::Value,
}

#[derive(Serialize)]
struct Compared {
    one: String,
    other: String,
    mean_of_questions: Estimate,
    questions_with_kappa: usize,
    totals: Totals,
    figures: Vec<Row>,
}

/// A figure with its interval; null what cannot be computed.
#[derive(Serialize)]
struct Estimate {
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct Totals {
    canvases: usize,
    pearson: Estimate,
    spearman: Estimate,
    mean_absolute_error: Estimate,
    icc: Estimate,
    difference: Option<f64>,
}

#[derive(Serialize)]
struct Row {
    scope: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    cells: usize,
    agreement: Option<f64>,
    kappa: Option<f64>,
    weighted_kappa: Estimate,
    alpha: Option<f64>,
    difference: Estimate,
    table: [[f64; 4]; 4],
}

#[derive(Serialize)]
struct Among {
    scope: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    alpha: Option<f64>,
}

/// One object: `{"format": "bmc.agreement/1", "canvases", "cells", "raters", "resamples", "levels",
/// "comparisons": […], "among_raters": […], "differing": […]}`. In `table` the rows are the one's
/// levels and the columns the other's, in the order of `levels`; where raters differ a cell is
/// shared among columns. Figures are as in [`agreement_frame`](super::agreement_frame), cells that
/// differ as in [`differing_frame`].
///
/// # Errors
/// When a frame cannot be built, or a value not be written as JSON.
pub fn agreement_json(agreement: &Agreement<'_>, language: Language) -> std::io::Result<String> {
    let mut frame = differing_frame(agreement, language).map_err(std::io::Error::other)?;
    let mut rows = Vec::new();
    write_frame(&mut frame, "differing", MachineFormat::Json, false, &mut rows)?;
    let mut differing: serde_json::Value = serde_json::from_slice(&rows)?;
    let document = Document {
        format: "bmc.agreement/1",
        canvases: agreement.canvases,
        cells: agreement.cells,
        raters: &agreement.marks.raters,
        resamples: RESAMPLES,
        levels: Level::ALL.map(Level::name),
        comparisons: agreement.comparisons.iter().map(|one| compared(agreement, one)).collect(),
        among_raters: agreement
            .among_raters
            .iter()
            .map(|(scope, alpha)| {
                let (scope, id) = scope_name(agreement, *scope);
                Among { scope, id, alpha: rounded(*alpha) }
            })
            .collect(),
        differing: differing["differing"].take(),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn estimate(value: Option<f64>, within: Option<Interval>) -> Estimate {
    let (low, high) = (within.map(|(low, _)| low), within.map(|(_, high)| high));
    Estimate { value: rounded(value), low: rounded(low), high: rounded(high) }
}

fn compared(agreement: &Agreement<'_>, one: &Comparison) -> Compared {
    let totals = &one.totals;
    let [pearson, spearman, error, icc] = totals.within;
    Compared {
        one: side_name(agreement, one.one),
        other: side_name(agreement, one.other),
        mean_of_questions: estimate(one.mean_of_questions, one.mean_within),
        questions_with_kappa: one.questions_with_kappa,
        totals: Totals {
            canvases: totals.canvases,
            pearson: estimate(totals.pearson, pearson),
            spearman: estimate(totals.spearman, spearman),
            mean_absolute_error: estimate(totals.error, error),
            icc: estimate(totals.icc, icc),
            difference: rounded(totals.difference),
        },
        figures: one.figures.iter().map(|(scope, own)| row(agreement, *scope, own)).collect(),
    }
}

fn row(agreement: &Agreement<'_>, scope: Scope, figures: &Figures) -> Row {
    let (scope, id) = scope_name(agreement, scope);
    let cell = |value: f64| rounded(Some(value)).unwrap_or(0.0);
    Row {
        scope,
        id,
        cells: figures.cells,
        agreement: rounded(figures.agreement),
        kappa: rounded(figures.kappa),
        weighted_kappa: estimate(figures.weighted, figures.weighted_within),
        alpha: rounded(figures.alpha),
        difference: estimate(figures.difference, figures.difference_within),
        table: figures.table.map(|row| row.map(cell)),
    }
}
