//! `bmc check`, `bmc ledger`, `bmc explain` and `bmc score` as a user runs them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const LOSS: &str = "canvas,language,block,id,text,waive\n\
    kiosk,en,customer_segments,,Commuters at the station,\n\
    kiosk,en,revenue_streams,coffee,\"Coffee: €2,000 per month\",\n\
    kiosk,en,cost_structure,rent,\"Rent: €2,500 per month\",WAIVE\n";

fn bmc(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bmc"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("as it should be")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("as it should be")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("as it should be")
}

/// A folder with `loss.csv`, whose rent says this in its `waive`.
fn folder(waive: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("as it should be");
    std::fs::write(folder.path().join("loss.csv"), LOSS.replace("WAIVE", waive))
        .expect("as it should be");
    folder
}

#[test]
fn the_exit_code_says_whether_there_is_a_finding_of_the_level_asked_for() {
    let folder = folder("");
    let code = |args: &[&str]| bmc(folder.path(), args).status.code();
    assert_eq!(code(&["check", "loss.csv"]), Some(1));
    assert_eq!(code(&["check", "loss.csv", "--exit-zero"]), Some(0));
    assert_eq!(code(&["check", "loss.csv", "--ignore", "loss-making"]), Some(0));
    assert_eq!(code(&["check", "loss.csv", "--select", "one-stream"]), Some(0));
    assert_eq!(code(&["check", "absent.csv"]), Some(2));
    let unknown = bmc(folder.path(), &["check", "loss.csv", "--select", "lossmaking"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("did you mean 'loss-making'?"), "{}", err(&unknown));
}

#[test]
fn a_finding_is_shown_with_what_it_rests_on_and_what_to_do_in_both_languages() {
    let folder = folder("");
    let english = out(&bmc(folder.path(), &["check", "loss.csv", "--lang", "en"]));
    assert!(english.contains("Costs of €30,000 a year exceed revenue of €24,000 a year."));
    assert!(english.contains("“Rent: €2,500 per month” (Cost structure)"), "{english}");
    assert!(english.contains("→ Raise the price or the volume"), "{english}");
    let dutch = out(&bmc(folder.path(), &["check", "loss.csv", "--lang", "nl"]));
    assert!(dutch.contains("De kosten van € 30.000 per jaar zijn hoger dan de omzet"), "{dutch}");
}

/// Nothing found may mean that next to nothing could be judged.
#[test]
fn a_canvas_without_findings_is_named_with_how_much_of_it_was_judged() {
    let folder = folder("");
    std::fs::write(folder.path().join("bare.csv"), "canvas,block,text\nbare,channels,The quay\n")
        .expect("as it should be");
    let said = out(&bmc(folder.path(), &["check", "loss.csv", "bare.csv", "--level", "error"]));
    assert!(said.contains("1 without findings to show, judged: bare (0 %)"), "{said}");
    assert!(!said.contains("judged: kiosk"), "{said}");
}

#[test]
fn an_ending_that_means_no_format_is_refused_and_parquet_is_parquet() {
    let folder = folder("");
    for command in ["check", "score", "ledger", "report", "compare"] {
        let output = bmc(folder.path(), &[command, "loss.csv", "-o", "out.xlsx"]);
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(
            err(&output).contains("out.xlsx: this is not written as .xlsx"),
            "{}",
            err(&output)
        );
        assert!(!folder.path().join("out.xlsx").exists());
    }
    for command in ["check", "ledger"] {
        let file = format!("{command}.parquet");
        bmc(folder.path(), &[command, "loss.csv", "-o", &file]);
        let bytes = std::fs::read(folder.path().join(&file)).expect("as it should be");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"), "{command}");
    }
}

#[test]
fn json_csv_and_ndjson_hold_the_same_findings() {
    let folder = folder("");
    let json = out(&bmc(folder.path(), &["check", "loss.csv", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).expect("as it should be");
    assert_eq!(json["format"], "bmc.findings/1");
    let findings = json["findings"].as_array().expect("as it should be");
    let loss =
        findings.iter().find(|finding| finding["check"] == "loss-making").expect("as it should be");
    assert_eq!(loss["severity"], "error");
    assert_eq!(loss["canvas"], "kiosk");
    assert_eq!(loss["waived"], Value::Null);
    assert_eq!(loss["row"], 4);
    let lines = out(&bmc(folder.path(), &["check", "loss.csv", "--format", "ndjson"]));
    assert_eq!(lines.lines().count(), findings.len());
    let csv = out(&bmc(folder.path(), &["check", "loss.csv", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(reader.records().count(), findings.len());
}

#[test]
fn github_and_sarif_point_into_the_file() {
    let folder = folder("");
    let github = out(&bmc(folder.path(), &["check", "loss.csv", "--format", "github"]));
    assert!(
        github.starts_with("::error title=loss-making,file=loss.csv,line=4::kiosk: Costs of"),
        "{github}"
    );
    let sarif = out(&bmc(folder.path(), &["check", "loss.csv", "--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&sarif).expect("as it should be");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().expect("as it should be").len(), 31);
    let result = &run["results"][0];
    assert_eq!(result["ruleId"], "loss-making");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "loss.csv");
    assert_eq!(place["region"]["startLine"], 4);
}

#[test]
fn text_from_a_canvas_cannot_give_commands_to_whoever_shows_the_findings() {
    let folder = tempfile::tempdir().expect("as it should be");
    let text = "canvas,language,block,text,for\n\
        \"x%0A::error::y\u{1b}[31m\",en,channels,\"a\u{1b}[2J\n::error::b\",\"no\n::warning::c\"\n";
    std::fs::write(folder.path().join("evil.csv"), text).expect("as it should be");
    for format in ["text", "github", "markdown"] {
        let shown = out(&bmc(folder.path(), &["check", "evil.csv", "--format", format]));
        assert!(!shown.contains('\u{1b}'), "{format}: {shown}");
        let commands = shown.lines().filter(|line| line.starts_with("::")).count();
        assert!(commands <= 1, "{format}: {shown}");
    }
}

#[test]
fn a_waiver_on_an_entry_is_counted_and_one_that_waives_nothing_is_a_finding() {
    let waived = folder("loss-making: paid by the foundation until 2028");
    let output = bmc(waived.path(), &["check", "loss.csv", "--fail-level", "warning"]);
    assert!(out(&output).contains("paid by the foundation until 2028"), "{}", out(&output));
    assert!(out(&output).contains("1 waived"), "{}", out(&output));
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    let idle = folder("one-stream: on purpose");
    let output = bmc(idle.path(), &["check", "loss.csv", "--fail-level", "warning"]);
    assert!(out(&output).contains("unused-waiver"), "{}", out(&output));
    let json = out(&bmc(idle.path(), &["check", "loss.csv", "--format", "json"]));
    assert!(json.contains("\"check\":\"unused-waiver\""), "{json}");
}

#[test]
fn a_file_of_waivers_is_checked_and_what_it_does_not_waive_is_a_finding() {
    let folder = folder("");
    let write =
        |text: &str| std::fs::write(folder.path().join("w.toml"), text).expect("as it should be");
    let run = || {
        let args = ["check", "loss.csv", "--waivers", "w.toml", "--fail-level", "warning"];
        bmc(folder.path(), &args)
    };
    write("[[waive]]\ncheck = \"loss-making\"\ncanvas = \"kiosk\"\nreason = \"grant\"\n");
    let output = run();
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    write("[[waive]]\ncheck = \"loss-making\"\ncanvas = \"other\"\nreason = \"grant\"\n");
    let output = run();
    assert_eq!(output.status.code(), Some(1));
    assert!(err(&output).contains("w.toml:2: unused-waiver"), "{}", err(&output));
    let json =
        bmc(folder.path(), &["check", "loss.csv", "--waivers", "w.toml", "--format", "json"]);
    assert!(out(&json).contains("unused-waiver"), "{}", out(&json));
    write("[[waive]]\ncheck = \"los-making\"\nreason = \"grant\"\n");
    let output = run();
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("w.toml:2: no check is called 'los-making'"));
    write("[[waive]]\ncheck = \"loss-making\"\nreason = \" \"\n");
    assert_eq!(run().status.code(), Some(2));
}

#[test]
fn score_shows_consistency_and_money_and_leaves_what_is_not_known_empty() {
    let folder = folder("");
    let json = out(&bmc(folder.path(), &["score", "loss.csv", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).expect("as it should be");
    let score = &json["scores"][0];
    assert_eq!(score["revenue_low"], 24000);
    assert_eq!(score["cost_high"], 30000);
    assert_eq!(score["margin_low"], -6000);
    assert_eq!(score["errors"], 1);
    assert_eq!(score["recurring_share"], Value::Null);
    assert!(score["judged"].as_f64().expect("as it should be") < 100.0);
    let table = out(&bmc(folder.path(), &["score", "loss.csv", "--lang", "en"]));
    assert!(table.contains("-25 %"), "{table}");
}

#[test]
fn explain_tells_of_a_check_and_lists_all() {
    let folder = folder("");
    let one = out(&bmc(folder.path(), &["explain", "total-mismatch", "--lang", "en"]));
    assert!(one.contains("How to mend it") && one.contains("co-1, rs-1"), "{one}");
    let all = out(&bmc(folder.path(), &["explain", "--lang", "nl"]));
    assert!(all.contains("broken-link") && all.contains("Controles: kloppen de bedragen?"));
    let near = bmc(folder.path(), &["explain", "total-mismach"]);
    assert_eq!(near.status.code(), Some(2));
    assert!(err(&near).contains("did you mean 'total-mismatch'?"), "{}", err(&near));
}

#[test]
fn the_ledger_is_shown_as_a_table_and_as_csv() {
    let folder = folder("");
    let table = out(&bmc(folder.path(), &["ledger", "loss.csv", "--lang", "en"]));
    assert!(table.contains("€2,500") && table.contains("€30,000"), "{table}");
    let csv = out(&bmc(folder.path(), &["ledger", "loss.csv", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<_> = reader.records().map(|record| record.expect("as it should be")).collect();
    assert_eq!(rows.len(), 2);
}
