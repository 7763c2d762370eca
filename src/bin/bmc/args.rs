//! The arguments.

use std::path::PathBuf;

use bmc::canvas::Language;
use bmc::read::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::plot::PlotArgs;
use crate::report::ReportArgs;

/// Scores Business Model Canvases against 44 guiding questions, with the words that every
/// judgement rests on.
///
/// Exit codes: 0 done; 1 findings at or above --fail-level (check); 2 could not do it, or a file could not be read.
#[derive(Parser)]
#[command(name = "bmc", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Score canvases: how far each answers the 44 guiding questions
    Score(ScoreArgs),
    /// Draw a chart as SVG or PNG
    Plot(PlotArgs),
    /// Write one page about the canvases: HTML that needs nothing else, or Markdown
    Report(ReportArgs),
    /// Check whether the money holds together and belongs to the model
    Check(crate::check::CheckArgs),
    /// Show every amount, where it was read, and what was not read
    Ledger(crate::ledger::LedgerArgs),
    /// Explain a question or a check: what it asks, what counts, a weak and a better answer
    Explain(ExplainArgs),
    /// Convert canvases from any format that is read into another
    Convert(crate::convert::ConvertArgs),
    /// Write an empty canvas, or a worksheet with the 44 questions, to fill in
    New(crate::new::NewArgs),
    /// Write the JSON Schema of our JSON
    Schema(crate::schema::SchemaArgs),
    /// Show what changed between two versions of a canvas, or between two portfolios
    Diff(crate::diff::DiffArgs),
    /// Show the versions of each canvas in order: what changed, how complete
    History(crate::history::HistoryArgs),
    /// Compare canvases: in order, side by side, how alike, near copies
    Compare(crate::compare::CompareArgs),
    /// Measure how far the tool's judgement and people's marks agree
    Agree(crate::agree::AgreeArgs),
    /// Set git up to show and to merge canvases by entry
    Git(crate::git::GitArgs),
    /// Check a catalogue of questions and vocabulary: every example must come out at its level
    Catalogue(crate::catalogue::CatalogueArgs),
    /// Write the completions for a shell
    Completions(CompletionArgs),
    /// Write the manual page
    Man,
}

/// What there is a row for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// A row per canvas
    Canvas,
    /// A row per canvas and building block
    Block,
    /// A row per canvas and question, with its evidence
    Question,
}

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// A table for people
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object
    Json,
    /// A JSON object per line
    Ndjson,
    /// Apache Parquet
    Parquet,
    /// A Markdown table
    Markdown,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// Options of every command that writes text.
#[derive(Args)]
pub(crate) struct Common {
    /// Language of the output: en or nl [default: from the locale, else en]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<Language>,
    /// When to use colours
    #[arg(long, value_enum, default_value = "auto", value_name = "WHEN")]
    pub(crate) color: Color,
}

/// Options of every command that reads canvases.
#[derive(Args)]
pub(crate) struct Inputs {
    /// Files, folders (searched for .md .html .csv .json .xlsx and others), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read every input as csv, wide, json, ndjson, markdown, html, bmml, xlsx or parquet [default:
    /// told from the content]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input_format: Option<Format>,
    /// Do not print what was left out or not understood; errors are still printed
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Use at most this many threads [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

/// Options of every command that writes a file.
#[derive(Args)]
pub(crate) struct Target {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Replace the output file if it is there
    #[arg(short, long)]
    pub(crate) force: bool,
}

#[derive(Args)]
pub(crate) struct ScoreArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// What there is a row for
    #[arg(long, value_enum, default_value = "canvas", value_name = "WHAT")]
    pub(crate) by: By,
    /// How to write it [default: table, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<OutputFormat>,
    /// Exchange rates (CSV): currency,rate; one currency has the rate 1
    #[arg(long, value_name = "FILE")]
    pub(crate) rates: Option<PathBuf>,
    /// A rubric (TOML): weights, questions left out, the scale of the mark, labels
    #[arg(long, value_name = "FILE")]
    pub(crate) rubric: Option<PathBuf>,
    /// A folder with files that replace the tool's own questions and vocabulary ('bmc catalogue')
    #[arg(long, value_name = "FOLDER")]
    pub(crate) catalogue: Option<PathBuf>,
    /// In CSV, do not put ' before texts that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) no_formula_guard: bool,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Args)]
pub(crate) struct ExplainArgs {
    /// A question (cs-1 … co-5) or a check (loss-making …); all of them in short when left out
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Args)]
pub(crate) struct CompletionArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
