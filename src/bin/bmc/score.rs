//! `bmc score`

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use bmc::assess::assess;
use bmc::balance::Options;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::examine;
use bmc::present::{MachineFormat, answers_table, blocks_table, scores_table, write_frame};
use bmc::read::{Input, Outcome, Severity, collect_inputs, read};

use crate::args::{By, Inputs, OutputFormat, ScoreArgs, Target};
use crate::check::load_rates;
use crate::exit::{Failure, Status};
use crate::output;
use crate::progress::Progress;

pub(crate) fn run(args: &ScoreArgs) -> Result<Status, Failure> {
    let catalogue = crate::catalogue::load(args.catalogue.as_deref())?;
    let rubric = match &args.rubric {
        Some(path) => load_rubric(path, &catalogue)?,
        None => Rubric::default(),
    };
    let outcome = load(&args.inputs, &catalogue)?;
    let progress = Progress::start("judging", None);
    let options = Options {
        rates: load_rates(args.rates.as_deref())?,
        only_counts: true,
        ..Options::default()
    };
    let (assessment, audits) = match args.by {
        By::Canvas => {
            let (assessment, audits) = examine(&outcome.portfolio, &catalogue, &rubric, &options)?;
            (assessment, Some(audits))
        }
        By::Block | By::Question => (assess(&outcome.portfolio, &catalogue, &rubric)?, None),
    };
    drop(progress);
    let style = output::style(&args.common, Some(&args.target));
    let machine = machine_format(args.format, &args.target)?;
    let bytes = match machine {
        None => match args.by {
            By::Canvas => scores_table(&assessment, audits.as_ref(), style)?.into_bytes(),
            By::Block => blocks_table(&assessment, style)?.into_bytes(),
            By::Question => answers_table(&assessment, style)?.into_bytes(),
        },
        Some(format) => {
            let (mut frame, thing) = match args.by {
                By::Canvas => (assessment.scores()?, "scores"),
                By::Block => (assessment.blocks()?, "blocks"),
                By::Question => (assessment.answers(style.language)?, "answers"),
            };
            if let Some(audits) = &audits {
                frame.hstack_mut(&audits.score_columns())?;
            }
            let mut bytes = Vec::new();
            write_frame(&mut frame, thing, format, !args.no_formula_guard, &mut bytes)?;
            bytes
        }
    };
    output::deliver(&bytes, &args.target)?;
    if outcome.has_errors() { Ok(Status::Failed) } else { Ok(Status::Done) }
}

pub(crate) fn load_rubric(path: &Path, catalogue: &Catalogue) -> Result<Rubric, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Other(format!("{name}: cannot be read: {error}")))?;
    Ok(Rubric::load(&name, &text, catalogue)?)
}

/// The machine format that was asked for; `None` for the table for people.
///
/// # Errors
/// When the file's ending means no format.
pub(crate) fn machine_format(
    format: Option<OutputFormat>,
    target: &Target,
) -> Result<Option<MachineFormat>, Failure> {
    const ENDINGS: [(&str, Option<MachineFormat>); 7] = [
        ("csv", Some(MachineFormat::Csv)),
        ("json", Some(MachineFormat::Json)),
        ("ndjson", Some(MachineFormat::Ndjson)),
        ("jsonl", Some(MachineFormat::Ndjson)),
        ("parquet", Some(MachineFormat::Parquet)),
        ("md", Some(MachineFormat::Markdown)),
        ("txt", None),
    ];
    let given = format.map(|format| match format {
        OutputFormat::Table => None,
        OutputFormat::Csv => Some(MachineFormat::Csv),
        OutputFormat::Json => Some(MachineFormat::Json),
        OutputFormat::Ndjson => Some(MachineFormat::Ndjson),
        OutputFormat::Parquet => Some(MachineFormat::Parquet),
        OutputFormat::Markdown => Some(MachineFormat::Markdown),
    });
    output::format(given, target, &ENDINGS, None)
}

/// Reads all inputs and says what there is to say about them.
pub(crate) fn load(inputs: &Inputs, catalogue: &Catalogue) -> Result<Outcome, Failure> {
    if let Some(threads) = inputs.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build_global()
            .map_err(|error| Failure::Other(format!("cannot start threads: {error}")))?;
    }
    let mut found = Vec::new();
    let mut notes = Vec::new();
    for path in &inputs.paths {
        if path.as_os_str() == "-" {
            found.push(standard_input()?);
        } else {
            let (inputs, said) = collect_inputs(std::slice::from_ref(path));
            found.extend(inputs);
            notes.extend(said);
        }
    }
    let found = found.into_iter().map(|input| input.with_format(inputs.input_format)).collect();
    let progress = Progress::start("reading", None);
    let mut outcome = read(found, catalogue)?;
    drop(progress);
    notes.append(&mut outcome.notes);
    outcome.notes = notes;
    for note in &outcome.notes {
        let word = match note.severity {
            Severity::Error | Severity::Unrecognised => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        if !inputs.quiet || note.severity == Severity::Error {
            output::message(&format!("{word}: {note}"));
        }
    }
    Ok(outcome)
}

pub(crate) fn standard_input() -> Result<Input, Failure> {
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() {
        let message = "'-' reads canvases from standard input, but that is a terminal: pipe a \
                       file into it, or name a file";
        return Err(Failure::Other(message.to_owned()));
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    Ok(Input::bytes("stdin", bytes))
}
