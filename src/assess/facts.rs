//! What the blocks of a canvas say, ready for trying rules.

use super::alternatives::{Alternatives, Lane, join};
use crate::canvas::Block;
use crate::meaning::{Meaning, Reading};

/// The entries that say something, block by block, and what of all that rules ask for they satisfy.
/// Refilled for each canvas, so that judging allocates next to nothing.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Their places, in order of block, then of the source.
    order: Vec<u32>,
    starts: [u32; 10],
    /// How many lanes a sign has, the same for all blocks.
    width: usize,
    /// Per entry, in that order, its sign: a bit for each alternative of its block.
    signs: Vec<Lane>,
    /// Per block what its entries satisfy together; behind those nothing, up to a power of two.
    unions: Vec<Lane>,
    /// Whether any entry is given as the answer to a question.
    pub(super) answers: bool,
}

impl Facts {
    /// Takes over what a canvas says.
    pub(super) fn fill(&mut self, reading: &Reading, alternatives: &[Alternatives]) {
        self.answers = false;
        let mut counts = [0_u32; 9];
        for meaning in reading.entries.iter().filter(|meaning| !meaning.empty) {
            counts[meaning.block.index()] += 1;
        }
        let mut next = [0_u32; 9];
        for (block, count) in counts.iter().enumerate() {
            next[block] = self.starts[block];
            self.starts[block + 1] = self.starts[block] + count;
        }
        self.width = width(alternatives);
        let entries = self.starts[Block::ALL.len()] as usize;
        self.order.clear();
        self.order.resize(entries, 0);
        self.signs.clear();
        self.signs.resize(entries * self.width, Lane::default());
        self.unions.clear();
        let room = (Block::ALL.len() * self.width + 1).next_power_of_two();
        self.unions.resize(room, Lane::default());
        for meaning in reading.entries.iter().filter(|meaning| !meaning.empty) {
            let block = meaning.block.index();
            let at = next[block] as usize;
            next[block] += 1;
            self.order[at] = meaning.place;
            self.answers |= meaning.answers.is_some();
            let (Some(alternatives), Some(sign), Some(union)) = (
                alternatives.get(block),
                self.signs.get_mut(at * self.width..(at + 1) * self.width),
                self.unions.get_mut(block * self.width..(block + 1) * self.width),
            ) else {
                continue;
            };
            alternatives.sign(reading, meaning, sign);
            union.iter_mut().zip(sign).for_each(|(all, own)| join(all, own));
        }
    }

    /// How many entries a block has.
    pub(super) fn count(&self, block: Block) -> u32 {
        self.starts[block.index() + 1] - self.starts[block.index()]
    }

    /// Whether the entries of a block together have all these bits of one word.
    pub(super) fn have(&self, place: Place, bits: u64) -> bool {
        self.bits(place, bits) == bits
    }

    /// Those of the bits of one word that the entries of a block together have.
    pub(super) fn bits(&self, place: Place, bits: u64) -> u64 {
        let words = self.words();
        words.get(usize::from(place)).copied().unwrap_or(0) & bits
    }

    /// What the blocks' entries satisfy together, word by word: a [`Place`] is one's place here.
    /// Their number is a power of two, and the last one is empty.
    pub(super) const fn words(&self) -> &[u64] {
        self.unions.as_slice().as_flattened()
    }

    fn range(&self, block: Block) -> std::ops::Range<usize> {
        let at = block.index();
        self.starts[at] as usize..self.starts[at + 1] as usize
    }

    /// The entries of a block.
    pub(super) fn block<'r>(
        &'r self,
        reading: &'r Reading,
        block: Block,
    ) -> impl Iterator<Item = &'r Meaning> + Clone {
        let places = self.order.get(self.range(block)).unwrap_or_default().iter();
        places.filter_map(|place| reading.entries.get(*place as usize))
    }

    fn signs(&self, block: Block) -> impl Iterator<Item = &[Lane]> {
        let range = self.range(block);
        let signs = self.signs.get(range.start * self.width..range.end * self.width);
        signs.unwrap_or_default().chunks_exact(self.width.max(1))
    }

    /// Whether any entry of a block has a sign that fits.
    pub(super) fn any(&self, block: Block, fits: impl Fn(&[Lane]) -> bool) -> bool {
        self.signs(block).any(fits)
    }

    /// How many entries of a block have a sign that fits.
    pub(super) fn count_of(&self, block: Block, fits: impl Fn(&[Lane]) -> bool) -> u32 {
        self.signs(block).map(|sign| u32::from(fits(sign))).sum()
    }

    /// The entries of a block that have a sign that fits.
    pub(super) fn picked<'r>(
        &'r self,
        reading: &'r Reading,
        block: Block,
        fits: impl Fn(&[Lane]) -> bool,
    ) -> impl Iterator<Item = &'r Meaning> {
        let signs = self.signs(block).zip(self.block(reading, block));
        signs.filter_map(move |(sign, meaning)| fits(sign).then_some(meaning))
    }

    /// All entries.
    pub(super) fn all<'r>(&'r self, reading: &'r Reading) -> impl Iterator<Item = &'r Meaning> {
        Block::ALL.into_iter().flat_map(|block| self.block(reading, block))
    }
}

/// Which word of the signs of all blocks, one block behind the other.
pub(super) type Place = u16;

/// How many lanes a sign has.
fn width(alternatives: &[Alternatives]) -> usize {
    alternatives.iter().map(Alternatives::width).max().unwrap_or(0)
}
