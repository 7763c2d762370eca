//! Price × volume that is not what is stated as its outcome.

use rust_decimal::Decimal;

use crate::balance::finding::Value;
use crate::balance::line::{Line, times_a_year};
use crate::balance::range::Range;
use crate::balance::scene::{Items, Scene};
use crate::money::Period;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let percent = items.check.limit("percent");
    for line in &scene.ledger.lines {
        let stated = line.product.and_then(|product| scene.ledger.lines.get(product));
        let (Some(stated), Some(units)) = (stated, &line.units) else { continue };
        let Some(outcome) = outcome(line, stated) else { continue };
        if outcome.agrees(stated.amount, percent) {
            items.holds();
            continue;
        }
        let values = vec![
            ("item", scene.name(line.entry)),
            ("price", Value::Money(line.amount, line.currency)),
            ("volume", Value::Number(units.count)),
            ("product", Value::Money(outcome, line.currency)),
            ("stated", Value::Money(stated.amount, stated.currency)),
        ];
        let mut evidence = scene.quote_line(line);
        evidence.words.extend(scene.quote_line(stated).words);
        items.fails("differs", values, vec![evidence]);
    }
}

/// Price × volume, per the time that the stated outcome is per.
fn outcome(line: &Line, stated: &Line) -> Option<Range> {
    let units = line.units.as_ref()?;
    let quantity = line.per.unit.as_ref().map_or(Decimal::ONE, |unit| unit.quantity);
    let product = line.amount.times(units.count)?.over(Range::exact(quantity))?;
    let own = units.per.or(line.per.time).filter(|time| *time != Period::Once);
    let (Some(own), Some(other)) = (own, stated.per.time) else { return Some(product) };
    if own == other {
        return Some(product);
    }
    let own = times_a_year(own, if units.per.is_some() { 1 } else { line.per.every })?;
    let other = times_a_year(other, stated.per.every)?;
    product.times(Range::exact(own))?.over(Range::exact(other))
}
