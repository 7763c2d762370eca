//! Running text: which line breaks mean something.
//!
//! In Markdown a line break within a paragraph means nothing, and editors put one at column 80.
//! People also write an entry per line. Both are met, so the breaks are looked at.

use super::super::document::Piece;
use super::line::paragraph;

/// Lines shorter than this are never broken by an editor.
const NARROW: usize = 60;

/// The pieces of consecutive lines of running text. `is_title` tells a line that is the name of a
/// block: it stands alone whatever follows.
pub(super) fn pieces(lines: &[(u32, &str)], is_title: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let meant = breaks_are_meant(lines);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open: Option<(u32, String)> = None;
    let close = |open: &mut Option<(u32, String)>, pieces: &mut Vec<Piece>| {
        if let Some((line, raw)) = open.take() {
            pieces.push(paragraph(line, &raw));
        }
    };
    for (at, (number, raw)) in lines.iter().enumerate() {
        // A name that a line in the middle of a sentence begins with is no title.
        let begins = at == 0 || !raw.trim_start().starts_with(char::is_lowercase);
        let alone = stands_alone(raw) || begins && is_title(raw);
        if alone {
            close(&mut open, &mut pieces);
        }
        let hard = raw.ends_with("  ") || raw.ends_with('\\');
        let body = raw.trim().trim_end_matches('\\');
        match &mut open {
            Some((_, text)) => {
                text.push(' ');
                text.push_str(body);
            }
            None => open = Some((*number, body.to_owned())),
        }
        if alone || hard || meant || at + 1 == lines.len() {
            close(&mut open, &mut pieces);
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// A line that is bold as a whole is a label: what follows belongs to it, not in it.
fn stands_alone(raw: &str) -> bool {
    let raw = raw.trim().trim_end_matches([':', ' ']);
    ["**", "__"].into_iter().any(|mark| {
        let inner = raw.strip_prefix(mark).and_then(|raw| raw.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// `kanalen: website, markt`, `CH - web shop`: one or two words and a sign in front of the text.
fn is_labelled(line: &str) -> bool {
    let line = line.trim_start();
    let signs = [": ", ":** ", ":* ", "**: ", " - ", " – ", " — ", " → ", " -> "].into_iter();
    let label = signs.filter_map(|sign| line.split_once(sign)).map(|(label, _)| label);
    label.min_by_key(|label| label.len()).is_some_and(|label| {
        let words = label.split_whitespace().count();
        (1..=2).contains(&words) && label.len() <= 40 && !label.contains([',', '.', '/'])
    })
}

/// Whether each line is an entry of its own: all begin with a label, or all begin like a sentence, and
/// the next word would mostly still have fitted on the line before it.
fn breaks_are_meant(lines: &[(u32, &str)]) -> bool {
    let begins = |line: &str| {
        line.trim_start()
            .trim_start_matches(['*', '_', '"', '“', '(', '[', '`'])
            .chars()
            .next()
            .is_some_and(|c| !c.is_lowercase())
    };
    if lines.len() > 1 && lines.iter().all(|(_, line)| is_labelled(line)) {
        return true;
    }
    if lines.len() < 2 || !lines.iter().all(|(_, line)| begins(line)) {
        return false;
    }
    let length = |line: &str| line.trim().chars().count();
    let widest = lines.iter().map(|(_, line)| length(line)).max().unwrap_or(0).max(NARROW);
    let mut fitted = 0;
    for pair in lines.windows(2) {
        let [(_, line), (_, next)] = pair else { continue };
        if line.trim_end().ends_with(',') {
            return false;
        }
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        if length(line) + 1 + word <= widest {
            fitted += 1;
        }
    }
    fitted * 2 > lines.len() - 1
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn texts(text: &str) -> Vec<String> {
        let lines: Vec<(u32, &str)> = (1..).zip(text.lines()).collect();
        pieces(&lines, &|line| line == "Channels").into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_wrapped_paragraph_is_one_entry() {
        let wrapped = "Students who need a quiet room for an afternoon and who do\n\
                       not want to walk through the whole building to find that\n\
                       all rooms are taken.";
        assert_eq!(texts(wrapped).len(), 1);
    }

    #[test]
    fn a_line_per_entry_is_an_entry_each() {
        assert_eq!(texts("Web shop\nMarket stall\nWord of mouth").len(), 3);
        assert_eq!(texts("Channels\nWeb shop").len(), 2);
        assert_eq!(texts("one  \ntwo").len(), 2);
    }

    #[test]
    fn a_bold_line_is_no_part_of_what_follows() {
        assert_eq!(texts("**Core:**\nsimple and open"), ["Core:", "simple and open"]);
    }
}
