//! Reading the two sides of a comparison.

use std::path::{Path, PathBuf};

use bmc::balance::Options;
use bmc::catalogue::{Catalogue, Rubric};
use bmc::compare::Sheet;
use bmc::read::{Format, Input, Outcome, Severity, collect_inputs, read};

use clap::Args;

use crate::exit::Failure;
use crate::output;

/// By what versions are judged and audited.
#[derive(Args)]
pub(crate) struct Measures {
    /// A rubric (TOML): weights, questions left out, the scale of the mark, labels
    #[arg(long, value_name = "FILE")]
    rubric: Option<PathBuf>,
    /// Waivers (TOML): [[waive]] with check, reason, and where wanted canvas and entry
    #[arg(long, value_name = "FILE")]
    waivers: Option<PathBuf>,
    /// Exchange rates (CSV): currency,rate; one currency has the rate 1
    #[arg(long, value_name = "FILE")]
    rates: Option<PathBuf>,
}

impl Measures {
    pub(crate) fn load(&self, catalogue: &Catalogue) -> Result<(Rubric, Options), Failure> {
        let rubric = match &self.rubric {
            Some(path) => crate::score::load_rubric(path, catalogue)?,
            None => Rubric::default(),
        };
        let options = Options {
            rates: crate::check::load_rates(self.rates.as_deref())?,
            waivers: crate::check::load_waivers(self.waivers.as_deref(), catalogue)?,
            ..Options::default()
        };
        Ok((rubric, options))
    }
}

/// How sides are read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    pub(crate) format: Option<Format>,
    pub(crate) quiet: bool,
}

/// One side: what was read, and which of its versions is meant.
pub(crate) struct Side {
    outcome: Outcome,
    version: Option<String>,
    name: String,
}

/// What git has under `REVISION:PATH`, when that is what a name means and no file has it.
fn from_git(given: &Path) -> Result<Option<Input>, Failure> {
    let text = given.to_string_lossy();
    let Some((revision, path)) = text.split_once(':').filter(|_| !given.exists()) else {
        return Ok(None);
    };
    // `C:canvas.md` names a drive.
    if revision.len() < 2 || path.is_empty() || revision.starts_with('-') {
        return Ok(None);
    }
    let shown = crate::git::git(&["show", &text])?;
    if shown.status.success() {
        return Ok(Some(Input::bytes(path, shown.stdout)));
    }
    let said = bmc::text::one_line(&String::from_utf8_lossy(&shown.stderr));
    Err(Failure::Other(format!("{text}: no such file, and git says: {said}")))
}

impl Side {
    /// Reads `PATH`; where there is no file of that name, version `V` of what is in the file with
    /// `PATH@V`, or what git has under `REVISION:PATH`. The null device is a side without canvases.
    pub(crate) fn load(
        given: &Path,
        catalogue: &Catalogue,
        reading: Reading,
    ) -> Result<Self, Failure> {
        let (path, version) = split(given);
        let name = given.display().to_string();
        let (inputs, notes) = if path == Path::new("/dev/null") || path == Path::new("nul") {
            (Vec::new(), Vec::new())
        } else if path == Path::new("-") {
            (vec![crate::score::standard_input()?], Vec::new())
        } else if version.is_none()
            && let Some(input) = from_git(given)?
        {
            return Self::read(vec![input], Vec::new(), catalogue, reading, (name, None));
        } else {
            collect_inputs(std::slice::from_ref(&path))
        };
        // Against nothing at all everything would be new.
        if inputs.is_empty()
            && let Some(note) = notes.iter().find(|note| note.severity == Severity::Error)
        {
            return Err(Failure::Other(note.to_string()));
        }
        Self::read(inputs, notes, catalogue, reading, (name, version))
    }

    /// Reads inputs that are at hand.
    pub(crate) fn of(
        input: Input,
        catalogue: &Catalogue,
        reading: Reading,
    ) -> Result<Self, Failure> {
        let name = input.name.clone();
        Self::read(vec![input], Vec::new(), catalogue, reading, (name, None))
    }

    fn read(
        inputs: Vec<Input>,
        mut notes: Vec<bmc::read::Note>,
        catalogue: &Catalogue,
        reading: Reading,
        (name, version): (String, Option<String>),
    ) -> Result<Self, Failure> {
        let inputs = inputs.into_iter().map(|input| input.with_format(reading.format)).collect();
        let mut outcome = read(inputs, catalogue)?;
        notes.append(&mut outcome.notes);
        outcome.notes = notes;
        for note in &outcome.notes {
            let word = match note.severity {
                Severity::Error | Severity::Unrecognised => "error",
                Severity::Warning => "warning",
                Severity::Info => "note",
            };
            if !reading.quiet || note.severity == Severity::Error {
                output::message(&format!("{word}: {note}"));
            }
        }
        Ok(Self { outcome, version, name })
    }

    /// Whether something could not be read.
    pub(crate) fn has_errors(&self) -> bool {
        self.outcome.has_errors()
    }

    /// Its canvases, of the version that is meant.
    pub(crate) fn sheets(&self) -> Result<Vec<Sheet<'_>>, Failure> {
        let mut sheets = Sheet::all(&self.outcome.portfolio)?;
        let Some(wanted) = &self.version else { return Ok(sheets) };
        let mut known: Vec<&str> = sheets.iter().map(|sheet| sheet.canvas.version).collect();
        known.sort_unstable();
        known.dedup();
        let known = known.join(", ");
        sheets.retain(|sheet| bare(sheet.canvas.version) == bare(wanted));
        if sheets.is_empty() {
            let message =
                format!("{}: there is no version '{wanted}' in it; there is {known}", self.name);
            return Err(Failure::Other(message));
        }
        Ok(sheets)
    }
}

/// A version without the `v` that people put before it.
fn bare(version: &str) -> &str {
    version.strip_prefix(['v', 'V']).unwrap_or(version)
}

/// The path and the version of `PATH@VERSION`; the whole is the path when it is there.
fn split(given: &Path) -> (PathBuf, Option<String>) {
    let whole = || (given.to_owned(), None);
    if given.exists() {
        return whole();
    }
    let text = given.to_string_lossy();
    match text.rsplit_once('@') {
        Some((path, version)) if !version.is_empty() && Path::new(path).exists() => {
            (PathBuf::from(path), Some(version.to_owned()))
        }
        _ => whole(),
    }
}
