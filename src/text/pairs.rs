//! Which terms two words can begin, remembered.
//!
//! A word has several atoms, and most pairs of words begin no term. Which they begin depends on the
//! two words only, so it is looked up once and then found in one step.

use super::lexicon::WordId;

/// A power of two: so many pairs are remembered, in 64 kB.
const BITS: u32 = 12;
/// When there are so many phrases, the memory begins anew.
const MOST_PHRASES: usize = 1 << 14;

/// Two words, the second next to the first or behind a gap; another pair may stand in its place.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    /// 0 for none.
    key: u64,
    /// Range in [`Begun::phrases`].
    phrases: (u32, u32),
}

/// A phrase that two words begin, and the bits that a text must have to hold the rest of it: they
/// stand here, too, since most phrases end there and the phrase itself lies far away.
pub(super) type Start = (u32, u64);

/// The terms that pairs of words begin.
#[derive(Debug, Default)]
pub(super) struct Begun {
    pairs: Vec<Pair>,
    phrases: Vec<Start>,
}

impl Begun {
    /// The range of the phrases that two words begin, which `look_up` adds when it is not known.
    pub(super) fn range(
        &mut self,
        (first, second): (WordId, WordId),
        gap: bool,
        look_up: impl FnOnce(&mut Vec<Start>),
    ) -> std::ops::Range<usize> {
        if self.pairs.is_empty() || self.phrases.len() > MOST_PHRASES {
            self.clear();
            self.pairs.resize(1 << BITS, Pair::default());
        }
        let key = u64::from(first) << 33 | u64::from(second) << 1 | u64::from(gap);
        let key = key.wrapping_add(1);
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize;
        match self.pairs.get_mut(slot) {
            Some(pair) if pair.key == key => pair.phrases.0 as usize..pair.phrases.1 as usize,
            pair => {
                let from = self.phrases.len();
                look_up(&mut self.phrases);
                let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
                if let Some(pair) = pair {
                    *pair = Pair { key, phrases: (limit(from), limit(self.phrases.len())) };
                }
                from..self.phrases.len()
            }
        }
    }

    /// A phrase of a range.
    pub(super) fn phrase(&self, place: usize) -> Option<Start> {
        self.phrases.get(place).copied()
    }

    /// Forgets everything, as the numbers of words change.
    pub(super) fn clear(&mut self) {
        self.pairs.clear();
        self.phrases.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, MOST_PHRASES};

    #[test]
    fn a_pair_is_looked_up_once_and_words_and_gaps_are_told_apart() {
        let mut begun = Begun::default();
        let mut phrases = |pair, gap, new: Option<u32>| -> Vec<u32> {
            let range = begun.range(pair, gap, |all| all.push((new.expect("known already"), 0)));
            range.filter_map(|place| begun.phrase(place)).map(|(phrase, _)| phrase).collect()
        };
        assert_eq!(phrases((0, 0), false, Some(1)), [1]);
        assert_eq!(phrases((0, 0), true, Some(2)), [2]);
        assert_eq!(phrases((0, 1), false, Some(3)), [3]);
        assert_eq!(phrases((0, 0), false, None), [1]);
        assert_eq!(phrases((0, 0), true, None), [2]);
    }

    #[test]
    fn it_begins_anew_when_it_is_full() {
        let mut begun = Begun::default();
        for number in 0..3 * MOST_PHRASES as u32 {
            let range =
                begun.range((number, number), false, |all| all.extend([(number, 1), (7, 2)]));
            let phrases: Vec<_> = range.filter_map(|place| begun.phrase(place)).collect();
            assert_eq!(phrases, [(number, 1), (7, 2)]);
            assert!(begun.phrases.len() <= MOST_PHRASES + 2);
        }
    }
}
