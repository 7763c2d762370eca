//! A guiding question.

use std::fmt;

use super::rule::Rule;
use crate::canvas::{Block, Language};

/// How far a canvas answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The canvas gives a reader nothing to go on: 0 points.
    NotFound,
    /// The canvas hints at it, or answers one half: ½ point.
    Partly,
    /// A reasoned "we have none": 1 point. Never merged with not found.
    None,
    /// A reader of the canvas could answer the question: 1 point.
    Answered,
}

impl Level {
    /// All four, worst first.
    pub const ALL: [Self; 4] = [Self::NotFound, Self::Partly, Self::None, Self::Answered];

    /// Twice the points, so that they are whole numbers: 0, 1 or 2.
    #[must_use]
    pub const fn half_points(self) -> u32 {
        match self {
            Self::NotFound => 0,
            Self::Partly => 1,
            Self::None | Self::Answered => 2,
        }
    }

    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Partly => "partly",
            Self::None => "none",
            Self::Answered => "answered",
        }
    }

    /// The level with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// The name for people.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NotFound => language.pick("not found", "niet gevonden"),
            Self::Partly => language.pick("partly", "deels"),
            Self::None => language.pick("answered: none", "beantwoord: geen"),
            Self::Answered => language.pick("answered", "beantwoord"),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A question's texts in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Texts {
    /// The question. Final wording.
    pub ask: String,
    /// Why it matters.
    pub why: String,
    /// What counts as an answer.
    pub counts: String,
    /// What counts as half an answer.
    pub partly: String,
    /// A weak answer.
    pub weak: String,
    /// A better one, of the same venture.
    pub better: String,
    /// How to answer it, as an instruction.
    pub how: String,
}

/// A guiding question with everything that judging and explaining it takes.
#[derive(Clone, Debug)]
pub struct Question {
    /// `cs-1` to `co-5`. Final.
    pub id: String,
    /// The block that it is about.
    pub block: Block,
    /// Its share in the block's score, 1 unless a rubric says otherwise.
    pub weight: f64,
    /// The texts, by [`Language`].
    pub texts: [Texts; 2],
    /// What counts as evidence; tried in order, the first that holds decides.
    pub rules: Vec<Rule>,
    /// Fragments of canvases with the level that this question must come out at.
    pub examples: Vec<Example>,
}

impl Question {
    /// The texts in one language.
    #[must_use]
    pub const fn text(&self, language: Language) -> &Texts {
        &self.texts[language as usize]
    }
}

/// An entry of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleEntry {
    /// The block that it stands in.
    pub block: Block,
    /// The sub-heading that it stands under.
    pub group: Option<String>,
    /// What it says.
    pub text: String,
}

/// A fragment of a canvas with the level that a question must come out at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The language that it is written in.
    pub language: Language,
    /// The level it must get.
    pub level: Level,
    /// The entries.
    pub entries: Vec<ExampleEntry>,
}
