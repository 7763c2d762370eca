//! The command line: arguments, files, colours, exit codes. Everything else is the library's.

mod args;
mod check;
mod exit;
mod explain;
mod ledger;
mod output;
mod score;
mod shell;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use exit::{Failure, Status};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Score(args) => score::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Ledger(args) => ledger::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man => shell::manual(),
    };
    match result {
        Ok(status) => status.into(),
        Err(Failure::BrokenPipe) => Status::Done.into(),
        Err(failure) => {
            output::message(&format!("bmc: {failure}"));
            Status::Failed.into()
        }
    }
}
