//! What an entry's likeness to another is seen from: its words and its letters in threes.

use std::cell::{Cell, RefCell};

use super::known::Known;
use super::letter_runs::{is_plain, same_start};
use super::letters::Letters;
use super::sequence::for_each_shared;
use super::stems::{FNV_START, counting, fold_onto, folded_words, mixed, plain_words};

/// What one entry's likeness is seen from.
#[derive(Clone, Debug)]
struct Features {
    /// Where its folded text stands among those of all entries; `None` when it is plain.
    folded: Option<(usize, usize)>,
    /// Where its words stand among those of all entries.
    words: (usize, usize),
    /// How many words it has.
    count: usize,
    /// One more than the number of its letters in threes, 0 until they are asked for: often the
    /// words suffice.
    letters: Cell<usize>,
    /// The summed weight of its words.
    weight: f64,
}

/// Reads the entries of two versions, those of the old one first. Kept and refilled, so that few
/// versions allocate anew.
#[derive(Default)]
pub(super) struct FeatureReader {
    all: Weighed,
    known: Known,
    side: usize,
    short: Vec<u64>,
    /// Per word its weight, and its number among those that both versions have, or
    /// [`NOT_IN_BOTH`].
    weights: Vec<(f64, u32)>,
}

impl FeatureReader {
    /// Forgets all, to read about so many entries.
    pub(super) fn start(&mut self, entries: usize) {
        let all = &mut self.all;
        all.entries.clear();
        all.entries.reserve(entries);
        all.words.clear();
        all.words.reserve(entries * 12);
        all.folded.clear();
        all.letters.get_mut().clear();
        self.known.start(entries * 8);
        self.side = 0;
    }

    /// Whether so little room is held that it may be kept.
    pub(super) fn is_small(&self) -> bool {
        const MOST: usize = 1 << 16;
        let all = &self.all;
        all.folded.capacity().max(self.known.room()).max(all.words.capacity()) <= MOST
            && all.entries.capacity().max(all.letters.borrow().capacity()) <= MOST / 64
    }

    /// All that follows is of the new version.
    pub(super) const fn turn(&mut self) {
        self.side = 1;
    }

    /// Reads one more entry; its number.
    pub(super) fn read(&mut self, text: &str) -> usize {
        let all = &mut self.all;
        let (entry, from, start) = (all.entries.len(), all.words.len(), all.folded.len());
        self.short.clear();
        let (known, words, side) = (&mut self.known, &mut all.words, self.side);
        let meet = |stem| {
            if let Some(word) = known.word(stem, entry, side) {
                words.push(word);
            }
        };
        let folded = if is_plain(text.as_bytes()) {
            plain_words(counting(text).as_bytes(), meet, &mut self.short);
            None
        } else {
            // Folding takes longer than reading, so it is not done twice.
            fold_onto(text, &mut all.folded);
            let folded = all.folded.get(start..).unwrap_or_default();
            folded_words(folded, meet, &mut self.short);
            Some((start, all.folded.len()))
        };
        if words.len() == from {
            words.extend(self.short.iter().filter_map(|stem| known.word(*stem, entry, side)));
        }
        let (letters, words) = (Cell::new(0), (from, words.len()));
        let count = words.1 - from;
        all.entries.push(Features { folded, words, count, letters, weight: 0.0 });
        entry
    }

    /// All that was read, with what each word weighs.
    ///
    /// The weight is `ln(1 + n / d)` with `n` entries of which `d` have the word (inverse document
    /// frequency, Spärck Jones 1972): a word that many entries have tells little.
    pub(super) fn weigh(&mut self) -> &Weighed {
        let all = self.all.entries.len() as f64;
        // Most words stand in a few entries: those logarithms are taken once.
        let few: [f64; 8] = std::array::from_fn(|less| (1.0 + all / (less + 1) as f64).ln());
        self.weights.clear();
        self.all.weights.clear();
        for seen in &self.known.seen {
            let count = seen.counts[0] + seen.counts[1];
            let known = few.get(count.saturating_sub(1) as usize).copied();
            let weight = known.unwrap_or_else(|| (1.0 + all / f64::from(count)).ln());
            // What only one version says is in no two entries that are compared.
            let mut number = NOT_IN_BOTH;
            if seen.counts.iter().all(|count| *count > 0) {
                number = u32::try_from(self.all.weights.len()).unwrap_or(NOT_IN_BOTH);
                self.all.weights.push(weight);
            }
            self.weights.push((weight, number));
        }
        self.all.settle(&self.weights);
        &self.all
    }
}

/// Entries of two versions with the words that both versions have, and what each weighs.
#[derive(Default)]
pub(super) struct Weighed {
    entries: Vec<Features>,
    /// The words of all entries, one entry after the other; when there are no bits, the numbers of
    /// those that both versions have, ascending.
    words: Vec<u32>,
    /// Per word that both versions have.
    weights: Vec<f64>,
    /// Per entry a bit for each word, while there are few words.
    bits: Vec<u64>,
    /// How many numbers hold the bits of an entry; 0 when there are too many words.
    stride: usize,
    folded: String,
    letters: RefCell<Vec<Letters>>,
}

/// The number of a word that only one version has.
const NOT_IN_BOTH: u32 = u32::MAX;

/// Up to so many words, those of entries are compared by bits.
const FEW_WORDS: usize = 256;

impl Weighed {
    /// Sums the weights of each entry's words and leaves the words that both versions have.
    fn settle(&mut self, weights: &[(f64, u32)]) {
        self.bits.clear();
        if self.weights.len() <= FEW_WORDS {
            self.stride = self.weights.len().div_ceil(64).max(1);
            self.bits.resize(self.stride * self.entries.len(), 0);
            let mut bits = self.bits.chunks_mut(self.stride);
            for entry in &mut self.entries {
                let bits = bits.next().unwrap_or_default();
                for word in &self.words[entry.words.0..entry.words.1] {
                    let (weight, word) = weights[*word as usize];
                    entry.weight += weight;
                    if let Some(bits) = bits.get_mut(word as usize / 64) {
                        *bits |= 1 << (word % 64);
                    }
                }
            }
            return;
        }
        self.stride = 0;
        let mut kept = 0;
        for entry in &mut self.entries {
            let start = kept;
            for at in entry.words.0..entry.words.1 {
                let (weight, word) = weights[self.words[at] as usize];
                entry.weight += weight;
                if word != NOT_IN_BOTH {
                    self.words[kept] = word;
                    kept += 1;
                }
            }
            self.words[start..kept].sort_unstable();
            entry.words = (start, kept);
        }
        self.words.truncate(kept);
    }

    /// The features of an entry, by the order of reading.
    fn get(&self, entry: usize) -> Option<&Features> {
        self.entries.get(entry)
    }

    /// Calls for each word of an entry that both versions have, ascending, by its number.
    pub(super) fn for_each_word(&self, entry: usize, call: impl FnMut(usize)) {
        self.for_each_shared(entry, entry, call);
    }

    fn words(&self, entry: usize) -> &[u32] {
        let words = self.get(entry).and_then(|of| self.words.get(of.words.0..of.words.1));
        words.unwrap_or_default()
    }

    /// Calls for each word that two entries have in common and both versions have, ascending.
    fn for_each_shared(&self, a: usize, b: usize, mut call: impl FnMut(usize)) {
        if self.stride == 0 {
            return for_each_shared(self.words(a), self.words(b), |word| call(word as usize));
        }
        let bits = |entry: usize| &self.bits[entry * self.stride..(entry + 1) * self.stride];
        for (place, (a, b)) in bits(a).iter().zip(bits(b)).enumerate() {
            let mut both = a & b;
            while both != 0 {
                call(place * 64 + both.trailing_zeros() as usize);
                both &= both - 1;
            }
        }
    }

    /// The summed weight of the words that two entries of different versions have in common.
    pub(super) fn shared(&self, a: usize, b: usize) -> f64 {
        let mut sum = 0.0;
        self.for_each_shared(a, b, |word| sum += self.weights[word]);
        sum
    }

    /// Whether there is such an entry.
    pub(super) fn has(&self, entry: usize) -> bool {
        entry < self.entries.len()
    }

    /// How many words two entries of different versions have in common, and how many each has.
    pub(super) fn counts(&self, a: usize, b: usize) -> (usize, [usize; 2]) {
        let mut shared = 0;
        self.for_each_shared(a, b, |_| shared += 1);
        (shared, [a, b].map(|entry| self.get(entry).map_or(0, |entry| entry.count)))
    }

    /// The summed weights of the words of two entries.
    pub(super) fn weights(&self, a: usize, b: usize) -> [f64; 2] {
        [a, b].map(|entry| self.get(entry).map_or(0.0, |entry| entry.weight))
    }

    /// Twice the letters in threes that two entries both have, of those that each has (Dice), 0 to
    /// 1. Each comes with its text.
    pub(super) fn letters_in_common(&self, a: (usize, &str), b: (usize, &str)) -> f64 {
        let (Some(a), Some(b)) = (self.letters(a), self.letters(b)) else { return 0.0 };
        let letters = self.letters.borrow();
        letters.get(a).zip(letters.get(b)).map_or(0.0, |(a, b)| a.dice(b))
    }

    /// The number of an entry's letters in threes.
    fn letters(&self, (entry, text): (usize, &str)) -> Option<usize> {
        let features = self.get(entry)?;
        if features.letters.get() == 0 {
            let read = match self.folded(entry) {
                Some(folded) => Letters::of_folded(folded),
                None => Letters::of_plain(counting(text)),
            };
            let mut letters = self.letters.borrow_mut();
            letters.push(read);
            features.letters.set(letters.len());
        }
        features.letters.get().checked_sub(1)
    }

    fn folded(&self, entry: usize) -> Option<&str> {
        let (from, to) = self.get(entry)?.folded?;
        self.folded.get(from..to)
    }

    /// An entry's letters and digits, folded.
    fn spelled<'t>(&'t self, (entry, text): (usize, &'t str)) -> impl Iterator<Item = char> + 't {
        let text = self.folded(entry).unwrap_or_else(|| counting(text));
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase())
    }

    /// A hash of an entry's letters and digits, folded; `None` when it has none.
    pub(super) fn key(&self, entry: (usize, &str)) -> Option<u64> {
        let mut letters = self.spelled(entry).peekable();
        letters.peek()?;
        Some(letters.fold(FNV_START, |key, c| mixed(key, u32::from(c))))
    }

    /// Whether two entries differ only in capitals, accents, spaces and punctuation.
    pub(super) fn same_letters(&self, a: (usize, &str), b: (usize, &str)) -> bool {
        let is_plain = |entry| self.get(entry).is_some_and(|entry| entry.folded.is_none());
        if is_plain(a.0) && is_plain(b.0) {
            let (x, y) = (counting(a.1).as_bytes(), counting(b.1).as_bytes());
            let same = same_start(x, y);
            let (mut x, mut y) = (plain_letters(&x[same..]), plain_letters(&y[same..]));
            let stays = x.by_ref().all(|c| y.next().is_some_and(|d| c.eq_ignore_ascii_case(&d)));
            return stays && y.next().is_none() && self.spelled(a).next().is_some();
        }
        self.spelled(a).eq(self.spelled(b)) && self.spelled(a).next().is_some()
    }
}

fn plain_letters(text: &[u8]) -> impl Iterator<Item = u8> + '_ {
    text.iter().copied().filter(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::FeatureReader;

    fn read(old: &str, new: &str) -> FeatureReader {
        let mut reader = FeatureReader::default();
        reader.start(2);
        reader.read(old);
        reader.turn();
        reader.read(new);
        reader.weigh();
        reader
    }

    #[test]
    fn inflected_words_are_one_and_articles_are_none() {
        let both = read("We collaborate at a school", "Collaboration of the schools").all;
        let [a, b] = both.weights(0, 1);
        assert!(both.shared(0, 1) > 0.99 * a.min(b));
    }

    #[test]
    fn a_text_of_short_words_and_a_text_of_signs_still_have_features() {
        assert_eq!(read("PR", "PR PR").all.counts(0, 1), (1, [1, 1]));
        let signs = read("€€", "€€").all;
        assert!(signs.letters_in_common((0, "€€"), (1, "€€")) > 0.9);
        assert!(!signs.same_letters((0, "€€"), (1, "€€")));
    }

    #[test]
    fn many_words_keep_their_numbers() {
        for most in [90, 900] {
            let words: Vec<String> = (0..most).map(|number| format!("w{number}")).collect();
            let (old, new) = (words[..most * 2 / 3].join(" "), words[most / 3..].join(" "));
            assert_eq!(read(&old, &new).all.counts(0, 1).0, most / 3);
        }
    }
}
