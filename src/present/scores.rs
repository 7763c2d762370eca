//! The table of canvases: at a glance which blocks are weak, and the portfolio's figures.

use std::fmt::Write as _;

use polars::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::number::{counted, decimal, percent};
use super::style::{Style, fitted};
use crate::assess::{Assessment, Completeness};
use crate::balance::{Balance, Reported};
use crate::canvas::{Block, Language};
use crate::catalogue::Level;
use crate::portfolio::schema;
use crate::text::one_line;

struct Row {
    name: String,
    percent: f64,
    completeness: Completeness,
    audit: Option<Reported>,
}

/// A line per canvas, best first, and under it the portfolio's figures.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn scores_table(
    assessment: &Assessment<'_>,
    balance: Option<&Balance<'_>>,
    style: Style,
) -> PolarsResult<String> {
    let rows = rows(assessment, balance)?;
    let mut out = String::new();
    if rows.is_empty() {
        let none = style.language.pick("No canvas was read.", "Er is geen canvas gelezen.");
        out.push_str(none);
        out.push('\n');
        return Ok(out);
    }
    let extra = extra_width(assessment) + if balance.is_some() { 24 } else { 0 };
    let widest = rows.iter().map(|row| one_line(&row.name).width()).max().unwrap_or(0);
    // Bar 8, percentage 6, nine cells of three columns, counts 12, gaps.
    let room = style.width.saturating_sub(8 + 6 + 27 + 14 + 6 + extra).max(12);
    let name_width = widest.clamp(6, room);
    head(&mut out, assessment, balance.is_some(), style, name_width);
    for row in &rows {
        line(&mut out, assessment, style, row, name_width);
    }
    foot(&mut out, assessment, style, &rows);
    Ok(out)
}

fn rows(assessment: &Assessment<'_>, balance: Option<&Balance<'_>>) -> PolarsResult<Vec<Row>> {
    let canvases = assessment.portfolio().canvases();
    let ids = canvases.column(schema::CANVAS)?.str()?;
    let versions = canvases.column(schema::VERSION)?.str()?;
    let several = versions.iter().any(|version| version != Some("1"));
    let mut rows: Vec<Row> = assessment
        .completeness()
        .zip(ids.iter().zip(versions.iter()))
        .enumerate()
        .map(|(place, (completeness, (id, version)))| {
            let id = id.unwrap_or_default();
            let name = match version {
                Some(version) if several => format!("{id}@{version}"),
                _ => id.to_owned(),
            };
            let percent = completeness.total.percent().unwrap_or(0.0);
            let audit = balance.and_then(|balance| balance.all().get(place)).cloned();
            Row { name, percent, completeness, audit }
        })
        .collect();
    // Sorting is stable, so equals stay in the order of their names.
    rows.sort_by(|a, b| b.percent.total_cmp(&a.percent));
    Ok(rows)
}

fn extra_width(assessment: &Assessment<'_>) -> usize {
    let mark = if assessment.rubric().scale().is_some() { 7 } else { 0 };
    mark + if assessment.rubric().has_labels() { 18 } else { 0 }
}

fn head(
    out: &mut String,
    assessment: &Assessment<'_>,
    money: bool,
    style: Style,
    name_width: usize,
) {
    let codes: String = Block::ALL.iter().map(|block| format!("{:<3}", block.code())).collect();
    let mut head = format!(
        "{}  {:<14}  {codes} {}",
        fitted("canvas", name_width),
        style.language.pick("complete", "compleet"),
        "  ●  ◐  ○",
    );
    if money {
        let words = style.language.pick("cons. judged  margin", "samh. beoord. marge");
        let _ = write!(head, "  {words}");
    }
    if assessment.rubric().scale().is_some() {
        let _ = write!(head, "  {:>5}", style.language.pick("mark", "cijfer"));
    }
    let _ = writeln!(out, "{}", style.bold(head.trim_end()));
}

fn line(out: &mut String, assessment: &Assessment<'_>, style: Style, row: &Row, name_width: usize) {
    let cells: String = row
        .completeness
        .blocks
        .iter()
        .map(|points| match points.percent() {
            Some(percent) => format!("{}  ", style.cell(percent)),
            None => "-  ".to_owned(),
        })
        .collect();
    let count = |level: Level| row.completeness.counts[level as usize];
    let _ = write!(
        out,
        "{}  {} {} %  {cells} {:>3}{:>3}{:>3}",
        fitted(&row.name, name_width),
        style.bar(row.percent),
        percent(row.percent),
        count(Level::Answered) + count(Level::None),
        count(Level::Partly),
        count(Level::NotFound),
    );
    if let Some(audit) = &row.audit {
        let _ = write!(out, "  {}", consistency(audit, style));
    }
    if let (Some(scale), Some(mark)) =
        (assessment.rubric().scale(), assessment.rubric().mark(row.percent))
    {
        let shown = decimal(mark, scale.decimals(), style.language);
        let passed = scale.pass.is_none_or(|pass| mark >= pass);
        let shown = format!("{shown:>5}");
        let _ = write!(out, "  {}", style.graded(if passed { 100.0 } else { 0.0 }, &shown));
    }
    if let Some(label) = assessment.rubric().label(row.percent) {
        let _ = write!(out, "  {}", one_line(label));
    }
    out.push('\n');
}

/// Consistency, how much of it could be judged, and the margin as a share of revenue.
fn consistency(audit: &Reported, style: Style) -> String {
    let score = audit
        .consistency
        .score
        .map_or_else(|| "    –".to_owned(), |score| style.graded(score, &format!("{score:>5.0}")));
    let margin = audit.figures.as_ref().and_then(|figures| figures.margin_share.ok());
    let margin = margin.map_or_else(
        || "–".to_owned(),
        |share| match (share.low.round(), share.high.round()) {
            (low, high) if low == high => format!("{low} %"),
            (low, high) => format!("{low}…{high} %"),
        },
    );
    format!("{score} {:>4.0} % {margin:>8}", audit.consistency.judged)
}

fn foot(out: &mut String, assessment: &Assessment<'_>, style: Style, rows: &[Row]) {
    let nl = style.language == Language::Nl;
    let percents: Vec<f64> = rows.iter().map(|row| row.percent).collect();
    let mean = percents.iter().sum::<f64>() / percents.len() as f64;
    let (best, worst) = (percents[0], percents[percents.len() - 1]);
    let count = counted(rows.len(), "canvas", if nl { "canvassen" } else { "canvases" });
    let _ = write!(out, "\n{}", style.bold(&count));
    if rows.len() > 1 {
        let _ = write!(
            out,
            "  {} {:.0} %  {} {:.0} %  {} {:.0}–{:.0} %",
            style.language.pick("median", "mediaan"),
            median(&percents),
            style.language.pick("mean", "gemiddeld"),
            mean,
            style.language.pick("range", "bereik"),
            worst,
            best,
        );
    }
    if let Some(pass) = assessment.rubric().scale().and_then(|scale| scale.pass) {
        let passed = rows
            .iter()
            .filter(|row| assessment.rubric().mark(row.percent).is_some_and(|mark| mark >= pass))
            .count();
        let word = style.language.pick("passed", "voldoende");
        let _ = write!(out, "  {passed} {} {} {word}", if nl { "van" } else { "of" }, rows.len());
    }
    out.push('\n');
    weakest_blocks(out, assessment, style, rows);
    weakest_questions(out, assessment, style);
    let legend = if nl {
        "● beantwoord  ◐ deels  ○ niet gevonden; ·▁▂▃▄▅▆▇█ van niets tot alles per bouwsteen"
    } else {
        "● answered  ◐ partly  ○ not found; ·▁▂▃▄▅▆▇█ from nothing to all per block"
    };
    let _ = writeln!(out, "{}", style.dim(legend));
}

/// The middle value; of an even number of values the mean of the two in the middle.
fn median(descending: &[f64]) -> f64 {
    let middle = descending.len() / 2;
    if descending.len() % 2 == 1 {
        descending[middle]
    } else {
        f64::midpoint(descending[middle - 1], descending[middle])
    }
}

fn weakest_blocks(out: &mut String, assessment: &Assessment<'_>, style: Style, rows: &[Row]) {
    let mut means: Vec<(Block, f64)> = Vec::new();
    for block in Block::ALL {
        let here: Vec<f64> = rows
            .iter()
            .filter_map(|row| row.completeness.blocks[block.index()].percent())
            .collect();
        if !here.is_empty() {
            means.push((block, here.iter().sum::<f64>() / here.len() as f64));
        }
    }
    means.sort_by(|a, b| a.1.total_cmp(&b.1));
    let shown: Vec<String> = means
        .iter()
        .take(3)
        .map(|(block, mean)| {
            let label = assessment.catalogue().blocks.label(*block, style.language);
            format!("{} {mean:.0} %", label.to_lowercase())
        })
        .collect();
    let word = style.language.pick("weakest blocks", "zwakste bouwstenen");
    let _ = writeln!(out, "{word}: {}", shown.join(", "));
}

fn weakest_questions(out: &mut String, assessment: &Assessment<'_>, style: Style) {
    let canvases = assessment.portfolio().len();
    let questions = assessment.catalogue().questions.iter().enumerate();
    let mut missing: Vec<(usize, &str, &str)> = questions
        .filter(|(_, question)| assessment.rubric().weight(question).is_some())
        .map(|(place, question)| {
            let count = (0..canvases)
                .filter(|canvas| assessment.levels(*canvas).get(place) == Some(&Level::NotFound))
                .count();
            (count, question.id.as_str(), question.text(style.language).ask.as_str())
        })
        .filter(|(count, _, _)| *count > 0)
        .collect();
    missing.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    if missing.is_empty() {
        return;
    }
    let alone = canvases == 1;
    let word = match alone {
        true => style.language.pick("not found", "niet gevonden"),
        false => style.language.pick("most often not found", "het vaakst niet gevonden"),
    };
    let _ = writeln!(out, "{word}:");
    for (count, id, ask) in missing.into_iter().take(3) {
        let of = style.language.pick("of", "van");
        let lead = match alone {
            true => format!("  {id}  "),
            false => format!("  {id}  {count} {of} {canvases}  "),
        };
        let room = style.width.saturating_sub(lead.width()).max(20);
        let _ = writeln!(out, "{lead}{}", crate::text::truncate(ask, room));
    }
}
