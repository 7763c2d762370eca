//! `bmc plot` and `bmc report` as their users call them.

use std::path::Path;
use std::process::{Command, Output};

use resvg::usvg::roxmltree::Document;

fn bmc(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bmc"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the program to start")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const EXAMPLE: &str = "data/examples/portfolio.csv";
const VERSIONS: &str = "data/examples/versions";

#[test]
fn every_chart_of_scores_comes_out_as_svg_with_a_title_and_words() {
    for (chart, input) in [
        ("heatmap", EXAMPLE),
        ("canvas", EXAMPLE),
        ("radar", EXAMPLE),
        ("profile", EXAMPLE),
        ("distribution", EXAMPLE),
        ("map", EXAMPLE),
        ("likeness", EXAMPLE),
        ("balance", EXAMPLE),
        ("mix", EXAMPLE),
        ("waterfall", EXAMPLE),
        ("break-even", EXAMPLE),
        ("slope", VERSIONS),
        ("history", VERSIONS),
    ] {
        for language in ["en", "nl"] {
            let output = bmc(&["plot", chart, input, "--lang", language]);
            assert!(output.status.success(), "{chart}: {}", said(&output));
            let svg = String::from_utf8(output.stdout).expect("UTF-8");
            let document = Document::parse(&svg).expect("well-formed XML");
            let root = document.root_element();
            assert_eq!(root.attribute("role"), Some("img"), "{chart}");
            assert!(root.children().any(|node| node.has_tag_name("title")), "{chart}");
            assert!(svg.contains("<text "), "{chart}: text stays text");
        }
    }
}

#[test]
fn a_chart_says_what_it_leaves_out() {
    let output = bmc(&["plot", "radar", EXAMPLE]);
    let svg = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(svg.contains("6 of 12 canvases, highest score first; 6 left out"));
    let output = bmc(&["plot", "canvas", EXAMPLE]);
    assert!(said(&output).contains("11 more left out"), "{}", said(&output));
}

#[test]
fn the_same_input_gives_the_same_picture_whatever_the_order_of_its_rows() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE))
        .expect("the example");
    let (head, body) = text.split_once('\n').expect("a header");
    // Whole canvases change places; the rows of one stay in order.
    let mut canvases: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in body.lines() {
        let id = line.split(',').next().unwrap_or_default();
        match canvases.last_mut().filter(|(known, _)| *known == id) {
            Some((_, lines)) => lines.push(line),
            None => canvases.push((id, vec![line])),
        }
    }
    canvases.reverse();
    let lines: Vec<&str> = canvases.into_iter().flat_map(|(_, lines)| lines).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let turned = folder.path().join("turned.csv");
    std::fs::write(&turned, format!("{head}\n{}\n", lines.join("\n"))).expect("a file");
    let turned = turned.to_string_lossy().into_owned();
    for chart in ["heatmap", "map", "profile"] {
        let one = bmc(&["plot", chart, EXAMPLE, "--threads", "1"]).stdout;
        let other = bmc(&["plot", chart, &turned, "--threads", "4"]).stdout;
        assert!(one == other, "{chart} differs");
    }
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("chart.svg").to_string_lossy().into_owned();
    assert!(bmc(&["plot", "heatmap", EXAMPLE, "-o", &file]).status.success());
    for (arguments, wanted) in [
        (vec!["plot", "heatmap", EXAMPLE, "-o", &file], "--force"),
        (vec!["plot", "heatmap", EXAMPLE, "-o", "chart.gif"], "end the name in .svg, .png"),
        (vec!["plot", "canvas", EXAMPLE, "--canvas", "bakkerij-kruin"], "bakkerij-kruim"),
        (vec!["plot", "map", EXAMPLE, "--x", "beauty"], "completeness"),
        (vec!["plot", "slope", EXAMPLE], "two versions"),
        (vec!["plot", "heatmap", EXAMPLE, "--format", "png", "--scale", "1000"], "smaller scale"),
    ] {
        let output = bmc(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(wanted), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn a_png_is_a_png_of_twice_the_size() {
    let output = bmc(&["plot", "distribution", EXAMPLE, "--format", "png"]);
    assert!(output.status.success(), "{}", said(&output));
    let picture = resvg::tiny_skia::Pixmap::decode_png(&output.stdout).expect("a PNG");
    assert_eq!(picture.width(), 1520);
}

const HOSTILE: &str = "canvas,title,author,block,group,text\n\
    \"<script>alert(1)</script>\",\"\"\"><img src=x onerror=alert(2)>\",\u{202e}evil\u{1b}[31m,customer_segments,\
    </style><svg onload=alert(3)>,\"| [x](javascript:alert(4)) `<b>` & customers pay € 5\"\n";

#[test]
fn hostile_text_stays_text_in_reports_and_charts() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("hostile.csv");
    std::fs::write(&input, HOSTILE).expect("a file");
    let input = input.to_string_lossy().into_owned();
    let run = |arguments: &[&str]| {
        let output = bmc(arguments);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let harmless = |text: &str| !text.contains(['\u{202e}', '\u{1b}', '\u{0}']);
    let html = run(&["report", &input, "--lang", "en"]);
    assert_eq!(html.matches("<script").count(), 1, "the page's own");
    assert_eq!(html.matches("</style").count(), 1);
    for tag in ["<img", "<svg onload", "<b>`", "<a href=\"javascript"] {
        assert!(!html.contains(tag), "{tag}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && harmless(&html));
    let markdown = run(&["report", &input, "--format", "markdown", "--lang", "en"]);
    // What is left when everything that is escaped is taken away.
    let bare = markdown.replace("\\<", "").replace("\\[", "").replace("\\`", "");
    for sign in ["<", "[x", "`"] {
        assert!(!bare.contains(sign), "{sign}");
    }
    assert!(harmless(&markdown));
    for chart in ["heatmap", "canvas", "radar", "profile", "map"] {
        let svg = run(&["plot", chart, &input]);
        assert!(Document::parse(&svg).is_ok() && harmless(&svg), "{chart}");
        assert!(!svg.contains("<script") && !svg.contains("<img"), "{chart}");
    }
}
