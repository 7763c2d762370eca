//! The ledger against amounts that were read by hand. Runs where the corpus is; says so where it is
//! not.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use bmc::balance::{Auditor, Ledger, Origin};
use bmc::canvas::{Block, Canvas, Entry, Language};
use bmc::catalogue::Catalogue;
use bmc::money::Currency;
use serde_json::Value;

type Row = (String, String, String, String);

/// Amounts by canvas, block and the entry's number.
fn by_hand(root: &std::path::Path) -> BTreeMap<(String, String, u32), Vec<Row>> {
    let mut all: BTreeMap<_, Vec<Row>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(root.join("amounts.csv")).expect("it was there");
    for record in reader.records() {
        let r = record.expect("a row");
        let key = (r[0].to_owned(), r[1].to_owned(), r[2].parse().expect("a number"));
        let row = (plain(&r[3]), plain(&r[4]), r[5].to_owned(), r[6].to_owned());
        all.entry(key).or_default().push(row);
    }
    all
}

fn plain(text: &str) -> String {
    text.parse::<rust_decimal::Decimal>().expect("a decimal").normalize().to_string()
}

fn rows(ledger: &Ledger, place: usize) -> Vec<Row> {
    ledger
        .of_entry(place)
        .filter(|line| !line.is_stated_zero() && matches!(line.origin, Origin::Text(_)))
        .map(|line| {
            (
                line.amount.low.normalize().to_string(),
                line.amount.high.normalize().to_string(),
                line.currency.map_or("", Currency::code).to_owned(),
                line.per.to_string(),
            )
        })
        .collect()
}

#[test]
fn at_least_95_of_100_amounts_in_real_canvases_are_read_as_people_read_them() {
    let root = PathBuf::from(
        std::env::var("BMC_CORPUS").unwrap_or_else(|_| "../shared/corpus".to_owned()),
    );
    if !root.join("amounts.csv").is_file() {
        eprintln!("SKIPPED: no corpus at {}; set BMC_CORPUS to its folder", root.display());
        return;
    }
    let catalogue = Catalogue::builtin().expect("the catalogue is sound");
    let mut auditor = Auditor::new(&catalogue);
    let mut gold = by_hand(&root);
    let mut names: Vec<String> = gold.keys().map(|key| key.0.clone()).collect();
    let mut marks = csv::Reader::from_path(root.join("marks.csv")).expect("the marks");
    names.extend(marks.records().map(|record| record.expect("a row")[0].to_owned()));
    names.extend(["futurestars", "beyond-the-bar"].map(str::to_owned));
    names.sort();
    names.dedup();
    let (mut right, mut extra, mut missed) = (0_u32, 0_u32, 0_u32);
    for name in names {
        let path = root.join("canvases").join(format!("{name}.json"));
        let text = std::fs::read_to_string(path).expect("the canvas");
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let language = json["language"].as_str().and_then(Language::from_tag);
        let mut canvas = Canvas { id: &name, version: "1", language, entries: Vec::new() };
        for (block, entries) in json["blocks"].as_object().expect("blocks") {
            let Some(block) = Block::from_name(block) else { continue };
            for (number, entry) in entries.as_array().into_iter().flatten().enumerate() {
                let text = entry["text"].as_str().or(entry.as_str()).unwrap_or_default();
                let mut view = Entry::new(block, number as u32 + 1, text);
                view.group = entry["group"].as_str();
                canvas.entries.push(view);
            }
        }
        let ledger = auditor.ledger(&canvas, None);
        for (place, entry) in canvas.entries.iter().enumerate() {
            let key = (name.clone(), entry.block.name().to_owned(), entry.number);
            let mut want = gold.remove(&key).unwrap_or_default();
            for row in rows(&ledger, place) {
                match want.iter().position(|wanted| *wanted == row) {
                    Some(at) => {
                        want.remove(at);
                        right += 1;
                    }
                    None => {
                        extra += 1;
                        println!("too much: {name} {} {} {row:?}", entry.block, entry.number);
                    }
                }
            }
            for row in &want {
                println!("missed:   {name} {} {} {row:?}", entry.block, entry.number);
            }
            missed += want.len() as u32;
        }
    }
    let share = |other: u32| f64::from(right) / f64::from((right + other).max(1));
    println!("right {right}, too many {extra}, missed {missed}");
    println!("precision {:.3}, recall {:.3}", share(extra), share(missed));
    assert!(share(extra) >= 0.95 && share(missed) >= 0.95);
}
