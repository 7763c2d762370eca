//! The ranking for people.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::super::number::percent;
use super::super::style::{Style, fitted, wrapped};
use super::CompareView;
use crate::canvas::{Block, Language};
use crate::compare::Ranked;

/// How many questions are named as reasons.
const NAMED: usize = 6;

/// A canvas per line in order of completeness, equals with `=`, and below it why it stands there:
/// the blocks that lift it and pull it, and what it answers that the next one does not.
#[must_use]
pub fn compare_ranking(view: CompareView<'_, '_>, style: Style) -> String {
    let l = style.language;
    let mut out = String::new();
    let title = l.pick("In order of completeness", "Op volgorde van compleetheid");
    let _ = writeln!(out, "{}", style.bold(title));
    let name = |ranked: &Ranked| {
        view.sheet_at(ranked.canvas).map(|sheet| view.name(sheet)).unwrap_or_default()
    };
    let width = view.ranking.iter().map(|one| name(one).width()).max().unwrap_or(8).min(40);
    for (number, one) in view.ranking.iter().enumerate() {
        let tie = if one.tied { "=" } else { " " };
        let share = one.completeness.total.percent().unwrap_or(0.0);
        let _ = writeln!(
            out,
            "{:>4}{tie} {}  {} {} %",
            one.rank,
            fitted(&name(one), width),
            style.bar(share),
            percent(share)
        );
        let next = view.ranking[number + 1..].iter().find(|next| next.rank > one.rank);
        let reason = reason(one, next.map(name).as_deref(), view, l);
        if !reason.is_empty() {
            out.push_str(&style.dim_lines(&wrapped(&reason, style.width, "      ")));
        }
    }
    out
}

/// Why a canvas stands where it does.
pub(super) fn reason(
    one: &Ranked,
    next: Option<&str>,
    view: CompareView<'_, '_>,
    l: Language,
) -> String {
    let blocks = |blocks: &[(Block, f64)]| {
        let named = blocks.iter().map(|(block, by)| {
            let label = view.catalogue.blocks.label(*block, l).to_lowercase();
            format!("{label} {by:+.0}")
        });
        named.collect::<Vec<_>>().join(", ")
    };
    let mut parts = Vec::new();
    let apart = [blocks(&one.strong), blocks(&one.weak)];
    let apart: Vec<String> = apart.into_iter().filter(|text| !text.is_empty()).collect();
    if !apart.is_empty() {
        let median = l.pick("against the median", "tegenover de mediaan");
        parts.push(format!("{median}: {}", apart.join(", ")));
    }
    if let Some(next) = next {
        let ahead = questions(&one.ahead, view);
        let behind = questions(&one.behind, view);
        if !ahead.is_empty() {
            let words = l.pick("answers better than", "beantwoordt beter dan");
            let mut said = format!("{words} {next}: {ahead}");
            if !behind.is_empty() {
                let _ = write!(said, " ({} {behind})", l.pick("less well", "minder goed"));
            }
            parts.push(said);
        }
    }
    parts.join("; ")
}

fn questions(places: &[usize], view: CompareView<'_, '_>) -> String {
    let ids = places.iter().filter_map(|at| view.catalogue.questions.get(*at));
    let mut ids: Vec<&str> = ids.map(|question| question.id.as_str()).collect();
    let more = ids.len().saturating_sub(NAMED);
    ids.truncate(NAMED);
    let mut text = ids.join(", ");
    if more > 0 {
        let _ = write!(text, " +{more}");
    }
    text
}
