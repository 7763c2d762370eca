//! What one unit brings and costs, and how many must be sold.

use rust_decimal::Decimal;

use super::figures::{Figure, Null, Sums, both};
use super::line::{Line, Nature, Side, times_a_year};
use super::range::Range;
use crate::money::Role;
use crate::text::key;

/// What one unit of something brings and costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Units {
    /// What it is, as written at the price.
    pub noun: String,
    /// Its prices: the least to the greatest.
    pub price: Range,
    /// The sum of the variable costs that are given per unit; `None` when none is.
    pub cost: Option<Range>,
    /// Price less cost.
    pub contribution: Option<Range>,
    /// The places of the entries of the prices, then of the costs.
    pub entries: Vec<usize>,
}

/// The three figures of breaking even.
pub(super) struct Breaking {
    pub(super) contribution: Figure,
    pub(super) volume: Figure,
    pub(super) revenue: Figure,
    pub(super) sold: Figure,
    pub(super) stream: Option<usize>,
}

/// The unit of a price, as a key; `None` for a price per something that is not named.
fn noun(line: &Line) -> Option<String> {
    let said = line.per.unit.as_ref().map(|unit| unit.noun.as_str());
    let counted = line.units.as_ref().map(|units| units.noun.as_str());
    let noun = said.filter(|noun| !noun.is_empty()).or(counted)?;
    let key = key(noun);
    let stem = key.strip_suffix("en").or_else(|| key.strip_suffix('s')).unwrap_or(&key);
    Some(stem.to_owned()).filter(|stem| !stem.is_empty())
}

/// The price of one, where the rate is for several: 2 per 1,000 is 0.002.
fn each(line: &Line, value: Range) -> Option<Range> {
    let quantity = line.per.unit.as_ref().map_or(Decimal::ONE, |unit| unit.quantity);
    value.over(Range::exact(quantity))
}

fn is_price(line: &Line) -> bool {
    line.role == Role::UnitPrice || line.per.unit.is_some() || line.units.is_some()
}

/// Prices and costs by unit. Amounts are the lines' own, so it holds within one currency only.
pub(super) fn units(sums: &Sums<'_>) -> Vec<Units> {
    let mut all: Vec<(String, Units)> = Vec::new();
    let prices = sums.lines.iter().map(|(line, _)| *line).filter(|line| {
        line.side == Side::Revenue && is_price(line) && line.amount.high > Decimal::ZERO
    });
    let mut currency = Vec::new();
    for line in prices {
        let (Some(stem), Some(price)) = (noun(line), each(line, line.amount)) else { continue };
        let written = line.per.unit.as_ref().map_or("", |unit| unit.noun.as_str());
        match all.iter_mut().zip(&currency).find(|((s, _), c)| *s == stem && **c == line.currency) {
            Some(((_, units), _)) => {
                units.price = Range {
                    low: units.price.low.min(price.low),
                    high: units.price.high.max(price.high),
                };
                units.entries.push(line.entry);
            }
            None => {
                let noun = if written.is_empty() { stem.clone() } else { written.to_owned() };
                let units = Units {
                    noun,
                    price,
                    cost: None,
                    contribution: None,
                    entries: vec![line.entry],
                };
                all.push((stem, units));
                currency.push(line.currency);
            }
        }
    }
    let costs = sums.lines.iter().map(|(line, _)| *line).filter(|line| {
        line.side == Side::Cost && is_price(line) && line.nature.0 != Some(Nature::Fixed)
    });
    for line in costs {
        let (Some(stem), Some(cost)) = (noun(line), each(line, line.amount)) else { continue };
        let mut fitting = all.iter_mut().zip(&currency);
        let found = fitting.find(|((s, _), c)| *s == stem && **c == line.currency);
        if let Some(((_, units), _)) = found {
            let before = units.cost.unwrap_or(Range::ZERO);
            units.cost = before.plus(cost);
            units.entries.push(line.entry);
        }
    }
    let done = all.into_iter().map(|(_, mut units)| {
        units.contribution = units.cost.and_then(|cost| units.price.minus(cost));
        units
    });
    done.collect()
}

/// Contribution, break-even volume and break-even revenue.
///
/// With revenue R, variable cost V and fixed cost F a year, break-even revenue is F ÷ (1 − V ÷ R).
/// With one product of which Q units are sold at price p, the contribution of one is p − V ÷ Q, and
/// the break-even volume F ÷ (p − V ÷ Q).
pub(super) fn break_even(
    sums: &Sums<'_>,
    units: &[Units],
    revenue: Figure,
    cost: Figure,
) -> Breaking {
    let natures = cost.and_then(|_| by_nature(sums));
    let product = one_product(sums, revenue);
    let per_unit = product.and_then(|(price, sold, _)| {
        let (_, variable) = natures?;
        let each = variable.over(sold).ok_or(Null::TooLarge)?;
        price.minus(each).ok_or(Null::TooLarge)
    });
    let contribution = per_unit.or_else(|null| match units {
        [only] => only.contribution.ok_or(null),
        _ => Err(null),
    });
    let fixed = natures.map(|(fixed, _)| fixed);
    let volume = match per_unit {
        Ok(each) if each.low <= Decimal::ZERO => Err(Null::NotPositive),
        _ => both(fixed, per_unit, Range::over),
    };
    let revenue = revenue.and_then(|revenue| {
        let (fixed, variable) = natures?;
        let left = Range::exact(Decimal::ONE)
            .minus(variable.over(revenue).ok_or(Null::NotPositive)?)
            .ok_or(Null::TooLarge)?;
        if left.low <= Decimal::ZERO {
            return Err(Null::NotPositive);
        }
        fixed.over(left).ok_or(Null::TooLarge)
    });
    let sold = product.map(|(_, sold, _)| sold);
    let stream = product.ok().map(|(_, _, entry)| entry);
    Breaking { contribution, volume, revenue, sold, stream }
}

/// Fixed and variable cost a year; null unless the nature of every cost is known.
fn by_nature(sums: &Sums<'_>) -> Result<(Range, Range), Null> {
    let (mut fixed, mut variable) = (Range::ZERO, Range::ZERO);
    let mut any = false;
    for (line, value) in sums.yearly_lines(Side::Cost) {
        let sum = match line.nature.0 {
            Some(Nature::Fixed) => &mut fixed,
            Some(Nature::Variable) => &mut variable,
            Some(Nature::Mixed) | None => return Err(Null::NatureUnknown),
        };
        *sum = sum.plus(*value).ok_or(Null::TooLarge)?;
        any = true;
    }
    if any { Ok((fixed, variable)) } else { Err(Null::NatureUnknown) }
}

/// The price and the yearly volume of the only product that brings money in.
fn one_product(sums: &Sums<'_>, revenue: Figure) -> Result<(Range, Range, usize), Null> {
    revenue?;
    let mut entries: Vec<usize> = sums.yearly_lines(Side::Revenue).map(|(l, _)| l.entry).collect();
    entries.dedup();
    let [entry] = entries.as_slice() else { return Err(Null::SeveralProducts) };
    let priced = |line: &&Line| line.entry == *entry && line.units.is_some();
    let mut priced = sums.lines.iter().map(|(line, _)| *line).filter(priced);
    let (Some(line), None) = (priced.next(), priced.next()) else { return Err(Null::NoUnit) };
    let units = line.units.as_ref().ok_or(Null::NoUnit)?;
    let (time, every) = match units.per {
        Some(time) => (Some(time), 1),
        None => (line.per.time, line.per.every),
    };
    let times = time.and_then(|time| times_a_year(time, every)).ok_or(Null::NoUnit)?;
    let sold = units.count.times(Range::exact(times)).ok_or(Null::TooLarge)?;
    let price = each(line, line.amount).ok_or(Null::TooLarge)?;
    Ok((price, sold, *entry))
}
