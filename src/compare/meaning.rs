//! What changes mean: which questions became answered or lost their answer, which findings appeared
//! or went, what entries cost or bring, and how the two versions stand.

use super::appraisal::{Appraisal, Appraiser, Standing};
use super::change::Change;
use super::diff::Diff;
use super::finding_change::{FindingChange, finding_changes};
use super::pricing::{PriceChange, price_changes};
use super::sheet::Sheet;
use crate::assess::Answer;
use crate::canvas::Block;
use crate::catalogue::Level;

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
    /// The findings that appeared, then those that are gone, each in the order of the checks.
    pub findings: Vec<FindingChange<'a>>,
    /// What entries cost or bring, where that changed, in the order of [`Diff::changes`].
    pub prices: Vec<PriceChange>,
    /// How the old version stands.
    pub before: Standing,
    /// How the new version stands.
    pub after: Standing,
}

impl<'a> Meaning<'a> {
    /// Judges and audits both versions.
    pub fn of(
        old: &Sheet<'a>,
        new: &Sheet<'a>,
        diff: &Diff<'a>,
        appraiser: &mut Appraiser<'_>,
    ) -> Self {
        let (before, after) = (appraiser.appraise(old), appraiser.appraise(new));
        Self::between((old, &before), (new, &after), diff, appraiser)
    }

    /// Compares two versions that were judged and audited.
    pub fn between(
        (old, before): (&Sheet<'a>, &Appraisal),
        (new, after): (&Sheet<'a>, &Appraisal),
        diff: &Diff<'a>,
        appraiser: &mut Appraiser<'_>,
    ) -> Self {
        let (sheets, appraisals) = ([old, new], [before, after]);
        Self {
            questions: question_changes(sheets, appraisals, appraiser),
            findings: finding_changes(sheets, appraisals, diff),
            prices: price_changes(sheets, appraisals, diff),
            before: before.standing.clone(),
            after: after.standing.clone(),
        }
    }

    /// How the price of an entry that stayed one changed.
    #[must_use]
    pub fn price(&self, change: &Change<'_>) -> Option<&PriceChange> {
        let (_, new) = change.edited()?;
        let here = |price: &&PriceChange| (price.block, price.number) == (new.block, new.number);
        self.prices.iter().find(here)
    }
}

fn question_changes<'a>(
    sheets: [&Sheet<'a>; 2],
    appraisals: [&Appraisal; 2],
    appraiser: &mut Appraiser<'_>,
) -> Vec<QuestionChange<'a>> {
    let (catalogue, rubric) = (appraiser.catalogue, appraiser.rubric);
    let level = |side: usize, at: usize| {
        appraisals[side].levels.get(at).copied().unwrap_or(Level::NotFound)
    };
    let (was, is) = (|at| level(0, at), |at| level(1, at));
    let counts = |at: usize| {
        let question = catalogue.questions.get(at);
        question.is_some_and(|question| rubric.weight(question).is_some())
    };
    let rose = |at: usize| is(at).half_points() >= was(at).half_points();
    let changed = |at: usize| was(at) != is(at) && counts(at);
    // Evidence is looked for where the answer is the better one, and only for what changed.
    let mut found = Vec::new();
    if (0..catalogue.questions.len()).any(changed) {
        for (sheet, of_new) in [(sheets[0], false), (sheets[1], true)] {
            let wanted = |at: usize| changed(at) && rose(at) == of_new;
            let answers = appraiser.judge.answers_to(&sheet.canvas, wanted);
            found.extend(answers.into_iter().map(|answer| {
                let question = answer.question;
                let (old, new) = (was(question), is(question));
                QuestionChange { question, old, new, ground: ground(&answer, sheet) }
            }));
        }
        found.sort_by_key(|change| change.question);
    }
    found
}

fn ground<'a>(answer: &Answer, sheet: &Sheet<'a>) -> Option<Ground<'a>> {
    let quote = answer.quotes.first()?;
    let entry = sheet.canvas.entries.get(quote.place)?;
    let words = quote.words.clone();
    Some(Ground { block: entry.block, number: entry.number, text: entry.text, words })
}
