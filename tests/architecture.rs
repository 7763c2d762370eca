//! The house: who may import whom, and how large a file may be.

use std::fs;
use std::path::{Path, PathBuf};

/// The layer of each module; a module imports from lower layers only, and modules of one layer do
/// not import each other.
const LAYERS: [(&str, u8); 15] = [
    ("text", 1),
    ("money", 1),
    ("canvas", 2),
    ("catalogue", 3),
    ("portfolio", 4),
    ("meaning", 4),
    ("read", 5),
    ("write", 5),
    ("assess", 6),
    ("balance", 6),
    ("compare", 7),
    ("examine", 7),
    ("chart", 8),
    ("present", 8),
    ("lib", 9),
];

/// Crates that a layer may not know of (see the table in CONTRIBUTING.md).
const FORBIDDEN: [(&str, &[&str]); 6] = [
    ("text", &["polars", "clap", "std::fs"]),
    ("money", &["polars", "clap", "std::fs"]),
    ("canvas", &["polars", "clap", "std::fs"]),
    ("catalogue", &["polars", "clap", "std::fs"]),
    ("meaning", &["polars", "clap", "std::fs"]),
    ("present", &["clap", "std::fs"]),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn all_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    files(&source(), &mut found);
    assert!(found.len() > 30, "the source tree is not where it was");
    found
}

/// The top module that a file belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(source()).expect("below src");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules named behind `crate::` in code.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut names = Vec::new();
    for line in code {
        for (at, _) in line.match_indices("crate::") {
            let rest = &line[at + "crate::".len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            names.push(rest[..end.unwrap_or(rest.len())].to_owned());
        }
    }
    names
}

#[test]
fn modules_import_from_lower_layers_only() {
    let layer = |name: &str| LAYERS.iter().find(|(known, _)| *known == name).map(|(_, l)| *l);
    let mut wrong = Vec::new();
    for path in all_files() {
        let own = module(&path);
        if own == "bin" {
            continue;
        }
        let Some(own_layer) = layer(&own) else {
            wrong.push(format!("{}: '{own}' has no layer", path.display()));
            continue;
        };
        for name in imports(&fs::read_to_string(&path).expect("readable")) {
            match layer(&name) {
                _ if name == own => {}
                Some(other) if other < own_layer => {}
                other => wrong.push(format!(
                    "{}: layer {own_layer} imports {name} (layer {other:?})",
                    path.display()
                )),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lower_layers_know_nothing_of_frames_files_and_arguments() {
    let mut wrong = Vec::new();
    for path in all_files() {
        let own = module(&path);
        let text = fs::read_to_string(&path).expect("readable");
        for (name, crates) in FORBIDDEN {
            for forbidden in crates.iter().filter(|_| own == name) {
                if text.contains(&format!("{forbidden}::")) {
                    wrong.push(format!("{} uses {forbidden}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_program_uses_the_public_library_only() {
    for path in all_files().into_iter().filter(|path| module(path) == "bin") {
        let text = fs::read_to_string(&path).expect("readable");
        assert!(!text.contains("#[path"), "{} reaches into the library", path.display());
        assert!(!text.contains("include!("), "{} reaches into the library", path.display());
    }
}

#[test]
fn no_source_file_is_longer_than_500_lines() {
    let long: Vec<String> = all_files()
        .into_iter()
        .filter_map(|path| {
            let lines = fs::read_to_string(&path).expect("readable").lines().count();
            (lines > 500).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
