//! From a long CSV to a scores CSV, against polars alone loading that file.
//!
//! `cargo bench --bench scoring -- 1000 10000 100000` generates that many canvases of 30 entries
//! each (temporary files), of two kinds: in the one most texts occur many times, as short ones do on
//! canvases, but more so; in the other no text occurs twice, since each ends in two made-up words of
//! 4,000, a pair that no other text has. Real portfolios are in between. Then, in one process and
//! with the same threads, it times in turn
//!
//! - `load`: polars reads the file into a dataframe (`CsvReadOptions::default`, all columns);
//! - `read`: this library reads the file into a portfolio;
//! - `score`: it reads the file, judges every canvas by the questions, writes the scores as CSV;
//! - `check`: the same with the ledger and the consistency checks.
//!
//! `cargo bench --bench scoring -- generate 10000 FILE` only writes such a file, for a profiler;
//! `-- generate 10000 FILE unique` one of the second kind; `-- steps FILE` prints, for a file that is
//! there, how long each step takes.
//!
//! It prints the medians of five rounds, the ratios to `load`, and the process' peak memory against the
//! file's size. Nothing is asserted.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use bmc::assess::assess;
use bmc::balance::Options;
use bmc::canvas::Block;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::examine;
use bmc::present::{MachineFormat, write_frame};
use bmc::read::{Input, read};
use polars::prelude::*;

const PAIRS: usize = 5;
const ENTRIES: usize = 30;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "generate") {
        let canvases = args.get(at + 1).and_then(|arg| arg.parse().ok()).expect("how many");
        let path = Path::new(args.get(at + 2).expect("a file to write"));
        let kind =
            if args.iter().any(|arg| arg == "unique") { Kind::Unique } else { Kind::Recurring };
        generate(path, canvases, kind).expect("the file is written");
        return;
    }
    if let Some(at) = args.iter().position(|arg| arg == "steps") {
        let catalogue = Catalogue::builtin().expect("the catalogue is sound");
        let path = Path::new(args.get(at + 1).expect("a file to read"));
        for _ in 0..PAIRS {
            steps(path, &catalogue);
        }
        return;
    }
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    println!(
        "{:>9} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}",
        "texts",
        "canvases",
        "MB",
        "load s",
        "read s",
        "score s",
        "ratio",
        "check s",
        "ratio",
        "peak/file"
    );
    for canvases in sizes {
        measure(canvases, Kind::Recurring);
        measure(canvases, Kind::Unique);
    }
}

fn measure(canvases: usize, kind: Kind) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("generated.csv");
    let size = generate(&path, canvases, kind).expect("the file is written");
    let catalogue = Catalogue::builtin().expect("the catalogue is sound");
    // A score comes first, untimed, and what was held before does not count, so that the peak is its.
    forget_peak();
    score(&path, &catalogue, false);
    let peak = peak_memory();
    let (mut loads, mut reads, mut scores, mut checks) = (vec![], vec![], vec![], vec![]);
    for _ in 0..PAIRS {
        loads.push(time(|| load(&path)));
        scores.push(time(|| score(&path, &catalogue, false)));
        reads.push(time(|| only_read(&path, &catalogue)));
        checks.push(time(|| score(&path, &catalogue, true)));
    }
    let load = median(&mut loads);
    let (score, check) = (median(&mut scores), median(&mut checks));
    println!(
        "{:>9} {canvases:>9} {:>8.1} {load:>8.3} {:>8.3} {score:>8.3} {:>8.2} {check:>8.3} {:>8.2} {:>10}",
        if kind == Kind::Unique { "unique" } else { "recurring" },
        size as f64 / 1e6,
        median(&mut reads),
        score / load,
        check / load,
        peak.map_or("?".to_owned(), |peak| format!("{:.2}", peak as f64 / size as f64)),
    );
}

fn time(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    let done = work();
    assert!(done > 0, "nothing was done");
    start.elapsed()
}

/// The middle of an odd number of times, in seconds.
fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

fn load(path: &Path) -> usize {
    CsvReadOptions::default()
        .try_into_reader_with_file_path(Some(path.to_owned()))
        .and_then(CsvReader::finish)
        .expect("polars reads the file")
        .height()
}

fn only_read(path: &Path, catalogue: &Catalogue) -> usize {
    read(vec![Input::file(path)], catalogue).expect("the file is read").portfolio.len()
}

/// Prints the milliseconds of each step of one round.
fn steps(path: &Path, catalogue: &Catalogue) {
    let mut last = Instant::now();
    let mut step = |what: &str| {
        print!("{what} {:.0}  ", last.elapsed().as_secs_f64() * 1e3);
        last = Instant::now();
    };
    load(path);
    step("load");
    let outcome = read(vec![Input::file(path)], catalogue).expect("the file is read");
    step("read");
    let rubric = Rubric::default();
    let assessment = assess(&outcome.portfolio, catalogue, &rubric).expect("it is judged");
    step("judge");
    let options = Options { only_counts: true, ..Options::default() };
    let both = examine(&outcome.portfolio, catalogue, &rubric, &options);
    both.expect("it is judged and audited");
    step("judge and check");
    let mut frame = assessment.scores().expect("scores");
    step("frame");
    let mut bytes = Vec::new();
    write_frame(&mut frame, "scores", MachineFormat::Csv, true, &mut bytes).expect("CSV");
    step("write");
    drop(assessment);
    drop(outcome);
    step("drop");
    println!();
}

fn score(path: &Path, catalogue: &Catalogue, audited: bool) -> usize {
    let outcome = read(vec![Input::file(path)], catalogue).expect("the file is read");
    assert!(!outcome.has_errors());
    let rubric = Rubric::default();
    let mut frame = if audited {
        let options = Options { only_counts: true, ..Options::default() };
        let both = examine(&outcome.portfolio, catalogue, &rubric, &options);
        let (assessment, audits) = both.expect("it is judged and audited");
        let mut frame = assessment.scores().expect("scores");
        frame.hstack_mut(&audits.score_columns()).expect("as many rows");
        frame
    } else {
        let assessment = assess(&outcome.portfolio, catalogue, &rubric).expect("it is judged");
        assessment.scores().expect("scores")
    };
    let mut bytes = Vec::new();
    write_frame(&mut frame, "scores", MachineFormat::Csv, true, &mut bytes).expect("CSV");
    bytes.len()
}

/// Begins the measuring of [`peak_memory`] anew, where the system can (`man 5 proc`, `clear_refs`).
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that the process has held since [`forget_peak`], in bytes; `None` where the
/// system does not say.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// A generator of numbers that is the same everywhere (Marsaglia 2003, xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// Which texts a generated portfolio has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Most occur many times.
    Recurring,
    /// None occurs twice.
    Unique,
}

/// So many made-up words can stand in the one place, and so many others in the other.
const MADE_UP: usize = 2_000;

/// The first made-up words have numbers below [`MADE_UP`], the second ones from there on.
fn made_up(line: &mut String, mut number: usize) {
    line.push(' ');
    number = number * 7_919 + 13;
    let mut syllables = 0;
    while number > 0 || syllables < 3 {
        line.push(char::from(b"bcdfghjklmnprstvwz"[number % 18]));
        number /= 18;
        line.push(char::from(b"aeiou"[number % 5]));
        number /= 5;
        syllables += 1;
    }
}

/// Writes a portfolio; returns its size in bytes. A third of the canvases is Dutch.
fn generate(path: &Path, canvases: usize, kind: Kind) -> std::io::Result<u64> {
    assert!(canvases * ENTRIES <= MADE_UP * MADE_UP, "there are not that many pairs of words");
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "canvas,version,title,block,group,text,amount,currency,period")?;
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut line = String::new();
    for canvas in 0..canvases {
        let words = if canvas % 3 == 0 { &DUTCH } else { &ENGLISH };
        for entry in 0..ENTRIES {
            let block = Block::ALL[entry * Block::ALL.len() / ENTRIES];
            line.clear();
            let _ = write!(line, "venture-{canvas:06},1,Venture {canvas},{block},,\"");
            text(&mut line, &mut numbers, words);
            if kind == Kind::Unique {
                let pair = canvas * ENTRIES + entry;
                let first = pair % MADE_UP;
                made_up(&mut line, first);
                made_up(&mut line, MADE_UP + (pair / MADE_UP + first * 7) % MADE_UP);
            }
            line.push('"');
            if entry % 10 == 0 {
                let _ = write!(line, ",{},EUR,month", 100 + numbers.below(90_000));
            } else {
                line.push_str(",,,");
            }
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    Ok(std::fs::metadata(path)?.len())
}

struct Words {
    who: [&'static str; 12],
    what: [&'static str; 16],
    how: [&'static str; 12],
    glue: [&'static str; 6],
}

fn text(line: &mut String, numbers: &mut Numbers, words: &Words) {
    let _ = write!(line, "{}", numbers.pick(&words.what));
    for _ in 0..1 + numbers.below(6) / 5 {
        let _ = write!(
            line,
            " {} {}, {}",
            numbers.pick(&words.glue),
            numbers.pick(&words.who),
            numbers.pick(&words.how)
        );
        // One word in a hundred texts is new, as names are.
        if numbers.below(100) == 0 {
            let _ = write!(line, " Name{}", numbers.below(1_000_000));
        }
    }
}

const ENGLISH: Words = Words {
    who: [
        "young families",
        "independent bakeries",
        "allotment holders",
        "facility managers",
        "students in shared houses",
        "small museums",
        "primary schools",
        "bike couriers",
        "care workers",
        "boat owners",
        "freelance designers",
        "city councils",
    ],
    what: [
        "Monthly subscription",
        "Weekly delivery",
        "Repair within a day",
        "Own workshop",
        "Salaries of the team",
        "Web shop",
        "Newsletter",
        "Help desk by phone",
        "Hosting and servers",
        "Commission per order",
        "Partnership",
        "Word of mouth",
        "Training",
        "Rent of the premises",
        "Spare parts from a wholesaler",
        "Mobile app",
    ],
    how: [
        "cheaper than buying new",
        "paid by card",
        "at a fixed price",
        "without a contract",
        "in person",
        "online and in the shop",
        "about 40% of all costs",
        "on call around the clock",
        "since they have no time",
        "from our own stock",
        "with a personal adviser",
        "for a fee",
    ],
    glue: ["for", "together with", "through", "aimed at", "made by", "and"],
};

const DUTCH: Words = Words {
    who: [
        "jonge gezinnen",
        "zelfstandige bakkers",
        "volkstuinders",
        "gebouwbeheerders",
        "studenten op kamers",
        "kleine musea",
        "basisscholen",
        "fietskoeriers",
        "wijkverpleegkundigen",
        "booteigenaren",
        "zelfstandige ontwerpers",
        "gemeenten",
    ],
    what: [
        "Maandabonnement",
        "Wekelijkse bezorging",
        "Reparatie binnen een dag",
        "Eigen werkplaats",
        "Salarissen van het team",
        "Webwinkel",
        "Nieuwsbrief",
        "Helpdesk per telefoon",
        "Hosting en servers",
        "Commissie per bestelling",
        "Samenwerking",
        "Mond-tot-mondreclame",
        "Opleiding",
        "Huur van het pand",
        "Onderdelen van de groothandel",
        "Mobiele app",
    ],
    how: [
        "goedkoper dan nieuw kopen",
        "betaald met iDEAL",
        "tegen een vaste prijs",
        "zonder contract",
        "persoonlijk",
        "online en in de winkel",
        "ongeveer 40% van de kosten",
        "dag en nacht bereikbaar",
        "omdat zij geen tijd hebben",
        "uit eigen voorraad",
        "met een vaste adviseur",
        "tegen vergoeding",
    ],
    glue: ["voor", "samen met", "via", "gericht op", "gemaakt door", "en"],
};
