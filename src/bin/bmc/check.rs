//! `bmc check`

use std::path::{Path, PathBuf};

use bmc::balance::{Options, Rates, UNUSED_WAIVER, Waivers, balance};
use bmc::catalogue::{Catalogue, Gravity};
use bmc::present::{MachineFormat, annotations, findings_table, sarif, write_frame};
use clap::{Args, ValueEnum};

use crate::args::{Common, Inputs, Target};
use crate::exit::{Failure, Status};
use crate::output;
use crate::score::load;

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FindingFormat {
    /// For people: grouped per canvas
    Text,
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
    /// Workflow commands that GitHub shows beside the lines
    Github,
    /// SARIF 2.1.0
    Sarif,
}

/// From which severity on.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Error,
    Warning,
    Info,
}

impl From<Level> for Gravity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
        }
    }
}

#[derive(Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Run only these checks, separated by commas (can be repeated)
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Leave out these checks, separated by commas (can be repeated)
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Exit with 1 when there is a finding of this severity or a heavier one
    #[arg(long, value_enum, default_value = "error", value_name = "LEVEL")]
    pub(crate) fail_level: Level,
    /// Show only findings of this severity or a heavier one
    #[arg(long, value_enum, default_value = "info", value_name = "LEVEL")]
    pub(crate) level: Level,
    /// Exit with 0 whatever is found
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Waivers (TOML): [[waive]] with check, reason, and where wanted canvas and entry
    #[arg(long, value_name = "FILE")]
    pub(crate) waivers: Option<PathBuf>,
    /// Exchange rates (CSV): currency,rate; one currency has the rate 1
    #[arg(long, value_name = "FILE")]
    pub(crate) rates: Option<PathBuf>,
    /// How to write it [default: text, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: Option<FindingFormat>,
    /// In CSV, do not put ' before texts that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) no_formula_guard: bool,
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) common: Common,
}

pub(crate) fn run(args: &CheckArgs) -> Result<Status, Failure> {
    let catalogue = Catalogue::builtin()?;
    let options = Options {
        rates: load_rates(args.rates.as_deref())?,
        waivers: load_waivers(args.waivers.as_deref(), &catalogue)?,
        selected: selected(args, &catalogue)?,
        only_counts: false,
    };
    let outcome = load(&args.inputs, &catalogue)?;
    let result = balance(&outcome.portfolio, &catalogue, &options)?;
    let style = output::style(&args.common, Some(&args.target));
    let least = Gravity::from(args.level);
    let mut frame = result.findings(style.language, least, &options.waivers)?;
    let machine = match format(args)? {
        FindingFormat::Text => None,
        FindingFormat::Csv => Some(MachineFormat::Csv),
        FindingFormat::Json => Some(MachineFormat::Json),
        FindingFormat::Ndjson => Some(MachineFormat::Ndjson),
        FindingFormat::Markdown => Some(MachineFormat::Markdown),
        FindingFormat::Parquet => Some(MachineFormat::Parquet),
        FindingFormat::Github => {
            output::deliver(annotations(&frame)?.as_bytes(), &args.target)?;
            return Ok(finish(args, &result, outcome.has_errors(), &options));
        }
        FindingFormat::Sarif => {
            let text = sarif(&frame, &catalogue, style.language, env!("CARGO_PKG_VERSION"))?;
            output::deliver(text.as_bytes(), &args.target)?;
            return Ok(finish(args, &result, outcome.has_errors(), &options));
        }
    };
    let bytes = match machine {
        None => findings_table(&result, &options.waivers, least, style)?.into_bytes(),
        Some(format) => {
            let mut bytes = Vec::new();
            write_frame(&mut frame, "findings", format, !args.no_formula_guard, &mut bytes)?;
            bytes
        }
    };
    output::deliver(&bytes, &args.target)?;
    Ok(finish(args, &result, outcome.has_errors(), &options))
}

/// Says which waivers of the file waive nothing, and how the run ends.
fn finish(
    args: &CheckArgs,
    result: &bmc::balance::Balance<'_>,
    errors: bool,
    options: &Options,
) -> Status {
    for number in result.unused_waivers() {
        if let Some(waiver) = options.waivers.all.get(*number) {
            let file = &options.waivers.file;
            output::message(&format!(
                "warning: {file}:{}: {UNUSED_WAIVER}: this waiver of '{}' waives nothing",
                waiver.line, waiver.check
            ));
        }
    }
    let level = Gravity::from(args.fail_level);
    let heavy = result.all().iter().any(|one| {
        one.findings.iter().any(|f| f.waived.is_none() && f.severity >= level)
            || level <= Gravity::Warning && !one.unused.is_empty()
    });
    let unused = level <= Gravity::Warning && !result.unused_waivers().is_empty();
    if errors {
        Status::Failed
    } else if (heavy || unused) && !args.exit_zero {
        Status::Found
    } else {
        Status::Done
    }
}

fn format(args: &CheckArgs) -> Result<FindingFormat, Failure> {
    let endings = [
        ("csv", FindingFormat::Csv),
        ("json", FindingFormat::Json),
        ("ndjson", FindingFormat::Ndjson),
        ("jsonl", FindingFormat::Ndjson),
        ("md", FindingFormat::Markdown),
        ("parquet", FindingFormat::Parquet),
        ("sarif", FindingFormat::Sarif),
        ("txt", FindingFormat::Text),
    ];
    output::format(args.format, &args.target, &endings, FindingFormat::Text)
}

/// The places of the checks to run; `None` for all.
fn selected(args: &CheckArgs, catalogue: &Catalogue) -> Result<Option<Vec<usize>>, Failure> {
    let place = |id: &String| {
        let known = catalogue.checks.iter().map(|check| check.id.as_str());
        known.clone().position(|known| known == id.as_str()).ok_or_else(|| {
            let near = known.min_by_key(|known| strsim::damerau_levenshtein(known, id));
            let near = near.unwrap_or_default();
            Failure::Other(format!("there is no check '{id}': did you mean '{near}'?"))
        })
    };
    let select = args.select.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    let ignore = args.ignore.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    if select.is_empty() && ignore.is_empty() {
        return Ok(None);
    }
    let wanted =
        |number: &usize| (select.is_empty() || select.contains(number)) && !ignore.contains(number);
    Ok(Some((0..catalogue.checks.len()).filter(wanted).collect()))
}

fn text_of(path: &Path) -> Result<(String, String), Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Other(format!("{name}: cannot be read: {error}")))?;
    Ok((name, text))
}

/// Reads a file of exchange rates; no rates without a file.
pub(crate) fn load_rates(path: Option<&Path>) -> Result<Rates, Failure> {
    let Some(path) = path else { return Ok(Rates::default()) };
    let (name, text) = text_of(path)?;
    Rates::load(&name, &text).map_err(|error| Failure::Other(error.to_string()))
}

pub(crate) fn load_waivers(path: Option<&Path>, catalogue: &Catalogue) -> Result<Waivers, Failure> {
    let Some(path) = path else { return Ok(Waivers::default()) };
    let (name, text) = text_of(path)?;
    Waivers::load(&name, &text, catalogue).map_err(|error| Failure::Other(error.to_string()))
}
