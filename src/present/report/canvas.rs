//! One canvas in a report: its drawing, its blocks, and every question with the words that its
//! judgement rests on, or how to answer it.

use std::fmt::Write as _;

use polars::prelude::PolarsResult;

use super::ranking::plain_table;
use super::{Detail, Report};
use crate::assess::{Answer, Completeness};
use crate::canvas::{Block, Canvas};
use crate::catalogue::{Level, Question};
use crate::portfolio::{Field, schema};
use crate::present::html::{escape, marked};
use crate::present::number::percent;
use crate::text::truncate;

/// A quoted entry takes at most this many columns.
const QUOTE: usize = 400;

/// All canvases, in the report's order.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub(super) fn sections(out: &mut String, report: &Report<'_, '_>) -> PolarsResult<()> {
    let views = report.assessment.portfolio().views()?;
    let scores: Vec<Completeness> = report.assessment.completeness().collect();
    let brief = report.detail() == Detail::Brief;
    let evidence = if brief { Vec::new() } else { report.assessment.evidence()? };
    for place in &report.order {
        let (Some(canvas), Some(one)) = (views.get(*place), scores.get(*place)) else { continue };
        open(out, report, *place, one)?;
        if brief {
            unanswered(out, report, *place);
        } else {
            let answers = evidence.get(*place).map_or(&[][..], Vec::as_slice);
            whole(out, report, (*place, &canvas), one, answers);
        }
        out.push_str("</section>");
    }
    out.push('\n');
    Ok(())
}

fn open(
    out: &mut String,
    report: &Report<'_, '_>,
    place: usize,
    one: &Completeness,
) -> PolarsResult<()> {
    let frame = report.assessment.portfolio().canvases();
    let field = |name: &str| -> PolarsResult<String> {
        Ok(escape(frame.column(name)?.str()?.get(place).unwrap_or_default()))
    };
    let version = format!("{} {}", report.pick("version", "versie"), field(schema::VERSION)?);
    let parts = [
        field(schema::CANVAS)?,
        version,
        field(Field::Date.name())?,
        field(Field::Author.name())?,
        field(Field::Stage.name())?,
    ];
    let meta: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let total = one.total.percent().map_or("–".to_owned(), |p| format!("{}%", percent(p).trim()));
    let _ = write!(
        out,
        "<section class=\"canvas\" id=\"c{place}\"><div class=\"head\">\
         <h3>{}</h3><span class=\"total\">{total}</span></div><p class=\"meta\">{}</p>",
        escape(report.name(place)),
        meta.join(" · ")
    );
    Ok(())
}

/// The questions that are not wholly answered, by name. They are no links: on a page of very many
/// canvases those would be most of it.
fn unanswered(out: &mut String, report: &Report<'_, '_>, place: usize) {
    let questions = &report.assessment.catalogue().questions;
    let levels = report.assessment.levels(place);
    for level in [Level::NotFound, Level::Partly] {
        let these = questions.iter().zip(levels).filter(|(question, own)| {
            **own == level && report.assessment.rubric().weight(question).is_some()
        });
        let ids: Vec<&str> = these.map(|(question, _)| question.id.as_str()).collect();
        if !ids.is_empty() {
            let word = escape(level.label(report.language));
            let _ = write!(out, "<p>{word} ({}): {}</p>", ids.len(), ids.join(", "));
        }
    }
}

fn whole(
    out: &mut String,
    report: &Report<'_, '_>,
    (place, canvas): (usize, &Canvas<'_>),
    one: &Completeness,
    answers: &[Answer],
) {
    let folded = report.detail() == Detail::Folded;
    if folded {
        let words = report.pick("The canvas and its {} questions", "Het canvas en zijn {} vragen");
        let words = words.replace("{}", &report.questions().to_string());
        let _ = writeln!(out, "<details><summary>{}</summary>", escape(&words));
    }
    if let Some(poster) = report.posters.get(&place) {
        let word = report.pick("Drawn", "Getekend");
        let label = format!("{word}: {}", escape(report.name(place)));
        let _ = writeln!(
            out,
            "<figure><div class=\"scroll\" role=\"region\" aria-label=\"{label}\" tabindex=\"0\">{}</div></figure>",
            poster.svg
        );
    }
    next_steps(out, report, answers);
    for table in report.canvas_tables.get(&place).into_iter().flatten() {
        let _ = writeln!(out, "<h4>{}</h4>", escape(&table.heading));
        plain_table(out, table, report.name(place));
    }
    let heading = escape(report.pick("Question by question", "Vraag voor vraag"));
    let _ = writeln!(out, "<h4>{heading}</h4>");
    for block in Block::ALL {
        let own = |answer: &&Answer| {
            question(report, answer).is_some_and(|question| question.block == block)
        };
        let own: Vec<&Answer> = answers.iter().filter(own).collect();
        if own.is_empty() {
            continue;
        }
        let label = escape(report.assessment.catalogue().blocks.label(block, report.language));
        let score = one.blocks[block.index()].percent();
        let score = score.map_or("–".to_owned(), |score| format!("{}%", percent(score).trim()));
        let _ = writeln!(out, "<h5>{label} · {score}</h5><ul class=\"answers\">");
        for answer in own {
            item(out, report, canvas, answer);
        }
        out.push_str("</ul>\n");
    }
    if folded {
        out.push_str("</details>\n");
    }
}

fn question<'r>(report: &'r Report<'_, '_>, answer: &Answer) -> Option<&'r Question> {
    report.assessment.catalogue().questions.get(answer.question)
}

/// What would add most: the questions with the most points still to earn, at most five.
fn next_steps(out: &mut String, report: &Report<'_, '_>, answers: &[Answer]) {
    let rubric = report.assessment.rubric();
    let mut open: Vec<(f64, &Question)> = answers
        .iter()
        .filter_map(|answer| {
            let question = question(report, answer)?;
            let weight = rubric.weight(question)? * rubric.block_weight(question.block);
            let left = weight * f64::from(2 - answer.level.half_points());
            (left > 0.0).then_some((left, question))
        })
        .collect();
    // Sorting is stable: equals stay in canvas order.
    open.sort_by(|a, b| b.0.total_cmp(&a.0));
    if open.is_empty() {
        return;
    }
    let heading = escape(report.pick("What to do next", "Wat nu te doen"));
    let _ = writeln!(out, "<h4>{heading}</h4><ol class=\"next\">");
    for (_, question) in open.into_iter().take(5) {
        let how = escape(&question.text(report.language).how);
        let _ = writeln!(out, "<li>{how} ({})</li>", question.id);
    }
    out.push_str("</ol>\n");
}

fn item(out: &mut String, report: &Report<'_, '_>, canvas: &Canvas<'_>, answer: &Answer) {
    let Some(question) = question(report, answer) else { return };
    let language = report.language;
    let texts = question.text(language);
    let state = escape(answer.level.label(language));
    let class = answer.level as usize;
    let _ = write!(
        out,
        "<li class=\"l{class}\"><p><b>{}</b> {}</p><p><span class=\"state\">{state}</span>",
        question.id,
        escape(&texts.ask)
    );
    if answer.level == Level::NotFound {
        let _ = writeln!(out, ". {}</p></li>", escape(&texts.how));
        return;
    }
    let rule = answer.rule.and_then(|rule| question.rules.get(rule));
    let reason = match (rule, answer.kind) {
        (Some(rule), _) => rule.say[language as usize].as_str(),
        (None, Some(kind)) => kind.label(language),
        (None, None) => "",
    };
    let _ = write!(out, ": {}</p>", escape(reason));
    for quote in &answer.quotes {
        let Some(entry) = canvas.entries.get(quote.place) else { continue };
        let text = marked(&truncate(&crate::text::one_line(entry.text), QUOTE), &quote.words);
        let _ = write!(out, "<blockquote>{text}");
        if quote.block != question.block {
            let label = report.assessment.catalogue().blocks.label(quote.block, language);
            let _ = write!(out, " <span class=\"meta\">({})</span>", escape(label));
        }
        out.push_str("</blockquote>");
    }
    if answer.level == Level::Partly {
        let word = escape(report.pick("To answer it whole:", "Voor een heel antwoord:"));
        let _ = write!(out, "<p>{word} {}</p>", escape(&texts.how));
    }
    out.push_str("</li>\n");
}
