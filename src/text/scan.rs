//! One pass over a text: tokens, and from tokens the concepts that are met.

use super::bits::Bits;
use super::fold::fold_char;
use super::lexicon::{Lexicon, Mode, Sense, WordId, flag};

/// What stands between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Mark {
    /// End of a clause: full stop, question mark, dash, bracket.
    Clause = 0,
    /// Between items of a list: comma, semicolon, plus, bullet.
    Item = 1,
    /// Between cells of a table row.
    Cell = 2,
    /// A colon: a label ends.
    Colon = 3,
    /// Line break.
    Line = 4,
    /// An arrow.
    Arrow = 5,
    /// A percent sign.
    Percent = 6,
    /// A currency sign.
    Currency = 7,
    /// A number with separators, or of more than four digits.
    Number = 8,
    /// A word that is too long to be one.
    Unread = 9,
    /// Opening bracket.
    Open = 10,
    /// Closing bracket.
    Close = 11,
    /// A slash: between items, or within a term.
    Slash = 12,
}

const MARKS: [Mark; 13] = [
    Mark::Clause,
    Mark::Item,
    Mark::Cell,
    Mark::Colon,
    Mark::Line,
    Mark::Arrow,
    Mark::Percent,
    Mark::Currency,
    Mark::Number,
    Mark::Unread,
    Mark::Open,
    Mark::Close,
    Mark::Slash,
];

const CAPITAL: u32 = 1 << 31;
const BRAND: u32 = 1 << 30;
const FIRST_WORD: u32 = 16;

/// A word or a mark, in 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token(u32);

impl Token {
    fn mark(mark: Mark) -> Self {
        Self(mark as u32)
    }

    fn as_mark(self) -> Option<Mark> {
        MARKS.get((self.0 & !(CAPITAL | BRAND)) as usize).copied()
    }

    fn word(self) -> Option<WordId> {
        (self.0 & !(CAPITAL | BRAND)).checked_sub(FIRST_WORD)
    }
}

/// A byte range in a text: from `start` up to but not including `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

/// A text cut into tokens. Kept and refilled, so that no text allocates anew.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Words and marks in order.
    pub tokens: Vec<Token>,
    /// Where each token stands.
    pub spans: Vec<Span>,
    /// How many words only English, and how many only Dutch, uses as a function word.
    pub votes: [u32; 2],
    word: String,
}

/// Words longer than this are no words: nothing is looked up for them.
const LONGEST_WORD: usize = 64;

/// Cuts a text into tokens; replaces what `out` held, but not its votes.
pub fn tokenise(text: &str, lexicon: &mut Lexicon<'_>, out: &mut Scanned) {
    out.tokens.clear();
    out.spans.clear();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let start = at;
        if byte.is_ascii_digit() {
            at = number(text, at, lexicon, out);
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 && starts_word(text, at) {
            at = word(text, at, lexicon, out);
        } else {
            let length = if byte < 0x80 { 1 } else { char_at(text, at).map_or(1, char::len_utf8) };
            at += length;
            if let Some((mark, extra)) = mark_at(text, start) {
                at += extra;
                push(out, Token::mark(mark), start, at);
            }
        }
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn starts_word(text: &str, at: usize) -> bool {
    char_at(text, at).is_some_and(char::is_alphanumeric)
}

fn push(out: &mut Scanned, token: Token, start: usize, end: usize) {
    let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    out.tokens.push(token);
    out.spans.push(Span { start: limit(start), end: limit(end) });
}

/// The mark at a byte, and how many bytes more than its first character it takes.
fn mark_at(text: &str, at: usize) -> Option<(Mark, usize)> {
    let rest = &text.as_bytes()[at..];
    let next = rest.get(1).copied();
    Some(match rest[0] {
        b' ' | b'\'' | b'"' | b'_' | b'*' | b'`' => return None,
        b'-' if next == Some(b'>') => (Mark::Arrow, 1),
        b'=' if next == Some(b'>') => (Mark::Arrow, 1),
        b'-' if at > 0 && text.as_bytes()[at - 1] == b' ' && next == Some(b' ') => {
            (Mark::Clause, 0)
        }
        b'-' | b'&' => return None,
        b'.' if next.is_none_or(|b| b.is_ascii_whitespace() || b == b')') => (Mark::Clause, 0),
        b'.' => return None,
        b'!' | b'?' => (Mark::Clause, 0),
        b',' | b';' | b'+' => (Mark::Item, 0),
        b'/' => (Mark::Slash, 0),
        b'|' | b'\t' => (Mark::Cell, 0),
        b':' => (Mark::Colon, 0),
        b'\n' => (Mark::Line, 0),
        b'%' => (Mark::Percent, 0),
        b'$' => (Mark::Currency, 0),
        b'(' | b'[' | b'{' => (Mark::Open, 0),
        b')' | b']' | b'}' => (Mark::Close, 0),
        byte if byte < 0x80 => return None,
        _ => match char_at(text, at)? {
            '€' | '£' | '¥' | '₹' | '₦' | '₱' | '₫' | '₩' | '₺' | '₴' | '฿' | '₽' => {
                (Mark::Currency, 0)
            }
            '→' | '⇒' | '➔' | '➜' | '➡' | '⟶' | '↔' => (Mark::Arrow, 0),
            '–' | '—' => (Mark::Clause, 0),
            '•' | '·' | '▪' | '●' | '；' | '，' => (Mark::Item, 0),
            _ => return None,
        },
    })
}

/// Reads digits: short plain numbers are words (`24`, `7`), others one mark.
fn number(text: &str, start: usize, lexicon: &mut Lexicon<'_>, out: &mut Scanned) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut plain = true;
    while end < bytes.len() {
        let separator = matches!(bytes[end], b'.' | b',' | b'\'')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !separator {
            break;
        }
        plain &= !separator;
        end += 1;
    }
    // A letter right behind (`3d`, `10k`, `2x`) belongs to the same word.
    if plain && end - start <= 4 && starts_word(text, end) {
        return word(text, start, lexicon, out);
    }
    if plain && end - start <= 4 {
        let id = lexicon.id(&text[start..end]);
        push(out, Token(id.saturating_add(FIRST_WORD)), start, end);
    } else {
        push(out, Token::mark(Mark::Number), start, end);
    }
    end
}

fn word(text: &str, start: usize, lexicon: &mut Lexicon<'_>, out: &mut Scanned) -> usize {
    let bytes = text.as_bytes();
    out.word.clear();
    let mut end = start;
    let mut capital = false;
    let mut brand = false;
    let mut lower_before = false;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            let upper = byte.is_ascii_uppercase();
            capital |= upper && end == start;
            brand |= upper && lower_before;
            lower_before = byte.is_ascii_lowercase();
            if out.word.len() <= LONGEST_WORD {
                out.word.push(byte.to_ascii_lowercase() as char);
            }
            end += 1;
        } else if byte < 0x80 {
            // An apostrophe inside a word is no border: `don't`, `foto's`.
            let inside = byte == b'\'' && end + 1 < bytes.len() && starts_word(text, end + 1);
            if !inside {
                break;
            }
            end += 1;
        } else {
            let Some(c) = char_at(text, end) else { break };
            let apostrophe = c == '’' && starts_word(text, end + c.len_utf8());
            let invisible = super::fold::key(c.encode_utf8(&mut [0; 4])).is_empty();
            if c.is_alphanumeric() {
                capital |= c.is_uppercase() && end == start;
                if out.word.len() <= LONGEST_WORD {
                    fold_char(c, &mut out.word);
                }
            } else if !apostrophe && !(invisible && is_joiner(c)) {
                break;
            }
            lower_before = c.is_lowercase();
            end += c.len_utf8();
        }
    }
    let token = if out.word.is_empty() || out.word.len() > LONGEST_WORD {
        Token::mark(Mark::Unread)
    } else {
        let id = lexicon.id(&out.word);
        let flags = lexicon.words[id as usize].flags;
        if flags & (flag::STOP_EN | flag::STOP_NL) == flag::STOP_EN {
            out.votes[0] = out.votes[0].saturating_add(1);
        } else if flags & (flag::STOP_EN | flag::STOP_NL) == flag::STOP_NL {
            out.votes[1] = out.votes[1].saturating_add(1);
        }
        let mut token = id.saturating_add(FIRST_WORD);
        if capital {
            token |= CAPITAL;
        }
        if brand {
            token |= BRAND;
        }
        Token(token)
    };
    push(out, token, start, end.max(start + 1));
    end.max(start + 1)
}

/// Characters that may stand inside a word without being seen: combining marks, soft hyphens,
/// joiners.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
        || unicode_normalization::char::is_combining_mark(c)
}

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Concepts that are met.
    pub met: Bits,
    /// Concepts that are met negated.
    pub negated: Bits,
    /// Words that are neither stop words nor general words, numbers left out.
    pub content: u16,
    /// Items of the list that the text is; 1 for a text that is no list, 0 for no words.
    pub items: u16,
    /// Has an amount of money.
    pub amount: bool,
    /// Has a percentage.
    pub percent: bool,
    /// Has a number that is no amount of money.
    pub number: bool,
    /// Has a word written as a proper name.
    pub name: bool,
    /// Is a label with what belongs to it, or a table row.
    pub label: bool,
    /// Has an arrow.
    pub arrow: bool,
    /// Has a word that negates.
    pub negator: bool,
}

/// A negator reaches over this many words.
const NEGATION_REACH: u32 = 3;
/// `...` in a term stands for at most this many words.
const GAP: u32 = 3;

/// A phrase of which some words have been met.
#[derive(Clone, Copy)]
struct Open {
    phrase: u32,
    next: u16,
    /// The word number after which it is given up.
    until: u32,
    negated: bool,
    start: u32,
}

/// Finds the concepts in tokens, and adds the stems of content words to `stems`.
pub fn match_tokens(
    scanned: &Scanned,
    lexicon: &Lexicon<'_>,
    mode: Mode,
    stems: &mut Vec<u32>,
) -> Hits {
    let mut found = Finder::new(lexicon, mode);
    for (place, token) in scanned.tokens.iter().enumerate() {
        found.token(place, *token, stems, &mut |_, _, _, _| {});
    }
    found.finish()
}

/// The words that carry content, each with its stem as [`match_tokens`] gives it, in order of the
/// text.
pub fn content_words(scanned: &Scanned, lexicon: &Lexicon<'_>, mode: Mode) -> Vec<(u32, Span)> {
    let mut found = Finder::new(lexicon, mode);
    let mut stems = Vec::new();
    let mut words = Vec::new();
    for (place, token) in scanned.tokens.iter().enumerate() {
        found.token(place, *token, &mut stems, &mut |_, _, _, _| {});
        if let (Some(stem), Some(span)) = (stems.pop(), scanned.spans.get(place)) {
            words.push((stem, *span));
        }
    }
    words
}

/// The spans of the tokens that make any of the wanted concepts, in order of the text.
pub fn spans_of(
    scanned: &Scanned,
    lexicon: &Lexicon<'_>,
    mode: Mode,
    wanted: &Bits,
    negated: bool,
) -> Vec<Span> {
    let mut found = Finder::new(lexicon, mode);
    let mut spans: Vec<Span> = Vec::new();
    let mut stems = Vec::new();
    for (place, token) in scanned.tokens.iter().enumerate() {
        found.token(place, *token, &mut stems, &mut |from, to, bits, is_negated| {
            if is_negated == negated && bits.intersects(wanted) {
                let (Some(a), Some(b)) = (scanned.spans.get(from), scanned.spans.get(to)) else {
                    return;
                };
                spans.push(Span { start: a.start, end: b.end });
            }
        });
    }
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup();
    spans
}

struct Finder<'l, 'm> {
    lexicon: &'l Lexicon<'m>,
    mode: Mode,
    hits: Hits,
    open: Vec<Open>,
    words: u32,
    negated_until: u32,
    segment_content: bool,
    segment_start: bool,
    depth: u16,
    items: u16,
    cells: u16,
    capitals: u16,
    candidates: u16,
    before: Before,
}

/// What the token before was, for telling money from other numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Other,
    Currency,
    Number,
}

impl<'l, 'm> Finder<'l, 'm> {
    fn new(lexicon: &'l Lexicon<'m>, mode: Mode) -> Self {
        Self {
            lexicon,
            mode,
            hits: Hits::default(),
            open: Vec::new(),
            words: 0,
            negated_until: 0,
            segment_content: false,
            segment_start: true,
            depth: 0,
            items: 0,
            cells: 0,
            capitals: 0,
            candidates: 0,
            before: Before::Other,
        }
    }

    fn token(
        &mut self,
        place: usize,
        token: Token,
        stems: &mut Vec<u32>,
        hit: &mut impl FnMut(usize, usize, &Bits, bool),
    ) {
        if let Some(mark) = token.as_mark() {
            self.mark(mark);
        } else if let Some(id) = token.word() {
            self.word(place, token, id, stems, hit);
        }
    }

    fn mark(&mut self, mark: Mark) {
        let before = std::mem::replace(&mut self.before, Before::Other);
        match mark {
            Mark::Currency => {
                self.hits.amount |= before == Before::Number;
                self.before = Before::Currency;
                return;
            }
            Mark::Number => {
                self.number(before);
                return;
            }
            Mark::Percent => {
                self.hits.percent = true;
                return;
            }
            Mark::Unread => return,
            Mark::Slash => {
                // `24/7` and `and/or` can be one term, so no phrase is broken off here.
                self.segment_start = true;
                if before != Before::Number && self.depth == 0 {
                    self.end_segment();
                }
                return;
            }
            Mark::Arrow => self.hits.arrow = true,
            Mark::Cell => self.cells += 1,
            Mark::Open => self.depth = self.depth.saturating_add(1),
            Mark::Close => self.depth = self.depth.saturating_sub(1),
            Mark::Colon => {
                // What stands before the first colon names the rest and is no item of it.
                if self.items == 0 && self.segment_content {
                    self.hits.label = true;
                    self.segment_content = false;
                }
            }
            Mark::Item | Mark::Line | Mark::Clause => {}
        }
        self.negated_until = 0;
        self.segment_start = true;
        self.open.clear();
        if matches!(mark, Mark::Item | Mark::Line) && self.depth == 0 {
            self.end_segment();
        }
    }

    fn number(&mut self, before: Before) {
        if before == Before::Currency {
            self.hits.amount = true;
        } else {
            self.hits.number = true;
        }
        self.before = Before::Number;
        self.segment_start = false;
    }

    fn end_segment(&mut self) {
        if self.segment_content {
            self.items = self.items.saturating_add(1);
            self.segment_content = false;
        }
    }

    fn is(&self, flags: u16, en: u16, nl: u16) -> bool {
        let wanted = if self.mode == Mode::English { en } else { en | nl };
        flags & wanted != 0
    }

    fn word(
        &mut self,
        place: usize,
        token: Token,
        id: WordId,
        stems: &mut Vec<u32>,
        hit: &mut impl FnMut(usize, usize, &Bits, bool),
    ) {
        let Some(word) = self.lexicon.words.get(id as usize) else { return };
        self.words += 1;
        let flags = word.flags;
        let before = std::mem::replace(&mut self.before, Before::Other);
        if flags & flag::CURRENCY != 0 {
            self.hits.amount |= before == Before::Number;
            self.before = Before::Currency;
        } else if flags & flag::NUMBER != 0 {
            self.number(before);
        }
        let negated = self.words <= self.negated_until;
        if word.sets != 0 {
            let [en, nl] = &self.lexicon.sets[word.sets as usize - 1];
            let mut sense = *en;
            if self.mode == Mode::Both {
                sense.union(nl);
            }
            if !sense.met.is_empty() {
                hit(place, place, self.meet(&sense, negated), negated);
            }
        }
        if word.atoms.1 > 0 || !self.open.is_empty() {
            self.phrases(place, word.atoms, negated, hit);
        }
        if self.is(flags, flag::NEGATOR_EN, flag::NEGATOR_NL) {
            self.negated_until = self.words + NEGATION_REACH;
            self.hits.negator = true;
        }
        let joins = flags & flag::CONJUNCTION != 0;
        let stop = self.is(flags, flag::STOP_EN, flag::STOP_NL);
        if joins && self.depth == 0 {
            self.end_segment();
        } else if !stop && flags & flag::NUMBER == 0 {
            self.segment_content = true;
            self.content(token, word.sets != 0, flags, word.stems, stems);
        }
        self.segment_start = false;
    }

    fn content(
        &mut self,
        token: Token,
        known: bool,
        flags: u16,
        word_stems: [u32; 2],
        stems: &mut Vec<u32>,
    ) {
        if self.is(flags, flag::GENERAL_EN, flag::GENERAL_NL) {
            return;
        }
        self.hits.content = self.hits.content.saturating_add(1);
        stems.push(word_stems[usize::from(self.mode == Mode::Both)]);
        if token.0 & BRAND != 0 {
            self.hits.name = true;
        }
        if !self.segment_start {
            self.candidates = self.candidates.saturating_add(1);
            if token.0 & CAPITAL != 0 && !known {
                self.capitals = self.capitals.saturating_add(1);
            }
        }
    }

    /// Notes what a term brings; returns the concepts that it counts for.
    fn meet<'s>(&mut self, sense: &'s Sense, negated: bool) -> &'s Bits {
        if negated {
            self.hits.negated.union(&sense.denied);
            &sense.denied
        } else {
            self.hits.met.union(&sense.met);
            &sense.met
        }
    }

    fn phrases(
        &mut self,
        place: usize,
        atoms: (u32, u16),
        negated: bool,
        hit: &mut impl FnMut(usize, usize, &Bits, bool),
    ) {
        let from = atoms.0 as usize;
        let mine = self.lexicon.atoms.get(from..from + atoms.1 as usize).unwrap_or_default();
        let matcher = self.lexicon.matcher;
        let mut met: Vec<Open> = Vec::new();
        let mut kept: Vec<Open> = Vec::new();
        for open in &self.open {
            let phrase = &matcher.phrases[open.phrase as usize];
            let Some((atom, _)) = phrase.rest.get(usize::from(open.next)) else { continue };
            if mine.contains(atom) {
                let mut open = *open;
                open.next += 1;
                match phrase.rest.get(usize::from(open.next)) {
                    None => met.push(open),
                    Some((_, gap)) => {
                        open.until = self.words + 1 + if *gap { GAP } else { 0 };
                        kept.push(open);
                    }
                }
            } else if open.until > self.words {
                kept.push(*open);
            }
        }
        for atom in mine {
            for number in matcher.first_of(*atom) {
                let phrase = &matcher.phrases[*number as usize];
                if self.mode == Mode::English && phrase.tongue != super::lexicon::Tongue::En {
                    continue;
                }
                let gap = phrase.rest.first().is_some_and(|(_, gap)| *gap);
                let until = self.words + 1 + if gap { GAP } else { 0 };
                let start = u32::try_from(place).unwrap_or(u32::MAX);
                kept.push(Open { phrase: *number, next: 0, until, negated, start });
            }
        }
        for open in met {
            let sense = &matcher.phrases[open.phrase as usize].sense;
            hit(open.start as usize, place, self.meet(sense, open.negated), open.negated);
        }
        self.open = kept;
    }

    fn finish(mut self) -> Hits {
        self.end_segment();
        self.hits.items = if self.cells > 0 { self.items.min(1) } else { self.items };
        self.hits.label |= self.cells > 0;
        // In text written in Title Case a capital says nothing.
        if self.capitals > 0 && self.capitals * 2 <= self.candidates.max(2) {
            self.hits.name = true;
        }
        self.hits
    }
}
