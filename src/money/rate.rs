//! Phrases that say per what an amount is paid: `per user per month`, `/mnd`, `p.j.`, `monthly`,
//! `each`.

use rust_decimal::Decimal;

use super::calendar::{time_adverb, time_letter, time_noun};
use super::context::DecimalStyle;
use super::lexicon::ends_noun;
use super::number::{self, Number};
use super::period::{Period, Rate, Unit};
use super::scale;
use super::scan::Tokens;
use super::trade::{is_common_unit, unit_of_abbreviation};

/// The most words that the name of a unit is made of: `new client onboarding`.
const NOUN_WORDS: usize = 3;

/// Reads one phrase at `at`; gives the rate and the token behind it.
pub(super) fn phrase(tokens: &Tokens<'_>, at: usize) -> Option<(Rate, usize)> {
    let low = tokens.word(at);
    if tokens.is_mark(at, '/') {
        return behind_stroke(tokens, at + 1);
    }
    match low {
        "" => None,
        "per" | "every" | "elke" | "iedere" | "elk" | "ieder" => per(tokens, at + 1),
        "each" if tokens.is_word(at + 1) && !ends_noun(tokens.word(at + 1)) => per(tokens, at + 1),
        "par" | "por" | "pro" | "je" | "al" => {
            time_noun(tokens.word(at + 1)).map(|time| (Rate::of_time(time), at + 2))
        }
        "p" if tokens.is_mark(at + 1, '/') => behind_p(tokens, at + 2),
        "a" | "an" => time_or_common(tokens, at + 1),
        "one" if matches!(tokens.word(at + 1), "time" | "off") => {
            Some((Rate::of_time(Period::Once), at + 2))
        }
        _ => one_word(low).map(|rate| (rate, point(tokens, at))),
    }
}

/// What one word says by itself: `monthly`, `p.m.`, `CPM`, `per-user`.
fn one_word(low: &str) -> Option<Rate> {
    if let Some((time, every)) = time_adverb(low) {
        return Some(Rate { every, ..Rate::of_time(time) });
    }
    if let Some(noun) = unit_of_abbreviation(low) {
        let quantity = if low == "cpm" { Decimal::ONE_THOUSAND } else { Decimal::ONE };
        return Some(Rate::of_unit(Unit { noun: noun.to_owned(), quantity }));
    }
    if let Some(rate) = low.strip_prefix("p.").and_then(of_shortened) {
        return Some(rate);
    }
    let joined = low.strip_prefix("per-").or_else(|| low.strip_prefix("pay-per-"))?;
    Some(time_noun(joined).map_or_else(|| unit(joined), Rate::of_time))
}

/// Reads what stands behind `per`.
pub(super) fn per(tokens: &Tokens<'_>, at: usize) -> Option<(Rate, usize)> {
    if tokens.is_number(at) {
        return counted(tokens, at);
    }
    let low = tokens.word(at);
    if let Some(time) = time_noun(low) {
        return Some((Rate::of_time(time), point(tokens, at)));
    }
    if matches!(low, "half" | "halfjaar" | "half-year") {
        let long = low != "half";
        if long || time_noun(tokens.word(at + 1)) == Some(Period::Year) {
            let rate = Rate { every: 6, ..Rate::of_time(Period::Month) };
            return Some((rate, at + if long { 1 } else { 2 }));
        }
    }
    let next = noun_end(tokens, at, NOUN_WORDS);
    let noun = tokens.span(at, next).of(tokens.text);
    (next > at).then(|| (unit(noun), next))
}

/// The token behind a name of at most `most` words that begins at `at`; `at` itself if there is
/// none.
pub(super) fn noun_end(tokens: &Tokens<'_>, at: usize, most: usize) -> usize {
    let mut next = at;
    while next < at + most && tokens.is_word(next) {
        let low = tokens.word(next);
        // `min` is a minute here; `per user (min. 5)` does not come this far.
        let minute = low == "min" && next == at && !tokens.is_mark(next + 1, '.');
        let stops = (ends_noun(low) && !minute) || (next > at && time_noun(low).is_some());
        let glued = next > at && !tokens.is_spaced(next);
        if stops || glued || low.starts_with("per-") {
            break;
        }
        next += 1;
    }
    next
}

/// `per 1.000 views`, `per 3 months`, `/1M tokens`.
fn counted(tokens: &Tokens<'_>, at: usize) -> Option<(Rate, usize)> {
    let token = tokens.get(at)?;
    let mut value = match number::read(token.text, DecimalStyle::Unknown) {
        Number::Sure(value) | Number::Either(value, _) => value,
        Number::Malformed | Number::TooLarge => return None,
    };
    let mut next = at + 1;
    let word = tokens.get(next).map_or("", |t| t.text);
    if let Some(factor) = scale::of_word(word, tokens.word(next), !tokens.is_spaced(next)) {
        value = value.checked_mul(Decimal::from(factor))?;
        next += 1;
    }
    if let Some(time) = time_noun(tokens.word(next)) {
        let every = u32::try_from(value).ok().filter(|n| *n > 0)?;
        return Some((Rate { every, ..Rate::of_time(time) }, next + 1));
    }
    // `per 10-minute call`: the number belongs to the name.
    if tokens.is_mark(next, '-') && !tokens.is_spaced(next) && !tokens.is_spaced(next + 1) {
        let end = noun_end(tokens, next + 1, NOUN_WORDS);
        let noun = tokens.span(at, end).of(tokens.text);
        return (end > next + 1).then(|| (unit(noun), end));
    }
    let end = noun_end(tokens, next, NOUN_WORDS);
    let noun = tokens.span(next, end).of(tokens.text);
    let unit = Unit { noun: noun.to_owned(), quantity: value };
    (end > next && !value.is_zero()).then(|| (Rate { unit: Some(unit), ..Rate::default() }, end))
}

fn behind_p(tokens: &Tokens<'_>, at: usize) -> Option<(Rate, usize)> {
    of_shortened(tokens.word(at)).map(|rate| (rate, point(tokens, at)))
}

/// What `p/` or `p.` stands before.
fn of_shortened(low: &str) -> Option<Rate> {
    match low {
        "p" | "pers" => Some(unit("person")),
        "st" | "stuk" => Some(unit("stuk")),
        _ => time_letter(low).or_else(|| time_noun(low)).map(Rate::of_time),
    }
}

/// What stands behind `/`: a time, a unit that touches it, a unit that is well known, or so many of
/// a unit.
fn behind_stroke(tokens: &Tokens<'_>, at: usize) -> Option<(Rate, usize)> {
    if tokens.is_number(at) {
        return counted(tokens, at);
    }
    let low = tokens.word(at);
    let touches = !tokens.is_spaced(at);
    if let Some(time) = time_noun(low).or_else(|| time_letter(low).filter(|_| touches)) {
        return Some((Rate::of_time(time), point(tokens, at)));
    }
    if low == "per" {
        return per(tokens, at + 1);
    }
    if !tokens.is_word(at) || !(touches || is_common_unit(low)) || ends_noun(low) {
        return None;
    }
    let written = tokens.get(at).map_or("", |t| t.text);
    let acronym = written.len() > 1 && written.chars().all(char::is_uppercase);
    let next = noun_end(tokens, at, if acronym { 2 } else { 1 });
    Some((unit(tokens.span(at, next).of(tokens.text)), next))
}

fn time_or_common(tokens: &Tokens<'_>, at: usize) -> Option<(Rate, usize)> {
    let low = tokens.word(at);
    if let Some(time) = time_noun(low) {
        return Some((Rate::of_time(time), at + 1));
    }
    is_common_unit(low).then(|| (unit(low), at + 1))
}

fn unit(noun: &str) -> Rate {
    Rate::of_unit(Unit::one(noun))
}

/// The token behind `at`, and behind the point of an abbreviation such as `p.m.` or `mnd.`
fn point(tokens: &Tokens<'_>, at: usize) -> usize {
    let dotted = tokens.word(at).contains('.') && tokens.is_mark(at + 1, '.');
    if dotted && !tokens.is_spaced(at + 1) { at + 2 } else { at + 1 }
}

#[cfg(test)]
mod tests {
    use super::phrase;
    use crate::money::scan::scan;

    fn read(text: &str) -> String {
        phrase(&scan(text), 0).map_or_else(String::new, |(rate, _)| {
            let unit = rate.unit.as_ref().map(|u| format!(" {} {}", u.quantity, u.noun));
            format!("{rate}{}", unit.unwrap_or_default())
        })
    }

    #[test]
    fn times_are_read_in_their_many_spellings() {
        for text in ["per month", "/mo", "p/m", "p.m.", "per maand", "/mnd", "monthly", "a month"] {
            assert_eq!(read(text), "month", "{text}");
        }
        for text in ["p.a.", "p/j", "/yr", "per annum", "jaarlijks", "/ year"] {
            assert_eq!(read(text), "year", "{text}");
        }
        assert_eq!(read("per 3 maanden"), "3 month");
        assert_eq!(read("per half jaar"), "6 month");
        assert_eq!(read("one time"), "once");
    }

    #[test]
    fn units_are_read_with_their_noun_and_their_number() {
        assert_eq!(read("per new client onboarding"), "unit 1 new client onboarding");
        assert_eq!(read("per order for shops"), "unit 1 order");
        assert_eq!(read("/user"), "unit 1 user");
        assert_eq!(read("/API call"), "unit 1 API call");
        assert_eq!(read("per 1M tokens"), "unit 1000000 tokens");
        assert_eq!(read("p.p."), "unit 1 person");
    }

    #[test]
    fn a_stroke_between_prices_is_no_unit() {
        assert_eq!(read("/ Pro"), "");
        assert_eq!(read("/ 29"), "");
        assert_eq!(read("a subscription"), "");
    }
}
