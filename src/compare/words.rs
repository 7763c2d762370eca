//! Two texts word by word.

use std::cell::RefCell;
use std::ops::Range;

use super::letter_runs;
use super::word_steps::{Word, WordSteps};

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
    ROOM.with_borrow_mut(|room| {
        let runs = room.runs(old, new, (start, old_end, new_end));
        let pieces = if runs { pieces(&room.runs.0, old, new) } else { whole(old, new) };
        if !room.words.is_small() {
            *room = Room::default();
        }
        pieces
    })
}

/// What comparing two texts needs room for: kept, so that few texts allocate anew.
#[derive(Default)]
struct Room {
    words: WordSteps,
    runs: Runs,
}

thread_local! {
    static ROOM: RefCell<Room> = RefCell::default();
}

impl Room {
    /// Finds the runs of two texts which are the same up to `start` and behind `old_end` and
    /// `new_end`; `false` when there are too many words.
    fn runs(&mut self, old: &str, new: &str, ends: (usize, usize, usize)) -> bool {
        let (start, old_end, new_end) = ends;
        let (old_part, new_part) = (&old[start..old_end], &new[start..new_end]);
        let Self { words, runs } = self;
        if words.cut(old_part, new_part) > MOST_WORDS {
            return false;
        }
        words.find(old_part, new_part);
        runs.0.clear();
        runs.push(true, 0..start, 0..start);
        for (number, step) in words.steps.iter().enumerate() {
            let (from, to) = (&words.old[step.old.clone()], &words.new[step.new.clone()]);
            let inner = number > 0 && number + 1 < words.steps.len();
            let kept = step.kept && !(inner && is_slight(from, old_part));
            runs.push(kept, span(from, start), span(to, start));
        }
        runs.push(true, old_end..old.len(), new_end..new.len());
        true
    }
}

/// Runs as pieces; the two texts as they are when too little of them was kept.
fn pieces<'a>(runs: &[Run], old: &'a str, new: &'a str) -> Vec<Piece<'a>> {
    let few = |kept: usize, most: usize| (kept as f64) < LEAST_KEPT * most as f64;
    // A text has no more letters than bytes, so mostly they need not all be counted.
    let most = old.len().max(new.len());
    let mut kept = 0;
    for run in runs.iter().filter(|run| run.kept) {
        kept += letters(&new[run.new.clone()]);
        if !few(kept, most) {
            break;
        }
    }
    if few(kept, most) && few(kept, letters(old).max(letters(new)).max(1)) {
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
    let mut same = letter_runs::same_start(a, b);
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
    let (x, y) = (a.as_rchunks::<8>().1, b.as_rchunks::<8>().1);
    let whole = 8 * x.iter().rev().zip(y.iter().rev()).take_while(|(x, y)| x == y).count();
    let (x, y) = (&a[..a.len() - whole], &b[..b.len() - whole]);
    let rest = x.iter().rev().zip(y.iter().rev()).take_while(|(x, y)| x == y).count();
    let same = whole + rest;
    let end = &a[a.len() - same..];
    let ends = |two: &[u8]| two[0] != b' ' && two[1] == b' ';
    end.windows(2).position(ends).map_or(0, |at| same - at - 1)
}

/// Where words that follow one another stand, in a text that begins at `start`.
fn span(words: &[Word], start: usize) -> Range<usize> {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => start + first.from..start + last.to,
        _ => 0..0,
    }
}

fn letters(text: &str) -> usize {
    if letter_runs::is_plain(text.as_bytes()) {
        return letter_runs::count(text.as_bytes());
    }
    text.chars().filter(|c| c.is_alphanumeric()).count()
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
#[derive(Default)]
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
fn is_slight(words: &[Word], text: &str) -> bool {
    let (mut count, mut letters) = (0, 0);
    for word in words.iter().map(|word| word.of(text)) {
        if word.is_ascii() {
            if word.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
                (count, letters) = (count + 1, letters + word.len());
            }
        } else if word.chars().any(char::is_alphanumeric) {
            (count, letters) = (count + 1, letters + word.chars().count());
        }
        if count > 1 || letters > 3 {
            return false;
        }
    }
    true
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
