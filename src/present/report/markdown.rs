//! The report as Markdown, for a repository.

use std::fmt::Write as _;

use polars::prelude::PolarsResult;

use super::summary::{facts, hardest, left_open};
use super::{Detail, Report, ReportTable, changes};
use crate::assess::Answer;
use crate::canvas::{Block, Canvas};
use crate::catalogue::Level;
use crate::present::machine::markdown_cell as escape;
use crate::present::number::percent;
use crate::present::style::sign;
use crate::text::truncate;

/// A quoted entry takes at most this many columns.
const QUOTE: usize = 240;

/// The report as Markdown.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn report_markdown(report: &Report<'_, '_>) -> PolarsResult<String> {
    let mut out = format!("# {}\n\n", escape(&report.heading()));
    for (number, word) in facts(report) {
        let _ = writeln!(out, "- **{}** {}", escape(&number), escape(&word));
    }
    out.push('\n');
    if let Some(basis) = report.basis() {
        let _ = writeln!(out, "{}\n", escape(&basis));
    }
    for note in &report.notes {
        let _ = writeln!(out, "{}\n", escape(note));
    }
    if report.names.len() > 1 {
        ranking(&mut out, report);
        hard(&mut out, report);
    }
    for table in changes::tables(report)?.iter().chain(&report.tables) {
        let _ = writeln!(out, "## {}\n", escape(&table.heading));
        table_of(&mut out, table);
    }
    if report.detail() == Detail::Brief {
        let text = report.pick(
            "Each canvas by itself is left out, since there are so many; a report of fewer has them.",
            "Elk canvas afzonderlijk is weggelaten, omdat het er zo veel zijn; een rapport van minder \
             heeft ze wel.",
        );
        let _ = writeln!(out, "{text}\n");
    } else {
        canvases(&mut out, report)?;
    }
    let _ = writeln!(
        out,
        "---\n\n{} {} bmc {}.",
        report.pick(
            "Completeness says how many questions a canvas answers, not whether the model is a good one.",
            "Volledigheid zegt hoeveel vragen een canvas beantwoordt, niet of het model goed is.",
        ),
        report.pick("Made with", "Gemaakt met"),
        env!("CARGO_PKG_VERSION")
    );
    Ok(out)
}

fn show(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{}%", percent(value).trim()))
}

fn ranking(out: &mut String, report: &Report<'_, '_>) {
    let codes: Vec<String> = Block::ALL.iter().map(|b| b.code().to_uppercase()).collect();
    let _ = writeln!(
        out,
        "## {}\n\n| # | {} | {} | {} |\n| --: | :-- | --: |{}",
        report.pick("Ranking", "Ranglijst"),
        report.pick("Canvas", "Canvas"),
        report.pick("Total", "Totaal"),
        codes.join(" | "),
        " --: |".repeat(codes.len())
    );
    let scores: Vec<_> = report.assessment.completeness().collect();
    for (number, place) in report.order.iter().enumerate() {
        let Some(one) = scores.get(*place) else { continue };
        let blocks: Vec<String> = one.blocks.iter().map(|points| show(points.percent())).collect();
        let _ = writeln!(
            out,
            "| {} | {} | **{}** | {} |",
            number + 1,
            escape(report.name(*place)),
            show(one.total.percent()),
            blocks.join(" | ")
        );
    }
    let labels: Vec<String> = Block::ALL
        .iter()
        .map(|block| {
            let label = report.assessment.catalogue().blocks.label(*block, report.language);
            format!("{} {}", block.code().to_uppercase(), label.to_lowercase())
        })
        .collect();
    let _ = writeln!(out, "\n{}\n", labels.join(" · "));
}

fn hard(out: &mut String, report: &Report<'_, '_>) {
    let _ = writeln!(out, "## {}\n", report.pick("Answered least", "Het minst beantwoord"));
    for count in hardest(report, 5) {
        let Some(question) = report.assessment.catalogue().questions.get(count.question) else {
            continue;
        };
        let _ = writeln!(
            out,
            "- {} ({}): {}",
            escape(&question.text(report.language).ask),
            question.id,
            left_open(report, &count)
        );
    }
    out.push('\n');
}

fn table_of(out: &mut String, table: &ReportTable) {
    if !table.intro.is_empty() {
        let _ = writeln!(out, "{}\n", escape(&table.intro));
    }
    let heads: Vec<String> = table.columns.iter().map(|(name, _)| escape(name)).collect();
    let lines: Vec<&str> =
        table.columns.iter().map(|(_, number)| if *number { "--:" } else { ":--" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", heads.join(" | "), lines.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn canvases(out: &mut String, report: &Report<'_, '_>) -> PolarsResult<()> {
    let views = report.assessment.portfolio().views()?;
    let evidence = report.assessment.evidence()?;
    let scores: Vec<_> = report.assessment.completeness().collect();
    for place in &report.order {
        let (Some(canvas), Some(one)) = (views.get(*place), scores.get(*place)) else { continue };
        let _ =
            writeln!(out, "## {} · {}\n", escape(report.name(*place)), show(one.total.percent()));
        for table in report.canvas_tables.get(place).into_iter().flatten() {
            let _ = writeln!(out, "### {}\n", escape(&table.heading));
            table_of(out, table);
        }
        let mut before = None;
        for answer in evidence.get(*place).into_iter().flatten() {
            let questions = &report.assessment.catalogue().questions;
            let Some(question) = questions.get(answer.question) else { continue };
            if before != Some(question.block) {
                let gap = if before.is_some() { "\n" } else { "" };
                let blocks = &report.assessment.catalogue().blocks;
                let label = blocks.label(question.block, report.language);
                let score = show(one.blocks[question.block.index()].percent());
                let _ = writeln!(out, "{gap}### {} · {score}\n", escape(label));
                before = Some(question.block);
            }
            item(out, report, &canvas, answer);
        }
        out.push('\n');
    }
    Ok(())
}

fn item(out: &mut String, report: &Report<'_, '_>, canvas: &Canvas<'_>, answer: &Answer) {
    let Some(question) = report.assessment.catalogue().questions.get(answer.question) else {
        return;
    };
    let language = report.language;
    let texts = question.text(language);
    let _ = writeln!(out, "- {} **{}** {}", sign(answer.level), question.id, escape(&texts.ask));
    if answer.level == Level::NotFound {
        let _ = writeln!(out, "  {}: {}", answer.level.label(language), escape(&texts.how));
        return;
    }
    let rule = answer.rule.and_then(|rule| question.rules.get(rule));
    let reason = match (rule, answer.kind) {
        (Some(rule), _) => rule.say[language as usize].as_str(),
        (None, Some(kind)) => kind.label(language),
        (None, None) => "",
    };
    let _ = writeln!(out, "  {}: {}", answer.level.label(language), escape(reason));
    for quote in &answer.quotes {
        let Some(entry) = canvas.entries.get(quote.place) else { continue };
        let line = crate::text::one_line(entry.text);
        let _ = writeln!(out, "  - “{}”", escape(&truncate(&line, QUOTE)));
    }
}
