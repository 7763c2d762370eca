//! Finding and opening the inputs.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::decode::is_binary;
use super::format::{Format, has_ending};
use super::note::Note;

/// Endings that are looked for in a folder.
const ENDINGS: [&str; 14] = [
    "csv", "tsv", "json", "ndjson", "jsonl", "md", "markdown", "qmd", "html", "htm", "bmml",
    "xlsx", "ods", "parquet",
];
/// A YAML file in a folder is looked at only when its name says that it is a canvas.
const YAML: [&str; 2] = [".bmml.yaml", ".bmml.yml"];
/// Folders below folders are searched this deep; deeper nesting is a loop or a mistake.
const DEEPEST: usize = 32;

/// Something to read.
pub struct Input {
    /// What it is called in messages, and the name of a canvas that has none.
    pub name: String,
    /// The format, where the user gave it; else it is told from the content.
    pub format: Option<Format>,
    /// Whether the user named this very file. A file that only lay in a folder may turn out to be
    /// something else.
    pub asked_for: bool,
    content: Content,
}

enum Content {
    Path(PathBuf),
    Bytes(Vec<u8>),
}

impl Input {
    /// A file that the user named.
    #[must_use]
    pub fn file(path: &Path) -> Self {
        let name = path.to_string_lossy().into_owned();
        Self { name, format: None, asked_for: true, content: Content::Path(path.to_owned()) }
    }

    /// Bytes that are at hand already, under a name.
    #[must_use]
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let name = name.into();
        Self { name, format: None, asked_for: true, content: Content::Bytes(bytes) }
    }

    /// The same input, to be read as this format.
    #[must_use]
    pub const fn with_format(mut self, format: Option<Format>) -> Self {
        self.format = format;
        self
    }

    /// Where it lies, when it is a file.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.content {
            Content::Path(path) => Some(path),
            Content::Bytes(_) => None,
        }
    }

    pub(super) fn load(self) -> Result<Vec<u8>, Note> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Path(path) => load(&path)
                .map_err(|error| Note::error(&self.name, error))?
                .ok_or_else(|| Note::unrecognised(&self.name, "is binary: it holds a zero byte")),
        }
    }
}

/// What a file begins with tells a large one that is no text before it is read whole.
const HEAD: u64 = 64 * 1024;

/// A file's bytes; `None` for a file that is binary.
fn load(path: &Path) -> Result<Option<Vec<u8>>, String> {
    let describe = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("cannot be read: {error}"),
    };
    let mut file = fs::File::open(path).map_err(describe)?;
    let length = file.metadata().map_or(0, |data| data.len());
    let mut bytes = Vec::new();
    (&mut file).take(HEAD).read_to_end(&mut bytes).map_err(describe)?;
    if length > HEAD && is_binary(&bytes) {
        return Ok(None);
    }
    bytes.reserve_exact(usize::try_from(length.saturating_sub(HEAD)).unwrap_or(0));
    file.read_to_end(&mut bytes).map_err(describe)?;
    Ok(Some(bytes))
}

/// The inputs that paths stand for: files as they are, folders searched for known endings, in
/// the order of their names. Hidden files and folders are passed over.
///
/// What cannot be searched is returned as notes.
#[must_use]
pub fn collect_inputs(paths: &[PathBuf]) -> (Vec<Input>, Vec<Note>) {
    let mut inputs = Vec::new();
    let mut notes = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = inputs.len();
            search(path, 0, &mut inputs, &mut notes);
            if inputs.len() == before {
                let name = path.to_string_lossy();
                let known = ENDINGS.join(", .");
                let message = format!("no file in this folder ends in .{known}");
                notes.push(Note::error(&name, message));
            }
        } else {
            inputs.push(Input::file(path));
        }
    }
    (inputs, notes)
}

/// Whether a file in a folder may be a canvas, by its name.
fn is_known(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    // What office programs leave beside an open file is none.
    let lock = lower.rsplit(['/', '\\']).next().is_some_and(|base| base.starts_with("~$"));
    !lock && (has_ending(name, &ENDINGS) || YAML.iter().any(|ending| lower.ends_with(ending)))
}

fn search(folder: &Path, depth: usize, inputs: &mut Vec<Input>, notes: &mut Vec<Note>) {
    let name = folder.to_string_lossy();
    if depth > DEEPEST {
        notes.push(Note::error(&name, "folders are nested too deep here: not searched"));
        return;
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            notes.push(Note::error(&name, format!("cannot be searched: {error}")));
            return;
        }
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        // A link to a folder could lead back up: it is not followed.
        let linked = path.is_symlink();
        if path.is_dir() && !linked {
            search(&path, depth + 1, inputs, notes);
        } else if path.is_file() && is_known(&path.to_string_lossy()) {
            inputs.push(Input { asked_for: false, ..Input::file(&path) });
        }
    }
}
