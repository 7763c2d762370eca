//! Near copies for people: the shared text side by side.

use std::fmt::Write as _;

use super::super::style::{Style, fitted, wrapped};
use super::CompareView;
use crate::text::one_line;

/// So many pairs are shown with their text; the others with their shares only.
const SHOWN: usize = 20;

/// The pairs with much text in common, most alike first, with that text side by side. What counts
/// is said: similar text is not yet copied text.
#[must_use]
pub fn compare_copies(view: CompareView<'_, '_>, style: Style) -> String {
    let l = style.language;
    let mut out = String::new();
    let title = l.pick("Similar texts", "Teksten die op elkaar lijken");
    let _ = writeln!(out, "{}", style.bold(title));
    if view.copies.is_empty() {
        let _ = writeln!(
            out,
            "{}",
            l.pick(
                "No two canvases have much text in common.",
                "Geen twee canvassen hebben veel tekst gemeen."
            )
        );
        return out;
    }
    for (number, copy) in view.copies.iter().enumerate() {
        let (a, b) = copy.pair;
        let _ = writeln!(
            out,
            "{} {:.0} %  {} {:.0} %",
            style.bold(&view.name(a)),
            copy.shares.0 * 100.0,
            style.bold(&view.name(b)),
            copy.shares.1 * 100.0
        );
        if number >= SHOWN {
            continue;
        }
        let room = (style.width.saturating_sub(7) / 2).max(20);
        for (one, other) in &copy.entries {
            let text = |sheet: usize, entry: usize| {
                let found = view.sheets.get(sheet).and_then(|s| s.canvas.entries.get(entry));
                found.map(|entry| one_line(entry.text)).unwrap_or_default()
            };
            let (left, right) = (text(a, *one), text(b, *other));
            if left == right {
                out.push_str(&wrapped(&format!("= {left}"), style.width, "  "));
                continue;
            }
            let (left, right) = (wrapped(&left, room, ""), wrapped(&right, room, ""));
            let (mut left, mut right) = (left.lines(), right.lines());
            let mut first = true;
            loop {
                let (one, other) = (left.next(), right.next());
                if one.is_none() && other.is_none() {
                    break;
                }
                let sign = if first { "~" } else { " " };
                first = false;
                let one = fitted(one.unwrap_or_default(), room);
                let line = format!("  {sign} {one} │ {}", other.unwrap_or_default());
                let _ = writeln!(out, "{}", line.trim_end());
            }
        }
    }
    let note = l.pick(
        "Percent of each canvas' runs of four words that the other has too; runs that many canvases \
         have, and the template's, are left out.",
        "Procent van de reeksen van vier woorden van elke canvas die de andere ook heeft; reeksen \
         die veel canvassen hebben en die van het sjabloon tellen niet mee.",
    );
    out.push_str(&style.dim_lines(&wrapped(note, style.width, "")));
    out
}
