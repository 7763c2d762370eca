//! What can be put on an axis: a number per canvas, with its name and unit.

use polars::prelude::PolarsResult;

use super::number;
use crate::assess::Assessment;
use crate::canvas::{Block, Language};

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 0 to 100.
    Percent,
    /// Per cent, also below 0 and above 100.
    Share,
    /// Whole things.
    Count,
    /// A mark with this many decimals.
    Mark(usize),
    /// Money a year, in this currency (ISO 4217); `None` when it is not known.
    Money(Option<String>),
}

impl Unit {
    /// A value with its unit, short.
    #[must_use]
    pub fn show(&self, value: f64, language: Language) -> String {
        match self {
            Self::Percent | Self::Share => number::percent(value, language),
            Self::Count => number::plain(value, 1, language),
            Self::Mark(decimals) => number::decimal(value, *decimals, language),
            Self::Money(currency) => number::money(value, currency.as_deref(), language),
        }
    }

    /// The whole range of the unit, where it has one.
    pub(super) const fn range(&self) -> Option<(f64, f64)> {
        match self {
            Self::Percent => Some((0.0, 100.0)),
            Self::Share | Self::Count | Self::Mark(_) | Self::Money(_) => None,
        }
    }
}

/// A number per canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What it is asked for by.
    pub key: String,
    /// What it is called in a chart.
    pub name: String,
    /// What it counts.
    pub unit: Unit,
    /// A value per canvas, in the order of the `canvases` frame; `None` where it is not known.
    pub values: Vec<Option<f64>>,
}

/// Blocks whose scores are taken together, with their key and their names.
const SIDES: [(&str, &[Block], [&str; 2]); 3] = [
    (
        "customer-side",
        &[
            Block::CustomerSegments,
            Block::ValuePropositions,
            Block::Channels,
            Block::CustomerRelationships,
        ],
        [
            "Customer side answered (segments, value, channels, relationships)",
            "Klantkant beantwoord (segmenten, waarde, kanalen, relaties)",
        ],
    ),
    (
        "supply-side",
        &[Block::KeyResources, Block::KeyActivities, Block::KeyPartners],
        [
            "Supply side answered (resources, activities, partners)",
            "Aanbodkant beantwoord (middelen, activiteiten, partners)",
        ],
    ),
    (
        "money-side",
        &[Block::RevenueStreams, Block::CostStructure],
        ["Money side answered (revenue, costs)", "Geldkant beantwoord (inkomsten, kosten)"],
    ),
];

/// What the judgement on the questions gives: completeness, each block, the three sides of the
/// canvas, how many questions are answered, how many entries there are, and the mark when the
/// rubric has a scale. A caller can add its own.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn measures(assessment: &Assessment<'_>, language: Language) -> PolarsResult<Vec<Measure>> {
    let all: Vec<_> = assessment.completeness().collect();
    let views = assessment.portfolio().views()?;
    let make = |key: &str, name: &str, unit: Unit, values: Vec<Option<f64>>| Measure {
        key: key.to_owned(),
        name: name.to_owned(),
        unit,
        values,
    };
    let totals: Vec<Option<f64>> = all.iter().map(|one| one.total.percent()).collect();
    let name = language.pick("Completeness", "Volledigheid");
    let mut measures = vec![make("completeness", name, Unit::Percent, totals.clone())];
    for (key, blocks, names) in SIDES {
        let together = all.iter().map(|one| {
            let (got, max) = blocks.iter().fold((0.0, 0.0), |sum, block| {
                let points = one.blocks[block.index()];
                (sum.0 + points.got, sum.1 + points.max)
            });
            (max > 0.0).then(|| 100.0 * got / max)
        });
        measures.push(make(
            key,
            language.pick(names[0], names[1]),
            Unit::Percent,
            together.collect(),
        ));
    }
    for block in Block::ALL {
        let values = all.iter().map(|one| one.blocks[block.index()].percent());
        let name = assessment.catalogue().blocks.label(block, language);
        measures.push(make(block.name(), name, Unit::Percent, values.collect()));
    }
    let answered = all.iter().map(|one| Some(f64::from(one.counts[2] + one.counts[3])));
    let name = language.pick("Questions answered", "Vragen beantwoord");
    measures.push(make("answered", name, Unit::Count, answered.collect()));
    let entries = (0..all.len()).map(|at| views.get(at).map(|canvas| canvas.entries.len() as f64));
    let name = language.pick("Entries", "Regels");
    measures.push(make("entries", name, Unit::Count, entries.collect()));
    if let Some(scale) = assessment.rubric().scale() {
        let marks = totals.iter().map(|percent| percent.map(|percent| scale.mark(percent)));
        let unit = Unit::Mark(scale.decimals());
        measures.push(make("mark", language.pick("Mark", "Cijfer"), unit, marks.collect()));
    }
    Ok(measures)
}
