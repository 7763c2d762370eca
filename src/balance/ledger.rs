//! From a canvas to its ledger: every amount under revenue streams and cost structure.

use super::columns::Columns;
use super::gather::Gatherer;
use super::kind;
use super::line::{Line, NotCounted, Origin, PeriodFrom, Side, Standing, times_a_year};
use super::range::Range;
use super::sense::Senses;
use crate::canvas::{Attribute, Canvas, Language};
use crate::money::{
    Confidence, Context, Currency, DecimalStyle, Doubt, Period, Rate, Role, Skipped, read,
};
use crate::text::fold;

/// Something that looked like money and was not read, or that a column says otherwise than the
/// text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// It was not read, and why.
    Skipped(Skipped),
    /// The column holds nothing that belongs there.
    Column(Attribute),
    /// The column and the text disagree: the column, and the place of the line in the text.
    Disagrees(Attribute, usize),
}

/// All amounts of a canvas.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The lines, in the order of the entries and of their text.
    pub lines: Vec<Line>,
    /// What was not read or not believed, with the place of its entry.
    pub unclear: Vec<(usize, Unclear)>,
    /// The language whose notation numbers were read in; `None` when the canvas does not tell.
    pub language: Option<Language>,
}

impl Ledger {
    /// Reads the amounts of a canvas. `currency` is the canvas' own.
    pub(super) fn read(
        canvas: &Canvas<'_>,
        currency: Option<Currency>,
        senses: Senses<'_>,
        kinds: &kind::Sets,
    ) -> Self {
        let language = senses.language();
        let decimal = match language {
            Some(Language::Nl) => DecimalStyle::Comma,
            Some(Language::En) => DecimalStyle::Point,
            None => DecimalStyle::Unknown,
        };
        let mut ledger = Self { language, ..Self::default() };
        for (place, entry) in canvas.entries.iter().enumerate() {
            let Some(side) = Side::of(entry.block) else { continue };
            if senses.of(place).empty && entry.attribute(Attribute::Amount).is_none() {
                continue;
            }
            let context = Context {
                default_currency: currency,
                decimal,
                sells: side == Side::Revenue,
                heading: entry.group,
            };
            let reading = read(entry.text, &context);
            let columns = Columns::of(entry, &context);
            for skipped in &reading.skipped {
                ledger.unclear.push((place, Unclear::Skipped(*skipped)));
            }
            for column in &columns.unreadable {
                ledger.unclear.push((place, Unclear::Column(*column)));
            }
            let mut gatherer = Gatherer {
                text: entry.text,
                ledger: &mut ledger,
                columns: &columns,
                side,
                entry: place,
            };
            gatherer.gather(&reading);
            kind::fill(&mut ledger, place, &columns, &senses.of(place), kinds);
        }
        ledger.fill_times();
        ledger.take_standings(canvas);
        ledger
    }

    /// The lines of an entry.
    pub fn of_entry(&self, place: usize) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.entry == place)
    }

    /// The lines of a side.
    pub fn of_side(&self, side: Side) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.side == side)
    }

    /// Whether a side states any amount.
    #[must_use]
    pub fn has_amounts(&self, side: Side) -> bool {
        self.of_side(side).any(|line| !line.is_stated_zero())
    }

    /// Gives a price without a time the time that the same amount has elsewhere on the canvas,
    /// where all those agree.
    fn fill_times(&mut self) {
        let timeless = |line: &Line| line.per.time.is_none() && !line.is_stated_zero();
        if !self.lines.iter().any(timeless) {
            return;
        }
        let key = |line: &Line| (line.amount.low, line.amount.high, line.currency);
        let mut timed: Vec<_> = self
            .lines
            .iter()
            .filter_map(|line| {
                let time = line.per.time.filter(|time| *time != Period::Once)?;
                Some((key(line), time, line.per.every))
            })
            .collect();
        timed.sort_unstable();
        timed.dedup();
        for line in &mut self.lines {
            let priced = line.role == Role::UnitPrice || line.per.unit.is_some();
            if !timeless(line) || !priced || line.units.is_some() {
                continue;
            }
            let own = key(line);
            let from = timed.partition_point(|(known, _, _)| *known < own);
            let mut same = timed.get(from..).unwrap_or_default().iter().take_while(|t| t.0 == own);
            if let (Some((_, time, every)), None) = (same.next(), same.next()) {
                line.per.time = Some(*time);
                line.per.every = *every;
                line.period_from = PeriodFrom::Elsewhere;
            }
        }
    }

    fn take_standings(&mut self, canvas: &Canvas<'_>) {
        for line in &mut self.lines {
            if line.standing == Standing::Not(NotCounted::TooLarge) {
                line.standing = standing(line);
            }
        }
        let mut from = 0;
        while from < self.lines.len() {
            let entry = self.lines[from].entry;
            let length = self.lines[from..].iter().take_while(|line| line.entry == entry).count();
            let row = canvas.entries.get(entry).is_some_and(|entry| entry.text.contains('|'));
            said_again(&mut self.lines[from..from + length], row);
            from += length;
        }
    }
}

/// What a line is worth by itself.
pub(super) fn standing(line: &Line) -> Standing {
    if line.role == Role::Total {
        return Standing::Not(NotCounted::Total);
    }
    if line.confidence == Confidence::Doubtful(Doubt::Comparison) {
        return Standing::Not(NotCounted::Comparison);
    }
    if line.product.is_some() {
        return Standing::Not(NotCounted::Multiplied);
    }
    let too_large = Standing::Not(NotCounted::TooLarge);
    let (value, time, every) = match &line.units {
        Some(units) => {
            let quantity =
                line.per.unit.as_ref().map_or(rust_decimal::Decimal::ONE, |u| u.quantity);
            let value =
                line.amount.times(units.count).and_then(|value| value.over(Range::exact(quantity)));
            let Some(value) = value else { return too_large };
            match units.per {
                Some(time) => (value, Some(time), 1),
                None => (value, line.per.time, line.per.every),
            }
        }
        None if line.role == Role::UnitPrice || line.per.unit.is_some() => {
            return Standing::Not(NotCounted::NoVolume);
        }
        None => (line.amount, line.per.time, line.per.every),
    };
    match time.or_else(|| of_a_year(line)) {
        None => Standing::Not(NotCounted::NoPeriod),
        Some(Period::Once) => Standing::Once(value),
        Some(Period::Hour) => Standing::Not(NotCounted::Hourly),
        Some(time) => times_a_year(time, every)
            .and_then(|times| value.times(Range::exact(times)))
            .map_or(too_large, Standing::Yearly),
    }
}

/// The period of an amount that is said of a year (`Year 1: 120k`, `2027: 1M`) and has no other.
fn of_a_year(line: &Line) -> Option<Period> {
    let horizon = fold(line.horizon.as_deref()?);
    let mut words = horizon.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next()?;
    let is_year = matches!(first, "year" | "jaar" | "yr")
        || first.len() == 4 && first.starts_with("20") && first.bytes().all(|b| b.is_ascii_digit())
        || first.len() == 2 && first.starts_with(['y', 'j']) && first.ends_with(char::is_numeric);
    is_year.then_some(Period::Year)
}

/// Within an entry: an amount that is said twice (`€ 1,000 a month, € 12,000 a year`) counts once,
/// and one that is the sum of the others is their total.
fn said_again(lines: &mut [Line], row: bool) {
    // A row with a column per month and one per year says the year itself.
    let year = |line: &Line| line.yearly().is_some() && line.per.time == Some(Period::Year);
    if row && lines.iter().any(year) {
        for line in lines.iter_mut() {
            if line.yearly().is_some() && !year(line) && line.units.is_none() {
                line.standing = Standing::Not(NotCounted::SaidTwice);
            }
        }
    }
    let counted: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].yearly().is_some()).collect();
    for (number, at) in counted.iter().enumerate() {
        let same = |other: &usize| {
            let (a, b) = (&lines[*other], &lines[*at]);
            a.yearly() == b.yearly()
                && a.currency == b.currency
                && a.horizon == b.horizon
                && a.per.time != b.per.time
        };
        if counted[..number].iter().any(same) {
            lines[*at].standing = Standing::Not(NotCounted::SaidTwice);
        }
    }
    for at in 0..lines.len() {
        let Some(whole) = lines[at].yearly() else { continue };
        let parts = lines.iter().enumerate().filter(|(other, line)| {
            *other != at && line.horizon == lines[at].horizon && line.currency == lines[at].currency
        });
        let parts: Vec<Range> = parts.filter_map(|(_, line)| line.yearly()).collect();
        let sum = parts.iter().try_fold(Range::ZERO, |sum, part| sum.plus(*part));
        if parts.len() >= 2 && sum == Some(whole) {
            lines[at].role = Role::Total;
            lines[at].standing = Standing::Not(NotCounted::Total);
            return;
        }
    }
}

/// A line without anything but its amount, its standing still to be taken.
pub(super) fn blank(side: Side, entry: usize, amount: Range, origin: Origin) -> Line {
    Line {
        side,
        entry,
        amount,
        currency: None,
        per: Rate::default(),
        period_from: PeriodFrom::Unknown,
        horizon: None,
        role: Role::Amount,
        units: None,
        product: None,
        nature: (None, super::line::Known::Unknown),
        recurrence: (None, super::line::Known::Unknown),
        confidence: Confidence::Certain,
        origin,
        standing: Standing::Not(NotCounted::TooLarge),
    }
}
