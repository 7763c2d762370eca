//! Findings for people: per canvas, per check, with the words they rest on and what to do.

use std::fmt::Write as _;

use polars::prelude::*;

use super::number::{counted, percent};
use super::style::{Style, wrapped};
use crate::balance::{Balance, Evidence, Finding, Reported, Waivers, message, money};
use crate::canvas::{Canvas, Language};
use crate::catalogue::{Check, Gravity};
use crate::text::{one_line, truncate};

/// A quoted entry takes at most this many columns.
const QUOTE_WIDTH: usize = 140;
/// At most this many findings of one check are shown with their entries; the rest as one line each.
const QUOTED: usize = 5;
/// At most this many canvases without findings are named.
const NAMED: usize = 8;

/// Per canvas a heading with its consistency, and under it its findings, the heaviest first; under
/// all, how many there are of each severity.
///
/// # Errors
/// When a column of the portfolio does not hold text.
pub fn findings_table(
    balance: &Balance<'_>,
    waivers: &Waivers,
    least: Gravity,
    style: Style,
) -> PolarsResult<String> {
    let views = balance.portfolio().views()?;
    let mut out = String::new();
    let (mut clean, mut named) = (0, Vec::new());
    for (place, one) in balance.all().iter().enumerate() {
        let Some(canvas) = views.get(place) else { continue };
        let any = one.findings.iter().any(|finding| finding.severity >= least);
        if !any && one.unused.is_empty() {
            clean += 1;
            if named.len() < NAMED {
                let judged = percent(one.consistency.judged);
                named.push(format!("{} ({} %)", one_line(canvas.id), judged.trim()));
            }
            continue;
        }
        heading(&mut out, &canvas, one, style);
        groups(&mut out, balance, &canvas, one, least, style);
        for unused in &one.unused {
            let text = style.language.pick("waives nothing", "ontheft niets");
            let entry = canvas.entries.get(unused.place).map_or("", |entry| entry.text);
            let quote = one_line(entry);
            let _ = writeln!(
                out,
                "  {} unused-waiver  '{}' {text}: “{}”",
                style.gravity(Gravity::Warning, "!"),
                one_line(&unused.check),
                truncate(&quote, 60)
            );
        }
        out.push('\n');
    }
    foot(&mut out, balance, waivers, (clean, &named), style);
    Ok(out)
}

fn heading(out: &mut String, canvas: &Canvas<'_>, one: &Reported, style: Style) {
    let l = style.language;
    let version = l.pick("version", "versie");
    let name = format!("{}  ({version} {})", one_line(canvas.id), one_line(canvas.version));
    let judged = percent(one.consistency.judged);
    let judged = format!("{} {} %", l.pick("judged", "beoordeeld"), judged.trim());
    let score = match one.consistency.score {
        Some(score) => {
            format!("{} {}", l.pick("consistency", "samenhang"), percent(score).trim())
        }
        None => l.pick("consistency –", "samenhang –").to_owned(),
    };
    let _ = write!(out, "{}  {score}, {judged}", style.bold(&name));
    if let Some(figures) = &one.figures {
        let year = l.pick("a year", "per jaar");
        for (label, figure) in [
            (l.pick("revenue", "omzet"), figures.revenue),
            (l.pick("cost", "kosten"), figures.cost),
        ] {
            if let Ok(range) = figure {
                let _ = write!(out, "; {label} {} {year}", money(range, figures.currency, l));
            }
        }
    }
    out.push('\n');
}

fn groups(
    out: &mut String,
    balance: &Balance<'_>,
    canvas: &Canvas<'_>,
    one: &Reported,
    least: Gravity,
    style: Style,
) {
    let mut findings: Vec<&Finding> =
        one.findings.iter().filter(|finding| finding.severity >= least).collect();
    findings.sort_by_key(|finding| (finding.waived.is_some(), std::cmp::Reverse(finding.severity)));
    let mut from = 0;
    while from < findings.len() {
        let first = findings[from];
        let alike = |finding: &&&Finding| {
            finding.check == first.check
                && finding.severity == first.severity
                && finding.waived.is_some() == first.waived.is_some()
        };
        let length = findings[from..].iter().take_while(alike).count();
        let group = &findings[from..from + length];
        if let Some(check) = balance.catalogue().checks.get(first.check) {
            one_check(out, balance, canvas, check, group, style);
        }
        from += length;
    }
}

fn one_check(
    out: &mut String,
    balance: &Balance<'_>,
    canvas: &Canvas<'_>,
    check: &Check,
    group: &[&Finding],
    style: Style,
) {
    let Some(first) = group.first() else { return };
    let l = style.language;
    let word = match (&first.waived, first.severity) {
        (Some(_), _) => l.pick("waived", "ontheven"),
        (None, severity) => severity.label(l),
    };
    let mut head = format!("  {}  {}", style.gravity(first.severity, word), style.bold(&check.id));
    if first.inferred {
        head.push_str(&style.dim(l.pick("  (by its words)", "  (op de woorden af)")));
    }
    out.push_str(&head);
    out.push('\n');
    for (number, finding) in group.iter().enumerate() {
        let text = one_line(&message(finding, check, l));
        let _ = write!(out, "{}", wrapped(&text, style.width, "    "));
        if number < QUOTED {
            for evidence in &finding.evidence {
                quote(out, balance, canvas, evidence, &text, style);
            }
        }
        if let Some(reason) = &finding.waived {
            let _ = writeln!(out, "      {}", style.dim(&one_line(reason)));
        }
    }
    if first.waived.is_none() {
        let how = wrapped(&format!("→ {}", check.text(l).how), style.width, "    ");
        out.push_str(&style.dim(how.trim_end()));
        out.push('\n');
    }
}

/// An entry, unless the message already says all of it.
fn quote(
    out: &mut String,
    balance: &Balance<'_>,
    canvas: &Canvas<'_>,
    evidence: &Evidence,
    said: &str,
    style: Style,
) {
    let Some(entry) = canvas.entries.get(evidence.place) else { return };
    let text = one_line(entry.text);
    if said.contains(&text) && evidence.words.is_empty() {
        return;
    }
    let label = balance.catalogue().blocks.label(evidence.block, style.language);
    let room = style.width.saturating_sub(12 + label.len()).clamp(30, QUOTE_WIDTH);
    let mut shown = truncate(&text, room).into_owned();
    if style.color {
        for word in &evidence.words {
            shown = shown.replacen(word.as_str(), &style.bold(word), 1);
        }
    }
    let _ = writeln!(out, "      “{shown}” {}", style.dim(&format!("({label})")));
}

fn foot(
    out: &mut String,
    balance: &Balance<'_>,
    waivers: &Waivers,
    (clean, named): (usize, &[String]),
    style: Style,
) {
    let l = style.language;
    let all = balance.all();
    let canvases = counted(all.len(), "canvas", l.pick("canvases", "canvassen"));
    let sum = |at: usize| all.iter().map(|one| one.consistency.counts[at] as usize).sum::<usize>();
    let waived: u32 = all.iter().map(|one| one.consistency.waived).sum();
    let mut parts = vec![
        counted(sum(0), l.pick("error", "fout"), l.pick("errors", "fouten")),
        counted(sum(1), l.pick("warning", "waarschuwing"), l.pick("warnings", "waarschuwingen")),
        format!("{} info", sum(2)),
    ];
    if waived > 0 {
        parts.push(format!("{waived} {}", l.pick("waived", "ontheven")));
    }
    let unused = balance.unused_waivers().len();
    if unused > 0 {
        let word = l.pick("unused waivers in", "ongebruikte ontheffingen in");
        parts.push(format!("{unused} {word} {}", one_line(&waivers.file)));
    }
    let _ = writeln!(out, "{}  {}", style.bold(&canvases), parts.join(", "));
    if clean > 0 {
        let word = l.pick("without findings to show, judged:", "zonder bevindingen, beoordeeld:");
        let more = match (clean - named.len(), l) {
            (0, _) => String::new(),
            (more, Language::En) => format!(" and {more} more"),
            (more, Language::Nl) => format!(" en nog {more}"),
        };
        let _ = writeln!(out, "{clean} {word} {}{more}", named.join(", "));
    }
}
