//! One version's entries while they are being matched.

use std::ops::Range;

use super::sequence::gather;
use crate::canvas::{Block, Entry};

/// What is known of the entries of one version. Kept and refilled, so that few versions allocate
/// anew.
#[derive(Default)]
pub(super) struct Places {
    partner: Vec<Option<u32>>,
    free: Vec<usize>,
    settled: Vec<bool>,
}

impl Places {
    /// Whether so little room is held that it may be kept.
    pub(super) fn is_small(&self) -> bool {
        const MOST: usize = 8_192;
        self.partner.capacity().max(self.settled.capacity()) <= MOST
    }
}

/// One side's entries while they are being matched.
pub(super) struct Side<'e, 'a> {
    pub(super) entries: &'e [Entry<'a>],
    places: &'e mut Places,
    /// Where each block's entries begin, and where the last one's end.
    starts: [usize; 10],
    /// Whether any entry has an id, and whether any stands under a sub-heading.
    pub(super) any_id: bool,
    pub(super) any_group: bool,
}

impl<'e, 'a> Side<'e, 'a> {
    pub(super) fn new(entries: &'e [Entry<'a>], places: &'e mut Places) -> Self {
        let mut starts = [0; 10];
        let (mut any_id, mut any_group) = (false, false);
        for entry in entries {
            starts[entry.block.index() + 1] += 1;
            any_id |= entry.id.is_some();
            any_group |= entry.group.is_some();
        }
        for block in 1..starts.len() {
            starts[block] += starts[block - 1];
        }
        places.partner.clear();
        places.partner.resize(entries.len(), None);
        places.settled.clear();
        places.settled.resize(entries.len(), false);
        Self { entries, places, starts, any_id, any_group }
    }

    pub(super) fn partner(&self, place: usize) -> Option<usize> {
        self.places.partner[place].map(|partner| partner as usize)
    }

    pub(super) fn is_free(&self, place: usize) -> bool {
        self.places.partner[place].is_none()
    }

    pub(super) fn set_partner(&mut self, place: usize, partner: usize) {
        self.places.partner[place] = u32::try_from(partner).ok();
    }

    /// Whether an entry was matched by its very text: nothing was split from or merged into it.
    pub(super) fn is_settled(&self, place: usize) -> bool {
        self.places.settled[place]
    }

    pub(super) fn settle(&mut self, place: usize) {
        self.places.settled[place] = true;
    }

    /// Gathers the places of the entries that are not settled, ascending.
    pub(super) fn gather_unsettled(&self, places: &mut Vec<usize>) {
        gather(self.entries.len(), places, |place| !self.places.settled[place]);
    }

    /// The entries without a partner, ascending, as of the last time they were gathered.
    pub(super) fn free(&self) -> &[usize] {
        &self.places.free
    }

    /// Gathers the entries without a partner.
    pub(super) fn gather_free(&mut self) {
        let Places { partner, free, .. } = &mut *self.places;
        gather(partner.len(), free, |place| partner[place].is_none());
    }

    /// Leaves the entries that have no partner yet.
    pub(super) fn update_free(&mut self) {
        let Places { partner, free, .. } = &mut *self.places;
        free.retain(|place| partner[*place].is_none());
    }

    /// The places of a block's entries. Entries are ordered by block.
    pub(super) fn of_block(&self, block: Block) -> Range<usize> {
        self.starts[block.index()]..self.starts[block.index() + 1]
    }

    /// How many of some places, ascending from where those of a block begin, are of the block.
    pub(super) fn count_of(&self, block: Block, places: &[usize]) -> usize {
        let end = self.of_block(block).end;
        places.iter().take_while(|place| **place < end).count()
    }

    /// Lends the entries without a partner.
    pub(super) fn take_free(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.places.free)
    }

    /// Takes back what was lent.
    pub(super) fn put_free(&mut self, free: Vec<usize>) {
        self.places.free = free;
    }

    /// How far down its block an entry stands: 0 at the top, 1 at the bottom.
    pub(super) fn height(&self, place: usize) -> f64 {
        let entry = &self.entries[place];
        let count = u32::try_from(self.of_block(entry.block).len()).unwrap_or(u32::MAX).max(1);
        (f64::from(entry.number) - 0.5) / f64::from(count)
    }

    /// The neighbour above (`-1`) or below (`1`) in the same block.
    pub(super) fn neighbour(&self, place: usize, step: isize) -> Option<usize> {
        let other = place.checked_add_signed(step)?;
        let same = self.entries.get(other)?.block == self.entries.get(place)?.block;
        same.then_some(other)
    }

    /// The first entry of a block.
    pub(super) fn first_of(&self, block: Block) -> Option<usize> {
        self.of_block(block).next()
    }
}
