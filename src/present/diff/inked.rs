//! Text in which some words were removed and others added.

use unicode_width::UnicodeWidthStr;

use super::super::style::Style;
use crate::compare::{Fate, word_pieces};
use crate::text::display_safe;

/// A run of text with one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inked {
    pub(super) fate: Fate,
    /// On one line and safe to show.
    pub(super) text: String,
}

/// A run of text that was kept.
pub(super) fn kept(text: &str) -> Inked {
    Inked { fate: Fate::Kept, text: safe(text) }
}

/// A run of text with this fate.
pub(super) fn inked(fate: Fate, text: &str) -> Inked {
    Inked { fate, text: safe(text) }
}

/// Two texts word by word.
pub(super) fn both(old: &str, new: &str) -> Vec<Inked> {
    word_pieces(old, new).into_iter().map(|piece| inked(piece.fate, piece.text)).collect()
}

/// Safe to show and without line breaks; unlike `one_line` it keeps a space at either end.
fn safe(text: &str) -> String {
    let text = text.trim_matches(['\n', '\r', '\t']);
    let flat: String =
        text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    display_safe(&flat).into_owned()
}

/// Lays runs out on lines of at most `width` columns, words that are longer excepted; each line
/// comes with its width. Without colour removed words stand in `[-…-]`, added ones in `{+…+}`.
pub(super) fn laid_out(runs: &[Inked], width: usize, style: Style) -> Vec<(String, usize)> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    let mut space = false;
    for run in runs {
        let words: Vec<&str> = run.text.split(' ').collect();
        let last = words.iter().rposition(|word| !word.is_empty());
        let mut first = true;
        for (place, word) in words.iter().enumerate() {
            space |= place > 0;
            if word.is_empty() {
                continue;
            }
            let shown = marked(word, run.fate, first, Some(place) == last, style);
            let columns = shown.1;
            first = false;
            if used > 0 && used + usize::from(space) + columns > width {
                lines.push((std::mem::take(&mut line), used));
                used = 0;
            } else if space && used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(&shown.0);
            used += columns;
            space = false;
        }
    }
    if used > 0 || lines.is_empty() {
        lines.push((line, used));
    }
    lines
}

/// A word as it is shown, and its width.
fn marked(word: &str, fate: Fate, first: bool, last: bool, style: Style) -> (String, usize) {
    if style.color || fate == Fate::Kept {
        let shown = match fate {
            Fate::Kept => word.to_owned(),
            Fate::Removed => style.removed(word),
            Fate::Added => style.added(word),
        };
        return (shown, word.width());
    }
    let (open, close) = if fate == Fate::Removed { ("[-", "-]") } else { ("{+", "+}") };
    let (open, close) = (if first { open } else { "" }, if last { close } else { "" });
    let shown = format!("{open}{word}{close}");
    let columns = shown.width();
    (shown, columns)
}

#[cfg(test)]
mod tests {
    use super::{both, laid_out};
    use crate::present::Style;

    #[test]
    fn without_colour_the_words_are_marked_by_signs() {
        let lines = laid_out(&both("for cheap bread", "for fresh bread"), 60, Style::PLAIN);
        assert_eq!(lines[0].0, "for [-cheap-]{+fresh+} bread");
    }

    #[test]
    fn long_texts_are_broken_between_words() {
        let lines = laid_out(&both("one two three", "one two three"), 8, Style::PLAIN);
        let lines: Vec<_> = lines.into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, ["one two", "three"]);
    }
}
