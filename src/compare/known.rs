//! The words that two versions of a canvas have.

/// A word that was met.
pub(super) struct Seen {
    hash: u64,
    /// The entry that had it last.
    last: usize,
    /// How many entries of each version have it.
    pub(super) counts: [u32; 2],
}

/// The words that were met, numbered in the order in which they were.
#[derive(Default)]
pub(super) struct Known {
    pub(super) seen: Vec<Seen>,
    /// One more than a word's number, at the place of its hash or the next free one behind it; 0 is
    /// free. At most half of them are taken.
    slots: Vec<u32>,
}

impl Known {
    /// How much room is held.
    pub(super) const fn room(&self) -> usize {
        self.slots.capacity()
    }

    /// Forgets all, to meet about so many words.
    pub(super) fn start(&mut self, words: usize) {
        self.seen.clear();
        self.slots.clear();
        self.slots.resize((words * 2).next_power_of_two().max(16), 0);
    }

    /// A word's number; `None` when the entry has it already.
    #[inline]
    pub(super) fn word(&mut self, hash: u64, entry: usize, side: usize) -> Option<u32> {
        let mut at = self.slot(hash);
        let number = loop {
            match self.slots[at].checked_sub(1) {
                None => break self.add(hash, at),
                Some(number) if self.seen[number as usize].hash == hash => break number,
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
            }
        };
        let seen = &mut self.seen[number as usize];
        if seen.last == entry {
            return None;
        }
        seen.last = entry;
        seen.counts[side] += 1;
        Some(number)
    }

    fn slot(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.slots.len() - 1)
    }

    fn add(&mut self, hash: u64, at: usize) -> u32 {
        self.seen.push(Seen { hash, last: usize::MAX, counts: [0; 2] });
        let taken = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        self.slots[at] = taken;
        if self.seen.len() * 2 > self.slots.len() {
            self.grow();
        }
        taken - 1
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 0..self.seen.len() {
            let mut at = self.slot(self.seen[number].hash);
            while self.slots[at] != 0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = u32::try_from(number + 1).unwrap_or(u32::MAX);
        }
    }
}
