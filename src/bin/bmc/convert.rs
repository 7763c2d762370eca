//! `bmc convert`

use std::path::PathBuf;

use bmc::canvas::Language;
use bmc::catalogue::Catalogue;
use bmc::write::{WriteFormat, WriteOptions, Written, write};
use clap::Args;

use crate::args::{Inputs, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::score::load;

/// Formats that hold one canvas (markdown, bmml) write a file per canvas into a folder.
#[derive(Args)]
pub(crate) struct ConvertArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Write to this file, or this folder where each canvas gets a file of its own
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace files that are there
    #[arg(short, long)]
    force: bool,
    /// csv, wide, json, ndjson, parquet, markdown, bmml or xlsx [default: by the ending of --output]
    #[arg(long, value_name = "FORMAT")]
    to: Option<WriteFormat>,
    /// Language of the headings in Markdown: en or nl
    #[arg(long, value_name = "LANG", default_value = "en")]
    lang: Language,
    /// In CSV, do not put ' before texts that a spreadsheet would run as a formula
    #[arg(long)]
    no_formula_guard: bool,
}

pub(crate) fn run(args: &ConvertArgs) -> Result<Status, Failure> {
    let format = format(args)?;
    let catalogue = Catalogue::builtin()?;
    let outcome = load(&args.inputs, &catalogue)?;
    if outcome.portfolio.is_empty() {
        return Err(Failure::Other("no canvas was read: nothing to write".to_owned()));
    }
    let options = WriteOptions { language: args.lang, formula_guard: !args.no_formula_guard };
    let written = write(&outcome.portfolio, &catalogue, format, options)
        .map_err(|error| Failure::Other(error.to_string()))?;
    if !args.inputs.quiet {
        for lost in &written.lost {
            output::message(&format!("warning: not written: {lost}"));
        }
    }
    deliver(args, format, written)?;
    if outcome.has_errors() { Ok(Status::Failed) } else { Ok(Status::Done) }
}

fn format(args: &ConvertArgs) -> Result<WriteFormat, Failure> {
    let ending = || {
        let ending = args.output.as_ref()?.extension()?.to_str()?;
        WriteFormat::from_ending(ending)
    };
    args.to.or_else(ending).ok_or_else(|| {
        let message = "say which format with --to, or name a file with its ending: -o out.json";
        Failure::Other(message.to_owned())
    })
}

fn deliver(args: &ConvertArgs, format: WriteFormat, written: Written) -> Result<(), Failure> {
    let folder = args.output.as_deref().filter(|path| path.is_dir() || path.extension().is_none());
    let target = Target { output: args.output.clone(), force: args.force };
    match (format.is_single(), folder.filter(|path| path.as_os_str() != "-")) {
        (true, Some(folder)) => output::into_folder(folder, &written.files, args.force),
        (_, None) if written.files.len() == 1 => {
            let bytes = written.files.first().map_or(&[][..], |(_, bytes)| bytes);
            output::deliver(bytes, &target)
        }
        (false, Some(folder)) if folder.is_dir() => {
            output::into_folder(folder, &written.files, args.force)
        }
        (false, _) => {
            let bytes = written.files.first().map_or(&[][..], |(_, bytes)| bytes);
            output::deliver(bytes, &target)
        }
        (true, None) => Err(Failure::Other(format!(
            "{} canvases do not go into one {} file: name a folder with -o",
            written.files.len(),
            format.ending()
        ))),
    }
}
