//! Figures in rows, for a terminal or for Markdown.

use unicode_width::UnicodeWidthStr;

use super::super::machine::markdown_cell;
use super::super::style::Style;

/// A table whose first columns are words and whose others are figures.
pub(super) struct Grid {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// How many columns, from the left, hold words.
    pub(super) words: usize,
}

impl Grid {
    /// In columns; words to the left, figures to the right.
    pub(super) fn text(&self, style: Style) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().chain([&self.head]).filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let line = |row: &[String]| {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let pad = " ".repeat(width.saturating_sub(cell.width()));
                line.push_str("  ");
                if column < self.words {
                    line.push_str(cell);
                    line.push_str(&pad);
                } else {
                    line.push_str(&pad);
                    line.push_str(cell);
                }
            }
            line.trim_end().to_owned()
        };
        let mut out = style.dim(&line(&self.head));
        out.push('\n');
        for row in &self.rows {
            out.push_str(&line(row));
            out.push('\n');
        }
        out
    }

    /// As a Markdown table. Cells are made safe here.
    pub(super) fn markdown(&self) -> String {
        let line = |row: &[String]| {
            let cells: Vec<String> = row.iter().map(|cell| markdown_cell(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule = |at| if at < self.words { "---" } else { "--:" };
        let rules: Vec<&str> = (0..self.head.len()).map(rule).collect();
        let mut out = line(&self.head);
        out.push_str(&format!("| {} |\n", rules.join(" | ")));
        out.extend(self.rows.iter().map(|row| line(row)));
        out
    }
}
