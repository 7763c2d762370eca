//! The words of a text by their stems.

use super::letter_runs::{eight, for_each_run, small};
use crate::text::fold_char;

/// A word counts by its first letters, so that `collaborate` and `collaboration` are one, in any
/// language that inflects at the end. Six did best of four to seven, on canvases in six languages.
const STEM: usize = 6;
/// Words up to this many letters are mostly articles and prepositions, in every language that
/// canvases were met in. They count when there are no others, and when they hold a digit.
const SHORT: usize = 2;
/// More of a text than this, in bytes, does not change which text it is like.
const LONGEST: usize = 6_000;

/// The stems of a plain text, short words apart.
pub(super) fn plain_words(text: &[u8], mut meet: impl FnMut(u64), short: &mut Vec<u64>) {
    for_each_run::<false>(text, |from, to| {
        let (first, length) = (small(eight(text, from)), to - from);
        let stem = plain_stem(first, length);
        if length > SHORT || text[from..to].iter().any(u8::is_ascii_digit) {
            meet(stem);
        } else {
            short.push(stem);
        }
    });
}

/// The stem of a word of so many plain letters, one at least, from its first eight bytes: its first
/// six letters, [`joined`].
fn plain_stem(bytes: u64, length: usize) -> u64 {
    let bytes = bytes.swap_bytes() >> (64 - 8 * length.clamp(1, STEM));
    // From eight bits each to nine: two, then three of those.
    let two = (bytes & 0x00ff_00ff_00ff) | (bytes & 0xff00_ff00_ff00) << 1;
    two & 0xffff | (two & 0xffff_0000) << 2 | (two & 0xffff_0000_0000) << 4
}

/// The same of a text that was folded.
pub(super) fn folded_words(text: &str, mut meet: impl FnMut(u64), short: &mut Vec<u64>) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let (mut stem, mut length, mut digit) = (0, 0, false);
        for c in word.chars() {
            if length < STEM {
                stem = joined(stem, u32::from(c));
            }
            length += 1;
            digit |= c.is_numeric();
        }
        if length > SHORT || digit {
            meet(stem);
        } else {
            short.push(stem);
        }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{folded_words, plain_words};

    proptest! {
        #[test]
        fn plain_text_has_the_same_words_read_either_way(text in "([ -~]{0,9}|[a-zA-Z0-9]{1,20} ){0,9}") {
            let (mut plain, mut folded) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
            plain_words(text.as_bytes(), |stem| plain.0.push(stem), &mut plain.1);
            let lower = text.to_ascii_lowercase();
            folded_words(&lower, |stem| folded.0.push(stem), &mut folded.1);
            prop_assert_eq!(plain, folded);
        }
    }
}
