//! The versions of canvases for people, and as a frame for what comes next.

use std::fmt::Write as _;

use polars::prelude::*;
use rust_decimal::prelude::ToPrimitive;
use unicode_width::UnicodeWidthStr;

use super::diff::{YEARLY, figures, in_short, standing_figures};
use super::number::percent;
use super::style::{Style, fitted, wrapped};
use crate::catalogue::Catalogue;
use crate::compare::{Diff, FindingChange, History, Kind, Meaning, QuestionChange, Step};
use crate::money::Currency;
use crate::portfolio::{Field, schema};
use crate::text::one_line;

/// Per canvas a line for each version: when, how complete, how consistent, what changed, which
/// figures, how many questions were won and lost, which findings appeared and went; at the head how
/// the completeness went.
#[must_use]
pub fn history_text(histories: &[History<'_>], catalogue: &Catalogue, style: Style) -> String {
    let mut out = String::new();
    for history in histories {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, history, catalogue, style);
    }
    if out.is_empty() {
        out.push_str(style.language.pick("No canvas was read.\n", "Er is geen canvas gelezen.\n"));
    }
    out
}

fn one(out: &mut String, history: &History<'_>, catalogue: &Catalogue, style: Style) {
    let (Some(first), Some(last)) = (history.steps.first(), history.steps.last()) else { return };
    let l = style.language;
    let percents: Vec<f64> = history
        .steps
        .iter()
        .map(|s| s.standing.completeness.total.percent().unwrap_or(0.0))
        .collect();
    let spark: String = percents.iter().map(|percent| style.cell(*percent)).collect();
    let (from, to) = (percents[0], percents[percents.len() - 1]);
    let complete = l.pick("completeness", "compleetheid");
    let consistent = l.pick("consistency", "samenhang");
    let name = style.bold(&one_line(last.sheet.canvas.id));
    let score = |step: &Step<'_>| whole(step.standing.consistency.score);
    let _ = writeln!(
        out,
        "{name}  {spark}  {complete} {from:.0} → {to:.0} %, {consistent} {} → {}",
        score(first).trim(),
        score(last).trim()
    );
    let version = |step: &Step<'_>| one_line(step.sheet.canvas.version);
    let width = history.steps.iter().map(|s| version(s).width()).max().unwrap_or(1).min(24);
    let dated = history.steps.iter().any(|step| date(step).is_some());
    for (step, percentage) in history.steps.iter().zip(&percents) {
        let mut lead = format!("  {}  ", fitted(&version(step), width));
        if dated {
            let _ = write!(lead, "{}  ", fitted(date(step).unwrap_or("–"), 10));
        }
        let consistency = score(step);
        let columns = lead.width() + 11;
        let shown = style.graded(*percentage, &percent(*percentage));
        let _ = write!(lead, "{shown} %  {consistency}");
        let said = match &step.since {
            None => {
                let count = first.sheet.canvas.entries.len();
                let mut said = format!("{count} {}", l.pick("entries", "regels"));
                if let Some(figures) = standing_figures(step.standing.figures.as_ref(), l) {
                    let _ = write!(said, "; {}: {figures}", l.pick("a year", "per jaar"));
                }
                said
            }
            Some((diff, meaning)) => changed(diff, meaning, catalogue, style),
        };
        let indent = " ".repeat(columns + 2);
        let said = wrapped(&said, style.width, &indent);
        let _ = writeln!(out, "{lead}  {}", said.trim());
    }
}

/// What changed since the version before, and what that means.
fn changed(diff: &Diff<'_>, meaning: &Meaning<'_>, catalogue: &Catalogue, style: Style) -> String {
    let l = style.language;
    let mut said = in_short(diff, meaning, l);
    let won = meaning.questions.iter().filter(|change| change.is_gain()).count();
    let lost = meaning.questions.iter().filter(|change| change.is_loss()).count();
    if won + lost > 0 {
        let _ = write!(said, "; {} ▲{won} ▼{lost}", l.pick("questions", "vragen"));
    }
    for (appeared, word) in
        [(true, l.pick("new findings", "nieuw gevonden")), (false, l.pick("gone", "weg"))]
    {
        let of = |check: &usize| {
            let same = |change: &&FindingChange<'_>| {
                change.appeared == appeared && change.finding.check == *check
            };
            meaning.findings.iter().filter(same).count()
        };
        let checks = (0..catalogue.checks.len()).filter(|check| of(check) > 0);
        let named = checks.map(|check| match (of(&check), &catalogue.checks[check].id) {
            (1, id) => id.clone(),
            (count, id) => format!("{id} {count}×"),
        });
        let named: Vec<String> = named.collect();
        if !named.is_empty() {
            let _ = write!(said, "; {word}: {}", named.join(", "));
        }
    }
    if let Some(figures) = figures(meaning, l) {
        let _ = write!(said, "; {}: {figures}", l.pick("a year", "per jaar"));
    }
    said
}

/// A number without decimals, right-aligned to three columns; `–` where there is none.
fn whole(number: Option<f64>) -> String {
    number.map_or_else(|| "  –".to_owned(), percent)
}

fn date<'a>(step: &Step<'a>) -> Option<&'a str> {
    step.sheet.fields[Field::Date as usize]
}

/// A row per version: `canvas`, `version`, `date`, `completeness` (0 to 100), how many entries
/// were `added`, `removed`, `edited`, `split`, `merged`, `recast` and `unchanged` since the version
/// before, how many questions were `won` and `lost`; null for the first version. Then of every
/// version its `consistency` (0 to 100), `money` (the currency of its amounts) and what a year
/// brings, costs and leaves (`revenue_low` to `margin_high`); null where that cannot be computed.
/// Last how many findings appeared (`findings_new`) and went (`findings_gone`) since the version
/// before.
///
/// # Errors
/// When polars cannot build the frame.
pub fn history_frame(histories: &[History<'_>]) -> PolarsResult<DataFrame> {
    let steps: Vec<&Step<'_>> = histories.iter().flat_map(|history| &history.steps).collect();
    let text = |name: &str, get: &dyn Fn(&Step<'_>) -> Option<String>| {
        let values: Vec<Option<String>> = steps.iter().map(|step| get(step)).collect();
        Column::new(name.into(), values)
    };
    let count = |name: &str, get: &dyn Fn(&Step<'_>) -> Option<usize>| {
        let values: Vec<Option<u32>> =
            steps.iter().map(|step| get(step).and_then(|n| u32::try_from(n).ok())).collect();
        Column::new(name.into(), values)
    };
    let complete: Vec<Option<f64>> = steps
        .iter()
        .map(|step| step.standing.completeness.total.percent().map(|p| (p * 100.0).round() / 100.0))
        .collect();
    let mut columns = vec![
        text(schema::CANVAS, &|step| Some(step.sheet.canvas.id.to_owned())),
        text(schema::VERSION, &|step| Some(step.sheet.canvas.version.to_owned())),
        text(Field::Date.name(), &|step| date(step).map(str::to_owned)),
        Column::new("completeness".into(), complete),
    ];
    for kind in [Kind::Added, Kind::Removed, Kind::Edited, Kind::Split, Kind::Merged, Kind::Recast]
    {
        columns.push(count(kind.name(), &|step| {
            let (diff, _) = step.since.as_ref()?;
            Some(diff.counts().get(&kind).copied().unwrap_or(0))
        }));
    }
    columns.push(count("unchanged", &|step| Some(step.since.as_ref()?.0.unchanged)));
    let questions = |step: &Step<'_>, fits: fn(&QuestionChange<'_>) -> bool| {
        let (_, meaning) = step.since.as_ref()?;
        Some(meaning.questions.iter().filter(|change| fits(change)).count())
    };
    columns.push(count("won", &|step| questions(step, |change| change.is_gain())));
    columns.push(count("lost", &|step| questions(step, |change| change.is_loss())));
    let number = |name: &str, get: &dyn Fn(&Step<'_>) -> Option<f64>| {
        let rounded = |number: f64| (number * 100.0).round() / 100.0;
        let values: Vec<Option<f64>> = steps.iter().map(|step| get(step).map(rounded)).collect();
        Column::new(name.into(), values)
    };
    columns.push(number("consistency", &|step| step.standing.consistency.score));
    let currency = |step: &Step<'_>| step.standing.figures.as_ref()?.currency.map(Currency::code);
    columns.push(text("money", &|step| currency(step).map(str::to_owned)));
    for ((name, _), which) in YEARLY {
        let range = |step: &Step<'_>| which(step.standing.figures.as_ref()?).ok();
        columns.push(number(&format!("{name}_low"), &|step| range(step)?.low.to_f64()));
        columns.push(number(&format!("{name}_high"), &|step| range(step)?.high.to_f64()));
    }
    for (name, appeared) in [("findings_new", true), ("findings_gone", false)] {
        columns.push(count(name, &|step| {
            let (_, meaning) = step.since.as_ref()?;
            let fits = |change: &&FindingChange<'_>| change.appeared == appeared;
            Some(meaning.findings.iter().filter(fits).count())
        }));
    }
    DataFrame::new(steps.len(), columns)
}
