//! The merge driver.

use std::fs;
use std::path::Path;
use std::process::Command;

use bmc::catalogue::Catalogue;
use bmc::present::{Marks, MergedText, merge_csv, merge_json};

use super::MergeArgs;
use crate::exit::Failure;
use crate::output;

/// Merges into our file; whether it is free of conflicts.
pub(super) fn merge(args: &MergeArgs) -> Result<bool, Failure> {
    let read = |path: &Path| {
        fs::read(path)
            .map_err(|error| Failure::Other(format!("{}: cannot be read: {error}", path.display())))
    };
    let (base, ours, theirs) = (read(&args.base)?, read(&args.ours)?, read(&args.theirs)?);
    let name = args.path.as_deref().unwrap_or(&args.ours).display().to_string();
    let texts = [base, ours, theirs].map(|bytes| String::from_utf8(bytes).ok());
    let [Some(base), Some(ours), Some(theirs)] = &texts else { return by_line(args, &name) };
    let Some(merged) = by_entry([base, ours, theirs], args, &name)? else {
        return by_line(args, &name);
    };
    output::write_file(&args.ours, merged.text.as_bytes(), true)?;
    if merged.conflicts > 0 {
        let places = if merged.conflicts == 1 { "place" } else { "places" };
        let count = merged.conflicts;
        output::message(&format!("bmc: {name}: {count} {places} to decide on"));
    }
    Ok(merged.conflicts == 0)
}

/// By entry, where the format is one whose bytes can be kept: the content says which, since the
/// files that git hands over have no ending.
fn by_entry(
    texts: [&String; 3],
    args: &MergeArgs,
    name: &str,
) -> Result<Option<MergedText>, Failure> {
    let catalogue = Catalogue::builtin()?;
    let marks = marks(args);
    let texts = texts.map(String::as_str);
    let ending = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
    if texts[1].trim_start().starts_with(['{', '[']) {
        Ok(merge_json(texts, &catalogue, &marks))
    } else if ["csv", "tsv"].iter().any(|known| ending.eq_ignore_ascii_case(known)) {
        Ok(merge_csv(texts, &catalogue, &marks))
    } else {
        Ok(None)
    }
}

/// What the three are called. Git before 2.44 hands on `%S` and the like as they are.
fn marks(args: &MergeArgs) -> Marks {
    let label = |at: usize, otherwise: &str| {
        let given = args.labels.get(at).filter(|text| !text.is_empty() && !text.starts_with('%'));
        given.map_or_else(|| otherwise.to_owned(), Clone::clone)
    };
    Marks {
        length: args.marks.clamp(1, 100),
        base: label(0, "base"),
        ours: label(1, "ours"),
        theirs: label(2, "theirs"),
    }
}

/// By git's own merge of lines, with its own marks.
fn by_line(args: &MergeArgs, name: &str) -> Result<bool, Failure> {
    output::message(&format!("bmc: {name}: is merged line by line, not entry by entry"));
    let marks = marks(args);
    let result = Command::new("git")
        .arg("merge-file")
        .args(["-p", &format!("--marker-size={}", marks.length)])
        .args(["-L", &marks.ours, "-L", &marks.base, "-L", &marks.theirs])
        .args([&args.ours, &args.base, &args.theirs])
        .output()
        .map_err(|error| Failure::Other(format!("the program 'git' cannot be run: {error}")))?;
    // The exit code is the number of conflicts, at most 127; more is an error.
    match result.status.code() {
        Some(code @ 0..=127) => {
            output::write_file(&args.ours, &result.stdout, true)?;
            Ok(code == 0)
        }
        _ => {
            let said = bmc::text::one_line(&String::from_utf8_lossy(&result.stderr));
            Err(Failure::Other(format!("{name}: git merge-file: {said}")))
        }
    }
}
