//! The likeness matrix and the groups for people.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::super::style::{Style, fitted, wrapped};
use super::CompareView;
use crate::compare::{Kinship, MOST_COMPARED};

/// So many canvases fit in a matrix of three columns each.
const WIDEST: usize = 20;

/// The matrix in percent where it fits, else each canvas' nearest; then the groups: what their
/// members share and what sets each apart.
#[must_use]
pub fn compare_likeness(view: CompareView<'_, '_>, style: Style) -> String {
    let l = style.language;
    let mut out = String::new();
    let title = l.pick(
        "How alike (percent of the words that tell)",
        "Hoe gelijk (procent van de woorden die iets zeggen)",
    );
    let _ = writeln!(out, "{}", style.bold(title));
    let Some(kinship) = view.kinship else {
        let many = format!(
            "{} {MOST_COMPARED} {}",
            l.pick("More than", "Bij meer dan"),
            l.pick(
                "canvases are not compared pair by pair; near copies are.",
                "canvassen wordt niet elk paar vergeleken; bijna-kopieën wel."
            )
        );
        let _ = writeln!(out, "{many}");
        return out;
    };
    if view.sheets.len() <= WIDEST {
        matrix(&mut out, kinship, view, style);
    } else {
        nearest(&mut out, kinship, view, style);
    }
    groups(&mut out, kinship, view, style);
    out
}

fn matrix(out: &mut String, kinship: &Kinship, view: CompareView<'_, '_>, style: Style) {
    let count = view.sheets.len();
    let names: Vec<String> = (0..count).map(|sheet| view.name(sheet)).collect();
    let room = style.width.saturating_sub(4 * count + 5).max(12);
    let width = names.iter().map(|name| name.width()).max().unwrap_or(0).min(room);
    let heads: String = (1..=count).map(|number| format!("{number:>4}")).collect();
    let _ = writeln!(out, "{}{heads}", " ".repeat(width + 5));
    for (row, name) in names.iter().enumerate() {
        let cells: String = (0..count)
            .map(|column| {
                if row == column {
                    return "   ·".to_owned();
                }
                format!("{:>4.0}", kinship.likeness(row, column) * 100.0)
            })
            .collect();
        let _ = writeln!(out, "{:>3}  {}{cells}", row + 1, fitted(name, width));
    }
}

fn nearest(out: &mut String, kinship: &Kinship, view: CompareView<'_, '_>, style: Style) {
    let names: Vec<String> = (0..view.sheets.len()).map(|sheet| view.name(sheet)).collect();
    let width = names.iter().map(|name| name.width()).max().unwrap_or(0).min(40);
    for (sheet, name) in names.iter().enumerate() {
        if let Some((other, likeness)) = kinship.nearest(sheet) {
            let word = style.language.pick("most like", "het meest als");
            let share = likeness * 100.0;
            let _ =
                writeln!(out, "  {}  {share:>3.0}  {word} {}", fitted(name, width), names[other]);
        }
    }
}

fn groups(out: &mut String, kinship: &Kinship, view: CompareView<'_, '_>, style: Style) {
    let l = style.language;
    if kinship.groups.is_empty() {
        let none = l.pick(
            "No two are alike enough to be a group.",
            "Geen twee lijken genoeg op elkaar om een groep te zijn.",
        );
        let _ = writeln!(out, "{none}");
        return;
    }
    for (number, group) in kinship.groups.iter().enumerate() {
        let word = l.pick("Group", "Groep");
        let count = group.members.len();
        let _ = writeln!(out, "\n{}", style.bold(&format!("{word} {} ({count})", number + 1)));
        if !group.shared.is_empty() {
            let share = l.pick("in common", "gemeen");
            let line = format!("{share}: {}", group.shared.join(", "));
            out.push_str(&wrapped(&line, style.width, "  "));
        }
        for (member, own) in group.members.iter().zip(&group.own) {
            let mut line = view.name(*member);
            if !own.is_empty() {
                let _ = write!(line, " – {}: {}", l.pick("its own", "eigen"), own.join(", "));
            }
            out.push_str(&wrapped(&line, style.width, "  "));
        }
    }
}
