//! What the words of a label or a heading say of the amounts that belong to them.

use super::calendar::{time_adverb, time_compound, time_noun};
use super::currency::{self, Sign};
use super::horizon;
use super::lexicon::is_approximate;
use super::period::{Period, Rate, Unit};
use super::rate;
use super::scale;
use super::scan::{Kind, Tokens};
use super::trade::{is_common_unit, is_money, is_one_off, is_price, is_total};

/// What words say of an amount that they stand by.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    pub(super) rate: Rate,
    pub(super) sign: Option<Sign>,
    /// Whether that sign stands without a figure, and so says what the figures below are: `Costs
    /// (€)`.
    pub(super) declares: bool,
    /// A power of ten that a heading gives its figures: `(k€)`, `in thousands`.
    pub(super) factor: Option<u64>,
    /// The tokens of a horizon.
    pub(super) horizon: Option<(usize, usize)>,
    pub(super) total: bool,
    pub(super) price: bool,
    /// A word that says the price of one: `price`, `prijs`.
    pub(super) each: bool,
    pub(super) money: bool,
    /// A word for what is left of a price, or for what one costs to make: `margin`, `COGS`.
    pub(super) margin: bool,
    pub(super) approximate: bool,
}

/// Reads the words from the token `from` up to, and not with, the token `to`. What is said last
/// wins: it stands nearest.
pub(super) fn read(tokens: &Tokens<'_>, from: usize, to: usize) -> Hints {
    let mut hints = Hints { horizon: horizon::last_in(tokens, from, to), ..Hints::default() };
    let mut at = from;
    while at < to {
        at = step(tokens, at, from, to, &mut hints).max(at + 1);
    }
    hints
}

fn step(tokens: &Tokens<'_>, at: usize, from: usize, to: usize, hints: &mut Hints) -> usize {
    let Some(token) = tokens.get(at) else {
        return to;
    };
    match token.kind {
        Kind::Number => return at + 1,
        Kind::Mark => {
            if let Some(sign) = token.symbol().and_then(currency::of_symbol) {
                hints.sign = Some(sign);
                hints.declares = !tokens.is_number(at + 1)
                    && !at.checked_sub(1).is_some_and(|i| tokens.is_number(i));
                hints.factor = hints.factor.or_else(|| factor_beside(tokens, at));
            }
            if !token.is_mark('/') || !behind_word(tokens, at) {
                return at + 1;
            }
        }
        Kind::Word => {}
    }
    let low = token.word();
    hints.total |= is_total(low);
    hints.price |= is_price(low);
    hints.each |= matches!(low, "price" | "prices" | "priced") || low.ends_with("prijs");
    hints.margin |= matches!(low, "cogs" | "margin" | "marge" | "contribution" | "brutomarge");
    hints.money |= is_money(low);
    hints.approximate |= is_approximate(low);
    if hints.sign.is_none() {
        let sign = currency::of_word_before(token.text);
        hints.sign = sign.filter(|s| !matches!(s, Sign::One(c) if c.is_word_like()));
        hints.declares = hints.sign.is_some() && !tokens.is_number(at + 1);
    }
    if matches!(low, "thousands" | "duizenden") {
        hints.factor = Some(1_000);
    } else if matches!(low, "millions" | "miljoenen") {
        hints.factor = Some(1_000_000);
    }
    rate_at(tokens, at, from, to, hints).unwrap_or(at + 1)
}

fn rate_at(
    tokens: &Tokens<'_>,
    at: usize,
    from: usize,
    to: usize,
    hints: &mut Hints,
) -> Option<usize> {
    let low = tokens.word(at);
    let counted =
        tokens.before(at).is_some_and(|t| t.kind == Kind::Number || t.is_mark('-')) && at > from;
    let spelled_out = time_adverb(low).is_some() && low.len() > 3;
    if counted && !spelled_out && !tokens.is_mark(at, '/') {
        return None;
    }
    if let Some(next) = named(tokens, at, to, hints) {
        return Some(next);
    }
    if low == "a" || low == "an" {
        return None;
    }
    let (found, next) = rate::phrase(tokens, at).filter(|(_, next)| *next <= to)?;
    // `Reduce per-unit costs` says what is paid for; `pay per use` is a word for it.
    if found.time.is_some() {
        set_time(hints, found.clone());
    }
    if found.unit.is_some() {
        hints.rate.unit = found.unit;
    }
    Some(next)
}

/// Words that are a period or a unit in a label only: `maandhuur`, `setup fee`, `order value`,
/// `(dag):`.
fn named(tokens: &Tokens<'_>, at: usize, to: usize, hints: &mut Hints) -> Option<usize> {
    let low = tokens.word(at);
    let next = if at + 1 < to { tokens.word(at + 1) } else { "" };
    let time = if is_one_off(low, next) || (low, next) == ("start", "up") {
        Some(Period::Once)
    } else {
        time_compound(low).or_else(|| bare_noun(tokens, at, to))
    };
    if let Some(time) = time {
        set_time(hints, Rate::of_time(time));
        return Some(at + 1);
    }
    let counted = matches!(low, "order" | "basket" | "cart" | "deal" | "contract" | "bestelling");
    if counted && matches!(next, "value" | "size" | "waarde") {
        hints.rate.unit = Some(Unit::one(low));
        return Some(at + 2);
    }
    None
}

fn set_time(hints: &mut Hints, rate: Rate) {
    hints.rate.time = rate.time;
    hints.rate.every = rate.every;
}

/// A noun of time by itself at the end of a label: `Training (dag):`, `uur: € 75`, `hour rate`.
fn bare_noun(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<Period> {
    let low = tokens.word(at);
    let singular =
        !low.ends_with('s') && !matches!(low, "uren" | "dagen" | "weken" | "maanden" | "jaren");
    let time = time_noun(low).filter(|_| singular)?;
    let rated =
        matches!(tokens.word(at + 1), "rate" | "price" | "tarief" | "prijs" | "fee") && at + 1 < to;
    let closes = tokens.get(at + 1).is_some_and(|t| t.is_one_of(&[':', ')', '=']));
    let closed = if tokens.is_mark(at + 1, ')') { true } else { at + 2 >= to };
    ((closes && closed) || rated).then_some(time)
}

/// Whether a stroke at `at` says per what: behind a figure or a sign of money, or before a time or
/// a well-known unit. In `AI/ML services` it only parts two words.
fn behind_word(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = tokens.before(at) else {
        return false;
    };
    let figure = before.kind == Kind::Number
        || before.is_mark('+')
        || before.symbol().is_some_and(|s| currency::of_symbol(s).is_some());
    let next = tokens.word(at + 1);
    let known = time_noun(next).is_some() || is_common_unit(next);
    let priced =
        is_price(before.word()) || is_money(before.word()) || is_common_unit(before.word());
    let scaled = scale::of_word(before.text, before.word(), true).is_some();
    figure || scaled || before.is_mark(')') && known || priced && known
}

/// `k€`, `€k`, `€ x 1.000`, `€ (mln)`.
fn factor_beside(tokens: &Tokens<'_>, at: usize) -> Option<u64> {
    let beside = |i: usize| {
        let token = tokens.get(i).filter(|t| t.kind == Kind::Word)?;
        scale::of_word(token.text, token.word(), true)
    };
    let before = at.checked_sub(1).and_then(beside);
    before
        .or_else(|| beside(at + 1))
        .or_else(|| thousand(tokens, at + 1))
        .or_else(|| thousand(tokens, at.checked_sub(2)?))
}

/// `x 1.000` or `× 1,000`.
fn thousand(tokens: &Tokens<'_>, at: usize) -> Option<u64> {
    let times = tokens.is_mark(at, '×') || tokens.word(at) == "x";
    let text = tokens.get(at + 1).map_or("", |t| t.text);
    (times && matches!(text, "1.000" | "1,000" | "1000")).then_some(1_000)
}

/// What a unit is called where only a word for price says that there is one.
pub(super) fn unnamed_unit() -> Unit {
    Unit::one("")
}
