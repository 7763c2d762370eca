//! Texts that say nothing.

use std::collections::BTreeSet;

use crate::text::{Lexicon, Scanned, fingerprint, first_word};

/// The fingerprints of texts that are no answer.
#[derive(Debug)]
pub(super) struct EmptyPhrases {
    prints: BTreeSet<u64>,
    /// A filter of their first words: nearly all texts begin with none of these.
    firsts: [u64; 64],
}

/// A word's place in the filter.
const fn place(word: u64) -> (usize, u64) {
    (((word >> 6) & 63) as usize, 1 << (word & 63))
}

impl EmptyPhrases {
    pub(super) const fn new() -> Self {
        Self { prints: BTreeSet::new(), firsts: [0; 64] }
    }

    pub(super) fn insert(&mut self, scanned: &Scanned, lexicon: &Lexicon<'_>) {
        self.prints.extend(fingerprint(scanned, lexicon));
        if let Some(word) = first_word(scanned, lexicon) {
            let (at, bit) = place(word);
            self.firsts[at] |= bit;
        }
    }

    pub(super) fn contains(&self, scanned: &Scanned, lexicon: &Lexicon<'_>) -> bool {
        let may_be = first_word(scanned, lexicon).is_none_or(|word| {
            let (at, bit) = place(word);
            self.firsts[at] & bit != 0
        });
        may_be && fingerprint(scanned, lexicon).is_some_and(|print| self.prints.contains(&print))
    }
}
