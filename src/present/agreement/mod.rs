//! How far the tool and people agree: for people, as Markdown, as a frame, as JSON.

mod cells;
mod figures;
mod frame;
mod grid;
mod json;

use std::fmt::Write as _;

use polars::prelude::PolarsResult;

use super::number::{counted, decimal};
use super::style::{Style, wrapped};
use crate::canvas::Language;
use crate::compare::agreement::{Agreement, Comparison, FEWEST_CANVASES, RESAMPLES, Side};

pub use cells::differing_frame;
pub use frame::agreement_frame;
pub use json::agreement_json;

/// How many cells that differ are shown below the figures.
const SHOWN: usize = 20;

/// The figures for people: over all cells, the canvases' totals, by block, by question, cells by
/// level. With `differing` also the first of the cells in which the tool stands alone.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn agreement_table(
    agreement: &Agreement<'_>,
    differing: bool,
    style: Style,
) -> PolarsResult<String> {
    let mut out = format!("{}\n", style.bold(&title(agreement, style.language)));
    out.push_str(&wrapped(&verdict(agreement, style.language), style.width, ""));
    for (heading, grid) in parts(agreement, false, style.language) {
        let _ = write!(out, "\n{}\n{}", style.bold(heading), grid.text(style));
    }
    out.push('\n');
    for line in legend(agreement, style.language) {
        out.push_str(&style.dim_lines(&wrapped(&line, style.width, "")));
    }
    if differing {
        out.push('\n');
        out.push_str(&cells::list(agreement, SHOWN, style)?);
    }
    Ok(out)
}

/// All cells in which the tool differs from every rater, for people.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn differing_table(agreement: &Agreement<'_>, style: Style) -> PolarsResult<String> {
    cells::list(agreement, usize::MAX, style)
}

/// The figures as Markdown, to be put in a document.
#[must_use]
pub fn agreement_markdown(agreement: &Agreement<'_>, language: Language) -> String {
    let title = title(agreement, language);
    let mut out = format!("{}\n\n", super::machine::markdown_cell(&title));
    let _ = writeln!(out, "{}\n", super::machine::markdown_cell(&verdict(agreement, language)));
    for (heading, grid) in parts(agreement, true, language) {
        let _ = writeln!(out, "**{heading}**\n\n{}", grid.markdown());
    }
    for line in legend(agreement, language) {
        let _ = writeln!(out, "{}\n", super::machine::markdown_cell(&line));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn parts(agreement: &Agreement<'_>, asked: bool, l: Language) -> [(&'static str, grid::Grid); 5] {
    [
        (l.pick("Over all cells", "Over alle cellen"), figures::overall(agreement, l)),
        (l.pick("Totals per canvas", "Totalen per canvas"), figures::totals(agreement, l)),
        (l.pick("By block", "Per bouwsteen"), figures::scopes(agreement, false, false, l)),
        (l.pick("By question", "Per vraag"), figures::scopes(agreement, true, asked, l)),
        (l.pick("Cells by level", "Cellen per niveau"), figures::confusion(agreement, l)),
    ]
}

fn title(agreement: &Agreement<'_>, l: Language) -> String {
    let names = (0..agreement.marks.raters.len()).map(|at| figures::rater(agreement, at, l));
    format!(
        "{}: {}, {}; {} {}",
        l.pick("Agreement", "Overeenstemming"),
        counted(agreement.canvases, "canvas", l.pick("canvases", "canvassen")),
        counted(agreement.cells, l.pick("cell", "cel"), l.pick("cells", "cellen")),
        l.pick("marks by", "oordelen van"),
        names.collect::<Vec<_>>().join(", ")
    )
}

/// In a sentence: too strict or too kind, and what that is among the raters themselves.
fn verdict(agreement: &Agreement<'_>, l: Language) -> String {
    let Some(main) = agreement.main() else { return String::new() };
    let figures = main.overall();
    let Some(difference) = figures.difference else {
        return l.pick("No cell was marked.", "Er is geen cel beoordeeld.").to_owned();
    };
    let raters = if agreement.marks.raters.len() > 1 {
        l.pick("the raters", "de beoordelaars").to_owned()
    } else {
        figures::side(agreement, Side::Raters, l)
    };
    let size = decimal(difference.abs(), 2, l);
    let mut said = if difference.abs() < 0.005 {
        format!("{} {raters}.", l.pick("bmc is as strict as", "bmc is even streng als"))
    } else if difference > 0.0 {
        let words = l.pick("points per cell kinder than", "punt per cel milder dan");
        format!("bmc is {size} {words} {raters}.")
    } else {
        let words = l.pick("points per cell stricter than", "punt per cel strenger dan");
        format!("bmc is {size} {words} {raters}.")
    };
    let pairs = agreement.comparisons.iter().filter(|one| matches!(one.one, Side::Rater(_)));
    let between: Vec<f64> = pairs.filter_map(|one| one.overall().weighted).collect();
    if let (Some(own), false) = (figures.weighted, between.is_empty()) {
        let mean = between.iter().sum::<f64>() / between.len() as f64;
        let _ = write!(
            said,
            " {} {}; {} {}.",
            l.pick("Its weighted kappa with them is", "De gewogen kappa met hen is"),
            decimal(own, 2, l),
            l.pick("theirs with each other is", "die van hen met elkaar is"),
            decimal(mean, 2, l)
        );
    }
    said
}

fn legend(agreement: &Agreement<'_>, l: Language) -> Vec<String> {
    let several = agreement.marks.raters.len() > 1;
    let questions = agreement.main().map_or(0, |one: &Comparison| one.questions_with_kappa);
    let mut lines = vec![
        l.pick(
            "κ: Cohen's kappa; κw: with quadratic weights. 1 is agreement, 0 is what chance gives; – \
             without spread, when both give one level only. α: Krippendorff's alpha, ordinal. \
             Difference: points, 0 to 1 per cell (totals: percent points); + is kinder.",
            "κ: Cohens kappa; κw: met kwadratische gewichten. 1 is overeenstemming, 0 is wat toeval \
             geeft; – zonder spreiding, als beide maar één niveau geven. α: Krippendorffs alfa, \
             ordinaal. Verschil: punten, 0 tot 1 per cel (totalen: procentpunten); + is milder.",
        )
        .to_owned(),
        if l == Language::En {
            format!(
                "Mean κw: of the questions' own, {questions} of which have one (bmc with the raters). \
                 95 %: bootstrap over canvases, {RESAMPLES} resamples; – of fewer than \
                 {FEWEST_CANVASES} canvases."
            )
        } else {
            format!(
                "Gem. κw: van de vragen apart, waarvan er {questions} een hebben (bmc met de \
                 beoordelaars). 95 %: bootstrap over canvassen, {RESAMPLES} steekproeven; – bij \
                 minder dan {FEWEST_CANVASES} canvassen."
            )
        },
    ];
    if several {
        let line = l.pick(
            "Raters: every cell weighs one; where they differ each of their marks stands with its \
             share of the weight. Raters at one: only cells in which all of them agree.",
            "Beoordelaars: elke cel weegt één; waar ze verschillen staat elk van hun oordelen, met \
             zijn deel van het gewicht. Eensgezind: alleen cellen waarin ze allen gelijk oordelen.",
        );
        lines.push(line.to_owned());
    }
    lines
}
