//! `bmc catalogue`, and the catalogue that the other commands use.

use std::fs;
use std::path::{Path, PathBuf};

use bmc::assess::judge_examples;
use bmc::catalogue::Catalogue;
use bmc::text::one_line;
use clap::Args;

use crate::exit::{Failure, Status};
use crate::output;

#[derive(Args)]
pub(crate) struct CatalogueArgs {
    /// A folder with files that replace the tool's own, laid out like data/ in its source:
    /// questions/cs.toml, vocabulary/value.toml, words.toml …
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Loads a catalogue, judges its examples, and says which come out wrong.
pub(crate) fn run(args: &CatalogueArgs) -> Result<Status, Failure> {
    let catalogue = load(args.folder.as_deref())?;
    let wrong = judge_examples(&catalogue);
    let examples: usize = catalogue.questions.iter().map(|q| q.examples.len()).sum();
    let mut text = format!(
        "{} questions, {} concepts, {examples} examples, {} of them come out wrong\n",
        catalogue.questions.len(),
        catalogue.vocabulary.concepts().count(),
        wrong.len()
    );
    for one in &wrong {
        let texts: Vec<String> = one.example.entries.iter().map(|e| one_line(&e.text)).collect();
        let (level, found) = (one.example.level, one.answer.level);
        text.push_str(&format!("{}: must be {level}, is {found}", one.question));
        if let Some(rule) = one.answer.rule {
            text.push_str(&format!(" by rule {}", rule + 1));
        }
        text.push_str(&format!(": {}\n", texts.join(" // ")));
    }
    output::print(&text)?;
    if wrong.is_empty() { Ok(Status::Done) } else { Ok(Status::Failed) }
}

/// The catalogue that is part of the tool, with the files of a folder in place of its own.
pub(crate) fn load(folder: Option<&Path>) -> Result<Catalogue, Failure> {
    let Some(folder) = folder else { return Ok(Catalogue::builtin()?) };
    let mut files = Vec::new();
    for part in ["", "questions", "vocabulary", "checks"] {
        let inside = folder.join(part);
        let entries = match fs::read_dir(&inside) {
            Ok(entries) => entries,
            Err(_) if !part.is_empty() => continue,
            Err(error) => {
                let message = format!("{}: cannot be read: {error}", inside.display());
                return Err(Failure::Other(message));
            }
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|p| p.extension().is_some_and(|e| e == "toml")) {
            let text = fs::read_to_string(&path).map_err(|error| {
                Failure::Other(format!("{}: cannot be read: {error}", path.display()))
            })?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = if part.is_empty() { name.into_owned() } else { format!("{part}/{name}") };
            files.push((name, text));
        }
    }
    if files.is_empty() {
        let message = format!("{}: holds no file of a catalogue", folder.display());
        return Err(Failure::Other(message));
    }
    Ok(Catalogue::with_files(&files)?)
}
