//! How far the tool and people agree, and people among themselves.
//!
//! People's marks ([`Marks`]) and the tool's levels are compared cell by cell; a cell is one
//! question of one canvas. Agreement is one of points (0, ½, 1).
//!
//! Of several raters **the consensus** is [`Side::Raters`]: every cell weighs one. Where all raters
//! give the same points that is one pair with the tool; where two differ both marks stand, as two
//! pairs of half the weight, so that a cell in doubt counts no more than any other.
//! [`Side::AtOne`] looks only at cells without doubt.

mod alpha;
mod bootstrap;
mod comparison;
mod differing;
mod kappa;
mod marks;
mod names;
mod pairs;
mod total;
mod totals;

use std::collections::BTreeSet;

use polars::prelude::PolarsResult;

use crate::assess::Assessment;
use crate::canvas::Block;

pub use alpha::{Metric, alpha};
pub use bootstrap::{FEWEST_CANVASES, Interval, RESAMPLES, interval, resampled};
pub use comparison::{Comparison, Figures};
pub use differing::Differing;
pub use kappa::{Cost, kappa, observed, weighted_kappa};
pub use marks::{MOST_RATERS, Mark, Marks, MarksError};
pub use pairs::Side;
pub use total::{icc, mean_absolute_error, pearson, spearman};
pub use totals::Totals;

/// Which cells a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// All.
    Overall,
    /// The questions of a block.
    Block(Block),
    /// One question, by its place in the catalogue.
    Question(usize),
}

impl Scope {
    /// Whether a question, with the scope of its block, is in it.
    fn holds(self, question: usize, of_block: Option<Self>) -> bool {
        match self {
            Self::Overall => true,
            Self::Block(_) => of_block == Some(self),
            Self::Question(own) => own == question,
        }
    }
}

/// The tool's judgement and people's marks, compared.
pub struct Agreement<'a> {
    /// The tool's judgement.
    pub assessment: &'a Assessment<'a>,
    /// People's marks.
    pub marks: &'a Marks,
    /// How many canvases have marks.
    pub canvases: usize,
    /// How many cells have marks.
    pub cells: usize,
    /// All cells, then the blocks, then the questions that someone marked, in canvas order.
    pub scopes: Vec<Scope>,
    /// The tool and all raters; with several raters also the tool and the raters where they are
    /// at one, the tool and each rater, and each two raters.
    pub comparisons: Vec<Comparison>,
    /// Krippendorff's ordinal alpha of the raters, the tool left out, per scope; empty of one
    /// rater, `None` without spread.
    pub among_raters: Vec<(Scope, Option<f64>)>,
    /// The cells in which the tool differs from every rater.
    pub differing: Vec<Differing>,
}

impl<'a> Agreement<'a> {
    /// Compares.
    ///
    /// # Errors
    /// When a column of the portfolio does not hold text, which this library's readers rule out.
    pub fn between(assessment: &'a Assessment<'a>, marks: &'a Marks) -> PolarsResult<Self> {
        let scopes = scopes(assessment, marks);
        let raters = marks.raters.len();
        let mut sides = vec![(Side::Tool, Side::Raters)];
        if raters > 1 {
            sides.push((Side::Tool, Side::AtOne));
            sides.extend((0..raters).map(|rater| (Side::Tool, Side::Rater(rater))));
            let each_two = (0..raters).flat_map(|a| (a + 1..raters).map(move |b| (a, b)));
            sides.extend(each_two.map(|(a, b)| (Side::Rater(a), Side::Rater(b))));
        }
        let comparisons = sides
            .into_iter()
            .map(|sides| Comparison::between(assessment, marks, sides, &scopes))
            .collect();
        let among = |scope: &Scope| {
            let here =
                |question| scope.holds(question, comparison::scope_of_block(assessment, question));
            (*scope, comparison::alpha_of(assessment, marks, &[Side::Raters], here))
        };
        let among_raters = if raters > 1 { scopes.iter().map(among).collect() } else { Vec::new() };
        let canvases: BTreeSet<usize> = marks.marks.iter().map(|mark| mark.canvas).collect();
        Ok(Self {
            assessment,
            marks,
            canvases: canvases.len(),
            cells: pairs::cells(marks).count(),
            scopes,
            comparisons,
            among_raters,
            differing: differing::differing(assessment, marks)?,
        })
    }

    /// The tool and all raters.
    #[must_use]
    pub fn main(&self) -> Option<&Comparison> {
        self.comparisons.first()
    }
}

fn scopes(assessment: &Assessment<'_>, marks: &Marks) -> Vec<Scope> {
    let mut scopes = BTreeSet::from([Scope::Overall]);
    for mark in &marks.marks {
        scopes.insert(Scope::Question(mark.question));
        scopes.extend(comparison::scope_of_block(assessment, mark.question));
    }
    scopes.into_iter().collect()
}
