//! The checks that ship: their ids and texts are promises, their examples are tests.

use bmc::balance::{Auditor, Options, Outcome, Setting, Unjudged, message};
use bmc::canvas::{Canvas, Entry, Language};
use bmc::catalogue::{Catalogue, Check, CheckExample, Expected};

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap_or_else(|error| panic!("{error}"))
}

fn canvas_of(example: &CheckExample) -> Canvas<'_> {
    let mut entries = Vec::new();
    let mut counts = [0; 9];
    for (block, entry) in &example.entries {
        counts[block.index()] += 1;
        let mut view = Entry::new(*block, counts[block.index()], &entry.text);
        view.id = entry.id.as_deref();
        view.group = entry.group.as_deref();
        for (attribute, value) in &entry.attributes {
            view.set(*attribute, Some(value));
        }
        entries.push(view);
    }
    Canvas { id: "example", version: "1", language: Some(example.language), entries }
}

#[test]
fn there_are_30_checks_with_the_published_ids() {
    let ids: Vec<String> = catalogue().checks.into_iter().map(|check| check.id).collect();
    assert_eq!(
        ids,
        [
            "revenue-without-amount",
            "cost-without-amount",
            "amount-unclear",
            "period-missing",
            "currency-mixed",
            "amount-arithmetic",
            "total-mismatch",
            "loss-making",
            "negative-contribution",
            "break-even-out-of-reach",
            "recurring-cost-one-off-income",
            "one-stream",
            "cost-nature-unknown",
            "scale-without-fixed-cost",
            "segment-without-payer",
            "revenue-without-payer",
            "revenue-without-value",
            "value-never-paid",
            "resource-without-cost",
            "activity-without-cost",
            "cost-without-cause",
            "relationship-without-cost",
            "channel-without-cost",
            "supplier-without-cost",
            "partner-without-contribution",
            "value-without-means",
            "segment-without-value",
            "segment-without-channel",
            "segment-without-relationship",
            "broken-link",
        ]
    );
}

#[test]
fn every_check_says_what_why_and_how_in_both_languages() {
    for check in catalogue().checks {
        for language in Language::ALL {
            let texts = check.text(language);
            for text in [&texts.what, &texts.why, &texts.how] {
                assert!(text.len() > 20 && text.ends_with('.'), "{}: {text}", check.id);
            }
        }
        for (name, saying) in &check.says {
            let holes = |text: &str| {
                let mut names: Vec<String> = text
                    .split('{')
                    .skip(1)
                    .filter_map(|part| part.split_once('}'))
                    .map(|(name, _)| name.to_owned())
                    .collect();
                names.sort();
                names
            };
            assert_eq!(holes(&saying.en), holes(&saying.nl), "{} {name}", check.id);
        }
    }
}

#[test]
fn every_check_has_examples_that_must_fail_and_must_pass_in_both_languages() {
    for check in catalogue().checks {
        for language in Language::ALL {
            let own = || check.examples.iter().filter(|example| example.language == language);
            assert!(own().any(|e| e.expected == Expected::Passes), "{} passes", check.id);
            assert!(own().any(|e| e.expected == Expected::Unjudged), "{} unjudged", check.id);
            let fails = own().any(|e| matches!(e.expected, Expected::Finds(_)));
            assert!(fails, "{} has no example that fails in {language}", check.id);
        }
    }
}

/// What is wrong with how an example comes out; `None` when it is as it must be.
fn verdict(
    auditor: &mut Auditor<'_>,
    number: usize,
    check: &Check,
    example: &CheckExample,
) -> Option<String> {
    let options = Options { selected: Some(vec![number]), ..Options::default() };
    let canvas = canvas_of(example);
    let audit = auditor.audit(&canvas, Setting::default(), &options);
    let outcome = audit.outcomes[0].1;
    let said: Vec<&str> = audit.findings.iter().map(|finding| finding.saying).collect();
    let right = match (&example.expected, outcome) {
        (Expected::Unjudged, Outcome::Not(_)) => said.is_empty(),
        (Expected::Passes, Outcome::Judged { passed, of }) => passed == of && said.is_empty(),
        (Expected::Finds(name), Outcome::Judged { passed, of }) => {
            passed < of && said.contains(&name.as_str())
        }
        _ => false,
    };
    let messages: Vec<String> =
        audit.findings.iter().map(|finding| message(finding, check, example.language)).collect();
    let whole = messages.iter().all(|message| !message.contains('{'));
    (!right || !whole).then(|| {
        let texts: Vec<_> = example.entries.iter().map(|(_, e)| e.text.as_str()).collect();
        format!(
            "{} must give {:?}, but gives {outcome:?} {said:?} {messages:?}: {}",
            check.id,
            example.expected,
            texts.join(" // ")
        )
    })
}

#[test]
fn every_example_comes_out_as_it_must() {
    let catalogue = catalogue();
    let mut auditor = Auditor::new(&catalogue);
    let mut wrong = Vec::new();
    for (number, check) in catalogue.checks.iter().enumerate() {
        for example in &check.examples {
            wrong.extend(verdict(&mut auditor, number, check, example));
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_saying_of_a_check_is_shown_by_an_example_or_named_here() {
    // These need doubtful notation, which the tests of the reader of money cover.
    let elsewhere =
        ["separator", "scale", "which-currency", "no-currency", "range-order", "unread"];
    for check in catalogue().checks {
        for name in check.says.keys() {
            let shown = check.examples.iter().any(|e| e.expected == Expected::Finds(name.clone()));
            assert!(shown || elsewhere.contains(&name.as_str()), "{} {name}", check.id);
        }
    }
}

#[test]
fn an_empty_canvas_is_judged_by_no_check() {
    let catalogue = catalogue();
    let mut auditor = Auditor::new(&catalogue);
    let canvas = Canvas { id: "empty", version: "1", language: None, entries: Vec::new() };
    let audit = auditor.audit(&canvas, Setting::default(), &Options::default());
    assert_eq!(audit.outcomes.len(), 30);
    for (number, outcome) in &audit.outcomes {
        let id = &catalogue.checks[*number].id;
        assert!(matches!(outcome, Outcome::Not(_)), "{id} is judged on nothing: {outcome:?}");
    }
    assert_eq!(audit.consistency.score, None);
    assert_eq!(audit.consistency.judged, 0.0);
    let label = Unjudged::NothingNamed.label(Language::Nl);
    assert_eq!(label, "niets zegt wat waarbij hoort");
}
