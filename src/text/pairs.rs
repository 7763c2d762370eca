//! Which terms two words can begin, remembered.
//!
//! A word has several atoms, and most pairs of words begin no term. Which they begin depends on the
//! two words only, so it is looked up once and then found in one step.

use super::lexicon::{Mode, WordId};
use super::matcher::Sense;

/// A power of two: so many pairs are remembered, in 96 kB.
const BITS: u32 = 12;
/// When there are so many phrases, the memory begins anew …
const MOST_PHRASES: usize = 1 << 14;
/// … and when there are so many senses, which are 512 kB.
const MOST_SENSES: usize = 1 << 12;

/// Two words, the second next to the first or behind a gap; another pair may stand in its place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pair {
    /// 0 for none.
    key: u64,
    /// By [`Mode`] one more than the place in [`Begun::senses`] of what the terms that are these
    /// two words bring, all together; 0 for nothing.
    whole: [u32; 2],
    /// Range in [`Begun::phrases`].
    phrases: (u32, u32),
}

impl Pair {
    /// The places of the phrases that go on behind the two words.
    pub(super) const fn phrases(self) -> std::ops::Range<usize> {
        self.phrases.0 as usize..self.phrases.1 as usize
    }
}

/// A phrase that two words begin, and the bits that a text must have to hold the rest of it: they
/// stand here, too, since most texts lack them and the phrase itself lies far away.
pub(super) type Start = (u32, u64);

/// What two words begin: filled when they are looked up.
pub(super) struct Found<'b> {
    /// By [`Mode`] what the terms that end with the second word bring.
    pub(super) whole: [Sense; 2],
    /// The phrases that go on.
    pub(super) phrases: &'b mut Vec<Start>,
}

/// The terms that pairs of words begin.
#[derive(Debug, Default)]
pub(super) struct Begun {
    pairs: Vec<Pair>,
    phrases: Vec<Start>,
    senses: Vec<Sense>,
}

impl Begun {
    /// What two words begin, which `look_up` adds when it is not known.
    pub(super) fn pair(
        &mut self,
        (first, second): (WordId, WordId),
        gap: bool,
        look_up: impl FnOnce(&mut Found<'_>),
    ) -> Pair {
        if self.pairs.is_empty()
            || self.phrases.len() > MOST_PHRASES
            || self.senses.len() > MOST_SENSES
        {
            self.clear();
            self.pairs.resize(1 << BITS, Pair::default());
        }
        let key = u64::from(first) << 33 | u64::from(second) << 1 | u64::from(gap);
        let key = key.wrapping_add(1);
        let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize;
        if let Some(pair) = self.pairs.get(slot).filter(|pair| pair.key == key) {
            return *pair;
        }
        let limit = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let from = limit(self.phrases.len());
        let mut found = Found { whole: Default::default(), phrases: &mut self.phrases };
        look_up(&mut found);
        let [english, both] = found.whole;
        let phrases = (from, limit(self.phrases.len()));
        let english_at = self.hold(english);
        let both_at = if both == english { english_at } else { self.hold(both) };
        let pair = Pair { key, whole: [english_at, both_at], phrases };
        if let Some(known) = self.pairs.get_mut(slot) {
            *known = pair;
        }
        pair
    }

    /// Keeps a sense; returns one more than its place, 0 for nothing.
    fn hold(&mut self, sense: Sense) -> u32 {
        if sense == Sense::default() {
            return 0;
        }
        self.senses.push(sense);
        u32::try_from(self.senses.len()).unwrap_or(0)
    }

    /// What the terms that are the two words bring; `None` when there are none.
    pub(super) fn whole(&self, pair: Pair, mode: Mode) -> Option<&Sense> {
        self.senses.get((pair.whole[mode as usize] as usize).wrapping_sub(1))
    }

    /// A phrase of a range.
    pub(super) fn phrase(&self, place: usize) -> Option<Start> {
        self.phrases.get(place).copied()
    }

    /// Forgets everything, as the numbers of words change.
    pub(super) fn clear(&mut self) {
        self.pairs.clear();
        self.phrases.clear();
        self.senses.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, MOST_PHRASES, MOST_SENSES, Sense};
    use crate::text::Mode;

    fn sense(concept: usize) -> Sense {
        Sense { met: [concept].into_iter().collect(), ..Sense::default() }
    }

    #[test]
    fn a_pair_is_looked_up_once_and_words_and_gaps_are_told_apart() {
        let mut begun = Begun::default();
        let mut phrases = |pair, gap, new: Option<u32>| -> Vec<u32> {
            let pair =
                begun.pair(pair, gap, |found| found.phrases.push((new.expect("known already"), 0)));
            pair.phrases()
                .filter_map(|place| begun.phrase(place))
                .map(|(phrase, _)| phrase)
                .collect()
        };
        assert_eq!(phrases((0, 0), false, Some(1)), [1]);
        assert_eq!(phrases((0, 0), true, Some(2)), [2]);
        assert_eq!(phrases((0, 1), false, Some(3)), [3]);
        assert_eq!(phrases((0, 0), false, None), [1]);
        assert_eq!(phrases((0, 0), true, None), [2]);
    }

    #[test]
    fn what_a_pair_brings_by_itself_goes_by_the_mode() {
        let mut begun = Begun::default();
        let met = |begun: &mut Begun, words, senses: [Sense; 2]| {
            let pair = begun.pair(words, false, |found| found.whole = senses);
            [Mode::English, Mode::Both].map(|mode| begun.whole(pair, mode).copied())
        };
        let nothing = Sense::default();
        assert_eq!(met(&mut begun, (1, 2), [nothing; 2]), [None, None]);
        assert_eq!(met(&mut begun, (1, 3), [nothing, sense(7)]), [None, Some(sense(7))]);
        assert_eq!(met(&mut begun, (1, 4), [sense(5); 2]), [Some(sense(5)); 2]);
        assert_eq!(met(&mut begun, (1, 3), [nothing; 2]), [None, Some(sense(7))]);
    }

    #[test]
    fn it_begins_anew_when_it_is_full() {
        let mut begun = Begun::default();
        for number in 0..3 * MOST_PHRASES as u32 {
            let pair = begun.pair((number, number), false, |found| {
                found.phrases.extend([(number, 1), (7, 2)]);
                found.whole = [sense(number as usize % 500), sense(501)];
            });
            let phrases: Vec<_> = pair.phrases().filter_map(|place| begun.phrase(place)).collect();
            assert_eq!(phrases, [(number, 1), (7, 2)]);
            assert_eq!(
                begun.whole(pair, Mode::English).copied(),
                Some(sense(number as usize % 500))
            );
            assert!(begun.phrases.len() <= MOST_PHRASES + 2);
            assert!(begun.senses.len() <= MOST_SENSES + 2);
        }
    }
}
