//! The canvases' totals, on either side.

use std::collections::BTreeMap;

use super::bootstrap::Interval;
use super::pairs::Pair;
use super::total::{icc, mean_absolute_error, pearson, spearman};
use crate::assess::Assessment;

/// Of how many of the questions a canvas needs marks for its total to say something.
const ENOUGH: f64 = 0.5;

/// A canvas' total by the one and by the other: percent of the points of the marked questions.
pub(super) type Total = [f64; 2];

/// How far the totals of canvases go together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// How many canvases have marks for at least half of the questions; the others are left out.
    pub canvases: usize,
    /// Pearson's correlation; `None` when a side's totals do not vary.
    pub pearson: Option<f64>,
    /// Spearman's rank correlation; `None` as above.
    pub spearman: Option<f64>,
    /// The mean absolute difference, in percent points.
    pub error: Option<f64>,
    /// ICC(2,1): agreement in value of single judges (Shrout and Fleiss 1979).
    pub icc: Option<f64>,
    /// The intervals of these four, in this order.
    pub within: [Option<Interval>; 4],
    /// The mean of the one's totals minus the other's, in percent points.
    pub difference: Option<f64>,
}

impl Totals {
    pub(super) fn of(totals: &[Total]) -> Self {
        let [pearson, spearman, error, icc] = statistics(totals);
        let sum: f64 = totals.iter().map(|[one, other]| one - other).sum();
        let difference = (!totals.is_empty()).then(|| sum / totals.len() as f64);
        Self {
            canvases: totals.len(),
            pearson,
            spearman,
            error,
            icc,
            within: [None; 4],
            difference,
        }
    }
}

/// Pearson, Spearman, mean absolute error and ICC(2,1), in this order.
pub(super) fn statistics(totals: &[Total]) -> [Option<f64>; 4] {
    let one: Vec<f64> = totals.iter().map(|[one, _]| *one).collect();
    let other: Vec<f64> = totals.iter().map(|[_, other]| *other).collect();
    [pearson(&one, &other), spearman(&one, &other), mean_absolute_error(&one, &other), icc(totals)]
}

/// The totals of canvases with enough marks, weighed as the rubric does.
pub(super) fn totals(assessment: &Assessment<'_>, pairs: &[Pair]) -> BTreeMap<usize, Total> {
    let questions = &assessment.catalogue().questions;
    let rubric = assessment.rubric();
    let asked = questions.iter().filter(|question| rubric.weight(question).is_some()).count();
    let mut totals = BTreeMap::new();
    for of_canvas in pairs.chunk_by(|a, b| a.canvas == b.canvas) {
        let (mut cells, mut all, mut sums) = (0.0, 0.0, [0.0; 2]);
        for pair in of_canvas {
            let Some(question) = questions.get(pair.question) else { continue };
            let weight = rubric.weight(question).unwrap_or(0.0);
            let weight = weight * rubric.block_weight(question.block) * pair.weight;
            cells += pair.weight;
            all += weight;
            for (sum, level) in sums.iter_mut().zip([pair.one, pair.other]) {
                *sum += weight * f64::from(level.half_points()) / 2.0;
            }
        }
        if all > 0.0 && cells + 1e-9 >= ENOUGH * asked as f64 {
            // To the millionth, so that halves and thirds added up in another order still tie.
            let percent = |sum: f64| (sum / all * 1e8).round() / 1e6;
            totals.insert(of_canvas[0].canvas, sums.map(percent));
        }
    }
    totals
}
