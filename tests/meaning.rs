//! Reading texts once, and remembering them, changes no result.

use bmc::assess::{Judge, assess};
use bmc::balance::{Options, balance};
use bmc::canvas::{Attribute, Block, Canvas, Entry, Language};
use bmc::catalogue::{Catalogue, Rubric};
use bmc::examine;
use bmc::meaning::{Meaning, Reader, Reading};
use bmc::portfolio::Portfolio;
use bmc::read::{Input, read};
use polars::prelude::DataFrame;
use proptest::prelude::*;

fn catalogue() -> &'static Catalogue {
    static ONE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    ONE.get_or_init(|| Catalogue::builtin().expect("the catalogue is sound"))
}

/// Few texts, so that they recur; those of one language alone, of both, and of neither.
const TEXTS: [&str; 16] = [
    "Website",
    "Salaries of the team: € 4.000 per month",
    "We have no subscription and no shop, but free advice",
    "Young families in the neighbourhood",
    "Wij hebben geen abonnement en geen winkel",
    "Huur van het pand",
    "Zelfstandige bakkers, die geen tijd hebben",
    "Who are our customers?",
    "n/a",
    "Mobile app for bakers: order, pay and pick up",
    "Training (2 days) → 40% of revenue",
    "Website",
    "Commission per order, 5%",
    "Economies of scale",
    "Vaste kosten",
    "Fixed costs",
];
const HEADINGS: [&str; 4] = ["Fixed costs", "Which costs are variable?", "Abonnement", "Website"];

/// Text, block, heading and column of an entry, by number.
type Drawn = (usize, usize, Option<usize>, bool);

fn canvas(drawn: &[Drawn], language: Option<Language>) -> Canvas<'static> {
    let entries = drawn.iter().zip(1..).map(|((text, block, heading, typed), number)| {
        let block = Block::ALL[block % Block::ALL.len()];
        let mut entry = Entry::new(block, number, TEXTS[text % TEXTS.len()]);
        entry.group = heading.map(|heading| HEADINGS[heading % HEADINGS.len()]);
        if *typed {
            entry.set(Attribute::Nature, Some("fixed"));
            entry.set(Attribute::Period, Some("month"));
        }
        entry
    });
    Canvas { id: "a", version: "1", language, entries: entries.collect() }
}

fn drawn() -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec(
        (0_usize..16, 0_usize..9, prop::option::of(0_usize..4), any::<bool>()),
        0..40,
    )
}

/// All that is known of an entry, its stems too.
fn known(reading: &Reading) -> Vec<(Meaning, Vec<u32>)> {
    let stems = |meaning: &Meaning| reading.stems(meaning).to_vec();
    reading.entries.iter().map(|meaning| (meaning.clone(), stems(meaning))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever has read many canvases reads the next as whoever has read none.
    #[test]
    fn what_was_met_before_changes_nothing(
        canvases in prop::collection::vec((drawn(), 0_usize..3), 1..8),
    ) {
        let mut old = Reader::new(catalogue());
        let mut judge = Judge::new(catalogue());
        let (mut before, mut after) = (Reading::default(), Reading::default());
        let (mut levels, mut again) = (Vec::new(), Vec::new());
        for (drawn, language) in &canvases {
            let language = [None, Some(Language::En), Some(Language::Nl)][*language];
            let canvas = canvas(drawn, language);
            old.read(&canvas, &mut before);
            Reader::new(catalogue()).read(&canvas, &mut after);
            prop_assert_eq!(before.mode, after.mode);
            prop_assert_eq!(before.language(&canvas), after.language(&canvas));
            prop_assert_eq!(format!("{:?}", known(&before)), format!("{:?}", known(&after)));
            for (one, other) in before.entries.iter().zip(&after.entries) {
                prop_assert_eq!(before.under_any_heading(one), after.under_any_heading(other));
            }
            judge.levels(&canvas, &mut levels);
            Judge::new(catalogue()).levels(&canvas, &mut again);
            prop_assert_eq!(&levels, &again);
            // Levels and evidence are told in different ways.
            for (answer, level) in judge.answers(&canvas).iter().zip(&levels) {
                prop_assert_eq!(answer.level, *level);
                prop_assert_eq!(answer.kind.is_some(), answer.rule.is_some() || *level != bmc::catalogue::Level::NotFound);
            }
        }
    }
}

/// Canvases with the same texts in other places, more than one run of them.
fn portfolio() -> Portfolio {
    let mut csv = "canvas,block,group,text,nature,currency\n".to_owned();
    for canvas in 0..300_usize {
        for entry in 0..12_usize {
            let drawn = canvas * 7 + entry * entry * 5 + canvas / 16;
            let block = Block::ALL[(drawn / 3) % 9];
            let text = TEXTS[drawn % TEXTS.len()];
            let heading = if drawn % 5 == 0 { HEADINGS[drawn % 4] } else { "" };
            let nature = if drawn % 11 == 0 { "fixed" } else { "" };
            csv += &format!("c{canvas:03},{block},{heading},\"{text}\",{nature},EUR\n");
        }
    }
    let outcome = read(vec![Input::bytes("made.csv", csv.into())], catalogue());
    outcome.expect("it is read").portfolio
}

fn both(portfolio: &Portfolio, options: &Options) -> (DataFrame, DataFrame, DataFrame) {
    let rubric = Rubric::default();
    let (assessment, audits) =
        examine(portfolio, catalogue(), &rubric, options).expect("as it should be");
    let findings = audits.findings(Language::En, bmc::catalogue::Gravity::Info, &options.waivers);
    let mut scores = assessment.scores().expect("scores");
    scores.hstack_mut(&audits.score_columns()).expect("as many rows");
    let answers = assessment.answers(Language::Nl).expect("answers");
    (scores, findings.expect("findings"), answers)
}

#[test]
fn one_pass_gives_what_two_give_on_any_number_of_threads() {
    let (portfolio, options, rubric) = (portfolio(), Options::default(), Rubric::default());
    let assessment = assess(&portfolio, catalogue(), &rubric).expect("as it should be");
    let audits = balance(&portfolio, catalogue(), &options).expect("as it should be");
    let mut scores = assessment.scores().expect("scores");
    scores.hstack_mut(&audits.score_columns()).expect("as many rows");
    let findings = audits.findings(Language::En, bmc::catalogue::Gravity::Info, &options.waivers);
    let findings = findings.expect("findings");
    assert!(findings.height() > 300, "the portfolio is too good");
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let (all, found, answers) = pool.install(|| both(&portfolio, &options));
        assert!(all.equals_missing(&scores), "{threads} threads");
        assert!(found.equals_missing(&findings), "{threads} threads");
        assert_eq!(answers.height(), 300 * 44);
    }
}
