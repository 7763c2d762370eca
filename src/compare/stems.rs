//! The words of a text by their stems.

use crate::text::fold_char;

/// A word counts by its first letters, so that `collaborate` and `collaboration` are one, in any
/// language that inflects at the end. Six did best of four to seven, on canvases in six languages.
const STEM: usize = 6;
/// Words up to this many letters are mostly articles and prepositions, in every language that
/// canvases were met in. They count when there are no others, and when they hold a digit.
const SHORT: usize = 2;
/// More of a text than this, in bytes, does not change which text it is like.
const LONGEST: usize = 6_000;

/// How many letters and digits a text has, and the sum of them. Texts of other tallies have other
/// letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) count: usize,
    sum: u64,
}

/// The stems of a plain text, short words apart; the tally of its letters and digits.
pub(super) fn plain_words(text: &[u8], meet: &mut impl FnMut(u64), short: &mut Vec<u64>) -> Tally {
    let mut tally = Tally::default();
    let mut at = 0;
    while at < text.len() {
        let first = Eight::at(text, at);
        let mut eight = first;
        let mut length = eight.count;
        tally.sum += eight.sum();
        while eight.count == 8 {
            at += 8;
            eight = Eight::at(text, at);
            length += eight.count;
            tally.sum += eight.sum();
        }
        // What ended the word is no letter.
        at += eight.count + 1;
        tally.count += length;
        if length > SHORT || first.any_digit_of_two() {
            meet(first.stem());
        } else if length > 0 {
            short.push(first.stem());
        }
    }
    tally
}

/// The same of a text that was folded.
pub(super) fn folded_words(text: &str, meet: &mut impl FnMut(u64), short: &mut Vec<u64>) -> Tally {
    let mut tally = Tally::default();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let (mut stem, mut length, mut digit) = (0, 0, false);
        for c in word.chars() {
            if length < STEM {
                stem = joined(stem, u32::from(c));
            }
            tally.sum += u64::from(c);
            length += 1;
            digit |= c.is_numeric();
        }
        tally.count += length;
        if length > SHORT || digit {
            meet(stem);
        } else {
            short.push(stem);
        }
    }
    tally
}

/// Up to eight letters and digits that follow one another in plain text, in lower case, the first
/// in the lowest byte; zeros behind them.
#[derive(Clone, Copy)]
struct Eight {
    bytes: u64,
    count: usize,
}

impl Eight {
    /// Those that begin at a place.
    ///
    /// Adding to a byte below 0x80 what it lacks to 0x80 sets its high bit when it is large enough,
    /// so two additions tell whether it is within a range (after Lamport 1975, multiple byte
    /// processing with full-word instructions).
    fn at(text: &[u8], at: usize) -> Self {
        const ONES: u64 = u64::MAX / 255;
        const HIGH: u64 = ONES * 0x80;
        let here = match text.get(at..at + 8).and_then(|bytes| bytes.first_chunk()) {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => {
                let rest = text.get(at..).unwrap_or_default();
                rest.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
            }
        };
        // A digit has the bit that makes a letter small.
        let lower = here | (ONES * 0x20);
        let within = |bytes: u64, first: u8, last: u8| {
            (bytes + ONES * u64::from(0x80 - first)) & !(bytes + ONES * u64::from(0x7f - last))
        };
        let others = !(within(lower, b'a', b'z') | within(here, b'0', b'9')) & HIGH;
        if others == 0 {
            return Self { bytes: lower, count: 8 };
        }
        let bits = others.trailing_zeros() & !7;
        Self { bytes: lower & ((1 << bits) - 1), count: (bits / 8) as usize }
    }

    fn sum(self) -> u64 {
        const EVERY_OTHER: u64 = 0x00ff_00ff_00ff_00ff;
        let two = (self.bytes & EVERY_OTHER) + (self.bytes >> 8 & EVERY_OTHER);
        two.wrapping_mul(0x0001_0001_0001_0001) >> 48
    }

    /// Whether one of the first two is a digit.
    fn any_digit_of_two(self) -> bool {
        let is_digit = |byte: u64| (byte & 0xff).wrapping_sub(u64::from(b'0')) < 10;
        is_digit(self.bytes) || is_digit(self.bytes >> 8)
    }

    /// The first six, [`joined`].
    const fn stem(self) -> u64 {
        let count = if self.count < STEM { self.count } else { STEM };
        if count == 0 {
            return 0;
        }
        let bytes = self.bytes.swap_bytes() >> (64 - 8 * count);
        // From eight bits each to nine: two, then three of those.
        let two = (bytes & 0x00ff_00ff_00ff) | (bytes & 0xff00_ff00_ff00) << 1;
        two & 0xffff | (two & 0xffff_0000) << 2 | (two & 0xffff_0000_0000) << 4
    }
}

/// A stem with one letter more. Six plain letters leave each its own bits.
fn joined(stem: u64, c: u32) -> u64 {
    stem.rotate_left(9) ^ u64::from(c)
}

/// As much of a plain text as counts.
pub(super) fn counting(text: &str) -> &str {
    text.get(..LONGEST).unwrap_or(text)
}

/// Appends as much of a text as counts, folded.
pub(super) fn fold_onto(text: &str, folded: &mut String) {
    let most = folded.len() + LONGEST;
    for c in text.chars() {
        if folded.len() > most {
            break;
        }
        fold_char(c, folded);
    }
}

/// The hashes of a text's stems, in its order, without short words.
pub(super) fn stems(text: &str, out: &mut Vec<u64>) {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let (hash, letters, digit) = stem(word);
        if letters > SHORT || digit {
            out.push(hash);
        }
    }
}

pub(super) const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of a hash (FNV-1a).
pub(super) fn mixed(hash: u64, c: u32) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
}

/// The hash of a word's first letters, how many letters it has, whether one is a digit.
fn stem(word: &str) -> (u64, usize, bool) {
    let mut hash = FNV_START;
    let (mut letters, mut digit) = (0, false);
    for c in word.chars() {
        if letters < STEM {
            hash = mixed(hash, u32::from(c));
        }
        letters += 1;
        digit |= c.is_numeric();
    }
    (hash, letters, digit)
}
