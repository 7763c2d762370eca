//! One figure of money: a sign, a number and a scale, in any order that people write.

use rust_decimal::Decimal;

use super::calendar::{is_numbered, time_noun};
use super::context::{Context, DecimalStyle};
use super::currency::{self, Sign};
use super::lexicon::ends_noun;
use super::number::{self, Number};
use super::reading::Why;
use super::scale::{self, Scale};
use super::scan::{Kind, Tokens};
use super::sign;

/// The most groups of three digits that spaces may part: `10 000 000`.
const MOST_GROUPS: usize = 8;

/// A figure as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    /// The token that it begins with.
    pub(super) first: usize,
    /// The token of its first digits.
    pub(super) number: usize,
    /// The token behind it.
    pub(super) next: usize,
    /// The value before its scale.
    pub(super) value: Decimal,
    /// The value in the other reading of its separator.
    pub(super) other: Option<Decimal>,
    pub(super) scale: Option<Scale>,
    pub(super) sign: Option<Sign>,
    /// A hundredth of the currency: `12 cent`.
    pub(super) cents: bool,
    /// Written with a closing that only money has: `5,-`.
    pub(super) closed: bool,
    /// A plus between the number and its sign: `1500+ R$`.
    pub(super) open: bool,
}

/// What was found where a figure may begin.
#[derive(Debug, Clone, Copy)]
pub(super) enum Found {
    Figure(Figure),
    /// Something that looks like one and is not, up to (not with) this token.
    Not(Why, usize),
}

/// Reads a figure that begins at `at`, with or without a currency.
pub(super) fn at(
    tokens: &Tokens<'_>,
    at: usize,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Option<Found> {
    let mut next = at;
    let mut minus = take_minus(tokens, &mut next);
    let mut sign = None;
    if let Some((found, after)) = sign::before(tokens, next) {
        sign = Some(found);
        next = after;
        minus |= take_minus(tokens, &mut next);
    }
    if !tokens.is_number(next) {
        return None;
    }
    let number = next;
    let (text, after) = digits(tokens, number, sign.is_some());
    next = after;
    let (value, other) = match number::read(text, style) {
        Number::Sure(value) => (value, None),
        Number::Either(value, other) => (value, Some(other)),
        Number::Malformed => return Some(Found::Not(Why::NotANumber, next)),
        Number::TooLarge => return Some(Found::Not(Why::TooLarge, next)),
    };
    let scale_word = take_scale(tokens, &mut next);
    let mut cents = false;
    let open = sign.is_none() && tokens.is_mark(next, '+') && !tokens.is_spaced(next);
    let behind = if open { next + 1 } else { next };
    let found = sign::after(tokens, behind, sign);
    let open = open && found.is_some();
    if let Some((found, hundredth, after)) = found {
        sign = Some(found);
        cents = hundredth;
        next = after;
    }
    if sign.is_some_and(|s| sign::is_a_word(s, tokens, at, number, next))
        || (sign.is_some() && sign::of_clock(tokens, at, number))
    {
        return None;
    }
    let own = sign.and_then(|s| s.resolve(context.default_currency).0);
    let scale = scale_word.map(|(factor, word)| scale::weigh(factor, word, own, style));
    let turn = |v: Decimal| if minus { -v } else { v };
    let closed = text.ends_with(['-', '–', '—', '=']);
    let (value, other) = (turn(value), other.map(turn));
    Some(Found::Figure(Figure {
        first: at,
        number,
        next,
        value,
        other,
        scale,
        sign,
        cents,
        closed,
        open,
    }))
}

/// `-€ 5` and `€ -5`: a minus that touches what follows, with nothing touching it from the left.
fn take_minus(tokens: &Tokens<'_>, next: &mut usize) -> bool {
    let is_minus = tokens.get(*next).is_some_and(|t| t.is_one_of(&['-', '−']));
    let free = tokens.is_spaced(*next)
        || tokens
            .before(*next)
            .is_none_or(|t| t.is_one_of(&['(', '|', ':']) || is_sign(t.symbol()));
    if is_minus && free && !tokens.is_spaced(*next + 1) && tokens.get(*next + 1).is_some() {
        *next += 1;
        true
    } else {
        false
    }
}

fn is_sign(symbol: Option<char>) -> bool {
    symbol.is_some_and(|s| currency::of_symbol(s).is_some())
}

/// The digits at `at`, with the groups that single spaces part, if something says that they are one
/// number.
fn digits<'t>(tokens: &Tokens<'t>, at: usize, after_sign: bool) -> (&'t str, usize) {
    let Some(token) = tokens.get(at) else {
        return ("", at);
    };
    let alone = (token.text, at + 1);
    let begins = (1..=3).contains(&token.text.len()) && is_digits(token.text);
    let numbered = !after_sign && tokens.before(at).is_some_and(|t| is_numbered(t.word()));
    if !begins || numbered {
        return alone;
    }
    let mut next = at + 1;
    while let Some(group) = tokens.get(next).filter(|t| is_group(t.kind, t.text)) {
        let gap = tokens.before(next).map_or(0, |t| group.span.start - t.span.end);
        if gap == 0 || gap > 3 || next - at > MOST_GROUPS {
            return if gap == 0 { alone } else { (token.text, at + 1) };
        }
        next += 1;
        if !is_digits(group.text) {
            break;
        }
    }
    if next == at + 1 { alone } else { (tokens.span(at, next).of(tokens.text), next) }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Three digits, perhaps with decimals or a closing behind them.
fn is_group(kind: Kind, text: &str) -> bool {
    let whole = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    kind == Kind::Number && whole == 3 && text.len() <= 12
}

fn take_scale<'t>(tokens: &Tokens<'t>, next: &mut usize) -> Option<(u64, &'t str)> {
    let token = tokens.get(*next).filter(|t| t.kind == Kind::Word)?;
    let attached = !token.spaced;
    let factor = scale::of_word(token.text, token.word(), attached)?;
    // `3 ton staal`: a weight. `5 M users` and `10k users` are left to whoever asks for a currency.
    let weighs = token.word() == "ton" && tokens.is_word(*next + 1);
    let weighs = weighs && !ends_noun(tokens.word(*next + 1)) && !is_money_word(tokens, *next + 1);
    if weighs || time_noun(token.word()).is_some() {
        return None;
    }
    *next += 1;
    if tokens.is_mark(*next, '.') && matches!(token.word(), "mln" | "mio" | "mld" | "mrd" | "tsd") {
        let ends =
            tokens.get(*next).map(|t| t.sentence) == tokens.get(*next - 1).map(|t| t.sentence);
        *next += usize::from(ends);
    }
    Some((factor, token.text))
}

fn is_money_word(tokens: &Tokens<'_>, at: usize) -> bool {
    currency::of_word_after(tokens.get(at).map_or("", |t| t.text), tokens.word(at)).is_some()
}
