//! The year, phase or scenario that an amount is said of: `Year 1`, `fase 2`, `at 10.000 users`,
//! `planned`.

use super::calendar::{is_scenario, time_noun};
use super::scan::{Kind, Tokens};

/// The token behind a horizon that begins at `at`, if one does.
///
/// A year of the calendar (`2027`) is one only if `calendar` says that the place allows it: a
/// number of that size is much else too.
pub(super) fn end_at(tokens: &Tokens<'_>, at: usize, calendar: bool) -> Option<usize> {
    let token = tokens.get(at)?;
    match token.kind {
        Kind::Mark => None,
        Kind::Number => {
            counted(tokens, at).or_else(|| (calendar && is_year(token.text)).then_some(at + 1))
        }
        Kind::Word => {
            let low = token.word();
            if is_scenario(low) {
                return Some(at + 1);
            }
            numbered(tokens, at, low)
                .or_else(|| ordinal(tokens, at, low))
                .or_else(|| at_scale(tokens, at, low))
                .or_else(|| short(tokens, at, low))
        }
    }
}

/// Whether a number is a year of the calendar.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.bytes().all(|b| b.is_ascii_digit())
}

/// `Year 1`, `Years 1-3`, `Phase 3+`, `maand 6`.
fn numbered(tokens: &Tokens<'_>, at: usize, low: &str) -> Option<usize> {
    let counts = matches!(
        low,
        "year"
            | "years"
            | "yr"
            | "jaar"
            | "jaren"
            | "phase"
            | "phases"
            | "fase"
            | "month"
            | "months"
            | "maand"
            | "stage"
            | "quarter"
            | "kwartaal"
            | "scenario"
            | "fy"
            | "boekjaar"
            | "q"
    );
    let small = |i: usize| {
        let digits = tokens.get(i).filter(|t| t.kind == Kind::Number).map(|t| t.text);
        digits.is_some_and(|d| d.len() <= 2 || is_year(d)).then_some(i + 1)
    };
    let first = counts.then(|| small(at + 1)).flatten();
    let Some(mut next) = first else {
        let spelled = matches!(
            tokens.word(at + 1),
            "one" | "two" | "three" | "een" | "één" | "twee" | "drie"
        );
        return (counts && spelled).then_some(at + 2);
    };
    let dash = tokens.get(next).is_some_and(|t| t.is_one_of(&['-', '–', '—']));
    if dash && let Some(after) = small(next + 1) {
        next = after;
    }
    if tokens.is_mark(next, '+') && !tokens.is_spaced(next) {
        next += 1;
    }
    Some(next)
}

/// `first year`, `derde jaar`.
fn ordinal(tokens: &Tokens<'_>, at: usize, low: &str) -> Option<usize> {
    let ordinal = matches!(
        low,
        "first"
            | "second"
            | "third"
            | "fourth"
            | "fifth"
            | "eerste"
            | "tweede"
            | "derde"
            | "vierde"
            | "vijfde"
            | "next"
            | "volgend"
    );
    let named = time_noun(tokens.word(at + 1)).is_some()
        || matches!(tokens.word(at + 1), "phase" | "fase" | "stage");
    (ordinal && named).then_some(at + 2)
}

/// `at 10.000 users`, `bij 500 klanten`.
fn at_scale(tokens: &Tokens<'_>, at: usize, low: &str) -> Option<usize> {
    if !matches!(low, "at" | "bij" | "with" | "met" | "after" | "na") || !tokens.is_number(at + 1) {
        return None;
    }
    let mut next = at + 2;
    if matches!(tokens.word(next), "k" | "m" | "mln" | "million" | "miljoen") {
        next += 1;
    }
    let who = matches!(
        tokens.word(next),
        "users"
            | "gebruikers"
            | "customers"
            | "klanten"
            | "members"
            | "leden"
            | "subscribers"
            | "abonnees"
            | "clients"
            | "students"
            | "studenten"
            | "orders"
            | "clinics"
            | "shops"
            | "winkels"
            | "companies"
            | "bedrijven"
            | "participants"
            | "deelnemers"
    );
    who.then_some(next + 1)
}

/// `Y1`, `Q3 2027`, `FY25`, `J2`.
fn short(tokens: &Tokens<'_>, at: usize, low: &str) -> Option<usize> {
    let digits = low.strip_prefix("fy").or_else(|| low.strip_prefix(['y', 'q', 'j', 'h']))?;
    let all = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
    let year = tokens.get(at + 1).is_some_and(|t| is_year(t.text));
    all.then_some(if year { at + 2 } else { at + 1 })
}

/// `6 Months Post-Launch`, `12-Month Projection`, `1e jaar`.
fn counted(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let dash = usize::from(tokens.is_mark(at + 1, '-'));
    let noun = at + 1 + dash;
    let is_ordinal = matches!(tokens.word(noun), "e" | "st" | "nd" | "rd" | "th" | "ste" | "de");
    if is_ordinal && !tokens.is_spaced(noun) {
        return time_noun(tokens.word(noun + 1)).map(|_| noun + 2);
    }
    time_noun(tokens.word(noun))?;
    match tokens.word(noun + 1) {
        "post-launch" | "projection" | "prognose" | "forecast" | "pre-launch" => Some(noun + 2),
        "after" | "na" if matches!(tokens.word(noun + 2), "launch" | "lancering" | "start") => {
            Some(noun + 3)
        }
        _ => None,
    }
}

/// The last horizon that begins in `from..to`, as the tokens it covers. `list_end` is where the
/// words end: a year of the calendar counts only right before it, before `:` or `)`, or behind a
/// preposition.
pub(super) fn last_in(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let mut found = None;
    let mut at = from;
    while at < to {
        let closes = at + 1 == to
            || tokens
                .get(at + 1)
                .is_some_and(|t| t.is_one_of(&[':', ')', '|', '=', ',', '~', '≈']));
        let led = at > from
            && matches!(tokens.word(at - 1), "in" | "vanaf" | "from" | "by" | "since" | "for");
        match end_at(tokens, at, closes || led) {
            Some(next) if next <= to => {
                found = Some((at, next));
                at = next.max(at + 1);
            }
            _ => at += 1,
        }
    }
    found
}

/// A horizon behind an amount, at `at`: `in year 1`, `by Month 6`, `(Year 1)`, `at 10.000 users`.
pub(super) fn behind(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    let skips = |low: &str| {
        matches!(
            low,
            "in" | "by"
                | "from"
                | "vanaf"
                | "tegen"
                | "during"
                | "tijdens"
                | "for"
                | "after"
                | "na"
                | "the"
                | "het"
                | "de"
                | "per"
                | "eind"
                | "end"
                | "of"
        )
    };
    let mut from = at;
    while from < at + 3 && (skips(tokens.word(from)) || tokens.is_mark(from, '(')) {
        from += 1;
    }
    let next = end_at(tokens, at, false).map(|next| (at, next));
    next.or_else(|| end_at(tokens, from, from > at).map(|next| (from, next)))
}

#[cfg(test)]
mod tests {
    use super::last_in;
    use crate::money::scan::scan;

    #[test]
    fn horizons_are_found_in_both_languages() {
        for (text, expected) in [
            ("Year 1: ", "Year 1"),
            ("Omzet jaar 3: ", "jaar 3"),
            ("Phase 3+ | ", "Phase 3+"),
            ("Years 1-3 (fixed)", "Years 1-3"),
            ("costs at 10.000 users", "at 10.000 users"),
            ("bij 500 klanten", "bij 500 klanten"),
            ("in het eerste jaar", "eerste jaar"),
            ("Kosten 2027: ", "2027"),
            ("Q3 2027", "Q3 2027"),
            ("Mix (12-Month Projection)", "12-Month Projection"),
            ("planned hosting", "planned"),
        ] {
            let tokens = scan(text);
            let (from, to) = last_in(&tokens, 0, tokens.len()).unwrap_or_default();
            assert_eq!(tokens.span(from, to).of(text), expected);
        }
    }

    #[test]
    fn numbers_of_other_things_are_no_horizon() {
        for text in ["Room 2000 rent", "3 months of work", "24/7 support", "ISO 9001"] {
            let tokens = scan(text);
            assert_eq!(last_in(&tokens, 0, tokens.len()), None, "{text}");
        }
    }
}
