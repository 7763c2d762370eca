//! Where quotes, separators and line breaks stand in the bytes of a table, sixty-four at a time.

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;

/// What is known of a table while its bytes go by.
pub(super) struct Masks {
    separator: u8,
    /// Whether there are carriage returns at all.
    returns: bool,
    /// All ones while a quoted field is open.
    inside: u64,
    before: Before,
}

/// What the byte before a block was, as its lowest bit.
#[derive(Clone, Copy)]
struct Before {
    border: u64,
    close: u64,
    return_sign: u64,
}

/// What stands in a block.
pub(super) struct Found {
    /// A bit for each separator outside quotes.
    pub(super) separators: u64,
    /// A bit for each line break outside quotes.
    pub(super) lines: u64,
    /// Whether a quote is doubled.
    pub(super) doubled: bool,
    /// Whether a quote opens elsewhere than at the start of a field or closes elsewhere than at its
    /// end, or a carriage return stands elsewhere than before a line break.
    pub(super) stray: bool,
}

impl Masks {
    /// A table from the start of a row on.
    pub(super) const fn new(separator: u8, returns: bool) -> Self {
        let before = Before { border: 1, close: 0, return_sign: 0 };
        Self { separator, returns, inside: 0, before }
    }

    /// Whether a quoted field is open.
    pub(super) const fn is_inside(&self) -> bool {
        self.inside != 0
    }

    /// The next block.
    pub(super) fn next(&mut self, block: &[u8; BLOCK]) -> Found {
        let quotes = places(block, b'"');
        let returns = if self.returns { places(block, b'\r') } else { 0 };
        let inside = prefix_xor(quotes) ^ self.inside;
        let separators = places(block, self.separator) & !inside;
        let all_lines = places(block, b'\n');
        let lines = all_lines & !inside;
        let borders = separators | lines;
        let (open, close) = (quotes & inside, quotes & !inside);
        let after_border = borders << 1 | self.before.border;
        let after_close = close << 1 | self.before.close;
        let after_return = returns << 1 | self.before.return_sign;
        let stray = open & !(after_border | after_close)
            | after_close & !(borders | quotes | returns)
            | after_return & !all_lines;
        self.inside = if inside >> (BLOCK - 1) == 1 { u64::MAX } else { 0 };
        self.before = Before {
            border: borders >> (BLOCK - 1),
            close: close >> (BLOCK - 1),
            return_sign: returns >> (BLOCK - 1),
        };
        Found { separators, lines, doubled: after_close & open != 0, stray: stray != 0 }
    }
}

/// A bit for each byte of the block that is the one looked for.
fn places(block: &[u8; BLOCK], byte: u8) -> u64 {
    // The processor compares many bytes at once …
    let same = block.map(|other| if other == byte { u8::MAX } else { 0 });
    let (words, _) = same.as_chunks::<8>();
    words.iter().enumerate().fold(0, |mask, (place, word)| {
        // … of which each keeps its own bit, and a product adds those of eight bytes up.
        let bits = u64::from_le_bytes(*word) & 0x8040_2010_0804_0201;
        mask | (bits.wrapping_mul(u64::MAX / 255) >> 56) << (place * 8)
    })
}

/// Each bit with all bits below it, by exclusive or.
const fn prefix_xor(mut mask: u64) -> u64 {
    let mut shift = 1;
    while shift < 64 {
        mask ^= mask << shift;
        shift *= 2;
    }
    mask
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BLOCK, Masks, places};

    fn block(text: &str) -> [u8; BLOCK] {
        let mut block = [b' '; BLOCK];
        block[..text.len()].copy_from_slice(text.as_bytes());
        block
    }

    #[test]
    fn separators_and_line_breaks_within_quotes_do_not_count() {
        let mut masks = Masks::new(b',', true);
        let found = masks.next(&block("a,\"b,\nc\",d\r\n\"e\"\"f\""));
        assert_eq!((found.separators, found.lines), (1 << 1 | 1 << 8, 1 << 11));
        assert!(found.doubled && found.stray, "a space stands behind the last quote");
        assert!(!Masks::new(b',', false).next(&block("a,b")).stray);
        for stray in ["12\" pizza,", "\"a\" b,", "a\rb"] {
            assert!(Masks::new(b',', true).next(&block(stray)).stray, "{stray:?}");
        }
    }

    proptest! {
        #[test]
        fn every_place_has_its_bit(
            bytes in prop::collection::vec(any::<u8>(), BLOCK..=BLOCK),
            byte in any::<u8>(),
        ) {
            let block: [u8; BLOCK] = bytes.try_into().expect("as many bytes");
            let plain = (0..BLOCK).filter(|at| block[*at] == byte).fold(0, |mask, at| mask | 1 << at);
            prop_assert_eq!(places(&block, byte), plain);
        }
    }
}
