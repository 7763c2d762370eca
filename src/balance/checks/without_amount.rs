//! Streams or costs without an amount, beside others that have one.

use rust_decimal::Decimal;

use crate::balance::figures::Null;
use crate::balance::finding::Unjudged;
use crate::balance::ledger::Unclear;
use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::text::Bits;

/// An item fails when it says no amount, no percentage and nothing that was taken for one, while
/// enough of the others do.
pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>, side: Side) {
    if !scene.ledger.has_amounts(side) {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    }
    let all = scene.items(side);
    let says = |place: usize| {
        scene.ledger.of_entry(place).next().is_some()
            || scene.sense(place).percent
            || scene.ledger.unclear.iter().any(|(entry, unclear)| {
                *entry == place && !matches!(unclear, Unclear::Disagrees(..))
            })
    };
    let with = all.iter().filter(|place| says(**place)).count();
    let share = Decimal::from(100 * with) / Decimal::from(all.len().max(1));
    if share < items.check.limit("share") {
        return items.cannot(Unjudged::TooFew);
    }
    let free = items.check.concepts("free");
    for place in all {
        if says(place) || scene.meets(place, &free) {
            items.holds();
        } else {
            let evidence = vec![scene.quote(place, &Bits::EMPTY)];
            items.fails("missing", vec![("item", scene.name(place))], evidence);
        }
    }
}
