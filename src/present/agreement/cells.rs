//! The cells in which the tool stands alone, for people and as a frame.

use std::fmt::Write as _;

use polars::prelude::*;

use super::super::style::{Style, sign, wrapped};
use super::figures::rater;
use crate::canvas::{Canvas, Language};
use crate::catalogue::Level;
use crate::compare::agreement::{Agreement, Differing};
use crate::portfolio::{Views, schema};
use crate::text::{one_line, truncate};

/// A quoted text takes at most this many columns.
const QUOTE: usize = 160;
/// At most this many of the words that counted are shown.
const WORDS: usize = 6;

/// Why the tool gives a level: the rule in words.
fn reason(agreement: &Agreement<'_>, one: &Differing, language: Language) -> String {
    let question = agreement.assessment.catalogue().questions.get(one.question);
    let rule = one.tool.rule.and_then(|rule| question?.rules.get(rule));
    match (rule, one.tool.kind) {
        (Some(rule), _) => rule.say[language as usize].clone(),
        (None, Some(kind)) => kind.label(language).to_owned(),
        (None, None) => language.pick("no evidence found", "geen bewijs gevonden").to_owned(),
    }
}

fn words(one: &Differing) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in one.tool.quotes.iter().flat_map(|quote| &quote.words) {
        let word = one_line(word);
        if words.len() < WORDS && !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

fn quotes(one: &Differing, canvas: &Canvas<'_>) -> Vec<String> {
    let entry = |place| canvas.entries.get(place);
    let found = one.tool.quotes.iter().filter_map(|quote| Some((quote.block, entry(quote.place)?)));
    let quoted = found.map(|(block, entry)| {
        format!("{}: “{}”", block.code(), truncate(&one_line(entry.text), QUOTE))
    });
    quoted.collect()
}

/// The cells in which the tool differs from every rater, with what each points at; at most `most`.
pub(super) fn list(agreement: &Agreement<'_>, most: usize, style: Style) -> PolarsResult<String> {
    let l = style.language;
    let views = agreement.assessment.portfolio().views()?;
    let count = agreement.differing.len();
    let title =
        l.pick("Where bmc differs from every rater", "Waar bmc van elke beoordelaar verschilt");
    let cells = if count == 1 { l.pick("cell", "cel") } else { l.pick("cells", "cellen") };
    let mut heading = format!("{title}: {count} {cells}");
    if count > most {
        let shown = l.pick("shown; all with --show cells", "getoond; alle met --show cells");
        let _ = write!(heading, " ({most} {shown})");
    }
    let mut out = format!("{}\n", style.bold(&heading));
    for one in agreement.differing.iter().take(most) {
        cell(&mut out, agreement, &views, one, style);
    }
    Ok(out)
}

fn cell(out: &mut String, agreement: &Agreement<'_>, views: &Views<'_>, one: &Differing, s: Style) {
    let l = s.language;
    let Some(canvas) = views.get(one.canvas) else { return };
    let question = agreement.assessment.catalogue().questions.get(one.question);
    let level = |who: &str, level: Level| {
        format!("{who} {} {}", s.level(level, sign(level)), level.label(l))
    };
    let mut said = vec![level("bmc", one.tool.level)];
    said.extend(one.marks.iter().map(|mark| level(&rater(agreement, mark.rater, l), mark.level)));
    let id = question.map_or("", |question| question.id.as_str());
    let name = one_line(canvas.id);
    let name = truncate(&name, 40);
    let _ = writeln!(out, "  {}  {name}: {}", s.bold(id), said.join(", "));
    let mut why = reason(agreement, one, l);
    let words = words(one);
    if !words.is_empty() {
        let _ = write!(why, " – {words}");
    }
    for quote in quotes(one, &canvas) {
        let _ = write!(why, " · {quote}");
    }
    out.push_str(&s.dim_lines(&wrapped(&format!("bmc: {why}"), s.width, "      ")));
    for mark in &one.marks {
        let Some(evidence) = &mark.evidence else { continue };
        let evidence = one_line(evidence);
        let evidence = truncate(&evidence, QUOTE * 2);
        let line = format!("{}: {evidence}", rater(agreement, mark.rater, l));
        out.push_str(&s.dim_lines(&wrapped(&line, s.width, "      ")));
    }
}

/// A row per cell in which the tool differs from every rater: `canvas`, `version`, `question`,
/// `tool` (its level), `difference` (points, the tool's minus the raters' mean), `tool_reason`,
/// `tool_words`, `tool_evidence`, `raters` (each with its level), `rater_evidence`, `row` (of the
/// first mark in its file).
///
/// # Errors
/// When polars cannot build the frame.
pub fn differing_frame(agreement: &Agreement<'_>, language: Language) -> PolarsResult<DataFrame> {
    let views = agreement.assessment.portfolio().views()?;
    let catalogue = agreement.assessment.catalogue();
    let mut texts: [Vec<Option<String>>; 9] = Default::default();
    let (mut by, mut rows) = (Vec::new(), Vec::new());
    for one in &agreement.differing {
        let Some(canvas) = views.get(one.canvas) else { continue };
        let question = catalogue.questions.get(one.question);
        let joined = |parts: Vec<String>, sep: &str| {
            Some(parts.join(sep)).filter(|joined| !joined.is_empty())
        };
        let name = |place: usize| rater(agreement, place, language);
        let levels = one.marks.iter().map(|mark| format!("{}: {}", name(mark.rater), mark.level));
        let evidence = one
            .marks
            .iter()
            .filter_map(|mark| Some(format!("{}: {}", name(mark.rater), mark.evidence.as_ref()?)));
        let row: [Option<String>; 9] = [
            Some(canvas.id.to_owned()),
            Some(canvas.version.to_owned()),
            question.map(|question| question.id.clone()),
            Some(one.tool.level.name().to_owned()),
            Some(reason(agreement, one, language)),
            Some(words(one)).filter(|words| !words.is_empty()),
            joined(quotes(one, &canvas), " · "),
            joined(levels.collect(), "; "),
            joined(evidence.collect(), " · "),
        ];
        for (column, cell) in texts.iter_mut().zip(row) {
            column.push(cell);
        }
        by.push((one.by * 1e4).round() / 1e4);
        rows.push(one.marks.first().and_then(|mark| u32::try_from(mark.row).ok()));
    }
    let height = by.len();
    let names = [
        schema::CANVAS,
        schema::VERSION,
        "question",
        "tool",
        "tool_reason",
        "tool_words",
        "tool_evidence",
        "raters",
        "rater_evidence",
    ];
    let mut columns: Vec<Column> =
        names.iter().zip(texts).map(|(name, cells)| Column::new((*name).into(), cells)).collect();
    columns.insert(4, Column::new("difference".into(), by));
    columns.push(Column::new("row".into(), rows));
    DataFrame::new(height, columns)
}
