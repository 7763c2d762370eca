//! The figures as a frame.

use polars::prelude::*;

use crate::compare::agreement::{Agreement, Comparison, Figures, Interval, Scope, Side};

/// What a side is called in files.
pub(super) fn side_name(agreement: &Agreement<'_>, side: Side) -> String {
    match side {
        Side::Tool => "tool".to_owned(),
        Side::Raters => "raters".to_owned(),
        Side::AtOne => "raters-at-one".to_owned(),
        Side::Rater(place) => {
            let name = agreement.marks.raters.get(place).map_or("", String::as_str);
            format!("rater:{name}")
        }
    }
}

/// What a scope is in files: its kind, and its id.
pub(super) fn scope_name(agreement: &Agreement<'_>, scope: Scope) -> (&'static str, String) {
    match scope {
        Scope::Overall => ("overall", String::new()),
        Scope::Block(block) => ("block", block.name().to_owned()),
        Scope::Question(place) => {
            let question = agreement.assessment.catalogue().questions.get(place);
            ("question", question.map_or_else(String::new, |question| question.id.clone()))
        }
    }
}

/// Rounded to four decimals, as figures are in files.
pub(super) fn rounded(value: Option<f64>) -> Option<f64> {
    value.map(|value| {
        let rounded = (value * 1e4).round() / 1e4;
        if rounded == 0.0 { 0.0 } else { rounded }
    })
}

type Row<'f> = (&'f Comparison, Scope, &'f Figures);

/// A row per comparison and scope: `one` and `other` (`tool`, `raters`, `raters-at-one`,
/// `rater:NAME`), `scope` (`overall`, `block`, `question`) and its `id`, `cells`, `agreement` (0 to
/// 1), `kappa`, `weighted_kappa` with `weighted_low` and `weighted_high` (95 %), `alpha`,
/// `difference` (points, the one's minus the other's) with its two bounds; in rows of all cells
/// also `mean_of_questions` with its bounds, how many questions it is of, and of the canvases'
/// totals how many there are, `pearson`, `spearman`, `mean_absolute_error` (percent points) and
/// `icc`. Null is what cannot be computed, or does not belong to the row.
///
/// # Errors
/// When polars cannot build the frame.
pub fn agreement_frame(agreement: &Agreement<'_>) -> PolarsResult<DataFrame> {
    let rows: Vec<Row<'_>> = agreement
        .comparisons
        .iter()
        .flat_map(|one| one.figures.iter().map(move |(scope, figures)| (one, *scope, figures)))
        .collect();
    let text = |name: &str, get: &dyn Fn(&Row<'_>) -> Option<String>| {
        Column::new(name.into(), rows.iter().map(get).collect::<Vec<_>>())
    };
    let number = |name: &str, get: &dyn Fn(&Row<'_>) -> Option<f64>| {
        let values: Vec<Option<f64>> = rows.iter().map(|row| rounded(get(row))).collect();
        Column::new(name.into(), values)
    };
    let count = |name: &str, get: &dyn Fn(&Row<'_>) -> Option<usize>| {
        let values: Vec<Option<u32>> =
            rows.iter().map(|row| get(row).and_then(|count| u32::try_from(count).ok())).collect();
        Column::new(name.into(), values)
    };
    fn whole<'f>(row: &Row<'f>) -> Option<&'f Comparison> {
        (row.1 == Scope::Overall).then_some(row.0)
    }
    let low = |within: Option<Interval>| within.map(|(low, _)| low);
    let high = |within: Option<Interval>| within.map(|(_, high)| high);
    let columns = vec![
        text("one", &|row| Some(side_name(agreement, row.0.one))),
        text("other", &|row| Some(side_name(agreement, row.0.other))),
        text("scope", &|row| Some(scope_name(agreement, row.1).0.to_owned())),
        text("id", &|row| Some(scope_name(agreement, row.1).1).filter(|id| !id.is_empty())),
        count("cells", &|row| Some(row.2.cells)),
        number("agreement", &|row| row.2.agreement),
        number("kappa", &|row| row.2.kappa),
        number("weighted_kappa", &|row| row.2.weighted),
        number("weighted_low", &|row| low(row.2.weighted_within)),
        number("weighted_high", &|row| high(row.2.weighted_within)),
        number("alpha", &|row| row.2.alpha),
        number("difference", &|row| row.2.difference),
        number("difference_low", &|row| low(row.2.difference_within)),
        number("difference_high", &|row| high(row.2.difference_within)),
        number("mean_of_questions", &|row| whole(row)?.mean_of_questions),
        number("mean_low", &|row| low(whole(row)?.mean_within)),
        number("mean_high", &|row| high(whole(row)?.mean_within)),
        count("questions_with_kappa", &|row| Some(whole(row)?.questions_with_kappa)),
        count("canvases", &|row| Some(whole(row)?.totals.canvases)),
        number("pearson", &|row| whole(row)?.totals.pearson),
        number("spearman", &|row| whole(row)?.totals.spearman),
        number("mean_absolute_error", &|row| whole(row)?.totals.error),
        number("icc", &|row| whole(row)?.totals.icc),
    ];
    DataFrame::new(rows.len(), columns)
}
