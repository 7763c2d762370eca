//! The yearly figures for people.

use std::fmt::Write as _;

use polars::prelude::*;
use rust_decimal::Decimal;

use super::style::{Style, fitted};
use crate::balance::{FIGURES, Range, money};
use crate::money::Currency;
use crate::text::one_line;

/// Per canvas and horizon its figures, a line each; where one cannot be computed, the reason.
///
/// # Errors
/// When a column of the frame does not hold text.
pub fn figures_table(figures: &DataFrame, style: Style) -> PolarsResult<String> {
    let column = |name: &str| figures.column(name)?.str();
    let (canvas, version) = (column("canvas")?, column("version")?);
    let (horizon, currency, name) = (column("horizon")?, column("currency")?, column("figure")?);
    let (low, high, reason) = (column("low")?, column("high")?, column("reason")?);
    let l = style.language;
    let mut out = String::new();
    let mut before = None;
    for at in 0..figures.height() {
        let here = Some((canvas.get(at), version.get(at), horizon.get(at)));
        if here != before {
            if at > 0 {
                out.push('\n');
            }
            let mut head = format!(
                "{}  ({} {})",
                one_line(canvas.get(at).unwrap_or_default()),
                l.pick("version", "versie"),
                one_line(version.get(at).unwrap_or_default())
            );
            if let Some(horizon) = horizon.get(at) {
                let _ = write!(head, "  {}", one_line(horizon));
            }
            let _ = writeln!(out, "{}", style.bold(&head));
            before = here;
        }
        let id = name.get(at).unwrap_or_default();
        let label = FIGURES
            .iter()
            .find(|(known, _)| *known == id)
            .map_or(id, |(_, [en, nl])| l.pick(en, nl));
        let end = |text: Option<&str>| text.and_then(|text| text.parse::<Decimal>().ok());
        let shown = match (end(low.get(at)), end(high.get(at))) {
            (Some(low), Some(high)) => {
                let plain = id.ends_with("share") || id == "payback" || id.ends_with("volume");
                let currency = currency.get(at).and_then(Currency::from_code);
                money(Range { low, high }, currency.filter(|_| !plain), l)
            }
            _ => style.dim(&format!("– ({})", reason.get(at).unwrap_or_default())),
        };
        let _ = writeln!(out, "  {} {shown}", fitted(label, 32));
    }
    if figures.height() == 0 {
        out.push_str(l.pick("No amounts were found.\n", "Er zijn geen bedragen gevonden.\n"));
    }
    Ok(out)
}
