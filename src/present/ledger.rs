//! The ledger for people: every amount, where it was read, and what it counts for.

use std::fmt::Write as _;

use polars::prelude::*;

use super::style::{Style, fitted};
use crate::balance::{Range, money};
use crate::money::Currency;
use crate::text::{one_line, truncate};

/// Per canvas its lines: amount, period, what it is worth a year, fixed or recurring, and the words
/// that it was read from.
///
/// # Errors
/// When a column of the frame does not hold text.
pub fn ledger_table(ledger: &DataFrame, style: Style) -> PolarsResult<String> {
    let l = style.language;
    let mut columns = Vec::new();
    for column in ledger.columns() {
        columns.push((column.name().as_str(), column.str()?));
    }
    let cell = |name: &str, row: usize| {
        columns.iter().find(|(known, _)| *known == name).and_then(|(_, column)| column.get(row))
    };
    let mut out = String::new();
    let mut before = (None, None);
    let mut side = None;
    for row in 0..ledger.height() {
        let here = (cell("canvas", row), cell("version", row));
        if here != before {
            if row > 0 {
                out.push('\n');
            }
            let name = format!(
                "{}  ({} {})",
                one_line(here.0.unwrap_or_default()),
                l.pick("version", "versie"),
                one_line(here.1.unwrap_or_default())
            );
            let _ = writeln!(out, "{}", style.bold(&name));
            (before, side) = (here, None);
        }
        if cell("side", row) != side {
            side = cell("side", row);
            let word = match side {
                Some("revenue") => l.pick("revenue", "inkomsten"),
                _ => l.pick("cost", "kosten"),
            };
            let head = format!(
                "  {:<24} {:<12} {:<22} {:<10} {}",
                word,
                l.pick("per", "per"),
                l.pick("a year", "per jaar"),
                l.pick("kind", "soort"),
                l.pick("read from", "gelezen uit")
            );
            let _ = writeln!(out, "{}", style.dim(&head));
        }
        line(&mut out, &|name| cell(name, row), style);
    }
    if ledger.height() == 0 {
        out.push_str(l.pick("No amounts were found.\n", "Er zijn geen bedragen gevonden.\n"));
    }
    Ok(out)
}

fn line<'f>(out: &mut String, cell: &impl Fn(&str) -> Option<&'f str>, style: Style) {
    let l = style.language;
    let currency = cell("currency").and_then(Currency::from_code);
    let amount = |low: &str, high: &str| {
        let low = cell(low)?.parse().ok()?;
        let high = cell(high)?.parse().ok()?;
        Some(money(Range { low, high }, currency, l))
    };
    let shown = amount("low", "high").unwrap_or_else(|| l.pick("not read", "niet gelezen").into());
    let not_counted = cell("not_counted").unwrap_or_default();
    let yearly = amount("yearly_low", "yearly_high").unwrap_or_else(|| not_counted.to_owned());
    let kind = cell("nature").or_else(|| cell("recurrence")).unwrap_or("–");
    let doubt = cell("doubt").map_or_else(String::new, |doubt| format!(" [{doubt}]"));
    let horizon = cell("horizon").map_or_else(String::new, |h| format!(" ({})", one_line(h)));
    let read = one_line(cell("read_from").unwrap_or_default());
    let entry = one_line(cell("entry").unwrap_or_default());
    let text = format!("“{}”{horizon}{doubt}  {}", read, style.dim(&entry));
    let room = style.width.saturating_sub(76).max(24);
    let text = if style.color { text } else { truncate(&text, room.max(60)).into_owned() };
    let _ = writeln!(
        out,
        "  {} {} {} {} {text}",
        fitted(&shown, 24),
        fitted(cell("period").unwrap_or("–"), 12),
        fitted(&yearly, 22),
        fitted(kind, 10),
    );
}
