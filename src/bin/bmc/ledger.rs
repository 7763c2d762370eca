//! `bmc ledger`

use std::path::PathBuf;

use bmc::balance::{figures_frame, ledger_frame};
use bmc::catalogue::Catalogue;
use bmc::present::{MachineFormat, figures_table, ledger_table, write_frame};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, Target};
use crate::check::load_rates;
use crate::exit::{Failure, Status};
use crate::output;
use crate::score::load;

/// How a ledger is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LedgerFormat {
    /// A table for people
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object
    Json,
    /// A JSON object per line
    Ndjson,
    /// A Markdown table
    Markdown,
    /// Apache Parquet
    Parquet,
}

#[derive(Args)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Show what follows from the amounts instead: revenue, cost, margin, break-even, payback, and
    /// the reason where one cannot be computed
    #[arg(long)]
    pub(crate) figures: bool,
    /// Exchange rates (CSV) for --figures: currency,rate; one currency has the rate 1
    #[arg(long, value_name = "FILE", requires = "figures")]
    pub(crate) rates: Option<PathBuf>,
    /// How to write it [default: table, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<LedgerFormat>,
    /// In CSV, do not put ' before texts that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) no_formula_guard: bool,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) common: Common,
}

pub(crate) fn run(args: &LedgerArgs) -> Result<Status, Failure> {
    let catalogue = Catalogue::builtin()?;
    let outcome = load(&args.inputs, &catalogue)?;
    let style = output::style(&args.common, Some(&args.target));
    let portfolio = &outcome.portfolio;
    let (mut frame, thing) = if args.figures {
        let rates = load_rates(args.rates.as_deref())?;
        (figures_frame(portfolio, &catalogue, &rates, style.language)?, "figures")
    } else {
        (ledger_frame(portfolio, &catalogue)?, "ledger")
    };
    let machine = match format(args)? {
        LedgerFormat::Table => None,
        LedgerFormat::Csv => Some(MachineFormat::Csv),
        LedgerFormat::Json => Some(MachineFormat::Json),
        LedgerFormat::Ndjson => Some(MachineFormat::Ndjson),
        LedgerFormat::Markdown => Some(MachineFormat::Markdown),
        LedgerFormat::Parquet => Some(MachineFormat::Parquet),
    };
    let bytes = match machine {
        None if args.figures => figures_table(&frame, style)?.into_bytes(),
        None => ledger_table(&frame, style)?.into_bytes(),
        Some(format) => {
            let mut bytes = Vec::new();
            write_frame(&mut frame, thing, format, !args.no_formula_guard, &mut bytes)?;
            bytes
        }
    };
    output::deliver(&bytes, &args.target)?;
    if outcome.has_errors() { Ok(Status::Failed) } else { Ok(Status::Done) }
}

fn format(args: &LedgerArgs) -> Result<LedgerFormat, Failure> {
    let endings = [
        ("csv", LedgerFormat::Csv),
        ("json", LedgerFormat::Json),
        ("ndjson", LedgerFormat::Ndjson),
        ("jsonl", LedgerFormat::Ndjson),
        ("md", LedgerFormat::Markdown),
        ("parquet", LedgerFormat::Parquet),
        ("txt", LedgerFormat::Table),
    ];
    output::format(args.format, &args.target, &endings, LedgerFormat::Table)
}
