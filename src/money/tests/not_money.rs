//! Numbers that are no money, and what is said of those that look like it.

use super::{DUTCH, ENGLISH};
use crate::money::{Why, read};

#[test]
fn numbers_of_other_things_are_never_money() {
    for text in [
        "24/7 support",
        "ISO 9001",
        "ISO/IEC 27001:2013",
        "3 employees",
        "50.000 users",
        "In 2025 we had 3 launches",
        "Founded in 2021",
        "12.03.2024",
        "5/6/2025",
        "v1.2.3",
        "tel. 020-1234567",
        "+31 20 123 4567",
        "KvK 12345678",
        "IBAN NL91 ABNA 0417 1643 00",
        "Postcode 1234 AB",
        "Open 9:00 - 17:00",
        "10:30 EUR zone",
        "40-50 hours per week",
        "12-24 months",
        "Q4 2025",
        "B2B",
        "GPT-4",
        "HCS-10",
        "R004",
        "5G",
        "4 FTE",
        "10K+ downloads",
        "500K MAU",
        "1 in 5 customers",
        "1/3 of users",
        "50/50 split",
        "10x faster",
        "Top 10",
        "ALL 5 plans",
        "PEN 10 tests",
        "AMD 64 servers",
        "TRY 3 months",
        "5 pounds of cocoa",
        "We won 5 awards",
        "2 ton staal",
        "1 Lakh transactions",
        "dollar store",
        "€-zone",
        "EUR/USD",
        "Cost: low ($) or high ($$$)",
        "€€€",
        "Windows 11",
        "1.500 leden",
    ] {
        for context in [DUTCH, ENGLISH] {
            assert!(read(text, &context).amounts.is_empty(), "{text}");
        }
    }
}

#[test]
fn a_word_for_money_makes_no_money_of_a_number_of_things() {
    for text in [
        "Kosten: 3 medewerkers",
        "Cost: 12 developers",
        "Revenue: 500 subscribers",
        "Budget: 2025",
        "Revenue streams: 3",
        "Investering: 6 maanden",
        "Budget: 40 hours",
        "Price: 5 stars",
        "Kosten: 30% van de omzet",
        "Fee: 5%",
        "Huur voor 3 maanden",
        "Kosten 2024: zie bijlage",
        "prices for 2 tiers",
        "Cost reduction: 40",
        "Price: tiered (3 levels)",
        "Revenue model 1",
    ] {
        assert!(read(text, &DUTCH).amounts.is_empty(), "{text}");
    }
}

#[test]
fn what_looked_like_money_and_was_not_read_is_told_with_the_reason() {
    for (text, why, span) in [
        ("€ ?", Why::NoFigure, "€ ?"),
        ("€ n.t.b.", Why::NoFigure, "€ n.t.b"),
        ("€ 1.2.3", Why::NotANumber, "€ 1.2.3"),
        ("€ 99999999999999999999999999999999", Why::TooLarge, "€ 99999999999999999999999999999999"),
        ("0.8% of $10M", Why::BaseOfPercentage, "$10M"),
        ("5 USDC per trade", Why::NotIso, "5 USDC"),
        ("Year 1: 120k", Why::BareNumber, "120k"),
    ] {
        let reading = read(text, &ENGLISH);
        assert!(reading.amounts.is_empty(), "{text}");
        let found = reading.skipped.first().map(|s| (s.why, s.span.of(text)));
        assert_eq!(found, Some((why, span)), "{text}");
    }
}
