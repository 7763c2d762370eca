//! How often the right entries are matched, on real revisions that were judged one by one.
//!
//! The revisions are not part of the project. Without them nothing is measured, and that is said.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use bmc::balance::Options;
use bmc::canvas::Language;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::compare::{PortfolioDiff, Sheet, match_entries};
use bmc::present::{DiffView, diff_note};
use bmc::read::{Input, read};

type Pairs = BTreeSet<(String, String)>;

fn corpus() -> Option<PathBuf> {
    let from_here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut places = from_here.ancestors().map(|folder| folder.join("shared/corpus"));
    places.find(|folder| folder.join("changes.csv").is_file())
}

fn judged(corpus: &Path) -> BTreeMap<[String; 3], Pairs> {
    let mut judged: BTreeMap<[String; 3], Pairs> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(corpus.join("changes.csv")).expect("as it should be");
    for row in reader.records() {
        let row = row.expect("as it should be");
        let pair = [row[0].to_owned(), row[1].to_owned(), row[2].to_owned()];
        judged.entry(pair).or_default().insert((row[3].to_owned(), row[4].to_owned()));
    }
    judged
}

#[test]
fn nine_of_ten_entries_that_changed_are_found_again() {
    let Some(corpus) = corpus() else {
        eprintln!("SKIPPED: there is no corpus of revisions here, so nothing was measured");
        return;
    };
    let catalogue = Catalogue::builtin().expect("as it should be");
    let (mut right, mut wrong, mut missed, mut same) = (0, 0, 0, 0);
    for (key, wanted) in judged(&corpus) {
        let file = |version: &str| {
            let name = format!("revisions/{}@v{version}.json", key[0]);
            read(vec![Input::file(&corpus.join(name))], &catalogue)
                .expect("as it should be")
                .portfolio
        };
        let (old, new) = (file(&key[1]), file(&key[2]));
        let (old, new) = (
            Sheet::all(&old).expect("as it should be"),
            Sheet::all(&new).expect("as it should be"),
        );
        let (old, new) = (&old[0].canvas.entries, &new[0].canvas.entries);
        let mut found = Pairs::new();
        for (a, b) in match_entries(old, new).pairs {
            let (a, b) = (&old[a], &new[b]);
            if a.block == b.block && a.text == b.text {
                same += 1;
            } else {
                let name = |e: &bmc::canvas::Entry<'_>| format!("{}:{}", e.block, e.number);
                found.insert((name(a), name(b)));
            }
        }
        let hits = found.intersection(&wanted).count();
        println!(
            "{} {}→{}: {hits} right, {} wrong, {} missed",
            key[0],
            key[1],
            key[2],
            found.len() - hits,
            wanted.len() - hits
        );
        right += hits;
        wrong += found.len() - hits;
        missed += wanted.len() - hits;
    }
    let f1 = |right: usize| 2.0 * right as f64 / (2 * right + wrong + missed) as f64;
    println!(
        "changed entries: precision {:.3}, recall {:.3}, F1 {:.3}; with identical ones F1 {:.3}",
        right as f64 / (right + wrong) as f64,
        right as f64 / (right + missed) as f64,
        f1(right),
        f1(right + same)
    );
    assert!(f1(right) >= 0.90, "F1 {:.3}", f1(right));
}

#[test]
fn a_change_note_of_a_real_revision_is_shorter_than_gits_diff() {
    let Some(corpus) = corpus() else {
        eprintln!("SKIPPED: there is no corpus of revisions here, so nothing was measured");
        return;
    };
    let catalogue = Catalogue::builtin().expect("as it should be");
    let (rubric, options) = (Rubric::default(), Options::default());
    for (canvas, old_version, new_version) in judged(&corpus).keys().map(|[a, b, c]| (a, b, c)) {
        let file = |version: &str| {
            let name = |ending: &str| format!("revisions/{canvas}@v{version}.{ending}");
            let paths = ["md", "qmd"].map(|ending| corpus.join(name(ending)));
            paths.into_iter().find(|path| path.is_file()).expect("as it should be")
        };
        let (old, new) = (file(old_version), file(new_version));
        let git = Command::new("git").args(["diff", "--no-index"]).args([&old, &new]).output();
        let git = String::from_utf8(git.expect("git runs").stdout).expect("as it should be");
        let load = |path: &Path| {
            read(vec![Input::file(path)], &catalogue).expect("as it should be").portfolio
        };
        let (old, new) = (load(&old), load(&new));
        let sheets = |portfolio| Sheet::all(portfolio).expect("as it should be");
        let diff = PortfolioDiff::between(sheets(&old), sheets(&new));
        let meanings = diff.meanings(&catalogue, &rubric, &options);
        let view = DiffView { diff: &diff, meanings: &meanings, catalogue: &catalogue };
        let note = diff_note(view, Language::En);
        let (note, git) = (note.lines().count(), git.lines().count());
        println!("{canvas} {old_version}→{new_version}: note {note} lines, git diff {git} lines");
        assert!(note < git, "{canvas} {old_version}→{new_version}: {note} and {git} lines");
    }
}
