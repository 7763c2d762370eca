//! How long the tool takes over files that mean harm, and how much memory: each as a whole process,
//! `bmc score FILE`.
//!
//! `cargo bench --bench hostile` makes the files in a temporary folder and prints a row for each;
//! `cargo bench --bench hostile -- xlsx` only those with `xlsx` in their name. Limits are a second
//! and 200 MB; rows beyond them are marked, nothing is asserted. Memory is the `VmHWM` of the
//! process, looked at every millisecond while it runs (Linux only; elsewhere 0).

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;

const SECOND: f64 = 1.0;
const MOST_MB: f64 = 200.0;
const MB: usize = 1024 * 1024;

fn main() {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("{:<34} {:>9} {:>8} {:>8}  what it says", "file", "kB", "s", "MB");
    let mut beyond = 0;
    for (name, make) in files() {
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        let path = folder.path().join(name);
        let mut out = BufWriter::new(File::create(&path).expect("a file to write to"));
        make(&mut out);
        out.flush().expect("the file is written");
        drop(out);
        let size = std::fs::metadata(&path).expect("the file").len() / 1024;
        let (took, memory, said) = run(&path);
        let over = took > SECOND || memory > MOST_MB;
        beyond += usize::from(over);
        let mark = if over { " BEYOND" } else { "" };
        println!("{name:<34} {size:>9} {took:>8.3} {memory:>8.0}{mark}  {said}");
        std::fs::remove_file(&path).expect("the file can go");
    }
    println!("{beyond} beyond {SECOND} s or {MOST_MB} MB");
}

/// Scores a file in a process of its own: seconds, peak megabytes, and the first thing it says.
fn run(path: &Path) -> (f64, f64, String) {
    let said = path.with_extension("said");
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bmc"))
        .arg("score")
        .arg(path)
        .stdout(Stdio::null())
        .stderr(File::create(&said).expect("a file to write to"))
        .spawn()
        .expect("the program to start");
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut memory: f64 = 0.0;
    let code = loop {
        memory = memory.max(peak(&status));
        match child.try_wait().expect("the program to end") {
            Some(status) => break status.code(),
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    let took = start.elapsed().as_secs_f64();
    let text = std::fs::read_to_string(&said).unwrap_or_default();
    let first = text.lines().next().unwrap_or("nothing").replace(&path.display().to_string(), "…");
    let first: String = first.chars().take(110).collect();
    let code = code.map_or("killed".to_owned(), |code| code.to_string());
    (took, memory, format!("[{code}] {first}"))
}

fn peak(status: &Path) -> f64 {
    let text = std::fs::read_to_string(status).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    let kilobytes = line.split_whitespace().next().and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}

type Out = BufWriter<File>;
type Make = Box<dyn Fn(&mut Out)>;

fn text(parts: impl Fn(&mut Out) -> std::io::Result<()> + 'static) -> Make {
    Box::new(move |out| parts(out).expect("the file is written"))
}

/// The same bytes again and again.
fn repeat(out: &mut impl Write, bytes: &str, times: usize) -> std::io::Result<()> {
    let chunk = bytes.repeat((64 * 1024 / bytes.len()).clamp(1, times.max(1)));
    let whole = times * bytes.len() / chunk.len();
    for _ in 0..whole {
        out.write_all(chunk.as_bytes())?;
    }
    let left = times * bytes.len() - whole * chunk.len();
    out.write_all(&chunk.as_bytes()[..left])
}

fn around(before: &'static str, bytes: &'static str, times: usize, after: &'static str) -> Make {
    text(move |out| {
        out.write_all(before.as_bytes())?;
        repeat(out, bytes, times)?;
        out.write_all(after.as_bytes())
    })
}

const LAUGHS: &str = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">\
    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\">\
    <!ENTITY g SYSTEM \"file:///etc/passwd\">]>";

fn files() -> Vec<(&'static str, Make)> {
    let mut all = texts();
    all.extend(books());
    all
}

fn texts() -> Vec<(&'static str, Make)> {
    let csv = "canvas,block,text\nshop,channels,Web\nshop,channels,\"";
    let json = "{\"canvas\": \"x\", \"blocks\": {\"channels\": [\"";
    vec![
        ("cell.csv", around(csv, "very long ", 5 * MB, "\"\n")),
        ("unclosed.csv", around(csv, "a,b\n", 4 * MB, "")),
        ("columns.csv", around("canvas,block,text", ",x", 2 * MB, "\nshop,channels,Web\n")),
        ("rows.csv", around("canvas,block,text\n", "\n", 20 * MB, "")),
        ("paths.csv", around("canvas,block,text\n", "../../etc/passwd,channels,Web\n", 1_000, "")),
        ("deep.json", around("", "[", 10 * MB, "")),
        ("deep-objects.json", around("", "{\"a\":", 4 * MB, "")),
        ("string.json", around(json, "very long ", 5 * MB, "\"]}}")),
        ("entries.json", around(json, "a\",\"", 5 * MB, "a\"]}}")),
        (
            "keys.json",
            text(|out| {
                write!(out, "{{\"canvas\": \"x\"")?;
                (0..1_000_000).try_for_each(|n| write!(out, ",\"k{n}\":[]"))?;
                write!(out, "}}")
            }),
        ),
        ("lines.ndjson", around("", "{}\n", 5 * MB, "")),
        (
            "list.md",
            text(|out| {
                writeln!(out, "## Channels")?;
                (0..3_000).try_for_each(|depth| writeln!(out, "{}- x", " ".repeat(depth * 2)))?;
                writeln!(out, "## Costs\n- y")
            }),
        ),
        ("quotes.md", around("## Channels\n", ">", 10 * MB, " x\n## Costs\ny\n")),
        ("line.md", around("## Channels\n- ", "very long ", 5 * MB, "\n## Costs\n- y\n")),
        ("line-15-mb.md", around("## Channels\n- ", "very long ", 3 * MB / 2, "\n## Costs\n- y\n")),
        ("brackets.md", around("## Channels\n- ", "[", 10 * MB, "\n## Costs\n- y\n")),
        ("stars.md", around("## Channels\n- ", "**a", 3 * MB, "\n## Costs\n- y\n")),
        ("headings.md", around("", "# Channels\n", MB, "")),
        ("bars.md", around("## Channels\n|", "a|", 5 * MB, "\n")),
        ("comments.md", around("## Channels\n", "<!--", 3 * MB, "\n")),
        ("unclosed.html", around("<h2>Channels</h2>", "<div>", MB, "x<h2>Costs</h2>y")),
        ("tables.html", around("<h2>Channels</h2>", "<table><tr><td>", MB, "x")),
        ("lists.html", around("<h2>Channels</h2>", "<ul><li>", MB, "x<h2>Costs</h2>y")),
        (
            "spans.html",
            around("<h2>Channels</h2><table>", "<tr><td rowspan=9999 colspan=9999>x", MB / 4, ""),
        ),
        ("text.html", around("<h2>Channels</h2><p>", "very long ", 5 * MB, "<h2>Costs</h2>y")),
        ("attribute.html", around("<h2>Channels</h2><p title=\"", "very long ", MB, "")),
        (
            "laughs.html",
            text(|out| {
                write!(out, "{LAUGHS}<h2>Channels</h2><p>&f;&g;</p><h2>Costs</h2><p>rent</p>")
            }),
        ),
        (
            "laughs.bmml",
            text(|out| write!(out, "<?xml version=\"1.0\"?>{LAUGHS}<bmml><x>&f;&g;</x></bmml>")),
        ),
        ("deep.xml", around("<?xml version=\"1.0\"?>", "<a>", 4 * MB, "")),
        (
            "aliases.bmml",
            text(|out| {
                writeln!(
                    out,
                    "meta: {{}}\nversion: 1\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"
                )?;
                (1..30).try_for_each(|n| {
                    let before = vec![format!("*a{}", n - 1); 9].join(", ");
                    writeln!(out, "a{n}: &a{n} [{before}]")
                })
            }),
        ),
        ("deep.bmml", around("a: ", "[", 10 * MB, "")),
        (
            "indent.bmml",
            text(|out| (0..5_000).try_for_each(|depth| writeln!(out, "{}a:", " ".repeat(depth)))),
        ),
        ("scalar.bmml", around("version: 1\nmeta: {name: \"", "very long ", 5 * MB, "\"}\n")),
        ("footer.parquet", around("PAR1", "x", MB, "\u{7f}\u{7f}\u{7f}\u{7f}PAR1")),
        ("zeros.bin", around("", "\0", 300 * MB, "")),
    ]
}

/// Parts of a workbook around a sheet that is written by `sheet`.
fn workbook(
    sheet: impl Fn(&mut dyn Write) -> std::io::Result<()> + 'static,
    more: impl Fn(&mut zip::ZipWriter<&mut Out>) -> std::io::Result<()> + 'static,
) -> Make {
    text(move |out| {
        let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
        let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r0" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
        let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
        let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
        let mut zip = zip::ZipWriter::new(out);
        for (name, content) in [
            ("[Content_Types].xml", types),
            ("_rels/.rels", root),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", rels),
        ] {
            part(&mut zip, name, |out| out.write_all(content.as_bytes()))?;
        }
        part(&mut zip, "xl/worksheets/sheet1.xml", |out| {
            write!(
                out,
                r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#
            )?;
            sheet(out)?;
            write!(out, "</worksheet>")
        })?;
        more(&mut zip)?;
        zip.finish()?;
        Ok(())
    })
}

fn part(
    zip: &mut zip::ZipWriter<&mut Out>,
    name: &str,
    write: impl Fn(&mut dyn Write) -> std::io::Result<()>,
) -> std::io::Result<()> {
    zip.start_file(name, SimpleFileOptions::default().large_file(true))?;
    write(zip)
}

/// A sheet with a canvas of one entry, and more rows.
fn canvas(out: &mut dyn Write, more: &str) -> std::io::Result<()> {
    write!(out, "<sheetData>")?;
    for (row, texts) in [(1, ["canvas", "block", "text"]), (2, ["shop", "channels", "Web"])] {
        write!(out, "<row r=\"{row}\">")?;
        for (column, text) in ["A", "B", "C"].into_iter().zip(texts) {
            write!(out, "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")?;
        }
        write!(out, "</row>")?;
    }
    write!(out, "{more}</sheetData>")
}

fn books() -> Vec<(&'static str, Make)> {
    let one = |mut out: &mut dyn Write| canvas(&mut out, "");
    let far = r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>"#;
    vec![
        (
            "bomb.xlsx",
            workbook(one, |zip| {
                part(zip, "xl/media/x.bin", |mut out| repeat(&mut out, " ", 1024 * MB))
            }),
        ),
        (
            "bomb-of-parts.xlsx",
            workbook(one, |zip| {
                (0..60_000).try_for_each(|n| part(zip, &format!("xl/media/{n}.bin"), |_| Ok(())))
            }),
        ),
        (
            "gigabyte.xlsx",
            workbook(
                |mut out| {
                    write!(out, "<sheetData>")?;
                    repeat(&mut out, "<row></row><row><c></c></row>", 1024 * MB / 29)?;
                    write!(out, "</sheetData>")
                },
                |_| Ok(()),
            ),
        ),
        (
            "rows-20-mb.xlsx",
            workbook(
                |mut out| {
                    write!(out, "<sheetData>")?;
                    repeat(&mut out, "<row><c><v>1</v></c></row>", 20 * MB / 26)?;
                    write!(out, "</sheetData>")
                },
                |_| Ok(()),
            ),
        ),
        (
            "dimension.xlsx",
            workbook(
                |out| {
                    write!(out, "<dimension ref=\"A1:XFD1048576\"/>")?;
                    canvas(out, "")
                },
                |_| Ok(()),
            ),
        ),
        ("far.xlsx", workbook(move |out| canvas(out, far), |_| Ok(()))),
        (
            "merged.xlsx",
            workbook(
                |out| {
                    canvas(out, "")?;
                    write!(out, "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")
                },
                |_| Ok(()),
            ),
        ),
        (
            "cell-50-mb.xlsx",
            workbook(
                |mut out| {
                    write!(out, "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>")?;
                    repeat(&mut out, "very long ", 5 * MB)?;
                    write!(out, "</t></is></c></row></sheetData>")
                },
                |_| Ok(()),
            ),
        ),
        (
            "cell-20-mb.xlsx",
            workbook(
                |mut out| {
                    write!(out, "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>")?;
                    repeat(&mut out, "very long ", 2 * MB)?;
                    write!(out, "</t></is></c></row></sheetData>")
                },
                |_| Ok(()),
            ),
        ),
        (
            "macro.xlsm",
            workbook(one, |zip| {
                part(zip, "xl/vbaProject.bin", |out| out.write_all(b"\xd0\xcf\x11\xe0"))
            }),
        ),
        (
            "strings.xlsx",
            workbook(one, |zip| {
                part(zip, "xl/sharedStrings.xml", |out| {
                    write!(
                        out,
                        "{LAUGHS}<sst count=\"4000000000\" uniqueCount=\"4000000000\"><si><t>&f;&g;</t></si></sst>"
                    )
                })
            }),
        ),
        (
            "many-strings.xlsx",
            workbook(one, |zip| {
                part(zip, "xl/sharedStrings.xml", |mut out| {
                    write!(out, "<sst>")?;
                    repeat(&mut out, "<si><t/></si>", 20 * MB / 13)?;
                    write!(out, "</sst>")
                })
            }),
        ),
        (
            "repeated.ods",
            text(|out| {
                let mut zip = zip::ZipWriter::new(out);
                part(&mut zip, "mimetype", |out| write!(out, "x"))?;
                part(&mut zip, "content.xml", |out| {
                    write!(
                        out,
                        "{LAUGHS}<table:table table:name=\"T\"><table:table-row table:number-rows-repeated=\"1048576\">\
                    <table:table-cell table:number-columns-repeated=\"16384\"><text:p>x&f;&g;</text:p></table:table-cell>\
                    </table:table-row></table:table>"
                    )
                })?;
                zip.finish()?;
                Ok(())
            }),
        ),
    ]
}
