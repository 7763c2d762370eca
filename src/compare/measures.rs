//! The likeness of the entries of two versions, and the best assignment by it.

use super::assignment::{Gains, MOST_CELLS, greedy};
use super::features::Weighed;
use super::likeness::Likeness;
use crate::canvas::Entry;

/// The likeness of entries that were left over when all identical ones had been matched.
pub(super) struct Measures<'m, 'a> {
    pub(super) weighed: &'m Weighed,
    /// Per side its entries.
    pub(super) entries: [&'m [Entry<'a>]; 2],
    /// Per side and entry the number of its features; a number too high where it has none.
    pub(super) numbers: [&'m [u32]; 2],
}

impl<'a> Measures<'_, 'a> {
    /// The number of an entry's features.
    pub(super) fn number(&self, side: usize, place: usize) -> Option<usize> {
        let number = *self.numbers[side].get(place)? as usize;
        Some(number).filter(|number| self.weighed.has(*number))
    }

    /// The numbers of an old and a new entry.
    pub(super) fn numbers(&self, old: usize, new: usize) -> Option<(usize, usize)> {
        self.number(0, old).zip(self.number(1, new))
    }

    /// An entry's text, with the number of its features.
    pub(super) fn text(&self, side: usize, place: usize) -> Option<(usize, &'a str)> {
        Some((self.number(side, place)?, self.entries[side].get(place)?.text))
    }

    /// How many letters in threes an old and a new entry have in common, 0 to 1.
    pub(super) fn letters(&self, old: usize, new: usize) -> f64 {
        let texts = self.text(0, old).zip(self.text(1, new));
        texts.map_or(0.0, |(a, b)| self.weighed.letters_in_common(a, b))
    }

    /// The likeness of an old and a new entry by their words.
    pub(super) fn by_words(&self, old: usize, new: usize) -> Option<Likeness> {
        let (a, b) = self.numbers(old, new)?;
        Some(Likeness::by_words(a, b, self.weighed))
    }
}

/// The best assignment of free entries by what each pair gains, by their numbers in the two lists.
pub(super) fn assigned(
    measures: &Measures<'_, '_>,
    old: &[usize],
    new: &[usize],
    gain: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    if old.len().saturating_mul(new.len()) <= MOST_CELLS {
        return Gains::new(old.len(), new.len(), gain).best();
    }
    let candidates = candidates(measures, old, new);
    greedy(candidates.into_iter().map(|(a, b)| (gain(a, b), a, b)).collect())
}

/// Pairs worth measuring when there are too many to measure all: those that share a rare word, and
/// those that stand at about the same height.
fn candidates(measures: &Measures<'_, '_>, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    /// A word that more entries have than this tells nothing.
    const COMMON: usize = 64;
    /// So many entries above and below the same height.
    const NEAR: usize = 16;
    let mut words: Vec<(usize, usize, usize)> = Vec::new();
    for (side, places) in [old, new].into_iter().enumerate() {
        for (at, place) in places.iter().enumerate() {
            if let Some(number) = measures.number(side, *place) {
                measures.weighed.for_each_word(number, |word| words.push((word, side, at)));
            }
        }
    }
    words.sort_unstable();
    let mut pairs = Vec::new();
    for same in words.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() <= COMMON) {
        let split = same.partition_point(|(_, side, _)| *side == 0);
        for (_, _, a) in &same[..split] {
            pairs.extend(same[split..].iter().map(|(_, _, b)| (*a, *b)));
        }
    }
    for a in 0..old.len() {
        let middle = a * new.len() / old.len().max(1);
        let near = middle.saturating_sub(NEAR)..(middle + NEAR + 1).min(new.len());
        pairs.extend(near.map(|b| (a, b)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
