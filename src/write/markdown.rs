//! Markdown: a file per canvas, a heading per block, sub-headings as groups.

use std::collections::BTreeSet;

use super::Written;
use super::canvases::Whole;
use super::file_name::file_name;
use super::table::lost_details;
use crate::canvas::{Block, Language};
use crate::catalogue::Catalogue;
use crate::portfolio::{Field, schema};
use crate::text::display_safe;

pub(super) fn files(all: &[Whole<'_>], catalogue: &Catalogue, language: Language) -> Written {
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    for whole in all {
        let name = file_name(whole.canvas.id, whole.canvas.version, "md", &mut taken);
        files.push((name, canvas(whole, catalogue, language).into_bytes()));
    }
    Written { files, lost: lost_details(all, "Markdown").into_iter().collect() }
}

fn canvas(whole: &Whole<'_>, catalogue: &Catalogue, language: Language) -> String {
    let mut out = front(whole.canvas.id, whole.canvas.version, |field| whole.field(field));
    let title = whole.field(Field::Title).unwrap_or(whole.canvas.id);
    out.push_str(&format!("# {}\n", escaped(title)));
    for block in Block::ALL {
        let heading = format!("\n## {}\n", catalogue.blocks.label(block, language));
        out.push_str(&heading);
        let mut group = None;
        for entry in whole.block(block) {
            if entry.group != group {
                match entry.group {
                    Some(group) => out.push_str(&format!("\n### {}\n", escaped(group))),
                    // Only the block's own heading ends a group.
                    None => out.push_str(&heading),
                }
                out.push('\n');
                group = entry.group;
            } else if out.ends_with(&heading) {
                out.push('\n');
            }
            out.push_str(&format!("- {}\n", escaped(entry.text)));
        }
    }
    out
}

/// The fields in front of a text.
pub(super) fn front<'a>(
    id: &str,
    version: &str,
    field: impl Fn(Field) -> Option<&'a str>,
) -> String {
    let mut out = "---\n".to_owned();
    let mut add = |name: &str, value: &str| {
        out.push_str(&format!("{name}: {}\n", quoted(value)));
    };
    add(schema::CANVAS, id);
    add(schema::VERSION, version);
    for known in Field::ALL {
        if let Some(value) = field(known) {
            add(known.name(), value);
        }
    }
    out.push_str("---\n\n");
    out
}

/// A text as YAML in double quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = display_safe(&words.join(" ")).into_owned();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text on one line that Markdown takes as it is.
pub(super) fn escaped(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let wordless = !text.chars().any(char::is_alphanumeric);
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let sign = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' => true,
            '<' => rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!'),
            '&' => rest.bytes().take(12).any(|byte| byte == b';'),
            '~' => rest.starts_with('~') || out.ends_with('~'),
            '#' => at == 0 || rest.trim_start_matches('#').is_empty(),
            // What would make the text a list, a rule or a title in itself.
            '-' | '+' | '=' | '>' | '–' | '—' if at == 0 => c.is_ascii(),
            '|' => wordless,
            _ => false,
        };
        if sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
