//! How figures, currencies and scales are written.

use super::{DUTCH, ENGLISH, assert_read};
use crate::money::{Context, Currency};

#[test]
fn dutch_notation_is_read() {
    assert_read(
        &DUTCH,
        &[
            ("€ 1.250,50 p/m", "1250.5 EUR month"),
            ("EUR 5,-", "5 EUR"),
            ("EUR500,-p/m", "500 EUR month"),
            ("1 á 2 euro", "1..2 EUR"),
            ("€ 5,–", "5 EUR"),
            ("€ 587.273,=", "587273 EUR"),
            ("1 250,50 euro", "1250.5 EUR"),
            ("€ 10 000 000", "10000000 EUR"),
            ("€2 mln", "2000000 EUR"),
            ("1,5 miljoen euro", "1500000 EUR"),
            ("€ 50 duizend", "50000 EUR"),
            ("€ 3 ton", "300000 EUR"),
            ("12,50 euro's", "12.5 EUR"),
            ("15 eurocent per km", "0.15 EUR unit"),
            ("25.- euro", "25 EUR"),
        ],
    );
}

#[test]
fn english_notation_is_read() {
    assert_read(
        &ENGLISH,
        &[
            ("$1,250.50/month", "1250.5 USD month"),
            ("$1.5k", "1500 USD"),
            ("£2m", "2000000 GBP"),
            ("$.50 each", "0.5 USD unit"),
            ("5 million US dollars", "5000000 USD"),
            ("$3.5B", "3500000000 USD"),
            ("10 k€ per year", "10000 EUR year"),
            ("12usd", "12 USD"),
        ],
    );
}

#[test]
fn many_currencies_are_known_by_sign_code_and_word() {
    assert_read(
        &ENGLISH,
        &[
            ("₹1,00,000 per annum", "100000 INR year"),
            ("Rs. 500/- per month", "500 INR month"),
            ("₹2-5 Crores annually", "20000000..50000000 INR year"),
            ("Rp 5 jt", "5000000 IDR"),
            ("Rp 300rb-1jt/bln", "300000..1000000 IDR month"),
            ("KSh 500/=", "500 KES"),
            ("R$ 1.250,50", "1250.5 BRL"),
            ("1500+ R$", "1500 BRL"),
            ("CHF 1'250.50", "1250.5 CHF"),
            ("A$50", "50 AUD"),
            ("$50 CAD", "50 CAD"),
            ("CAD $50", "50 CAD"),
            ("$50 (NZD)", "50 NZD"),
            ("GH₵ 200", "200 GHS"),
            ("₦1.5m", "1500000 NGN"),
            ("¥5000", "5000 JPY"),
            ("500 baht a day", "500 THB day"),
            ("50 zł", "50 PLN"),
            ("S/ 100", "100 PEN"),
            ("TRY 500", "500 TRY"),
            ("1 200 SEK", "1200 SEK"),
        ],
    );
}

#[test]
fn the_currency_of_the_canvas_tells_shared_signs_apart_and_fills_gaps() {
    let own = |code| Context { default_currency: Currency::from_code(code), ..ENGLISH };
    assert_read(&own("SGD"), &[("$5", "5 SGD"), ("5,- per uur", "5 SGD hour")]);
    assert_read(&own("SEK"), &[("500 kr", "500 SEK"), ("€5", "5 EUR")]);
    assert_read(&own("USD"), &[("12 cents per click", "0.12 USD unit")]);
}

#[test]
fn ranges_share_their_currency_and_their_scale() {
    assert_read(
        &ENGLISH,
        &[
            ("€10-€15", "10..15 EUR"),
            ("10–15k euro", "10000..15000 EUR"),
            ("$10K-100K", "10000..100000 USD"),
            ("€500-1k", "500..1000 EUR"),
            ("$100K-1M/year", "100000..1000000 USD year"),
            ("$1.5-2M", "1500000..2000000 USD"),
            ("between $5,000 and $15,000 monthly", "5000..15000 USD month"),
            ("tussen de 5 en 10 euro per stuk", "5..10 EUR unit"),
            ("€ 5,- tot € 7,50 per les", "5..7.5 EUR unit"),
            ("€ 5 t/m € 10", "5..10 EUR"),
            ("from €5 to €10 per order", "5..10 EUR unit"),
            ("$0–19", "0..19 USD"),
        ],
    );
}

#[test]
fn a_dash_before_something_else_makes_no_range() {
    assert_read(
        &ENGLISH,
        &[
            ("€49 - 50 posts/month", "49 EUR"),
            ("Plan 1 - €10", "10 EUR"),
            ("Phase 2 - €500", "500 EUR"),
            ("2027 – €500", "500 EUR"),
            ("2027 ~€500", "500 EUR"),
            ("€5~10", "5..10 EUR"),
            ("€500 - $600", "500 EUR; 600 USD"),
        ],
    );
}

#[test]
fn the_sign_between_two_numbers_belongs_to_one_of_them() {
    assert_read(
        &DUTCH,
        &[
            ("Jaar 1 € 120k; jaar 2 € 250k", "120000 EUR; 250000 EUR"),
            ("Basis 10 €, Plus 20 €", "10 EUR; 20 EUR"),
            ("Fase 2 500 EUR", "500 EUR"),
        ],
    );
}

#[test]
fn a_minus_counts_only_where_it_touches_the_figure() {
    assert_read(
        &DUTCH,
        &[("-€ 2.500", "-2500 EUR"), ("€ -500", "-500 EUR"), ("- €50 hosting", "50 EUR")],
    );
}
