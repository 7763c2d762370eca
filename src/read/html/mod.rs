//! HTML pages: a container per block, or a table laid out as the canvas.

mod entity;
mod page;
mod token;

use super::document::{Document, assemble};
use super::note::Note;
use super::source::Source;
use crate::portfolio::Part;

pub(in crate::read) use entity::entity;
pub(in crate::read) use page::{block_tag, pieces};
pub(in crate::read) use token::{Token, Tokens, decoded};

/// Reads a page.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let page = page::read(source.text, 1);
    let document = Document { title: page.title, fields: Vec::new(), pieces: page.pieces };
    assemble(source, document, notes)
}
