//! A small fixed set of numbers.

/// How many different concepts a vocabulary may hold: eight words of 64 bits.
///
/// The vocabulary that ships holds some hundreds; a fixed width keeps the set on the stack and a
/// test of two sets at eight `and`s.
const CAPACITY: usize = 512;

const WORDS: usize = CAPACITY / 64;

/// A set of numbers below [`Bits::CAPACITY`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bits([u64; WORDS]);

impl Bits {
    /// Numbers from here on do not fit.
    pub const CAPACITY: usize = CAPACITY;

    /// The empty set.
    pub const EMPTY: Self = Self([0; WORDS]);

    /// Adds a number. Numbers at or above the capacity are left out.
    pub const fn insert(&mut self, number: usize) {
        if number < CAPACITY {
            self.0[number / 64] |= 1 << (number % 64);
        }
    }

    /// Whether the number is in the set.
    #[must_use]
    pub const fn contains(&self, number: usize) -> bool {
        number < CAPACITY && self.0[number / 64] & (1 << (number % 64)) != 0
    }

    /// Adds all of the other set.
    pub fn union(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    /// Whether the two sets share a number.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).any(|(mine, theirs)| mine & theirs != 0)
    }

    /// The numbers that are in both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let mut both = *self;
        for (mine, theirs) in both.0.iter_mut().zip(other.0) {
            *mine &= theirs;
        }
        both
    }

    /// The numbers as places and masks: only the words of 64 bits that hold any. Testing a wide set
    /// against few numbers is faster so, see [`Bits::has`].
    pub fn parts(&self) -> impl Iterator<Item = (u8, u64)> + '_ {
        (0_u8..).zip(self.0).filter(|(_, word)| *word != 0)
    }

    /// Whether the set holds any number of a part of [`Bits::parts`].
    #[must_use]
    pub const fn has(&self, part: (u8, u64)) -> bool {
        (part.0 as usize) < WORDS && self.0[part.0 as usize] & part.1 != 0
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Does something with each number in the set, ascending. As [`Bits::iter`], for where time
    /// counts: which words are empty and how many numbers each has cannot be foreseen, so the words
    /// with any are put side by side first and nothing but the end is asked for.
    #[inline]
    pub fn each(&self, mut act: impl FnMut(usize)) {
        let mut words = [0_u64; 2 * WORDS];
        let mut firsts = [0_usize; 2 * WORDS];
        let mut held = 0;
        for (place, word) in self.0.iter().enumerate() {
            words[held % (2 * WORDS)] = *word;
            firsts[held % (2 * WORDS)] = place * 64;
            held += usize::from(*word != 0);
        }
        words[held % (2 * WORDS)] = 0;
        let (mut at, mut word) = (0, words[0]);
        while at < held {
            act(firsts[at % (2 * WORDS)] + word.trailing_zeros() as usize);
            word &= word - 1;
            let over = word == 0;
            at += usize::from(over);
            word |= words[at % (2 * WORDS)] & u64::from(over).wrapping_neg();
        }
    }

    /// The numbers in the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts().flat_map(|(place, mut word)| {
            std::iter::from_fn(move || {
                let bit = (word != 0).then(|| word.trailing_zeros() as usize)?;
                word &= word - 1;
                Some(usize::from(place) * 64 + bit)
            })
        })
    }
}

impl FromIterator<usize> for Bits {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut bits = Self::EMPTY;
        for number in numbers {
            bits.insert(number);
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Bits;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        let set: Bits = [0, 63, 64, 511, 9999].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 511]);
        assert!(set.intersects(&[64].into_iter().collect()));
        assert!(!set.intersects(&[65].into_iter().collect()));
        assert!(Bits::EMPTY.is_empty());
    }

    proptest! {
        #[test]
        fn each_number_is_met_once_in_order(numbers in prop::collection::btree_set(0_usize..512, 0..40)) {
            let set: Bits = numbers.iter().copied().collect();
            let mut met = Vec::new();
            set.each(|number| met.push(number));
            prop_assert_eq!(&met, &set.iter().collect::<Vec<_>>());
            prop_assert_eq!(met, numbers.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_full_set_is_gone_over_to_its_end() {
        let (set, mut met): (Bits, usize) = ((0..Bits::CAPACITY).collect(), 0);
        set.each(|number| {
            assert_eq!(number, met);
            met += 1;
        });
        assert_eq!(met, Bits::CAPACITY);
    }
}
