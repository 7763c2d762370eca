//! Puts an amount together from its figure, what surrounds it, and the column that it stands in.

use rust_decimal::Decimal;

use super::amount::{
    Amount, Bound, Confidence, CurrencySource, Doubt, Horizon, PeriodSource, Role,
};
use super::calendar::time_noun;
use super::context::Context;
use super::heading::Heading;
use super::hints::Hints;
use super::label::Label;
use super::period::{Period, Rate, Unit};
use super::range::Money;
use super::scan::{Kind, Tokens};
use super::tail::Tail;
use super::trade::lasts;

/// An amount on its way, with its place among the tokens.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) amount: Amount,
    pub(super) first: usize,
    pub(super) next: usize,
    pub(super) part: u32,
    pub(super) cell: u32,
    /// What the head of a list says, for the figures behind this one.
    pub(super) head: Rate,
    /// Whether that head names a price.
    pub(super) head_price: bool,
    pub(super) facts: Facts,
}

impl Draft {
    /// Makes it the price of one of what it is multiplied with.
    pub(super) fn price_of(&mut self, noun: &str) {
        if let Some(time) = time_noun(noun) {
            // `80 hours × € 40`, but also `€ 500 × 12 months`: a sum that repeats.
            if time == Period::Hour {
                self.amount.role = Role::UnitPrice;
            }
            self.amount.per.fill(&Rate::of_time(time));
            return;
        }
        // `€ 500 p/m x 12`: nothing is counted.
        if noun.is_empty() && self.amount.per.time.is_some() {
            return;
        }
        if self.amount.per.unit.is_none() {
            self.amount.per.unit = Some(Unit::one(noun));
        }
        if self.amount.period_source == PeriodSource::Unknown {
            self.amount.period_source = PeriodSource::Text;
        }
        self.amount.role = Role::UnitPrice;
    }
}

/// What decides the role of an amount in the end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    /// A word for a total at the figure.
    pub(super) total: bool,
    /// A word for a price round the figure.
    pub(super) price: bool,
    /// A word that says the price of one: `price`, `prijs`.
    pub(super) each: bool,
    /// One of a ladder of prices.
    pub(super) rung: bool,
    /// Its column says that it is of one unit, so that the row's total is not meant.
    pub(super) unit_column: bool,
}

/// Where the figures of a text stand, and what is known of it.
#[derive(Debug)]
pub(super) struct Place<'a, 't> {
    pub(super) tokens: &'a Tokens<'t>,
    pub(super) heading: &'a Heading<'a>,
    pub(super) context: &'a Context<'a>,
    /// The number of cells of the row that the text is; 1 if it is none.
    pub(super) cells: usize,
}

impl Place<'_, '_> {
    /// What the heading says of the cell that the token `at` stands in.
    pub(super) fn column(&self, at: usize) -> Option<&Hints> {
        let cell = self.tokens.get(at)?.cell;
        self.heading.column(usize::try_from(cell).ok()?, self.cells)
    }
}

/// Puts together the amount of `money`; `guessed` says that it has no currency and was taken for
/// money all the same.
pub(super) fn draft(
    place: &Place<'_, '_>,
    money: &Money,
    tail: Tail,
    label: &Label,
    guessed: bool,
) -> Option<Draft> {
    let tokens = place.tokens;
    let column = place.column(money.first);
    let section = place.heading.section();
    let (currency, currency_source, unclear) = currency(place, money, column);
    let factor = column.and_then(|c| c.factor).or(section.factor).filter(|_| !money.scaled);
    let factor = Decimal::from(factor.unwrap_or(1));
    let scaled = |value: Decimal| value.checked_mul(factor);
    let (per, period_source) = rate(&tail, label, column);
    let horizons = [tail.horizon, label.own.horizon, label.head.horizon];
    let horizon = horizons.into_iter().flatten().next();
    let counted = per.time.is_some()
        && per.unit.is_none()
        && place.context.sells
        && customers_beside(tokens, money.first, tail.next);
    let doubt = doubt(money, label, unclear, guessed).or(counted.then_some(Doubt::Count));
    let amount = Amount {
        low: scaled(money.low)?,
        high: scaled(money.high)?,
        bound: bound(money, &tail, label),
        currency,
        currency_source,
        per,
        period_source,
        role: Role::Amount,
        horizon: horizon.map(|(from, to)| said_in(tokens, from, to)),
        approximate: label.approximate || tail.approximate,
        zero_by_word: false,
        vat: tail.vat,
        converted: tail.converted,
        confidence: doubt.map_or(Confidence::Certain, Confidence::Doubtful),
        span: tokens.span(money.first, tail.next),
    };
    let token = tokens.get(money.first)?;
    let (part, cell) = (token.part, token.cell);
    let (head, head_price) = (label.head.rate.clone(), label.head.price);
    let facts = facts(label, &tail, column);
    Some(Draft { amount, first: money.first, next: tail.next, part, cell, head, head_price, facts })
}

/// What the words round a figure say of its role.
fn facts(label: &Label, tail: &Tail, column: Option<&Hints>) -> Facts {
    let column_says = |says: fn(&Hints) -> bool| column.is_some_and(says);
    Facts {
        total: label.own.total,
        price: label.own.price || label.head.price || tail.price || column_says(|c| c.price),
        each: label.own.each || column_says(|c| c.each),
        rung: false,
        unit_column: column_says(|c| c.rate.unit.is_some()),
    }
}

/// `€ 11 per week, 300 subscribers`, `350 members at € 13 a month`: whether a number of customers
/// stands right beside an amount (the tokens `first` to `next`) and is not multiplied with it.
fn customers_beside(tokens: &Tokens<'_>, first: usize, next: usize) -> bool {
    const CUSTOMERS: [&str; 18] = [
        "subscriber",
        "customer",
        "client",
        "member",
        "user",
        "participant",
        "household",
        "guest",
        "abonnee",
        "klant",
        "klanten",
        "lid",
        "leden",
        "gebruiker",
        "deelnemer",
        "huishouden",
        "bezoeker",
        "gast",
    ];
    let number = |at: usize| {
        tokens.get(at).is_some_and(|token| token.kind == Kind::Number && token.text != "1")
    };
    let customers = |at: usize| CUSTOMERS.contains(&tokens.word(at).trim_end_matches('s'));
    // `paying subscribers`, `active members`.
    let counted = |at: usize| number(at) && (customers(at + 1) || customers(at + 2));
    let mark = |at: usize| tokens.get(at).is_some_and(|t| t.is_one_of(&[',', ';', '(', '·']));
    let behind = mark(next) && counted(next + 1);
    let joins = |at: usize| {
        mark(at)
            || matches!(tokens.word(at), "at" | "à" | "tegen" | "for" | "voor" | "pay" | "betalen")
    };
    let before = first.checked_sub(1).filter(|at| joins(*at)).is_some_and(|at| {
        (2..=3).any(|back| at.checked_sub(back).is_some_and(counted)) && customers(at - 1)
    });
    behind || before
}

/// The gravest doubt: of the figure itself, then of its currency, then of what it is.
fn doubt(money: &Money, label: &Label, unclear: bool, guessed: bool) -> Option<Doubt> {
    money
        .doubt
        .or(unclear.then_some(Doubt::WhichCurrency))
        .or(label.compared.then_some(Doubt::Comparison))
        .or(guessed.then_some(Doubt::NoCurrency))
}

/// A range has two ends of its own: only a plus behind it opens one.
fn bound(money: &Money, tail: &Tail, label: &Label) -> Bound {
    if tail.open || money.open {
        Bound::AtLeast
    } else if money.low == money.high {
        label.bound
    } else {
        Bound::Closed
    }
}

/// A zero that is said in the words from `first` to `next`.
pub(super) fn zero(tokens: &Tokens<'_>, first: usize, next: usize) -> Option<Draft> {
    let token = tokens.get(first)?;
    let amount = Amount {
        low: Decimal::ZERO,
        high: Decimal::ZERO,
        bound: Bound::Closed,
        currency: None,
        currency_source: CurrencySource::Unknown,
        per: Rate::default(),
        period_source: PeriodSource::Unknown,
        role: Role::UnitPrice,
        horizon: None,
        approximate: false,
        zero_by_word: true,
        vat: None,
        converted: None,
        confidence: Confidence::Certain,
        span: tokens.span(first, next),
    };
    let facts = Facts { price: true, ..Facts::default() };
    let (part, cell) = (token.part, token.cell);
    Some(Draft { amount, first, next, part, cell, head: Rate::default(), head_price: false, facts })
}

/// The horizon that the tokens `from..to` say.
pub(super) fn said_in(tokens: &Tokens<'_>, from: usize, to: usize) -> Horizon {
    let span = tokens.span(from, to);
    Horizon { text: span.of(tokens.text).to_owned(), span: Some(span) }
}

fn currency(
    place: &Place<'_, '_>,
    money: &Money,
    column: Option<&Hints>,
) -> (Option<super::Currency>, CurrencySource, bool) {
    let own = place.context.default_currency;
    if let Some(sign) = money.sign {
        let (currency, sure) = sign.resolve(own);
        return (currency, CurrencySource::Text, !sure);
    }
    let of_heading = column.and_then(|c| c.sign).or(place.heading.section().sign);
    if let Some(sign) = of_heading {
        let (currency, sure) = sign.resolve(own);
        return (currency, CurrencySource::Heading, !sure);
    }
    match own {
        Some(_) => (own, CurrencySource::Default, false),
        None => (None, CurrencySource::Unknown, false),
    }
}

/// What is said at the figure goes before what is said in its label, and that before the head of a
/// list and the column.
fn rate(tail: &Tail, label: &Label, column: Option<&Hints>) -> (Rate, PeriodSource) {
    let mut rate = tail.rate.clone();
    let mut source = if rate.is_unknown() { PeriodSource::Unknown } else { PeriodSource::Text };
    let mut add = |rate: &mut Rate, other: &Rate, from: PeriodSource| {
        if source == PeriodSource::Unknown && !other.is_unknown() {
            source = from;
        }
        rate.fill(other);
    };
    add(&mut rate, &label.own.rate, PeriodSource::Label);
    if rate.is_unknown() {
        add(&mut rate, &label.head.rate, PeriodSource::Label);
    }
    if let Some(column) = column {
        let recurs = rate.unit.as_ref().is_none_or(|unit| lasts(&unit.noun));
        let of_unit = Rate { unit: column.rate.unit.clone(), ..Rate::default() };
        add(&mut rate, if recurs { &column.rate } else { &of_unit }, PeriodSource::Heading);
    }
    (rate, source)
}
