//! Costs that come back, and income that does not.

use std::cmp::Reverse;

use crate::balance::figures::Null;
use crate::balance::finding::Unjudged;
use crate::balance::line::{Known, Line, Recurrence, Side};
use crate::balance::scene::{Items, Scene};

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let text = |line: &Line| scene.entry(line.entry).map_or("", |entry| entry.text);
    let recurs = |line: &&Line| line.per.time.is_some() && line.once().is_none();
    let cost = scene
        .ledger
        .of_side(Side::Cost)
        .filter(recurs)
        .max_by_key(|line| (line.yearly().map(|year| year.high), Reverse(text(line))));
    let Some(cost) = cost else {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    };
    let streams = scene.items(Side::Revenue);
    let mut lines: Vec<&Line> =
        scene.ledger.of_side(Side::Revenue).filter(|line| !line.is_stated_zero()).collect();
    lines.sort_by_key(|line| text(line));
    if lines.is_empty() {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    }
    let one_off = |place: &usize| {
        let mut own = lines.iter().filter(|line| line.entry == *place).peekable();
        own.peek().is_some()
            && own.all(|line| {
                line.recurrence == (Some(Recurrence::OneOff), Known::Stated)
                    && line.yearly().is_none()
                    && line.units.as_ref().is_none_or(|units| units.per.is_none())
            })
    };
    if !streams.iter().all(one_off) {
        return items.holds();
    }
    let mut evidence = vec![scene.quote_line(cost)];
    evidence.extend(lines.iter().take(2).map(|line| scene.quote_line(line)));
    items.fails("one-off", vec![("cost", scene.name(cost.entry))], evidence);
}
