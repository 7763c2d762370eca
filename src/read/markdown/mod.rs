//! Markdown, in all the shapes in which people keep a canvas in it.

mod blocks;
mod drawing;
mod front;
mod inline;
mod line;
mod paragraph;
mod table;

use super::document::{Document, assemble, block_count};
use super::note::Note;
use super::source::Source;
use crate::portfolio::Part;

/// With fewer blocks than this the canvas may stand in a code fence instead.
const FEW: usize = 3;

/// Reads a text.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let names = &source.catalogue.blocks;
    let is_title = |line: &str| names.is_name(line.trim().trim_end_matches(':'));
    let (front, body, first) = front::split(source.text);
    let found = blocks::read(&blocks::uncommented(body), first, &is_title);
    let mut pieces = found.pieces;
    let mut most = block_count(&pieces, names);
    let mut fences = found.fences;
    if fences.is_empty() && drawing::is_drawing(body) {
        let drawn = drawing::read(body, first, &is_title);
        let count = block_count(&drawn, names);
        if count >= most.max(FEW) {
            (most, pieces) = (count, drawn);
        }
    }
    if most < FEW {
        // The whole file in a fence, or drawn as text.
        let inside = |line: u32, text: &str| match drawing::is_drawing(text) {
            true => drawing::read(text, line, &is_title),
            false => blocks::read(text, line, &is_title).pieces,
        };
        let mut used = None;
        for (at, (line, fence)) in fences.iter().enumerate() {
            let inside = inside(*line, fence);
            let count = block_count(&inside, names);
            if count > most {
                (most, pieces, used) = (count, inside, Some(at));
            }
        }
        if let Some(used) = used {
            fences.remove(used);
        }
    }
    if let Some((line, _)) = fences.first() {
        let parts = match fences.len() {
            1 => "a drawing or code".to_owned(),
            count => format!("{count} drawings or pieces of code"),
        };
        let message = format!("left out {parts} between code fences");
        notes.push(Note::info(source.name, message).at(format!("line {line}")));
    }
    let document = Document { title: None, fields: front, pieces };
    assemble(source, document, notes)
}
