//! What a user of `bmc score` relies on.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bmc::catalogue::{Catalogue, Rubric};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples").join(name)
}

/// The program in an environment of its own, so that no locale or terminal plays a part.
fn bmc() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bmc"));
    command.env_clear();
    command
}

fn run(args: &[&str]) -> Output {
    bmc().args(args).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

fn stdout(args: &[&str]) -> String {
    let output = run(args);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

fn portfolio() -> String {
    example("portfolio.csv").display().to_string()
}

#[test]
fn csv_and_json_of_the_same_portfolio_score_the_same() {
    let csv = stdout(&["score", &portfolio(), "--format", "csv"]);
    let json = example("portfolio.json").display().to_string();
    assert_eq!(csv, stdout(&["score", &json, "--format", "csv"]));
    assert_eq!(csv.lines().count(), 13);
    assert!(csv.starts_with("canvas,version,completeness,customer_segments,"));
}

#[test]
fn the_number_of_threads_does_not_change_a_byte() {
    for by in ["canvas", "block", "question"] {
        let args = ["score", &portfolio(), "--format", "csv", "--by", by, "--threads"];
        assert_eq!(stdout(&[&args[..], &["1"]].concat()), stdout(&[&args[..], &["2"]].concat()));
    }
}

#[test]
fn the_order_of_rows_does_not_change_a_byte() {
    let file = std::fs::read_to_string(portfolio()).expect("readable");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let mut rows: Vec<csv::StringRecord> = reader.records().flatten().collect();
    // Reversing and dealing into seven hands mixes canvases, blocks and entries.
    rows.reverse();
    let mixed = (0..7).flat_map(|hand| rows.iter().skip(hand).step_by(7));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("written");
    mixed.for_each(|row| writer.write_record(row).expect("written"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("portfolio.csv");
    std::fs::write(&path, writer.into_inner().expect("flushed")).expect("written");
    let path = path.display().to_string();
    for by in ["canvas", "block", "question"] {
        for format in ["csv", "table"] {
            let options = ["--format", format, "--by", by];
            let original = stdout(&[&["score", &portfolio()][..], &options].concat());
            assert_eq!(original, stdout(&[&["score", &path][..], &options].concat()), "{by}");
        }
    }
}

#[test]
fn standard_input_separators_and_encodings_are_told_from_the_content() {
    let plain = "canvas;block;text\nzaak;cs;\"Cafés in België; hotels\"\nzaak;co;€ 5,- per uur\n";
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(plain);
    let variants: [Vec<u8>; 5] = [
        plain.as_bytes().to_vec(),
        [b"\xef\xbb\xbf", plain.as_bytes()].concat(),
        utf16,
        windows.into_owned(),
        format!("sep=;\r\n{}", plain.replace('\n', "\r\n")).into_bytes(),
    ];
    let mut results = Vec::new();
    for bytes in variants {
        let mut child = bmc()
            .args(["score", "-", "--by", "question", "--format", "ndjson", "--quiet"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("piped").write_all(&bytes).expect("taken");
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success());
        results.push(text(&output.stdout));
    }
    assert!(results[0].contains("Cafés in België; hotels"));
    assert!(results.iter().all(|result| *result == results[0]), "{results:#?}");
}

#[test]
fn every_answer_quotes_the_words_that_it_rests_on() {
    let csv = stdout(&["score", &portfolio(), "--by", "question", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut answered = 0;
    for row in reader.records().map(|row| row.expect("a row")) {
        let (state, evidence) = (&row[4], &row[9]);
        if state == "not-found" {
            assert_eq!(evidence, "", "{row:?}");
        } else {
            assert_ne!(evidence, "", "{row:?}");
            answered += 1;
        }
    }
    assert!(answered > 200, "{answered}");
}

#[test]
fn a_rubric_gives_marks_and_labels() {
    let rubric = example("rubric.toml").display().to_string();
    let csv = stdout(&["score", &portfolio(), "--rubric", &rubric, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|known| known == name).expect(name);
    for row in reader.records().map(|row| row.expect("a row")) {
        let mark: f64 = row[column("mark")].parse().expect("a number");
        let completeness: f64 = row[column("completeness")].parse().expect("a number");
        assert!((mark - (1.0 + 9.0 * completeness / 100.0)).abs() <= 0.051, "{row:?}");
        assert_eq!(&row[column("label")] == "onvoldoende", mark < 5.5, "{row:?}");
    }
    let table = stdout(&["score", &portfolio(), "--rubric", &rubric, "--lang", "nl"]);
    assert!(table.contains("voldoende") && table.contains("cijfer"), "{table}");
    let answers = stdout(&[
        "score",
        &portfolio(),
        "--rubric",
        &rubric,
        "--by",
        "question",
        "--format",
        "csv",
    ]);
    assert!(!answers.contains(",ch-3,"), "a question that is left out has no row");
}

#[test]
fn a_wrong_rubric_is_refused_with_file_and_line() {
    let catalogue = Catalogue::builtin().expect("sound");
    let message = |text: &str| match Rubric::load("r.toml", text, &catalogue) {
        Ok(_) => panic!("accepted: {text}"),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        message("[weights]\n\"cs-1\" = 2\n\"cs-9\" = 1\n"),
        "r.toml:3: there is no question 'cs-9': did you mean 'cs-1'?"
    );
    assert!(message("[weights]\n\"cs-1\" = -1\n").starts_with("r.toml:2: the weight -1"));
    assert!(message("\nscale = { min = 10, max = 1 }\n").starts_with("r.toml:2: the scale's"));
    assert!(message("[block-weights]\nshop = 2\n").starts_with("r.toml:2: 'shop' is no block"));
    assert!(message("wieght = 1\n").starts_with("r.toml:1: unknown field `wieght`"));
    let nothing = "[block-weights]\ncs=0\nvp=0\nch=0\ncr=0\nrs=0\nkr=0\nka=0\nkp=0\nco=0\n";
    assert!(message(nothing).contains("leaves nothing to score"));
}

#[test]
fn an_unreadable_file_ends_with_code_2_and_the_others_are_scored() {
    let output = run(&["score", "no-such-file.csv", &portfolio(), "--format", "csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).lines().count(), 13);
    assert_eq!(text(&output.stderr), "error: no-such-file.csv: there is no such file\n");
}

#[test]
fn files_are_written_whole_and_never_over_another_without_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scores.json").display().to_string();
    let args = ["score", &portfolio(), "-o", &path];
    assert!(run(&args).status.success());
    let written = std::fs::read_to_string(&path).expect("written");
    assert!(written.starts_with("{\n  \"format\": \"bmc.scores/1\""));
    let json: serde_json::Value = serde_json::from_str(&written).expect("valid JSON");
    assert_eq!(json["scores"].as_array().map(Vec::len), Some(12));
    let again = run(&args);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is there already (use --force to replace it)"));
    assert!(run(&[&args[..], &["--force"]].concat()).status.success());
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("readable").collect();
    assert_eq!(left.len(), 1, "no temporary file is left");
}

#[test]
fn text_from_input_cannot_do_harm_where_it_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("evil.csv");
    let row =
        "\"=cmd|' /C calc'!A0\",rs,\"Subscription \u{1b}[2J\u{202e} | <b>5</b> euro per month\"";
    std::fs::write(&path, format!("canvas,block,text\n{row}\n")).expect("written");
    let path = path.display().to_string();
    for by in ["canvas", "block", "question"] {
        let table = stdout(&["score", &path, "--by", by]);
        assert!(!table.contains('\u{1b}') && !table.contains('\u{202e}'), "{table}");
        let markdown = stdout(&["score", &path, "--by", by, "--format", "markdown"]);
        assert!(!markdown.contains("<b>") && !markdown.contains('\u{1b}'), "{markdown}");
        let csv = stdout(&["score", &path, "--by", by, "--format", "csv"]);
        assert!(csv.lines().nth(1).expect("a row").starts_with("'=cmd"), "{csv}");
        let raw = stdout(&["score", &path, "--by", by, "--format", "csv", "--no-formula-guard"]);
        assert!(raw.lines().nth(1).expect("a row").starts_with("=cmd"), "{raw}");
    }
}

#[test]
fn parquet_holds_the_same_scores() {
    use polars::prelude::*;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scores.parquet");
    stdout(&["score", &portfolio(), "-o", &path.display().to_string()]);
    let file = std::fs::File::open(&path).expect("written");
    let frame = ParquetReader::new(file).finish().expect("valid Parquet");
    assert_eq!(frame.height(), 12);
    let csv = stdout(&["score", &portfolio(), "--format", "csv"]);
    let first = csv.lines().nth(1).expect("a row");
    let id = frame.column("canvas").expect("there").str().expect("text").get(0);
    assert_eq!(Some(first.split(',').next().expect("a cell")), id);
}

#[test]
fn a_form_with_a_column_per_question_is_read_as_direct_answers() {
    let csv = "Naam;Welke klanten bedien je, en waaraan herken je ze?;co-1;Opmerking\n\
               Anna;Jonge gezinnen in Almere;Huur en salarissen;mooi\n\
               Bo;tbd;;\n";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("klas.csv");
    std::fs::write(&path, csv).expect("written");
    let output =
        run(&["score", &path.display().to_string(), "--by", "question", "--format", "csv"]);
    assert!(text(&output.stderr).contains("the column 'Opmerking' is not understood"));
    let answers = text(&output.stdout);
    let row = |start: &str| answers.lines().find(|line| line.starts_with(start)).expect("a row");
    assert!(row("Anna,1,cs-1,").contains(",answered,"), "{}", row("Anna,1,cs-1,"));
    assert!(row("Anna,1,co-1,").contains(",answered,"), "{}", row("Anna,1,co-1,"));
    assert!(row("Bo,1,cs-1,").contains(",not-found,"), "{}", row("Bo,1,cs-1,"));
}

#[test]
fn explain_says_what_counts_in_both_languages() {
    let all = stdout(&["explain"]);
    assert_eq!(all.matches("-1 ").count(), 9, "{all}");
    let english = stdout(&["explain", "CS-4"]);
    assert!(english.contains("Who pays, and who only uses?") && english.contains("A weak answer"));
    let dutch = stdout(&["explain", "cs-4", "--lang", "nl"]);
    assert!(dutch.contains("Wie betaalt er, en wie gebruikt alleen?"));
    let output = run(&["explain", "cs-44"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean 'cs-4'?"));
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let mut child = bmc()
        .args(["score", &portfolio(), "--by", "question", "--format", "ndjson"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn a_report_says_how_the_rubric_weighs_and_a_folder_gets_a_page_per_canvas() {
    let folder = tempfile::tempdir().expect("a folder");
    let rubric = folder.path().join("rubric.toml");
    let given = "leave-out = [\"ch-7\", \"co-5\"]\n[block-weights]\ncs = 2\n[weights]\nvp-1 = 0.25\n\
                [scale]\nmin = 1\nmax = 10\npass = 5.5\npass-at = 60\n";
    std::fs::write(&rubric, given).expect("written");
    let (rubric, pages) = (rubric.display().to_string(), folder.path().join("pages.2026"));
    let into = format!("{}/", pages.display());
    stdout(&["report", &portfolio(), "--lang", "nl", "--rubric", &rubric, "-o", &into]);
    let files: Vec<_> = std::fs::read_dir(&pages).expect("a folder").flatten().collect();
    assert_eq!(files.len(), 12);
    let wanted = "Rubric – gewogen: Klantsegmenten × 2, vp-1 × 0,25; niet meegeteld: ch-7, co-5; \
                  cijfer van 1 tot 10, 5,5 bij 60 %.";
    for file in files {
        let page = std::fs::read_to_string(file.path()).expect("a page");
        assert!(page.contains(wanted), "{:?}", file.path());
        assert!(page.contains("42 vragen"), "{:?}", file.path());
    }
}
