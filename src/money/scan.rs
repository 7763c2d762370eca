//! Cuts a text into numbers, words and marks, each with its place.

use std::borrow::Cow;

use super::currency;
use super::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits with separators among them, and perhaps a closing `,-`.
    Number,
    /// Letters, perhaps followed by digits, with inner hyphens, apostrophes and abbreviation
    /// points.
    Word,
    /// Any other char.
    Mark,
}

/// A piece of a text.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    /// As written.
    pub(super) text: &'t str,
    /// In lower case; empty unless it is a word.
    pub(super) low: Cow<'t, str>,
    pub(super) span: Span,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Number of the table cell, from 0: `|` and a line break begin a new one.
    pub(super) cell: u32,
    /// Number of the part, from 0: `;`, a bullet, and what begins a new cell begin one.
    pub(super) part: u32,
    /// Number of the sentence, from 0: the end of a sentence, and what begins a new part begin one.
    pub(super) sentence: u32,
}

impl Token<'_> {
    pub(super) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark && self.text.starts_with(mark)
    }

    pub(super) fn is_one_of(&self, marks: &[char]) -> bool {
        self.kind == Kind::Mark && self.text.starts_with(marks)
    }

    /// The lower-case word; empty for anything else, and so for nothing in a word list.
    pub(super) fn word(&self) -> &str {
        &self.low
    }

    pub(super) fn symbol(&self) -> Option<char> {
        if self.kind == Kind::Mark { self.text.chars().next() } else { None }
    }
}

/// The tokens of a text, with the text.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    list: Vec<Token<'t>>,
}

impl<'t> Tokens<'t> {
    pub(super) fn get(&self, at: usize) -> Option<&Token<'t>> {
        self.list.get(at)
    }

    pub(super) fn before(&self, at: usize) -> Option<&Token<'t>> {
        at.checked_sub(1).and_then(|i| self.list.get(i))
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The lower-case word at `at`; empty if there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        self.list.get(at).map_or("", Token::word)
    }

    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.list.get(at).is_some_and(|t| t.is_mark(mark))
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|t| t.kind == Kind::Number)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|t| t.kind == Kind::Word)
    }

    /// Whether white space, or nothing at all, stands before the token at `at`.
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        self.list.get(at).is_none_or(|t| t.spaced)
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = &Token<'t>> {
        self.list.iter().filter(|t| t.kind == Kind::Number)
    }

    /// The span from the token at `first` up to, and not with, the token at `next`.
    pub(super) fn span(&self, first: usize, next: usize) -> Span {
        let start = self.list.get(first).map_or(self.text.len(), |t| t.span.start);
        let end = self.before(next).map_or(start, |t| t.span.end);
        Span { start, end: end.max(start) }
    }

    /// The first token at or after `at` that begins another part, or the end.
    pub(super) fn part_end(&self, at: usize, limit: usize) -> usize {
        let part = self.get(at).map(|t| t.part);
        let stop = at.saturating_add(limit).min(self.len());
        (at..stop).find(|i| self.get(*i).map(|t| t.part) != part).unwrap_or(stop)
    }
}

/// Cuts `text` into tokens, in one pass.
pub(super) fn scan(text: &str) -> Tokens<'_> {
    // A token and a blank take some six bytes.
    let mut list: Vec<Token<'_>> = Vec::with_capacity(text.len().min(4096) / 5 + 2);
    let (mut cell, mut part, mut sentence) = (0, 0, 0);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() && c != '\n' {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let touching = if spaced { None } else { list.last().map(|t| t.kind) };
        let (kind, end) = token_at(text, at, c, touching);
        let piece = text.get(at..end).unwrap_or_default();
        let low = if kind == Kind::Word { in_lower_case(piece) } else { Cow::Borrowed("") };
        if matches!(c, '|' | '\n') {
            cell += 1;
        }
        if matches!(c, '|' | '\n' | ';' | '•') {
            part += 1;
        }
        if matches!(c, '|' | '\n' | ';' | '•') || ends_sentence(text, end, c, list.last()) {
            sentence += 1;
        }
        let span = Span { start: at, end };
        list.push(Token { kind, text: piece, low, span, spaced, cell, part, sentence });
        spaced = c == '\n';
        at = end;
    }
    Tokens { text, list }
}

fn in_lower_case(word: &str) -> Cow<'_, str> {
    let lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

fn token_at(text: &str, at: usize, c: char, touching: Option<Kind>) -> (Kind, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let second = rest.chars().nth(1);
    let leads_number = matches!(c, '.' | ',')
        && second.is_some_and(|d| d.is_ascii_digit())
        && touching.is_none_or(|kind| kind == Kind::Mark);
    if c.is_ascii_digit() || leads_number {
        (Kind::Number, at + number_len(rest))
    } else if c.is_alphabetic() {
        (Kind::Word, at + word_len(rest, touching == Some(Kind::Number)))
    } else {
        (Kind::Mark, at + c.len_utf8())
    }
}

fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut len = 1;
    loop {
        if digit(len) {
            len += 1;
        } else if matches!(bytes.get(len), Some(b'.' | b',' | b'\'')) && digit(len + 1) {
            len += 2;
        } else if rest.get(len..).is_some_and(|r| r.starts_with('’')) && digit(len + 3) {
            len += 4;
        } else {
            return len + closing_len(rest.get(len..).unwrap_or_default());
        }
    }
}

/// The length of `,-`, `,–`, `.--`, `,=`, `/-` and the like, if no digit follows.
fn closing_len(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else {
        return 0;
    };
    if !matches!(first, '.' | ',' | '/') {
        return 0;
    }
    let mut end = 1;
    let mut dashes = 0;
    for (at, c) in chars {
        let dash = matches!(c, '-' | '–' | '—' | '=');
        if !dash || dashes == 2 {
            let glued = c.is_ascii_digit() || dashes == 0;
            return if glued { 0 } else { end };
        }
        dashes += 1;
        end = at + c.len_utf8();
    }
    if dashes == 0 { 0 } else { end }
}

fn word_len(rest: &str, after_number: bool) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut since_point = 0;
    let mut last = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let joins = next.is_some_and(char::is_alphabetic);
        if c.is_alphanumeric() {
            let splits = c.is_ascii_digit()
                && (after_number
                    || currency::of_word_before(rest.get(..at).unwrap_or_default()).is_some());
            if splits {
                return at;
            }
            since_point += 1;
        } else if matches!(c, '\'' | '’' | '-') && joins && last.is_alphabetic() && !after_number
        {
            since_point = 2;
        } else if c == '.' && joins && since_point == 1 && is_single(rest, at + 1) {
            since_point = 0;
        } else {
            return at;
        }
        last = c;
    }
    rest.len()
}

/// Whether one letter stands alone at `at`, or what `p.` is short for: the `m` of `p.m.`, the `st`
/// of `p.st.`
fn is_single(rest: &str, at: usize) -> bool {
    let tail = rest.get(at..).unwrap_or_default();
    let end = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
    let segment = tail.get(..end).unwrap_or_default();
    let shortened = rest.starts_with('p') && matches!(segment, "st" | "mnd" | "jr" | "wk" | "pers");
    segment.chars().nth(1).is_none() && !segment.is_empty() || shortened
}

fn ends_sentence(text: &str, end: usize, c: char, before: Option<&Token<'_>>) -> bool {
    if !matches!(c, '.' | '!' | '?') {
        return false;
    }
    let mut after = text.get(end..).unwrap_or_default().chars();
    let spaced = after.next().is_none_or(char::is_whitespace);
    let abbreviated = before.is_some_and(|t| is_abbreviation(t.word()));
    spaced && !(c == '.' && abbreviated)
}

fn is_abbreviation(word: &str) -> bool {
    word.contains('.')
        || matches!(
            word,
            "approx"
                | "ca"
                | "c"
                | "excl"
                | "incl"
                | "ex"
                | "inc"
                | "min"
                | "max"
                | "mln"
                | "mio"
                | "mld"
                | "est"
                | "vs"
                | "etc"
                | "resp"
                | "p"
                | "rs"
                | "rp"
                | "avg"
                | "gem"
                | "plm"
                | "mnd"
                | "yr"
                | "mo"
                | "nr"
                | "no"
                | "st"
        )
}

#[cfg(test)]
mod tests {
    use super::scan;

    fn pieces(text: &str) -> Vec<&str> {
        scan(text).list.iter().map(|t| t.text).collect()
    }

    #[test]
    fn numbers_keep_their_separators_and_their_closing() {
        assert_eq!(pieces("€ 1.250,50 p/m"), ["€", "1.250,50", "p", "/", "m"]);
        assert_eq!(pieces("EUR 5,-, ok"), ["EUR", "5,-", ",", "ok"]);
        assert_eq!(pieces("€5,-10"), ["€", "5", ",", "-", "10"]);
        assert_eq!(pieces("1.250. Next"), ["1.250", ".", "Next"]);
        assert_eq!(pieces("$.50"), ["$", ".50"]);
        assert_eq!(pieces("Rs 500/- only"), ["Rs", "500/-", "only"]);
    }

    #[test]
    fn words_keep_hyphens_and_points_but_let_go_of_a_currency_code() {
        assert_eq!(pieces("one-time p.m. B2B"), ["one-time", "p.m", ".", "B2B"]);
        assert_eq!(pieces("EUR500 Rp5jt"), ["EUR", "500", "Rp", "5", "jt"]);
        assert_eq!(pieces("10k-20k"), ["10", "k", "-", "20", "k"]);
    }

    #[test]
    fn cells_parts_and_sentences_are_counted() {
        let tokens = scan("a. b; c | d approx. e");
        let places: Vec<_> = tokens.list.iter().map(|t| (t.cell, t.part, t.sentence)).collect();
        assert_eq!(places.first(), Some(&(0, 0, 0)));
        assert_eq!(places.get(2), Some(&(0, 0, 1)));
        assert_eq!(places.last(), Some(&(1, 2, 3)));
    }
}
