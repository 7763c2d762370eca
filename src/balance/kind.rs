//! Fixed or variable, one-off or recurring: from the column, the heading, the words, the rate.

use super::columns::Columns;
use super::ledger::Ledger;
use super::line::{Known, Line, Nature, Recurrence, Side};
use super::sense::Sense;
use crate::catalogue::Kinship;
use crate::money::{Period, Role};
use crate::text::Bits;

/// The concepts that tell, looked up once.
pub(super) struct Sets {
    /// What says of a cost that it is no item but a remark.
    pub(super) remark: Bits,
    /// What says of a stream that it brings in nothing.
    pub(super) no_income: Bits,
    fixed: Bits,
    variable: Bits,
    fixed_implied: Bits,
    variable_implied: Bits,
    one_off: Bits,
    recurring: Bits,
    per_sale: Bits,
}

impl Sets {
    pub(super) fn new(kinship: &Kinship) -> Self {
        Self {
            remark: kinship.set("remark"),
            no_income: kinship.set("no-income"),
            fixed: kinship.set("fixed"),
            variable: kinship.set("variable"),
            fixed_implied: kinship.set("fixed-implied"),
            variable_implied: kinship.set("variable-implied"),
            one_off: kinship.set("one-off"),
            recurring: kinship.set("recurring"),
            per_sale: kinship.set("per-sale"),
        }
    }

    /// The nature of a cost by its words alone.
    pub(super) fn nature(&self, sense: &Sense<'_>) -> (Option<Nature>, Known) {
        let has = |set: &Bits| sense.met.intersects(set);
        // What the text itself says goes before its heading.
        let own = |set: &Bits| sense.own.intersects(set);
        match (own(&self.fixed), own(&self.variable)) {
            (true, false) => return (Some(Nature::Fixed), Known::Stated),
            (false, true) => return (Some(Nature::Variable), Known::Stated),
            (true, true) => return (Some(Nature::Mixed), Known::Stated),
            (false, false) => {}
        }
        match (has(&self.fixed), has(&self.variable)) {
            (true, false) => return (Some(Nature::Fixed), Known::Stated),
            (false, true) => return (Some(Nature::Variable), Known::Stated),
            (true, true) => return (Some(Nature::Mixed), Known::Stated),
            (false, false) => {}
        }
        match (has(&self.fixed_implied), has(&self.variable_implied)) {
            (true, false) => (Some(Nature::Fixed), Known::Implied),
            (false, true) => (Some(Nature::Variable), Known::Implied),
            (true, true) => (Some(Nature::Mixed), Known::Implied),
            (false, false) => (None, Known::Unknown),
        }
    }

    fn recurrence(&self, line: &Line, sense: &Sense<'_>) -> (Option<Recurrence>, Known) {
        let has = |set: &Bits| sense.met.intersects(set);
        if line.per.time == Some(Period::Once) {
            return (Some(Recurrence::OneOff), Known::Stated);
        }
        if has(&self.recurring) {
            return (Some(Recurrence::Recurring), Known::Implied);
        }
        if has(&self.one_off) {
            return (Some(Recurrence::OneOff), Known::Stated);
        }
        let per_unit = line.role == Role::UnitPrice || line.per.unit.is_some();
        match (per_unit, line.per.time) {
            (true, Some(time)) if time != Period::Hour => {
                (Some(Recurrence::Recurring), Known::Implied)
            }
            (true, _) => (Some(Recurrence::OneOff), Known::Implied),
            (false, _) if has(&self.per_sale) => (Some(Recurrence::OneOff), Known::Implied),
            (false, _) => (None, Known::Unknown),
        }
    }
}

/// Gives the lines of an entry their nature or their recurrence.
pub(super) fn fill(
    ledger: &mut Ledger,
    entry: usize,
    columns: &Columns,
    sense: &Sense<'_>,
    sets: &Sets,
) {
    let from = ledger.lines.iter().rposition(|line| line.entry != entry).map_or(0, |at| at + 1);
    for line in &mut ledger.lines[from..] {
        match line.side {
            Side::Cost => {
                line.nature = match (columns.nature, sets.nature(sense)) {
                    (Some(nature), _) => (Some(nature), Known::Stated),
                    (None, (None, _)) if line.per.unit.is_some() || line.units.is_some() => {
                        (Some(Nature::Variable), Known::Implied)
                    }
                    (None, found) => found,
                };
            }
            Side::Revenue => {
                line.recurrence = match columns.recurrence {
                    Some(recurrence) => (Some(recurrence), Known::Stated),
                    None => sets.recurrence(line, sense),
                };
            }
        }
    }
    // The outcome of a multiplication is what its price is.
    for at in from..ledger.lines.len() {
        let (product, recurrence) = (ledger.lines[at].product, ledger.lines[at].recurrence);
        let product = product.and_then(|product| ledger.lines.get_mut(product));
        if let Some(product) = product.filter(|product| product.recurrence.0.is_none()) {
            product.recurrence = recurrence;
        }
    }
}
