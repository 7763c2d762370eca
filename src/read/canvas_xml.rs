//! Canvases as XML, as project tools export them: an element per block with items in it.

use super::html::{Token, Tokens};
use super::language;
use super::note::Note;
use super::source::Source;
use crate::canvas::Block;
use crate::portfolio::{CanvasDraft, EntryDraft, Field, Part};

/// Fields of an item that are text of the canvas, in the order in which they are read.
const TEXTS: [&str; 4] = ["description", "assumptions", "data", "conclusion"];

/// Whether a text is such an export.
pub(super) fn is_canvas(text: &str) -> bool {
    let head: String = text.chars().take(2_000).collect();
    head.contains("<canvas") && head.contains("key=")
}

/// Reads a text: `<canvas key><title>…<element key="obm_cs"><item><description>…`. Values are
/// often not escaped, so it is read as leniently as HTML.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    // A canvas is a drawing in HTML, and passed over there.
    let text = source.text.replace("<canvas", "<canvases").replace("</canvas", "</canvases");
    let (id, version) = source.stem();
    let mut draft = CanvasDraft { id, version, ..CanvasDraft::default() };
    let mut block: Option<Block> = None;
    let mut left_out: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut item: Vec<(usize, String)> = Vec::new();
    let mut in_item = false;
    let mut tokens = Tokens::new(&text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Start { name, attributes } => match name.as_str() {
                "element" => {
                    let key = attribute(attributes, "key").unwrap_or_default();
                    block = source.catalogue.blocks.resolve(&key);
                    if block.is_none() && !left_out.contains(&key) {
                        left_out.push(key);
                    }
                }
                "item" => (in_item, item) = (true, Vec::new()),
                _ => field = name,
            },
            Token::Text(text) if in_item => {
                let place = TEXTS.iter().position(|known| *known == field);
                if let Some(place) = place.filter(|_| !text.trim().is_empty()) {
                    match item.iter_mut().find(|(known, _)| *known == place) {
                        Some((_, before)) => before.push_str(&text),
                        None => item.push((place, text)),
                    }
                }
            }
            Token::Text(text) if field == "title" => {
                let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let slot = &mut draft.fields[Field::Title as usize];
                if slot.is_none() && !title.is_empty() {
                    *slot = Some(title);
                }
            }
            Token::Text(_) => {}
            Token::End(name) if name == "item" => {
                in_item = false;
                item.sort_by_key(|(place, _)| *place);
                let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                let texts: Vec<String> = item.iter().map(|(_, text)| words(text)).collect();
                if let Some(block) = block.filter(|_| !texts.is_empty()) {
                    let row = Some(tokens.lines + 1);
                    let entry = EntryDraft::new(block, texts.join(" | "));
                    draft.entries.push(EntryDraft { row, ..entry });
                }
            }
            Token::End(_) => field.clear(),
        }
    }
    if draft.entries.is_empty() {
        return Err(Note::unrecognised(source.name, "this XML holds no building block"));
    }
    if !left_out.is_empty() {
        let message =
            format!("left out elements that are no building block: {}", left_out.join(", "));
        notes.push(Note::info(source.name, message));
    }
    language::note(source, &draft, std::iter::empty(), notes);
    let (part, rejected) = Part::from_drafts(source.name, vec![draft]);
    notes.extend(rejected.into_iter().map(|r| Note::error(source.name, r.message)));
    Ok(part)
}

/// The value of an attribute in quotes.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let rest = attributes.split(name).nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next().map(str::to_owned)
}
