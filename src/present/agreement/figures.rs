//! The figures of an agreement in rows.

use super::super::number::decimal;
use super::grid::Grid;
use crate::canvas::Language;
use crate::catalogue::Level;
use crate::compare::agreement::{Agreement, Comparison, Figures, Interval, Scope, Side};
use crate::text::{one_line, truncate};

/// A rater's name takes at most so many columns.
const NAME: usize = 24;

/// A figure with two decimals; a dash where it cannot be computed.
pub(super) fn figure(value: Option<f64>, language: Language) -> String {
    value.map_or_else(|| "–".to_owned(), |value| decimal(unsigned_zero(value), 2, language))
}

/// The same with its sign.
pub(super) fn signed(value: Option<f64>, language: Language) -> String {
    let Some(value) = value.map(unsigned_zero) else { return "–".to_owned() };
    let plus = if value > 0.0 { "+" } else { "" };
    format!("{plus}{}", decimal(value, 2, language))
}

/// Rounded to two decimals, without the sign of a zero.
fn unsigned_zero(value: f64) -> f64 {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{:.0} %", value * 100.0))
}

fn range(within: Option<Interval>, language: Language) -> String {
    let of = |(low, high)| {
        let between = language.pick("to", "tot");
        format!("{} {between} {}", figure(Some(low), language), figure(Some(high), language))
    };
    within.map_or_else(|| "–".to_owned(), of)
}

/// What a side is called for people.
pub(super) fn side(agreement: &Agreement<'_>, side: Side, language: Language) -> String {
    let raters = &agreement.marks.raters;
    match side {
        Side::Tool => "bmc".to_owned(),
        Side::Raters if raters.len() == 1 => rater(agreement, 0, language),
        Side::Raters => language.pick("raters", "beoordelaars").to_owned(),
        Side::AtOne => language.pick("raters at one", "eensgezinde beoordelaars").to_owned(),
        Side::Rater(place) => rater(agreement, place, language),
    }
}

/// What a rater is called for people.
pub(super) fn rater(agreement: &Agreement<'_>, place: usize, language: Language) -> String {
    let name = agreement.marks.raters.get(place).map(|name| one_line(name)).unwrap_or_default();
    if name.is_empty() {
        language.pick("rater", "beoordelaar").to_owned()
    } else {
        truncate(&name, NAME).into_owned()
    }
}

fn both(agreement: &Agreement<'_>, one: &Comparison, language: Language) -> String {
    let name = |of| side(agreement, of, language);
    format!("{} – {}", name(one.one), name(one.other))
}

fn head(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A row per comparison over all cells.
pub(super) fn overall(agreement: &Agreement<'_>, l: Language) -> Grid {
    let columns = [
        l.pick("compared", "vergeleken"),
        l.pick("cells", "cellen"),
        l.pick("agree", "gelijk"),
        "κ",
        "κw",
        "95 %",
        l.pick("mean κw", "gem. κw"),
        "95 %",
        "α",
        l.pick("difference", "verschil"),
    ];
    let row = |one: &Comparison| {
        let figures = one.overall();
        vec![
            both(agreement, one, l),
            figures.cells.to_string(),
            share(figures.agreement),
            figure(figures.kappa, l),
            figure(figures.weighted, l),
            range(figures.weighted_within, l),
            figure(one.mean_of_questions, l),
            range(one.mean_within, l),
            figure(figures.alpha, l),
            signed(figures.difference, l),
        ]
    };
    Grid { head: head(&columns), rows: agreement.comparisons.iter().map(row).collect(), words: 1 }
}

/// A row per comparison for the canvases' totals.
pub(super) fn totals(agreement: &Agreement<'_>, l: Language) -> Grid {
    let columns = [
        l.pick("compared", "vergeleken"),
        l.pick("canvases", "canvassen"),
        "Pearson",
        "Spearman",
        "95 %",
        l.pick("mean abs. error", "gem. abs. fout"),
        "ICC(2,1)",
        l.pick("difference", "verschil"),
    ];
    let row = |one: &Comparison| {
        let totals = &one.totals;
        vec![
            both(agreement, one, l),
            totals.canvases.to_string(),
            figure(totals.pearson, l),
            figure(totals.spearman, l),
            range(totals.within[1], l),
            figure(totals.error, l),
            figure(totals.icc, l),
            signed(totals.difference, l),
        ]
    };
    // Cells at one are no whole canvas, so their totals say nothing of their own.
    let whole = agreement.comparisons.iter().filter(|one| one.other != Side::AtOne);
    Grid { head: head(&columns), rows: whole.map(row).collect(), words: 1 }
}

/// A row per block, or per question (with its wording when `asked`), of the tool and the raters.
pub(super) fn scopes(agreement: &Agreement<'_>, questions: bool, asked: bool, l: Language) -> Grid {
    let mut columns = if questions {
        vec![l.pick("question", "vraag")]
    } else {
        vec![l.pick("block", "bouwsteen")]
    };
    if asked {
        columns.push("");
    }
    let words = columns.len();
    columns.extend([
        l.pick("cells", "cellen"),
        l.pick("agree", "gelijk"),
        "κ",
        "κw",
        "95 %",
        "α",
        l.pick("difference", "verschil"),
    ]);
    let two = agreement.marks.raters.len() == 2;
    if agreement.marks.raters.len() > 1 {
        columns.push(if two {
            l.pick("κw of the raters", "κw van beoordelaars")
        } else {
            l.pick("α of the raters", "α van beoordelaars")
        });
    }
    let mut rows = Vec::new();
    for (scope, figures) in agreement.main().into_iter().flat_map(|one| &one.figures) {
        let Some(mut row) = label(agreement, *scope, questions, asked, l) else { continue };
        row.extend(cells(figures, l));
        if agreement.marks.raters.len() > 1 {
            row.push(figure(raters_own(agreement, *scope), l));
        }
        rows.push(row);
    }
    Grid { head: head(&columns), rows, words }
}

fn label(
    agreement: &Agreement<'_>,
    scope: Scope,
    questions: bool,
    asked: bool,
    l: Language,
) -> Option<Vec<String>> {
    let catalogue = agreement.assessment.catalogue();
    match scope {
        Scope::Block(block) if !questions => {
            Some(vec![catalogue.blocks.label(block, l).to_owned()])
        }
        Scope::Question(place) if questions => {
            let question = catalogue.questions.get(place)?;
            let mut label = vec![question.id.clone()];
            label.extend(asked.then(|| question.text(l).ask.clone()));
            Some(label)
        }
        _ => None,
    }
}

fn cells(figures: &Figures, l: Language) -> [String; 7] {
    [
        figures.cells.to_string(),
        share(figures.agreement),
        figure(figures.kappa, l),
        figure(figures.weighted, l),
        range(figures.weighted_within, l),
        figure(figures.alpha, l),
        signed(figures.difference, l),
    ]
}

/// How far the raters agree among themselves: weighted kappa of two, alpha of more.
fn raters_own(agreement: &Agreement<'_>, scope: Scope) -> Option<f64> {
    if agreement.marks.raters.len() == 2 {
        let two = |one: &&Comparison| matches!(one.one, Side::Rater(_));
        return agreement.comparisons.iter().find(two)?.of(scope)?.weighted;
    }
    agreement.among_raters.iter().find(|(known, _)| *known == scope)?.1
}

/// Cells by level: the tool's in rows, the raters' in columns. Levels that neither gives are left
/// out.
pub(super) fn confusion(agreement: &Agreement<'_>, l: Language) -> Grid {
    let table = agreement.main().map(Comparison::overall).unwrap_or_default().table;
    let used = |level: &Level| {
        let at = *level as usize;
        (0..4).any(|other| table[at][other] + table[other][at] > 0.0)
    };
    let levels: Vec<Level> = Level::ALL.into_iter().filter(used).collect();
    let other = side(agreement, Side::Raters, l);
    let mut head = vec![format!("bmc ↓  {other} →")];
    head.extend(levels.iter().map(|level| level.label(l).to_owned()));
    // Where raters differ a cell is shared, so that counts may be halves.
    let count = |cells: f64| {
        let whole = (cells - cells.round()).abs() < 1e-6;
        decimal(cells, usize::from(!whole), l)
    };
    let row = |level: &Level| {
        let mut row = vec![level.label(l).to_owned()];
        row.extend(levels.iter().map(|other| count(table[*level as usize][*other as usize])));
        row
    };
    Grid { head, rows: levels.iter().map(row).collect(), words: 1 }
}
