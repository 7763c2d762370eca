//! Files that mean harm, or are broken: a clear error or a canvas, never a panic or a hang.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use bmc::catalogue::Catalogue;
use bmc::read::{Input, read};
use zip::write::SimpleFileOptions;

/// The catalogue, loaded once for all tests.
fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::builtin().expect("as it should be"))
}

/// What is said of a file, and how many entries were read. How long it takes is measured by
/// `cargo bench --bench hostile`; a reader that hangs runs into the limit here.
fn said(name: &str, bytes: impl Into<Vec<u8>>) -> (String, usize) {
    let catalogue = catalogue();
    let bytes = bytes.into();
    let start = Instant::now();
    let outcome = read(vec![Input::bytes(name, bytes)], catalogue).expect("as it should be");
    let took = start.elapsed();
    assert!(took < Duration::from_secs(120), "{name} hangs: {took:?}");
    let notes = outcome.notes.iter().map(|note| format!("{note}\n")).collect();
    (notes, outcome.portfolio.entry_count())
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("as it should be");
        zip.write_all(content).expect("as it should be");
    }
    zip.finish().expect("as it should be").into_inner()
}

/// A workbook with this sheet.
fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    zipped(&parts)
}

fn cell(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A row of a workbook with a canvas.
fn canvas_rows() -> String {
    let row = |number: u32, texts: [&str; 3]| {
        let cells: String = ["A", "B", "C"]
            .iter()
            .zip(texts)
            .map(|(column, text)| cell(&format!("{column}{number}"), text))
            .collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    row(1, ["canvas", "block", "text"]) + &row(2, ["shop", "channels", "Web"])
}

#[test]
fn a_zip_bomb_is_refused_before_it_unpacks() {
    let zeros = vec![b' '; 100 * 1024 * 1024];
    let bomb = workbook("", &[("xl/media/x.bin", &zeros)]);
    assert!(bomb.len() < 400_000);
    let (notes, count) = said("bomb.xlsx", bomb);
    assert!(notes.contains("unpacks to more than 24 MB"), "{notes}");
    assert_eq!(count, 0);
}

#[test]
fn a_cell_far_away_takes_no_memory_and_is_said() {
    let far = format!("{}<row r=\"200001\">{}</row>", canvas_rows(), cell("ZZ200001", "x"));
    let (notes, count) = said("far.xlsx", workbook(&far, &[]));
    assert_eq!(count, 1, "{notes}");
    assert!(notes.contains("far outside"), "{notes}");
}

#[test]
fn a_sheet_that_is_almost_empty_takes_no_memory() {
    let column = |number: u32| {
        let letter = |at: u32| char::from(b'A' + u8::try_from(at % 26).expect("as it should be"));
        [letter(number / 26), letter(number)].iter().collect::<String>()
    };
    let row = |at: u32| {
        let number = at * 20 + 1;
        format!("<row r=\"{number}\">{}</row>", cell(&format!("{}{number}", column(at % 600)), "x"))
    };
    let rows: String = (0..5_000).map(row).collect();
    let (notes, count) = said("sparse.xlsx", workbook(&rows, &[]));
    assert!(notes.contains("mostly empty"), "{notes}");
    assert_eq!(count, 0);
}

#[test]
fn a_count_of_texts_that_cannot_be_is_refused() {
    let strings = br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="99999999999"><si><t>a</t></si></sst>"#;
    let (notes, count) = said("count.xlsx", workbook("", &[("xl/sharedStrings.xml", strings)]));
    assert!(notes.contains("promises more texts"), "{notes}");
    assert_eq!(count, 0);
}

#[test]
fn entities_of_a_documents_own_are_not_expanded() {
    let strings = br#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY l "lol">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&e;&l;</t></si></sst>"#;
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let (notes, _) = said("xxe.xlsx", workbook(rows, &[("xl/sharedStrings.xml", strings)]));
    assert!(!notes.contains("root:"), "{notes}");
    let page = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'><!ENTITY a '&b;&b;'>]>\
                <h2>Channels</h2><p>&e;&a;</p><h2>Costs</h2><p>rent</p>";
    let (notes, count) = said("xxe.html", page);
    assert!(!notes.contains("root:"));
    assert_eq!(count, 2, "{notes}");
    let content = format!(
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><office:document><table:table table:name=\"T\">{}</table:table></office:document>",
        ["canvas,block,text", "shop,channels,&e;"]
            .map(|row| {
                let cells = row.split(',').map(|text| {
                    format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")
                });
                format!("<table:table-row>{}</table:table-row>", cells.collect::<String>())
            })
            .concat()
    );
    let ods = zipped(&[("mimetype", b"x"), ("content.xml", content.as_bytes())]);
    let (notes, count) = said("xxe.ods", ods);
    assert!(!notes.contains("root:"));
    assert_eq!(count, 1, "{notes}");
}

#[test]
fn repeated_cells_and_rows_of_opendocument_do_not_multiply() {
    let content = "<table:table table:name=\"T\">\
        <table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell>\
        </table:table-row></table:table>";
    let ods = zipped(&[("mimetype", b"x"), ("content.xml", content.as_bytes())]);
    let (notes, count) = said("big.ods", ods);
    assert_eq!(count, 0, "{notes}");
}

#[test]
fn macros_are_not_read_and_it_is_said() {
    let book = workbook(&canvas_rows(), &[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")]);
    let (notes, count) = said("macro.xlsm", book);
    assert!(notes.contains("has macros"), "{notes}");
    assert_eq!(count, 1);
}

#[test]
fn other_office_files_are_named() {
    let word = zipped(&[("word/document.xml", b"<x/>")]);
    assert!(said("x.docx", word).0.contains("a Word document"));
    assert!(said("x.zip", zipped(&[("a", b"b")])).0.contains("a zip archive"));
    assert!(
        said("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()).0.contains("an old Office")
    );
    let mut cut = workbook(&canvas_rows(), &[]);
    cut.truncate(cut.len() / 2);
    assert!(said("cut.xlsx", cut).0.contains("damaged"));
    assert!(said("x.parquet", b"PAR1 and no more".to_vec()).0.contains("no readable Parquet"));
}

#[test]
fn deep_nesting_is_refused_or_flattened() {
    let (notes, _) = said("deep.json", "[".repeat(100_000));
    assert!(notes.contains("nested"), "{notes}");
    let (notes, _) = said("deep.bmml", "a: ".to_owned() + &"[".repeat(100_000));
    assert!(notes.contains("nested") || notes.contains("YAML"), "{notes}");
    let html = format!("<h2>Channels</h2>{}x<h2>Costs</h2>y", "<div><ul><li>".repeat(100_000));
    assert_eq!(said("deep.html", html).1, 2);
    let tables = format!("<h2>Channels</h2>{}x<h2>Costs</h2>y", "<table><tr><td>".repeat(50_000));
    let _ = said("tables.html", tables);
    let list: String = (0..400).map(|depth| format!("{}- x\n", " ".repeat(depth * 2))).collect();
    let (_, count) = said("deep.md", format!("## Channels\n{list}## Costs\n- y\n"));
    assert_eq!(count, 2);
    let quotes = format!("## Channels\n{} x\n## Costs\ny\n", ">".repeat(200_000));
    assert_eq!(said("quotes.md", quotes).1, 2);
}

#[test]
fn more_of_anything_than_canvases_hold_is_refused() {
    let entries = format!("{{\"blocks\": {{\"channels\": [{}\"a\"]}}}}", "\"a\",".repeat(30_000));
    let (notes, count) = said("entries.json", entries);
    assert!(notes.contains("a list holds more than 20000 values"), "{notes}");
    assert!(!notes.contains("no valid JSON"), "{notes}");
    assert_eq!(count, 0);
    let keys: String = (0..30_000).map(|key| format!("\"k{key}\": 1,")).collect();
    let (notes, _) = said("keys.json", format!("{{{keys} \"channels\": [\"a\"]}}"));
    assert!(notes.contains("an object has more than 20000 keys"), "{notes}");
    let (notes, _) = said("empty.ndjson", "{}\n".repeat(30_000));
    assert!(notes.contains("more than 1000 of its canvases are empty or broken"), "{notes}");
    let columns = format!("canvas,block,text{}\nshop,channels,Web\n", ",x".repeat(30_000));
    let (notes, _) = said("columns.csv", columns);
    assert!(notes.contains("more than 2000 columns"), "{notes}");
    let rows = format!("canvas,block,text\n{}shop,channels,Web\n", "\n".repeat(30_000));
    assert_eq!(said("rows.csv", rows).1, 1);
}

#[test]
fn a_portfolio_may_hold_any_number_of_canvases() {
    let one = "{\"canvas\": \"a\", \"channels\": [\"shop\"]}";
    let all: Vec<String> = (0..25_000).map(|n| one.replace("\"a\"", &format!("\"{n}\""))).collect();
    let (notes, count) = said("many.json", format!("{{\"canvases\": [{}]}}", all.join(",")));
    assert_eq!(count, 25_000, "{notes}");
}

#[test]
fn yaml_aliases_that_explode_are_refused() {
    let mut bomb =
        "meta: {}\nversion: 1\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..20 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    let (notes, count) = said("bomb.bmml", bomb);
    assert!(notes.contains("blow this up"), "{notes}");
    assert_eq!(count, 0);
}

#[test]
fn marks_that_never_close_take_no_time() {
    for mark in [
        "[",
        "`",
        "*",
        "<",
        "![",
        "**a",
        "<!--",
        "&",
        "_a_",
        "[[",
        "|",
        "~~",
        "\\",
        "<b",
        "<a href=\"",
    ] {
        let text = format!("## Channels\n- {}\n## Costs\n- rent\n", mark.repeat(20_000));
        let _ = said("marks.md", text);
        let text = format!("<h2>Channels</h2><p>{}</p><h2>Costs</h2>x", mark.repeat(20_000));
        let _ = said("marks.html", text);
    }
    let lines = "|a|\n".repeat(20_000);
    let _ = said("table.md", format!("## Channels\n{lines}"));
    let lines = "```\nx\n".repeat(10_001);
    let _ = said("fences.md", format!("## Channels\n{lines}"));
    let lines = "<table>\n".repeat(20_000);
    let _ = said("tables.md", format!("## Channels\n{lines}"));
}

#[test]
fn documents_without_end_are_refused() {
    let (notes, count) = said("long.md", format!("## Channels\n{}", "- a\n".repeat(300_000)));
    assert!(notes.contains("more than 100000 lines"), "{notes}");
    assert_eq!(count, 0);
    let (notes, _) = said("long.html", format!("<h2>Channels</h2>{}", "<p>a".repeat(300_000)));
    assert!(notes.contains("more than 100000 lines"), "{notes}");
    let (notes, _) = said("large.md", " ".repeat(17 * 1024 * 1024) + "x");
    assert!(notes.contains("is no canvas"), "{notes}");
}

#[test]
fn names_of_canvases_that_are_paths_stay_names() {
    let text = "canvas,block,text\n../../etc/passwd,channels,Web\n\"C:\\con\",channels,Web\n";
    let catalogue = catalogue();
    let outcome =
        read(vec![Input::bytes("x.csv", text.into())], catalogue).expect("as it should be");
    let options =
        bmc::write::WriteOptions { language: bmc::canvas::Language::En, formula_guard: true };
    let format = bmc::write::WriteFormat::Markdown;
    let written =
        bmc::write::write(&outcome.portfolio, catalogue, format, options).expect("as it should be");
    for (name, _) in written.files {
        assert!(!name.contains(['/', '\\', ':']) && !name.starts_with('.'), "{name}");
    }
}

#[test]
fn control_characters_in_a_file_are_shown_and_not_run() {
    let (notes, _) = said("x\u{1b}[31m.md", "## Channels\n- a\n## Costs\n- b\n## \u{1b}[2J\n- c\n");
    assert!(!notes.contains('\u{1b}'), "{notes}");
    assert!(notes.contains("\\u{1b}"), "{notes}");
}
