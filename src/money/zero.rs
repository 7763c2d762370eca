//! Zeros said in words: `Free`, `gratis`, `free of charge`, `kosteloos`.

use super::scan::{Token, Tokens};

/// The token behind a zero in words that begins at `at`, if one does.
///
/// `Free` is a price where it stands alone (a cell, a rung of a ladder, a label) or is said of
/// something (`is free`, `for free`, `free for students`). It is none in `free trial`, `5 free
/// trades`, `ad-free` or `free tier hosting`.
pub(super) fn at(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let low = tokens.word(at);
    match low {
        "free" => free(tokens, at),
        "gratis" | "kosteloos" => (!names_more(tokens, at + 1)).then_some(at + 1),
        "no" | "zero" | "without" => {
            let words = (tokens.word(at + 1), tokens.word(at + 2));
            let charge = matches!(words.0, "charge" | "fee" | "cost")
                && (!tokens.is_word(at + 2) || matches!(words.1, "to" | "for" | "at"));
            let at_no = tokens.before(at).is_some_and(|t| matches!(t.word(), "at" | "of" | "for"));
            (charge && (at_no || stands_first(tokens, at))).then_some(at + 2)
        }
        _ => None,
    }
}

fn free(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if matches!((tokens.word(at + 1), tokens.word(at + 2)), ("of", "charge" | "cost")) {
        return Some(at + 3);
    }
    let before = tokens.before(at).map_or("", Token::word);
    let stated = matches!(
        before,
        "is" | "are" | "for" | "be" | "stays" | "remains" | "completely" | "entirely" | "always"
    );
    let after = tokens.word(at + 1);
    let lasts = matches!(after, "forever" | "always" | "for");
    let ends = !tokens.is_word(at + 1) && !tokens.is_mark(at + 1, '-');
    let alone = stands_first(tokens, at) && (ends || lasts);
    if alone
        || (stated && (ends || matches!(after, "for" | "to" | "forever" | "during" | "at" | "in")))
    {
        return Some(at + if after == "forever" { 2 } else { 1 });
    }
    None
}

/// Whether the token begins a cell, a part, a rung or what follows a colon.
fn stands_first(tokens: &Tokens<'_>, at: usize) -> bool {
    const OPENING: &[char] = &['|', ';', ':', '/', '\n', '•', '(', ',', '–', '—', '-', '·', '+'];
    // `**Free**` stands where `Free` does.
    let dressed = |i: usize| tokens.before(i).is_some_and(|t| t.is_one_of(&['*', '_', '"']));
    let mut first = at;
    while dressed(first) && at - first < 3 {
        first -= 1;
    }
    tokens.before(first).is_none_or(|t| t.is_one_of(OPENING))
}

/// Whether a noun follows that `gratis` is said of: `gratis proefperiode`.
fn names_more(tokens: &Tokens<'_>, at: usize) -> bool {
    let low = tokens.word(at);
    tokens.is_word(at) && !super::lexicon::ends_noun(low)
}

#[cfg(test)]
mod tests {
    use crate::money::{Context, read};

    fn zeros(text: &str) -> usize {
        let reading = read(text, &Context::default());
        reading.amounts.iter().filter(|a| a.zero_by_word && a.high.is_zero()).count()
    }

    #[test]
    fn a_price_of_nothing_is_a_zero() {
        for text in [
            "Free",
            "Free / €9 / €29 per month",
            "The app is free for students",
            "Basis: gratis",
            "Delivery free of charge",
            "Gratis",
            "Basic plan | free",
            "Consumers: free forever",
            "Hosting: **Free** (hobby tier)",
        ] {
            assert_eq!(zeros(text), 1, "{text}");
        }
    }

    #[test]
    fn free_things_that_are_no_price_are_no_zero() {
        for text in [
            "14-day free trial",
            "5 free trades",
            "ad-free",
            "free tier hosting",
            "gratis proefmaand",
            "Free-tier hosting",
            "feel free to ask",
            "freemium",
            "royalty free music",
        ] {
            assert_eq!(zeros(text), 0, "{text}");
        }
    }
}
