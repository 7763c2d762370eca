//! The versions of canvases for people, and as a frame for what comes next.

use std::fmt::Write as _;

use polars::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::diff::in_short;
use super::number::percent;
use super::style::{Style, fitted, wrapped};
use crate::compare::{History, Kind, QuestionChange, Step};
use crate::portfolio::{Field, schema};
use crate::text::one_line;

/// Per canvas a line for each version: when, how complete, what changed, how many questions were
/// won and lost; at the head how the completeness went.
#[must_use]
pub fn history_text(histories: &[History<'_>], style: Style) -> String {
    let mut out = String::new();
    for history in histories {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, history, style);
    }
    if out.is_empty() {
        out.push_str(style.language.pick("No canvas was read.\n", "Er is geen canvas gelezen.\n"));
    }
    out
}

fn one(out: &mut String, history: &History<'_>, style: Style) {
    let (Some(first), Some(last)) = (history.steps.first(), history.steps.last()) else { return };
    let l = style.language;
    let percents: Vec<f64> =
        history.steps.iter().map(|s| s.completeness.total.percent().unwrap_or(0.0)).collect();
    let spark: String = percents.iter().map(|percent| style.cell(*percent)).collect();
    let (from, to) = (percents[0], percents[percents.len() - 1]);
    let complete = l.pick("completeness", "compleetheid");
    let name = style.bold(&one_line(last.sheet.canvas.id));
    let _ = writeln!(out, "{name}  {spark}  {complete} {from:.0} → {to:.0} %");
    let version = |step: &Step<'_>| one_line(step.sheet.canvas.version);
    let width = history.steps.iter().map(|s| version(s).width()).max().unwrap_or(1).min(24);
    let dated = history.steps.iter().any(|step| date(step).is_some());
    for (step, percentage) in history.steps.iter().zip(&percents) {
        let mut lead = format!("  {}  ", fitted(&version(step), width));
        if dated {
            let _ = write!(lead, "{}  ", fitted(date(step).unwrap_or("–"), 10));
        }
        let columns = lead.width() + 6;
        let _ = write!(lead, "{} %", style.graded(*percentage, &percent(*percentage)));
        let said = match &step.since {
            None => {
                let count = first.sheet.canvas.entries.len();
                format!("{count} {}", l.pick("entries", "regels"))
            }
            Some((diff, meaning)) => {
                let mut said = in_short(diff, l);
                let won = meaning.questions.iter().filter(|change| change.is_gain()).count();
                let lost = meaning.questions.iter().filter(|change| change.is_loss()).count();
                if won + lost > 0 {
                    let word = l.pick("questions", "vragen");
                    let _ = write!(said, "; {word} ▲{won} ▼{lost}");
                }
                said
            }
        };
        let indent = " ".repeat(columns + 2);
        let said = wrapped(&said, style.width, &indent);
        let _ = writeln!(out, "{lead}  {}", said.trim());
    }
}

fn date<'a>(step: &Step<'a>) -> Option<&'a str> {
    step.sheet.fields[Field::Date as usize]
}

/// A row per version: `canvas`, `version`, `date`, `completeness` (0 to 100), how many entries
/// were `added`, `removed`, `edited`, `split`, `merged`, `recast` and `unchanged` since the version
/// before, how many questions were `won` and `lost`; null for the first version.
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
        .map(|step| step.completeness.total.percent().map(|p| (p * 100.0).round() / 100.0))
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
    DataFrame::new(steps.len(), columns)
}
