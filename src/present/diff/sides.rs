//! Changes for the terminal, old on the left and new on the right.

use std::fmt::Write as _;

use super::super::style::Style;
use super::DiffView;
use super::inked::{Inked, inked, laid_out};
use super::lines::{self, tell};
use super::unified::{fields, heading, questions, remark, unchanged, whole_canvases};
use crate::compare::{Aspect, Change, Diff, Fate, Kind};

/// All changes, block by block, the old on the left and the new on the right, and what they mean.
#[must_use]
pub fn diff_sides(view: DiffView<'_, '_>, style: Style) -> String {
    let mut out = String::new();
    whole_canvases(&mut out, view, style);
    for ((old, new, diff), meaning) in view.diff.pairs.iter().zip(view.meanings) {
        if diff.is_empty() && view.diff.pairs.len() > 1 {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        heading(&mut out, (old, new), diff, meaning, style);
        fields(&mut out, diff, style);
        for block in lines::blocks(diff) {
            let label = lines::label(view, block, style.language);
            let _ = writeln!(out, "\n{}", style.bold(label));
            for group in lines::groups(diff, block, style.language) {
                let _ = writeln!(out, "  ~ {group}");
            }
            for change in lines::told_apart(diff).filter(|change| change.block() == block) {
                row(&mut out, change, diff, view, style);
            }
        }
        questions(&mut out, meaning, view, style);
    }
    unchanged(&mut out, view, style);
    out
}

fn row(
    out: &mut String,
    change: &Change<'_>,
    diff: &Diff<'_>,
    view: DiffView<'_, '_>,
    style: Style,
) {
    let told = tell(change, diff, view, style.language);
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
    let plain = lines::aspects(change, diff) == [Aspect::Reworded] && told.details.is_empty();
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
