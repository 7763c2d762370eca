//! Comparisons in Markdown, to paste in a note or hand to a class.

use std::fmt::Write as _;

use super::super::machine::markdown_cell;
use super::CompareView;
use super::rank::reason;
use crate::canvas::{Block, Language};
use crate::compare::MOST_COMPARED;

/// Up to so many canvases have a column each.
const WIDEST: usize = 12;
/// So many pairs are shown with their text; the others with their shares only.
const SHOWN: usize = 20;

/// A row per canvas in order of completeness, with the reason for its place.
#[must_use]
pub fn ranking_markdown(view: CompareView<'_, '_>, language: Language) -> String {
    let l = language;
    let title = l.pick("In order of completeness", "Op volgorde van compleetheid");
    let mut out = format!("## {title}\n\n");
    let head = l.pick(
        "| | Canvas | Completeness | Why |\n|--:|---|--:|---|\n",
        "| | Canvas | Compleetheid | Waarom |\n|--:|---|--:|---|\n",
    );
    out.push_str(head);
    let name =
        |canvas: usize| view.sheet_at(canvas).map(|sheet| view.name(sheet)).unwrap_or_default();
    for (number, one) in view.ranking.iter().enumerate() {
        let next = view.ranking[number + 1..].iter().find(|next| next.rank > one.rank);
        let next = next.map(|next| name(next.canvas));
        let share = one.completeness.total.percent();
        let share = share.map_or_else(|| "–".to_owned(), |share| format!("{share:.0} %"));
        let _ = writeln!(
            out,
            "| {}{} | {} | {share} | {} |",
            one.rank,
            if one.tied { " =" } else { "" },
            markdown_cell(&name(one.canvas)),
            markdown_cell(&reason(one, next.as_deref(), view, l))
        );
    }
    out
}

/// The entries of all canvases side by side, a table per block; a list for more canvases than a
/// table holds.
#[must_use]
pub fn side_by_side_markdown(view: CompareView<'_, '_>, language: Language) -> String {
    let title = language.pick("Side by side", "Naast elkaar");
    let mut out = format!("## {title}\n");
    let texts = |sheet: usize, block: Block| -> Vec<String> {
        let sheet = view.sheets.get(sheet);
        let entries = sheet.into_iter().flat_map(|sheet| sheet.block(block));
        entries.map(|entry| markdown_cell(entry.text)).collect()
    };
    let names: Vec<String> =
        (0..view.sheets.len()).map(|sheet| markdown_cell(&view.name(sheet))).collect();
    for block in Block::ALL {
        let _ = writeln!(out, "\n### {}\n", view.catalogue.blocks.label(block, language));
        if names.len() > WIDEST {
            for (sheet, name) in names.iter().enumerate() {
                let _ =
                    writeln!(out, "- **{name}**: {}", or_dash(&texts(sheet, block).join(" · ")));
            }
            continue;
        }
        let _ = writeln!(out, "| {} |\n|{}", names.join(" | "), "---|".repeat(names.len()));
        let columns: Vec<Vec<String>> = (0..names.len()).map(|at| texts(at, block)).collect();
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let cells = columns.iter().map(|column| column.get(row).map_or("", String::as_str));
            let _ = writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "–" } else { text }
}

/// How alike the canvases are in percent, as a matrix where it fits, else each with its nearest;
/// then the groups.
#[must_use]
pub fn likeness_markdown(view: CompareView<'_, '_>, language: Language) -> String {
    let l = language;
    let title = l.pick(
        "How alike (percent of the words that tell)",
        "Hoe gelijk (procent van de woorden die iets zeggen)",
    );
    let mut out = format!("## {title}\n\n");
    let Some(kinship) = view.kinship else {
        let _ = writeln!(
            out,
            "{} {MOST_COMPARED} {}",
            l.pick("More than", "Bij meer dan"),
            l.pick(
                "canvases are not compared pair by pair; near copies are.",
                "canvassen wordt niet elk paar vergeleken; bijna-kopieën wel."
            )
        );
        return out;
    };
    let names: Vec<String> =
        (0..view.sheets.len()).map(|sheet| markdown_cell(&view.name(sheet))).collect();
    if names.len() <= WIDEST {
        let heads: String = (1..=names.len()).map(|number| format!(" {number} |")).collect();
        let _ = writeln!(out, "| | |{heads}\n|--:|---|{}", "--:|".repeat(names.len()));
        for (row, name) in names.iter().enumerate() {
            let cell = |column: usize| {
                if row == column {
                    return " · |".to_owned();
                }
                format!(" {:.0} |", kinship.likeness(row, column) * 100.0)
            };
            let cells: String = (0..names.len()).map(cell).collect();
            let _ = writeln!(out, "| {} | {name} |{cells}", row + 1);
        }
    } else {
        let head = l.pick("| Canvas | Most like | % |", "| Canvas | Het meest als | % |");
        let _ = writeln!(out, "{head}\n|---|---|--:|");
        for (sheet, name) in names.iter().enumerate() {
            if let Some((other, likeness)) = kinship.nearest(sheet) {
                let _ = writeln!(out, "| {name} | {} | {:.0} |", names[other], likeness * 100.0);
            }
        }
    }
    out.push('\n');
    if kinship.groups.is_empty() {
        let none = l.pick(
            "No two are alike enough to be a group.",
            "Geen twee lijken genoeg op elkaar om een groep te zijn.",
        );
        let _ = writeln!(out, "{none}");
    }
    for (number, group) in kinship.groups.iter().enumerate() {
        let word = l.pick("Group", "Groep");
        let shared = markdown_cell(&group.shared.join(", "));
        let common = l.pick("in common", "gemeen");
        let _ = write!(out, "**{word} {}** ({})", number + 1, group.members.len());
        let _ =
            if shared.is_empty() { writeln!(out) } else { writeln!(out, ": {common} {shared}") };
        out.push('\n');
        for (member, own) in group.members.iter().zip(&group.own) {
            let _ = write!(out, "- {}", names.get(*member).map_or("", String::as_str));
            if !own.is_empty() {
                let own = markdown_cell(&own.join(", "));
                let _ = write!(out, ": {} {own}", l.pick("its own", "eigen"));
            }
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

/// The pairs with much text in common, most alike first, with that text side by side.
#[must_use]
pub fn copies_markdown(view: CompareView<'_, '_>, language: Language) -> String {
    let l = language;
    let title = l.pick("Similar texts", "Teksten die op elkaar lijken");
    let mut out = format!("## {title}\n\n");
    if view.copies.is_empty() {
        let none = l.pick(
            "No two canvases have much text in common.",
            "Geen twee canvassen hebben veel tekst gemeen.",
        );
        let _ = writeln!(out, "{none}");
        return out;
    }
    for (number, copy) in view.copies.iter().enumerate() {
        let (a, b) = copy.pair;
        let (left, right) = (markdown_cell(&view.name(a)), markdown_cell(&view.name(b)));
        let (own, other) = (copy.shares.0 * 100.0, copy.shares.1 * 100.0);
        if number >= SHOWN {
            let _ = writeln!(out, "- {left} {own:.0} % · {right} {other:.0} %");
            continue;
        }
        let _ = writeln!(out, "| {left} ({own:.0} %) | {right} ({other:.0} %) |\n|---|---|");
        let text = |sheet: usize, entry: usize| {
            let found = view.sheets.get(sheet).and_then(|sheet| sheet.canvas.entries.get(entry));
            found.map(|entry| markdown_cell(entry.text)).unwrap_or_default()
        };
        for (one, two) in &copy.entries {
            let (one, two) = (text(a, *one), text(b, *two));
            let two = if one == two { "=" } else { &two };
            let _ = writeln!(out, "| {one} | {two} |");
        }
        out.push('\n');
    }
    out
}
