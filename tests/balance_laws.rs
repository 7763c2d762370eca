//! Laws that hold for every canvas, whatever it says.

use bmc::balance::{Audit, Auditor, Options, Outcome, Range, Setting, message};
use bmc::canvas::{Attribute, Block, Canvas, Entry, Language};
use bmc::catalogue::Catalogue;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Pieces that canvases are made of: sound ones, broken ones, and hostile ones.
const PIECES: [&str; 24] = [
    "Boat hire: €20 per hour × 900 hours per year = €18,000 per year",
    "Rent: € 1.250,50 per maand",
    "Total costs: €500 per month",
    "Totaal: € 99999999999999999999999999 per dag",
    "Free",
    "gratis voor leden",
    "€1.250",
    "kr 300 / Rs 20 / $5 per month",
    "Year 1: 120k, Year 3: 2M",
    "Salaries (fixed): 10–15k per month",
    "Commission of 8%",
    "Dairy farms in the valley",
    "For dairy farms: results within a day",
    "Economies of scale: the cost per loaf falls with volume",
    "geen kosten",
    "€ ? per month",
    "€0 per unit × 0 units per month = €0 per month",
    "{item} {} }{",
    "€ -5 per month",
    "tbd",
    "?",
    "\u{202e}€5 per month",
    "Servers and hosting | $300 | $3,600",
    "Delivery: £2 per 0 orders",
];

const VALUES: [&str; 9] =
    ["", "0", "12", "1e9", "-3", "year", "fixed", "one;two", "loss-making: meant to"];

fn pieces() -> impl Strategy<Value = Vec<(usize, usize, usize, usize)>> {
    prop::collection::vec((0..9_usize, 0..PIECES.len(), 0..12_usize, 0..VALUES.len()), 0..14)
}

fn canvas_of(
    pieces: &[(usize, usize, usize, usize)],
    language: Option<Language>,
) -> Canvas<'static> {
    let mut counts = [0; 9];
    let mut entries = Vec::new();
    for (block, piece, attribute, value) in pieces {
        let block = Block::from_index(*block).expect("as it should be");
        counts[block.index()] += 1;
        let mut entry = Entry::new(block, counts[block.index()], PIECES[*piece]);
        entry.set(Attribute::ALL[*attribute], Some(VALUES[*value]));
        entries.push(entry);
    }
    Canvas { id: "law", version: "1", language, entries }
}

fn audit(canvas: &Canvas<'_>, catalogue: &Catalogue) -> Audit {
    Auditor::new(catalogue).audit(canvas, Setting::default(), &Options::default())
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::builtin().expect("as it should be"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_outcome_is_within_its_bounds_and_every_finding_can_be_said(made in pieces()) {
        let canvas = canvas_of(&made, None);
        let audit = audit(&canvas, catalogue());
        prop_assert_eq!(audit.outcomes.len(), 30);
        for (_, outcome) in &audit.outcomes {
            if let Outcome::Judged { passed, of } = outcome {
                prop_assert!(passed <= of && *of > 0);
            }
        }
        if let Some(score) = audit.consistency.score {
            prop_assert!((0.0..=100.0).contains(&score));
        }
        prop_assert_eq!(audit.consistency.score.is_none(), audit.consistency.judged == 0.0);
        for finding in &audit.findings {
            let check = &catalogue().checks[finding.check];
            prop_assert!(check.says.contains_key(finding.saying), "{} {}", check.id, finding.saying);
            prop_assert!(!message(finding, check, Language::Nl).is_empty());
            prop_assert!(!finding.evidence.is_empty(), "{} rests on nothing", check.id);
            for evidence in &finding.evidence {
                prop_assert!(evidence.place < canvas.entries.len());
            }
        }
    }

    #[test]
    fn a_margin_is_revenue_less_cost_and_every_range_runs_upwards(made in pieces()) {
        let canvas = canvas_of(&made, Some(Language::En));
        for figures in audit(&canvas, catalogue()).figures {
            if let (Ok(revenue), Ok(cost), Ok(margin)) =
                (figures.revenue, figures.cost, figures.margin)
            {
                prop_assert_eq!(revenue.minus(cost), Some(margin));
            }
            for figure in figures.by_name().into_iter().flatten() {
                prop_assert!(figure.low <= figure.high);
            }
        }
    }

    #[test]
    fn a_month_is_a_twelfth_of_a_year(amount in 1_u32..5_000_000) {
        let of = |text: &str| {
            let entries = vec![Entry::new(Block::CostStructure, 1, text)];
            let canvas = Canvas { id: "x", version: "1", language: Some(Language::En), entries };
            audit(&canvas, catalogue()).figures[0].cost
        };
        let month = of(&format!("Rent of the hall: €{amount} per month"));
        let year = of(&format!("Rent of the hall: €{} per year", u64::from(amount) * 12));
        prop_assert_eq!(month, year);
        prop_assert!(month.is_ok());
    }

    #[test]
    fn ranges_add_and_subtract_as_intervals_do(a in any::<[i32; 2]>(), b in any::<[i32; 2]>()) {
        let range = |ends: [i32; 2]| Range::new(Decimal::from(ends[0]), Decimal::from(ends[1]));
        let (a, b) = (range(a), range(b));
        prop_assert_eq!(a.plus(b), b.plus(a));
        prop_assert_eq!(a.times(b), b.times(a));
        let less = a.minus(b).expect("as it should be");
        prop_assert!(less.low <= less.high);
        let back = less.plus(b).expect("as it should be");
        prop_assert!(back.low <= a.low && a.high <= back.high, "subtracting loses nothing");
        prop_assert!(a.agrees(a, Decimal::ZERO));
    }
}
