//! What an entry's likeness to another is seen from: its words and its letters in threes.

use crate::text::fold_char;

/// A word counts by its first letters, so that `collaborate` and `collaboration` are one, in any
/// language that inflects at the end. Six did best of four to seven, on canvases in six languages.
const STEM: usize = 6;
/// Words up to this many letters are mostly articles and prepositions, in every language that
/// canvases were met in. They count when there are no others, and when they hold a digit.
const SHORT: usize = 2;
/// More of a text than this does not change which text it is like.
const LONGEST: usize = 20_000;

/// The words of one entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    /// Hashes of stems, ascending, each once.
    pub(super) words: Vec<u64>,
    /// Hashes of three letters in a row, ascending, each once.
    pub(super) grams: Vec<u32>,
    /// The summed weight of the words.
    pub(super) weight: f64,
}

/// Reads texts into features; reused so that its buffer is.
#[derive(Default)]
pub(super) struct FeatureReader {
    folded: String,
    short: Vec<u64>,
}

impl FeatureReader {
    /// The features of a text, not yet weighed.
    pub(super) fn read(&mut self, text: &str) -> Features {
        self.fold(text);
        let mut features = Features::default();
        self.short.clear();
        for word in self.folded.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() {
                continue;
            }
            let (hash, letters, digit) = stem(word);
            if letters > SHORT || digit {
                features.words.push(hash);
            } else {
                self.short.push(hash);
            }
        }
        if features.words.is_empty() {
            features.words.append(&mut self.short);
        }
        features.words.sort_unstable();
        features.words.dedup();
        features.grams = grams(&self.folded);
        features
    }

    fn fold(&mut self, text: &str) {
        self.folded.clear();
        for c in text.chars() {
            if self.folded.len() > LONGEST {
                break;
            }
            fold_char(c, &mut self.folded);
        }
    }
}

/// The hashes of a text's stems, in its order, without short words.
pub(super) fn stems(text: &str, out: &mut Vec<u64>) {
    let mut reader = FeatureReader::default();
    reader.fold(text);
    for word in reader.folded.split(|c: char| !c.is_alphanumeric()) {
        let (hash, letters, digit) = stem(word);
        if letters > SHORT || digit {
            out.push(hash);
        }
    }
}

/// The hash of a word's first letters, how many letters it has, whether one is a digit.
fn stem(word: &str) -> (u64, usize, bool) {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let (mut letters, mut digit) = (0, false);
    for c in word.chars() {
        if letters < STEM {
            hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
        }
        letters += 1;
        digit |= c.is_numeric();
    }
    (hash, letters, digit)
}

fn grams(folded: &str) -> Vec<u32> {
    let mut grams = Vec::with_capacity(folded.len());
    let (mut first, mut second) = ('\0', '\0');
    for (place, c) in folded.chars().enumerate() {
        if place >= 2 {
            let mixed = u32::from(first).wrapping_mul(0x9e37_79b1)
                ^ u32::from(second).wrapping_mul(0x85eb_ca6b).rotate_left(11)
                ^ u32::from(c).wrapping_mul(0xc2b2_ae35).rotate_left(22);
            grams.push(mixed);
        }
        (first, second) = (second, c);
    }
    if grams.is_empty() {
        let whole = folded.bytes().fold(7_u32, |hash, b| hash.wrapping_mul(31) ^ u32::from(b));
        grams.push(whole);
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// How much each word tells: a word that many entries have tells little.
///
/// The weight is `ln(1 + n / d)` with `n` entries of which `d` have the word (inverse document
/// frequency, Spärck Jones 1972).
pub(super) struct Weights {
    words: Vec<(u64, f64)>,
}

impl Weights {
    /// The weights over these entries, and each entry's own sum set.
    pub(super) fn weigh(sides: [&mut [Features]; 2]) -> Self {
        let count = sides.iter().map(|side| side.len()).sum::<usize>() as f64;
        let mut all: Vec<u64> =
            sides.iter().flat_map(|s| s.iter()).flat_map(|f| f.words.iter().copied()).collect();
        all.sort_unstable();
        let mut words: Vec<(u64, f64)> = Vec::with_capacity(all.len());
        let mut from = 0;
        while let Some(word) = all.get(from) {
            let same = all[from..].iter().take_while(|other| *other == word).count();
            words.push((*word, (1.0 + count / same as f64).ln()));
            from += same;
        }
        let weights = Self { words };
        for features in sides.into_iter().flatten() {
            features.weight = features.words.iter().map(|word| weights.of(*word)).sum();
        }
        weights
    }

    fn of(&self, word: u64) -> f64 {
        let found = self.words.binary_search_by_key(&word, |(known, _)| *known);
        found.ok().and_then(|place| self.words.get(place)).map_or(0.0, |(_, weight)| *weight)
    }

    /// The summed weight of the words that both have.
    pub(super) fn shared(&self, a: &Features, b: &Features) -> f64 {
        let mut sum = 0.0;
        for_each_shared(&a.words, &b.words, |word| sum += self.of(word));
        sum
    }
}

/// Calls for each value that two ascending lists have in common.
pub(super) fn for_each_shared<T: Copy + Ord>(a: &[T], b: &[T], mut call: impl FnMut(T)) {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => {
                a.next();
            }
            std::cmp::Ordering::Greater => {
                b.next();
            }
            std::cmp::Ordering::Equal => {
                call(**x);
                a.next();
                b.next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FeatureReader, Weights};

    #[test]
    fn inflected_words_are_one_and_articles_are_none() {
        let mut reader = FeatureReader::default();
        let a = reader.read("We collaborate at a school");
        let b = reader.read("Collaboration of the schools");
        let mut sides = (vec![a], vec![b]);
        let weights = Weights::weigh([&mut sides.0, &mut sides.1]);
        let shared = weights.shared(&sides.0[0], &sides.1[0]);
        assert!(shared > 0.99 * sides.0[0].weight.min(sides.1[0].weight));
    }

    #[test]
    fn a_text_of_short_words_and_a_text_of_signs_still_have_features() {
        let mut reader = FeatureReader::default();
        assert_eq!(reader.read("PR").words.len(), 1);
        assert_eq!(reader.read("€€").grams.len(), 1);
    }
}
