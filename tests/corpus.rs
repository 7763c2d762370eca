//! How well real files are read: against the entries that were picked out of them by hand.
//!
//! The files are other people's and are not in the project. Where the folder beside the project is
//! absent, this says so and measures nothing. `BMC_CORPUS` names another folder.
//! `cargo test --test corpus -- --nocapture` prints the table; `BMC_CORPUS_SHOW=name` also what
//! differs in one file.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bmc::canvas::Block;
use bmc::catalogue::Catalogue;
use bmc::read::{Input, read};

type Entries = BTreeMap<(Block, String), usize>;

/// A text without marks of Markdown, case and white space.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let word: String =
            word.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '\\' | '•')).collect();
        if !word.is_empty() {
            out.push_str(&word.to_lowercase());
            out.push(' ');
        }
    }
    out.trim_end_matches([' ', ':']).to_owned()
}

fn entries(path: &Path, catalogue: &Catalogue) -> (Entries, Vec<String>) {
    let outcome = read(vec![Input::file(path)], catalogue).expect("as it should be");
    let notes = outcome.notes.iter().map(ToString::to_string).collect();
    let mut entries = Entries::new();
    let views = outcome.portfolio.views().expect("as it should be");
    for canvas in (0..views.len()).filter_map(|place| views.get(place)) {
        for entry in canvas.entries {
            *entries.entry((entry.block, plain(entry.text))).or_default() += 1;
        }
    }
    (entries, notes)
}

struct Row {
    name: String,
    expected: usize,
    read: usize,
    found: usize,
}

fn measure(raw: &Path, reference: &Path, catalogue: &Catalogue) -> Row {
    let (expected, _) = entries(reference, catalogue);
    let (given, notes) = entries(raw, catalogue);
    let shared = |(key, count): (&(Block, String), &usize)| {
        given.get(key).map_or(0, |given| (*given).min(*count))
    };
    let name = raw.file_name().expect("as it should be").to_string_lossy().into_owned();
    if std::env::var("BMC_CORPUS_SHOW").is_ok_and(|wanted| name.starts_with(&wanted)) {
        for key in expected.keys().filter(|key| !given.contains_key(key)) {
            println!("  missing  {} {}", key.0, key.1);
        }
        for key in given.keys().filter(|key| !expected.contains_key(key)) {
            println!("  too many {} {}", key.0, key.1);
        }
        notes.iter().for_each(|note| println!("  {note}"));
    }
    Row {
        name,
        expected: expected.values().sum(),
        read: given.values().sum(),
        found: expected.iter().map(shared).sum(),
    }
}

/// A folder's files with their references beside them, or in another folder.
fn pairs(raw: &Path, references: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(raw)
        .expect("as it should be")
        .map(|entry| entry.expect("as it should be").path())
        .collect();
    paths.sort();
    let pair = |path: PathBuf| {
        let stem = path.file_stem()?.to_string_lossy().into_owned();
        let reference = references.join(format!("{stem}.json"));
        (reference.exists() && reference != path).then_some((path, reference))
    };
    paths.into_iter().filter_map(pair).collect()
}

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("BMC_CORPUS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: there is no corpus at {}; nothing was measured", folder.display());
    None
}

#[test]
fn real_files_are_read_as_people_read_them() {
    let Some(corpus) = corpus() else { return };
    let catalogue = Catalogue::builtin().expect("as it should be");
    for (raw, references) in [("raw", "canvases"), ("revisions", "revisions")] {
        let pairs = pairs(&corpus.join(raw), &corpus.join(references));
        let rows: Vec<Row> =
            pairs.iter().map(|(raw, reference)| measure(raw, reference, &catalogue)).collect();
        let (mut expected, mut read, mut found) = (0, 0, 0);
        println!("{:<28} {:>8} {:>6} {:>6} {:>8}", raw, "expected", "read", "found", "too many");
        for row in &rows {
            let share = row.found as f64 / row.expected as f64;
            let more = (row.read - row.found) as f64 / row.expected as f64;
            println!(
                "{:<28} {:>8} {:>6} {share:>6.3} {more:>8.3}",
                row.name, row.expected, row.read
            );
            expected += row.expected;
            read += row.read;
            found += row.found;
        }
        let share = found as f64 / expected as f64;
        let more = (read - found) as f64 / expected as f64;
        println!("{:<28} {expected:>8} {read:>6} {share:>6.3} {more:>8.3}\n", "all");
        assert!(share >= 0.98, "{raw}: only {share:.3} of the entries were found");
        assert!(more <= 0.02, "{raw}: {more:.3} entries too many");
    }
}
