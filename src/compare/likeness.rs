//! How alike two entries are.

use super::features::Weighed;

/// The numbers that decide. Chosen on eleven pairs of real versions, where the result hardly
/// changes when any of them is moved by a third.
pub(super) struct Limits {
    /// Entries of one block below this likeness are not the same entry.
    pub(super) same: f64,
    /// Entries of different blocks share at least this part of their words (Dice).
    pub(super) across: f64,
    /// A part of an entry that was split or merged is found in the whole by this share.
    pub(super) part: f64,
    /// Entries whose neighbours are matched to one another need no more than this.
    pub(super) between: f64,
    /// How much standing at the same height of the block adds.
    pub(super) place: f64,
}

pub(super) const LIMITS: Limits =
    Limits { same: 0.30, across: 0.75, part: 0.45, between: 0.15, place: 0.16 };

/// How much having all letters in threes in common adds.
pub(super) const LETTERS: f64 = 0.35;

/// How two entries compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// Twice the shared weight of all weight (Dice 1945), 0 to 1.
    pub(super) dice: f64,
    /// The shared weight of the smaller one's weight, 0 to 1.
    pub(super) contained: f64,
    /// The shared weight.
    pub(super) shared: f64,
    /// Dice over letters in threes, 0 to 1: sees through spelling.
    pub(super) letters: f64,
}

impl Likeness {
    /// Of two entries, by their numbers: by the words alone, as if no letters were in common.
    pub(super) fn by_words(a: usize, b: usize, all: &Weighed) -> Self {
        Self::from_weights(all.shared(a, b), all.weights(a, b))
    }

    /// The likeness of two entries by their words and by themselves, without regard to the others:
    /// a word weighs as much as it does when the two are all there is.
    pub(super) fn of_two(a: usize, b: usize, all: &Weighed) -> Self {
        let (shared, counts) = all.counts(a, b);
        let (common, own) = (2.0_f64.ln(), 3.0_f64.ln());
        let weigh = |count: usize| shared as f64 * common + (count - shared) as f64 * own;
        Self::from_weights(shared as f64 * common, counts.map(weigh))
    }

    fn from_weights(shared: f64, weights: [f64; 2]) -> Self {
        let [a, b] = weights;
        let ratio = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let (dice, contained) = (ratio(2.0 * shared, a + b), ratio(shared, a.min(b)));
        Self { dice, contained, shared, letters: 0.0 }
    }

    /// The same with so many letters in threes in common.
    pub(super) const fn with_letters(self, letters: f64) -> Self {
        Self { letters, ..self }
    }

    /// One number: half the words in common, and to a lesser part how much of the smaller one is
    /// in the larger (a note that grew into a sentence) and the letters.
    pub(super) fn score(self) -> f64 {
        // A single shared word of little weight is no containment to speak of.
        let trust = self.shared / (self.shared + 1.0);
        0.5 * self.dice + 0.3 * self.contained * trust + LETTERS * self.letters
    }
}
