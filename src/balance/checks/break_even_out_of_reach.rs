//! More must be sold to break even than the market, or the stated volume, holds.

use rust_decimal::Decimal;

use crate::balance::finding::{Unjudged, Value};
use crate::balance::range::Range;
use crate::balance::scene::{Items, Scene};
use crate::canvas::{Attribute, Block};
use crate::text::Bits;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let Some(figures) = scene.figures.first() else {
        return items.cannot(Unjudged::Null(crate::balance::figures::Null::NoAmounts));
    };
    let (needed, sold) = match (figures.break_even_volume, figures.sold) {
        (Ok(needed), Ok(sold)) => (needed, sold),
        (Err(null), _) | (_, Err(null)) => return items.cannot(Unjudged::Null(null)),
    };
    let market = scene.block(Block::CustomerSegments).iter().filter_map(|place| {
        let entry = scene.entry(*place)?;
        let size: Decimal = entry.attribute(Attribute::Volume)?.trim().parse().ok()?;
        Some((size, *place))
    });
    let market = market.max_by_key(|(size, _)| *size).filter(|(size, _)| *size >= sold.high);
    let reach = market.map_or(sold.high, |(size, _)| size);
    if needed.low <= reach {
        return items.holds();
    }
    let mut evidence: Vec<_> =
        figures.stream.iter().map(|place| scene.quote(*place, &Bits::EMPTY)).collect();
    evidence.extend(market.map(|(_, place)| scene.quote(place, &Bits::EMPTY)));
    let up = |value: Decimal| value.ceil();
    let values = vec![
        ("needed", Value::Number(Range { low: up(needed.low), high: up(needed.high) })),
        ("reach", Value::number(reach)),
    ];
    items.fails(if market.is_some() { "market" } else { "volume" }, values, evidence);
}
