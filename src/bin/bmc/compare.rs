//! `bmc compare`

use std::path::PathBuf;

use bmc::assess::assess;
use bmc::canvas::Language;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::compare::{CopyRules, Kinship, Sheet, near_copies, ranking};
use bmc::present::{
    CompareView, MachineFormat, Style, compare_blocks, compare_copies, compare_json,
    compare_likeness, compare_ranking, copies_frame, copies_markdown, likeness_frame,
    likeness_markdown, ranking_frame, ranking_markdown, side_by_side_frame, side_by_side_markdown,
    write_frame,
};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::sides::{Reading, Side};

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The canvases in order of completeness, with the reasons
    Rank,
    /// The entries of all canvases side by side, block by block
    Blocks,
    /// How alike they are, and which belong together
    Likeness,
    /// Canvases with much text in common, and that text
    Copies,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Tables under headings, to paste in a note
    Markdown,
    /// One table: of --show, else the ranking
    Csv,
}

#[derive(Args)]
pub(crate) struct CompareArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// What to show; may be given several times [default: rank, likeness and copies; blocks too
    /// for up to three canvases]
    #[arg(long, value_enum, value_name = "WHAT")]
    show: Vec<Show>,
    /// Canvases whose text counts for nothing where copies are looked for: the handed-out template
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
    /// The least share of text in common that makes a near copy, in percent
    #[arg(long, value_name = "PERCENT", default_value_t = 33,
          value_parser = clap::value_parser!(u8).range(1..=100))]
    least: u8,
    /// Compare all versions and not only the last of each canvas
    #[arg(long)]
    all_versions: bool,
    /// How to write it [default: text, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<CompareFormat>,
    /// In CSV, do not put ' before texts that a spreadsheet would run as a formula
    #[arg(long)]
    no_formula_guard: bool,
    /// A rubric (TOML): weights, questions left out
    #[arg(long, value_name = "FILE")]
    rubric: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(args: &CompareArgs) -> Result<Status, Failure> {
    let catalogue = Catalogue::builtin()?;
    let rubric = match &args.rubric {
        Some(path) => crate::score::load_rubric(path, &catalogue)?,
        None => Rubric::default(),
    };
    let outcome = crate::score::load(&args.inputs, &catalogue)?;
    let reading = Reading { format: None, quiet: args.inputs.quiet };
    let template = match &args.template {
        Some(path) => Some(Side::load(path, &catalogue, reading)?),
        None => None,
    };
    let (places, sheets) = last_versions(Sheet::all(&outcome.portfolio)?, args);
    let assessment = assess(&outcome.portfolio, &catalogue, &rubric)?;
    let rules =
        CopyRules { share: f64::from(args.least) / 100.0, ..CopyRules::for_canvases(sheets.len()) };
    let base = template.as_ref().map_or(Ok(Vec::new()), Side::sheets)?;
    let format = format(args)?;
    let shown = shown(args, format, sheets.len())?;
    let wants = |what: Show| format == CompareFormat::Json || shown.contains(&what);
    let ranks = if wants(Show::Rank) { ranking(&assessment, &places) } else { Vec::new() };
    let kinship = if wants(Show::Likeness) { Kinship::of(&sheets) } else { None };
    let copies = if wants(Show::Copies) { near_copies(&sheets, &base, rules) } else { Vec::new() };
    let view = CompareView {
        sheets: &sheets,
        places: &places,
        ranking: &ranks,
        kinship: kinship.as_ref(),
        copies: &copies,
        catalogue: &catalogue,
    };
    let style = output::style(&args.common, Some(&args.target));
    let bytes = match format {
        CompareFormat::Text => written(view, &shown, style).into_bytes(),
        CompareFormat::Json => {
            compare_json(view).map_err(|error| Failure::Other(error.to_string()))?.into_bytes()
        }
        CompareFormat::Markdown => in_markdown(view, &shown, style.language).into_bytes(),
        CompareFormat::Csv => table(view, &shown, !args.no_formula_guard)?,
    };
    output::deliver(&bytes, &args.target)?;
    let failed = outcome.has_errors() || template.is_some_and(|side| side.has_errors());
    Ok(if failed { Status::Failed } else { Status::Done })
}

/// The canvases that are compared, with their places in the portfolio.
fn last_versions<'a>(all: Vec<Sheet<'a>>, args: &CompareArgs) -> (Vec<usize>, Vec<Sheet<'a>>) {
    let count = all.len();
    let ids: Vec<&str> = all.iter().map(|sheet| sheet.canvas.id).collect();
    // Versions of a canvas follow one another, the last one last.
    let kept: Vec<(usize, Sheet<'a>)> = all
        .into_iter()
        .enumerate()
        .filter(|(place, sheet)| {
            args.all_versions || ids.get(place + 1).is_none_or(|next| *next != sheet.canvas.id)
        })
        .collect();
    let older = count - kept.len();
    if older > 0 && !args.inputs.quiet {
        let message = format!("note: {older} older versions are left out (see --all-versions)");
        output::message(&message);
    }
    kept.into_iter().unzip()
}

fn format(args: &CompareArgs) -> Result<CompareFormat, Failure> {
    let endings = [
        ("json", CompareFormat::Json),
        ("md", CompareFormat::Markdown),
        ("csv", CompareFormat::Csv),
        ("txt", CompareFormat::Text),
    ];
    output::format(args.format, &args.target, &endings, CompareFormat::Text)
}

fn shown(args: &CompareArgs, format: CompareFormat, canvases: usize) -> Result<Vec<Show>, Failure> {
    if format == CompareFormat::Csv {
        return match args.show.as_slice() {
            [] => Ok(vec![Show::Rank]),
            [one] => Ok(vec![*one]),
            _ => Err(Failure::Other("CSV holds one table: give --show once".to_owned())),
        };
    }
    if !args.show.is_empty() {
        return Ok(args.show.clone());
    }
    let mut shown = vec![Show::Rank, Show::Likeness, Show::Copies];
    if canvases <= 3 {
        shown.insert(1, Show::Blocks);
    }
    Ok(shown)
}

fn in_markdown(view: CompareView<'_, '_>, shown: &[Show], language: Language) -> String {
    let parts = shown.iter().map(|what| match what {
        Show::Rank => ranking_markdown(view, language),
        Show::Blocks => side_by_side_markdown(view, language),
        Show::Likeness => likeness_markdown(view, language),
        Show::Copies => copies_markdown(view, language),
    });
    let parts: Vec<String> = parts.map(|part| part.trim_end().to_owned() + "\n").collect();
    parts.join("\n")
}

/// The first of what is shown, as CSV.
fn table(view: CompareView<'_, '_>, shown: &[Show], guard: bool) -> Result<Vec<u8>, Failure> {
    let mut frame = match shown.first() {
        None | Some(Show::Rank) => ranking_frame(view)?,
        Some(Show::Blocks) => side_by_side_frame(view)?,
        Some(Show::Likeness) => likeness_frame(view)?,
        Some(Show::Copies) => copies_frame(view)?,
    };
    let mut bytes = Vec::new();
    write_frame(&mut frame, "comparison", MachineFormat::Csv, guard, &mut bytes)?;
    Ok(bytes)
}

fn written(view: CompareView<'_, '_>, shown: &[Show], style: Style) -> String {
    let parts = shown.iter().map(|what| match what {
        Show::Rank => compare_ranking(view, style),
        Show::Blocks => compare_blocks(view, style),
        Show::Likeness => compare_likeness(view, style),
        Show::Copies => compare_copies(view, style),
    });
    parts.collect::<Vec<_>>().join("\n")
}
