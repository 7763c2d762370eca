//! What changes mean: which questions became answered or lost their answer.

use super::sheet::Sheet;
use crate::assess::{Answer, Completeness, Judge};
use crate::canvas::Block;
use crate::catalogue::{Catalogue, Level, Rubric};

/// The entry, and the words of it, that a judgement rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground<'a> {
    /// Where the entry stands.
    pub block: Block,
    /// Its number there.
    pub number: u32,
    /// What it says.
    pub text: &'a str,
    /// The words that counted; empty when it counted as a whole.
    pub words: Vec<String>,
}

/// A question whose judgement changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionChange<'a> {
    /// Its place in the catalogue.
    pub question: usize,
    /// The level before.
    pub old: Level,
    /// The level after.
    pub new: Level,
    /// What the higher of the two rests on: in the new version when it went up, in the old one
    /// when it went down. `None` when it rests on no entry in particular.
    pub ground: Option<Ground<'a>>,
}

impl QuestionChange<'_> {
    /// Whether the new version answers the question better.
    #[must_use]
    pub const fn is_gain(&self) -> bool {
        self.new.half_points() > self.old.half_points()
    }

    /// Whether the new version answers it less well. A reasoned "none" is as good as an answer.
    #[must_use]
    pub const fn is_loss(&self) -> bool {
        self.new.half_points() < self.old.half_points()
    }

    /// An arrow up or down, or a sign that it is answered as well as before.
    #[must_use]
    pub const fn sign(&self) -> &'static str {
        if self.is_gain() {
            "▲"
        } else if self.is_loss() {
            "▼"
        } else {
            "="
        }
    }
}

/// What the changes from one version to another mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning<'a> {
    /// The questions whose judgement changed, in the catalogue's order. Those that the rubric
    /// leaves out are left out.
    pub questions: Vec<QuestionChange<'a>>,
    /// How far the canvas was complete.
    pub before: Completeness,
    /// How far it is complete.
    pub after: Completeness,
}

impl<'a> Meaning<'a> {
    /// Judges both versions.
    pub fn of(
        old: &Sheet<'a>,
        new: &Sheet<'a>,
        judge: &mut Judge<'_>,
        catalogue: &Catalogue,
        rubric: &Rubric,
    ) -> Self {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        judge.levels(&old.canvas, &mut before);
        judge.levels(&new.canvas, &mut after);
        let level =
            |levels: &[Level], at: usize| levels.get(at).copied().unwrap_or(Level::NotFound);
        let (was, is) = (|at| level(&before, at), |at| level(&after, at));
        let counts = |at: usize| {
            let question = catalogue.questions.get(at);
            question.is_some_and(|question| rubric.weight(question).is_some())
        };
        let rose = |at: usize| is(at).half_points() >= was(at).half_points();
        let changed = |at: usize| was(at) != is(at) && counts(at);
        // Evidence is looked for where the answer is the better one, and only for what changed.
        let none = (0..catalogue.questions.len()).all(|at| !changed(at));
        let mut found = Vec::new();
        if !none {
            for (sheet, of_new) in [(old, false), (new, true)] {
                let wanted = |at: usize| changed(at) && rose(at) == of_new;
                let answers = judge.answers_to(&sheet.canvas, wanted);
                found.extend(answers.into_iter().map(|answer| {
                    let question = answer.question;
                    let (old, new) = (was(question), is(question));
                    QuestionChange { question, old, new, ground: ground(&answer, sheet) }
                }));
            }
            found.sort_by_key(|change| change.question);
        }
        Self {
            questions: found,
            before: Completeness::of(&before, catalogue, rubric),
            after: Completeness::of(&after, catalogue, rubric),
        }
    }
}

fn ground<'a>(answer: &Answer, sheet: &Sheet<'a>) -> Option<Ground<'a>> {
    let quote = answer.quotes.first()?;
    let entry = sheet.canvas.entries.get(quote.place)?;
    let words = quote.words.clone();
    Some(Ground { block: entry.block, number: entry.number, text: entry.text, words })
}
