//! Texts that hold no money for certain, told without cutting them into tokens.

use super::currency;

/// Words that say a zero; see `zero`.
const ZEROS: [&str; 6] = ["free", "gratis", "kosteloos", "no", "zero", "without"];

/// Whether a text holds no digit, no sign of a currency and no word for nothing: then there is
/// nothing to read in it. Most texts are such.
pub(super) fn is_silent(text: &str) -> bool {
    let bytes = text.as_bytes();
    // A digit or a dollar is seen many bytes at once; words are only looked at when there is none.
    let is_loud = |byte: &u8| byte.is_ascii_digit() | (*byte == b'$');
    if bytes.iter().fold(false, |loud, byte| loud | is_loud(byte)) {
        return false;
    }
    if may_say_zero(bytes) && has_zero(bytes) {
        return false;
    }
    // Signs of currencies; and a letter that is an ASCII letter in lower case (the Kelvin sign).
    text.is_ascii() || !text.chars().any(|c| c == '\u{212a}' || currency::of_symbol(c).is_some())
}

/// Whether bytes stand side by side that only a word for nothing and a few others hold: seen many at
/// once, so that most texts need not be cut into words.
fn may_say_zero(bytes: &[u8]) -> bool {
    let other = |byte: u8| !byte.is_ascii_alphabetic();
    let one = |before: u8, at: [u8; 4]| {
        let [a, b, c, d] = at.map(|byte| byte | 0x20);
        let is = |word: &[u8; 4]| (a == word[0]) & (b == word[1]) & (c == word[2]) & (d == word[3]);
        let no = other(before) & (a == b'n') & (b == b'o') & other(at[2]);
        // kosteLOOS, wiTHOUt
        no | is(b"free") | is(b"grat") & other(before) | is(b"loos") | is(b"zero") | is(b"thou")
    };
    let Some(from) = bytes.len().checked_sub(4).filter(|_| bytes.len() > 5) else { return true };
    let ends = bytes.get(from..).unwrap_or_default();
    let ends_with_no = ends.windows(2).any(|pair| pair.eq_ignore_ascii_case(b"no"));
    let from = |place: usize| bytes.get(place..).unwrap_or_default();
    let behind = from(1).iter().zip(from(2)).zip(from(3)).zip(from(4));
    let all = bytes.iter().zip(behind);
    let any = all.fold(false, |any, (p, (((a, b), c), d))| any | one(*p, [*a, *b, *c, *d]));
    any || says_zero(bytes) || ends_with_no
}

/// Whether any word of the text says a zero.
fn has_zero(bytes: &[u8]) -> bool {
    let mut inside = false;
    bytes.iter().enumerate().any(|(at, byte)| {
        let begins = !inside & matches!(byte | 0x20, b'f' | b'g' | b'k' | b'n' | b'z' | b'w');
        inside = byte.is_ascii_alphabetic();
        begins && says_zero(bytes.get(at..).unwrap_or_default())
    })
}

/// Whether the text begins with a word that says a zero.
fn says_zero(text: &[u8]) -> bool {
    ZEROS.iter().any(|known| {
        let (word, rest) = text.split_at_checked(known.len()).unwrap_or_default();
        known.as_bytes().eq_ignore_ascii_case(word)
            && !rest.first().is_some_and(u8::is_ascii_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{has_zero, is_silent, may_say_zero};
    use crate::money::read::read_closely;
    use crate::money::{Context, DecimalStyle, Reading};

    proptest! {
        #[test]
        fn nothing_is_read_in_a_silent_text(
            words in prop::collection::vec(prop_oneof![
                prop::sample::select(vec![
                    "free", "Gratis", "KOSTELOOS", "no", "charge", "fee", "per", "month", "euro",
                    "EUR", "dollar", "€", "$", "£", "₿", "?", "…", "x", "tbd", "%", "procent",
                    "hundred", "honderd", "duizend", "million", "k", "½", "²", "٣", "３", "IV",
                    "-", ",-", "/", ":", "|", "\n", ";", "~", "+", "(", ")", "kosteloo\u{17f}",
                    "\u{212a}osteloos", "price", "total", "cost-free", "year", "is", "of", "a",
                    "without", "zero", "cost", "at", "BTC", "per cent", "Rp", "kr", "zł", "fl.",
                ]).prop_map(str::to_owned),
                "\\PC{1,5}",
            ], 0..8),
            glue in prop::sample::select(vec![" ", "", "  ", "-"]),
            heading in prop::sample::select(vec![None, Some("Price (EUR) | per month"), Some("€ k")]),
            sells: bool,
        ) {
            let text = words.join(glue);
            let context =
                Context { heading, sells, decimal: DecimalStyle::Comma, ..Context::default() };
            prop_assert!(may_say_zero(text.as_bytes()) || !has_zero(text.as_bytes()), "{}", text);
            if is_silent(&text) {
                prop_assert_eq!(read_closely(&text, &context), Reading::default(), "{}", text);
            }
        }
    }
}
