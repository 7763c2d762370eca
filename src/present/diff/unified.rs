//! Changes for the terminal, one under the other.

use std::fmt::Write as _;

use super::super::style::{Style, wrapped};
use super::inked::{Inked, inked, kept, laid_out};
use super::lines::{self, Told, tell};
use super::{DiffView, Pair, money};
use crate::compare::{Aspect, Change, Diff, Fate, Kind};
use crate::text::{one_line, truncate};

/// All changes, block by block, one under the other, and what they mean.
#[must_use]
pub fn diff_unified(view: DiffView<'_, '_>, style: Style) -> String {
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
                one(&mut out, change, pair, style);
            }
        }
        findings(&mut out, pair, style);
        questions(&mut out, pair, style);
    }
    unchanged(&mut out, view, style);
    out
}

/// The canvases that came and went.
pub(super) fn whole_canvases(out: &mut String, view: DiffView<'_, '_>, style: Style) {
    let l = style.language;
    let came = (&view.diff.added, l.pick("New canvas", "Nieuwe canvas"), "+");
    let went = (&view.diff.removed, l.pick("Canvas removed", "Canvas verwijderd"), "-");
    for (sheets, words, sign) in [came, went] {
        for sheet in sheets {
            let entries = lines::entries(sheet, l);
            let name = style.bold(&one_line(&sheet.name()));
            let _ = writeln!(out, "{sign} {words}: {name} ({entries})");
        }
    }
}

/// How many canvases are the same on both sides; nothing for a single pair.
pub(super) fn unchanged(out: &mut String, view: DiffView<'_, '_>, style: Style) {
    let same = view.diff.pairs.iter().filter(|(_, _, diff)| diff.is_empty()).count();
    if same > 0 && view.diff.pairs.len() > 1 {
        let l = style.language;
        let words = l.pick("canvases without changes", "canvassen zonder wijzigingen");
        let _ = writeln!(out, "\n{}", style.dim(&format!("{same} {words}")));
    }
}

/// The names, how complete, and the changes in short.
pub(super) fn heading(out: &mut String, pair: Pair<'_, '_>, style: Style) {
    let l = style.language;
    let (id, version) = lines::names(pair.sheets.0, pair.sheets.1);
    let _ = writeln!(out, "{}  {version}", style.bold(&id));
    if pair.diff.is_empty() {
        let _ = writeln!(out, "{}", l.pick("No changes.", "Geen wijzigingen."));
        return;
    }
    let _ = writeln!(
        out,
        "{} {}, {} {}",
        l.pick("completeness", "compleetheid"),
        lines::completeness(pair.meaning),
        l.pick("consistency", "samenhang"),
        lines::consistency(pair.meaning)
    );
    if let Some(figures) = money::figures(pair.meaning, l) {
        let line = format!("{}: {figures}", l.pick("a year", "per jaar"));
        out.push_str(&wrapped(&line, style.width, ""));
    }
    let _ = writeln!(out, "{}", style.dim(&lines::in_short(pair.diff, pair.meaning, l)));
}

/// What the canvas says of itself, where that changed.
pub(super) fn fields(out: &mut String, diff: &Diff<'_>, style: Style) {
    for change in &diff.fields {
        let name = lines::field_word(change.field, style.language);
        let _ = writeln!(out, "  ~ {}", lines::from_to(name, change.old, change.new));
    }
}

fn one(out: &mut String, change: &Change<'_>, pair: Pair<'_, '_>, style: Style) {
    let told = tell(change, pair, style.language);
    match change.kind() {
        Kind::Added => text(out, "  + ", &told.new[0], style),
        Kind::Removed => text(out, "  - ", &told.old[0], style),
        Kind::Edited => edited(out, change, pair, &told, style),
        Kind::Split | Kind::Merged | Kind::Recast => {
            let _ = writeln!(out, "  * {}:", told.what);
            for old in &told.old {
                text(out, "      - ", old, style);
            }
            for new in &told.new {
                text(out, "      + ", new, style);
            }
        }
    }
}

fn edited(out: &mut String, change: &Change<'_>, pair: Pair<'_, '_>, told: &Told, style: Style) {
    let mut runs: Vec<Inked> = told.both.clone().unwrap_or_default();
    // That words changed can be seen.
    let aspects = lines::aspects(change, pair.diff, pair.meaning);
    if aspects != [Aspect::Reworded] || !told.details.is_empty() {
        runs.push(kept(&format!("  ({})", remark(told))));
    }
    text(out, "  ~ ", &runs, style);
}

/// What happened besides the words.
pub(super) fn remark(told: &Told) -> String {
    let mut parts = vec![told.what.to_lowercase()];
    parts.extend(told.details.iter().cloned());
    parts.join("; ")
}

/// Runs behind a sign, wrapped under their beginning. A whole text that came or went needs no
/// marks round it: its sign says so.
fn text(out: &mut String, lead: &str, runs: &[Inked], style: Style) {
    let plain = |run: &Inked| match (style.color, lead.contains('~')) {
        (false, false) => inked(Fate::Kept, &run.text),
        _ => run.clone(),
    };
    let runs: Vec<Inked> = runs.iter().map(plain).collect();
    let room = style.width.saturating_sub(lead.len()).max(24);
    for (number, (line, _)) in laid_out(&runs, room, style).into_iter().enumerate() {
        let indent = " ".repeat(lead.len());
        let _ = writeln!(out, "{}{line}", if number == 0 { lead } else { &indent });
    }
}

/// The findings that appeared and those that are gone.
pub(super) fn findings(out: &mut String, pair: Pair<'_, '_>, style: Style) {
    let l = style.language;
    let lines = money::findings(pair, l);
    if lines.is_empty() {
        return;
    }
    let title = l.pick("What it means for the findings", "Wat het betekent voor de bevindingen");
    let _ = writeln!(out, "\n{}", style.bold(title));
    for line in lines {
        let what = format!("  {} {}", if line.appeared { "+" } else { "-" }, line.what(l));
        let what =
            if line.appeared { style.gravity(line.severity, &what) } else { style.dim(&what) };
        let _ = writeln!(out, "{what}  {}", style.bold(&line.check));
        out.push_str(&wrapped(&line.text, style.width, "      "));
    }
}

/// The questions whose answers changed.
pub(super) fn questions(out: &mut String, pair: Pair<'_, '_>, style: Style) {
    let (meaning, view) = (pair.meaning, pair.view);
    if meaning.questions.is_empty() {
        return;
    }
    let l = style.language;
    let title = l.pick("What it means for the questions", "Wat het betekent voor de vragen");
    let _ = writeln!(out, "\n{}", style.bold(title));
    for change in &meaning.questions {
        let Some(question) = view.catalogue.questions.get(change.question) else { continue };
        let sign = change.sign();
        let word = lines::question_word(change, l);
        let lead = format!("  {sign} {:<5} {word}: ", question.id);
        let room = style.width.saturating_sub(lead.chars().count()).max(30);
        let ask = truncate(&question.text(l).ask, room).into_owned();
        let _ = writeln!(out, "{}{ask}", style.level(change.new, &lead));
        if let Some(ground) = &change.ground {
            let said = one_line(ground.text);
            let label = lines::label(view, ground.block, l).to_lowercase();
            let line = format!("{label} {}: {said}", ground.number);
            let line = truncate(&line, style.width.saturating_sub(10).max(30)).into_owned();
            let _ = writeln!(out, "          {}", style.dim(&line));
        }
    }
}
