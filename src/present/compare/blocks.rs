//! Canvases side by side, block by block.

use std::fmt::Write as _;

use super::super::style::{Style, fitted, wrapped};
use super::CompareView;
use crate::canvas::Block;
use crate::text::one_line;

/// Narrower columns than this are not put side by side but one under the other.
const NARROWEST: usize = 24;

/// The entries of all canvases, block by block: in columns where they fit, else under one another.
#[must_use]
pub fn compare_blocks(view: CompareView<'_, '_>, style: Style) -> String {
    let mut out = String::new();
    let count = view.sheets.len().max(1);
    let width = (style.width + 3) / count;
    let columns = width >= NARROWEST + 3;
    let room = width.saturating_sub(3);
    for block in Block::ALL {
        if block != Block::CustomerSegments {
            out.push('\n');
        }
        let label = view.catalogue.blocks.label(block, style.language);
        let _ = writeln!(out, "{}", style.bold(label));
        let cells: Vec<Vec<String>> = (0..view.sheets.len())
            .map(|sheet| cell(view, sheet, block, if columns { room } else { style.width }))
            .collect();
        if columns {
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for line in 0..height {
                let texts = cells
                    .iter()
                    .map(|cell| fitted(cell.get(line).map_or("", String::as_str), room));
                let texts: Vec<String> = texts.collect();
                let _ = writeln!(out, "{}", texts.join(" │ ").trim_end());
            }
        } else {
            for line in cells.iter().flatten() {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}

/// The name of the canvas and its entries in a block, on lines of a width.
fn cell(view: CompareView<'_, '_>, sheet: usize, block: Block, width: usize) -> Vec<String> {
    let mut lines = vec![format!("[{}]", view.name(sheet))];
    let Some(canvas) = view.sheets.get(sheet) else { return lines };
    for entry in canvas.block(block) {
        // Bullets keep their place where a column is trimmed: the sign is not a space.
        let text = wrapped(&one_line(entry.text), width.saturating_sub(2).max(20), "");
        for (number, line) in text.lines().enumerate() {
            lines.push(format!("{} {line}", if number == 0 { "·" } else { "\u{a0}" }));
        }
    }
    if lines.len() == 1 {
        lines.push("–".to_owned());
    }
    lines
}
