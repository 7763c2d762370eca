//! The sign of a currency in front of a number or behind it: a symbol, a code, a word.

use super::currency::{self, Sign};
use super::lexicon::ends_noun;
use super::scan::{Kind, Token, Tokens};

pub(super) fn before(tokens: &Tokens<'_>, at: usize) -> Option<(Sign, usize)> {
    let token = tokens.get(at)?;
    if let Some(symbol) = token.symbol() {
        return currency::of_symbol(symbol).map(|sign| (sign, at + 1));
    }
    if token.kind != Kind::Word {
        return None;
    }
    if !tokens.is_spaced(at + 1) {
        let symbol = tokens.get(at + 1).and_then(Token::symbol).unwrap_or(' ');
        if let Some(sign) = currency::of_letters_before_symbol(token.text, symbol) {
            return Some((sign, at + 2));
        }
        // Soles are written S/ 10.
        if token.text == "S" && symbol == '/' && tokens.is_number(at + 2) {
            return currency::of_word_before("PEN").map(|sign| (sign, at + 2));
        }
    }
    let sign = currency::of_word_before(token.text)?;
    // `CAD $50`: the code says which dollar.
    let symbol = tokens.get(at + 1).and_then(Token::symbol);
    if tokens.is_number(at + 2) && symbol.and_then(currency::of_symbol).is_some() {
        return Some((sign, at + 2));
    }
    let dotted = tokens.is_mark(at + 1, '.')
        && matches!(token.word(), "rs" | "rp" | "fr" | "kr" | "ksh" | "kes");
    Some((sign, at + if dotted { 2 } else { 1 }))
}

/// The sign behind a figure. A code says more than a symbol in front (`$50 CAD`), a symbol does
/// not.
pub(super) fn after(
    tokens: &Tokens<'_>,
    at: usize,
    had: Option<Sign>,
) -> Option<(Sign, bool, usize)> {
    let token = tokens.get(at)?;
    // `$50 (CAD)`
    if token.is_mark('(') && tokens.is_mark(at + 2, ')') && had.is_some() {
        let code = tokens.get(at + 1).and_then(|t| currency::of_word_before(t.text));
        return code.map(|sign| (sign, false, at + 3));
    }
    if let Some(symbol) = token.symbol() {
        return had.is_none().then(|| symbol_after(tokens, at, symbol)).flatten();
    }
    let low = token.word();
    if low == "eurocent" || low == "eurocents" {
        return currency::of_word_before("EUR").map(|sign| (sign, true, at + 1));
    }
    if matches!(low, "cent" | "cents" | "ct" | "cts") {
        return had.is_none().then(|| (currency::of_cents(), true, at + 1));
    }
    if had.is_none()
        && let Some(sign) = letters_and_symbol(tokens, at)
    {
        return Some((sign, false, at + 2));
    }
    // `US dollars`, `Swiss francs`, `pounds sterling`.
    let named = match (low, tokens.word(at + 1)) {
        ("us", "dollar" | "dollars") => Some(("USD", 2)),
        ("swiss", "franc" | "francs") => Some(("CHF", 2)),
        ("pound" | "pounds", "sterling") => Some(("GBP", 2)),
        ("pound" | "pounds", "of") => return None,
        _ => None,
    };
    if let Some((code, words)) = named {
        return currency::of_word_before(code).map(|sign| (sign, false, at + words));
    }
    let before_number = tokens.is_number(at + 1) && had.is_none();
    let sign = currency::of_word_after(token.text, low)?;
    let own_figure = before_number && is_prefix_word(token.text);
    let keeps = had.is_some() && !matches!(sign, Sign::One(_));
    (!own_figure && !keeps).then_some((sign, false, at + 1))
}

fn symbol_after(tokens: &Tokens<'_>, at: usize, symbol: char) -> Option<(Sign, bool, usize)> {
    // `year 1 € 120k`: a free sign before a number is that number's, unless it has one behind it.
    let second = tokens.get(at + 2).and_then(Token::symbol);
    let of_next = tokens.is_spaced(at)
        && tokens.is_number(at + 1)
        && (!tokens.is_spaced(at + 1) || second != Some(symbol));
    let (symbol, cents) = if symbol == '¢' { ('$', true) } else { (symbol, false) };
    let sign = currency::of_symbol(symbol).filter(|_| !of_next)?;
    Some((sign, cents, at + 1))
}

/// `500 R$`, but not the `R$` of `500 R$20`.
fn letters_and_symbol(tokens: &Tokens<'_>, at: usize) -> Option<Sign> {
    let letters = tokens.get(at).map_or("", |t| t.text);
    let symbol = tokens.get(at + 1).filter(|t| !t.spaced).and_then(Token::symbol)?;
    let digits_follow = tokens.is_number(at + 2) && !tokens.is_spaced(at + 2);
    currency::of_letters_before_symbol(letters, symbol).filter(|_| !digits_follow)
}

/// Signs that are mostly written in front: in `10 users Rp 5` the sign belongs to what follows.
fn is_prefix_word(word: &str) -> bool {
    matches!(word, "Rp" | "Rs" | "RM" | "KSh" | "Ksh" | "KES")
}

/// Whether the sign in front is a word rather than a code: `TRY 3 months`, `TOP 10`.
pub(super) fn is_a_word(
    sign: Sign,
    tokens: &Tokens<'_>,
    first: usize,
    number: usize,
    next: usize,
) -> bool {
    let Sign::One(currency) = sign else {
        return false;
    };
    if first == number || !currency.is_word_like() || !tokens.is_word(first) {
        return false;
    }
    let low = tokens.word(next);
    matches!(currency.code(), "ALL" | "TOP") || (!low.is_empty() && !ends_noun(low))
}

/// `10:30 EUR`, `24/7 €`: the number is the second half of something else.
pub(super) fn of_clock(tokens: &Tokens<'_>, first: usize, number: usize) -> bool {
    let touches = first == number && !tokens.is_spaced(number);
    let mark = tokens.before(number).is_some_and(|t| t.is_one_of(&[':', '/']) && !t.spaced);
    touches && mark && number.checked_sub(2).is_some_and(|i| tokens.is_number(i))
}
