//! How many of something: `1.200 orders per month`, `× 500 users`, `12 × €50`.

use rust_decimal::Decimal;

use super::calendar::time_noun;
use super::context::DecimalStyle;
use super::number::{self, Number};
use super::percent;
use super::period::{Period, Rate};
use super::rate;
use super::reading::Volume;
use super::scale;
use super::scan::{Kind, Tokens};

/// A volume with the tokens it covers.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) volume: Volume,
    pub(super) first: usize,
    pub(super) next: usize,
}

/// Reads a number of something at `at`. It counts only if it is said per some time, or multiplied.
pub(super) fn at(tokens: &Tokens<'_>, at: usize, style: DecimalStyle) -> Option<Counted> {
    let touches = !tokens.is_spaced(at)
        && tokens
            .before(at)
            .is_some_and(|t| t.kind != Kind::Mark || t.is_one_of(&['-', '/', '#', '.']));
    if touches {
        return None;
    }
    let (low, high, next) = counts(tokens, at, style)?;
    let end = rate::noun_end(tokens, next, 3);
    let noun = if times_at(tokens, next).is_some() { next } else { end };
    let name = tokens.span(next, noun).of(tokens.text).to_owned();
    let mut per = Rate::default();
    let mut after = noun;
    // `900 hours per year` counts hours; `3 months per year` is no number of months to pay for.
    let timed = matches!(time_noun(tokens.word(next)), Some(Period::Hour | Period::Day));
    let rated = rate::phrase(tokens, noun)
        .filter(|_| timed && times_before(tokens, at) || time_noun(tokens.word(next)).is_none());
    if let Some((rate, end)) = rated.filter(|(rate, _)| rate.unit.is_none() && noun > next) {
        after = end;
        per = rate;
    }
    let multiplied = times_before(tokens, at) || times_at(tokens, after).is_some();
    let timed = per.time.is_some() && noun > next;
    let volume = Volume {
        low,
        high,
        noun: name,
        per,
        price: None,
        product: None,
        span: tokens.span(at, after),
    };
    (timed || multiplied).then_some(Counted { volume, first: at, next: after })
}

/// One number, or two that make a range.
fn counts(
    tokens: &Tokens<'_>,
    at: usize,
    style: DecimalStyle,
) -> Option<(Decimal, Decimal, usize)> {
    let (low, next) = count(tokens, at, style)?;
    let dash = tokens.get(next).is_some_and(|t| t.is_one_of(&['-', '–']));
    let upper = if dash { count(tokens, next + 1, style) } else { None };
    let (high, next) = upper.filter(|(upper, _)| *upper >= low).unwrap_or((low, next));
    percent::sign_end(tokens, next).is_none().then_some((low, high, next))
}

fn count(tokens: &Tokens<'_>, at: usize, style: DecimalStyle) -> Option<(Decimal, usize)> {
    let token = tokens.get(at).filter(|t| t.kind == Kind::Number)?;
    // People and orders come whole: a separator before three digits groups them.
    let value = match number::read(token.text, style) {
        Number::Sure(value) | Number::Either(value, _) => value,
        Number::Malformed | Number::TooLarge => return None,
    };
    let word = tokens.get(at + 1).map_or("", |t| t.text);
    let low = tokens.word(at + 1);
    let factor = scale::of_word(word, low, !tokens.is_spaced(at + 1)).filter(|_| low != "ton");
    match factor {
        Some(factor) => value.checked_mul(Decimal::from(factor)).map(|v| (v, at + 2)),
        None => Some((value, at + 1)),
    }
}

/// The token behind a sign of multiplication at `at`: `×`, `x`, `*`, `@`, `à`.
pub(super) fn times_at(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let sign = tokens.get(at).is_some_and(|t| t.is_one_of(&['×', '*', '@', '✕', '⨯']))
        || matches!(tokens.word(at), "x" | "à" | "keer" | "maal" | "times");
    sign.then_some(at + 1)
}

fn times_before(tokens: &Tokens<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|i| times_at(tokens, i).is_some())
}
