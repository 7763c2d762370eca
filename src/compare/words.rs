//! Two texts word by word.

use std::hash::{Hash, Hasher};

use similar::{Algorithm, DiffOp, capture_diff};
use unicode_segmentation::UnicodeSegmentation;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// In both.
    Kept,
    /// In the old text only.
    Removed,
    /// In the new text only.
    Added,
}

/// A run of words with one fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What became of it.
    pub fate: Fate,
    /// The words with the spaces and signs between them. Kept words are the new text's.
    pub text: &'a str,
}

/// Beyond this many words two texts are not compared word by word but shown one after the other:
/// the time can grow with the square.
const MOST_WORDS: usize = 6_000;
/// Below this share of kept letters the texts have so little in common that pieces of them would
/// be harder to read than the two texts.
const LEAST_KEPT: f64 = 0.25;

/// The pieces of two texts, in reading order: joined without the added ones they are the old text
/// (in the new one's wording of what was kept, which is the same), without the removed ones the
/// new text.
#[must_use]
pub fn word_pieces<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    if old == new {
        return vec![Piece { fate: Fate::Kept, text: new }];
    }
    let (a, b) = (words(old), words(new));
    if a.len() + b.len() > MOST_WORDS {
        return whole(old, new);
    }
    let spans = joined(&steps(&a, &b), &a);
    let kept: usize = spans
        .iter()
        .filter(|span| span.kept)
        .map(|span| letters(slice(new, &b, span.new.0, span.new.1)))
        .sum();
    // A text has no more letters than bytes, so mostly they need not be counted.
    let few = |most: usize| (kept as f64) < LEAST_KEPT * most as f64;
    if few(old.len().max(new.len())) && few(letters(old).max(letters(new)).max(1)) {
        return whole(old, new);
    }
    let mut pieces = Vec::with_capacity(spans.len() * 2);
    for span in spans {
        let mut push = |fate, text: &'a str| {
            if !text.is_empty() {
                pieces.push(Piece { fate, text });
            }
        };
        if span.kept {
            push(Fate::Kept, slice(new, &b, span.new.0, span.new.1));
        } else {
            push(Fate::Removed, slice(old, &a, span.old.0, span.old.1));
            push(Fate::Added, slice(new, &b, span.new.0, span.new.1));
        }
    }
    pieces
}

/// The steps from one text to the other. What both begin and end with need not be looked at.
fn steps(a: &[Word<'_>], b: &[Word<'_>]) -> Vec<DiffOp> {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let left = a[start..].iter().rev().zip(b[start..].iter().rev());
    let end = left.take_while(|(x, y)| x == y).count();
    let (old, new) = (start..a.len() - end, start..b.len() - end);
    let mut steps = Vec::with_capacity(8);
    if start > 0 {
        steps.push(DiffOp::Equal { old_index: 0, new_index: 0, len: start });
    }
    let (old_index, old_len, new_index, new_len) = (start, old.len(), start, new.len());
    match (old_len, new_len) {
        (0, 0) => {}
        (0, _) => steps.push(DiffOp::Insert { old_index, new_index, new_len }),
        (_, 0) => steps.push(DiffOp::Delete { old_index, old_len, new_index }),
        (1, 1) => steps.push(DiffOp::Replace { old_index, old_len, new_index, new_len }),
        _ => steps.extend(capture_diff(Algorithm::Myers, a, old.clone(), b, new.clone())),
    }
    if end > 0 {
        steps.push(DiffOp::Equal { old_index: old.end, new_index: new.end, len: end });
    }
    steps
}

fn whole<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let pieces = [Piece { fate: Fate::Removed, text: old }, Piece { fate: Fate::Added, text: new }];
    pieces.into_iter().filter(|piece| !piece.text.is_empty()).collect()
}

/// A word, or what stands between two, with its place in the text. Words are compared by what they
/// say.
#[derive(Clone, Copy)]
struct Word<'a> {
    at: usize,
    text: &'a str,
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Word<'_> {}

impl Hash for Word<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// The words and what stands between them, as Unicode parts them (UAX 29); plain text, in which
/// that is easily seen, without its tables.
fn words(text: &str) -> Vec<Word<'_>> {
    if !text.is_ascii() {
        return text.split_word_bound_indices().map(|(at, text)| Word { at, text }).collect();
    }
    let bytes = text.as_bytes();
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut words = Vec::with_capacity(text.len() / 2 + 1);
    let mut from = 0;
    while let Some(first) = bytes.get(from).copied() {
        let mut to = from + 1;
        if is_word(first) {
            while let Some(byte) = bytes.get(to).copied() {
                // A point, comma or apostrophe within a word or a number belongs to it.
                let inner = matches!(byte, b'.' | b',' | b'\'')
                    && bytes.get(to + 1).is_some_and(|next| is_word(*next));
                if !is_word(byte) && !inner {
                    break;
                }
                to += 1;
            }
        } else if first == b' ' {
            to += bytes[to..].iter().take_while(|byte| **byte == b' ').count();
        }
        words.push(Word { at: from, text: text.get(from..to).unwrap_or_default() });
        from = to;
    }
    words
}

fn letters(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(u8::is_ascii_alphanumeric).count();
    }
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The text from one word to before another.
fn slice<'a>(text: &'a str, words: &[Word<'_>], from: usize, to: usize) -> &'a str {
    let at = |word: usize| words.get(word).map_or(text.len(), |word| word.at);
    text.get(at(from)..at(to)).unwrap_or_default()
}

/// A run of words, from one word to before another on each side.
#[derive(Clone, Copy)]
struct Run {
    kept: bool,
    old: (usize, usize),
    new: (usize, usize),
}

/// The steps as runs. Where only spaces, signs or one short word was kept between two changes, the
/// three become one change: "the ~~cheap~~ fast and ~~cheerful~~ friendly" reads worse than one
/// replacement.
fn joined(ops: &[DiffOp], old: &[Word<'_>]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::with_capacity(ops.len());
    for (number, op) in ops.iter().enumerate() {
        let (kept, from, to) = match *op {
            DiffOp::Equal { old_index, new_index, len } => {
                (true, (old_index, old_index + len), (new_index, new_index + len))
            }
            DiffOp::Delete { old_index, old_len, new_index } => {
                (false, (old_index, old_index + old_len), (new_index, new_index))
            }
            DiffOp::Insert { old_index, new_index, new_len } => {
                (false, (old_index, old_index), (new_index, new_index + new_len))
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (false, (old_index, old_index + old_len), (new_index, new_index + new_len))
            }
        };
        let inner = number > 0 && number + 1 < ops.len();
        let kept = kept && !(inner && is_slight(old.get(from.0..from.1).unwrap_or_default()));
        match runs.last_mut() {
            Some(last) if last.kept == kept => {
                last.old.1 = from.1;
                last.new.1 = to.1;
            }
            _ => runs.push(Run { kept, old: from, new: to }),
        }
    }
    runs
}

/// Whether kept words are too slight to part two changes.
fn is_slight(words: &[Word<'_>]) -> bool {
    let said = words.iter().filter(|word| word.text.chars().any(char::is_alphanumeric));
    let (count, letters) = said.fold((0, 0), |(n, l), word| (n + 1, l + word.text.chars().count()));
    count == 0 || (count == 1 && letters <= 3)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Fate, Piece, word_pieces};

    fn side(pieces: &[Piece<'_>], without: Fate) -> String {
        pieces.iter().filter(|piece| piece.fate != without).map(|piece| piece.text).collect()
    }

    #[test]
    fn a_price_that_changed_is_one_replaced_word() {
        let pieces = word_pieces("Abonnement: € 9,50 per maand", "Abonnement: € 11,00 per maand");
        let shown: Vec<_> = pieces.iter().map(|piece| (piece.fate, piece.text)).collect();
        let expected = [
            (Fate::Kept, "Abonnement: € "),
            (Fate::Removed, "9,50"),
            (Fate::Added, "11,00"),
            (Fate::Kept, " per maand"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn texts_with_little_in_common_are_shown_whole() {
        let pieces = word_pieces("Subscriptions", "We sell a subscription to every school");
        assert_eq!(pieces.len(), 2);
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(
            old in "[a-c€. ]{0,30}( bakery| school| fee){0,5}",
            new in "[a-c€. ]{0,30}( bakery| school| fee){0,5}",
        ) {
            let pieces = word_pieces(&old, &new);
            prop_assert_eq!(side(&pieces, Fate::Added), old.as_str());
            prop_assert_eq!(side(&pieces, Fate::Removed), new.as_str());
        }
    }
}
