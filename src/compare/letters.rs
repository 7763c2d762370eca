//! The letters of a text in threes: what two texts share through spelling.

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
    pub(super) fn of_plain(text: &str) -> Self {
        Self::of(text.bytes().map(|byte| LOWER[usize::from(byte)]))
    }

    /// Those of a text that was folded.
    pub(super) fn of_folded(text: &str) -> Self {
        Self::of(text.chars().map(u64::from))
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
