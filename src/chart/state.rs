//! The sign of a question's state: told apart by shape as well as by colour.

use super::look::Colors;
use super::paper::Paper;
use crate::canvas::Language;
use crate::catalogue::Level;

/// A question's state in a canvas, or that the rubric leaves it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Judged.
    Judged(Level),
    /// Left out by the rubric: not a zero.
    LeftOut,
}

impl State {
    /// The name for people.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Judged(level) => level.label(language),
            Self::LeftOut => language.pick("left out by the rubric", "door de rubric weggelaten"),
        }
    }
}

/// The states in the order of a legend.
pub(super) const LEGEND: [State; 4] = [
    State::Judged(Level::Answered),
    State::Judged(Level::None),
    State::Judged(Level::Partly),
    State::Judged(Level::NotFound),
];

/// Draws a state: answered is full, "we have none" full with a hole, partly half full from below,
/// not found empty, left out hatched.
pub(super) fn cell(
    paper: &mut Paper,
    colors: &Colors,
    state: State,
    (x, y): (f64, f64),
    (w, h): (f64, f64),
) {
    match state {
        State::LeftOut => paper.hatched(x, y, w, h),
        State::Judged(Level::NotFound) => paper.rect(x, y, w, h, colors.empty),
        State::Judged(Level::Partly) => {
            paper.rect(x, y, w, h / 2.0, colors.empty);
            paper.rect(x, y + h / 2.0, w, h / 2.0, colors.half);
        }
        State::Judged(Level::Answered) => paper.rect(x, y, w, h, colors.strong),
        State::Judged(Level::None) => {
            paper.rect(x, y, w, h, colors.strong);
            let side = w.min(h) * 0.4;
            paper.rect(x + (w - side) / 2.0, y + (h - side) / 2.0, side, side, colors.paper);
        }
    }
}
