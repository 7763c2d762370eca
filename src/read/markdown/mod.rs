//! Markdown, in all the shapes in which people keep a canvas in it.

mod blocks;
mod drawing;
mod front;
mod inline;
mod line;
mod paragraph;
mod table;

use super::document::{Document, MOST_NAMED, Piece, assemble, block_count};
use super::note::Note;
use super::source::Source;
use crate::catalogue::BlockNames;
use crate::portfolio::Part;

/// With fewer blocks than this the canvas may stand in a code fence instead.
const FEW: usize = 3;

/// Reads a text.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let names = &source.catalogue.blocks;
    let (front, body, first) = front::split(source.text);
    let mut text = Text::cut(body, first, names);
    if text.named < MOST_NAMED {
        // Lines such as `who` are titles only where casual names count.
        let casual = Text::cut(body, first, names.with_casual());
        if casual.named >= MOST_NAMED {
            text = casual;
        }
    }
    if let Some((line, _)) = text.fences.first() {
        let parts = match text.fences.len() {
            1 => "a drawing or code".to_owned(),
            count => format!("{count} drawings or pieces of code"),
        };
        let message = format!("left out {parts} between code fences");
        notes.push(Note::info(source.name, message).at(format!("line {line}")));
    }
    let document = Document { title: None, fields: front, pieces: text.pieces };
    assemble(source, document, notes)
}

/// The body of a file, cut into pieces.
struct Text {
    pieces: Vec<Piece>,
    /// The content of code fences that are left out, with the line that it begins on.
    fences: Vec<(u32, String)>,
    /// How many different blocks are named.
    named: usize,
}

impl Text {
    fn cut(body: &str, first: u32, names: &BlockNames) -> Self {
        let is_title = |line: &str| names.is_name(line.trim().trim_end_matches(':'));
        let found = blocks::read(&blocks::uncommented(body), first, &is_title);
        let (mut pieces, mut fences) = (found.pieces, found.fences);
        let mut named = block_count(&pieces, names);
        if fences.is_empty() && drawing::is_drawing(body) {
            let drawn = drawing::read(body, first, &is_title);
            let count = block_count(&drawn, names);
            if count >= named.max(FEW) {
                (named, pieces) = (count, drawn);
            }
        }
        if named < FEW {
            // The whole file in a fence, or drawn as text.
            let inside = |line: u32, text: &str| match drawing::is_drawing(text) {
                true => drawing::read(text, line, &is_title),
                false => blocks::read(text, line, &is_title).pieces,
            };
            let mut used = None;
            for (at, (line, fence)) in fences.iter().enumerate() {
                let inside = inside(*line, fence);
                let count = block_count(&inside, names);
                if count > named {
                    (named, pieces, used) = (count, inside, Some(at));
                }
            }
            if let Some(used) = used {
                fences.remove(used);
            }
        }
        Self { pieces, fences, named }
    }
}
