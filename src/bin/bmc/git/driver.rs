//! What git calls to show changes.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use bmc::balance::Options;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::compare::{PortfolioDiff, Sheet};
use bmc::present::{DiffView, Style, canvas_facts};
use bmc::read::Input;
use bmc::text::one_line;

use super::{DONE, DriverArgs};
use crate::args::{Color, Target};
use crate::diff::{DiffFormat, show};
use crate::exit::{Failure, Status};
use crate::output;
use crate::sides::{Reading, Side};

const STDOUT: Target = Target { output: None, force: false };
const QUIET: Reading = Reading { format: None, quiet: true };

/// The external diff driver. Exits with 0 whether or not there are differences, since git takes
/// anything else for a crash.
pub(super) fn diff(args: &DriverArgs) -> Result<Status, Failure> {
    let style = under_git(args);
    let given: Vec<&OsStr> = args.given.iter().map(AsRef::as_ref).collect();
    let (path, old, new, renamed) = match given.as_slice() {
        // An unmerged path.
        [path] => {
            let path = one_line(&path.to_string_lossy());
            let text =
                format!("{path}: {}\n", style.language.pick("unmerged", "niet samengevoegd"));
            output::deliver(text.as_bytes(), &STDOUT)?;
            return Ok(DONE);
        }
        [path, old, _, _, new, _, _] => (*path, *old, *new, None),
        [path, old, _, _, new, _, _, renamed, _] => (*path, *old, *new, Some(*renamed)),
        other => {
            let message =
                format!("git calls a diff driver with 1, 7 or 9 arguments, not {}", other.len());
            return Err(Failure::Other(message));
        }
    };
    let new_path = renamed.unwrap_or(path);
    match by_entry((path, old), (new_path, new), style) {
        Ok(text) => {
            let old_name = one_line(&path.to_string_lossy());
            let name = match renamed {
                None => old_name,
                Some(new) => format!("{old_name} → {}", one_line(&new.to_string_lossy())),
            };
            let text = format!("--- {name}\n{text}\n");
            output::deliver(text.as_bytes(), &STDOUT)?;
        }
        // Not a canvas, or not any more: git's own diff says what changed.
        Err(_) => by_line(old, new)?,
    }
    Ok(DONE)
}

/// As the options say; with colour also when git shows its output through a pager.
fn under_git(args: &DriverArgs) -> Style {
    let mut style = output::style(&args.common, None);
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if args.common.color == Color::Auto && set("GIT_PAGER_IN_USE") && !set("NO_COLOR") {
        style.color = true;
    }
    style
}

fn by_entry(
    (old_name, old): (&OsStr, &OsStr),
    (new_name, new): (&OsStr, &OsStr),
    style: Style,
) -> Result<String, Failure> {
    let catalogue = Catalogue::builtin()?;
    let side = |name: &OsStr, file: &OsStr| -> Result<Side, Failure> {
        if file == "/dev/null" || file == "nul" {
            return Side::load(Path::new("/dev/null"), &catalogue, QUIET);
        }
        let bytes = std::fs::read(file).map_err(|error| Failure::Other(error.to_string()))?;
        let input = Input::bytes(name.to_string_lossy(), bytes);
        let side = Side::of(input, &catalogue, QUIET)?;
        if side.has_errors() {
            return Err(Failure::Other("not all of it can be read as canvases".to_owned()));
        }
        Ok(side)
    };
    let (old, new) = (side(old_name, old)?, side(new_name, new)?);
    let diff = PortfolioDiff::between(old.sheets()?, new.sheets()?);
    let meanings = diff.meanings(&catalogue, &Rubric::default(), &Options::default());
    let view = DiffView { diff: &diff, meanings: &meanings, catalogue: &catalogue };
    show(view, DiffFormat::Text, style)
}

/// Git's own diff of two files, without any driver.
fn by_line(old: &OsStr, new: &OsStr) -> Result<(), Failure> {
    Command::new("git")
        .args(["diff", "--no-index", "--no-ext-diff", "--no-textconv", "--"])
        .args([old, new])
        .env_remove("GIT_EXTERNAL_DIFF")
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::Other(format!("the program 'git' cannot be run: {error}")))?;
    Ok(())
}

/// A canvas as plain text, a fact per line. A file that is no canvas is given as it is, since git
/// stops at any error here.
pub(super) fn textconv(file: &Path) -> Result<Status, Failure> {
    let name = file.display();
    let bytes = std::fs::read(file)
        .map_err(|error| Failure::Other(format!("{name}: cannot be read: {error}")))?;
    let catalogue = Catalogue::builtin()?;
    let input = Input::bytes(file.to_string_lossy(), bytes.clone());
    let facts = Side::of(input, &catalogue, QUIET).and_then(|side| {
        if side.has_errors() {
            return Err(Failure::Other("not all of it can be read as canvases".to_owned()));
        }
        let sheets: Vec<Sheet<'_>> = side.sheets()?;
        Ok(canvas_facts(&sheets))
    });
    match facts {
        Ok(text) if !text.is_empty() => output::deliver(text.as_bytes(), &STDOUT)?,
        _ => output::deliver(&bytes, &STDOUT)?,
    }
    Ok(DONE)
}
