//! The catalogue that ships: its ids and texts are promises, its examples are tests.

use bmc::assess::judge_examples;
use bmc::canvas::{Block, Language};
use bmc::catalogue::{Catalogue, Example, Level};

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap_or_else(|error| panic!("{error}"))
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
    let wrong: Vec<String> = judge_examples(&catalogue)
        .into_iter()
        .map(|one| {
            let texts: Vec<&str> = one.example.entries.iter().map(|e| e.text.as_str()).collect();
            format!(
                "{} must be {} but is {}: {}",
                one.question,
                one.example.level,
                one.answer.level,
                texts.join(" // ")
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_file_of_the_catalogue_can_be_replaced_and_errors_point_into_it() {
    let replaced = |name: &str, text: &str| {
        let error = Catalogue::with_files(&[(name.to_owned(), text.to_owned())]).err();
        error.map(|error| error.to_string()).expect("an error")
    };
    assert!(replaced("questions/xx.toml", "").starts_with("questions/xx.toml: is no file of the"));
    let common = include_str!("../data/vocabulary/common.toml");
    let broken = format!("{common}\n[concept.mine]\nabout = \"x\"\nimplies = [\"nothing\"]\n");
    let line = common.lines().count() + 4;
    assert_eq!(
        replaced("vocabulary/common.toml", &broken),
        format!("vocabulary/common.toml:{line}: implies 'nothing', which is no concept")
    );
    let same = [("vocabulary/common.toml".to_owned(), common.to_owned())];
    assert!(Catalogue::with_files(&same).is_ok());
}
