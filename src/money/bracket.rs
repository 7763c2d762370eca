//! What stands in brackets behind a figure: the same amount in another currency, its terms, or
//! words.

use super::amount::{Converted, Vat};
use super::context::{Context, DecimalStyle};
use super::currency::Currency;
use super::lexicon::is_approximate;
use super::period::Rate;
use super::range::{self, Seen};
use super::rate;
use super::scan::Tokens;
use super::tail;

/// The most tokens that brackets are looked through.
const LONGEST: usize = 16;

/// What brackets hold.
#[derive(Debug, Clone)]
pub(super) enum Inside {
    /// The amount before them in another currency, perhaps with what it is paid per.
    Conversion(Converted, Rate),
    /// Per what, or with what tax: `(per month)`, `(excl. btw)`.
    Terms(Rate, Option<Vat>),
    /// Words without a number.
    Words,
    /// Anything else.
    Other,
}

/// The token of the bracket that closes the one at `open`, if it is near.
pub(super) fn close(tokens: &Tokens<'_>, open: usize) -> Option<usize> {
    let stop = tokens.len().min(open + LONGEST);
    (open + 1..stop)
        .find(|i| tokens.is_mark(*i, ')') || tokens.is_mark(*i, '('))
        .filter(|i| tokens.is_mark(*i, ')'))
}

/// Reads what stands between the tokens `open` and `close`, behind an amount in the currency `own`.
pub(super) fn read(
    tokens: &Tokens<'_>,
    open: usize,
    close: usize,
    own: Option<Currency>,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Inside {
    if let Some(inside) = conversion(tokens, open, close, own, style, context) {
        return inside;
    }
    let (mut rate, mut vat, mut at) = (Rate::default(), None, open + 1);
    while at < close {
        if let Some((found, next)) = rate::phrase(tokens, at) {
            rate.fill(&found);
            at = next;
        } else if let Some((found, next)) = tail::vat_at(tokens, at) {
            vat = Some(found);
            at = next;
        } else if tokens.is_mark(at, ',') || tokens.is_mark(at, '.') {
            at += 1;
        } else {
            break;
        }
    }
    if at == close && (vat.is_some() || !rate.is_unknown()) {
        return Inside::Terms(rate, vat);
    }
    let words = (open + 1..close).all(|i| !tokens.is_number(i));
    if words { Inside::Words } else { Inside::Other }
}

fn conversion(
    tokens: &Tokens<'_>,
    open: usize,
    close: usize,
    own: Option<Currency>,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Option<Inside> {
    let mut at = open + 1;
    let leads = |i: usize| {
        is_approximate(tokens.word(i))
            || matches!(tokens.word(i), "or" | "of" | "equals" | "equivalent" | "to" | "is")
            || tokens.get(i).is_some_and(|t| t.is_one_of(&['~', '≈', '=', '±', '.', '≃']))
    };
    while at < close && leads(at) {
        at += 1;
    }
    let Some(Seen::Money(money)) = range::at(tokens, at, style, context) else {
        return None;
    };
    let currency = money.sign?.resolve(context.default_currency).0?;
    // The same currency again is another amount: `$5,000 per project ($100/hour)`.
    if own == Some(currency) {
        return None;
    }
    let mut next = money.next;
    let mut rate = Rate::default();
    if let Some((found, after)) = rate::phrase(tokens, next) {
        rate = found;
        next = after;
    }
    let span = tokens.span(money.first, money.next);
    let converted = Converted { low: money.low, high: money.high, currency, span };
    (next == close).then_some(Inside::Conversion(converted, rate))
}
