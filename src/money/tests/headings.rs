//! What the heading above a text says of its amounts.

use super::{DUTCH, ENGLISH, short};
use crate::money::{Context, CurrencySource, PeriodSource, read};

fn under(heading: &str, text: &str, context: &Context<'_>) -> String {
    let context = Context { heading: Some(heading), ..*context };
    read(text, &context).amounts.iter().map(short).collect::<Vec<_>>().join("; ")
}

#[test]
fn columns_give_period_unit_and_currency_to_their_cells() {
    for (heading, text, expected) in [
        ("Phase | Monthly Cost", "Phase 1 | ~$3–5K", "3000..5000 USD month"),
        ("Item | Monthly | Yearly", "Rent | $5 | $60", "5 USD month; 60 USD year"),
        ("Item | Monthly cost (€)", "Hosting | 42.50", "42.5 EUR month"),
        ("Item | Amount (k€) | Year", "Hosting | 50 | 2026", "50000 EUR"),
        (
            "Tier | Users | ARPU | MRR",
            "Pro | 300 | $49 | $14,700",
            "49 USD unit+month; 14700 USD month",
        ),
        ("Item | Qty | Unit price | Total", "Chairs | 10 | €5 | €50", "5 EUR unit; 50 EUR"),
        ("Item | Frequency | Cost", "Rent | Monthly | €50", "50 EUR month"),
        ("Monthly revenue | Low | High", "Ads | €5 | €50", "5 EUR month; 50 EUR month"),
        ("Item | Monthly | Once", "API | €0.05 per analysis | —", "0.05 EUR unit"),
        ("Plan | Price/month", "Team | $5 per user", "5 USD unit+month"),
        ("Tier | CAC | ARPU | Payback (months)", "Pro | $90 | $9 | 10", "90 USD unit; 9 USD unit"),
        ("Item | Price | What", "Ads off | $3 | One-time, for good", "3 USD once"),
        ("Item | Monthly cost | Notes", "Ledger | $5 | $0.01/txn", "5 USD month; 0.01 USD unit"),
    ] {
        assert_eq!(under(heading, text, &ENGLISH), expected, "{heading} => {text}");
    }
}

#[test]
fn a_section_gives_what_the_text_does_not_say() {
    for (heading, text, expected) in [
        ("Vaste kosten per maand", "Huur €50; Loon €90", "50 EUR month; 90 EUR month"),
        ("Eenmalige kosten", "Laptop €1.500", "1500 EUR once"),
        ("Kosten per jaar", "Hosting € 100 per maand", "100 EUR month"),
        ("Variable costs (per user)", "Cloud: $0,10/month", "0.1 USD unit+month"),
        ("Fixed (Monthly)", "€5 per call", "5 EUR unit"),
        (
            "COGS - $5-20/user/month · Item | Free | Pro",
            "API | $5 | $6",
            "5 USD unit+month; 6 USD unit+month",
        ),
        ("Start-up ($375k)", "Pay: 50% ($187.500)", "187500 USD once"),
    ] {
        assert_eq!(under(heading, text, &DUTCH), expected, "{heading} => {text}");
    }
}

#[test]
fn a_column_of_a_year_gives_its_horizon() {
    let context = Context { heading: Some("Costs (€) · Item | Year 1 | Year 2"), ..DUTCH };
    let reading = read("Rent | 10.000 | 12.000", &context);
    let horizons: Vec<_> = reading.amounts.iter().filter_map(|a| a.horizon.as_ref()).collect();
    let texts: Vec<_> = horizons.iter().map(|h| (h.text.as_str(), h.span)).collect();
    assert_eq!(texts, [("Year 1", None), ("Year 2", None)]);
}

#[test]
fn numbers_in_other_columns_are_no_money() {
    for (heading, text) in [
        ("Tier | Users | Share", "Pro | 300 | 40%"),
        ("Item | Cost | Count", "Laptops | tbd | 12"),
        ("Team | FTE", "Developers | 12"),
        ("Costs", "Developers: 12"),
    ] {
        assert_eq!(under(heading, text, &ENGLISH), "", "{heading} => {text}");
    }
}

#[test]
fn a_row_of_another_width_is_not_laid_under_the_columns() {
    assert_eq!(under("Item | Monthly | Yearly", "Rent | €5", &ENGLISH), "5 EUR");
    assert_eq!(under("Item | Monthly cost", "Rent €5", &ENGLISH), "5 EUR month");
}

#[test]
fn sources_are_told() {
    let context = Context { heading: Some("Item | Monthly cost (€)"), ..DUTCH };
    let reading = read("Rent | 10,50", &context);
    let sources = reading.amounts.first().map(|a| (a.currency_source, a.period_source));
    assert_eq!(sources, Some((CurrencySource::Heading, PeriodSource::Heading)));
}
