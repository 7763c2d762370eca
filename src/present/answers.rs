//! The table of answers: every question with the words that its judgement rests on.

use std::fmt::Write as _;

use polars::prelude::*;

use super::number::percent;
use super::style::{Style, sign, wrapped};
use crate::assess::{Answer, Assessment};
use crate::canvas::{Block, Canvas};
use crate::catalogue::{Level, Question};
use crate::text::{one_line, truncate};

/// A quoted entry takes at most this many columns.
const QUOTE_WIDTH: usize = 160;
/// At most this many of the words that counted are shown.
const WORDS: usize = 6;

/// Per canvas a heading and per question its sign, its wording, why, and the entries quoted with
/// the words that counted; or how to answer it.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn answers_table(assessment: &Assessment<'_>, style: Style) -> PolarsResult<String> {
    let views = assessment.portfolio().views()?;
    let evidence = assessment.evidence()?;
    let mut out = String::new();
    for ((place, answers), one) in evidence.iter().enumerate().zip(assessment.completeness()) {
        let Some(canvas) = views.get(place) else { continue };
        if place > 0 {
            out.push('\n');
        }
        let heading = format!(
            "{}  ({} {})",
            one_line(canvas.id),
            style.language.pick("version", "versie"),
            one_line(canvas.version)
        );
        let total = one.total.percent().unwrap_or(0.0);
        let _ = writeln!(out, "{}  {} %", style.bold(&heading), percent(total).trim());
        let mut before = None;
        for answer in answers {
            let Some(question) = assessment.catalogue().questions.get(answer.question) else {
                continue;
            };
            if before != Some(question.block) {
                let score = one.blocks[question.block.index()].percent().unwrap_or(0.0);
                block_heading(&mut out, assessment, style, question.block, score);
                before = Some(question.block);
            }
            line(&mut out, assessment, style, &canvas, question, answer);
        }
    }
    Ok(out)
}

/// The words that counted, behind a dash; nothing when entries counted as a whole.
fn words(answer: &Answer) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in answer.quotes.iter().flat_map(|quote| &quote.words) {
        let word = one_line(word);
        if words.len() < WORDS && !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() { String::new() } else { format!(" – {}", words.join(", ")) }
}

fn block_heading(
    out: &mut String,
    assessment: &Assessment<'_>,
    style: Style,
    block: Block,
    score: f64,
) {
    let label = assessment.catalogue().blocks.label(block, style.language);
    let _ = writeln!(out, "\n  {}  {} {} %", style.bold(label), style.bar(score), percent(score));
}

fn line(
    out: &mut String,
    assessment: &Assessment<'_>,
    style: Style,
    canvas: &Canvas<'_>,
    question: &Question,
    answer: &Answer,
) {
    let texts = question.text(style.language);
    let mark = style.level(answer.level, sign(answer.level));
    let first = wrapped(&texts.ask, style.width, "         ");
    let _ = write!(out, "  {mark} {:<5}{}", question.id, first.trim_start());
    let indent = "         ";
    if answer.level == Level::NotFound {
        out.push_str(&style.dim(wrapped(&texts.how, style.width, indent).trim_end()));
        out.push('\n');
        return;
    }
    let rule = answer.rule.and_then(|rule| question.rules.get(rule));
    let reason = match (rule, answer.kind) {
        (Some(rule), _) => rule.say[style.language as usize].as_str(),
        (None, Some(kind)) => kind.label(style.language),
        (None, None) => "",
    };
    let state = answer.level.label(style.language);
    let counted = words(answer);
    let _ = write!(out, "{}", wrapped(&format!("{state}: {reason}{counted}"), style.width, indent));
    for quote in &answer.quotes {
        let Some(entry) = canvas.entries.get(quote.place) else { continue };
        let label = assessment.catalogue().blocks.label(quote.block, style.language);
        let text = one_line(entry.text);
        let room = style.width.saturating_sub(13 + label.len()).clamp(30, QUOTE_WIDTH);
        let mut shown = truncate(&text, room).into_owned();
        if style.color {
            for word in &quote.words {
                shown = shown.replacen(word.as_str(), &style.bold(word), 1);
            }
        }
        let _ = write!(out, "{indent}“{shown}”");
        if quote.block != question.block {
            let _ = write!(out, " {}", style.dim(&format!("({label})")));
        }
        out.push('\n');
    }
}
