//! What an entry's likeness to another is seen from: its words and its letters in threes.

use std::cell::OnceCell;

use crate::text::fold_char;

/// A word counts by its first letters, so that `collaborate` and `collaboration` are one, in any
/// language that inflects at the end. Six did best of four to seven, on canvases in six languages.
const STEM: usize = 6;
/// Words up to this many letters are mostly articles and prepositions, in every language that
/// canvases were met in. They count when there are no others, and when they hold a digit.
const SHORT: usize = 2;
/// More of a text than this, in bytes, does not change which text it is like.
const LONGEST: usize = 6_000;

/// What one entry's likeness is seen from.
#[derive(Clone, Debug)]
pub(super) struct Features<'t> {
    text: &'t str,
    /// Where its words stand among those of all entries.
    words: (usize, usize),
    /// How many words it has.
    count: usize,
    /// The letters in threes, read when they are asked for: often the words suffice.
    letters: OnceCell<Letters>,
    /// A hash of its letters and digits, folded; `None` when it has none.
    pub(super) key: Option<u64>,
    /// The summed weight of its words.
    pub(super) weight: f64,
}

/// Reads the entries of two versions, those of the old one first.
pub(super) struct FeatureReader<'t> {
    entries: Vec<Features<'t>>,
    /// The words of all entries, one entry after the other.
    words: Vec<u32>,
    known: Known,
    side: usize,
    folded: String,
    long: Vec<u64>,
    short: Vec<u64>,
}

impl Features<'_> {
    /// Twice the letters in threes that both have, of those that each has (Dice), 0 to 1.
    pub(super) fn letters_in_common(&self, other: &Self) -> f64 {
        self.letters().dice(other.letters())
    }

    fn letters(&self) -> &Letters {
        self.letters.get_or_init(|| Letters::of_plain(self.text))
    }
}

impl<'t> FeatureReader<'t> {
    /// For about so many entries.
    pub(super) fn new(entries: usize) -> Self {
        Self {
            entries: Vec::with_capacity(entries),
            words: Vec::with_capacity(entries * 12),
            known: Known::new(entries * 8),
            side: 0,
            folded: String::new(),
            long: Vec::with_capacity(32),
            short: Vec::with_capacity(8),
        }
    }

    /// All that follows is of the new version.
    pub(super) const fn turn(&mut self) {
        self.side = 1;
    }

    /// Reads one more entry.
    pub(super) fn read(&mut self, text: &'t str) {
        self.long.clear();
        self.short.clear();
        let letters = OnceCell::new();
        let key = if text.is_ascii() {
            self.ascii_words(plain(text))
        } else {
            // Folding takes longer than reading, so it is not done twice.
            fold_into(text, &mut self.folded);
            let read = Letters::of(self.folded.chars().map(u64::from));
            letters.get_or_init(|| read);
            self.folded_words()
        };
        let from = self.words.len();
        let entry = self.entries.len();
        for hash in if self.long.is_empty() { &self.short } else { &self.long } {
            self.words.extend(self.known.word(*hash, entry, self.side));
        }
        let to = self.words.len();
        let count = to - from;
        let words = (from, to);
        self.entries.push(Features { text, words, count, letters, key, weight: 0.0 });
    }

    /// The hashes of the words of a plain text; a hash of all its letters and digits.
    fn ascii_words(&mut self, bytes: &[u8]) -> Option<u64> {
        let (mut key, mut any) = (FNV_START, false);
        let letter = |at: usize| bytes.get(at).map_or(0, |byte| LETTERS[usize::from(*byte)]);
        let mut at = 0;
        while at < bytes.len() {
            let from = at;
            while letter(at) != 0 {
                key = mixed(key, u32::from(letter(at)));
                at += 1;
            }
            let word = &bytes[from..at];
            if !word.is_empty() {
                any = true;
                let letters = word.iter().take(STEM).map(|b| u32::from(LETTERS[usize::from(*b)]));
                let stem = letters.fold(0, joined);
                let telling = word.len() > SHORT || word.iter().any(u8::is_ascii_digit);
                if telling { &mut self.long } else { &mut self.short }.push(stem);
            }
            at += 1;
        }
        any.then_some(key)
    }

    /// The same of a text that was folded.
    fn folded_words(&mut self) -> Option<u64> {
        let mut key = None;
        for word in self.folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            let (mut stem, mut length, mut digit) = (0, 0, false);
            for c in word.chars() {
                key = Some(mixed(key.unwrap_or(FNV_START), u32::from(c)));
                if length < STEM {
                    stem = joined(stem, u32::from(c));
                }
                length += 1;
                digit |= c.is_numeric();
            }
            if length > SHORT || digit { &mut self.long } else { &mut self.short }.push(stem);
        }
        key
    }

    /// All that was read, with what each word weighs.
    ///
    /// The weight is `ln(1 + n / d)` with `n` entries of which `d` have the word (inverse document
    /// frequency, Spärck Jones 1972): a word that many entries have tells little.
    pub(super) fn weigh(mut self) -> Weighed<'t> {
        let all = self.entries.len() as f64;
        // Most words stand in a few entries: those logarithms are taken once.
        let few: [f64; 8] = std::array::from_fn(|less| (1.0 + all / (less + 1) as f64).ln());
        let weight = |seen: &Seen| {
            let count = seen.counts[0] + seen.counts[1];
            let known = few.get(count.saturating_sub(1)).copied();
            known.unwrap_or_else(|| (1.0 + all / count as f64).ln())
        };
        let seen = &self.known.seen;
        let weights: Vec<f64> = seen.iter().map(weight).collect();
        let mut kept = 0;
        for entry in &mut self.entries {
            let start = kept;
            for at in entry.words.0..entry.words.1 {
                let word = self.words[at];
                entry.weight += weights[word as usize];
                // What only one version says is in no two entries that are compared.
                if seen[word as usize].counts.iter().all(|count| *count > 0) {
                    self.words[kept] = word;
                    kept += 1;
                }
            }
            self.words[start..kept].sort_unstable();
            entry.words = (start, kept);
        }
        self.words.truncate(kept);
        Weighed { entries: self.entries, words: self.words, weights }
    }
}

/// Entries of two versions with the words that both versions have, and what each weighs.
pub(super) struct Weighed<'t> {
    entries: Vec<Features<'t>>,
    words: Vec<u32>,
    weights: Vec<f64>,
}

impl<'t> Weighed<'t> {
    /// The features of an entry, by the order of reading.
    pub(super) fn get(&self, entry: usize) -> Option<&Features<'t>> {
        self.entries.get(entry)
    }

    /// The words of an entry that both versions have, ascending, by their numbers.
    pub(super) fn words(&self, of: &Features<'_>) -> &[u32] {
        self.words.get(of.words.0..of.words.1).unwrap_or_default()
    }

    /// The summed weight of the words that two entries of different versions have in common.
    pub(super) fn shared(&self, a: &Features<'_>, b: &Features<'_>) -> f64 {
        let (a, b) = (self.words(a), self.words(b));
        let (mut at, mut to, mut sum) = (0, 0, 0.0);
        while let (Some(x), Some(y)) = (a.get(at), b.get(to)) {
            if x == y {
                sum += self.weights[*x as usize];
            }
            at += usize::from(x <= y);
            to += usize::from(y <= x);
        }
        sum
    }

    /// How many words two entries of different versions have in common, and how many each has.
    pub(super) fn counts(&self, a: &Features<'_>, b: &Features<'_>) -> (usize, [usize; 2]) {
        let mut shared = 0;
        for_each_shared(self.words(a), self.words(b), |_| shared += 1);
        (shared, [a.count, b.count])
    }
}

/// A word that was met.
struct Seen {
    hash: u64,
    /// One more than the entry that had it last.
    last: usize,
    /// How many entries of each version have it.
    counts: [usize; 2],
}

/// The words that were met, numbered in the order in which they were.
struct Known {
    seen: Vec<Seen>,
    /// One more than a word's number, at the place of its hash or the next free one behind it; 0 is
    /// free. At most half of them are taken.
    slots: Vec<u32>,
}

impl Known {
    fn new(words: usize) -> Self {
        let slots = vec![0; (words * 2).next_power_of_two().max(16)];
        Self { seen: Vec::with_capacity(words), slots }
    }

    /// A word's number; `None` when the entry has it already.
    fn word(&mut self, hash: u64, entry: usize, side: usize) -> Option<u32> {
        let mut at = self.slot(hash);
        let number = loop {
            match self.slots[at].checked_sub(1) {
                None => break self.add(hash, at),
                Some(number) if self.seen[number as usize].hash == hash => break number,
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
            }
        };
        let seen = &mut self.seen[number as usize];
        if seen.last == entry + 1 {
            return None;
        }
        seen.last = entry + 1;
        seen.counts[side] += 1;
        Some(number)
    }

    fn slot(&self, hash: u64) -> usize {
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.slots.len() - 1)
    }

    fn add(&mut self, hash: u64, at: usize) -> u32 {
        self.seen.push(Seen { hash, last: 0, counts: [0; 2] });
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

/// Plain letters and digits in lower case; 0 for all else.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// Plain letters in lower case, all else as it is.
static LOWER: [u64; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        lower[byte] = (byte as u8).to_ascii_lowercase() as u64;
        byte += 1;
    }
    lower
};

/// The last three letters of a text that goes by.
#[derive(Default)]
struct Three(u64);

impl Three {
    fn next(&mut self, c: u64) -> u64 {
        self.0 = self.0 << 22 | c;
        self.0
    }
}

/// A stem with one letter more. Six plain letters leave each its own bits.
fn joined(stem: u64, c: u32) -> u64 {
    stem.rotate_left(9) ^ u64::from(c)
}

/// As much of a plain text as counts.
fn plain(text: &str) -> &[u8] {
    &text.as_bytes()[..text.len().min(LONGEST)]
}

fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    for c in text.chars() {
        if folded.len() > LONGEST {
            break;
        }
        fold_char(c, folded);
    }
}

/// The hashes of a text's stems, in its order, without short words.
pub(super) fn stems(text: &str, out: &mut Vec<u64>) {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
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

    /// Those of a plain text.
    fn of_plain(text: &str) -> Self {
        Self::of(plain(text).iter().map(|byte| LOWER[usize::from(*byte)]))
    }

    fn of(letters: impl Iterator<Item = u64>) -> Self {
        let mut own = Self::default();
        let mut three = Three::default();
        letters.for_each(|letter| own.add(three.next(letter)));
        // A space behind the last word ends it.
        own.add(three.next(u64::from(b' ')));
        own.settle();
        own
    }

    fn add(&mut self, three: u64) {
        let place = (three.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 53) as usize;
        self.bits[place / 64] |= 1 << (place % 64);
    }

    fn settle(&mut self) {
        self.count = estimated(self.bits.iter().map(|word| word.count_ones()).sum());
    }

    /// Twice what both have, of what each has (Dice), 0 to 1.
    fn dice(&self, other: &Self) -> f64 {
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
    use super::{FeatureReader, Weighed};

    fn read<'t>(old: &'t str, new: &'t str) -> Weighed<'t> {
        let mut reader = FeatureReader::new(2);
        reader.read(old);
        reader.turn();
        reader.read(new);
        reader.weigh()
    }

    #[test]
    fn inflected_words_are_one_and_articles_are_none() {
        let both = read("We collaborate at a school", "Collaboration of the schools");
        let (a, b) = (both.get(0).unwrap(), both.get(1).unwrap());
        assert!(both.shared(a, b) > 0.99 * a.weight.min(b.weight));
    }

    #[test]
    fn a_text_of_short_words_and_a_text_of_signs_still_have_features() {
        let both = read("PR", "PR PR");
        let (a, b) = (both.get(0).unwrap(), both.get(1).unwrap());
        assert_eq!(both.counts(a, b), (1, [1, 1]));
        let both = read("€€", "€€");
        let (a, b) = (both.get(0).unwrap(), both.get(1).unwrap());
        assert!(a.letters_in_common(b) > 0.9);
    }

    #[test]
    fn many_words_keep_their_numbers() {
        let words: Vec<String> = (0..900).map(|number| format!("w{number}")).collect();
        let (old, new) = (words[..600].join(" "), words[300..].join(" "));
        let both = read(&old, &new);
        let (a, b) = (both.get(0).unwrap(), both.get(1).unwrap());
        assert_eq!(both.counts(a, b).0, 300);
    }
}
