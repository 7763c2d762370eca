//! From the words of one text to those of another.

use std::ops::Range;

use super::letter_runs::{eight, for_each_run, is_plain};
use similar::{Algorithm, DiffOp, capture_diff};
use unicode_segmentation::UnicodeSegmentation;

/// A word, or what stands between two: its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The word itself when it is short, else a hash of it: unequal keys are unequal words.
    key: u64,
}

/// Set in the key of a word that is too long to be its own key.
const LONG: u64 = 1 << 63;

impl Word {
    fn new(bytes: &[u8], from: usize, to: usize) -> Self {
        Self { from, to, key: key(bytes, from, to) }
    }

    /// One byte.
    fn sign(byte: u8, at: usize) -> Self {
        Self { from: at, to: at + 1, key: u64::from(byte) | 1 << 56 }
    }

    /// What it says, in its text.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.from..self.to).unwrap_or_default()
    }
}

/// Up to seven bytes and how many they are; of more bytes a hash of the first and the last eight.
fn key(bytes: &[u8], from: usize, to: usize) -> u64 {
    let length = to - from;
    let first = eight(bytes, from);
    let last = eight(bytes, to.saturating_sub(8));
    let short = first & ((1 << (8 * length.min(7))) - 1) | (length as u64) << 56;
    let long = (first ^ last.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) | LONG;
    if length < 8 { short } else { long }
}

/// The words and what stands between them, as Unicode parts them (UAX 29); plain text, in which
/// that is easily seen, without its tables.
fn words(text: &str, words: &mut Vec<Word>) {
    words.clear();
    let bytes = text.as_bytes();
    if !is_plain(bytes) {
        let bounds = text.split_word_bound_indices();
        words.extend(bounds.map(|(at, word)| Word::new(bytes, at, at + word.len())));
        return;
    }
    // Where the word that may go on began and ended.
    let (mut from, mut end) = (0, 0);
    for_each_run::<true>(bytes, |start, to| {
        // A point, comma or apostrophe within a word or a number belongs to it.
        let inner = start == end + 1 && end > from && matches!(bytes[end], b'.' | b',' | b'\'');
        if !inner {
            if end > from {
                words.push(Word::new(bytes, from, end));
            }
            if start == end + 1 {
                words.push(Word::sign(bytes[end], end));
            } else {
                signs(bytes, end..start, words);
            }
            from = start;
        }
        end = to;
    });
    if end > from {
        words.push(Word::new(bytes, from, end));
    }
    signs(bytes, end..bytes.len(), words);
}

/// Signs, each by itself, and runs of spaces.
fn signs(bytes: &[u8], all: Range<usize>, words: &mut Vec<Word>) {
    let mut from = all.start;
    while from < all.end {
        let mut to = from + 1;
        while bytes[from] == b' ' && to < all.end && bytes[to] == b' ' {
            to += 1;
        }
        let one = to == from + 1;
        words.push(if one { Word::sign(bytes[from], from) } else { Word::new(bytes, from, to) });
        from = to;
    }
}

/// Words that follow one another and are kept, or of which the old ones were replaced by the new.
pub(super) struct Step {
    pub(super) kept: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

const BITS: usize = u64::BITS as usize;

/// The words of two texts, and how to get from the ones to the others. Kept and refilled, so that
/// no text allocates anew.
#[derive(Default)]
pub(super) struct WordSteps {
    pub(super) old: Vec<Word>,
    pub(super) new: Vec<Word>,
    /// As many words as possible are kept.
    pub(super) steps: Vec<Step>,
    rows: Vec<u64>,
}

impl WordSteps {
    /// Cuts both texts into words; how many there are.
    pub(super) fn cut(&mut self, old: &str, new: &str) -> usize {
        words(old, &mut self.old);
        words(new, &mut self.new);
        self.old.len() + self.new.len()
    }

    /// Whether so little room is held that it may be kept.
    pub(super) fn is_small(&self) -> bool {
        const MOST: usize = 16_384;
        self.old.capacity().max(self.new.capacity()).max(self.rows.capacity()) <= MOST
    }

    /// Finds the steps between the words of the texts that were cut.
    pub(super) fn find(&mut self, old: &str, new: &str) {
        self.steps.clear();
        let (a, b) = (self.old.len(), self.new.len());
        if a == 0 || b == 0 {
            self.steps.push(Step { kept: false, old: 0..a, new: 0..b });
        } else if a <= BITS {
            self.few(old, new);
        } else {
            let said = |words: &[Word], text| words.iter().map(|w| w.of(text)).collect::<Vec<_>>();
            let (x, y) = (said(&self.old, old), said(&self.new, new));
            let step = |step: DiffOp| Step {
                kept: matches!(step, DiffOp::Equal { .. }),
                old: step.old_range(),
                new: step.new_range(),
            };
            let steps = capture_diff(Algorithm::Myers, &x, 0..a, &y, 0..b);
            self.steps.extend(steps.into_iter().map(step));
        }
    }

    /// The same for old words that fit in the bits of one number, which most entries' do: a longest
    /// common subsequence by bits (Hyyrö 2004).
    fn few(&mut self, old_text: &str, new_text: &str) {
        let Self { old: a, new: b, steps, rows, .. } = self;
        // Per new word, which prefixes of the old words gain nothing by their last word.
        rows.clear();
        let mut row = u64::MAX;
        // Every other word is a space.
        let (mut before, mut before_same) = ([0; 2], [0; 2]);
        for (number, word) in b.iter().enumerate() {
            let turn = number % 2;
            if before[turn] != word.key {
                let alike = |other: &Word| u64::from(other.key == word.key);
                before[turn] = word.key;
                before_same[turn] = a.iter().rev().fold(0, |bits, other| bits << 1 | alike(other));
            }
            let mut same = before_same[turn];
            if word.key & LONG != 0 {
                same &= long(a, word, old_text, new_text, same);
            }
            let gained = row & same;
            row = row.wrapping_add(gained) | (row - gained);
            rows.push(row);
        }
        let (mut old, mut new) = (a.len(), b.len());
        // From the end to the beginning; each step grows towards it.
        let mut push = |kept: bool, old: Range<usize>, new: Range<usize>| match steps.last_mut() {
            Some(last) if last.kept == kept => {
                (last.old.start, last.new.start) = (old.start, new.start)
            }
            _ => steps.push(Step { kept, old, new }),
        };
        let gains_nothing = |old: usize, new: usize| rows[new - 1] >> (old - 1) & 1 == 1;
        while old > 0 && new > 0 {
            let idle = (rows[new - 1] << (BITS - old)).leading_ones() as usize;
            if idle > 0 {
                push(false, old - idle.min(old)..old, new..new);
                old -= idle.min(old);
                continue;
            }
            let end = new;
            while new > 1 && !gains_nothing(old, new - 1) {
                new -= 1;
            }
            if new < end {
                push(false, old..old, new..end);
            }
            (old, new) = (old - 1, new - 1);
            push(true, old..old + 1, new..new + 1);
        }
        if old + new > 0 {
            push(false, 0..old, 0..new);
        }
        steps.reverse();
    }
}

/// Of the words whose bit is set, those that are indeed the long word, not only of its hash.
fn long(words: &[Word], word: &Word, old: &str, new: &str, mut maybe: u64) -> u64 {
    let mut same = 0;
    while maybe != 0 {
        let at = maybe.trailing_zeros();
        maybe &= maybe - 1;
        let equal = words.get(at as usize).is_some_and(|other| other.of(old) == word.of(new));
        same |= u64::from(equal) << at;
    }
    same
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::WordSteps;

    /// The length of a longest common subsequence, cell by cell.
    fn longest(a: &[&str], b: &[&str]) -> usize {
        let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                let same = best[i][j] + usize::from(x == y);
                best[i + 1][j + 1] = same.max(best[i][j + 1]).max(best[i + 1][j]);
            }
        }
        best[a.len()][b.len()]
    }

    /// Words of one letter, of seven, eight and nine: short and long keys.
    fn said(letters: &str) -> String {
        let word = |letter| match letter {
            'd' => "seventh".to_owned(),
            'e' => "eighthly".to_owned(),
            'f' => "eighthlz".to_owned(),
            letter => letter.to_string(),
        };
        letters.chars().map(|letter| word(letter) + " ").collect()
    }

    proptest! {
        #[test]
        fn as_many_words_as_possible_are_kept(old in "[a-f.]{1,64}", new in "[a-f.]{1,80}") {
            let (old, new) = (said(&old[..old.len().min(32)]), said(&new));
            let mut found = WordSteps::default();
            found.cut(&old, &new);
            found.find(&old, &new);
            let x: Vec<&str> = found.old.iter().map(|word| word.of(&old)).collect();
            let y: Vec<&str> = found.new.iter().map(|word| word.of(&new)).collect();
            let mut kept = 0;
            let (mut old_at, mut new_at) = (0, 0);
            for step in &found.steps {
                prop_assert_eq!((step.old.start, step.new.start), (old_at, new_at));
                (old_at, new_at) = (step.old.end, step.new.end);
                if step.kept {
                    prop_assert_eq!(&x[step.old.clone()], &y[step.new.clone()]);
                    kept += step.old.len();
                }
            }
            prop_assert_eq!((old_at, new_at), (x.len(), y.len()));
            prop_assert_eq!(kept, longest(&x, &y));
        }
    }
}
