//! What an entry's likeness to another is seen from: its words and its letters in threes.

use crate::text::fold_char;

/// A word counts by its first letters, so that `collaborate` and `collaboration` are one, in any
/// language that inflects at the end. Six did best of four to seven, on canvases in six languages.
const STEM: usize = 6;
/// Words up to this many letters are mostly articles and prepositions, in every language that
/// canvases were met in. They count when there are no others, and when they hold a digit.
const SHORT: usize = 2;
/// More of a text than this, in bytes, does not change which text it is like.
const LONGEST: usize = 6_000;

/// The words of one entry.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    /// Hashes of stems, ascending, each once.
    pub(super) words: Vec<u64>,
    /// The letters in threes.
    pub(super) letters: Letters,
    /// A hash of its letters and digits, folded; `None` when it has none.
    pub(super) key: Option<u64>,
    /// The summed weight of the words.
    pub(super) weight: f64,
}

/// Reads texts into features; reused so that its buffers are.
#[derive(Default)]
pub(super) struct FeatureReader {
    folded: String,
    short: Vec<u64>,
}

impl FeatureReader {
    /// The features of a text, not yet weighed.
    pub(super) fn read(&mut self, text: &str) -> Features {
        let mut scan = Scan {
            features: Features { words: Vec::with_capacity(16), ..Features::default() },
            short: std::mem::take(&mut self.short),
            word: FNV_START,
            length: 0,
            digit: false,
            before: [0; 2],
        };
        scan.short.clear();
        if text.is_ascii() {
            for byte in text.bytes().take(LONGEST) {
                let byte = byte.to_ascii_lowercase();
                scan.step(u32::from(byte), byte.is_ascii_alphanumeric(), byte.is_ascii_digit());
            }
        } else {
            self.fold(text);
            for c in self.folded.chars() {
                scan.step(u32::from(c), c.is_alphanumeric(), c.is_numeric());
            }
        }
        // A space behind the last word ends it.
        scan.step(u32::from(' '), false, false);
        let mut features = scan.features;
        features.letters.settle();
        if features.words.is_empty() {
            features.words.append(&mut scan.short);
        }
        self.short = scan.short;
        features.words.sort_unstable();
        features.words.dedup();
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

/// A text while its letters go by.
struct Scan {
    features: Features,
    short: Vec<u64>,
    word: u64,
    length: usize,
    digit: bool,
    before: [u32; 2],
}

impl Scan {
    fn step(&mut self, c: u32, letter: bool, digit: bool) {
        self.features.letters.add(self.before, c);
        self.before = [self.before[1], c];
        if letter {
            self.features.key = Some(mixed(self.features.key.unwrap_or(FNV_START), c));
            if self.length < STEM {
                self.word = mixed(self.word, c);
            }
            self.length += 1;
            self.digit |= digit;
        } else if self.length > 0 {
            let list = if self.length > SHORT || self.digit {
                &mut self.features.words
            } else {
                &mut self.short
            };
            list.push(self.word);
            (self.word, self.length, self.digit) = (FNV_START, 0, false);
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

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of a hash (FNV-1a).
fn mixed(hash: u64, c: u32) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
}

/// The hash of a word's first letters, how many letters it has, whether one is a digit.
fn stem(word: &str) -> (u64, usize, bool) {
    let mut hash = FNV_START;
    let (mut letters, mut digit) = (0, false);
    for c in word.chars() {
        if letters < STEM {
            hash = mixed(hash, u32::from(c));
        }
        letters += 1;
        digit |= c.is_numeric();
    }
    (hash, letters, digit)
}

/// Which letters in threes a text has: a bit for each, by its hash. How many there are, and how
/// many two texts share, is estimated from the bits (linear counting: Whang, Vander-Zanden and
/// Taylor 1990), which for notes and paragraphs is off by some percent.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    bits: [u64; Self::WORDS],
    count: f64,
}

impl Default for Letters {
    fn default() -> Self {
        Self { bits: [0; Self::WORDS], count: 0.0 }
    }
}

impl Letters {
    const WORDS: usize = 32;

    fn add(&mut self, before: [u32; 2], c: u32) {
        let hash = before[0].wrapping_mul(0x9e37_79b1)
            ^ before[1].wrapping_mul(0x85eb_ca6b).rotate_left(11)
            ^ c.wrapping_mul(0xc2b2_ae35).rotate_left(22);
        let place = (hash.wrapping_mul(0x9e37_79b1) >> 21) as usize;
        if let Some(word) = self.bits.get_mut(place / 64) {
            *word |= 1 << (place % 64);
        }
    }

    fn settle(&mut self) {
        self.count = estimated(self.bits.iter().map(|word| word.count_ones()).sum());
    }

    /// Twice what both have, of what each has (Dice), 0 to 1.
    pub(super) fn dice(&self, other: &Self) -> f64 {
        let union = self.bits.iter().zip(&other.bits).map(|(a, b)| (a | b).count_ones()).sum();
        let all = self.count + other.count;
        let shared = (all - estimated(union)).max(0.0);
        if all > 0.0 { (2.0 * shared / all).min(1.0) } else { 0.0 }
    }
}

/// How many things have set so many of the bits.
fn estimated(bits: u32) -> f64 {
    let all = (Letters::WORDS * 64) as f64;
    // A full set tells nothing but that there are many.
    let empty = (all - f64::from(bits)).max(1.0);
    all * (all / empty).ln()
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
        let length = sides.iter().flat_map(|s| s.iter()).map(|f| f.words.len()).sum();
        let mut all: Vec<u64> = Vec::with_capacity(length);
        for features in sides.iter().flat_map(|s| s.iter()) {
            all.extend_from_slice(&features.words);
        }
        all.sort_unstable();
        let mut words: Vec<(u64, f64)> = Vec::with_capacity(all.len());
        // Most words stand in a few entries: those logarithms are taken once.
        let known: [f64; 8] = std::array::from_fn(|same| (1.0 + count / (same + 1) as f64).ln());
        let mut from = 0;
        while let Some(word) = all.get(from) {
            let same = all[from..].iter().take_while(|other| *other == word).count();
            let weight = known.get(same - 1).copied();
            words.push((*word, weight.unwrap_or_else(|| (1.0 + count / same as f64).ln())));
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
        assert!(reader.read("€€").letters.dice(&reader.read("€€").letters) > 0.9);
    }
}
