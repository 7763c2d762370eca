//! Two sides compared, over all cells, by block and by question.

use std::collections::BTreeMap;

use super::alpha::{Metric, alpha};
use super::bootstrap::{FEWEST_CANVASES, Interval, interval, resampled};
use super::kappa::{Cost, kappa, observed};
use super::pairs::{Pair, Side, cells, levels, pairs};
use super::totals::{Total, Totals, statistics, totals};
use super::{Marks, Scope};
use crate::assess::Assessment;
use crate::catalogue::Level;

/// How far two sides agree on some cells. Levels count by their points, so that a reasoned none is
/// as good as an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// How many cells both judge.
    pub cells: usize,
    /// The share with the same points, 0 to 1; `None` of no cells.
    pub agreement: Option<f64>,
    /// Cohen's kappa (1960). `None` without spread: when both give one and the same level only.
    pub kappa: Option<f64>,
    /// Cohen's kappa with quadratic weights (1968). `None` as above.
    pub weighted: Option<f64>,
    /// In what range it lies: 95 %, bootstrap over canvases. `None` of fewer than
    /// [`FEWEST_CANVASES`] canvases, or when most resamples have no spread.
    pub weighted_within: Option<Interval>,
    /// Krippendorff's alpha, ordinal, of everyone who judges. `None` without spread.
    pub alpha: Option<f64>,
    /// The mean of the one's points minus the other's, −1 to 1: above 0 the one is kinder.
    pub difference: Option<f64>,
    /// In what range it lies, as above.
    pub difference_within: Option<Interval>,
    /// Cells by level: row the one's, column the other's, each in the order of [`Level::ALL`]. Where
    /// raters differ a cell is shared among columns.
    pub table: [[f64; 4]; 4],
}

/// Two sides compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The one.
    pub one: Side,
    /// The other.
    pub other: Side,
    /// The figures over all cells, by block and by question, as in [`Agreement::scopes`].
    ///
    /// [`Agreement::scopes`]: super::Agreement::scopes
    pub figures: Vec<(Scope, Figures)>,
    /// The mean of the questions' own quadratic-weighted kappas, of those that have one. Whoever
    /// gives every question its usual level gets 0 here.
    pub mean_of_questions: Option<f64>,
    /// In what range it lies.
    pub mean_within: Option<Interval>,
    /// How many questions have a kappa of their own.
    pub questions_with_kappa: usize,
    /// How far the canvases' totals go together.
    pub totals: Totals,
}

/// Counts by points, 0, ½ and 1.
type Table = [[f64; 3]; 3];

impl Comparison {
    pub(super) fn between(
        assessment: &Assessment<'_>,
        marks: &Marks,
        (one, other): (Side, Side),
        scopes: &[Scope],
    ) -> Self {
        let pairs = pairs(assessment, marks, one, other);
        let block = |question: usize| scope_of_block(assessment, question);
        let mut figures: Vec<(Scope, Figures)> = scopes
            .iter()
            .map(|scope| {
                let here = |question| scope.holds(question, block(question));
                let mut figures = figures(pairs.iter().filter(|pair| here(pair.question)));
                figures.alpha = alpha_of(assessment, marks, &[one, other], here);
                (*scope, figures)
            })
            .collect();
        let own = figures.iter().filter(|(scope, _)| matches!(scope, Scope::Question(_)));
        let own: Vec<f64> = own.filter_map(|(_, figures)| figures.weighted).collect();
        let totals = totals(assessment, &pairs);
        let mut whole = Totals::of(&totals.values().copied().collect::<Vec<_>>());
        let resamples = Resamples::of(assessment, &pairs, scopes, &totals);
        for (at, (_, figures)) in figures.iter_mut().enumerate() {
            figures.weighted_within = resamples.interval(|sample| sample.scopes[at].0);
            figures.difference_within = resamples.interval(|sample| sample.scopes[at].1);
        }
        for (at, within) in whole.within.iter_mut().enumerate() {
            *within = resamples.interval(|sample| sample.totals[at]);
        }
        Self {
            one,
            other,
            figures,
            mean_of_questions: mean(&own),
            mean_within: resamples.interval(|sample| sample.mean),
            questions_with_kappa: own.len(),
            totals: whole,
        }
    }

    /// The figures of a scope; `None` when nobody marked it.
    #[must_use]
    pub fn of(&self, wanted: Scope) -> Option<&Figures> {
        self.figures.iter().find(|(scope, _)| *scope == wanted).map(|(_, figures)| figures)
    }

    /// The figures over all cells.
    #[must_use]
    pub fn overall(&self) -> Figures {
        self.of(Scope::Overall).cloned().unwrap_or_default()
    }
}

pub(super) fn scope_of_block(assessment: &Assessment<'_>, question: usize) -> Option<Scope> {
    assessment.catalogue().questions.get(question).map(|question| Scope::Block(question.block))
}

/// Krippendorff's ordinal alpha of all that these sides say about the questions.
pub(super) fn alpha_of(
    assessment: &Assessment<'_>,
    marks: &Marks,
    sides: &[Side],
    here: impl Fn(usize) -> bool,
) -> Option<f64> {
    let units = cells(marks).filter(|cell| here(cell[0].question)).map(|cell| {
        let all = sides.iter().flat_map(|side| levels(assessment, cell, *side));
        all.map(points).collect::<Vec<usize>>()
    });
    let units: Vec<Vec<usize>> = units.collect();
    alpha::<3>(units.iter().map(Vec::as_slice), Metric::Ordinal)
}

fn points(level: Level) -> usize {
    level.half_points() as usize
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn figures<'p>(pairs: impl Iterator<Item = &'p Pair>) -> Figures {
    let mut result = Figures::default();
    let mut table: Table = Default::default();
    let mut cell = None;
    for pair in pairs {
        result.table[pair.one as usize][pair.other as usize] += pair.weight;
        table[points(pair.one)][points(pair.other)] += pair.weight;
        // Pairs come cell by cell.
        let here = Some((pair.canvas, pair.question));
        result.cells += usize::from(here != cell);
        cell = here;
    }
    result.agreement = observed(&table);
    result.kappa = kappa(&table, Cost::Same);
    result.weighted = kappa(&table, Cost::Square);
    result.difference = difference(&table);
    result
}

/// The mean difference in points, of a table.
fn difference(table: &Table) -> Option<f64> {
    let (mut sum, mut all) = (0.0, 0.0);
    for (a, row) in table.iter().enumerate() {
        for (b, count) in row.iter().enumerate() {
            sum += count * (a as f64 - b as f64) / 2.0;
            all += count;
        }
    }
    (all > 0.0).then(|| sum / all)
}

/// The figures of one resample: per scope weighted kappa and difference.
struct Sample {
    scopes: Vec<(Option<f64>, Option<f64>)>,
    mean: Option<f64>,
    totals: [Option<f64>; 4],
}

/// All resamples; none when there are too few canvases.
struct Resamples(Vec<Sample>);

impl Resamples {
    fn of(
        assessment: &Assessment<'_>,
        pairs: &[Pair],
        scopes: &[Scope],
        totals: &BTreeMap<usize, Total>,
    ) -> Self {
        let per_canvas: Vec<&[Pair]> = pairs.chunk_by(|a, b| a.canvas == b.canvas).collect();
        if per_canvas.len() < FEWEST_CANVASES {
            return Self(Vec::new());
        }
        let totals: Vec<Option<Total>> =
            per_canvas.iter().map(|pairs| totals.get(&pairs[0].canvas).copied()).collect();
        let count = assessment.catalogue().questions.len();
        let of_block: Vec<Option<Scope>> =
            (0..count).map(|question| scope_of_block(assessment, question)).collect();
        Self(resampled(per_canvas.len(), |drawn| {
            let mut tables: Vec<Table> = vec![Default::default(); count];
            for (pairs, times) in per_canvas.iter().zip(drawn).filter(|(_, times)| **times > 0) {
                for pair in *pairs {
                    let cell = &mut tables[pair.question][points(pair.one)][points(pair.other)];
                    *cell += pair.weight * f64::from(*times);
                }
            }
            let mut own = Vec::new();
            let mut values = Vec::with_capacity(scopes.len());
            for scope in scopes {
                let table = match scope {
                    Scope::Question(question) => tables[*question],
                    _ => summed(&tables, |question| scope.holds(question, of_block[question])),
                };
                let weighted = kappa(&table, Cost::Square);
                if matches!(scope, Scope::Question(_)) {
                    own.extend(weighted);
                }
                values.push((weighted, difference(&table)));
            }
            let repeated = totals.iter().zip(drawn).filter_map(|(total, times)| {
                total.map(|total| std::iter::repeat_n(total, *times as usize))
            });
            let repeated: Vec<Total> = repeated.flatten().collect();
            Sample { scopes: values, mean: mean(&own), totals: statistics(&repeated) }
        }))
    }

    fn interval(&self, value: impl Fn(&Sample) -> Option<f64>) -> Option<Interval> {
        interval(self.0.iter().map(value))
    }
}

fn summed(tables: &[Table], here: impl Fn(usize) -> bool) -> Table {
    let mut sum: Table = Default::default();
    for (_, table) in tables.iter().enumerate().filter(|(question, _)| here(*question)) {
        for (row, own) in sum.iter_mut().zip(table) {
            row.iter_mut().zip(own).for_each(|(cell, own)| *cell += own);
        }
    }
    sum
}
