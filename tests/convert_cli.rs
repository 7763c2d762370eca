//! `bmc convert`, `bmc new` and `bmc schema` as a user runs them.

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
    std::fs::create_dir(here.join("in")).expect("as it should be");
    std::fs::write(here.join("in/boats.md"), BOATS).expect("as it should be");
    std::fs::write(here.join("in/bikes@v2.md"), BOATS.replace("Boats", "Bikes"))
        .expect("as it should be");
    std::fs::write(here.join("in/notes.md"), "# Nothing of the kind\n").expect("as it should be");
    let run = bmc(here, &["convert", "in", "-o", "all.csv"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert!(text(&run.stderr).contains("in/notes.md: left out"), "{}", text(&run.stderr));
    let csv = std::fs::read_to_string(here.join("all.csv")).expect("as it should be");
    assert!(csv.starts_with("canvas,version,title,block,text\n"), "{csv}");
    assert!(csv.contains("boats,1,Boats,channels,Quay\n"), "{csv}");
    let run = bmc(here, &["convert", "all.csv", "--to", "markdown", "-o", "out", "--lang", "nl"]);
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    let mut names: Vec<String> = std::fs::read_dir(here.join("out"))
        .expect("as it should be")
        .map(|entry| entry.expect("as it should be").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["bikes@2.md", "boats.md"]);
    let boats = std::fs::read_to_string(here.join("out/boats.md")).expect("as it should be");
    assert!(boats.contains("## Kanalen\n\n- Quay\n"), "{boats}");
}

#[test]
fn nothing_is_overwritten_without_force() {
    let folder = tempfile::tempdir().expect("as it should be");
    let here = folder.path();
    std::fs::write(here.join("boats.md"), BOATS).expect("as it should be");
    std::fs::write(here.join("out.json"), "mine").expect("as it should be");
    let run = bmc(here, &["convert", "boats.md", "-o", "out.json"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("--force"));
    assert_eq!(std::fs::read_to_string(here.join("out.json")).expect("as it should be"), "mine");
    let run = bmc(here, &["convert", "boats.md", "--to", "md", "-o", "."]);
    assert_eq!(run.status.code(), Some(2), "a file per canvas does not overwrite either");
    let run = bmc(here, &["convert", "boats.md", "-o", "out.json", "--force"]);
    assert_eq!(run.status.code(), Some(0));
}

#[test]
fn a_format_must_be_known_and_what_is_lost_is_said() {
    let folder = tempfile::tempdir().expect("as it should be");
    let here = folder.path();
    let json = r#"{"canvas": "hub", "blocks": {"channels": [{"text": "Quay", "amount": 5}]}}"#;
    std::fs::write(here.join("hub.json"), json).expect("as it should be");
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
