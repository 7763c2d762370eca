//! Yearly figures: revenue, cost, margin and what follows from them, per horizon.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::ledger::Ledger;
use super::line::{Line, Nature, NotCounted, Recurrence, Side};
use super::range::Range;
use super::rates::Rates;
use super::unit::{self, Units};
use crate::canvas::Language;
use crate::money::{Currency, Role};
use crate::text::fold;

/// Why a figure cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Null {
    /// There are no amounts on that side.
    NoAmounts,
    /// An amount does not say when it is paid, or of how many: the sum would not be whole.
    NotWhole,
    /// There are amounts in several currencies and no rates.
    Currencies,
    /// Not every cost is known to be fixed or variable.
    NatureUnknown,
    /// Not every stream is known to recur or not.
    RecurrenceUnknown,
    /// There is no price with a unit, or no cost of that unit.
    NoUnit,
    /// There is more than one product, so no single volume breaks even.
    SeveralProducts,
    /// Nothing is paid once.
    NothingOnce,
    /// It takes a margin or a contribution above 0.
    NotPositive,
    /// It has more digits than a decimal holds.
    TooLarge,
}

impl Null {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAmounts => "no-amounts",
            Self::NotWhole => "not-whole",
            Self::Currencies => "currencies",
            Self::NatureUnknown => "nature-unknown",
            Self::RecurrenceUnknown => "recurrence-unknown",
            Self::NoUnit => "no-unit",
            Self::SeveralProducts => "several-products",
            Self::NothingOnce => "nothing-once",
            Self::NotPositive => "not-positive",
            Self::TooLarge => "too-large",
        }
    }

    /// In words.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NoAmounts => language.pick("no amounts", "geen bedragen"),
            Self::NotWhole => language.pick(
                "an amount lacks its period or volume",
                "een bedrag mist zijn periode of aantal",
            ),
            Self::Currencies => {
                language.pick("several currencies, no rates", "meer munten, geen koersen")
            }
            Self::NatureUnknown => language.pick(
                "not every cost is known to be fixed or variable",
                "niet van alle kosten is bekend of ze vast of variabel zijn",
            ),
            Self::RecurrenceUnknown => language.pick(
                "not every stream is known to recur or not",
                "niet van alle inkomsten is bekend of ze terugkeren",
            ),
            Self::NoUnit => language.pick(
                "no price with a cost of the same unit",
                "geen prijs met kosten van dezelfde eenheid",
            ),
            Self::SeveralProducts => language.pick("several products", "meer producten"),
            Self::NothingOnce => language.pick("nothing is paid once", "niets is eenmalig"),
            Self::NotPositive => language.pick("nothing is left over", "er blijft niets over"),
            Self::TooLarge => language.pick("too large to compute", "te groot om te rekenen"),
        }
    }
}

/// A figure, or why there is none.
pub type Figure = Result<Range, Null>;

/// The figures of one horizon. Money is in `currency`; shares are 0 to 100.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The year, phase or scenario, as first written; `None` for what is said of no one of them.
    pub horizon: Option<String>,
    /// The currency of all money here; `None` when no amount names one.
    pub currency: Option<Currency>,
    /// Revenue a year.
    pub revenue: Figure,
    /// Cost a year.
    pub cost: Figure,
    /// The part of the cost that can be computed a year: where the whole cannot, the cost is at least
    /// this.
    pub known_cost: Figure,
    /// Revenue less cost, a year.
    pub margin: Figure,
    /// Margin as a share of revenue.
    pub margin_share: Figure,
    /// Revenue that comes once.
    pub once_revenue: Figure,
    /// Cost that is made once.
    pub once_cost: Figure,
    /// Years in which the margin pays back the cost made once.
    pub payback: Figure,
    /// The share of yearly revenue that recurs.
    pub recurring_share: Figure,
    /// The share of yearly cost that is fixed.
    pub fixed_share: Figure,
    /// Price less variable cost of one unit.
    pub contribution: Figure,
    /// Units a year at which revenue meets cost.
    pub break_even_volume: Figure,
    /// Revenue a year at which it meets cost.
    pub break_even_revenue: Figure,
    /// The share of yearly revenue that the largest stream brings, and the place of its entry.
    pub largest_stream: Result<(Range, usize), Null>,
    /// Units of the only product that are sold a year.
    pub sold: Figure,
    /// The place of the entry of that product.
    pub stream: Option<usize>,
    /// What one unit brings and costs.
    pub units: Vec<Units>,
}

/// The figures of all horizons: the one shown by default first.
#[must_use]
pub(super) fn figures(ledger: &Ledger, rates: &Rates) -> Vec<Figures> {
    let mut horizons: BTreeMap<HorizonKey, Vec<&Line>> = BTreeMap::new();
    for line in ledger.lines.iter().filter(|line| !line.is_stated_zero()) {
        horizons.entry(HorizonKey::of(line)).or_default().push(line);
    }
    let mut all: Vec<Figures> =
        horizons.into_values().map(|lines| of_lines(&lines, rates)).collect();
    let both = |one: &Figures| one.revenue.is_ok() && one.cost.is_ok();
    let any = |one: &Figures| one.revenue.is_ok() || one.cost.is_ok();
    if let Some(first) = all.iter().position(both).or_else(|| all.iter().position(any)) {
        let shown = all.remove(first);
        all.insert(0, shown);
    }
    all
}

/// Horizons in order: none, then by the first number in them, then by their words.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct HorizonKey(bool, u64, String);

impl HorizonKey {
    fn of(line: &Line) -> Self {
        let Some(text) = &line.horizon else { return Self(false, 0, String::new()) };
        let folded = fold(text);
        let digits: String = folded
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .take(12)
            .collect();
        Self(true, digits.parse().unwrap_or(u64::MAX), folded)
    }
}

/// The sums of a horizon's lines, in one currency.
pub(super) struct Sums<'l> {
    pub(super) lines: Vec<(&'l Line, Range)>,
    pub(super) currency: Option<Currency>,
    mixed: bool,
}

impl<'l> Sums<'l> {
    fn new(lines: &[&'l Line], rates: &Rates) -> Self {
        let mut seen: Vec<Currency> = Vec::new();
        let mut turned = Vec::new();
        for line in lines {
            let value = line.yearly().or_else(|| line.once()).unwrap_or(line.amount);
            let (value, currency) = rates.turn(value, line.currency);
            let counts = line.not_counted() != Some(NotCounted::ColumnWins);
            seen.extend(currency.filter(|currency| counts && !seen.contains(currency)));
            turned.push((*line, value));
        }
        let currency = if seen.len() == 1 { seen.first().copied() } else { None };
        Self { lines: turned, currency, mixed: seen.len() > 1 }
    }

    /// The sum of the lines that `fits` picks; a reason when it would not be whole.
    fn total(&self, fits: impl Fn(&Line) -> bool) -> Figure {
        if self.mixed {
            return Err(Null::Currencies);
        }
        let picked = self.lines.iter().filter(|(line, _)| fits(line));
        picked
            .map(|(_, value)| *value)
            .try_fold(Range::ZERO, |sum, value| sum.plus(value).ok_or(Null::TooLarge))
    }

    /// A side's yearly total: of its lines, else what a stated total says.
    fn yearly(&self, side: Side) -> Figure {
        let own = || self.lines.iter().filter(move |(line, _)| line.side == side);
        if own().next().is_none() {
            return Err(Null::NoAmounts);
        }
        if self.mixed {
            return Err(Null::Currencies);
        }
        let whole = own().all(|(line, _)| {
            let settled = |other: &Line| other.yearly().is_some() || other.once().is_some();
            !line.not_counted().is_some_and(NotCounted::leaves_gap)
                || own().any(|(other, _)| other.entry == line.entry && settled(other))
        });
        let counted = own().any(|(line, _)| line.yearly().is_some());
        if whole && counted {
            return self.total(|line| line.side == side && line.yearly().is_some());
        }
        let mut totals = own().filter(|(line, _)| line.role == Role::Total);
        if let (Some((total, _)), None) = (totals.next(), totals.next())
            && let Some(year) = yearly_of_total(total)
        {
            return Ok(year);
        }
        Err(if whole { Null::NoAmounts } else { Null::NotWhole })
    }

    /// The yearly lines of a side, whether or not others lack something.
    fn known(&self, side: Side) -> Figure {
        if self.yearly_lines(side).next().is_none() {
            return Err(Null::NoAmounts);
        }
        self.total(|line| line.side == side && line.yearly().is_some())
    }

    pub(super) fn yearly_lines(&self, side: Side) -> impl Iterator<Item = &(&'l Line, Range)> {
        self.lines.iter().filter(move |(line, _)| line.side == side && line.yearly().is_some())
    }
}

/// What a stated total is worth a year.
pub(super) fn yearly_of_total(line: &Line) -> Option<Range> {
    let times = super::line::times_a_year(line.per.time?, line.per.every)?;
    line.amount.times(Range::exact(times))
}

fn of_lines(lines: &[&Line], rates: &Rates) -> Figures {
    let sums = Sums::new(lines, rates);
    let (revenue, cost) = (sums.yearly(Side::Revenue), sums.yearly(Side::Cost));
    let margin = both(revenue, cost, Range::minus);
    let once = |side: Side| {
        if !sums.lines.iter().any(|(line, _)| line.side == side && line.once().is_some()) {
            return Err(Null::NothingOnce);
        }
        sums.total(|line| line.side == side && line.once().is_some())
    };
    let once_cost = once(Side::Cost);
    let units = unit::units(&sums);
    let breaking = unit::break_even(&sums, &units, revenue, cost);
    Figures {
        horizon: lines.iter().filter_map(|line| line.horizon.clone()).min(),
        currency: sums.currency,
        revenue,
        cost,
        known_cost: sums.known(Side::Cost),
        margin,
        margin_share: margin_share(revenue, cost),
        once_revenue: once(Side::Revenue),
        once_cost,
        payback: payback(once_cost, margin),
        recurring_share: share(&sums, Side::Revenue, revenue, Null::RecurrenceUnknown, |line| {
            line.recurrence.0.map(|recurrence| recurrence == Recurrence::Recurring)
        }),
        fixed_share: share(&sums, Side::Cost, cost, Null::NatureUnknown, |line| {
            line.nature.0.filter(|n| *n != Nature::Mixed).map(|nature| nature == Nature::Fixed)
        }),
        contribution: breaking.contribution,
        break_even_volume: breaking.volume,
        break_even_revenue: breaking.revenue,
        largest_stream: largest(&sums, revenue),
        sold: breaking.sold,
        stream: breaking.stream,
        units,
    }
}

pub(super) fn both(a: Figure, b: Figure, join: impl Fn(Range, Range) -> Option<Range>) -> Figure {
    join(a?, b?).ok_or(Null::TooLarge)
}

fn percent(part: Decimal, whole: Decimal) -> Result<Decimal, Null> {
    if whole <= Decimal::ZERO {
        return Err(Null::NotPositive);
    }
    part.checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|part| part.checked_div(whole))
        .ok_or(Null::TooLarge)
}

/// 100 × (revenue − cost) ÷ revenue: least at the least revenue and the most cost.
fn margin_share(revenue: Figure, cost: Figure) -> Figure {
    let (revenue, cost) = (revenue?, cost?);
    let end = |revenue: Decimal, cost: Decimal| {
        percent(revenue.checked_sub(cost).ok_or(Null::TooLarge)?, revenue)
    };
    Ok(Range::new(end(revenue.low, cost.high)?, end(revenue.high, cost.low)?))
}

/// Years: the cost made once ÷ the yearly margin.
fn payback(once: Figure, margin: Figure) -> Figure {
    let (once, margin) = (once?, margin?);
    if margin.low <= Decimal::ZERO {
        return Err(Null::NotPositive);
    }
    once.over(margin).ok_or(Null::TooLarge)
}

/// The share of a side's yearly total in the lines that `belongs` says yes to; null when it cannot
/// tell of a line. Of ranges, the middle counts.
fn share(
    sums: &Sums<'_>,
    side: Side,
    total: Figure,
    unknown: Null,
    belongs: impl Fn(&Line) -> Option<bool>,
) -> Figure {
    total?;
    let (mut part, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for (line, value) in sums.yearly_lines(side) {
        let value = value.middle().ok_or(Null::TooLarge)?;
        whole = whole.checked_add(value).ok_or(Null::TooLarge)?;
        if belongs(line).ok_or(unknown)? {
            part = part.checked_add(value).ok_or(Null::TooLarge)?;
        }
    }
    if whole.is_zero() {
        return Err(unknown);
    }
    percent(part, whole).map(Range::exact)
}

/// The largest stream's share, by the middles of ranges. Streams are entries.
fn largest(sums: &Sums<'_>, revenue: Figure) -> Result<(Range, usize), Null> {
    revenue?;
    let mut streams: BTreeMap<usize, Decimal> = BTreeMap::new();
    let mut whole = Decimal::ZERO;
    for (line, value) in sums.yearly_lines(Side::Revenue) {
        let value = value.middle().ok_or(Null::TooLarge)?;
        whole = whole.checked_add(value).ok_or(Null::TooLarge)?;
        let stream = streams.entry(line.entry).or_default();
        *stream = stream.checked_add(value).ok_or(Null::TooLarge)?;
    }
    let most = streams.iter().max_by_key(|(_, value)| **value).ok_or(Null::NoAmounts)?;
    percent(*most.1, whole).map(|share| (Range::exact(share), *most.0))
}
