//! `bmc ledger`

use bmc::balance::ledger_frame;
use bmc::catalogue::Catalogue;
use bmc::present::{MachineFormat, ledger_table, write_frame};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, Target};
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
}

#[derive(Args)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
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
    let mut frame = ledger_frame(&outcome.portfolio, &catalogue)?;
    let machine = match format(args) {
        LedgerFormat::Table => None,
        LedgerFormat::Csv => Some(MachineFormat::Csv),
        LedgerFormat::Json => Some(MachineFormat::Json),
        LedgerFormat::Ndjson => Some(MachineFormat::Ndjson),
        LedgerFormat::Markdown => Some(MachineFormat::Markdown),
    };
    let bytes = match machine {
        None => ledger_table(&frame, style)?.into_bytes(),
        Some(format) => {
            let mut bytes = Vec::new();
            write_frame(&mut frame, "ledger", format, !args.no_formula_guard, &mut bytes)?;
            bytes
        }
    };
    output::deliver(&bytes, &args.target)?;
    if outcome.has_errors() { Ok(Status::Failed) } else { Ok(Status::Done) }
}

fn format(args: &LedgerArgs) -> LedgerFormat {
    let by_ending = || {
        let ending = args.target.output.as_ref()?.extension()?.to_str()?;
        match ending {
            "csv" => Some(LedgerFormat::Csv),
            "json" => Some(LedgerFormat::Json),
            "ndjson" | "jsonl" => Some(LedgerFormat::Ndjson),
            "md" => Some(LedgerFormat::Markdown),
            _ => None,
        }
    };
    args.format.or_else(by_ending).unwrap_or(LedgerFormat::Table)
}
