//! How text for people is laid out and coloured.

use unicode_width::UnicodeWidthStr;

use crate::canvas::Language;
use crate::catalogue::{Gravity, Level};
use crate::text::{one_line, truncate};

/// For whom text is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The language of headings and explanations.
    pub language: Language,
    /// Whether ANSI colours are used. Nothing is said by colour alone.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
}

impl Style {
    /// English, without colours, 100 columns.
    pub const PLAIN: Self = Self { language: Language::En, color: false, width: 100 };

    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// Whole lines, each dim by itself.
    pub(super) fn dim_lines(self, lines: &str) -> String {
        lines.lines().map(|line| format!("{}\n", self.dim(line))).collect()
    }

    /// Words that are gone: red and struck through, so that it is not said by colour alone.
    pub(super) fn removed(self, text: &str) -> String {
        self.paint("31;9", text)
    }

    /// Words that are new: blue and underlined.
    pub(super) fn added(self, text: &str) -> String {
        self.paint("34;4", text)
    }

    /// In the colour of a percentage: blue for strong, yellow for middling, red for weak. Blue and
    /// not green, so that the two ends differ for colour-blind eyes.
    pub(super) fn graded(self, percent: f64, text: &str) -> String {
        let code = if percent >= 75.0 {
            "34"
        } else if percent >= 40.0 {
            "33"
        } else {
            "31"
        };
        self.paint(code, text)
    }

    pub(super) fn level(self, level: Level, text: &str) -> String {
        let code = match level {
            Level::Answered | Level::None => "34",
            Level::Partly => "33",
            Level::NotFound => "31",
        };
        self.paint(code, text)
    }

    /// In the colour of a severity.
    pub(super) fn gravity(self, gravity: Gravity, text: &str) -> String {
        let code = match gravity {
            Gravity::Error => "31",
            Gravity::Warning => "33",
            Gravity::Info => "34",
        };
        self.paint(code, text)
    }

    /// A bar of eight columns for a percentage.
    pub(super) fn bar(self, percent: f64) -> String {
        const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
        let eighths = (percent.clamp(0.0, 100.0) / 100.0 * 64.0).round() as usize;
        let mut bar = "█".repeat(eighths / 8);
        bar.push_str(EIGHTHS[eighths % 8]);
        let pad = 8 - bar.chars().count();
        format!("{}{}", self.graded(percent, &bar), " ".repeat(pad))
    }

    /// One cell whose height shows a percentage; `·` for nothing at all.
    pub(super) fn cell(self, percent: f64) -> String {
        const HEIGHTS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
        if percent <= 0.0 {
            return self.graded(0.0, "·");
        }
        let step = (percent / 100.0 * 8.0).ceil() as usize;
        self.graded(percent, HEIGHTS[step.clamp(1, 8) - 1])
    }
}

/// The sign of a level; each differs in shape.
pub(super) const fn sign(level: Level) -> &'static str {
    match level {
        Level::Answered => "●",
        Level::None => "◎",
        Level::Partly => "◐",
        Level::NotFound => "○",
    }
}

/// A text from input in exactly `width` columns.
pub(super) fn fitted(text: &str, width: usize) -> String {
    let line = one_line(text);
    let cut = truncate(&line, width);
    format!("{cut}{}", " ".repeat(width.saturating_sub(cut.width())))
}

/// A text on lines of at most `width` columns, each after `indent`; long words are cut.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(indent.width()).max(20);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let word = truncate(word, room);
        if !line.is_empty() && line.width() + 1 + word.width() > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines.iter().map(|line| format!("{indent}{line}\n")).collect()
}
