//! Markdown, in all the shapes in which people keep a canvas in it.

mod blocks;
mod front;
mod inline;
mod line;
mod paragraph;
mod table;

use super::document::{Document, Piece, assemble, block_count};
use super::note::Note;
use super::source::Source;
use crate::portfolio::Part;

/// With fewer blocks than this the canvas may stand in a code fence instead.
const FEW: usize = 3;

/// Whether a text is a picture made of signs: its words are in columns, and cannot be read in lines.
fn is_drawing(text: &str) -> bool {
    let drawn = |line: &&str| {
        let line = line.trim();
        line.starts_with(['┌', '│', '├', '└', '╔', '║', '╠', '╚']) || line.starts_with("+--")
    };
    text.lines().filter(drawn).count() >= 3
}

/// Reads a text.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let names = &source.catalogue.blocks;
    let is_title = |line: &str| names.is_name(line.trim().trim_end_matches(':'));
    let (front, body, first) = front::split(source.text);
    let found = blocks::read(&blocks::uncommented(body), first, &is_title);
    let mut pieces = found.pieces;
    let mut most = block_count(&pieces, names);
    if most < FEW {
        // The whole file in a fence, or drawn as text.
        for (line, fence) in found.fences.into_iter().filter(|(_, text)| !is_drawing(text)) {
            let inside: Vec<Piece> = blocks::read(&fence, line, &is_title).pieces;
            let count = block_count(&inside, names);
            if count > most {
                most = count;
                pieces = inside;
            }
        }
    }
    let document = Document { title: None, fields: front, pieces };
    assemble(source, document, notes)
}
