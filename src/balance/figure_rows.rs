//! Figures as a frame: one row per canvas, horizon and figure, with the reason where there is none.

use polars::prelude::*;
use rust_decimal::Decimal;

use super::audit::{Auditor, Setting};
use super::figures::{Figure, Figures, figures};
use super::rates::Rates;
use crate::canvas::{Canvas, Language};
use crate::catalogue::Catalogue;
use crate::portfolio::{Portfolio, schema};

/// A figure of a horizon: its name in files, in English and in Dutch.
pub type FigureName = (&'static str, [&'static str; 2]);

/// The figures, in the order in which they are shown. Names in files are final.
pub const FIGURES: [FigureName; 13] = [
    ("revenue", ["revenue a year", "omzet per jaar"]),
    ("cost", ["cost a year", "kosten per jaar"]),
    ("margin", ["margin a year", "marge per jaar"]),
    ("margin_share", ["margin, % of revenue", "marge, % van de omzet"]),
    ("once_revenue", ["revenue, once", "eenmalige omzet"]),
    ("once_cost", ["cost, once", "eenmalige kosten"]),
    ("payback", ["payback, years", "terugverdientijd, jaren"]),
    ("recurring_share", ["recurring, % of revenue", "terugkerend, % van de omzet"]),
    ("fixed_share", ["fixed, % of cost", "vast, % van de kosten"]),
    ("largest_share", ["largest stream, % of revenue", "grootste stroom, % van de omzet"]),
    ("contribution", ["contribution per unit", "bijdrage per stuk"]),
    ("break_even_volume", ["break-even, units a year", "quitte bij, stuks per jaar"]),
    ("break_even_revenue", ["break-even, revenue a year", "quitte bij, omzet per jaar"]),
];

impl Figures {
    /// The figures by their names in [`FIGURES`], in that order.
    pub fn by_name(&self) -> [Figure; 13] {
        [
            self.revenue,
            self.cost,
            self.margin,
            self.margin_share,
            self.once_revenue,
            self.once_cost,
            self.payback,
            self.recurring_share,
            self.fixed_share,
            self.largest_stream.map(|(share, _)| share),
            self.contribution,
            self.break_even_volume,
            self.break_even_revenue,
        ]
    }
}

/// The columns while they grow.
#[derive(Default)]
struct Rows {
    canvas: Vec<String>,
    version: Vec<String>,
    horizon: Vec<Option<String>>,
    currency: Vec<Option<&'static str>>,
    figure: Vec<&'static str>,
    low: Vec<Option<String>>,
    high: Vec<Option<String>>,
    reason: Vec<Option<&'static str>>,
}

/// A row per canvas, horizon and figure: `canvas`, `version`, `horizon` (null for what is said of
/// no year or phase), `currency`, `figure`, `low`, `high` (exact decimals as text, rounded to six
/// places; null when it cannot be computed), `reason` (why not, in the given language).
///
/// # Errors
/// When a column of the portfolio does not hold text, or polars cannot build the frame.
pub fn figures_frame(
    portfolio: &Portfolio,
    catalogue: &Catalogue,
    rates: &Rates,
    language: Language,
) -> PolarsResult<DataFrame> {
    let auditor = || Auditor::new(catalogue);
    let runs = portfolio.in_runs(auditor, |auditor, views, run| {
        let mut rows = Rows::default();
        for place in run {
            let Some(canvas) = views.get(place) else { continue };
            let ledger = auditor.ledger(&canvas, Setting::of(views, place).currency);
            for one in figures(&ledger, rates) {
                rows.push(&canvas, &one, language);
            }
        }
        rows
    })?;
    let mut all = Rows::default();
    for mut rows in runs {
        all.canvas.append(&mut rows.canvas);
        all.version.append(&mut rows.version);
        all.horizon.append(&mut rows.horizon);
        all.currency.append(&mut rows.currency);
        all.figure.append(&mut rows.figure);
        all.low.append(&mut rows.low);
        all.high.append(&mut rows.high);
        all.reason.append(&mut rows.reason);
    }
    DataFrame::new(
        all.figure.len(),
        vec![
            Column::new(schema::CANVAS.into(), all.canvas),
            Column::new(schema::VERSION.into(), all.version),
            Column::new("horizon".into(), all.horizon),
            Column::new("currency".into(), all.currency),
            Column::new("figure".into(), all.figure),
            Column::new("low".into(), all.low),
            Column::new("high".into(), all.high),
            Column::new("reason".into(), all.reason),
        ],
    )
}

impl Rows {
    fn push(&mut self, canvas: &Canvas<'_>, figures: &Figures, language: Language) {
        let plain = |value: Decimal| value.round_dp(6).normalize().to_string();
        for ((name, _), figure) in FIGURES.into_iter().zip(figures.by_name()) {
            self.canvas.push(canvas.id.to_owned());
            self.version.push(canvas.version.to_owned());
            self.horizon.push(figures.horizon.clone());
            self.currency.push(figures.currency.map(|currency| currency.code()));
            self.figure.push(name);
            self.low.push(figure.ok().map(|range| plain(range.low)));
            self.high.push(figure.ok().map(|range| plain(range.high)));
            self.reason.push(figure.err().map(|null| null.label(language)));
        }
    }
}
