//! Tests of the module as a whole: what is read from a text, and what is not.

mod doubts;
mod headings;
mod laws;
mod not_money;
mod notations;
mod several;
mod terms;

use super::{Amount, Context, Currency, DecimalStyle, Reading, read};

/// What is known of a Dutch canvas.
const DUTCH: Context<'_> =
    Context { default_currency: None, decimal: DecimalStyle::Comma, sells: false, heading: None };

/// What is known of an English one.
const ENGLISH: Context<'_> = Context { decimal: DecimalStyle::Point, ..DUTCH };

/// An amount in short: `1250.5 EUR month`, `5..10 USD unit+month`.
fn short(amount: &Amount) -> String {
    let (low, high) = (amount.low.normalize(), amount.high.normalize());
    let figure = if low == high { low.to_string() } else { format!("{low}..{high}") };
    let currency = amount.currency.map_or("?", Currency::code);
    format!("{figure} {currency} {}", amount.per).trim_end().to_owned()
}

/// The amounts of a reading in short, joined by `; `.
fn shorts(reading: &Reading) -> String {
    reading.amounts.iter().map(short).collect::<Vec<_>>().join("; ")
}

/// Asserts what is read from each text, in short.
fn assert_read(context: &Context<'_>, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(&shorts(&read(text, context)), expected, "{text}");
    }
}

/// What `of` says of the first amount of each text.
fn assert_first(context: &Context<'_>, cases: &[(&str, &str)], of: fn(&Amount) -> String) {
    for (text, expected) in cases {
        let reading = read(text, context);
        let found = reading.amounts.first().map_or_else(|| "nothing".to_owned(), of);
        assert_eq!(&found, expected, "{text}");
    }
}
