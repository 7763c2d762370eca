//! Streams or costs without an amount, beside others that have one.

use rust_decimal::Decimal;

use crate::balance::figures::Null;
use crate::balance::finding::Unjudged;
use crate::balance::ledger::Unclear;
use crate::balance::line::Side;
use crate::balance::scene::{Items, Scene};
use crate::text::Bits;

/// An item fails when it says no amount, no percentage and no number at all, while enough of the
/// others do, also under its own heading.
pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>, side: Side) {
    if !scene.ledger.has_amounts(side) {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    }
    let all = scene.items(side);
    let says = |place: usize| {
        scene.ledger.of_entry(place).next().is_some()
            || scene.sense(place).percent
            || scene.entry(place).is_some_and(|e| e.text.contains(|c: char| c.is_ascii_digit()))
            || scene.ledger.unclear.iter().any(|(entry, unclear)| {
                *entry == place && !matches!(unclear, Unclear::Disagrees(..))
            })
    };
    let group = |place: usize| scene.entry(place).and_then(|entry| entry.group);
    // Beside others means: on this side, and under the same heading.
    let most = |fits: &dyn Fn(usize) -> bool| {
        let here = all.iter().filter(|place| fits(**place));
        let with = here.clone().filter(|place| says(**place)).count();
        let share = Decimal::from(100 * with) / Decimal::from(here.count().max(1));
        share >= items.check.limit("share")
    };
    if !most(&|_| true) {
        return items.cannot(Unjudged::TooFew);
    }
    let stands_out: Vec<bool> =
        all.iter().map(|place| most(&|other| group(other) == group(*place))).collect();
    let free = items.check.concepts("free");
    for (place, stands_out) in all.iter().copied().zip(stands_out) {
        if says(place) || !stands_out || scene.meets(place, free) {
            items.holds();
        } else {
            let evidence = vec![scene.quote(place, &Bits::EMPTY)];
            items.fails("missing", vec![("item", scene.name(place))], evidence);
        }
    }
}
