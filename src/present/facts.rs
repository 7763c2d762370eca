//! Canvases as plain text, a fact per line, for line-based tools.

use std::fmt::Write as _;

use crate::canvas::{Attribute, Block};
use crate::compare::Sheet;
use crate::portfolio::Field;
use crate::text::one_line;

/// Each canvas with what it says of itself and, per block, a line per entry; what an entry says
/// besides its text stands on lines of its own below it. The same canvas gives the same text,
/// whatever format it was read from.
#[must_use]
pub fn canvas_facts(sheets: &[Sheet<'_>]) -> String {
    let mut out = String::new();
    for sheet in sheets {
        if !out.is_empty() {
            out.push('\n');
        }
        let canvas = &sheet.canvas;
        let _ = writeln!(out, "canvas: {}", one_line(canvas.id));
        let _ = writeln!(out, "version: {}", one_line(canvas.version));
        for field in Field::ALL {
            if let Some(value) = sheet.fields[field as usize] {
                let _ = writeln!(out, "{}: {}", field.name(), one_line(value));
            }
        }
        for block in Block::ALL {
            if sheet.block(block).next().is_none() {
                continue;
            }
            let _ = writeln!(out, "\n[{block}]");
            let mut group = None;
            for entry in sheet.block(block) {
                if entry.group != group {
                    group = entry.group;
                    let _ = writeln!(out, "group: {}", one_line(group.unwrap_or_default()));
                }
                let _ = writeln!(out, "- {}", one_line(entry.text));
                if let Some(id) = entry.id {
                    let _ = writeln!(out, "  id: {}", one_line(id));
                }
                for attribute in Attribute::ALL {
                    if let Some(value) = entry.attribute(attribute) {
                        let _ = writeln!(out, "  {}: {}", attribute.name(), one_line(value));
                    }
                }
            }
        }
    }
    out
}
