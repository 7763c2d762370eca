//! Several amounts in one text: ladders, lists, totals, conversions, products.

use super::{DUTCH, ENGLISH, assert_read};
use crate::money::{Context, Role, read};

fn roles(text: &str, sells: bool) -> Vec<Role> {
    let context = Context { sells, ..ENGLISH };
    read(text, &context).amounts.iter().map(|a| a.role).collect()
}

#[test]
fn a_ladder_of_prices_shares_its_period_and_is_never_a_sum() {
    assert_read(
        &ENGLISH,
        &[
            ("Free / €9 / €29 per month", "0 EUR month; 9 EUR month; 29 EUR month"),
            ("€9/29/99 per month", "9 EUR month; 29 EUR month; 99 EUR month"),
            ("€9, €29 and €99 per month", "9 EUR month; 29 EUR month; 99 EUR month"),
            ("Pro €9 / Team €29 p/m", "9 EUR month; 29 EUR month"),
            ("€10 per month or €100 per year", "10 EUR month; 100 EUR year"),
            ("€5/1000 views", "5 EUR unit"),
        ],
    );
    assert_eq!(roles("Free / €9 / €29", false), [Role::UnitPrice; 3]);
}

#[test]
fn the_head_of_a_list_speaks_for_its_amounts() {
    assert_read(
        &DUTCH,
        &[
            ("Monthly costs: rent €500, staff €2.000", "500 EUR month; 2000 EUR month"),
            ("Kosten per jaar; huur €500; loon €2.000", "500 EUR year; 2000 EUR year"),
            ("€500 one-time + €50/month", "500 EUR once; 50 EUR month"),
            ("Laptop €900, telefoon €30 per maand", "900 EUR; 30 EUR month"),
        ],
    );
}

#[test]
fn prose_lends_an_amount_the_period_of_both_its_neighbours() {
    let text = "Hosting is estimated at $50 monthly. Training of new staff accounts for $300. \
                Marketing in the region takes $80 per month.";
    assert_read(&ENGLISH, &[(text, "50 USD month; 300 USD month; 80 USD month")]);
}

#[test]
fn a_conversion_in_brackets_is_the_same_amount_said_twice() {
    for text in ["KES 7.3M (~$56,700)", "KES 7.3M (approx. 56,700 USD)"] {
        let reading = read(text, &ENGLISH);
        assert_eq!(reading.amounts.len(), 1, "{text}");
        let converted = reading.amounts.iter().find_map(|a| a.converted);
        let found = converted.map(|c| (c.high.to_string(), c.currency.code()));
        assert_eq!(found, Some(("56700".to_owned(), "USD")), "{text}");
    }
    assert_read(
        &ENGLISH,
        &[
            ("Fees at $99 (approx. 3,500 THB) per user", "99 USD unit"),
            ("$5,000 per project ($100/hour)", "5000 USD unit; 100 USD hour"),
        ],
    );
}

#[test]
fn totals_are_known_by_word_and_by_sum() {
    assert_eq!(roles("Total monthly costs: €4.200", false), [Role::Total]);
    assert_eq!(roles("**Total** | €4 | €48", false), [Role::Total; 2]);
    assert_eq!(
        roles("Opening: €30; paint: €10; chairs: €20", false),
        [Role::Total, Role::Amount, Role::Amount]
    );
    assert_eq!(roles("Opening: €31; paint: €10; chairs: €20", false), [Role::Amount; 3]);
}

#[test]
fn the_name_of_a_plan_makes_a_price_only_of_what_is_sold() {
    assert_eq!(roles("Premium plan: $10/month", true), [Role::UnitPrice]);
    assert_eq!(roles("Premium plan: $10/month", false), [Role::Amount]);
    assert_eq!(roles("Bank fees: $10/month", false), [Role::Amount]);
    assert_eq!(roles("$10 per user", false), [Role::UnitPrice]);
    assert_eq!(roles("Uurtarief: €80", false), [Role::UnitPrice]);
}

#[test]
fn a_price_times_a_volume_is_tied_to_it_and_to_the_outcome() {
    for (text, noun, price, product) in [
        ("€ 9,50 per order × 1.200 orders per month", "orders", Some(0), None),
        ("€ 9,50 per order × 1.200 orders = € 11.400", "orders", Some(0), Some(1)),
        ("500 users @ $10/month", "users", Some(0), None),
        ("(4 FTE × €45.000) = €180.000 per jaar", "FTE", Some(0), Some(1)),
        ("50 × €0,99 = **€49,50/month**", "", Some(0), Some(1)),
        ("10 workshops à € 250", "workshops", Some(0), None),
        ("12 x € 50", "", Some(0), None),
        ("1.000 requests/day at $100/month", "requests", None, None),
    ] {
        let reading = read(text, &DUTCH);
        let found = reading.volumes.first().map(|v| (v.noun.as_str(), v.price, v.product));
        assert_eq!(found, Some((noun, price, product)), "{text}");
    }
}

#[test]
fn a_product_takes_the_period_of_its_label() {
    assert_read(
        &DUTCH,
        &[
            ("Monthly salaries: 3 staff × €2.000 = €6.000", "2000 EUR unit+month; 6000 EUR month"),
            ("Jaarlijkse huur: € 500 × 12 = € 6.000", "500 EUR unit; 6000 EUR year"),
            ("80 uur × € 40 = € 3.200", "40 EUR hour; 3200 EUR"),
            ("Netto: € 17.400 - € 9.600 = € 7.800", "17400 EUR; 9600 EUR; 7800 EUR"),
        ],
    );
}

#[test]
fn a_factor_of_no_price_is_no_volume() {
    for text in ["10x faster", "2x per week", "50.000 users", "3 employees"] {
        assert!(read(text, &DUTCH).volumes.is_empty(), "{text}");
    }
}
