//! What follows a figure: per what, with or without tax, open upwards, said again in brackets, of
//! which year.

use super::amount::{Converted, Vat};
use super::bracket::{self, Inside};
use super::calendar::{time_adverb, time_noun};
use super::context::{Context, DecimalStyle};
use super::currency::Currency;
use super::horizon;
use super::lexicon::{ends_noun, is_approximate, is_preposition, joins_clauses};
use super::period::{Period, Rate};
use super::rate;
use super::scan::Tokens;
use super::trade::{is_price, is_sold_by_piece};

/// The most words between a figure and the phrase that says per what: `€ 500 huur kantoor per
/// maand`.
const WORDS_BETWEEN: usize = 5;

/// What follows a figure.
#[derive(Debug, Clone)]
pub(super) struct Tail {
    pub(super) rate: Rate,
    pub(super) vat: Option<Vat>,
    /// `10+`, `10 or more`.
    pub(super) open: bool,
    pub(super) approximate: bool,
    pub(super) converted: Option<Converted>,
    /// The tokens of a horizon.
    pub(super) horizon: Option<(usize, usize)>,
    /// Whether a word for a price follows: `$29 plan`.
    pub(super) price: bool,
    /// The token behind all of it.
    pub(super) next: usize,
}

/// Reads what follows a figure that ends before the token `at` and is in the currency `own`.
pub(super) fn read(
    tokens: &Tokens<'_>,
    at: usize,
    own: Option<Currency>,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Tail {
    let mut tail = Tail {
        rate: Rate::default(),
        vat: None,
        open: false,
        approximate: false,
        converted: None,
        horizon: None,
        price: false,
        next: at,
    };
    while let Some(next) = step(tokens, &mut tail, own, style, context) {
        tail.next = next;
    }
    if !skip_words(tokens, &mut tail) {
        sold_by_piece(tokens, &mut tail);
    } else {
        while let Some(next) = step(tokens, &mut tail, own, style, context) {
            tail.next = next;
        }
    }
    tail.horizon = tail.horizon.or_else(|| horizon_behind(tokens, tail.next));
    tail
}

fn step(
    tokens: &Tokens<'_>,
    tail: &mut Tail,
    own: Option<Currency>,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Option<usize> {
    let at = tail.next;
    if let Some(next) = open_end(tokens, at) {
        tail.open = true;
        return Some(next);
    }
    if let Some((vat, next)) = vat_at(tokens, at) {
        tail.vat = tail.vat.or(Some(vat));
        return Some(next);
    }
    if let Some((found, next)) = rate::phrase(tokens, at) {
        let clash = found.time.is_some() && tail.rate.time.is_some()
            || found.unit.is_some() && tail.rate.unit.is_some() && !is_time_of(&found);
        if clash {
            return None;
        }
        tail.rate.fill(&found);
        return Some(next);
    }
    if is_approximate(tokens.word(at)) && !matches!(tokens.word(at), "c" | "around" | "about") {
        tail.approximate = true;
        return Some(at + 1);
    }
    if tokens.is_mark(at, '(') {
        return brackets(tokens, tail, own, style, context);
    }
    // `Pro € 5 month`: a noun of time that ends the clause.
    let ends = !tokens.is_word(at + 1) && !tokens.is_number(at + 1) && !tokens.is_mark(at + 1, '-');
    let noun = time_noun(tokens.word(at)).filter(|_| tail.rate.is_unknown() && ends);
    if noun.is_some() {
        tail.rate.time = noun;
        return Some(at + 1);
    }
    let goes_on = tokens.is_mark(at, ',')
        && (vat_at(tokens, at + 1).is_some()
            || tokens.word(at + 1) == "per"
            || time_adverb(tokens.word(at + 1)).is_some() && !tokens.is_word(at + 2));
    goes_on.then_some(at + 1)
}

fn is_time_of(rate: &Rate) -> bool {
    rate.time.is_some() && rate.unit.is_none()
}

fn brackets(
    tokens: &Tokens<'_>,
    tail: &mut Tail,
    own: Option<Currency>,
    style: DecimalStyle,
    context: &Context<'_>,
) -> Option<usize> {
    let close = bracket::close(tokens, tail.next)?;
    match bracket::read(tokens, tail.next, close, own, style, context) {
        Inside::Conversion(converted, rate) if tail.converted.is_none() => {
            tail.converted = Some(converted);
            tail.rate.fill(&rate);
            Some(close + 1)
        }
        Inside::Terms(rate, vat) => {
            tail.rate.fill(&rate);
            tail.vat = tail.vat.or(vat);
            Some(close + 1)
        }
        Inside::Words if (tail.next..close).any(|i| is_approximate(tokens.word(i))) => {
            tail.approximate = true;
            Some(close + 1)
        }
        // `€ 500 (huur) per maand`: only what follows the brackets at once is looked at.
        Inside::Words if tail.rate.is_unknown() && rate::phrase(tokens, close + 1).is_some() => {
            Some(close + 1)
        }
        _ => None,
    }
}

/// `+` that touches the figure, `or more`, `en hoger`.
fn open_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if tokens.is_mark(at, '+') && !tokens.is_spaced(at) {
        let adds = !tokens.is_spaced(at + 1)
            && tokens.get(at + 1).is_some_and(|t| !t.is_one_of(&['/', ')', ',', '.', ';']));
        return (!adds || tokens.is_word(at + 1)).then_some(at + 1);
    }
    let more = matches!(
        (tokens.word(at), tokens.word(at + 1)),
        ("or" | "of" | "and" | "en", "more" | "meer" | "higher" | "hoger" | "up")
    );
    more.then_some(at + 2)
}

/// `excl. btw`, `inclusief 21% btw`, `ex VAT`, `+ btw`.
pub(super) fn vat_at(tokens: &Tokens<'_>, at: usize) -> Option<(Vat, usize)> {
    let vat = match tokens.word(at) {
        "excl" | "ex" | "exclusief" | "excluding" | "exc" | "exclusive" => Vat::Excl,
        "plus" => Vat::Excl,
        "incl" | "inc" | "inclusief" | "including" | "inclusive" => Vat::Incl,
        _ if tokens.is_mark(at, '+') => Vat::Excl,
        _ => return None,
    };
    for next in at + 1..at + 5 {
        let low = tokens.word(next);
        if matches!(low, "btw" | "vat" | "tax" | "taxes" | "gst" | "bw" | "b.t.w" | "ppn") {
            let dotted = low.contains('.') && tokens.is_mark(next + 1, '.');
            return Some((vat, next + if dotted { 2 } else { 1 }));
        }
        let skips = tokens.is_mark(next, '.')
            || tokens.is_mark(next, '%')
            || tokens.is_number(next)
            || matches!(low, "of" | "de");
        if !skips {
            return None;
        }
    }
    None
}

/// Looks behind a few words for a phrase that says per what; takes it, and the words before it.
fn skip_words(tokens: &Tokens<'_>, tail: &mut Tail) -> bool {
    let lacks_unit = tail.rate.unit.is_none();
    let lacks_time = tail.rate.time.is_none();
    let mut at = tail.next;
    let mut led = false;
    for _ in 0..=WORDS_BETWEEN {
        if !tokens.is_word(at) || joins_clauses(tokens.word(at)) {
            return false;
        }
        tail.price |= is_price(tokens.word(at)) && !led;
        led |= is_preposition(tokens.word(at));
        at += 1;
        let free = matches!(tokens.word(at), "a" | "an" | "each" | "every" | "elke" | "iedere");
        let adverb = time_adverb(tokens.word(at)).is_some();
        if free || (led && adverb && tokens.is_word(at + 1)) {
            continue;
        }
        if tokens.is_mark(at, '/') && time_noun(tokens.word(at + 1)).is_none() {
            return false;
        }
        if let Some((found, next)) = rate::phrase(tokens, at) {
            let helps =
                (lacks_time && found.time.is_some()) || (lacks_unit && found.unit.is_some());
            if !helps || (found.unit.is_some() && tail.rate.time == Some(Period::Once)) {
                return false;
            }
            tail.rate.fill(&found);
            tail.next = next;
            return true;
        }
    }
    false
}

/// `$14.99 bundle`, `$2.00 average job price`: what is named right behind the figure is what it is
/// the price of.
fn sold_by_piece(tokens: &Tokens<'_>, tail: &mut Tail) {
    if !tail.rate.is_unknown() {
        return;
    }
    let mut end = tail.next;
    while end < tail.next + 4 && tokens.is_word(end) && !ends_word(tokens.word(end)) {
        end += 1;
    }
    let Some(last) = tokens.before(end).filter(|_| end > tail.next) else {
        return;
    };
    let of_price = matches!(last.word(), "price" | "prijs" | "ticketprijs");
    if is_sold_by_piece(last.word()) && !tokens.is_word(end) || is_sold_by_piece(last.word()) {
        tail.rate.unit = Some(super::period::Unit::one(last.text));
    } else if of_price {
        let noun = end.checked_sub(2).filter(|i| *i >= tail.next).and_then(|i| tokens.get(i));
        tail.rate.unit = Some(super::period::Unit::one(noun.map_or("", |t| t.text)));
    } else {
        return;
    }
    tail.price = true;
}

fn ends_word(low: &str) -> bool {
    ends_noun(low) && !is_approximate(low)
}

/// A horizon in the clause that the figure ends, at most a few words on.
fn horizon_behind(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    for from in at..at + 4 {
        if let Some(found) = horizon::behind(tokens, from) {
            return Some(found);
        }
        if !tokens.is_word(from) || joins_clauses(tokens.word(from)) {
            return None;
        }
    }
    None
}
