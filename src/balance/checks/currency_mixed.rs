//! Amounts in several currencies that no rate makes one.

use crate::balance::figures::{Figures, Null};
use crate::balance::finding::{Unjudged, Value};
use crate::balance::line::{Line, NotCounted};
use crate::balance::scene::{Items, Scene};

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let named = |line: &&Line| {
        line.currency.is_some()
            && !matches!(
                line.not_counted(),
                Some(NotCounted::Comparison | NotCounted::StatedZero | NotCounted::ColumnWins)
            )
    };
    let mut lines: Vec<&Line> = scene.ledger.lines.iter().filter(named).collect();
    if lines.is_empty() {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    }
    let mixed = |one: &Figures| {
        one.revenue == Err(Null::Currencies) || one.cost == Err(Null::Currencies)
    };
    if !scene.figures.iter().any(mixed) {
        return items.holds();
    }
    let text = |line: &Line| scene.entry(line.entry).map_or("", |entry| entry.text);
    lines.sort_by_key(|line| (line.currency, line.side, text(line)));
    lines.dedup_by_key(|line| line.currency);
    let codes: Vec<&str> =
        lines.iter().filter_map(|line| line.currency.map(|currency| currency.code())).collect();
    let evidence = lines.iter().take(4).map(|line| scene.quote_line(line)).collect();
    items.fails("mixed", vec![("currencies", Value::Text(codes.join(", ")))], evidence);
}
