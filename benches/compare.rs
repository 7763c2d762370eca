//! How long comparing takes, and how that relates to git's own word diff of the same files.
//!
//! `cargo bench --bench compare`. Canvases are made up; the same ones on every run.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bmc::balance::Options;
use bmc::canvas::{Block, Canvas, Entry, Language};
use bmc::catalogue::{Catalogue, Rubric};
use bmc::compare::{CopyRules, Diff, PortfolioDiff, Sheet, near_copies, word_pieces};
use bmc::present::{DiffView, diff_json};
use bmc::read::{Input, read};
use rayon::prelude::*;

const PAIRS: usize = 10_000;
const GIT_PAIRS: usize = 200;

const WORDS: [&str; 48] = [
    "students",
    "schools",
    "families",
    "bakery",
    "bread",
    "delivery",
    "bicycle",
    "repair",
    "shop",
    "market",
    "subscription",
    "monthly",
    "fee",
    "licence",
    "platform",
    "software",
    "support",
    "personal",
    "advice",
    "online",
    "community",
    "partner",
    "supplier",
    "municipality",
    "energy",
    "storage",
    "rent",
    "salaries",
    "marketing",
    "campaign",
    "workshop",
    "training",
    "quality",
    "fast",
    "cheap",
    "local",
    "organic",
    "safe",
    "simple",
    "data",
    "analysis",
    "design",
    "maintenance",
    "stock",
    "warehouse",
    "insurance",
    "transport",
    "research",
];

/// A generator of Lehmer's kind: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        ((self.0 >> 33) as usize) % most
    }

    fn text(&mut self) -> String {
        let count = 6 + self.below(9);
        let mut text = String::new();
        for _ in 0..count {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(WORDS[self.below(WORDS.len())]);
        }
        text
    }
}

/// Texts of a canvas by block: `entries` of them over `blocks` blocks.
fn made(dice: &mut Dice, entries: usize, blocks: usize) -> Vec<(usize, String)> {
    let mut made: Vec<_> = (0..entries).map(|place| (place % blocks, dice.text())).collect();
    made.sort_by_key(|(block, _)| *block);
    made
}

/// A revision: of a hundred entries `changed` get other words, some go, some come.
fn revised(dice: &mut Dice, old: &[(usize, String)], changed: usize) -> Vec<(usize, String)> {
    let mut new = Vec::new();
    for (block, text) in old {
        let mut text = text.clone();
        let fate = dice.below(100);
        if fate < changed {
            let words: Vec<&str> = text.split(' ').collect();
            let at = dice.below(words.len());
            let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
            words[at] = WORDS[dice.below(WORDS.len())].to_owned();
            words.push(WORDS[dice.below(WORDS.len())].to_owned());
            text = words.join(" ");
        } else if fate < changed + 4 {
            continue;
        } else if fate < changed + 8 {
            new.push((*block, dice.text()));
        }
        new.push((*block, text));
    }
    new
}

fn sheet<'a>(id: &'a str, made: &'a [(usize, String)]) -> Sheet<'a> {
    let entries = made.iter().enumerate().map(|(place, (block, text))| {
        Entry::new(Block::ALL[*block], u32::try_from(place).unwrap_or(0), text)
    });
    Sheet::new(Canvas { id, version: "1", language: None, entries: entries.collect() })
}

/// The canvas as a JSON file with a line per entry, or on one line.
fn json(id: &str, made: &[(usize, String)], lines: bool) -> String {
    let (end, space) = if lines { ("\n", "  ") } else { ("", "") };
    let mut out = format!("{{{end}{space}\"canvas\": \"{id}\"");
    for (number, block) in Block::ALL.iter().enumerate() {
        let _ = write!(out, ",{end}{space}\"{}\": [", block.name());
        let texts = made.iter().filter(|(at, _)| *at == number);
        let texts: Vec<String> =
            texts.map(|(_, text)| format!("{end}{space}{space}\"{text}\"")).collect();
        let _ = write!(out, "{}{end}{space}]", texts.join(","));
    }
    let _ = writeln!(out, "{end}}}");
    out
}

fn report(what: &str, time: Duration, count: usize) -> f64 {
    let each = time.as_secs_f64() * 1e6 / count as f64;
    println!("{what:<58} {each:>10.1} µs each ({:.2} s)", time.as_secs_f64());
    each
}

/// Processor time of this program and of those it has called so far, in hundredths of a second;
/// `None` where the system does not say it in `/proc`. On a busy machine it tells more than a clock.
fn processor_time() -> Option<(f64, f64)> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let field = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((field(11)? + field(12)?, field(13)? + field(14)?))
}

type Pair = (String, Vec<(usize, String)>, Vec<(usize, String)>);

/// The mean time of git's word diff, in microseconds; `None` when git cannot be run.
fn git_word_diff(pairs: &[Pair]) -> Option<f64> {
    let folder = tempfile::tempdir().ok()?;
    let path = |name: String| folder.path().join(name);
    for (id, old, new) in pairs {
        fs::write(path(format!("{id}-old.json")), json(id, old, true)).ok()?;
        fs::write(path(format!("{id}-new.json")), json(id, new, true)).ok()?;
    }
    let started = Instant::now();
    for (id, _, _) in pairs {
        Command::new("git")
            .args(["diff", "--no-index", "--word-diff", "--"])
            .args([path(format!("{id}-old.json")), path(format!("{id}-new.json"))])
            .stdout(Stdio::null())
            .status()
            .ok()?;
    }
    Some(report("git diff --no-index --word-diff", started.elapsed(), pairs.len()))
}

/// Both files read, compared, judged and written as JSON: what `bmc diff OLD NEW` does.
fn whole_command(pairs: &[Pair], catalogue: &Catalogue) -> f64 {
    let file = |side: fn(&Pair) -> &Vec<(usize, String)>| -> Vec<u8> {
        pairs.iter().map(|pair| json(&pair.0, side(pair), false)).collect::<String>().into_bytes()
    };
    let (old, new) = (file(|pair| &pair.1), file(|pair| &pair.2));
    let started = Instant::now();
    let load = |name: &str, bytes: Vec<u8>| read(vec![Input::bytes(name, bytes)], catalogue);
    let (Ok(old), Ok(new)) = (load("old.ndjson", old), load("new.ndjson", new)) else {
        return f64::NAN;
    };
    let (Ok(old), Ok(new)) = (Sheet::all(&old.portfolio), Sheet::all(&new.portfolio)) else {
        return f64::NAN;
    };
    report("  reading", started.elapsed(), pairs.len());
    let part = Instant::now();
    let diff = PortfolioDiff::between(old, new);
    report("  comparing", part.elapsed(), pairs.len());
    let part = Instant::now();
    let meanings = diff.meanings(catalogue, &Rubric::default(), &Options::default());
    report("  judging", part.elapsed(), pairs.len());
    let view = DiffView { diff: &diff, meanings: &meanings, catalogue };
    let written = diff_json(view, Language::En).map_or(0, |text| text.len());
    assert!(written > 0 && diff.pairs.len() == pairs.len());
    report("bmc diff, reading, judging and writing included", started.elapsed(), pairs.len())
}

/// Compares two canvases and the words of all entries that stayed one; how many pieces there are.
fn by_words(old: &Sheet<'_>, new: &Sheet<'_>) -> usize {
    let diff = Diff::between(old, new);
    let edited = diff.changes.iter().filter_map(|change| change.edited());
    edited.map(|(old, new)| word_pieces(old.text, new.text).len()).sum()
}

fn large(entries: usize, blocks: usize, changed: usize, what: &str) {
    let mut dice = Dice(7);
    let old = made(&mut dice, entries, blocks);
    let new = revised(&mut dice, &old, changed);
    let (old, new) = (sheet("large", &old), sheet("large", &new));
    let started = Instant::now();
    let diff = Diff::between(&old, &new);
    let time = started.elapsed();
    println!("{what:<58} {:>10.1} ms, {} changes", time.as_secs_f64() * 1e3, diff.changes.len());
}

fn main() {
    let Ok(catalogue) = Catalogue::builtin() else { return };
    let mut dice = Dice(1);
    let pairs: Vec<Pair> = (0..PAIRS)
        .map(|number| {
            let old = made(&mut dice, 40, 9);
            let new = revised(&mut dice, &old, 20);
            (format!("canvas-{number}"), old, new)
        })
        .collect();
    let sheets: Vec<_> =
        pairs.iter().map(|(id, old, new)| (sheet(id, old), sheet(id, new))).collect();
    let started = Instant::now();
    let count: usize = sheets
        .iter()
        .map(|(old, new)| {
            bmc::compare::match_entries(&old.canvas.entries, &new.canvas.entries).pairs.len()
        })
        .sum();
    assert!(count > PAIRS);
    report("of this: matching", started.elapsed(), PAIRS);
    let started = Instant::now();
    let changes: usize =
        sheets.iter().map(|(old, new)| Diff::between(old, new).changes.len()).sum();
    assert!(changes > PAIRS);
    report("of this: matching and telling changes", started.elapsed(), PAIRS);
    let processor = processor_time();
    let started = Instant::now();
    let pieces: usize = sheets.iter().map(|(old, new)| by_words(old, new)).sum();
    assert!(pieces > 0);
    let compared = report("comparing, word by word, one thread", started.elapsed(), PAIRS);
    let own = processor.zip(processor_time()).map(|(before, after)| after.0 - before.0);
    let started = Instant::now();
    let pieces: usize = sheets.par_iter().map(|(old, new)| by_words(old, new)).sum();
    assert!(pieces > 0);
    let threads = rayon::current_num_threads();
    let what = format!("comparing, word by word, {threads} threads, as bmc diff does");
    let together = report(&what, started.elapsed(), PAIRS);
    // `cargo bench --bench compare -- pairs` stops here, for a profiler.
    if std::env::args().any(|argument| argument == "pairs") {
        return;
    }
    let whole = whole_command(&pairs, &catalogue);
    let processor = processor_time();
    if let Some(git) = git_word_diff(&pairs[..GIT_PAIRS]) {
        println!(
            "ratio to git, which compares a pair on one thread: {:.0}× on {threads} threads, {:.0}× on \
             one; the whole command {:.0}×",
            git / together,
            git / compared,
            git / whole
        );
        let called = processor.zip(processor_time()).map(|(before, after)| after.1 - before.1);
        if let Some((own, git)) = own.zip(called) {
            let (own, git) = (own / PAIRS as f64 * 1e4, git / GIT_PAIRS as f64 * 1e4);
            println!(
                "processor time, one thread: {own:.0} µs, git {git:.0} µs, ratio {:.0}×",
                git / own
            );
        }
    }
    large(400, 9, 20, "400 entries, a fifth reworded");
    large(400, 9, 92, "400 entries, nearly all reworded");
    large(400, 1, 92, "400 entries in one block, nearly all reworded");
    large(5_000, 1, 92, "5,000 entries in one block, nearly all reworded");
    let all: Vec<Sheet<'_>> = sheets.iter().map(|(old, _)| old.clone()).collect();
    let started = Instant::now();
    let copies = near_copies(&all, &[], CopyRules::for_canvases(all.len()));
    report("near copies among 10,000 unrelated canvases", started.elapsed(), all.len());
    println!("{} near copies", copies.len());
}
