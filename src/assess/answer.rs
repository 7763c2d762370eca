//! A judgement on one question, with what it rests on.

use crate::canvas::{Block, Language};
use crate::catalogue::Level;

/// What kind of thing an answer was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A typed attribute of the entry, a column or field.
    Attribute,
    /// The entry was given as the answer to this very question.
    Answer,
    /// Several entries or kinds together.
    Count,
    /// A tie that the author states.
    StatedTie,
    /// A tie seen from words that both entries have.
    InferredTie,
    /// Words in the text.
    Concept,
    /// An amount of money.
    Amount,
}

impl EvidenceKind {
    /// The name in files. Final.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Answer => "answer",
            Self::Count => "count",
            Self::StatedTie => "stated-tie",
            Self::InferredTie => "inferred-tie",
            Self::Concept => "concept",
            Self::Amount => "amount",
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Attribute => language.pick("a typed field", "een ingevuld veld"),
            Self::Answer => language.pick("a direct answer", "een rechtstreeks antwoord"),
            Self::Count => language.pick("several entries", "meerdere regels"),
            Self::StatedTie => language.pick("a stated tie", "een genoemd verband"),
            Self::InferredTie => language.pick("shared words", "gedeelde woorden"),
            Self::Concept => language.pick("words", "woorden"),
            Self::Amount => language.pick("an amount", "een bedrag"),
        }
    }
}

/// An entry that a judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The block that it stands in.
    pub block: Block,
    /// Its place in the canvas' entries.
    pub place: usize,
    /// The words of it that counted, in order, as they are written. Empty when the entry counted
    /// as a whole.
    pub words: Vec<String>,
}

/// The judgement on one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question's place in the catalogue.
    pub question: usize,
    /// How far it is answered.
    pub level: Level,
    /// The rule that decided, by its place in the question's rules; `None` when none held.
    pub rule: Option<usize>,
    /// What kind of evidence it was; `None` when nothing was found.
    pub kind: Option<EvidenceKind>,
    /// The entries that it rests on, the most telling first; at most three.
    pub quotes: Vec<Quote>,
}
