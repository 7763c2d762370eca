//! What the blocks of a canvas say, ready for trying rules.

use super::alternatives::Alternatives;
use crate::canvas::Block;
use crate::meaning::{Meaning, Reading};

/// The entries that say something, block by block, each with the alternatives that it satisfies.
/// Refilled for each canvas, so that judging allocates next to nothing.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Their places, in order of block, then of the source.
    order: Vec<u32>,
    starts: [u32; 10],
    stride: usize,
    /// A row of bits for each of them.
    rows: Vec<u64>,
    /// A row for each block: what its entries satisfy together.
    unions: Vec<u64>,
    /// Whether any entry is given as the answer to a question.
    pub(super) answers: bool,
}

impl Facts {
    /// Takes over what a canvas says.
    pub(super) fn fill(&mut self, reading: &Reading, alternatives: &Alternatives) {
        self.stride = alternatives.stride();
        self.order.clear();
        self.rows.clear();
        self.unions.clear();
        self.unions.resize(self.stride * Block::ALL.len(), 0);
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
        let count = self.starts[Block::ALL.len()] as usize;
        self.order.resize(count, 0);
        self.rows.resize(count * self.stride, 0);
        for meaning in reading.entries.iter().filter(|meaning| !meaning.empty) {
            let block = meaning.block.index();
            let at = next[block] as usize;
            next[block] += 1;
            self.order[at] = meaning.place;
            self.answers |= meaning.answers.is_some();
            let row = &mut self.rows[at * self.stride..(at + 1) * self.stride];
            alternatives.sign(meaning, row);
            let union = &mut self.unions[block * self.stride..(block + 1) * self.stride];
            for (all, own) in union.iter_mut().zip(row) {
                *all |= *own;
            }
        }
    }

    fn places(&self, block: Block) -> std::ops::Range<usize> {
        let at = block.index();
        self.starts[at] as usize..self.starts[at + 1] as usize
    }

    /// How many entries a block has.
    pub(super) fn count(&self, block: Block) -> u32 {
        self.starts[block.index() + 1] - self.starts[block.index()]
    }

    /// What the entries of a block satisfy together.
    pub(super) fn union(&self, block: Block) -> &[u64] {
        let at = block.index() * self.stride;
        self.unions.get(at..at + self.stride).unwrap_or_default()
    }

    /// The entries of a block.
    pub(super) fn block<'r>(
        &'r self,
        reading: &'r Reading,
        block: Block,
    ) -> impl Iterator<Item = &'r Meaning> + Clone {
        let places = self.order.get(self.places(block)).unwrap_or_default();
        places.iter().filter_map(|place| reading.entries.get(*place as usize))
    }

    /// The entries of a block with their rows.
    pub(super) fn rows<'r>(
        &'r self,
        reading: &'r Reading,
        block: Block,
    ) -> impl Iterator<Item = (&'r Meaning, &'r [u64])> {
        let places = self.places(block);
        let rows = self.rows.get(places.start * self.stride..places.end * self.stride);
        let rows = rows.unwrap_or_default().chunks_exact(self.stride.max(1));
        self.block(reading, block).zip(rows)
    }

    /// All entries.
    pub(super) fn all<'r>(&'r self, reading: &'r Reading) -> impl Iterator<Item = &'r Meaning> {
        Block::ALL.into_iter().flat_map(|block| self.block(reading, block))
    }
}
