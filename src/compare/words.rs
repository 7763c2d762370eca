//! Two texts word by word.

use std::hash::{Hash, Hasher};
use std::ops::Range;

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
    // What both begin and end with need not be looked at word by word.
    let start = common_start(old, new);
    let end = common_end(&old[start..], &new[start..]);
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let (a, b) = (words(&old[start..old_end]), words(&new[start..new_end]));
    if a.len() + b.len() > MOST_WORDS {
        return whole(old, new);
    }
    let mut runs = Runs(Vec::with_capacity(8));
    runs.push(true, 0..start, 0..start);
    let steps = steps(&a, &b);
    for (number, step) in steps.iter().enumerate() {
        let (from, to) = (&a[step.old.clone()], &b[step.new.clone()]);
        let inner = number > 0 && number + 1 < steps.len();
        let kept = step.kept && !(inner && is_slight(from));
        runs.push(kept, span(from, start), span(to, start));
    }
    runs.push(true, old_end..old.len(), new_end..new.len());
    pieces(&runs.0, old, new)
}

/// Runs as pieces; the two texts as they are when too little of them was kept.
fn pieces<'a>(runs: &[Run], old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let kept = runs.iter().filter(|run| run.kept).map(|run| letters(&new[run.new.clone()]));
    let kept: usize = kept.sum();
    // A text has no more letters than bytes, so mostly they need not be counted.
    let few = |most: usize| (kept as f64) < LEAST_KEPT * most as f64;
    if few(old.len().max(new.len())) && few(letters(old).max(letters(new)).max(1)) {
        return whole(old, new);
    }
    let mut pieces = Vec::with_capacity(runs.len() * 2);
    for run in runs {
        let mut push = |fate, text: &'a str| {
            if !text.is_empty() {
                pieces.push(Piece { fate, text });
            }
        };
        if run.kept {
            push(Fate::Kept, &new[run.new.clone()]);
        } else {
            push(Fate::Removed, &old[run.old.clone()]);
            push(Fate::Added, &new[run.new.clone()]);
        }
    }
    pieces
}

fn whole<'a>(old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let pieces = [Piece { fate: Fate::Removed, text: old }, Piece { fate: Fate::Added, text: new }];
    pieces.into_iter().filter(|piece| !piece.text.is_empty()).collect()
}

/// How many bytes two texts begin with alike, up to where a space follows something else: there a
/// word ends in any case.
fn common_start(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    while same > 0 {
        same -= 1;
        if a[same] == b' ' && same > 0 && a[same - 1] != b' ' {
            return same;
        }
    }
    0
}

/// How many bytes two texts end with alike, from where a space follows something else.
fn common_end(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let end = &a[a.len() - same..];
    let ends = |two: &[u8]| two[0] != b' ' && two[1] == b' ';
    end.windows(2).position(ends).map_or(0, |at| same - at - 1)
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

/// Where words that follow one another stand, in a text that begins at `start`.
fn span(words: &[Word<'_>], start: usize) -> Range<usize> {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => start + first.at..start + last.at + last.text.len(),
        _ => 0..0,
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

/// Words that follow one another and are kept, or of which the old ones were replaced by the new.
struct Step {
    kept: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// The steps from some words to others: as many words as possible are kept.
fn steps(a: &[Word<'_>], b: &[Word<'_>]) -> Vec<Step> {
    if a.is_empty() || b.is_empty() {
        return vec![Step { kept: false, old: 0..a.len(), new: 0..b.len() }];
    }
    if a.len() <= u64::BITS as usize {
        return few_steps(a, b);
    }
    let steps = capture_diff(Algorithm::Myers, a, 0..a.len(), b, 0..b.len()).into_iter();
    let step = |step: DiffOp| Step {
        kept: matches!(step, DiffOp::Equal { .. }),
        old: step.old_range(),
        new: step.new_range(),
    };
    steps.map(step).collect()
}

/// The same for old words that fit in the bits of one number, which most entries' do: a longest
/// common subsequence by bits (Hyyrö 2004).
fn few_steps(a: &[Word<'_>], b: &[Word<'_>]) -> Vec<Step> {
    // Per new word, which prefixes of the old words gain nothing by their last word.
    let mut rows: Vec<u64> = Vec::with_capacity(b.len());
    let mut row = u64::MAX;
    for word in b {
        let same = a.iter().enumerate().filter(|(_, other)| *other == word);
        let same = same.fold(0_u64, |bits, (at, _)| bits | 1 << at);
        let gained = row & same;
        row = row.wrapping_add(gained) | (row - gained);
        rows.push(row);
    }
    let mut steps: Vec<Step> = Vec::with_capacity(8);
    let (mut old, mut new) = (a.len(), b.len());
    // From the end to the beginning; each step grows towards it.
    let mut push = |kept: bool, old: Range<usize>, new: Range<usize>| match steps.last_mut() {
        Some(last) if last.kept == kept => {
            (last.old.start, last.new.start) = (old.start, new.start)
        }
        _ => steps.push(Step { kept, old, new }),
    };
    while old > 0 && new > 0 {
        let gains_nothing = |new: usize| rows[new - 1] >> (old - 1) & 1 == 1;
        if gains_nothing(new) {
            old -= 1;
            push(false, old..old + 1, new..new);
        } else if new > 1 && !gains_nothing(new - 1) {
            new -= 1;
            push(false, old..old, new..new + 1);
        } else {
            (old, new) = (old - 1, new - 1);
            push(true, old..old + 1, new..new + 1);
        }
    }
    if old + new > 0 {
        push(false, 0..old, 0..new);
    }
    steps.reverse();
    steps
}

/// A run of text, its place on each side.
struct Run {
    kept: bool,
    old: Range<usize>,
    new: Range<usize>,
}

/// Runs of text. Where only spaces, signs or one short word was kept between two changes, the three
/// become one change: "the ~~cheap~~ fast and ~~cheerful~~ friendly" reads worse than one
/// replacement.
struct Runs(Vec<Run>);

impl Runs {
    /// Adds what follows; an empty range stands nowhere.
    fn push(&mut self, kept: bool, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        let after = |so_far: &Range<usize>, more: &Range<usize>| match more.is_empty() {
            true => so_far.clone(),
            false if so_far.is_empty() => more.clone(),
            false => so_far.start..more.end,
        };
        match self.0.last_mut() {
            Some(last) if last.kept == kept => {
                (last.old, last.new) = (after(&last.old, &old), after(&last.new, &new));
            }
            _ => self.0.push(Run { kept, old, new }),
        }
    }
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

    use super::{Fate, Piece, few_steps, word_pieces, words};

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

    /// The length of a longest common subsequence, cell by cell.
    fn longest(a: &[String], b: &[String]) -> usize {
        let mut best = vec![vec![0; b.len() + 1]; a.len() + 1];
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                let same = best[i][j] + usize::from(x == y);
                best[i + 1][j + 1] = same.max(best[i][j + 1]).max(best[i + 1][j]);
            }
        }
        best[a.len()][b.len()]
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

        #[test]
        fn as_many_words_as_possible_are_kept(old in "[a-c.]{1,64}", new in "[a-c.]{1,80}") {
            let spaced = |text: &str| text.chars().map(|c| format!("{c} ")).collect::<String>();
            let (old, new) = (spaced(&old[..old.len().min(32)]), spaced(&new));
            let (a, b) = (words(&old), words(&new));
            let steps = few_steps(&a, &b);
            let said = |words: &[super::Word<'_>]| -> Vec<String> { words.iter().map(|word| word.text.to_owned()).collect() };
            let (x, y) = (said(&a), said(&b));
            let mut kept = 0;
            let (mut old_at, mut new_at) = (0, 0);
            for step in &steps {
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
