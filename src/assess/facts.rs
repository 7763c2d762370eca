//! What the blocks of a canvas say, ready for trying rules.

use super::alternatives::Alternatives;
use crate::canvas::Block;
use crate::meaning::{Meaning, Reading};

/// Entries of a block that are looked at together, a bit each.
const GROUP: usize = 64;

/// The entries that say something, block by block, and which of them satisfy what rules ask for.
/// Refilled for each canvas, so that judging allocates next to nothing.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Their places, in order of block, then of the source.
    order: Vec<u32>,
    starts: [u32; 10],
    /// For the first 64 entries of each block, then for the next: a mask for each alternative of
    /// each block, the entries of the group that satisfy it.
    masks: Vec<u64>,
    /// How many masks a group has, of all blocks.
    width: usize,
    groups: usize,
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
        let mut firsts = [0_usize; 9];
        self.width = 0;
        for (block, count) in counts.iter().enumerate() {
            next[block] = self.starts[block];
            self.starts[block + 1] = self.starts[block] + count;
            firsts[block] = self.width;
            self.width += alternatives.get(block).map_or(0, Alternatives::count);
        }
        let most = counts.into_iter().max().unwrap_or(0) as usize;
        self.groups = most.div_ceil(GROUP).max(1);
        self.order.clear();
        self.order.resize(self.starts[Block::ALL.len()] as usize, 0);
        self.masks.clear();
        self.masks.resize(self.width * self.groups, 0);
        for meaning in reading.entries.iter().filter(|meaning| !meaning.empty) {
            let block = meaning.block.index();
            let at = next[block] as usize;
            next[block] += 1;
            self.order[at] = meaning.place;
            self.answers |= meaning.answers.is_some();
            let place = at - self.starts[block] as usize;
            let Some(alternatives) = alternatives.get(block) else { continue };
            let first = firsts[block] + place / GROUP * self.width;
            let masks = self.masks.get_mut(first..first + alternatives.count());
            alternatives.sign(meaning, 1 << (place % GROUP), masks.unwrap_or_default());
        }
    }

    /// How many entries a block has.
    pub(super) fn count(&self, block: Block) -> u32 {
        self.starts[block.index() + 1] - self.starts[block.index()]
    }

    /// The masks, a group of entries after the other.
    fn groups(&self) -> impl Iterator<Item = &[u64]> {
        self.masks.chunks_exact(self.width.max(1))
    }

    /// Whether any entry satisfies an alternative.
    pub(super) fn any(&self, at: Place) -> bool {
        if self.groups == 1 {
            return mask(&self.masks, at) != 0;
        }
        self.groups().any(|masks| mask(masks, at) != 0)
    }

    /// The entries of a block.
    pub(super) fn block<'r>(
        &'r self,
        reading: &'r Reading,
        block: Block,
    ) -> impl Iterator<Item = &'r Meaning> + Clone {
        let at = block.index();
        let places = self.order.get(self.starts[at] as usize..self.starts[at + 1] as usize);
        let places = places.unwrap_or_default().iter();
        places.filter_map(|place| reading.entries.get(*place as usize))
    }

    /// How many entries of a block `fits` picks of each group by its masks.
    pub(super) fn count_of(&self, block: Block, fits: impl Fn(&[u64]) -> u64) -> u32 {
        let groups = self.groups().enumerate();
        groups.map(|(group, masks)| (fits(masks) & self.valid(block, group)).count_ones()).sum()
    }

    /// The bits of a group that stand for entries.
    fn valid(&self, block: Block, group: usize) -> u64 {
        let left = (self.count(block) as usize).saturating_sub(group * GROUP);
        if left >= GROUP { u64::MAX } else { (1 << left) - 1 }
    }

    /// The entries of a block that `fits` picks of each group by its masks.
    pub(super) fn picked<'r>(
        &'r self,
        reading: &'r Reading,
        block: Block,
        fits: impl Fn(&[u64]) -> u64,
    ) -> impl Iterator<Item = &'r Meaning> {
        let first = self.starts[block.index()] as usize;
        self.groups().enumerate().flat_map(move |(group, masks)| {
            let mut picked = fits(masks) & self.valid(block, group);
            std::iter::from_fn(move || {
                let bit = (picked != 0).then(|| picked.trailing_zeros() as usize)?;
                picked &= picked - 1;
                let place = self.order.get(first + group * GROUP + bit)?;
                reading.entries.get(*place as usize)
            })
        })
    }

    /// All entries.
    pub(super) fn all<'r>(&'r self, reading: &'r Reading) -> impl Iterator<Item = &'r Meaning> {
        Block::ALL.into_iter().flat_map(|block| self.block(reading, block))
    }
}

/// Where the mask of an alternative of a block stands in a group.
pub(super) type Place = u16;

/// The entries of a group that satisfy an alternative.
pub(super) fn mask(masks: &[u64], at: Place) -> u64 {
    masks.get(usize::from(at)).copied().unwrap_or(0)
}
