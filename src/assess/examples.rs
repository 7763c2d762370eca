//! A catalogue judged by its own examples.

use super::answer::Answer;
use super::judge::Judge;
use crate::canvas::{Canvas, Entry};
use crate::catalogue::{Catalogue, Example, Question};

/// An example that does not come out at the level that its question gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misjudged<'c> {
    /// The question's id.
    pub question: &'c str,
    /// The example.
    pub example: &'c Example,
    /// What was judged instead.
    pub answer: Answer,
}

/// Judges all examples of all questions; returns those that come out wrong.
#[must_use]
pub fn judge_examples(catalogue: &Catalogue) -> Vec<Misjudged<'_>> {
    let mut judge = Judge::new(catalogue);
    let mut wrong = Vec::new();
    for (place, question) in catalogue.questions.iter().enumerate() {
        for example in &question.examples {
            wrong.extend(judged(&mut judge, place, question, example));
        }
    }
    wrong
}

fn judged<'c>(
    judge: &mut Judge<'c>,
    place: usize,
    question: &'c Question,
    example: &'c Example,
) -> Option<Misjudged<'c>> {
    let answer = judge.answers(&canvas_of(example)).into_iter().nth(place)?;
    (answer.level != example.level).then_some(Misjudged { question: &question.id, example, answer })
}

/// An example as the canvas that it is a fragment of.
fn canvas_of(example: &Example) -> Canvas<'_> {
    let mut counts = [0; 9];
    let entries = example.entries.iter().map(|entry| {
        let count = &mut counts[entry.block.index()];
        *count += 1;
        let mut view = Entry::new(entry.block, *count, &entry.text);
        view.group = entry.group.as_deref();
        view
    });
    let entries = entries.collect();
    Canvas { id: "example", version: "1", language: Some(example.language), entries }
}
