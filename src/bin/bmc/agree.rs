//! `bmc agree`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bmc::assess::assess;
use bmc::catalogue::Rubric;
use bmc::compare::agreement::{Agreement, Marks};
use bmc::present::{
    MachineFormat, agreement_frame, agreement_json, agreement_markdown, agreement_table,
    differing_frame, differing_table, write_frame,
};
use bmc::read::{Severity, text_of};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, OutputFormat, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::progress::Progress;
use crate::score::{load, load_rubric, machine_format};

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The figures and, in the table for people, the first cells that differ
    All,
    /// The figures only
    Figures,
    /// Only the cells in which the tool differs from every rater, all of them, with the evidence
    Cells,
}

/// Raters' marks against the tool's levels and against each other: agreement, kappa, alpha, what
/// the canvases' totals have in common, and where the tool stands alone.
#[derive(Args)]
pub(crate) struct AgreeArgs {
    /// Marks (CSV): canvas,question,rater,level[,version][,evidence]; a level is 0, 1, 2, N for a
    /// reasoned none, the level's name, or what [agree] in the rubric says
    #[arg(value_name = "MARKS")]
    marks: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// Only the canvases whose ids this file holds, one a line
    #[arg(long, value_name = "FILE")]
    only: Option<PathBuf>,
    /// What to show
    #[arg(long, value_enum, default_value = "all", value_name = "WHAT")]
    show: Show,
    /// How to write it [default: table, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<OutputFormat>,
    /// A rubric (TOML): weights, questions left out, and in [agree] a scale of your own for marks
    #[arg(long, value_name = "FILE")]
    rubric: Option<PathBuf>,
    /// A folder with files that replace the tool's own questions and vocabulary ('bmc catalogue')
    #[arg(long, value_name = "FOLDER")]
    catalogue: Option<PathBuf>,
    /// In CSV, do not put ' before texts that a spreadsheet would run as a formula
    #[arg(long)]
    no_formula_guard: bool,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(args: &AgreeArgs) -> Result<Status, Failure> {
    let catalogue = crate::catalogue::load(args.catalogue.as_deref())?;
    let rubric = match &args.rubric {
        Some(path) => load_rubric(path, &catalogue)?,
        None => Rubric::default(),
    };
    let text = read_text(&args.marks)?;
    let only = args.only.as_deref().map(ids).transpose()?;
    let outcome = load(&args.inputs, &catalogue)?;
    let progress = Progress::start("judging", None);
    let assessment = assess(&outcome.portfolio, &catalogue, &rubric)?;
    let name = args.marks.display().to_string();
    let (marks, notes) = Marks::load(&name, &text, &assessment, only.as_ref())
        .map_err(|error| Failure::Other(error.to_string()))?;
    let mut whole = !outcome.has_errors();
    for note in &notes {
        let word = match note.severity {
            Severity::Error | Severity::Unrecognised => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        if !args.inputs.quiet || note.severity == Severity::Error {
            output::message(&format!("{word}: {note}"));
        }
        whole &= note.severity != Severity::Error;
    }
    if marks.marks.is_empty() {
        let message =
            format!("{name}: no mark in it is of a canvas and question that are compared");
        return Err(Failure::Other(message));
    }
    let agreement = Agreement::between(&assessment, &marks)?;
    drop(progress);
    output::deliver(&written(args, &agreement)?, &args.target)?;
    if whole { Ok(Status::Done) } else { Ok(Status::Failed) }
}

fn written(args: &AgreeArgs, agreement: &Agreement<'_>) -> Result<Vec<u8>, Failure> {
    let style = output::style(&args.common, Some(&args.target));
    let cells = args.show == Show::Cells;
    let text = match machine_format(args.format, &args.target)? {
        None if cells => differing_table(agreement, style)?,
        None => agreement_table(agreement, args.show == Show::All, style)?,
        Some(MachineFormat::Json) => agreement_json(agreement, style.language)?,
        Some(MachineFormat::Markdown) if !cells => agreement_markdown(agreement, style.language),
        Some(format) => {
            let (mut frame, thing) = if cells {
                (differing_frame(agreement, style.language)?, "differing")
            } else {
                (agreement_frame(agreement)?, "agreement")
            };
            let mut bytes = Vec::new();
            write_frame(&mut frame, thing, format, !args.no_formula_guard, &mut bytes)?;
            return Ok(bytes);
        }
    };
    Ok(text.into_bytes())
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::Other(format!("{name}: cannot be read: {error}")))?;
    text_of(&name, &bytes).map_err(|note| Failure::Other(note.to_string()))
}

/// The ids in a file, one a line.
fn ids(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let text = read_text(path)?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_owned).collect())
}
