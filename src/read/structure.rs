//! Whether every row of a large table has the header's fields: one pass over its bytes, which may
//! come in pieces.
//!
//! Sixty-four bytes at a time become bit masks of quotes, separators and line breaks; a prefix sum
//! of the quotes tells which bytes stand inside a quoted field (Langdale and Lemire 2019, Parsing
//! gigabytes of JSON per second, section 3.1). What such a pass cannot tell for certain, such as a
//! quote in the middle of a field, makes the table *unusual*: `super::table::scan` then reads it
//! byte by byte.

use super::table::Scan;

/// Bytes that are looked at together.
const BLOCK: usize = 64;
const ONES: u64 = u64::MAX / 255;

/// What is known of a table while its bytes go by.
pub(super) struct Structure {
    separator: u8,
    fields: usize,
    scan: Scan,
    /// The bytes so far.
    at: usize,
    /// Where the row that is open begins.
    row_start: usize,
    /// Separators in that row.
    separators: usize,
    /// All ones while a quoted field is open.
    inside: u64,
    before: Before,
    /// Bytes that do not fill a block yet.
    rest: Vec<u8>,
}

/// What the byte before a block was, as its lowest bit.
#[derive(Clone, Copy)]
struct Before {
    border: u64,
    open: u64,
    close: u64,
    return_sign: u64,
}

/// The places of the bytes that matter in one block.
struct Masks {
    quotes: u64,
    separators: u64,
    lines: u64,
    returns: u64,
    guards: u64,
    /// The bytes that there are.
    valid: u64,
}

impl Structure {
    /// A table whose rows should have so many fields.
    pub(super) fn new(separator: u8, fields: usize) -> Self {
        Self {
            separator,
            fields,
            scan: Scan::default(),
            at: 0,
            row_start: 0,
            separators: 0,
            inside: 0,
            before: Before { border: 1, open: 0, close: 0, return_sign: 0 },
            rest: Vec::with_capacity(BLOCK),
        }
    }

    /// The next bytes. Returns whether it is worth going on: an unusual table is read anew.
    pub(super) fn feed(&mut self, mut bytes: &[u8]) -> bool {
        if !self.rest.is_empty() {
            let (fill, after) = bytes.split_at(bytes.len().min(BLOCK - self.rest.len()));
            self.rest.extend_from_slice(fill);
            bytes = after;
            let Ok(block) = <[u8; BLOCK]>::try_from(self.rest.as_slice()) else { return true };
            self.rest.clear();
            self.block(&block, BLOCK, true, true);
        }
        // Apostrophes at the start of a field and carriage returns are rare: most pieces have none.
        let guards = memchr::memchr(b'\'', bytes).is_some();
        let returns = memchr::memchr(b'\r', bytes).is_some();
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        for block in blocks {
            self.block(block, BLOCK, returns, guards);
        }
        self.rest.extend_from_slice(rest);
        !self.scan.unusual
    }

    /// What was found, when there are no more bytes.
    pub(super) fn end(mut self) -> Scan {
        if !self.rest.is_empty() {
            let mut block = [0; BLOCK];
            let length = self.rest.len();
            block[..length].copy_from_slice(&self.rest);
            self.block(&block, length, true, true);
        }
        if self.inside != 0 {
            self.scan.rows += 1;
            self.scan.unclosed = Some(self.scan.rows);
        } else if self.at > self.row_start {
            let blank = self.at == self.row_start + 1 && self.before.return_sign == 1;
            if !blank {
                self.row();
            }
        }
        self.scan
    }

    fn block(&mut self, block: &[u8; BLOCK], length: usize, returns: bool, guards: bool) {
        let valid = if length == BLOCK { u64::MAX } else { (1 << length) - 1 };
        let masks = Masks {
            quotes: places(block, b'"') & valid,
            separators: places(block, self.separator) & valid,
            lines: places(block, b'\n') & valid,
            returns: if returns { places(block, b'\r') & valid } else { 0 },
            guards: if guards { places(block, b'\'') & valid } else { 0 },
            valid,
        };
        let inside = prefix_xor(masks.quotes) ^ self.inside;
        self.inside = if inside >> (length - 1) & 1 == 1 { u64::MAX } else { 0 };
        let (separators, lines) = (masks.separators & !inside, masks.lines & !inside);
        self.context(&masks, inside, separators | lines);
        self.rows(&masks, separators, lines);
        self.at += length;
        let last = |mask: u64| mask >> (length - 1) & 1;
        self.before = Before {
            border: last(separators | lines),
            open: last(masks.quotes & inside),
            close: last(masks.quotes & !inside),
            return_sign: last(masks.returns),
        };
    }

    /// A quote opens at the start of a field and closes at its end, a carriage return stands before
    /// a line break; anything else is for the careful reader.
    fn context(&mut self, masks: &Masks, inside: u64, borders: u64) {
        let (open, close) = (masks.quotes & inside, masks.quotes & !inside);
        let after_border = borders << 1 | self.before.border;
        let after_close = close << 1 | self.before.close;
        let after_open = open << 1 | self.before.open;
        let after_return = masks.returns << 1 | self.before.return_sign;
        let stray = open & !(after_border | after_close)
            | after_close & !(borders | masks.quotes | masks.returns)
            | after_return & !masks.lines;
        self.scan.unusual |= stray & masks.valid != 0;
        self.scan.guarded |= masks.guards & (after_border | after_open) != 0;
    }

    fn rows(&mut self, masks: &Masks, separators: u64, mut lines: u64) {
        let mut open = u64::MAX;
        while lines != 0 {
            let place = lines.trailing_zeros();
            let below = (1_u64 << place) - 1;
            self.separators += (separators & open & below).count_ones() as usize;
            let end = self.at + place as usize;
            let return_before = (masks.returns << 1 | self.before.return_sign) >> place & 1 == 1;
            let blank = end == self.row_start || end == self.row_start + 1 && return_before;
            if !blank {
                self.row();
            }
            self.row_start = end + 1;
            self.separators = 0;
            open = !(below << 1 | 1);
            lines &= lines - 1;
        }
        self.separators += (separators & open).count_ones() as usize;
    }

    /// A row has ended.
    fn row(&mut self) {
        self.scan.rows += 1;
        let fields = self.separators + 1;
        if fields != self.fields {
            self.scan.ragged_count += 1;
            if self.scan.ragged.len() < 5 {
                self.scan.ragged.push((self.scan.rows, fields));
            }
        }
    }
}

/// A bit for each byte of the block that is the one looked for.
fn places(block: &[u8; BLOCK], byte: u8) -> u64 {
    const LOW: u64 = ONES * 0x7f;
    let wanted = ONES * u64::from(byte);
    let (words, _) = block.as_chunks::<8>();
    let mut mask = 0;
    for (place, word) in words.iter().enumerate() {
        let other = u64::from_le_bytes(*word) ^ wanted;
        // The high bit of each byte that is zero (Warren, Hacker's Delight, section 6-1) …
        let zeros = !(((other & LOW) + LOW) | other | LOW);
        // … and those eight bits side by side.
        let bits = (zeros >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        mask |= bits << (place * 8);
    }
    mask
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

    use super::super::table::{Scan, scan};
    use super::Structure;

    /// The table in pieces of these lengths, over and over.
    fn in_pieces(text: &str, fields: usize, pieces: &[usize]) -> Scan {
        let mut structure = Structure::new(b',', fields);
        let (mut bytes, mut lengths) = (text.as_bytes(), pieces.iter().cycle());
        while !bytes.is_empty() {
            let length = lengths.next().copied().unwrap_or(1).clamp(1, bytes.len());
            let (piece, rest) = bytes.split_at(length);
            structure.feed(piece);
            bytes = rest;
        }
        structure.end()
    }

    #[test]
    fn ragged_rows_unclosed_quotes_and_guards_are_found() {
        let found = in_pieces("a,b,c\n1,2,3\n1,2\n\n1,2,3,4\r\n\"x\ny\",2,3\n", 3, &[7]);
        assert_eq!(found.ragged, [(3, 2), (4, 4)]);
        assert_eq!((found.rows, found.unclosed, found.unusual), (5, None, false));
        assert_eq!(in_pieces("a,b\n1,2\n3,\"four\n5,6\n", 2, &[3]).unclosed, Some(3));
        assert!(in_pieces("a,b\n12\" pizza,2\n", 2, &[64]).unusual);
        assert!(in_pieces("a,b\n1,\"'=1+1\"\n", 2, &[1]).guarded);
    }

    proptest! {
        /// Whatever the bytes and wherever they are cut, the fast pass finds what the careful one
        /// does, or says that it cannot.
        #[test]
        fn the_fast_pass_agrees_with_the_careful_one(
            text in "[a,\"\n'\r ]{0,200}|(\"[a,\n]{0,40}\"|a{0,30}|,|\n|\r\n){0,40}",
            pieces in prop::collection::vec(1_usize..150, 1..6),
        ) {
            let fast = in_pieces(&text, 3, &pieces);
            let careful = scan(&text, b',', 3);
            prop_assert!(fast.unusual || !careful.unusual, "{:?} but {:?}", fast, careful);
            if !fast.unusual {
                prop_assert!(fast.guarded || !careful.guarded);
                let same = Scan { guarded: careful.guarded, ..fast };
                prop_assert_eq!(same, careful);
            }
        }
    }
}
