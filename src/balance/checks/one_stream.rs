//! One stream that brings in nearly everything.

use crate::balance::finding::{Unjudged, Value};
use crate::balance::line::Side;
use crate::balance::range::Range;
use crate::balance::scene::{Items, Scene};
use crate::text::Bits;

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let Some(figures) = scene.figures.first() else {
        return items.cannot(Unjudged::Null(crate::balance::figures::Null::NoAmounts));
    };
    let (share, place) = match figures.largest_stream {
        Ok(largest) => largest,
        Err(null) => return items.cannot(Unjudged::Null(null)),
    };
    let mut streams: Vec<usize> = scene
        .ledger
        .of_side(Side::Revenue)
        .filter(|line| line.yearly().is_some() && line.horizon == figures.horizon)
        .map(|line| line.entry)
        .collect();
    streams.dedup();
    if streams.len() < 2 {
        return items.cannot(Unjudged::TooFew);
    }
    if share.high <= items.check.limit("percent") {
        return items.holds();
    }
    let share = Range::exact(share.high.round());
    let values = vec![("item", scene.name(place)), ("share", Value::Number(share))];
    items.fails("one", values, vec![scene.quote(place, &Bits::EMPTY)]);
}
