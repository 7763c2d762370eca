//! `bmc history`

use std::path::Path;

use bmc::catalogue::Catalogue;
use bmc::compare::{Appraiser, History, Sheet};
use bmc::portfolio::Field;
use bmc::present::{history_frame, history_text, write_frame};
use bmc::read::{Input, Outcome, read};
use clap::Args;

use crate::args::{Common, Inputs, OutputFormat, Target};
use crate::exit::{Failure, Status};
use crate::git::git_text;
use crate::output;
use crate::sides::Measures;

#[derive(Args)]
pub(crate) struct HistoryArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Take the revisions of the file from git, oldest first; nothing is changed in the repository
    #[arg(long)]
    git: bool,
    /// With --git: only the last N revisions
    #[arg(long, value_name = "N", requires = "git")]
    max_count: Option<u32>,
    /// How to write it [default: table, or by the ending of --output]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<OutputFormat>,
    #[command(flatten)]
    measures: Measures,
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn run(args: &HistoryArgs) -> Result<Status, Failure> {
    let catalogue = Catalogue::builtin()?;
    let (rubric, options) = args.measures.load(&catalogue)?;
    if args.git {
        return from_git(args, Appraiser::new(&catalogue, &rubric, &options), &catalogue);
    }
    let outcome = crate::score::load(&args.inputs, &catalogue)?;
    let histories = History::all(Sheet::all(&outcome.portfolio)?, &catalogue, &rubric, &options);
    show(&histories, &catalogue, args)?;
    Ok(if outcome.has_errors() { Status::Failed } else { Status::Done })
}

fn show(
    histories: &[History<'_>],
    catalogue: &Catalogue,
    args: &HistoryArgs,
) -> Result<(), Failure> {
    let style = output::style(&args.common, Some(&args.target));
    let bytes = match crate::score::machine_format(args.format, &args.target)? {
        None => history_text(histories, catalogue, style).into_bytes(),
        Some(format) => {
            let mut bytes = Vec::new();
            let mut frame = history_frame(histories)?;
            write_frame(&mut frame, "history", format, true, &mut bytes)?;
            bytes
        }
    };
    output::deliver(&bytes, &args.target)
}

/// A revision of a file.
struct Revision {
    /// Short, as git shows it.
    commit: String,
    date: String,
    outcome: Outcome,
}

fn from_git(
    args: &HistoryArgs,
    mut appraiser: Appraiser<'_>,
    catalogue: &Catalogue,
) -> Result<Status, Failure> {
    let mut histories = Vec::new();
    let mut failed = false;
    let mut all = Vec::new();
    for path in &args.inputs.paths {
        let (revisions, unreadable) = revisions(path, args, catalogue)?;
        failed |= unreadable;
        all.push(revisions);
    }
    for revisions in &all {
        let mut canvases: Vec<(&str, Vec<Sheet<'_>>)> = Vec::new();
        let alone = revisions.iter().all(|revision| revision.outcome.portfolio.len() <= 1);
        for revision in revisions {
            for mut sheet in Sheet::all(&revision.outcome.portfolio)? {
                sheet.canvas.version = &revision.commit;
                sheet.fields[Field::Date as usize] = Some(&revision.date);
                // A single canvas is the same one, whatever the file was called at the time.
                let known = canvases.iter_mut().find(|(id, _)| alone || *id == sheet.canvas.id);
                match known {
                    Some((_, versions)) => versions.push(sheet),
                    None => canvases.push((sheet.canvas.id, vec![sheet])),
                }
            }
        }
        for (_, versions) in canvases {
            histories.push(History::of(changed(versions), &mut appraiser));
        }
    }
    show(&histories, catalogue, args)?;
    Ok(if failed { Status::Failed } else { Status::Done })
}

/// Without the versions that say the same as the one before.
fn changed(versions: Vec<Sheet<'_>>) -> Vec<Sheet<'_>> {
    let mut kept: Vec<Sheet<'_>> = Vec::with_capacity(versions.len());
    for sheet in versions {
        let same = |before: &Sheet<'_>| {
            let dated = Field::Date as usize;
            let mut fields = sheet.fields;
            fields[dated] = before.fields[dated];
            before.canvas.entries == sheet.canvas.entries && before.fields == fields
        };
        if !kept.last().is_some_and(same) {
            kept.push(sheet);
        }
    }
    kept
}

/// A file's revisions, oldest first, also under its earlier names; whether some were unreadable.
fn revisions(
    path: &Path,
    args: &HistoryArgs,
    catalogue: &Catalogue,
) -> Result<(Vec<Revision>, bool), Failure> {
    let name = path.to_string_lossy();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_string_lossy().into_owned();
    let file = path.file_name().map(|file| file.to_string_lossy()).unwrap_or_default();
    let count = args.max_count.map(|count| format!("--max-count={count}"));
    let mut command = vec!["-C", &folder, "-c", "core.quotePath=false", "log", "--follow"];
    command.extend([
        "--format=%x01%h%x09%as",
        "--name-only",
        "--no-ext-diff",
        "--no-show-signature",
    ]);
    command.extend(count.as_deref());
    command.extend(["--", file.as_ref()]);
    let log = git_text(&command)?;
    if log.is_empty() {
        return Err(Failure::Other(format!("{name}: git has no revisions of this file")));
    }
    let mut found = Vec::new();
    let mut unreadable = false;
    for entry in log.split('\u{1}').filter(|entry| !entry.trim().is_empty()) {
        let mut lines = entry.lines().filter(|line| !line.is_empty());
        let head = lines.next().unwrap_or_default();
        let (commit, date) = head.split_once('\t').unwrap_or((head, ""));
        let Some(path) = lines.next() else { continue };
        let object = format!("{commit}:{path}");
        let shown = crate::git::git(&["-C", &folder, "cat-file", "blob", &object])?;
        if !shown.status.success() {
            // The revision in which the file was deleted.
            continue;
        }
        let input = Input::bytes(path, shown.stdout).with_format(args.inputs.input_format);
        let outcome = read(vec![input], catalogue)?;
        if outcome.has_errors() {
            unreadable = true;
            for note in &outcome.notes {
                output::message(&format!("error: {commit}: {note}"));
            }
        }
        found.push(Revision { commit: commit.to_owned(), date: date.to_owned(), outcome });
    }
    found.reverse();
    Ok((found, unreadable))
}
