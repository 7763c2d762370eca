//! A figure, or two that make a range: `€10-€15`, `10–15k`, `between 5 and 10 euro`.

use rust_decimal::Decimal;

use super::amount::Doubt;
use super::calendar::{is_numbered, time_noun};
use super::context::{Context, DecimalStyle};
use super::currency::Sign;
use super::figure::{self, Figure, Found};
use super::horizon;
use super::lexicon::ends_noun;
use super::percent;
use super::reading::Why;
use super::scale;
use super::scan::{Kind, Tokens};

/// One figure or a range of two, scaled, with its currency.
#[derive(Debug, Clone, Copy)]
pub(super) struct Money {
    pub(super) first: usize,
    pub(super) next: usize,
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    pub(super) sign: Option<Sign>,
    pub(super) doubt: Option<Doubt>,
    /// Whether it is written as only money is: `5,-`.
    pub(super) closed: bool,
    /// `1500+ R$`
    pub(super) open: bool,
    pub(super) scaled: bool,
}

/// What was found where an amount may begin.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    Money(Money),
    Not(Why, usize),
}

/// Reads a figure or a range that begins at `at`, with or without a currency.
pub(super) fn at(
    tokens: &Tokens<'_>,
    at: usize,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Option<Seen> {
    let left = match figure::at(tokens, at, style, context)? {
        Found::Figure(figure) => figure,
        Found::Not(why, next) => return Some(Seen::Not(why, next)),
    };
    let right = second(tokens, &left, style, context);
    let Some(money) = right.and_then(|right| pair(&left, &right)).or_else(|| alone(&left)) else {
        return Some(Seen::Not(Why::TooLarge, left.next));
    };
    Some(Seen::Money(money))
}

/// The second figure of a range, if one follows.
fn second(
    tokens: &Tokens<'_>,
    left: &Figure,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Option<Figure> {
    let (at, spaced) = separator(tokens, left)?;
    let Some(Found::Figure(right)) = figure::at(tokens, at, style, context) else {
        return None;
    };
    if percent::sign_end(tokens, right.next).is_some() || (left.sign.is_none() && left.closed) {
        return None;
    }
    let bare = right.sign.is_none() && right.scale.is_none();
    // `€ 49 - 50 posts`: the second figure counts something else.
    let counts = tokens.is_word(right.next) && {
        let low = tokens.word(right.next);
        !ends_noun(low) && time_noun(low).is_none()
    };
    let foreign = match (left.sign, right.sign) {
        (Some(a), Some(b)) => {
            a.resolve(context.default_currency) != b.resolve(context.default_currency)
        }
        _ => false,
    };
    // `€ 17.400 - € 9.600 = …` takes away.
    let takes_away = spaced && tokens.is_mark(right.next, '=');
    let other =
        takes_away || foreign || named(tokens, left, &right, spaced) || (bare && spaced && counts);
    if other { None } else { Some(right) }
}

/// `Phase 2 - €500`, `2027 – €500`: the first number belongs to a name or is a year.
fn named(tokens: &Tokens<'_>, left: &Figure, right: &Figure, spaced: bool) -> bool {
    if left.sign.is_some() || left.scale.is_some() {
        return false;
    }
    let sign_first = right.first != right.number;
    let numbered = tokens.before(left.first).is_some_and(|t| is_numbered(t.word()));
    let year = tokens.get(left.first).is_some_and(|t| horizon::is_year(t.text));
    let glued = !tokens.is_spaced(left.first)
        && tokens
            .before(left.first)
            .is_some_and(|t| t.kind != Kind::Mark || t.is_one_of(&['-', '/']));
    numbered || glued || (spaced && (sign_first || year))
}

/// The token behind a range's separator, and whether the separator stands free.
fn separator(tokens: &Tokens<'_>, left: &Figure) -> Option<(usize, bool)> {
    let at = left.next;
    let token = tokens.get(at)?;
    if token.kind == Kind::Mark {
        let free = token.spaced && tokens.is_spaced(at + 1);
        // `5~10` is a range, `2027 ~€ 5` is not.
        let dash = token.is_one_of(&['-', '–', '‑', '−', '‒'])
            || (token.is_mark('~') && !token.spaced)
            || (token.is_mark('—') && !free);
        if dash {
            return Some((at + 1, free));
        }
        let dots = token
            .is_mark('…')
            .then_some(at + 1)
            .or_else(|| (token.is_mark('.') && tokens.is_mark(at + 1, '.')).then_some(at + 2))?;
        return Some((dots + usize::from(tokens.is_mark(dots, '.')), false));
    }
    let between = |word: &str| {
        let back = |n: usize| left.first.checked_sub(n).map_or("", |i| tokens.word(i));
        back(1) == word
            || (matches!(back(1), "de" | "about" | "around" | "circa") && back(2) == word)
    };
    match token.word() {
        "to" | "tot" | "t" | "à" | "á" | "until" => {
            let en_met = token.word() == "t" && tokens.is_mark(at + 1, '/');
            let spelled = (tokens.word(at + 1), tokens.word(at + 2)) == ("en", "met");
            let next = if en_met || spelled { at + 3 } else { at + 1 };
            Some((next, true))
        }
        "and" if between("between") => Some((at + 1, true)),
        "en" if between("tussen") => Some((at + 1, true)),
        _ => None,
    }
}

fn scaled(value: Decimal, factor: Option<Decimal>, cents: bool) -> Option<Decimal> {
    let factor = factor.unwrap_or(Decimal::ONE);
    let factor = if cents { factor.checked_mul(Decimal::new(1, 2))? } else { factor };
    value.checked_mul(factor)
}

fn alone(figure: &Figure) -> Option<Money> {
    let factor = figure.scale.map(|s| s.factor);
    let value = scaled(figure.value, factor, figure.cents)?;
    let other = figure.other.and_then(|o| scaled(o, factor, figure.cents));
    Some(Money {
        first: figure.first,
        next: figure.next,
        low: value,
        high: value,
        sign: figure.sign,
        doubt: doubt_of(figure, other),
        closed: figure.closed,
        open: figure.open,
        scaled: figure.scale.is_some(),
    })
}

fn doubt_of(figure: &Figure, other: Option<Decimal>) -> Option<Doubt> {
    let scale = figure.scale.filter(|s: &scale::Scale| s.doubtful).map(|_| Doubt::Scale);
    other.map(|other| Doubt::Separator { other }).or(scale)
}

/// A range of two figures. A scale that only one of them has is said of both, where the order
/// allows it: `€ 5-10k` is 5.000 to 10.000, `€ 500-1k` is 500 to 1.000.
fn pair(left: &Figure, right: &Figure) -> Option<Money> {
    let cents = left.cents || (right.cents && left.sign.is_none());
    let plain_left = scaled(left.value, left.scale.map(|s| s.factor), cents)?;
    let plain_right = scaled(right.value, right.scale.map(|s| s.factor), cents)?;
    let shared = |own: &Figure, from: &Figure| -> Option<Decimal> {
        from.scale.and_then(|s| scaled(own.value, Some(s.factor), cents))
    };
    let (low, high) = match (left.scale, right.scale) {
        (None, Some(_)) => match shared(left, right) {
            Some(low) if low <= plain_right => (low, plain_right),
            _ => (plain_left, plain_right),
        },
        (Some(_), None) if plain_right < plain_left => (plain_left, shared(right, left)?),
        _ => (plain_left, plain_right),
    };
    let turned = high < low;
    // `€ 500-2 …` is no range: nothing says that the second figure is money.
    if turned && (left.sign.is_none() || right.sign.is_none()) {
        return None;
    }
    let doubt = alone(left)?.doubt.or(alone(right)?.doubt);
    Some(Money {
        first: left.first,
        next: right.next,
        low: low.min(high),
        high: low.max(high),
        sign: left.sign.or(right.sign),
        doubt: doubt.or(turned.then_some(Doubt::RangeOrder)),
        closed: left.closed || right.closed,
        open: right.open,
        scaled: left.scale.is_some() || right.scale.is_some(),
    })
}
