//! A text cut into words and marks.

use super::fold::fold_char;
use super::lexicon::{Lexicon, Short, WordId, flag};

/// What stands between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Mark {
    /// End of a clause: full stop, question mark, exclamation mark.
    Clause,
    /// Between items of a list: comma, semicolon, plus, bullet.
    Item,
    /// Between cells of a table row.
    Cell,
    /// A colon: a label ends.
    Colon,
    /// A dash between blanks, or a long one.
    Dash,
    /// Line break.
    Line,
    /// An arrow.
    Arrow,
    /// A percent sign.
    Percent,
    /// A currency sign.
    Currency,
    /// A number with separators, or of more than four digits.
    Number,
    /// A word that is too long to be one.
    Unread,
    /// Opening bracket.
    Open,
    /// Closing bracket.
    Close,
    /// A slash: between items, or within a term.
    Slash,
}

const MARKS: [Mark; 14] = [
    Mark::Clause,
    Mark::Item,
    Mark::Cell,
    Mark::Colon,
    Mark::Dash,
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
    const fn mark(mark: Mark) -> Self {
        Self(mark as u32)
    }

    pub(super) fn as_mark(self) -> Option<Mark> {
        MARKS.get((self.0 & !(CAPITAL | BRAND)) as usize).copied()
    }

    pub(super) const fn word(self) -> Option<WordId> {
        (self.0 & !(CAPITAL | BRAND)).checked_sub(FIRST_WORD)
    }

    /// Whether it begins with a capital.
    pub(super) const fn is_capital(self) -> bool {
        self.0 & CAPITAL != 0
    }

    /// Whether it has a capital after a small letter.
    pub(super) const fn is_brand(self) -> bool {
        self.0 & BRAND != 0
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
    /// Where each token stands; empty when that was not asked for.
    pub spans: Vec<Span>,
    /// How many words only English, and how many only Dutch, uses as a function word.
    pub votes: [u32; 2],
    word: String,
    placed: bool,
}

/// Words longer than this are no words: nothing is looked up for them.
const LONGEST_WORD: usize = 64;

/// Cuts a text into tokens; replaces what `out` held, but not its votes.
pub fn tokenise(text: &str, lexicon: &mut Lexicon<'_>, out: &mut Scanned) {
    out.placed = true;
    cut(text, lexicon, out);
}

/// The same without noting where the tokens stand, which only quoting asks for.
pub fn tokenise_only(text: &str, lexicon: &mut Lexicon<'_>, out: &mut Scanned) {
    out.placed = false;
    cut(text, lexicon, out);
}

fn cut(text: &str, lexicon: &mut Lexicon<'_>, out: &mut Scanned) {
    out.tokens.clear();
    out.spans.clear();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let start = at;
        if byte == b' ' {
            at += 1;
        } else if byte.is_ascii_digit() {
            at = number(text, at, lexicon, out);
        } else if byte.is_ascii_alphabetic() {
            at = match short_word(bytes, at) {
                Some((key, length)) => known_word(text, at, (key, length), lexicon, out),
                None => word(text, at, lexicon, out),
            };
        } else if byte >= 0x80 && starts_word(text, at) {
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

/// A number that stands for the words of a short text, whatever their case, accents and the signs
/// between them; `None` when it has more than 24 tokens, or numbers with separators.
///
/// It does not depend on what the lexicon has met before.
#[must_use]
pub fn fingerprint(scanned: &Scanned, lexicon: &Lexicon<'_>) -> Option<u64> {
    if scanned.tokens.len() > 24 {
        return None;
    }
    let mut print = 0xcbf2_9ce4_8422_2325_u64;
    for token in &scanned.tokens {
        match (token.as_mark(), token.word()) {
            (Some(Mark::Number | Mark::Unread | Mark::Currency), _) => return None,
            (None, Some(id)) => {
                let name = lexicon.names.get(id as usize).copied().unwrap_or(0);
                print = (print.rotate_left(5) ^ name).wrapping_mul(0x0100_0000_01b3);
            }
            _ => {}
        }
    }
    Some(print)
}

/// The first word of a text, as a number that does not depend on what the lexicon has met before;
/// `None` when it has no word.
#[must_use]
pub fn first_word(scanned: &Scanned, lexicon: &Lexicon<'_>) -> Option<u64> {
    let id = scanned.tokens.iter().find_map(|token| token.word())?;
    lexicon.names.get(id as usize).copied()
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn starts_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if *byte < 0x80 => byte.is_ascii_alphanumeric(),
        _ => char_at(text, at).is_some_and(char::is_alphanumeric),
    }
}

fn push(out: &mut Scanned, token: Token, start: usize, end: usize) {
    let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    out.tokens.push(token);
    if !out.placed {
        return;
    }
    out.spans.push(Span { start: limit(start), end: limit(end) });
}

/// The mark at a byte, and how many bytes more than its first character it takes.
fn mark_at(text: &str, at: usize) -> Option<(Mark, usize)> {
    let rest = &text.as_bytes()[at..];
    let next = rest.get(1).copied();
    Some(match rest[0] {
        b'-' | b'=' if next == Some(b'>') => (Mark::Arrow, 1),
        b'-' if at > 0 && text.as_bytes()[at - 1] == b' ' && next == Some(b' ') => (Mark::Dash, 0),
        b'.' if next.is_none_or(|b| b.is_ascii_whitespace() || b == b')') => (Mark::Clause, 0),
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
            '–' | '—' => (Mark::Dash, 0),
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
    if !plain || end - start > 4 {
        push(out, Token::mark(Mark::Number), start, end);
        return end;
    }
    // A letter right behind (`3d`, `10k`, `2x`) belongs to the same word.
    if starts_word(text, end) {
        return word(text, start, lexicon, out);
    }
    let id = lexicon.id(&text[start..end]);
    push(out, Token(id.saturating_add(FIRST_WORD)), start, end);
    end
}

/// The bytes of the word that begins here, zeros behind them, and how many they are; `None` when it
/// is longer than 15, or goes on with an apostrophe or a character that is not ASCII.
fn short_word(bytes: &[u8], at: usize) -> Option<(u128, usize)> {
    let here = match bytes.get(at..at + 16) {
        Some(whole) => u128::from_le_bytes(whole.try_into().ok()?),
        None => {
            let rest = bytes.get(at..)?;
            let mut padded = [0; 16];
            padded.get_mut(..rest.len())?.copy_from_slice(rest);
            u128::from_le_bytes(padded)
        }
    };
    let others = not_alphanumeric(here);
    if others == 0 {
        return None;
    }
    let length = (others.trailing_zeros() / 8) as usize;
    let bits = length * 8;
    let next = (here >> bits) as u8;
    if next == b'\'' || next >= 0x80 {
        return None;
    }
    Some((here & ((1 << bits) - 1), length))
}

/// The high bit of each byte that is no ASCII letter or digit, the others zero.
///
/// Adding to a byte below 0x80 what it lacks to 0x80 sets its high bit when it is large enough, so
/// two additions tell whether it is within a range (after Lamport 1975, multiple byte processing
/// with full-word instructions).
const fn not_alphanumeric(bytes: u128) -> u128 {
    const ONES: u128 = u128::MAX / 255;
    const HIGH: u128 = ONES * 0x80;
    const LOW: u128 = ONES * 0x7f;
    let plain = bytes & LOW;
    let lower = plain | (ONES * 0x20);
    let letter = (lower + ONES * (0x80 - b'a' as u128)) & !(lower + ONES * (0x7f - b'z' as u128));
    let digit = (plain + ONES * (0x80 - b'0' as u128)) & !(plain + ONES * (0x7f - b'9' as u128));
    (!(letter | digit) & HIGH) | (bytes & HIGH)
}

/// A short word: as it was remembered, else read and remembered.
fn known_word(
    text: &str,
    start: usize,
    (key, length): (u128, usize),
    lexicon: &mut Lexicon<'_>,
    out: &mut Scanned,
) -> usize {
    let slot = Lexicon::slot(key);
    if let Some(known) = lexicon.short.get(slot).filter(|known| known.key == key) {
        push(out, Token(known.token), start, start + length);
        out.votes[0] += u32::from(known.votes[0]);
        out.votes[1] += u32::from(known.votes[1]);
        return start + length;
    }
    let before = out.votes;
    let end = word(text, start, lexicon, out);
    if let (Some(token), Some(known)) = (out.tokens.last(), lexicon.short.get_mut(slot)) {
        let votes = [0, 1].map(|tongue| u8::from(out.votes[tongue] > before[tongue]));
        *known = Short { key, token: token.0, votes };
    }
    end
}

fn word(text: &str, start: usize, lexicon: &mut Lexicon<'_>, out: &mut Scanned) -> usize {
    out.word.clear();
    let (end, capital, brand) = read_word(text, start, &mut out.word);
    let token = if out.word.is_empty() || out.word.len() > LONGEST_WORD {
        Token::mark(Mark::Unread)
    } else {
        let id = lexicon.id(&out.word);
        let flags = lexicon.words.get(id as usize).map_or(0, |word| word.flags);
        match flags & (flag::STOP_EN | flag::STOP_NL) {
            flag::STOP_EN => out.votes[0] = out.votes[0].saturating_add(1),
            flag::STOP_NL => out.votes[1] = out.votes[1].saturating_add(1),
            _ => {}
        }
        let capital = if capital { CAPITAL } else { 0 };
        let brand = if brand { BRAND } else { 0 };
        Token(id.saturating_add(FIRST_WORD) | capital | brand)
    };
    let end = end.max(start + 1);
    push(out, token, start, end);
    end
}

/// Appends the folded word at `start` to `word`; returns where it ends, whether it begins with a
/// capital, and whether a capital follows a small letter in it.
fn read_word(text: &str, start: usize, word: &mut String) -> (usize, bool, bool) {
    let bytes = text.as_bytes();
    let mut end = start;
    let (mut capital, mut brand, mut lower_before) = (false, false, false);
    // Most words are small ASCII letters, perhaps after one capital: those are copied whole.
    let plain = bytes[start..].iter().skip(1).take_while(|byte| byte.is_ascii_lowercase()).count();
    if bytes[start].is_ascii_alphabetic() && plain < LONGEST_WORD {
        end += 1 + plain;
        capital = bytes[start].is_ascii_uppercase();
        lower_before = plain > 0 || !capital;
        word.push_str(&text[start..end]);
        word.make_ascii_lowercase();
    }
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            let upper = byte.is_ascii_uppercase();
            capital |= upper && end == start;
            brand |= upper && lower_before;
            lower_before = byte.is_ascii_lowercase();
            if word.len() <= LONGEST_WORD {
                word.push(byte.to_ascii_lowercase() as char);
            }
            end += 1;
        } else if byte < 0x80 {
            // An apostrophe inside a word is no border: `don't`, `foto's`.
            if byte != b'\'' || !starts_word(text, end + 1) {
                break;
            }
            end += 1;
        } else {
            let Some(c) = char_at(text, end) else { break };
            if c.is_alphanumeric() {
                capital |= c.is_uppercase() && end == start;
                if word.len() <= LONGEST_WORD {
                    fold_char(c, word);
                }
            } else if !(is_joiner(c) || c == '’' && starts_word(text, end + c.len_utf8())) {
                break;
            }
            lower_before = c.is_lowercase();
            end += c.len_utf8();
        }
    }
    (end, capital, brand)
}

/// Characters that may stand inside a word without being seen: combining marks, soft hyphens,
/// joiners.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
        || unicode_normalization::char::is_combining_mark(c)
}
