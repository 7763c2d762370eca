//! Auditing a whole portfolio, in parallel, into columns.

use polars::prelude::*;
use rust_decimal::prelude::ToPrimitive;

use super::audit::{Audit, Auditor, Options, Setting};
use super::figures::{Figure, Figures};
use super::finding::{Consistency, Finding, Outcome};
use super::waiver::Unused;
use crate::canvas::Canvas;
use crate::catalogue::Catalogue;
use crate::money::Currency;
use crate::portfolio::Portfolio;

/// What is kept of an audit.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    /// How consistent the canvas is.
    pub consistency: Consistency,
    /// The figures of the horizon that is shown by default; `None` without amounts.
    pub figures: Option<Box<Figures>>,
    /// What was found; empty with [`Options::only_counts`].
    pub findings: Vec<Finding>,
    /// How each selected check came out, with its place in the catalogue.
    pub outcomes: Vec<(usize, Outcome)>,
    /// Waivers of entries that waive nothing.
    pub unused: Vec<Unused>,
}

/// The audits of all canvases of a portfolio.
pub struct Balance<'a> {
    portfolio: &'a Portfolio,
    catalogue: &'a Catalogue,
    all: Vec<Reported>,
    unused: Vec<usize>,
}

/// Audits every canvas.
///
/// The result does not depend on the number of threads or on the order of the source.
///
/// # Errors
/// When a column of the portfolio does not hold text, which this library's readers rule out.
pub fn balance<'a>(
    portfolio: &'a Portfolio,
    catalogue: &'a Catalogue,
    options: &Options,
) -> PolarsResult<Balance<'a>> {
    let auditor = || Auditor::new(catalogue);
    let per_run = portfolio.in_runs(auditor, |auditor, views, run| {
        let mut canvas = Canvas { id: "", version: "", language: None, entries: Vec::new() };
        let mut kept = Kept::for_some(run.len());
        for place in run {
            if views.fill(place, &mut canvas) {
                let audit = auditor.audit(&canvas, Setting::of(views, place), options);
                kept.add(audit, options);
            }
        }
        kept
    })?;
    Ok(Balance::of(portfolio, catalogue, options, per_run))
}

/// What is kept of the audits of some canvases.
#[derive(Default)]
pub(crate) struct Kept {
    all: Vec<Reported>,
    /// Which waivers of the file were used.
    used: Vec<usize>,
}

impl Kept {
    /// Room for the audits of so many canvases.
    pub(crate) fn for_some(canvases: usize) -> Self {
        Self { all: Vec::with_capacity(canvases), used: Vec::new() }
    }

    /// Adds the audit of the next canvas.
    pub(crate) fn add(&mut self, mut audit: Audit, options: &Options) {
        self.used.append(&mut audit.used);
        self.all.push(keep(audit, options));
    }
}

/// Which waivers of the file waive nothing.
fn unused(catalogue: &Catalogue, options: &Options, mut used: Vec<usize>) -> Vec<usize> {
    used.sort_unstable();
    let unused = (0..options.waivers.all.len())
        .filter(|number| used.binary_search(number).is_err())
        .filter(|number| {
            let waiver = options.waivers.all.get(*number);
            let check = waiver.and_then(|waiver| {
                catalogue.checks.iter().position(|check| check.id == waiver.check)
            });
            check.is_some_and(|check| options.selects(check))
        });
    unused.collect()
}

fn keep(audit: Audit, options: &Options) -> Reported {
    let only = options.only_counts;
    Reported {
        consistency: audit.consistency,
        figures: audit.figures.into_iter().next().map(Box::new),
        findings: if only { Vec::new() } else { audit.findings },
        outcomes: if only { Vec::new() } else { audit.outcomes },
        unused: audit.unused,
    }
}

impl<'a> Balance<'a> {
    /// From what was kept, in the order of the canvases.
    pub(crate) fn of(
        portfolio: &'a Portfolio,
        catalogue: &'a Catalogue,
        options: &Options,
        per_run: impl IntoIterator<Item = Kept>,
    ) -> Self {
        let mut all = Vec::with_capacity(portfolio.len());
        let mut used = Vec::new();
        for mut kept in per_run {
            all.append(&mut kept.all);
            used.append(&mut kept.used);
        }
        Self { portfolio, catalogue, all, unused: unused(catalogue, options, used) }
    }

    /// The audited portfolio.
    #[must_use]
    pub const fn portfolio(&self) -> &'a Portfolio {
        self.portfolio
    }

    /// What it was audited by.
    #[must_use]
    pub const fn catalogue(&self) -> &'a Catalogue {
        self.catalogue
    }

    /// What came out per canvas, in the order of the `canvases` frame.
    #[must_use]
    pub fn all(&self) -> &[Reported] {
        &self.all
    }

    /// Which waivers of the file waive nothing, by their places.
    #[must_use]
    pub fn unused_waivers(&self) -> &[usize] {
        &self.unused
    }

    /// Columns for the frame of scores, a row per canvas: `consistency` and `judged` (0 to 100),
    /// `money` (the currency of the amounts, null when none names one), `revenue_low` to `margin_high` (a year, in that
    /// currency), `recurring_share`, `fixed_share` (0 to 100), `errors`, `warnings`, `infos` and
    /// `waived` (numbers of findings). Null is: cannot be computed.
    #[must_use]
    pub fn score_columns(&self) -> Vec<Column> {
        let mut columns = Vec::new();
        let all = || self.all.iter();
        let score: Vec<_> = all().map(|one| one.consistency.score.map(rounded)).collect();
        columns.push(Column::new("consistency".into(), score));
        let judged: Vec<_> = all().map(|one| rounded(one.consistency.judged)).collect();
        columns.push(Column::new("judged".into(), judged));
        let currency = all().map(|one| one.figures.as_ref()?.currency.map(Currency::code));
        columns.push(Column::new("money".into(), currency.collect::<Vec<_>>()));
        let figure = |name: &str, which: fn(&Figures) -> Figure, high: bool| {
            let values: Vec<_> = all()
                .map(|one| {
                    let range = which(one.figures.as_ref()?).ok()?;
                    (if high { range.high } else { range.low }).to_f64().map(rounded)
                })
                .collect();
            Column::new(name.into(), values)
        };
        columns.push(figure("revenue_low", |f| f.revenue, false));
        columns.push(figure("revenue_high", |f| f.revenue, true));
        columns.push(figure("cost_low", |f| f.cost, false));
        columns.push(figure("cost_high", |f| f.cost, true));
        columns.push(figure("margin_low", |f| f.margin, false));
        columns.push(figure("margin_high", |f| f.margin, true));
        columns.push(figure("recurring_share", |f| f.recurring_share, false));
        columns.push(figure("fixed_share", |f| f.fixed_share, false));
        for (at, name) in ["errors", "warnings", "infos"].into_iter().enumerate() {
            let counts: Vec<u32> = all().map(|one| one.consistency.counts[at]).collect();
            columns.push(Column::new(name.into(), counts));
        }
        let waived: Vec<u32> = all().map(|one| one.consistency.waived).collect();
        columns.push(Column::new("waived".into(), waived));
        columns
    }
}

/// Rounded to two decimals, as money and percentages are in frames.
fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
