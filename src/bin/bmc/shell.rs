//! `bmc completions` and `bmc man`

use clap::CommandFactory;

use crate::args::{Cli, CompletionArgs, Target};
use crate::exit::{Failure, Status};
use crate::output;

pub(crate) fn completions(args: &CompletionArgs) -> Result<Status, Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "bmc", &mut bytes);
    output::deliver(&bytes, &Target { output: None, force: false })?;
    Ok(Status::Done)
}

pub(crate) fn manual() -> Result<Status, Failure> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut bytes)?;
    output::deliver(&bytes, &Target { output: None, force: false })?;
    Ok(Status::Done)
}
