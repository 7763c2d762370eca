//! What is written can be read, and is the same.

use bmc::canvas::{Attribute, Block, Language};
use bmc::catalogue::Catalogue;
use bmc::portfolio::{CanvasDraft, EntryDraft, Field, Part, Portfolio, PortfolioBuilder};
use bmc::read::{Input, read};
use bmc::write::{Template, WriteFormat, WriteOptions, template, write};
use proptest::prelude::*;

const OPTIONS: WriteOptions = WriteOptions { language: Language::En, formula_guard: true };

fn catalogue() -> Catalogue {
    Catalogue::builtin().expect("as it should be")
}

fn portfolio(drafts: Vec<CanvasDraft>) -> Portfolio {
    let (part, rejected) = Part::from_drafts("test", drafts);
    assert!(rejected.is_empty(), "{rejected:?}");
    let mut builder = PortfolioBuilder::new();
    assert!(builder.push(part).is_empty());
    builder.build().expect("as it should be")
}

/// The portfolio written and read again.
fn again(portfolio: &Portfolio, format: WriteFormat, catalogue: &Catalogue) -> Portfolio {
    let written = write(portfolio, catalogue, format, OPTIONS).expect("as it should be");
    let inputs = written.files.into_iter().map(|(name, bytes)| Input::bytes(name, bytes));
    let outcome = read(inputs.collect(), catalogue).expect("as it should be");
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    outcome.portfolio
}

/// All that a portfolio holds, besides where it was read from.
fn content(portfolio: &Portfolio) -> (String, String) {
    let canvases = portfolio.canvases().drop("source").expect("as it should be");
    let entries =
        portfolio.entries().expect("as it should be").drop("row").expect("as it should be");
    let show = |frame: &polars::prelude::DataFrame| {
        let column = |column: &polars::prelude::Column| {
            let values: Vec<String> = (0..column.len())
                .map(|row| format!("{:?}", column.get(row).expect("as it should be")))
                .collect();
            format!("{}: {}", column.name(), values.join(" / "))
        };
        frame.columns().iter().map(column).collect::<Vec<_>>().join("\n")
    };
    (show(&canvases), show(&entries))
}

/// Any text that is not blank, with signs that formats give a meaning.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        "[ -~éß€–“\n\t]{0,30}[a-zA-Z0-9]",
        "[-=+@'\"#*_>|;,\\[\\]{}&<!`~\\\\: ]{0,6}[a-z]{1,8}[-=+@'\"#*_>|;,:`. ]{0,3}",
        "\\PC{0,12}x",
    ]
    .prop_filter("blank", |text| !text.trim().is_empty())
    .boxed()
}

/// A text on one line with single spaces, as Markdown can hold it.
fn line() -> BoxedStrategy<String> {
    prop_oneof![
        "[-=+@'\"#*_>|;,\\[\\]{}&<!`~\\\\:().0-9]{0,4}[a-zé€ß]{1,8}( [a-z*_`<&#|:;-]{1,8}){0,4}",
        "[0-9]{1,2}[.)] [a-z]{1,8}",
        "[-|: ]{1,6}[|€x-]",
        "(&[a-z]{1,4};|~~|<[a-z/]{1,3}>?|[*_]{1,3}[a-z]{1,3}|#{1,2}|[–—•] ){1,4}x",
        "[-*+] [a-z]{1,8}",
        "\\*\\*[a-z]{1,6}\\*\\*:? ?[a-z]{0,6}",
    ]
    .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
    .boxed()
}

fn entry(text: BoxedStrategy<String>, details: bool) -> impl Strategy<Value = EntryDraft> {
    let detail = text.clone().prop_map(|text| text.trim().to_owned());
    let attributes = proptest::collection::vec((0..11_usize, detail), 0..3);
    let id = proptest::option::of("[a-z]{2}-[a-z0-9]{1,6}");
    (0..9_usize, text.clone(), proptest::option::of(text), id, attributes).prop_map(
        move |(block, text, group, id, attributes)| {
            let mut entry = EntryDraft::new(Block::ALL[block], text);
            entry.group = group.map(|group| group.trim().to_owned());
            if details {
                entry.id = id;
                for (attribute, value) in attributes {
                    entry.attributes[attribute] = Some(value);
                }
            }
            entry
        },
    )
}

/// One to three canvases with up to eight entries each.
fn drafts(text: BoxedStrategy<String>, details: bool) -> impl Strategy<Value = Vec<CanvasDraft>> {
    let name = text.clone().prop_map(|text| text.trim().replace('\n', " "));
    let fields = proptest::collection::vec((0..6_usize, name.clone()), 0..3);
    let entries = proptest::collection::vec(entry(text, details), 0..8);
    let canvas = (name, 1..4_u32, fields, entries).prop_map(|(id, version, fields, entries)| {
        let mut draft =
            CanvasDraft { id, version: Some(version.to_string()), ..CanvasDraft::default() };
        for (field, value) in fields {
            draft.fields[field] = Some(value);
        }
        draft.entries = entries;
        draft
    });
    proptest::collection::vec(canvas, 1..4).prop_map(|mut drafts| {
        for (number, draft) in drafts.iter_mut().enumerate() {
            // Different ids, so that none is renamed.
            draft.id = format!("{} {number}", draft.id);
        }
        drafts
    })
}

/// A table holds the currency of entries, not that of a canvas.
fn without_currency(mut drafts: Vec<CanvasDraft>) -> Vec<CanvasDraft> {
    for draft in &mut drafts {
        draft.fields[Field::Currency as usize] = None;
    }
    drafts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_holds_everything(drafts in drafts(text(), true)) {
        let catalogue = catalogue_of_tests();
        let before = portfolio(drafts);
        for format in [WriteFormat::Json, WriteFormat::Ndjson] {
            prop_assert_eq!(content(&again(&before, format, catalogue)), content(&before));
        }
    }

    #[test]
    fn tables_hold_everything_but_a_canvas_own_currency(drafts in drafts(text(), true)) {
        let catalogue = catalogue_of_tests();
        let before = portfolio(without_currency(drafts));
        for format in [WriteFormat::LongCsv, WriteFormat::Parquet] {
            prop_assert_eq!(content(&again(&before, format, catalogue)), content(&before));
        }
    }

    #[test]
    fn a_workbook_holds_everything_but_a_canvas_own_currency(drafts in drafts(line(), true)) {
        let catalogue = catalogue_of_tests();
        let before = portfolio(without_currency(drafts));
        let after = again(&before, WriteFormat::Workbook, catalogue);
        prop_assert_eq!(content(&after), content(&before));
    }

    #[test]
    fn markdown_holds_texts_and_groups(drafts in drafts(line(), false)) {
        let catalogue = catalogue_of_tests();
        let before = portfolio(drafts);
        let after = again(&before, WriteFormat::Markdown, catalogue);
        prop_assert_eq!(content(&after), content(&before));
    }

    #[test]
    fn a_wide_table_holds_texts(drafts in drafts(line(), false)) {
        let catalogue = catalogue_of_tests();
        let mut drafts = drafts;
        for draft in &mut drafts {
            // A bullet in a text would part it.
            for entry in &mut draft.entries {
                entry.text = entry.text.replace('•', "o");
                entry.group = None;
            }
        }
        let before = portfolio(drafts);
        let after = again(&before, WriteFormat::WideCsv, catalogue);
        prop_assert_eq!(content(&after), content(&before));
    }

    #[test]
    fn bmml_that_was_written_is_read_as_it_is(drafts in drafts(line(), false)) {
        // Ids are made where there are none, so the second round must change nothing.
        let catalogue = catalogue_of_tests();
        let mut drafts = drafts;
        for draft in &mut drafts {
            draft.entries.iter_mut().for_each(|entry| entry.group = None);
            draft.fields = Default::default();
        }
        let first = again(&portfolio(drafts.clone()), WriteFormat::Bmml, catalogue);
        let texts = |portfolio: &Portfolio| {
            let entries = portfolio.entries().expect("as it should be");
            format!("{:?}", entries.column("text").expect("as it should be").as_materialized_series())
        };
        prop_assert_eq!(texts(&first), texts(&portfolio(drafts)));
        let second = again(&first, WriteFormat::Bmml, catalogue);
        prop_assert_eq!(content(&second), content(&first));
    }
}

/// The catalogue, loaded once for all cases.
fn catalogue_of_tests() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(catalogue)
}

#[test]
fn texts_that_a_spreadsheet_would_run_are_guarded_in_csv_and_only_there() {
    let catalogue = catalogue();
    let mut draft = CanvasDraft { id: "=cmd()".into(), ..CanvasDraft::default() };
    draft.entries.push(EntryDraft::new(Block::Channels, "@SUM(A1)"));
    let mut cost = EntryDraft::new(Block::CostStructure, "rent");
    cost.attributes[Attribute::Amount as usize] = Some("-12.50".into());
    draft.entries.push(cost);
    let before = portfolio(vec![draft]);
    let csv = write(&before, &catalogue, WriteFormat::LongCsv, OPTIONS).expect("as it should be");
    let csv = String::from_utf8(csv.files[0].1.clone()).expect("as it should be");
    assert!(csv.contains("'=cmd()") && csv.contains("'@SUM(A1)"), "{csv}");
    assert!(csv.contains(",-12.50"), "a number stays a number: {csv}");
    let json = write(&before, &catalogue, WriteFormat::Json, OPTIONS).expect("as it should be");
    let json = String::from_utf8(json.files[0].1.clone()).expect("as it should be");
    assert!(json.contains("\"@SUM(A1)\""), "{json}");
}

#[test]
fn what_a_format_cannot_hold_is_said() {
    let catalogue = catalogue();
    let mut draft = CanvasDraft { id: "shop".into(), ..CanvasDraft::default() };
    let mut entry = EntryDraft::new(Block::RevenueStreams, "rent of boats");
    entry.group = Some("Summer".into());
    entry.attributes[Attribute::Amount as usize] = Some("100".into());
    draft.entries.push(entry);
    let before = portfolio(vec![draft]);
    let lost = |format| write(&before, &catalogue, format, OPTIONS).expect("as it should be").lost;
    assert!(lost(WriteFormat::Json).is_empty());
    assert!(lost(WriteFormat::LongCsv).is_empty());
    assert_eq!(lost(WriteFormat::Markdown).len(), 1);
    assert_eq!(lost(WriteFormat::WideCsv).len(), 2);
    assert!(lost(WriteFormat::Bmml).iter().any(|lost| lost.contains("amounts")));
}

#[test]
fn empty_canvases_and_worksheets_read_back_as_empty() {
    let catalogue = catalogue();
    let formats =
        [WriteFormat::LongCsv, WriteFormat::Json, WriteFormat::Markdown, WriteFormat::Workbook];
    for format in formats {
        for language in Language::ALL {
            for questions in [false, true] {
                let what = Template { name: "Bike hub", language, questions };
                let bytes = template(what, &catalogue, format).expect("as it should be");
                let name = format!("new.{}", format.ending());
                let outcome =
                    read(vec![Input::bytes(name, bytes)], &catalogue).expect("as it should be");
                assert!(!outcome.has_errors(), "{format:?}: {:?}", outcome.notes);
                assert_eq!(outcome.portfolio.len(), 1, "{format:?} {questions}");
                assert_eq!(outcome.portfolio.entry_count(), 0, "{format:?} {questions}");
                let views = outcome.portfolio.views().expect("as it should be");
                assert_eq!(views.get(0).expect("as it should be").id, "Bike hub");
            }
        }
    }
}

#[test]
fn an_answer_in_a_worksheet_belongs_to_its_question() {
    let catalogue = catalogue();
    let what = Template { name: "hub", language: Language::Nl, questions: true };
    let bytes = template(what, &catalogue, WriteFormat::Markdown).expect("as it should be");
    let text =
        String::from_utf8(bytes).expect("as it should be").replacen("- \n", "- Forenzen\n", 1);
    let outcome =
        read(vec![Input::bytes("hub.md", text.into_bytes())], &catalogue).expect("as it should be");
    let views = outcome.portfolio.views().expect("as it should be");
    let canvas = views.get(0).expect("as it should be");
    assert_eq!(canvas.entries.len(), 1);
    assert_eq!(canvas.entries[0].text, "Forenzen");
    assert_eq!(canvas.entries[0].attribute(Attribute::Question), Some("cs-1"));
}
