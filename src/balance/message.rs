//! Findings in words.

use rust_decimal::{Decimal, RoundingStrategy};

use super::finding::{Finding, Value};
use super::range::Range;
use crate::canvas::Language;
use crate::catalogue::Check;
use crate::money::Currency;

/// What a finding says, in a language. Words of the input are in it as they are: make it safe
/// before showing it.
#[must_use]
pub fn message(finding: &Finding, check: &Check, language: Language) -> String {
    let Some(saying) = check.says.get(finding.saying) else { return check.id.clone() };
    let mut out = String::new();
    let mut rest = saying.text(language);
    // One pass over the template, so that braces in the input stay what they are.
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match finding.values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(&shown(value, language)),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn shown(value: &Value, language: Language) -> String {
    match value {
        Value::Money(range, currency) => money(*range, *currency, language),
        Value::Number(range) => ends(*range, language),
        Value::Text(text) => text.clone(),
    }
}

/// An amount for people: `€1,250.50`, `€ 1.250,50`, `KES 7,300`, `€10–15`.
#[must_use]
pub fn money(range: Range, currency: Option<Currency>, language: Language) -> String {
    let figure = ends(range, language);
    let space = language.pick("", " ");
    match currency.map(Currency::code) {
        None => figure,
        Some("EUR") => format!("€{space}{figure}"),
        Some("USD") => format!("${space}{figure}"),
        Some("GBP") => format!("£{space}{figure}"),
        Some(code) => format!("{code} {figure}"),
    }
}

fn ends(range: Range, language: Language) -> String {
    if range.low == range.high {
        number(range.low, language)
    } else {
        // Beside a minus sign a dash cannot be told from one.
        let to = if range.low.is_sign_negative() { language.pick(" to ", " tot ") } else { "–" };
        format!("{}{to}{}", number(range.low, language), number(range.high, language))
    }
}

/// A number with the language's separators; two decimals where it has any, more below 0.01.
#[must_use]
pub fn number(value: Decimal, language: Language) -> String {
    let away = RoundingStrategy::MidpointAwayFromZero;
    let mut rounded = value.round_dp_with_strategy(2, away);
    if rounded.is_zero() {
        rounded = value.round_dp_with_strategy(6, away).normalize();
    }
    let whole = rounded.trunc();
    let digits = whole.abs().to_string();
    let (thousands, point) = match language {
        Language::En => (',', '.'),
        Language::Nl => ('.', ','),
    };
    let mut out = String::new();
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    let fraction = rounded.fract().abs();
    if !fraction.is_zero() {
        let text = fraction.to_string();
        let decimals = text.split_once('.').map_or("", |(_, decimals)| decimals);
        out.push(point);
        out.push_str(decimals);
        if decimals.len() == 1 {
            out.push('0');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{money, number};
    use crate::balance::Range;
    use crate::canvas::Language;
    use crate::money::Currency;

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        let of = |text: &str, language| number(text.parse().unwrap(), language);
        assert_eq!(of("1234567.5", Language::En), "1,234,567.50");
        assert_eq!(of("1234567.5", Language::Nl), "1.234.567,50");
        assert_eq!(of("-999", Language::En), "-999");
        assert_eq!(of("0.0001", Language::En), "0.0001");
        assert_eq!(of("0", Language::En), "0");
    }

    #[test]
    fn a_range_shows_both_ends_and_an_unusual_currency_its_code() {
        let range = Range { low: 10.into(), high: 1500.into() };
        let kes = Currency::from_code("KES");
        assert_eq!(money(range, kes, Language::En), "KES 10–1,500");
        assert_eq!(money(range, Currency::from_code("EUR"), Language::Nl), "€ 10–1.500");
    }
}
