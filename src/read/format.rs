//! The formats, and telling them apart by content.

use std::str::FromStr;

use super::bmml;
use super::canvas_xml;
use super::note::Note;
use super::source::Source;
use super::table::{self, Shape};

/// A format that canvases are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table with a row per entry.
    LongCsv,
    /// A table with a row per canvas.
    WideCsv,
    /// One JSON value.
    Json,
    /// A JSON value per line.
    Ndjson,
    /// Markdown.
    Markdown,
    /// An HTML page.
    Html,
    /// BMML, or other YAML with the blocks as keys.
    Bmml,
    /// XML with an element per block, as project tools export it.
    Xml,
    /// A workbook: .xlsx or .ods.
    Workbook,
    /// Apache Parquet, as this tool writes it.
    Parquet,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "csv" | "long" | "tsv" => Ok(Self::LongCsv),
            "wide" => Ok(Self::WideCsv),
            "json" => Ok(Self::Json),
            "ndjson" | "jsonl" => Ok(Self::Ndjson),
            "md" | "markdown" | "qmd" => Ok(Self::Markdown),
            "html" | "htm" => Ok(Self::Html),
            "bmml" | "yaml" | "yml" => Ok(Self::Bmml),
            "xml" => Ok(Self::Xml),
            "xlsx" | "ods" => Ok(Self::Workbook),
            "parquet" => Ok(Self::Parquet),
            _ => Err(format!(
                "'{name}' is none of csv, wide, json, ndjson, markdown, html, bmml, xml, xlsx, ods, \
                 parquet"
            )),
        }
    }
}

/// Endings of text documents.
const DOCUMENTS: [&str; 7] = ["md", "markdown", "qmd", "rmd", "mdx", "mdown", "txt"];
/// Endings of tables.
const TABLES: [&str; 3] = ["csv", "tsv", "tab"];

/// The format of bytes that are no text; `None` for text and for what is unknown.
pub(super) fn container(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        Some(Format::Workbook)
    } else if bytes.starts_with(b"PAR1") {
        Some(Format::Parquet)
    } else {
        None
    }
}

/// The format of a text. The file's ending only decides where the content leaves it open.
pub(super) fn detect(source: &Source<'_>) -> Result<Format, Note> {
    let text = source.text.trim_start();
    if text.is_empty() {
        return Err(Note::error(source.name, "the file is empty"));
    }
    let page = has_ending(source.name, &["html", "htm", "xhtml"]);
    let table = has_ending(source.name, &TABLES);
    let document = has_ending(source.name, &DOCUMENTS);
    let yaml = has_ending(source.name, &["bmml", "yaml", "yml"]);
    if text.starts_with(['{', '['])
        && !table
        && !yaml
        && (!document && !page || looks_like_json(text))
    {
        return Ok(if is_ndjson(source.name, text) { Format::Ndjson } else { Format::Json });
    }
    if !page && text.starts_with('<') && canvas_xml::is_canvas(text) {
        return Ok(Format::Xml);
    }
    if !table && (page || is_page(text)) {
        return Ok(Format::Html);
    }
    if yaml || !table && bmml::is_bmml(text) {
        return Ok(Format::Bmml);
    }
    if document {
        return Ok(Format::Markdown);
    }
    let header = table::header(source)?;
    match header.shape(source.catalogue) {
        Shape::Long => Ok(Format::LongCsv),
        Shape::Wide => Ok(Format::WideCsv),
        Shape::Neither(_) if !table && looks_like_document(text) => Ok(Format::Markdown),
        Shape::Neither(message) => {
            let note = Note::unrecognised(source.name, message);
            let fix = "a table needs the columns canvas, block, text, or a column per block";
            Err(note.fix(fix))
        }
    }
}

/// Which kind of table a text is.
pub(super) fn detect_table(source: &Source<'_>) -> Result<Format, Note> {
    match table::header(source)?.shape(source.catalogue) {
        Shape::Long => Ok(Format::LongCsv),
        Shape::Wide => Ok(Format::WideCsv),
        Shape::Neither(message) => Err(Note::unrecognised(source.name, message)),
    }
}

/// The most bytes of a text document. A book has one or two million; tables and JSON may be as
/// large as memory allows.
const LARGEST_DOCUMENT: usize = 16 * 1024 * 1024;

/// Refuses a document that is too large to be one.
pub(super) fn check_size(source: &Source<'_>, format: Format) -> Result<(), Note> {
    let document = matches!(format, Format::Markdown | Format::Html | Format::Bmml);
    if !document || source.text.len() <= LARGEST_DOCUMENT {
        return Ok(());
    }
    let size = source.text.len() / 1024 / 1024;
    let limit = LARGEST_DOCUMENT / 1024 / 1024;
    let message = format!("has {size} MB: a document of more than {limit} MB is no canvas");
    Err(Note::error(source.name, message))
}

fn looks_like_json(text: &str) -> bool {
    let rest =
        |open: char| text.strip_prefix(open).and_then(|rest| rest.trim_start().chars().next());
    let object = rest('{').is_some_and(|c| matches!(c, '"' | '}'));
    object || rest('[').is_some_and(|c| matches!(c, '"' | '{' | '[' | ']'))
}

/// A page begins with a tag that pages begin with.
fn is_page(text: &str) -> bool {
    if !text.starts_with('<') {
        return false;
    }
    let head: String = text.chars().take(200).collect::<String>().to_lowercase();
    let opening = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta"];
    opening.iter().any(|tag| head.starts_with(tag)) || head.contains("<html")
}

/// Running text rather than a table: headings, or list items.
fn looks_like_document(text: &str) -> bool {
    let marked = |line: &&str| {
        let line = line.trim_start();
        ["# ", "## ", "### ", "- ", "* ", "**"].iter().any(|mark| line.starts_with(mark))
    };
    text.lines().take(400).filter(marked).count() >= 3
}

/// Whether a file name has one of these endings.
pub(super) fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// A value per line: the first line is a whole object and another begins on the next.
fn is_ndjson(name: &str, text: &str) -> bool {
    if has_ending(name, &["ndjson", "jsonl"]) {
        return true;
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| line.starts_with('{') && line.trim_end().ends_with('}');
    lines.next().is_some_and(whole) && lines.next().is_some_and(|line| line.starts_with('{'))
}
