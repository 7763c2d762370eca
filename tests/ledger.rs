//! What the ledger says of whole files: figures to the cent, the example portfolio, order and
//! threads.

use bmc::balance::{Balance, Figure, Null, Options, Rates, Waivers, balance, ledger_frame};
use bmc::canvas::Language;
use bmc::catalogue::{Catalogue, Gravity};
use bmc::portfolio::Portfolio;
use bmc::read::{Input, read};
use rust_decimal::{Decimal, RoundingStrategy};

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap_or_else(|error| panic!("{error}"))
}

fn portfolio(text: &str, catalogue: &Catalogue) -> Portfolio {
    let input = Input::bytes("canvases.csv", text.as_bytes().to_vec());
    let outcome = read(vec![input], catalogue).expect("as it should be");
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    outcome.portfolio
}

fn example() -> String {
    std::fs::read_to_string("data/examples/portfolio.csv").expect("as it should be")
}

/// The findings that are not waived, as `canvas check` lines.
fn found(result: &Balance<'_>) -> Vec<String> {
    let frame =
        result.findings(Language::En, Gravity::Info, &Waivers::default()).expect("as it should be");
    let column = |name: &str| {
        frame.column(name).expect("as it should be").str().expect("as it should be").clone()
    };
    let (canvas, check, waived) = (column("canvas"), column("check"), column("waived"));
    let rows = (0..frame.height()).filter(|row| waived.get(*row).is_none());
    rows.map(|row| {
        format!(
            "{} {}",
            canvas.get(row).expect("as it should be"),
            check.get(row).expect("as it should be")
        )
    })
    .collect()
}

/// Both ends, rounded to cents.
fn cents(figure: Figure) -> (String, String) {
    let range = figure.unwrap_or_else(|null| panic!("{null:?}"));
    let round = |value: Decimal| {
        let mut value = value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        value.rescale(2);
        value.to_string()
    };
    (round(range.low), round(range.high))
}

fn one(value: &str) -> (String, String) {
    (value.to_owned(), value.to_owned())
}

fn two(low: &str, high: &str) -> (String, String) {
    (low.to_owned(), high.to_owned())
}

#[test]
fn a_spreadsheet_made_by_hand_comes_out_to_the_cent() {
    let catalogue = catalogue();
    let text = std::fs::read_to_string("tests/data/arithmetic.csv").expect("as it should be");
    let portfolio = portfolio(&text, &catalogue);
    let result = balance(&portfolio, &catalogue, &Options::default()).expect("as it should be");
    let boats = result.all()[0].figures.as_ref().expect("as it should be");
    assert_eq!(boats.currency.expect("as it should be").code(), "EUR");
    assert_eq!(cents(boats.revenue), one("21514.00"));
    assert_eq!(cents(boats.cost), one("12891.40"));
    assert_eq!(cents(boats.margin), one("8622.60"));
    assert_eq!(cents(boats.once_cost), one("9800.00"));
    assert_eq!(cents(boats.contribution), one("14.40"));
    assert_eq!(cents(boats.break_even_volume), one("641.21"));
    assert_eq!(cents(boats.break_even_revenue), one("11124.96"));
    assert_eq!(cents(boats.payback), one("1.14"));
    assert_eq!(cents(boats.fixed_share), one("71.62"));
    assert_eq!(boats.once_revenue, Err(Null::NothingOnce));
    let bus = result.all()[1].figures.as_ref().expect("as it should be");
    assert_eq!(cents(bus.revenue), two("10500.00", "12000.00"));
    assert_eq!(cents(bus.cost), two("5520.00", "5880.00"));
    assert_eq!(cents(bus.margin), two("4620.00", "6480.00"));
    assert_eq!(cents(bus.payback), two("0.96", "1.35"));
    assert_eq!(cents(bus.recurring_share), one("73.33"));
    assert_eq!(cents(bus.fixed_share), one("73.68"));
    assert_eq!(cents(bus.break_even_revenue), two("4719.10", "5000.00"));
    assert_eq!(bus.break_even_volume, Err(Null::SeveralProducts));
}

#[test]
fn each_example_venture_fails_what_it_was_made_to_fail_and_one_fails_nothing() {
    let catalogue = catalogue();
    let portfolio = portfolio(&example(), &catalogue);
    let result = balance(&portfolio, &catalogue, &Options::default()).expect("as it should be");
    let found = found(&result);
    for wanted in [
        "fietsherstel-de-ketting loss-making",
        "zorgcooperatie-vlierbeek total-mismatch",
        "bakkerij-kruim amount-arithmetic",
        "museum-het-vliegwiel one-stream",
        "bijles-om-de-hoek recurring-cost-one-off-income",
        "allotment-ledger broken-link",
        "last-basket negative-contribution",
        "lantern-and-moth currency-mixed",
        "fenland-calibration break-even-out-of-reach",
        "second-selvedge scale-without-fixed-cost",
    ] {
        assert!(found.iter().any(|one| one == wanted), "{wanted} is not among {found:#?}");
    }
    let clean: Vec<_> = found.iter().filter(|one| one.starts_with("ridgeway-solar")).collect();
    assert!(clean.is_empty(), "{clean:?}");
    // An error is said of those only that were made to have one.
    let errors: u32 = result.all().iter().map(|one| one.consistency.counts[0]).sum();
    assert_eq!(errors, 8, "{found:#?}");
}

#[test]
fn a_canvas_without_amounts_has_no_figures_and_no_judgement_on_them() {
    let catalogue = catalogue();
    let portfolio = portfolio(&example(), &catalogue);
    let result = balance(&portfolio, &catalogue, &Options::default()).expect("as it should be");
    let ids = portfolio
        .canvases()
        .column("canvas")
        .expect("as it should be")
        .str()
        .expect("as it should be")
        .clone();
    let place =
        ids.iter().position(|id| id == Some("repaircafe-de-schroef")).expect("as it should be");
    let cafe = &result.all()[place];
    assert!(cafe.figures.as_ref().is_none_or(|f| f.revenue.is_err() && f.cost.is_err()));
    for (check, outcome) in &cafe.outcomes {
        let id = catalogue.checks[*check].id.as_str();
        let about_amounts = ["loss-making", "period-missing", "one-stream", "total-mismatch"];
        if about_amounts.contains(&id) {
            assert!(matches!(outcome, bmc::balance::Outcome::Not(_)), "{id}: {outcome:?}");
        }
    }
    let columns = result.score_columns();
    let revenue =
        columns.iter().find(|column| column.name() == "revenue_low").expect("as it should be");
    assert!(revenue.get(place).expect("as it should be").is_null(), "null, not 0");
}

#[test]
fn neither_the_order_of_the_rows_nor_the_number_of_threads_changes_what_is_found() {
    let catalogue = catalogue();
    let text = example();
    let mut rows: Vec<&str> = text.lines().collect();
    let header = rows.remove(0);
    let run = |rows: &[&str], threads: usize| {
        let text = format!("{header}\n{}\n", rows.join("\n"));
        let portfolio = portfolio(&text, &catalogue);
        let pool =
            rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("as it should be");
        pool.install(|| {
            let result =
                balance(&portfolio, &catalogue, &Options::default()).expect("as it should be");
            let frame = result
                .findings(Language::En, Gravity::Info, &Waivers::default())
                .expect("as it should be");
            // The row in the source is the only thing that may differ.
            let frame = frame.drop("row").expect("as it should be");
            let columns = result.score_columns();
            let mut text = String::new();
            for row in 0..frame.height() {
                text.push_str(&format!("{:?}\n", frame.get(row).expect("as it should be")));
            }
            for column in columns {
                for row in 0..column.len() {
                    text.push_str(&format!("{:?}\n", column.get(row).expect("as it should be")));
                }
            }
            text
        })
    };
    let first = run(&rows, 1);
    assert!(first.contains("loss-making"));
    assert_eq!(first, run(&rows, 4), "threads");
    rows.reverse();
    assert_eq!(first, run(&rows, 2), "reversed");
    // A fixed shuffle: each row to a place that 7 reaches modulo a prime above the count.
    let mut shuffled: Vec<(usize, &str)> =
        rows.iter().enumerate().map(|(at, row)| (at * 7919 % 1009, *row)).collect();
    shuffled.sort();
    let shuffled: Vec<&str> = shuffled.into_iter().map(|(_, row)| row).collect();
    assert_eq!(first, run(&shuffled, 2), "shuffled");
}

#[test]
fn rates_bring_several_currencies_to_one() {
    let catalogue = catalogue();
    let portfolio = portfolio(&example(), &catalogue);
    let rates = Rates::load("rates.csv", "currency,rate\nEUR,1\nGBP,1.2\nUSD,0.9\n")
        .expect("as it should be");
    let options = Options { rates, ..Options::default() };
    let result = balance(&portfolio, &catalogue, &options).expect("as it should be");
    assert!(!found(&result).iter().any(|one| one.ends_with("currency-mixed")));
    let ids = portfolio
        .canvases()
        .column("canvas")
        .expect("as it should be")
        .str()
        .expect("as it should be")
        .clone();
    let place =
        ids.iter().position(|id| id == Some("fenland-calibration")).expect("as it should be");
    let fenland = result.all()[place].figures.as_ref().expect("as it should be");
    assert_eq!(fenland.currency.expect("as it should be").code(), "EUR");
    assert_eq!(cents(fenland.revenue), one("313200.00"), "261,000 × 1.2");
}

#[test]
fn rates_that_cannot_be_used_are_refused_with_their_row() {
    for (text, wanted) in [
        ("currency\nEUR\n", "lacks the column 'rate'"),
        ("currency,rate\nEUR,1\nXXQ,2\n", "row 3: 'XXQ' is no ISO 4217 currency"),
        ("currency,rate\nEUR,1\nUSD,-2\n", "row 3: '-2' is no rate"),
        ("currency,rate\nUSD,0.9\n", "no currency has the rate 1"),
        ("currency,rate\nEUR,1\nEUR,2\n", "row 3: EUR is there already"),
    ] {
        let error = Rates::load("r.csv", text).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn the_ledger_shows_every_amount_and_what_does_not_count() {
    let catalogue = catalogue();
    let text = "canvas,language,block,text\n\
        a,en,revenue_streams,Lessons: €20 per hour\n\
        a,en,cost_structure,\"Rent: €500 per month\"\n\
        a,en,cost_structure,\"Total costs: €500 per month\"\n";
    let portfolio = portfolio(text, &catalogue);
    let frame = ledger_frame(&portfolio, &catalogue).expect("as it should be");
    assert_eq!(frame.height(), 3);
    let cell = |name: &str, row: usize| {
        let column = frame.column(name).expect("as it should be").str().expect("as it should be");
        column.get(row).map(str::to_owned)
    };
    assert_eq!(cell("not_counted", 0).as_deref(), Some("no-volume"));
    assert_eq!(cell("yearly_low", 0), None, "null, not 0");
    assert_eq!(cell("yearly_low", 1).as_deref(), Some("6000"));
    assert_eq!(cell("read_from", 1).as_deref(), Some("€500 per month"));
    assert_eq!(cell("not_counted", 2).as_deref(), Some("total"));
}
