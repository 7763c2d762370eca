//! Where plain text has letters and digits, eight bytes at a time.

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES * 0x80;

/// Eight bytes of a text from a place within it on, the first in the lowest byte; zeros behind its
/// end.
#[inline]
pub(super) fn eight(text: &[u8], at: usize) -> u64 {
    let last = text.len().saturating_sub(8);
    match text.get(at.min(last)..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => u64::from_le_bytes(*bytes) >> (8 * (at.saturating_sub(last) & 7)),
        None => {
            let rest = text.get(at..).unwrap_or_default();
            rest.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
        }
    }
}

/// Whether a text is plain: ASCII.
pub(super) fn is_plain(text: &[u8]) -> bool {
    let (eights, rest) = text.as_chunks::<8>();
    let all = eights.iter().fold(0, |all, bytes| all | u64::from_le_bytes(*bytes));
    let last = if rest.is_empty() { 0 } else { eight(text, text.len() - rest.len()) };
    (all | last) & HIGH == 0
}

/// How many bytes two texts begin with alike.
pub(super) fn same_start(a: &[u8], b: &[u8]) -> usize {
    let (x, y) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    let whole = 8 * x.iter().zip(y).take_while(|(x, y)| x == y).count();
    whole + a[whole..].iter().zip(&b[whole..]).take_while(|(x, y)| x == y).count()
}

/// Eight bytes of plain text with capitals as small letters; digits as they are, which have the bit
/// that makes a letter small. What is neither may become something else.
pub(super) const fn small(bytes: u64) -> u64 {
    bytes | (ONES * 0x20)
}

/// The high bit of each byte that lies between two, both included; all are below 0x80.
///
/// Adding to a byte what it lacks to 0x80 sets its high bit when it is large enough, so two
/// additions tell whether it is within a range (after Lamport 1975, multiple byte processing with
/// full-word instructions).
const fn between(bytes: u64, first: u8, last: u8) -> u64 {
    let reaches = bytes + ONES * (0x80 - first as u64);
    let exceeds = bytes + ONES * (0x7f - last as u64);
    reaches & !exceeds & HIGH
}

/// The high bit of each byte that is a letter or a digit.
const fn alphanumeric(bytes: u64) -> u64 {
    between(small(bytes), b'a', b'z') | between(bytes, b'0', b'9')
}

/// How many letters and digits plain text has.
pub(super) fn count(text: &[u8]) -> usize {
    // Each byte of a number counts up to 255.
    let counted = text.chunks(8 * 255).map(|part| {
        let (eights, rest) = part.as_chunks::<8>();
        let mut counts = alphanumeric(eight(rest, 0)) >> 7;
        for bytes in &eights[..eights.len().min(254)] {
            counts += alphanumeric(u64::from_le_bytes(*bytes)) >> 7;
        }
        let last = eights.get(254).map_or(0, |bytes| alphanumeric(u64::from_le_bytes(*bytes)));
        sum(counts) + sum(last >> 7)
    });
    counted.sum::<u64>() as usize
}

/// The sum of eight bytes.
const fn sum(bytes: u64) -> u64 {
    const EVERY_OTHER: u64 = 0x00ff_00ff_00ff_00ff;
    let two = (bytes & EVERY_OTHER) + (bytes >> 8 & EVERY_OTHER);
    two.wrapping_mul(0x0001_0001_0001_0001) >> 48
}

/// Calls for each run of letters and digits in plain text, with where it begins and where it ends.
/// The low line counts as a letter when that is asked for.
#[inline]
pub(super) fn for_each_run<const LOW_LINE: bool>(text: &[u8], mut call: impl FnMut(usize, usize)) {
    let bits = |bytes: u64| {
        let low_line = if LOW_LINE { between(bytes, b'_', b'_') } else { 0 };
        // Gathers the high bits: each is moved to its place by one bit of the factor.
        ((alphanumeric(bytes) | low_line) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    };
    let (mut within, mut from) = (0, 0);
    // One more when the text fills its last: what is behind its end is no letter.
    for start in (0..=text.len()).step_by(64) {
        // A bit for each byte.
        let mut letters = 0;
        if let Some(part) = text.get(start..).and_then(<[u8]>::first_chunk::<64>) {
            for bytes in part.as_chunks::<8>().0.iter().rev() {
                letters = letters << 8 | bits(u64::from_le_bytes(*bytes));
            }
        } else {
            for at in (start..text.len()).step_by(8) {
                letters |= bits(eight(text, at)) << (at - start);
            }
        }
        // The letters that follow none and the others that follow a letter, by turns.
        let mut turns = letters ^ (letters << 1 | within);
        while turns != 0 {
            let at = start + turns.trailing_zeros() as usize;
            turns &= turns - 1;
            if within == 1 {
                call(from, at);
            }
            (within, from) = (1 - within, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{count, eight, for_each_run, is_plain, small};

    proptest! {
        #[test]
        fn runs_are_those_that_a_byte_by_byte_look_finds(
            text in "([ -~]{0,12}|[a-z]{60,70}|[a-z]{120,140}| {60,70}){0,4}",
            low_line: bool,
        ) {
            let is_letter = |byte: char| byte.is_ascii_alphanumeric() || (low_line && byte == '_');
            let others = text.split(|byte| !is_letter(byte)).filter(|run| !run.is_empty());
            let mut runs = Vec::new();
            let call = |from: usize, to: usize| runs.push(&text[from..to]);
            match low_line {
                true => for_each_run::<true>(text.as_bytes(), call),
                false => for_each_run::<false>(text.as_bytes(), call),
            }
            prop_assert_eq!(runs, others.collect::<Vec<_>>());
        }

        #[test]
        fn eight_bytes_are_those_that_stand_there(text in "[ -~é]{0,20}", at in 0_usize..20) {
            let bytes = text.as_bytes();
            let at = at.min(bytes.len().saturating_sub(1));
            let mut here = [0; 8];
            let count = bytes.len().min(at + 8) - at;
            here[..count].copy_from_slice(&bytes[at..at + count]);
            prop_assert_eq!(eight(bytes, at).to_le_bytes(), here);
            prop_assert_eq!(is_plain(bytes), text.is_ascii());
        }

        #[test]
        fn letters_are_counted_in_short_and_long_texts(text in "([ -~]{0,9}|[a-z]{2000,2100}){0,4}") {
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
            prop_assert_eq!(count(text.as_bytes()), letters);
        }
    }

    #[test]
    fn capitals_become_small_letters_and_digits_stay() {
        assert_eq!(small(eight(b"AbZ09z", 0)).to_le_bytes()[..6], *b"abz09z");
    }
}
