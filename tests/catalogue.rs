//! The catalogue that ships: its ids and texts are promises, its examples are tests.

use bmc::assess::Judge;
use bmc::canvas::{Block, Canvas, Entry, Language};
use bmc::catalogue::{Catalogue, Example, Level, Question};

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap_or_else(|error| panic!("{error}"))
}

fn canvas_of(example: &Example) -> Canvas<'_> {
    let mut entries = Vec::new();
    let mut counts = [0; 9];
    for entry in &example.entries {
        counts[entry.block.index()] += 1;
        let mut view = Entry::new(entry.block, counts[entry.block.index()], &entry.text);
        view.group = entry.group.as_deref();
        entries.push(view);
    }
    Canvas { id: "example", version: "1", language: Some(example.language), entries }
}

#[test]
fn there_are_44_questions_with_the_published_ids_in_canvas_order() {
    let catalogue = catalogue();
    let expected: Vec<String> = Block::ALL
        .into_iter()
        .zip([4, 4, 7, 5, 5, 4, 5, 5, 5])
        .flat_map(|(block, count)| (1..=count).map(move |n| format!("{}-{n}", block.code())))
        .collect();
    let ids: Vec<&str> = catalogue.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(ids, expected);
    assert_eq!(ids.len(), 44);
    assert!(catalogue.questions.iter().all(|question| question.weight == 1.0));
}

#[test]
fn every_question_is_explained_in_both_languages() {
    for question in catalogue().questions {
        for language in Language::ALL {
            let t = question.text(language);
            for text in [&t.ask, &t.why, &t.counts, &t.partly, &t.weak, &t.better, &t.how] {
                assert!(text.len() > 2, "{} lacks a text in {language}", question.id);
            }
            assert_ne!(t.weak, t.better, "{} in {language}", question.id);
        }
        assert!(question.rules.iter().all(|rule| rule.say.iter().all(|say| !say.is_empty())));
    }
}

#[test]
fn every_question_has_two_examples_of_each_level_in_each_language() {
    for question in catalogue().questions {
        for language in Language::ALL {
            for level in [Level::Answered, Level::Partly, Level::NotFound] {
                let fits = |e: &&Example| e.language == language && e.level == level;
                let count = question.examples.iter().filter(fits).count();
                assert!(count >= 2, "{}: {count} examples of {level} in {language}", question.id);
            }
        }
    }
}

#[test]
fn every_example_comes_out_at_its_level() {
    let catalogue = catalogue();
    let mut judge = Judge::new(&catalogue);
    let mut wrong = Vec::new();
    let mut check = |place: usize, question: &Question| {
        for example in &question.examples {
            let answers = judge.answers(&canvas_of(example));
            let answer = &answers[place];
            if answer.level != example.level {
                let texts: Vec<&str> = example.entries.iter().map(|e| e.text.as_str()).collect();
                let words: Vec<_> = answer.quotes.iter().flat_map(|q| &q.words).collect();
                wrong.push(format!(
                    "{} {} must be {} but is {} (rule {:?}, {words:?}): {}",
                    question.id,
                    example.language,
                    example.level,
                    answer.level,
                    answer.rule.map(|rule| rule + 1),
                    texts.join(" // ")
                ));
            }
        }
    };
    for (place, question) in catalogue.questions.iter().enumerate() {
        check(place, question);
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}
