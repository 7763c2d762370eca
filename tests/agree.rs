//! `bmc agree` as a teacher calls it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const CANVASES: &str = "canvas,language,block,text\n\
    bakery,en,customer segments,Families in the neighbourhood who buy bread daily\n\
    bakery,en,customer segments,Cafés nearby that order every morning\n\
    bakery,en,revenue streams,A weekly bread box by subscription: €12 per week\n\
    bakery,en,cost structure,\"Rent: €1,200 per month, fixed\"\n\
    grocer,en,channels,Market stall\n\
    tailor,en,customer segments,Everyone\n\
    tailor,en,key resources,\"Two sewing machines, a shop in town\"\n";

const LEVELS: [&str; 4] = ["not-found", "partly", "none", "answered"];

fn bmc(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bmc"));
    command.args(arguments).current_dir(folder).env_clear().env("LANG", "C");
    command.output().expect("as it should be")
}

fn out(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", err(output));
    String::from_utf8(output.stdout.clone()).expect("as it should be")
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn has(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "'{one}' is not in\n{text}");
    }
}

/// A folder with three canvases.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("as it should be");
    fs::write(folder.path().join("canvases.csv"), CANVASES).expect("as it should be");
    folder
}

/// What the tool itself gives each cell, in the order of canvas and question.
fn judged(folder: &Path) -> BTreeMap<(String, String), String> {
    let scored =
        out(&bmc(folder, &["score", "canvases.csv", "--by", "question", "--format", "csv"]));
    let mut reader = csv::Reader::from_reader(scored.as_bytes());
    let header = reader.headers().expect("as it should be").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("as it should be");
    let (canvas, question, state) = (at("canvas"), at("question"), at("state"));
    let cells = reader.records().map(|record| {
        let record = record.expect("as it should be");
        ((record[canvas].to_owned(), record[question].to_owned()), record[state].to_owned())
    });
    let cells: BTreeMap<_, _> = cells.collect();
    assert_eq!(cells.len() % 44, 0);
    cells
}

/// A rater's name, and the mark given to a cell (its number, and the tool's state), if any.
type Rater<'a> = (&'a str, &'a dyn Fn(usize, &str) -> Option<String>);

/// Writes marks: per rater what it makes of the tool's level, or nothing.
fn mark(folder: &Path, raters: &[Rater<'_>]) {
    let mut text = String::from("canvas,question,rater,level,evidence\n");
    for (number, ((canvas, question), state)) in judged(folder).iter().enumerate() {
        for (rater, level) in raters {
            if let Some(level) = level(number, state) {
                text.push_str(&format!("{canvas},{question},{rater},{level},\"see {number}\"\n"));
            }
        }
    }
    fs::write(folder.join("marks.csv"), text).expect("as it should be");
}

fn agree(folder: &Path, options: &[&str]) -> Output {
    bmc(folder, &[&["agree", "marks.csv", "canvases.csv"][..], options].concat())
}

fn json(folder: &Path, options: &[&str]) -> Value {
    let text = out(&agree(folder, &[&["--format", "json"][..], options].concat()));
    serde_json::from_str(&text).expect("as it should be")
}

fn same(_: usize, state: &str) -> Option<String> {
    Some(state.to_owned())
}

/// The next lower level, for every `nth` cell that has one.
fn stricter(nth: usize) -> impl Fn(usize, &str) -> Option<String> {
    move |number, state| {
        let lower = match state {
            "answered" | "none" if number % nth == 0 => "1",
            "partly" if number % nth == 0 => "0",
            other => other,
        };
        Some(lower.to_owned())
    }
}

#[test]
fn marks_that_are_the_tools_own_agree_wholly_and_nothing_differs() {
    let folder = folder();
    mark(folder.path(), &[("t", &same)]);
    let found = json(folder.path(), &[]);
    assert_eq!(found["format"], "bmc.agreement/1");
    assert_eq!(found["cells"], 132);
    assert_eq!(found["comparisons"].as_array().expect("as it should be").len(), 1);
    let all = &found["comparisons"][0];
    let overall = &all["figures"][0];
    assert_eq!(overall["scope"], "overall");
    for figure in ["agreement", "kappa", "alpha"] {
        assert_eq!(overall[figure], 1.0, "{figure}");
    }
    assert_eq!(overall["weighted_kappa"]["value"], 1.0);
    assert_eq!(overall["difference"]["value"], 0.0);
    assert_eq!(all["totals"]["mean_absolute_error"]["value"], 0.0);
    assert_eq!(all["totals"]["icc"]["value"], 1.0);
    assert_eq!(found["differing"].as_array().expect("as it should be").len(), 0);
    // A question that gets one level everywhere has no kappa: null, neither 0 nor 1.
    let by_question = all["figures"].as_array().expect("as it should be");
    let flat = by_question.iter().find(|row| row["id"] == "kp-1").expect("as it should be");
    assert_eq!(flat["agreement"], 1.0);
    assert_eq!(flat["weighted_kappa"]["value"], Value::Null);
    assert_eq!(flat["kappa"], Value::Null);
    assert_eq!(by_question.len(), 1 + 9 + 44);
}

#[test]
fn the_figures_are_those_of_the_confusion_table_that_stands_with_them() {
    let folder = folder();
    mark(folder.path(), &[("t", &stricter(3))]);
    let found = json(folder.path(), &[]);
    let overall = &found["comparisons"][0]["figures"][0];
    let (mut all, mut agreed, mut kinder) = (0.0, 0.0, 0.0);
    let (mut rows, mut columns, mut cost) = ([0.0; 3], [0.0; 3], 0.0);
    let points = |level: usize| [0, 1, 2, 2][level];
    assert_eq!(found["levels"], serde_json::json!(LEVELS));
    for a in 0..4 {
        for b in 0..4 {
            let count = overall["table"][a][b].as_f64().expect("as it should be");
            let apart = f64::from(points(a)) - f64::from(points(b));
            all += count;
            agreed += if apart == 0.0 { count } else { 0.0 };
            kinder += count * apart / 2.0;
            cost += count * apart * apart;
            rows[points(a) as usize] += count;
            columns[points(b) as usize] += count;
        }
    }
    let mut chance = 0.0;
    for (a, row) in rows.iter().enumerate() {
        for (b, column) in columns.iter().enumerate() {
            chance += row * column * (a as f64 - b as f64).powi(2) / all;
        }
    }
    let near = |value: &Value, wanted: f64| {
        assert!(
            (value.as_f64().expect("as it should be") - wanted).abs() < 1e-4,
            "{value} is not {wanted}"
        );
    };
    assert_eq!(all, 132.0);
    assert!(agreed < all && kinder > 0.0);
    near(&overall["agreement"], agreed / all);
    near(&overall["difference"]["value"], kinder / all);
    near(&overall["weighted_kappa"]["value"], 1.0 - cost / chance);
    // Three canvases are too few for an interval.
    assert_eq!(overall["weighted_kappa"]["low"], Value::Null);
    let table = out(&agree(folder.path(), &[]));
    has(&table, &["points per cell kinder than t."]);
}

#[test]
fn figures_of_enough_canvases_come_with_the_range_that_they_lie_in() {
    let folder = folder();
    let mut more = CANVASES.to_owned();
    for number in 1..5 {
        let rows = CANVASES.lines().skip(1).step_by(number);
        rows.for_each(|row| more.push_str(&format!("c{number}-{row}\n")));
    }
    fs::write(folder.path().join("canvases.csv"), more).expect("as it should be");
    let mut text = String::from("canvas,question,level\n");
    for (number, ((canvas, question), state)) in judged(folder.path()).iter().enumerate() {
        let level = stricter(canvas.len() % 4 + 2)(number, state).expect("as it should be");
        text.push_str(&format!("{canvas},{question},{level}\n"));
    }
    fs::write(folder.path().join("marks.csv"), text).expect("as it should be");
    let found = json(folder.path(), &[]);
    let all = &found["comparisons"][0];
    let overall = &all["figures"][0];
    for estimate in [&overall["weighted_kappa"], &overall["difference"], &all["totals"]["pearson"]]
    {
        let [low, value, high] =
            ["low", "value", "high"].map(|name| estimate[name].as_f64().expect("as it should be"));
        assert!(low <= value && value <= high && low < high, "{estimate}");
    }
}

#[test]
fn where_two_raters_differ_both_marks_stand_with_half_the_weight() {
    let folder = folder();
    mark(folder.path(), &[("strict", &stricter(2)), ("same", &same)]);
    let found = json(folder.path(), &[]);
    let names: Vec<(&str, &str)> = found["comparisons"]
        .as_array()
        .expect("as it should be")
        .iter()
        .map(|one| {
            (
                one["one"].as_str().expect("as it should be"),
                one["other"].as_str().expect("as it should be"),
            )
        })
        .collect();
    let expected = [
        ("tool", "raters"),
        ("tool", "raters-at-one"),
        ("tool", "rater:same"),
        ("tool", "rater:strict"),
        ("rater:same", "rater:strict"),
    ];
    assert_eq!(names, expected);
    let overall = |at: usize| &found["comparisons"][at]["figures"][0];
    // The tool agrees wholly with the one, so with both together it agrees halfway.
    let strict = overall(3)["agreement"].as_f64().expect("as it should be");
    let both = overall(0)["agreement"].as_f64().expect("as it should be");
    assert!((both - f64::midpoint(1.0, strict)).abs() < 1e-4, "{both} {strict}");
    assert_eq!(overall(0)["cells"], 132);
    assert_eq!(overall(1)["agreement"], 1.0);
    assert!(overall(1)["cells"].as_u64().expect("as it should be") < 132);
    assert_eq!(overall(4)["agreement"], overall(3)["agreement"]);
    // It differs from the strict one only, so it stands alone nowhere.
    assert_eq!(found["differing"].as_array().expect("as it should be").len(), 0);
    assert!(found["among_raters"][0]["alpha"].as_f64().expect("as it should be") < 1.0);
}

#[test]
fn cells_where_the_tool_stands_alone_come_with_the_evidence_of_each() {
    let folder = folder();
    let against = |_: usize, state: &str| Some(if state == "answered" { "0" } else { "2" }.into());
    mark(folder.path(), &[("ann", &against), ("bob", &against)]);
    let cells = out(&agree(folder.path(), &["--show", "cells"]));
    has(
        &cells,
        &[
            "Where bmc differs from every rater: 132 cells",
            "cs-1  bakery: bmc ● answered, ann ○ not found, bob ○ not found",
            "“Families in the neighbourhood who buy bread daily”",
            "ann: see ",
            "no evidence found",
        ],
    );
    let dutch = out(&agree(folder.path(), &["--lang", "nl"]));
    has(
        &dutch,
        &["Overeenstemming: 3 canvassen, 132 cellen", "(20 getoond; alle met --show cells)"],
    );
    let csv = out(&agree(folder.path(), &["--show", "cells", "--format", "csv"]));
    assert_eq!(csv.lines().count(), 133);
    assert!(csv.starts_with("canvas,version,question,tool,difference,tool_reason,"), "{csv}");
    has(&csv, &["ann: not-found; bob: not-found"]);
}

#[test]
fn gaps_leave_a_cell_to_the_raters_that_marked_it() {
    let folder = folder();
    let some = |number: usize, state: &str| (!number.is_multiple_of(4)).then(|| state.to_owned());
    mark(folder.path(), &[("a", &same), ("b", &some), ("c", &stricter(5))]);
    let found = json(folder.path(), &[]);
    let rows = found["comparisons"].as_array().expect("as it should be");
    assert_eq!(rows.len(), 2 + 3 + 3);
    assert_eq!(rows[0]["figures"][0]["cells"], 132);
    let with_b = rows.iter().find(|row| row["other"] == "rater:b").expect("as it should be");
    assert_eq!(with_b["figures"][0]["cells"], 99);
    // Half of the questions are enough for a total.
    assert_eq!(with_b["totals"]["canvases"], 3);
    assert!(rows[0]["figures"][0]["alpha"].as_f64().expect("as it should be") > 0.5);
}

#[test]
fn rows_that_cannot_be_used_are_named_and_the_others_still_count() {
    let folder = folder();
    let marks = "canvas;question;rater;level;remark\n\
        bakery;cs-1;t;2;\n\
        Bakery;cs-2;t;1;\n\
        bakery;cs-11;t;2;\n\
        bakery;cs-3;t;good;\n\
        bakery;cs-1;t;0;again\n\
        bakerij;cs-1;t;2;\n\
        bakerij;cs-2;t;2;\n\
        grocer;cs-1;t;;\n";
    fs::write(folder.path().join("marks.csv"), marks).expect("as it should be");
    let output = agree(folder.path(), &["--format", "csv"]);
    assert_eq!(output.status.code(), Some(2));
    let said = err(&output);
    has(
        &said,
        &[
            "error: marks.csv: row 4: there is no question 'cs-11': did you mean 'cs-1'?",
            "error: marks.csv: row 5: the level 'good' is none of 0, 1, 2, N, not-found",
            "error: marks.csv: row 6: this rater has marked this canvas and question in row 2 already",
            "warning: marks.csv: row 7: the canvas 'bakerij' is not among the inputs, so its 2 marks \
             are left out: did you mean 'bakery'?",
            "note: marks.csv: 1 mark without a level: gaps",
            "note: marks.csv: not used: column remark",
        ],
    );
    assert_eq!(said.matches("bakerij").count(), 1);
    let csv = String::from_utf8(output.stdout).expect("as it should be");
    has(&csv, &["\ntool,raters,overall,,2,"]);
}

#[test]
fn a_file_that_holds_no_marks_is_refused_with_what_it_needs() {
    let folder = folder();
    let refused = |marks: &str| {
        fs::write(folder.path().join("marks.csv"), marks).expect("as it should be");
        let output = agree(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty());
        err(&output)
    };
    has(&refused("canvas,rater\nbakery,t\n"), &["lacks the column 'question' and 'level'"]);
    has(&refused("canvas,question,level\nbakery,cs-1,2,3\n"), &["marks.csv: "]);
    has(&refused(""), &["lacks the column 'canvas' and 'question' and 'level'"]);
    has(&refused("canvas,question,level\n"), &["no mark in it"]);
    let mut many = String::from("canvas,question,rater,level\n");
    for rater in 0..30 {
        many.push_str(&format!("bakery,cs-1,r{rater},2\n"));
    }
    has(&refused(&many), &["more than 20 raters"]);
}

#[test]
fn a_teacher_marks_on_a_scale_of_their_own() {
    let folder = folder();
    let words = |_: usize, state: &str| {
        let word = match state {
            "not-found" => "Onvoldoende",
            "partly" => "matig",
            _ => "goed",
        };
        Some(word.to_owned())
    };
    mark(folder.path(), &[("t", &words)]);
    let rubric = "[agree]\nscale = { onvoldoende = 0, matig = \"partly\", goed = 2 }\n";
    fs::write(folder.path().join("rubric.toml"), rubric).expect("as it should be");
    let found = json(folder.path(), &["--rubric", "rubric.toml"]);
    assert_eq!(found["comparisons"][0]["figures"][0]["agreement"], 1.0);
    let output = agree(folder.path(), &[]);
    has(&err(&output), &["the level 'Onvoldoende' is none of 0, 1, 2, N"]);

    let grades = |_: usize, state: &str| {
        let grade = match state {
            "not-found" => "3",
            "partly" => "5.5",
            _ => "8",
        };
        Some(grade.to_owned())
    };
    mark(folder.path(), &[("t", &grades)]);
    let rubric = "leave-out = [\"ch-3\"]\n[agree]\npartly-from = 4\nanswered-from = 6.5\n";
    fs::write(folder.path().join("rubric.toml"), rubric).expect("as it should be");
    let output = agree(folder.path(), &["--rubric", "rubric.toml", "--format", "json"]);
    has(&err(&output), &["3 marks for questions that the rubric leaves out"]);
    let found: Value = serde_json::from_str(&out(&output)).expect("as it should be");
    assert_eq!(found["comparisons"][0]["figures"][0]["agreement"], 1.0);
    assert_eq!(found["cells"], 129);

    for (wrong, said) in [
        ("[agree]\nscale = { good = 3 }\n", "rubric.toml:2: 'good' must be one of 0, 1, 2, N"),
        ("[agree]\n", "[agree] needs 'scale', or 'partly-from' and 'answered-from'"),
        ("[agree]\npartly-from = 7\nanswered-from = 6\n", "is not below 'answered-from'"),
        ("[agree]\npartly-from = 7\n", "needs both"),
    ] {
        fs::write(folder.path().join("rubric.toml"), wrong).expect("as it should be");
        has(&err(&agree(folder.path(), &["--rubric", "rubric.toml"])), &[said]);
    }
}

#[test]
fn a_part_of_the_canvases_can_be_reported() {
    let folder = folder();
    mark(folder.path(), &[("t", &stricter(2))]);
    fs::write(folder.path().join("part.txt"), "bakery\ntailor\nunheard\n")
        .expect("as it should be");
    let output = agree(folder.path(), &["--only", "part.txt", "--format", "json"]);
    has(&err(&output), &["has no marks for unheard"]);
    let found: Value = serde_json::from_str(&out(&output)).expect("as it should be");
    assert_eq!(found["canvases"], 2);
    assert_eq!(found["cells"], 88);
}

#[test]
fn several_versions_of_a_canvas_need_the_version_with_the_mark() {
    let folder = folder();
    let canvases = "canvas,version,language,block,text\n\
        kiosk,1,en,customer segments,Everyone\n\
        kiosk,2,en,customer segments,Commuters who buy coffee each morning\n";
    fs::write(folder.path().join("canvases.csv"), canvases).expect("as it should be");
    let marks = "canvas,question,level\nkiosk,cs-1,2\n";
    fs::write(folder.path().join("marks.csv"), marks).expect("as it should be");
    let output = agree(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    has(&err(&output), &["several canvases 'kiosk' (versions 1, 2)", "add a column 'version'"]);
    let marks = "canvas,version,question,level\nkiosk,v2,cs-1,2\nkiosk,1,cs-1,2\n";
    fs::write(folder.path().join("marks.csv"), marks).expect("as it should be");
    let found = json(folder.path(), &[]);
    assert_eq!(found["canvases"], 2);
    assert_eq!(found["comparisons"][0]["figures"][0]["agreement"], 0.5);
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_do_not_change_a_byte() {
    let folder = folder();
    mark(folder.path(), &[("a", &stricter(3)), ("b", &stricter(4))]);
    let once = out(&agree(folder.path(), &["--show", "figures"]));
    let marks = fs::read_to_string(folder.path().join("marks.csv")).expect("as it should be");
    let (header, rows) = marks.split_once('\n').expect("as it should be");
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let turned = format!("{header}\n{}\n", rows.join("\n"));
    fs::write(folder.path().join("marks.csv"), turned).expect("as it should be");
    assert_eq!(once, out(&agree(folder.path(), &["--show", "figures", "--threads", "1"])));
}

#[test]
fn markdown_holds_tables_by_block_and_by_question_and_makes_names_harmless() {
    let folder = folder();
    mark(folder.path(), &[("<b>|x", &same), ("=1+1", &stricter(2))]);
    let markdown = out(&agree(folder.path(), &["--format", "markdown"]));
    has(
        &markdown,
        &[
            "| block | cells | agree | κ | κw | 95 % | α | difference | κw of the raters |\n| --- | --: |",
            "| Customer segments | 12 | ",
            "| cs-1 | ",
            "\\<b\\>\\|x",
            "bootstrap over canvases, 2000 resamples",
        ],
    );
    assert!(!markdown.contains("<b>"));
    let nested = "canvas,question,rater,level\nbakery,cs-1,\"x\u{1b}[31m\",2\n";
    fs::write(folder.path().join("marks.csv"), nested).expect("as it should be");
    assert!(!out(&agree(folder.path(), &[])).contains('\u{1b}'));
}

#[test]
fn invented_canvases_of_all_kinds_are_judged_about_as_they_were_marked() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/invented");
    let command =
        ["agree", "marks.csv", "canvases.ndjson", "--show", "figures", "--format", "json"];
    let all: Value = serde_json::from_str(&out(&bmc(&data, &command))).expect("it is JSON");
    assert_eq!((all["canvases"].as_u64(), all["cells"].as_u64()), (Some(806), Some(806 * 44)));
    let own = &all["comparisons"][0];
    let figure = |value: &Value| value["value"].as_f64().expect("a figure");
    let overall = &own["figures"][0];
    // 0.76, 0.52 and -0.02 when last looked at; a change that costs more than a little shows.
    assert!(figure(&overall["weighted_kappa"]) > 0.74, "{overall}");
    assert!(figure(&own["mean_of_questions"]) > 0.49, "{own}");
    assert!(figure(&overall["difference"]).abs() < 0.05, "{overall}");
}

#[test]
fn published_marks_are_whole_and_name_their_sources() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/published");
    let marks = fs::read_to_string(data.join("marks.csv")).expect("as it should be");
    let sources = fs::read_to_string(data.join("sources.csv")).expect("as it should be");
    let names: Vec<&str> =
        sources.lines().skip(1).filter_map(|row| row.split(',').next()).collect();
    assert_eq!(names.len(), 72);
    // The texts are their authors', so canvases of these names stand in for them: what the two
    // readers' marks say of each other does not depend on the texts.
    let folder = tempfile::tempdir().expect("as it should be");
    let rows = names.iter().map(|name| format!("{name},en,channels,Market stall\n"));
    let canvases = format!("canvas,language,block,text\n{}", rows.collect::<String>());
    fs::write(folder.path().join("canvases.csv"), canvases).expect("as it should be");
    fs::write(folder.path().join("marks.csv"), marks).expect("as it should be");
    let command = ["agree", "marks.csv", "canvases.csv", "--show", "figures", "--format", "json"];
    let all: Value = serde_json::from_str(&out(&bmc(folder.path(), &command))).expect("it is JSON");
    assert_eq!((all["canvases"].as_u64(), all["cells"].as_u64()), (Some(72), Some(72 * 44)));
    let comparisons = all["comparisons"].as_array().expect("a list");
    let readers =
        comparisons.iter().find(|one| one["one"] == "rater:a" && one["other"] == "rater:b");
    let readers = readers.expect("the readers with each other");
    assert_eq!(readers["figures"][0]["cells"].as_u64(), Some(72 * 44), "both marked every cell");
    let kappa = readers["figures"][0]["weighted_kappa"]["value"].as_f64().expect("a figure");
    assert!((kappa - 0.935).abs() < 0.005, "the README beside the marks says 0.93: {kappa}");
}
