//! A unit that is sold at or below what it costs.

use crate::balance::figures::Null;
use crate::balance::finding::{Unjudged, Value};
use crate::balance::scene::{Items, Scene};
use crate::text::Bits;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    items.cannot(Unjudged::Null(Null::NoUnit));
    for figures in scene.figures {
        for unit in &figures.units {
            let Some(cost) = unit.cost else { continue };
            if unit.price.high > cost.low {
                items.holds();
                continue;
            }
            let mut entries = unit.entries.clone();
            entries.dedup();
            let currency = scene
                .ledger
                .lines
                .iter()
                .find(|line| Some(line.entry) == entries.first().copied())
                .and_then(|line| line.currency);
            let values = vec![
                ("unit", Value::Text(unit.noun.clone())),
                ("price", Value::Money(unit.price, currency)),
                ("cost", Value::Money(cost, currency)),
            ];
            let evidence = entries.iter().map(|place| scene.quote(*place, &Bits::EMPTY)).collect();
            items.fails("below", values, evidence);
        }
    }
}
