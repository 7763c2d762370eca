//! The words before a figure: what the figure is of, and how it is said.

use super::amount::Bound;
use super::hints::{self, Hints};
use super::lexicon::{compares, is_approximate, is_function_word, opens_downwards, opens_upwards};
use super::scan::{Kind, Tokens};

/// The most tokens before a figure that are looked at.
const LONGEST: usize = 40;

/// What stands before a figure.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Of this figure: `staff` in `Monthly costs: rent € 5, staff € 9`.
    pub(super) own: Hints,
    /// Of the figures of a list that it stands at the head of: `Monthly costs` there; all zero if
    /// there is none.
    pub(super) head: Hints,
    pub(super) bound: Bound,
    pub(super) approximate: bool,
    pub(super) compared: bool,
}

/// Reads the words before the token `first`, back to the token `from` at most, and not out of the
/// sentence.
pub(super) fn read(tokens: &Tokens<'_>, from: usize, first: usize) -> Label {
    let start = start(tokens, from, first);
    let own_start = own_start(tokens, start, first);
    let own = hints::read(tokens, own_start, first);
    let head = hints::read(tokens, start, own_start);
    let (bound, approximate) = manner(tokens, start, first);
    let compared = (first.saturating_sub(4).max(start)..first).any(|i| compares(tokens.word(i)));
    Label { own, head, bound, approximate, compared }
}

/// Whether the words before the token `first` end with one for money.
pub(super) fn names_money_before(tokens: &Tokens<'_>, from: usize, first: usize) -> bool {
    let start = start(tokens, from, first);
    names_money(tokens, own_start(tokens, start, first), first)
}

/// Where the words begin that can be said of the figure at `first`.
fn start(tokens: &Tokens<'_>, from: usize, first: usize) -> usize {
    let from = from.max(first.saturating_sub(LONGEST));
    let sentence = tokens.get(first).map(|t| t.sentence);
    let mut start = first;
    while start > from
        && tokens
            .before(start)
            .is_some_and(|t| Some(t.sentence) == sentence && !t.is_one_of(&['|', ';', '\n']))
    {
        start -= 1;
    }
    start
}

/// Where the figure's own words begin: behind the last `:` or `,` that a word with content follows.
fn own_start(tokens: &Tokens<'_>, start: usize, first: usize) -> usize {
    let mut content = false;
    for at in (start..first).rev() {
        let Some(token) = tokens.get(at) else { break };
        if content && token.is_one_of(&[':', ',', '+', '&', '=']) && !joins_words(tokens, at) {
            return at + 1;
        }
        content |= token.kind == Kind::Word && !is_function_word(token.word());
    }
    start
}

/// `R&D` and the like: the mark is part of a name.
fn joins_words(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_mark(at, '&')
}

/// How the figure is said, from the words and marks right before it.
fn manner(tokens: &Tokens<'_>, start: usize, first: usize) -> (Bound, bool) {
    let mut bound = Bound::Closed;
    let mut approximate = false;
    for at in (first.saturating_sub(4).max(start)..first).rev() {
        let Some(token) = tokens.get(at) else { break };
        let low = token.word();
        if token.is_one_of(&['~', '≈', '±', '≃']) || is_approximate(low) {
            approximate = true;
        } else if token.is_one_of(&['>', '≥', '⩾']) {
            bound = Bound::AtLeast;
        } else if token.is_one_of(&['<', '≤', '⩽']) {
            bound = Bound::AtMost;
        } else if opens_upwards(low)
            || (low == "than" && tokens.word(at - 1) == "more")
            || (low == "dan" && tokens.before(at).is_some_and(|t| t.word() == "meer"))
        {
            bound = Bound::AtLeast;
        } else if opens_downwards(low)
            || (low == "to" && tokens.before(at).is_some_and(|t| t.word() == "up"))
            || (matches!(low, "than" | "dan")
                && tokens.before(at).is_some_and(|t| matches!(t.word(), "less" | "minder")))
        {
            bound = Bound::AtMost;
        } else if !is_function_word(low)
            && !token.is_one_of(&[':', '.', '=', '(', '*', '-', '/', '+'])
        {
            break;
        }
    }
    (bound, approximate)
}

/// Whether the words end with one for money, but for a bracket, a horizon or words without content
/// behind it.
fn names_money(tokens: &Tokens<'_>, start: usize, first: usize) -> bool {
    let mut marked = false;
    let mut depth = 0_u32;
    for at in (start..first).rev() {
        let Some(token) = tokens.get(at) else { break };
        if token.is_mark(')') {
            depth += 1;
        } else if token.is_mark('(') {
            depth = depth.saturating_sub(1);
        } else if depth > 0 {
            continue;
        } else if token.is_one_of(&[':', '=', '≈', '~', '±']) {
            marked = true;
        } else if token.kind == Kind::Word && super::trade::is_money(token.word()) {
            return true;
        } else if !skipped_over(tokens, at, marked) {
            return false;
        }
    }
    false
}

fn skipped_over(tokens: &Tokens<'_>, at: usize, marked: bool) -> bool {
    let Some(token) = tokens.get(at) else {
        return false;
    };
    match token.kind {
        Kind::Word => {
            let low = token.word();
            let of_time = super::calendar::time_noun(low).is_some()
                || super::calendar::time_adverb(low).is_some()
                || matches!(low, "phase" | "fase" | "per" | "p" | "m" | "j");
            is_function_word(low) || (marked && of_time)
        }
        Kind::Number if super::horizon::is_year(token.text) => marked,
        Kind::Number => {
            marked && tokens.before(at).is_some_and(|t| super::calendar::is_numbered(t.word()))
        }
        Kind::Mark => token.is_one_of(&['.', '/', '*']),
    }
}
