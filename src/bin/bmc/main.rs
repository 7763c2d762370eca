//! The command line: arguments, files, colours, exit codes. Everything else is the library's.

mod agree;
mod args;
mod catalogue;
mod check;
mod compare;
mod convert;
mod diff;
mod exit;
mod explain;
mod git;
mod history;
mod ledger;
mod new;
mod output;
mod plot;
mod plot_money;
mod progress;
mod report;
mod report_money;
mod schema;
mod score;
mod shell;
mod sides;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use exit::{Failure, Status};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Score(args) => score::run(&args),
        Command::Plot(args) => plot::run(&args),
        Command::Report(args) => report::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Ledger(args) => ledger::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::New(args) => new::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::History(args) => history::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Agree(args) => agree::run(&args),
        Command::Git(args) => match git::run(&args) {
            Ok(code) => return code,
            Err(failure) => Err(failure),
        },
        Command::Catalogue(args) => catalogue::run(&args),
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
