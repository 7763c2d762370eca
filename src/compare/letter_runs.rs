//! Where plain text has letters and digits, eight bytes at a time.

const ONES: u64 = u64::MAX / 255;
const HIGH: u64 = ONES * 0x80;

/// Eight bytes of plain text from a place on, the first in the lowest byte; zeros behind its end.
pub(super) fn eight(text: &[u8], at: usize) -> u64 {
    match text.get(at..at + 8).and_then(|bytes| bytes.first_chunk()) {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => {
            let rest = text.get(at..).unwrap_or_default();
            rest.iter().rev().fold(0, |bytes, byte| bytes << 8 | u64::from(*byte))
        }
    }
}

/// Eight bytes of plain text with capitals as small letters; digits as they are, which have the bit
/// that makes a letter small. What is neither may become something else.
pub(super) const fn small(bytes: u64) -> u64 {
    bytes | ONES * 0x20
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
pub(super) const fn sum(bytes: u64) -> u64 {
    const EVERY_OTHER: u64 = 0x00ff_00ff_00ff_00ff;
    let two = (bytes & EVERY_OTHER) + (bytes >> 8 & EVERY_OTHER);
    two.wrapping_mul(0x0001_0001_0001_0001) >> 48
}

/// Where plain text has letters and digits: a bit for each byte. Kept and refilled.
#[derive(Default)]
pub(super) struct LetterRuns(Vec<u64>);

impl LetterRuns {
    /// Reads a text; `low_line` counts as a letter when it is asked for.
    pub(super) fn read(&mut self, text: &[u8], low_line: bool) {
        self.0.clear();
        let low = if low_line { b'_' } else { b'a' };
        let bits = |bytes: u64| {
            let within = alphanumeric(bytes) | between(bytes, low, low);
            // Gathers the high bits: each is moved to its place by one bit of the factor.
            (within >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
        };
        for part in text.chunks(64) {
            let (eights, rest) = part.as_chunks::<8>();
            let last = bits(eight(rest, 0)) << (eights.len() % 8 * 8);
            let all = eights
                .iter()
                .rev()
                .fold(0, |all, eight| all << 8 | bits(u64::from_le_bytes(*eight)));
            self.0.push(if rest.is_empty() { all } else { all | last });
        }
        // Nothing stands behind the end.
        self.0.push(0);
    }

    /// How much room is held.
    pub(super) const fn room(&self) -> usize {
        self.0.capacity()
    }

    fn from(&self, at: usize) -> Option<u64> {
        self.0.get(at / 64).map(|bits| bits >> (at % 64))
    }

    /// Whether there is a letter.
    pub(super) fn has(&self, at: usize) -> bool {
        self.from(at).is_some_and(|bits| bits & 1 == 1)
    }

    /// The first letter from a place on.
    pub(super) fn start(&self, at: usize) -> Option<usize> {
        let bits = self.from(at)?;
        if bits != 0 {
            return Some(at + bits.trailing_zeros() as usize);
        }
        let next = at / 64 + 1;
        let empty = self.0.get(next..)?.iter().take_while(|bits| **bits == 0).count();
        let bits = self.0.get(next + empty)?;
        Some((next + empty) * 64 + bits.trailing_zeros() as usize)
    }

    /// Where the letters that begin at a place end; the place itself when it has none.
    pub(super) fn end(&self, at: usize) -> usize {
        let Some(bits) = self.from(at) else { return at };
        let here = bits.trailing_ones() as usize;
        if at % 64 + here < 64 {
            return at + here;
        }
        let next = at / 64 + 1;
        let rest = self.0.get(next..).unwrap_or_default();
        let full = rest.iter().take_while(|bits| **bits == u64::MAX).count();
        let bits = rest.get(full).copied().unwrap_or_default();
        (next + full) * 64 + bits.trailing_ones() as usize
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{LetterRuns, count, eight, small, sum};

    proptest! {
        #[test]
        fn letters_are_those_that_a_byte_by_byte_look_finds(
            text in "([ -~]{0,12}|[a-z]{60,70}|[a-z]{120,140}| {60,70}){0,4}",
            low_line: bool,
        ) {
            let bytes = text.as_bytes();
            let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || (low_line && *byte == b'_');
            let mut runs = LetterRuns::default();
            runs.read(bytes, low_line);
            for at in 0..bytes.len() {
                prop_assert_eq!(runs.has(at), is_letter(&bytes[at]));
                let start = bytes[at..].iter().position(is_letter);
                prop_assert_eq!(runs.start(at), start.map(|start| at + start));
                let letters = bytes[at..].iter().take_while(|byte| is_letter(byte)).count();
                prop_assert_eq!(runs.end(at), at + letters);
            }
            prop_assert_eq!(runs.start(bytes.len()), None);
            prop_assert_eq!(runs.end(bytes.len()), bytes.len());
        }

        #[test]
        fn letters_are_counted_in_short_and_long_texts(text in "([ -~]{0,9}|[a-z]{2000,2100}){0,4}") {
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric).count();
            prop_assert_eq!(count(text.as_bytes()), letters);
            let first = text.bytes().take(8).map(u64::from).sum::<u64>();
            prop_assert_eq!(sum(eight(text.as_bytes(), 0)), first);
        }
    }

    #[test]
    fn capitals_become_small_letters_and_digits_stay() {
        assert_eq!(small(eight(b"AbZ09z", 0)).to_le_bytes()[..6], *b"abz09z");
    }
}
