//! Figures without a currency: which of them are money all the same.

use rust_decimal::Decimal;

use super::calendar::{time_adverb, time_noun};
use super::hints::Hints;
use super::lexicon::ends_noun;
use super::range::Money;
use super::rate;
use super::scan::Tokens;
use super::tail::Tail;

/// What a figure without a currency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Money, by the way it is written or by the column it stands in.
    Money,
    /// Money, if the words around it mean what they seem to.
    Perhaps,
    /// It stands where money would, and too little says that it is.
    Unclear,
    /// A number of something else.
    Other,
}

/// What stands round a figure.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    /// Whether the words before it end with one for money.
    pub(super) named: bool,
    /// What the heading says of its cell, if the figure is all that the cell holds.
    pub(super) column: Option<&'a Hints>,
    /// What the heading says of all below it.
    pub(super) section: &'a Hints,
}

/// Judges the figure `money`, which has no currency.
pub(super) fn judge(
    tokens: &Tokens<'_>,
    money: &Money,
    tail: &Tail,
    around: &Surroundings<'_>,
) -> Verdict {
    if money.closed || tail.vat.is_some() {
        return Verdict::Money;
    }
    let year = is_year_like(tokens, money);
    if let Some(column) = around.column {
        return in_column(column, around.section, year);
    }
    let weighty = money.scaled || tail.rate.time.is_some() || money.high >= Decimal::TEN;
    let named = around.named || (around.section.declares && behind_colon(tokens, money));
    if named && weighty && (!year || tail.rate.time.is_some()) {
        return Verdict::Perhaps;
    }
    if money.scaled && (named || behind_colon(tokens, money)) {
        Verdict::Unclear
    } else {
        Verdict::Other
    }
}

/// A figure that fills its cell is what the name of its column says.
fn in_column(column: &Hints, section: &Hints, year: bool) -> Verdict {
    let says = column.money || column.each || column.declares;
    let of_years = column.horizon.is_some() && column.rate.is_unknown();
    match (says, of_years) {
        (true, _) if year => Verdict::Perhaps,
        (true, _) => Verdict::Money,
        (false, true) if section.declares && !year => Verdict::Money,
        (false, true) if section.money && !year => Verdict::Perhaps,
        _ => Verdict::Other,
    }
}

/// `Year 1: 120k`.
fn behind_colon(tokens: &Tokens<'_>, money: &Money) -> bool {
    tokens.before(money.first).is_some_and(|t| t.is_one_of(&[':', '=', '~', '≈']))
}

/// Whether the figure is a part of a name or a date, or a number of something: no money, whatever
/// stands around it.
pub(super) fn is_other(tokens: &Tokens<'_>, money: &Money) -> bool {
    !money.closed && (glued(tokens, money) || counts(tokens, money))
}

/// Whether something touches the figure that makes it a part of a name, a date or a code: `GPT-4`,
/// `24/7`, `#12`.
fn glued(tokens: &Tokens<'_>, money: &Money) -> bool {
    let left = !tokens.is_spaced(money.first)
        && tokens.before(money.first).is_some_and(|t| {
            !t.is_one_of(&['(', ':', '~', '≈', '|', '=', '±', '"', '>', '<', '≥', '≤', '*'])
        });
    let right = !tokens.is_spaced(money.next)
        && tokens.get(money.next).is_some_and(|t| {
            !t.is_one_of(&['.', ',', ';', ':', ')', '+', '|', '/', '"', '*', '!'])
        });
    left || right
}

/// Whether a noun follows, so that the figure is a number of it: `3 employees`, `50.000 users`.
fn counts(tokens: &Tokens<'_>, money: &Money) -> bool {
    let at = money.next;
    let low = tokens.word(at);
    if tokens.is_mark(at, '/') && rate::phrase(tokens, at).is_none() {
        return true;
    }
    let noun = tokens.is_word(at)
        && !ends_noun(low)
        && time_adverb(low).is_none()
        && rate::phrase(tokens, at).is_none();
    let number = tokens.is_number(at);
    let multiplies =
        tokens.get(at).is_some_and(|t| t.is_one_of(&['×', '*', '%', '°'])) || low == "x";
    noun || number || multiplies || time_noun(low).is_some()
}

fn is_year_like(tokens: &Tokens<'_>, money: &Money) -> bool {
    !money.scaled && tokens.get(money.first).is_some_and(|t| super::horizon::is_year(t.text))
}
