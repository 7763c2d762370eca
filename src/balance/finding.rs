//! What a check finds, and how a check came out.

use rust_decimal::Decimal;

use super::figures::Null;
use super::range::Range;
use crate::canvas::{Block, Language};
use crate::catalogue::Gravity;
use crate::money::Currency;

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An amount or a range of them.
    Money(Range, Option<Currency>),
    /// A number or a range.
    Number(Range),
    /// Words of the input, or of a list made of them.
    Text(String),
}

/// An entry that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The block that it stands in.
    pub block: Block,
    /// Its place in the canvas.
    pub place: usize,
    /// The words of it that count, as written.
    pub words: Vec<String>,
}

/// What a check finds in a canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place of the check in the catalogue.
    pub check: usize,
    /// Which of the check's sayings it is.
    pub saying: &'static str,
    /// How much it matters.
    pub severity: Gravity,
    /// Whether it rests on ties that were inferred from words, and so may be wrong.
    pub inferred: bool,
    /// The values of its message, by name.
    pub values: Vec<(&'static str, Value)>,
    /// The entries that it rests on, the one that it is about first.
    pub evidence: Vec<Evidence>,
    /// How many items it stands for, mostly 1.
    pub items: u32,
    /// Why it does not apply, where the author says so.
    pub waived: Option<String>,
}

/// Why a check cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unjudged {
    /// A block that it needs is empty.
    Empty(Block),
    /// A figure that it needs is null.
    Null(Null),
    /// There is nothing of the kind that it looks at.
    NoneOfKind,
    /// It compares two or more, and there are fewer.
    TooFew,
    /// Nothing on the canvas says what belongs to what.
    NothingNamed,
    /// It goes by words, and the canvas is in another language.
    OtherLanguage,
}

impl Unjudged {
    /// In words.
    #[must_use]
    pub fn label(self, language: Language) -> String {
        match self {
            Self::Empty(block) => {
                let word = language.pick("nothing under", "niets onder");
                format!("{word} {}", block.name())
            }
            Self::Null(null) => null.label(language).to_owned(),
            Self::NoneOfKind => language
                .pick("nothing of the kind that it looks at", "niets van wat het bekijkt")
                .to_owned(),
            Self::OtherLanguage => language
                .pick("the canvas is in another language", "het canvas is in een andere taal")
                .to_owned(),
            Self::TooFew => {
                language.pick("it takes at least two", "er zijn er minstens twee nodig").to_owned()
            }
            Self::NothingNamed => language
                .pick("nothing says what belongs to what", "niets zegt wat waarbij hoort")
                .to_owned(),
        }
    }
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// So many items hold of so many.
    Judged {
        /// How many hold. A waived finding does not count against it.
        passed: u32,
        /// Of how many. Never 0.
        of: u32,
    },
    /// It could not be judged.
    Not(Unjudged),
}

/// How consistent a canvas is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Consistency {
    /// 0 to 100: Σ weight × passed ÷ of over the judged checks, ÷ Σ weight; `None` when none could
    /// be judged.
    pub score: Option<f64>,
    /// 0 to 100: the share of the checks that could be judged.
    pub judged: f64,
    /// How many findings of each severity are not waived, in the order of [`Gravity::ALL`].
    pub counts: [u32; 3],
    /// How many findings are waived.
    pub waived: u32,
}

impl Consistency {
    /// Weighs the outcomes, given in the order of the weights.
    #[must_use]
    pub fn of(
        outcomes: &[Outcome],
        weights: impl Iterator<Item = f64>,
        findings: &[Finding],
    ) -> Self {
        let (mut got, mut whole, mut judged) = (0.0, 0.0, 0_u32);
        for (outcome, weight) in outcomes.iter().zip(weights) {
            if let Outcome::Judged { passed, of } = outcome {
                got += weight * f64::from(*passed) / f64::from((*of).max(1));
                whole += weight;
                judged += 1;
            }
        }
        let mut counts = [0; 3];
        for finding in findings.iter().filter(|finding| finding.waived.is_none()) {
            let at = Gravity::ALL.iter().position(|known| *known == finding.severity).unwrap_or(0);
            counts[at] += 1;
        }
        let waived = findings.iter().filter(|finding| finding.waived.is_some()).count();
        Self {
            score: (judged > 0).then(|| 100.0 * got / whole),
            judged: 100.0 * f64::from(judged) / outcomes.len().max(1) as f64,
            counts,
            waived: u32::try_from(waived).unwrap_or(u32::MAX),
        }
    }
}

impl Value {
    /// A number without a unit.
    #[must_use]
    pub fn number(value: Decimal) -> Self {
        Self::Number(Range::exact(value))
    }
}
