//! What entries cost or bring, before and after.

use super::appraisal::Appraisal;
use super::diff::Diff;
use super::finding_change::place_of;
use super::sheet::Sheet;
use crate::balance::{Line, Nature, PeriodFrom, Range, Recurrence, Side, Units};
use crate::canvas::Block;
use crate::money::{Currency, Rate};

/// An amount that an entry states, as the ledger reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// How much, in its own currency and per its own period.
    pub amount: Range,
    /// In which currency; `None` when nothing says it.
    pub currency: Option<Currency>,
    /// What it is paid per, as far as the entry itself says.
    pub per: Rate,
    /// Of how many units.
    pub units: Option<Units>,
    /// Fixed or variable, of a cost.
    pub nature: Option<Nature>,
    /// Recurring or not, of income.
    pub recurrence: Option<Recurrence>,
    /// What it counts for a year; `None` when it does not.
    pub yearly: Option<Range>,
}

impl Price {
    fn of(line: &Line) -> Self {
        let mut per = line.per.clone();
        if line.period_from == PeriodFrom::Elsewhere {
            per.time = None;
        }
        Self {
            amount: line.amount,
            currency: line.currency,
            per,
            units: line.units.clone(),
            nature: line.nature.0,
            recurrence: line.recurrence.0,
            yearly: line.yearly(),
        }
    }

    /// Whether two entries state the same. That the nature of one is known and that of the other is
    /// not is no change of price.
    fn same(&self, other: &Self) -> bool {
        let differ = |a: bool, b: bool, equal: bool| a && b && !equal;
        let nature = (self.nature.is_some(), other.nature.is_some());
        let recurs = (self.recurrence.is_some(), other.recurrence.is_some());
        (self.amount, self.currency, &self.per, &self.units)
            == (other.amount, other.currency, &other.per, &other.units)
            && !differ(nature.0, nature.1, self.nature == other.nature)
            && !differ(recurs.0, recurs.1, self.recurrence == other.recurrence)
    }
}

/// What an entry that stayed one states, before and after, where that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceChange {
    /// Where the new entry stands.
    pub block: Block,
    /// Its number there.
    pub number: u32,
    /// The amounts before, in the order of the text.
    pub old: Vec<Price>,
    /// The amounts after.
    pub new: Vec<Price>,
}

/// The price changes of the entries that stayed on one side of the ledger.
pub(super) fn price_changes(
    sheets: [&Sheet<'_>; 2],
    appraisals: [&Appraisal; 2],
    diff: &Diff<'_>,
) -> Vec<PriceChange> {
    let prices = |side: usize, block: Block, number: u32| -> Vec<Price> {
        let place = place_of(&sheets[side].canvas.entries, block, number);
        let lines = place.into_iter().flat_map(|at| appraisals[side].audit.ledger.of_entry(at));
        lines.filter(|line| !line.is_stated_zero()).map(Price::of).collect()
    };
    let mut changes = Vec::new();
    for (old, new) in diff.changes.iter().filter_map(|change| change.edited()) {
        if Side::of(old.block).is_none() || Side::of(old.block) != Side::of(new.block) {
            continue;
        }
        let (before, after) = (prices(0, old.block, old.number), prices(1, new.block, new.number));
        let same = before.len() == after.len()
            && before.iter().zip(&after).all(|(old, new)| old.same(new));
        if !same {
            let (block, number) = (new.block, new.number);
            changes.push(PriceChange { block, number, old: before, new: after });
        }
    }
    changes
}
