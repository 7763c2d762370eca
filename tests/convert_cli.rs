//! `bmc convert`, `bmc new` and `bmc schema` as a user runs them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn bmc(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bmc"))
        .current_dir(folder)
        .args(args)
        .env("LANG", "C")
        .output()
        .expect("as it should be")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const BOATS: &str = "# Boats\n## Channels\n- Quay\n## Costs\n- Rent\n";

#[test]
fn a_folder_of_documents_becomes_one_table_and_files_again() {
    let folder = tempfile::tempdir().expect("as it should be");
    let here = folder.path();
    fs::create_dir(here.join("in")).expect("as it should be");
    fs::write(here.join("in/boats.md"), BOATS).expect("as it should be");
    fs::write(here.join("in/bikes@v2.md"), BOATS.replace("Boats", "Bikes"))
        .expect("as it should be");
    fs::write(here.join("in/notes.md"), "# Nothing of the kind\n").expect("as it should be");
    let run = bmc(here, &["convert", "in", "-o", "all.csv"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("in/notes.md: left out"), "{}", text(&run.stderr));
    let csv = fs::read_to_string(here.join("all.csv")).expect("as it should be");
    assert!(csv.starts_with("canvas,version,title,block,text\n"), "{csv}");
    assert!(csv.contains("boats,1,Boats,channels,Quay\n"), "{csv}");
    let run = bmc(here, &["convert", "all.csv", "--to", "markdown", "-o", "out", "--lang", "nl"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let mut names: Vec<String> = fs::read_dir(here.join("out"))
        .expect("as it should be")
        .map(|entry| entry.expect("as it should be").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["bikes@2.md", "boats.md"]);
    let boats = fs::read_to_string(here.join("out/boats.md")).expect("as it should be");
    assert!(boats.contains("## Kanalen\n\n- Quay\n"), "{boats}");
}

#[test]
fn nothing_is_overwritten_without_force() {
    let folder = tempfile::tempdir().expect("as it should be");
    let here = folder.path();
    fs::write(here.join("boats.md"), BOATS).expect("as it should be");
    fs::write(here.join("out.json"), "mine").expect("as it should be");
    let run = bmc(here, &["convert", "boats.md", "-o", "out.json"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("--force"));
    assert_eq!(fs::read_to_string(here.join("out.json")).expect("as it should be"), "mine");
    let run = bmc(here, &["convert", "boats.md", "--to", "md", "-o", "."]);
    assert_eq!(run.status.code(), Some(2), "a file per canvas does not overwrite either");
    let run = bmc(here, &["convert", "boats.md", "-o", "out.json", "--force"]);
    assert_eq!(run.status.code(), Some(0));
}

/// Replacing is done by renaming a new file over the old one; over a link or a device (`/dev/null`,
/// which root may replace) that would take away what others rely on.
#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_pipe_a_pipe() {
    use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};

    let folder = tempfile::tempdir().expect("folder");
    let (real, link, pipe) = (
        folder.path().join("real.csv"),
        folder.path().join("link.csv"),
        folder.path().join("pipe"),
    );
    fs::write(&real, "old").expect("written");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("real.csv", &link).expect("linked");

    let done = bmc(folder.path(), &["new", "-o", "link.csv", "--to", "csv", "--force"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert!(fs::read_to_string(&real).expect("read").contains("block"));
    assert_eq!(fs::metadata(&real).expect("there").permissions().mode() & 0o777, 0o640);

    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe).expect("read"))
    };
    let done = bmc(folder.path(), &["new", "-o", "pipe", "--to", "csv", "--force"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(fs::symlink_metadata(&pipe).expect("there").file_type().is_fifo());
    assert!(reader.join().expect("joined").contains("block"));
}

#[test]
fn a_format_must_be_known_and_what_is_lost_is_said() {
    let folder = tempfile::tempdir().expect("as it should be");
    let here = folder.path();
    let json = r#"{"canvas": "hub", "blocks": {"channels": [{"text": "Quay", "amount": 5}]}}"#;
    fs::write(here.join("hub.json"), json).expect("as it should be");
    let run = bmc(here, &["convert", "hub.json", "-o", "x.docx"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("--to"));
    let run = bmc(here, &["convert", "hub.json", "--to", "md"]);
    assert_eq!(run.status.code(), Some(0));
    assert!(text(&run.stderr).contains("not written: the ids, amounts"), "{}", text(&run.stderr));
    assert!(text(&run.stdout).contains("- Quay"));
}

#[test]
fn a_new_canvas_can_be_scored_as_it_is() {
    let folder = tempfile::tempdir().expect("as it should be");
    let here = folder.path();
    for name in ["a.csv", "a.json", "a.md", "a.xlsx"] {
        let run = bmc(here, &["new", "Bike hub", "--questions", "--lang", "nl", "-o", name]);
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
        let run = bmc(here, &["score", name, "--format", "csv"]);
        assert_eq!(run.status.code(), Some(0), "{name}: {}", text(&run.stderr));
        assert!(text(&run.stdout).contains("Bike hub,1,0,"), "{name}: {}", text(&run.stdout));
    }
    let run = bmc(here, &["schema"]);
    assert!(text(&run.stdout).contains("\"$schema\""));
}
