//! Where output goes: standard output, standard error, files that are written whole or not at all.

use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use bmc::canvas::Language;
use bmc::present::Style;

use crate::args::{Color, Common, Target};
use crate::exit::Failure;

/// Writes a message for the user to standard error. When that is closed there is nobody to tell.
pub(crate) fn message(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes a text to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Hands bytes to the target: its file, or standard output.
pub(crate) fn deliver(bytes: &[u8], target: &Target) -> Result<(), Failure> {
    match &target.output {
        Some(path) if path.as_os_str() != "-" => write_file(path, bytes, target.force),
        _ => {
            let mut out = io::stdout().lock();
            out.write_all(bytes)?;
            out.flush()?;
            Ok(())
        }
    }
}

/// A file per canvas. Nothing is written when one of them is there already.
pub(crate) fn into_folder(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    force: bool,
) -> Result<(), Failure> {
    let name = folder.display();
    fs::create_dir_all(folder)
        .map_err(|error| Failure::Other(format!("{name}: cannot be made: {error}")))?;
    let paths: Vec<PathBuf> = files.iter().map(|(file, _)| folder.join(file)).collect();
    if let Some(there) = paths.iter().find(|path| !force && path.exists()) {
        let there = there.display();
        let message = format!("{there}: is there already (use --force to replace it)");
        return Err(Failure::Other(message));
    }
    for (path, (_, bytes)) in paths.iter().zip(files) {
        write_file(path, bytes, force)?;
    }
    message(&format!("{} files written to {name}", paths.len()));
    Ok(())
}

/// The folder that the target names: one that is there, or a name that ends in a separator.
pub(crate) fn folder(target: &Target) -> Option<&Path> {
    let named = |path: &Path| path.to_string_lossy().ends_with(std::path::is_separator);
    target.output.as_deref().filter(|path| path.is_dir() || named(path))
}

/// The format that was asked for, else the one that the ending of the target's name means, of those
/// that the command writes; `other` where there is no file or its name has no ending.
pub(crate) fn format<F: Copy>(
    given: Option<F>,
    target: &Target,
    known: &[(&str, F)],
    other: F,
) -> Result<F, Failure> {
    if let Some(format) = given {
        return Ok(format);
    }
    let file = target.output.as_deref().filter(|path| path.as_os_str() != "-");
    let Some(path) = file.filter(|_| folder(target).is_none()) else { return Ok(other) };
    let Some(ending) = path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
    else {
        return Ok(other);
    };
    if let Some((_, format)) = known.iter().find(|(known, _)| *known == ending) {
        return Ok(*format);
    }
    let endings: Vec<String> = known.iter().map(|(known, _)| format!(".{known}")).collect();
    Err(Failure::Other(format!(
        "{}: this is not written as .{ending}: end the name in {}, or choose a format (see --help)",
        path.display(),
        endings.join(", ")
    )))
}

/// Writes a file whole or not at all: into a temporary file beside it, which is then renamed.
///
/// What is there already and is no file of bytes (a device such as `/dev/null`, a pipe) is written
/// into, as it is there to be; a link is followed, so that it stays a link. A file that is replaced
/// keeps its permissions.
pub(crate) fn write_file(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let name = path.display();
    let failed = |error: io::Error| Failure::Other(format!("{name}: cannot be written: {error}"));
    let exists = || Failure::Other(format!("{name}: is there already (use --force to replace it)"));
    let there = fs::metadata(path).ok();
    if there.as_ref().is_some_and(|there| !there.is_file() && !there.is_dir()) {
        let mut device = fs::OpenOptions::new().write(true).open(path).map_err(failed)?;
        return device.write_all(bytes).and_then(|()| device.flush()).map_err(failed);
    }
    if there.is_some() && !force {
        return Err(exists());
    }
    let target = match there {
        Some(_) => fs::canonicalize(path).map_err(failed)?,
        None => path.to_path_buf(),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // As any file that a program makes: readable by those whom the umask lets.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let made = builder.tempfile_in(folder.unwrap_or(Path::new(".")));
    // Its own words name the temporary file, which nobody asked for.
    let mut file = made.map_err(|error| failed(error.kind().into()))?;
    file.write_all(bytes).map_err(failed)?;
    if let Some(there) = there.filter(fs::Metadata::is_file) {
        file.as_file().set_permissions(there.permissions()).map_err(failed)?;
    }
    file.as_file().sync_all().map_err(failed)?;
    let kept = if force { file.persist(&target) } else { file.persist_noclobber(&target) };
    match kept {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists()),
        Err(error) => Err(failed(error.error)),
    }
}

/// How text for people is made, from the options and the terminal.
pub(crate) fn style(common: &Common, target: Option<&Target>) -> Style {
    let to_file = target.is_some_and(|target| target.output.is_some());
    let terminal = !to_file && io::stdout().is_terminal();
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let color = match common.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && !set("NO_COLOR") && !dumb,
    };
    let columns = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let measured = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = columns.or_else(|| if terminal { measured() } else { None }).unwrap_or(110);
    Style { language: language(common), color, width: width.clamp(40, 200) }
}

/// The language of the output: as asked for, else from the locale, else English.
pub(crate) fn language(common: &Common) -> Language {
    let locale = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| env::var(name).ok())
            .find(|value| !value.is_empty())
            .and_then(|value| Language::from_tag(&value))
    };
    common.lang.or_else(locale).unwrap_or(Language::En)
}
