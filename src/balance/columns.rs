//! What an entry's typed columns say of its money.

use rust_decimal::Decimal;

use super::line::{Nature, Recurrence};
use super::range::Range;
use crate::canvas::{Attribute, Entry};
use crate::money::{Context, Currency, Period, Rate, Unit, read};
use crate::text::key;

/// The typed columns of an entry. `None` where the column is empty or cannot be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) amount: Option<Range>,
    pub(super) currency: Option<Currency>,
    pub(super) per: Option<Rate>,
    pub(super) price: Option<Range>,
    pub(super) volume: Option<Range>,
    pub(super) nature: Option<Nature>,
    pub(super) recurrence: Option<Recurrence>,
    /// Columns that hold something which is none of what belongs there.
    pub(super) unreadable: Vec<Attribute>,
}

impl Columns {
    pub(super) fn of(entry: &Entry<'_>, context: &Context<'_>) -> Self {
        let mut columns = Self::default();
        let mut bad = Vec::new();
        let take = |attribute: Attribute| entry.attribute(attribute).map(str::trim);
        let texts = [
            Attribute::Amount,
            Attribute::Currency,
            Attribute::Period,
            Attribute::Price,
            Attribute::Volume,
            Attribute::Nature,
            Attribute::Recurrence,
        ]
        .map(|attribute| (attribute, take(attribute)));
        for (attribute, text) in texts {
            let Some(text) = text else { continue };
            let good = match attribute {
                Attribute::Amount => put(&mut columns.amount, number(text, context)),
                Attribute::Currency => put(&mut columns.currency, Currency::from_code(text)),
                Attribute::Period => put(&mut columns.per, period(text)),
                Attribute::Price => put(&mut columns.price, number(text, context)),
                Attribute::Volume => put(&mut columns.volume, number(text, context)),
                Attribute::Nature => put(&mut columns.nature, nature(text)),
                _ => put(&mut columns.recurrence, recurrence(text)),
            };
            if !good {
                bad.push(attribute);
            }
        }
        columns.unreadable = bad;
        columns
    }
}

fn put<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    *slot = value;
    slot.is_some()
}

/// A decimal number as the format asks for, or what people write instead: `€ 1.250`, `10-15k`.
fn number(text: &str, context: &Context<'_>) -> Option<Range> {
    if let Ok(value) = text.parse::<Decimal>() {
        return (value >= Decimal::ZERO).then(|| Range::exact(value));
    }
    let in_column = Context { heading: Some("Amount (EUR)"), ..*context };
    let reading = read(text, &in_column);
    match reading.amounts.as_slice() {
        [one] => Some(Range { low: one.low, high: one.high }),
        _ => None,
    }
}

fn period(text: &str) -> Option<Rate> {
    let time = match key(text).as_str() {
        "once" | "oneoff" | "onetime" | "eenmalig" => Period::Once,
        "hour" | "hourly" | "uur" => Period::Hour,
        "day" | "daily" | "dag" => Period::Day,
        "week" | "weekly" => Period::Week,
        "month" | "monthly" | "maand" | "maandelijks" => Period::Month,
        "quarter" | "quarterly" | "kwartaal" => Period::Quarter,
        "year" | "yearly" | "annual" | "annually" | "jaar" | "jaarlijks" => Period::Year,
        "unit" | "stuk" | "eenheid" => return Some(Rate::of_unit(Unit::one(""))),
        _ => return None,
    };
    Some(Rate::of_time(time))
}

fn nature(text: &str) -> Option<Nature> {
    match key(text).as_str() {
        "fixed" | "vast" => Some(Nature::Fixed),
        "variable" | "variabel" => Some(Nature::Variable),
        "mixed" | "semivariable" | "gemengd" => Some(Nature::Mixed),
        _ => None,
    }
}

fn recurrence(text: &str) -> Option<Recurrence> {
    match key(text).as_str() {
        "recurring" | "terugkerend" => Some(Recurrence::Recurring),
        "oneoff" | "once" | "onetime" | "eenmalig" => Some(Recurrence::OneOff),
        _ => None,
    }
}
