//! Laws that hold for any text.

use std::hint::black_box;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::money::{Amount, Confidence, Context, Currency, DecimalStyle, Reading, Span, read};

fn spans(reading: &Reading) -> Vec<Span> {
    let amounts = reading.amounts.iter().flat_map(|a| {
        let horizon = a.horizon.as_ref().and_then(|h| h.span);
        [Some(a.span), a.converted.map(|c| c.span), horizon].into_iter().flatten()
    });
    let others = reading.percentages.iter().map(|p| p.span);
    let volumes = reading.volumes.iter().map(|v| v.span);
    let skipped = reading.skipped.iter().map(|s| s.span);
    amounts.chain(others).chain(volumes).chain(skipped).collect()
}

fn assert_holds(text: &str, heading: Option<&str>, decimal: DecimalStyle) {
    let default_currency = Currency::from_code("EUR");
    let context = Context { default_currency, decimal, sells: true, heading };
    let reading = read(text, &context);
    for span in spans(&reading) {
        assert!(span.start < span.end, "{text:?} {span:?}");
        assert!(text.get(span.start..span.end).is_some(), "{text:?} {span:?}");
    }
    let in_order = |a: &Amount, b: &Amount| a.span.end <= b.span.start;
    assert!(reading.amounts.is_sorted_by(in_order), "{text:?}");
    for amount in &reading.amounts {
        assert!(amount.low <= amount.high, "{text:?}");
        assert!(amount.per.every > 0, "{text:?}");
    }
    assert_eq!(reading, read(text, &context), "{text:?}");
}

fn styles() -> impl Strategy<Value = DecimalStyle> {
    prop_oneof![Just(DecimalStyle::Unknown), Just(DecimalStyle::Comma), Just(DecimalStyle::Point)]
}

/// Pieces that real amounts are made of, in any order.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "€",
        "$",
        "EUR",
        "Rp",
        "US$",
        "5",
        "1.250",
        "1,250.50",
        "1 000",
        "10-15",
        ",-",
        "k",
        "M",
        "mln",
        "ton",
        "%",
        "per",
        "month",
        "/",
        "p/m",
        "p.m.",
        "(",
        ")",
        "~",
        "-",
        "–",
        "+",
        "x",
        "×",
        "=",
        ":",
        ";",
        "|",
        ",",
        ".",
        " ",
        " ",
        "\n",
        "Year 1",
        "2025",
        "free",
        "gratis",
        "total",
        "excl. btw",
        "from",
        "tot",
        "and",
        "user",
        "cent",
        "Ⅷ",
        "é",
        "💳",
        "²",
        "’",
        "à",
        "\u{a0}",
        "\u{301}",
        "٣",
        "kosten",
        "at 500 users",
        "vs",
        "CAD",
        "pp",
        "p.st.",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn grouped(whole: u64, mark: &str) -> String {
    let digits = whole.to_string();
    let first = digits.len() % 3;
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && at % 3 == first {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

fn values(text: &str, decimal: DecimalStyle) -> Vec<(Decimal, Decimal, Confidence)> {
    let reading = read(text, &Context { decimal, ..Context::default() });
    reading.amounts.iter().map(|a| (a.low, a.high, a.confidence)).collect()
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_with_spans_that_fit(
        text in any::<String>(), heading in any::<Option<String>>(), style in styles(),
    ) {
        assert_holds(&text, heading.as_deref(), style);
    }

    #[test]
    fn any_mix_of_pieces_of_money_is_read_without_panic_and_with_spans_that_fit(
        text in soup(), heading in prop::option::of(soup()), style in styles(),
    ) {
        assert_holds(&text, heading.as_deref(), style);
    }

    #[test]
    fn a_formatted_amount_gives_back_its_number(
        whole in 0_u32.., cents in 0_u32..100, dutch in any::<bool>(), layout in 0_usize..6,
    ) {
        let (group, mark) = if dutch { (".", ",") } else { (",", ".") };
        let figure = format!("{}{mark}{cents:02}", grouped(u64::from(whole), group));
        let text = match layout {
            0 => format!("€ {figure}"),
            1 => format!("${figure}/month"),
            2 => format!("EUR {figure} per jaar"),
            3 => format!("{figure} euro"),
            4 => format!("Huur: €{figure} p/m"),
            _ => format!("(~{figure} USD)"),
        };
        let expected = Decimal::new(i64::from(whole) * 100 + i64::from(cents), 2);
        let right = if dutch { DecimalStyle::Comma } else { DecimalStyle::Point };
        for style in [DecimalStyle::Unknown, right] {
            prop_assert_eq!(values(&text, style), [(expected, expected, Confidence::Certain)]);
        }
    }

    #[test]
    fn a_whole_amount_in_the_known_style_is_certain(whole in any::<u64>(), dutch in any::<bool>()) {
        let comma = (".", DecimalStyle::Comma);
        let (group, style) = if dutch { comma } else { (",", DecimalStyle::Point) };
        let text = format!("€ {}", grouped(whole, group));
        let value = Decimal::from(whole);
        prop_assert_eq!(values(&text, style), [(value, value, Confidence::Certain)]);
    }

    #[test]
    fn a_number_of_something_is_no_money(
        number in any::<u32>(), noun in "(users|employees|klanten|servers|km|GB|jaar|%)",
    ) {
        let text = format!("{number} {noun}");
        prop_assert!(read(&text, &Context::default()).amounts.is_empty());
    }
}

const KINDS: &[&str] = &[
    "9",
    "9 ",
    "123 ",
    "1.",
    "€",
    "€ ",
    "(",
    ")",
    "€5(",
    "€5 (",
    "a",
    "a ",
    "€1 ",
    "€1/",
    "€1|",
    "€1;",
    "€1, ",
    "-",
    "- ",
    "€5-",
    "1-",
    "x 5 ",
    "5%",
    "5% of €1 ",
    "free / ",
    "|",
    "€|",
    ": ",
    "\n",
    "per ",
    "€5 per user ",
    "Year 1: 5k, ",
    "kosten 50 ",
    "kosten: 50, ",
    "p.m.p.m.",
    "a-",
    "$5k–",
    "total ",
    "~",
    "≈ 5 ",
    "5 orders per month × €5 = €6 ",
    "€ 1.250,50 p/m; ",
    "'",
    "1'",
    ",-",
    "EUR",
    "and ",
];

fn time(kind: &str, bytes: usize, context: &Context<'_>) -> Duration {
    let text = kind.repeat(bytes / kind.len());
    let start = Instant::now();
    black_box(read(&text, context));
    start.elapsed()
}

#[test]
fn no_text_makes_the_reader_hang() {
    // This only ends a reader that hangs: how long reading takes is measured, not asserted.
    for kind in KINDS {
        let took = time(kind, 1 << 17, &Context::default());
        assert!(took < Duration::from_secs(120), "{kind:?}: {took:?}");
    }
}

#[test]
fn a_wide_row_under_a_wide_heading_is_read_in_seconds() {
    let heading = "Cost € | Note | ".repeat(20_000);
    let context = Context { heading: Some(&heading), ..Context::default() };
    assert!(time("€5 | x | ", 1 << 18, &context) < Duration::from_secs(120));
}
