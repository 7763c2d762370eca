//! An amount that says neither when it is paid nor per what.

use crate::balance::figures::Null;
use crate::balance::finding::{Unjudged, Value};
use crate::balance::line::{Line, NotCounted};
use crate::balance::scene::{Items, Scene};

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let counts = |line: &&Line| {
        !matches!(
            line.not_counted(),
            Some(
                NotCounted::Total
                    | NotCounted::StatedZero
                    | NotCounted::Comparison
                    | NotCounted::ColumnWins
            )
        )
    };
    let mut entries: Vec<usize> =
        scene.ledger.lines.iter().filter(counts).map(|line| line.entry).collect();
    entries.dedup();
    if entries.is_empty() {
        return items.cannot(Unjudged::Null(Null::NoAmounts));
    }
    for place in entries {
        let lines: Vec<&Line> = scene.ledger.of_entry(place).filter(counts).collect();
        // One amount with its period says how the entry is paid; the others are details of it.
        let settled = lines.iter().any(|line| line.not_counted() != Some(NotCounted::NoPeriod));
        let missing = lines.iter().find(|line| line.not_counted() == Some(NotCounted::NoPeriod));
        match missing {
            Some(line) if !settled => {
                let amount = Value::Money(line.amount, line.currency);
                let values = vec![("item", scene.name(place)), ("amount", amount)];
                items.fails("missing", values, vec![scene.quote_line(line)]);
            }
            _ => items.holds(),
        }
    }
}
