//! `bmc git`: what git calls, and setting git up to call it.

mod driver;
mod install;
mod merge;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::args::Common;
use crate::exit::{Failure, Status};
use crate::output;

#[derive(Args)]
pub(crate) struct GitArgs {
    #[command(subcommand)]
    command: GitCommand,
}

#[derive(Subcommand)]
enum GitCommand {
    /// Set git up to show and to merge canvases by entry; says what it writes
    Install(InstallArgs),
    /// Take back what install wrote
    Uninstall(InstallArgs),
    /// The external diff driver: called by git with 7, 9 or 1 arguments
    #[command(hide = true)]
    DiffDriver(DriverArgs),
    /// A canvas as plain text, a fact per line: called by git for its own line diff
    #[command(hide = true)]
    Textconv {
        /// The file
        file: PathBuf,
    },
    /// The merge driver: called by git with %O %A %B %L %P and labels
    #[command(hide = true)]
    MergeDriver(MergeArgs),
}

#[derive(Args)]
pub(crate) struct InstallArgs {
    /// In this repository: its configuration and its .gitattributes [default]
    #[arg(long, conflicts_with = "global")]
    local: bool,
    /// For all of your repositories
    #[arg(long)]
    global: bool,
    /// Only say what would be written
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Files that are canvases, as in .gitattributes; may be given several times
    #[arg(long, value_name = "GLOB", default_values = install::PATTERNS)]
    pattern: Vec<String>,
}

#[derive(Args)]
pub(crate) struct DriverArgs {
    #[command(flatten)]
    common: Common,
    /// path old-file old-hex old-mode new-file new-hex new-mode [new-path note]
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, num_args = 1..=9)]
    given: Vec<OsString>,
}

#[derive(Args)]
pub(crate) struct MergeArgs {
    /// The common ancestor (%O)
    base: PathBuf,
    /// Ours (%A), where the result is written
    ours: PathBuf,
    /// Theirs (%B)
    theirs: PathBuf,
    /// The length of conflict marks (%L)
    #[arg(default_value_t = 7)]
    marks: usize,
    /// The path of the file in the repository (%P)
    path: Option<PathBuf>,
    /// What the three are called (%S %X %Y)
    labels: Vec<String>,
}

/// Git reads other exit codes than `diff` and `check` give: see each command.
pub(crate) fn run(args: &GitArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        GitCommand::Install(args) => install::install(args).map(ExitCode::from),
        GitCommand::Uninstall(args) => install::uninstall(args).map(ExitCode::from),
        GitCommand::DiffDriver(args) => driver::diff(args).map(ExitCode::from),
        GitCommand::Textconv { file } => driver::textconv(file).map(ExitCode::from),
        GitCommand::MergeDriver(args) => Ok(merging(args)),
    }
}

/// 0 merged; 1 conflicts, which stand in the file; 129 could not do it, in which case git leaves
/// our version as it is.
fn merging(args: &MergeArgs) -> ExitCode {
    const CRASHED: u8 = 129;
    match std::panic::catch_unwind(|| merge::merge(args)) {
        Ok(Ok(true)) => ExitCode::from(0),
        Ok(Ok(false)) => ExitCode::from(1),
        Ok(Err(failure)) => {
            output::message(&format!("bmc: {failure}"));
            ExitCode::from(CRASHED)
        }
        Err(_) => {
            output::message("bmc: an internal error: the file was left as it was");
            ExitCode::from(CRASHED)
        }
    }
}

/// What a git program said, or why it could not be run.
pub(crate) fn git(arguments: &[&str]) -> Result<std::process::Output, Failure> {
    std::process::Command::new("git")
        .args(arguments)
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| Failure::Other(format!("the program 'git' cannot be run: {error}")))
}

/// The trimmed output of a git program that must succeed.
pub(crate) fn git_text(arguments: &[&str]) -> Result<String, Failure> {
    let output = git(arguments)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = bmc::text::one_line(said.trim());
    Err(Failure::Other(format!("git {}: {said}", arguments.join(" "))))
}

/// Done, for commands that only succeed or fail.
const DONE: Status = Status::Done;
