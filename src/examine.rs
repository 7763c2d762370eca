//! Judging and auditing a whole portfolio, reading each text once.

use polars::prelude::PolarsResult;

use crate::assess::{Assessment, Judge};
use crate::balance::{Auditor, Balance, Kept, Options, Setting};
use crate::canvas::Canvas;
use crate::catalogue::{Catalogue, Rubric};
use crate::portfolio::Portfolio;

/// Judges every canvas by the questions and audits it by the checks: what
/// [`assess`](crate::assess::assess) and [`balance`](crate::balance::balance) give, in one pass.
///
/// # Errors
/// When a column of the portfolio does not hold text, which this library's readers rule out.
pub fn examine<'a>(
    portfolio: &'a Portfolio,
    catalogue: &'a Catalogue,
    rubric: &'a Rubric,
    options: &Options,
) -> PolarsResult<(Assessment<'a>, Balance<'a>)> {
    let worker = || (Judge::new(catalogue), Auditor::new(catalogue));
    let per_run = portfolio.in_runs(worker, |(judge, auditor), views, run| {
        let mut levels = Vec::with_capacity(run.len() * catalogue.questions.len());
        let mut kept = Kept::for_some(run.len());
        let mut own = Vec::new();
        let mut canvas = Canvas { id: "", version: "", language: None, entries: Vec::new() };
        for place in run {
            if views.fill(place, &mut canvas) {
                judge.levels(&canvas, &mut own);
                levels.extend_from_slice(&own);
                let setting = Setting::of(views, place);
                let audit = auditor.audit_read(judge.reading(), &canvas, setting, options);
                kept.add(audit, options);
            }
        }
        (levels, kept)
    })?;
    let (levels, kept): (Vec<_>, Vec<_>) = per_run.into_iter().unzip();
    let assessment = Assessment::of(portfolio, catalogue, rubric, levels.concat());
    Ok((assessment, Balance::of(portfolio, catalogue, options, kept)))
}
