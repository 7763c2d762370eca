//! Empty canvases and worksheets to fill in. Read as they are, they are empty.

use serde_json::{Map, Value, json};

use super::markdown::{escaped, front};
use super::workbook;
use super::{WriteError, WriteFormat};
use crate::canvas::{Block, Language};
use crate::catalogue::{Catalogue, Question};
use crate::portfolio::schema;

/// What is to be filled in.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The name of the canvas.
    pub name: &'a str,
    /// The language of headings and questions.
    pub language: Language,
    /// Whether the guiding questions are asked; else there are nine empty blocks.
    pub questions: bool,
}

/// How many empty lines a block has in a table without questions.
const LINES: usize = 3;

/// An empty canvas in a format.
///
/// # Errors
/// When the format is none that people fill in: long CSV, JSON, Markdown or a workbook.
pub fn template(
    what: Template<'_>,
    catalogue: &Catalogue,
    format: WriteFormat,
) -> Result<Vec<u8>, WriteError> {
    match format {
        WriteFormat::LongCsv => csv(what, catalogue),
        WriteFormat::Workbook => {
            let (header, rows) = table(what, catalogue);
            workbook::sheet(what.language.pick("canvas", "canvas"), &header, rows.into_iter())
        }
        WriteFormat::Json => json(what, catalogue),
        WriteFormat::Markdown => Ok(markdown(what, catalogue).into_bytes()),
        WriteFormat::WideCsv | WriteFormat::Ndjson | WriteFormat::Parquet | WriteFormat::Bmml => {
            Err(WriteError::new("an empty canvas is written as csv, json, markdown or xlsx"))
        }
    }
}

fn asked(catalogue: &Catalogue, block: Block) -> impl Iterator<Item = &Question> {
    catalogue.questions.iter().filter(move |question| question.block == block)
}

/// The rows of a table: a row per question, or a few per block.
fn table(what: Template<'_>, catalogue: &Catalogue) -> (Vec<String>, Vec<Vec<String>>) {
    let mut header = vec![schema::CANVAS, schema::BLOCK];
    if what.questions {
        header.extend(["question", "ask"]);
    }
    header.push(schema::TEXT);
    let mut rows = Vec::new();
    for block in Block::ALL {
        let label = catalogue.blocks.label(block, what.language).to_owned();
        let row = |question: Option<&Question>| {
            let mut row = vec![what.name.to_owned(), label.clone()];
            row.extend(question.into_iter().flat_map(|question| {
                [question.id.clone(), question.text(what.language).ask.clone()]
            }));
            row.push(String::new());
            row
        };
        if what.questions {
            rows.extend(asked(catalogue, block).map(|question| row(Some(question))));
        } else {
            rows.extend((0..LINES).map(|_| row(None)));
        }
    }
    (header.into_iter().map(str::to_owned).collect(), rows)
}

/// CSV as the language's spreadsheets open it: with a byte order mark, and semicolons in Dutch.
fn csv(what: Template<'_>, catalogue: &Catalogue) -> Result<Vec<u8>, WriteError> {
    let separator = if what.language == Language::Nl { b';' } else { b',' };
    let (header, rows) = table(what, catalogue);
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(&mut bytes);
    for row in std::iter::once(&header).chain(&rows) {
        writer.write_record(row).map_err(WriteError::new)?;
    }
    writer.flush().map_err(WriteError::new)?;
    drop(writer);
    Ok(bytes)
}

fn json(what: Template<'_>, catalogue: &Catalogue) -> Result<Vec<u8>, WriteError> {
    let mut blocks = Map::new();
    for block in Block::ALL {
        let question = |question: &Question| {
            let ask = &question.text(what.language).ask;
            json!({ "question": question.id, "ask": ask, "text": "" })
        };
        let entries: Vec<Value> = if what.questions {
            asked(catalogue, block).map(question).collect()
        } else {
            Vec::new()
        };
        blocks.insert(block.name().into(), entries.into());
    }
    let canvas = json!({
        "canvas": what.name, "version": "1", "language": what.language.code(), "blocks": blocks,
    });
    let mut bytes = serde_json::to_vec_pretty(&canvas).map_err(WriteError::new)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn markdown(what: Template<'_>, catalogue: &Catalogue) -> String {
    let mut out = front(what.name, "1", |_| None);
    out.push_str(&format!("# {}\n", escaped(what.name)));
    for block in Block::ALL {
        out.push_str(&format!("\n## {}\n", catalogue.blocks.label(block, what.language)));
        if what.questions {
            for question in asked(catalogue, block) {
                let ask = escaped(&question.text(what.language).ask);
                out.push_str(&format!("\n*{}: {ask}*\n\n- \n", question.id));
            }
        } else {
            out.push_str("\n- \n");
        }
    }
    out
}
