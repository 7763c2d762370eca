//! Setting git up, and taking it back.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::{DONE, InstallArgs, git, git_text};
use crate::args::Target;
use crate::exit::{Failure, Status};
use crate::output;

/// Files that are taken for canvases unless others are named.
pub(super) const PATTERNS: [&str; 4] = ["*.bmc.json", "*.bmc.ndjson", "*.bmc.csv", "*.bmc.md"];

const BEGIN: &str = "# bmc begin (written by 'bmc git install')";
const END: &str = "# bmc end";
const SECTIONS: [&str; 3] = ["diff.bmc", "merge.bmc", "difftool.bmc"];

/// Writes the configuration and the attributes.
pub(super) fn install(args: &InstallArgs) -> Result<Status, Failure> {
    let scope = scope(args);
    let program = program()?;
    let settings = [
        ("diff.bmc.command", format!("{program} git diff-driver")),
        ("diff.bmc.textconv", format!("{program} git textconv")),
        ("difftool.bmc.cmd", format!("{program} diff \"$LOCAL\" \"$REMOTE\"")),
        ("merge.bmc.name", "Business Model Canvases, entry by entry".to_owned()),
        ("merge.bmc.driver", format!("{program} git merge-driver %O %A %B %L %P %S %X %Y")),
    ];
    let file = attributes_file(args)?;
    let mut said = String::new();
    for (key, value) in &settings {
        said.push_str(&format!("git config {scope} {key} '{value}'\n"));
    }
    said.push_str(&format!("{}:\n", file.display()));
    let lines: Vec<String> =
        args.pattern.iter().map(|pattern| format!("{pattern} diff=bmc merge=bmc")).collect();
    for line in &lines {
        said.push_str(&format!("  {line}\n"));
    }
    if args.dry_run {
        said.push_str("(nothing was written)\n");
    } else {
        for (key, value) in &settings {
            git_text(&["config", scope, key, value])?;
        }
        let before = attributes(&file)?;
        let mut text = without_block(&before);
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&format!("{BEGIN}\n{}\n{END}\n", lines.join("\n")));
        write(&file, &text)?;
        said.push_str(
            "Done. 'bmc git uninstall' takes it back. Now 'git diff' shows canvases by \
                       entry; so do 'git log -p --ext-diff' and 'git difftool -t bmc'.\n",
        );
        if !args.global && !tracked(&args.pattern) {
            said.push_str(&format!(
                "No file that git knows is called {}: name yours, as in 'bmc git install --pattern canvas.md'.\n",
                args.pattern.join(", ")
            ));
        }
    }
    tell(&said)
}

/// Whether git knows a file, tracked or new, that one of the patterns means.
fn tracked(patterns: &[String]) -> bool {
    let mut listing = vec!["ls-files", "--cached", "--others", "--exclude-standard", "--full-name"];
    let anywhere: Vec<String> = patterns
        .iter()
        .flat_map(|pattern| [format!(":(top,glob)**/{pattern}"), format!(":(top,glob){pattern}")])
        .collect();
    listing.push("--");
    listing.extend(anywhere.iter().map(String::as_str));
    // Where git cannot tell, there is nothing to warn of.
    git(&listing).map_or(true, |found| !found.stdout.is_empty() || !found.status.success())
}

/// Removes what [`install`] wrote and nothing else.
pub(super) fn uninstall(args: &InstallArgs) -> Result<Status, Failure> {
    let scope = scope(args);
    let file = attributes_file(args)?;
    let mut said = String::new();
    for section in SECTIONS {
        let pattern = format!("^{}\\.", section.replace('.', "\\."));
        let found = git(&["config", scope, "--get-regexp", &pattern])?;
        if found.stdout.is_empty() {
            continue;
        }
        said.push_str(&format!("git config {scope} --remove-section {section}\n"));
        if !args.dry_run {
            git_text(&["config", scope, "--remove-section", section])?;
        }
    }
    let before = attributes(&file)?;
    let after = without_block(&before);
    if after != before {
        said.push_str(&format!("{}: the lines from '{BEGIN}'\n", file.display()));
        if !args.dry_run && after.is_empty() {
            fs::remove_file(&file).map_err(|error| failed(&file, &error))?;
        } else if !args.dry_run {
            write(&file, &after)?;
        }
    }
    said.push_str(match (args.dry_run, said.is_empty()) {
        (_, true) => "There was nothing to take back.\n",
        (true, false) => "(nothing was removed)\n",
        (false, false) => "Removed.\n",
    });
    tell(&said)
}

fn tell(text: &str) -> Result<Status, Failure> {
    output::deliver(text.as_bytes(), &Target { output: None, force: false })?;
    Ok(DONE)
}

const fn scope(args: &InstallArgs) -> &'static str {
    if args.global { "--global" } else { "--local" }
}

/// This program, quoted for the shell through which git calls it.
fn program() -> Result<String, Failure> {
    let path = env::current_exe()
        .map_err(|error| Failure::Other(format!("cannot tell where this program is: {error}")))?;
    let path = path.to_string_lossy().replace('\\', "/");
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-:+".contains(c));
    Ok(if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) })
}

/// Where the attributes go: `.gitattributes` at the top of the repository, or the user's own file.
fn attributes_file(args: &InstallArgs) -> Result<PathBuf, Failure> {
    if !args.global {
        let top = git_text(&["rev-parse", "--show-toplevel"])?;
        return Ok(Path::new(&top).join(".gitattributes"));
    }
    let known = git(&["config", "--global", "--type=path", "core.attributesFile"])?;
    let known = String::from_utf8_lossy(&known.stdout).trim().to_owned();
    if !known.is_empty() {
        return Ok(PathBuf::from(known));
    }
    let home = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let config = home("XDG_CONFIG_HOME").or_else(|| home("HOME").map(|home| home.join(".config")));
    let config = config.ok_or_else(|| {
        Failure::Other("cannot tell where your git attributes are: set core.attributesFile".into())
    })?;
    Ok(config.join("git").join("attributes"))
}

fn attributes(file: &Path) -> Result<String, Failure> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(failed(file, &error)),
    }
}

/// A text without the lines between our marks.
fn without_block(text: &str) -> String {
    let mut kept = String::new();
    let mut ours = false;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == BEGIN {
            ours = true;
        }
        if !ours {
            kept.push_str(line);
        }
        if bare == END {
            ours = false;
        }
    }
    kept
}

fn failed(file: &Path, error: &std::io::Error) -> Failure {
    Failure::Other(format!("{}: cannot be written: {error}", file.display()))
}

/// Writes a file, and the folder that it lies in.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    output::write_file(file, text.as_bytes(), true)
}

#[cfg(test)]
mod tests {
    use super::{BEGIN, END, without_block};

    #[test]
    fn only_our_lines_are_taken_back() {
        let text = format!("*.png binary\n{BEGIN}\n*.bmc.json diff=bmc\n{END}\n*.txt text\n");
        assert_eq!(without_block(&text), "*.png binary\n*.txt text\n");
        assert_eq!(without_block("*.txt text"), "*.txt text");
    }
}
