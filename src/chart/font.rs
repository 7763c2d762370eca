//! The embedded font: how wide a text is, and where it is broken.
//!
//! It has the widths of Arial, Helvetica and Liberation Sans, which SVG viewers have; so text that
//! fits here fits there.

use std::sync::OnceLock;

use ttf_parser::Face;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The font files, for the rasteriser.
pub(super) const FILES: [&[u8]; 2] = [
    include_bytes!("../../data/fonts/CanvasSans-Regular.ttf"),
    include_bytes!("../../data/fonts/CanvasSans-Bold.ttf"),
];
/// The family name in the files.
pub(super) const FAMILY: &str = "Canvas Sans";

fn face(bold: bool) -> Option<&'static Face<'static>> {
    static FACES: [OnceLock<Option<Face<'static>>>; 2] = [OnceLock::new(), OnceLock::new()];
    let place = usize::from(bold);
    FACES[place].get_or_init(|| Face::parse(FILES[place], 0).ok()).as_ref()
}

/// Whether the font can show a character.
pub(super) fn has(c: char) -> bool {
    c.width().unwrap_or(0) == 0 || face(false).is_some_and(|face| face.glyph_index(c).is_some())
}

/// How wide a text is, in the unit of `size`. A character that the font lacks is taken to be as
/// wide as its kind usually is.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let Some(face) = face(bold) else { return text.chars().count() as f64 * size * 0.6 };
    let em = f64::from(face.units_per_em()).max(1.0);
    let advance = |c: char| match face.glyph_index(c).and_then(|id| face.glyph_hor_advance(id)) {
        Some(units) => f64::from(units) / em,
        None => c.width().unwrap_or(0) as f64 * 0.62,
    };
    text.chars().map(advance).sum::<f64>() * size
}

/// A text on one line of at most `room`, and whether it had to be cut (which `…` shows).
pub(super) fn fit(text: &str, room: f64, size: f64, bold: bool) -> (String, bool) {
    if width(text, size, bold) <= room {
        return (text.to_owned(), false);
    }
    let ellipsis = width("…", size, bold);
    let mut used = 0.0;
    let mut out = String::new();
    for piece in text.graphemes(true) {
        used += width(piece, size, bold);
        if used + ellipsis > room {
            break;
        }
        out.push_str(piece);
    }
    let mut out = out.trim_end().to_owned();
    out.push('…');
    (out, true)
}

/// A text on lines of at most `room`: broken at spaces, after hyphens and slashes, and within a
/// word only when the word alone is too wide. Nothing is lost.
pub(super) fn wrap(text: &str, room: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let space = width(" ", size, bold);
    for word in text.split_whitespace() {
        for (number, piece) in pieces(word).enumerate() {
            let wide = width(piece, size, bold);
            let gap = if line.is_empty() || number > 0 { 0.0 } else { space };
            if used + gap + wide <= room {
                if gap > 0.0 {
                    line.push(' ');
                }
                line.push_str(piece);
                used += gap + wide;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            used = 0.0;
            for letter in piece.graphemes(true) {
                let wide = width(letter, size, bold);
                if used + wide > room && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push_str(letter);
                used += wide;
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in pieces that a line may end after: behind `-`, `/`, `–` and `@`, when letters follow.
fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .char_indices()
            .find(|(at, c)| *at > 1 && matches!(c, '-' | '/' | '–' | '@' | '_'))
            .map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{fit, has, width, wrap};

    #[test]
    fn widths_are_those_of_arial() {
        // Arial's digits are all 1139 of 2048 wide.
        assert!((width("0123", 20.48, false) - 4.0 * 11.39).abs() < 1e-9);
        assert!(width("Waarde", 10.0, true) > width("Waarde", 10.0, false));
        assert!(has('€') && has('ĳ') && has('●') && !has('漢'));
    }

    #[test]
    fn a_text_that_does_not_fit_is_cut_with_a_sign() {
        let (text, cut) = fit("Customer relationships", 60.0, 12.0, false);
        assert!(cut && text.ends_with('…') && width(&text, 12.0, false) <= 60.0);
        assert_eq!(fit("Cost", 60.0, 12.0, false), ("Cost".to_owned(), false));
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_and_every_line_fits(
            text in "[a-zA-Zéë€ /-]{0,120}",
            room in 30.0..200.0_f64,
        ) {
            let lines = wrap(&text, room, 12.0, false);
            let all: String = lines.concat().split_whitespace().collect();
            let wanted: String = text.split_whitespace().collect();
            prop_assert_eq!(all, wanted);
            for line in lines {
                prop_assert!(width(&line, 12.0, false) <= room + 1e-6, "{}", line);
            }
        }
    }
}
