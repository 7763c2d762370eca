//! File names from the names of canvases, which strangers have given.

use std::collections::BTreeSet;

use crate::text::fold;

/// The longest name, without its ending.
const LONGEST: usize = 80;
/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A file name for a canvas: lower-case letters, digits, `-`, `_`, `.` and one `@` before the
/// version. Never a path, never hidden, never a device, and never one of `taken`, to which it is
/// added.
#[must_use]
pub fn file_name(id: &str, version: &str, ending: &str, taken: &mut BTreeSet<String>) -> String {
    let mut stem = slug(id);
    if version != "1" {
        stem = format!("{stem}@{}", slug(version));
    }
    let first = stem.split('.').next().unwrap_or_default();
    if DEVICES.contains(&first) {
        stem.insert_str(0, "canvas-");
    }
    let mut name = format!("{stem}.{ending}");
    let mut copy = 2;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{copy}.{ending}");
        copy += 1;
    }
    name
}

fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if out.len() >= LONGEST {
            break;
        }
        if c.is_ascii_alphanumeric() || matches!(c, '_' | '.') {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    let trimmed = out.trim_matches(['-', '.']);
    if trimmed.is_empty() { "canvas".to_owned() } else { trimmed.replace("..", ".") }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::file_name;

    #[test]
    fn names_from_strangers_are_no_paths_and_no_devices() {
        let mut taken = BTreeSet::new();
        let mut name = |id: &str| file_name(id, "1", "md", &mut taken);
        assert_eq!(name("../../etc/passwd"), "etc-passwd.md");
        assert_eq!(name("C:\\Windows\\x"), "c-windows-x.md");
        assert_eq!(name(".hidden"), "hidden.md");
        assert_eq!(name("CON"), "canvas-con.md");
        assert_eq!(name("\u{202e}🤗"), "canvas.md");
        assert_eq!(name("Café Één"), "cafe-een.md");
        assert_eq!(name("cafe een"), "cafe-een-2.md");
        assert_eq!(file_name("shop", "v 2", "md", &mut taken), "shop@v-2.md");
    }
}
