//! `bmc diff`, `bmc history` and `bmc compare` as they are called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn bmc(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bmc"));
    command.args(arguments).current_dir(folder).env_clear().env("LANG", "C");
    command.output().expect("as it should be")
}

fn text(output: &Output) -> String {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{error}");
    String::from_utf8(output.stdout.clone()).expect("as it should be")
}

fn has(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "'{one}' is not in\n{text}");
    }
}

fn versions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples/versions")
}

const OLD: &str = "canvas,version,block,id,text,amount,period,nature,for,group\n\
    bakery,1,customer segments,,Families nearby,,,,,\n\
    bakery,1,customer segments,,Cafés,,,,,\n\
    bakery,1,channels,,\"Shop in town, and delivery by bicycle\",,,,,\n\
    bakery,1,cost structure,rent,Rent,1200,month,fixed,,Premises\n\
    bakery,1,cost structure,,Flour,800,month,,,\n\
    grocer,1,channels,,Market stall,,,,,\n";

const NEW: &str = "canvas,version,block,id,text,amount,period,nature,for,group\n\
    bakery,1,customer segments,,Families nearby and their children,,,,,\n\
    bakery,1,channels,,Shop in town,,,,,\n\
    bakery,1,channels,,Delivery by bicycle,,,,,\n\
    bakery,1,channels,,<b>Web shop</b>,,,,,\n\
    bakery,1,cost structure,rent,Rent,15000,year,fixed,Families nearby,Premises\n\
    bakery,1,cost structure,,FLOUR,800,month,,,\n\
    florist,1,channels,,Shop,,,,,\n";

fn two_tables() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("as it should be");
    fs::write(folder.path().join("old.csv"), OLD).expect("as it should be");
    fs::write(folder.path().join("new.csv"), NEW).expect("as it should be");
    folder
}

#[test]
fn every_kind_of_change_is_told_as_what_it_is() {
    let folder = two_tables();
    let said = text(&bmc(folder.path(), &["diff", "old.csv", "new.csv"]));
    has(
        &said,
        &[
            "+ New canvas: florist (1 entry)",
            "- Canvas removed: grocer (1 entry)",
            "~ Families nearby {+and their children+}",
            "- Cafés",
            "* Split:\n      - Shop in town, and delivery by bicycle\n      + Shop in town\n",
            "~ Rent (re-priced, re-tied; for: – → Families nearby; amount: 1200 → 15000; period:",
            "(spelling only)",
        ],
    );
}

#[test]
fn the_exit_code_tells_of_differences_only_when_asked() {
    let folder = two_tables();
    let code = |arguments: &[&str]| bmc(folder.path(), arguments).status.code();
    assert_eq!(code(&["diff", "old.csv", "new.csv"]), Some(0));
    assert_eq!(code(&["diff", "--exit-code", "old.csv", "new.csv"]), Some(1));
    assert_eq!(code(&["diff", "--exit-code", "old.csv", "old.csv"]), Some(0));
    assert_eq!(code(&["diff", "--exit-code", "old.csv", "none.csv"]), Some(2));
}

#[test]
fn a_note_for_a_pull_request_is_shorter_than_gits_diff_and_safe() {
    let folder = two_tables();
    let note = text(&bmc(folder.path(), &["diff", "old.csv", "new.csv", "--format", "markdown"]));
    has(&note, &["### bakery", "- Split: ", "- Only spelling: FLOUR", "\\<b\\>Web shop"]);
    let versions = versions();
    let name = |number: u8| format!("fietsherstel-de-ketting@v{number}.json");
    for (old, new) in [(1, 2), (2, 3)] {
        let (old, new) = (name(old), name(new));
        let note = text(&bmc(&versions, &["diff", &old, &new, "--format", "markdown"]));
        let mut git = Command::new("git");
        git.args(["diff", "--no-index", &old, &new]).current_dir(&versions);
        let git = git.output().expect("as it should be");
        let lines = |text: &str| text.lines().count();
        let git = String::from_utf8(git.stdout).expect("as it should be");
        assert!(lines(&note) < lines(&git), "{} and {} lines", lines(&note), lines(&git));
    }
}

#[test]
fn versions_within_one_file_are_named_by_an_at_sign() {
    let folder = tempfile::tempdir().expect("as it should be");
    let both = OLD.to_owned() + "bakery,2,channels,,Shop in town,,,,,\n";
    fs::write(folder.path().join("all.csv"), both).expect("as it should be");
    let said = text(&bmc(folder.path(), &["diff", "all.csv@1", "all.csv@v2"]));
    has(&said, &["bakery  1 → 2", "- Canvas removed: grocer"]);
    let output = bmc(folder.path(), &["diff", "all.csv@1", "all.csv@3"]);
    assert_eq!(output.status.code(), Some(2));
    has(&String::from_utf8_lossy(&output.stderr), &["no version '3' in it; there is 1, 2"]);
}

#[test]
fn json_and_a_page_hold_all_changes() {
    let folder = two_tables();
    let said = text(&bmc(folder.path(), &["diff", "old.csv", "new.csv", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&said).expect("as it should be");
    assert_eq!(json["format"], "bmc.diff/1");
    assert_eq!(json["added"][0]["canvas"], "florist");
    let changes = json["canvases"][0]["changes"].as_array().expect("as it should be");
    let kinds: Vec<&str> =
        changes.iter().map(|change| change["kind"].as_str().expect("as it should be")).collect();
    assert_eq!(kinds, ["edited", "removed", "split", "added", "edited", "edited"]);
    assert_eq!(changes[4]["attributes"][1]["new"], "15000");
    let page = text(&bmc(folder.path(), &["diff", "old.csv", "new.csv", "--format", "html"]));
    has(&page, &["<!doctype html>", "&lt;b&gt;Web shop&lt;/b&gt;", "<ins>"]);
    assert!(!page.contains("<b>") && !page.contains("http"), "{page}");
}

const BEFORE: &str = "canvas,version,block,text,nature\n\
    club,1,customer segments,Members of the rowing club,\n\
    club,1,revenue streams,Membership: € 9.50 per month × 100 members,\n\
    club,1,cost structure,Rent of the boathouse: € 1000 per month,variable\n\
    club,1,cost structure,Coaches: € 500 per month,variable\n";

const AFTER: &str = "canvas,version,block,text,nature\n\
    club,2,customer segments,Members of the rowing club,\n\
    club,2,revenue streams,Membership: € 16 per month × 100 members,\n\
    club,2,cost structure,Rent of the boathouse: € 1000 per month,fixed\n\
    club,2,cost structure,Coaches: € 500 per month,variable\n";

fn club() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("as it should be");
    fs::write(folder.path().join("before.csv"), BEFORE).expect("as it should be");
    fs::write(folder.path().join("after.csv"), AFTER).expect("as it should be");
    folder
}

#[test]
fn changes_tell_what_they_mean_for_the_money_and_for_the_findings() {
    let folder = club();
    let diff = |more: &[&str]| {
        text(&bmc(folder.path(), &[&["diff", "before.csv", "after.csv"][..], more].concat()))
    };
    let figures = "revenue €11,400 → €19,200; cost €18,000; margin €-6,600 → €1,200";
    let price = "(re-priced; a year: €11,400 → €19,200)";
    let gone = "Costs of €18,000 a year exceed revenue of €11,400 a year.";
    for format in ["text", "sides"] {
        let said = diff(&["--format", format]);
        has(&said, &[figures, price, gone, "- Gone  loss-making", "variable → fixed"]);
    }
    let said = diff(&["--format", "markdown"]);
    has(
        &said,
        &[figures, "- Re-priced: Membership: € ~~9.50~~ **16** per month", gone, "loss-making"],
    );
    let said = diff(&["--format", "html"]);
    has(&said, &[figures, "re-priced; a year: €11,400 → €19,200", gone, "loss-making"]);
    let said = diff(&["--format", "markdown", "--lang", "nl"]);
    has(
        &said,
        &["omzet € 11.400 → € 19.200; kosten € 18.000; marge", "- Andere prijs: ", "- Weg: "],
    );
    let said = diff(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&said).expect("as it should be");
    let pair = &json["canvases"][0];
    assert_eq!(pair["figures"][0]["margin"]["low"], "-6600");
    assert_eq!(pair["figures"][1]["margin"]["high"], "1200");
    assert!(pair["consistency"][0].as_f64() < pair["consistency"][1].as_f64());
    let found = pair["findings"].as_array().expect("as it should be");
    let loss = found.iter().find(|one| one["check"] == "loss-making").expect("as it should be");
    assert_eq!((&loss["change"], &loss["severity"]), (&"gone".into(), &"error".into()));
    assert_eq!(pair["changes"][0]["aspects"], serde_json::json!(["reworded", "re-priced"]));
    assert_eq!(pair["changes"][0]["prices"]["new"][0]["amount"]["low"], "16");
    assert_eq!(pair["changes"][0]["prices"]["new"][0]["yearly"]["low"], "19200");
}

#[test]
fn a_history_tells_how_figures_and_findings_went() {
    let folder = club();
    let said = text(&bmc(folder.path(), &["history", "before.csv", "after.csv"]));
    has(&said, &["consistency", "gone: loss-making", "a year: revenue €11,400; cost €18,000"]);
    let arguments = ["history", "before.csv", "after.csv", "--format", "csv"];
    let said = text(&bmc(folder.path(), &arguments));
    let end = "consistency,money,revenue_low,revenue_high,cost_low,cost_high,margin_low,margin_high,\
               findings_new,findings_gone";
    has(&said, &[end, ",EUR,11400,11400,18000,18000,-6600,-6600,", ",EUR,19200,19200,18000,"]);
}

#[test]
fn a_waiver_makes_a_finding_go_and_says_why() {
    let folder = club();
    let waived = BEFORE.replace("\n", ",\n").replacen("nature,", "nature,waive", 1).replacen(
        "members,,",
        "members,,loss-making: a grant pays the rest",
        1,
    );
    fs::write(folder.path().join("waived.csv"), waived).expect("as it should be");
    let said = text(&bmc(folder.path(), &["diff", "before.csv", "waived.csv"]));
    has(&said, &["loss-making", "waived: a grant pays the rest"]);
}

#[test]
fn a_history_goes_from_the_first_version_to_the_last() {
    let folder = versions();
    let said = text(&bmc(&folder, &["history", "."]));
    has(&said, &["fietsherstel-de-ketting", "1  2025-03-14", "3  2026-05-08", "questions ▲"]);
    let said = text(&bmc(&folder, &["history", ".", "--format", "csv"]));
    assert_eq!(said.lines().count(), 4);
    has(&said, &["canvas,version,date,completeness,added,removed"]);
}

#[test]
fn a_history_from_git_goes_through_renames() {
    let folder = tempfile::tempdir().expect("as it should be");
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=T", "-c", "user.email=t@example.org"]).args(arguments);
        git.current_dir(folder.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder.path());
        let output = git.output().expect("as it should be");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let write = |name: &str, more: &str| {
        let json = format!(
            "{{\"blocks\": {{\"channels\": [\"Shop in the high street\", \"Stall\"{more}]}}}}\n"
        );
        fs::write(folder.path().join(name), json).expect("as it should be");
    };
    git(&["init", "-q"]);
    write("first.json", "");
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "one"]);
    git(&["mv", "first.json", "tweede naam é.json"]);
    git(&["commit", "-q", "-m", "two"]);
    write("tweede naam é.json", ", \"Web shop\"");
    git(&["commit", "-q", "-a", "-m", "three"]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bmc"));
    command.args(["history", "--git", "tweede naam é.json", "--format", "csv"]);
    let output = command.current_dir(folder.path()).output().expect("as it should be");
    let said = text(&output);
    let rows: Vec<&str> = said.lines().collect();
    assert_eq!(rows.len(), 3, "{said}");
    has(rows[2], &[",1,0,0,0,0,0,2,"]);
}

#[test]
fn a_comparison_ranks_with_ties_and_finds_the_copy() {
    let folder = tempfile::tempdir().expect("as it should be");
    let mut table = "canvas,block,text\n".to_owned();
    for name in ["ann", "bob"] {
        for text in [
            "Small bakeries in the region that bake at night",
            "They pay a monthly fee for the planning of their ovens",
        ] {
            table += &format!("{name},customer segments,{text}\n");
        }
    }
    table += "carl,channels,Telephone calls\n";
    fs::write(folder.path().join("class.csv"), table).expect("as it should be");
    let said = text(&bmc(folder.path(), &["compare", "class.csv"]));
    has(&said, &["1= ann", "1= bob", "  3  carl", "ann 100 %  bob 100 %", "= Small bakeries in"]);
    let said = text(&bmc(folder.path(), &["compare", "class.csv", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&said).expect("as it should be");
    assert_eq!(json["format"], "bmc.compare/1");
    assert_eq!(json["copies"][0]["pair"], serde_json::json!([0, 1]));
    assert_eq!(json["likeness"][0][1], 1.0);
    let said = text(&bmc(folder.path(), &["compare", "class.csv", "--format", "markdown"]));
    has(
        &said,
        &["| 1 = | ann |", "| 3 | carl |", "| ann (100 %) | bob (100 %) |", "at night | = |"],
    );
    let csv = |show: &str| {
        text(&bmc(folder.path(), &["compare", "class.csv", "--format", "csv", "--show", show]))
    };
    has(&csv("rank"), &["rank,tied,canvas,version,completeness,strong,weak", "1,true,ann,1,"]);
    has(&csv("likeness"), &["canvas,version,other,other_version,likeness,group", "ann,1,bob,1,1"]);
    has(&csv("blocks"), &["block,canvas,version,number,text", "channels,carl,1,1,Telephone"]);
    let copies = csv("copies");
    has(&copies, &["ann,1,1,bob,1,1,customer_segments,1,Small bakeries"]);
    assert_eq!(copies.lines().count(), 3);
    let two = ["compare", "class.csv", "--format", "csv", "--show", "rank", "--show", "copies"];
    assert_eq!(bmc(folder.path(), &two).status.code(), Some(2));
}
