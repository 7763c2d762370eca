//! The lines of one entry: what its text says, and what its columns say over it.

use super::columns::Columns;
use super::ledger::{Ledger, Unclear, blank, standing};
use super::line::{Line, NotCounted, Origin, PeriodFrom, Side, Standing, Units};
use super::range::Range;
use crate::canvas::Attribute;
use crate::money::{Amount, CurrencySource, Period, PeriodSource, Reading, Role, Unit, Volume};
use crate::text::key;

/// Gathers the lines of one entry.
pub(super) struct Gatherer<'l, 'c> {
    pub(super) text: &'c str,
    pub(super) ledger: &'l mut Ledger,
    pub(super) columns: &'c Columns,
    pub(super) side: Side,
    pub(super) entry: usize,
}

impl Gatherer<'_, '_> {
    pub(super) fn gather(&mut self, reading: &Reading) {
        let first = self.ledger.lines.len();
        for amount in &reading.amounts {
            let line = self.text_line(amount);
            self.ledger.lines.push(line);
        }
        for volume in &reading.volumes {
            self.multiply(first, reading, volume);
        }
        self.columns_over(first, reading);
        self.amount_columns(first);
    }

    fn text_line(&self, amount: &Amount) -> Line {
        let range = Range { low: amount.low, high: amount.high };
        let mut line = blank(self.side, self.entry, range, Origin::Text(amount.span));
        line.currency = amount.currency;
        line.per = amount.per.clone();
        line.role = amount.role;
        if amount.period_source != PeriodSource::Unknown {
            line.period_from = PeriodFrom::Text;
        }
        // A heading such as `Variable, per visitor` says what a yearly cost moves with.
        let of_period = line.per.time.is_some() && amount.period_source == PeriodSource::Text;
        let foreign = |unit: &Unit| !unit.noun.is_empty() && !self.text.contains(&unit.noun);
        if self.side == Side::Cost && of_period && line.per.unit.as_ref().is_some_and(foreign) {
            line.per.unit = None;
            line.role = Role::Amount;
        }
        line.horizon = amount.horizon.as_ref().map(|horizon| horizon.text.clone());
        line.confidence = amount.confidence;
        if amount.zero_by_word {
            line.standing = Standing::Not(NotCounted::StatedZero);
        }
        line
    }

    /// Gives a price its volume, and the place of the line that says what comes of it.
    fn multiply(&mut self, first: usize, reading: &Reading, volume: &Volume) {
        let price = volume.price.or_else(|| only_price(reading, volume));
        let Some(line) = price.and_then(|price| self.ledger.lines.get_mut(first + price)) else {
            return;
        };
        line.units = Some(Units {
            count: Range { low: volume.low, high: volume.high },
            per: volume.per.time,
            noun: volume.noun.clone(),
        });
        if line.role == Role::Amount {
            line.role = Role::UnitPrice;
        }
        line.product = volume.product.map(|product| first + product);
        // What comes of it is a sum, even where the words around it speak of a price.
        let product = line.product.and_then(|product| self.ledger.lines.get_mut(product));
        if let Some(product) = product.filter(|product| product.role == Role::UnitPrice) {
            product.role = Role::Amount;
            product.per.unit = None;
        }
    }

    /// Currency, period and volume from columns, over what the text says.
    fn columns_over(&mut self, first: usize, reading: &Reading) {
        let columns = self.columns;
        let has_own = columns.amount.is_some() || columns.price.is_some();
        let mut clashes = Vec::new();
        for (at, amount) in reading.amounts.iter().enumerate() {
            let Some(line) = self.ledger.lines.get_mut(first + at) else { continue };
            if let Some(currency) = columns.currency.filter(|_| !amount.zero_by_word) {
                let said = amount.currency_source == CurrencySource::Text;
                if said && amount.currency != Some(currency) {
                    clashes.push((Attribute::Currency, first + at));
                }
                line.currency = Some(currency);
            }
            if let Some(per) = columns.per.as_ref().filter(|_| !has_own && !amount.zero_by_word) {
                let one = reading.amounts.len() == 1;
                if one && line.per.time.is_some() && per.time.is_some() && line.per.time != per.time
                {
                    clashes.push((Attribute::Period, first + at));
                }
                if one || line.per.time.is_none() {
                    line.per.time = per.time.or(line.per.time);
                    line.per.every = if per.time.is_some() { per.every } else { line.per.every };
                    line.per.unit = line.per.unit.take().or_else(|| per.unit.clone());
                    line.period_from = PeriodFrom::Column;
                }
            }
        }
        for (column, line) in clashes {
            self.ledger.unclear.push((self.entry, Unclear::Disagrees(column, line)));
        }
        let priced = |line: &&mut Line| line.role == Role::UnitPrice && line.units.is_none();
        if let (Some(volume), None) = (columns.volume, columns.price) {
            let mut prices = self.ledger.lines[first..].iter_mut().filter(priced);
            if let (Some(line), None) = (prices.next(), prices.next()) {
                line.units = Some(Units { count: volume, per: time(columns), noun: String::new() });
            }
        }
    }

    /// Lines for the columns `amount` and `price`; the text's own amounts then count no more.
    fn amount_columns(&mut self, first: usize) {
        let columns = self.columns;
        let text_lines = first..self.ledger.lines.len();
        let mut own = Vec::new();
        if let Some(price) = columns.price {
            own.push(self.price_line(price, text_lines.clone()));
        }
        if let Some(amount) = columns.amount {
            let origin = Origin::Column(Attribute::Amount);
            let mut line = blank(self.side, self.entry, amount, origin);
            self.rate_from_column(&mut line, text_lines.clone());
            if let Some(price) = own.first_mut().filter(|price| price.units.is_some()) {
                price.product = Some(text_lines.start + 1);
            }
            own.push(line);
        } else if own.is_empty() {
            return;
        }
        // The columns' lines stand first, then those of the text that say something else.
        let said = self.ledger.lines.split_off(first);
        let count = own.len();
        self.ledger.lines.append(&mut own);
        for line in said {
            self.beside_columns(line, first..first + count);
        }
    }

    fn price_line(&self, price: Range, text: std::ops::Range<usize>) -> Line {
        let origin = Origin::Column(Attribute::Price);
        let mut line = blank(self.side, self.entry, price, origin);
        line.role = Role::UnitPrice;
        self.rate_from_column(&mut line, text.clone());
        let said = self.ledger.lines[text].iter().find(|said| said.amount == price);
        let unit = said.and_then(|said| said.per.unit.clone());
        line.per.unit = unit.or_else(|| Some(Unit::one("")));
        let said_units = said.and_then(|said| said.units.clone());
        line.units = match self.columns.volume {
            Some(count) => {
                let noun = line.per.unit.as_ref().map_or_else(String::new, |u| u.noun.clone());
                Some(Units { count, per: time(self.columns), noun })
            }
            None => said_units,
        };
        line
    }

    /// Period and currency of a line from the columns, else from the same amount in the text.
    fn rate_from_column(&self, line: &mut Line, text: std::ops::Range<usize>) {
        let mut said = self.ledger.lines[text].iter().filter(|said| said.amount == line.amount);
        let said = said.next();
        line.currency = self.columns.currency.or_else(|| said.and_then(|said| said.currency));
        line.horizon = said.and_then(|said| said.horizon.clone());
        if let Some(per) = &self.columns.per {
            line.per = per.clone();
            line.period_from = PeriodFrom::Column;
        } else if let Some(said) = said {
            line.per = said.per.clone();
            line.period_from = said.period_from;
        }
    }

    /// Keeps a line of the text beside those of the columns, unless it says the same.
    fn beside_columns(&mut self, mut said: Line, own: std::ops::Range<usize>) {
        let columns = &self.ledger.lines[own];
        let worth = |line: &Line| match standing(line) {
            Standing::Yearly(range) | Standing::Once(range) => Some(range),
            Standing::Not(_) => None,
        };
        let same_time = |line: &Line| {
            line.per.time == said.per.time || said.per.time.is_none() || line.per.time.is_none()
        };
        let same = columns.iter().any(|line| {
            line.amount == said.amount && (same_time(line) || worth(line) == worth(&said))
                || worth(line).is_some() && worth(line) == worth(&said)
        });
        if same || said.is_stated_zero() {
            return;
        }
        said.product = None;
        let stands_for_itself = said.role != Role::UnitPrice && said.per.unit.is_none();
        let against_amount = self.columns.amount.is_some() && stands_for_itself;
        let against_price = self.columns.price.is_some() && said.role == Role::UnitPrice;
        said.standing = match standing(&said) {
            kept @ Standing::Not(NotCounted::Total | NotCounted::Comparison) => kept,
            _ => Standing::Not(NotCounted::ColumnWins),
        };
        let place = self.ledger.lines.len();
        if said.standing == Standing::Not(NotCounted::ColumnWins) {
            if against_amount {
                let clash = Unclear::Disagrees(Attribute::Amount, place);
                self.ledger.unclear.push((self.entry, clash));
            } else if against_price {
                let clash = Unclear::Disagrees(Attribute::Price, place);
                self.ledger.unclear.push((self.entry, clash));
            }
        }
        self.ledger.lines.push(said);
    }
}

/// The time that the column `period` gives to the column `volume`.
fn time(columns: &Columns) -> Option<Period> {
    columns.per.as_ref().and_then(|per| per.time).filter(|time| *time != Period::Once)
}

/// The only price of a reading, where its unit is what the volume counts.
fn only_price(reading: &Reading, volume: &Volume) -> Option<usize> {
    let mut prices = reading.amounts.iter().enumerate().filter(|(_, a)| a.role == Role::UnitPrice);
    let (Some((at, price)), None) = (prices.next(), prices.next()) else { return None };
    let unit = key(&price.per.unit.as_ref()?.noun);
    let counted = key(&volume.noun);
    let taken = reading.volumes.iter().any(|other| other.price == Some(at));
    let alike = unit.len() >= 2 && (counted.starts_with(&unit) || unit.starts_with(&counted));
    (alike && !counted.is_empty() && !taken).then_some(at)
}
