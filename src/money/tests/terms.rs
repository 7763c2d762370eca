//! Per what, with what tax, how surely, of which year.

use super::{DUTCH, ENGLISH, assert_first, assert_read};
use crate::money::{Bound, Vat, read};

#[test]
fn a_period_is_read_behind_the_figure() {
    assert_read(
        &DUTCH,
        &[
            ("€ 5 per maand", "5 EUR month"),
            ("€ 5 maandelijks", "5 EUR month"),
            ("€ 5/jr", "5 EUR year"),
            ("€ 5 p.j.", "5 EUR year"),
            ("€ 75/u", "75 EUR hour"),
            ("€ 100 per 3 maanden", "100 EUR 3 month"),
            ("€ 100 per half jaar", "100 EUR 6 month"),
            ("€ 12.500,- per kwartaal incl. 21% btw", "12500 EUR quarter"),
            ("€ 500 huur per maand", "500 EUR month"),
            ("€ 25,00 (excl. btw) per uur", "25 EUR hour"),
            ("€ 1.200 eenmalig", "1200 EUR once"),
            ("£9.99pm", "9.99 GBP month"),
            ("$99 lifetime", "99 USD once"),
        ],
    );
}

#[test]
fn a_period_is_read_from_the_words_before() {
    assert_read(
        &DUTCH,
        &[
            ("Total monthly costs: €4.200", "4200 EUR month"),
            ("Kosten (per maand): € 10", "10 EUR month"),
            ("Uurtarief: €115–€165 excl. btw", "115..165 EUR hour"),
            ("Dagrate: €920", "920 EUR day"),
            ("Maandhuur € 1.200", "1200 EUR month"),
            ("Training (dag): €2.500", "2500 EUR day"),
            ("Opstartkosten: € 900", "900 EUR once"),
            ("Setup fee: €500", "500 EUR once"),
            ("12-month lease: €500", "500 EUR"),
            ("Month 6: €500", "500 EUR"),
        ],
    );
}

#[test]
fn a_unit_is_read_with_and_without_a_period() {
    assert_read(
        &ENGLISH,
        &[
            ("€5 per user per month", "5 EUR unit+month"),
            ("€5/user/mo", "5 EUR unit+month"),
            ("$12 monthly per seat", "12 USD unit+month"),
            ("Monthly fee of $5 per user", "5 USD unit+month"),
            ("$0.40 per 1,000 requests", "0.4 USD unit"),
            ("Price per user: €5", "5 EUR unit"),
            ("Kosten per klant: € 12", "12 EUR unit"),
            ("CAC: $120", "120 USD unit"),
            ("At $2.00 average job price", "2 USD unit"),
            ("$14.99 bundle", "14.99 USD unit"),
            ("Price: $20", "20 USD unit"),
            ("AI/ML services: $20 a month", "20 USD month"),
        ],
    );
}

#[test]
fn a_unit_keeps_its_noun_and_its_number() {
    let unit = |text: &str| {
        let amounts = read(text, &ENGLISH).amounts;
        amounts.first().and_then(|a| a.per.unit.clone()).map(|u| (u.noun, u.quantity.to_string()))
    };
    let owned = |noun: &str, number: &str| Some((noun.to_owned(), number.to_owned()));
    assert_eq!(unit("$0.10 per API call for partners"), owned("API call", "1"));
    assert_eq!(unit("$2 per 1M tokens"), owned("tokens", "1000000"));
    assert_eq!(unit("€ 8 CPM"), owned("views", "1000"));
    assert_eq!(unit("$0.60 per 10-min call"), owned("10-min call", "1"));
    assert_eq!(unit("$4.30/1K min"), owned("min", "1000"));
    assert_eq!(unit("€ 8 per month"), None);
}

#[test]
fn a_time_of_something_else_is_not_the_amounts_period() {
    assert_read(
        &ENGLISH,
        &[
            ("$5 fee. Break-even at 500 jobs/month", "5 USD"),
            ("1,000 requests/day at $100/month", "100 USD month"),
            ("€500 for 3 posts per month", "500 EUR"),
            ("€500 and a monthly report", "500 EUR"),
        ],
    );
}

#[test]
fn tax_is_kept() {
    let cases = [("€ 5 ex btw", "Excl"), ("€ 5 per uur incl. 21% btw", "Incl"), ("€ 5", "")];
    assert_first(&DUTCH, &cases, |a| match a.vat {
        Some(Vat::Excl) => "Excl".to_owned(),
        Some(Vat::Incl) => "Incl".to_owned(),
        None => String::new(),
    });
}

#[test]
fn open_ends_are_kept() {
    let cases = [
        ("vanaf € 10", "at least"),
        ("$999+", "at least"),
        ("€50–100K+", "at least"),
        (">= €5", "at least"),
        ("meer dan € 5", "at least"),
        ("up to $5k", "at most"),
        ("max. €500", "at most"),
        ("<€500", "at most"),
        ("from €5 to €10", "closed"),
        ("€5", "closed"),
    ];
    assert_first(&ENGLISH, &cases, |a| {
        match a.bound {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
            Bound::Closed => "closed",
        }
        .to_owned()
    });
}

#[test]
fn about_so_much_is_kept() {
    let cases = [
        ("~$5", "about"),
        ("± € 5", "about"),
        ("ca. 5 euro", "about"),
        ("€ 5 (geschat)", "about"),
        ("estimated at $5", "about"),
        ("$5", ""),
    ];
    assert_first(&ENGLISH, &cases, |a| if a.approximate { "about" } else { "" }.to_owned());
}

#[test]
fn the_year_phase_or_scenario_is_kept() {
    let cases = [
        ("Year 1: €120k", "Year 1"),
        ("€ 2M in jaar 3", "jaar 3"),
        ("$1.2M by Year 2", "Year 2"),
        ("2026: €5.000", "2026"),
        ("$10/month (Phase 2)", "Phase 2"),
        ("SaaS | $29–$99/mo | Phase 2", "Phase 2"),
        ("planned: €500", "planned"),
        ("bij 1.000 klanten € 5.000 per maand", "bij 1.000 klanten"),
        ("$5 per month", ""),
    ];
    assert_first(&ENGLISH, &cases, |a| a.horizon.clone().map_or_else(String::new, |h| h.text));
}
