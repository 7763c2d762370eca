//! Changes for the terminal, old on the left and new on the right.

use std::fmt::Write as _;

use super::super::style::Style;
use super::inked::{Inked, inked, laid_out};
use super::lines::{self, tell};
use super::unified::{fields, findings, heading, questions, remark, unchanged, whole_canvases};
use super::{DiffView, Pair};
use crate::compare::{Aspect, Change, Fate, Kind};

/// All changes, block by block, the old on the left and the new on the right, and what they mean.
#[must_use]
pub fn diff_sides(view: DiffView<'_, '_>, style: Style) -> String {
    let mut out = String::new();
    whole_canvases(&mut out, view, style);
    for pair in view.pairs() {
        if !out.is_empty() {
            out.push('\n');
        }
        heading(&mut out, pair, style);
        fields(&mut out, pair.diff, style);
        for block in lines::blocks(pair) {
            let label = lines::label(view, block, style.language);
            let _ = writeln!(out, "\n{}", style.bold(label));
            for group in lines::groups(pair.diff, block, style.language) {
                let _ = writeln!(out, "  ~ {group}");
            }
            for change in lines::told_apart(pair).filter(|change| change.block() == block) {
                row(&mut out, change, pair, style);
            }
        }
        findings(&mut out, pair, style);
        questions(&mut out, pair, style);
    }
    unchanged(&mut out, view, style);
    out
}

fn row(out: &mut String, change: &Change<'_>, pair: Pair<'_, '_>, style: Style) {
    let told = tell(change, pair, style.language);
    let sign = match change.kind() {
        Kind::Added => "+",
        Kind::Removed => "-",
        Kind::Edited => "~",
        Kind::Split | Kind::Merged | Kind::Recast => "*",
    };
    let room = (style.width.saturating_sub(7) / 2).max(12);
    let left = column(&told.old, room, change.kind() == Kind::Edited, style);
    let right = column(&told.new, room, change.kind() == Kind::Edited, style);
    for number in 0..left.len().max(right.len()) {
        let (text, used) = left.get(number).cloned().unwrap_or_default();
        let pad = " ".repeat(room.saturating_sub(used));
        let other = right.get(number).map_or("", |(line, _)| line);
        let sign = if number == 0 { sign } else { " " };
        let line = format!("  {sign} {text}{pad} │ {other}");
        let _ = writeln!(out, "{}", line.trim_end());
    }
    let aspects = lines::aspects(change, pair.diff, pair.meaning);
    let plain = aspects == [Aspect::Reworded] && told.details.is_empty();
    if change.kind() != Kind::Added && change.kind() != Kind::Removed && !plain {
        let _ = writeln!(out, "    {}", style.dim(&format!("({})", remark(&told))));
    }
}

/// The texts of one side, each with a bullet when there are several. Without colour only words
/// that differ within a text are marked: whole texts are told apart by their column.
fn column(texts: &[Vec<Inked>], room: usize, words: bool, style: Style) -> Vec<(String, usize)> {
    let mut lines = Vec::new();
    let bullet = texts.len() > 1;
    for text in texts {
        let plain: Vec<Inked>;
        let runs = if style.color || words {
            text
        } else {
            plain = text.iter().map(|run| inked(Fate::Kept, &run.text)).collect();
            &plain
        };
        let indent = if bullet { 2 } else { 0 };
        for (number, (line, used)) in laid_out(runs, room - indent, style).into_iter().enumerate() {
            let lead = if !bullet {
                ""
            } else if number == 0 {
                "· "
            } else {
                "  "
            };
            lines.push((format!("{lead}{line}"), used + indent));
        }
    }
    lines
}
