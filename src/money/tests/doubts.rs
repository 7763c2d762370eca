//! What is read with doubt, and what is not.

use super::{DUTCH, ENGLISH, assert_first, assert_read};
use crate::money::{Amount, Confidence, Context, DecimalStyle, Doubt};

const UNKNOWN: Context<'_> = Context { decimal: DecimalStyle::Unknown, ..DUTCH };

fn doubt(amount: &Amount) -> String {
    match amount.confidence {
        Confidence::Certain => "certain".to_owned(),
        Confidence::Doubtful(Doubt::Separator { other }) => format!("or {}", other.normalize()),
        Confidence::Doubtful(Doubt::Scale) => "scale".to_owned(),
        Confidence::Doubtful(Doubt::NoCurrency) => "no currency".to_owned(),
        Confidence::Doubtful(Doubt::WhichCurrency) => "which currency".to_owned(),
        Confidence::Doubtful(Doubt::RangeOrder) => "order".to_owned(),
        Confidence::Doubtful(Doubt::Comparison) => "comparison".to_owned(),
        Confidence::Doubtful(Doubt::Count) => "count".to_owned(),
    }
}

#[test]
fn a_number_of_customers_beside_a_price_leaves_open_what_each_pays() {
    let sells = Context { sells: true, ..ENGLISH };
    let cases = [
        ("Bread box €11 per week, 300 subscribers", "count"),
        ("350 paying members at €13 per month", "count"),
        ("€11 per week per subscriber, 300 subscribers", "certain"),
        ("€13 per week × 350 subscribers", "certain"),
        ("€5,000 per month, 3 regions", "certain"),
    ];
    assert_first(&sells, &cases, doubt);
    let hosting = [("Hosting €50 per month, 300 users", "certain")];
    assert_first(&ENGLISH, &hosting, doubt);
}

#[test]
fn three_digits_behind_one_separator_are_doubtful_until_the_style_is_known() {
    let cases = [("€ 1.250", "or 1.25"), ("€ 1,250", "or 1.25"), ("€ 1.250k", "or 1250")];
    assert_first(&UNKNOWN, &cases, doubt);
    assert_first(&DUTCH, &[("€ 1.250", "certain"), ("€ 1,250", "or 1.25")], doubt);
    assert_first(&ENGLISH, &[("€ 1,250", "certain"), ("€ 1.250", "or 1.25")], doubt);
}

#[test]
fn a_text_that_shows_its_own_style_leaves_no_doubt() {
    let cases = [
        ("€ 1.250 and € 9,50", "certain"),
        ("€ 1.250 tot € 1.500,-", "certain"),
        ("$1,250 of $1,250.50", "certain"),
        ("€ 1.250.000", "certain"),
        ("€ 0.125", "certain"),
        ("€ 1.250, € 9,50 and $9.50", "or 1.25"),
    ];
    assert_first(&UNKNOWN, &cases, doubt);
    assert_first(&DUTCH, &[("$1,250 and $9.50", "certain")], doubt);
}

#[test]
fn doubts_are_named() {
    let cases = [
        ("Rp 50M/bln", "scale"),
        ("€ 3 ton", "scale"),
        ("$5 mil", "scale"),
        ("500 kr", "which currency"),
        ("5 cent per kWh", "which currency"),
        ("Omzet jaar 1: 120k", "no currency"),
        ("Rent: 1500 per month", "no currency"),
        ("€20-€10", "order"),
        ("vs. $2,500/mo", "comparison"),
        ("5,- per stuk", "certain"),
        ("≈ 40,000 per jaar excl. btw", "certain"),
    ];
    assert_first(&ENGLISH, &cases, doubt);
}

#[test]
fn a_bare_figure_behind_a_word_for_money_is_read_with_its_terms() {
    assert_read(
        &DUTCH,
        &[
            ("≈ 40.000 per jaar excl. btw", "40000 ? year"),
            ("Huur: 1.250", "1250 ?"),
            ("Huur (€): 1.250", "1250 EUR"),
            ("Budget (EUR): 5000", "5000 EUR"),
            ("Salaris 3k per maand", "3000 ? month"),
            ("Investering: 3 ton", "300000 ?"),
            ("Revenue Year 1: 120k, Year 3: 2M", "120000 ?; 2000000 ?"),
            ("Year 1: €120k, Year 3: 2M", "120000 EUR; 2000000 EUR"),
            ("Omzet 2025: 40.000", "40000 ?"),
        ],
    );
}
