//! Percentages, which are never money.

use rust_decimal::Decimal;

use super::context::DecimalStyle;
use super::number::{self, Number};
use super::reading::Percentage;
use super::scan::Tokens;

/// The token behind a per-cent sign or word at `at`, if there is one.
pub(super) fn sign_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.is_one_of(&['%', '‰', '％']) {
        return Some(at + 1);
    }
    match token.word() {
        "percent" | "procent" | "pct" | "procentpunt" => Some(at + 1),
        "per" if matches!(tokens.word(at + 1), "cent") => Some(at + 2),
        _ => None,
    }
}

/// Reads a percentage or a range of them that begins at `at`; gives it and the token behind it.
pub(super) fn at(
    tokens: &Tokens<'_>,
    at: usize,
    style: DecimalStyle,
) -> Option<(Percentage, usize)> {
    let left = value(tokens, at, style)?;
    let behind_left = sign_end(tokens, at + 1);
    let dash = behind_left.unwrap_or(at + 1);
    let joins = tokens.get(dash).is_some_and(|t| t.is_one_of(&['-', '–', '‑', '−', '—']))
        || matches!(tokens.word(dash), "to" | "tot" | "à" | "and" | "en");
    let range = joins.then(|| {
        let right = value(tokens, dash + 1, style)?;
        sign_end(tokens, dash + 2).map(|next| (right, next))
    });
    let (high, next) = match (range.flatten(), behind_left) {
        (Some((right, next)), _) if right >= left => (right, next),
        (_, Some(next)) => (left, next),
        _ => return None,
    };
    Some((Percentage { low: left, high, span: tokens.span(at, next) }, next))
}

fn value(tokens: &Tokens<'_>, at: usize, style: DecimalStyle) -> Option<Decimal> {
    if !tokens.is_number(at) {
        return None;
    }
    match number::read(tokens.get(at)?.text, style) {
        // Nobody writes a thousand per cent with a separator: `1.250 %` is 1.25.
        Number::Either(_, value) | Number::Sure(value) => Some(value),
        Number::Malformed | Number::TooLarge => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::money::{Context, read};

    #[test]
    fn a_percentage_is_read_as_one_and_never_as_money() {
        for (text, low, high) in [
            ("10% of sales", "10", "10"),
            ("10-15% commissie", "10", "15"),
            ("5 tot 10 procent", "5", "10"),
            ("2,5 % per jaar", "2.5", "2.5"),
            ("80%–90%", "80", "90"),
            ("5 per cent", "5", "5"),
        ] {
            let reading = read(text, &Context::default());
            assert!(reading.amounts.is_empty(), "{text}");
            let found =
                reading.percentages.first().map(|p| (p.low.to_string(), p.high.to_string()));
            assert_eq!(found, Some((low.to_owned(), high.to_owned())), "{text}");
        }
    }
}
