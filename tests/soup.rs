//! Whatever a file holds, reading it ends without a panic, twice with the same result, and what was
//! read can be written in every format.

use bmc::canvas::Language;
use bmc::catalogue::Catalogue;
use bmc::read::{Input, read};
use bmc::write::{WriteFormat, WriteOptions, write};
use proptest::prelude::*;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::builtin().expect("as it should be"))
}

/// Reads a file twice and writes what it holds.
fn survives(name: &str, bytes: &[u8]) {
    let once =
        read(vec![Input::bytes(name, bytes.to_vec())], catalogue()).expect("as it should be");
    let twice =
        read(vec![Input::bytes(name, bytes.to_vec())], catalogue()).expect("as it should be");
    assert_eq!(once.notes, twice.notes);
    assert_eq!(once.portfolio.entry_count(), twice.portfolio.entry_count());
    let options = WriteOptions { language: Language::Nl, formula_guard: true };
    for format in [
        WriteFormat::LongCsv,
        WriteFormat::WideCsv,
        WriteFormat::Json,
        WriteFormat::Markdown,
        WriteFormat::Bmml,
    ] {
        write(&once.portfolio, catalogue(), format, options).expect("as it should be");
    }
}

fn soup(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => proptest::sample::select(words).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    proptest::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

const MARKDOWN: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "Customer Segments",
    "Channels",
    "Key Partners",
    "Kosten",
    "\n",
    "\n\n",
    "- ",
    "  - ",
    "\t- ",
    "1. ",
    "2) ",
    "* ",
    "• ",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~~",
    "| ",
    " |",
    "|---|---|\n",
    "<br>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<!--",
    "-->",
    "---\n",
    "===\n",
    "> ",
    "[x](",
    ")",
    "[[",
    "]]",
    "![",
    "\\",
    ":",
    "**Note:** ",
    "é",
    "🤗",
    "\u{200b}",
    "\r\n",
    "text",
    " ",
    "    ",
    "&amp;",
    "&#0;",
    "<",
    ">",
    "{#id}",
    "[ ] ",
    "Label:\n",
    "canvas: x\n",
    "\0",
];
const HTML: &[&str] = &[
    "<html>",
    "<body>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<ol>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<strong>",
    "</strong>",
    "<i>",
    "<br/>",
    "<hr>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td colspan=\"2\">",
    "<td rowspan=9999>",
    "</td>",
    "<th>",
    "<script>",
    "</script>",
    "<nav>",
    "<!--",
    "-->",
    "<!DOCTYPE",
    "Key Partners",
    "Channels",
    "Costs:",
    "Revenue",
    "text",
    " ",
    "\n",
    "&lt;",
    "&#x1F600;",
    "<",
    ">",
    "</",
    "<a href='",
    "'",
    "\"",
    "<dl>",
    "<dt>",
    "<dd>",
    "• ",
    "é",
];
const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"channels\"",
    "\"costs\"",
    "\"blocks\"",
    "\"canvases\"",
    "\"text\"",
    "\"items\"",
    "\"notes\"",
    "\"info\"",
    "\"nodes\"",
    "\"edges\"",
    "\"type\"",
    "\"kp\"",
    "\"x\"",
    "null",
    "true",
    "1e9",
    "\"\\u0000\"",
    "\"for\"",
    " ",
    "\n",
    "\"meta\"",
    "\"fits\"",
];
const YAML: &[&str] = &[
    "version: 2\n",
    "meta:\n",
    "  name: x\n",
    "channels:\n",
    "  - ",
    "- ",
    "id: ",
    "name: ",
    "for: ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    ": ",
    "&a ",
    "*a",
    "!!str ",
    "| \n",
    "> \n",
    "'",
    "\"",
    "#",
    "\n",
    "  ",
    "\t",
    "costs: ",
    "~",
    "jobs: ",
    "customer_segments: ",
    "---\n",
    "...\n",
    "%YAML",
    "? ",
    "text",
];
const TABLE: &[&str] = &[
    "canvas",
    "block",
    "text",
    "channels",
    "costs",
    "Timestamp",
    "ID",
    "Email",
    "Team",
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    "\r\n",
    "\r",
    "a",
    "=1",
    "'",
    "• ",
    "- ",
    "[\"a\", 'b']",
    "2026/05/28 7:01 PM",
    "sep=;\n",
    "é",
    " ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_of_any_kind(text in soup(MARKDOWN)) {
        survives("x.md", text.as_bytes());
    }

    #[test]
    fn html_of_any_kind(text in soup(HTML)) {
        survives("x.html", format!("<div>{text}").as_bytes());
    }

    #[test]
    fn json_of_any_kind(text in soup(JSON)) {
        survives("x.json", format!("{{\"channels\": [{text}]}}").as_bytes());
        survives("x.json", text.as_bytes());
    }

    #[test]
    fn yaml_of_any_kind(text in soup(YAML)) {
        survives("x.bmml", text.as_bytes());
    }

    #[test]
    fn tables_of_any_kind(text in soup(TABLE)) {
        survives("x.csv", format!("canvas,block,text\n{text}").as_bytes());
        survives("x.csv", format!("Timestamp,Team,Channels,Costs\n{text}").as_bytes());
        survives("x.csv", text.as_bytes());
    }

    #[test]
    fn bytes_of_any_kind(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        survives("x", &bytes);
        survives("x.md", &bytes);
        survives("x.xlsx", &[b"PK\x03\x04".as_slice(), &bytes].concat());
        survives("x.parquet", &[b"PAR1".as_slice(), &bytes, b"PAR1"].concat());
    }
}
