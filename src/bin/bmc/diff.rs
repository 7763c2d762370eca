//! `bmc diff`

use std::path::PathBuf;

use bmc::catalogue::Catalogue;
use bmc::compare::PortfolioDiff;
use bmc::present::{DiffView, Style, diff_json, diff_note, diff_page, diff_sides, diff_unified};
use bmc::read::Format;
use clap::{Args, ValueEnum};

use crate::args::{Common, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::sides::{Measures, Reading, Side};

/// How changes are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people, one under the other
    Text,
    /// For people, old on the left and new on the right
    Sides,
    /// A change note for a pull request
    Markdown,
    /// One self-contained page
    Html,
    /// One JSON object
    Json,
}

#[derive(Args)]
pub(crate) struct DiffArgs {
    /// The old side: a file, a folder, - for standard input, FILE@VERSION where one file holds several
    /// versions, or REVISION:FILE from git (HEAD~1:canvas.md)
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new side
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to write it [default: text, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<DiffFormat>,
    /// Exit with 1 when there are differences
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    measures: Measures,
    /// Read both sides as this format [default: told from the content]
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,
    /// Do not print what was left out or not understood; errors are still printed
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(args: &DiffArgs) -> Result<Status, Failure> {
    let catalogue = Catalogue::builtin()?;
    let (rubric, options) = args.measures.load(&catalogue)?;
    let reading = Reading { format: args.input_format, quiet: args.quiet };
    let old = Side::load(&args.old, &catalogue, reading)?;
    let new = Side::load(&args.new, &catalogue, reading)?;
    let diff = PortfolioDiff::between(old.sheets()?, new.sheets()?);
    let style = output::style(&args.common, Some(&args.target));
    let meanings = diff.meanings(&catalogue, &rubric, &options);
    let view = DiffView { diff: &diff, meanings: &meanings, catalogue: &catalogue };
    let text = show(view, format(args)?, style)?;
    output::deliver(text.as_bytes(), &args.target)?;
    if old.has_errors() || new.has_errors() {
        Ok(Status::Failed)
    } else if args.exit_code && !diff.is_empty() {
        Ok(Status::Found)
    } else {
        Ok(Status::Done)
    }
}

/// Changes as text of a format.
pub(crate) fn show(
    view: DiffView<'_, '_>,
    format: DiffFormat,
    style: Style,
) -> Result<String, Failure> {
    Ok(match format {
        DiffFormat::Text => diff_unified(view, style),
        DiffFormat::Sides => diff_sides(view, style),
        DiffFormat::Markdown => diff_note(view, style.language),
        DiffFormat::Html => diff_page(view, style.language),
        DiffFormat::Json => {
            diff_json(view, style.language).map_err(|error| Failure::Other(error.to_string()))?
        }
    })
}

fn format(args: &DiffArgs) -> Result<DiffFormat, Failure> {
    let endings = [
        ("md", DiffFormat::Markdown),
        ("html", DiffFormat::Html),
        ("htm", DiffFormat::Html),
        ("json", DiffFormat::Json),
        ("txt", DiffFormat::Text),
        ("diff", DiffFormat::Text),
    ];
    output::format(args.format, &args.target, &endings, DiffFormat::Text)
}
